"""Questions about the person that the score and the other programs need: their words, and what answers them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.draft import Draft
from actions.memory import Asked, Memory
from actions.said import Said
from answers.phrases import phrase, phrases
from eligibility.facts import CREDENTIALS, LEVELS, MARITAL

#: Kinds of questions of this module, with the path that a plain value answers.
PATHS: Mapping[str, str] = {
    "age": "person.age",
    "education": "education.level",
    "canadian_credential": "education.canadian_credential",
    "eca": "education.eca",
    "marital_status": "person.marital_status",
    "spouse_education": "spouse.education_level",
    "spouse_work": "spouse.canadian_work_years",
    "foreign_work": "foreign_work_years",
    "certificate": "trade_certificate",
    "job_offer": "job_offer",
}
KINDS = (*PATHS, "spouse", "spouse_language", "extras")

#: What a plain yes and a plain no mean, where they mean something.
_YES_NO: Mapping[str, tuple[Any, Any]] = {
    "eca": (True, False),
    "certificate": (True, False),
    "job_offer": ("other_skilled", "none"),
    "canadian_credential": (None, "none"),
    "spouse_work": (None, 0),
    "foreign_work": (None, 0),
}
#: Numbers that can be meant; others belong to something else in the message.
_NUMBERS: Mapping[str, tuple[int, int]] = {"age": (14, 99), "spouse_work": (0, 60), "foreign_work": (0, 60)}
#: Several facts at once: what each choice sets.
_CHOICES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "spouse": {
        "comes": {"person.spouse_accompanies": True, "person.spouse_is_canadian": False},
        "stays": {"person.spouse_accompanies": False},
        "canadian": {"person.spouse_is_canadian": True},
    },
    "spouse_language": {"none": {"spouse.language_tests": []}},
    "extras": {
        "none": {"provincial_nomination": False, "sibling_in_canada": False},
        "nomination": {"provincial_nomination": True, "sibling_in_canada": False},
        "sibling": {"provincial_nomination": False, "sibling_in_canada": True},
    },
}
_VALUES: Mapping[str, tuple[Any, ...]] = {
    "education": LEVELS,
    "spouse_education": LEVELS,
    "canadian_credential": tuple(c for c in CREDENTIALS if c != "secondary_or_less"),
    "marital_status": MARITAL,
    "eca": (True, False),
    "certificate": (True, False),
    "job_offer": ("none", "other_skilled"),
    "foreign_work": (0, 1, 2, 3),
    "spouse_work": (0, 1, 2),
}


def text(kind: str, lang: str = "en") -> str:
    """The question."""
    return phrase(f"questions.{kind}.ask", lang)


def options(kind: str, lang: str = "en") -> list[dict[str, Any]]:
    """Its buttons: what they show and what they mean."""
    offered: Mapping[Any, str] = phrases("questions", lang)[kind].get("options") or {}
    if kind in _CHOICES:
        return [{"text": offered[key], "value": dict(values)} for key, values in _CHOICES[kind].items()]
    words = {True: "yes", False: "no"}
    keys = {value: words[value] if isinstance(value, bool) else value for value in _VALUES.get(kind, ())}
    return [{"text": offered[key], "value": value} for value, key in keys.items() if key in offered]


#: "No degree" to a question about something else says nothing about that; "no" and "no, she stays" do.
_NO_THING = re.compile(
    r"^\W*no\s+(?!(?:to|not|none|neither|nothing|one|she|he|they|we|i|it|my|thanks?|sorry|just|but|and|more|other|such|"
    r"all|of|that|this|there|for|yet)\b)(?P<thing>[a-zà-ÿ].*)",
    re.IGNORECASE | re.DOTALL,
)
_OWN_WORDS: Mapping[str, str] = {
    "eca": r"\beca\b|assess|\bwes\b|evaluat",
    "certificate": r"certif|red seal|trade|ticket|qualif|licen",
    "job_offer": r"offer|job",
    "canadian_credential": r"canad|degree|diploma|stud|educat|credential|school|college|universit",
    "spouse_work": r"work|experience|job|canad|year",
    "foreign_work": r"work|experience|foreign|abroad|year|job",
    "spouse": r"spouse|wife|husband|partner|com(?:e|ing)|accompan|citizen|resident|canadian(?! \w)",
    "spouse_language": r"test|languag|ielts|celpip|pte|english|french|result",
    "extras": r"nominat|pnp|sibling|brother|sister|relative|family",
}


def _about_something_else(said: Said, kind: str) -> bool:
    found = _NO_THING.match(said.text)
    return bool(found and kind in _OWN_WORDS and not re.search(_OWN_WORDS[kind], found["thing"], re.IGNORECASE))


def bind(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    """Set what a message answers to one of these questions."""
    if isinstance(chosen, dict):
        for path, value in chosen.items():
            if draft.get(path) != value:
                draft.put(path, value)
        return
    if chosen is None and _about_something_else(said, asked.kind):
        return
    if asked.kind not in PATHS:
        _bind_choice(said, asked, draft)
        return
    path = PATHS[asked.kind]
    if any(change["path"] in (path, *asked.paths) for change in draft.changes):
        return
    value = chosen
    if value is None and asked.kind in _NUMBERS and not draft.changes:
        number = said.first("number") if said.first("number") is not None else _years(said)
        value = number.get("value") if isinstance(number, dict) else number
        low, high = _NUMBERS[asked.kind]
        if not isinstance(value, (int, float)) or not low <= value <= high:
            value = None
    if value is None and said.polarity in ("yes", "no") and asked.kind in _YES_NO:
        value = _YES_NO[asked.kind][0 if said.polarity == "yes" else 1]
        if value is None and asked.kind == "canadian_credential":
            value = _CREDENTIAL_OF.get(str(draft.get("education.level")))
    if value is None and asked.kind == "spouse_education" and isinstance(level := said.first("education"), dict):
        value = level.get("level")
    if value is None and asked.kind == "canadian_credential":
        value = _by_place(said, draft)
    if value is not None:
        draft.put(path, value)


#: The credential class of a level when all of it was earned in Canada.
_CREDENTIAL_OF = {
    "one_year": "one_or_two_year",
    "two_year": "one_or_two_year",
    **dict.fromkeys(("bachelors", "two_or_more", "masters", "professional", "phd"), "three_year_or_more"),
}


def _by_place(said: Said, draft: Draft) -> str | None:
    for place in said.values("place"):
        if place.get("country") == "CA":
            return _CREDENTIAL_OF.get(str(draft.get("education.level")))
        if place.get("country") or place.get("abroad"):
            return "none"
    return None


def _years(said: Said) -> Any:
    duration = said.first("duration")
    return int(duration["months"] // 12) if isinstance(duration, dict) and "months" in duration else None


def _bind_choice(said: Said, asked: Asked, draft: Draft) -> None:
    """ "No" to a question of several choices is its first "none"; "yes" alone settles nothing."""
    choices = _CHOICES.get(asked.kind, {})
    if draft.changes:
        return
    if said.polarity == "no" and asked.kind == "spouse" and draft.get("person.spouse_accompanies"):
        # That the spouse comes along was told; open is only whether they are Canadian.
        draft.put("person.spouse_is_canadian", False)
    elif said.polarity == "no":
        for path, value in (choices.get("none") or choices.get("stays") or {}).items():
            draft.put(path, value)
    elif said.polarity == "yes" and asked.kind == "spouse":
        for path, value in choices["comes"].items():
            draft.put(path, value)
