"""The same words written the same way, before anything compares them."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import yaml

_ABBREVIATIONS = Path(__file__).parent / "vocabulary" / "abbreviations.yml"

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_REPEATED_MARKS = re.compile(r"([?!.,])\1+")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
#: Politeness around a question says nothing about its subject.
_OPENING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|dear (?:sir|madam|all|team))\b"
    r"(?:\s+(?:there|all|everyone|everybody|guys|folks|sir|madam|team|bot))?[\s,.!:-]*)+",
)
_CLOSING = re.compile(
    r"(?:[\s,.!-]*\b(?:thanks|thank you|thx|ty|many thanks)\b(?: (?:in advance|so much|a lot))?)+\W*$"
)


def normalised(text: str) -> str:
    """Lower case, straight quotes, single spaces, no letter more than twice in a row ("plzzzz")."""
    text = text.translate(_STRAIGHT).casefold()
    text = _REPEATED.sub(r"\1\1", text)
    text = _REPEATED_MARKS.sub(r"\1", text)
    return " ".join(text.split())


def bare(text: str) -> str:
    """`normalised` text without the greeting before it and the thanks behind it, unless nothing else is left."""
    text = normalised(text)
    for pattern in (_OPENING, _CLOSING):
        rest = pattern.sub("", text)
        if len(rest.split()) >= 2:
            text = rest
    return text


@functools.cache
def abbreviations() -> dict[str, str]:
    """What short forms stand for, from ``vocabulary/abbreviations.yml``."""
    loaded: dict[str, str] = yaml.safe_load(_ABBREVIATIONS.read_text(encoding="utf-8"))
    return loaded


def spelled_out(text: str) -> str:
    """`normalised` text with its abbreviations in words: a general sentence encoder has never met "BOWP"."""
    known = abbreviations()
    return _WORD.sub(lambda match: known.get(match.group(), match.group()), text)
