"""Names of jobs inside running text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from eligibility.noc import find_in


def codes(text: str) -> list[tuple[str, str]]:
    return [(found.title, found.matches[0].code) for found in find_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I work as a cook in Calgary since May 2024", [("cook", "63200")]),
        ("software developer in Toronto, before that a web developer", ["21232", "21234"]),
        ("I was a barista, then a food service supervisor", ["65201", "62020"]),
        ("registered nurse at a hospital", ["31301"]),
        ("my HR manager told me to wait", []),
        ("I have lived here for two years", []),
        ("", []),
    ],
)
def test_what_is_somebodys_job(text: str, expected: list[object]) -> None:
    found = codes(text)
    assert [
        pair if isinstance(want, tuple) else pair[1] for pair, want in zip(found, expected, strict=True)
    ] == expected


def test_where_it_stands() -> None:
    text = "Since 2023 I've been a truck driver for a firm in Regina."
    (found,) = find_in(text)
    assert text[found.start : found.end] == found.title == "truck driver"
    assert found.matches[0].code == "73300"


def test_none_lies_over_another() -> None:
    text = "cook, baker, butcher, senior software developer and construction site engineer"
    found = find_in(text)
    assert len(found) >= 4
    assert all(left.end <= right.start for left, right in pairwise(found))
