"""Dates, as people write them; periods are in `nlu.facts.periods`."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dateutil.relativedelta import relativedelta

from nlu.facts.mention import Taken
from nlu.facts.numbers import COUNT, number

_MONTHS = {
    name: count
    for count, names in enumerate(
        (
            "january jan janvier janurary januray janury",
            "february feb février fevrier févr febuary feburary febrary februrary",
            "march mar mars",
            "april apr avril aprl apirl",
            "may mai",
            "june jun juin",
            "july jul juillet",
            "august aug août aout agust augest",
            "september sept sep septembre septemeber septmber setpember",
            "october oct octobre octuber otcober",
            "november nov novembre novemer novmber novemeber",
            "december dec décembre decembre decemeber decmber desember",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = "|".join(_DAYS)
_SEASONS = {"winter": (1, 3), "spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}

# --- the parts that patterns are made of -------------------------------------------------------------------

_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
#: "we may have to": no month.
_VERB = r"(?<!\w)(?!(?<!\d )may\s+(?:be|have|i|not|need|want|get|we|you|also|still|go|take|apply)\b)(?!mar\s+\w+ed\b)"
_M = rf"{_VERB}(?P<month>{_NAMES})\b\.?"
#: Before a two-digit year that may be glued on: "jan24".
_M_OPEN = rf"(?<!\w)(?P<month>{_NAMES})\.?"
_Y = r"(?P<year>(?:19[4-9]|20[0-4])\d)(?!\d)"
_YY = r"(?P<short>[0-4]\d)(?![\d:/.]\d|\d)"
_D = r"(?P<day>[0-3]?\d)(?P<nth>st|nd|rd|th|er)?"
_OF = r"(?: +(?:of |de )?|-|/)"
_THEN = r"(?:[ ,]+(?:of |de )?|-|/)"
_EDGE_WORD = r"(?:beginning|start|early|middle|mid|late|end|début|debut|fin|mi)"
_EDGE = rf"(?<!\w)(?P<edge>(?:the |very )*{_EDGE_WORD}(?: of| in| de)?(?: the)?[ -])"
_NOT_A_COUNT = r"(?!\s*(?:%|\$|h\b|hours?|hrs?|/|days?|weeks?|months?|mths?|years?|yrs?|points?|times|k\b))"
#: A number is no day when it is part of a longer one.
_LONE = r"(?<![\d.,/$:-])"
#: Nor is it one after a letter: "S6 july" is a score and a month.
_LONE_DAY = r"(?<![\w.,/$:-])"
_CENTURY = r"(?P<year>(?:19|20)\d\d)"
_RANGE = r"\s*(?:-|–|—|->|to|until|untill|till|til|thru|through|au|à|a)\s*"
_PREPOSITION = (
    r"(?:not|since|from|until|untill|till|til|to|in|by|of|and|before|around|about|during|early|last|on|between|"
    r"through|thru|"
    r"depuis|en|de|du|à|au|jusqu'en)"
)
#: A month or a year that stands alone is a date where the words around it call for one.
_CALLS_FOR_A_DATE = re.compile(rf"(?:\b{_PREPOSITION}\s|[-–—]\s|\d[-–—]|\bd'|\bnot \w{{3,9}}, )$", re.I)
_CALLS_FOR_A_YEAR = re.compile(r"^$|, $", re.I)
_GOES_ON = re.compile(rf"{_RANGE}(?:\d{{1,2}} )?(?:{_NAMES}|(?:19|20)\d\d|now|present|today|current)\b", re.I)
_ALONE = re.compile(r"\W*\S+\W*")


_LINK = r"(?:st|nd|rd|th)?(?P<link>(?:\s*(?:to|until|untill|till|til|thru|through|au)\s*(?:the )?|[-–—]|\s[-–—]\s| (?:and|&|et) ))"
#: Two days of one month.
_SHARED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_LONE_DAY}(?P<from>[0-3]?\d){_LINK}(?P<to>[0-3]?\d)(?:st|nd|rd|th)?{_OF}{_M}(?:{_THEN}'?(?:{_Y}|{_YY}))?",
        rf"{_M} (?:the )?(?P<from>[0-3]?\d){_LINK}(?P<to>[0-3]?\d)(?:st|nd|rd|th)?(?![\d.:/]\d|\d){_NOT_A_COUNT}"
        rf"(?:(?:, ?| ){_Y}|, ?'?{_YY})?",
    )
)
_BETWEEN = re.compile(r"\b(?:between|entre)\s+(?:the )?$", re.I)
#: "7 7 7 7 - 12 May": scores before a date.
_NUMBERS_BEFORE = re.compile(r"(?:\d[\s,/]+|\b(?:clb|nclc|ielts|celpip|all|each|level|band)\s+)$", re.I)


#: After these a number is a score: three others, an ability, "all".
_SCORES_BEFORE = re.compile(
    r"(?:(?<![\d.])(?<!\d[\s,/-])(?<!\d[,/]\s)\d{1,3}(?:\.\d)?[\s,/-]+(?:\d{1,3}(?:\.\d)?[\s,/-]+){2}|"
    r"\b(?:listening|reading|writing|speaking|clb|nclc|all|everything)\s*[:=]?\s*)$",
    re.I,
)


@dataclass(frozen=True)
class When:
    """A date as a stretch of days: a month is from its first to its last day.

    ``floating``: the year was not said. ``other``: a second reading that fits as well. ``order``: of a date in
    numbers whose one reading shows what its writer puts first, "day" or "month".
    """

    first: datetime.date
    last: datetime.date
    grain: str
    start: int
    end: int
    other: When | None = None
    floating: bool = False
    order: str = ""

    def value(self, text: str) -> dict[str, Any]:
        """The value of a ``date`` entity; ``alternatives`` where there are two readings."""
        row = {**self.plain(), "text": text[self.start : self.end]}
        if self.other is not None:
            row["alternatives"] = [self.plain(), self.other.plain()]
        return row

    def plain(self) -> dict[str, Any]:
        """First day, last day and grain."""
        return {"start": self.first.isoformat(), "end": self.last.isoformat(), "grain": self.grain}

    def moved(self, years: int) -> When:
        """The same so many years later; the last day of February stays the last."""
        step = relativedelta(years=years)
        last = self.last + step
        if self.grain == "month":
            last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return replace(self, first=self.first + step, last=last, other=None)

    def coming(self, today: datetime.date) -> When:
        """A day without a year as the next one to come: "expires in March" said in November."""
        return self.moved(1) if self.floating and self.last < today else self


def find_dates(text: str, today: datetime.date) -> list[When]:
    """All dates in the text, in order, none overlapping."""
    taken = Taken(len(text))
    found: list[When] = []
    if not _ANY.search(text):
        return []
    for first, last in _shared_months(text, today):
        taken.take(first.start, first.end)
        taken.take(last.start, last.end)
        found += [first, last]
    windows = _windows(text)
    for pattern, reader, context in _FORMS:
        for match in (m for low, high in windows for m in pattern.finditer(text, low, high)):
            if not taken.free(match.start(), match.end()) or (context and not context(text, match)):
                continue
            try:
                when = reader(match, today)
            except (ValueError, OverflowError):
                continue
            if when is not None:
                taken.take(match.start(), match.end())
                found.append(when)
    return _in_one_hand(sorted(found, key=lambda when: when.start))


def _in_one_hand(found: list[When]) -> list[When]:
    """A writer who puts the day first in one date does so in all: "1/6/2023 to 31/5/2024"."""
    orders = {when.order for when in found if when.order and when.other is None}
    if len(orders) != 1:
        return found
    day_first = orders == {"day"}
    return [_settled(when, day_first) if when.other and when.other.order else when for when in found]


def _settled(when: When, day_first: bool) -> When:
    chosen = when.other if day_first and when.other else when
    return replace(chosen, other=None, order="")


def _shared_months(text: str, today: datetime.date) -> Iterator[tuple[When, When]]:
    """The two days of "1 to 31 August 2026" and "August 1-31": the month is said once for both."""
    for pattern in _SHARED:
        for match in pattern.finditer(text):
            day, other = int(match["from"]), int(match["to"])
            lead = text[max(0, match.start() - 30) : match.start()]
            if day >= other or (match["link"].strip() in ("and", "&", "et") and not _BETWEEN.search(lead)):
                continue
            if _NUMBERS_BEFORE.search(lead):
                continue
            month, floating = _month_of(match), not (match["year"] or match["short"])
            end = _floating_day(match, month, other, today) if floating else _last_of(match, month, other)
            if end is None or day < 1:
                continue
            first, last = end.first.replace(day=day), end.first
            yield (
                When(first, first, "day", match.start(), match.start("link"), floating=floating),
                When(last, last, "day", match.end("link"), match.end(), floating=floating),
            )


def _last_of(match: re.Match[str], month: int, day: int) -> When | None:
    try:
        return _day(match, datetime.date(_year_of(match), month, day))
    except ValueError:
        return None


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches of a text in which a date can be; most of a long story has none."""
    found: list[tuple[int, int]] = []
    for match in _ANY.finditer(text):
        low, high = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found


#: No way of writing a date is longer, on either side of what gives it away.
_AROUND = 60
#: Without any of these there is no date.
_ANY = re.compile(
    rf"\d|(?<!\w)(?:{_NAMES}|last|this|next|past|today|yesterday|tomorrow|hier|aujourd'hui|ago|back|earlier|year)\b",
    re.I,
)


def delta(count: float, unit: str) -> relativedelta:
    """So many days, weeks, months or years; half years in months."""
    if unit.startswith("y"):
        return relativedelta(months=round(count * 12))
    if unit.startswith("mo"):
        whole = int(count)
        return relativedelta(months=whole, days=round((count - whole) * 30))
    return relativedelta(days=round(count * (7 if unit.startswith("w") else 1)))


# --- readers: a match and today in, a date out -------------------------------------------------------------


def _called_for(text: str, match: re.Match[str]) -> bool:
    """Whether a month alone is meant as a date: "in May", "May to August", "May." as the whole message."""
    lead = text[max(0, match.start() - 12) : match.start()]
    return bool(
        _CALLS_FOR_A_DATE.search(lead)
        or _GOES_ON.match(text, match.end())
        or (match.start() < 3 and _ALONE.fullmatch(text))
    )


def _year_called_for(text: str, match: re.Match[str]) -> bool:
    """Whether four digits alone are a year."""
    lead = text[max(0, match.start() - 12) : match.start()]
    return _called_for(text, match) or bool(_CALLS_FOR_A_YEAR.search(lead))


def _no_score(text: str, match: re.Match[str]) -> bool:
    """Whether the number before a month is its day: not the last score in "6 6 6 6 July 2025"."""
    return not _SCORES_BEFORE.search(text[max(0, match.start() - 40) : match.start()])


def _day(match: re.Match[str], day: datetime.date, other: When | None = None) -> When:
    return When(day, day, "day", match.start(), match.end(), other)


def _span(match: re.Match[str], first: datetime.date, last: datetime.date, grain: str) -> When:
    return When(first, last, grain, match.start(), match.end())


def _month_days(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _month(match: re.Match[str], year: int, month: int, edge: str | None = None) -> When:
    """A month; "mid May" is read as one day, so that it can be read back."""
    first, last = _month_days(year, month)
    if not edge:
        return _span(match, first, last, "month")
    word = edge.lower()
    if re.search(r"end|late|fin", word):
        return _day(match, last)
    if re.search(r"mid|\bmi", word):
        return _day(match, first + (last - first) / 2)
    return _day(match, first)


def _month_of(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower().rstrip(".")]


def _year_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return 2000 + int(match["short"])


def _begun(month: int, today: datetime.date) -> int:
    """The year of a bare month: of the last one that has begun."""
    return today.year if month <= today.month else today.year - 1


def _iso(match: re.Match[str], today: datetime.date) -> When:
    return _day(match, datetime.date(int(match["year"]), int(match["m"]), int(match["d"])))


def _slashed(match: re.Match[str], today: datetime.date) -> When:
    """03/04/2024 has two readings unless one number is above twelve or both are the same."""
    a, b, year = int(match["a"]), int(match["b"]), _year_of(match)
    if a > 12 or a == b:
        return replace(_day(match, datetime.date(year, b, a)), order="day" if a != b else "")
    if b > 12:
        return replace(_day(match, datetime.date(year, a, b)), order="month")
    # The order of the second reading marks it as one of two, for `_in_one_hand`.
    day_first = replace(_day(match, datetime.date(year, b, a)), order="day")
    return _day(match, datetime.date(year, a, b), other=day_first)


def _dated(match: re.Match[str], today: datetime.date) -> When:
    return _day(match, datetime.date(_year_of(match), _month_of(match), int(match["day"])))


def _numbered_month(match: re.Match[str], today: datetime.date) -> When:
    return _month(match, _year_of(match), int(match["m"]))


def _short_month(match: re.Match[str], today: datetime.date) -> When:
    """ "08/24" is a month, unless the second number can be a day: then both."""
    month, short = int(match["m"]), int(match["short"])
    return replace(_month(match, 2000 + short, month), other=_floating_day(match, month, short, today))


def _named_month(match: re.Match[str], today: datetime.date) -> When:
    return _month(match, _year_of(match), _month_of(match), match.groupdict().get("edge"))


def _quarter(match: re.Match[str], today: datetime.date) -> When:
    quarter, year = int(match["q"]), int(match["year"])
    return _span(match, datetime.date(year, 3 * quarter - 2, 1), _month_days(year, 3 * quarter)[1], "quarter")


def _season(match: re.Match[str], today: datetime.date) -> When:
    first, last = _SEASONS[match["season"].lower()]
    rel = (match.groupdict().get("rel") or "").lower()
    if not rel:
        year = int(match["year"])
    elif rel == "next":
        year = today.year if first > today.month else today.year + 1
    elif rel == "this":
        year = today.year
    else:
        year = today.year if last < today.month else today.year - 1
    return _span(match, datetime.date(year, first, 1), _month_days(year, last)[1], "season")


def _edge_of_year(match: re.Match[str], today: datetime.date) -> When:
    rel = (match.groupdict().get("rel") or "").lower()
    year = today.year + {"last": -1, "next": 1}.get(rel, 0) if "rel" in match.groupdict() else int(match["year"])
    word = match["edge"].lower()
    month = 12 if re.search(r"end|late|fin", word) else 6 if re.search(r"mid|\bmi", word) else 1
    return _month(match, year, month)


def _floating_day(match: re.Match[str], month: int, day: int, today: datetime.date) -> When | None:
    """A day without a year: the last one that has been."""
    for year in range(today.year, today.year - 5, -1):
        try:
            found = datetime.date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return replace(_day(match, found), floating=True)
    return None


def _day_of_month(match: re.Match[str], today: datetime.date) -> When | None:
    return _floating_day(match, _month_of(match), int(match["day"]), today)


def _month_then_number(match: re.Match[str], today: datetime.date) -> When | None:
    """ "March 24" is a day, and "March '24" would be a month: where both fit, both."""
    day, count = _floating_day(match, _month_of(match), int(match["day"]), today), int(match["day"])
    if day is None or match["nth"] or not today.year - 5 <= 2000 + count <= today.year:
        return day
    return replace(day, other=_month(match, 2000 + count, _month_of(match)))


def _bare_month(match: re.Match[str], today: datetime.date) -> When:
    month, rel = _month_of(match), (match.groupdict().get("rel") or "").lower()
    year = _begun(month, today)
    if rel == "next":
        year = today.year if month > today.month else today.year + 1
    elif rel == "this":
        year = today.year
    elif rel and month == today.month:
        year = today.year - 1
    return replace(_month(match, year, month, match.groupdict().get("edge")), floating=not rel)


def _month_of_a_year(match: re.Match[str], today: datetime.date) -> When:
    step = {"last": -1, "this": 0, "next": 1}[match["rel"].lower()]
    return _month(match, today.year + step, _month_of(match))


def _ago(match: re.Match[str], today: datetime.date) -> When | None:
    count = number(match["n"])
    if count is None:
        return None
    if match["half"] or match["half2"]:
        count += 0.5
    unit = match["unit"].lower()
    day = today - delta(count, unit)
    if unit.startswith(("d", "w")):
        return _day(match, day)
    return _month(match, day.year, day.month)


def _relative(match: re.Match[str], today: datetime.date) -> When:
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[match["rel"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        return _day(match, today + datetime.timedelta(weeks=step))
    if unit == "month":
        there = today + relativedelta(months=step)
        return _month(match, there.year, there.month)
    year = today.year + step
    return _span(match, datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year")


_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1, "hier": -1, "aujourd'hui": 0}


def _near(match: re.Match[str], today: datetime.date) -> When:
    return _day(match, today + datetime.timedelta(days=_NEAR[match["word"].lower()]))


def _weekday(match: re.Match[str], today: datetime.date) -> When:
    """The last Friday that has been; the next one to come after "next"."""
    back = (today.weekday() - _DAYS.index(match["weekday"].lower())) % 7 or 7
    day = today + datetime.timedelta(days=(7 if match["rel"].lower() in ("next", "this") else 0) - back)
    return _day(match, day)


def _year(match: re.Match[str], today: datetime.date) -> When:
    year = _year_of(match)
    return _span(match, datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year")


_AGO = (
    rf"\b(?:(?P<n>{COUNT})(?P<half> and a half)?[ -](?P<unit>day|week|month|year|yr)s?"
    r"(?P<half2> and a half)? (?:ago|back|earlier))\b"
)
_YEAR_ONLY = r"(?P<year>20[0-4]\d)(?![\w/]|[-–]\d\d?\b|\.\d|,\d)"
_NOT_AN_AMOUNT = r"(?!\s*(?:hours?|hrs|h\b|\$|dollars|cad\b|points))"

_Reader = Callable[[re.Match[str], datetime.date], When | None]
_Context = Callable[[str, re.Match[str]], bool]

#: Tried in this order; the first that fits some words keeps them.
_FORMS: list[tuple[re.Pattern[str], _Reader, _Context | None]] = [
    (re.compile(pattern, re.I), reader, context[0] if context else None)
    for pattern, reader, *context in (
        (rf"(?<![\d/-]){_CENTURY}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)", _iso),
        (rf"{_LONE}(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})[/.-]{_CENTURY}(?!\d)", _slashed),
        (rf"{_LONE}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<short>[1-4]\d)(?![\d/]|\.\d)", _slashed),
        (rf"{_LONE_DAY}{_D}{_OF}{_M}{_THEN}'?{_Y}", _dated, _no_score),
        (rf"{_LONE_DAY}{_D}{_OF}{_M}{_THEN}'?{_YY}", _dated, _no_score),
        (rf"{_M}[ -](?:the )?{_D}(?:, ?| |-){_Y}", _dated),
        (rf"{_M} (?:the )?{_D}(?:, ?'?| '){_YY}", _dated),
        (r"(?<![\d/-])(?P<year>20\d\d)[-/](?P<m>0[1-9]|1[0-2])(?![-/\d])", _numbered_month),
        (r"(?:(?<![\d/.$-])|(?<=[/.]20\d\d[-–]))(?P<m>0?[1-9]|1[0-2])[/.-](?P<year>20[0-4]\d)(?!\w)", _numbered_month),
        (rf"{_EDGE}{_M}{_THEN}?{_Y}", _named_month),
        (rf"{_M}{_THEN}?'?{_Y}", _named_month),
        (rf"{_M_OPEN}{_Y}", _named_month),
        (rf"{_EDGE}?{_M} ?['’]{_YY}", _named_month),
        (rf"{_M_OPEN}-?{_YY}{_NOT_A_COUNT}", _named_month),
        (rf"(?<![\d/.-]){_Y}[ ,-]{{1,2}}{_M}(?! \d)", _named_month),
        (rf"\bq(?P<q>[1-4])(?:[ -]|,)? ?(?:of )?{_Y}", _quarter),
        (rf"\b(?P<season>winter|spring|summer|fall|autumn)(?: of)? {_Y}", _season),
        (r"\b(?P<rel>last|this|next) (?P<season>winter|spring|summer|fall|autumn)\b", _season),
        (rf"\b{_EDGE}{_Y}", _edge_of_year),
        (rf"\b{_EDGE}(?:(?P<rel>last|this|next) )?year\b", _edge_of_year),
        (rf"{_LONE_DAY}{_D} (?:of |de )?{_M}(?!\s*['’]?\d)", _day_of_month, _no_score),
        (rf"{_M} (?:the )?{_D}\b(?![.,/:-]?\d){_NOT_A_COUNT}", _month_then_number),
        (rf"{_M} (?:of )?(?P<rel>last|this|next) year\b", _month_of_a_year),
        (rf"\b(?P<rel>last|this|next|past) {_M}", _bare_month),
        (rf"\b{_EDGE}{_M}", _bare_month),
        (_M, _bare_month, _called_for),
        (_AGO, _ago),
        (r"\b(?P<rel>last|this|next|past) (?P<unit>week|month|year)\b(?! of\b)", _relative),
        (rf"\b(?P<rel>last|this|next|past) (?P<weekday>{_WEEKDAYS})\b", _weekday),
        (r"\b(?P<word>today|yesterday|tomorrow|hier|aujourd'hui)\b", _near),
        (r"(?<![\d/.$-])(?P<m>0?[1-9]|1[0-2])/(?P<short>2\d)(?![\d/.:])(?!\s*(?:h|hrs?|hours?)\b)", _short_month),
        (rf"(?<![\d/.$€£-])(?:(?<!\w)|(?<=[-–])){_YEAR_ONLY}{_NOT_AN_AMOUNT}", _year, _year_called_for),
        (rf"(?<=\d[-–]){_YEAR_ONLY}{_NOT_AN_AMOUNT}", _year),
    )
]
