"""The website's channel: socket.io for the page, and the page itself, at ``/chat/``.

The page and the server speak four events: ``session_request`` and ``session_confirm`` when a page opens or comes
back, ``user_uttered`` (acknowledged when it is answered), and ``entry`` for everything that is said; beside them
``typing``, ``session_refused`` and ``forgotten``. docs/website.md describes them.

Rasa's own socket.io channel isn't used: it lets the browser choose the conversation, accepts every origin, loses
what is said while nobody is connected, and doesn't await what python-socketio 5.10 made a coroutine.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Awaitable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response
from socketio import AsyncServer

from answers.phrases import phrase
from channels.conversations import FORGOTTEN, Conversation, Entry, from_events, said_by_assistant, said_by_person
from channels.gate import Gate, Handler, Outcome, shared_gate
from channels.guard import MAX_BODY_BYTES, MAX_CHARACTERS, Refused, kind_reply
from channels.pages import ADDRESS, add_pages, origins
from channels.tokens import Tokens, website_key
from service.paths import var

#: Seconds for which a conversation that nobody shows stays in memory.
LINGER = 120.0
_IDENTIFIER = re.compile(r"[A-Za-z0-9-]{8,64}")
_SOCKET = f"{ADDRESS}socket.io"
_log = logging.getLogger(__name__)


class WebsiteOutput(OutputChannel):
    """Shows each message of the assistant as one entry; ``said`` counts them."""

    def __init__(self, channel: WebsiteInput) -> None:
        """``channel`` knows who is connected."""
        self._channel = channel
        self.said = 0

    @classmethod
    def name(cls) -> str:
        """The channel's name in the conversation."""
        return WebsiteInput.name()

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """One entry a message, with its buttons and its card."""
        self.said += 1
        await self._channel.say(recipient_id, message)


class WebsiteInput(InputChannel):
    """The channel; one a process."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in the conversation."""
        return "website"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebsiteInput:
        """``allowed_origins``: websites that may show the page in a frame, beside ``ALLOWED_ORIGINS``."""
        listed = list((credentials or {}).get("allowed_origins") or [])
        listed += [origin for origin in os.environ.get("ALLOWED_ORIGINS", "").split(",") if origin.strip()]
        key = website_key(var() / "website.key", os.environ.get("WEBSITE_KEY"))
        return cls(Tokens(key), origins(listed))

    def __init__(self, tokens: Tokens, allowed: tuple[str, ...] = (), gate: Gate | None = None) -> None:
        """``allowed``: origins as `channels.pages.origins` gives them; the page's own is always allowed."""
        self._tokens = tokens
        self._allowed = allowed
        self._gate = gate or shared_gate()
        self._conversations: dict[str, Conversation] = {}
        #: By connection: the address, and once the session is confirmed the conversation's id.
        self._addresses: dict[str, str] = {}
        self._senders: dict[str, str] = {}
        self._app: Sanic | None = None
        self._handler: Handler | None = None
        self._sockets = AsyncServer(
            async_mode="sanic", cors_allowed_origins=self._accepts, max_http_buffer_size=MAX_BODY_BYTES
        )
        self._sockets.on("connect", self._connect)
        self._sockets.on("disconnect", self._disconnect)
        self._sockets.on("session_request", self._session_request)
        self._sockets.on("user_uttered", self._user_uttered)

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Routes: ``GET /`` says that the channel is there; the page and its socket are at `ADDRESS`."""
        self._handler = on_new_message
        blueprint = _WebsiteBlueprint(self)

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        return blueprint

    def register(self, app: Sanic) -> None:
        """Attach the socket and the page to the application."""
        self._app = app
        self._sockets.attach(app, _SOCKET)
        add_pages(app, self._allowed)

    def get_output_channel(self) -> OutputChannel:
        """For messages that nobody asked for (reminders, say)."""
        return WebsiteOutput(self)

    async def say(self, sender: str, message: Mapping[str, Any]) -> None:
        """Show a message of the assistant in all pages of a conversation.

        One that isn't in memory is shown when its page comes back: it is in the tracker.
        """
        conversation = self._conversations.get(sender)
        if conversation is None:
            return
        if message.get(FORGOTTEN):
            conversation.over = True
        await self._show(conversation, said_by_assistant(message, time.time()))

    def _accepts(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        """The page's own origin, whatever a proxy made of its scheme, and the allowed ones."""
        if not origin:
            return False
        return (
            origin.lower() in self._allowed or urlsplit(origin).netloc.lower() == environ.get("HTTP_HOST", "").lower()
        )

    async def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        request: Request = environ["sanic.request"]
        self._addresses[sid] = request.remote_addr or request.ip

    async def _disconnect(self, sid: str, *_: object) -> None:
        self._addresses.pop(sid, None)
        self._leave(sid)

    def _leave(self, sid: str) -> None:
        conversation = self._conversations.get(self._senders.pop(sid, ""))
        if conversation is not None:
            conversation.connections.discard(sid)
            self._drop_later(conversation)

    async def _session_request(self, sid: str, data: object = None) -> None:
        """Give the connection its conversation: that of the token, or a new one."""
        if seconds := self._gate.limits.wait_source(self._addresses.get(sid)):
            text = kind_reply(Refused("too_fast", seconds))
            await self._sockets.emit("session_refused", {"seconds": seconds, "text": text}, to=sid)
            return
        asked: Mapping[str, Any] = data if isinstance(data, dict) else {}
        ticket = self._tokens.read(asked.get("token")) or self._tokens.issue()
        conversation = await self._conversation(ticket.sender, ticket.number)
        if sid not in self._addresses:
            return  # gone while the conversation was read
        if (before := self._senders.get(sid)) and before != ticket.sender:
            await self._sockets.leave_room(sid, before)
            self._leave(sid)
        self._senders[sid] = ticket.sender
        conversation.connections.add(sid)
        await self._sockets.enter_room(sid, ticket.sender)
        position = asked.get("position")
        goes_on = asked.get("epoch") == conversation.epoch and isinstance(position, int)
        async with conversation.sending:
            confirmed = {
                "token": ticket.token,
                "number": ticket.number,
                "epoch": conversation.epoch,
                "goes_on": goes_on,
                "entries": conversation.since(position if goes_on and isinstance(position, int) else 0),
                "typing": conversation.turns > 0,
                "most_characters": MAX_CHARACTERS,
            }
            await self._sockets.emit("session_confirm", confirmed, to=sid)

    async def _conversation(self, sender: str, number: str) -> Conversation:
        if sender not in self._conversations:
            entries = await self._kept(sender)
            # Another connection may have been faster.
            self._conversations.setdefault(sender, Conversation(sender, number, entries))
            self._drop_later(self._conversations[sender])
        return self._conversations[sender]

    async def _kept(self, sender: str) -> list[Entry]:
        """The entries that Rasa keeps of a conversation; none if it can't be asked just now."""
        agent = getattr(self._app.ctx, "agent", None) if self._app else None
        if agent is None:
            return []
        try:
            tracker = await agent.tracker_store.retrieve_full_tracker(sender)
        except Exception as error:
            _log.error("a conversation couldn't be read: %s", type(error).__name__)
            return []
        return from_events(tracker.events) if tracker else []

    async def _user_uttered(self, sid: str, data: object = None) -> dict[str, Any]:
        """Let the assistant answer; the result is the acknowledgement: whether the page needs to send it again."""
        conversation = self._conversations.get(self._senders.get(sid, ""))
        if conversation is None:
            return {"ok": False, "reason": "no_session"}
        identifier, text = (data.get("id"), data.get("text")) if isinstance(data, dict) else (None, None)
        if not isinstance(text, str) or not isinstance(identifier, str) or not _IDENTIFIER.fullmatch(identifier):
            return {"ok": False, "reason": "bad_message"}
        if conversation.knows(identifier):
            return {"ok": True}
        checked = self._gate.check(text, conversation.sender, self._addresses.get(sid))
        if isinstance(checked, Refused):
            await self._show(conversation, said_by_person(text[:MAX_CHARACTERS], identifier, time.time()))
            await self._answer(conversation, kind_reply(checked))
            return {"ok": True}
        # The place in the queue is taken before anything is awaited: messages keep their order.
        output = WebsiteOutput(self)
        message = UserMessage(
            checked.text, output, conversation.sender, input_channel=self.name(), message_id=identifier
        )
        turn = asyncio.ensure_future(self._gate.pass_on(partial(self._handle, conversation), message))
        return await self._follow(conversation, turn, output, said_by_person(checked.text, identifier, time.time()))

    async def _handle(self, conversation: Conversation, message: UserMessage) -> None:
        assert self._handler is not None
        if not conversation.over:
            await self._handler(message)

    async def _follow(
        self, conversation: Conversation, turn: Awaitable[Outcome], output: WebsiteOutput, entry: Entry
    ) -> dict[str, Any]:
        """Show a message and how it is answered."""
        conversation.turns += 1
        try:
            await self._show(conversation, entry)
            await self._typing(conversation)
            outcome = await turn
            if conversation.over and output.said == 0:
                return {"ok": False, "reason": "no_session"}
            if outcome != "done":
                conversation.over = False
                await self._answer(conversation, phrase(f"guard.{outcome}"))
            elif output.said == 0:
                await self._answer(conversation, phrase("guard.nothing"))
        finally:
            conversation.turns -= 1
            self._drop_later(conversation)
        await self._typing(conversation)
        if conversation.over:
            await self._forget(conversation)
        return {"ok": True}

    async def _answer(self, conversation: Conversation, text: str) -> None:
        await self._show(conversation, said_by_assistant({"text": text}, time.time()))

    async def _show(self, conversation: Conversation, entry: Entry) -> None:
        numbered = conversation.add(entry)
        async with conversation.sending:
            await self._sockets.emit("entry", numbered, room=conversation.sender)

    async def _typing(self, conversation: Conversation) -> None:
        async with conversation.sending:
            await self._sockets.emit("typing", {"on": conversation.turns > 0}, room=conversation.sender)

    async def _forget(self, conversation: Conversation) -> None:
        """The conversation is deleted: tell its pages to forget it too, and let them go."""
        await self._sockets.emit("forgotten", room=conversation.sender)
        for sid in list(conversation.connections):
            self._senders.pop(sid, None)
            await self._sockets.leave_room(sid, conversation.sender)
        self._conversations.pop(conversation.sender, None)

    def _drop_later(self, conversation: Conversation) -> None:
        """Forget a conversation in memory once nobody has shown it for a while."""

        def drop() -> None:
            unused = not conversation.connections and not conversation.turns
            if unused and self._conversations.get(conversation.sender) is conversation:
                self._conversations.pop(conversation.sender, None)

        if not conversation.connections and not conversation.turns:
            asyncio.get_running_loop().call_later(LINGER, drop)


class _WebsiteBlueprint(Blueprint):
    def __init__(self, channel: WebsiteInput) -> None:
        super().__init__("website_webhook")
        self.ctx.channel = channel

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        self.ctx.channel.register(app)
        super().register(app, options)
