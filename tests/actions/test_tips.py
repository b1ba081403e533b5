"""Tips come up once, where they help."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from actions.tips import after_verdict
from tests.actions.dialog import Dialog

LATER: dict[str, Any] = {"permit": {"kind": "pgwp", "expires": "2028-01-31"}}
SOON: dict[str, Any] = {"permit": {"kind": "pgwp", "expires": "2027-01-31"}}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def said(result: str, facts: dict[str, Any], memory: Memory) -> list[str]:
    """The tips after a verdict."""
    dispatcher = CollectingDispatcher()
    after_verdict(result, facts, memory, dispatcher)
    return [str(message["text"]) for message in dispatcher.messages]


def test_early_papers_after_a_good_verdict_with_the_source_of_the_days() -> None:
    memory = Memory()
    (tip,) = said("will_be_eligible", LATER, memory)
    assert "60 days" in tip and "Source:" in tip and "checked" in tip
    assert said("eligible", LATER, memory) == []
    assert Memory.load(memory.dump()).told == ["tip.early"]


@pytest.mark.parametrize("result", ["not_eligible", "needs_information", "cannot_say"])
def test_nothing_to_prepare_no_tip(result: str) -> None:
    assert said(result, SOON, Memory()) == []


def test_a_permit_that_ends_soon_comes_first() -> None:
    memory = Memory()
    (tip,) = said("eligible", SOON, memory)
    assert "31 January 2027" in tip
    (second,) = said("eligible", SOON, memory)
    assert "60 days" in second


def test_after_a_question_about_papers() -> None:
    dialog = Dialog()
    dialog.say("which police certificates do I need", "ask", "police_certificates")
    assert dialog.text.count("A tip:") == 1
    dialog.say("what documents do I need", "ask", "documents")
    assert "A tip:" not in dialog.text


def test_after_a_letter(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    dialog = Dialog()
    dialog.say("make my checklist", "draft_letter")
    assert "less is more" in dialog.text
    dialog.say("make my checklist", "draft_letter")
    assert "less is more" not in dialog.text
