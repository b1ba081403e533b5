"""From one goal to another and back: what was asked for first comes back, without a question that was passed by."""

from __future__ import annotations

import pytest

from tests.actions.dialog import Dialog


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-25")


def test_after_another_programs_result_more_jobs_are_not_asked_for_again() -> None:
    dialog = Dialog()
    dialog.say("welder in Edmonton since February 2026, 40 hours a week, LMIA permit", "check_eligibility")
    dialog.say("yes", "affirm")
    dialog.say("yes", "affirm")
    assert "any other paid work" in dialog.text
    dialog.say("do I qualify under federal skilled trades?", "check_fst")
    dialog.say("CELPIP 5 in all, September 2025")
    dialog.say("yes, the red seal", "affirm")
    dialog.say("yes", "affirm")
    assert "Federal Skilled Trades class" in dialog.text and "any other paid work" not in dialog.text
    assert "you'd meet the Canadian Experience Class" in dialog.text and not dialog.in_form
