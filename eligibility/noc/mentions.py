"""Job names inside running text.

Names from our list are looked up word group by word group, the longest first; words to their left that
narrow them ("construction site engineer") are taken in when the search then finds a group as surely.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from eligibility.noc.groups import unit_groups
from eligibility.noc.names import key, own_names, significant
from eligibility.noc.search import Match, search
from eligibility.noc.words import Word, is_role, vocabulary, words

_LONGEST = 6
_WIDEST = 3
_AFTER_A_JOB = ("at ", "in ", "since ", "for ", "from ", "part", "full")
_LINKS = frozenset({"and", "of"})
_SURE = 0.7
_TYPO = 84.0
_SHORTEST_TYPO = 6
_BETWEEN_WORDS = re.compile(r"[\s\-/&'’.,()]*", re.ASCII)
_BREAK = re.compile(r"[.,;:!?()\n]|\s[-–—]\s")


@dataclass(frozen=True)
class Found:
    """A job name in a text: where it stands (``text[start:end]``), its words, the groups that it may mean."""

    start: int
    end: int
    title: str
    matches: tuple[Match, ...]


@functools.cache
def _names() -> frozenset[tuple[str, ...]]:
    """The word groups that are names: our own names and the titles of the unit groups."""
    named = {key(significant(text)) for texts in own_names().values() for text in texts}
    return frozenset(named | {key(significant(group.title)) for group in unit_groups().values()}) - {()}


@functools.cache
def _known_words() -> tuple[str, ...]:
    return tuple(sorted({form for forms in _names() for form in forms}))


@functools.lru_cache(maxsize=4096)
def _corrected(form: str) -> str:
    """A word with a slip of the pen set right when it looks like a word of a name."""
    if len(form) < _SHORTEST_TYPO or form in _vocabulary_of_names():
        return form
    near = process.extractOne(form, _role_like_words(), scorer=fuzz.ratio, score_cutoff=_TYPO)
    return str(near[0]) if near and near[0][0] == form[0] else form


@functools.cache
def _vocabulary_of_names() -> frozenset[str]:
    return frozenset(_known_words())


@functools.cache
def _role_like_words() -> tuple[str, ...]:
    return tuple(word for word in _known_words() if len(word) >= _SHORTEST_TYPO)


def find_in(text: str) -> list[Found]:
    """The job names of a text, in its order, none over another."""
    said = words(text)
    forms = [_corrected(word.form) for word in said]
    found: list[Found] = []
    taken = 0
    place = 0
    while place < len(said):
        length = _longest_name(text, said, forms, place)
        if length:
            first, last = place, place + length - 1
            if _is_meant(text, said, first, last, bool(found), first == taken):
                hit = _widened(text, said, forms, first, last, taken)
                if hit is not None:
                    found.append(hit)
                    taken = place = last + 1
                    continue
            elif length > 1:
                place += length
                continue
        place += 1
    return found


def _longest_name(text: str, said: list[Word], forms: list[str], place: int) -> int:
    """How many words from here on make a name; 0 for none."""
    known = vocabulary()
    if said[place].form in known.empty or said[place].raw in known.stop:
        return 0
    most = 1
    while most < _LONGEST and place + most < len(said) and _joined(text, said[place + most - 1], said[place + most]):
        if said[place + most].raw in known.stop and said[place + most].raw not in _LINKS:
            break
        most += 1
    for length in range(most, 0, -1):
        inside = forms[place : place + length]
        if said[place + length - 1].form in known.empty or said[place + length - 1].raw in known.stop:
            continue
        wanted = key(tuple(dict.fromkeys(form for form in inside if form not in known.empty)))
        if wanted in _names():
            return length
    return 0


def _joined(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but spaces and hyphens stands between two words."""
    between = text[left.end : right.start]
    return _BETWEEN_WORDS.fullmatch(between) is not None and not _BREAK.search(between)


def _is_meant(text: str, said: list[Word], first: int, last: int, after_another: bool, fresh: bool) -> bool:
    """Whether a name in the text is somebody's job, not a person met or a part of something else."""
    known = vocabulary()
    after = said[last + 1] if last + 1 < len(said) and _joined(text, said[last], said[last + 1]) else None
    if after is not None and after.raw in known.undo:
        return False
    if text[said[last].end :].startswith(("'s ", "’s ")) and first > 0:
        return False
    if said[last].raw.endswith(("'s", "’s")):
        return False
    before = [word.raw for word in said[max(0, first - 3) : first]]
    if after is not None and after.raw in known.says and before and before[-1] in known.others | {"a", "an"}:
        return False
    name = [word for word in said[first : last + 1] if word.form not in known.level]
    if len(name) != 1 or not ({name[0].raw, name[0].form} & known.weak or len(name[0].form) <= 3):
        return True
    return _weak_is_meant(text, said, first, last, before, after_another)


def _weak_is_meant(text: str, said: list[Word], first: int, last: int, before: list[str], after_another: bool) -> bool:
    """A word that alone says little counts after "as a", as a whole message, or listed after another job."""
    known = vocabulary()
    if first == 0 and last == len(said) - 1:
        return True
    if first < last and said[first].form in known.level:
        return True
    while before and (before[-1] in ("full", "part", "time", "fulltime", "parttime", "full time", "part time")):
        before = before[:-1]
    if not before:
        # "Cook since 2022", "manager, 40 hours".
        rest = text[said[last].end :].lstrip()
        return rest[:1] in (",", ":", ";", "(", "-") or rest.lower().startswith(_AFTER_A_JOB)
    if before[-1] in ("a", "an"):
        return (
            len(before) < 2
            or before[-2] in known.weak_cues | {"and", "then", "being", "also", "like"}
            or before[-2]
            not in (
                "told",
                "by",
                "with",
                "to",
                "from",
                "have",
                "had",
                "need",
                "hire",
                "hired",
                "see",
                "saw",
                "ask",
                "asked",
                "of",
                "for",
            )
        )
    if before[-1] in known.weak_cues and before[-1] not in ("job", "position", "role"):
        return True
    return after_another and before[-1] in ("and", "then", "or", "also", "plus")


def _widened(text: str, said: list[Word], forms: list[str], first: int, last: int, taken: int) -> Found | None:
    """The name with the words around it that belong to the title, and what the search makes of it."""
    known = vocabulary()
    bare = _matches(said, forms, first, last)
    best, start, end = bare, first, last
    # A word on the right that says what somebody is changes the job: "electrician helper".
    if last + 1 < len(said) and _joined(text, said[last], said[last + 1]):
        after = said[last + 1]
        if is_role(after.form) and after.raw not in known.stop and not _same_sense(after.form):
            wider = _matches(said, forms, first, last + 1)
            if wider and wider[0].score >= _SURE:
                best, end = wider, last + 1
    for step in range(1, _WIDEST + 1):
        left = first - step
        if left < taken or not _joined(text, said[left], said[left + 1]):
            break
        word = said[left]
        if word.raw in known.stop or word.form in known.empty:
            break
        if word.form in known.level:
            start = left
            continue
        if forms[left] not in _vocabulary_of_names():
            break
        wider = _matches(said, forms, left, end)
        if not wider or wider[0].score < _SURE:
            break
        best, start = wider, left
    if not best:
        return None
    begin, finish = said[start].start, said[end].end
    return Found(begin, finish, text[begin:finish], best)


def _same_sense(form: str) -> bool:
    return form in vocabulary().level


def _matches(said: list[Word], forms: list[str], first: int, last: int) -> tuple[Match, ...]:
    inside = zip(said[first : last + 1], forms[first : last + 1], strict=True)
    return tuple(search(" ".join(word.raw if word.form == form else form for word, form in inside)))
