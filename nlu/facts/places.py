"""Where: provinces, cities, countries, and what the place is to the person."""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Doc

from nlu.facts.mention import Mention, sentence_of

_DESTINATION = re.compile(
    r"(?:(?:want|plan(?:ning)?|intend(?:ing)?|going|hope|hoping|like|prefer|would|will|'ll)\b[^.?!,;]{0,40}\b"
    r"(?:live|settle|stay|move|remain|reside|relocate|be)\b[^.?!,;]{0,20}|"
    r"\b(?:moving|relocating|settling|destination(?: province)?(?: is|:)?|intend to)\b[^.?!,;]{0,15})$",
    re.I,
)
_ORIGIN = re.compile(
    r"(?:(?:i'?m|i am|originally|came|come|coming|moved|born|graduated|degree|diploma|masters?|ms|bachelors?|bsc|msc|study|studied)"
    r"\b[^.?!,;]{0,20}\b(?:from|in))\s+(?:the )?$",
    re.I,
)
_EMPLOYER_BEFORE = re.compile(r"\b(?:for|by|with) (?:a |an |the |my )?$", re.I)
_EMPLOYER_AFTER = re.compile(
    r"^(?:[- ]based)? ?(?:company|companies|employer|client|clients|firm|startup|start-up|business|office|corporation|agency)\b",
    re.I,
)
_NOT_OUTSIDE = re.compile(
    r"(?:outside(?: of)?|except|other than|not|leave|leaving|out of|anywhere but|apart from)\s+(?:the province of |in )?$",
    re.I,
)


def places(doc: Doc) -> list[Mention]:
    """``place`` with a role, ``foreign_employer``, ``outside_quebec``."""
    text = doc.text
    found: list[Mention] = []
    for span in doc.spans.get("places", []):
        start, end = span.start_char, span.end_char
        kind, _, code = span.label_.partition(":")
        # Two-letter abbreviations count in capitals only: "on", "ns", "us" are words as well.
        if len(span.text) <= 2 and not span.text.isupper():
            continue
        before = text[sentence_of(text, start)[0] : start]
        after = text[end : end + 25]
        if kind == "province" and code == "QC" and _NOT_OUTSIDE.search(before):
            found.append(Mention("outside_quebec", True, start, end))
            continue
        employer = _EMPLOYER_AFTER.match(after)
        if employer and (kind == "province" or (code == "CA" and _EMPLOYER_BEFORE.search(before))):
            continue
        if employer and kind in ("country", "abroad"):
            found.append(Mention("foreign_employer", True, start, end + employer.end()))
            continue
        if kind == "canada" and _NOT_OUTSIDE.search(before):
            found.append(Mention("place", {"country": None, "abroad": True, "role": "work"}, start, end))
            continue
        role = "destination" if _DESTINATION.search(before) else "origin" if _ORIGIN.search(before) else "work"
        if role == "origin" and kind in ("province", "canada") and not re.search(r"born|from", before[-25:], re.I):
            role = "work"
        found.append(Mention("place", _value(kind, code, span.text, role), start, end))
    return _merge(found, text)


def _value(kind: str, code: str, written: str, role: str) -> dict[str, Any]:
    if kind == "province":
        return {"country": "CA", "province": code, "text": written, "role": role}
    if kind == "canada":
        return {"country": "CA", "role": role}
    if kind == "abroad":
        return {"country": None, "abroad": True, "role": role}
    return {"country": code, "text": written, "role": role}


def _merge(found: list[Mention], text: str) -> list[Mention]:
    """ "Toronto, Ontario, Canada" is one place."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.entity == mention.entity == "place"
            and re.fullmatch(r"[\s,(]*", text[last.end : mention.start])
            and last.value.get("country") == mention.value.get("country") == "CA"
            and (not mention.value.get("province") or mention.value["province"] == last.value.get("province"))
        ):
            merged[-1] = Mention("place", last.value, last.start, mention.end)
        else:
            merged.append(mention)
    return merged
