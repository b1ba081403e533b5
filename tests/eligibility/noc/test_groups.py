"""The unit groups of NOC 2021, and what became of the codes of NOC 2016."""

from __future__ import annotations

from collections import Counter

import pytest

from eligibility.noc import conversion, from_2016, level_2016, title_2016, unit_group, unit_groups


def test_there_are_516_groups_and_the_second_digit_is_the_teer() -> None:
    groups = unit_groups()
    assert len(groups) == 516
    for code, group in groups.items():
        assert len(code) == 5 and code.isdigit() and group.code == code
        assert group.teer == int(code[1]) and group.title.strip() == group.title != ""
    assert len({group.title for group in groups.values()}) == 516


def test_groups_by_teer() -> None:
    counts = Counter(group.teer for group in unit_groups().values())
    assert counts == {0: 48, 1: 97, 2: 162, 3: 69, 4: 95, 5: 45}


@pytest.mark.parametrize(
    ("code", "title", "teer"),
    [
        ("21232", "Software developers and programmers", 1),
        ("63200", "Cooks", 3),
        ("62200", "Chefs", 2),
        ("65201", "Food counter attendants, kitchen helpers and related support occupations", 5),
        ("00010", "Legislators", 0),
        ("73300", "Transport truck drivers", 3),
    ],
)
def test_some_groups(code: str, title: str, teer: int) -> None:
    group = unit_group(code)
    assert group is not None and (group.title, group.teer) == (title, teer)


def test_what_is_no_group() -> None:
    assert unit_group("99999") is None and unit_group("") is None and unit_group("2174") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("2174", {"21230", "21232", "21233", "21234"}), ("2173", {"21231"}), ("6322", {"63200"}), ("6321", {"62200"})],
)
def test_old_codes(old: str, new: set[str]) -> None:
    assert {group.code for group in from_2016(old)} <= new | {"21211", "21223", "21311"}
    assert {group.code for group in from_2016(old)} & new


def test_old_codes_name_their_title_and_level() -> None:
    assert title_2016("0011") == ("Legislators", "0")
    title, level = title_2016("6322") or ("", "")
    assert title == "Cooks" and level == "B"
    assert title_2016("0000") is None and from_2016("0000") == [] and from_2016("21232") == []


def test_old_levels_as_a_rule() -> None:
    assert [level_2016(level) for level in ("0", "A", "B", "C", "D")] == [(0,), (1,), (2, 3), (4,), (5,)]
    assert level_2016(" b ") == (2, 3) and level_2016("E") == () and level_2016("") == ()
    assert "16 November 2022" in conversion().reference.title
