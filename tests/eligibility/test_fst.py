"""The Federal Skilled Trades class: both sides of each requirement."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from answers.programs import CRITERIA, detail
from eligibility.facts import Facts, from_document
from eligibility.fst import assess, is_trade
from eligibility.results import Assessment, Result, Status

DAY = datetime.date(2026, 6, 1)


def job(**changes: Any) -> dict[str, Any]:
    return {
        "noc": "72310",
        "start": "2022-06-01",
        "end": "2026-05-31",
        "current": False,
        "hours_per_week": 40,
        "country": "CA",
        "paid": True,
        "self_employed": True,
        "duties_match": True,
        **changes,
    }


def assessed(**changes: Any) -> Assessment:
    """A self-employed carpenter with a certificate, CLB 5 spoken and 4 written."""
    facts = {
        "jobs": [job()],
        "language_tests": [
            {"test": "clb", "date": "2026-05-01", "listening": 5, "speaking": 5, "reading": 4, "writing": 4}
        ],
        "trade_certificate": True,
        "intends_outside_quebec": True,
        "inadmissibility": "none",
        "family_size": 3,
        **changes,
    }
    return assess(from_document(facts), DAY)


def test_a_self_employed_carpenter_can_pass() -> None:
    found = assessed()
    assert found.result is Result.ELIGIBLE
    funds = next(caveat for caveat in found.caveats if caveat.code == "funds_needed")
    assert funds.values["amount"] == 23360


@pytest.mark.parametrize(
    ("noc", "trade"),
    [
        ("72310", True),
        ("72600", False),
        ("73300", True),
        ("82030", True),
        ("83100", True),
        ("92100", True),
        ("93100", True),
        ("93200", False),
        ("63200", True),
        ("63210", False),
        ("62200", True),
        ("62201", False),
        ("21232", False),
    ],
)
def test_which_groups_are_trades(noc: str, trade: bool) -> None:
    assert is_trade(noc, DAY) is trade


@pytest.mark.parametrize(("start", "met"), [("2024-06-04", True), ("2024-06-05", False)])
def test_two_years_are_104_weeks_at_30_hours(start: str, met: bool) -> None:
    """728 days from 4 June 2024 end on 1 June 2026."""
    found = assessed(jobs=[job(start=start, end="2026-06-01", hours_per_week=30)])
    assert (found.criterion("trade_experience").status is Status.MET) is met


def test_the_hours_may_have_breaks_but_are_of_one_trade() -> None:
    years = [
        job(start="2022-01-01", end="2023-02-28"),
        job(start="2024-01-01", end="2025-02-28"),
    ]
    assert assessed(jobs=years).result is Result.ELIGIBLE
    years[1]["noc"] = "72200"
    assert assessed(jobs=years).criterion("trade_experience").status is Status.NOT_MET


def test_work_of_more_than_five_years_ago_is_gone() -> None:
    old = job(start="2017-01-01", end="2022-06-01")
    found = assessed(jobs=[old]).criterion("trade_experience")
    assert found.status is Status.NOT_MET and found.reason == "not_enough_hours"


def test_a_job_that_goes_on_gets_there() -> None:
    found = assessed(jobs=[job(start="2024-07-01", end="2027-06-01", current=True)])
    assert found.result is Result.WILL_BE_ELIGIBLE
    assert found.eligible_from == datetime.date(2024, 7, 1) + datetime.timedelta(days=727)


@pytest.mark.parametrize(("ability", "least"), [("listening", 5), ("speaking", 5), ("reading", 4), ("writing", 4)])
def test_each_ability_has_its_level(ability: str, least: int) -> None:
    test = {"test": "clb", "date": "2026-05-01", "listening": 5, "speaking": 5, "reading": 4, "writing": 4}
    assert assessed(language_tests=[{**test, ability: least}]).result is Result.ELIGIBLE
    assert assessed(language_tests=[{**test, ability: least - 1}]).result is Result.NOT_ELIGIBLE


def test_a_certificate_or_an_offer() -> None:
    assert assessed(trade_certificate=False, job_offer="none").result is Result.NOT_ELIGIBLE
    assert assessed(trade_certificate=False, job_offer="other_skilled").result is Result.CANNOT_SAY
    found = assessed(trade_certificate=False)
    assert found.result is Result.NEEDS_INFORMATION and found.missing == ("job_offer",)


def test_another_occupation_is_no_trade() -> None:
    found = assessed(jobs=[job(noc="21232")])
    assert found.criterion("trade_experience").reason == "no_trade"


def test_what_is_unknown_is_never_a_no() -> None:
    found = assess(Facts(), DAY)
    assert found.result is Result.NEEDS_INFORMATION
    assert {"jobs", "language_tests", "trade_certificate", "job_offer"} <= set(found.missing)


def test_every_reason_has_a_sentence() -> None:
    cases = [assessed(), assess(Facts(), DAY), assessed(jobs=[], language_tests=[])]
    cases += [assessed(trade_certificate=False, job_offer=offer) for offer in ("none", "other_skilled")]
    for found in cases:
        for row in found.criteria:
            if row.id in CRITERIA:
                assert len(detail(row)) > 10
