"""Finding the unit group from what people call their job.

A name scores by the share of its words, and of the words of the question, that meet; rare words weigh more
than common ones, words for the level next to nothing. The word that says what somebody *is* has to meet: a
"bank manager" is no "bank teller", and a field alone names no job.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from eligibility.noc.groups import from_2016, unit_group, unit_groups
from eligibility.noc.names import LEVEL_WEIGHT, Index, Name, index, key
from eligibility.noc.words import Word, is_role, vocabulary, words

MOST = 5
_NEEDED = 0.5
#: A group this far below the best one is no candidate.
_NEAR = 0.66
_TYPO = 78.0
_SHORTEST_TYPO = 4
_KIN = 0.65
_WHERE_WEIGHT = 0.4
_FILLER_SHARE = 0.15
_CROWDED = 400
#: Below this score of the best single name, all names of a group are looked at together.
_CLEAR = 0.75
_GROUP_NEEDED = 0.42
_FEWEST_FOR_GROUP = 2
_ROLE_MISSED = 0.8
_CODE = re.compile(r"(?<!\d)(\d{5})(?!\d)")
_YEAR_OF_NOC = re.compile(r"\bNOC[\s-]*(?:2011|2016|2021)\b", re.IGNORECASE)
_OLD_CODE = re.compile(r"(?<!\d)(\d{4})(?!\d)")


@dataclass(frozen=True)
class Match:
    """A unit group that a text may mean. ``score``: 0 to 1."""

    code: str
    title: str
    teer: int
    score: float


def search(text: str, limit: int = MOST) -> list[Match]:
    """The unit groups that fit what somebody calls their job, best first; empty where nothing fits.

    A five-digit code in the text is taken as it is; "NOC 2174" is a code of NOC 2016 and gives what
    became of it.
    """
    by_code = _by_code(text)
    if by_code is not None:
        return by_code[:limit]
    known = index()
    ranked = _ranked(" ".join(text.split()).lower()[:200], known)
    return [
        Match(code, unit_groups()[code].title, unit_groups()[code].teer, score)
        for code, score in ranked[: max(limit, 0)]
    ]


def old_code(text: str) -> str | None:
    """The code of NOC 2016 in a text: four digits alone or with the word NOC; ``None`` for any other text."""
    if _CODE.search(text) or not (found := _OLD_CODE.search(_YEAR_OF_NOC.sub("NOC", text))):
        return None
    return found[1] if text.strip() == found[1] or "noc" in text.lower() else None


def _by_code(text: str) -> list[Match] | None:
    """Matches for a code in the text, ``None`` when there is none."""
    if found := _CODE.search(text):
        group = unit_group(found[1])
        return [Match(group.code, group.title, group.teer, 1.0)] if group else []
    if code := old_code(text):
        groups = from_2016(code)
        score = 1.0 if len(groups) == 1 else 0.8
        return [Match(group.code, group.title, group.teer, score) for group in groups]
    return None


@functools.lru_cache(maxsize=2048)
def _ranked(text: str, known: Index) -> tuple[tuple[str, float], ...]:
    asked = _asked(words(text))
    if not asked:
        return ()
    if len(asked) == 1 and (field := vocabulary().fields.get(next(iter(asked)))):
        asked = _asked(words(field))
    exact = _exact(text, tuple(asked), known)
    best: dict[str, float] = dict(exact)
    ceiling = min(exact.values(), default=1.0) - 0.02
    for code, score in _alike(asked, known):
        if code not in exact:
            best[code] = max(best.get(code, 0.0), min(score * 0.95, ceiling))
    if max(best.values(), default=0.0) < _CLEAR:
        for code, score in _by_group(asked, known):
            best[code] = max(best.get(code, 0.0), score)
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return ()
    least = max(_NEEDED, ranked[0][1] * _NEAR)
    return tuple((code, round(score, 3)) for code, score in ranked if score >= least)[:MOST]


def _asked(text: list[Word]) -> dict[str, float]:
    """The words of a question with the share of their weight that counts: less after "at", before a place."""
    known = vocabulary()
    asked: dict[str, float] = {}
    share = 1.0
    for word in text:
        if word.raw in known.where and asked:
            share = _WHERE_WEIGHT
        elif word.form not in known.empty and word.raw not in known.where:
            asked.setdefault(word.form, share * (_FILLER_SHARE if word.form in known.filler else 1.0))
    return asked


def _exact(text: str, forms: tuple[str, ...], known: Index) -> dict[str, float]:
    """Groups with a name of just these words: the more share it the lower, the typical one first."""
    ids = known.by_name.get(key(forms), ())
    if not ids:
        plain = tuple(form for form in forms if form not in vocabulary().level)
        ids = known.by_name.get(key(plain), ()) if plain else ()
    names = sorted((known.names[number] for number in ids), key=lambda name: (not _same_order(name, forms), name.place))
    codes = list(dict.fromkeys(name.code for name in names))
    top = {1: 1.0, 2: 0.88, 3: 0.8}.get(len(codes), 0.72)
    return {
        code: max(top - 0.02 * rank - (0.01 if len(codes) == 1 and not _same_order(names[0], forms) else 0), 0.6)
        for rank, code in enumerate(codes)
    }


def _same_order(name: Name, forms: tuple[str, ...]) -> bool:
    return name.forms == forms


@functools.lru_cache(maxsize=8192)
def _variants(form: str, known: Index) -> tuple[tuple[str, float], ...]:
    """Words of names that a word may stand for, with how well, the surest first."""
    found: dict[str, float] = {}
    if form in known.by_word:
        found[form] = 1.0
    elif len(form) >= _SHORTEST_TYPO:
        near = process.extract(form, known.by_word.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO, limit=6)
        for other, score, _ in near:
            # A slip of the hand seldom takes the first letter.
            if other[0] == form[0] and len(other) >= _SHORTEST_TYPO:
                found[other] = (score / 100) ** 0.5
    for word, sureness in list(found.items()):
        for other in vocabulary().kin.get(word, ()):
            if other in known.by_word:
                found.setdefault(other, _KIN * sureness)
    return tuple(sorted(found.items(), key=lambda item: -item[1]))


def _alike(asked: dict[str, float], known: Index) -> Iterator[tuple[str, float]]:
    """(code, score) for every name that shares enough words with the question."""
    level = vocabulary().level
    whole = sum(share * (LEVEL_WEIGHT if form in level else known.weight(form)) for form, share in asked.items())
    if whole == 0:
        return
    expanded = [(form, share, _variants(form, known)) for form, share in asked.items()]
    postings = sorted((known.by_word[other] for _, _, variants in expanded for other, _ in variants), key=len)
    candidates: set[int] = set()
    for ids in postings:
        # Common words ("worker") only add names where the rare ones brought few.
        if candidates and len(candidates) + len(ids) > 4 * _CROWDED:
            break
        candidates.update(ids if len(ids) <= 6 * _CROWDED else ids[: 6 * _CROWDED])
    asked_roles = {
        other for form, share, variants in expanded if share == 1.0 for other, _ in variants if is_role(other)
    }
    heads = [
        form
        for form, share in asked.items()
        if share == 1.0 and any(is_role(o) for o, s in _variants(form, known)[:1] if s > 0.8)
    ]
    last_head = heads[-1] if heads else None
    for number in candidates:
        name = known.names[number]
        forms = name.forms
        in_asked = in_name = 0.0
        met: set[str] = set()
        missing_head = last_head is not None
        for form, share, variants in expanded:
            for other, sureness in variants:
                if other in forms and other not in met:
                    met.add(other)
                    in_asked += share * sureness * (LEVEL_WEIGHT if form in level else known.weight(form))
                    in_name += sureness * known.weight(other)
                    if form == last_head and is_role(other):
                        missing_head = False
                    break
        if name.head is not None and name.head not in met:
            continue
        if name.head is None and in_name < 0.7 * name.weight:
            continue
        score = (in_asked + in_name) / (whole + name.weight)
        if missing_head:
            score *= 0.7
        if len(forms) == 1 and len(met) < len(asked) and len(known.by_name[forms]) > 1:
            score *= 0.8
        extra = sum(1 for form in forms if form not in met and is_role(form) and form not in asked_roles)
        score *= 0.9**extra
        if score >= _NEEDED:
            yield name.code, score - 0.001 * min(name.place, 20)


def _by_group(asked: dict[str, float], known: Index) -> Iterator[tuple[str, float]]:
    """(code, score) for groups whose names together have the words of the question, at least two of them."""
    level = vocabulary().level
    weights = {form: share * (LEVEL_WEIGHT if form in level else known.weight(form)) for form, share in asked.items()}
    whole = sum(weights.values())
    if len(asked) < _FEWEST_FOR_GROUP or whole == 0:
        return
    score: dict[str, float] = {}
    met: dict[str, int] = {}
    role_met: set[str] = set()
    roles = [form for form in asked if is_role(form)]
    for form, weight in weights.items():
        of_form: dict[str, float] = {}
        for other, sureness in _variants(form, known):
            for code, often in known.in_group.get(other, {}).items():
                of_form[code] = max(of_form.get(code, 0.0), sureness * often)
        for code, part in of_form.items():
            score[code] = score.get(code, 0.0) + weight * part
            met[code] = met.get(code, 0) + 1
        if form in roles:
            role_met |= of_form.keys()
    for code, total in score.items():
        covered = total / whole * (1.0 if code in role_met else _ROLE_MISSED)
        if met[code] >= _FEWEST_FOR_GROUP and covered >= _GROUP_NEEDED:
            yield code, _NEEDED + (_CLEAR - _NEEDED) * (covered - _GROUP_NEEDED) / (1 - _GROUP_NEEDED)
