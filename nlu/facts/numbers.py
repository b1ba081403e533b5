"""Numbers in digits or words."""

from __future__ import annotations

import re

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_FRENCH = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40,
}  # fmt: skip
_VAGUE = {
    "a": 1, "an": 1, "a couple of": 2, "couple of": 2, "half a": 0.5, "half an": 0.5,
}  # fmt: skip
_ALL = {**_FRENCH, **_ONES, **_TEENS, **_TENS, **_VAGUE}


def _any_of(words: dict[str, float] | dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


#: "thirty-five", "eleven", "trente".
WORD = rf"(?:(?:{_any_of(_TENS)})[ -](?:{_any_of(_ONES)})|{_any_of({**_FRENCH, **_ONES, **_TEENS, **_TENS})})"
#: "37.5", "37,5".
DIGITS = r"\d{1,3}(?:[.,]\d{1,2})?"
#: As `WORD`, or "a", "half a", "a couple of".
COUNT = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|{WORD}|(?:a )?couple of|half an?|an?)"

_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


def number(text: str) -> float | None:
    """ "8", "2.5", "2,5", "eight", "thirty-five" or "half a" as a number; ``None`` when it is none."""
    word = " ".join(text.lower().split())
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", "."))
    if word in _ALL:
        return _ALL[word]
    tens, _, ones = word.replace("-", " ").partition(" ")
    return _TENS[tens] + _ONES[ones] if tens in _TENS and ones in _ONES else None


def tidy(value: float) -> float | int:
    """8.0 as 8."""
    return int(value) if float(value).is_integer() else value


def whole(text: str) -> int | None:
    """A whole number in digits or words."""
    value = number(text)
    return int(value) if value is not None and float(value).is_integer() else None
