"""What the assessments of FSW and FST share: from criteria to an answer, language, money, where to live."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from dateutil.relativedelta import relativedelta

from eligibility import cec
from eligibility.experience import experience
from eligibility.facts import Facts
from eligibility.funds import settlement_funds
from eligibility.language import Sitting, last_valid_day, missing_of, sittings, validity_years
from eligibility.parameters import ParameterError, parameter
from eligibility.results import Assessment, Caveat, Criterion, Result, Status
from eligibility.worldwide_work import Work, rules_on

Criteria = tuple[Criterion, ...]


def shared_criteria(facts: Facts, as_of: datetime.date) -> Criteria:
    """Intention to live outside Quebec and admissibility, as for the CEC."""
    rules = rules_on(as_of)
    case = cec.Case(facts, as_of, rules, experience(Facts(), as_of, rules), ())
    return cec.outside_quebec(case), cec.admissibility(case)


def language(facts: Facts, as_of: datetime.date, tree: str, identifier: str, needed: Mapping[str, int]) -> Criterion:
    """One valid test that reaches the level of each ability."""
    references = (parameter(tree, "minimum_clb").on(as_of).reference,)
    tests = facts.language_tests
    evidence: dict[str, Any] = {
        "required_clb": dict(needed),
        "clb": {},
        "test": None,
        "valid_until": None,
    }
    if tests is None:
        return Criterion(identifier, Status.UNKNOWN, "not_said", references, evidence, ("language_tests",))
    if not tests:
        return Criterion(identifier, Status.NOT_MET, "no_test", references, evidence)
    rows = [_sitting(sitting, as_of, needed) for sitting in sittings(facts, as_of)]
    rows += [
        (Status.UNKNOWN, "facts_missing", None, tuple(missing_of(index, test)))
        for index, test in enumerate(tests)
        if test.test is None
    ]
    order = [Status.MET, Status.UNKNOWN, Status.NOT_MET]
    status, reason, sitting, missing = min(rows, key=lambda row: order.index(row[0]))
    if sitting:
        evidence |= {
            "clb": dict(sitting.levels),
            "test": sitting.test.test,
            "valid_until": sitting.last_day,
        }
    return Criterion(identifier, status, reason, references, evidence, missing)


def _sitting(
    sitting: Sitting, as_of: datetime.date, needed: Mapping[str, int]
) -> tuple[Status, str, Sitting | None, tuple[str, ...]]:
    if sitting.valid_on(as_of) is False:
        return Status.NOT_MET, "test_expired", sitting, ()
    if sitting.test.date and sitting.test.date > as_of:
        return Status.NOT_MET, "test_to_come", sitting, ()
    if any(level < needed[ability] for ability, level in sitting.levels.items()):
        return Status.NOT_MET, "level_too_low", sitting, ()
    missing = tuple(missing_of(sitting.index, sitting.test))
    if missing:
        return Status.UNKNOWN, "facts_missing", sitting, missing
    return Status.MET, "levels_met", sitting, ()


def funds_caveat(program: str, facts: Facts, as_of: datetime.date) -> Caveat:
    """How much money has to be shown: nobody is asked for a bank balance here, so it is said instead."""
    size = facts.family_size or 1
    try:
        found = settlement_funds(program, size, as_of)
    except ParameterError:
        return Caveat("funds_needed_then")
    code = "funds_needed" if facts.family_size else "funds_needed_at_least"
    return Caveat(code, {"amount": found.amount, "family_size": size, "checked": found.references[0].checked})


def conclude(
    program: str,
    facts: Facts,
    as_of: datetime.date,
    criteria: Callable[[datetime.date], Criteria],
    done: Work,
    months: int,
    hours_from: datetime.date | None,
    caveats: tuple[Caveat, ...],
) -> Assessment:
    """The result, and the days from which and until which it would be met, all else going on as it is.

    ``hours_from``: the day on which the hours of ``done`` would suffice; ``months``: how far back they may lie.
    """

    def passes(day: int) -> bool:
        return all(row.status is Status.MET for row in criteria(datetime.date.fromordinal(day)))

    today = criteria(as_of)
    begin = as_of.toordinal()
    first = last = None
    if all(row.status is Status.MET for row in today):
        last = _last_day(passes, begin, _falls(facts, as_of, done, months))
    elif all(row.status in (Status.MET, Status.NOT_YET) or row.id in _MENDED_BY_WORK for row in today):
        first = _first_day(passes, begin, hours_from, facts, as_of, done)
        if first is not None:
            today = tuple(_later(row) for row in today)
            last = _last_day(passes, first, _falls(facts, as_of, done, months))
    statuses = {row.status for row in today}
    missing = tuple(dict.fromkeys(path for row in today for path in row.missing))
    if Status.NOT_MET in statuses:
        result = Result.NOT_ELIGIBLE
    elif missing:
        result = Result.NEEDS_INFORMATION
    elif statuses & {Status.CANNOT_SAY, Status.UNKNOWN}:
        result = Result.CANNOT_SAY
    elif Status.NOT_YET in statuses:
        result = Result.WILL_BE_ELIGIBLE if first else Result.NOT_ELIGIBLE
    else:
        result = Result.ELIGIBLE
    checked = min(reference.checked for reference in today[0].references)
    if as_of > checked:
        caveats += (Caveat("rules_checked_until", {"checked": checked}),)
    return Assessment(
        as_of=as_of,
        program=program,
        result=result,
        criteria=today,
        eligible_from=datetime.date.fromordinal(first) if first else None,
        eligible_until=datetime.date.fromordinal(last) if last else None,
        missing=missing if result in (Result.NEEDS_INFORMATION, Result.NOT_ELIGIBLE) else (),
        caveats=caveats,
    )


#: Criteria that more work of the same kind can still meet.
_MENDED_BY_WORK = ("primary_occupation", "trade_experience", "selection_points")
#: Points and hours that grow are looked at this often; the day itself is then found by halving.
_STEP = 28


def _tests_end(facts: Facts, as_of: datetime.date) -> int:
    """The last day on which any test counts: nothing passes after it."""
    ends = (sitting.last_day.toordinal() for sitting in sittings(facts, as_of) if sitting.last_day)
    return max(ends, default=as_of.toordinal())


def _first_day(
    passes: Callable[[int], bool],
    begin: int,
    hours_from: datetime.date | None,
    facts: Facts,
    as_of: datetime.date,
    done: Work,
) -> int | None:
    """The first day on which all is met while work goes on: hours first, then the points that years give."""
    start = hours_from.toordinal() if hours_from else begin
    if start > begin and passes(start):
        return start
    goes_on = max((end for row in done.certain_by for _, end in row.runs), default=begin)
    until = min(_tests_end(facts, as_of), goes_on)
    before = start
    for day in (*range(start + _STEP, until, _STEP), until):
        if day > before and passes(day):
            return _halved(before, day, passes)
        before = day
    return None


def _last_day(passes: Callable[[int], bool], begin: int, falls: list[int]) -> int | None:
    """The last day of a run of days that pass; ``None`` when none of the days on which it could end does end it."""
    before = begin
    for day in falls:
        if day > begin:
            if not passes(day):
                return _halved(before, day, lambda middle: not passes(middle)) - 1
            before = day
    return None


def _halved(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first day on which ``holds``, between one on which it doesn't and one on which it does."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _falls(facts: Facts, as_of: datetime.date, done: Work, months: int) -> list[int]:
    """Days on which something may end: a test, a year of age, hours that begin or cease to leave the window."""
    last = _tests_end(facts, as_of) + 1
    tests = (*(facts.language_tests or ()), *((facts.spouse.language_tests or ()) if facts.spouse else ()))
    years = validity_years(as_of)
    days = {last} | {last_valid_day(test.date, years).toordinal() + 1 for test in tests if test.date}
    born = facts.person.birth_date if facts.person else None
    if born:
        days |= {
            (born + relativedelta(years=year - born.year)).toordinal() for year in range(as_of.year, as_of.year + 4)
        }
    leaves = relativedelta(months=months)
    for start in done.certain.starts:
        if as_of.toordinal() - 32 * months < start < last:
            days.add((datetime.date.fromordinal(start) + leaves).toordinal())
    return sorted(day for day in days if day <= last)


def _later(row: Criterion) -> Criterion:
    if row.status is not Status.NOT_MET:
        return row
    return Criterion(row.id, Status.NOT_YET, row.reason, row.references, row.evidence, row.missing)
