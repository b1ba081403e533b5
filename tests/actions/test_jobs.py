"""Which job a message speaks of: another time is another job, a leave's days are the leave's."""

from __future__ import annotations

import pytest

from tests.actions.talk import Talk

COOK = "cook in Calgary since 5 June 2025, 35 hours a week, PGWP"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


@pytest.fixture
def cook() -> Talk:
    return Talk().say(COOK).say("yes", "affirm")


def test_work_as_a_student_at_another_time_is_another_job(cook: Talk) -> None:
    cook.say("I also had a coop jan to aug 2024, 37.5h")
    first, second = cook.facts["jobs"]
    assert first["start"] == "2025-06-05" and first["hours_per_week"] == 35
    assert first.get("full_time_student") is not True
    assert second["start"] == "2024-01-01" and second["hours_per_week"] == 37.5 and second["full_time_student"] is True


def test_a_correction_moves_the_job_itself(cook: Talk) -> None:
    cook.say("sorry, it was jan to aug 2024", "correct")
    assert len(cook.facts["jobs"]) == 1 and cook.job["start"] == "2024-01-01"


def test_having_been_a_student_before_says_nothing_of_the_work_at_hand(cook: Talk) -> None:
    cook.say("I was a student before")
    assert cook.job.get("full_time_student") is None


def test_a_first_day_told_again_without_a_year_stays_in_its_year(cook: Talk) -> None:
    cook.say("actually I started June 15", "correct")
    assert cook.job["start"] == "2025-06-15"
    cook.say("actually I started 15 June 2024", "correct")
    assert cook.job["start"] == "2024-06-15"


def test_the_days_of_a_leave_are_not_those_of_the_job(cook: Talk) -> None:
    cook.say("I had 2 months of unpaid leave last year")
    assert cook.kind == "leave_dates"
    cook.say("august to september")
    assert cook.job["start"] == "2025-06-05" and cook.job.get("end") is None
    assert cook.job["leaves"] == [{"start": "2025-08-01", "end": "2025-09-30", "kind": "unpaid"}]


def test_a_leave_belongs_to_the_only_job_of_its_year(cook: Talk) -> None:
    cook.say("I also had a coop jan to aug 2024, 37.5h")
    cook.say("I had 2 months of unpaid leave last year")
    assert cook.kind == "leave_dates" and cook.memory.pending[0]["at"] == "jobs[0]"


def test_a_job_that_is_not_there_is_not_taken_for_another(cook: Talk) -> None:
    cook.say("drop the third job")
    assert len(cook.facts["jobs"]) == 1 and "no such job" in cook.echo
    cook.say("drop the first job")
    assert not cook.facts.get("jobs")


def test_whose_case_it_is_is_said_once() -> None:
    talk = Talk().say("my girlfriend works as a dental assistant in Winnipeg since Sep 2024, 30 hours a week")
    assert "that person's case" in talk.echo
    talk.say("she has a pgwp")
    assert "that person's case" not in talk.echo


def test_a_job_dropped_by_mistake_comes_back(cook: Talk) -> None:
    cook.say("I also had a coop jan to aug 2024, 37.5h")
    before, asked = cook.facts["jobs"], cook.kind
    cook.say("drop the second job")
    assert len(cook.facts["jobs"]) == 1
    cook.say("oh no put it back", "deny")
    assert cook.facts["jobs"] == before and cook.kind == asked
    cook.say("put it back")
    assert len(cook.facts["jobs"]) == 2
