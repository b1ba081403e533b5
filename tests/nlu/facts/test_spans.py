"""Conditions and permits that held for a part of a job, and dates that are the job's own."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.facts import read
from nlu.facts.spans import following, preceding
from tests.nlu.facts.helpers import TODAY, keys, one, values


def parts(text: str, name: str) -> list[tuple[Any, Any]]:
    """(value, span) of the mentions of this name."""
    return [(m.value, m.as_entity().get("span")) for m in read(text, TODAY) if m.entity == name]


def days(start: str | None, end: str | None) -> dict[str, str | None]:
    return {"start": start, "end": end}


FIRST_THREE = {"months": 3, "edge": "first"}


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("I was a full-time student until 31 August 2025", "full_time_student", [(True, days(None, "2025-08-31"))]),
        ("Until August 2025 I was a full-time student", "full_time_student", [(True, days(None, "2025-08-31"))]),
        ("full time student since Sept 2025", "full_time_student", [(True, days("2025-09-01", None))]),
        ("self-employed until june 2025", "self_employed", [(True, days(None, "2025-06-30"))]),
        ("unpaid from 1 Jan to 31 March 2025", "paid", [(False, days("2025-01-01", "2025-03-31"))]),
        ("for the first two months it was unpaid", "paid", [(False, {"months": 2, "edge": "first"})]),
        ("I was self-employed the first year", "self_employed", [(True, {"months": 12, "edge": "first"})]),
        (
            "I was a contractor for the first 3 months, then employee",
            "self_employed",
            [(True, FIRST_THREE), (False, None)],
        ),
        (
            "contractor until June 2025 then an employee",
            "self_employed",
            [(True, days(None, "2025-06-30")), (False, days("2025-07-01", None))],
        ),
    ],
)
def test_a_condition_of_a_part(text: str, name: str, found: list[tuple[Any, Any]]) -> None:
    assert parts(text, name) == found
    assert values(text, "period", "duration", "number", "date") == []


@pytest.mark.parametrize(
    ("said", "name", "span"),
    [
        ("self-employed until june 2025", "self_employed", days(None, "2025-06-30")),
        ("self-employed from May to July 2025", "self_employed", days("2025-05-01", "2025-07-31")),
        ("unpaid from 1 May 2025 to 31 May 2025", "paid", days("2025-05-01", "2025-05-31")),
        ("foreign employer until 30 June 2025", "foreign_employer", days(None, "2025-06-30")),
        ("a student from Sept 2024 to April 2025", "full_time_student", days("2024-09-01", "2025-04-30")),
        ("PGWP since september 2025", "authorization", days("2025-09-01", None)),
    ],
)
def test_the_job_keeps_its_own_dates(said: str, name: str, span: dict[str, str | None]) -> None:
    text = f"cook since 1 March 2024, {said}"
    assert [found for _, found in parts(text, name)] == [span]
    assert keys(one(text, "period"), "start", "end", "current") == ("2024-03-01", None, True)


@pytest.mark.parametrize(
    ("text", "name", "start", "end"),
    [
        ("I worked for a US company until June 2025", "foreign_employer", None, "2025-06-30"),
        ("I was self-employed from May 2023 to June 2024", "self_employed", "2023-05-01", "2024-06-30"),
        ("I've been self-employed since May 2024", "self_employed", "2024-05-01", None),
        ("self-employed plumber from May 2024 to June 2025", "self_employed", "2024-05-01", "2025-06-30"),
        ("unpaid internship from May 2024 to Aug 2024", "paid", "2024-05-01", "2024-08-31"),
        ("co-op term from Jan to Apr 2025", "full_time_student", "2025-01-01", "2025-04-30"),
        ("cook on PGWP since Sept 2024", "authorization", "2024-09-01", None),
    ],
)
def test_the_only_period_is_the_jobs(text: str, name: str, start: str | None, end: str | None) -> None:
    assert [span for _, span in parts(text, name)] == [None]
    assert keys(one(text, "period"), "start", "end") == (start, end)


def test_the_end_of_one_job_before_the_next() -> None:
    text = "Plumber, self-employed, until June 2025; then cook since July 2025"
    assert parts(text, "self_employed") == [(True, None)]
    assert [keys(p, "start", "end") for p in values(text, "period")] == [(None, "2025-06-30"), ("2025-07-01", None)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (
            "cook since May 2024, on a study permit until May 2025, then PGWP",
            [days(None, "2025-05-31"), days("2025-06-01", None)],
        ),
        (
            "cook since May 2024 on a study permit until April, then on a PGWP",
            [days(None, "2026-04-30"), days("2026-05-01", None)],
        ),
        (
            "cook since May 2024, study permit, then PGWP since May 2025",
            [days(None, "2025-04-30"), days("2025-05-01", None)],
        ),
    ],
)
def test_one_permit_after_the_other(text: str, spans: list[dict[str, str | None]]) -> None:
    found = parts(text, "authorization")
    assert found == [("study_permit_off_campus", spans[0]), ("pgwp", spans[1])]
    assert values(text, "permit") == [{"kind": "pgwp"}], "the first is no longer held"
    assert keys(one(text, "period"), "start", "current") == ("2024-05-01", True)


@pytest.mark.parametrize(
    ("text", "expires"),
    [
        ("PGWP till 12 Dec 2026", "2026-12-12"),
        ("my PGWP was valid until May 2025", "2025-05-31"),
        ("on an open work permit until May", "2027-05-31"),
    ],
)
def test_an_expiry_is_no_part(text: str, expires: str) -> None:
    assert one(text, "permit")["expires"] == expires
    assert [span for _, span in parts(text, "authorization")] == [None]


def test_next_to_each_other() -> None:
    assert following(days(None, "2025-02-28")) == days("2025-03-01", None)
    assert preceding(days("2025-03-01", None)) == days(None, "2025-02-28")
    assert following(FIRST_THREE) is None
    assert preceding(FIRST_THREE) is None
