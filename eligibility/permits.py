"""Status between permits: maintained status, restoration, and the bridging open work permit.

Each is a decision about what was filed before what expired. Days are whole days; a permit is valid on its last day.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from eligibility.parameters import Reference, parameter
from eligibility.results import Status

TREE = "timeline"


@dataclass(frozen=True)
class Filing:
    """What was filed, and when. ``None``: not said.

    ``application_complete``: the application for permanent residence passed the completeness check
    (acknowledgement of receipt); ``extension_filed``: the day on which a new permit was applied for;
    ``left_canada``: the day of a departure after that.
    """

    permit_expires: datetime.date | None = None
    extension_filed: datetime.date | None = None
    left_canada: datetime.date | None = None
    in_canada: bool | None = None
    principal_applicant: bool | None = None
    application_complete: bool | None = None
    outside_quebec: bool | None = None


@dataclass(frozen=True)
class Decision:
    """The answer: ``reason`` is a code, ``until`` the last day on which it holds, ``missing`` what is not said."""

    status: Status
    reason: str
    references: tuple[Reference, ...]
    until: datetime.date | None = None
    missing: tuple[str, ...] = ()


def right_to_work(filing: Filing, as_of: datetime.date) -> Decision:
    """Whether a worker may work on ``as_of``: on the permit, or on maintained status (IRPR 183(5), 186(u)).

    ``not_met`` with ``restorable`` while restoration can still be asked for (IRPR 182), with ``out_of_status`` after.
    """
    expires, filed = filing.permit_expires, filing.extension_filed
    kept = parameter(TREE, "maintained_status").on(as_of).reference
    restoration = parameter(TREE, "restoration_days").on(as_of)
    if expires is None:
        return Decision(Status.UNKNOWN, "facts_missing", (kept,), None, ("permit_expires",))
    if as_of <= expires:
        return Decision(Status.MET, "permit_valid", (kept,), expires)
    if filed is not None and filed <= expires:
        if filing.left_canada is not None and filing.left_canada <= as_of:
            return Decision(Status.NOT_MET, "left_canada", (kept,))
        return Decision(Status.MET, "maintained_status", (kept,))
    last = expires + datetime.timedelta(days=int(restoration.value))
    references = (restoration.reference, kept)
    if as_of <= last:
        return Decision(Status.NOT_MET, "restorable", references, last)
    return Decision(Status.NOT_MET, "out_of_status", references)


def bridging(filing: Filing, as_of: datetime.date) -> Decision:
    """Whether a bridging open work permit can be applied for on ``as_of``.

    In Canada, principal applicant of an application past the completeness check, not for Quebec; holding a
    work permit, or on maintained status, or able to restore it. An invitation or a profile is not enough.
    """
    reference = parameter(TREE, "bridging").on(as_of).reference
    conditions = (
        ("in_canada", filing.in_canada, "not_in_canada"),
        ("principal_applicant", filing.principal_applicant, "not_principal"),
        ("application_complete", filing.application_complete, "application_not_complete"),
        ("outside_quebec", filing.outside_quebec, "quebec"),
    )
    for _, said, reason in conditions:
        if said is False:
            return Decision(Status.NOT_MET, reason, (reference,))
    work = right_to_work(filing, as_of)
    references = (reference, *work.references)
    if work.reason in ("out_of_status", "left_canada"):
        return Decision(Status.NOT_MET, work.reason, references)
    missing = tuple(name for name, said, _ in conditions if said is None) + work.missing
    if missing:
        return Decision(Status.UNKNOWN, "facts_missing", references, None, missing)
    reasons = {"permit_valid": "on_permit", "maintained_status": "on_maintained_status"}
    return Decision(Status.MET, reasons.get(work.reason, "with_restoration"), references, work.until)


def bridging_from(permit_expires: datetime.date, as_of: datetime.date) -> datetime.date:
    """The day from which applying is advised: some months before the permit ends (practice, not law)."""
    months = int(parameter(TREE, "bridging_advice_months").on(as_of).value)
    return permit_expires - relativedelta(months=months)
