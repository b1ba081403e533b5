"""Our names of jobs against official titles."""

from __future__ import annotations

from eligibility.noc.conflicts import conflicts
from eligibility.noc.groups import unit_groups
from eligibility.noc.names import own_names


def test_a_name_that_is_a_title_of_another_group_only_is_a_conflict() -> None:
    name = own_names()["63200"][0]
    found = conflicts([(code, name.title()) for code in ("62200", "65201")])
    assert [(row.name, row.ours, row.theirs) for row in found] == [(name, ("63200",), ("62200", "65201"))]


def test_one_of_several_groups_is_enough() -> None:
    name = own_names()["63200"][0]
    assert conflicts([("62200", name), ("63200", name)]) == []
    assert conflicts([("62200", "no name of ours at all")]) == [] == conflicts([])


def test_our_names_keep_to_the_titles_of_the_groups() -> None:
    assert conflicts([(code, group.title) for code, group in unit_groups().items()]) == []


def test_every_group_has_names_and_every_name_words() -> None:
    names = own_names()
    assert set(names) == set(unit_groups())
    assert all(rows and all(name == name.strip() and name for name in rows) for rows in names.values())
