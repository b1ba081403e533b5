"""Stand-ins for the APIs of Slack and Telegram: servers on this machine that refuse what the real ones refuse.

They also make what the real services send: events and presses in the shapes of their documentation.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests
from aiohttp import web

PATIENCE = 10.0


@dataclass(frozen=True)
class Call:
    """A call of a method: its parameters, and the files with it (name and content)."""

    method: str
    parameters: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    answered: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """An answer that isn't the usual one; ``hang`` seconds pass before it."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0


class StandIn:
    """A server in a thread of its own; a context manager."""

    def __init__(self) -> None:
        """Not started yet."""
        self.calls: list[Call] = []
        self.failures: dict[str, deque[Failure]] = defaultdict(deque)
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.url = ""

    def __enter__(self) -> Any:
        """Start, and wait until it answers."""
        self._thread.start()
        assert self._started.wait(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)

    def fail(self, method: str, *failures: Failure) -> None:
        """What the next calls of a method get instead."""
        self.failures[method].extend(failures)

    def of(self, method: str) -> list[Call]:
        """The calls of a method that were answered as usual."""
        return [call for call in list(self.calls) if call.method == method]

    def wait(self, method: str, count: int = 1) -> list[Call]:
        """The calls of a method, once there are as many as that."""
        deadline = time.monotonic() + PATIENCE
        while len(found := self.of(method)) < count:
            assert time.monotonic() < deadline, f"{len(found)} of {count} calls of {method}; all: {self.calls}"
            time.sleep(0.01)
        return found

    def routes(self) -> list[tuple[str, str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """HTTP method, path and handler."""
        raise NotImplementedError

    async def failure(self, method: str) -> web.Response | None:
        """The answer that a call gets instead of the usual one."""
        if not self.failures[method]:
            return None
        failure = self.failures[method].popleft()
        await asyncio.sleep(failure.hang)
        if isinstance(failure.body, str):
            return web.Response(status=failure.status, text=failure.body, headers=failure.headers)
        return web.json_response(failure.body, status=failure.status, headers=failure.headers)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._runner.cleanup())

    async def _start(self) -> None:
        app = web.Application()
        for verb, path, handler in self.routes():
            app.router.add_route(verb, path, handler)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, tuple[str, bytes]]]:
    """Parameters and files of a call, as JSON, as a form, or in the address."""
    parameters: dict[str, Any] = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        parameters.update(await request.json())
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = (value.filename, value.file.read())
            else:
                parameters[name] = value
    return parameters, files


class Slack(StandIn):
    """The Web API of one workspace, and its events."""

    TOKEN = "xoxb-1111111111-2222222222-abcdefghijkl"
    SECRET = "8f742231b10e8888abcd9900011185a5"
    TEAM, PERSON, BOT = "T024BE7LD", "U2147483697", "U0LAN0Z89"
    DIRECT, CHANNEL = "D024BE91L", "C0LAN2Q65"

    def __init__(self) -> None:
        """No messages yet."""
        super().__init__()
        self.uploads: dict[str, bytes] = {}
        self._number = 0

    @property
    def api(self) -> str:
        """The address for a client."""
        return f"{self.url}/api/"

    def routes(self) -> list[tuple[str, str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """Methods, and the addresses for uploads."""
        return [("*", "/api/{method}", self._call), ("POST", "/upload/{id}", self._upload)]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if failed := await self.failure(method):
            return failed
        parameters, files = await _read(request)
        if request.headers.get("Authorization") != f"Bearer {self.TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        self._number += 1
        answer: dict[str, Any] = {"ok": True}
        if method in ("chat.postMessage", "chat.update"):
            if problem := self._problem(parameters):
                return web.json_response({"ok": False, "error": problem})
            at = parameters.get("ts") or f"1503435956.{self._number:06d}"
            message = {"type": "message", "subtype": "bot_message", "bot_id": "B19LU7CSY", "ts": at}
            message |= {key: parameters[key] for key in ("text", "blocks", "thread_ts") if key in parameters}
            answer |= {"channel": parameters["channel"], "ts": at, "message": message}
        elif method == "files.getUploadURLExternal":
            answer |= {"file_id": f"F{self._number:09d}", "upload_url": f"{self.url}/upload/F{self._number:09d}"}
        elif method == "files.completeUploadExternal":
            listed = parameters["files"]
            uploaded = json.loads(listed) if isinstance(listed, str) else listed
            if not all(file["id"] in self.uploads for file in uploaded):
                return web.json_response({"ok": False, "error": "file_not_found"})
            files = {file["id"]: (file["title"], self.uploads[file["id"]]) for file in uploaded}
            answer["files"] = [{"id": file["id"], "title": file["title"]} for file in uploaded]
        self.calls.append(Call(method, parameters, files, answer))
        return web.json_response(answer)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        if failed := await self.failure("upload"):
            return failed
        self.uploads[request.match_info["id"]] = await request.read()
        return web.Response(text="OK - 3")

    def _problem(self, parameters: dict[str, Any]) -> str | None:
        if not parameters.get("text") and not parameters.get("blocks"):
            return "no_text"
        for block in parameters.get("blocks") or ():
            if block["type"] == "section" and not 1 <= len(block["text"]["text"]) <= 3000:
                return "invalid_blocks"
            if block["type"] == "actions":
                buttons = block["elements"]
                ids = {button["action_id"] for button in buttons}
                right = all(1 <= len(b["text"]["text"]) <= 75 and len(b["value"]) <= 2000 for b in buttons)
                if not 1 <= len(buttons) <= 25 or len(ids) < len(buttons) or not right:
                    return "invalid_blocks"
        return None

    # What Slack sends.

    def sign(self, body: bytes, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """The headers of a request from Slack."""
        stamp = str(int(time.time() if at is None else at))
        digest = hmac.new((secret or self.SECRET).encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    def post(
        self,
        server: str,
        payload: dict[str, Any] | bytes,
        kind: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        """Send a payload to the service at ``server``, signed unless ``headers`` say otherwise."""
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        sent = {"Content-Type": kind, **(self.sign(body) if headers is None else headers)}
        return requests.post(f"{server}/webhooks/slack/webhook", data=body, headers=sent, timeout=PATIENCE)

    def event(self, text: str = "", **changes: Any) -> dict[str, Any]:
        """A direct message; ``changes`` to the event."""
        self._number += 1
        at = f"1503435957.{self._number:06d}"
        event = {
            "type": "message",
            "client_msg_id": f"1d4a3b5c-{self._number}",
            "channel": self.DIRECT,
            "channel_type": "im",
            "user": self.PERSON,
            "team": self.TEAM,
            "text": text,
            "blocks": [{"type": "rich_text", "block_id": "abc", "elements": []}],
            "ts": at,
            "event_ts": at,
            **changes,
        }
        return {
            "token": "XXYYZZ",
            "team_id": self.TEAM,
            "api_app_id": "A0MDYCDME",
            "context_team_id": self.TEAM,
            "event": {key: value for key, value in event.items() if value is not None},
            "type": "event_callback",
            "event_id": f"Ev{self._number:08d}",
            "event_time": 1503435957,
            "authorizations": [{"team_id": self.TEAM, "user_id": self.BOT, "is_bot": True}],
            "is_ext_shared_channel": False,
        }

    def mention(self, text: str, **changes: Any) -> dict[str, Any]:
        """A message in a channel that names the bot."""
        named = {"type": "app_mention", "channel": self.CHANNEL, "channel_type": None, "text": f"<@{self.BOT}> {text}"}
        return self.event(**{**named, **changes})

    def write(self, server: str, text: str) -> requests.Response:
        """A direct message of the person."""
        return self.post(server, self.event(text))

    def press(
        self, server: str, call: Call, title: str, person: str | None = None, **changes: Any
    ) -> requests.Response:
        """Press the button with a label below a message that the bot sent."""
        message = call.answered["message"]
        rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
        button = next(button for row in rows for button in row if button["text"]["text"] == title)
        channel = call.parameters["channel"]
        self._number += 1
        payload = {
            "type": "block_actions",
            "user": {"id": person or self.PERSON, "username": "ann", "team_id": self.TEAM},
            "api_app_id": "A0MDYCDME",
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel, "is_ephemeral": False},
            "trigger_id": f"12466734323.1395872398.{self._number}",
            "team": {"id": self.TEAM, "domain": "example"},
            "enterprise": None,
            "channel": {"id": channel, "name": "directmessage"},
            "message": message,
            "response_url": "https://hooks.slack.com/actions/T024BE7LD/1/x",
            "actions": [{**button, "block_id": "=qXel", "action_ts": "1548426417.840180"}],
            **changes,
        }
        return self.interact(server, payload)

    def interact(self, server: str, payload: dict[str, Any]) -> requests.Response:
        """Send an interaction."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return self.post(server, body, "application/x-www-form-urlencoded")


class Telegram(StandIn):
    """The Bot API for one bot, and its updates."""

    TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    SECRET = "a-secret-that-only-we-two-know"
    WEBHOOK = "https://bot.example/webhooks/telegram/webhook"
    BOT, NAME = 110201543, "cec_helper_bot"
    PERSON, GROUP = 1111111, -1001234567890

    def __init__(self) -> None:
        """No messages yet."""
        super().__init__()
        self._number = 10_000

    def routes(self) -> list[tuple[str, str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """Methods; the token is in the address."""
        return [("POST", "/bot{token}/{method}", self._call)]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if failed := await self.failure(method):
            return failed
        if request.match_info["token"] != self.TOKEN:
            return self._refuse(401, "Unauthorized")
        parameters, files = await _read(request)
        for name in ("reply_parameters", "reply_markup", "link_preview_options"):
            if isinstance(parameters.get(name), str):
                parameters[name] = json.loads(parameters[name])
        if problem := self._problem(method, parameters, files):
            return self._refuse(400, f"Bad Request: {problem}")
        result: Any = True
        if method == "getMe":
            result = {"id": self.BOT, "is_bot": True, "first_name": "CEC", "username": self.NAME}
        elif method.startswith("send"):
            self._number += 1
            result = {
                "message_id": self._number,
                "from": {"id": self.BOT, "is_bot": True, "first_name": "CEC", "username": self.NAME},
                "chat": self.chat(int(parameters["chat_id"])),
                "date": 1441645532,
            }
            result |= {key: parameters[key] for key in ("text", "reply_markup") if key in parameters}
            if at := parameters.get("reply_parameters"):
                result["reply_to_message"] = {"message_id": at["message_id"], "chat": result["chat"]}
        self.calls.append(Call(method, parameters, files, {"result": result}))
        return web.json_response({"ok": True, "result": result})

    @staticmethod
    def _refuse(code: int, description: str) -> web.Response:
        return web.json_response({"ok": False, "error_code": code, "description": description}, status=code)

    def _problem(self, method: str, parameters: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> str | None:
        if method in ("sendMessage", "editMessageText"):
            if not str(parameters.get("text", "")).strip():
                return "message text is empty"
            if len(parameters["text"].encode("utf-16-le")) // 2 > 4096:
                return "message is too long"
        if len(parameters.get("caption") or "") > 1024:
            return "message caption is too long"
        for row in (parameters.get("reply_markup") or {}).get("inline_keyboard", ()):
            if not row or not all(b["text"] and 1 <= len(b["callback_data"].encode()) <= 64 for b in row):
                return "BUTTON_DATA_INVALID"
        if method in ("sendPhoto", "sendDocument") and not all(content for _, content in files.values()):
            return "file must be non-empty"
        return None

    def chat(self, identifier: int) -> dict[str, Any]:
        """A chat as messages name it."""
        if identifier > 0:
            return {"id": identifier, "type": "private", "first_name": "Ann"}
        return {"id": identifier, "type": "supergroup", "title": "Newcomers"}

    # What Telegram sends.

    def post(self, server: str, update: Any, secret: str | None = SECRET) -> requests.Response:
        """Send an update to the service at ``server``."""
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        return requests.post(
            f"{server}/webhooks/telegram/webhook", data=body, headers=headers, timeout=PATIENCE, allow_redirects=False
        )

    def update(self, **content: Any) -> dict[str, Any]:
        """An update of any kind."""
        self._number += 1
        return {"update_id": self._number, **content}

    def message(self, text: str | None = None, chat: int | None = None, **more: Any) -> dict[str, Any]:
        """A message of the person."""
        self._number += 1
        message = {
            "message_id": self._number,
            "from": {"id": self.PERSON, "is_bot": False, "first_name": "Ann", "language_code": "en"},
            "chat": self.chat(chat or self.PERSON),
            "date": 1441645532,
            **({} if text is None else {"text": text}),
            **more,
        }
        return self.update(message=message)

    def write(self, server: str, text: str) -> requests.Response:
        """A message of the person in the private chat."""
        return self.post(server, self.message(text))

    def press(
        self, server: str, call: Call, title: str, person: int | None = None, **changes: Any
    ) -> requests.Response:
        """Press the button with a label below a message that the bot sent."""
        message = call.answered["result"]
        rows = message["reply_markup"]["inline_keyboard"]
        button = next(button for row in rows for button in row if button["text"] == title)
        query = {
            "id": f"4382bfdwdsb323b2d{self._number}",
            "from": {"id": person or self.PERSON, "is_bot": False, "first_name": "Ann"},
            "message": message,
            "chat_instance": "-3871539465543",
            "data": button["callback_data"],
            **changes,
        }
        return self.post(server, self.update(callback_query=query))
