"""Dated parameters: every number, date and list of the law, each with its reference and the day it was seen.

A tree is one YAML file of this folder; a parameter is one key of it::

    required_hours:
      description: what it is
      unit: hours
      values:
        - from: 2013-01-02
          until: 2022-11-15        # only when it ended and nothing followed
          value: 1560
          reference: {title: "IRPR 87.1(2)(a): ...", url: "https://..."}
          checked: 2026-06-15

Values follow one another without overlap or gap; a value lasts until the next one begins, or until its
own ``until``. How to change one: docs/parameters.md.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
_ONE_DAY = datetime.timedelta(days=1)


class ParameterError(ValueError):
    """A parameter file that can't be trusted, or a date it says nothing about."""


@dataclass(frozen=True)
class Reference:
    """Where a rule stands. ``title`` repeats the number it proves; ``checked`` is the day it was last seen so."""

    title: str
    url: str
    checked: datetime.date

    @property
    def name(self) -> str:
        """The provision alone: the title up to its colon."""
        return self.title.partition(":")[0]


@dataclass(frozen=True)
class Value:
    """What held from ``from_`` to ``until`` (both included; ``None``: no end known)."""

    value: Any
    from_: datetime.date
    until: datetime.date | None
    reference: Reference

    @property
    def checked(self) -> datetime.date:
        """The day on which somebody last saw this value to be so."""
        return self.reference.checked


@dataclass(frozen=True)
class Parameter:
    """One value of the law through time."""

    tree: str
    name: str
    description: str
    unit: str
    values: tuple[Value, ...]

    def on(self, day: datetime.date) -> Value:
        """The value in force on ``day``.

        Raises `ParameterError` for a day before the first value or after the last one ended: nothing is
        extrapolated.
        """
        for value in reversed(self.values):
            if value.from_ <= day:
                if value.until is not None and day > value.until:
                    raise ParameterError(f"{self.tree}.{self.name}: ended on {value.until}; asked for {day}")
                return value
        raise ParameterError(f"{self.tree}.{self.name}: no value before {self.values[0].from_}; asked for {day}")


def parameter(tree: str, name: str) -> Parameter:
    """The parameter ``name`` of the file ``tree``; `ParameterError` when there is none."""
    try:
        return load_tree(tree)[name]
    except KeyError:
        raise ParameterError(f"no parameter {tree}.{name}") from None


@cache
def load_tree(tree: str) -> Mapping[str, Parameter]:
    """All parameters of one file, checked."""
    path = FOLDER / f"{tree}.yml"
    if not path.is_file():
        raise ParameterError(f"no parameter file {tree}.yml")
    return parse_tree(tree, yaml.safe_load(path.read_text(encoding="utf-8")))


def trees() -> list[str]:
    """The names of all parameter files."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def parse_tree(tree: str, document: Any) -> Mapping[str, Parameter]:
    """Parameters from a YAML document; `ParameterError` names what is wrong with the first bad one."""
    if not isinstance(document, dict):
        raise ParameterError(f"{tree}: a mapping of parameters is expected")
    return {name: _parse(tree, name, raw) for name, raw in document.items()}


def _parse(tree: str, name: str, raw: Any) -> Parameter:
    where = f"{tree}.{name}"
    if not isinstance(raw, dict) or not raw.get("values"):
        raise ParameterError(f"{where}: needs a list of values")
    unknown = set(raw) - {"description", "unit", "values"}
    if unknown:
        raise ParameterError(f"{where}: unknown keys {sorted(unknown)}")
    if not raw.get("description"):
        raise ParameterError(f"{where}: needs a description")
    values: list[Value] = []
    for number, row in enumerate(raw["values"]):
        values.append(_value(f"{where}.values[{number}]", row))
    for earlier, later in pairwise(values):
        if later.from_ <= earlier.from_:
            raise ParameterError(f"{where}: {later.from_} doesn't come after {earlier.from_}")
        if earlier.until is not None and earlier.until >= later.from_:
            raise ParameterError(f"{where}: overlap, {earlier.until} is not before {later.from_}")
        if earlier.until is not None and earlier.until + _ONE_DAY < later.from_:
            raise ParameterError(f"{where}: gap between {earlier.until} and {later.from_}")
    return Parameter(tree, name, str(raw["description"]), str(raw.get("unit", "")), tuple(values))


def _value(where: str, row: Any) -> Value:
    if not isinstance(row, dict) or "value" not in row:
        raise ParameterError(f"{where}: needs a value")
    unknown = set(row) - {"from", "until", "value", "reference", "checked", "confidence", "note"}
    if unknown:
        raise ParameterError(f"{where}: unknown keys {sorted(unknown)}")
    for key in ("from", "checked"):
        if not isinstance(row.get(key), datetime.date):
            raise ParameterError(f"{where}: needs {key} as a date")
    until = row.get("until")
    if until is not None and (not isinstance(until, datetime.date) or until < row["from"]):
        raise ParameterError(f"{where}: until must be a date that doesn't come before from")
    reference = row.get("reference")
    if not isinstance(reference, dict) or not reference.get("title") or not reference.get("url"):
        raise ParameterError(f"{where}: needs a reference with title and url")
    if not str(reference["url"]).startswith(("https://", "http://")):
        raise ParameterError(f"{where}: the reference's url is no web address")
    return Value(
        value=row["value"],
        from_=row["from"],
        until=until,
        reference=Reference(str(reference["title"]), str(reference["url"]), row["checked"]),
    )
