"""The words of a job name, brought to one form: case, accents, plurals, short forms, spellings."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from eligibility.parameters import FOLDER

_WORD = re.compile(r"\.net\b|c\+\+|c#|[a-z0-9à-öø-ÿœ]+(?:['’][a-z]+)?", re.IGNORECASE)
_PLAIN = {".net": "dotnet", "c++": "cpp", "c#": "csharp"}
_ROLE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer")
_SHORTEST_PLURAL = 4


@dataclass(frozen=True)
class Word:
    """A word of a text: its normal form, its own letters in lower case, and where it stands."""

    form: str
    raw: str
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """parameters/noc/words.yml with every word in its normal form (``weak``, ``undo`` … in raw form)."""

    same: Mapping[str, str]
    together: Mapping[tuple[str, str], str]
    level: frozenset[str]
    empty: frozenset[str]
    filler: frozenset[str]
    where: frozenset[str]
    roles: frozenset[str]
    not_roles: frozenset[str]
    kin: Mapping[str, frozenset[str]]
    fields: Mapping[str, str]
    weak: frozenset[str]
    weak_cues: frozenset[str]
    others: frozenset[str]
    says: frozenset[str]
    undo: frozenset[str]
    stop: frozenset[str]


def stem(word: str) -> str:
    """A word without accents, possessive and plural ending."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("œ", "oe"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("’", "'")
    plain = plain.removesuffix("'s")
    if len(plain) < _SHORTEST_PLURAL or not plain.endswith("s") or plain.endswith(("ss", "us", "is")):
        return plain
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    if plain.endswith(("sses", "shes", "ches", "xes")):
        return plain[:-2]
    return plain[:-1]


@functools.cache
def vocabulary() -> Vocabulary:
    """The word lists, read once."""
    raw = yaml.safe_load((FOLDER / "noc" / "words.yml").read_text(encoding="utf-8"))
    same = {stem(other): stem(word) for word, others in raw["same"].items() for other in others}

    def normal(words: Sequence[str]) -> frozenset[str]:
        return frozenset(same.get(stem(word), stem(word)) for word in words)

    kin: dict[str, set[str]] = {}
    for family in raw["kin"]:
        for word in normal(family):
            kin.setdefault(word, set()).update(normal(family))
    together: dict[tuple[str, str], str] = {}
    for pair, one in raw["together"].items():
        first, second = pair.split()[0], "".join(pair.split()[1:])
        together[(stem(first), stem(second))] = stem(one)
    return Vocabulary(
        same=same,
        together=together,
        level=normal(raw["level"]),
        empty=normal(raw["empty"]),
        filler=normal(raw["filler"]),
        where=frozenset(raw["where"]),
        roles=normal(raw["roles"]),
        not_roles=normal(raw["not_roles"]),
        kin={word: frozenset(family) for word, family in kin.items()},
        fields=dict(raw["fields"]),
        **{
            name: frozenset(word.lower() for word in raw[name])
            for name in ("weak", "weak_cues", "others", "says", "undo", "stop")
        },
    )


def words(text: str) -> list[Word]:
    """The words of a text in normal form, those that are written apart joined (``front end``)."""
    known = vocabulary()
    found: list[Word] = []
    for match in _WORD.finditer(text):
        raw = match.group().lower()
        plain = _PLAIN.get(raw) or stem(raw)
        start = match.start()
        if found and (joined := known.together.get((stem(found[-1].raw), plain))):
            start, raw, plain = found[-1].start, f"{found[-1].raw} {raw}", joined
            found.pop()
        found.append(Word(known.same.get(plain, plain), raw, start, match.end()))
    return found


@functools.lru_cache(maxsize=8192)
def is_role(form: str) -> bool:
    """Whether a word (normal form) says what somebody is (``engineer``), not in what field."""
    known = vocabulary()
    if form in known.roles:
        return True
    return len(form) > _SHORTEST_PLURAL and form.endswith(_ROLE_ENDINGS) and form not in known.not_roles
