"""Slack: direct messages, and mentions in channels, which are answered in their thread.

Everything comes to ``POST /webhooks/slack/webhook``. Requests are acknowledged at once (Slack waits three seconds) and
answered afterwards. docs/channels.md describes the app that an operator makes.

Rasa's own Slack channel isn't used: an error of Slack's API loses what was said, retries for most reasons are answered
twice, a content type with a charset is dropped without a word, entities stay escaped, the text between two links is
lost, and slash commands and menus end in an error.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import aiohttp
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response
from sanic.response import text as text_response
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from answers.phrases import phrase
from channels.gate import Gate, Handler
from channels.markup import Limits, layout, units
from channels.messenger import (
    ATTEMPTS,
    LONGEST_WAIT,
    MAX_PAYLOAD_BYTES,
    Collected,
    Messenger,
    Pause,
    backoff,
    setting,
)
from channels.reply import Reply
from channels.rest import BadRequest, limited_body
from channels.seen import Seen
from channels.slack_payloads import Place, Pressed, Written, escaped, read_body, read_event, read_press

API = "https://slack.com/api/"
#: Slack's limits: characters of a section, of a button's label; buttons in a block; characters of a picture's words.
_MOST_CHARACTERS, _MOST_LABEL, _MOST_BUTTONS, _MOST_ALT = 3000, 75, 25, 1000
#: Slack's signatures hold for five minutes into the past and, for clocks that differ, the future.
_SIGNATURE_SECONDS = 600.0
#: Slack repeats an event for about an hour.
_EVENT_SECONDS = 2 * 3600.0
#: Errors in a 200 answer that pass by themselves.
_PASSING = ("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout")
_LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"]")

_log = logging.getLogger(__name__)


def _size(text: str) -> int:
    return units(_markup(text))


_LIMITS = Limits(_MOST_CHARACTERS, _MOST_LABEL, _MOST_BUTTONS, _size)


def _markup(text: str) -> str:
    """``text`` in Slack's markup: nothing in it means anything, and addresses are links."""
    # Links are made here, because Slack's own search for them would also turn "@here" into a call to everybody.
    pieces, end = [], 0
    for match in _LINK.finditer(text):
        pieces += [escaped(text[end : match.start()]), f"<{escaped(match.group())}>"]
        end = match.end()
    return "".join([*pieces, escaped(text[end:])])


class SlackOutput(Collected):
    """What the assistant says in a turn on Slack."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in the conversation."""
        return SlackInput.name()


class _Patience(AsyncRetryHandler):
    """Tries again when Slack asks to wait, is broken, or isn't reached; the SDK's own rule is for the last only."""

    def __init__(self, pause: Pause) -> None:
        super().__init__(max_retry_count=ATTEMPTS - 1)
        self._pause = pause

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None:
            return isinstance(error, (aiohttp.ClientError, asyncio.TimeoutError))
        if response.status_code == 429:
            return _retry_after(response) <= LONGEST_WAIT
        body = response.body if isinstance(response.body, Mapping) else {}
        return response.status_code >= 500 or body.get("error") in _PASSING

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        limited = response is not None and response.status_code == 429
        await self._pause(_retry_after(response) if response and limited else backoff(state.current_attempt))
        state.next_attempt_requested = True
        state.increment_current_attempt()


def _retry_after(response: HttpResponse) -> float:
    for name, values in response.headers.items():
        if name.lower() == "retry-after":
            value = values[0] if isinstance(values, list) else values
            return float(value) if value.strip().isdigit() else 1.0
    return 1.0


class SlackInput(Messenger):
    """The channel; one a process, for one workspace."""

    output = SlackOutput

    @classmethod
    def name(cls) -> str:
        """The name in the address and in the conversation."""
        return "slack"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        """``slack_token``, ``slack_signing_secret``; `ChannelSettingsError` when one is missing or can't be one."""
        token = setting(credentials, "slack", "slack_token", r"xoxb-[\w-]{8,}", "a bot token (xoxb-…)")
        secret = setting(credentials, "slack", "slack_signing_secret", r"[0-9a-fA-F]{16,}", "the app's signing secret")
        return cls(token, secret, str((credentials or {}).get("api_url") or API))

    def __init__(
        self, token: str, secret: str, api: str = API, gate: Gate | None = None, pause: Pause = asyncio.sleep
    ) -> None:
        """``api``: where Slack's Web API is; ``pause`` waits between attempts."""
        super().__init__(gate)
        self._verifier = SignatureVerifier(secret)
        # At its debug level the SDK logs what is sent.
        quiet = logging.getLogger(f"{__name__}.api")
        quiet.setLevel(logging.WARNING)
        self._client = AsyncWebClient(token, base_url=api, retry_handlers=[_Patience(pause)], logger=quiet)
        self._signatures = Seen(_SIGNATURE_SECONDS)
        self._events = Seen(_EVENT_SECONDS)

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Routes: ``GET /`` says that the channel is there; events, presses and commands come to ``POST /webhook``."""
        blueprint = self.prepare(on_new_message)

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        # Streaming, so that the size is looked at before the body is in memory.
        @blueprint.route("/webhook", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = await limited_body(request, MAX_PAYLOAD_BYTES)
            except BadRequest as bad:
                return bad.response()
            return self._receive(body, request.headers)

        return blueprint

    def _receive(self, body: bytes, headers: Mapping[str, str]) -> HTTPResponse:
        if not self._signed(body, headers):
            return empty(403)
        if self._signatures.again(headers["X-Slack-Signature"]):
            return empty(200)  # a replay
        payload = read_body(body)
        kind = payload.get("type")
        if kind == "url_verification":
            return text_response(str(payload.get("challenge") or ""))
        if kind == "event_callback":
            # A repeated delivery has the same id. One that never arrived before is answered, whatever its number.
            if (written := read_event(payload)) and not self._events.again(written.identifier):
                self._written(written)
        elif pressed := read_press(payload):
            self._pressed(pressed)
        elif isinstance(payload.get("command"), str):
            return json_response({"response_type": "ephemeral", "text": escaped(phrase("channels.no_commands"))})
        return empty(200)

    def _signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        timestamp, signature = headers.get("X-Slack-Request-Timestamp"), headers.get("X-Slack-Signature")
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (
            ValueError,
            TypeError,
        ):  # a time that is no number, a signature that isn't ASCII, a body that isn't text
            return False

    def _written(self, written: Written) -> None:
        deliver = partial(self._send, written.place, written.person)
        unread = Reply(phrase("channels.only_text")) if written.files else None
        if unread and not written.text.strip():
            self.say(deliver, unread)
        else:
            self.converse(written.text, written.sender, deliver, written.identifier, unread)

    def _pressed(self, pressed: Pressed) -> None:
        key = f"{pressed.place.channel}-{pressed.at}"
        deliver = partial(self._send, pressed.place, pressed.person)
        if not self._pressed_before.knows(key) and self.converse(pressed.text, pressed.sender, deliver):
            self._pressed_before.again(key)
            self.run(self._mark(pressed))

    async def _mark(self, pressed: Pressed) -> None:
        """Show in a message which of its buttons was pressed, instead of the buttons."""
        blocks = [block for block in pressed.message.get("blocks") or () if block.get("type") != "actions"]
        blocks.append({"type": "context", "elements": [{"type": "plain_text", "text": f"▸ {pressed.text}"}]})
        text = str(pressed.message.get("text") or "…")
        try:
            await self._api.chat_update(channel=pressed.place.channel, ts=pressed.at, text=text, blocks=blocks)
        except Exception as error:
            _log.info("slack: a pressed button couldn't be marked: %s", _reason(error))

    async def _send(self, place: Place, person: str, reply: Reply) -> None:
        """Deliver one reply; a part that fails is logged, and the others are sent all the same."""
        shape = layout(reply.text, reply.buttons, _LIMITS)
        for number, part in enumerate(shape.parts, 1):
            buttons = shape.buttons if number == len(shape.parts) else ()
            await self._attempt(self._api.chat_postMessage(**_message(place, person, part, buttons)))
        if picture := reply.picture:
            alt = picture.alt[:_MOST_ALT]
            upload = {"filename": picture.name, "content": picture.content, "title": picture.name, "alt_txt": alt}
            await self._upload(place, [upload])
        if reply.files:
            await self._upload(place, [{"filename": file.name, "content": file.content} for file in reply.files])

    async def _upload(self, place: Place, uploads: Sequence[dict[str, Any]]) -> None:
        await self._attempt(
            self._api.files_upload_v2(file_uploads=list(uploads), channel=place.channel, thread_ts=place.thread)
        )

    @property
    def _api(self) -> AsyncWebClient:
        self._client.session = self.session()
        return self._client

    async def _attempt(self, call: Any) -> None:
        try:
            await call
        except Exception as error:
            _log.error("slack: a message couldn't be sent: %s", _reason(error))


def _message(place: Place, person: str, text: str, buttons: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The parameters of ``chat.postMessage``."""
    words = {"type": "mrkdwn", "text": _markup(text), "verbatim": True}
    blocks: list[dict[str, Any]] = [{"type": "section", "text": words, "expand": True}]
    if buttons:
        elements = [
            {
                "type": "button",
                "action_id": f"{person}-{index}",
                "text": {"type": "plain_text", "text": label},
                "value": value,
            }
            for index, (label, value) in enumerate(buttons)
        ]
        blocks.append({"type": "actions", "elements": elements})
    message = {
        "channel": place.channel,
        "text": escaped(text),
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return {**message, "thread_ts": place.thread} if place.thread else message


def _reason(error: Exception) -> str:
    """What went wrong, without what was to be sent."""
    if isinstance(error, SlackApiError):
        data = getattr(error.response, "data", None)
        code = data.get("error") if isinstance(data, dict) else None
        return f"{code or error.response.status_code}"
    return type(error).__name__
