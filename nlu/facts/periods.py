"""Periods and durations: dates that belong together, and lengths of time."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Any

from dateutil.relativedelta import relativedelta

from nlu.facts.dates import When, delta, find_dates
from nlu.facts.mention import Mention, before
from nlu.facts.numbers import COUNT, number


@dataclass(frozen=True)
class Stretch:
    """A period in the text: ``first`` and ``last`` are the dates that it names, one of them may be missing.

    ``cue`` says which words made it one: range, since, from, started, until, onwards.
    """

    first: When | None
    last: When | None
    cue: str
    current: bool | None
    start: int
    end: int

    def mention(self, text: str) -> Mention:
        """The ``period`` entity."""
        named = self.first or self.last
        assert named is not None
        value: dict[str, Any] = {
            "start": self.first.first.isoformat() if self.first else None,
            "end": self.last.last.isoformat() if self.last else None,
            "current": self.current,
            "grain": named.grain,
            "text": text[self.start : self.end],
        }
        return Mention("period", {**value, **self._readings(value, named)}, self.start, self.end)

    def _readings(self, value: dict[str, Any], named: When) -> dict[str, Any]:
        """03/04/2024 and 05/06/2025: both day first or both month first."""
        first, last = self.first, self.last
        if not (first and first.other) and not (last and last.other):
            return {}
        a, b = first and (first.other or first), last and (last.other or last)
        other = {
            **value,
            "start": a.first.isoformat() if a else None,
            "end": b.last.isoformat() if b else None,
            "grain": (a or b or named).grain,
        }
        rows = [row for row in (value, other) if not (row["start"] and row["end"] and row["start"] > row["end"])]
        if len(rows) < 2:
            return rows[0] if rows else {}
        return {"alternatives": [dict(row) for row in rows]}


@dataclass(frozen=True)
class Length:
    """A length of time in the text; ``until_now``: it runs to today."""

    length: relativedelta
    start: int
    end: int
    until_now: bool

    @property
    def months(self) -> float:
        """Its length in months."""
        return round(self.length.years * 12 + self.length.months + self.length.days / 30.4, 1)

    def mention(self, text: str, today: datetime.date) -> Mention:
        """A ``period`` up to today, or a ``duration`` without a place in time."""
        written = text[self.start : self.end]
        if not self.until_now:
            months = int(self.months) if float(self.months).is_integer() else self.months
            return Mention("duration", {"months": months, "text": written}, self.start, self.end)
        value = {
            "start": (today - self.length).isoformat(),
            "end": None,
            "current": True,
            "grain": "day",
            "approximate": True,
            "text": written,
        }
        return Mention("period", value, self.start, self.end)


# --- periods ---------------------------------------------------------------------------------------------

_NOW = (
    r"(?:now|present|today|till date|to date|date|current(?:ly)?|ongoing|until now|still|"
    r"aujourd'hui|maintenant|présent|present|ce jour)"
)
_TO = (
    r"\s*(?:,\s*)?(?:to|until|untill|till|til|thru|through|-|–|—|~|->|=>|→|up to|jusqu'(?:à|au|en)|au|à)"
    r"\s*(?:the |le )?"
)
_AND = r"\s*(?:and|&|et)\s*(?:the |le )?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? "
_ABOUT = (
    r"(?:about |around |approximately |the |on |in |late |le |en |vers |(?:1st|first|2nd|second|3rd|third|last) week of |"
    rf"(?:first|last) days of |{_WEEKDAY})*"
)
#: A few words between the cue and its date: "since I graduated in June".
_SHORT_CLAUSE = r"\b(?:[^.,;:!?()\d\n]|\([^()]{0,20}\)){0,45}?"
_SINCE_CUE = r"(?:since|snce|sinc|as of|as from|with effect from|w\.?e\.?f\.?|depuis|beginning|effective)"
_START_VERB = (
    r"(?:start(?:ed|ing)?|start date(?: (?:is|was|to))?|began|begun|joined|hired|rejoined|onboarded|promoted|became|"
    r"recruited|appointed|taken on|took me on|got (?:the|this|my|a) job|signed on|opened(?: it| the (?:shop|business))?|"
    r"commencé|commence|débuté)"
)
_STUDY = (
    r"stud(?:y|ied|ies|ying|ent)|college|universit\w+|school|degree|diploma|bachelor\w*|master\w*|program\w*|"
    r"course|semester|classes|phd"
)
#: "School bus driver", "programs coordinator": of a title, not of studies.
_A_COURSE = rf"(?:{_STUDY})\b(?! (?:\w+ )?\w*(?:er|or|ist|ant|ian|nurse|aide|cook|staff)\b)"
_PAPERS = (
    r"(?:results?|scores?|marks|dui|dwi|charges?|conviction|degree|diploma|certificate|letter|offer|test|exam|"
    r"permit|graduated?)"
)
_FROM = re.compile(rf"(?<!\w)(?:from|frm|dès)\s+{_ABOUT}$", re.I)
_FROM_PAPERS = re.compile(rf"\b{_PAPERS}\s+from\s+{_ABOUT}$", re.I)
_SINCE = re.compile(
    rf"\b{_SINCE_CUE}:?\s+{_ABOUT}$|\b{_SINCE_CUE}{_SHORT_CLAUSE}\b(?:in|on|back in|en)\s+{_ABOUT}$", re.I
)
_STARTED = re.compile(
    rf"\b{_START_VERB}(?: working)?:?\s+(?:there |here |work |it )*(?:on |in |from |at )?{_ABOUT}$|"
    rf"\b{_START_VERB}(?!{_SHORT_CLAUSE}\b{_A_COURSE}){_SHORT_CLAUSE}\b(?:in|on|from|since)\s+{_ABOUT}$|"
    rf"\b{_START_VERB}(?: working| there)? as (?!{_SHORT_CLAUSE}\b{_A_COURSE})[^.,;:!?()\d\n]{{3,75}}?"
    rf"\b(?:in|on|from|since)\s+{_ABOUT}$|"
    # Without a preposition the day stands close: "began as baker 6 Oct 2025", "hired paid 21 July".
    rf"\b(?:began|started|joined|hired|employed|promoted)(?: (?!(?:{_STUDY}|until|till|to|for|before|after|when|and|but)\b)[a-z'/&-]+){{0,5}},? "
    rf"{_ABOUT}$|(?:^|[,;(]\s*|\b(?:joining|joined|start|starting) )(?:st\.|sd|doj|date)[:.]? {_ABOUT}$",
    re.I,
)
_LEFT_WHAT = (
    r"(?:(?:it|there|them|that|this|my|the|working)\s+)*(?:(?:last |first |second |previous )?(?:job|position|role|"
    r"company|contract|work|employer|place|one)\s+)?(?:there\s+)?"
)
_END_VERB = (
    r"(?:end(?:ed|s)?(?: date(?: (?:is|was|to))?)?|finish(?:ed|es|ing)?|left|leaving|quit|stopped|laid off|let go|"
    r"fired|terminated|resigned|last day(?: (?:was|is))?|last day at work (?:was|is)|contract (?:ended|ends|"
    r"is until)|quitté|terminé|fini)"
)
_UNTIL = re.compile(
    rf"\b(?:until|untill|till|til|through|thru|up to|up until|jusqu'(?:à|au|en))\s*{_ABOUT}(?:the )?$|"
    rf"\b(?:until|untill|till|til) (?:they|we|it|i|he|she|the|my|our|that) {_SHORT_CLAUSE}\b(?:in|on)\s+{_ABOUT}$|"
    rf"\b{_END_VERB}:?\s+{_LEFT_WHAT}(?:on |in |at )?{_ABOUT}$",
    re.I,
)
#: "March 2025 was when I started", "12 June was my last day".
_THEN_STARTED = re.compile(
    r"^\s*(?:was|is|-|=|:|\()\s*(?:when i |i |my )?(?:start(?:ed|ing)?\b|began\b|join(?:ed|ing)\b|first day)|"
    r"^,? (?:start(?:ed)?|joined|joining|start date|date of joining|beginning)\b(?! (?:on|in|from|as|at)\b)",
    re.I,
)
_THEN_ENDED = re.compile(
    r"^\s*(?:was|is|-|=|:|\()\s*(?:when i |i |my )?(?:last day|left\b|quit\b|finished\b|ended\b|end\b)", re.I
)
#: A date that opens its sentence: "2025/03/15 started as a cook", "on 3 May I quit".
_OPENS = re.compile(
    r"(?:^|[,;:(])\W*(?:(?:and|then|so|after that|later|next|now),? )*(?:on |in |from |since )?(?:the )?$", re.I
)
_OPENS_A_START = re.compile(
    r"^[\s,:-]*(?:i |they |we |(?:the|an?|my|this|another|that) (?:[\w-]+ ){1,4}?(?=(?:made|took|hired|employed|let) me\b))?"
    r"(?:have |'ve )?(?:\w+ly )?(?:(?:was |got |been |me )*(?:started|start|began|joined|hired|"
    r"promoted|moved up|taken on|recruited|appointed|transferred|employed)|(?:hired|employed|made|took) me|let me become|became|"
    r"opened|got (?:the|this|my|a) job)\b(?![^.;!?\n]{0,25}\b(?:in|on|from)\s+\S*\d)",
    re.I,
)
_OPENS_AN_END = re.compile(
    r"^[\s,:-]*(?:i )?(?:left|quit|resigned|stopped|was laid off|got laid off|was let go)\b(?![^.;!?\n]{0,25}\b(?:in|on|from)\s+\S*\d)",
    re.I,
)
_STILL_THERE = re.compile(
    r"^[^.;!?\n]{0,90}\bstill (?:work\w*|there|here|employed|doing|at|in|do|am|the same|going|on|running|with them)\b|"
    r"^[^.;!?\n]{0,40}\bi still (?:work|am|do)\b|"
    r"^[^.;!?\n]{0,90}\b(?:till|until|til|to|upto|up to) (?:today|now|date|present|this day)\b|"
    r"^[^.;!?\n]{0,40}\b(?:and|is|are) (?:continuing|ongoing|counting|on ?going|continues)\b",
    re.I,
)
_SINCE_THEN = re.compile(
    r"^[^;!?\n]{0,140}\b(?:since then|ever since|(?:have|'ve) been (?:\w+ ){0,4}since|from (?:that day|then)(?: on)?|"
    r"(?:been|there|here|it|them|working|same|do(?:ing)? (?:it|this|that)) since(?! (?:then )?\d| [a-z]+ \d))\b",
    re.I,
)
#: A day of something else than work, from which a job can't have begun.
_OTHER_DAY = re.compile(
    r"\b(?:expir\w+|ended|finished|completed?|over|ran out|valid|written|wrote|until|till|born|married|applied|submitted|refused|test|ielts|celpip|"
    r"landed|arrived|came to|laid off|quit|left|fired)\b[^.;!?\n]{0,25}$",
    re.I,
)
#: How far after a day it may be said that the work goes on.
_REST = 170
#: "During 2024", "2022, the whole year".
_ALL_OF = re.compile(r"\b(?:during|throughout|all of|all through|the whole(?: of| year)?|entire)\s+$", re.I)
_WHOLE_YEAR = re.compile(r"^,? (?:the |for the )?(?:whole|full|entire) year\b", re.I)
_BETWEEN = re.compile(r"\b(?:between|entre|in|during)\s+(?:the )?$", re.I)
_TO_NOW = re.compile(rf"^{_TO}{_NOW}\b", re.I)
_ONWARDS = re.compile(
    r"^\s*(?:\+(?!\d)|~|->|=>|→|(?:[,(–-] ?)?(?:ongoing|continuing|no end|and no (?:break|gap)|and it continues|and still|& still|still (?:there|here|working|going|on))\b|onwards?\b|on\b(?= *(?:$|[.,;]))|and (?:i'?m )?still\b|until now\b|till now\b|and counting)",
    re.I,
)


def find_stretches(text: str, dates: list[When], today: datetime.date) -> tuple[list[Stretch], list[When]]:
    """The periods that the dates of a text make, and the dates that are in none."""
    used: set[int] = set()
    found: list[Stretch] = []
    for i, when in enumerate(dates):
        if i in used:
            continue
        lead, after = before(text, when.start), text[when.end : when.end + 30]
        if _is_now(text, when) and _UNTIL.search(lead):
            # "Promoted in May, there till today": told of the day before it.
            used.add(i)
            continue
        if when.grain == "year" and when.first <= today and (_ALL_OF.search(lead) or _WHOLE_YEAR.match(after)):
            used.add(i)
            last = when if when.last < today else None
            found.append(Stretch(when, last, "range", last is None, when.start, when.end))
            continue
        following = dates[i + 1] if i + 1 < len(dates) else None
        if to_now := _TO_NOW.match(after):
            used |= {j for j, d in enumerate(dates) if when.start <= d.start < when.end + to_now.end()}
            found.append(Stretch(_spoken(when), None, "range", True, when.start, when.end + to_now.end()))
        elif following and _connected(text, lead, when, following):
            stretch = _range(when, following, today)
            if stretch is not None:
                used |= {i, i + 1}
                found.append(stretch)
        if i in used:
            continue
        later = next((d for d in dates[i + 1 :] if not _is_now(text, d)), None)
        rest = text[when.end : min(later.start if later else len(text), when.end + _REST)]
        goes_on = _STILL_THERE.match(rest) or _SINCE_THEN.match(rest)
        cue = _cue(lead, after)
        if cue == "onwards" and _OTHER_DAY.search(lead):
            cue = None
        if cue is None and _SINCE_THEN.match(rest) and not _OTHER_DAY.search(lead):
            cue = "started"
        if cue is None:
            continue
        used.add(i)
        end = when.end
        if cue == "until":
            planned = when.last >= today
            found.append(Stretch(None, when, cue, None if planned else False, when.start, end))
            continue
        still = _ONWARDS.match(after)
        current = True if cue in ("since", "from", "onwards") or still or goes_on else None
        found.append(Stretch(when, None, cue, current, when.start, end + still.end() if still else end))
    return sorted(found, key=lambda s: s.start), [w for i, w in enumerate(dates) if i not in used]


def _is_now(text: str, when: When) -> bool:
    return text[when.start : when.end].lower() in ("today", "aujourd'hui")


def _connected(text: str, lead: str, when: When, following: When) -> bool:
    """Whether two dates are the ends of one period."""
    link = text[when.end : following.start]
    if re.fullmatch(_TO, link, re.I):
        return True
    return (
        bool(re.fullmatch(_AND, link, re.I))
        and bool(_BETWEEN.search(lead))
        and (when.floating or when.last <= following.last)
    )


#: "my hours went from 25 to 40 in March": the day of the change.
_HOURS_CHANGED = re.compile(
    r"\b(?:hours|hrs)[^.,;!?\d]{0,12}\b(?:went|changed|increased|reduced|decreased|moved|dropped)\b[^.,;!?]{0,30}\bto \d+"
    r"[^.,;!?\d]{0,12}\b(?:in|on)\s+$",
    re.I,
)


def _cue(lead: str, after: str) -> str | None:
    if _HOURS_CHANGED.search(lead):
        return "since"
    if _SINCE.search(lead):
        return "since"
    opens = bool(_OPENS.search(lead))
    if _UNTIL.search(lead) or _THEN_ENDED.match(after) or (opens and _OPENS_AN_END.match(after)):
        return "until"
    if _STARTED.search(lead) or _THEN_STARTED.match(after) or (opens and _OPENS_A_START.match(after)):
        return "started"
    if _FROM.search(lead) and not _FROM_PAPERS.search(lead):
        return "from"
    return "onwards" if _ONWARDS.match(after) else None


def _spoken(when: When) -> When:
    """ "Jan 24 - now" in a list of jobs is a month of a year, not a day."""
    if when.other is not None and when.floating and when.other.grain == "month":
        return when.other
    return when


def _range(first: When, last: When, today: datetime.date) -> Stretch | None:
    """From one date to another; a year that is said once is meant for both."""
    a, b = _spoken(first), _spoken(last)
    if (a is not first or b is not last) and a.grain == b.grain == "month" and a.first <= b.last:
        # "Jan 24 to Dec 25" are months where both can be; "May 24 to June 3" are days.
        first, last = a, b
    alike = first.grain == last.grain
    if (alike and (first.other is None) != (last.other is None)) or (alike and first.grain == "month"):
        # "05/23 - 08/24" are two months, "May 24 - June 3" two days: an end that is clear settles the other.
        first, last = (replace(w, other=None) if w.other and w.other.grain != w.grain else w for w in (first, last))
    if first.floating and not last.floating:
        first = first.moved(last.first.year - first.first.year)
        first = first.moved(-1) if first.first > last.last else first
    elif last.floating and not first.floating:
        last = last.moved(first.first.year - last.first.year)
        last = last.moved(1) if first.first > last.last else last
    elif first.floating and last.floating and first.first > last.last:
        first = first.moved(-1)
    starts, ends = [first, first.other], [last, last.other]
    if not any(s and e and s.first <= e.last for s in starts for e in ends):
        return None
    return Stretch(first, last, "range", False if last.last < today else None, first.start, last.end)


# --- durations -------------------------------------------------------------------------------------------

_YEARS = r"years?|yrs?|yr|ans|(?<=un )an"
_MONTHS = r"months?|mths?|mos?|mois"
_WEEKS_OR_DAYS = r"weeks?|wks?|days?|semaines?"
_HALF = r" and (?:a )?half"
_AND_MORE = r",? (?:and |et )?"
_DURATION = re.compile(
    rf"(?<![\w.$])(?P<n>{COUNT})(?P<half>{_HALF})?(?P<plus>\+)?[ -]?(?P<unit>(?P<years>{_YEARS})|{_MONTHS}|"
    rf"{_WEEKS_OR_DAYS})\b"
    # Something smaller may follow: months after years, weeks or days after months.
    rf"(?P<half2>{_HALF})?(?(years)(?:{_AND_MORE}(?P<n2>{COUNT}) ?(?P<unit2>{_MONTHS}|{_WEEKS_OR_DAYS})\b)?"
    rf"|(?:{_AND_MORE}(?P<n3>{COUNT}) ?(?P<unit3>{_WEEKS_OR_DAYS})\b)?)",
    re.I,
)
_UNITS = {"y": "year", "a": "year", "m": "month", "w": "week", "s": "week", "d": "day"}
_ROUGHLY = (
    r"(?:about |around |almost |nearly |over |more than |at least |like |close to |exactly |only |just |"
    r"approximately |roughly )*"
)
_PRONOUN_HAVE = r"(?:'ve|have|has|ive|i ve|been|had)"
#: "I've been a cook for", "I have worked": up to now; "I have 9 months": possession, not.
_STILL_DOING = (
    rf"\b(?:{_PRONOUN_HAVE} (?:\w+ly )?(?:been|worked)\b|(?:am|i'm|im) [^.!?\n]*\bworking\b|"
    rf"been\b)[^.!?\n]{{0,60}}?(?:for |since )?{_ROUGHLY}"
)
#: "I'm a cook in Regina for 11 months", "he works there for two years": up to now.
_DOES_FOR = (
    r"\b(?:i'?m|i am|(?:he|she)(?:'s| is)|(?:i|we) (?:work|do|drive|teach|run|cook|clean|manage)|(?:he|she) works)\b"
    r"(?:(?! (?:was|were|had|will|on|here|permit|pgwp|contract|visa|stud\w+|waiting|liv\w+|married|allowed|going|planning|away|off|not)\b)"
    rf" [\w'&/,-]+){{0,9}},? (?:for|since) {_ROUGHLY}"
)
_UNTIL_NOW = re.compile(
    rf"(?:\b(?:for|over|in|during) (?:the |these )?(?:last|past) |\b(?:these )?(?:last|past) |\bdepuis |"
    rf"\bsince {_ROUGHLY}|\b(?:now|and already) {_ROUGHLY}(?:for )?|{_STILL_DOING}|{_DOES_FOR})$",
    re.I,
)
_SO_FAR = re.compile(r"^ ?(?:now|so far|already|and counting|to date|till now|until now)\b", re.I)
#: Lengths of something else, by the words after and before.
_NOT_WORK_AFTER = re.compile(
    r"^[ -]?(?:ago|back|old|of age|left|before|after|earlier|later|long|"
    r"(?:post[ -]?grad\w*|graduate|pg|advanced|college|university|bachelor\w*|master\w*|honou?rs)\b|"
    r"program|programme|diploma|degree|certificate|course|pgwp|permit|work permit|closed|open|contract|visa|"
    r"average|validity|valid|to (?:get|receive|hear|wait|process)|(?:a|per|each|every) (?:week|month|year))\b|^\s*/",
    re.I,
)
_NOT_WORK_BEFORE = re.compile(
    r"(?:\b(?:hours?|hrs?|h|times|days|k)|\d|[$/])\s*$|\b(?:a|per|each|every|next|within|wait(?:ed|"
    r"ing)?(?: for)?|took|takes|take|in another|"
    r"over|under|valid for|expires? in|another|after)\s*$|\b(?:took|takes|wait\w*|valid|expir\w+|ends?|"
    r"left)\b[^.,;!?]{0,12}$",
    re.I,
)
#: "the 12 months": of the law, of a draw.
_OF_THE_LAW = re.compile(r"\b(?:the|those|full|need|required?|minimum|toward|towards)\s+$", re.I)

#: "a year" is a length after these: not in "58,000 a year", "once a week".
_A_LENGTH = re.compile(
    r"(?:^|\b(?:for|with|have|has|got|worked|did|only|just|about|almost|nearly|over|exactly|than|and|is|was))\s*$", re.I
)


def find_lengths(text: str, today: datetime.date) -> list[Length]:
    """Durations, with whether they run to today ("for the last 14 months", "I've been there 8 months")."""
    found = []
    for m in _DURATION.finditer(text):
        lead, after = before(text, m.start()), text[m.end() : m.end() + 30]
        until_now = bool(_UNTIL_NOW.search(lead)) or bool(_SO_FAR.match(after))
        if _NOT_WORK_AFTER.match(after) or (_NOT_WORK_BEFORE.search(lead) and not until_now):
            continue
        if _OF_THE_LAW.search(lead) and not until_now:
            continue
        if m["n"].lower() in ("a", "an") and not until_now and not _A_LENGTH.search(lead):
            continue
        length = _length(m)
        if length is None:
            continue
        try:
            _ = today - length
        except (ValueError, OverflowError):
            continue
        found.append(Length(length, m.start(), m.end(), until_now))
    return found


def _length(match: re.Match[str]) -> relativedelta | None:
    count = number(match["n"])
    unit = match["unit"].lower()
    if count is None:
        return None
    if match["half"] or match["half2"]:
        count += 0.5
    length = delta(count, _UNITS[unit[0]])
    second, smaller = match["n2"] or match["n3"], match["unit2"] or match["unit3"]
    if second and (more := number(second)) is not None:
        length += delta(more, _UNITS[smaller[0].lower()])
    return length if length else None


_NEAR_LENGTH = 30
_LENGTH_FROM = re.compile(
    r"[\s,(]*(?:starting|beginning|from|started|starting from)\s+(?:in |on |from )?(?:the )?", re.I
)
_FOR_LENGTH = re.compile(
    r"[\s,]*(?:(?:and |i |it |worked |stayed |lasted |there )*(?:for|lasted|pendant)) (?:about |exactly )?", re.I
)


class Calendar:
    """The dates and periods of a text, and which of them an extractor has taken for its own fact.

    What nobody takes is a period of work, or a ``date`` that only the open question gives a meaning to.
    """

    def __init__(self, text: str, today: datetime.date) -> None:
        self.text, self.today = text, today
        self.all = find_dates(text, today)
        self.stretches, self.dates = find_stretches(text, self.all, today)
        self.lengths = [
            length
            for length in find_lengths(text, today)
            if not any(length.start < d.end and d.start < length.end for d in self.all)
        ]
        for length in list(self.lengths):
            self._placed(length)

    def _placed(self, length: Length) -> None:
        """A length with its first day is a period: "2 years from Oct 2024", "from Oct 2024 for 2 years"."""
        for i, stretch in enumerate(self.stretches):
            first = stretch.first
            if first is None or stretch.last is not None or first.other or stretch.cue not in ("from", "started"):
                continue
            ahead = length.end <= stretch.start and stretch.start - length.end < _NEAR_LENGTH
            behind = stretch.end <= length.start and length.start - stretch.end < _NEAR_LENGTH
            if not (ahead and _LENGTH_FROM.fullmatch(self.text, length.end, stretch.start)) and not (
                behind and _FOR_LENGTH.fullmatch(self.text, stretch.end, length.start)
            ):
                continue
            day = first.first + length.length - datetime.timedelta(days=1)
            start, end = min(stretch.start, length.start), max(stretch.end, length.end)
            if day < self.today:
                last = When(day, day, "day", stretch.start, stretch.end)
                self.stretches[i] = replace(stretch, last=last, cue="range", current=False, start=start, end=end)
            else:
                self.stretches[i] = replace(stretch, start=start, end=end)
            self.take(length)
            return

    def points(self) -> list[When]:
        """Single dates: the free ones, and those of periods that name only one."""
        single = [s.first or s.last for s in self.stretches if s.first is None or s.last is None]
        return sorted([*self.dates, *(w for w in single if w is not None)], key=lambda w: w.start)

    def take(self, found: When | Stretch | Length) -> None:
        """Claim a date, a period or a duration."""
        if isinstance(found, When):
            self.dates = [d for d in self.dates if d.start != found.start]
            self.stretches = [
                s
                for s in self.stretches
                if not any(w is not None and w.start == found.start for w in (s.first, s.last))
            ]
        elif isinstance(found, Stretch):
            self.stretches = [s for s in self.stretches if s is not found]
        else:
            self.lengths = [length for length in self.lengths if length is not found]
