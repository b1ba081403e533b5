"""Drafting letters in a conversation: what is asked, what is reused, what is put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.dialog import Dialog

COOK = "cook in Calgary since May 2024, 40 hours a week"
DUTIES = "cook on the grill, order food and train the new helpers"


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")
    monkeypatch.setenv("CEC_VAR", str(tmp_path))


def begun() -> Dialog:
    dialog = Dialog()
    dialog.say(COOK)
    dialog.say("I need a reference letter for my employer to sign", "draft_letter")
    return dialog


def test_a_letter_from_answers_in_any_order() -> None:
    dialog = begun()
    assert dialog.asked == "applicant"
    dialog.say("Ana Ruiz", "inform")
    dialog.say("Maple Cafe, 12 Main Street, Calgary", "inform")
    assert dialog.asked == "duties"
    dialog.say("$21 an hour", "inform")
    assert dialog.asked == "duties"
    dialog.say(f"I {DUTIES}", "inform")
    assert dialog.asked == "benefits"
    dialog.say("skip", "skip")
    assert dialog.asked == "signatory"
    dialog.say("skip", "skip")
    for piece in ("Ana Ruiz has worked for Maple Cafe since 1 May 2024", "12 Main Street", "Pay: $21 an hour", DUTIES):
        assert piece in dialog.text
    assert '[benefits, or "none"]' in dialog.text
    # The intake goes on where it was.
    assert dialog.in_form


def test_a_finished_letter_is_changed_in_one_sentence() -> None:
    dialog = begun()
    for answer in ("Ana Ruiz", "Maple Cafe", "skip", DUTIES, "skip", "skip", "skip"):
        dialog.say(answer, "skip" if answer == "skip" else "inform")
    assert "Pay: [annual salary, or pay per hour]" in dialog.text
    dialog.say("change the pay to 52,000 a year", "correct")
    assert "Pay: 52,000 a year" in dialog.text and "Maple Cafe" in dialog.text
    dialog.say("my name is Ana Ruiz Soto", "inform")
    assert "Ana Ruiz Soto has worked" in dialog.text and "Pay: 52,000 a year" in dialog.text


def test_the_next_letter_asks_only_what_is_new() -> None:
    dialog = begun()
    for answer in ("Ana Ruiz", "Maple Cafe", "skip", DUTIES, "skip", "skip", "skip"):
        dialog.say(answer, "skip" if answer == "skip" else "inform")
    dialog.say("the employer refuses, I need the explanation", "draft_letter")
    assert dialog.asked == "reason"
    dialog.say("company policy", "inform")
    dialog.say("by e-mail, twice", "inform")
    assert "I have worked as cook for Maple Cafe since 1 May 2024, 40 hours a week" in dialog.text


def test_a_letter_about_no_job_leaves_its_facts_open() -> None:
    dialog = Dialog()
    dialog.say("reference letter please", "draft_letter")
    for _ in range(7):
        dialog.say("skip", "skip")
    assert "[job title]" in dialog.text and "[first day of work]" in dialog.text
