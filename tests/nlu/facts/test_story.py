"""A long story of one person: each fact on its own job, and nothing of anybody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nlu.facts import Mention, read
from tests.nlu.facts.helpers import TODAY, keys

STORY = (Path(__file__).parent / "story.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["wrapped", "one line"])
def told(request: pytest.FixtureRequest) -> list[Mention]:
    return read(STORY if request.param == "wrapped" else " ".join(STORY.split()), TODAY)


def of(told: list[Mention], name: str) -> list[Any]:
    return [m.value for m in told if m.entity == name]


def by_job(told: list[Mention], name: str) -> dict[str | None, Any]:
    return {m.group: m.value for m in told if m.entity == name}


def test_it_is_long() -> None:
    assert len(STORY.split()) >= 800


def test_two_jobs(told: list[Mention]) -> None:
    titles = [(m.group, m.value["title"]) for m in told if m.entity == "occupation"]
    assert titles == [("1", "store supervisor"), ("2", "administrative assistant")]
    periods = {job: keys(value, "start", "end", "current") for job, value in by_job(told, "period").items()}
    assert periods == {"1": ("2022-07-04", "2023-09-30", False), "2": ("2023-10-16", None, True)}
    assert {job: value["value"] for job, value in by_job(told, "hours_per_week").items()} == {"1": 40, "2": 37.5}


def test_the_leave_is_of_the_second_job(told: list[Mention]) -> None:
    leaves = {job: keys(value, "kind", "start", "end") for job, value in by_job(told, "leave").items()}
    assert leaves == {"2": ("unpaid", "2025-03-01", "2025-04-15")}
    assert False not in of(told, "paid")


def test_the_country_of_the_degree_is_not_that_of_a_job(told: list[Mention]) -> None:
    work = [v for v in of(told, "place") if v["role"] == "work"]
    assert {v["country"] for v in work} == {"CA"}
    assert of(told, "foreign_employer") == []


def test_student_years_before_the_jobs(told: list[Mention]) -> None:
    assert True not in of(told, "full_time_student")


def test_studies_of_both(told: list[Mention]) -> None:
    own, spouse = of(told, "education")
    assert keys(own, "level", "country", "canadian_credential", "eca") == ("two_or_more", "IN", "one_or_two_year", True)
    assert spouse == {"level": "masters", "spouse": True}


def test_permit_test_and_person(told: list[Mention]) -> None:
    assert of(told, "permit") == [{"kind": "pgwp", "expires": "2027-06-30"}]
    (test,) = of(told, "language_test")
    assert keys(test, "test", "date", "listening", "writing") == ("celpip_general", "2026-06-14", 9, 8)
    assert of(told, "spouse_accompanies") == [True]
    assert of(told, "marital_status") == ["married"]
    assert of(told, "self_employed") == [False]
    assert of(told, "inadmissibility") == ["none"]
    assert (of(told, "age"), of(told, "children"), of(told, "outside_quebec")) == ([29], [0], [True])


def test_student_years_that_overlap_stay() -> None:
    text = "I was a full-time student from September 2020 to April 2022. I was a cook from May 2021 to June 2023."
    (mention,) = [m for m in read(text, TODAY) if m.entity == "full_time_student"]
    assert (mention.value, mention.span) == (True, {"start": "2020-09-01", "end": "2022-04-30"})
