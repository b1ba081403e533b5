"""The running assistant, as a client over REST sees it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: Conversations are held on this day, so that their dates stay right.
TODAY = "2026-11-24"
PATIENCE_SECONDS = 600


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Bot:
    """`make serve` on a port of its own, with its own store."""

    folder: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it can talk."""
        environment = {
            **os.environ,
            "PORT": str(self.port),
            "ENABLE_API": "1",
            "RATE_LIMIT": "off",
            "CEC_VAR": str(self.folder),
            "CEC_TODAY": TODAY,
            **self.environment,
        }
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "console.main", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(self.log())
            try:
                with urllib.request.urlopen(self.url("/"), timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.3)
        raise RuntimeError(f"not ready after {PATIENCE_SECONDS} s\n{self.log()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it; its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=60)

    def log(self) -> str:
        """What it has printed so far."""
        return (self.folder / "server.log").read_text(errors="replace")

    def url(self, path: str) -> str:
        """An address of this server."""
        return f"http://127.0.0.1:{self.port}{path}"

    def post(self, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Post a raw body to the REST channel: the status, and the JSON of the answer."""
        request = urllib.request.Request(
            self.url("/webhooks/rest/webhook"), body, {"Content-Type": "application/json", **(headers or {})}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            text = error.read()
            try:
                return error.code, json.loads(text)
            except ValueError:
                return error.code, text.decode(errors="replace")

    def say(self, sender: str, text: str) -> list[dict[str, Any]]:
        """One message; the bot's messages."""
        status, answer = self.post(json.dumps({"sender": sender, "message": text}).encode())
        assert status == 200, (status, answer)
        messages: list[dict[str, Any]] = answer
        return messages

    def slots(self, sender: str) -> dict[str, Any]:
        """The slots of a conversation, from the tracker."""
        with urllib.request.urlopen(self.url(f"/conversations/{sender}/tracker"), timeout=30) as answer:
            slots: dict[str, Any] = json.loads(answer.read())["slots"]
            return slots


@dataclass
class Conversation:
    """One person's talk with the bot."""

    bot: Bot
    sender: str = field(default_factory=lambda: f"test-{uuid.uuid4().hex}")
    messages: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str) -> str:
        """Say it; all texts of the answer, joined."""
        self.messages = self.bot.say(self.sender, text)
        return "\n".join(str(m["text"]) for m in self.messages if m.get("text"))

    @property
    def buttons(self) -> list[str]:
        """The titles of the buttons of the last answer."""
        return [str(b["title"]) for m in self.messages for b in m.get("buttons") or []]

    @property
    def slots(self) -> dict[str, Any]:
        """The slots now."""
        return self.bot.slots(self.sender)
