"""What `deploy/check_postgres.sh` runs: the assistant on a PostgreSQL that is stopped, hung and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from answers.phrases import phrase
from stores.archive import Archive
from stores.database import PATIENCE
from tests.conversations.bot import Bot, Conversation, free_port

JOB = "I work as a software developer in Toronto since March 2024, 40 hours a week, on a PGWP"


class Cluster:
    """A PostgreSQL of our own, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Made, not started."""
        self.data, self.port = folder / "data", free_port()
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "-D", str(self.data), "-U", "cec", "--auth=trust", "-E", "UTF8")

    @property
    def address(self) -> str:
        """As ``DATABASE_URL`` takes it."""
        return f"postgresql://cec@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.data}"
        self._run("pg_ctl", "start", "-w", "-D", str(self.data), "-l", str(self.data / "log"), "-o", options)

    def stop(self) -> None:
        """Stop it at once; open connections are cut."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.data))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all its processes."""
        head = int((self.data / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(head)], capture_output=True, text=True, check=False).stdout
        for process in (head, *map(int, children.split())):
            os.kill(process, number)

    def _run(self, *command: str) -> None:
        user = pwd.getpwnam(self._user) if self._user else None
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            cwd=self.data.parent,
        )


def status(bot: Bot, path: str) -> int:
    """The status of a GET."""
    try:
        with urllib.request.urlopen(bot.url(path), timeout=PATIENCE + 10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def count(address: str, sender: str) -> int:
    """Rows kept of a conversation."""
    with sa.create_engine(address).connect() as connection:
        found = connection.execute(sa.text("SELECT count(*) FROM events WHERE sender_id = :sender"), {"sender": sender})
        return int(found.scalar() or 0)


def passed(what: str, right: bool, detail: object = "") -> None:
    """Print it; end with 1 if it isn't right."""
    print(f"{'ok  ' if right else 'FAIL'} {what} {detail}", flush=True)
    if not right:
        raise SystemExit(1)


def timed(talk: Conversation, text: str) -> tuple[str, float]:
    """The answer and its seconds."""
    begun = time.monotonic()
    return talk.say(text), time.monotonic() - begun


def check(cluster: Cluster, bot: Bot) -> None:
    """All that is checked, in order."""
    passed("starts while the database is down", status(bot, "/health") == 200 and status(bot, "/ready") == 503)
    talk = Conversation(bot)
    answer, seconds = timed(talk, "hello")
    passed("says that it can't reach its notes", answer == phrase("guard.unreachable"), f"{seconds:.2f} s")
    cluster.start()
    passed("finds the database once it is up", status(bot, "/ready") == 200)
    talk.say("am I eligible?")
    talk.say(JOB)
    before = talk.slots
    passed("keeps facts", bool(before["facts"]["jobs"]), f"{count(cluster.address, talk.sender)} rows")

    cluster.stop()
    answer, seconds = timed(talk, "IELTS general L8 R7 W7 S7")
    passed("answers honestly when the database goes down", answer == phrase("guard.unreachable"), f"{seconds:.2f} s")
    passed("is not ready then", (status(bot, "/health"), status(bot, "/ready")) == (200, 503))
    cluster.start()
    answer, seconds = timed(talk, "IELTS general L8 R7 W7 S7")
    passed("goes on when it is back", phrase("guard.unreachable") not in answer, f"{seconds:.2f} s")
    passed("with all that was said before", talk.slots["facts"]["jobs"] == before["facts"]["jobs"])

    cluster.signal(signal.SIGSTOP)
    try:
        answer, seconds = timed(talk, "10 May 2026")
        passed("doesn't wait forever for a hung database", answer == phrase("guard.unreachable"), f"{seconds:.1f} s")
        passed("answers health checks meanwhile", status(bot, "/health") == 200)
    finally:
        cluster.signal(signal.SIGCONT)
    answer, seconds = timed(talk, "10 May 2026")
    passed("goes on after that", phrase("guard.unreachable") not in answer, f"{seconds:.2f} s")
    passed("and has lost nothing", bool(talk.slots["facts"]["jobs"] and talk.slots["facts"]["language_tests"]))

    before = talk.slots
    passed("is killed", bot.stop(signal.SIGKILL) == -signal.SIGKILL)
    bot.start()
    after = talk.slots
    same = (after["facts"], after["requested_slot"]) == (before["facts"], before["requested_slot"])
    passed("goes on after a kill in mid-form", same)
    talk.say("delete my data")
    passed("deletes on request", count(cluster.address, talk.sender) == 0)
    other = Conversation(bot)
    other.say(JOB)
    archive = Archive(cluster.address)
    passed("exports from outside", bool(archive.export(other.sender)["events"]))
    passed("deletes from outside", archive.delete(other.sender) and count(cluster.address, other.sender) == 0)
    measured: list[float] = []
    for _ in range(5):
        person = Conversation(bot)
        for text in ("hello", "am I eligible?", JOB, "yes", "do I need proof of funds?", "yes", "thanks"):
            measured.append(timed(person, text)[1])
    cuts: Any = statistics.quantiles(measured, n=20)
    passed("answers", True, f"p50 {cuts[9] * 1000:.0f} ms, p95 {cuts[18] * 1000:.0f} ms")
    passed("stops", bot.stop() == 0)
    log = bot.log()
    passed("logs nothing of what was said", "software developer" not in log and talk.sender not in log)


def main() -> int:
    """0 when all is right, 1 when not."""
    folder = Path(tempfile.mkdtemp(prefix="cec-postgres-"))
    folder.chmod(0o755)
    (folder / "var").mkdir()
    cluster = Cluster(folder)
    bot = Bot(folder / "var", environment={"DATABASE_URL": cluster.address})
    try:
        bot.start()
        check(cluster, bot)
    finally:
        if bot.process is not None and bot.process.poll() is None:
            bot.stop()
        if (cluster.data / "postmaster.pid").exists():
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
