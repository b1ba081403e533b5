"""What the channels of messaging services have in common: how a message is taken, answered, and delivered.

The assistant's replies are collected while it thinks and delivered when its turn is saved. So nothing that happens
while they are sent (a service that is down, a limit, a person who has left) can lose what the person said.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, ClassVar

import aiohttp
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint

from answers.phrases import phrase
from channels.gate import Gate, Handler, shared_gate
from channels.guard import Refused, kind_reply
from channels.reply import Reply, reply_of
from channels.seen import Seen
from service.settings import SettingsError

#: Delivers one reply; what it raises is logged, without the reply.
Deliver = Callable[[Reply], Awaitable[None]]
Pause = Callable[[float], Awaitable[None]]

#: How often something is sent before we give up, and the longest wait that a service may ask for in between.
ATTEMPTS = 4
LONGEST_WAIT = 60.0
#: Bodies are larger than those of other channels: they repeat the message whose button was pressed.
MAX_PAYLOAD_BYTES = 512 * 1024
#: A request to a service's API takes no longer.
_API_SECONDS = 20.0
#: When the service stops, turns that run get this long.
_LAST_SECONDS = 10.0
#: Whoever writes too fast is told so once in this time.
_WARN_SECONDS = 10.0
#: A second press on a button of the same message is no second answer.
_PRESS_SECONDS = 24 * 3600.0

_log = logging.getLogger(__name__)


class ChannelSettingsError(SettingsError):
    """A setting of a channel in credentials.yml that is missing or can't be used."""


def setting(credentials: Mapping[str, Any] | None, channel: str, name: str, pattern: str, expected: str) -> str:
    """A required setting from credentials.yml. The error names it and what is expected, never its value."""
    value = str((credentials or {}).get(name) or "").strip()
    if not value or value.startswith("${"):
        raise ChannelSettingsError(f"credentials.yml: {channel}: {name} is missing (docs/channels.md)")
    if not re.fullmatch(pattern, value):
        raise ChannelSettingsError(f"credentials.yml: {channel}: {name}: {expected} is expected (docs/channels.md)")
    return value


def backoff(attempt: int) -> float:
    """Seconds to wait after a failed attempt, the first being 0."""
    return 0.5 * 2.0**attempt


class Collected(OutputChannel):
    """Keeps what the assistant says in a turn."""

    def __init__(self) -> None:
        """Nothing said yet."""
        self.replies: list[Reply] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """One reply a message; a message without anything to show is none."""
        reply = reply_of(message)
        if reply != Reply():
            self.replies.append(reply)


class Messenger(InputChannel):
    """A channel whose messages come in by a webhook and whose replies go out by an API."""

    #: The output channel of a turn; its name is what Rasa knows the channel by.
    output: ClassVar[type[Collected]]

    def __init__(self, gate: Gate | None = None) -> None:
        """``gate``: the process's own unless given."""
        self._gate = gate or shared_gate()
        self._handler: Handler | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._warned = Seen(_WARN_SECONDS)
        self._pressed_before = Seen(_PRESS_SECONDS)

    def prepare(self, handler: Handler) -> Blueprint:
        """The channel's blueprint, without routes; turns that run when the service stops are finished first."""
        self._handler = handler
        blueprint = Blueprint(f"{self.name()}_webhook")
        blueprint.listener("before_server_stop")(self._finish)
        return blueprint

    def converse(
        self, text: str, sender: str, deliver: Deliver, identifier: str | None = None, first: Reply | None = None
    ) -> asyncio.Task[None] | None:
        """Let the assistant answer, after all earlier messages of ``sender``; None when it may not (that is told).

        ``first``: said before the answer. The texts of services come from their own machines, so an address says
        nothing about a person: only the sender is limited.
        """
        checked = self._gate.check(text, sender, None)
        if isinstance(checked, Refused):
            if checked.reason != "too_fast" or not self._warned.again(sender):
                self.say(deliver, *([first] if first else []), Reply(kind_reply(checked)))
            return None
        output = self.output()
        if first:
            output.replies.append(first)
        message = UserMessage(checked.text, output, sender, input_channel=self.name(), message_id=identifier)
        return self.run(self._turn(message, output, deliver))

    def say(self, deliver: Deliver, *replies: Reply) -> asyncio.Task[None]:
        """Tell something that isn't part of the conversation."""
        return self.run(self._deliver(deliver, replies))

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Do something after the request is answered."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def session(self) -> aiohttp.ClientSession:
        """Connections to the service, kept for the next call; made in the loop that uses them."""
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=_API_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout, trust_env=True)
        return self._session

    async def _turn(self, message: UserMessage, output: Collected, deliver: Deliver) -> None:
        before = len(output.replies)

        async def handle(message: UserMessage) -> None:
            assert self._handler is not None
            try:
                await self._handler(message)
            except Exception:
                output.replies.append(Reply(phrase("guard.failed")))
                raise
            else:
                if len(output.replies) == before:
                    output.replies.append(Reply(phrase("guard.nothing")))
            finally:
                # Within the turn, so that the next one's replies come after these.
                await self._deliver(deliver, output.replies)

        await self._gate.pass_on(handle, message)

    async def _deliver(self, deliver: Deliver, replies: list[Reply] | tuple[Reply, ...]) -> None:
        for reply in replies:
            try:
                await deliver(reply)
            except Exception as error:
                # Not its text: it may hold the reply, or an address that has the token in it.
                _log.error("%s: a reply couldn't be sent: %s", self.name(), type(error).__name__)

    async def _finish(self, *_: object) -> None:
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=_LAST_SECONDS)
        if self._session:
            await self._session.close()
