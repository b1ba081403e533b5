"""What a message points at: an option, a job told of before, a correction, something to drop."""

from __future__ import annotations

import re
from itertools import pairwise

from nlu.facts.dates import When
from nlu.facts.language_tests import test_corrections
from nlu.facts.mention import Mention
from nlu.facts.periods import Calendar

_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "last": -1, "latest": -1, "previous": -1, "other": -1, "most recent": -1,
}  # fmt: skip
_WORD = r"(?P<word>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last)"
_WHAT = r"(?:one|option|group|choice)"
_CHOICE = re.compile(
    rf"^\W*(?:the |i (?:mean|choose|pick|think|guess) |it'?s |its |i'?d say |"
    rf"probably )*(?:the )?{_WORD}(?: {_WHAT})?(?:,? (?:please|i think|i guess))?\W*$",
    re.I,
)
_OPTION = re.compile(r"^\W*(?:option|number|no\.?|#|choice)\s*(?P<n>\d)\W*$", re.I)
_NONE = re.compile(
    r"^\W*(?:none(?: of (?:these|those|them|the above))?|neither(?: of (?:these|them|those))?|something else|"
    r"not (?:any|one) of (?:these|those|them)|no one of (?:these|those|them))\W*$",
    re.I,
)
_KIND = r"(?:job|position|role|employer|one|company|work)"
_JOB = re.compile(
    rf"\b(?:my |the |that )?(?P<word>first|1st|second|2nd|third|3rd|fourth|4th|fifth|last|latest|most recent|"
    rf"previous|other) {_KIND}\b(?! (?:permit|permits|year|month|week))",
    re.I,
)
_TITLED = re.compile(r"\b(?:my|the|that) (?P<title>[a-z][a-z'-]+(?: [a-z'-]+){0,2}) (?:job|position|role)\b", re.I)
_NO_NAME = frozenset(
    [
        "a",
        "an",
        "the",
        "i",
        "my",
        "current",
        "new",
        "old",
        "same",
        "whole",
        "full",
        "time",
        "part",
        "full-time",
        "part-time",
        "fulltime",
        "parttime",
        "main",
        "side",
        "own",
        "best",
        "dream",
        "day",
        "night",
        "real",
        "regular",
        "only",
        "skilled",
        "unskilled",
        "paid",
        "unpaid",
        "little",
        "second",
        "first",
        "last",
        "find",
        "found",
        "get",
        "got",
        "need",
        "of",
        "in",
        "on",
        "for",
        "to",
        "and",
        "that",
        "this",
        "more",
        "good",
        "bad",
        "canadian",
        "foreign",
        "present",
        "former",
        "qualifying",
        "different",
    ]
)
_JOBS = r"(?:jobs?|positions?|roles?|them|of them|of these|of those|the jobs|my jobs|these jobs)"
_ALL = re.compile(
    rf"\bboth\b|\b(?:all|each|every)(?: of)?(?: (?:my|the|these|those))? {_JOBS}\b|^\W*all(?: of them)?\W*$|"
    rf"\ball (?:two|three|four|2|3|4) (?:jobs|positions|roles|were|are|of)\b|\ball (?:were|was|are|in (?!all)|"
    rf"paid|full[- ]time|part[- ]time)\b(?! canada)",
    re.I,
)
_SAME = re.compile(
    r"\b(?:same as (?:before|above|the (?:other|first|last|previous) (?:one|job)|previous|earlier)|"
    r"the same (?:hours|permit|city|place|again|for both)|"
    r"same (?:hours|permit|thing|here|for|city|place))\b|^\W*(?:it'?s |it was |all )?the same\W*$",
    re.I,
)
_DROP = re.compile(
    r"\b(?:drop|remove|delete|forget(?: about)?|ignore|take out|cancel|scratch|erase|get rid of)\s+(?:the |my |"
    r"that |about )*(?:(?P<title>[a-z0-9' -]{0,30}?) )?(?:job|position|role|one)\b",
    re.I,
)

# --- corrections ----------------------------------------------------------------------------------------------

_NUMBER = r"\d[\d.,]*"
_UNIT = r"(?:\s*(?:hours?|hrs?|h|%|points?|years?|months?|/wk|per week|a week))?"
_INSTEAD = r"(?:not|instead of|rather than|and not)"
_NEW_NOT_OLD = re.compile(
    rf"(?<![\w/-])(?P<new>{_NUMBER}){_UNIT}\s*,?\s*{_INSTEAD}\s+(?P<old>{_NUMBER}){_UNIT}(?![\w/-])", re.I
)
_NOT_OLD_NEW = re.compile(
    rf"\b(?:not|isn'?t|wasn'?t)\s+(?P<old>{_NUMBER}){_UNIT}\s*,?\s*(?:but |it'?s |its |it is |it was |"
    rf"rather )*,?\s*(?P<new>{_NUMBER}){_UNIT}(?![\w/-])",
    re.I,
)
_SAID_BUT = re.compile(
    rf"\bi (?:said|wrote|put|typed|entered) (?P<old>{_NUMBER}){_UNIT}\s*,?\s*(?:but |and )?(?:it'?s|it is|it was|"
    rf"i meant|it should be|should be) "
    rf"(?P<new>{_NUMBER}){_UNIT}(?![\w/-])",
    re.I,
)
_DATE_NOT_DATE = re.compile(rf"\s*,?\s*{_INSTEAD}\s+(?:in |on |from |since |until )?", re.I)
#: "10 March 2025, not 3": a bare day is one of the same month.
_NOT_DAY = re.compile(
    rf"\s*,?\s*{_INSTEAD}\s+(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w./-]| *(?:hours?|hrs?|h|days?|weeks?|months?|years?)\b)",
    re.I,
)
_NOT_DATE_DATE = re.compile(r"\s*,?\s*(?:but|it'?s|it was|,)\s+(?:in |on |from |since |until )?", re.I)
_VALUE_NEXT = (
    r"(?=\s+(?:it'?s |it is |it was |i (?:meant|started|left|said) |in |the |since |from )*(?:\d|jan|feb|mar|apr|"
    r"may|jun|jul|aug|sep|oct|nov|dec))"
)
_MARKER = re.compile(
    rf"^\W*(?:sorry\b|oops\b|correction\b|wait\b(?=,|\s+(?:no|it|that|i)\b)|(?:no|nope)\b,?{_VALUE_NEXT}|"
    rf"i meant\b|i mean\b|my mistake\b|my bad\b|typo\b|"
    r"actually\b(?=,|\s+(?:\d+|it|i|the|my|that|no|they|we)\b))|\b(?:i meant|i made a mistake|that'?s wrong|"
    r"i was wrong|(?:it|that|this) should (?:be|have been)|let me correct|"
    r"i (?:typed|wrote|said) (?:it |that )?wrong)\b|(?<=[.!?] )actually\b",
    re.I,
)


def references(text: str, occupied: list[Mention]) -> list[Mention]:
    """``ordinal``, ``job_reference``, ``removal``; ``occupied`` are the occupations found, which name jobs already."""
    if ordinal := _ordinal(text):
        return [ordinal]
    found: list[Mention] = []
    removal = _DROP.search(text)
    if removal:
        found.append(Mention("removal", {"what": "job"}, removal.start(), removal.end()))
    for match in _JOB.finditer(text):
        found.append(Mention("job_reference", {"index": _ORDINALS[match["word"].lower()]}, match.start(), match.end()))
    if not any(m.entity == "job_reference" for m in found):
        found += _titled(text, occupied, removal)
    if match := _ALL.search(text):
        found.append(Mention("job_reference", {"all": True}, match.start(), match.end()))
    if match := _SAME.search(text):
        found.append(Mention("job_reference", {"same": True}, match.start(), match.end()))
    return found


def _ordinal(text: str) -> Mention | None:
    if match := _CHOICE.match(text):
        return Mention("ordinal", {"index": _ORDINALS[match["word"].lower()], "text": text.strip()}, 0, len(text))
    if match := _OPTION.match(text):
        return Mention("ordinal", {"index": int(match["n"]) - 1, "text": text.strip()}, 0, len(text))
    if _NONE.match(text):
        return Mention("ordinal", {"index": None, "none": True, "text": text.strip()}, 0, len(text))
    return None


def _titled(text: str, occupied: list[Mention], removal: re.Match[str] | None) -> list[Mention]:
    """ "the cashier job": by name, unless the name is a job of this very message."""
    rows = []
    if removal is not None and removal["title"] and not set(removal["title"].lower().split()) & _NO_NAME:
        return [Mention("job_reference", {"title": removal["title"].lower()}, *removal.span("title"))]
    for match in _TITLED.finditer(text):
        words = match["title"].lower().split()
        while words and words[0] in _NO_NAME:
            words.pop(0)
        if not words or any(word in _NO_NAME for word in words):
            continue
        inside = removal is not None and removal.start() <= match.start("title") < removal.end()
        if inside or not any(o.start < match.end() and match.start() < o.end for o in occupied):
            rows.append(Mention("job_reference", {"title": " ".join(words)}, match.start(), match.end()))
    return rows


def corrections(text: str, calendar: Calendar) -> tuple[list[Mention], list[tuple[int, int]]]:
    """``correction`` mentions, and the spans of what they say was wrong: nothing there is a fact.

    ``old`` and ``new`` are written as the facts hold them: numbers, years, ``YYYY-MM`` for a month, days, the
    codes of tests. Without two values only the ``marker`` is given.
    """
    for old, new, start, end in test_corrections(text):
        return [_correction(old, new, start, end)], []
    if dated := _dates_corrected(text, calendar):
        return dated
    for pattern in (_NEW_NOT_OLD, _NOT_OLD_NEW, _SAID_BUT):
        if match := pattern.search(text):
            return [_correction(_plain(match["old"]), _plain(match["new"]), *match.span())], [match.span("old")]
    if match := _MARKER.search(text):
        marker = match.group().strip(" ,.").lower()
        return [Mention("correction", {"marker": marker}, match.start(), match.end())], []
    return [], []


def _correction(old: str, new: str, start: int, end: int) -> Mention:
    return Mention("correction", {"marker": "not", "old": old, "new": new}, start, end)


def _dates_corrected(text: str, calendar: Calendar) -> tuple[list[Mention], list[tuple[int, int]]] | None:
    """ "June 2027 not July 2027"; years alone are numbers as well."""
    for first, second in pairwise(calendar.all):
        between = text[first.end : second.start]
        denied = re.search(
            r"\bnot\s+(?:in |on |from |since |until )?$", text[max(0, first.start - 15) : first.start], re.I
        )
        if denied and _NOT_DATE_DATE.fullmatch(between):
            new, old = second, first
        elif _DATE_NOT_DATE.fullmatch(between):
            new, old = first, second
        else:
            continue
        calendar.take(old)
        return [_correction(_written(old), _written(new), first.start, second.end)], [(old.start, old.end)]
    for when in calendar.all:
        bare = _NOT_DAY.match(text, when.end) if when.grain == "day" and not when.other else None
        if bare and (wrong := _same_month(when, int(bare["day"]))):
            return [_correction(wrong, _written(when), when.start, bare.end())], [bare.span("day")]
    return None


def _same_month(when: When, day: int) -> str | None:
    """Another day of the month of a date; ``None`` for one that it doesn't have."""
    try:
        return when.first.replace(day=day).isoformat()
    except ValueError:
        return None


def _written(when: When) -> str:
    return when.first.isoformat()[: {"year": 4, "month": 7}.get(when.grain, 10)]


def _plain(text: str) -> str:
    return text.rstrip(".,").replace(",", "")
