"""Whom a sentence is about: the person who writes, their spouse, or somebody else."""

from __future__ import annotations

import re
from typing import Literal

from nlu.facts.mention import before, sentence_of

Subject = Literal["own", "spouse", "other"]

_SPOUSE = r"(?:wife|wifey|husband|hubby|spouse|partner|fianc[ée]e?|épouse|mari|conjointe?)"
_RELATIVE = (
    r"(?:brother|sister|siblings?|cousin|parents?|mother|father|mom|mum|dad|son|daughter|kids?|child(?:ren)?|"
    r"uncle|aunt|"
    r"nephew|niece|in-laws?|grandmother|grandfather|grandparents|friends?|roommate|neighbou?r|landlord)"
)
#: Also names of jobs, so they are somebody else only where they are somebody's: "my manager", not "a manager".
_SUPERIOR = (
    r"(?:boss|manager|supervisor|colleagues?|co-?workers?|agent|lawyer|consultant|teacher|officer|employer'?s? lawyer)"
)
_STRANGER = r"(?:friends?|roommate|neighbou?r|landlord|cousin|colleague|guy|woman|lady|person|couple)"
_POSSESSIVE = r"(?:my|his|her|our|their|one of my)"
_NOT_WITH_ME = r"(?! (?:and|&) (?:i|me)\b)"
#: "spouse open work permit" is a kind of permit, "my wife's permit" is hers.
_NOT_A_PERMIT = r"(?! (?:open|work|permit|visa|owp|sponsorship)\b)"
_OWN_THINGS = (
    r"(?:ielts|celpip|pte|tef|tcf|test|scores?|job|work|noc|permit|pgwp|hours|crs|education|degree|status|own)"
)
_SUBJECT = re.compile(
    rf"(?P<spouse>\b{_SPOUSE}\b{_NOT_WITH_ME}{_NOT_A_PERMIT})|"
    rf"(?P<other>\b{_POSSESSIVE} (?:\w+ )?(?:{_RELATIVE}|{_SUPERIOR})\b{_NOT_WITH_ME}|"
    rf"\b(?:a|the|some) {_STRANGER}\b|\b(?:someone|somebody|people)\b)|"
    r"(?P<pronoun>\b(?:he|she|they)\b)|"
    rf"(?P<own>\b(?:i|im|ive|me|mine|we|je|j'ai|myself)\b|\bi'|\bmy {_OWN_THINGS}\b)",
    re.I,
)
_FAR = 240


def subject_at(text: str, position: int) -> Subject:
    """Who was named last in the sentence before ``position``; nobody: the person who writes."""
    last = None
    for match in _SUBJECT.finditer(before(text, position, _FAR)):
        last = match.lastgroup
    if last == "pronoun":
        return _meant(text[max(0, position - _FAR) : position])
    return last or "own"  # type: ignore[return-value]


def _meant(lead: str) -> Subject:
    """Who "she" is: the last person named before it."""
    named = [m.lastgroup for m in _SUBJECT.finditer(lead) if m.lastgroup in ("spouse", "other")]
    return "spouse" if named and named[-1] == "spouse" else "other"


def for_spouse(text: str, position: int) -> bool:
    """Whether the spouse is named right after ``position``: "7 in all for my wife"."""
    end = sentence_of(text, position)[1]
    return bool(re.match(rf"[^.,;!?]{{0,15}}\bfor (?:my )?{_SPOUSE}\b", text[position:end], re.I))
