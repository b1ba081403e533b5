"""Whom a sentence is about: the person whose case it is, their spouse, or somebody else.

The case is the writer's, unless a message tells of nobody but another person, and of their work: "asking for my friend,
she's a cook since May". Then it is that person's.
"""

from __future__ import annotations

import functools
import re
from typing import Literal

from nlu.facts.mention import before, sentence_of

Subject = Literal["own", "spouse", "other"]

_SPOUSE = r"(?:wife|wifey|missus|missis|husband|hubby|(?<!as )(?<!as a )(?<!as the )spouse|(?<!business )partner|fianc[ée]e?|girl ?friend|boy ?friend|épouse|mari|conjointe?)"
_RELATIVE = (
    r"(?:brother|sister|siblings?|cousin|parents?|mother|father|mom|mum|dad|son|daughter|kids?|child(?:ren)?|"
    r"uncle|aunt|"
    r"nephew|niece|in-laws?|grandmother|grandfather|grandparents|friends?|buddy|mate|pal|roommate|"
    r"flatmate|classmate|neighbou?r|landlord)"
)
#: Also names of jobs, so they are somebody else only where they are somebody's: "my manager", not "a manager".
_SUPERIOR = (
    r"(?:boss|manager|supervisor|colleagues?|co-?workers?|agent|lawyer|consultant|teacher|officer|employer'?s? lawyer)"
)
_STRANGER = r"(?:friends?|roommate|neighbou?r|landlord|cousin|colleague|guy|woman|lady|person|couple)"
#: Whose case somebody else may bring: they come with an article, with "my", or with nothing.
_FELLOW = (
    r"(?:friend|buddy|mate|pal|gf|bf|roommate|flatmate|colleague|co-?worker|cousin|brother|sister|"
    r"nephew|niece|son|daughter|mom|mum|mother|dad|father|neighbou?r|client|student|employee|classmate|"
    r"brother[- ]in[- ]law|sister[- ]in[- ]law|uncle|aunt|applicant|candidate)"
)
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
    rf"(?<!we are )(?<!we're )\b(?:a|the|some) {_STRANGER}\b|\b(?:someone|somebody|people)\b)|"
    r"(?P<pronoun>\b(?:he|she|they)\b)|"
    rf"(?P<own>\b(?:i|im|ive|me|mine|we|je|j'ai|myself)\b|\bi'|\bmy {_OWN_THINGS}\b)",
    re.I,
)
#: Who can be meant by "she": also who does something together with the writer ("my partner and I").
_NAMED = re.compile(
    rf"(?P<spouse>\b{_SPOUSE}\b{_NOT_A_PERMIT})|(?P<other>\b{_POSSESSIVE} (?:\w+ )?(?:{_RELATIVE}|{_SUPERIOR})\b|"
    rf"\b(?:a|the|some) {_STRANGER}\b)",
    re.I,
)
#: Whom the work is done for: "I look after old people in Burnaby" is about the one who looks after them.
_ADJECTIVES = r"(?:\w+ly )?(?:(?!(?:i|and|but|while|because) )[\w-]+ ){0,3}"
_WORKS_FOR = re.compile(
    r"\b(?:look(?:s|ed|ing)? after|(?:tak(?:e|es|ing)|took) care of|car(?:e|es|ed|ing) (?:for|of)|(?:work|deal)\w* (?:for|with)|"
    r"help(?:s|ed|ing)?|assist\w*|serv(?:e|es|ed|ing)|teach(?:es|ing)?|taught|train(?:s|ed|ing)?|support(?:s|ed|ing)?|"
    r"supervis(?:e|es|ed|ing)|manag(?:e|es|ed|ing)|lead(?:s|ing)?|led|treat(?:s|ed|ing)?|feed(?:s|ing)?|bath(?:e|es|ing)|"
    rf"driv(?:e|es|ing)|drove|nurs(?:e|es|ed|ing)|babysit\w*|show(?:s|ed|ing)?|sell(?:s|ing)? \w+ to|coach(?:es|ing)?) {_ADJECTIVES}$",
    re.I,
)
_AFTER_A_PREPOSITION = re.compile(
    r"\b(?:for|with|to|of|among|between) (?:(?:old|older|elderly|sick|disabled|young|many|other) )*$", re.I
)
_SOMEBODY_ANY = re.compile(r"(?:people|someone|somebody)", re.I)
_DOES = re.compile(r"\s*(?:,? who\b|,? (?:he|she|they)\b|that\b|is\b|are\b|has\b|works?\b|was\b|were\b)", re.I)
_FAR = 240


# --- a message written for somebody else ---------------------------------------------------------------------

#: Words of the writer that tell nothing of the writer's own case.
_ON_BEHALF = re.compile(
    r"\b(?:i'?m|i am|i was|im)\s+(?:just |only |also )?(?:asking|writing|posting|inquiring|enquiring|checking|doing|helping|"
    r"trying|wondering|here|curious|worried)\b|"
    r"\b(?:i|we)(?:'d| would)? (?:just |only )?(?:ask|write|want|wanted|need|like|do (?:it|this)|did (?:it|this)|think|guess|believe|"
    r"hope|know|don'?t know|wonder|understand|employ|hired|supervise|represent|help)\b|"
    r"\b(?:can|could|may|should|do|am) i (?:ask|know|get|check|help)\b|\b(?:tell|help|let|told|asked|gave|with|near|by|from) me\b|"
    r"\b(?:i'?ll|i will|i would|i'd|i am|i'?m|im) (?:also )?(?:be )?(?:coming|come|going|go|accompany\w*|follow\w*|includ\w+|with|"
    r"along|listed|his|her)\b|"
    r"\bwe(?:'re| are|'ve been| have been)? (?:common[- ]law|married|together|engaged|living together|live together|dating)\b|"
    r"\bi (?:fill|filled|type|wrote|write|speak|translate)\w*\b|\bi have (?:a|one) question\b",
    re.I,
)
_NOBODY_ELSE = re.compile(
    rf"\b(?P<spouse>{_SPOUSE})\b{_NOT_WITH_ME}{_NOT_A_PERMIT}(?!'?s? (?:visa|permit|company|business))|"
    rf"\b(?P<other>{_FELLOW})\b(?! (?:visa|permit|loan|of|refer\w*))|"
    r"\b(?P<pronoun>he|she|he's|she's|hes|shes)\b",
    re.I,
)
#: What is told of work, by kind: one of them may be told in passing.
_OF_WORK = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:since|until|till|start\w*|began|from|to|joined|hired)\b[^.;!?\n]{0,25}\b(?:(?:19|20)\d\d|jan\w*|feb\w*|"
        r"mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\b",
        r"\b(?:pgwp|bowp|owp|lmia|iec|permit|working holiday)\b",
        r"\b\d{1,2} (?:months?|years?|yrs?) (?:as|of|in|at|full|experience)\b|"
        r"\b(?:for|last|past) \S{1,8} (?:months?|years?)\b",
        r"\b\d{1,2}(?:\.\d)?\s*(?:h|hrs?|hours?)\b|\bfull[- ]?time\b(?! stud)",
        r"\b(?:works?|worked|working|employed|job) (?:as|at|in|for)\b|\bis (?:an?|the) \w+|\bis (?:\w+ ){1,3}(?:at|in|since)\b|"
        r"\b(?:teaches|cooks|drives|cleans|bakes|welds|runs|manages|serves|nurses|supervises)\b",
    )
)
#: Of a spouse the points ask for years of work; for days and permits nobody asks.
_OF_A_CASE = _OF_WORK[:2]
_ASKED_ABOUT = re.compile(
    r"\b(?:eligible|eligibility|qualif\w+|asking for|ask for|on behalf|for (?:him|her|them)|(?:can|could|does|is|will|has|did) (?:he|she)|"
    r"(?:his|her) (?:case|chances?|options?|eligibility|application|situation|profile))\b",
    re.I,
)
#: The spouse told of as a spouse.
_BESIDE_ME = re.compile(
    r"\b(?:accompan\w+|com(?:e|es|ing) with me|with me|in (?:my|our|the) application|include[sd]? (?:him|her)|dependa?nts?|"
    r"spous(?:e|al) (?:points?|factors?)|(?:his|her) points)\b",
    re.I,
)


_PERSON = rf"(?:{_SPOUSE}|{_FELLOW}|worker|staff member|girl|boy|technician|cook|nurse)"
#: The writer says that the message is about another person.
_DECLARED = re.compile(
    rf"\b(?:writing|asking|inquiring|enquiring|posting|explain\w*|here|question|talking|message)\b[^.,;!?\n]{{0,25}}\b(?:for|about|of|on behalf of) "
    rf"(?:an?|my|our|one of our|one of my|his|her) (?:\w+ )?{_PERSON}\b(?!'s (?:permit|visa))|"
    r"\b(?:she|he|who) (?:is|will be) the (?:principal|main|applicant|one (?:who|that) appl)|"
    rf"\bi(?:'?m| am) (?:the |an? )?(?:mother|father|parent|employer|boss|manager|hr|brother|sister|husband|wife|friend) of\b|"
    rf"\b(?:my|our) employee\b|\b(?:my|our) {_PERSON} asked (?:me|us) to (?:write|ask)\b",
    re.I,
)
#: "I work", "I was a cook": the writer's own work.
_OWN_WORK = re.compile(
    r"\b(?:i|we)(?:'ve| have|'m| am| was| had|'d)?(?: also| been| just| now| still| only)* (?:work(?:s|ed|ing)? (?:as|at|in|since|for|full)|"
    r"employed (?:as|at|by|in)|started (?:as|at|work)|an? \w+ (?:at|in|since|for|from)\b)|\bmy (?:own )?(?:job|work|pgwp|permit|hours|noc)\b",
    re.I,
)


@functools.lru_cache(maxsize=32)
def whose_case(text: str) -> Subject:
    """Whose work a message tells of: the writer's, or, where nothing of the writer's is told, another person's.

    Of the spouse more must be told than spouse points need. In doubt it is the writer's.
    """
    if _DECLARED.search(text) and not _OWN_WORK.search(text):
        named = next(_NOBODY_ELSE.finditer(text), None)
        if named is not None and sum(bool(pattern.search(text)) for pattern in _OF_WORK) >= 2:
            return "spouse" if named.lastgroup == "spouse" else "other"
    rest = _ON_BEHALF.sub(lambda match: " " * len(match.group()), text)
    if any(match.lastgroup == "own" for match in _SUBJECT.finditer(rest)):
        return "own"
    named = next(_NOBODY_ELSE.finditer(text), None)
    if named is None:
        return "own"
    told = sum(bool(pattern.search(text)) for pattern in _OF_WORK)
    if named.lastgroup == "spouse":
        full = told >= 2 and any(pattern.search(text) for pattern in (*_OF_A_CASE, _ASKED_ABOUT))
        return "spouse" if full and not _BESIDE_ME.search(text) else "own"
    return "other" if told >= 2 or (told and _ASKED_ABOUT.search(text)) else "own"


# --- who a sentence is about -----------------------------------------------------------------------------------


def subject_at(text: str, position: int) -> Subject:
    """Who was named last in the sentence before ``position``; nobody: the person whose case it is."""
    last = None
    lead = before(text, position, _FAR)
    for match in _SUBJECT.finditer(lead):
        if not _served(lead, match) and not _employer(lead, match):
            last = match
    if last is None:
        return "own"
    kind = last.lastgroup
    if kind == "pronoun":
        kind = _meant(text[max(0, position - _FAR) : position])
    if kind == "own" or _of_the_person(last.group()):
        return kind  # type: ignore[return-value]
    return "own" if kind == whose_case(text) else kind  # type: ignore[return-value]


def _served(lead: str, match: re.Match[str]) -> bool:
    """Whether somebody is named as the one that work is done for, and does nothing themselves."""
    if match.lastgroup != "other" or _DOES.match(lead, match.end()):
        return False
    ahead = lead[: match.start()]
    if _WORKS_FOR.search(ahead):
        return True
    return bool(_SOMEBODY_ANY.fullmatch(match.group()) and _AFTER_A_PREPOSITION.search(ahead))


def _employer(lead: str, match: re.Match[str]) -> bool:
    """ "Until they closed": with nobody named before, those who employ."""
    return match.group().lower() == "they" and not _NAMED.search(lead[: match.start()])


def _of_the_person(name: str) -> bool:
    """ "His brother", in a case that is his."""
    return bool(re.match(r"(?:his|her|their) ", name, re.I))


def _meant(lead: str) -> Subject:
    """Who "she" is: the last person named before it."""
    named = [m.lastgroup for m in _NAMED.finditer(lead)]
    return "spouse" if named and named[-1] == "spouse" else "other"


def for_spouse(text: str, position: int) -> bool:
    """Whether the spouse is named right after ``position``: "7 in all for my wife"."""
    end = sentence_of(text, position)[1]
    named = re.match(
        rf"[^.,;!?]{{0,15}}\bfor (?:my )?{_SPOUSE}\b|^\s*[,(-]\s*my {_SPOUSE}\s*(?:$|[.!?)])", text[position:end], re.I
    )
    return bool(named) and whose_case(text) != "spouse"
