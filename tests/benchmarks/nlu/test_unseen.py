"""Figures on unseen messages, on messages that can be counted by hand."""

from __future__ import annotations

import yaml

from benchmarks.nlu.unseen import Facts, Message, answers_topic, facts_after, facts_told, messages, understood
from service.paths import ROOT


def test_the_messages_are_there_and_none_is_trained_on() -> None:
    rows = messages()
    kinds = {row.kind for row in rows}
    assert kinds == {"question", "two_questions", "facts", "out_of_scope"} and len(rows) > 300
    trained = set()
    for file in (ROOT / "data" / "nlu").rglob("*.yml"):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            trained |= {line.removeprefix("- ").strip().lower() for line in block["examples"].splitlines()}
    assert not {row.text for row in rows if row.text.strip().lower() in trained}


def test_a_topic_is_answered_by_itself_or_by_ones_own_case() -> None:
    assert answers_topic("ask/fees", ["fees"])
    assert answers_topic("check_status", ["bowp"])
    assert not answers_topic("check_status", ["fees"])
    assert not answers_topic("ask/rprf", ["fees"])


def test_shares() -> None:
    rows = [
        Message("a", "question", ("fees",)),
        Message("b", "question", ("aor", "processing_time")),
        Message("c", "two_questions", (["fees"], ["aor"])),
        Message("d", "out_of_scope"),
    ]
    labels = {"a": ["ask/fees"], "b": ["out_of_scope"], "c": ["ask/aor", "ask/photos"], "d": ["complaint"]}
    found = understood(rows, labels)
    assert (found.topics, found.parts, found.declined, found.wrongly_declined) == (0.5, 0.5, 1.0, 0.5)


def test_facts_are_counted_field_by_field() -> None:
    counted = Facts()
    missed, wrong = counted.add(
        {"jobs": [{"title": "line cook", "hours_per_week": "full_time", "province": "AB", "country": "CA"}]},
        {"jobs": [{"title": "cook", "hours_per_week": 30, "province": "BC", "current": True}]},
    )
    assert missed == [("job.province", "AB")] and wrong == [("job.province", "BC")]
    assert (counted.precision, counted.recall) == (0.75, 0.75)


def test_what_is_said_by_another_name_is_no_error() -> None:
    counted = Facts()
    assert counted.add({"permit": {"kind": "pgwp"}}, {"jobs": [{"authorization": "pgwp"}]}) == ([], [])
    assert counted.add({"language_tests": []}, {"language_tests": []}) == ([], [])
    assert counted.add({}, {"language_tests": []}) == ([], [("no_test", True)])


def test_the_facts_of_a_message_are_those_of_the_conversation() -> None:
    assert facts_after("cook in Calgary since March 2025")["jobs"][0]["province"] == "AB"
    row = Message("I'm 29", "facts", (), {"person": {"age": 30}})
    shown = []
    facts_told([row], lambda *row: shown.append(row))
    assert shown == [(row, [("person.age", 30.0)], [("person.age", 29.0)])]
