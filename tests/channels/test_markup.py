"""Long texts and many buttons laid out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.markup import Limits, layout, numbered_title, split, units

LIMITS = Limits(text=100, title=10, buttons=3)


@given(st.text(alphabet="ab .\n\u20ac\U0001f600", max_size=400), st.integers(min_value=2, max_value=60))
def test_parts_are_short_enough_and_lose_only_blanks(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(1 <= units(part) <= limit and part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("\n\n", []),
        ("short", ["short"]),
        ("one line\nof text\n\nand another paragraph", ["one line\nof text", "and another", "paragraph"]),
        ("a line that fits\nanother one", ["a line that fits", "another one"]),
        ("A sentence here. Then more", ["A sentence here.", "Then more"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
        ("a\n" + "b" * 30, ["a\n" + "b" * 18, "b" * 12]),
        ("exactly twenty chars\nnext", ["exactly twenty chars", "next"]),
    ],
)
def test_where_it_is_cut(text: str, parts: list[str]) -> None:
    assert split(text, 20) == parts


def test_size_is_measured_as_asked() -> None:
    assert split("&&&& &&&&", 5, lambda text: units(text)) == ["&&&&", "&&&&"]
    assert split("&&&&", 10, lambda text: units(text.replace("&", "&amp;"))) == ["&&", "&&"]
    assert units("\U0001f600") == 2


def test_buttons_that_fit() -> None:
    shape = layout("Paid?", ["Yes", "No"], LIMITS)
    assert shape.parts == ("Paid?",)
    assert shape.buttons == (("Yes", "Yes"), ("No", "No"))


def test_buttons_without_words() -> None:
    assert layout("", ["Yes"], LIMITS).parts == ("…",)


def test_long_titles_become_a_numbered_list_with_short_buttons() -> None:
    shape = layout("Which?", ["Software developers", "Cooks"], LIMITS)
    assert shape.parts == ("Which?\n\n1. Software developers\n2. Cooks",)
    assert shape.buttons == (("1", "Software developers"), ("2", "Cooks"))
    assert numbered_title(shape.parts[0], "2") == "Cooks"
    assert numbered_title(shape.parts[0], "3") is None


def test_too_many_titles_are_typed() -> None:
    shape = layout("Which?", ["a", "b", "c", "d"], LIMITS)
    assert shape.parts == ("Which?\n\n1. a\n2. b\n3. c\n4. d",)
    assert shape.buttons == ()


def test_the_list_stays_in_one_message() -> None:
    """Otherwise a number would be looked for in the wrong one."""
    shape = layout("word " * 16, ["Software developers", "Cooks"], LIMITS)
    assert shape.parts == (("word " * 16).strip(), "1. Software developers\n2. Cooks")
    assert shape.buttons[1] == ("2", "Cooks")


def test_a_list_too_long_for_one_message_is_typed() -> None:
    shape = layout("Which?", ["x" * 60, "y" * 60], LIMITS)
    assert [part[:2] for part in shape.parts] == ["Wh", "1.", "2."]
    assert shape.buttons == ()


def test_the_last_list_counts() -> None:
    assert numbered_title("1. said before\n\nNow:\n1. asked now", "1") == "asked now"
