"""What is asked, in which order, and what is asked no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from eligibility.facts import from_document
from eligibility.questions import next_questions
from tests.eligibility.people import TODAY, document

NOTHING: dict[str, Any] = {"intends_outside_quebec": None, "inadmissibility": None}


def kinds(facts: Mapping[str, Any], skipped: Sequence[str] = ()) -> list[str]:
    return [question.kind for question in next_questions(from_document(facts), TODAY, frozenset(skipped))]


def paths(facts: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    found = [q.paths for q in next_questions(from_document(facts), TODAY) if q.kind == kind]
    assert len(found) == 1
    return found[0]


def test_nothing_said_asks_for_work_then_language_then_the_rest() -> None:
    assert kinds({}) == ["jobs", "language_tests", "last_checks"]


def test_a_bare_job_is_asked_about_in_the_order_of_use() -> None:
    facts = {"jobs": [{"title": "cook"}]}
    assert kinds(facts) == [
        *("occupation", "period", "hours", "country", "authorization", "conditions"),
        *("language_tests", "last_checks"),
    ]
    assert paths(facts, "occupation") == ("jobs[0].noc", "jobs[0].duties_match")
    assert paths(facts, "period") == ("jobs[0].start", "jobs[0].end")
    assert paths(facts, "conditions") == (
        *("jobs[0].paid", "jobs[0].self_employed", "jobs[0].full_time_student"),
        *("jobs[0].foreign_employer", "jobs[0].leaves"),
    )


def test_everything_said_asks_nothing() -> None:
    assert kinds(document()) == []


@pytest.mark.parametrize(
    ("leaf", "kind"),
    [
        ("duties_match", "duties"),
        ("start", "period"),
        ("hours_per_week", "hours"),
        ("authorization", "authorization"),
        ("paid", "conditions"),
        ("self_employed", "conditions"),
        ("full_time_student", "conditions"),
    ],
)
def test_one_missing_fact_asks_one_question(leaf: str, kind: str) -> None:
    facts = document([{leaf: None}])
    assert kinds(facts) == [kind] and paths(facts, kind) == (f"jobs[0].{leaf}",)


def test_conditions_of_several_jobs_are_asked_at_once() -> None:
    facts = document([{"paid": None}, {"paid": None, "leaves": None}])
    assert kinds(facts) == ["conditions"]
    assert paths(facts, "conditions") == ("jobs[0].paid", "jobs[1].paid", "jobs[1].leaves")


def test_leaves_and_the_employer_alone_hold_nothing_up() -> None:
    assert kinds(document([{"leaves": None, "foreign_employer": None}])) == []


def test_a_self_employed_physician_is_asked_who_pays() -> None:
    facts = document([{"noc": "31102", "self_employed": True}])
    assert kinds(facts) == ["physician"] and paths(facts, "physician") == ("jobs[0].publicly_funded_physician",)


# --- nobody is asked what no longer matters ---------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"intends_outside_quebec": False},
        {"destination_province": "QC"},
        {"inadmissibility": "misrepresentation"},
        {"inadmissibility": "criminal", "jobs": [{}]},
    ],
)
def test_what_no_fact_can_cure_ends_the_questions(facts: dict[str, Any]) -> None:
    assert kinds(facts) == []


def test_a_job_that_cannot_count_is_not_asked_about() -> None:
    assert kinds({"jobs": [{"paid": False}]}) == ["more_jobs"]
    assert kinds({"jobs": [{"authorization": "none"}, {"noc": "63200", "duties_match": True}]})[0] == "period"


def test_no_job_at_all_asks_nothing_more() -> None:
    assert kinds({"jobs": []}) == []


def test_work_of_long_ago_is_not_asked_about() -> None:
    facts = document([{}, {"start": "2015-01-01", "end": "2016-01-01", "current": False, "paid": None}])
    assert kinds(facts) == []


def test_enough_hours_make_other_jobs_of_the_same_level_no_matter() -> None:
    assert kinds(document([{}, {"noc": "21231", "start": "2026-06-01", "paid": None}])) == []


def test_too_few_hours_ask_for_other_jobs_last_of_the_jobs() -> None:
    assert kinds(document([{"start": "2026-06-01"}], None, **NOTHING)) == [
        *("more_jobs", "language_tests", "last_checks"),
    ]
    short = document([{"start": "2026-01-01", "end": "2026-03-01", "current": False}], None)
    assert kinds(short) == ["more_jobs"]


def test_without_a_test_the_last_checks_wait() -> None:
    assert kinds(document([{}], [], **NOTHING)) == []
    assert kinds(document([{}], [{"level": 4}], **NOTHING)) == []


def test_language_is_asked_piece_by_piece() -> None:
    facts = document([{}], [{"writing": None, "date": None}])
    assert kinds(facts) == ["language_scores", "test_date"]
    assert paths(facts, "language_scores") == ("language_tests[0].writing",)
    assert paths(facts, "test_date") == ("language_tests[0].date",)
    assert paths(document([{}], [{"test": None, "writing": None}]), "language_scores") == ("language_tests[0].test",)


def test_a_test_that_fails_anyway_is_not_asked_about() -> None:
    assert kinds(document([{}], [{"writing": None, "reading": 4}])) == []
    assert kinds(document([{}], [{"writing": None, "date": "2024-11-24"}])) == []


def test_only_what_is_unsaid_of_the_last_checks() -> None:
    assert paths(document(inadmissibility=None), "last_checks") == ("inadmissibility",)
    assert paths(document(intends_outside_quebec=None), "last_checks") == ("intends_outside_quebec",)
    assert kinds(document(intends_outside_quebec=None, destination_province="AB")) == []


def test_each_question_says_why_and_for_which_job() -> None:
    rows = next_questions(from_document({"jobs": [{}, {"title": "cook"}]}), TODAY)
    why = {row.kind: row.why for row in rows}
    assert why["occupation"] == "work_experience" and why["language_tests"] == "language"
    assert [row.job for row in rows if row.kind == "occupation"] == [0, 1]
    assert next(row.job for row in rows if row.kind == "language_tests") is None


# --- skipped ----------------------------------------------------------------------------------------------


def test_what_was_skipped_is_not_asked_again() -> None:
    facts = {"jobs": [{"title": "cook"}]}
    assert "hours" not in kinds(facts, ["hours"])
    assert "hours" not in kinds(facts, ["jobs[0].hours_per_week"])
    rows = next_questions(from_document(facts), TODAY, frozenset({"jobs[0].start"}))
    assert next(row.paths for row in rows if row.kind == "period") == ("jobs[0].end",)
    everything = ["occupation", "period", "hours", "country", "authorization", "conditions", "language_tests"]
    assert kinds(facts, [*everything, "last_checks"]) == []


def test_answering_each_question_comes_to_an_end() -> None:
    facts: dict[str, Any] = {}
    answers: Mapping[str, Any] = {
        "jobs": [{"title": "cook"}],
        "language_tests": [{}],
        "noc": "63200",
        "start": "2024-01-01",
        "hours_per_week": 35,
        "country": "CA",
        "authorization": "pgwp",
        "paid": True,
        "self_employed": False,
        "full_time_student": False,
        "foreign_employer": False,
        "leaves": [],
        "duties_match": True,
        "test": "ielts_general",
        "date": "2026-01-10",
        **dict.fromkeys(("listening", "reading", "writing", "speaking"), 7),
        "intends_outside_quebec": True,
        "inadmissibility": "none",
    }
    asked: list[str] = []
    for _ in range(20):
        questions = next_questions(from_document(facts), TODAY)
        if not questions:
            break
        asked.append(questions[0].kind)
        for path in questions[0].paths:
            where, _, leaf = path.rpartition(".")
            place = facts[where.partition("[")[0]][0] if where else facts
            if leaf == "end":
                place["current"] = True
            else:
                place[leaf] = answers[leaf]
    assert asked == [
        *("jobs", "occupation", "period", "hours", "country", "authorization", "conditions"),
        *("language_tests", "language_scores", "language_scores", "test_date", "last_checks"),
    ]
