"""People to answer, and their assessment as `cec assess --json` prints it."""

from __future__ import annotations

import datetime
from typing import Any

from answers.criteria import caveat_sentence, detail
from eligibility.assessment import assess
from eligibility.facts import from_document

TODAY = datetime.date(2026, 11, 24)

#: A job that counts, with nothing left open.
JOB: dict[str, Any] = {
    "title": "cook",
    "noc": "63200",
    "start": "2026-03-01",
    "current": True,
    "hours_per_week": 35,
    "country": "CA",
    "foreign_employer": False,
    "province": "AB",
    "paid": True,
    "self_employed": False,
    "full_time_student": False,
    "authorization": "pgwp",
    "duties_match": True,
    "leaves": [],
}
TEST: dict[str, Any] = {
    "test": "ielts_general",
    "date": "2026-02-10",
    "listening": 8,
    "reading": 7,
    "writing": 6.5,
    "speaking": 7,
}
#: Somebody who has told everything.
FULL: dict[str, Any] = {
    "jobs": [{**JOB, "start": "2024-08-01"}],
    "language_tests": [TEST],
    "intends_outside_quebec": True,
    "destination_province": "AB",
    "inadmissibility": "none",
    "permit": {"kind": "pgwp", "expires": "2027-03-31"},
    "person": {
        "birth_date": "1996-04-02",
        "marital_status": "married",
        "spouse_accompanies": True,
        "spouse_is_canadian": False,
    },
    "education": {"level": "bachelors", "canadian_credential": "none", "eca": True},
    "foreign_work_years": 2,
    "family_size": 2,
}


def jobs(*changes: dict[str, Any]) -> dict[str, Any]:
    """Facts with one job for each change; a change to ``None`` leaves the fact unsaid."""
    return {
        "jobs": [{key: value for key, value in {**JOB, **change}.items() if value is not None} for change in changes]
    }


def assessed(facts: dict[str, Any], today: datetime.date = TODAY) -> dict[str, Any]:
    """The assessment as JSON."""
    return assess(
        from_document({name: told for name, told in facts.items() if name != "beside"}), "cec", today
    ).to_json(detail, caveat_sentence)
