"""Many wordings of what people say of themselves, and the facts that are noted of them (person.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.actions.talk import Talk

_SAID = yaml.safe_load((Path(__file__).parent / "person.yml").read_text(encoding="utf-8"))
_TESTS = _SAID.pop("language_tests")
_ROWS = [(text, group["facts"], facts) for group in _SAID.values() for text, facts in group["texts"]]


def _at(facts: Any, path: str) -> Any:
    for key in path.split("."):
        facts = facts.get(key) if isinstance(facts, dict) else None
    return facts


@pytest.mark.parametrize(("text", "paths", "facts"), _ROWS, ids=[row[0] for row in _ROWS])
def test_what_is_noted(text: str, paths: list[str], facts: dict[str, Any]) -> None:
    told = Talk().say(text).facts
    assert {path: _at(told, path) for path in paths if _at(told, path) is not None} == facts


@pytest.mark.parametrize(("text", "test"), _TESTS["texts"], ids=[row[0] for row in _TESTS["texts"]])
def test_scores_and_dates_of_tests(text: str, test: dict[str, Any]) -> None:
    assert Talk().say(text).facts.get("language_tests") == [test]


@pytest.mark.parametrize(
    "text",
    [
        "no ielts yet",
        "the IELTS I have not written so far",
        "not any language exam done",
        "language test pending",
        "Didn't sit any english exam",
        "english exam: not yet",
        "I did not make the english test",
        "test not taken",
        "celpip booked for 12 Dec",
    ],
)
def test_no_language_test_yet(text: str) -> None:
    assert Talk().say(text).facts.get("language_tests") == []


def test_the_family_is_counted_from_partner_and_children() -> None:
    talk = Talk().say("married with two kids")
    assert talk.facts["family_size"] == 4
    assert Talk().say("divorced, one son").facts["family_size"] == 2
    assert "family_size" not in Talk().say("two kids").facts, "whether there is a partner is unknown"
    assert Talk().say("married, one kid, family size is 4").facts["family_size"] == 4


def test_stretches_abroad_add_up_but_their_sum_counts_once() -> None:
    assert Talk().say("Baker 2 years in Jeddah, 4 years in Cebu before that").facts["foreign_work_years"] == 6
    text = "6 years foreign experience: 4 years experience in India, 2 years experience in Dubai"
    assert Talk().say(text).facts["foreign_work_years"] == 6
