"""The intake: facts out of every message, nothing asked twice, anything corrected at any time."""

from __future__ import annotations

import pytest

from tests.actions.talk import Talk

STORY = (
    "I've been a software developer in Toronto since March 2024, 40 hours a week, on a PGWP. "
    "IELTS L8 R7 W6.5 S7 in May 2025"
)


def told() -> Talk:
    """Somebody who has told and confirmed everything about one job and a test."""
    talk = Talk().say(STORY)
    talk.say("yes", "affirm").say("yes", "affirm").say("yes", "affirm")
    assert talk.kind is None
    return talk


def test_one_message_fills_every_fact_that_it_holds() -> None:
    talk = Talk().say(STORY)
    assert talk.job["title"] == "software developer"
    assert talk.job["start"] == "2024-03-01"
    assert talk.job["current"] is True
    assert talk.job["hours_per_week"] == 40
    assert talk.job["province"] == "ON"
    assert talk.job["authorization"] == "pgwp"
    assert talk.facts["language_tests"] == [
        {
            "test": "ielts_general",
            "date": "2025-05-01",
            "listening": 8,
            "reading": 7,
            "writing": 6.5,
            "speaking": 7,
        }
    ]


def test_a_title_never_decides_the_occupation_alone() -> None:
    talk = Talk().say(STORY)
    assert "noc" not in talk.job
    assert talk.kind == "occupation"
    talk.say("yes", "affirm")
    assert talk.job["noc"] == "21232"
    assert talk.job["duties_match"] is True


def test_four_questions_are_the_most_after_a_full_story() -> None:
    talk = told()
    assert talk.turns == 4
    assert talk.facts["intends_outside_quebec"] is True
    assert talk.facts["inadmissibility"] == "none"


def test_a_button_its_number_and_its_text_mean_the_same() -> None:
    for answer in ("1", "Yes, most of its duties", "yes, most of its duties", "the first one"):
        talk = Talk().say(STORY).say(answer)
        assert talk.job.get("noc") == "21232", answer


def test_none_of_these_asks_for_duties_and_a_description_finds_groups() -> None:
    talk = Talk().say(STORY)
    talk.say("Show me other groups")
    assert talk.kind == "occupation"
    talk.say("None of these")
    assert talk.kind == "occupation"
    assert "mostly did" in (talk.question.text if talk.question else "")
    talk.say("I tested web applications and wrote test plans")
    assert talk.kind == "occupation"
    assert talk.buttons


def test_a_correction_of_a_year_changes_the_fact_that_had_it() -> None:
    talk = told().say("sorry, 2025 not 2024", "correct")
    assert talk.job["start"] == "2025-03-01"
    assert "Changed" in talk.echo


def test_a_correction_of_a_score_changes_that_score() -> None:
    talk = told().say("writing was 5.5 actually", "correct")
    assert talk.facts["language_tests"][0]["writing"] == 5.5
    assert talk.facts["language_tests"][0]["reading"] == 7


def test_self_employment_told_late_is_taken() -> None:
    talk = told().say("actually I was self-employed there", "correct")
    assert talk.job["self_employed"] is True


def test_a_second_job_is_a_second_job() -> None:
    talk = told().say("I also worked as a barista in Halifax from May to August 2023, 20 hours a week")
    assert [job["title"] for job in talk.facts["jobs"]] == ["software developer", "barista"]
    assert talk.facts["jobs"][1]["start"] == "2023-05-01"
    assert talk.facts["jobs"][1]["end"] == "2023-08-31"
    assert talk.facts["jobs"][1]["province"] == "NS"
    assert talk.job["hours_per_week"] == 40


def test_a_job_can_be_dropped() -> None:
    talk = told().say("I also worked as a barista in Halifax from May to August 2023, 20 hours a week")
    talk.say("drop the second job", "correct")
    assert [job["title"] for job in talk.facts["jobs"]] == ["software developer"]


def test_an_ambiguous_date_is_asked_back() -> None:
    talk = Talk().say("cook in Calgary from 03/04/2024, 35 hours a week")
    assert talk.kind == "which_date"
    assert len(talk.buttons) == 2
    talk.say(talk.buttons[1])
    assert talk.job["start"] == "2024-04-03"


def test_four_bare_scores_are_asked_back() -> None:
    talk = Talk().say("ielts 7 6.5 6 7")
    assert talk.kind == "scores_order"
    talk.say("1")
    test = talk.facts["language_tests"][0]
    assert (test["listening"], test["reading"], test["writing"], test["speaking"]) == (7, 6.5, 6, 7)


def test_an_impossible_score_is_refused_and_the_rest_kept() -> None:
    talk = Talk().say("cook since May 2025, ielts L9.7 R7 W6 S7")
    test = talk.facts["language_tests"][0]
    assert "listening" not in test
    assert test["reading"] == 7
    assert "left out" in talk.echo


def test_a_fact_of_one_of_two_jobs_is_asked_back() -> None:
    talk = Talk().say(
        "I worked as a cook in Calgary since May 2024. I was a barista in Halifax from May to August 2023."
    )
    assert len(talk.facts["jobs"]) == 2
    talk.memory.asked = None
    talk.say("it was 25 hours a week")
    assert talk.kind == "which_job"
    talk.say(talk.buttons[0])
    assert talk.job["hours_per_week"] == 25
    assert "hours_per_week" not in talk.facts["jobs"][1]


def test_i_dont_know_skips_the_question_and_it_is_not_asked_again() -> None:
    talk = Talk().say("cook in Calgary since May 2025 on a PGWP").say("yes", "affirm")
    assert talk.kind == "hours"
    talk.say("idk", "dont_know")
    assert talk.kind != "hours"
    assert "hours_per_week" not in talk.job


def test_a_question_about_nobody_tells_no_fact() -> None:
    talk = Talk().say("does 15 hours a week for two years count?", "ask")
    assert talk.facts == {}


def test_a_question_is_no_yes() -> None:
    talk = Talk().say(STORY).say("do I need proof of funds?", "affirm")
    assert "noc" not in talk.job


def test_after_two_failures_a_way_out_is_offered() -> None:
    talk = Talk().say("cook in Calgary since May 2025 on a PGWP").say("yes", "affirm")
    assert talk.kind == "hours"
    talk.say("blue", "out_of_scope").say("green", "out_of_scope")
    assert talk.question is not None
    assert "skip" in talk.question.text.lower()
    assert any("person" in text.lower() for text in talk.buttons)


def test_haven_t_taken_a_test_is_no_test() -> None:
    talk = told()
    talk.facts.pop("language_tests")
    talk.say("I haven't taken IELTS yet")
    assert talk.facts["language_tests"] == []


@pytest.mark.parametrize(
    ("text", "leaf", "value"),
    [
        ("I was a contractor, invoicing them", "self_employed", True),
        ("it was unpaid", "paid", False),
        ("I was a full-time student then", "full_time_student", True),
        ("my employer is in the US", "foreign_employer", True),
    ],
)
def test_what_was_different_is_taken_in_words(text: str, leaf: str, value: bool) -> None:
    talk = Talk().say(STORY).say("yes", "affirm")
    assert talk.kind == "conditions"
    talk.say(text)
    assert talk.job[leaf] is value


def test_a_leave_without_dates_asks_for_them() -> None:
    talk = Talk().say(STORY).say("yes", "affirm").say("I had parental leave")
    assert talk.kind == "leave_dates"
    talk.say("from 1 March 2025 to 15 August 2025")
    assert talk.job["leaves"] == [{"kind": "parental", "start": "2025-03-01", "end": "2025-08-15"}]


def test_an_old_code_is_translated() -> None:
    talk = Talk().say("NOC 6322 since May 2025 in Calgary")
    assert talk.kind == "occupation"
    assert "November 2022" in talk.echo
    assert any("63200" in text for text in [*talk.buttons, talk.question.text if talk.question else ""])
