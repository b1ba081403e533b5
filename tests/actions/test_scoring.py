"""Who should be principal: said only as far as it is known."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.said import Said
from actions.scoring import compare_principal
from eligibility.crs import score
from eligibility.facts import from_document
from tests.actions.dialog import Dialog

CLB = ("listening", "reading", "writing", "speaking")


def test_at(level: int) -> list[dict[str, Any]]:
    """A valid test with one level everywhere."""
    return [{"test": "clb", "date": "2026-05-01", **dict.fromkeys(CLB, level)}]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


test_at.__test__ = False  # type: ignore[attr-defined]


def couple(own: int, theirs: int, spouse_level: str) -> dict[str, Any]:
    """A couple of whom the first is known in full, the second but for age and ECA."""
    return {
        "jobs": [],
        "canadian_work_years": 1,
        "foreign_work_years": 0,
        "language_tests": test_at(own),
        "education": {"level": "secondary", "canadian_credential": "none", "eca": True},
        "person": {"age": 30, "marital_status": "married", "spouse_accompanies": True, "spouse_is_canadian": False},
        "spouse": {"education_level": spouse_level, "canadian_work_years": 1, "language_tests": test_at(theirs)},
        "provincial_nomination": False,
        "sibling_in_canada": False,
        "trade_certificate": False,
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {**couple(4, 10, "masters"), "person": {**couple(4, 10, "masters")["person"], "age": 46}},
            "Your spouse as principal applicant would score more",
        ),
        (couple(9, 9, "masters"), "can't be said yet"),
        ({**couple(9, 4, "none"), "provincial_nomination": True}, "You as principal applicant score more"),
    ],
)
def test_the_comparison_says_what_is_known(
    facts: dict[str, Any], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")
    dispatcher = CollectingDispatcher()
    assert not compare_principal(Said("who of us", "compare_principal"), facts, Memory(), dispatcher)
    assert expected in dispatcher.messages[0]["text"]


def test_without_a_spouse_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    assert compare_principal(Said("who of us", "compare_principal"), {}, memory, CollectingDispatcher())
    assert memory.goal == "score"


SINGLE: dict[str, Any] = {
    "jobs": [],
    "canadian_work_years": 1,
    "foreign_work_years": 1,
    "language_tests": [
        {"test": "ielts_general", "date": "2026-03-01", "listening": 8, "reading": 7, "writing": 6.5, "speaking": 7}
    ],
    "education": {"level": "bachelors", "canadian_credential": "none", "eca": True},
    "person": {"age": 30, "marital_status": "single"},
    "provincial_nomination": False,
    "sibling_in_canada": False,
    "trade_certificate": False,
}


def supposing(facts: dict[str, Any], text: str) -> str:
    """The reply to a what-if question, read by the extractor."""
    dialog = Dialog(slots={"facts": facts})
    dialog.say(text, "what_if")
    return dialog.text


def total(facts: dict[str, Any]) -> int:
    """The exact score."""
    found = score(from_document(facts), datetime.date(2026, 11, 24)).total
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("and if I get CLB 9 in writing", {"test": "clb", **dict.fromkeys(CLB, 9)}),
        ("what if i get IELTS 7 in writing", {**SINGLE["language_tests"][0], "writing": 7}),
        ("what if I get CLB 10", {"test": "clb", **dict.fromkeys(CLB, 10)}),
    ],
)
def test_what_a_test_leaves_out_stays_as_it_was(text: str, test: dict[str, Any]) -> None:
    after = total({**SINGLE, "language_tests": [{**test, "date": "2026-11-24"}]})
    assert f"{after} instead of {total(SINGLE)}" in supposing(SINGLE, text)


def test_a_spouse_who_takes_a_test() -> None:
    facts = {
        **couple(9, 4, "bachelors"),
        "spouse": {"education_level": "bachelors", "canadian_work_years": 0, "language_tests": []},
    }
    told = [{"test": "ielts_general", "date": "2026-11-24", **dict.fromkeys(CLB, 7)}]
    after = total({**facts, "spouse": {**facts["spouse"], "language_tests": told}})
    reply = supposing(facts, "what if my wife takes IELTS 7")
    assert f"{after} instead of {total(facts)}" in reply and "for your spouse" in reply and "Class" not in reply


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("what if I work one more year here", {"canadian_work_years": 2}),
        ("and if I had another year abroad", {"foreign_work_years": 2}),
        ("what if I get 2 more years of work", {"canadian_work_years": 3}),
        ("what if I get a nomination from Alberta", {"provincial_nomination": True}),
        ("if I finish a masters", {"education": {**SINGLE["education"], "level": "masters"}}),
    ],
)
def test_years_nominations_and_degrees_can_be_supposed(text: str, changed: dict[str, Any]) -> None:
    reply = supposing(SINGLE, text)
    if total({**SINGLE, **changed}) == total(SINGLE):
        assert f"stays at {total(SINGLE)}" in reply
    else:
        assert f"{total({**SINGLE, **changed})} instead of {total(SINGLE)}" in reply


def test_what_is_not_made_out_gets_examples_rather_than_a_list() -> None:
    reply = supposing(SINGLE, "what if the moon was green")
    assert "CLB 9 in writing" in reply and "nomination by" not in reply


def test_a_wide_range_is_no_comparison() -> None:
    facts = {**couple(9, 9, "masters"), "spouse": {"education_level": "masters"}}
    dispatcher = CollectingDispatcher()
    compare_principal(
        Said("who of us", "compare_principal"),
        {**facts, "person": {**facts["person"], "spouse_accompanies": False}},
        Memory(),
        dispatcher,
    )
    assert "too little" in dispatcher.messages[0]["text"] and "between" not in dispatcher.messages[0]["text"]


def test_a_test_that_is_supposed_is_worked_out_whatever_topic_it_resembles() -> None:
    dialog = Dialog(slots={"facts": SINGLE})
    dialog.say("what if I get CLB 9 in writing", "ask", "low_band")
    assert f"instead of {total(SINGLE)}" in dialog.text
    dialog.say("what if I fail the test", "ask", "low_band")
    assert "instead of" not in dialog.text
