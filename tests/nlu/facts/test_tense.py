"""Whether a job goes on: the tense, and the job that took over."""

from __future__ import annotations

import pytest

from nlu.facts.subjects import whose_case
from tests.nlu.facts.helpers import values


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("I'm a florist in Kingston", True),
        ("I am currently a bookkeeper with a law firm", True),
        ("I work as a welder in Brandon", True),
        ("I drive a forklift in Guelph, 40 hours", True),
        ("he is a sous chef in Canmore, asking for my friend", True),
        ("still a dental assistant at the same clinic", True),
        ("I was a florist in Kingston", False),
        ("I worked as a welder in Brandon", False),
        ("before that I was a cashier", False),
        ("I drove a forklift in Guelph, 40 hours", False),
        ("dental assistant 9 months then laid off", False),
        ("florist in Kingston", None),
        ("I was hired as a florist in Kingston", None),
        ("I got promoted to bakery supervisor", None),
    ],
)
def test_the_tense_tells_whether_work_goes_on(text: str, current: bool | None) -> None:
    assert [title.get("current") for title in values(text, "occupation")][:1] == [current]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("I began as cashier in Guelph in May 2023 and became store supervisor in June 2024", "2024-06-30"),
        (
            "I started as a room attendant in May 2023, on 3 June 2024 they made me housekeeping supervisor",
            "2024-06-03",
        ),
    ],
)
def test_a_promotion_ends_the_job_before(text: str, until: str | None) -> None:
    assert values(text, "occupation")[0].get("until") == until


def test_a_promotion_ends_what_was_told_as_going_on() -> None:
    periods = values("Baker in Truro since 2 May 2023, promoted to bakery manager on 3 June 2024", "period")
    assert next((p["start"], p["end"], p["current"]) for p in periods) == ("2023-05-02", "2024-06-03", False)


@pytest.mark.parametrize(
    "text",
    [
        "night auditor 2 years then front desk supervisor 5 months now",
        "I was a line cook for 8 months and later became a sous chef",
        "started as a helper, now carpenter in Comox",
    ],
)
def test_the_next_job_took_over(text: str) -> None:
    assert values(text, "occupation")[0].get("current") is False


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Began as florist 6 Oct 2025, still there", "2025-10-06"),
        ("welder, frm 3 March 2025, 40 hrs", "2025-03-03"),
        ("florist, Truro, st. 11 Nov 2024, still work", "2024-11-11"),
        ("barista, employed 2025-02-17 → , 32 hours", "2025-02-17"),
        ("barista in Regina since Mon 18 Aug 2025", "2025-08-18"),
        ("welder w.e.f. 14 Oct 2024", "2024-10-14"),
        ("florist, Nov 30 2025 is my joining", "2025-11-30"),
        ("florist in Truro, joined 1/Nov/24", "2024-11-01"),
        ("baker in Ajax, 3 May 2026, ongoing, 40h", "2026-05-03"),
        ("On 20 January 2025 the same clinic made me office manager", "2025-01-20"),
        ("I'm a florist in Kingston for 11 months", "2025-12-24"),
    ],
)
def test_days_close_to_their_verb(text: str, start: str) -> None:
    assert [period["start"] for period in values(text, "period")] == [start]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("I look after old people in their homes in Burnaby since June 2024", "BC"),
        ("I take care of disabled people in Surrey since May 2025, 40 hours", "BC"),
        ("I work for a couple in Kelowna as a nanny since March 2025", "BC"),
        ("I teach the kids of a rich lady in Toronto since June 2024 as music teacher", "ON"),
        ("I help people with their taxes in Regina as tax preparer since January 2025", "SK"),
        ("I serve lots of people in Halifax as a barista since May 2025", "NS"),
    ],
)
def test_whom_the_work_is_done_for_does_not_work(text: str, place: str) -> None:
    assert [where["province"] for where in values(text, "place")] == [place]
    assert len(values(text, "period")) == 1


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (
            "I want to explain about my wife because she is the principal. She is a baker in Guelph since May 2024.",
            "spouse",
        ),
        ("I'm writing for an employee. He is our welder, employed from 4 November 2024, 35 hours a week.", "other"),
        ("I am the father of the applicant. My son works as a cook in Banff since May 2024.", "other"),
        ("My friend works as a cook in Regina since May 2024. I am a baker since June 2024.", "own"),
        ("I'm writing about my wife too, but I work as a cook since May 2024. She works as a nurse.", "own"),
    ],
)
def test_whose_case_it_is_said_to_be(text: str, whose: str) -> None:
    assert whose_case(text) == whose


@pytest.mark.parametrize(
    "text",
    [
        "I was a florist in Nairobi for six years. In Canada five months, same work, in Winnipeg.",
        "florist in Laval Sept 2022 to Sept 2024. moved to Ottawa, same trade since Oct 2024",
        "I was a welder in Pune from June 2016 to May 2023, and since October 2023 the same job in Mississauga",
    ],
)
def test_the_same_title_in_another_job(text: str) -> None:
    assert [bool(title.get("again")) for title in values(text, "occupation")] == [False, True]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("I was a forklift operator in Guelph during 2024", "2024-01-01", "2024-12-31"),
        ("nanny in Vancouver in 2022, the whole year", "2022-01-01", "2022-12-31"),
        ("They hired me as programs coordinator on 9 February 2026", "2026-02-09", None),
        ("I started as a school bus driver in May 2025", "2025-05-01", None),
        ("I was a dispatcher in Surrey until they closed in January 2026", None, "2026-01-31"),
    ],
)
def test_years_and_days_of_work(text: str, start: str | None, end: str | None) -> None:
    assert [(p["start"], p["end"]) for p in values(text, "period")] == [(start, end)]


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("I was a florist in Kingston from March 2024", None),
        ("I was working as a florist in Kingston since March 2024", None),
        ("she worked as a welder in Brandon from May 2023", None),
        ("I was a florist in Kingston from March 2024, still there", True),
        ("I've worked as a florist in Kingston since March 2024", True),
        ("I have been a florist in Kingston from March 2024", True),
        ("florist in Kingston from March 2024", True),
    ],
)
def test_a_beginning_told_in_the_past_leaves_the_end_open(text: str, current: bool | None) -> None:
    """To take it for going on would count hours that nobody worked."""
    assert [period.get("current") for period in values(text, "period")] == [current]
