"""Placeholders: what they name, how they are written, and what is refused."""

from __future__ import annotations

import datetime

import pytest

from answers.placeholders import Context, PlaceholderError, check, fill, placeholders, written
from eligibility.parameters import parameter
from tests.answers.people import FULL, TODAY, assessed, jobs

NOBODY = Context(TODAY, "en", {}, assessed({}))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{cec.required_hours} hours", "1,560 hours"),
        ("{cec.required_hours|plain}", "1560"),
        ("{cec.required_hours|number}", "1,560"),
        ("{cec.minimum_clb[1]} and {cec.minimum_clb[3]}", "7 and 5"),
        ("{funds.table[1]|money}", "$15,263"),
        ("{funds.table[more]|money}", "$4,112"),
        ("{cec.eligible_teers|list}", "0, 1, 2 or 3"),
        ("{cec.eligible_teers|and}", "0, 1, 2 and 3"),
        ("{cec.eligible_teers|range}", "0 to 3"),
        ("{cec.eligible_teers[0]}", "0"),
        ("{cec.eligible_teers@from}", "16 November 2022"),
        ("{cec.eligible_teers@checked}", "15 June 2026"),
        ("{cec.paid_vacation_weeks|words} weeks", "two weeks"),
        ("{cec.look_back_months|words}", "36"),
        ("{rounds.snapshot}", "1 October 2026"),
        ("{language.ielts_general[levels][7][listening]}", "6"),
        ("{language.ielts_general[levels][8][listening]}", "7.5"),
        ("{figure.full_time_weeks}", "52"),
        ("{link.department}", "https://www.canada.ca/en/immigration-refugees-citizenship/corporate/contact-ircc.html"),
        ("nothing to fill", "nothing to fill"),
    ],
)
def test_filled(text: str, filled: str) -> None:
    check(text, own=False)
    assert fill(text, NOBODY) == filled


def test_the_value_is_that_of_the_day() -> None:
    before = Context(datetime.date(2025, 7, 1), "en", {}, assessed({}))
    assert fill("{funds.table[1]|money}", before) == "$14,690"


def test_the_end_of_a_value() -> None:
    ended = next(
        v for v in parameter("crs", "job_offer").values if v.until is not None or v.from_ > datetime.date(2025, 1, 1)
    )
    when = Context(ended.from_, "en", {}, assessed({}))
    assert fill("{crs.job_offer@from}", when) == "25 March 2025"


def test_own_values() -> None:
    facts = jobs({})
    told = Context(TODAY, "en", facts, assessed(facts))
    assert fill("{your.counted_hours} of {cec.required_hours}", told) == "1,153 of 1,560"
    assert fill("{your.counted_hours}", NOBODY) is None


def test_what_a_person_typed_is_never_a_placeholder() -> None:
    told = Context(TODAY, "en", FULL, assessed(FULL))
    assert fill("{your.test}: {your.lowest_clb}", told) == "IELTS General: 8"
    assert fill("{your.test", told) == "{your.test"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{cec.no_such_thing}", "no parameter cec.no_such_thing"),
        ("{nothing.here}", "no parameter file nothing.yml"),
        ("{cec.minimum_clb[9]}", "no entry 9"),
        ("{cec.minimum_clb[high]}", "no entry high"),
        ("{cec.required_hours[1]}", "no entry 1"),
        ("{cec.minimum_clb}", "dict can't be written as text"),
        ("{cec.outside_quebec}", "bool can't be written as text"),
        ("{cec.eligible_teers|money}", "list can't be written as money"),
        ("{cec.required_hours|range}", "int can't be written as range"),
        ("{cec.required_hours|upside}", "no format upside"),
        ("{cec.required_hours@until}", "there is no such day"),
        ("{figure.no_such}", "no such figure"),
        ("{figure.full_time_weeks|words}", "takes no entry, day or format"),
        ("{link.no_such}", "no such link"),
        ("{your.counted_hours}", "values of the person stand in cases only"),
        ("{Hours}", "is no placeholder"),
        ("{}", "is no placeholder"),
    ],
)
def test_refused(text: str, complaint: str) -> None:
    with pytest.raises(PlaceholderError, match=complaint.replace("(", r"\(")):
        check(text, own=False)


def test_unknown_value_of_the_person_is_refused() -> None:
    check("{your.age}", own=True)
    with pytest.raises(PlaceholderError, match="no such value"):
        check("{your.shoe_size}", own=True)


def test_placeholders_are_read_in_order() -> None:
    found = placeholders("{funds.table[2]|money} since {funds.table@from}; {your.age}")
    assert [(p.tree, p.name, p.keys, p.day, p.style) for p in found] == [
        ("funds", "table", ("2",), None, "money"),
        ("funds", "table", (), "from", None),
        ("your", "age", (), None, None),
    ]
    assert [p.is_parameter for p in found] == [True, True, False]


def test_lists_of_one_and_none() -> None:
    assert written([7], "list", "here") == "7"
    assert written([], "list", "here") == ""
