"""The days of a case in their order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from answers.timeline import what
from eligibility.results import Result
from eligibility.timeline import Timeline, timeline
from tests.eligibility.people import TODAY, facts

D = datetime.date


def told(
    jobs: Sequence[Mapping[str, Any]] | None = ({},), tests: Sequence[Mapping[str, Any]] | None = ({},), **more: Any
) -> Timeline:
    return timeline(facts(jobs, tests, **more), TODAY)


def days(found: Timeline) -> dict[str, datetime.date]:
    return {event.code: event.day for event in found.events}


def test_a_case_that_is_ready_today() -> None:
    found = days(told())
    assert found["profile"] == TODAY and "eligible_from" not in found
    assert found["profile_ends"] == D(2027, 11, 24)
    assert found["application_due"] == D(2027, 1, 23)
    assert found["decision"] == D(2027, 7, 23)
    assert found["eligible_until"] == found["test_ends"] == D(2028, 4, 30)
    assert found["last_safe_invitation"] == D(2028, 3, 1)
    assert found["hours_leave"] == D(2028, 11, 27)


def test_a_case_that_will_be_ready_begins_on_that_day() -> None:
    found = days(told([{"start": "2026-06-01"}]))
    assert found["eligible_from"] == found["profile"] == D(2027, 5, 30)
    assert found["application_due"] == D(2027, 7, 29)


def test_an_end_too_near_leaves_no_safe_invitation() -> None:
    found = days(told(tests=[{"date": "2024-12-20"}]))
    assert found["eligible_until"] == D(2026, 12, 19) and "last_safe_invitation" not in found
    just = days(told(tests=[{"date": "2025-01-24"}]))
    assert just["last_safe_invitation"] == TODAY


def test_without_an_answer_there_is_no_process_but_ends_are_still_told() -> None:
    found = told(None, permit={"kind": "pgwp", "expires": "2027-01-31"})
    assert found.assessment.result is Result.NEEDS_INFORMATION
    assert set(days(found)) == {"today", "test_ends", "permit_ends", "bridging_from", "restoration_ends"}


def test_the_permit() -> None:
    found = days(told(permit={"kind": "pgwp", "expires": "2027-06-30"}))
    assert found["permit_ends"] == D(2027, 6, 30)
    assert found["bridging_from"] == D(2027, 2, 28)
    assert found["restoration_ends"] == D(2027, 9, 28)
    near = days(told(permit={"kind": "pgwp", "expires": "2026-12-24"}))
    assert near["bridging_from"] == TODAY


def test_a_permit_that_has_ended_leaves_only_restoration() -> None:
    found = days(told(permit={"kind": "pgwp", "expires": "2026-11-23"}))
    assert "permit_ends" not in found and "bridging_from" not in found
    assert found["restoration_ends"] == D(2027, 2, 21)
    assert "restoration_ends" not in days(told(permit={"kind": "pgwp", "expires": "2026-08-01"}))


def test_tests_that_are_over_and_hours_that_are_gone_are_left_out() -> None:
    found = days(told([{"start": "2020-01-01"}], [{"date": "2024-11-24"}]))
    assert "test_ends" not in found and "hours_leave" not in found
    only = days(told([{"start": "2025-11-26", "paid": None}]))
    assert "hours_leave" not in only


def test_events_stand_in_order_with_words_and_sources() -> None:
    found = told([{"start": "2026-06-01"}], permit={"kind": "pgwp", "expires": "2027-01-31"})
    assert found.events[0].code == "today"
    assert [event.day for event in found.events] == sorted(event.day for event in found.events)
    assert all(len(what(event)) > 3 and "{" not in what(event) for event in found.events)
    bare = {event.code for event in found.events if event.reference is None}
    assert bare == {"today", "eligible_from", "eligible_until", "last_safe_invitation", "permit_ends"} - {
        "last_safe_invitation"
    }


def test_other_programs_have_their_days_too() -> None:
    found = timeline(facts([{"noc": "72310", "start": "2025-01-01"}], trade_certificate=True), TODAY, "fst")
    assert found.program == "FST" and days(found)["profile"] == D(2026, 12, 29) and "hours_leave" not in days(found)
