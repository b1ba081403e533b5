"""The way of a message into the assistant: the guard, the limits, one turn after the other, and what if it fails."""

from __future__ import annotations

import asyncio
import functools
import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, Literal
from weakref import WeakValueDictionary

from rasa.core.channels.channel import UserMessage

from channels.guard import Admitted, Refused, admit
from channels.limits import Limits, limits_from_environment

#: Rasa's entry for messages.
Handler = Callable[[UserMessage], Awaitable[Any]]
Outcome = Literal["done", "failed", "late"]

_log = logging.getLogger(__name__)


class Gate:
    """What all channels of a process share."""

    def __init__(self, limits: Limits | None = None) -> None:
        """``limits``: the usual ones of `channels.limits` unless given."""
        self.limits = Limits() if limits is None else limits
        # A lock lives as long as somebody holds it or waits for it; asyncio's serve in the order of arrival.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[bool]] = set()

    def check(self, text: str, sender: str, address: str | None) -> Admitted | Refused:
        """What the guard and the limits say about a text of this sender at this address."""
        if seconds := self.limits.wait(sender, address):
            return Refused("too_fast", seconds)
        return admit(text)

    async def pass_on(self, handler: Handler, message: UserMessage, timeout: float | None = None) -> Outcome:
        """Let the assistant answer ``message``, after all earlier ones of the same sender.

        ``late``: not within ``timeout`` seconds; the turn still runs to its end, as it does when the caller is
        cancelled (a turn that stops in the middle leaves half a memory). ``failed``: it raised; that is logged here,
        without anything the person said.
        """
        task = asyncio.create_task(self._turn(handler, message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            return "done" if await asyncio.wait_for(asyncio.shield(task), timeout) else "failed"
        except asyncio.TimeoutError:
            _log.error("a turn took longer than %s seconds", timeout)
            return "late"

    async def _turn(self, handler: Handler, message: UserMessage) -> bool:
        lock = self._locks.setdefault(message.sender_id, asyncio.Lock())
        async with lock:
            try:
                await handler(message)
            except Exception as error:
                # The error's own text may hold the message (a database error names its parameters).
                frames = "".join(traceback.format_tb(error.__traceback__))
                _log.error("a turn failed with %s\n%s", type(error).__name__, frames)
                return False
            return True


@functools.cache
def shared_gate() -> Gate:
    """The gate of this process, with the limits of its environment."""
    return Gate(limits_from_environment())
