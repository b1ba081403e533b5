"""Answers to other questions than the open one, and words that answer nothing."""

from __future__ import annotations

import copy

import pytest

from tests.actions.talk import Talk


@pytest.fixture
def asked() -> Talk:
    """A conversation with the question about pay, self-employment and studies open."""
    return Talk().say("cook in Calgary since 5 June 2025, 35 hours a week, PGWP").say("yes", "affirm")


@pytest.mark.parametrize(
    "text", ["no other jobs", "I have no other jobs", "No, no more jobs.", "i don't have any other job"]
)
def test_no_other_job_may_be_told_before_it_is_asked(asked: Talk, text: str) -> None:
    before = asked.kind
    asked.say(text, "deny")
    assert "more_jobs" in asked.memory.skipped and "no other jobs" in asked.echo
    assert asked.kind == before and asked.memory.asked is not None and asked.memory.asked.attempts == 0
    assert asked.job.get("self_employed") is None


def test_a_longer_no_is_no_word_on_other_jobs(asked: Talk) -> None:
    asked.say("no other employer paid me for this", "deny")
    assert "more_jobs" not in asked.memory.skipped


def test_a_doubt_leaves_nothing_open(asked: Talk) -> None:
    asked.say("hmm are you sure", "dont_know")
    assert not asked.memory.skipped and asked.kind == "conditions"


def test_asking_for_the_answer_midway_is_no_failed_answer(asked: Talk) -> None:
    asked.say("so am I eligible?", "check_eligibility")
    assert "I need a little more" in asked.echo
    assert asked.memory.asked is not None and asked.memory.asked.attempts == 0


def test_that_is_all_ends_the_jobs() -> None:
    talk = Talk().say("cook in Calgary since 5 June 2026, 35 hours a week, PGWP").say("yes", "affirm")
    talk.say("yes", "affirm")
    assert talk.kind == "more_jobs"
    talk.say("that's it", "affirm")
    assert talk.kind != "more_jobs" and "more_jobs" in talk.memory.skipped


def test_that_is_all_is_no_word_on_a_test() -> None:
    talk = (
        Talk().say("cook in Calgary since 5 June 2025, 35 hours a week, PGWP").say("yes", "affirm").say("yes", "affirm")
    )
    assert talk.kind == "language_tests"
    talk.say("that's all", "deny")
    assert talk.kind == "language_tests" and talk.facts.get("language_tests") is None


def test_a_day_for_which_a_test_is_booked_is_no_day_of_the_job() -> None:
    talk = Talk().say("cook in Red Deer, 44 hours a week, LMIA permit till 2 February 2027").say("yes", "affirm")
    assert talk.kind == "period"
    talk.say("not yet ielts, what is easier", "ask").say("i am booked for 12 december")
    assert talk.facts["language_tests"] == [] and "start" not in talk.facts["jobs"][0]


def test_nothing_criminal_is_an_answer_to_the_last_check() -> None:
    talk = Talk().say("yes outside quebec nothing criminal", "ask")
    assert (talk.facts["intends_outside_quebec"], talk.facts["inadmissibility"]) == (True, "none")


def test_a_question_at_the_occupation_describes_no_work() -> None:
    talk = Talk().say("software developer in Toronto since March 2024, 40 hours a week")
    before = copy.deepcopy(talk.memory.candidates)
    talk.say("what is the weather like?", "out_of_scope")
    assert talk.memory.candidates == before


def test_work_that_is_described_finds_groups() -> None:
    talk = Talk().say("I work in Toronto since March 2024, 40 hours a week, something with people")
    talk.say("look after old people in their own homes", "out_of_scope")
    assert any(row["code"] == "44101" for rows in talk.memory.candidates.values() for row in rows)
