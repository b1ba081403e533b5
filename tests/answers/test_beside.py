"""What an answer says of things told beside the facts; conditions and values are tried in `test_your_case`."""

from __future__ import annotations

from typing import Any

import pytest

from answers.beside import VALUES, told
from tests.answers.people import FULL, assessed


def beside(**said: Any) -> dict[str, Any]:
    """Facts beside an empty case."""
    return {"beside": said}


@pytest.mark.parametrize(
    ("name", "facts", "text"),
    [
        ("invited", beside(invited="2026-11-10"), "10 November 2026"),
        ("apply_until", beside(invited="2026-11-10"), "9 January 2027"),
        ("apply_days_left", beside(invited="2026-11-10"), "46"),
        ("apply_days_left", beside(invited="2026-09-25"), "0"),
        ("apply_days_left", beside(invited="2026-09-24"), None),
        ("party", beside(adults=2, children=1), "2 adults and 1 child"),
        ("party", beside(children=1), None),
        ("party", {"family_size": 3, **beside(children=1)}, "2 adults and 1 child"),
        ("party", {"family_size": 5, **beside(children=1)}, None),
        ("party", {"person": {"marital_status": "single"}, **beside(children=2)}, "1 adult and 2 children"),
        (
            "party",
            {"person": {"marital_status": "married", "spouse_accompanies": False}, **beside(children=2)},
            "1 adult and 2 children",
        ),
        ("fees_total", beside(adults=2, children=1), "$3,620"),
        ("fees_total", beside(adults=1, children=0), "$1,675"),
        (
            "fees_sum",
            beside(adults=1, children=2),
            "processing $990 + children 2 × $270 + right of permanent residence $600 + biometrics of the family $170",
        ),
        ("child_birthday", beside(child={"age": 22, "day": "2026-12-01", "grain": "month"}), "in December 2026"),
        ("child_birthday", beside(child={"age": 22, "day": "2026-12-04", "grain": "day"}), "on 4 December 2026"),
        ("child_apply_by", beside(child={"age": 22, "day": "2026-12-04", "grain": "day"}), "3 December 2026"),
        ("birthday", {"person": {"birth_date": "1997-01-09"}}, "9 January 2027"),
        ("birthday_age", {"person": {"birth_date": "1997-01-09"}}, "30"),
        ("birthday_age", {"person": {"birth_date": "1996-11-24"}}, "31"),
        ("age_points", {"person": {"birth_date": "1997-01-09"}}, "110 to 105"),
        ("age_points_with_spouse", {"person": {"birth_date": "1997-01-09"}}, "100 to 95"),
    ],
)
def test_value(name: str, facts: dict[str, Any], text: str | None) -> None:
    assert VALUES[name](facts, assessed({}), "en") == text


def test_a_leap_day_is_a_birthday_every_year() -> None:
    facts = {"person": {"birth_date": "1996-02-29"}}
    assert VALUES["birthday"](facts, assessed({}), "en") == "28 February 2027"


def test_told() -> None:
    said = {"invited": "2026-11-10", "adults": 1, "children": 2}
    assert told(said) == [
        "invited on 10 November 2026 – the last day to apply is 9 January 2027",
        "1 adult",
        "2 children",
    ]
    assert told({}) == [] and FULL.get("beside") is None
