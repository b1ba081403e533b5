"""The REST channel: Rasa's own at the same address, with the guard, and with an answer to every message.

``POST /webhooks/rest/webhook {"sender": "…", "message": "…"}`` answers a list of messages in Rasa's form. What else
the body holds (``input_channel``, ``metadata``) is ignored: Rasa would put it into the conversation.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from answers.phrases import phrase
from channels.cards import public
from channels.gate import Gate, Handler, shared_gate
from channels.guard import (
    MAX_BODY_BYTES,
    MAX_SENDER_CHARACTERS,
    Refused,
    kind_reply,
    sender_problem,
)

#: Below the 60 seconds after which the server itself gives up on a request.
TURN_SECONDS = 50.0


class BadRequest(ValueError):
    """A body that can't be used: its HTTP status, and the key of the reason in answers/<lang>/guard.yml."""

    def __init__(self, status: int, reason: str) -> None:
        """``reason``: for example ``errors.not_json``."""
        super().__init__(reason)
        self.status = status
        self.reason = reason

    def response(self) -> HTTPResponse:
        """``{"error": "…"}``."""
        # fill() leaves braces alone that are no placeholder.
        text = phrase(f"guard.{self.reason}", sender_limit=MAX_SENDER_CHARACTERS, body_limit=MAX_BODY_BYTES)
        return json_response({"error": text}, status=self.status)


def read_body(body: bytes) -> tuple[str, str]:
    """Sender and message of a request's body; `BadRequest` says what is wrong with it."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest(400, "errors.not_json") from None
    if not isinstance(document, dict):
        raise BadRequest(400, "errors.not_object")
    sender, message = document.get("sender"), document.get("message")
    if problem := sender_problem(sender):
        raise BadRequest(400, problem)
    if not isinstance(message, str):
        raise BadRequest(400, "errors.message_missing")
    return str(sender), message


async def limited_body(request: Request, limit: int = MAX_BODY_BYTES) -> bytes:
    """The body of a streaming request, never more than ``limit`` bytes of it in memory."""
    assert request.stream is not None  # the route streams
    request.stream.request_max_size = limit
    try:
        await request.receive_body()
    except PayloadTooLarge:
        raise BadRequest(413, "errors.body_too_large") from None
    return bytes(request.body)


class RestInput(InputChannel):
    """Rasa's REST channel for programs, guarded."""

    @classmethod
    def name(cls) -> str:
        """The name in the address."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> RestInput:
        """It has no settings; those of the guard are in `channels.guard` and `channels.limits`."""
        return cls()

    def __init__(self, gate: Gate | None = None) -> None:
        """``gate``: the process's own unless given."""
        self._gate = gate or shared_gate()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Routes: ``GET /`` says that the channel is there, ``POST /webhook`` answers a message."""
        blueprint = Blueprint("rest_webhook", __name__)

        @blueprint.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        # Streaming, so that the size is looked at before the body is in memory.
        @blueprint.route("/webhook", methods=["POST"], stream=True)
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, text = read_body(await limited_body(request))
            except BadRequest as bad:
                return bad.response()
            return await self._answer(on_new_message, sender, text, request.remote_addr or request.ip)

        return blueprint

    async def _answer(self, handler: Handler, sender: str, text: str, address: str) -> HTTPResponse:
        checked = self._gate.check(text, sender, address)
        if isinstance(checked, Refused):
            messages = [_text(sender, kind_reply(checked))]
            if checked.reason == "too_fast":
                return json_response(messages, status=429, headers={"Retry-After": str(checked.seconds)})
            return json_response(messages)
        collector = CollectingOutputChannel()
        message = UserMessage(checked.text, collector, sender, input_channel=self.name())
        outcome = await self._gate.pass_on(handler, message, TURN_SECONDS)
        answers = [_public(answer) for answer in collector.messages]
        if outcome != "done":
            answers.append(_text(sender, phrase(f"guard.{outcome}")))
        elif not any(answer.get("text") for answer in answers):
            answers.append(_text(sender, phrase("guard.nothing")))
        return json_response(answers)


def _public(message: dict[str, Any]) -> dict[str, Any]:
    custom = message.get("custom")
    if isinstance(custom, dict) and isinstance(custom.get("data"), dict):
        return {**message, "custom": {**custom, "data": public(custom["data"])}}
    return message


def _text(sender: str, text: str) -> dict[str, Any]:
    return {"recipient_id": sender, "text": text}
