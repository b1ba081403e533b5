"""How fast the rules answer, in this process: ``python benchmarks/eligibility.py``.

Prints calls a second of the three assessments and of the score for a plain case, and how an assessment of the
Canadian Experience Class grows with the number of jobs, one after another and all at once.
"""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from eligibility.assessment import assess
from eligibility.crs import score
from eligibility.facts import Facts, from_document

TODAY = datetime.date(2026, 11, 24)
SECONDS = 0.5
SIZES = (1, 3, 10, 30, 100)


def job(start: datetime.date, end: datetime.date | None, **more: Any) -> dict[str, Any]:
    """A job that counts; without an end it goes on."""
    return {
        "noc": "21232",
        "start": start.isoformat(),
        **({"end": end.isoformat(), "current": False} if end else {"current": True}),
        "hours_per_week": 37.5,
        "country": "CA",
        "paid": True,
        "self_employed": False,
        "full_time_student": False,
        "authorization": "pgwp",
        "duties_match": True,
        **more,
    }


def case(jobs: list[dict[str, Any]]) -> Facts:
    """Somebody who meets the class, or will, with these jobs."""
    test = {"test": "ielts_general", "date": "2026-05-01", "listening": 8, "reading": 7, "writing": 7, "speaking": 7}
    return from_document(
        {
            "jobs": jobs,
            "language_tests": [test],
            "intends_outside_quebec": True,
            "inadmissibility": "none",
            "person": {"birth_date": "1996-04-02", "marital_status": "single"},
            "education": {"level": "bachelors", "canadian_credential": "none", "eca": True},
            "foreign_work_years": 2,
            "trade_certificate": False,
            "provincial_nomination": False,
            "job_offer": "none",
            "sibling_in_canada": False,
        }
    )


def one_after_another(count: int) -> Facts:
    """``count`` jobs that fill the last three years without a gap, the last one going on."""
    length = datetime.timedelta(days=3 * 365 // count)
    starts = [TODAY - length * (count - number) for number in range(count)]
    ends = [*(start - datetime.timedelta(days=1) for start in starts[1:]), None]
    return case([job(start, end) for start, end in zip(starts, ends, strict=True)])


def all_at_once(count: int) -> Facts:
    """``count`` part-time jobs in two occupations, begun day by day, all going on."""
    starts = [TODAY - datetime.timedelta(days=300 + number) for number in range(count)]
    nocs = ("21232", "63200")
    return case([job(day, None, hours_per_week=1.5, noc=nocs[place % 2]) for place, day in enumerate(starts)])


def milliseconds(call: Callable[[], object]) -> float:
    """The processor time of one call, over half a second of them, after a first one that reads the parameters."""
    call()
    count, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < SECONDS:
        call()
        count += 1
    return 1000 * spent / count


def main() -> None:
    """Measure and print."""
    plain = case([job(datetime.date(2025, 3, 1), None)])
    waiting = case([job(datetime.date(2026, 6, 1), None)])
    bare = from_document({"jobs": [{"title": "cook", "start": "2025-03-01"}]})
    calls: dict[str, Callable[[], object]] = {
        "assess cec, eligible": lambda: assess(plain, "cec", TODAY),
        "assess cec, hours to come": lambda: assess(waiting, "cec", TODAY),
        "assess cec, little said": lambda: assess(bare, "cec", TODAY),
        "assess fsw": lambda: assess(plain, "fsw", TODAY),
        "assess fst": lambda: assess(plain, "fst", TODAY),
        "crs": lambda: score(plain, TODAY),
        "crs, little said": lambda: score(bare, TODAY),
    }
    print("One case after another, by processor time:")
    for name, call in calls.items():
        took = milliseconds(call)
        print(f"  {name:26} {took:8.2f} ms   {1000 / took:8,.0f} calls a second")
    for name, build in (("one after another", one_after_another), ("all at once", all_at_once)):
        print(f"assess cec by number of jobs, {name}:")
        first = 0.0
        for size in SIZES:
            facts = build(size)
            took = milliseconds(lambda facts=facts: assess(facts, "cec", TODAY))  # type: ignore[misc]
            first = first or took
            print(f"  {size:3} jobs {took:8.2f} ms   {took / first:6.1f} times one job")


if __name__ == "__main__":
    main()
