"""Status between permits, day by day: what was filed before what expired."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from eligibility.facts import Facts, from_document
from eligibility.permits import (
    Filing,
    bridging,
    bridging_from,
    covered_until,
    ends_soon,
    filing,
    restoration_until,
    right_to_work,
    wanted,
)
from eligibility.results import Status

TODAY = datetime.date(2026, 11, 24)
ENDED = datetime.date(2026, 11, 10)
IN_TIME = Filing(
    permit_expires=ENDED,
    extension="work_permit",
    extension_filed=datetime.date(2026, 11, 7),
    left_canada=False,
    in_canada=True,
)
COMPLETE = {"principal_applicant": True, "application_complete": True, "outside_quebec": True, "in_canada": True}


def days(count: int) -> datetime.timedelta:
    """So many days."""
    return datetime.timedelta(days=count)


# --- the right to work -------------------------------------------------------------------------------------


def test_a_permit_is_valid_on_its_last_day_and_not_on_the_next() -> None:
    assert right_to_work(Filing(permit_expires=TODAY, extension="none"), TODAY).reason == "permit_valid"
    assert right_to_work(Filing(permit_expires=TODAY - days(1), extension="none"), TODAY).status is Status.NOT_MET


def test_filed_on_the_last_day_is_in_time_and_a_day_later_is_not() -> None:
    assert right_to_work(replace(IN_TIME, extension_filed=ENDED), TODAY).reason == "maintained_status"
    late = right_to_work(replace(IN_TIME, extension_filed=ENDED + days(1)), TODAY)
    assert (late.status, late.reason, late.until) == (Status.NOT_MET, "filed_late", ENDED + days(90))


def test_nothing_filed_can_be_restored_for_ninety_days() -> None:
    nothing = Filing(permit_expires=ENDED, extension="none")
    last = ENDED + days(90)
    assert right_to_work(nothing, last).reason == "restorable"
    assert right_to_work(nothing, last).until == last
    assert right_to_work(nothing, last + days(1)).reason == "out_of_status"
    assert any("IRPR 182" in reference.title for reference in right_to_work(nothing, last).references)


def test_what_is_not_said_is_never_a_no() -> None:
    found = right_to_work(Filing(permit_expires=ENDED), TODAY)
    assert (found.status, found.missing) == (Status.UNKNOWN, ("extension",))
    assert found.until == ENDED + days(90)
    assert right_to_work(Filing(), TODAY).missing == ("permit_expires",)
    assert right_to_work(replace(IN_TIME, left_canada=None), TODAY).missing == ("left_canada",)
    assert right_to_work(replace(IN_TIME, extension_filed=None), TODAY).missing == ("extension_filed",)


def test_a_month_that_holds_the_last_day_leaves_open_what_came_first() -> None:
    november = {"extension_filed": datetime.date(2026, 11, 1), "extension_filed_by": datetime.date(2026, 11, 24)}
    assert right_to_work(replace(IN_TIME, **november), TODAY).missing == ("extension_filed",)
    october = {"extension_filed": datetime.date(2026, 10, 1), "extension_filed_by": datetime.date(2026, 10, 31)}
    assert right_to_work(replace(IN_TIME, **october), TODAY).reason == "maintained_status"


def test_said_without_a_day() -> None:
    by_words = replace(IN_TIME, extension_filed=None, extension_in_time=True)
    assert right_to_work(by_words, TODAY).reason == "maintained_status"
    assert right_to_work(replace(by_words, extension_in_time=False), TODAY).reason == "filed_late"


def test_leaving_ends_the_right_to_work_on_maintained_status() -> None:
    assert right_to_work(replace(IN_TIME, left_canada=True), TODAY).reason == "left_canada"
    assert right_to_work(replace(IN_TIME, left_canada=None, in_canada=False), TODAY).reason == "left_canada"


def test_a_visitor_record_keeps_no_right_to_work() -> None:
    found = right_to_work(replace(IN_TIME, extension="visitor_record"), TODAY)
    assert (found.status, found.reason) == (Status.NOT_MET, "visitor_record")


def test_after_a_refusal_the_days_count_from_the_refusal() -> None:
    refused = replace(IN_TIME, outcome="refused")
    found = right_to_work(refused, TODAY)
    assert (found.status, found.missing) == (Status.NOT_MET, ("refused",))
    day = datetime.date(2026, 11, 20)
    assert right_to_work(replace(refused, refused=day), TODAY).until == day + days(90)
    before_the_end = datetime.date(2026, 11, 5)
    assert right_to_work(replace(refused, refused=before_the_end), TODAY).until == ENDED + days(90)


def test_applied_for_while_the_permit_is_valid() -> None:
    filed = Filing(permit_expires=TODAY + days(3), extension="work_permit", extension_filed=TODAY)
    assert right_to_work(filed, TODAY).reason == "permit_valid_filed"
    assert right_to_work(replace(filed, outcome="refused"), TODAY).reason == "permit_valid"
    assert right_to_work(replace(filed, extension="visitor_record"), TODAY).reason == "permit_valid_visitor"


@pytest.mark.parametrize("kind", ["study_permit_off_campus", "visitor", "refugee_claimant"])
def test_other_permits_are_not_decided_here(kind: str) -> None:
    assert right_to_work(replace(IN_TIME, permit_kind=kind), TODAY).status is Status.CANNOT_SAY
    assert right_to_work(replace(IN_TIME, permit_kind="pgwp"), TODAY).status is Status.MET


# --- the bridging permit -----------------------------------------------------------------------------------


def test_bridging_on_a_valid_permit_on_maintained_status_and_with_restoration() -> None:
    valid = Filing(permit_expires=TODAY + days(100), **COMPLETE)
    assert (bridging(valid, TODAY).reason, bridging(valid, TODAY).until) == ("on_permit", TODAY + days(100))
    maintained = replace(IN_TIME, **COMPLETE)
    assert bridging(maintained, TODAY).reason == "on_maintained_status"
    restorable = Filing(permit_expires=ENDED, extension="none", **COMPLETE)
    assert bridging(restorable, TODAY).reason == "with_restoration"
    assert bridging(restorable, ENDED + days(91)).reason == "out_of_status"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("application_complete", "application_not_complete"),
        ("principal_applicant", "not_principal"),
        ("outside_quebec", "quebec"),
        ("in_canada", "not_in_canada"),
    ],
)
def test_each_condition_fails_alone_and_is_asked_for_when_not_said(name: str, reason: str) -> None:
    valid = Filing(permit_expires=TODAY + days(100), **COMPLETE)
    failed = bridging(replace(valid, **{name: False}), TODAY)
    assert (failed.status, failed.reason) == (Status.NOT_MET, reason)
    open_ = bridging(replace(valid, **{name: None}), TODAY)
    assert (open_.status, open_.missing) == (Status.UNKNOWN, (name,))


def test_a_failed_condition_is_said_before_the_permit_is_known() -> None:
    assert bridging(Filing(application_complete=False), TODAY).status is Status.NOT_MET


def test_a_visitor_record_leaves_bridging_open() -> None:
    assert bridging(replace(IN_TIME, extension="visitor_record", **COMPLETE), TODAY).status is Status.CANNOT_SAY


# --- what to ask, and days ---------------------------------------------------------------------------------


def test_what_to_ask_goes_from_the_right_to_work_to_the_bridging_permit() -> None:
    assert list(wanted(Filing(), TODAY, True))[:2] == ["permit_expires", "application_complete"]
    assert list(wanted(Filing(), TODAY, False)) == ["permit_expires"]
    assert list(wanted(Filing(permit_expires=ENDED), TODAY, False)) == ["extension"]
    assert list(wanted(Filing(permit_expires=TODAY), TODAY, False)) == []
    assert list(wanted(Filing(permit_expires=TODAY, application_complete=False), TODAY, True)) == []


def facts(**document: Any) -> Facts:
    """Facts of a document."""
    return from_document(document)


def test_facts_that_were_told_are_not_asked_again() -> None:
    known = facts(
        permit={"kind": "pgwp", "expires": "2026-11-10"},
        destination_province="ON",
        jobs=[{"title": "cook", "start": "2025-01-01", "current": True, "country": "CA"}],
    )
    found = filing(known, {"extension_days_before": 3}, TODAY)
    assert (found.permit_kind, found.permit_expires) == ("pgwp", ENDED)
    assert (found.outside_quebec, found.in_canada) == (True, True)
    assert found.extension_filed == datetime.date(2026, 11, 7)
    assert filing(facts(destination_province="QC"), {}, TODAY).outside_quebec is False
    assert filing(facts(), {}, TODAY) == Filing()


def test_a_departure_counts_once_the_permit_had_ended() -> None:
    known = facts(permit={"kind": "pgwp", "expires": "2026-11-10"})
    assert filing(known, {"left": datetime.date(2026, 11, 12)}, TODAY).left_canada is True
    assert filing(known, {"left": datetime.date(2026, 11, 3)}, TODAY).left_canada is None
    assert filing(known, {"left_canada": False}, TODAY).in_canada is True


def test_days_of_advice() -> None:
    assert bridging_from(datetime.date(2027, 3, 31), TODAY) == datetime.date(2026, 11, 30)
    assert restoration_until(ENDED, TODAY)[0] == datetime.date(2027, 2, 8)
    assert ends_soon(TODAY + days(180), TODAY)
    assert not ends_soon(TODAY + days(181), TODAY)
    assert not ends_soon(TODAY - days(1), TODAY)


def _worked(permit: dict[str, Any], **job: Any) -> datetime.date | None:
    told = {"start": "2026-02-01", "current": True, "authorization": "pgwp", **job}
    facts = from_document({"jobs": [told], "permit": permit})
    assert facts.jobs is not None
    return covered_until(facts.jobs[0], facts.permit, TODAY)


@pytest.mark.parametrize(
    ("permit", "job", "last"),
    [
        ({"kind": "pgwp", "expires": "2026-11-23"}, {}, datetime.date(2026, 11, 23)),
        ({"expires": "2026-11-23"}, {}, datetime.date(2026, 11, 23)),
        (
            {"kind": "pgwp", "expires": "2026-04-10"},
            {"current": False, "end": "2026-04-11"},
            datetime.date(2026, 4, 10),
        ),
        ({"kind": "pgwp", "expires": "2026-11-24"}, {}, None),
        ({"kind": "pgwp", "expires": "2026-04-10"}, {"current": False, "end": "2026-04-10"}, None),
        ({"kind": "pgwp", "expires": "2026-01-31"}, {}, None),
        ({"kind": "bowp", "expires": "2026-04-10"}, {}, None),
        ({"kind": "pgwp"}, {}, None),
        ({"kind": "maintained_status", "expires": "2026-04-10"}, {"authorization": "maintained_status"}, None),
        ({"expires": "2026-04-10"}, {"current": False, "end": "2026-06-01"}, None),
    ],
)
def test_a_permit_covers_work_until_its_last_day(
    permit: dict[str, Any], job: dict[str, Any], last: datetime.date | None
) -> None:
    assert _worked(permit, **job) == last
