"""Hours a week, and what is none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nlu.facts.helpers import MANY, keys, one, values

WEEKLY = ["{} hours a week", "{}h/wk", "{} hrs per week", "{}hrs/week", "{} h weekly", "{} hours each week", "{}/wk",
          "{} a week", "{} hrs", "{}h", "work {} hours every week", "{} heures par semaine", "about {} hours",
          "{} hr a week", "cook, {} hrs/wk, Toronto"]  # fmt: skip
counts = st.integers(8, 80) | st.sampled_from([37.5, 36.25, 22.5, 18.5])


@MANY
@given(counts, st.sampled_from(WEEKLY))
def test_hours_in_every_way_of_writing(count: float, words: str) -> None:
    assert keys(one(words.format(count), "hours_per_week"), "value", "basis", "range") == (count, "stated", None)


@MANY
@given(st.integers(10, 40), st.integers(1, 15), st.sampled_from(["{}-{} hours", "{} to {} hrs a week", "{}–{}h"]))
def test_a_range_keeps_both_ends(low: int, more: int, words: str) -> None:
    value = one(words.format(low, low + more), "hours_per_week")
    assert value["range"] == [low, low + more] and value["value"] == low


@MANY
@given(
    st.integers(2, 12), st.integers(1, 7), st.sampled_from(["{} hours a day, {} days a week", "{}h per day x {} days"])
)
def test_hours_a_day(hours: int, days: int, words: str) -> None:
    assert keys(one(words.format(hours, days), "hours_per_week"), "value", "basis") == (hours * days, "per_day")
    assert one(f"{days} days a week, {hours} hours each day", "hours_per_week")["value"] == hours * days


@MANY
@given(st.integers(20, 160))
def test_two_weeks_and_a_month(hours: int) -> None:
    assert one(f"{hours} hours biweekly", "hours_per_week")["value"] == hours / 2
    month = one(f"{hours} hours a month", "hours_per_week")["value"]
    assert abs(month - Fraction(hours * 12, 52)) < 0.01


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("thirty hours a week", 30),
        ("twenty-five hours per week", 25),
        ("37,5 heures", 37.5),
        ("80 hrs every two weeks", 40),
        ("12 hour shifts, 3 a week", 36),
        ("5 shifts of 8 hours a week", 40),
        ("I earn $31.50 an hour and do 36 hours a week", 36),
        ("22/hr, 40 hours per week", 40),
        ("17.60/h and 24h", 24),
        ("40hours", 40),
        ("40 + hours", 40),
    ],
)
def test_spoken_hours(text: str, value: float) -> None:
    assert one(text, "hours_per_week")["value"] == value


@pytest.mark.parametrize("text", ["full time", "Full-time cook", "fulltime", "FT", "worked full tme", "temps plein"])
def test_full_time_without_a_number(text: str) -> None:
    assert keys(one(text, "hours_per_week"), "value", "basis") == (None, "full_time")


def test_a_number_wins_over_full_time() -> None:
    assert one("full time, 35 hours", "hours_per_week")["value"] == 35


@pytest.mark.parametrize(
    "text",
    [
        "$22 an hour",
        "24.50 per hour",
        "250 an hour",
        "full time student",
        "studying full time",
        "full-time diploma",
        "open 24 hours",
        "within 48 hours",
        "10 hours of overtime",
        "overtime of 10 hours",
        "8 hours a day",
        "an hour and a half each way",
        "2 hours ago",
        "1950 hours per year",
        "3 times a week",
        "200 hours a week",
        "0 hours a week",
        "ielts 8 7 7 8",
    ],
)
def test_no_hours_a_week(text: str) -> None:
    assert values(text, "hours_per_week") == []


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("1,240 hours so far", 1240),
        ("I have 1560 hrs", 1560),
        ("total of 900 hours", 900),
        ("800 hours in total", 800),
        ("I did 450 hours", 450),
        ("1 560 hours", 1560),
    ],
)
def test_totals(text: str, total: float) -> None:
    assert values(text, "total_hours") == [total]
    assert values(text, "hours_per_week") == []


@pytest.mark.parametrize(
    ("text", "until", "since"),
    [
        ("20 hrs then 35 since May", "2026-04-30", "2026-05-01"),
        ("24 hours a week until August 2025, now 40", "2025-08-31", "2025-09-01"),
        ("I did 20 hours until 14 March 2026, then 40 hours", "2026-03-14", "2026-03-15"),
        ("20 hours, and since 1 June 2025 30 hours", "2025-05-31", "2025-06-01"),
    ],
)
def test_hours_that_changed(text: str, until: str, since: str) -> None:
    first, second = values(text, "hours_per_week")
    assert first["until"] == until and second["since"] == since
    assert values(text, "period") == [], "the date is of the hours, not of the job"


def test_hours_of_two_jobs_did_not_change() -> None:
    first, second = values("cook 20 hours and baker 30 hours since May 2025", "hours_per_week")
    assert "until" not in first and "since" not in second


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("10 hours a week until 31 May 2026 then 35 hours", [(10, None, "2026-05-31"), (35, "2026-06-01", None)]),
        ("20 hours a week until 31 May 2025 and 40 hours after", [(20, None, "2025-05-31"), (40, "2025-06-01", None)]),
        ("10 hours a week until 31 May 2026. Then 35 hours.", [(10, None, "2026-05-31"), (35, "2026-06-01", None)]),
        ("10 hours until May 2026 and 35 hours from 1 June 2026", [(10, None, "2026-05-31"), (35, "2026-06-01", None)]),
        (
            "20 hours until 31 May 2025, 30 hours until 30 June 2026, then 40 hours",
            [(20, None, "2025-05-31"), (30, "2025-06-01", "2026-06-30"), (40, "2026-07-01", None)],
        ),
        (
            "20h/week from Jan 2024 to May 2025, then 35h/week since June 2025",
            [(20, "2024-01-01", "2025-05-31"), (35, "2025-06-01", None)],
        ),
    ],
)
def test_counts_one_after_the_other(text: str, rows: list[tuple[float, str | None, str | None]]) -> None:
    told = f"cook since 5 Jan 2024, {text}"
    assert [keys(v, "value", "since", "until") for v in values(told, "hours_per_week")] == rows
    assert keys(one(told, "period"), "start", "end", "current") == ("2024-01-05", None, True)


def test_the_dates_of_the_hours_are_the_jobs_when_nothing_else_is() -> None:
    text = "cook, 20h/week from Jan 2024 to May 2025, then 35h/week since June 2025"
    assert keys(one(text, "period"), "start", "end", "current") == ("2024-01-01", None, True)
    text = "cook, 20h/week from Jan 2024 to May 2025, then 35h/week from June 2025 to June 2026"
    assert keys(one(text, "period"), "start", "end", "current") == ("2024-01-01", "2026-06-30", False)
    assert [keys(v, "since", "until") for v in values(text, "hours_per_week")] == [
        ("2024-01-01", "2025-05-31"),
        ("2025-06-01", "2026-06-30"),
    ]


def test_hours_of_two_jobs_do_not_change() -> None:
    text = "cook 20 hours until May 2025, then baker 35 hours since June 2025"
    assert [keys(v, "since", "until") for v in values(text, "hours_per_week")] == [(None, None), (None, None)]
    assert [keys(v, "start", "end") for v in values(text, "period")] == [(None, "2025-05-31"), ("2025-06-01", None)]
    assert keys(one("cook 40 hours until May 2025", "period"), "end") == ("2025-05-31",)


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("sixty hours some weeks but contract says 45", 45),
        ("35-ish hrs, ok exactly 34", 34),
    ],
)
def test_the_count_of_the_contract(text: str, week: float) -> None:
    assert [value["value"] for value in values(text, "hours_per_week")][-1] == week


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("baker in Ajax, weekly 40", 40),
        ("hrs 35, welder in Brandon", 35),
        ("my hours were only 24 there", 24),
        ("Hours: 37.5", 37.5),
    ],
)
def test_the_word_before_the_count(text: str, count: float) -> None:
    assert [hours["value"] for hours in values(text, "hours_per_week")] == [count]


@pytest.mark.parametrize("text", ["weekly 3 shifts", "total hours 1560", "hours 9 am to 5 pm", "40 hours 2024"])
def test_a_number_after_the_word_that_is_no_count_of_hours(text: str) -> None:
    assert [hours["value"] for hours in values(text, "hours_per_week")] in ([], [40])
