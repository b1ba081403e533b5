"""Periods and lengths of time."""

from __future__ import annotations

import calendar
import datetime

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from nlu.facts.periods import Calendar, find_lengths
from tests.nlu.facts.helpers import MANY, TODAY, keys, one, values
from tests.nlu.facts.test_dates import DAY_FORMS, MONTH_FORMS

TO = ["{} to {}", "{} - {}", "{}–{}", "from {} to {}", "from {} until {}", "{} till {}", "between {} and {}",
      "I was a cook from {} through {}.", "cook ({} – {})", "cook, {} to {}, 40 hours"]  # fmt: skip
SINCE = ["since {}", "cook since {}", "{} - present", "{} to now", "{} till date", "from {} until now", "{} onwards",
         "I've been a baker since {}, full time", "depuis {}", "since {} until today"]  # fmt: skip

past = st.dates(datetime.date(2018, 1, 1), TODAY)


@MANY
@given(past, st.integers(1, 900), st.sampled_from(DAY_FORMS), st.sampled_from(TO))
def test_from_one_day_to_another(start: datetime.date, length: int, form, words: str) -> None:
    end = start + datetime.timedelta(days=length)
    assume(end < TODAY)
    value = one(words.format(form(start), form(end)), "period")
    assert keys(value, "start", "end", "current") == (start.isoformat(), end.isoformat(), False)


@MANY
@given(
    st.integers(2018, 2024), st.integers(1, 12), st.integers(0, 20), st.sampled_from(MONTH_FORMS), st.sampled_from(TO)
)
def test_from_one_month_to_another(year: int, month: int, length: int, form, words: str) -> None:
    first = datetime.date(year, month, 1)
    last = first + relativedelta(months=length)
    value = one(words.format(form(year, month), form(last.year, last.month)), "period")
    end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    assert keys(value, "start", "end", "current") == (first.isoformat(), end.isoformat(), False)


@MANY
@given(past, st.sampled_from(DAY_FORMS), st.sampled_from(SINCE))
def test_since_a_day(start: datetime.date, form, words: str) -> None:
    value = one(words.format(form(start)), "period")
    assert keys(value, "start", "end", "current") == (start.isoformat(), None, True)


@MANY
@given(st.integers(2018, 2025), st.integers(1, 12), st.sampled_from(MONTH_FORMS), st.sampled_from(SINCE))
def test_since_a_month(year: int, month: int, form, words: str) -> None:
    value = one(words.format(form(year, month)), "period")
    assert keys(value, "start", "end", "current") == (f"{year}-{month:02}-01", None, True)


@MANY
@given(
    past, st.sampled_from(DAY_FORMS), st.sampled_from(["until {}", "my last day was {}", "I left on {}", "I quit {}"])
)
def test_until_a_day(end: datetime.date, form, words: str) -> None:
    assume(end < TODAY)
    value = one(words.format(form(end)), "period")
    assert keys(value, "start", "end", "current") == (None, end.isoformat(), False)


@pytest.mark.parametrize(
    ("text", "start", "end", "current"),
    [
        ("from Jan to Aug 2024", "2024-01-01", "2024-08-31", False),
        ("from Nov to Feb 2025", "2024-11-01", "2025-02-28", False),
        ("from Sept 2023 to June", "2023-09-01", "2024-06-30", False),
        ("from May to August", "2026-05-01", "2026-08-31", False),
        ("Nov to Feb", "2025-11-01", "2026-02-28", False),
        ("12 May to 3 June 2024", "2024-05-12", "2024-06-03", False),
        ("May 24 to June 3", "2026-05-24", "2026-06-03", False),
        ("Jan 24 to Dec 25", "2024-01-01", "2025-12-31", False),
        ("05/23 - 08/24", "2023-05-01", "2024-08-31", False),
        ("05/23 - now", "2023-05-01", None, True),
        ("2022-2024", "2022-01-01", "2024-12-31", False),
        ("2023 to present", "2023-01-01", None, True),
        ("started March 2024", "2024-03-01", None, None),
        ("I started March 2024 and still work there", "2024-03-01", None, True),
        ("March 2024 was when I started", "2024-03-01", None, None),
        ("hired on 3 May 2024", "2024-05-03", None, None),
        ("since I graduated in June", "2026-06-01", None, True),
        ("my contract ends in March 2027", None, "2027-03-31", None),
        ("for the last 14 months", "2025-09-24", None, True),
        ("over the past 2 years", "2024-11-24", None, True),
        ("I've been here for a year and a half", "2025-05-24", None, True),
        ("I have been a cook for 8 months", "2026-03-24", None, True),
        ("almost 3 years now", "2023-11-24", None, True),
        ("since 10 months", "2026-01-24", None, True),
        ("du 4 janvier 2023 au 30 juin 2024", "2023-01-04", "2024-06-30", False),
    ],
)
def test_spoken_periods(text: str, start: str | None, end: str | None, current: bool | None) -> None:
    assert keys(one(text, "period"), "start", "end", "current") == (start, end, current)


def test_a_length_up_to_now_is_approximate() -> None:
    assert one("for the last 14 months", "period")["approximate"] is True
    assert "approximate" not in one("since May 2024", "period")


def test_two_readings_of_a_period() -> None:
    value = one("from 03/04/2023 to 05/06/2024", "period")
    assert [keys(row, "start", "end") for row in value["alternatives"]] == [
        ("2023-03-04", "2024-05-06"),
        ("2023-04-03", "2024-06-05"),
    ]


def test_a_reading_that_ends_before_it_begins_is_none() -> None:
    # Month first it would be from 1 December to 2 March of the same year.
    value = one("from 12/01/2024 to 03/02/2024", "period")
    assert "alternatives" not in value
    assert keys(value, "start", "end") == ("2024-01-12", "2024-02-03")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2 yrs 3 months", 27),
        ("2 years and 3 months", 27),
        ("18 months", 18),
        ("one and a half years", 18),
        ("a year and a half", 18),
        ("2.5 years", 30),
        ("1,5 years", 18),
        ("eleven months", 11),
        ("a couple of years", 24),
        ("half a year", 6),
        ("6 mos", 6),
        ("3 ans et 2 mois", 38),
        ("1 yr 2 mo", 14),
    ],
)
def test_lengths(text: str, months: float) -> None:
    (length,) = find_lengths(f"{text} as a cook", TODAY)
    assert length.months == months and not length.until_now
    assert one(f"{text} as a cook", "duration")["months"] == months


@MANY
@given(st.integers(0, 9), st.integers(0, 11), st.sampled_from(["years", "yrs"]), st.sampled_from(["months", "mths"]))
def test_years_and_months(years: int, months: int, year_word: str, month_word: str) -> None:
    assume(years or months)
    parts = [f"{years} {year_word}"] * bool(years) + [f"{months} {month_word}"] * bool(months)
    assert one(f"{' and '.join(parts)} as a welder", "duration")["months"] == 12 * years + months


@pytest.mark.parametrize(
    "text",
    [
        "40 hours a week",
        "$58,000 a year",
        "once a week",
        "it took 6 months to get an answer",
        "I'm 30 years old",
        "a 2 year diploma",
        "a 3 year work permit",
        "my permit is valid for 2 years",
        "the 12 months before I apply",
        "wait 3 weeks",
        "call centre said 40 days",
        "the lawyer charges 250 an hour",
        "250 an hour",
        "I have waited 5 months",
        "every 2 weeks",
    ],
)
def test_no_length_of_work(text: str) -> None:
    assert values(text, "duration", "period") == []


@pytest.mark.parametrize(
    "text",
    [
        "I studied at Seneca from Sept 2021 to April 2023",
        "college diploma 2021-2023",
        "I have lived in Canada since 2020",
        "in the pool since April 2026",
        "married since 2019",
        "pgwp since May 2025",
        "waiting since June 2026",
        "bachelor degree from 2014 to 2018",
        "my passport is valid until May 2030",
        "results from 9 Sept 2025",
    ],
)
def test_periods_of_something_else(text: str) -> None:
    assert values(text, "period") == []


def test_work_beside_studies() -> None:
    text = "I studied from Sept 2021 to April 2023, then I worked as a cook from May 2023 to June 2024"
    assert keys(one(text, "period"), "start", "end") == ("2023-05-01", "2024-06-30")


def test_a_calendar_gives_each_date_once() -> None:
    days = Calendar("since May 2024, test on 3 June 2025, from 1 July 2025 to 5 July 2025", TODAY)
    assert len(days.points()) == 2
    days.take(days.points()[0])
    assert [point.first for point in days.points()] == [datetime.date(2025, 6, 3)]
    assert len(days.stretches) == 1
    days.take(days.stretches[0])
    assert days.stretches == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1 to 31 August 2026", "2026-08-01", "2026-08-31"),
        ("from 1 to 20 July 2025", "2025-07-01", "2025-07-20"),
        ("1 August to 31 August 2026", "2026-08-01", "2026-08-31"),
        ("August 1-31, 2026", "2026-08-01", "2026-08-31"),
        ("from the 1st to the 15th of May 2025", "2025-05-01", "2025-05-15"),
        ("between 1 and 15 July 2025", "2025-07-01", "2025-07-15"),
        ("1-20 july", "2026-07-01", "2026-07-20"),
    ],
)
def test_two_days_of_one_month(text: str, start: str, end: str) -> None:
    assert keys(one(text, "period"), "start", "end") == (start, end)
    assert values(text, "number", "date") == []


@pytest.mark.parametrize("text", ["20 and 31 July 2025", "31 to 1 August 2026", "IELTS 7 7 7 7 - 12 May 2025"])
def test_two_numbers_and_a_month_are_not_always_a_period(text: str) -> None:
    assert values(text, "period") == []


@pytest.mark.parametrize(
    ("text", "start", "end", "current"),
    [
        ("2 yrs from Oct 2023", "2023-10-01", "2025-09-30", False),
        ("cook for 2 yrs from Oct 2023", "2023-10-01", "2025-09-30", False),
        ("cook from Oct 2024 for a year and a half", "2024-10-01", "2026-03-31", False),
        ("started in Oct 2023 and worked for 2 years", "2023-10-01", "2025-09-30", False),
        ("2 yrs from Oct 2025", "2025-10-01", None, True),
    ],
)
def test_a_length_with_its_first_day(text: str, start: str, end: str | None, current: bool) -> None:
    assert keys(one(text, "period"), "start", "end", "current") == (start, end, current)
    assert values(text, "duration", "number") == []


def test_a_length_without_a_first_day() -> None:
    assert one("I worked there for a year and a half", "duration")["months"] == 18
    assert one("I've been a cook for a year and a half", "period")["start"] == "2025-05-24"
    assert values("PGWP for 3 years from May 2024", "period") == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025/03/15 started as a cook", "2025-03-15", None),
        ("On 3 May 2025 I joined them", "2025-05-03", None),
        ("On 3 May 2025 I quit", None, "2025-05-03"),
    ],
)
def test_a_date_that_opens_the_sentence(text: str, start: str | None, end: str | None) -> None:
    assert keys(one(text, "period"), "start", "end") == (start, end)


@pytest.mark.parametrize("text", ["in June 2025 I started my masters", "On 3 May 2025 I came here"])
def test_a_date_of_something_else_that_opens(text: str) -> None:
    assert values(text, "period") == []


@pytest.mark.parametrize(
    ("text", "start", "current"),
    [
        ("server, 3 March 2025 promoted to floor manager till today", "2025-03-03", True),
        ("in June 2025 they took me on as a baker and I'm there till now", "2025-06-01", True),
        (
            "I was transferred from our Lyon office in May 2025 and I'm a tester in Halifax since then",
            "2025-05-01",
            True,
        ),
        ("joined a bakery as a packer on 2 June 2025, 40 hours every week, still there", "2025-06-02", True),
        ("opened it in May 2025 and still going", "2025-05-01", True),
        ("cook from 1 May 2025 and continuing", "2025-05-01", True),
        ("In October 2024 I got taken on by a new crew, 40 hours, and I've been with them since", "2024-10-01", True),
        ("got the job in March 2025", "2025-03-01", None),
    ],
)
def test_work_that_goes_on(text: str, start: str, current: bool | None) -> None:
    assert keys(one(text, "period"), "start", "end", "current") == (start, None, current)


@pytest.mark.parametrize("text", ["my pgwp is good till today", "I landed in May 2024 and have been alone since then"])
def test_no_work_that_goes_on(text: str) -> None:
    assert values(text, "period") == []


def test_months_in_numbers_that_touch() -> None:
    assert keys(one("cook 07/2024-12/2025", "period"), "start", "end") == ("2024-07-01", "2025-12-31")
