"""Whom a message is about: the writer, their spouse, or somebody whose case they bring."""

from __future__ import annotations

import pytest

from nlu.facts.subjects import whose_case
from tests.nlu.facts.helpers import one, values


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("asking for my cousin: he works as a baker in Moncton since June 2024, 35 hours, pgwp", "other"),
        ("I'm writing on behalf of a friend, plumber in Regina since March 2023 on an LMIA permit", "other"),
        ("My brother is a welder in Calgary on a closed permit since May 2024, is he eligible?", "other"),
        ("He's 41, restaurant manager since April 2024 in Jasper, 44 hours", "other"),
        ("my wife is an RN in Halifax. She started 3 June 2024, 37.5 h a week, PGWP", "spouse"),
        ("My friend is a nurse", "own"),
        ("my wife works as a teacher", "own"),
        ("my husband has a bachelor's, CLB 7 and 2 years of work in Canada", "own"),
        ("my wife comes with me, she works full time since May 2024 as a cook", "own"),
        ("my brother is a cook in Calgary, I am a nurse since May 2024, full time", "own"),
        ("nurse since May 2024, full time, pgwp", "own"),
    ],
)
def test_whose_case(text: str, whose: str) -> None:
    assert whose_case(text) == whose


def test_the_work_of_somebody_else() -> None:
    text = "My husband is a welder in Red Deer since 5 May 2024, 40 hours, on a PGWP until March 2027"
    assert one(text, "occupation")["title"] == "welder"
    assert one(text, "period")["start"] == "2024-05-05"
    assert one(text, "hours_per_week")["value"] == 40
    assert one(text, "place")["province"] == "AB"
    assert one(text, "permit") == {"kind": "pgwp", "expires": "2027-03-31"}


def test_whose_relative() -> None:
    text = "My friend is a cook in Banff since May 2024, full time. His brother is a plumber in Calgary"
    assert [value["title"] for value in values(text, "occupation")] == ["cook"]
