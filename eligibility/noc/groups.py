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

from eligibility.parameters import FOLDER


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
        return {
            row["code"]: UnitGroup(row["code"], row["title"], int(row["teer"])) for row in csv.DictReader(file)
        }


def unit_group(code: str) -> UnitGroup | None:
    """The group with this code; ``None`` when NOC 2021 has none."""
    return unit_groups().get(code)


@functools.cache
def _concordance() -> Mapping[str, tuple[UnitGroup, ...]]:
    found: dict[str, list[UnitGroup]] = {}
    with open(FOLDER / "noc" / "noc2016.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["noc2016"], []).append(unit_groups()[row["noc2021"]])
    return {code: tuple(groups) for code, groups in found.items()}


def from_2016(code: str) -> list[UnitGroup]:
    """The groups of NOC 2021 that a four-digit code of NOC 2016 went into; empty when there is no such code."""
    return list(_concordance().get(code, ()))


#: NOC 2016 skill levels in TEER, roughly: single codes moved further, see `from_2016`.
_LEVELS: Mapping[str, tuple[int, ...]] = {"0": (0,), "A": (1,), "B": (2, 3), "C": (4,), "D": (5,)}


def teers_of_level(level: str) -> tuple[int, ...]:
    """The TEER categories that a skill level of NOC 2016 (0, A, B, C, D) roughly became; empty for others."""
    return _LEVELS.get(level.upper(), ())
