"""The Federal Skilled Worker class: both sides of each requirement and each row of the grid."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from answers.programs import CRITERIA, detail
from eligibility.facts import ABILITIES, LEVELS, Facts, from_document
from eligibility.fsw import assess, grid
from eligibility.results import Assessment, Result, Status

DAY = datetime.date(2026, 6, 1)


def document(level: int = 9, **changes: Any) -> dict[str, Any]:
    """A single designer of 28 with a master's degree, six years of freelance work abroad, CLB 9."""
    facts: dict[str, Any] = {
        "jobs": [job()],
        "language_tests": [{"test": "clb", "date": "2026-05-01", **dict.fromkeys(ABILITIES, level)}],
        "person": {"age": 28, "marital_status": "single"},
        "education": {"level": "masters", "canadian_credential": "none", "eca": True},
        "trade_certificate": False,
        "provincial_nomination": False,
        "job_offer": "none",
        "sibling_in_canada": False,
        "canadian_work_years": 0,
        "foreign_work_years": 6,
        "intends_outside_quebec": True,
        "inadmissibility": "none",
        "family_size": 1,
    }
    for path, value in changes.items():
        where, _, leaf = path.rpartition(".")
        place = facts[where] if where else facts
        if value is None:
            del place[leaf]
        else:
            place[leaf] = value
    return facts


def job(**changes: Any) -> dict[str, Any]:
    return {
        "noc": "52120",
        "start": "2020-06-01",
        "current": True,
        "hours_per_week": 40,
        "country": "IN",
        "paid": True,
        "self_employed": True,
        "full_time_student": False,
        "duties_match": True,
        **changes,
    }


def assessed(*args: Any, **changes: Any) -> Assessment:
    return assess(from_document(document(*args, **changes)), DAY)


def status(found: Assessment, criterion: str) -> Status:
    return found.criterion(criterion).status


def test_freelance_work_abroad_can_pass() -> None:
    found = assessed()
    assert found.result is Result.ELIGIBLE
    points = found.criterion("selection_points").evidence
    assert points["points"] == {
        "education": 23,
        "language": 24,
        "experience": 15,
        "age": 12,
        "arranged_employment": 0,
        "adaptability": 0,
    }


def test_a_bachelor_with_clb_7_and_one_year_falls_short_as_the_law_has_it() -> None:
    """Single, 28, bachelor's 21, CLB 7 16, one year 9, age 12: 58."""
    short = {"jobs": [job(start="2025-06-03")], "foreign_work_years": 1, "education.level": "bachelors"}
    found = assessed(7, **short)
    assert found.criterion("selection_points").evidence["total"] == 58
    assert found.result is Result.NOT_ELIGIBLE
    assert "funds_needed" in [caveat.code for caveat in found.caveats]
    with_year = assessed(7, **short, canadian_work_years=1)
    assert with_year.criterion("selection_points").evidence["total"] == 68 + 2
    sibling = assessed(7, **short, sibling_in_canada=True)
    assert sibling.criterion("selection_points").evidence["total"] == 63
    assert "relatives_not_asked" in [caveat.code for caveat in sibling.caveats]


@pytest.mark.parametrize(("start", "met"), [("2025-06-03", True), ("2025-06-04", False)])
def test_the_year_is_52_weeks_at_30_hours(start: str, met: bool) -> None:
    """364 days from 3 June 2025 end on 1 June 2026."""
    found = assessed(jobs=[job(start=start, hours_per_week=30)])
    assert (status(found, "primary_occupation") is Status.MET) is met
    if not met:
        assert found.result is Result.WILL_BE_ELIGIBLE
        assert found.eligible_from == datetime.date(2026, 6, 2)


def test_the_year_is_without_a_break_and_in_one_occupation() -> None:
    halves = [
        job(start="2024-01-01", end="2024-09-30", current=False),
        job(start="2024-11-01", end="2025-07-31", current=False),
    ]
    assert status(assessed(jobs=halves), "primary_occupation") is Status.NOT_MET
    halves[1]["start"] = "2024-10-01"
    assert status(assessed(jobs=halves), "primary_occupation") is Status.MET
    halves[1]["noc"] = "21232"
    assert status(assessed(jobs=halves), "primary_occupation") is Status.NOT_MET


@pytest.mark.parametrize(("end", "met"), [("2017-05-30", True), ("2017-05-29", False)])
def test_the_year_lies_within_ten_years(end: str, met: bool) -> None:
    """364 days of the window, which begins on 1 June 2016."""
    old = job(start="2010-01-01", end=end, current=False, hours_per_week=30)
    assert (status(assessed(jobs=[old]), "primary_occupation") is Status.MET) is met


@pytest.mark.parametrize(("noc", "met"), [("63200", True), ("64100", False), ("65201", False)])
def test_teer_0_to_3_only(noc: str, met: bool) -> None:
    assert (status(assessed(jobs=[job(noc=noc)]), "primary_occupation") is Status.MET) is met


@pytest.mark.parametrize("change", [{"paid": False}, {"duties_match": False}])
def test_unpaid_work_or_other_duties_never_count(change: dict[str, bool]) -> None:
    assert status(assessed(jobs=[job(**change)]), "primary_occupation") is Status.NOT_MET


@pytest.mark.parametrize(("level", "met"), [(7, True), (6, False)])
def test_clb_7_in_each_ability(level: int, met: bool) -> None:
    found = assessed(language_tests=[{**document()["language_tests"][0], "writing": level}])
    assert (status(found, "minimum_language") is Status.MET) is met


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"education.level": "secondary"}, Status.MET),
        ({"education.level": "none"}, Status.NOT_MET),
        ({"education.eca": False}, Status.NOT_MET),
        ({"education.eca": None}, Status.UNKNOWN),
        ({"education.eca": False, "education.canadian_credential": "three_year_or_more"}, Status.MET),
    ],
)
def test_education_counts_when_canadian_or_assessed(changes: dict[str, Any], expected: Status) -> None:
    assert status(assessed(**changes), "education") is expected


@pytest.mark.parametrize(("level", "points"), list(zip(LEVELS, (0, 5, 15, 19, 21, 22, 23, 23, 25), strict=True)))
def test_points_for_education(level: str, points: int) -> None:
    assert grid(from_document(document(**{"education.level": level})), DAY).low["education"] == points


@pytest.mark.parametrize(("level", "points"), [(6, 0), (7, 16), (8, 20), (9, 24), (10, 24)])
def test_points_for_the_first_language(level: int, points: int) -> None:
    assert grid(from_document(document(level)), DAY).low["language"] == points


@pytest.mark.parametrize(("level", "points"), [(4, 24), (5, 28)])
def test_points_for_the_second_language(level: int, points: int) -> None:
    facts = document()
    facts["language_tests"].append({"test": "nclc", "date": "2026-05-01", **dict.fromkeys(ABILITIES, level)})
    assert grid(from_document(facts), DAY).low["language"] == points


@pytest.mark.parametrize(("years", "points"), [(0, 0), (1, 9), (2, 11), (3, 11), (4, 13), (5, 13), (6, 15), (9, 15)])
def test_points_for_experience(years: int, points: int) -> None:
    assert grid(from_document(document(jobs=[], foreign_work_years=years)), DAY).low["experience"] == points


@pytest.mark.parametrize(("age", "points"), [(17, 0), (18, 12), (35, 12), (36, 11), (40, 7), (46, 1), (47, 0), (60, 0)])
def test_points_for_age(age: int, points: int) -> None:
    assert grid(from_document(document(**{"person.age": age})), DAY).low["age"] == points


def test_adaptability_gives_at_most_ten() -> None:
    facts = document(canadian_work_years=1, sibling_in_canada=True)
    assert grid(from_document(facts), DAY).low["adaptability"] == 10


def test_what_is_unknown_is_never_a_no() -> None:
    found = assess(Facts(), DAY)
    assert found.result is Result.NEEDS_INFORMATION
    assert {"jobs", "language_tests", "education.level"} <= set(found.missing)


def test_every_reason_has_a_sentence() -> None:
    cases = [assessed(), assess(Facts(), DAY), assessed(4, **{"education.eca": False})]
    cases.append(assessed(jobs=[job(start="2026-01-01")]))
    for found in cases:
        for row in found.criteria:
            if row.id in CRITERIA:
                assert len(detail(row)) > 10
