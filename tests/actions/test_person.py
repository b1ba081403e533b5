"""The person's own facts and the spouse's, each in its place."""

from __future__ import annotations

from tests.actions.talk import Talk


def test_a_spouses_test_and_education_are_the_spouses() -> None:
    talk = Talk().say("I have a bachelors from India with ECA").say("my wife has ielts 6 6 6 6 and a masters")
    assert talk.facts["education"] == {"level": "bachelors", "canadian_credential": "none", "eca": True}
    assert talk.facts["spouse"]["education_level"] == "masters"
    assert talk.facts["spouse"]["language_tests"][0]["listening"] == 6
    assert "language_tests" not in talk.facts
    assert talk.facts["person"]["marital_status"] == "married"


def test_what_is_said_of_the_spouse_is_taken() -> None:
    talk = Talk().say("my wife is canadian")
    assert talk.facts["person"]["spouse_is_canadian"] is True
    talk = Talk().say("spouse coming along")
    assert talk.facts["person"]["spouse_accompanies"] is True
    talk = Talk().say("my husband has 2 years canadian work experience")
    assert talk.facts["spouse"]["canadian_work_years"] == 2


def test_years_abroad_and_a_nomination_are_taken() -> None:
    talk = Talk().say("1 year in canada and 3 years abroad").say("I got a provincial nomination")
    assert talk.facts["foreign_work_years"] == 3
    assert talk.facts["canadian_work_years"] == 1
    assert talk.facts["provincial_nomination"] is True


def test_years_in_canada_do_not_override_jobs() -> None:
    talk = Talk().say("cook in Calgary since March 2024, 35 hours").say("1 year in canada and 3 years abroad")
    assert "canadian_work_years" not in talk.facts


def test_a_canadian_diploma_is_a_canadian_credential() -> None:
    talk = Talk().say("2 year diploma from seneca")
    assert talk.facts["education"] == {"level": "two_year", "canadian_credential": "one_or_two_year"}


def test_part_of_a_job_as_a_student_is_left_out_and_the_rest_counts() -> None:
    talk = Talk().say("accounting technician in Surrey since 1 June 2025, 35h, pgwp").say("yes", "affirm")
    assert talk.kind == "conditions"
    talk.say("I was a full-time student until 31 August 2025")
    parts = sorted((job["start"], job["full_time_student"]) for job in talk.facts["jobs"])
    assert parts == [("2025-06-01", True), ("2025-09-01", False)]


def test_an_answer_about_the_spouses_education_leaves_ones_own_alone() -> None:
    talk = Talk()
    talk.memory.aim("score")
    talk.facts = {
        "jobs": [],
        "language_tests": [],
        "foreign_work_years": 0,
        "education": {"level": "two_year", "canadian_credential": "one_or_two_year"},
        "person": {"age": 34, "marital_status": "married", "spouse_accompanies": True, "spouse_is_canadian": False},
    }
    talk.say("go on", "resume")
    assert talk.kind == "spouse_education"
    talk.say("Master's degree")
    assert talk.facts["spouse"]["education_level"] == "masters"
    assert talk.facts["education"]["level"] == "two_year"
