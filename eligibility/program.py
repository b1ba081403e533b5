"""What the assessments of FSW and FST share: from criteria to an answer, language, money, where to live."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from eligibility import cec
from eligibility.experience import experience
from eligibility.facts import Facts
from eligibility.funds import settlement_funds
from eligibility.language import Sitting, missing_of, sittings
from eligibility.parameters import parameter
from eligibility.results import Assessment, Caveat, Criterion, Result, Status
from eligibility.worldwide_work import rules_on

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
    found = settlement_funds(program, size, as_of)
    code = "funds_needed" if facts.family_size else "funds_needed_at_least"
    return Caveat(code, {"amount": found.amount, "family_size": size, "checked": found.references[0].checked})


def conclude(
    program: str,
    facts: Facts,
    as_of: datetime.date,
    criteria: Callable[[datetime.date], Criteria],
    hours_from: datetime.date | None,
    caveats: tuple[Caveat, ...],
) -> Assessment:
    """The result; ``hours_from``: the day on which the hours would suffice, all else looked at too."""
    today = criteria(as_of)
    eligible_from = None
    if hours_from and all(row.status is Status.MET for row in criteria(hours_from)):
        eligible_from = hours_from
        today = tuple(_later(row) for row in today)
    statuses = {row.status for row in today}
    missing = tuple(dict.fromkeys(path for row in today for path in row.missing))
    if Status.NOT_MET in statuses:
        result = Result.NOT_ELIGIBLE
    elif missing:
        result = Result.NEEDS_INFORMATION
    elif Status.CANNOT_SAY in statuses:
        result = Result.CANNOT_SAY
    elif Status.NOT_YET in statuses:
        result = Result.WILL_BE_ELIGIBLE if eligible_from else Result.NOT_ELIGIBLE
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
        eligible_from=eligible_from if result is Result.WILL_BE_ELIGIBLE else None,
        missing=missing,
        caveats=caveats,
    )


def _later(row: Criterion) -> Criterion:
    if row.status is not Status.NOT_MET:
        return row
    return Criterion(row.id, Status.NOT_YET, row.reason, row.references, row.evidence, row.missing)
