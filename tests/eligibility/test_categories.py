"""Category-based selection: lists by version, and the rule on work or French on both sides."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from eligibility.categories import in_force, memberships, of_occupation, open_rounds
from eligibility.facts import ABILITIES, Facts, from_document
from eligibility.noc import unit_group
from eligibility.parameters import load_tree
from eligibility.results import Status

DAY = datetime.date(2026, 6, 1)


def job(**changes: Any) -> dict[str, Any]:
    return {
        "noc": "31301",
        "start": "2025-06-03",
        "current": True,
        "hours_per_week": 30,
        "country": "CA",
        "paid": True,
        "self_employed": False,
        "full_time_student": False,
        "authorization": "pgwp",
        "duties_match": True,
        **changes,
    }


def status(category: str, day: datetime.date = DAY, **facts: Any) -> Status:
    rows = memberships(from_document(facts), day)
    return next(row.status for row in rows if row.category == category)


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (datetime.date(2023, 5, 30), set()),
        (datetime.date(2023, 5, 31), {"french", "healthcare", "stem", "trades", "transport", "agriculture"}),
        (datetime.date(2025, 2, 26), {"french", "healthcare", "stem", "trades", "transport", "agriculture"}),
        (datetime.date(2025, 2, 27), {"french", "healthcare", "stem", "trades", "education", "agriculture"}),
        (
            datetime.date(2026, 2, 18),
            {"french", "healthcare", "stem", "trades", "education", "transport", "physicians_cdn"}
            | {"senior_managers_cdn", "researchers_cdn", "skilled_military"},
        ),
    ],
)
def test_which_categories_were_in_force(day: datetime.date, listed: set[str]) -> None:
    assert set(in_force(day)) == listed


def test_every_listed_occupation_is_a_unit_group() -> None:
    for category in load_tree("categories").values():
        for value in category.values:
            codes = value.value.get("occupations", [])
            assert len(codes) == len(set(codes))
            assert all(unit_group(code) for code in codes)


def test_cooks_left_the_trades_and_butchers_came() -> None:
    before, after = datetime.date(2026, 2, 17), datetime.date(2026, 2, 18)
    assert "trades" in of_occupation("63200", before) and "trades" not in of_occupation("63200", after)
    assert "trades" not in of_occupation("63201", before) and "trades" in of_occupation("63201", after)


@pytest.mark.parametrize(("start", "met"), [("2025-06-03", True), ("2025-06-04", False)])
def test_twelve_months_since_2026(start: str, met: bool) -> None:
    """364 days from 3 June 2025 end on 1 June 2026."""
    assert (status("healthcare", jobs=[job(start=start)]) is Status.MET) is met


def test_work_need_not_be_continuous_since_2026_but_had_to_before() -> None:
    halves = [
        job(start="2024-01-01", end="2024-04-30", current=False),
        job(start="2024-06-01", end="2024-09-30", current=False),
    ]
    last = datetime.date(2026, 2, 17)
    assert status("healthcare", last, jobs=halves) is Status.NOT_MET
    halves[1]["start"] = "2024-05-01"
    assert status("healthcare", last, jobs=halves) is Status.MET
    year = [
        job(start="2024-01-01", end="2024-06-30", current=False),
        job(start="2024-08-01", end="2025-01-31", current=False),
    ]
    assert status("healthcare", jobs=year) is Status.MET


def test_work_abroad_counts_but_not_where_canada_is_asked_for() -> None:
    abroad = job(noc="31102", country="GB")
    assert status("healthcare", jobs=[abroad]) is Status.MET
    assert status("physicians_cdn", jobs=[abroad]) is Status.NOT_MET
    assert status("physicians_cdn", jobs=[job(noc="31102")]) is Status.MET


def test_the_year_is_of_one_listed_occupation() -> None:
    two = [
        job(start="2024-06-01", end="2025-01-31", current=False),
        job(noc="32101", start="2025-02-01", end="2025-09-30", current=False),
    ]
    assert status("healthcare", jobs=two) is Status.NOT_MET


@pytest.mark.parametrize(("level", "expected"), [(7, Status.MET), (6, Status.NOT_MET)])
def test_french_at_nclc_7_in_all_abilities(level: int, expected: Status) -> None:
    test = {"test": "nclc", "date": "2026-05-01", **dict.fromkeys(ABILITIES, 8), "writing": level}
    assert status("french", language_tests=[test]) is expected


def test_good_english_is_no_french() -> None:
    test = {"test": "clb", "date": "2026-05-01", **dict.fromkeys(ABILITIES, 10)}
    assert status("french", language_tests=[test]) is Status.NOT_MET


def test_a_soldiers_service_and_offer_are_not_judged() -> None:
    assert status("skilled_military", jobs=[job(noc="42102")]) is Status.CANNOT_SAY
    assert status("skilled_military", jobs=[job()]) is Status.NOT_MET


def test_what_is_not_said_is_unknown() -> None:
    assert {row.status for row in memberships(Facts(), DAY)} == {Status.UNKNOWN}
    assert status("healthcare", jobs=[{"noc": "31301"}]) is Status.UNKNOWN


def test_rounds_open_to_a_nurse_who_meets_the_cec() -> None:
    facts = {
        "jobs": [job(start="2025-01-01")],
        "language_tests": [{"test": "clb", "date": "2026-05-01", **dict.fromkeys(ABILITIES, 9)}],
        "intends_outside_quebec": True,
        "inadmissibility": "none",
    }
    found = open_rounds(from_document(facts), DAY)
    assert found == ("CEC", "general", "healthcare")
    assert open_rounds(from_document({**facts, "inadmissibility": "criminal"}), DAY) == ()
