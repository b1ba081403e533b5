"""Hours that changed within one job: "20 hrs, then 35 since May"."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from itertools import pairwise

from nlu.facts.mention import Mention, sentence_of

_CHANGE = re.compile(r"\b(?:then|now|later|currently|since|before that|until|till|after that|to)\b|,", re.I)
#: How far after the second count its date may stand.
_NEAR = 25


def changed_hours(text: str, found: list[Mention]) -> list[Mention]:
    """Give two counts of one job the day on which the first became the second.

    ``until`` is the last day of the first, ``since`` the first day of the second; the period that told of
    the day is no longer one of the job.
    """
    weekly = [m for m in found if m.entity == "hours_per_week" and m.value["value"] is not None]
    for first, second in pairwise(weekly):
        end = sentence_of(text, first.start)[1]
        if first.group != second.group or second.start > end or not _CHANGE.search(text[first.end : second.start]):
            continue
        told = next((p for p in found if _tells(p, first, second, end)), None)
        if told is None:
            continue
        if told.value["start"]:
            since = datetime.date.fromisoformat(told.value["start"])
        else:
            since = datetime.date.fromisoformat(told.value["end"]) + datetime.timedelta(days=1)
        until = since - datetime.timedelta(days=1)
        swapped = {
            id(first): replace(first, value={**first.value, "until": until.isoformat()}),
            id(second): replace(second, value={**second.value, "since": since.isoformat()}),
        }
        return [swapped.get(id(m), m) for m in found if m is not told]
    return found


def _tells(period: Mention, first: Mention, second: Mention, sentence_end: int) -> bool:
    if period.entity != "period" or period.group != first.group or period.value.get("alternatives"):
        return False
    between = first.end <= period.start < second.start
    after = second.end <= period.start < min(sentence_end, second.end + _NEAR)
    if period.value["start"] is None:
        return between
    return period.value["end"] is None and (between or after)
