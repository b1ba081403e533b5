"""Whether an occupation is on a list, in words."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from answers import answer
from answers.categories import if_occupation
from eligibility.categories import of_occupation
from tests.answers.people import TODAY, assessed, jobs


def reply(facts: dict[str, Any]) -> str:
    return answer("category_based", facts, assessed(facts), TODAY).text


@pytest.mark.parametrize("noc", ["72310", "31301", "21231", "63200"])
def test_the_list_decides(noc: str) -> None:
    text = if_occupation([noc], TODAY)
    listed = bool(of_occupation(noc, TODAY))
    assert f"NOC {noc}" in text and text.startswith("If your occupation is")
    assert (": yes" in text) is listed and (": no" in text) is not listed
    assert ("12 months" in text) is listed and "Source: " in text


def test_a_title_of_several_groups_gets_a_line_each() -> None:
    assert if_occupation(["72310", "63200"], TODAY).count("If your occupation is") == 2


def test_the_lists_are_those_of_the_day() -> None:
    assert ": yes" in if_occupation(["21231"], datetime.date(2024, 6, 1))
    assert ": yes" not in if_occupation(["21231"], TODAY)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            jobs({"noc": "72310", "start": "2024-08-01"}),
            "yes, Carpenters (NOC 72310) is listed – trades –, and you have",
        ),
        (jobs({"noc": "72310"}), "of the 1,560 hours in it count"),
        (jobs({"noc": "72310", "start": None}), "I can't say yet"),
        (jobs({}), "no, Cooks (NOC 63200) is on none of the lists"),
        ({}, "Tell me your job"),
    ],
)
def test_ones_own_occupation(facts: dict[str, Any], said: str) -> None:
    assert said in reply(facts)


def test_whose_job_is_known_is_not_asked_for_it() -> None:
    assert "Tell me your job" not in reply(jobs({}))
