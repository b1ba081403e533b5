"""Answers to other questions than the open one, and words that answer nothing."""

from __future__ import annotations

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
