"""Replies outside the form's questions: guesses that are called guesses, and a goodbye that ends the questions."""

from __future__ import annotations

import pytest

from actions.said import UNSURE
from answers import question_of
from tests.actions.dialog import Dialog

COOK = "cook in Calgary since May 2025, 40 hours a week"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def test_a_guess_is_called_one_and_the_next_likeliest_are_offered() -> None:
    dialog = Dialog(ranked=("part_time", "overtime", "multiple_jobs"), confidence=UNSURE - 0.1)
    dialog.say("my weeks are like this and that", "ask", "part_time")
    assert "not sure I read you right" in dialog.text and "Part-time work" in dialog.text
    assert "the hours add up" in dialog.text
    assert dialog.buttons == [question_of("overtime"), question_of("multiple_jobs")]
    assert question_of("overtime") in dialog.text


def test_a_sure_answer_is_no_guess() -> None:
    dialog = Dialog(ranked=("part_time", "overtime"), confidence=UNSURE + 0.1)
    dialog.say("do part-time hours count", "ask", "part_time")
    assert "not sure" not in dialog.text and question_of("overtime") not in dialog.text.split("Source:")[0]


def test_a_guess_starts_no_questions_of_another_program() -> None:
    dialog = Dialog(ranked=("teer4_5", "fst"), confidence=0.05)
    dialog.say("they call me assistant, any hope", "check_fst")
    assert "not sure I read you right" in dialog.text
    assert not dialog.in_form and "fst" not in dialog.memory.goals


def test_a_goodbye_in_the_middle_asks_nothing_more() -> None:
    dialog = Dialog()
    dialog.say(COOK)
    assert dialog.memory.asked is not None
    dialog.say("thanks, bye", "goodbye")
    assert not dialog.in_form and dialog.memory.asked is None
    assert '"continue"' in dialog.text and "?" not in dialog.text
    dialog.say("continue", "resume")
    assert dialog.in_form and dialog.memory.asked is not None


def test_a_goodbye_after_nothing_promises_no_questions() -> None:
    dialog = Dialog()
    dialog.say("bye", "goodbye")
    assert '"continue"' not in dialog.text


def test_hours_so_far_are_told_with_what_is_open_about_them() -> None:
    dialog = Dialog()
    dialog.say(COOK)
    dialog.say("how many hours do I have so far", "when_eligible")
    assert "0 hours count for certain, and up to" in dialog.text and "1,560 are needed" in dialog.text
    assert "can't give you the day" not in dialog.text and "meet the Canadian Experience Class" not in dialog.text
    for answer in ("yes", "PGWP", "yes"):
        dialog.say(answer, "affirm")
    dialog.say("how many hours do I have so far", "when_eligible")
    assert "hours count between 24 November 2023 and 24 November 2026" in dialog.text
    dialog.say("when can I apply", "when_eligible")
    assert "hours count between" not in dialog.text


def test_skip_with_nothing_asked_says_so() -> None:
    dialog = Dialog()
    dialog.say("skip", "skip")
    assert "nothing to skip" in dialog.text


def test_scores_told_are_results_and_none_to_be_converted() -> None:
    dialog = Dialog()
    dialog.say(COOK)
    dialog.say("CELPIP L6 R5 W5 S6 on 2025-12-10", "convert_clb")
    assert "Noted – CELPIP-General" in dialog.text and "in CLB/NCLC levels" not in dialog.text
    dialog.say("what CLB is CELPIP L6 R5 W5 S6", "convert_clb")
    assert "in CLB/NCLC levels" in dialog.text


def test_a_question_for_the_hours_is_answered_whatever_it_was_taken_for() -> None:
    dialog = Dialog()
    dialog.say(COOK)
    dialog.say("how many hours do I have", "check_eligibility")
    assert "hours count for certain, and up to" in dialog.text and "I need a little more" not in dialog.text
    for answer in ("yes", "PGWP", "yes", "CELPIP L6 R6 W6 S6, 3 March 2026", "yes"):
        dialog.say(answer, "inform")
    assert "you meet the Canadian Experience Class" in dialog.text
    dialog.say("how many hours do I have", "check_eligibility")
    assert "hours count between" in dialog.text and "Nothing has changed" not in dialog.text


def test_the_duties_that_were_asked_for_are_looked_up() -> None:
    dialog = Dialog(confidence=0.2)
    dialog.say("what NOC", "find_noc")
    assert "Tell me the job title or the main duties" in dialog.text
    dialog.say("i repair elevators", "what_would_help")
    assert "NOC 72406" in dialog.text


def test_deeds_decide_where_no_name_is_clear() -> None:
    dialog = Dialog()
    dialog.say("which noc is it if I make lattes and manage shifts", "find_noc")
    assert "NOC 62020" in dialog.text.splitlines()[1]


def test_a_few_words_in_mid_form_are_a_failed_answer_and_no_topic() -> None:
    dialog = Dialog()
    dialog.say(COOK)
    asked = dialog.memory.asked
    assert asked is not None
    dialog.ranked, dialog.confidence = ("bill_c12",), UNSURE - 0.1
    dialog.say("well in that way", "ask", "bill_c12")
    assert "not sure I read you right" not in dialog.text
    assert dialog.memory.asked is not None and dialog.memory.asked.attempts == 1
    dialog.say("what about that way", "ask", "bill_c12")
    assert "not sure I read you right" in dialog.text


def test_a_yes_to_a_list_of_occupations_takes_none() -> None:
    dialog = Dialog()
    dialog.say("assistant in Regina since May 2025, 40 hours a week")
    assert "Which of these is closest" in dialog.text
    dialog.say("yes", "affirm")
    assert "noc" not in dialog.facts["jobs"][0] and dialog.asked == "noc"
    dialog.say("1", "inform")
    assert dialog.facts["jobs"][0]["noc"] == "13110"


def test_dropping_a_job_asks_nothing_about_its_occupation() -> None:
    dialog = Dialog()
    dialog.say("cashier in Brampton Jan 2024 to Feb 2025, then cook in Calgary since May 2025, 40 hours a week")
    dialog.say("drop the cashier job", "ask", "teer4_5")
    assert [job["title"] for job in dialog.facts["jobs"]] == ["cook"]
    assert "TEER 4 or 5 work" not in dialog.text


def test_hours_of_unknown_worth_are_not_none_that_counts() -> None:
    dialog = Dialog()
    dialog.say("cook in Calgary since 2 January 2026, 40 hours a week, PGWP")
    dialog.say("so what do I do now", "what_would_help")
    assert "none of what you told me counts" not in dialog.text
    assert "Work experience: tell me" in dialog.text
