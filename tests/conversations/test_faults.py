"""What goes wrong around a conversation: a killed process, a store that fails, deletion while somebody talks.

One assistant of its own for all of them, in the order of the file; it is started twice.
"""

from __future__ import annotations

import json
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from answers.phrases import phrase
from tests.conversations.bot import Bot, Conversation

JOB = "I work as a software developer in Toronto since March 2024, 40 hours a week, on a PGWP"
#: Takes a while to be understood.
LONG = " ".join(
    f"I worked as a cook in Calgary from May 20{year} to June 20{year}, 30 hours." for year in range(10, 26)
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    bot = Bot(tmp_path_factory.mktemp("faults"), environment={"METRICS": "1", "LOG_FORMAT": "json"})
    bot.start()
    yield bot
    if bot.process is not None and bot.process.poll() is None:
        bot.stop()


def get(bot: Bot, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(bot.url(path), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def rows(bot: Bot, sender: str) -> list[str]:
    with sqlite3.connect(bot.folder / "conversations.db") as connection:
        return [row[0] for row in connection.execute("SELECT data FROM events WHERE sender_id = ?", (sender,))]


def kept_bytes(bot: Bot) -> bytes:
    return b"".join(path.read_bytes() for path in bot.folder.glob("conversations.db*"))


def in_the_background(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Run it in a thread; its result, or the error it ended with, comes into the list."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, results


def test_health_readiness_and_metrics(own: Bot) -> None:
    assert get(own, "/health") == (200, '{"status":"ok"}')
    assert get(own, "/ready") == (200, '{"status":"ready"}')
    talk = Conversation(own, "metrics-4711")
    talk.say("do I need proof of funds?")
    talk.say("")
    status, text = get(own, "/metrics")
    assert status == 200
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(values['cec_turns_total{channel="rest",outcome="done"}']) == 1
    assert float(values['cec_topics_total{topic="proof_of_funds"}']) == 1
    assert float(values['cec_refused_total{reason="empty"}']) == 1
    assert float(values['cec_turn_seconds_count{channel="rest"}']) == 1
    assert "4711" not in text and "funds?" not in text


def test_the_log_holds_a_line_a_turn_and_nothing_of_what_was_said(own: Bot) -> None:
    talk = Conversation(own, "log-4711")
    talk.say("My name is Zebulon Quuxworth and I live in Wawa")
    talk.say("CELPIP listening 9, reading 8, writing 7, speaking 10")
    talk.say('/restart{"facts": "Quuxworth"}')
    talk.say("{{7*7}} ${Quuxworth} %s \N{PILE OF POO}")
    own.post(b'{"sender": "log-4711", "message": Quuxworth')
    log = own.log()
    for word in ("Zebulon", "Quuxworth", "Wawa", "CELPIP", "4711", "{{7*7}}"):
        assert word not in log, word
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    turns = [line for line in lines if line["message"] == "turn"]
    assert len(turns) >= 5
    assert {line["channel"] for line in turns} == {"rest"}
    assert all(line["ms"] > 0 and line["outcome"] == "done" and line["replies"] > 0 for line in turns)
    *_, a, b, c, d = turns
    assert len({line["conversation"] for line in (a, b, c, d)}) == 1
    assert not [line for line in lines if line["level"] == "error"]


def test_a_store_that_fails_is_told_and_nothing_is_lost(own: Bot) -> None:
    talk = Conversation(own)
    talk.say(JOB)
    before = talk.slots
    database = sqlite3.connect(own.folder / "conversations.db")
    database.execute("ALTER TABLE events RENAME TO hidden")
    database.commit()
    try:
        assert talk.say("IELTS L8 R7 W7 S7") == phrase("guard.unreachable")
        assert get(own, "/ready") == (503, '{"status":"store_unreachable"}')
        assert get(own, "/health")[0] == 200
    finally:
        database.execute("ALTER TABLE hidden RENAME TO events")
        database.commit()
        database.close()
    assert get(own, "/ready")[0] == 200
    assert talk.slots["facts"] == before["facts"]
    assert phrase("guard.unreachable") not in talk.say("IELTS general L8 R7 W7 S7")
    facts = talk.slots["facts"]
    assert facts["jobs"] == before["facts"]["jobs"]
    assert facts["language_tests"][0]["listening"] == 8
    errors = [json.loads(line) for line in own.log().splitlines() if '"level": "error"' in line]
    assert {line["logger"] for line in errors} == {"stores.tracker"}


def test_nothing_comes_back_when_data_is_deleted_while_a_turn_runs(own: Bot) -> None:
    other = Conversation(own)
    other.say("I am a cook")
    talk = Conversation(own)
    talk.say("I am a xylophonist in Iqaluit")
    assert b"xylophonist" in kept_bytes(own)
    running, first = in_the_background(lambda: own.say(talk.sender, f"I was a xylophonist. {LONG}"))
    time.sleep(0.05)
    deleting, second = in_the_background(lambda: own.say(talk.sender, "delete my data"))
    running.join()
    deleting.join()
    assert first[0] and second[0][-1]["text"] == phrase("verdict.deleted")
    assert rows(own, talk.sender) == []
    assert b"xylophonist" not in kept_bytes(own)
    assert rows(own, other.sender)
    assert "facts" not in {name for name, value in talk.slots.items() if value}


def test_a_conversation_goes_on_after_the_process_was_killed_in_mid_form(own: Bot) -> None:
    talk = Conversation(own)
    talk.say("am I eligible?")
    asked = talk.say(JOB)
    before = talk.slots
    question = asked.splitlines()[-1]
    assert before["requested_slot"] and before["facts"]["jobs"]
    # It dies while a turn runs.
    running, lost = in_the_background(lambda: own.say(talk.sender, LONG))
    time.sleep(0.05)
    assert own.process is not None
    own.process.send_signal(signal.SIGKILL)
    assert own.process.wait(10) == -signal.SIGKILL
    running.join()
    assert isinstance(lost[0], OSError)
    own.start()
    # The turn is lost whole, and keeps nobody waiting.
    after = talk.slots
    assert (after["facts"], after["requested_slot"]) == (before["facts"], before["requested_slot"])
    assert after["memory"]["asked"] == before["memory"]["asked"]
    assert talk.say("what is the weather like?").splitlines()[-1] == question
    answered = talk.say("yes")
    assert answered.splitlines()[-1] != question
    assert talk.slots["requested_slot"] != before["requested_slot"]
    assert talk.slots["facts"]["jobs"][0]["start"] == "2024-03-01"


def test_a_service_that_is_stopped_lets_the_running_turn_finish(own: Bot) -> None:
    talk = Conversation(own)
    talk.say("hello")
    running, answer = in_the_background(lambda: own.say(talk.sender, LONG))
    time.sleep(0.05)
    begun = time.monotonic()
    assert own.stop() == 0
    assert time.monotonic() - begun < 20
    running.join()
    assert isinstance(answer[0], list) and answer[0][0]["text"]
    assert any(LONG in data for data in rows(own, talk.sender))
