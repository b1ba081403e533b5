"""The conversation in a terminal, or through a pipe."""

from __future__ import annotations

from service.quiet import quiet

quiet()

import asyncio  # noqa: E402
import secrets  # noqa: E402
import shutil  # noqa: E402
import sys  # noqa: E402
import textwrap  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402

from answers.phrases import phrase  # noqa: E402
from service.assistant import load  # noqa: E402
from service.paths import var  # noqa: E402
from stores.database import StoreUnavailable  # noqa: E402

_LEAVE = frozenset({"exit", "quit", "bye", ":q"})
_WIDEST = 100


def chat(model: Path, resume: bool = False) -> int:
    """Talk until the person leaves; 0."""
    return asyncio.run(_chat(model, resume))


def _sender(resume: bool) -> str:
    """The name of this terminal's conversation, kept in ``var/`` so that it can be resumed."""
    kept = var() / "terminal"
    if resume and kept.is_file():
        return kept.read_text(encoding="ascii").strip()
    name = f"shell-{secrets.token_hex(8)}"
    kept.write_text(name, encoding="ascii")
    return name


async def _chat(model: Path, resume: bool) -> int:
    agent = await load(model, "endpoints.yml")
    sender = _sender(resume)
    _print(phrase("shell.welcome"))
    buttons: list[str] = []
    if resume:
        buttons = await _say(agent, sender, phrase("shell.resume_message"))
    while True:
        line = await asyncio.get_running_loop().run_in_executor(None, _read)
        if line is None or line.strip().lower() in _LEAVE:
            _print(phrase("shell.bye"))
            return 0
        if not line.strip():
            continue
        buttons = await _say(agent, sender, _chosen(line, buttons))


def _read() -> str | None:
    """The next line, ``None`` at the end. A pipe's lines are echoed, so that its transcript reads like a talk."""
    if sys.stdin.isatty():
        try:
            return input("\n> ")
        except EOFError:
            return None
    line = sys.stdin.readline()
    if not line:
        return None
    print(f"\n> {line.rstrip()}", flush=True)
    return line


def _chosen(line: str, buttons: list[str]) -> str:
    """A number alone presses a button of the last message."""
    text = line.strip()
    if text.isdecimal() and 1 <= int(text) <= len(buttons):
        return buttons[int(text) - 1]
    return text


async def _say(agent: Agent, sender: str, text: str) -> list[str]:
    """Send a message, print the replies; the buttons of the last one."""
    from channels.guard import Refused, admit

    admitted = admit(text)
    if isinstance(admitted, Refused):
        _print(phrase(f"guard.{admitted.reason}"))
        return []
    collected = CollectingOutputChannel()
    try:
        await agent.handle_message(UserMessage(admitted.text, collected, sender, input_channel="shell"))
    except StoreUnavailable:
        _print(phrase("guard.unreachable"))
        return []
    if not collected.messages:
        _print(phrase("guard.failed"))
    return show(collected.messages)


def show(messages: list[dict[str, Any]]) -> list[str]:
    """Print the bot's messages; the titles of the buttons of the last one that has some."""
    buttons: list[str] = []
    for message in messages:
        if message.get("text"):
            _print(message["text"])
        data = (message.get("custom") or {}).get("data") or {}
        if data.get("path"):
            _print(phrase("shell.file", path=data["path"]))
        if message.get("buttons"):
            buttons = [str(button["title"]) for button in message["buttons"]]
            for number, title in enumerate(buttons, start=1):
                print(f"  {number}. {title}", flush=True)
    return buttons


def _print(text: str) -> None:
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
    print()
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip(" •–✓✗?")))
        print(textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False))
    sys.stdout.flush()
