"""Drafting letters in a conversation: what is asked, what is reused, what is put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions import letters
from actions.letters import requested
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


def test_an_open_letter_is_put_right_too() -> None:
    dialog = begun()
    for answer in ("Ana Ruiz", "Maple Cafe", "skip", DUTIES, "$21 an hour"):
        dialog.say(answer, "skip" if answer == "skip" else "inform")
    assert dialog.asked == "benefits"
    dialog.say("change the pay to $22 an hour", "out_of_scope")
    assert dialog.asked == "benefits"
    for _ in range(2):
        dialog.say("skip", "skip")
    assert "Pay: $22 an hour" in dialog.text


def test_another_letter_waits_for_its_turn() -> None:
    dialog = begun()
    dialog.say("Ana Ruiz", "inform")
    dialog.say("also the letter that I don't need proof of funds", "ask", "proof_of_funds_letter")
    assert dialog.asked == "employer" and "Explanation that funds aren't required" in dialog.text
    for _ in range(6):
        dialog.say("skip", "skip")
    assert "Re: employment of Ana Ruiz" in dialog.text
    assert dialog.asked == "profile"
    dialog.say("E001234567", "inform")
    assert "Express Entry profile number: E001234567" in dialog.text


def test_all_five_from_one_conversation() -> None:
    dialog = Dialog()
    dialog.say("i need letters. all of them", "draft_letter")
    said = dialog.text
    for _ in range(25):
        if dialog.memory.goal != "letter":
            break
        dialog.say("skip", "skip")
        said += dialog.text
    for title in (
        *("Letter of employment", "proof of settlement funds", "no reference letter from an employer"),
        *("Document checklist", "Summary of"),
    ):
        assert title in said
    assert said.count("Here is the draft:") == 5


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("also the letter that I don't need proof of funds", ["funds_letter"]),
        ("can you also make the funds letter", ["funds_letter"]),
        ("and an explanation letter for the employer who refuses", ["refusal_letter"]),
        ("ok now the checklist", ["checklist"]),
        (
            "I need a reference letter, the funds letter and the checklist",
            ["reference_letter", "funds_letter", "checklist"],
        ),
        ("do I need a letter of funds?", []),
        ("and I wrote a letter to HR twice", []),
        ("write letters to clients and do the summary of sales", []),
        ("how to write a reference letter", []),
    ],
)
def test_letters_asked_for(text: str, kinds: list[str]) -> None:
    assert requested(text) == kinds


def test_a_letter_asked_for_as_a_topic_is_written() -> None:
    dialog = Dialog()
    dialog.say("also the letter that I don't need proof of funds", "ask", "proof_of_funds_letter")
    assert dialog.memory.goal == "letter" and dialog.asked == "applicant"


def test_the_question_of_the_class_leaves_a_letter() -> None:
    dialog = begun()
    dialog.say("Ana Ruiz", "inform")
    dialog.say("wait, am I eligible?", "check_eligibility")
    assert dialog.memory.letter["fields"] == {"applicant": "Ana Ruiz"}
    assert dialog.memory.goal == "cec" and "letter" in dialog.memory.goals
    dialog.say("reference letter", "draft_letter")
    dialog.say("never mind, am I eligible?", "check_eligibility")
    assert dialog.memory.goals == ["cec"] and not dialog.memory.letter


def test_what_if_inside_an_answer_belongs_to_it() -> None:
    dialog = Dialog()
    dialog.say("the employer refuses, I need the explanation", "draft_letter")
    while dialog.asked != "reason":
        dialog.say("skip", "skip")
    dialog.say("they are afraid of taxes, what if they get in trouble", "what_if")
    assert dialog.memory.letter["fields"]["reason"] == "they are afraid of taxes, what if they get in trouble"


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


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("write the explanation letter that i don't need proof of funds", ["funds_letter"]),
        ("my employer refuses to give the letter, write the explanation", ["refusal_letter"]),
        ("my document checklist please", ["checklist"]),
        ("now draft my summary for a consultant", ["case_summary"]),
        ("write letters to customers", []),
        ("he says company policy doesn't allow letters", []),
        ("I make the shift schedules; I write the weekly report", []),
        ("is the letter needed?", []),
    ],
)
def test_an_order_for_a_letter_is_told_from_an_answer(text: str, kinds: list[str]) -> None:
    assert letters.requested(text) == kinds


def test_a_letter_that_is_ordered_meanwhile_is_no_answer() -> None:
    dialog = begun()
    dialog.say("Ana Ruiz", "inform")
    dialog.say("write the explanation letter that i don't need proof of funds", "draft_letter")
    assert dialog.asked == "employer"
    assert dialog.memory.letter["queue"] == ["funds_letter"]
