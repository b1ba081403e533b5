"""A case over time: from today to the decision, and what ends on the way."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateutil.relativedelta import relativedelta

from eligibility.assessment import assess
from eligibility.experience import Rules, views
from eligibility.facts import Facts
from eligibility.language import sittings
from eligibility.parameters import Reference, parameter
from eligibility.permits import bridging_from
from eligibility.results import Assessment, Result

TREE = "timeline"


@dataclass(frozen=True)
class Event:
    """One day of the case; the sentence is in answers/ under ``code``."""

    day: datetime.date
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    reference: Reference | None = None


@dataclass(frozen=True)
class Timeline:
    """The events in order of days, and the assessment that they rest on."""

    as_of: datetime.date
    program: str
    assessment: Assessment
    events: tuple[Event, ...]


def timeline(facts: Facts, as_of: datetime.date, program: str = "cec") -> Timeline:
    """The days that matter from ``as_of`` on.

    The invitation is put on the earliest day possible, since the day of a round can't be known; what follows
    is counted from there. Days gone by are left out.
    """
    found = assess(facts, program, as_of)
    rows = [Event(as_of, "today"), *_process(found, as_of), *_ends(facts, found, as_of)]
    kept = sorted((row for row in rows if row.day >= as_of), key=lambda row: (row.day, row.code != "today"))
    return Timeline(as_of, found.program, found, tuple(kept))


def application_due(invited: datetime.date) -> datetime.date:
    """The last day to apply after an invitation (Ministerial Instructions; ``timeline.application_days``)."""
    return invited + datetime.timedelta(days=int(parameter(TREE, "application_days").on(invited).value))


def _process(found: Assessment, as_of: datetime.date) -> Iterator[Event]:
    """Profile, earliest invitation, application, decision."""
    begins = found.eligible_from or (as_of if found.result is Result.ELIGIBLE else None)
    if begins is None:
        return
    if found.eligible_from:
        yield Event(begins, "eligible_from")
    days = parameter(TREE, "application_days").on(begins)
    profile = parameter(TREE, "profile_months").on(begins)
    processing = parameter(TREE, "processing_months").on(begins)
    due = application_due(begins)
    yield Event(begins, "profile", {}, profile.reference)
    yield Event(begins + relativedelta(months=profile.value), "profile_ends", {}, profile.reference)
    yield Event(due, "application_due", {"days": days.value}, days.reference)
    decision = due + relativedelta(months=processing.value)
    yield Event(decision, "decision", {"months": processing.value}, processing.reference)
    if found.eligible_until:
        last = found.eligible_until - datetime.timedelta(days=int(days.value))
        yield Event(found.eligible_until, "eligible_until")
        if last >= begins:
            yield Event(last, "last_safe_invitation", {"days": days.value}, days.reference)


def _ends(facts: Facts, found: Assessment, as_of: datetime.date) -> Iterator[Event]:
    """What ends by itself: tests, the permit, hours in the window."""
    for sitting in sittings(facts, as_of):
        if sitting.last_day and sitting.valid_on(as_of):
            reference = parameter("language", "validity_years").on(as_of).reference
            yield Event(sitting.last_day, "test_ends", {"test": sitting.test.test}, reference)
    permit = facts.permit.expires if facts.permit else None
    if permit:
        yield Event(permit, "permit_ends")
        if permit >= as_of:
            advice = parameter(TREE, "bridging_advice_months").on(as_of)
            day = max(as_of, bridging_from(permit, as_of))
            yield Event(day, "bridging_from", {"months": advice.value}, advice.reference)
        restoration = parameter(TREE, "restoration_days").on(as_of)
        last = permit + datetime.timedelta(days=int(restoration.value))
        yield Event(last, "restoration_ends", {"days": restoration.value}, restoration.reference)
    if found.program == "CEC":
        rules = Rules.on(as_of)
        months = int(rules.look_back_months.value)
        starts = [seen.job.start for seen in views(facts, rules) if seen.certain and seen.job.start]
        leaving = [start + relativedelta(months=months) + datetime.timedelta(days=1) for start in starts]
        to_come = [day for day in leaving if day > as_of]
        if to_come:
            reference = rules.look_back_months.reference
            yield Event(min(to_come), "hours_leave", {"months": months}, reference)
