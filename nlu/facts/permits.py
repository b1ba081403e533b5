"""Permits and status, with the day a permit ends."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from nlu.facts.dates import When
from nlu.facts.mention import Mention

_EXPIRY_BETWEEN = re.compile(
    r"^[^.?!;]{0,30}?\b(?:until|untill|till|til|expir\w*|ends?|ending|valid|good|runs? out|through|to|exp)\b[^.?!;\d]{0,25}$",
    re.I,
)
_EXPIRES_AFTER = re.compile(
    r"(?:permit|pgwp|visa|wp)\b[^.?!;]{0,25}\b(?:expir\w*|ends?|ending|runs? out|valid|exp)\b[^.?!;\d]{0,20}$", re.I
)
_QUESTION_OF = re.compile(
    r"(?:apply(?:ing)? for|get(?:ting)? (?:a|an|my)?|waiting for|want|need|after|before|switch to|about)\s*(?:a |an |the |my )?$",
    re.I,
)
_NOT = re.compile(r"\b(?:not|never|don't|dont|no longer)\b[^.?!,;]{0,25}$", re.I)
_AFTER_STUDY = re.compile(r"(?:after|when|before|finished|completed|was on|from)\s+(?:my |a |the )?$", re.I)


def permits(doc: Doc, dates: list[When]) -> tuple[list[Mention], set[int]]:
    """``authorization`` and ``permit`` mentions, and the indices of the dates that are expiry dates."""
    text = doc.text
    found: list[Mention] = []
    used: set[int] = set()
    for span in doc.spans.get("permits", []):
        start, end = span.start_char, span.end_char
        before = text[max(0, start - 30) : start]
        if _QUESTION_OF.search(before) or _NOT.search(before):
            continue
        kind = span.label_
        expires, last = None, end
        for index, when in enumerate(dates):
            if index not in used and when.start >= end and _EXPIRY_BETWEEN.match(text[end : when.start]):
                expires, last = when, when.end
                used.add(index)
                break
        found.append(Mention("authorization", kind, start, end))
        if kind not in ("none", "refugee_claimant", "restoration"):
            value = {"kind": kind}
            if expires is not None:
                value["expires"] = expires.last.isoformat()
            found.append(Mention("permit", value, start, last))
    for index, when in enumerate(dates):
        if index not in used and _EXPIRES_AFTER.search(text[: when.start]):
            used.add(index)
            found.append(Mention("permit", {"expires": when.last.isoformat()}, when.start, when.end))
    return found, used
