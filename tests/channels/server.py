"""A server with our channels and Rasa's own web application, whose assistant is a script instead of a model.

Everything between the network and ``Agent.handle_message`` is what runs in production.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.run import configure_app
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from sanic import Sanic

from channels import files
from channels.app import install

#: What the assistant says to a text: messages as `BotUttered.message` gives them.
Script = Callable[[str], Awaitable[list[dict[str, Any]]]]


async def echo(text: str) -> list[dict[str, Any]]:
    """Say the same."""
    return [{"text": f"You said: {text}"}]


class ScriptedAgent:
    """Answers by a script and keeps the conversation where Rasa would, in the same way."""

    def __init__(self, database: Path, script: Script = echo) -> None:
        """``database``: an SQLite file, which may hold conversations already."""
        self.tracker_store = SQLTrackerStore(Domain.empty(), db=str(database))
        self.script = script
        self.messages: list[UserMessage] = []
        self.loaded = True

    def is_ready(self) -> bool:
        """As `Agent.is_ready`."""
        return self.loaded

    async def handle_message(self, message: UserMessage) -> None:
        """One turn: events are saved at its end, like Rasa's."""
        self.messages.append(message)
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(message.text, message_id=message.message_id, input_channel=message.input_channel))
        answers = await self.script(message.text or "")
        tracker.update(ActionExecuted("action_reply"))
        for answer in answers:
            said = {**answer}
            text = said.pop("text", None)
            known = {key: said.pop(key) for key in ("buttons", "custom", "image", "attachment") if key in said}
            event = BotUttered(text, known, metadata=said)
            tracker.update(event)
            await message.output_channel.send_response(message.sender_id, event.message())
        if any(answer.get("forgotten") for answer in answers):
            with self.tracker_store.session_scope() as session:
                table = self.tracker_store.SQLEvent
                session.query(table).filter(table.sender_id == message.sender_id).delete()
                session.commit()
            return
        await self.tracker_store.save(tracker)


class Server:
    """The server in a thread of its own; a context manager."""

    def __init__(self, channels: list[InputChannel], agent: ScriptedAgent, port: int = 0) -> None:
        """``port`` 0: any free one."""
        Sanic.test_mode = True  # several applications of the same name in one process
        self._channels = channels
        self._agent = agent
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._error: BaseException | None = None
        self._stop: asyncio.Event | None = None

    def __enter__(self) -> Server:
        """Start, and wait until it answers."""
        self._thread.start()
        self._started.wait(20)
        if self._error:
            raise self._error
        return self

    def __exit__(self, *_: object) -> None:
        """Stop without waiting for anybody, as a killed process would."""
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:
            self._error = error
            self._started.set()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        app = configure_app(self._channels, enable_api=False, use_uvloop=False)
        install(app)
        app.blueprint(files.blueprint())
        app.ctx.agent = self._agent
        server = await app.create_server(sock=self._socket, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.after_start()
        self._started.set()
        await self._stop.wait()
        server.close()
        for connection in list(server.connections):
            connection.abort() if hasattr(connection, "abort") else connection.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.wait(others, timeout=5) if others else None
