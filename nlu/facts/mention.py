"""What an extractor finds: a named value and where it stands in the text; and where sentences end."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mention:
    """``entity`` and ``value`` as docs/nlu.md lists them; ``start`` and ``end`` are character offsets.

    ``group`` numbers the job mention of the message that it belongs to; ``None``: to none in particular.
    ``span`` says for which part of the job it holds: ``{"start", "end"}`` in ISO days, ``None`` where open, or
    ``{"months": n, "edge": "first"}``; without one it holds for all of it.
    """

    entity: str
    value: Any
    start: int
    end: int
    group: str | None = None
    span: dict[str, Any] | None = None

    def overlaps(self, other: Mention) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def as_entity(self) -> dict[str, Any]:
        """The entity in Rasa's shape."""
        entity = {
            "entity": self.entity,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "extractor": "FactExtractor",
        }
        if self.group is not None:
            entity["group"] = self.group
        if self.span is not None:
            entity["span"] = self.span
        return entity


class Taken:
    """The characters of a text that somebody has claimed."""

    def __init__(self, length: int, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._map = bytearray(length)
        for start, end in spans:
            self.take(start, end)

    def take(self, start: int, end: int) -> None:
        """Claim a span."""
        self._map[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether nobody has claimed any of it."""
        return b"\x01" not in self._map[start:end]


#: A full stop ends a sentence before a space or the end: not in "6.5", "b.c.", "exp. feb" or "Feb. 2024".
_NOT_AFTER = "".join(
    rf"(?<!\b{word})"
    for word in (
        "exp",
        "st",
        "approx",
        r"b\.c",
        r"u\.s",
        r"u\.k",
        "dr",
        "mr",
        "ms",
        r"[bm]\.sc",
        r"[bm]\.com",
        r"[bm]\.tech",
        r"[bm]\.eng",
        r"b\.e",
        r"w\.e\.f",
        r"ph\.d",
        r"m\.b\.a",
    )
)
_MONTH_THEN_NUMBER = r"(?!(?<=\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.)\s\d)"
_SENTENCE_END = re.compile(rf"[!?\n;]|{_NOT_AFTER}\.(?=\s|$){_MONTH_THEN_NUMBER}", re.I)
#: Words that open a new thought inside a sentence.
_TURNS = (
    r"and then|then|after that|afterwards?|before that|previously|prior to that|later|followed by|currently|"
    r"now|and now|but|and|while|whereas|also|plus|where|which|because|ensuite|puis|maintenant|mais|et"
)
_CLAUSE_END = re.compile(rf"[,:()]|\s[-–—/]\s|\b(?:{_TURNS})\b", re.I)


@functools.lru_cache(maxsize=16)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return tuple(m.start() for m in _SENTENCE_END.finditer(text))


@functools.lru_cache(maxsize=16)
def _clause_ends(text: str) -> tuple[int, ...]:
    inner = [m.start() for m in _CLAUSE_END.finditer(text)]
    return tuple(sorted({*inner, *_sentence_ends(text)}))


def _around(ends: tuple[int, ...], position: int, length: int) -> tuple[int, int]:
    place = bisect_right(ends, position)
    start = ends[place - 1] + 1 if place and ends[place - 1] < position else 0
    if place and ends[place - 1] == position:
        # The position is itself an end: it still belongs to what it ends.
        start = ends[place - 2] + 1 if place > 1 else 0
        return start, position
    return start, ends[place] if place < len(ends) else length


def sentence_of(text: str, position: int) -> tuple[int, int]:
    """The span of the sentence around a position; a decimal point does not end a sentence."""
    return _around(_sentence_ends(text), position, len(text))


def before(text: str, position: int, most: int = 90) -> str:
    """What stands before a position in the same sentence, at most so many characters of it."""
    return text[max(sentence_of(text, position)[0], position - most) : position]


def clause_of(text: str, position: int) -> tuple[int, int]:
    """The span of the clause around a position: what stands between commas, "and", "then"."""
    return _around(_clause_ends(text), position, len(text))


#: The same character for the many that people's keyboards make of it; lengths stay, so offsets hold.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"'}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t\r\x00", " ")
    | dict.fromkeys("\u2010\u2011\u2212", "-")
)


#: A line of a letter that goes on in the next one; a short line is an entry of a list.
_WRAPPED = re.compile(
    r"(?<=[^\n]{60})(?<![.!?:;])\n(?=[a-z]|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|"
    r"(?:19|20)\d\d\b|(?<=\bon\n|\bto\n|\bin\n)\d|(?<=\bfrom\n)\d|(?<=\buntil\n|\bsince\n)\d)"
)


def plain(text: str) -> str:
    """The text with one kind of quote, space and hyphen, and without the line breaks of wrapping; as long as before."""
    return _WRAPPED.sub(" ", text.translate(_PLAIN))
