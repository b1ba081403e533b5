"""Work anywhere, as FSW and FST count it: IRPR 75(2), 80 and 87.2(3).

Unlike the CEC these sections exclude neither self-employment nor work as a student. Hours are counted as
`eligibility.ledger` does.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from eligibility.experience import JobView, Rules, spans
from eligibility.facts import Facts, Job
from eligibility.ledger import Ledger, Span, combine, window_start
from eligibility.parameters import parameter

#: A weekend between two jobs is no break.
_WEEKEND = 2


@dataclass(frozen=True)
class Occupation:
    """Hours in one occupation; ``runs``: stretches of days without a break, first and last day."""

    key: Hashable
    ledger: Ledger
    runs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Work:
    """All jobs; their hours together, and by occupation: certainly, and at most while facts are missing."""

    views: tuple[JobView, ...]
    certain: Ledger
    possible: Ledger
    certain_by: tuple[Occupation, ...]
    possible_by: tuple[Occupation, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not said about jobs that may count."""
        return tuple(f"jobs[{v.index}].{leaf}" for v in self.views if not v.excluded for leaf in v.unknown)


def rules_on(day: datetime.date) -> Rules:
    """The week, vacation and hours that all programs share."""
    first = max(parameter("cec", name).values[0].from_ for name in ("eligible_teers", "minimum_clb"))
    return Rules.on(max(day, first))


def work(facts: Facts, as_of: datetime.date, counts: Callable[[Job], bool | None]) -> Work:
    """The work of ``facts`` whose occupation ``counts`` (``None``: can't be told yet)."""
    rules = rules_on(as_of)
    views = tuple(_view(index, job, counts) for index, job in enumerate(facts.jobs or ()))
    cap = Fraction(rules.full_time.value)
    sure = {v: spans(v, as_of, rules, generous=False) for v in views if v.certain}
    maybe = {v: spans(v, as_of, rules, generous=True) for v in views if v.possible}
    return Work(
        views,
        combine([span for rows in sure.values() for span in rows], cap)[0],
        combine([span for rows in maybe.values() for span in rows], cap)[0],
        _occupations(list(sure.items()), cap),
        _occupations(list(maybe.items()), cap),
    )


def _view(index: int, job: Job, counts: Callable[[Job], bool | None]) -> JobView:
    excluded: list[str] = []
    unknown: list[str] = []
    fits = counts(job)
    if fits is None:
        unknown.append("noc")
    elif not fits:
        excluded.append("occupation")
    for leaf, code in (("paid", "unpaid"), ("duties_match", "duties_do_not_match")):
        said = getattr(job, leaf)
        if said is None:
            unknown.append(leaf)
        elif not said:
            excluded.append(code)
    if job.start is None:
        unknown.append("start")
    if job.end is None and not job.current:
        unknown.append("end")
    if job.hours_per_week is None:
        unknown.append("hours_per_week")
    teer = int(job.noc[1]) if job.noc else job.teer
    key: Hashable = job.noc or (("teer", teer) if teer is not None else ("job", index))
    return JobView(index, job, tuple(excluded), tuple(unknown), False, key, teer)


def _occupations(rows: Sequence[tuple[JobView, list[Span]]], cap: Fraction) -> tuple[Occupation, ...]:
    by_key: dict[Hashable, list[Span]] = {}
    for view, worked in rows:
        by_key.setdefault(view.key, []).extend(worked)
    return tuple(Occupation(key, combine(worked, cap)[0], _runs(worked)) for key, worked in by_key.items())


def _runs(worked: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for span in sorted(worked, key=lambda row: row.first):
        if runs and span.first <= runs[-1][1] + 1 + _WEEKEND:
            runs[-1] = (runs[-1][0], max(runs[-1][1], span.last))
        else:
            runs.append((span.first, span.last))
    return tuple(runs)


def best_run(rows: Sequence[Occupation], day: int, months: int) -> tuple[Fraction, Occupation | None]:
    """The most hours without a break in one occupation, in the window that ends on ``day``."""
    first = window_start(day, months)
    found = [
        (row.ledger.hours(max(first, start), min(day, end)), row)
        for row in rows
        for start, end in row.runs
        if start <= day
    ]
    return max(found, key=lambda pair: pair[0], default=(Fraction(0), None))


def most_hours(rows: Sequence[Occupation], day: int, months: int) -> tuple[Fraction, Occupation | None]:
    """The most hours in one occupation, breaks or not, in the window that ends on ``day``."""
    first = window_start(day, months)
    found = [(row.ledger.hours(first, day), row) for row in rows]
    return max(found, key=lambda pair: pair[0], default=(Fraction(0), None))


def first_day(holds: Callable[[int], bool], rows: Sequence[Occupation], today: int, months: int) -> int | None:
    """The first day after ``today`` on which hours suffice, the current work going on; ``None`` if never.

    While work goes on, hours in a window can only fall once its first worked day has left it, so the day is
    looked for up to the end of each run.
    """
    latest = (datetime.date.fromordinal(today) + datetime.timedelta(days=31 * months)).toordinal()
    ends = {min(end, latest) for row in rows for _, end in row.runs if end > today}
    for end in sorted(ends):
        if holds(end):
            low, high = today, end
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if holds(middle) else (middle, high)
            return high
    return None
