"""What people tell of applications, refusals and departures."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from nlu.filings import filings

TODAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I applied 3 days before it expired", {"extension_days_before": 3}),
        ("i can still work? i applied for an extension two weeks before it expired", {"extension_days_before": 14}),
        ("I filed it the day before my permit ended", {"extension_days_before": 1}),
        ("I renewed it on the last day", {"extension": "work_permit", "extension_days_before": 0}),
        ("I submitted the application a week after my permit expired", {"extension_days_before": -7}),
        ("I applied for a visitor record in time", {"extension": "visitor_record", "extension_in_time": True}),
        ("my extension was refused on 10 November", {"outcome": "refused", "refused": "2026-11-10"}),
        ("my permit ran out ten days ago and I haven't filed anything", {"extension": "none"}),
        ("it ended 1 September, I forgot to renew", {"extension": "none", "permit_expires": "2026-09-01"}),
        ("I applied on 2026-11-05", {"extension_filed": "2026-11-05", "extension_filed_by": "2026-11-05"}),
        ("I applied in October", {"extension_filed": "2026-10-01", "extension_filed_by": "2026-10-31"}),
        ("I applied in November", {"extension_filed": "2026-11-01", "extension_filed_by": "2026-11-24"}),
        ("I applied on 5 November, not 3 November", {"extension_filed": "2026-11-05"}),
        ("I applied for bowp on Sept 20", {"extension": "work_permit", "extension_filed": "2026-09-20"}),
        ("I left on 5 November", {"left": "2026-11-05"}),
        ("I haven't left Canada", {"left_canada": False}),
        ("went home for a week then came back", {"left_canada": True}),
        ("I'm outside Canada now", {"in_canada": False}),
        ("I got my AOR yesterday", {"application_complete": True}),
        ("no AOR yet", {"application_complete": False}),
        ("I only have an ITA", {"application_complete": False}),
        ("I have not applied for PR yet", {"application_complete": False}),
        ("my wife is the principal applicant", {"principal_applicant": False}),
        ("I am the main applicant", {"principal_applicant": True}),
    ],
)
def test_what_is_told(text: str, told: dict[str, Any]) -> None:
    found = filings(text, TODAY).values
    assert {name: found.get(name) for name in told} == told


@pytest.mark.parametrize(
    "text",
    [
        "if I applied in May would it count",
        "can I leave Canada while I wait",
        "do I need AOR first",
        "does an express entry profile give status",
        "I left my job on 5 November",
        "my passport expires on 5 May 2027",
        "I got my ITA on 3 March",
        "hello",
        "",
    ],
)
def test_what_is_asked_or_of_another_thing_tells_nothing(text: str) -> None:
    found = filings(text, TODAY)
    assert (found.values, found.unclear) == ({}, {})


def test_pr_is_no_extension() -> None:
    found = filings("I applied for PR on 5 November", TODAY).values
    assert "extension" not in found and "extension_filed" not in found


def test_two_readings_of_a_day() -> None:
    assert filings("it expired on 10/11/2026", TODAY).unclear == {"permit_expires": ["2026-10-11", "2026-11-10"]}
    # The other reading lies ahead, and "expired" is over.
    assert filings("it expired on 10/12/2026", TODAY).values["permit_expires"] == "2026-10-12"


def test_a_departure_after_the_end_says_nothing_of_the_application() -> None:
    found = filings("I left for vacation after my permit expired with the extension pending", TODAY).values
    assert found == {"extension": "work_permit", "outcome": "pending", "left_canada": True}


def test_whether_a_bridging_permit_is_asked_about() -> None:
    assert filings("can I get a BOWP", TODAY).bridging
    assert not filings("I applied for a BOWP, may I work", TODAY).bridging
    assert filings("my permit expired", TODAY).ended
    assert not filings("my permit expires in March", TODAY).ended
