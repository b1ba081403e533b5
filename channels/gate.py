"""The way of a message into the assistant: the guard, the limits, one turn after the other, and what if it fails."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol
from weakref import WeakValueDictionary

from rasa.core.channels.channel import UserMessage

from channels.guard import Admitted, Reason, Refused, admit
from channels.limits import Limits, limits_from_environment
from stores.database import StoreUnavailable

#: Rasa's entry for messages.
Handler = Callable[[UserMessage], Awaitable[Any]]
Outcome = Literal["done", "failed", "late", "unreachable"]

_log = logging.getLogger(__name__)


class Watcher(Protocol):
    """Somebody who counts or logs what passes."""

    def ended(self, message: UserMessage, seconds: float, outcome: Outcome) -> None:
        """A turn has ended, ``seconds`` after its message came; called in the turn's own context."""

    def refused(self, reason: Reason) -> None:
        """A text was refused."""


class Gate:
    """What all channels of a process share."""

    def __init__(self, limits: Limits | None = None) -> None:
        """``limits``: the usual ones of `channels.limits` unless given."""
        self.limits = Limits() if limits is None else limits
        # A lock lives as long as somebody holds it or waits for it; asyncio's serve in the order of arrival.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Outcome]] = set()
        self.watchers: list[Watcher] = []

    def check(self, text: str, sender: str, address: str | None) -> Admitted | Refused:
        """What the guard and the limits say about a text of this sender at this address."""
        seconds = self.limits.wait(sender, address)
        checked = Refused("too_fast", seconds) if seconds else admit(text)
        if isinstance(checked, Refused):
            for watcher in self.watchers:
                watcher.refused(checked.reason)
        return checked

    async def pass_on(self, handler: Handler, message: UserMessage, timeout: float | None = None) -> Outcome:
        """Let the assistant answer ``message``, after all earlier ones of the same sender.

        ``late``: not within ``timeout`` seconds; the turn still runs to its end, as it does when the caller is
        cancelled (a turn that stops in the middle leaves half a memory). ``failed``: it raised; that is logged here,
        without anything the person said. ``unreachable``: the conversation couldn't be read or saved.
        """
        task = asyncio.create_task(self._turn(handler, message, time.monotonic()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            return await asyncio.wait_for(asyncio.shield(task), timeout)
        except asyncio.TimeoutError:
            _log.error("a turn took longer than %s seconds", timeout)
            return "late"

    async def settle(self, seconds: float) -> None:
        """Wait until no turn runs any more, at most so long: for a service that stops."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)

    async def _turn(self, handler: Handler, message: UserMessage, came: float) -> Outcome:
        lock = self._locks.setdefault(message.sender_id, asyncio.Lock())
        async with lock:
            outcome = await _handled(handler, message)
        for watcher in self.watchers:
            watcher.ended(message, time.monotonic() - came, outcome)
        return outcome


async def _handled(handler: Handler, message: UserMessage) -> Outcome:
    try:
        await handler(message)
    except StoreUnavailable:
        # Logged by the store.
        return "unreachable"
    except Exception as error:
        # The error's own text may hold the message (a database error names its parameters).
        frames = "".join(traceback.format_tb(error.__traceback__))
        _log.error("a turn failed with %s\n%s", type(error).__name__, frames)
        return "failed"
    return "done"


@functools.cache
def shared_gate() -> Gate:
    """The gate of this process, with the limits of its environment."""
    return Gate(limits_from_environment())
