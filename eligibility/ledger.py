"""Hours over time: adds up overlapping jobs under the weekly cap, for any window, exactly.

**The counting convention.** A day carries a seventh of the weekly hours. First and last day of a job are
both counted, and so are first and last day of the window. On each day the jobs together carry at most a
seventh of the full-time week (30 hours); what is cut there is shared in proportion to the jobs' hours, so
that the order of jobs never matters. 52 weeks at 30 hours are therefore exactly 1,560 hours. The window of
36 months before day D goes from the same day three years earlier (28 February for 29 February) to D.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import lcm

from dateutil.relativedelta import relativedelta

#: A day after which nothing ends by itself.
NEVER = datetime.date.max.toordinal()


@dataclass(frozen=True)
class Span:
    """Work of one job without interruption: ordinals of its first and last day, hours a week."""

    key: Hashable
    first: int
    last: int
    weekly: Fraction


@dataclass(frozen=True)
class Ledger:
    """A step function of hours a day with its running total; `hours` reads any stretch of days.

    ``starts[i]`` is the first day (ordinal) of step i, ``rates[i]`` its hours a day, ``totals[i]`` the hours of
    all earlier steps, both in parts of an hour of which ``unit`` make one: whole numbers are exact and fast.
    """

    starts: tuple[int, ...] = ()
    rates: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    unit: int = 1

    def hours(self, first: int, last: int) -> Fraction:
        """Hours from day ``first`` to day ``last``, both included."""
        return Fraction(self._before(last + 1) - self._before(first) if last >= first else 0, self.unit)

    def reaches(self, required: int, first: int, last: int) -> bool:
        """Whether these days hold at least so many hours."""
        return self._before(last + 1) - self._before(first) >= required * self.unit

    def _before(self, day: int) -> int:
        step = bisect_right(self.starts, day) - 1
        if step < 0:
            return 0
        return self.totals[step] + self.rates[step] * (day - self.starts[step])


def ledger(steps: Iterable[tuple[int, Fraction]]) -> Ledger:
    """A ledger from (first day, hours a day) in order of days."""
    rows = list(steps)
    unit = lcm(*(rate.denominator for _, rate in rows))
    return _ledger(((day, rate.numerator * (unit // rate.denominator)) for day, rate in rows), unit)


def _ledger(steps: Iterable[tuple[int, int]], unit: int) -> Ledger:
    starts: list[int] = []
    rates: list[int] = []
    totals: list[int] = []
    for day, rate in steps:
        if rates and rate == rates[-1]:
            continue
        totals.append(totals[-1] + rates[-1] * (day - starts[-1]) if starts else 0)
        starts.append(day)
        rates.append(rate)
    return Ledger(tuple(starts), tuple(rates), tuple(totals), unit)


def added(ledgers: Sequence[Ledger]) -> Ledger:
    """The sum of several ledgers, without any cap."""
    if len(ledgers) == 1:
        return ledgers[0]
    unit = lcm(*(row.unit for row in ledgers))
    changes: dict[int, int] = {}
    for row in ledgers:
        before = 0
        for day, rate in zip(row.starts, row.rates, strict=True):
            changes[day] = changes.get(day, 0) + (rate - before) * (unit // row.unit)
            before = rate
    days = sorted(changes)
    return _ledger(zip(days, accumulate(changes[day] for day in days), strict=True), unit)


def combine(spans: Sequence[Span], weekly_cap: Fraction) -> tuple[Ledger, dict[Hashable, Ledger]]:
    """The hours of all jobs together under the cap, and the share of each key."""
    events: dict[int, list[tuple[Span, int]]] = {}
    for span in spans:
        if span.last >= span.first:
            events.setdefault(span.first, []).append((span, 1))
            if span.last < NEVER:
                events.setdefault(span.last + 1, []).append((span, -1))
    active: dict[Hashable, Fraction] = {}
    total: list[tuple[int, Fraction]] = []
    shares: dict[Hashable, list[tuple[int, Fraction]]] = {span.key: [] for span in spans}
    for day in sorted(events):
        for span, sign in events[day]:
            active[span.key] = active.get(span.key, Fraction(0)) + sign * span.weekly
            if not active[span.key]:
                del active[span.key]
                shares[span.key].append((day, Fraction(0)))
        week = sum(active.values(), Fraction(0))
        total.append((day, min(week, weekly_cap) / 7))
        a_day = Fraction(1, 7) if week <= weekly_cap else weekly_cap / week / 7
        for key, hours in active.items():
            shares[key].append((day, hours * a_day))
    return ledger(total), {key: ledger(_last_of_day(steps)) for key, steps in shares.items()}


def _last_of_day(steps: Sequence[tuple[int, Fraction]]) -> Iterable[tuple[int, Fraction]]:
    for (day, rate), (following, _) in pairwise([*steps, (NEVER + 1, Fraction(0))]):
        if day != following:
            yield day, rate


@lru_cache(maxsize=8192)
def window_start(day: int, months: int) -> int:
    """First day (ordinal) of the window of ``months`` that ends on ``day``."""
    return (datetime.date.fromordinal(day) + _months(-months)).toordinal()


@cache
def _months(count: int) -> relativedelta:
    return relativedelta(months=count)
