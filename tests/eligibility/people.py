"""Plain facts to lay changes over."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from eligibility.facts import ABILITIES, Facts, from_document

TODAY = datetime.date(2026, 11, 24)


def changed(plain: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``plain`` with changes; ``None`` takes a key away."""
    merged = {**plain, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def job(**changes: Any) -> dict[str, Any]:
    """A software developer in Ontario, 30 hours a week on a PGWP: 1,560 hours on 24 November 2026."""
    plain = {
        "noc": "21232",
        "start": "2025-11-26",
        "current": True,
        "hours_per_week": 30,
        "country": "CA",
        "province": "ON",
        "paid": True,
        "self_employed": False,
        "full_time_student": False,
        "foreign_employer": False,
        "authorization": "pgwp",
        "duties_match": True,
        "leaves": [],
    }
    if changes.get("noc", "") is None and "teer" in changes:
        plain.pop("noc")
    return changed(plain, changes)


def language_test(level: float | None = 7, **changes: Any) -> dict[str, Any]:
    """CLB 7 in all abilities, of 1 May 2026."""
    return changed({"test": "clb", "date": "2026-05-01", **dict.fromkeys(ABILITIES, level)}, changes)


def document(
    jobs: Sequence[Mapping[str, Any]] | None = ({},),
    tests: Sequence[Mapping[str, Any]] | None = ({},),
    **changes: Any,
) -> dict[str, Any]:
    """Somebody who meets the class on 24 November 2026, with changes to each job, each test and the rest."""
    facts: dict[str, Any] = {"intends_outside_quebec": True, "inadmissibility": "none"}
    if jobs is not None:
        facts["jobs"] = [job(**dict(row)) for row in jobs]
    if tests is not None:
        facts["language_tests"] = [language_test(**dict(row)) for row in tests]
    return changed(facts, changes)


def facts(*args: Any, **changes: Any) -> Facts:
    """The same, read."""
    return from_document(document(*args, **changes))
