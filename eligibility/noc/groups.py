"""The 516 unit groups of NOC 2021 with their TEER, and what the codes of NOC 2016 became.

Adapted from Statistics Canada, National Occupational Classification (NOC) 2021 Version 1.0 and the
concordance NOC 2016 V1.3 to NOC 2021 V1.0. This does not constitute an endorsement by Statistics Canada
of this product.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from eligibility.parameters import FOLDER, Value, parameter


@dataclass(frozen=True)
class UnitGroup:
    """A unit group: five-digit code, title, TEER (0 to 5, the second digit of the code)."""

    code: str
    title: str
    teer: int


@functools.cache
def unit_groups() -> Mapping[str, UnitGroup]:
    """All unit groups by code."""
    with open(FOLDER / "noc" / "unit_groups.csv", encoding="utf-8", newline="") as file:
        return {row["code"]: UnitGroup(row["code"], row["title"], int(row["teer"])) for row in csv.DictReader(file)}


def unit_group(code: str) -> UnitGroup | None:
    """The group with this code; ``None`` when NOC 2021 has none."""
    return unit_groups().get(code)


@dataclass(frozen=True)
class _Old:
    title: str
    level: str
    groups: tuple[UnitGroup, ...]


@functools.cache
def _concordance() -> Mapping[str, _Old]:
    found: dict[str, _Old] = {}
    with open(FOLDER / "noc" / "noc2016.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["noc2016"]
            before = found[code].groups if code in found else ()
            group = unit_groups()[row["noc2021"]]
            found[code] = _Old(row["noc2016_title"], row["noc2016_level"], (*before, group))
    return found


def from_2016(code: str) -> list[UnitGroup]:
    """What became of a four-digit code of NOC 2016 in NOC 2021; empty when there is no such code."""
    old = _concordance().get(code)
    return list(old.groups) if old else []


def title_2016(code: str) -> tuple[str, str] | None:
    """Title and skill level (0, A, B, C or D) of a code of NOC 2016; ``None`` when there is no such code."""
    old = _concordance().get(code)
    return (old.title, old.level) if old else None


def conversion() -> Value:
    """What the skill levels of NOC 2016 became, with the day from which and where that stands."""
    return parameter("noc/conversion", "teers_of_levels").values[-1]


def level_2016(level: str) -> tuple[int, ...]:
    """The TEER categories that a skill level of NOC 2016 (0, A, B, C, D) became; empty for anything else.

    A general rule: single codes moved further, see `from_2016`. Source: SOR/2022-220.
    """
    return tuple(conversion().value.get(level.strip().upper(), ()))
