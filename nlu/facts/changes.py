"""Hours that changed within one job: "20 hrs, then 35 since May"."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from nlu.facts.mention import Mention, sentence_of

_CHANGE = re.compile(
    r"\b(?:then|now|later|currently|since|before that|until|till|after(?: that)?|to|from|and)\b|,", re.I
)
#: Opens a sentence that goes on with the count before it.
_GOES_ON = re.compile(r"[.;!\n]\s*(?:and |but )?(?:then|now|since then|after that|later|currently|from|since)\b", re.I)
#: How far after the last count its date may stand.
_NEAR = 25
_BESIDE = re.compile(r"[\s,(]*(?:(?:until|untill|till|til|up to|through|from|since|between|starting|as of)\s+)?"
                     r"(?:the )?", re.I)  # fmt: skip


def changed_hours(text: str, found: list[Mention]) -> list[Mention]:
    """Give the counts of one job the days on which each became the next.

    ``until`` is the last day of a count, ``since`` the first day of the one after it; a period that told of
    the day is no longer one of the job, unless the job has no other: then its first and last day are the job's.
    """
    rows = list(found)
    weekly = [i for i, m in enumerate(rows) if m.entity == "hours_per_week" and m.value["value"] is not None]
    told: list[Mention] = []
    for i, j in pairwise(weekly):
        first, second = rows[i], rows[j]
        if first.group != second.group or not _in_turn(text, first, second):
            continue
        if any(m.entity == "occupation" and first.end <= m.start < second.start for m in rows):
            # "Then I was a cook in Regina": a job of its own, whatever it is called.
            continue
        end = sentence_of(text, second.start)[1]
        periods = [p for p in rows if p.entity == "period" and p not in told and p.group == first.group]
        ended = next((p for p in periods if _ends(text, p, first, second)), None)
        began = next((p for p in periods if p is not ended and _begins(p, second, end, ended is not None, text)), None)
        if ended is None and began is None:
            began = next((p for p in periods if _between(p, first, second)), None)
        day = _first_day(ended, began)
        if day is None:
            continue
        told += [p for p in (ended, began) if p is not None]
        since = {"since": ended.value["start"]} if ended and ended.value["start"] else {}
        before = {"until": (day - datetime.timedelta(days=1)).isoformat()}
        after = {"since": day.isoformat()}
        if began is not None and began.value["end"]:
            after["until"] = began.value["end"]
        rows[i] = replace(first, value={**first.value, **since, **before})
        rows[j] = replace(second, value={**second.value, **after})
    return _without(rows, told)


def _in_turn(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second count takes over from the first: in its sentence, or in one that goes on with it."""
    between = text[first.end : second.start]
    end = sentence_of(text, first.start)[1]
    if second.start <= end:
        return bool(_CHANGE.search(between))
    return bool(_GOES_ON.match(text, end)) and sentence_of(text, second.start)[0] <= end + 1


def _ends(text: str, period: Mention, first: Mention, second: Mention) -> bool:
    """ "20 hours until May": the end of the first count."""
    if period.value.get("alternatives") or not first.end <= period.start < second.start or not period.value["end"]:
        return False
    return period.value["start"] is None or bool(_BESIDE.fullmatch(text, first.end, period.start))


def _begins(period: Mention, second: Mention, end: int, ended: bool, text: str) -> bool:
    """ "35 hours since June": the beginning of the second count."""
    if period.value.get("alternatives") or not period.value["start"] or not second.end <= period.start < end:
        return False
    if ended or period.value["end"]:
        return bool(_BESIDE.fullmatch(text, second.end, period.start))
    return period.start < second.end + _NEAR


def _between(period: Mention, first: Mention, second: Mention) -> bool:
    """ "20 hours and since June 35": the date ahead of its count."""
    value = period.value
    open_ended = bool(value["start"]) and not value["end"] and not value.get("alternatives")
    return open_ended and first.end <= period.start < second.start


def _first_day(ended: Mention | None, began: Mention | None) -> datetime.date | None:
    if began is not None:
        return datetime.date.fromisoformat(began.value["start"])
    if ended is not None:
        return datetime.date.fromisoformat(ended.value["end"]) + datetime.timedelta(days=1)
    return None


def _without(rows: list[Mention], told: list[Mention]) -> list[Mention]:
    """The mentions without the periods that told of hours; what these say of the job when nothing else does stays."""
    kept = [m for m in rows if m not in told]
    for group in {m.group for m in told}:
        ours = [m for m in told if m.group == group]
        if any(m.entity == "period" and m.group == group for m in kept) or not ours[0].value["start"]:
            continue
        if not ours[0].value["end"]:
            continue
        last = ours[-1].value
        whole: dict[str, Any] = {**ours[0].value, "end": last["end"], "current": last["current"]}
        if len(ours) == 1 or whole["end"] is None:
            whole |= {"end": None, "current": last["current"] if len(ours) > 1 else None}
        kept.append(replace(ours[0], value=whole))
    return sorted(kept, key=lambda m: (m.start, m.end))
