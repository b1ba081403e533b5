"""The point tables of the Comprehensive Ranking System as they stood on one day."""

from __future__ import annotations

import datetime
import functools
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eligibility.parameters import Parameter, ParameterError, Reference, load_tree

TREE = "crs"
_NO_POINTS = ("maximum", "education_band", "high_wage_work", "french_level", "work_window_years")
_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Grid:
    """All tables of one version.

    ``version``: the day from which these points hold; ``unpublished``: the day of a later version whose
    points are not known, so that these stand in for it; ``checked``: the day they were last seen to be so;
    ``tops``: the most that each table gives, in each column.
    """

    version: datetime.date
    unpublished: datetime.date | None
    checked: datetime.date
    references: tuple[Reference, ...]
    tables: Mapping[str, Any]
    tops: Mapping[str, tuple[int, ...]]

    def row(self, table: str, key: Any) -> Any:
        """The entry of a table for a name."""
        return self.tables[table][key]

    def band(self, table: str, value: float) -> Any:
        """The entry of a table whose keys are least values: the row that ``value`` reaches."""
        return reached(self.tables[table], value)

    def most(self, name: str, with_spouse: bool) -> int:
        """The cap of a section, of a pair of tables, or of the whole."""
        return int(self.tables["maximum"][name][with_spouse])


def reached(rows: Mapping[int, Any], value: float) -> Any:
    """The row with the greatest key that is not above ``value``."""
    keys: Sequence[int] = list(rows)
    return rows[keys[bisect_right(keys, value) - 1]]


@functools.lru_cache(maxsize=256)
def grid_on(day: datetime.date) -> Grid:
    """The grid that scores a profile on ``day``; `ParameterError` before Express Entry began (2015)."""
    return grid_of(load_tree(TREE), day)


def grid_of(tree: Mapping[str, Parameter], day: datetime.date) -> Grid:
    """The grid on ``day`` from the parameters of one file; unknown points fall back to those before."""
    versions = tree["grid"]
    version = versions.on(day)
    unpublished = None
    while not version.value["known"]:
        unpublished = version.from_
        version = versions.on(version.from_ - _ONE_DAY)
    as_of = day if unpublished is None else unpublished - _ONE_DAY
    values = {name: parameter.on(as_of) for name, parameter in tree.items() if name != "grid"}
    for name, value in values.items():
        if value.from_ > version.from_:
            raise ParameterError(f"{TREE}.{name}: changed on {value.from_}, which is no version of {TREE}.grid")
    seen = {value.reference.title: value.reference for value in (version, *values.values())}
    tables = {name: _in_order(value.value) for name, value in values.items()}
    return Grid(
        version=version.from_,
        unpublished=unpublished,
        checked=min(reference.checked for reference in seen.values()),
        references=tuple(seen.values()),
        tables=tables,
        tops={name: _tops(table) for name, table in tables.items() if name not in _NO_POINTS},
    )


def _tops(table: Any) -> tuple[int, ...]:
    """The greatest points of a table: one for each column, without and with spouse, or one alone."""
    if isinstance(table, Mapping):
        return tuple(max(column) for column in zip(*(_tops(row) for row in table.values()), strict=True))
    return tuple(table) if isinstance(table, list) else (int(table),)


def _in_order(table: Any) -> Any:
    """Rows by their least value, ascending, at every depth."""
    if isinstance(table, dict):
        if all(isinstance(key, int) for key in table):
            return {key: _in_order(table[key]) for key in sorted(table)}
        return {key: _in_order(row) for key, row in table.items()}
    return table
