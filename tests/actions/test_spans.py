"""Jobs that changed on the way, jobs of one title, and what must not be lost."""

from __future__ import annotations

from typing import Any

from actions.draft import Draft
from actions.memory import Memory
from actions.spans import condition_of_a_part, condition_of_parts
from tests.actions.talk import Talk


def stretches(talk: Talk) -> list[tuple[Any, Any, Any]]:
    """Start, end and hours of each job, in order of their days."""
    jobs = sorted(talk.facts["jobs"], key=lambda job: str(job["start"]))
    return [(job["start"], job.get("end"), job.get("hours_per_week")) for job in jobs]


def test_hours_that_change_make_two_stretches_of_one_job() -> None:
    talk = Talk().say(
        "retail supervisor in Regina from 1 Jan 2025 till now, 10 hours a week until 31 May 2026 then 35 hours, pgwp"
    )
    assert stretches(talk) == [("2025-01-01", "2026-05-31", 10), ("2026-06-01", None, 35)]
    assert all(job["authorization"] == "pgwp" and job["province"] == "SK" for job in talk.facts["jobs"])
    assert talk.facts["jobs"][1]["current"] is True
    assert talk.facts["jobs"][0]["current"] is False


def test_one_read_back_is_enough_for_both_stretches() -> None:
    talk = Talk().say("cook in Regina from 1 Jan 2025 till now, 10 hours a week until 31 May 2026 then 35 hours, pgwp")
    assert talk.kind == "occupation"
    talk.say("yes", "affirm")
    assert [job["noc"] for job in talk.facts["jobs"]] == ["63200", "63200"]
    assert talk.kind == "conditions"


def test_two_jobs_of_one_title_stay_two() -> None:
    talk = Talk().say(
        "I was a cook in Calgary from 1 March 2024 to 31 Dec 2024, 20 hours a week. Then I was a cook in Regina from "
        "10 Jan 2025 until now, 30 hours a week. Both on PGWP."
    )
    assert stretches(talk) == [("2024-03-01", "2024-12-31", 20), ("2025-01-10", None, 30)]
    assert [job["province"] for job in talk.facts["jobs"]] == ["AB", "SK"]
    assert all(job["authorization"] == "pgwp" for job in talk.facts["jobs"])


def test_a_later_stretch_of_the_same_title_is_a_new_job() -> None:
    talk = Talk().say("cook in Calgary from 1 March 2024 to 31 Dec 2024, 20 hours a week")
    talk.say("I was also a cook in Regina from 10 Jan 2025 to 1 May 2025, 30 hours a week")
    assert stretches(talk) == [("2024-03-01", "2024-12-31", 20), ("2025-01-10", "2025-05-01", 30)]


def job(**more: Any) -> dict[str, Any]:
    """One job that goes on."""
    return {"title": "cook", "start": "2025-06-01", "current": True, "hours_per_week": 35, **more}


def test_a_condition_of_the_first_part_splits_the_job() -> None:
    draft, memory = Draft({"jobs": [job()]}), Memory()
    assert condition_of_a_part("full_time_student", True, {"start": None, "end": "2025-08-31"}, 0, draft, memory)
    first, rest = draft.jobs
    assert (first["end"], first["full_time_student"], first["current"]) == ("2025-08-31", True, False)
    assert (rest["start"], rest["full_time_student"], rest["current"]) == ("2025-09-01", False, True)
    assert rest["hours_per_week"] == 35


def test_the_first_months_are_counted_from_the_first_day() -> None:
    draft, memory = Draft({"jobs": [job()]}), Memory()
    assert condition_of_a_part("self_employed", True, {"months": 3, "edge": "first"}, 0, draft, memory)
    assert [row.get("end") for row in draft.jobs] == ["2025-08-31", None]
    assert [row["self_employed"] for row in draft.jobs] == [True, False]


def test_a_condition_in_the_middle_makes_three_parts() -> None:
    draft, memory = Draft({"jobs": [job()]}), Memory()
    assert condition_of_a_part("paid", False, {"start": "2025-07-01", "end": "2025-07-31"}, 0, draft, memory)
    assert sorted((row["start"], row["paid"]) for row in draft.jobs) == [
        ("2025-06-01", True),
        ("2025-07-01", False),
        ("2025-08-01", True),
    ]


def test_a_permit_of_a_part_leaves_the_rest_unsaid() -> None:
    draft, memory = Draft({"jobs": [job(authorization="pgwp")]}), Memory()
    assert condition_of_a_part("authorization", "study_permit_off_campus", {"end": "2025-07-31"}, 0, draft, memory)
    assert draft.jobs[0]["authorization"] == "study_permit_off_campus"
    assert "authorization" not in draft.jobs[1]


def test_what_cannot_be_split_holds_for_all_of_it() -> None:
    draft, memory = Draft({"jobs": [{"title": "cook"}]}), Memory()
    condition_of_parts("self_employed", True, {"end": "2025-07-31"}, [0], draft, memory)
    assert draft.jobs == [{"title": "cook", "self_employed": True}]


def test_a_dropped_only_job_is_unsaid_not_none() -> None:
    talk = Talk().say("cook in Calgary since March 2024").say("drop the job", "correct")
    assert "jobs" not in talk.facts
    assert talk.kind == "jobs"


def test_same_as_before_copies_what_is_asked() -> None:
    talk = Talk().say("cook in Calgary since March 2024, 35 hours a week, pgwp").say("yes", "affirm")
    talk.say("I also worked as a welder in Calgary from May to August 2025 on a pgwp").say("yes", "affirm")
    assert talk.kind == "hours"
    talk.say("same as before", "inform")
    assert talk.facts["jobs"][1]["hours_per_week"] == 35


def test_a_test_date_is_no_age() -> None:
    talk = Talk()
    talk.memory.aim("score")
    talk.facts = {"jobs": [], "language_tests": []}
    talk.say("go on", "resume")
    assert talk.kind == "age"
    talk.say("CELPIP L9 R9 W9 S9 4 March 2026")
    assert talk.facts.get("person") is None
    talk.say("4")
    assert talk.facts.get("person") is None
    talk.say("31")
    assert talk.facts["person"] == {"age": 31}


ELECTRICIAN = "electrician in Saskatoon since 1 Feb 2026, 40 hours a week, pgwp, expires 10 april 2026"


def test_work_after_the_permit_is_a_job_apart_whose_authorisation_is_asked() -> None:
    talk = Talk().say(ELECTRICIAN)
    first, rest = talk.facts["jobs"]
    assert (first["end"], first["authorization"]) == ("2026-04-10", "pgwp")
    assert (rest["start"], rest["current"], rest.get("authorization")) == ("2026-04-11", True, None)
    assert "ended on 10 April 2026" in talk.echo
    talk.say("yes", "affirm")
    assert talk.kind == "authorization" and talk.question is not None
    assert "electrician from 11 April 2026 on" in talk.question.text
    talk.say("Maintained status (extension applied for in time)")
    assert talk.facts["jobs"][1]["authorization"] == "maintained_status" and len(talk.facts["jobs"]) == 2
    assert talk.kind != "authorization"


def test_work_on_an_extension_applied_for_in_time_needs_no_question() -> None:
    talk = Talk().say("electrician in Saskatoon since 1 Feb 2026, 40 hours a week, pgwp")
    talk.memory.filing["told"] = {"extension": "work_permit", "extension_in_time": True, "outcome": "pending"}
    talk.say("my PGWP expired on 1 Nov 2026")
    assert [job["authorization"] for job in talk.facts["jobs"]] == ["pgwp", "maintained_status"]


def test_two_permits_one_after_the_other_each_hold_in_their_time() -> None:
    talk = Talk().say(
        "line cook jan 2024 to sep 2024 38h, now sous chef since oct 2024 45 hours. "
        "All in Vancouver on PGWP till june 2026, then BOWP"
    )
    jobs = sorted(talk.facts["jobs"], key=lambda job: str(job["start"]))
    assert [job["authorization"] for job in jobs] == ["pgwp", "pgwp", "bowp"]


def test_a_condition_says_nothing_of_parts_outside_its_span() -> None:
    draft = Draft({"jobs": [{"start": "2024-09-01", "current": True}]})
    condition_of_parts("full_time_student", True, {"end": "2024-08-31"}, [0], draft, Memory())
    assert draft.jobs == [{"start": "2024-09-01", "current": True, "full_time_student": False}]
    condition_of_parts("authorization", "study_permit_coop", {"end": "2024-08-31"}, [0], draft, Memory())
    assert draft.jobs[0].get("authorization") is None
