"""Language: test scores as CLB/NCLC levels, and which results still count."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from eligibility.facts import ABILITIES, Facts, FactsError, LanguageTest, scale, table_of
from eligibility.parameters import Reference, parameter

#: Levels above this count as this.
HIGHEST = 10
#: Below this there is no level that any program asks for; `clb` answers 0.
LOWEST = 4


@dataclass(frozen=True)
class Sitting:
    """A test with its levels. ``levels`` holds the abilities whose score was said; ``last_day`` is the last
    day on which the results count, ``None`` when the date was not said."""

    index: int
    test: LanguageTest
    levels: Mapping[str, int]
    last_day: datetime.date | None

    @property
    def complete(self) -> bool:
        """All four abilities were said."""
        return len(self.levels) == len(ABILITIES)

    def valid_on(self, day: datetime.date) -> bool | None:
        """Whether the results count on ``day``; ``None`` when their date was not said."""
        return None if self.last_day is None else day <= self.last_day

    def reaches(self, level: int) -> bool | None:
        """Whether each ability has at least ``level``; ``None`` while unsaid scores could decide it."""
        if any(value < level for value in self.levels.values()):
            return False
        return True if self.complete else None


def level(test: str, ability: str, score: float, day: datetime.date | None = None) -> int:
    """One score as a CLB/NCLC level, 4 to 10; 0 below 4.

    ``test``: a name of the contract; ``clb`` and ``nclc`` are levels already. ``day``: of the result, for
    tests whose scale has changed (TEF Canada on 10 December 2023).
    """
    if test in ("clb", "nclc"):
        return min(int(score), HIGHEST) if score >= LOWEST else 0
    table = table_of(test, day).value["levels"]
    return max((int(row) for row, lowest in table.items() if score >= lowest[ability]), default=0)


def clb(test: str, scores: Mapping[str, float], test_date: datetime.date | None = None) -> dict[str, int]:
    """Scores as CLB/NCLC levels, ability by ability.

    Raises `FactsError` for a score that the test does not give.
    """
    problems = []
    for ability, score in scores.items():
        low, high, step = scale(test, test_date)[ability]
        if not low <= score <= high or score / step != int(score / step):
            problems.append(f"{ability}: {test} goes from {low:g} to {high:g} in steps of {step:g}, not {score:g}")
    if problems:
        raise FactsError(problems)
    return {ability: level(test, ability, score, test_date) for ability, score in scores.items()}


def last_valid_day(result: datetime.date, years: int) -> datetime.date:
    """The last day on which a result is less than ``years`` years old."""
    return result + relativedelta(years=years) - datetime.timedelta(days=1)


def result_of_end(end: datetime.date, as_of: datetime.date) -> datetime.date:
    """The day of the result that has grown too old on ``end``, the day that people name as the end of their test.

    Where they mean the last good day, this is a day too early: nothing counts longer by it. Source: Ministerial
    Instructions, section 3.
    """
    return end - relativedelta(years=validity_years(as_of))


def validity_years(as_of: datetime.date) -> int:
    """Results count while they are less than this many years old."""
    return int(parameter("language", "validity_years").on(as_of).value)


def sittings(facts: Facts, as_of: datetime.date) -> list[Sitting]:
    """All tests told of whose kind is known."""
    years = validity_years(as_of)
    return [
        Sitting(
            index,
            test,
            {
                ability: level(test.test, ability, score, test.date)
                for ability in ABILITIES
                if (score := getattr(test, ability)) is not None
            },
            last_valid_day(test.date, years) if test.date else None,
        )
        for index, test in enumerate(facts.language_tests or ())
        if test.test is not None
    ]


def missing_of(index: int, test: LanguageTest) -> list[str]:
    """Paths of what was not said about a test."""
    at = f"language_tests[{index}]"
    wanted: Iterable[str] = ("test", *ABILITIES, "date")
    return [f"{at}.{leaf}" for leaf in wanted if getattr(test, leaf) is None]


def references_of(test: str) -> tuple[Reference, ...]:
    """Where the conversion of a test's scores stands today; nowhere for levels themselves."""
    return () if test in ("clb", "nclc") else (table_of(test, None).reference,)


def references(as_of: datetime.date, sitting: Sitting | None) -> tuple[Reference, ...]:
    """Where threshold, conversion and validity stand."""
    rows = [parameter("cec", "minimum_clb").on(as_of).reference]
    if sitting and sitting.test.test not in (None, "clb", "nclc"):
        rows.append(table_of(str(sitting.test.test), sitting.test.date).reference)
    rows.append(parameter("language", "validity_years").on(as_of).reference)
    return tuple(rows)
