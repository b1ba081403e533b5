"""Category-based selection: which categories an occupation is in, and whether the work meets their rule.

A category comes on top of a program: who is in none of FSW, CEC and FST is invited in no category round.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eligibility import cec, fst, fsw
from eligibility.crs_profile import FRENCH_TESTS
from eligibility.facts import Facts, Job
from eligibility.language import missing_of, sittings
from eligibility.parameters import ParameterError, Reference, Value, load_tree, parameter
from eligibility.results import Result, Status
from eligibility.worldwide_work import best_run, most_hours, rules_on, work

TREE = "categories"


@dataclass(frozen=True)
class Membership:
    """Where one person stands with one category. ``evidence``: hours counted, possible and needed."""

    category: str
    status: Status
    reason: str
    reference: Reference
    missing: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)


def in_force(day: datetime.date) -> dict[str, Value]:
    """The categories on ``day`` with their rules."""
    found: dict[str, Value] = {}
    for name, category in load_tree(TREE).items():
        try:
            value = category.on(day)
        except ParameterError:
            continue
        if value.value["kind"] != "none":
            found[name] = value
    return found


def of_occupation(noc: str, day: datetime.date) -> list[str]:
    """The categories on ``day`` that list a unit group of the NOC."""
    return [name for name, value in in_force(day).items() if noc in value.value.get("occupations", ())]


def memberships(facts: Facts, as_of: datetime.date) -> list[Membership]:
    """All categories in force on ``as_of``."""
    return [_membership(name, value, facts, as_of) for name, value in in_force(as_of).items()]


def _membership(name: str, value: Value, facts: Facts, as_of: datetime.date) -> Membership:
    kind = value.value["kind"]
    if kind == "french":
        return _french(name, value, facts, as_of)
    if facts.jobs is None:
        return Membership(name, Status.UNKNOWN, "jobs_not_said", value.reference, ("jobs",))
    if kind == "military":
        listed = any(job.noc in value.value["occupations"] for job in facts.jobs)
        if listed:
            return Membership(name, Status.CANNOT_SAY, "service_and_offer", value.reference)
        return Membership(name, Status.NOT_MET, "not_listed", value.reference)
    return _occupation(name, value, facts, as_of)


def _french(name: str, value: Value, facts: Facts, as_of: datetime.date) -> Membership:
    """The level in all four abilities of a valid French result."""
    if facts.language_tests is None:
        return Membership(name, Status.UNKNOWN, "no_test_said", value.reference, ("language_tests",))
    missing: list[str] = []
    for sitting in sittings(facts, as_of):
        if sitting.test.test not in FRENCH_TESTS or sitting.valid_on(as_of) is False:
            continue
        if sitting.test.date and sitting.test.date > as_of:
            continue
        reaches = sitting.reaches(value.value["level"])
        if reaches and sitting.test.date:
            return Membership(name, Status.MET, "level_reached", value.reference)
        if reaches is not False:
            missing += missing_of(sitting.index, sitting.test)
    if missing:
        return Membership(name, Status.UNKNOWN, "facts_missing", value.reference, tuple(missing))
    return Membership(name, Status.NOT_MET, "level_not_reached", value.reference)


def _occupation(name: str, value: Value, facts: Facts, as_of: datetime.date) -> Membership:
    """Enough work in a single listed occupation within the last years."""
    rule = value.value

    def counts(job: Job) -> bool | None:
        if rule["where"] == "CA":
            if job.country not in (None, "CA"):
                return False
            if job.country is None and job.province is None:
                return None
        return None if job.noc is None else job.noc in rule["occupations"]

    done = work(facts, as_of, counts)
    months = 12 * rule["years"]
    needed = rules_on(as_of).required_hours.value * rule["months"] / 12
    most = best_run if rule["continuous"] else most_hours
    certain, occupation = most(done.certain_by, as_of.toordinal(), months)
    possible, _ = most(done.possible_by, as_of.toordinal(), months)
    evidence = {
        "counted_hours": round(float(certain), 2),
        "possible_hours": round(float(possible), 2),
        "required_hours": needed,
        "noc": occupation.key if occupation else None,
        "version_from": value.from_,
    }
    if certain >= needed:
        return Membership(name, Status.MET, "enough_work", value.reference, (), evidence)
    if possible >= needed:
        return Membership(name, Status.UNKNOWN, "facts_missing", value.reference, done.missing, evidence)
    listed = any(job.noc in rule["occupations"] for job in facts.jobs or ())
    reason = "not_enough_work" if listed else "not_listed"
    return Membership(name, Status.NOT_MET, reason, value.reference, (), evidence)


def open_rounds(facts: Facts, as_of: datetime.date) -> tuple[str, ...]:
    """The types of rounds in which this person could be invited on ``as_of``, as far as is known.

    Programs that are met, rounds for all programs, categories whose rule is met, and nominees' rounds.
    """
    programs = {"CEC": cec.assess, "FSW": fsw.assess, "FST": fst.assess}
    met = [name for name, assess in programs.items() if assess(facts, as_of).result is Result.ELIGIBLE]
    types = [*met, "general"] if met else []
    if facts.provincial_nomination:
        types.append("PNP")
    if met:
        types += [row.category for row in memberships(facts, as_of) if row.status is Status.MET]
    return tuple(types)


def checked(name: str) -> datetime.date:
    """The day to which the newest version of a category was checked."""
    return parameter(TREE, name).values[-1].checked
