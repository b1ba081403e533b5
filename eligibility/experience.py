"""Which work counts for the class, and how many hours of it: IRPR 87.1(2)(a) to (c) and (3), 73.

The counting convention stands in `eligibility.ledger`.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from eligibility.facts import Facts, Job
from eligibility.ledger import NEVER, Ledger, Span, combine
from eligibility.parameters import Value, parameter

#: Facts about a job that its hours hang on, most useful first.
NEEDED = (
    *("noc", "start", "end", "hours_per_week", "country", "authorization"),
    *("self_employed", "full_time_student", "paid", "duties_match"),
)


@dataclass(frozen=True)
class JobView:
    """One job in the light of the rules.

    ``excluded``: codes of what bars the whole job; ``unknown``: facts not said that could bar it;
    ``open_question``: the rules leave open whether it counts; ``key``: its occupation.
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
    key: Hashable = job.noc or (("teer", teer) if teer is not None else ("job", index))
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

    ``generous`` fills what was not said with the most that could be: full-time hours, a start before the
    window, an end that has not come. Otherwise such a job has no stretches.
    """
    told = job.job
    if not generous and (told.start is None or told.hours_per_week is None):
        return []
    weekly = Fraction(str(told.hours_per_week)) if told.hours_per_week is not None else Fraction(rules.full_time.value)
    first = told.start.toordinal() if told.start else 1
    last = told.end.toordinal() if told.end else NEVER
    if told.end is None and not told.current:
        if not generous:
            return []
        last = as_of.toordinal() if told.current is False else NEVER
    pieces = [(first, last)]
    for gap_first, gap_last in _time_off(told, rules):
        pieces = [
            part
            for start, end in pieces
            for part in ((start, min(end, gap_first - 1)), (max(start, gap_last + 1), end))
            if part[1] >= part[0]
        ]
    return [Span(job.index, start, end, weekly) for start, end in pieces]


def _time_off(job: Job, rules: Rules) -> list[tuple[int, int]]:
    """Days without work that counts: leaves, and paid vacation beyond what is customary."""
    off: list[tuple[int, int]] = []
    allowance: dict[int, int] = {}
    origin = job.start.toordinal() if job.start else 1
    for leave in sorted(job.leaves or (), key=lambda row: row.start):
        first, last = leave.start.toordinal(), leave.end.toordinal()
        if leave.kind != "vacation_paid":
            off.append((first, last))
            continue
        for day in range(first, last + 1):
            year = (day - origin) // (52 * 7)
            used = allowance.get(year, 0)
            if used < 7 * rules.vacation_weeks.value:
                allowance[year] = used + 1
            else:
                off.append((day, day))
    return off


@dataclass(frozen=True)
class Experience:
    """Hours over time: together and by job, for jobs that certainly count and for those that may.

    ``certain``: lower bound; ``settled``: with jobs that the rules leave open; ``possible``: upper bound.
    """

    views: tuple[JobView, ...]
    rules: Rules
    certain: Ledger
    settled: Ledger
    possible: Ledger
    by_job: Mapping[Hashable, Ledger]
    by_job_alone: Mapping[int, Ledger]
    edges: tuple[int, ...]


def experience(facts: Facts, as_of: datetime.date, rules: Rules) -> Experience:
    """Everything about hours that any later question needs, computed once."""
    seen = views(facts, rules)
    cap = Fraction(rules.full_time.value)
    sure = [span for v in seen if v.certain for span in spans(v, as_of, rules, generous=False)]
    open_too = sure + [
        span
        for v in seen
        if v.possible and v.open_question and not v.unknown
        for span in spans(v, as_of, rules, generous=False)
    ]
    certain, by_job = combine(sure, cap)
    uncertain = [v for v in seen if v.possible and not v.certain]
    if not uncertain:
        settled = possible = certain
        alone = dict(by_job)
        every = sure
    else:
        settled = combine(open_too, cap)[0]
        every = [span for v in seen if v.possible for span in spans(v, as_of, rules, generous=True)]
        possible = combine(every, cap)[0]
        alone = {v.index: combine(spans(v, as_of, rules, generous=True), cap)[0] for v in seen if v.possible}
    edges = sorted({edge for span in every for edge in (span.first, span.last + 1) if edge < NEVER})
    return Experience(
        tuple(seen),
        rules,
        certain,
        settled,
        possible,
        by_job,
        {int(str(k)): v for k, v in alone.items()},
        tuple(edges),
    )


def job_evidence(work: Experience, first: int, last: int) -> list[dict[str, Any]]:
    """For each job: the hours that count in the window, and codes for what did not."""
    rows = []
    for seen in work.views:
        counted = work.by_job.get(seen.index)
        hours = counted.hours(first, last) if counted else Fraction(0)
        codes = list(seen.excluded)
        if not codes:
            codes += _partial(seen, work.rules, first, last, hours)
        rows.append({"index": seen.index, "counted_hours": rounded(hours), "excluded": codes})
    return rows


def _partial(seen: JobView, rules: Rules, first: int, last: int, hours: Fraction) -> list[str]:
    """What was cut from a job that counts: days outside the window, leaves, hours above the cap."""
    job = seen.job
    if job.start is None or job.hours_per_week is None:
        return []
    codes: list[str] = []
    start = job.start.toordinal()
    end = min(job.end.toordinal() if job.end else last, last)
    if start < first:
        codes.append("outside_window")
    off = [(a, b) for a, b in _time_off(job, rules) if b >= max(first, start) and a <= end]
    if off:
        codes.append("leave")
    days = max(0, end - max(start, first) + 1) - sum(min(b, end) - max(a, first, start) + 1 for a, b in off)
    worked = Fraction(str(job.hours_per_week)) * days / 7
    if seen.certain and hours < worked:
        codes.append("over_30_hours")
    return codes


def rounded(hours: Fraction) -> float:
    """Hours with two decimals, for people and JSON."""
    return round(float(hours), 2)
