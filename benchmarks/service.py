"""The service next to an untouched bot of ``rasa init``: how fast, for how much CPU and memory.

Both run on this machine, one process each, over REST, and take turns in being asked the same messages: a first person
alone, then 8 at once, then 32. Everyone talks on in a conversation of their own, as people do. CPU time a message is
the firm figure; seconds depend on what else the machine does, for both alike.

    python benchmarks/service.py [--folder FOLDER] [--seconds 8] [--json FILE]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.conversations.bot import ROOT, free_port

LEVELS = (1, 8, 32)
#: Each bot is asked so often at each level, in turns: what else the machine does meanwhile hits both.
ROUNDS = 2
PATIENCE_SECONDS = 240
TRAINING_SECONDS = 540
#: What people say, in this order, until the end; then somebody else comes.
CONVERSATION = (
    "hi",
    "am I eligible for CEC?",
    "I work as a software developer in Toronto since March 2024, 40 hours a week, on a PGWP",
    "yes",
    "do I need proof of funds?",
    "yes, that's right",
    "IELTS general, listening 8, reading 7.5, writing 6.5, speaking 7",
    "10 May 2026",
    "does remote work count if my employer is abroad?",
    "no",
    "why do you ask?",
    "I don't know",
    "sorry, since April 2024",
    "what was the cut-off in the latest draw?",
    "how long does the medical exam stay valid?",
    "what would help me most?",
    "can you book me a flight to Cancun",
    "what do you know about me?",
    "thanks, bye",
)
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Bot:
    """One of the two, as a process."""

    name: str
    command: list[str]
    folder: Path
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    seconds_to_start: float = 0.0

    @property
    def address(self) -> str:
        """Where it listens for messages."""
        return f"http://127.0.0.1:{self.port}/webhooks/rest/webhook"

    def start(self) -> None:
        """Start it; `wait` until it answers."""
        command = [part.format(port=self.port) for part in self.command]
        environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PORT": str(self.port), **self.environment}
        self._begun = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)

    async def wait(self) -> None:
        """Until it answers a message."""
        assert self.process is not None
        async with aiohttp.ClientSession() as session:
            while time.monotonic() - self._begun < PATIENCE_SECONDS:
                if self.process.poll() is not None:
                    raise SystemExit(
                        f"{self.name} ended with {self.process.returncode}:\n{self.log.read_text()[-2000:]}"
                    )
                try:
                    if await ask(session, self.address, "first", "hello"):
                        self.seconds_to_start = time.monotonic() - self._begun
                        return
                except (aiohttp.ClientError, OSError):
                    pass
                await asyncio.sleep(0.2)
        raise SystemExit(f"{self.name} doesn't answer after {PATIENCE_SECONDS} s")

    def stop(self) -> None:
        """End it."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def cpu_seconds(self) -> float:
        """CPU time that its processes have used."""
        total = 0
        for stat in _stats(self.process):
            total += int(stat[13]) + int(stat[14])
        return total / _TICK

    def megabytes(self) -> float:
        """Resident memory of its processes."""
        page = os.sysconf("SC_PAGE_SIZE")
        return sum(int(stat[23]) for stat in _stats(self.process)) * page / 1024 / 1024


def _stats(process: subprocess.Popen[bytes] | None) -> Iterator[list[str]]:
    """The fields of /proc/<pid>/stat of a process and its children, counted from 0."""
    assert process is not None
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                head, _, rest = (folder / "stat").read_text().rpartition(") ")
            except OSError:
                continue
            fields = [*head.split(" (", 1), *rest.split()]
            if process.pid in (int(fields[0]), int(fields[3])):
                yield fields


@dataclass
class Figures:
    """What was measured of one bot at one level."""

    seconds: list[float] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    empty: int = 0

    def row(self) -> dict[str, float]:
        """The lines of the table."""
        cuts = statistics.quantiles(self.seconds, n=100, method="inclusive")
        return {
            "p50 ms": cuts[49] * 1000,
            "p95 ms": cuts[94] * 1000,
            "p99 ms": cuts[98] * 1000,
            "messages/s": len(self.seconds) / self.wall,
            "CPU ms a message": self.cpu / len(self.seconds) * 1000,
        }


async def ask(session: aiohttp.ClientSession, address: str, sender: str, text: str) -> list[Any]:
    """One message; the bot's messages."""
    async with session.post(address, json={"sender": sender, "message": text}) as response:
        response.raise_for_status()
        answer: list[Any] = await response.json()
        return answer


async def load(bot: Bot, people: int, seconds: float, figures: Figures) -> None:
    """So many people talk to a bot for so long."""
    connector = aiohttp.TCPConnector(limit=people)
    timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    cpu, begun = bot.cpu_seconds(), time.monotonic()

    async def person(number: int, session: aiohttp.ClientSession) -> None:
        # Not all at the same place of the conversation.
        place = number * 5 % len(CONVERSATION) if number else 0
        sender = uuid.uuid4().hex
        while time.monotonic() - begun < seconds:
            before = time.monotonic()
            answer = await ask(session, bot.address, sender, CONVERSATION[place])
            figures.seconds.append(time.monotonic() - before)
            figures.empty += not answer
            place += 1
            if place == len(CONVERSATION):
                place, sender = 0, uuid.uuid4().hex

    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        await asyncio.gather(*(person(number, session) for number in range(people)))
    figures.wall += time.monotonic() - begun
    figures.cpu += bot.cpu_seconds() - cpu


def make_other(folder: Path) -> None:
    """An untouched bot of ``rasa init`` in a folder, trained; used again where there is one."""
    if list(folder.glob("models/*.tar.gz")):
        return
    print("Making and training the bot of `rasa init` (DIET and TED; some minutes) ...", file=sys.stderr, flush=True)
    done = subprocess.run(
        [rasa(), "init", "--no-prompt", "--init-dir", str(folder)],
        cwd=folder,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=TRAINING_SECONDS,
        check=False,
    )
    if done.returncode or not list(folder.glob("models/*.tar.gz")):
        raise SystemExit(f"rasa init failed:\n{done.stderr.decode(errors='replace')[-2000:]}")


def rasa() -> str:
    """Rasa's command, of this environment."""
    return str(Path(sys.executable).with_name("rasa"))


async def measure(ours: Bot, other: Bot, seconds: float) -> dict[str, Any]:
    """Start both, ask both at all levels; everything that was measured."""
    result: dict[str, Any] = {"levels": {}, "bots": {}}
    try:
        for bot in (other, ours):
            # One after the other: starting takes both cores.
            bot.start()
            await bot.wait()
        for bot in (ours, other):
            await load(bot, 4, seconds / 2, Figures())
        for people in LEVELS:
            figures = {bot.name: Figures() for bot in (ours, other)}
            for _ in range(ROUNDS):
                for bot in (ours, other):
                    await load(bot, people, seconds, figures[bot.name])
            result["levels"][str(people)] = {name: found.row() for name, found in figures.items()}
            counted = ", ".join(
                f"{name} {len(found.seconds)} messages ({found.empty} without an answer)"
                for name, found in figures.items()
            )
            print(f"{people} at once: {counted}", file=sys.stderr, flush=True)
        for bot in (ours, other):
            result["bots"][bot.name] = {"MB of memory": bot.megabytes(), "seconds to start": bot.seconds_to_start}
    finally:
        ours.stop()
        other.stop()
    return result


def table(result: dict[str, Any], ours: str, other: str) -> str:
    """The figures side by side; the last column says how many times better ours is."""
    lines = [f"{'':>10} {'':<18} {ours:>12} {other:>12} {'better by':>10}"]
    for people, rows in result["levels"].items():
        lines += _rows(f"{people} at once", rows[ours], rows[other])
    lines += _rows("", result["bots"][ours], result["bots"][other])
    return "\n".join(lines)


def _rows(head: str, own: dict[str, float], other: dict[str, float]) -> Iterator[str]:
    for name, value in own.items():
        yield f"{head:>10} {name:<18} {value:>12.1f} {other[name]:>12.1f} {better(name, value, other[name]):>9.2f}x"
        head = ""


def better(name: str, own: float, other: float) -> float:
    """How many times better: more messages, less of everything else."""
    return own / other if name == "messages/s" else other / own


def ratios(result: dict[str, Any], ours: str, other: str) -> list[tuple[str, float]]:
    """Each line of the table with how many times better ours is."""
    groups = [(f"{people} at once: ", rows) for people, rows in result["levels"].items()]
    groups.append(("", result["bots"]))
    return [
        (head + name, better(name, value, rows[other][name]))
        for head, rows in groups
        for name, value in rows[ours].items()
    ]


def main() -> int:
    """Print the table; 1 if ours is behind on any line."""
    parser = argparse.ArgumentParser(description="The service next to an untouched bot of rasa init.")
    parser.add_argument(
        "--folder", type=Path, help="where the bot of rasa init is, or is made and left (default: a new one)"
    )
    parser.add_argument("--seconds", type=float, default=8.0, help="of each of the twelve measurements (default: 8)")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    args = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="cec-benchmark-"))
    try:
        folder = args.folder or scratch / "init"
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "console.main", "train"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        make_other(folder)
        ours = Bot(
            "cec serve",
            [sys.executable, "-m", "console.main", "serve", "--interface", "127.0.0.1"],
            ROOT,
            scratch / "ours.log",
            {"CEC_VAR": str(scratch / "var"), "RATE_LIMIT": "off", "PYTHONPATH": str(ROOT)},
        )
        (scratch / "var").mkdir()
        other = Bot(
            "rasa init", [rasa(), "run", "--port", "{port}", "--interface", "127.0.0.1"], folder, scratch / "other.log"
        )
        result = asyncio.run(measure(ours, other, args.seconds))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"\n{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print(table(result, ours.name, other.name))
    if args.json:
        args.json.write_text(json.dumps(result, indent=2))
    behind = [f"{name} ({ratio:.2f}x)" for name, ratio in ratios(result, ours.name, other.name) if ratio < 1]
    worst = min(ratio for name, ratio in ratios(result, ours.name, other.name) if "p95" in name)
    print(
        f"\np95 better by at least {worst:.2f}x; " + (f"behind in: {', '.join(behind)}" if behind else "ahead in all.")
    )
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main())
