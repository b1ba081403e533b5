"""Which work counts: three answers for each condition, and the bounds that follow."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from eligibility.experience import NEEDED, JobView, Rules, experience, rounded_against, spans, view
from eligibility.facts import AUTHORIZATIONS, from_document
from eligibility.ledger import NEVER
from tests.eligibility.people import TODAY, facts, job

RULES = Rules.on(TODAY)


def seen(**changes: Any) -> JobView:
    return view(0, (from_document({"jobs": [job(**changes)]}).jobs or ())[0], RULES)


def stretches(generous: bool = False, **changes: Any) -> list[tuple[str, str]]:
    found = spans(seen(**changes), TODAY, RULES, generous)

    def shown(day: int) -> str:
        return "never" if day == NEVER else datetime.date.fromordinal(day).isoformat()

    return [(shown(row.first), shown(row.last)) for row in found]


def test_a_plain_job_counts_for_certain() -> None:
    found = seen()
    assert found.certain and found.possible and found.key == "21232" and found.teer == 1


def test_every_condition_unsaid_makes_it_possible_only() -> None:
    leaves = {
        **{leaf: {leaf: None} for leaf in NEEDED if leaf not in ("country", "end")},
        "country": {"country": None, "province": None},
        "end": {"current": None},
    }
    assert set(leaves) == set(NEEDED)
    for leaf, change in leaves.items():
        found = seen(**change)
        assert found.unknown == (leaf,) and found.possible and not found.certain


def test_what_bars_it_bars_it_whatever_is_unsaid() -> None:
    found = seen(paid=False, noc=None, start=None, hours_per_week=None)
    assert found.excluded == ("unpaid",) and not found.possible


@pytest.mark.parametrize("authorization", AUTHORIZATIONS)
def test_what_each_authorization_is_worth(authorization: str) -> None:
    barred = {
        "restoration": ("unauthorized", "no_temporary_status"),
        "refugee_claimant": ("no_temporary_status",),
        "visitor": ("unauthorized",),
        "none": ("unauthorized", "no_temporary_status"),
    }
    assert seen(authorization=authorization).excluded == barred.get(authorization, ())


def test_an_employer_abroad_is_open_and_no_more() -> None:
    found = seen(foreign_employer=True)
    assert found.open_question and found.possible and not found.certain and not found.unknown


def test_jobs_without_code_are_occupations_of_their_own() -> None:
    assert seen(noc=None, teer=1).key == ("job", 0)


def test_stretches_of_work() -> None:
    assert stretches() == [("2025-11-26", "never")]
    assert stretches(end="2026-02-01", current=False) == [("2025-11-26", "2026-02-01")]
    assert stretches(end="2027-02-01") == [("2025-11-26", "2027-02-01")]
    leave = {"start": "2026-01-01", "end": "2026-01-31", "kind": "sick"}
    assert stretches(leaves=[leave]) == [("2025-11-26", "2025-12-31"), ("2026-02-01", "never")]
    all_ = {"start": "2025-01-01", "end": "2026-03-31", "kind": "unpaid"}
    assert stretches(leaves=[all_], end="2026-03-01", current=False) == []


def test_what_is_unsaid_is_at_most_all_there_could_be() -> None:
    assert stretches(start=None) == []
    assert stretches(generous=True, start=None) == [("0001-01-01", "never")]
    assert stretches(generous=True, current=None) == [("2025-11-26", "never")]
    assert stretches(generous=True, current=False) == [("2025-11-26", "2026-11-24")]
    assert stretches(hours_per_week=None) == []


def test_vacation_of_a_year_is_cut_at_two_weeks_of_each_52() -> None:
    long = {"start": "2026-06-01", "end": "2026-12-31", "kind": "vacation_paid"}
    # The first 14 days count; the next block of 52 weeks begins on 25 November 2026 with 14 more.
    assert stretches(leaves=[long]) == [
        ("2025-11-26", "2026-06-14"),
        ("2026-11-25", "2026-12-08"),
        ("2027-01-01", "never"),
    ]


def test_a_hundred_endless_vacations_are_read_at_once() -> None:
    rows = [{"start": "1990-01-01", "end": "2090-01-01", "kind": "vacation_paid"}] * 100
    found = stretches(start="1990-01-01", leaves=rows)
    assert len(found) == 102 and found[0] == ("1990-01-01", "1990-01-14")


def test_the_bounds_lie_in_order() -> None:
    rows = [{}, {"paid": None, "hours_per_week": 20}, {"foreign_employer": True}, {"self_employed": True}]
    found = experience(facts(rows), TODAY, RULES)
    first, last = TODAY.toordinal() - 1000, TODAY.toordinal()
    hours = [of.hours(first, last) for of in (found.certain, found.settled, found.attainable, found.possible)]
    assert hours == sorted(hours) and hours[0] == 1560
    assert set(found.by_job) == {0} and set(found.alone) == {0, 1, 2}


def test_hours_by_occupation_at_least_and_at_most() -> None:
    rows = [{"noc": "63200"}, {"paid": None}, {"noc": None, "teer": 1, "start": "2026-11-18"}]
    found = experience(facts(rows), TODAY, RULES)
    last = TODAY.toordinal()
    least = {key: float(of.hours(last - 6, last)) for key, of in found.by_occupation.items()}
    most = {key: float(of.hours(last - 6, last)) for key, of in found.most_by_occupation.items()}
    assert least == {"63200": 10, "21232": 0, ("job", 2): 10}
    # The job without a code may be in the other occupation of its TEER, never in that of another TEER.
    assert most == {"63200": 30, "21232": 60, ("job", 2): 30}


def test_hours_just_short_are_never_shown_as_enough() -> None:
    from fractions import Fraction

    assert rounded_against(Fraction("1559.999"), 1560) == 1559.99
    assert rounded_against(Fraction("1560"), 1560) == 1560
    assert rounded_against(Fraction("1234.567"), 1560) == 1234.57
