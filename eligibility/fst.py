"""The Federal Skilled Trades class: IRPR section 87.2, one function a provision."""

from __future__ import annotations

import datetime
from typing import Any

from eligibility.facts import Facts, Job
from eligibility.parameters import Value, parameter
from eligibility.program import Criteria, conclude, funds_caveat, language, shared_criteria
from eligibility.results import Assessment, Caveat, Criterion, Status
from eligibility.worldwide_work import Work, first_day, most_hours, work

PROGRAM = "FST"
TREE = "fst"


def _on(name: str, day: datetime.date) -> Value:
    return parameter(TREE, name).on(day)


def is_trade(noc: str, day: datetime.date) -> bool:
    """Whether a unit group of the NOC is a skilled trade: 87.2(1)."""
    trades = _on("trades", day).value
    return noc.startswith(tuple(trades["groups"])) and not noc.startswith(tuple(trades["without"]))


def assess(facts: Facts, as_of: datetime.date) -> Assessment:
    """Whether the facts meet the class on ``as_of``.

    The money to settle on, and whether the work came after qualifying in the trade, are caveats.
    `eligibility.parameters.ParameterError` for a day before 16 November 2022.
    """
    done = work(facts, as_of, lambda job: _counts(job, as_of))
    months = 12 * int(_on("look_back_years", as_of).value)
    required = int(_on("required_hours", as_of).value)

    def holds(day: int) -> bool:
        return most_hours(done.certain_by, day, months)[0] >= required

    today = as_of.toordinal()
    later = None if holds(today) else first_day(holds, done.certain_by, today, months)
    when = datetime.date.fromordinal(later) if later else None
    return conclude(
        PROGRAM,
        facts,
        as_of,
        lambda day: _criteria(facts, day, done, when),
        done,
        months,
        when,
        (funds_caveat("fst", facts, as_of), Caveat("after_qualifying")),
    )


def _counts(job: Job, day: datetime.date) -> bool | None:
    return None if job.noc is None else is_trade(job.noc, day)


def _criteria(facts: Facts, day: datetime.date, done: Work, when: datetime.date | None) -> Criteria:
    return (
        trade_experience(facts, day, done, when),
        language(facts, day, TREE, "trade_language", _on("minimum_clb", day).value),
        certificate_or_offer(facts, day),
        *shared_criteria(facts, day),
    )


def trade_experience(facts: Facts, day: datetime.date, done: Work, when: datetime.date | None = None) -> Criterion:
    """Two years in one skilled trade within five years: 87.2(3)(b)."""
    references = tuple(_on(name, day).reference for name in ("required_hours", "look_back_years", "trades"))
    months = 12 * int(_on("look_back_years", day).value)
    required = int(_on("required_hours", day).value)
    certain, trade = most_hours(done.certain_by, day.toordinal(), months)
    possible, _ = most_hours(done.possible_by, day.toordinal(), months)
    evidence: dict[str, Any] = {
        "counted_hours": round(float(certain), 2),
        "possible_hours": round(float(possible), 2),
        "required_hours": required,
        "noc": trade.key if trade else None,
        "hours_from": when,
    }
    identifier = "trade_experience"
    if facts.jobs is None:
        return Criterion(identifier, Status.UNKNOWN, "jobs_not_said", references, evidence, ("jobs",))
    if certain >= required:
        return Criterion(identifier, Status.MET, "enough_hours", references, evidence)
    if possible >= required:
        return Criterion(identifier, Status.UNKNOWN, "facts_missing", references, evidence, done.missing)
    if when and when > day:
        return Criterion(identifier, Status.NOT_YET, "hours_later", references, evidence)
    trades = any("occupation" not in view.excluded for view in done.views)
    reason = "not_enough_hours" if trades else "no_trade"
    return Criterion(identifier, Status.NOT_MET, reason, references, evidence)


def certificate_or_offer(facts: Facts, day: datetime.date) -> Criterion:
    """A certificate of qualification, or an offer on one of the routes: 87.2(3)(d)."""
    references = (_on("certificate_or_offer", day).reference,)
    identifier = "certificate_or_offer"
    has, offer = facts.trade_certificate, facts.job_offer
    evidence = {"trade_certificate": has, "job_offer": offer}
    if has:
        return Criterion(identifier, Status.MET, "certificate", references, evidence)
    missing = tuple(path for path, said in (("trade_certificate", has), ("job_offer", offer)) if said is None)
    if missing:
        return Criterion(identifier, Status.UNKNOWN, "facts_missing", references, evidence, missing)
    if offer == "none":
        return Criterion(identifier, Status.NOT_MET, "neither", references, evidence)
    return Criterion(identifier, Status.CANNOT_SAY, "offer_conditions", references, evidence)
