"""Permits and status, with the day a permit ends."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlu.facts.dates import When, delta
from nlu.facts.mention import Mention, before, clause_of, sentence_of
from nlu.facts.numbers import COUNT, number
from nlu.facts.periods import Calendar, Stretch
from nlu.facts.spans import Part, following, part_of, preceding
from nlu.facts.subjects import subject_at
from nlu.pipeline import Name

# --- the parts that patterns are made of -------------------------------------------------------------------

_ENDS = (
    r"(?:expir\w*|ends?|ended|ending|end date|valid\w*|good|runs? out|ran out|running out|exp\b\.?|expiry|finish\w*|"
    r"got over|laps\w+|dies?|died|dying|dead|(?:is|are|was|'s|will be) (?:up|over|done|gone|dead)\b|ceas\w+|terminat\w+|"
    r"lasts?|last day|stops?|stopped|due|"
    r"(?:extended|renewed|prolonged) (?:to|till?|until|through|up to))"
)
_UP_TO = r"(?:until|untill|till|til|through|thru|to|up ?to|jusqu'(?:au|à|en))"
_PERMIT = r"(?:permits?|pgwp|visa|wp|owp|bowp|status|permis|ptpd)"
_MANY = r"[^?!;\n]"
#: Between a permit and the day on which it ends.
_BETWEEN = re.compile(rf"^{_MANY}{{0,40}}?(?:\b{_ENDS}|\b{_UP_TO})\b{_MANY}{{0,25}}$", re.I)
_ENDS_WORD = re.compile(rf"\b{_ENDS}\b", re.I)
_PAST_END = re.compile(r"\b(?:expired|ended|ran out|finished|got over|lapsed|died|was (?:up|over|done))\b", re.I)
#: Before the day on which a permit ends, where its kind is not said.
_EXPIRES = re.compile(rf"\b{_PERMIT}\b[^.?!;\n]{{0,25}}\b{_ENDS}\b[^.?!;\n\d]{{0,20}}$", re.I)
_PERMIT_UNTIL = re.compile(
    rf"\b(?:work|my|the|a|valid|his|her) {_PERMIT}\b[^.?!;\n\d]{{0,25}}\b{_UP_TO}\s+(?:the )?$|"
    rf"(?:^\s*|[.?!;,\n]\s*)(?:work |open |closed )*{_PERMIT}\b[^.?!;,\n\d]{{0,20}}\b{_UP_TO}\s+(?:the )?$",
    re.I,
)
#: "My permit: 03/2028", of a day to come.
_PERMIT_BARE = re.compile(
    rf"(?:^\s*|[.?!;,\n]\s*|\bmy )(?:work |open |closed )*{_PERMIT}\s*[:=-]?\s*$",
    re.I,
)
#: "It is valid until 2027", "extended, the new one is good until 2028": only of a paper is it said so.
_IT = r"(?:it|this(?: one)?|that(?: one)?|which|(?:the |my )?(?:new|current|present|old|latest) one)"
_IT_EXPIRES = re.compile(
    rf"(?:(?:^\s*|[.,;!?\n]\s*|\b(?:and|but|so)\s+){_IT}|(?:^\s*|[.,;\n]\s*)(?=valid\b))(?:'s| is| was| has| will| only| also| still)*\s*\b"
    rf"(?:expir\w*|valid|good|runs? out|ran out|running out|says|laps\w+|dies|(?:is )?dead)\b[^.?!;\n\d]{{0,18}}$",
    re.I,
)
#: What else can be valid or expire.
_OF_ANOTHER = re.compile(
    r"\b(?:passport|contract|ielts|celpip|pte|tef|tcf|toefl|test|tests|exam|result|results|eca|wes|lease|ita|invitation|"
    r"profile|nomination|certificate|licen[cs]e|medical|offer|card|insurance)\b",
    re.I,
)
_A_WORK_PERMIT = re.compile(rf"\bwork {_PERMIT}\b", re.I)
_ANY_PERMIT = re.compile(rf"\b(?:{_PERMIT}|lmia|iec)\b", re.I)
#: "Until 2029 the permit", "25 January it dies", "2027-05-01 expires my pgwp".
_TURNED = re.compile(
    rf"^\W{{0,3}}(?:is |was |for |it's |that's |of )?(?:when )?(?:my |the |this )?(?:work |study |open |closed |current )*{_PERMIT}\b"
    rf"(?! (?:started|came|holder|began|since))|^\W{{0,3}}(?:it|my permit|the permit|my pgwp) (?:dies|expires|ends|runs out|lapses|is (?:up|over|dead))\b",
    re.I,
)
_LIMIT = re.compile(rf"(?:^|[\s,(])(?:{_UP_TO}|{_ENDS}(?: on)?|good for|valid)\s+(?:the )?$", re.I)
#: Time that is left: "PGWP has 9 months left", "only 2 more months on my permit", "good for 14 more months".
_TIME = (
    rf"(?P<n>{COUNT})\s+(?P<more>more )?(?P<unit>months?|mths?|mos?|weeks?|wks?|days?|years?|yrs?)\b(?P<more2> more\b)?"
)
_REMAINS = r"(?:left|remaining|remain|to go|still to run)"
_LEFTS = (
    re.compile(rf"\b{_PERMIT}\b[^.?!;\n\d]{{0,25}}?\b{_TIME}(?: are| is)? {_REMAINS}\b", re.I),
    re.compile(
        rf"\b{_PERMIT}\b[^.?!;\n\d]{{0,20}}?\b{_ENDS} (?:in|within) (?:about |around |just |only )?{_TIME}", re.I
    ),
    re.compile(
        rf"\b{_PERMIT}\b[^.?!;\n\d]{{0,20}}?\b(?:good|valid|lasts?|runs?) (?:for )?(?:about |only )?{_TIME}", re.I
    ),
    re.compile(
        rf"\b{_TIME}(?: {_REMAINS})? (?:on|of|in|for) (?:my|the) (?:work |open |closed )*{_PERMIT}\b",
        re.I,
    ),
)
#: What one does with a permit on a day to come.
_DOING = re.compile(
    r"\b(?:appl\w+|renew\w*|extend|get(?:ting)?|ask\w*|want\w*|plan\w*|will|would|going|if|when|submit\w*|"
    r"fly\w*|mov\w+|start\w*|finish\w*|graduat\w*|complet\w*|turn\w*|marr\w+|test|exam|booked|interview)\b",
    re.I,
)
#: Other things that end, or that happen: their date is not the permit's.
_ANOTHER_THING = re.compile(
    r"\b(?:passport|contract|ielts|celpip|pte|tef|tcf|test|eca|lease|job|since|work(?:ed|ing)?|started|applied|"
    r"got(?! (?:over|renewed|extended|prolonged))|received|issued|born)\b",
    re.I,
)
_RUNS = re.compile(
    r"^\s*(?:is |was |runs |goes |issued |valid |:|\()*\s*(?:valid\b|is\b|was\b|runs?\b|goes\b|from\b|:|\()", re.I
)
_MINE = re.compile(r"\b(?:my|the)\s+$", re.I)

_WISHED = re.compile(
    r"\b(?:apply(?:ing)? for|applied for|get(?:ting)?|waiting (?:for|on)|want|need|after|before|"
    r"switch(?:ing)? to|about|convert to|eligible for|"
    r"look(?:ing)? for|extend|renew(?:ing)?|once i (?:get|have)|if i (?:get|had|have))\s*(?:a |an |the |my |new )*$",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|never|don't|dont|didn't|didnt|haven't|havent|no longer|without|isn't|wasn't|no|"
    r"neither)\b[^.?!,;]{0,20}$",
    re.I,
)
#: "Never worked without a permit".
_NEVER = re.compile(r"\b(?:never|not|didn'?t|don'?t|haven'?t|wasn'?t)\b[^.?!,;]{0,20}$", re.I)
_REFUSED_AFTER = re.compile(r"^[^.,;!?]{0,12}\b(?:refused|rejected|denied|application|was refused)\b", re.I)
#: Told of the past: it allowed the work then, it is not the permit held now.
_PAST = re.compile(
    r"\b(?:was|were|had|did|used to|first|initially|originally|before|previously|earlier|back then|at the time|"
    r"during|worked|while|then on)\b",
    re.I,
)
_PRESENT = re.compile(r"\b(?:now|currently|am|i'm|im|is|have|still|since|these days|today)\b", re.I)
#: Not permits to hold: status in between, or work without one.
_NO_PERMIT = frozenset({"none", "refugee_claimant", "restoration", "maintained_status", "permit_exempt", "visitor"})
#: Held while studying; the work under them is mostly told of afterwards.
_OF_STUDENTS = frozenset({"study_permit_off_campus", "study_permit_coop"})
_APART = 6
_NEAR = 40
#: One permit after another.
_NEXT = re.compile(
    r"[\s,;.)]*(?:and |but |i )*(?:then|after that|afterwards?|since then|now|later|followed by|puis)\b", re.I
)
_OVER = re.compile(r"^[^.,;!?]{0,10}\b(?:expired|ended|ran out|finished|got over|lapsed)\b", re.I)

#: Kinds told in other words than names: "my permit is only for this company".
_ONE_EMPLOYER = (
    r"(?:that|this|the|one|my|a single|same|current)(?: (?:one|same|single|specific|current|particular))* "
    r"(?:employer|company|hotel|restaurant|boss|farm|firm|clinic|store|job|workplace|shop|school|hospital|plant)"
)
_COPULA = r"[\s,(:–-]*(?:(?:is|was|it's|its|it is|being|that|which|one|only|just|also|ict|issued|valid|still)[\s,(]+)*"
_DESCRIBED = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        (
            "employer_specific_permit",
            rf"\bpermit\b{_COPULA}(?:closed\b|(?:tied|attached|linked|bound|limited|restricted) (?:to|with)\b|"
            rf"employer[- ]specific|of (?:the|my) employer|(?:for|with|to|from|by|through) (?:only )?{_ONE_EMPLOYER}\b)",
        ),
        ("open_work_permit", rf"\bpermit\b{_COPULA}(?:an? )?open\b(?! (?:to|for|a|an|the)\b)"),
    )
)
#: "On my wife's open permit": the person's own, by the spouse.
_BY_SPOUSE = re.compile(
    r"\b(?:on|with|under|through|via|by|using|have|hold|got) (?:an? |the )?(?:my )?(?:wife|husband|spouse|partner)(?:'?s)? $",
    re.I,
)


def permits(text: str, named: Sequence[Name], calendar: Calendar) -> list[Mention]:
    """``authorization`` (what allowed the work) and ``permit`` (held now, with ``expires``).

    Expiry dates are taken from the calendar. A permit only told of in the past gives no ``permit``.
    """
    found: list[Mention] = []
    spans = _together(_with_described(text, named))
    starts = [span.start for span in spans]
    for span in spans:
        start, end, kind = span.start, span.end, span.label
        lead = before(text, start, 40)
        if kind != "none" and (_WISHED.search(lead) or _DENIED.search(lead)):
            continue
        if kind == "none" and _NEVER.search(lead):
            continue
        if _REFUSED_AFTER.match(text[end : end + 30]) or not _own(text, start):
            continue
        stop = min([s for s in starts if s > start] or [len(text)])
        part = _part(text, start, end, calendar)
        expires = None if part else _expiry(text, start, end, stop, calendar)
        over = _PAST_END.search(text[end : expires.start]) if expires else _OVER.match(text[end : end + 25])
        if part is not None:
            low, high = min(start, part.start), max(end, part.end)
            found.append(Mention("authorization", kind, low, high, span=part.span))
            over = over or _past(part, calendar)
        elif not over:
            found.append(Mention("authorization", kind, start, end))
        if kind in _NO_PERMIT or not (expires or (_held(text, start, kind) and not over)):
            continue
        if kind in _OF_STUDENTS and expires and expires.last < calendar.today:
            continue
        value = {"kind": kind, **({"expires": expires.last.isoformat()} if expires else {})}
        found.append(Mention("permit", value, start, expires.end if expires else end))
    return [*_in_turn(text, found), *_unnamed(text, found, calendar)]


def _own(text: str, start: int) -> bool:
    by_spouse = _BY_SPOUSE.search(text[max(0, start - 40) : start])
    return subject_at(text, by_spouse.start() + start - min(40, start) if by_spouse else start) == "own"


def _with_described(text: str, named: Sequence[Name]) -> list[Name]:
    """The permits that are named, and those whose kind is told in other words."""
    rows = list(named)
    for kind, pattern in _DESCRIBED:
        for match in pattern.finditer(text):
            if not any(row.start < match.end() and match.start() < row.end for row in rows):
                rows.append(Name(kind, match.start(), match.end(), match.group()))
    return sorted(rows, key=lambda row: row.start)


def _part(text: str, start: int, end: int, calendar: Calendar) -> Part | None:
    """The part of the job under a permit: "until May 2025", said of a day that is over, is no expiry to come."""
    near = next((s for s in calendar.stretches if end <= s.start <= end + _NEAR), None)
    if near is not None and (
        _ENDS_WORD.search(text[end : near.start]) or (near.last and not _is_over(text, near, near.last, calendar))
    ):
        return None
    return part_of(text, start, end, calendar, frozenset({"always until"}))


def _is_over(text: str, stretch: Stretch, last: When, calendar: Calendar) -> bool:
    """Whether the last day has been; "until May" is the next May, unless something came then."""
    then = _NEXT.match(text[stretch.end : stretch.end + 20])
    return (last if then else last.coming(calendar.today)).last < calendar.today


def _past(part: Part, calendar: Calendar) -> bool:
    return bool(part.span.get("end")) and part.span["end"] < calendar.today.isoformat()


def _in_turn(text: str, found: list[Mention]) -> list[Mention]:
    """Permits one after the other: the next begins where the last one ends."""
    rows, gone = list(found), set()
    held = [i for i, m in enumerate(rows) if m.entity == "authorization"]
    for i, j in pairwise(held):
        first, second = rows[i], rows[j]
        if not _NEXT.match(text[first.end : second.start]) or second.start - first.end > _NEAR:
            continue
        if first.span and not second.span:
            rows[j] = replace(second, span=following(first.span))
        elif second.span and not first.span:
            rows[i] = replace(first, span=preceding(second.span))
            gone |= {id(m) for m in found if m.entity == "permit" and m.start == first.start}
    return [m for m in rows if id(m) not in gone]


def _together(spans: Sequence[Name]) -> list[Name]:
    """ "LMIA based closed permit" names one permit with two names."""
    kept: list[Name] = []
    for span in spans:
        if kept and kept[-1].label == span.label and span.start - kept[-1].end <= _APART:
            kept[-1] = replace(kept[-1], end=span.end)
            continue
        kept.append(span)
    return kept


def _held(text: str, start: int, kind: str) -> bool:
    """Whether a permit is told of as one that the person has."""
    clause = text[clause_of(text, start)[0] : start]
    present = _PRESENT.search(clause)
    if kind in _OF_STUDENTS:
        return bool(present) and not _PAST.search(clause)
    return not _PAST.search(clause) or bool(present)


def _expiry(text: str, start: int, end: int, stop: int, calendar: Calendar) -> When | None:
    """The day on which a named permit ends, taken from the calendar; ``stop`` is where the next permit is named."""
    for stretch in calendar.stretches:
        if stretch.cue == "range" and stretch.last and stretch.start >= end and _is_its_term(text, start, end, stretch):
            calendar.take(stretch)
            return stretch.last.coming(calendar.today)
    for when in calendar.points():
        between = text[end : when.start]
        if not end <= when.start < stop or len(between) > 70:
            continue
        if _BETWEEN.match(between) and not _ANOTHER_THING.search(between):
            if when.start > sentence_of(text, end)[1] and not _ENDS_WORD.search(between):
                continue
            calendar.take(when)
            return when if _PAST_END.search(between) else when.coming(calendar.today)
        if _only_day_to_come(text, start, between, when, calendar):
            calendar.take(when)
            return when
    return None


def _only_day_to_come(text: str, start: int, between: str, when: When, calendar: Calendar) -> bool:
    """ "PGWP 2028.6", "got my BOWP yesterday, it says 2027-11-30": beside a permit, a day to come is its last."""
    if when.floating or when.grain not in ("day", "month") or when.first <= calendar.today:
        return False
    clear = not (_DOING.search(between) or _ANOTHER_THING.search(between.replace("got", "")) or "?" in between)
    told = before(text, start, 30)
    return clear and when.start <= sentence_of(text, start)[1] and not _DOING.search(told) and len(between) <= 45


def _is_its_term(text: str, start: int, end: int, stretch: Stretch) -> bool:
    """ "my pgwp is valid from May 2024 to May 2027": the period is the permit's, not the job's."""
    between = text[end : stretch.start]
    if len(between) > 30 or _ANOTHER_THING.search(between):
        return False
    return bool(_RUNS.match(between)) and (
        bool(_ENDS_WORD.search(between)) or bool(_MINE.search(text[max(0, start - 5) : start]))
    )


def _unnamed(text: str, found: list[Mention], calendar: Calendar) -> list[Mention]:
    """The end of a permit whose kind is not said: "my permit expires in May", "till 2029 the permit"."""
    rows = []
    for when in calendar.points():
        told = _end_told(text, when, calendar.today)
        if told is not None and subject_at(text, when.start) == "own":
            calendar.take(when)
            day = when if _PAST_END.search(told) else when.coming(calendar.today)
            rows.append(Mention("permit", {"expires": day.last.isoformat()}, when.start, when.end))
    if rows or any("expires" in m.value for m in found if m.entity == "permit"):
        return rows
    return _time_left(text, calendar)


def _end_told(text: str, when: When, today: datetime.date) -> str | None:
    """The words that make a day the last one of a permit."""
    lead = before(text, when.start, 70)
    match = _EXPIRES.search(lead) or _PERMIT_UNTIL.search(lead)
    if match and not _of_another_thing(match.group()):
        return match.group()
    if when.grain != "year" and not when.floating and when.first > today and (match := _PERMIT_BARE.search(lead)):
        return match.group()
    if (match := _IT_EXPIRES.search(lead)) and not _another_is_meant(text, when.start - len(match.group())):
        return match.group()
    after = _TURNED.match(text[when.end : when.end + 45])
    if after and (_LIMIT.search(lead) or re.search(r"\b(?:it|dies|expires|ends|runs)\b", after.group(), re.I)):
        return lead[-15:] + after.group()
    return None


def _of_another_thing(told: str) -> bool:
    return bool(_ANOTHER_THING.search(_A_WORK_PERMIT.sub("permit", told)))


def _another_is_meant(text: str, position: int) -> bool:
    """Whether what "it" stands for is rather a test, a passport, a contract: the last of them that was named."""
    told = text[max(0, position - 200) : position]
    other = [m.end() for m in _OF_ANOTHER.finditer(told)]
    return bool(other) and max(other) > max((m.end() for m in _ANY_PERMIT.finditer(told)), default=0)


def _time_left(text: str, calendar: Calendar) -> list[Mention]:
    """ "PGWP has 9 months left", "my permit ends in 5 weeks": the day it ends, counted from today."""
    for pattern in _LEFTS:
        for match in pattern.finditer(text):
            told = match.group()
            if pattern in _LEFTS[2:] and not (match["more"] or match["more2"] or re.search(_REMAINS, told, re.I)):
                continue
            count = number(match["n"])
            if count is None or _of_another_thing(told) or subject_at(text, match.start()) != "own":
                continue
            for length in [m for m in calendar.lengths if match.start() <= m.start < match.end()]:
                calendar.take(length)
            unit = match["unit"].lower()
            unit = "months" if unit.startswith("m") else unit
            return [
                Mention(
                    "permit",
                    {"expires": (calendar.today + delta(count, unit)).isoformat()},
                    match.start("n"),
                    match.end("unit"),
                )
            ]
    return []
