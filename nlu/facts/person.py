"""The person: age, birth; and a CRS score."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.facts.dates import When
from nlu.facts.family import family
from nlu.facts.mention import Mention, before
from nlu.facts.numbers import number
from nlu.facts.periods import Calendar
from nlu.facts.subjects import subject_at
from nlu.pipeline import Name, vocabulary

# --- age and birth -------------------------------------------------------------------------------------------

_YOUNGEST, _OLDEST = 14, 80
_NOT_A_COUNT = (
    r"(?!\s*(?:hours?|hrs?|h\b|months?|weeks?|days?|%|km|points?|minutes?|/\d|\.\d|,\d|k\b|years? (?:in|of|at|"
    r"on|experience)|jobs?|kids|children|"
    r"credits|short|away|percent|cad|dollars))"
)
#: "35 from June 2026" is no age and no country.
_A_TIME = r"\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|last|this|the|then|now|home|here|there|my|mon|next)"
_AGE = re.compile(
    rf"\b(?:i'?m|i am|im|am|aged?|age is|age:|age -|turned|turning|just turned|je suis âgée? de)\s*(?:now |"
    rf"already |currently |only )?(?P<a>[1-8]\d)\b{_NOT_A_COUNT}(?!\s*(?:ans|years?|yrs?)\s+(?:of|d'))|"
    r"\bj'ai (?P<e>[1-8]\d) ans\b(?! d')|\btengo (?P<h>[1-8]\d) a[nñ]os\b|\b(?P<b>[1-8]\d)[ -]?(?:years?[ -]old|y[/.]?o|yrs?\.? old|years of age|year old)\b|"
    r"(?<![\w$.])(?P<c>[1-6]\d)\s?/?\s?[mf]\b(?![/\w]|\.\w)|^\W*[mf]\W{1,3}(?P<d>[1-6]\d)\b|"
    rf"\b(?P<f>[1-6]\d) (?:yrs?|years?)?,? ?(?:male|female|man|woman|unmarried|from (?!{_A_TIME}))|\b(?:male|female|"
    r"unmarried),? (?P<g>[1-6]\d)\b",
    re.I,
)
#: "I'm thirty-four", "thirty two years old".
_TENS = r"(?:(?:twenty|thirty|forty|fourty|fifty|sixty)(?:[ -]?(?:one|two|three|four|five|six|seven|eight|nine))?)"
_AGE_IN_WORDS = re.compile(
    rf"\b(?:i'?m|i am|im|aged?|age is|turned|age:)\s*(?:now |already |currently |only |just )?(?P<a>{_TENS})\b{_NOT_A_COUNT}|"
    rf"\b(?P<b>{_TENS})[ -](?:years?|yrs?)[ -]old\b",
    re.I,
)
#: "29, single": a number beside what people say with their age.
_STANDING = (
    r"(?:single|married|unmarried|never married|divorc\w+|widow\w*|separated|common[- ]law|male|female|man\b|woman\b|"
    r"no (?:kids|children|wife|husband|spouse)|childless)"
)
_AGE_BESIDE = re.compile(
    rf"(?:^|[,;.(:/+\n•-]\s?|\b(?:me|mine|hi|hello|here|and|am|i'm|im|is|with)\s+)(?P<a>[1-6]\d)\s?(?:yrs?|years?|y)?"
    rf"(?:\s*[,;/(+&.-]\s*|\s+(?:and\s+)?)(?:i'?m |i am |im |still |a |legally )?(?:{_STANDING}|(?=turning \d))|"
    rf"\b{_STANDING}\s*[,;/(+&-]\s*(?P<b>[1-6]\d)\s?(?:yrs?|years?|y)?(?=\s*(?:$|[,;)/]|\.(?!\d)|and\b))|"
    r"\bme\s*[:,(-]?\s*(?P<c>[1-6]\d)\s?(?:yrs?|years?)?(?=\s*(?:$|[,;.)/&+]|and (?:my|wife|husband)))|"
    r"^\W{0,3}(?:hi|hello|hey)?\W{0,3}(?P<d>[1-6]\d) here\b|"
    r"\bat (?P<e>[2-6]\d)(?=,? (?:am i|is it|are my|do i|i'?m|i am|too old|years? of age))",
    re.I,
)
#: "Iranian, 45, welder", "from Korea and thirty-five", "forty, married": a number by itself beside who one is.
_ITEM_END = r"[,;.:!?()\n/+&|-]"
_AGE_ALONE = re.compile(
    rf"(?:^|{_ITEM_END}|\band\b)\s*(?P<a>[1-6]\d|{_TENS})\s?(?:yrs?|years?|y)?\s*(?=$|[,;.!)\n/|](?!\d)|\band\b)", re.I
)
_WHO_ONE_IS = re.compile(
    rf"\b{_STANDING}|\b(?:{'|'.join(vocabulary('nationalities')['nationalities'])})\b",
    re.I,
)
_FROM = re.compile(r"(?:\bfrom\s+(?:the |north |south )?|^\W*)$", re.I)
#: "He is 31": of the person whose case it is.
_AGE_OF_THIRD = re.compile(
    rf"\b(?:he|she)(?:'s| is)\s+(?:now )?(?P<a>[1-6]\d)\b{_NOT_A_COUNT}|\band is (?P<b>[1-6]\d)(?=\s*(?:$|[.,;]))", re.I
)
_BIRTHDAY_HAD = re.compile(r"\b(?:had|celebrated|was|after) my (?P<a>[1-6]\d)(?:th|st|nd|rd) birthday\b", re.I)
#: "F33", "(35M)": only in capitals.
_AGE_AND_LETTER = re.compile(r"(?<![\w-])[MF] ?/? ?(?P<a>[1-6]\d)(?![\w.%]|[-/]\d)")
#: "Turning 30 on 9 January": the day is the birthday.
_BIRTHDAY = re.compile(
    r"\b(?:turn(?:ing|s|ed)?|will be|will turn|becom(?:e|ing)|gonna be)\s+(?P<a>[1-7]\d)(?: years?)?(?: old)?\s*(?:on|at)?\s*"
    r"(?:the |my birthday |next |this |coming )*$|"
    r"\b(?P<b>[1-7]\d)(?:th|st|nd|rd) birthday\s*(?:is|was|comes|falls|will be)?\s*(?:on|:|-)?\s*(?:the |next |this )*$",
    re.I,
)
_FUTURE_AGE = re.compile(
    r"\b(?:turning|turn|will be|when i(?:'m| am|m)|before i(?:'m| am|m)?|until i(?:'m| am)?|if i(?:'m| am)?|"
    r"under|over|above|below)\s*$",
    re.I,
)
_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b|birth ?date|date of birth|birthday|b-?day|birth|née?|naissance)\b[^.?!;\n\d]{0,20}$",
    re.I,
)
_BORN_AFTER = re.compile(
    r"^\W{0,3}(?:is |was |as )?(?:my |the )?(?:dob|d\.o\.b|date of birth|birth ?date|birthday)\b", re.I
)

# --- score ----------------------------------------------------------------------------------------------------

_SCORE = re.compile(
    r"\b(?:crs|score|points?)\b[^.?!;\d\n]{0,18}(?P<a>[2-9]\d\d|1[01]\d\d)\b(?!\s*(?:hours?|\$|dollars))|"
    r"\b(?:is|with|have|at|got|am at)\s+(?P<b>[34567]\d\d)\b(?:\s*(?:points?|crs|enough|good|ok|okay|score|safe))|"
    r"\b(?P<c>[34567]\d\d)\s*(?:crs|points?)\b",
    re.I,
)
_OF_A_DRAW = re.compile(
    r"\b(?:draw|draws|cut-?offs?|round|rounds|minimum|lowest|last|latest|ita|invited|need|reach|get to|tef|tcf|"
    r"each|all)\b",
    re.I,
)


def person(text: str, calendar: Calendar, places: Sequence[Name] = ()) -> list[Mention]:
    """``age`` or ``birth_date``, the family (`nlu.facts.family`), ``crs_score``."""
    return [*_born(text, calendar, places), *family(text, calendar, places), *_score(text)]


def _born(text: str, calendar: Calendar, places: Sequence[Name]) -> list[Mention]:
    """A birth date, or else an age; 05/12/1995 has two readings and gives neither."""
    for when in calendar.points():
        if when.grain != "day" or subject_at(text, when.start) != "own":
            continue
        lead = before(text, when.start, 45)
        if (match := _BIRTHDAY.search(lead)) and (when.floating or when.first > calendar.today):
            return [_birthday(text, when, int(match["a"] or match["b"]), len(lead) - match.start(), calendar)]
        if not (_BORN.search(lead) or _BORN_AFTER.match(text[when.end : when.end + 30])):
            continue
        if when.other is not None:
            again = _said_again(text, when, calendar)
            if again is None:
                return []
            when = again
        if when.first.year > calendar.today.year - _YOUNGEST:
            continue
        calendar.take(when)
        return [Mention("birth_date", when.first.isoformat(), when.start, when.end)]
    for pattern in (_AGE, _AGE_IN_WORDS, _AGE_AND_LETTER, _AGE_BESIDE, _AGE_OF_THIRD, _BIRTHDAY_HAD):
        for match in pattern.finditer(text):
            age = number(next(g for g in match.groups() if g))
            if age is None or not _YOUNGEST <= age <= _OLDEST:
                continue
            if _FUTURE_AGE.search(text[max(0, match.start() - 20) : match.end() - 2]):
                continue
            if subject_at(text, match.start()) == "own":
                return [Mention("age", int(age), match.start(), match.end())]
    return _age_alone(text, places)


def _age_alone(text: str, places: Sequence[Name]) -> list[Mention]:
    """A number that is an item by itself, beside an item that tells who one is."""
    for match in _AGE_ALONE.finditer(text):
        age = number(match["a"])
        if age is None or not 17 <= age <= 69 or subject_at(text, match.start("a")) != "own":
            continue
        lead = re.split(_ITEM_END, text[max(0, match.start("a") - 60) : match.start("a")].rstrip(" ,;.:!?()\n/+&|-"))[
            -1
        ]
        after = re.split(_ITEM_END, text[match.end() : match.end() + 40].lstrip(" ,;.)\n/|"))[0]
        begins = (
            match.start("a") - len(text[: match.start("a")]) + len(text[: match.start("a")].rstrip(" ,;.:!?()\n/+&|-"))
        )
        come_from = any(
            p.label.startswith("country:") and p.end <= begins <= p.end + 4
            and _FROM.search(text[max(0, begins - len(lead)) : p.start])
            for p in places
        )  # fmt: skip
        beside = _WHO_ONE_IS.search(lead[-30:]) or (_WHO_ONE_IS.match(after.strip()))
        if (come_from or beside) and not re.search(r"\d", lead[-8:] + after[:6]):
            return [Mention("age", int(age), match.start("a"), match.end("a"))]
    return []


def _said_again(text: str, when: When, calendar: Calendar) -> When | None:
    """ "05/12/1995, 5 December 1995": one of two readings told in words right after."""
    readings = {when.first, when.other.first if when.other else when.first}
    later = [w for w in calendar.points() if 0 <= w.start - when.end <= 20 and w.other is None and w.grain == "day"]
    return next((w for w in later if w.first in readings), None)


def _birthday(text: str, when: When, age: int, reach: int, calendar: Calendar) -> Mention:
    """The birth date from a birthday: "turning 30 on 9 January", "turned 28 on 11 November"."""
    past = re.search(r"\b(?:turned|was)\b", text[when.start - reach : when.start], re.I)
    day = when if past else when.coming(calendar.today)
    calendar.take(when)
    return Mention("birth_date", day.moved(-age).first.isoformat(), when.start - reach, when.end)


def _score(text: str) -> list[Mention]:
    for match in _SCORE.finditer(text):
        if _OF_A_DRAW.search(before(text, match.end(), 50)):
            continue
        score = int(next(g for g in match.groups() if g))
        return [Mention("crs_score", score, match.start(), match.end())]
    return []
