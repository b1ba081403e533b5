"""The part of a job for which a condition held: "self-employed until June 2025", "unpaid for the first 3 months"."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from nlu.facts.dates import delta
from nlu.facts.mention import before
from nlu.facts.numbers import COUNT, number, tidy
from nlu.facts.periods import Calendar, Stretch

_TO_IT = (
    r"[\s,(:-]*(?:(?:status|basis|only|just|at first|initially|work permit|permit|myself|there|and|but|that was|it was|"
    r"which was|valid)[\s,(:-]+)*"
)
_CUE = r"(?:until|untill|till|til|up to|from|since|between|as of|in|during|for|through|jusqu'(?:à|au|en)|depuis|de|du)"
#: Between a condition and the period that is its own.
_AFTER = re.compile(rf"{_TO_IT}(?:{_CUE}\s+)?(?:about |around |the |early |late )*", re.I)
#: Between a period and the condition of which it tells.
_AHEAD = re.compile(
    r"[\s,:)-]*(?:(?:i|i'm|im|it|that|they|was|were|am|is|worked|had|been|as|on|under|with|a|an|my|the|of|all|"
    r"still|only|then|full[- ]time|international|independent)\s+)*",
    re.I,
)
#: A period tells of what follows it only where it opens the clause: "until May I was a student".
_OPENING = re.compile(rf"(?:^|[,;.:!?\n(]|\b(?:and|but|then)\b)\s*(?:{_CUE}\s+)?(?:about |around |the )*$", re.I)
_FIRST = re.compile(
    rf"(?:for|in|during|over)?\s*(?:the|my)?\s*\bfirst\s+(?:(?P<n>{COUNT})\s+)?(?P<unit>years?|yrs?|months?|mths?|weeks?|wks?)\b",
    re.I,
)
_NEAR = 60
#: Before a time without work, of which no part of a job is cut off.
_IDLE = re.compile(
    r"\b(?:unemployed|jobless|no job|without (?:a |any )?(?:job|work)|(?:not|haven'?t) work(?:ing|ed)?|between jobs)\b"
    r"[^.;!?\n]{0,30}$",
    re.I,
)
_DAYS_A_MONTH = 30.4


@dataclass(frozen=True)
class Part:
    """A part of a job as an entity's ``span``, and where the text tells of it."""

    span: dict[str, Any]
    start: int
    end: int


def part_of(text: str, start: int, end: int, calendar: Calendar, sure: frozenset[str] = frozenset()) -> Part | None:
    """The part for which what stands at ``start`` to ``end`` held; its dates are taken from the calendar.

    A period beside a condition may be all of the job. It is a part where the text tells of another period that
    overlaps it, where its cue ("until", "range", "since") is in ``sure`` and no other period comes after it, or
    where "always" and the cue is.
    """
    if (first := _first(text, start, end)) is not None:
        for length in list(calendar.lengths):
            if first.start <= length.start < first.end:
                calendar.take(length)
        return first
    after = [s for s in calendar.stretches if _after(text, end, s)]
    ahead = [s for s in calendar.stretches if _ahead(text, start, s)]
    for stretch in after or ahead:
        others = [o for o in calendar.stretches if o is not stretch and not _IDLE.search(before(text, o.start, _NEAR))]
        cue = "since" if stretch.cue in ("from", "started", "onwards") else stretch.cue
        certain = f"always {cue}" in sure or (cue in sure and not any(_later(o, stretch) for o in others))
        if not certain and not any(_overlap(stretch, other) for other in others):
            return None
        if any(when is not None and when.other is not None for when in (stretch.first, stretch.last)):
            return None
        calendar.take(stretch)
        return Part(_days(stretch), stretch.start, stretch.end)
    return None


def following(span: dict[str, Any]) -> dict[str, Any] | None:
    """The ``span`` that begins where another ends: "until May 2025, then on a PGWP"."""
    if not span.get("end"):
        return None
    day = datetime.date.fromisoformat(span["end"]) + datetime.timedelta(days=1)
    return {"start": day.isoformat(), "end": None}


def preceding(span: dict[str, Any]) -> dict[str, Any] | None:
    """The ``span`` that ends where another begins: "on a study permit, then a PGWP since May 2025"."""
    if not span.get("start"):
        return None
    day = datetime.date.fromisoformat(span["start"]) - datetime.timedelta(days=1)
    return {"start": None, "end": day.isoformat()}


def _first(text: str, start: int, end: int) -> Part | None:
    match = _FIRST.match(text, end + len(re.match(r"[\s,(]*", text[end:]).group()))  # type: ignore[union-attr]
    if match is None:
        for ahead in _FIRST.finditer(text, max(0, start - _NEAR), start):
            if _AHEAD.fullmatch(text, ahead.end(), start):
                match = ahead
    if match is None:
        return None
    length = delta(number(match["n"]) or 1 if match["n"] else 1, match["unit"].lower())
    months = length.years * 12 + length.months + round(length.days / _DAYS_A_MONTH, 1)
    return Part({"months": tidy(months), "edge": "first"}, match.start(), match.end())


def _after(text: str, end: int, stretch: Stretch) -> bool:
    return end <= stretch.start <= end + _NEAR and bool(_AFTER.fullmatch(text, end, stretch.start))


def _ahead(text: str, start: int, stretch: Stretch) -> bool:
    near = stretch.end <= start <= stretch.end + _NEAR and _AHEAD.fullmatch(text, stretch.end, start)
    return bool(near and _OPENING.search(text, max(0, stretch.start - _NEAR), stretch.start))


def _overlap(one: Stretch, other: Stretch) -> bool:
    (a, b), (c, d) = _bounds(one), _bounds(other)
    return a <= d and c <= b and (a, b) != (c, d)


def _later(other: Stretch, one: Stretch) -> bool:
    return _bounds(other)[0] > _bounds(one)[1]


def _bounds(stretch: Stretch) -> tuple[datetime.date, datetime.date]:
    first = stretch.first.first if stretch.first else datetime.date.min
    return first, stretch.last.last if stretch.last else datetime.date.max


def _days(stretch: Stretch) -> dict[str, Any]:
    return {
        "start": stretch.first.first.isoformat() if stretch.first else None,
        "end": stretch.last.last.isoformat() if stretch.last else None,
    }
