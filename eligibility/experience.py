"""Which work counts for the class, and how many hours of it: IRPR 87.1(2)(a) to (c) and (3), 73.

The counting convention stands in `eligibility.ledger`.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from eligibility.facts import Facts, Job
from eligibility.ledger import NEVER, Ledger, Span, added, combine
from eligibility.parameters import Value, parameter

#: Facts about a job that its hours hang on, most useful first.
NEEDED = (
    *("noc", "start", "end", "hours_per_week", "country", "authorization"),
    *("self_employed", "full_time_student", "paid", "duties_match"),
)


_WEEK = 7 * 24


@dataclass(frozen=True)
class JobView:
    """One job in the light of the rules.

    ``excluded``: codes of what bars the whole job; ``unknown``: facts not said that could bar it;
    ``open_question``: the rules leave open whether it counts; ``key``: its occupation, the job itself while
    its NOC code is not said.
    """

    index: int
    job: Job
    excluded: tuple[str, ...]
    unknown: tuple[str, ...]
    open_question: bool
    key: Hashable
    teer: int | None

    @property
    def certain(self) -> bool:
        """Whether its hours certainly count."""
        return not self.excluded and not self.unknown and not self.open_question

    @property
    def possible(self) -> bool:
        """Whether its hours may count, whatever is still unsaid."""
        return not self.excluded


@dataclass(frozen=True)
class Rules:
    """The parameters of section 87.1 in force on one day."""

    required_hours: Value
    look_back_months: Value
    full_time: Value
    teers: Value
    authorizations: Value
    physicians: Value
    vacation_weeks: Value
    minimum_clb: Value

    @staticmethod
    def on(day: datetime.date) -> Rules:
        """The rules of that day; `ParameterError` before the first value of any."""

        def value(name: str) -> Value:
            return parameter("cec", name).on(day)

        return Rules(
            required_hours=value("required_hours"),
            look_back_months=value("look_back_months"),
            full_time=value("full_time_hours_per_week"),
            teers=value("eligible_teers"),
            authorizations=value("authorizations"),
            physicians=value("physician_policy"),
            vacation_weeks=value("paid_vacation_weeks"),
            minimum_clb=value("minimum_clb"),
        )


def view(index: int, job: Job, rules: Rules) -> JobView:
    """Hold one job against each condition; three-valued throughout."""
    excluded: list[str] = []
    unknown: list[str] = []
    teer = int(job.noc[1]) if job.noc else job.teer
    _teer(teer, rules, excluded, unknown)
    _in_canada(job, excluded, unknown)
    _paid(job, excluded, unknown)
    _self_employment(job, teer, rules, excluded, unknown)
    _full_time_study(job, excluded, unknown)
    _authorized(job, rules, excluded, unknown)
    _duties(job, excluded, unknown)
    _period(job, unknown)
    if job.hours_per_week is None:
        unknown.append("hours_per_week")
    key: Hashable = job.noc or ("job", index)
    ordered = sorted(set(unknown), key=lambda leaf: NEEDED.index(leaf) if leaf in NEEDED else len(NEEDED))
    return JobView(index, job, tuple(dict.fromkeys(excluded)), tuple(ordered), bool(job.foreign_employer), key, teer)


def _teer(teer: int | None, rules: Rules, excluded: list[str], unknown: list[str]) -> None:
    """87.1(2)(a): TEER 0, 1, 2 or 3."""
    if teer is None:
        unknown.append("noc")
    elif teer not in rules.teers.value:
        excluded.append("teer_4_or_5")


def _in_canada(job: Job, excluded: list[str], unknown: list[str]) -> None:
    """87.1(2)(a): acquired in Canada, that is, while physically there."""
    if job.country is None and job.province is None:
        unknown.append("country")
    elif job.country not in (None, "CA"):
        excluded.append("outside_canada")


def _paid(job: Job, excluded: list[str], unknown: list[str]) -> None:
    """73(2): work is what wages or commission are earned with."""
    if job.paid is None:
        unknown.append("paid")
    elif not job.paid:
        excluded.append("unpaid")


def _self_employment(job: Job, teer: int | None, rules: Rules, excluded: list[str], unknown: list[str]) -> None:
    """87.1(3)(b), and the public policy for physicians with publicly funded services."""
    if job.self_employed is None:
        unknown.append("self_employed")
    elif job.self_employed:
        groups = rules.physicians.value
        maybe_physician = job.noc in groups or (job.noc is None and teer in (None, 1) and bool(groups))
        if not maybe_physician or job.publicly_funded_physician is False:
            excluded.append("self_employed")
        elif job.noc is None:
            unknown.append("noc")
        elif job.publicly_funded_physician is None:
            unknown.append("publicly_funded_physician")


def _full_time_study(job: Job, excluded: list[str], unknown: list[str]) -> None:
    """87.1(3)(a): not during full-time study."""
    if job.full_time_student is None:
        unknown.append("full_time_student")
    elif job.full_time_student:
        excluded.append("full_time_student")


def _authorized(job: Job, rules: Rules, excluded: list[str], unknown: list[str]) -> None:
    """87.1(3)(b) and (c): authorised, and with temporary resident status."""
    if job.authorization is None:
        unknown.append("authorization")
        return
    standing = rules.authorizations.value[job.authorization]
    if not standing["authorized"]:
        excluded.append("unauthorized")
    if not standing["temporary_resident"]:
        excluded.append("no_temporary_status")


def _duties(job: Job, excluded: list[str], unknown: list[str]) -> None:
    """87.1(2)(b) and (c): lead statement and a substantial number of the main duties."""
    if job.duties_match is None:
        unknown.append("duties_match")
    elif not job.duties_match:
        excluded.append("duties_do_not_match")


def _period(job: Job, unknown: list[str]) -> None:
    if job.start is None:
        unknown.append("start")
    if job.end is None and not job.current:
        unknown.append("end")


def views(facts: Facts, rules: Rules) -> list[JobView]:
    """All jobs that were told of."""
    return [view(index, job, rules) for index, job in enumerate(facts.jobs or ())]


def spans(job: JobView, as_of: datetime.date, rules: Rules, generous: bool) -> list[Span]:
    """The stretches in which a job is worked, leaves taken out.

    ``generous`` fills what was not said with the most that could be: all hours of a week, a start before the
    window, an end that has not come. Otherwise such a job has no stretches.
    """
    told = job.job
    if not generous and (told.start is None or told.hours_per_week is None):
        return []
    weekly = Fraction(str(told.hours_per_week)) if told.hours_per_week is not None else Fraction(_WEEK)
    first = told.start.toordinal() if told.start else 1
    last = told.end.toordinal() if told.end else NEVER
    if told.end is None and not told.current:
        if not generous:
            return []
        last = as_of.toordinal() if told.current is False else NEVER
    return [Span(job.index, start, end, weekly) for start, end in _without(first, last, _time_off(told, rules))]


def _without(first: int, last: int, gaps: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a stretch of days when gaps, in order and apart, are taken out."""
    for gap_first, gap_last in gaps:
        if gap_first > last:
            break
        if gap_first > first:
            yield first, gap_first - 1
        first = max(first, gap_last + 1)
    if first <= last:
        yield first, last


def _time_off(job: Job, rules: Rules) -> list[tuple[int, int]]:
    """Days without work that counts, in order and apart: leaves, and paid vacation beyond what is customary.

    Vacation is allotted to blocks of 52 weeks from the first day of the job.
    """
    off: list[tuple[int, int]] = []
    vacations: list[tuple[int, int]] = []
    for leave in job.leaves or ():
        days = (leave.start.toordinal(), leave.end.toordinal())
        (vacations if leave.kind == "vacation_paid" else off).append(days)
    block = 7 * 52
    origin = job.start.toordinal() if job.start else 1
    left: dict[int, int] = {}
    for first, last in _apart(vacations):
        while first <= last:
            year = (first - origin) // block
            end = min(last, origin + (year + 1) * block - 1)
            paid = min(left.get(year, 7 * rules.vacation_weeks.value), end - first + 1)
            left[year] = left.get(year, 7 * rules.vacation_weeks.value) - paid
            if first + paid <= end:
                off.append((first + paid, end))
            first = end + 1
    return _apart(off)


def _apart(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of days in order, those that overlap or touch made one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


@dataclass(frozen=True)
class Experience:
    """Hours over time: together, by job and by occupation, for jobs that certainly count and for those that may.

    ``certain``: lower bound; ``settled``: with jobs that the rules leave open; ``possible``: upper bound;
    ``attainable``: upper bound without jobs that the rules leave open. ``by_job``: the share of each job that
    certainly counts; ``alone``: each job that may count, as if it were the only one. ``by_occupation`` and
    ``most_by_occupation``: least and most hours of each occupation.
    """

    views: tuple[JobView, ...]
    rules: Rules
    certain: Ledger
    settled: Ledger
    possible: Ledger
    attainable: Ledger
    by_job: Mapping[int, Ledger]
    alone: Mapping[int, Ledger]
    by_occupation: Mapping[Hashable, Ledger]
    most_by_occupation: Mapping[Hashable, Ledger]
    edges: tuple[int, ...]


def experience(facts: Facts, as_of: datetime.date, rules: Rules) -> Experience:
    """Everything about hours that any later question needs, computed once."""
    seen = views(facts, rules)
    cap = Fraction(rules.full_time.value)
    sure = {v.index: spans(v, as_of, rules, generous=False) for v in seen if v.certain}
    certain, by_job = _combined(sure.values(), cap)
    if all(v.certain for v in seen if v.possible):
        worked, settled, possible, attainable, alone, least = sure, certain, certain, certain, by_job, by_job
    else:
        worked = {v.index: spans(v, as_of, rules, generous=True) for v in seen if v.possible}
        told = {v.index: spans(v, as_of, rules, generous=False) for v in seen if v.possible and not v.unknown}
        employed = [worked[v.index] for v in seen if v.possible and not v.open_question]
        settled = _combined(told.values(), cap)[0]
        possible, shares = _combined(worked.values(), cap)
        # Under the cap a job has least when all others that may count do.
        least = {index: share for index, share in shares.items() if index in sure}
        attainable = _combined(employed, cap)[0]
        alone = {index: _combined([rows], cap)[0] for index, rows in worked.items()}
    return Experience(
        views=tuple(seen),
        rules=rules,
        certain=certain,
        settled=settled,
        possible=possible,
        attainable=attainable,
        by_job=by_job,
        alone=alone,
        by_occupation=_by_occupation(seen, least),
        most_by_occupation=_most_by_occupation(seen, alone),
        edges=tuple(
            sorted(
                {
                    edge
                    for rows in worked.values()
                    for span in rows
                    for edge in (span.first, span.last + 1)
                    if edge < NEVER
                }
            )
        ),
    )


def _combined(rows: Iterable[Iterable[Span]], cap: Fraction) -> tuple[Ledger, Mapping[int, Ledger]]:
    total, shares = combine([span for spans_ in rows for span in spans_], cap)
    return total, {key: share for key, share in shares.items() if isinstance(key, int)}


def _by_occupation(seen: Sequence[JobView], of_job: Mapping[int, Ledger]) -> Mapping[Hashable, Ledger]:
    """The sums of jobs in the same occupation; of jobs that count less than certainly, nothing."""
    found: dict[Hashable, list[Ledger]] = {v.key: [] for v in seen if v.possible}
    for v in seen:
        if v.index in of_job:
            found[v.key].append(of_job[v.index])
    return {key: added(rows) if rows else Ledger() for key, rows in found.items()}


def _most_by_occupation(seen: Sequence[JobView], alone: Mapping[int, Ledger]) -> Mapping[Hashable, Ledger]:
    """The same at most: a job without a NOC code may be in any occupation of its TEER."""
    unnamed = [v for v in seen if v.possible and v.job.noc is None]
    found: dict[Hashable, Ledger] = {}
    for key, teer in {v.key: v.teer for v in seen if v.possible}.items():
        rows = [alone[v.index] for v in seen if v.index in alone and v.key == key]
        rows += [alone[v.index] for v in unnamed if v.key != key and (None in (v.teer, teer) or v.teer == teer)]
        found[key] = added(rows) if rows else Ledger()
    return found


def job_evidence(work: Experience, first: int, last: int) -> list[dict[str, Any]]:
    """For each job: the hours that count in the window, and codes for what did not."""
    rows = []
    for seen in work.views:
        counted = work.by_job.get(seen.index)
        hours = counted.hours(first, last) if counted else Fraction(0)
        codes = list(seen.excluded) or _partial(seen, work.rules, first, last, hours)
        rows.append({"index": seen.index, "counted_hours": rounded(hours), "excluded": codes})
    return rows


def _partial(seen: JobView, rules: Rules, first: int, last: int, hours: Fraction) -> list[str]:
    """What was cut from a job that may count: days outside the window, leaves, hours above the cap."""
    job = seen.job
    if job.start is None or job.hours_per_week is None:
        return []
    codes: list[str] = []
    start = job.start.toordinal()
    end = min(job.end.toordinal() if job.end else last, last)
    if start < first or start > last:
        codes.append("outside_window")
    start = max(start, first)
    gaps = _time_off(job, rules)
    if any(b >= start and a <= end for a, b in gaps):
        codes.append("leave")
    days = sum(b - a + 1 for a, b in _without(start, end, gaps))
    if seen.certain and hours < Fraction(str(job.hours_per_week)) * days / 7:
        codes.append("over_30_hours")
    return codes


def rounded(hours: Fraction) -> float:
    """Hours with two decimals, for people and JSON."""
    return round(float(hours), 2)


def rounded_against(hours: Fraction, required: int) -> float:
    """The same, but hours just short of what is required never read as if they reached it."""
    shown = rounded(hours)
    return shown if hours >= required or shown < required else float(required) - 0.01
