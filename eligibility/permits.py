"""Status between permits: maintained status, restoration, and the bridging open work permit.

Each is a decision about what was filed before what expired. Days are whole days; a permit is valid on its last day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateutil.relativedelta import relativedelta

from eligibility.facts import Facts, Job, Permit
from eligibility.parameters import Reference, parameter
from eligibility.results import Status

TREE = "timeline"

#: What can have been applied for: a new work permit of any kind, only a longer stay as a visitor, or nothing.
WORK_PERMIT, VISITOR_RECORD, NOTHING = "work_permit", "visitor_record", "none"
#: What allows work by a permit with a last day; maintained status and exemptions end otherwise.
_BY_PERMIT = frozenset(
    (
        *("pgwp", "open_work_permit", "employer_specific_permit", "iec", "bowp"),
        *("study_permit_coop", "study_permit_off_campus"),
    )
)
PENDING, REFUSED = "pending", "refused"


@dataclass(frozen=True)
class Filing:
    """What was filed, and when. ``None``: not said.

    ``extension``: what was applied for (`WORK_PERMIT`, `VISITOR_RECORD`, `NOTHING`); ``extension_filed``: the day, and
    ``extension_filed_by`` the last possible one where only a month was said; ``extension_in_time``: said without a day,
    on or before the permit's last one; ``outcome``: `PENDING` or `REFUSED`, on the day ``refused``;
    ``left_canada``: after the permit had ended; ``application_complete``: the application for permanent residence
    passed the completeness check (acknowledgement of receipt).
    """

    permit_kind: str | None = None
    permit_expires: datetime.date | None = None
    extension: str | None = None
    extension_filed: datetime.date | None = None
    extension_filed_by: datetime.date | None = None
    extension_in_time: bool | None = None
    outcome: str | None = None
    refused: datetime.date | None = None
    left_canada: bool | None = None
    in_canada: bool | None = None
    principal_applicant: bool | None = None
    application_complete: bool | None = None
    outside_quebec: bool | None = None

    @property
    def in_time(self) -> bool | None:
        """Whether the extension was applied for on or before the permit's last day; ``None``: can't be told."""
        if self.extension_filed is not None and self.permit_expires is not None:
            if (self.extension_filed_by or self.extension_filed) <= self.permit_expires:
                return True
            if self.extension_filed > self.permit_expires:
                return False
        return self.extension_in_time


def covered_until(job: Job, permit: Permit | None, as_of: datetime.date) -> datetime.date | None:
    """The last day of a permit that has ended before ``as_of`` while the work it allowed went on; else ``None``.

    Work after that day needs another authorisation: a new permit, or an extension applied for in time (IRPR 183(5),
    186(u)). A permit of an unknown kind is taken for the one that allowed a job which goes on.
    """
    if permit is None or permit.expires is None or permit.expires >= as_of or job.authorization not in _BY_PERMIT:
        return None
    if permit.kind is None and not job.current:
        return None
    if permit.kind not in (None, job.authorization) or job.start is None or job.start > permit.expires:
        return None
    goes_on = bool(job.current) if job.end is None else job.end > permit.expires
    return permit.expires if goes_on else None


@dataclass(frozen=True)
class Decision:
    """The answer: ``reason`` is a code, ``until`` the last day on which it holds, ``missing`` what is not said."""

    status: Status
    reason: str
    references: tuple[Reference, ...]
    until: datetime.date | None = None
    missing: tuple[str, ...] = ()


def filing(facts: Facts, told: Mapping[str, Any], as_of: datetime.date) -> Filing:
    """What is known, from a person's facts and from ``told``, which names fields of `Filing`.

    Beside these ``told`` may hold ``extension_days_before``: applied for so many days before the permit ended; and
    ``left``: the day of a departure, which matters once the permit had ended. Days may be ISO text. Somebody who
    works in Canada now, or hasn't left since the permit ended, is in Canada.
    """
    told = {name: _day(value) if name in _DAYS else value for name, value in told.items()}
    known = {field.name: told.get(field.name) for field in fields(Filing)}
    permit = facts.permit
    known["permit_kind"] = permit.kind if permit else None
    known["permit_expires"] = permit.expires if permit else None
    known["outside_quebec"] = facts.intends_outside_quebec
    if known["outside_quebec"] is None and facts.destination_province is not None:
        known["outside_quebec"] = facts.destination_province != "QC"
    if known["in_canada"] is None:
        here = any(job.current and job.country == "CA" for job in facts.jobs or ())
        known["in_canada"] = True if here or told.get("left_canada") is False else None
    expires, left = known["permit_expires"], told.get("left")
    if expires is not None and left is not None and left > expires:
        known["left_canada"] = True
    days_before = told.get("extension_days_before")
    if known["extension_filed"] is None and days_before is not None and expires is not None:
        known["extension_filed"] = expires - datetime.timedelta(days=days_before)
    return Filing(**known)


#: Names of ``told`` that are days.
_DAYS = frozenset({"extension_filed", "extension_filed_by", "refused", "left"})


def _day(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def right_to_work(filing: Filing, as_of: datetime.date) -> Decision:
    """Whether a worker may work on ``as_of``: on the permit, or on maintained status (IRPR 183(5), 186(u)).

    ``not_met`` while restoration can still be asked for (IRPR 182) holds its last day in ``until``; with
    ``out_of_status`` that day has gone by. What is not said leaves the decision ``unknown`` and is named in
    ``missing``; ``until`` is then the last day of restoration if nothing was filed.
    """
    expires = filing.permit_expires
    kept = parameter(TREE, "maintained_status").on(as_of).reference
    other = parameter("permits", "not_a_work_permit").on(as_of)
    if filing.permit_kind in other.value:
        return Decision(Status.CANNOT_SAY, "other_permit", (other.reference,))
    if expires is None:
        return Decision(Status.UNKNOWN, "facts_missing", (kept,), None, ("permit_expires",))
    if as_of <= expires:
        filed = filing.extension == WORK_PERMIT and filing.in_time and filing.outcome != REFUSED
        if filing.extension == VISITOR_RECORD:
            return Decision(Status.MET, "permit_valid_visitor", (kept, _goes_on(as_of)), expires)
        return Decision(Status.MET, "permit_valid_filed" if filed else "permit_valid", (kept,), expires)
    if filing.in_canada is False or filing.left_canada:
        leaving = parameter("permits", "leaving_canada").on(as_of).reference
        return Decision(Status.NOT_MET, "left_canada", (leaving,))
    if filing.extension == NOTHING:
        return _lost(expires, "restorable", as_of)
    if filing.extension is None:
        return _unknown("extension", filing, as_of)
    if filing.in_time is None:
        return _unknown("extension_filed", filing, as_of)
    if not filing.in_time:
        return _lost(expires, "filed_late", as_of)
    if filing.outcome == REFUSED:
        if filing.refused is None:
            restoration = parameter(TREE, "restoration_days").on(as_of).reference
            return Decision(Status.NOT_MET, "refused", (restoration,), None, ("refused",))
        return _lost(max(filing.refused, expires), "refused_restorable", as_of)
    if filing.extension == VISITOR_RECORD:
        return Decision(Status.NOT_MET, "visitor_record", (kept, _goes_on(as_of)))
    if filing.left_canada is None:
        return _unknown("left_canada", filing, as_of)
    return Decision(Status.MET, "maintained_status", (kept, _goes_on(as_of)))


def _goes_on(as_of: datetime.date) -> Reference:
    return parameter("permits", "work_goes_on").on(as_of).reference


def _unknown(name: str, filing: Filing, as_of: datetime.date) -> Decision:
    assert filing.permit_expires is not None
    last, restoration = restoration_until(filing.permit_expires, as_of)
    references = (parameter(TREE, "maintained_status").on(as_of).reference, _goes_on(as_of), restoration)
    return Decision(Status.UNKNOWN, "facts_missing", references, last, (name,))


def _lost(day: datetime.date, reason: str, as_of: datetime.date) -> Decision:
    """Status ended on ``day``: the last day for restoration, or that it is over."""
    last, restoration = restoration_until(day, as_of)
    references = (restoration, parameter(TREE, "maintained_status").on(as_of).reference)
    return Decision(Status.NOT_MET, reason if as_of <= last else "out_of_status", references, last)


def restoration_until(lost: datetime.date, as_of: datetime.date) -> tuple[datetime.date, Reference]:
    """The last day to ask for restoration of a status that ended on ``lost``, and where that stands (IRPR 182)."""
    rule = parameter(TREE, "restoration_days").on(as_of)
    return lost + datetime.timedelta(days=int(rule.value)), rule.reference


def _conditions(filing: Filing) -> tuple[tuple[str, bool | None, str], ...]:
    """What a bridging permit asks for beside status: fact, what was said of it, and the reason when it fails."""
    return (
        ("application_complete", filing.application_complete, "application_not_complete"),
        ("principal_applicant", filing.principal_applicant, "not_principal"),
        ("outside_quebec", filing.outside_quebec, "quebec"),
        ("in_canada", filing.in_canada, "not_in_canada"),
    )


def bridging(filing: Filing, as_of: datetime.date) -> Decision:
    """Whether a bridging open work permit can be applied for on ``as_of``.

    In Canada, principal applicant of an application past the completeness check, not for Quebec; holding a
    work permit, or on maintained status, or able to restore it. An invitation or a profile is not enough.
    """
    reference = parameter(TREE, "bridging").on(as_of).reference
    conditions = _conditions(filing)
    for _, said, reason in conditions:
        if said is False:
            return Decision(Status.NOT_MET, reason, (reference,))
    work = right_to_work(filing, as_of)
    references = (reference, *work.references)
    if work.reason in ("out_of_status", "left_canada"):
        return Decision(Status.NOT_MET, work.reason, references)
    if work.reason in ("visitor_record", "other_permit"):
        return Decision(Status.CANNOT_SAY, work.reason, references)
    missing = work.missing + tuple(name for name, said, _ in conditions if said is None)
    if missing:
        return Decision(Status.UNKNOWN, "facts_missing", references, None, missing)
    reasons = {"maintained_status": "on_maintained_status"}
    by_status = "on_permit" if work.status is Status.MET else "with_restoration"
    return Decision(Status.MET, reasons.get(work.reason, by_status), references, work.until)


def wanted(filing: Filing, as_of: datetime.date, with_bridging: bool) -> Iterator[str]:
    """What would help most to decide, in order: for the right to work, then for a bridging permit, if that matters."""
    work = right_to_work(filing, as_of)
    yield from work.missing
    if with_bridging:
        yield from (name for name in bridging(filing, as_of).missing if name not in work.missing)


def ends_soon(expires: datetime.date, as_of: datetime.date) -> bool:
    """Whether a permit that is still valid ends within the time in which that is pointed out."""
    days = int(parameter("work", "permit_notice_days").on(as_of).value)
    return as_of <= expires <= as_of + datetime.timedelta(days=days)


def bridging_from(permit_expires: datetime.date, as_of: datetime.date) -> datetime.date:
    """The day from which applying is advised: some months before the permit ends (practice, not law)."""
    months = int(parameter(TREE, "bridging_advice_months").on(as_of).value)
    return permit_expires - relativedelta(months=months)
