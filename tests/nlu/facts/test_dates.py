"""Dates in every way of writing are read back exactly."""

from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.facts.dates import find_dates
from nlu.facts.mention import plain
from tests.nlu.facts.helpers import MANY, TODAY, one, values

MONTHS = list(calendar.month_name)[1:]
SHORT = list(calendar.month_abbr)[1:]
FRENCH = ["janvier", "février", "mars", "avril", "mai", "juin"]
FRENCH += ["juillet", "août", "septembre", "octobre", "novembre", "décembre"]

days = st.dates(datetime.date(2005, 1, 1), datetime.date(2030, 12, 31))


def nth(day: int) -> str:
    ending = "th" if 11 <= day % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


#: Each writes a day; every one must be read back as that day and no other.
DAY_FORMS = [
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02}-{SHORT[d.month - 1]}-{d.year}",
    lambda d: f"{nth(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{nth(d.day)} {SHORT[d.month - 1].lower()}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1].upper()} {d.day} {d.year}",
    lambda d: f"{SHORT[d.month - 1]}. {nth(d.day)}, {d.year}",
    lambda d: f"{SHORT[d.month - 1]} {d.day} '{d.year % 100:02}" if d.year >= 2010 else d.isoformat(),
    lambda d: f"{MONTHS[d.month - 1]} the {nth(d.day)} {d.year}",
    lambda d: f"{d.day} {FRENCH[d.month - 1]} {d.year}",
]
MONTH_FORMS = [
    lambda y, m: f"{MONTHS[m - 1]} {y}",
    lambda y, m: f"{SHORT[m - 1]} {y}",
    lambda y, m: f"{MONTHS[m - 1].lower()}, {y}",
    lambda y, m: f"{SHORT[m - 1]}-{y}",
    lambda y, m: f"{SHORT[m - 1].upper()}{y}",
    lambda y, m: f"{SHORT[m - 1].lower()}{y % 100:02}",
    lambda y, m: f"{SHORT[m - 1]} '{y % 100:02}",
    lambda y, m: f"{SHORT[m - 1]}-{y % 100:02}",
    lambda y, m: f"{m:02}/{y}",
    lambda y, m: f"{m}/{y}",
    lambda y, m: f"{y}-{m:02}",
    lambda y, m: f"{y} {MONTHS[m - 1]}",
    lambda y, m: f"{FRENCH[m - 1]} {y}",
    lambda y, m: f"{MONTHS[m - 1]} of {y}",
]
PLACES = ["{}", "since {}", "it was {} I think", "({})", "on {}.", "{}, 40 hours", "Toronto {} PGWP"]


@MANY
@given(days, st.sampled_from(DAY_FORMS), st.sampled_from(PLACES))
def test_a_day(day: datetime.date, form, place: str) -> None:
    found = find_dates(plain(place.format(form(day))), TODAY)
    assert [(when.first, when.last, when.grain, when.other) for when in found] == [(day, day, "day", None)]


@MANY
@given(st.integers(2010, 2029), st.integers(1, 12), st.sampled_from(MONTH_FORMS), st.sampled_from(PLACES))
def test_a_month(year: int, month: int, form, place: str) -> None:
    found = find_dates(plain(place.format(form(year, month))), TODAY)
    last = calendar.monthrange(year, month)[1]
    assert [(w.first, w.last, w.grain) for w in found] == [
        (datetime.date(year, month, 1), datetime.date(year, month, last), "month")
    ]


@MANY
@given(days)
def test_a_slashed_date_has_the_readings_that_are_days(day: datetime.date) -> None:
    for text, month_first in ((f"{day.day:02}/{day.month:02}/{day.year}", False), (f"{day:%m/%d/%Y}", True)):
        (when,) = find_dates(f"since {text}", TODAY)
        readings = {when.first, *([when.other.first] if when.other else [])}
        assert day in readings
        assert (len(readings) == 2) == (day.day <= 12 and day.day != day.month)
        if len(readings) == 2 and month_first:
            assert when.first == day, "the month stands first in the first reading"


@MANY
@given(days)
def test_a_day_that_is_none_is_not_read(day: datetime.date) -> None:
    assert find_dates(f"on 32/{day.month:02}/{day.year}", TODAY) == []
    assert find_dates("30 February 2024", TODAY) == [] or find_dates("30 February 2024", TODAY)[0].grain == "month"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in May", "2026-05-01", "2026-05-31"),
        ("in December", "2025-12-01", "2025-12-31"),
        ("since November", "2026-11-01", "2026-11-30"),
        ("last March", "2026-03-01", "2026-03-31"),
        ("next March", "2027-03-01", "2027-03-31"),
        ("this december", "2026-12-01", "2026-12-31"),
        ("March", "2026-03-01", "2026-03-31"),
        ("April.", "2026-04-01", "2026-04-30"),
        ("early 2024", "2024-01-01", "2024-01-31"),
        ("mid-2024", "2024-06-01", "2024-06-30"),
        ("end of 2024", "2024-12-01", "2024-12-31"),
        ("end of August 2024", "2024-08-31", "2024-08-31"),
        ("beginning of Feb 2025", "2025-02-01", "2025-02-01"),
        ("mid February 2025", "2025-02-14", "2025-02-14"),
        ("Q3 2024", "2024-07-01", "2024-09-30"),
        ("q1 of 2025", "2025-01-01", "2025-03-31"),
        ("summer 2023", "2023-06-01", "2023-08-31"),
        ("last fall", "2025-09-01", "2025-11-30"),
        ("last winter", "2026-01-01", "2026-03-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("start of this year", "2026-01-01", "2026-01-31"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("8 months ago", "2026-03-01", "2026-03-31"),
        ("a year and a half ago", "2025-05-01", "2025-05-31"),
        ("two years back", "2024-11-01", "2024-11-30"),
        ("3 weeks ago", "2026-11-03", "2026-11-03"),
        ("yesterday", "2026-11-23", "2026-11-23"),
        ("12 Feb", "2026-02-12", "2026-02-12"),
        ("5 December", "2025-12-05", "2025-12-05"),
        ("the 3rd of march", "2026-03-03", "2026-03-03"),
        ("in 2023", "2023-01-01", "2023-12-31"),
        ("janurary 2024", "2024-01-01", "2024-01-31"),
        ("12/05/24", "2024-12-05", "2024-12-05"),
    ],
)
def test_spoken_dates(text: str, first: str, last: str) -> None:
    (when,) = find_dates(text, TODAY)
    assert (when.first.isoformat(), when.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "may I ask a question",
        "it may be 40",
        "you may not work",
        "I march to work",
        "40 hours",
        "$2024",
        "2024 hours",
        "416-555-0182",
        "open 24/7",
        "8/10 people",
        "ielts 8/7/6.5/7",
        "celpip 10/9/11/10",
        "1560 hours in 12 months",
        "apartment 12-2024b street",
        "a second job",
        "14/15/2024",
        "noc 21231",
        "UCI 11-2233-4455",
        "mark said so",
        "decent pay",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text, TODAY) == []


def test_a_number_after_a_month_may_be_a_year() -> None:
    (when,) = find_dates("since March 24", TODAY)
    assert when.first == datetime.date(2026, 3, 24)
    assert when.other is not None and when.other.first == datetime.date(2024, 3, 1)
    for clear in ("since March 24th", "since March 12", "since 24 March"):
        assert find_dates(clear, TODAY)[0].other is None


def test_the_open_question_gets_both_readings() -> None:
    value = one("03/04/2024", "date")
    assert [row["start"] for row in value["alternatives"]] == ["2024-03-04", "2024-04-03"]
    assert "alternatives" not in one("15/04/2024", "date")


def test_a_leap_day_without_a_year_is_the_last_that_was() -> None:
    (when,) = find_dates("on 29 February", TODAY)
    assert when.first == datetime.date(2024, 2, 29)


@MANY
@given(st.lists(days, min_size=2, max_size=6, unique=True), st.sampled_from(DAY_FORMS[:6]))
def test_several_dates_keep_their_order(some: list[datetime.date], form) -> None:
    text = "; ".join(form(day) for day in some)
    assert [when.first for when in find_dates(text, TODAY)] == some


@MANY
@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2010, 12, 31)), st.sampled_from(DAY_FORMS[:11]))
def test_a_birth_date_in_any_form(day: datetime.date, form) -> None:
    for text in (f"born on {form(day)}", f"my dob is {form(day)}", f"Date of birth: {form(day)}"):
        assert values(text, "birth_date", "age", "period", "date") == [day.isoformat()]
