"""Names of places that are words too, and names that need their province."""

from __future__ import annotations

import pytest

from nlu.pipeline import gazetteer, names


def found(text: str) -> list[tuple[str, str]]:
    return [(name.label, name.text) for name in names(text)["places"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Hope", [("province:BC", "Hope")]),
        ("in hope", []),
        ("IN HOPE", []),
        ("in Mission Control", []),
        ("from Nelson", []),
        ("in TO", [("province:ON", "TO")]),
        ("in to", []),
        ("Hope, BC", [("province:BC", "Hope, BC")]),
        ("in hope bc", [("province:BC", "hope bc")]),
        ("no hope bc they left", [("province:BC", "bc")]),
        ("in Windsor (NS)", [("province:NS", "Windsor (NS)")]),
        ("in Windsor", [("province:ON", "Windsor")]),
        ("in london", []),
        ("in london, on", [("province:ON", "london, on")]),
        ("in london, on a visit", [("province:ON", "on")]),
    ],
)
def test_what_is_meant(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_no_label_is_left_that_stands_for_nothing() -> None:
    for name in ("london", "essex", "reading"):
        assert name in gazetteer().terms()["joined:"]
        assert found(f"I work near {name}") == []


def test_a_workplace_stands_for_its_province() -> None:
    assert [name.label for name in names("nurse at Sunnybrook, then at SAIT")["workplaces"]] == [
        "province:ON",
        "province:AB",
    ]
