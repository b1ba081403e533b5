"""All names of jobs, by their words: unit-group titles, our own names, and the titles of an import."""

from __future__ import annotations

import csv
import functools
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eligibility.noc.groups import unit_groups
from eligibility.noc.titles import imported_titles
from eligibility.noc.words import is_role, vocabulary, words
from eligibility.parameters import FOLDER

#: Weight of a word that only tells the level, against one that chooses the group.
LEVEL_WEIGHT = 0.15
_EMPTY_WEIGHT = 0.0
_ASIDE = re.compile(r"\s*\((?:except|n\.e\.c)[^)]*\)|,? except .*", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """One name under one group. ``place``: 0 for the name that says the group best."""

    text: str
    code: str
    forms: tuple[str, ...]
    weight: float
    head: str | None
    place: int


@dataclass(frozen=True, eq=False)
class Index:
    """Names by id, and for each word the ids of the names that have it."""

    names: tuple[Name, ...]
    by_word: Mapping[str, tuple[int, ...]]
    by_name: Mapping[tuple[str, ...], tuple[int, ...]]
    weights: Mapping[str, float]
    in_group: Mapping[str, Mapping[str, float]]
    rarest: float
    longest: int

    def weight(self, form: str) -> float:
        """How much a word chooses the group: the rarer the more."""
        return self.weights.get(form, self.rarest)


def key(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name in an order that doesn't depend on how it was written."""
    return tuple(sorted(forms))


def significant(text: str) -> tuple[str, ...]:
    """The words of a name without those that carry nothing, each once."""
    empty = vocabulary().empty
    return tuple(dict.fromkeys(word.form for word in words(text) if word.form not in empty))


@functools.cache
def own_names() -> Mapping[str, tuple[str, ...]]:
    """Our names of each group, the most typical first; ``ValueError`` names a line that can't be read."""
    found: dict[str, tuple[str, ...]] = {}
    path = FOLDER / "noc" / "job_names.txt"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        code, colon, rest = line.partition(":")
        if not colon or code not in unit_groups() or code in found:
            raise ValueError(f"job_names.txt, line {number}: a unit group that hasn't come yet is expected")
        found[code] = tuple(name.strip() for name in rest.split(";") if name.strip())
    return found


def index() -> Index:
    """The index of all names, with the imported titles when there are any."""
    titles = imported_titles()
    return _index(titles, titles.stat().st_mtime_ns if titles else 0)


def _share(count: int) -> float:
    """How firmly a word belongs to a group that has it in so many names: two thirds for one, nearing 1."""
    return 1 - 0.5 / (count + 0.5)


@functools.lru_cache(maxsize=2)
def _index(titles: Path | None, _stamp: int) -> Index:
    raw: dict[tuple[tuple[str, ...], str], tuple[str, int]] = {}
    for code, names in own_names().items():
        for place, text in enumerate(names):
            raw.setdefault((significant(text), code), (text, place))
    for code, group in unit_groups().items():
        for text in (group.title, _ASIDE.sub("", group.title)):
            raw.setdefault((significant(text), code), (text, 1))
    if titles:
        with open(titles, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                raw.setdefault((significant(row["title"]), row["code"]), (row["title"], 2))
    groups_of: dict[str, set[str]] = {}
    for forms, code in raw:
        for form in forms:
            groups_of.setdefault(form, set()).add(code)
    spread = Counter({form: len(codes) for form, codes in groups_of.items()})
    most = math.log(1 + len(unit_groups()))
    known = vocabulary()
    weights = {form: 0.35 + 0.65 * (most - math.log(count)) / most for form, count in spread.items()}
    weights |= dict.fromkeys(known.level & weights.keys(), LEVEL_WEIGHT)
    counts: dict[str, Counter[str]] = {}
    for forms, code in raw:
        for form in forms:
            counts.setdefault(form, Counter())[code] += 1
    listed: list[Name] = []
    by_word: dict[str, list[int]] = {}
    by_name: dict[tuple[str, ...], list[int]] = {}
    for (forms, code), (text, place) in raw.items():
        if not forms:
            continue
        heads = [form for form in forms if is_role(form)]
        number = len(listed)
        listed.append(
            Name(text, code, forms, sum(weights[form] for form in forms), heads[-1] if heads else None, place)
        )
        by_name.setdefault(key(forms), []).append(number)
        for form in forms:
            by_word.setdefault(form, []).append(number)
    return Index(
        names=tuple(listed),
        by_word={form: tuple(ids) for form, ids in by_word.items()},
        by_name={forms: tuple(ids) for forms, ids in by_name.items()},
        weights=weights,
        in_group={form: {code: _share(count) for code, count in of_form.items()} for form, of_form in counts.items()},
        rarest=0.8,
        longest=max(len(name.forms) for name in listed),
    )
