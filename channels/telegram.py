"""Telegram: private chats, and groups in which somebody names the bot or answers it.

Updates come to ``POST /webhooks/telegram/webhook`` with a secret that only Telegram and we know. A request is answered
when its turn is over (or takes long), so an update whose turn was cut off by a crash comes again. docs/channels.md
describes how an operator makes the bot.

Rasa's own Telegram channel isn't used: it ends in an error at every update, has no secret, stops the whole server when
Telegram can't be reached at the start, and lets anybody move the webhook.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from answers.phrases import phrase
from channels.bot_api import TELEGRAM, BotApi, BotApiError
from channels.gate import Gate, Handler
from channels.markup import Limits, layout, units
from channels.messenger import MAX_PAYLOAD_BYTES, Collected, Messenger, Pause, setting
from channels.reply import Reply
from channels.rest import BadRequest, limited_body
from channels.seen import Seen
from channels.telegram_updates import Place, Pressed, Us, Written, button_data, read_message, read_press

#: Telegram's limits: characters of a message, of a picture's words, of the words that a press is acknowledged with.
_MOST_CHARACTERS, _MOST_CAPTION, _MOST_NOTE = 4096, 1024, 200
#: Of ours: longer titles are cut off on a phone, and more buttons than this fill its screen.
_LIMITS = Limits(_MOST_CHARACTERS, title=48, buttons=24)
#: Short titles share a row of so many characters.
_ROW = 28
#: The updates that Telegram shall send; others are answered all the same.
_UPDATES = ("message", "callback_query")
#: Telegram repeats an update for up to a day.
_UPDATE_SECONDS = 26 * 3600.0
#: How long a request waits for the end of its turn.
_TURN_SECONDS = 15.0
_LONGEST_BETWEEN = 300.0

_log = logging.getLogger(__name__)


class TelegramOutput(Collected):
    """What the assistant says in a turn on Telegram."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in the conversation."""
        return TelegramInput.name()


class TelegramInput(Messenger):
    """The channel; one a process, for one bot."""

    output = TelegramOutput

    @classmethod
    def name(cls) -> str:
        """The name in the address and in the conversation."""
        return "telegram"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TelegramInput:
        """``access_token``, ``secret_token``, ``webhook_url``; `ChannelSettingsError` when one can't be used."""
        token = setting(credentials, "telegram", "access_token", r"\d+:[\w-]{20,}", "BotFather's token (digits:…)")
        secret = setting(
            credentials, "telegram", "secret_token", r"[\w-]{16,256}", "16 to 256 letters, digits, dashes, underscores"
        )
        webhook = setting(
            credentials, "telegram", "webhook_url", r"https://\S+/webhooks/telegram/webhook",
            "https://<this service>/webhooks/telegram/webhook",
        )  # fmt: skip
        return cls(token, secret, webhook, str((credentials or {}).get("api_url") or TELEGRAM))

    def __init__(
        self,
        token: str,
        secret: str,
        webhook: str,
        api: str = TELEGRAM,
        gate: Gate | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """``webhook``: our address for Telegram; ``api``: where the Bot API is; ``pause`` waits between attempts."""
        super().__init__(gate)
        self._secret = secret.encode()
        self._webhook = webhook
        self._pause = pause
        self._api = BotApi(token, self.session, api, pause)
        self._us = Us(int(token.partition(":")[0]))
        self._updates = Seen(_UPDATE_SECONDS)
        self._registration: asyncio.Task[None] | None = None

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Routes: ``GET /`` says that the channel is there; updates come to ``POST /webhook``."""
        blueprint = self.prepare(on_new_message)
        blueprint.listener("after_server_start")(self._begin)

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        # Streaming, so that strangers are turned away before anything of theirs is read.
        @blueprint.route("/webhook", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            shown = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), self._secret):
                return empty(403)
            try:
                update = json.loads(await limited_body(request, MAX_PAYLOAD_BYTES))
            except BadRequest as bad:
                return bad.response()
            except (ValueError, RecursionError):
                return empty(400)
            if isinstance(update, dict):
                await self._receive(update)
            return empty(200)

        return blueprint

    async def _receive(self, update: Mapping[str, Any]) -> None:
        if self._updates.again(str(update.get("update_id"))):
            return
        task = None
        if written := read_message(update, self._us):
            task = self._written(written)
        elif pressed := read_press(update):
            task = self._pressed(pressed)
        if task:
            await asyncio.wait({task}, timeout=_TURN_SECONDS)

    def _written(self, written: Written) -> asyncio.Task[None] | None:
        deliver = partial(self._send, written.place, written.person)
        unread = Reply(phrase("channels.only_text")) if written.files else None
        if unread and not written.text.strip():
            return self.say(deliver, unread)
        return self.converse(written.text, written.sender, deliver, written.identifier, unread)

    def _pressed(self, pressed: Pressed) -> asyncio.Task[None] | None:
        if pressed.text is None:
            self.run(self._acknowledge(pressed, phrase("channels.old_button")))
            return None
        self.run(self._acknowledge(pressed, pressed.text))
        key = f"{pressed.place.chat}-{pressed.message.get('message_id')}"
        if self._pressed_before.knows(key):
            return None
        deliver = partial(self._send, pressed.place, pressed.person)
        task = self.converse(pressed.text, pressed.sender, deliver)
        if task:
            self._pressed_before.again(key)
            self.run(self._mark(pressed))
        return task

    async def _acknowledge(self, pressed: Pressed, note: str) -> None:
        """End the waiting that Telegram shows on a pressed button."""
        try:
            await self._api.call("answerCallbackQuery", {"callback_query_id": pressed.query, "text": note[:_MOST_NOTE]})
        except BotApiError as error:
            _log.info("telegram: a press couldn't be acknowledged: %s", error)

    async def _mark(self, pressed: Pressed) -> None:
        """Show in a message which of its buttons was pressed, instead of the buttons."""
        message = {"chat_id": pressed.place.chat, "message_id": pressed.message.get("message_id")}
        text = f"{pressed.message.get('text') or ''}\n\n▸ {pressed.text}"
        try:
            if units(text) <= _MOST_CHARACTERS:
                await self._api.call("editMessageText", {**message, **_words(text)})
            else:
                await self._api.call("editMessageReplyMarkup", message)
        except BotApiError as error:
            _log.info("telegram: a pressed button couldn't be marked: %s", error)

    async def _send(self, place: Place, person: int, reply: Reply) -> None:
        """Deliver one reply; a part that fails is logged, and the others are sent all the same."""
        where = _where(place)
        shape = layout(reply.text, reply.buttons, _LIMITS)
        for number, part in enumerate(shape.parts, 1):
            message = {**where, **_words(part)}
            if shape.buttons and number == len(shape.parts):
                labels = [label for label, _ in shape.buttons]
                message["reply_markup"] = {"inline_keyboard": _keyboard(person, labels)}
            await self._attempt(self._api.call("sendMessage", message))
        if picture := reply.picture:
            # Words that the reply has said already aren't repeated.
            caption = "" if picture.alt == reply.text else picture.alt[:_MOST_CAPTION]
            await self._attempt(self._api.call("sendPhoto", {**where, "caption": caption}, {"photo": picture}))
        for file in reply.files:
            await self._attempt(self._api.call("sendDocument", where, {"document": file}))

    async def _attempt(self, call: Any) -> None:
        try:
            await call
        except BotApiError as error:
            # Who has blocked the bot, or thrown it out of a group, is done with it: nobody needs to look into that.
            level = logging.INFO if error.code == 403 else logging.ERROR
            _log.log(level, "telegram: a message couldn't be sent: %s", error)

    async def _begin(self, *_: object) -> None:
        self._registration = asyncio.ensure_future(self._register())

    async def _finish(self, *_: object) -> None:
        if self._registration:
            self._registration.cancel()
            await asyncio.wait({self._registration})
        await super()._finish()

    async def _register(self) -> None:
        """Tell Telegram our address, and ask it for our name; as often as it takes."""
        wait = 1.0
        while True:
            try:
                us = await self._api.call("getMe", {})
                self._us = Us(self._us.id, us.get("username"))
                webhook = {"url": self._webhook, "secret_token": self._secret.decode(), "allowed_updates": _UPDATES}
                await self._api.call("setWebhook", webhook)
                return
            except BotApiError as error:
                _log.error("telegram: the webhook isn't set yet, the next attempt is in %.0f s: %s", wait, error)
            await self._pause(wait)
            wait = min(2 * wait, _LONGEST_BETWEEN)


def _words(text: str) -> dict[str, Any]:
    """A text that means nothing but itself (no ``parse_mode``), without a preview of its links."""
    return {"text": text, "link_preview_options": {"is_disabled": True}}


def _where(place: Place) -> dict[str, Any]:
    where: dict[str, Any] = {"chat_id": place.chat}
    if place.message is not None:
        where["reply_parameters"] = {"message_id": place.message, "allow_sending_without_reply": True}
    if place.topic is not None:
        where["message_thread_id"] = place.topic
    return where


def _keyboard(person: int, labels: Sequence[str]) -> list[list[dict[str, str]]]:
    """Buttons in rows: short ones side by side, long ones alone."""
    rows: list[list[dict[str, str]]] = []
    room = 0
    for index, label in enumerate(labels):
        button = {"text": label, "callback_data": button_data(person, index)}
        if not rows or len(label) + 4 > room:
            rows.append([])
            room = _ROW
        rows[-1].append(button)
        room -= len(label) + 4
    return rows
