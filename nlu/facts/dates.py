"""Dates, periods and durations, as people write them."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta

from nlu.facts.mention import Mention

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb", "febuary"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep", "septemeber"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_SEASONS = {"winter": (1, 3), "spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11)}
_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "couple of": 2,
    "a couple of": 2,
    "half a": 0.5,
}

_M = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"(?P<year>(?:19[5-9]|20[0-4])\d)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_EDGE = r"(?P<edge>(?:the )?(?:beginning|start|early|middle|mid|late|end)(?: of| in)?[ -])?"

#: Tried in this order at each place; the first that fits wins.
_FORMS = [
    ("iso", re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b")),
    ("slashed", re.compile(r"\b(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)\b")),
    ("dmy", re.compile(rf"\b{_D}(?: of)?[ -]{_M},?[ -]?'?{_Y}\b", re.I)),
    ("mdy", re.compile(rf"\b{_M} ?{_D},? {_Y}\b", re.I)),
    ("iso_month", re.compile(r"\b(?P<year>20\d\d)[-/](?P<m>0[1-9]|1[0-2])\b(?![-/\d])")),
    ("month_slashed", re.compile(r"\b(?P<m>0?[1-9]|1[0-2])[/.-](?P<year>20\d\d)\b")),
    ("my", re.compile(rf"\b{_EDGE}{_M},?(?: of)?[ -]?{_Y}\b", re.I)),
    ("my_short", re.compile(rf"\b{_EDGE}{_M} ?['’](?P<short>\d\d)\b", re.I)),
    ("quarter", re.compile(rf"\b[Qq](?P<q>[1-4])[ -]?(?:of )?{_Y}\b")),
    ("season", re.compile(rf"\b(?P<season>winter|spring|summer|fall|autumn)(?: of)? {_Y}\b", re.I)),
    ("rel_season", re.compile(r"\b(?P<rel>last|this|next) (?P<season>winter|spring|summer|fall|autumn)\b", re.I)),
    ("edge_year", re.compile(rf"\b(?P<edge>(?:beginning|start|early|mid|middle|late|end)(?: of)?[ -]){_Y}\b", re.I)),
    ("dm", re.compile(rf"\b{_D}(?: of)? {_M}(?!\s*['’]?\d)", re.I)),
    ("md", re.compile(rf"\b{_M} {_D}\b(?!\s*(?:hours?|hrs?|h\b|/|months?|years?|weeks?))", re.I)),
    ("rel_month", re.compile(rf"\b(?P<rel>last|this|next|past) {_M}", re.I)),
    ("edge_month", re.compile(rf"\b(?P<edge>(?:the )?(?:beginning|start|early|mid|middle|late|end)(?: of)?[ -]){_M}", re.I)),
    (
        "m",
        re.compile(
            rf"(?:(?<=since )|(?<=from )|(?<=until )|(?<=untill )|(?<=till )|(?<=til )|(?<=to )|(?<=in )|"
            rf"(?<=by )|(?<=of )|(?<=– )|(?<=- )|(?<=-)|(?<=and )|(?<=before )|(?<=around )|(?<=during )){_M}",
            re.I,
        ),
    ),
    ("ago", re.compile(r"\b(?P<n>\d+(?:\.\d)?|[a-z]+(?: couple of)?) (?P<unit>day|week|month|year)s? (?:ago|back)\b", re.I)),
    ("rel_unit", re.compile(r"\b(?P<rel>last|this|next) (?P<unit>week|month|year)\b", re.I)),
    ("word", re.compile(r"\b(?P<word>today|yesterday|tomorrow)\b", re.I)),
    (
        "y",
        re.compile(
            r"(?:(?<=since )|(?<=from )|(?<=until )|(?<=till )|(?<=to )|(?<=in )|(?<=– )|(?<=- )|(?<=[-–])|"
            r"(?<=during )|(?<=of )|(?<=^)|(?<=, )|(?<=not ))(?P<year>20[0-4]\d)\b(?!\s*(?:hours?|hrs|h\b|\$|dollars|-\d))|"
            r"\b(?P<year2>20[0-4]\d)(?=\s?[-–]\s?20[0-4]\d\b)",
            re.I,
        ),
    ),
]  # fmt: skip


@dataclass(frozen=True)
class When:
    """A date as a stretch of days: a month is from its first to its last day."""

    first: datetime.date
    last: datetime.date
    grain: str
    start: int
    end: int
    other: When | None = None

    def value(self, text: str) -> dict[str, Any]:
        """The entity's value."""
        row = {
            "start": self.first.isoformat(),
            "end": self.last.isoformat(),
            "grain": self.grain,
            "text": text[self.start : self.end],
        }
        return row


def find_dates(text: str, today: datetime.date) -> list[When]:
    """All dates in the text, in order, none overlapping."""
    taken: list[When] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(text):
            if any(match.start() < when.end and when.start < match.end() for when in taken):
                continue
            when = _read(form, match, today)
            if when is not None:
                taken.append(when)
    return sorted(taken, key=lambda when: when.start)


def _read(form: str, match: re.Match[str], today: datetime.date) -> When | None:
    try:
        return _READ[form](match, today)
    except (ValueError, OverflowError):
        return None


def _make(match: re.Match[str], first: datetime.date, last: datetime.date, grain: str) -> When:
    return When(first, last, grain, match.start(), match.end())


def _month_span(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _edged(first: datetime.date, last: datetime.date, edge: str | None) -> tuple[datetime.date, datetime.date, str]:
    """ "mid May": the middle third; a part of a month is read as one day, so that it can be read back."""
    if not edge:
        return first, last, "month"
    word = edge.lower()
    if "end" in word or "late" in word:
        return last, last, "day"
    if "mid" in word:
        middle = first + (last - first) / 2
        return middle, middle, "day"
    return first, first, "day"


def _month_of(match: re.Match[str]) -> int:
    return _MONTHS[match.group("month").lower().rstrip(".")]


def _recent_year(month: int, today: datetime.date, rel: str = "") -> int:
    """The year of a bare month: the last one that has begun; "next" the coming one."""
    if rel == "next":
        return today.year if month > today.month else today.year + 1
    if rel == "this":
        return today.year
    if rel == "last":
        # "Last March" said in November is March of last year; the date is read back in any case.
        return today.year - 1
    return today.year if month <= today.month else today.year - 1


def _iso(m: re.Match[str], today: datetime.date) -> When:
    day = datetime.date(int(m["year"]), int(m["m"]), int(m["d"]))
    return _make(m, day, day, "day")


def _slashed(m: re.Match[str], today: datetime.date) -> When:
    """03/04/2024 has two readings unless one number is above twelve or both are the same."""
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    if a > 12 or a == b:
        day = datetime.date(year, b, a)
        return _make(m, day, day, "day")
    if b > 12:
        day = datetime.date(year, a, b)
        return _make(m, day, day, "day")
    month_first, day_first = datetime.date(year, a, b), datetime.date(year, b, a)
    other = When(day_first, day_first, "day", m.start(), m.end())
    return When(month_first, month_first, "day", m.start(), m.end(), other)


def _dmy(m: re.Match[str], today: datetime.date) -> When:
    day = datetime.date(int(m["year"]), _month_of(m), int(m["day"]))
    return _make(m, day, day, "day")


def _numbered_month(m: re.Match[str], today: datetime.date) -> When:
    return _make(m, *_month_span(int(m["year"]), int(m["m"])), "month")


def _my(m: re.Match[str], today: datetime.date) -> When:
    year = int(m["year"]) if "year" in m.groupdict() else 2000 + int(m["short"])
    first, last, grain = _edged(*_month_span(year, _month_of(m)), m.groupdict().get("edge"))
    return _make(m, first, last, grain)


def _quarter(m: re.Match[str], today: datetime.date) -> When:
    quarter, year = int(m["q"]), int(m["year"])
    return _make(m, datetime.date(year, 3 * quarter - 2, 1), _month_span(year, 3 * quarter)[1], "quarter")


def _season(m: re.Match[str], today: datetime.date) -> When:
    first, last = _SEASONS[m["season"].lower()]
    rel = m.groupdict().get("rel")
    if rel is None:
        year = int(m["year"])
    elif rel.lower() == "next":
        year = today.year if first > today.month else today.year + 1
    elif rel.lower() == "this":
        year = today.year
    else:
        year = today.year if last < today.month else today.year - 1
    return _make(m, datetime.date(year, first, 1), _month_span(year, last)[1], "season")


def _edge_year(m: re.Match[str], today: datetime.date) -> When:
    year, word = int(m["year"]), m["edge"].lower()
    month = 12 if "end" in word or "late" in word else 6 if "mid" in word else 1
    return _make(m, *_month_span(year, month), "month")


def _dm(m: re.Match[str], today: datetime.date) -> When:
    month = _month_of(m)
    day = datetime.date(_recent_year(month, today), month, int(m["day"]))
    if day > today:
        day = day.replace(year=day.year - 1)
    return _make(m, day, day, "day")


def _bare_month(m: re.Match[str], today: datetime.date) -> When:
    month, rel = _month_of(m), (m.groupdict().get("rel") or "").lower().replace("past", "last")
    first, last, grain = _edged(*_month_span(_recent_year(month, today, rel), month), m.groupdict().get("edge"))
    return _make(m, first, last, grain)


def number_word(text: str) -> float | None:
    """ "8", "2.5" or "eight" as a number."""
    word = text.lower().strip()
    try:
        return float(word)
    except ValueError:
        return _WORDS.get(word)


def _ago(m: re.Match[str], today: datetime.date) -> When | None:
    count = number_word(m["n"])
    if count is None:
        return None
    unit = m["unit"].lower()
    day = today - delta(count, unit)
    if unit in ("day", "week"):
        return _make(m, day, day, "day")
    return _make(m, *_month_span(day.year, day.month), "month")


def delta(count: float, unit: str) -> relativedelta:
    """So many days, weeks, months or years; half years in months."""
    if unit.startswith("y"):
        return relativedelta(months=round(count * 12))
    if unit.startswith("mo"):
        whole = int(count)
        return relativedelta(months=whole, days=round((count - whole) * 30))
    return relativedelta(days=round(count * (7 if unit.startswith("w") else 1)))


def _rel_unit(m: re.Match[str], today: datetime.date) -> When:
    step = {"last": -1, "this": 0, "next": 1}[m["rel"].lower()]
    unit = m["unit"].lower()
    if unit == "week":
        day = today + datetime.timedelta(weeks=step)
        return _make(m, day, day, "day")
    if unit == "month":
        there = today + relativedelta(months=step)
        return _make(m, *_month_span(there.year, there.month), "month")
    return _make(m, datetime.date(today.year + step, 1, 1), datetime.date(today.year + step, 12, 31), "year")


def _word(m: re.Match[str], today: datetime.date) -> When:
    day = today + datetime.timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[m["word"].lower()])
    return _make(m, day, day, "day")


def _year(m: re.Match[str], today: datetime.date) -> When:
    year = int(m["year"] or m["year2"])
    return _make(m, datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year")


_READ = {
    "iso": _iso,
    "slashed": _slashed,
    "dmy": _dmy,
    "mdy": _dmy,
    "iso_month": _numbered_month,
    "month_slashed": _numbered_month,
    "my": _my,
    "my_short": _my,
    "quarter": _quarter,
    "season": _season,
    "rel_season": _season,
    "edge_year": _edge_year,
    "dm": _dm,
    "md": _dm,
    "rel_month": _bare_month,
    "edge_month": _bare_month,
    "m": _bare_month,
    "ago": _ago,
    "rel_unit": _rel_unit,
    "word": _word,
    "y": _year,
}

# --- durations -----------------------------------------------------------------------------------------

_N = r"(?:\d+(?:[.,]\d+)?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|" \
     r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|twenty|(?:a )?couple of)"  # fmt: skip
_DURATION = re.compile(
    rf"\b(?P<n>{_N})(?P<half> and a half)?[ -]?(?P<unit>years?|yrs?|yr|months?|mths?|mos?|weeks?|wks?|days?)\b"
    rf"(?P<half2> and a half)?(?:,? (?:and )?(?P<n2>{_N}) ?(?P<unit2>months?|mths?|mos?|weeks?|wks?|days?)\b)?",
    re.I,
)
_UNITS = {"y": "year", "m": "month", "w": "week", "d": "day"}
_UNTIL_NOW = re.compile(
    r"(?:(?:for|over|in|during) (?:the |these )?(?:last|past) |(?:'ve|have|has|had|ve|been|am|i'm|im)\b[^.!?\n]{0,60}?(?:for |since )?"
    r"(?:about |around |almost |nearly |over |more than |at least |like )?)$",
    re.I,
)
_SO_FAR = re.compile(
    r"^ ?(?:now|so far|already|in\b(?! (?:20|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|and counting|to date)",
    re.I,
)
_NOT_WORK = re.compile(
    r"^ ?(?:ago|back|old|of age|left|before|after|program|programme|diploma|degree|course|pgwp|permit|contract|visa|average|validity)\b",
    re.I,
)  # fmt: skip


#: "40 hours a week" holds no duration.
_RATE = re.compile(r"(?:hours?|hrs?|h|times|days|\d|[$k])\s*$", re.I)


@dataclass(frozen=True)
class Duration:
    """A length of time in the text."""

    length: relativedelta
    start: int
    end: int
    until_now: bool

    @property
    def months(self) -> float:
        """Its length in months."""
        return round(self.length.years * 12 + self.length.months + self.length.days / 30.4, 1)


def find_durations(text: str, today: datetime.date) -> list[Duration]:
    """Durations, with whether they run to today ("for the last 14 months", "I've worked 8 months")."""
    found = []
    for m in _DURATION.finditer(text):
        if _NOT_WORK.match(text[m.end() :]) or _RATE.search(text[: m.start()]):
            continue
        count = number_word(m["n"].replace(",", "."))
        if count is None:
            count = {"half a": 0.5, "half an": 0.5}.get(m["n"].lower())
        if count is None:
            continue
        if m["half"] or m["half2"]:
            count += 0.5
        length = delta(count, _UNITS[m["unit"][0].lower()])
        if m["n2"]:
            second = number_word(m["n2"])
            if second is not None:
                length += delta(second, _UNITS[m["unit2"][0].lower()])
        before, after = text[max(0, m.start() - 90) : m.start()], text[m.end() : m.end() + 30]
        sentence = re.split(r"[.!?\n](?=\s|$)", before)[-1]
        until_now = bool(_UNTIL_NOW.search(sentence)) or bool(_SO_FAR.match(after))
        try:
            _ = today - length
        except (ValueError, OverflowError):
            continue
        found.append(Duration(length, m.start(), m.end(), until_now))
    return found


# --- periods -------------------------------------------------------------------------------------------

_NOW = r"(?:now|present|today|till date|to date|date|current(?:ly)?|ongoing|until now|still)"
_TO = r"\s*(?:to|until|untill|till|til|thru|through|-|–|—|->|and)\s*"
_SINCE = re.compile(
    r"(?:since|starting|started(?: working)?(?: there| here)?(?: (?:on|in|from|at))?|start(?: date)?:?|began(?: (?:on|in))?|joined(?: (?:on|in))?|"
    r"from|beginning|as of|hired(?: (?:on|in))?)\s+(?:about |around |the |on |in |last )?$",
    re.I,
)  # fmt: skip
_UNTIL = re.compile(
    r"(?:until|untill|till|til|ended(?: (?:on|in))?|finished(?: (?:on|in))?|left(?: (?:on|in|it in))?|quit(?: (?:on|in|it in))?|stopped(?: (?:on|in))?|"
    r"laid off(?: (?:on|in))?|let go(?: (?:on|in))?|fired(?: (?:on|in))?|last day (?:was|is)|ends?(?: (?:on|in))?|through|resigned(?: (?:on|in))?)\s+"
    r"(?:about |around |the )?$",
    re.I,
)  # fmt: skip
_TO_NOW = re.compile(rf"^{_TO}{_NOW}\b", re.I)
_OPEN = re.compile(r"^\s*(?:\+|onwards?|on\b(?!ly)|and (?:i'?m )?still|until now|till now)", re.I)


def find_periods(text: str, today: datetime.date) -> tuple[list[Mention], list[When]]:
    """Periods of work, and the dates that belong to none."""
    dates = find_dates(text, today)
    used: set[int] = set()
    periods: list[Mention] = []
    for i, when in enumerate(dates):
        if i in used:
            continue
        before, after = text[max(0, when.start - 40) : when.start], text[when.end : when.end + 30]
        following = dates[i + 1] if i + 1 < len(dates) else None
        if following and re.fullmatch(_TO, text[when.end : following.start], re.I):
            used |= {i, i + 1}
            first = _same_year(text, when, following)
            periods.append(_range(text, first, following, today))
        elif to_now := _TO_NOW.match(after):
            used.add(i)
            end = when.end + to_now.end()
            periods.append(_open(text, when, end))
        elif _SINCE.search(before):
            used.add(i)
            end = when.end
            if still := _OPEN.match(after):
                end += still.end()
            periods.append(
                _open(
                    text,
                    when,
                    end,
                    since=bool(re.search(r"since\s+\S*\s*$|from\s*$", before, re.I)) or bool(_OPEN.match(after)),
                )
            )
        elif _UNTIL.search(before):
            used.add(i)
            value = {
                "start": None,
                "end": when.last.isoformat(),
                "current": False,
                "grain": when.grain,
                "text": text[when.start : when.end],
            }
            if when.last >= today:
                value["current"] = None
            periods.append(Mention("period", value, when.start, when.end))
    for length in find_durations(text, today):
        if any(p.start < length.end and length.start < p.end for p in periods):
            continue
        if any(w.start < length.end and length.start < w.end for w in dates):
            continue
        written = text[length.start : length.end]
        if length.until_now:
            value = {
                "start": (today - length.length).isoformat(),
                "end": None,
                "current": True,
                "grain": "day",
                "approximate": True,
                "text": written,
            }
            periods.append(Mention("period", value, length.start, length.end))
        else:
            periods.append(Mention("duration", {"months": length.months, "text": written}, length.start, length.end))
    return sorted(periods, key=lambda p: p.start), [w for i, w in enumerate(dates) if i not in used]


def _same_year(text: str, first: When, last: When) -> When:
    """ "from Jan to Aug 2024": the year is said once for both."""
    if first.grain not in ("month", "day") or re.search(r"\d{4}|['’]\d\d", text[first.start : first.end]):
        return first
    moved = first.first.replace(year=last.first.year)
    if moved > last.last:
        moved = moved.replace(year=last.first.year - 1)
    return When(moved, moved, first.grain, first.start, first.end)


def _range(text: str, first: When, last: When, today: datetime.date) -> Mention:
    value: dict[str, Any] = {
        "start": first.first.isoformat(),
        "end": last.last.isoformat(),
        "current": False if last.last < today else None,
        "grain": first.grain,
        "text": text[first.start : last.end],
    }
    if first.other or last.other:
        other = {
            **value,
            "start": (first.other or first).first.isoformat(),
            "end": (last.other or last).last.isoformat(),
        }
        value = {**value, "alternatives": [dict(value), other]}
    return Mention("period", value, first.start, last.end)


def _open(text: str, when: When, end: int, since: bool = True) -> Mention:
    value: dict[str, Any] = {
        "start": when.first.isoformat(),
        "end": None,
        "current": True if since else None,
        "grain": when.grain,
        "text": text[when.start : end],
    }
    if when.other:
        other = {**value, "start": when.other.first.isoformat()}
        value = {**value, "alternatives": [dict(value), other]}
    return Mention("period", value, when.start, end)
