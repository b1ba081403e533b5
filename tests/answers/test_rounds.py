"""Rounds in words: the kinds that a question names, and how they went."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from answers.rounds import drawn_lately, past, types_named
from eligibility.rounds import shipped

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("is 430 enough for trades draw?", ("trades",)),
        ("what were the last french draws", ("french",)),
        ("cut-off for federal skilled trades rounds", ("FST",)),
        ("latest draws for health care", ("healthcare",)),
        ("french and trades draws", ("trades",)),
        ("is 489 enough with my french", ()),
        ("any STEM round lately, or PNP draws", ("PNP", "stem")),
        ("CEC draw", ("CEC",)),
        ("how many category based draws", ()),
    ],
)
def test_types_are_named_next_to_the_round(text: str, types: tuple[str, ...]) -> None:
    assert types_named(text) == types


def test_what_was_not_drawn_for_a_year_is_left_out_unless_all_were() -> None:
    history = shipped()
    assert drawn_lately(history, ("CEC", "general")) == ("CEC",)
    assert drawn_lately(history, ("general",)) == ("general",)


def test_the_year_is_summed_up() -> None:
    history = shipped()
    year = history.verified_through.year
    rows = [row for row in history.of(["CEC"]) if row.date.year == year]
    text = past(history, ["CEC"], TODAY)
    assert f"{year} so far: {len(rows)} rounds" in text
    assert f"from {min(r.cutoff for r in rows)} to {max(r.cutoff for r in rows)}" in text
    assert text.count("•") == 5 and f"• {rows[0].date.day} " in text


def test_a_type_never_drawn_is_said_to_be_so() -> None:
    history = replace(shipped(), rounds=shipped().of(["CEC"]))
    assert "no round yet for military recruits" in past(history, ["skilled_military"], TODAY)
