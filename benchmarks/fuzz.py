"""Thousands of hostile messages over REST and over the website's socket: nothing may end in a fault.

    python -m benchmarks.fuzz [--messages 3000] [--seed N] [--url http://…]

Without ``--url`` it starts an assistant of its own. 1 when a message ended in a fault or without an answer; what it
was is printed, so that it can be sent again.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import json
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import socketio

from answers.phrases import phrase
from tests.conversations import hostile
from tests.conversations.bot import Bot

AT_ONCE = 8
PATIENCE_SECONDS = 60
#: What is said when something went wrong.
FAULTS = frozenset(phrase(f"guard.{key}") for key in ("failed", "late", "nothing", "unreachable"))


class Findings:
    """What was answered, and what shouldn't have been."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.kinds: collections.Counter[str] = collections.Counter()
        self.faults: list[str] = []
        self.slowest: tuple[float, str] = (0.0, "")

    def note(self, kind: str, sent: object, seconds: float, fault: str | None = None) -> None:
        """One message: how it was answered, and what was wrong with that."""
        self.kinds[kind] += 1
        self.slowest = max(self.slowest, (seconds, repr(sent)[:80]))
        if fault:
            self.faults.append(f"{kind}: {fault}: {sent!r:.300}")


async def over_rest(url: str, texts: list[str], findings: Findings) -> None:
    """Texts in several conversations, and all bodies that can't be used."""
    hook = f"{url}/webhooks/rest/webhook"
    timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:

        async def post(body: bytes, kind: str, wanted: int) -> None:
            begun = time.monotonic()
            async with session.post(hook, data=body) as response:
                content = await response.read()
            seconds = time.monotonic() - begun
            fault = None
            if response.status != wanted:
                fault = f"{response.status} instead of {wanted}"
            elif wanted == 200:
                said = [message.get("text") for message in json.loads(content)]
                if not any(said) or FAULTS.intersection(said):
                    fault = f"answered {said!r:.100}"
            elif not json.loads(content).get("error"):
                fault = "no reason given"
            findings.note(f"rest {response.status}", body, seconds, fault)

        for status, body in hostile.BODIES:
            await post(body, "body", status)
        for body in hostile.ODD_BODIES:
            await post(body, "body", 200)
        senders = [uuid.uuid4().hex for _ in range(AT_ONCE * 3)]

        async def send(text: str) -> None:
            await post(json.dumps({"sender": random.choice(senders), "message": text}).encode(), "text", 200)

        await _spread(texts, send)


async def over_the_socket(url: str, texts: list[str], findings: Findings) -> None:
    """Texts as the page sends them, and payloads that it never would."""

    async def person(number: int, own: list[str]) -> None:
        client = socketio.AsyncClient(reconnection=False)
        confirmed = asyncio.Event()
        said: list[Any] = []

        @client.on("session_confirm")
        async def confirm(data: Any) -> None:
            confirmed.set()

        @client.on("entry")
        async def entry(data: Any) -> None:
            if data.get("from") == "assistant":
                said.append(data.get("text"))

        await client.connect(url, headers={"Origin": url}, socketio_path="/chat/socket.io", transports=["websocket"])
        for payload in (None, [], "x", {"token": "x" * 5000}, {"token": ["a"], "position": "1"}, {"token": None}):
            await client.emit("session_request", payload)
        await asyncio.wait_for(confirmed.wait(), PATIENCE_SECONDS)
        for payload in (None, [], 5, "text", {}, {"id": 1, "text": 2}, {"id": "x", "text": "hi"}, {"text": ["hi"]}):
            begun = time.monotonic()
            result = await client.call("user_uttered", payload, timeout=PATIENCE_SECONDS)
            fault = None if isinstance(result, dict) and result.get("ok") is False else f"accepted: {result}"
            findings.note("socket payload", payload, time.monotonic() - begun, fault)
        for text in own:
            said.clear()
            begun = time.monotonic()
            item = {"id": uuid.uuid4().hex, "text": text}
            result = await client.call("user_uttered", item, timeout=PATIENCE_SECONDS)
            fault = None
            if result == {"ok": False, "reason": "no_session"}:
                # It was deleted, as the text may have asked for.
                confirmed.clear()
                await client.emit("session_request", {})
                await asyncio.wait_for(confirmed.wait(), PATIENCE_SECONDS)
            elif result != {"ok": True} or not said or FAULTS.intersection(said):
                fault = f"answered {result} {said!r:.100}"
            findings.note("socket text", text, time.monotonic() - begun, fault)
        await client.disconnect()

    # Larger frames close the connection, as they should.
    fitting = [text for text in texts if len(json.dumps(text)) < 60_000]
    await asyncio.gather(*(person(number, fitting[number::AT_ONCE]) for number in range(AT_ONCE)))


async def _spread(texts: list[str], send: Callable[[str], Awaitable[None]]) -> None:
    left = iter(texts)

    async def worker() -> None:
        for text in left:
            await send(text)

    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))


async def fuzz(url: str, messages: int, seed: int) -> Findings:
    """Send so many texts, two thirds of them over REST, after all that were thought of."""
    findings = Findings()
    texts = [*hostile.texts(), *hostile.made_up(max(0, messages - sum(map(len, hostile.TEXTS.values()))), seed)]
    random.Random(seed).shuffle(texts)
    third = len(texts) // 3
    await over_rest(url, texts[third:], findings)
    await over_the_socket(url, texts[:third], findings)
    return findings


def main() -> int:
    """Print what was found."""
    parser = argparse.ArgumentParser(description="Thousands of hostile messages.")
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=None, help="for the same messages again (default: new ones)")
    parser.add_argument("--url", help="of a running service with RATE_LIMIT=off (default: one is started)")
    args = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if args.seed is None else args.seed
    bot: Bot | None = None
    with tempfile.TemporaryDirectory() as folder:
        if args.url is None:
            bot = Bot(Path(folder))
            bot.start()
        url = args.url.rstrip("/") if bot is None else bot.url("")
        try:
            findings = asyncio.run(fuzz(url, args.messages, seed))
            log = bot.log() if bot else ""
        finally:
            if bot is not None:
                bot.stop()
    print(f"seed {seed}: " + ", ".join(f"{count} {kind}" for kind, count in sorted(findings.kinds.items())))
    print(f"slowest {findings.slowest[0]:.1f} s: {findings.slowest[1]}")
    errors = [line for line in log.splitlines() if " ERROR " in line]
    print(f"{len(findings.faults)} faults, {len(errors)} errors in the log")
    for line in [*findings.faults[:20], *errors[:20]]:
        print(f"  {line}")
    return 1 if findings.faults or errors else 0


if __name__ == "__main__":
    sys.exit(main())
