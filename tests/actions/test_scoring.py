"""Who should be principal: said only as far as it is known."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.said import Said
from actions.scoring import compare_principal

CLB = ("listening", "reading", "writing", "speaking")


def test_at(level: int) -> list[dict[str, Any]]:
    """A valid test with one level everywhere."""
    return [{"test": "clb", "date": "2026-05-01", **dict.fromkeys(CLB, level)}]


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
