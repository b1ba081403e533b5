"""What has come before: for repeated deliveries, replays and double clicks."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable


class Seen:
    """Keys that came within the last ``seconds``; in memory, and no more than ``most`` of them."""

    def __init__(self, seconds: float, most: int = 20_000, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock``: seconds that only grow."""
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._keys: OrderedDict[str, float] = OrderedDict()

    def again(self, key: str) -> bool:
        """Whether ``key`` came before; it is remembered from the first time on."""
        if self.knows(key):
            return True
        self._keys[key] = self._clock()
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return False

    def knows(self, key: str) -> bool:
        """The same without remembering it."""
        oldest = self._clock() - self._seconds
        while self._keys and next(iter(self._keys.values())) < oldest:
            self._keys.popitem(last=False)
        return key in self._keys
