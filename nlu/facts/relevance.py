"""Whether a period, a length of time or a place is of work: not of studies, of a stay, of a permit."""

from __future__ import annotations

import re
from dataclasses import replace

from nlu.facts.groups import OCCUPATIONS
from nlu.facts.mention import Mention, before, sentence_of
from nlu.facts.subjects import subject_at

_WORK = re.compile(
    r"\b(?:work(?!\s?(?:permit|visa))\w*|wroking|jobs?|employ\w*|position|role|hired|promoted|shifts?|"
    r"full[- ]?time(?! stud)|"
    r"part[- ]?time(?! stud)|internship|hours?|hrs?|experience|as an?|contract|travaill\w+|emploi|there|"
    r"same (?:trade|title|role|thing|profession))\b",
    re.I,
)
_STUDIES = (
    r"stud(?:y|ied|ies|ying|ent)|attend(?:ed|ing)|enrolled|college|universit\w+|school|diploma|degree|"
    r"bachelor\w*|master\w*|"
    r"program(?:me)?|course|semester|phd|graduated|finished"
)
_A_STAY = (
    r"liv(?:e|ed|ing)|came|arrived|landed|moved|residing|been in canada|(?:am|i'm|im) in canada|in canada|"
    r"married|together|"
    r"relationship|dating|waiting|waited"
)
_PAPERS = (
    r"pool|profile|aor|ita|applied|submitted|application|visa|passport|medical|valid|savings?|account|money|"
    r"reading|eca|letter|draws?|processing"
)
_SOMETHING_ELSE = re.compile(rf"\b(?:{_STUDIES}|{_A_STAY}|{_PAPERS})\b", re.I)
#: Time without work.
_NO_WORK = re.compile(
    r"\b(?:unemployed|jobless|break|gap|between jobs|no job|without (?:a |any )?(?:job|work)|(?:not|wasn't|didn't|haven't|isn't) work(?:ing|ed)?|off work)\b"
    r"[^.;!?\n]{0,30}$",
    re.I,
)
_PERMIT = re.compile(r"\b(?:status|permit|pgwp|permis)\b", re.I)
_SINCE_STUDIES = re.compile(
    r"\b(?:since|after|once)\b[^.,;!?]{0,30}\b(?:graduat\w+|finish\w+|complet\w+)\b[^.,;!?]{0,25}$", re.I
)
_BREAK = re.compile(r"[,;:()]|\b(?:and|then|but)\b", re.I)
#: A message of nothing but a length: an answer.
_ONLY_A_LENGTH = re.compile(
    r"^\W*(?:(?:about|around|almost|nearly|over|more|than|for|just|only|roughly|i|i've|ive|have|had|it|was|been|"
    r"years?|months?|weeks?|"
    r"and|half|an?|now|total|in|yes|so|far|already|exactly|like|maybe|approximately|or|\w{1,9}teen|one|two|"
    r"three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|yrs?|mos?|mths?|ans|mois|environ|depuis|\d+(?:\.\d+)?\w{0,6})\W*)+$",
    re.I,
)
_REACH = 120
_AHEAD = 60

#: Facts that make a sentence one about work, so that a place in it is where the work is.
_OF_WORK = OCCUPATIONS | {
    "period",
    "duration",
    "hours_per_week",
    "authorization",
    "self_employed",
    "paid",
    "foreign_employer",
}
_OF_A_PLACE = re.compile(
    r"\b(?:work(?!\s?(?:permit|visa))\w*|wroking|jobs?|employ\w*|position|role|office|company|shifts?|hours?|"
    r"remote\w*|hybrid|location|"
    r"site|branch|store|based|liv(?:e|es|ed|ing)|resid\w+|stay(?:ed|ing)?|experience|travaill\w+|physically|"
    r"i was in|rest|other one|first one|"
    r"second one|both|all|mostly|mainly|sometimes|weeks?|it was|it's|its|yes|no|same|then)\b",
    re.I,
)
_LITTLE = 4
_OUTING = re.compile(
    r"\b(?:hik\w+|rain\w*|snow\w*|visit\w*|trips?|travel\w*|weather|flight|fly|wedding|vacation|weekend|"
    r"restaurants? in|biryani)\b",
    re.I,
)


def of_work(text: str, mention: Mention, found: list[Mention]) -> bool:
    """Whether a ``period`` or ``duration`` is of work; the words nearest before it decide, then those after it."""
    lead = before(text, mention.start, _REACH)
    if subject_at(text, mention.start) != "own" or _NO_WORK.search(lead):
        return False
    if _SINCE_STUDIES.search(lead):
        return True
    offset = mention.start - len(lead)
    cues = [(m.start(), True) for m in _WORK.finditer(lead)]
    cues += [(m.start - offset, True) for m in found if m.entity in OCCUPATIONS and offset <= m.start < mention.start]
    cues += [(m.start(), False) for m in _SOMETHING_ELSE.finditer(lead)]
    near = [work for at, work in cues if not _BREAK.search(lead, at)]
    if near:
        return any(near)
    end = sentence_of(text, mention.end - 1)[1]
    after = text[mention.end : min(end, mention.end + _AHEAD)]
    ahead = [(m.start(), True) for m in _WORK.finditer(after)]
    ahead += [
        (m.start - mention.end, True)
        for m in found
        if m.entity in OCCUPATIONS and mention.end <= m.start < mention.end + len(after)
    ]
    ahead += [(m.start(), False) for m in _SOMETHING_ELSE.finditer(after)]
    beside = [row for row in ahead if not _BREAK.search(after[: row[0]])]
    if cues and beside:
        return min(beside)[1]
    if cues:
        return any(work for _, work in cues) if mention.entity == "period" else max(cues)[1]
    if ahead:
        return min(ahead)[1]
    if _PERMIT.search(lead):
        return False
    return mention.entity == "period" or bool(_ONLY_A_LENGTH.match(text))


def where_work_is(text: str, place: Mention, found: list[Mention]) -> bool:
    """Whether a ``place`` is told of work or of where the person lives, not of an outing or of nothing."""
    start, end = sentence_of(text, place.start)
    sentence = text[start:end]
    if any(m.entity in _OF_WORK and start <= m.start < end for m in found):
        return True
    # Without its own words: "Rainbow Lake" tells of no outing.
    if _OUTING.search(text, start, place.start) or _OUTING.search(text, place.end, end):
        return False
    words = len(sentence.split()) - len(text[place.start : place.end].split()) + 1
    return bool(_OF_A_PLACE.search(sentence)) or words <= _LITTLE


#: The work has ended, or the message says only that it began.
_ENDED = re.compile(
    r"\b(?:was|were|worked|used to|left|quit|finished|ended|stopped|laid off|fired|resigned|until|till|no longer|not (?:any ?more|working)|"
    r"unemployed|jobless|over|i started|i joined|i began|they hired|hired me)\b",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:now|currently|presently|at the moment|these days|still|so far|i'?m (?!not|no)|i am (?!not|no)|he is|she is|he's|she's|"
    r"my current|i've two|i have two|am on maintained|(?:i|we) (?:work|do|make|get|run|drive))\b",
    re.I,
)


def present(text: str, mention: Mention, found: list[Mention]) -> Mention:
    """ "Now staff accountant, joined 2 Jan 2025": a beginning that is told of work that goes on; others as they came."""
    value = mention.value
    if mention.entity != "period" or value.get("current") is not None or value.get("end") or not value.get("start"):
        return mention
    start, end = sentence_of(text, mention.start)
    if any(m.entity == "period" and m is not mention and start <= m.start < end for m in found):
        return mention
    sentence = text[start:end]
    if _ENDED.search(sentence) or not _PRESENT.search(sentence) or value.get("alternatives"):
        return mention
    return replace(mention, value={**value, "current": True})
