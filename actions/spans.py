"""A job that changed on the way: other hours from some day on, studies until some day. It becomes two, end to end.

The facts of the contract know one value a job, so what held for a part of it is told as two jobs in a row; hours,
window and exclusions then come out day by day.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dateutil.relativedelta import relativedelta

from actions.draft import Draft
from actions.memory import Memory
from eligibility.facts import from_document
from eligibility.permits import PENDING, WORK_PERMIT, covered_until, filing

_ONE_DAY = datetime.timedelta(days=1)


def split(index: int, last: datetime.date, draft: Draft, memory: Memory) -> int | None:
    """Split a job after ``last``: it ends on that day, a copy goes on from the next one; the copy's index.

    ``None`` when the day doesn't lie inside the job, or its start isn't known.
    """
    at = f"jobs[{index}]"
    start, end = _day(draft.get(f"{at}.start")), _day(draft.get(f"{at}.end"))
    if start is None or last < start or (end is not None and last >= end):
        return None
    rest = copy.deepcopy(draft.jobs[index])
    other = draft.add_job()
    for leaf, value in rest.items():
        draft.put(f"jobs[{other}].{leaf}", value)
    draft.put(f"jobs[{other}].start", (last + _ONE_DAY).isoformat())
    draft.put(f"{at}.end", last.isoformat())
    draft.put(f"{at}.current", False)
    if str(index) in memory.candidates:
        memory.candidates[str(other)] = copy.deepcopy(memory.candidates[str(index)])
    return other


def hours_over_time(rows: Sequence[Mapping[str, Any]], index: int, draft: Draft, memory: Memory) -> bool:
    """ "10 hours a week until May, then 35": one job a stretch; whether the hours told of such a change."""
    changes = [row for row in rows if row.get("value") is not None and (row.get("since") or row.get("until"))]
    if not changes:
        return False
    ordered = sorted(rows, key=lambda row: str(row.get("since") or row.get("until") or ""))
    told = [row for row in ordered if row.get("value") is not None]
    draft.put(f"jobs[{index}].hours_per_week", told[0]["value"])
    here = index
    for row, following in pairwise(told):
        until = _day(row.get("until"))
        since = _day(following.get("since"))
        last = until or (since - _ONE_DAY if since else None)
        other = split(here, last, draft, memory) if last else None
        if other is None:
            return here != index
        here = other
        draft.put(f"jobs[{here}].hours_per_week", following["value"])
    return True


def condition_of_parts(
    name: str, value: Any, span: Mapping[str, Any], pieces: Sequence[int], draft: Draft, memory: Memory
) -> None:
    """The same for a job that was split before: the part that the span cuts is split, those that lie in it hold whole.

    When no part can be split (its dates aren't known), the condition holds for all of it: told is told. For parts that
    lie wholly outside the span it says nothing, or the opposite.
    """
    inside = [index for index in pieces if not _outside(span, index, draft)]
    for index in pieces:
        if index not in inside and isinstance(value, bool):
            draft.put(f"jobs[{index}].{name}", not value)
    for place, index in enumerate(inside):
        if condition_of_a_part(name, value, span, index, draft, memory):
            whole = inside[:place] if span.get("months") else [other for other in inside if other != index]
            for other in whole:
                draft.put(f"jobs[{other}].{name}", value)
            return
    for index in inside:
        draft.put(f"jobs[{index}].{name}", value)


def _outside(span: Mapping[str, Any], index: int, draft: Draft) -> bool:
    start, end = _day(draft.get(f"jobs[{index}].start")), _day(draft.get(f"jobs[{index}].end"))
    first, last = _day(span.get("start")), _day(span.get("end"))
    return bool((first and end and first > end) or (last and start and last < start))


def beyond_the_permit(draft: Draft, memory: Memory, as_of: datetime.date) -> None:
    """What allowed work on a permit that has ended allows none after its last day: that time becomes a job apart.

    What allowed it is asked for; work on an extension applied for in time is known to be allowed.
    """
    facts = from_document(draft.facts)
    for index, job in enumerate(facts.jobs or ()):
        last = covered_until(job, facts.permit, as_of)
        rest = split(index, last, draft, memory) if last else None
        if rest is None or last is None:
            continue
        draft.drop(f"jobs[{rest}].authorization")
        memory.turn.notes.append({"code": "work_after_permit", "date": last.isoformat()})
    filed = filing(facts, memory.filing.get("told") or {}, as_of)
    if filed.extension == WORK_PERMIT and filed.in_time and filed.outcome == PENDING and not filed.left_canada:
        for index, told in enumerate(draft.jobs):
            if filed.permit_expires and _day(told.get("start")) == filed.permit_expires + _ONE_DAY:
                draft.put(f"jobs[{index}].authorization", told.get("authorization") or "maintained_status")


def condition_of_a_part(
    name: str, value: Any, span: Mapping[str, Any], index: int, draft: Draft, memory: Memory
) -> bool:
    """ "A student until 31 August": the condition holds for that part, its opposite for the rest.

    ``span``: ``start`` and ``end`` as ISO days, or ``months`` from the job's first day on (``edge``: ``first``).
    Whether the job could be split at it.
    """
    start = _day(draft.get(f"jobs[{index}].start"))
    first, last = _day(span.get("start")), _day(span.get("end"))
    if span.get("months") and start is not None:
        months = float(span["months"])
        last = start + relativedelta(months=int(months), days=round((months % 1) * 30)) - _ONE_DAY
    inside = index
    if first is not None and start is not None and first > start:
        other = split(index, first - _ONE_DAY, draft, memory)
        if other is None:
            return False
        if isinstance(value, bool):
            draft.put(f"jobs[{index}].{name}", not value)
        inside = other
    if last is not None:
        rest = split(inside, last, draft, memory)
        if rest is None and inside == index:
            return False
        if rest is not None and isinstance(value, bool):
            draft.put(f"jobs[{rest}].{name}", not value)
        elif rest is not None:
            draft.drop(f"jobs[{rest}].{name}")
    draft.put(f"jobs[{inside}].{name}", value)
    return True


def _day(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(str(value)) if value else None
