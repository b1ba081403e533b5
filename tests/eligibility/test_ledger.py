"""Hours over time: a seventh of the week a day, both ends counted, 30 hours a week in all."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eligibility.ledger import NEVER, Ledger, Span, added, combine, ledger, window_start

CAP = Fraction(30)
DAY = datetime.date(2024, 1, 1).toordinal()


def span(first: int, last: int, weekly: float, key: int = 0) -> Span:
    return Span(key, DAY + first, DAY + last, Fraction(str(weekly)))


def total(*spans: Span) -> Fraction:
    return combine(spans, CAP)[0].hours(DAY - 10_000, DAY + 10_000)


def test_fifty_two_weeks_at_thirty_hours_are_a_year_exactly() -> None:
    assert total(span(0, 363, 30)) == 1560


def test_a_single_day_counts_a_seventh() -> None:
    assert total(span(0, 0, 30)) == Fraction(30, 7)
    assert combine([span(0, 0, 30)], CAP)[0].hours(DAY, DAY) == Fraction(30, 7)


def test_nothing_is_lost_to_rounding() -> None:
    assert total(span(0, 699, 15.6)) == 1560
    assert total(span(0, 699, 15.5999)) == Fraction("1559.99")


def test_the_cap_is_over_all_jobs_together() -> None:
    assert total(span(0, 6, 60)) == 30
    assert total(span(0, 6, 20, 1), span(0, 6, 20, 2)) == 30
    assert total(span(0, 6, 10, 1), span(0, 6, 15, 2)) == 25


def test_what_is_cut_is_shared_in_proportion() -> None:
    _, shares = combine([span(0, 6, 20, 1), span(0, 6, 40, 2)], CAP)
    assert [shares[key].hours(DAY, DAY + 6) for key in (1, 2)] == [10, 20]


def test_shares_follow_what_overlaps() -> None:
    all_, shares = combine([span(0, 13, 30, 1), span(7, 20, 30, 2)], CAP)
    assert [shares[1].hours(DAY + 7 * week, DAY + 7 * week + 6) for week in range(3)] == [30, 15, 0]
    assert [shares[2].hours(DAY + 7 * week, DAY + 7 * week + 6) for week in range(3)] == [0, 15, 30]
    assert all_.hours(DAY, DAY + 20) == 90


def test_a_job_that_ends_the_day_before_another_of_its_kind_begins_is_one() -> None:
    _, shares = combine([span(0, 6, 30, 1), span(7, 13, 30, 1)], CAP)
    assert shares[1].hours(DAY, DAY + 13) == 60


def test_work_that_goes_on_has_no_end() -> None:
    open_ = combine([Span(0, DAY, NEVER, Fraction(30))], CAP)[0]
    assert open_.hours(DAY, DAY + 7 * 1000 - 1) == 30_000


def test_stretches_outside_and_backwards_hold_nothing() -> None:
    found = combine([span(0, 6, 30)], CAP)[0]
    assert found.hours(DAY - 100, DAY - 1) == 0
    assert found.hours(DAY + 7, DAY + 100) == 0
    assert found.hours(DAY + 3, DAY + 2) == 0
    assert Ledger().hours(DAY, DAY + 1) == 0
    assert combine([], CAP)[0].hours(DAY, DAY + 1) == 0
    assert combine([span(5, 4, 30)], CAP)[0].hours(DAY, DAY + 9) == 0


def test_a_ledger_from_steps() -> None:
    found = ledger([(DAY, Fraction(1, 3)), (DAY + 3, Fraction(1, 3)), (DAY + 6, Fraction(1, 2))])
    assert found.hours(DAY, DAY + 5) == 2 and found.hours(DAY + 6, DAY + 7) == 1
    assert found.starts == (DAY, DAY + 6)


spans = st.lists(
    st.builds(
        lambda key, first, length, half: span(first, first + length, half / 2, key),
        st.integers(0, 2),
        st.integers(0, 60),
        st.integers(0, 40),
        st.integers(1, 120),
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(spans, st.integers(-10, 110), st.integers(0, 60))
def test_every_stretch_is_the_sum_of_its_days_and_shares_add_up(rows: list[Span], first: int, length: int) -> None:
    whole, shares = combine(rows, CAP)
    days = range(DAY + first, DAY + first + length + 1)
    slow = sum(
        (min(CAP, sum((row.weekly for row in rows if row.first <= day <= row.last), Fraction(0))) / 7 for day in days),
        Fraction(0),
    )
    assert whole.hours(days[0], days[-1]) == slow
    together = added(list(shares.values())) if shares else Ledger()
    assert together.hours(days[0], days[-1]) == slow


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("2026-11-24", "2023-11-24"),
        ("2024-02-29", "2021-02-28"),
        ("2027-02-28", "2024-02-28"),
        ("2027-03-01", "2024-03-01"),
        ("2026-12-31", "2023-12-31"),
    ],
)
def test_the_window_begins_on_the_same_day_three_years_before(day: str, first: str) -> None:
    found = window_start(datetime.date.fromisoformat(day).toordinal(), 36)
    assert datetime.date.fromordinal(found) == datetime.date.fromisoformat(first)
