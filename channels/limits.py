"""How fast people may write: token buckets in memory, for each sender and for each address."""

from __future__ import annotations

import ipaddress
import math
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: Buckets that are remembered; beyond it the longest unused is forgotten (and so full again).
_REMEMBERED = 20_000
#: The addresses of one IPv6 subscriber.
_IPV6_PREFIX = 64


class LimitsError(ValueError):
    """A setting that can't be used."""


@dataclass(frozen=True)
class Rate:
    """``a_minute`` messages in the long run, ``burst`` at once."""

    a_minute: float
    burst: int


SENDER = Rate(a_minute=30, burst=60)
SOURCE = Rate(a_minute=120, burst=240)


class Buckets:
    """One token bucket a key."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock``: seconds that only grow."""
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Take one token: 0, or in how many seconds (at least 1) there is one."""
        now = self._clock()
        level, at = self._levels.pop(key, (float(self._rate.burst), now))
        level = min(self._rate.burst, level + (now - at) * self._rate.a_minute / 60)
        enough = level >= 1
        self._levels[key] = (level - 1 if enough else level, now)
        while len(self._levels) > _REMEMBERED:
            self._levels.popitem(last=False)
        return 0 if enough else math.ceil((1 - level) * 60 / self._rate.a_minute)


class Limits:
    """The limits that all channels of a process share."""

    def __init__(
        self, sender: Rate | None = SENDER, source: Rate | None = SOURCE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """None lifts a limit."""
        self._senders = Buckets(sender, clock) if sender else None
        self._sources = Buckets(source, clock) if source else None

    def wait(self, sender: str, address: str | None) -> int:
        """Seconds until this sender at this address may write again; 0: now, and it is counted."""
        source = source_of(address)
        if self._sources and source and (seconds := self._sources.take(source)):
            return seconds
        return self._senders.take(sender) if self._senders else 0

    def wait_source(self, address: str | None) -> int:
        """The same for what has no sender yet, such as opening a conversation."""
        source = source_of(address)
        return self._sources.take(source) if self._sources and source else 0


def source_of(address: str | None) -> str | None:
    """Who an address stands for: IPv4 as it is, IPv6 by its subscriber's prefix.

    None for loopback and anything that is no address: it is this machine, or a proxy in front of us (whose people
    would share one limit), so it says nothing about who asks. Behind a proxy set ``SANIC_PROXIES_COUNT``.
    """
    try:
        found = ipaddress.ip_address((address or "").strip("[]"))
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_loopback:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((found, _IPV6_PREFIX), strict=False))
    return str(found)


def limits_from_environment(environment: Mapping[str, str] | None = None) -> Limits:
    """The usual limits; none with ``RATE_LIMIT=off``. `LimitsError` for another value than on and off."""
    value = (os.environ if environment is None else environment).get("RATE_LIMIT", "").strip().lower()
    if value in ("", "on"):
        return Limits()
    if value == "off":
        return Limits(None, None)
    raise LimitsError(f"RATE_LIMIT: on or off is expected, not {value!r}")
