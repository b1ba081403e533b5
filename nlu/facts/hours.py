"""Hours a week, however they are said; wages and totals are kept out."""

from __future__ import annotations

import re

from nlu.facts.mention import Mention, Taken
from nlu.facts.numbers import DIGITS, WORD, number, tidy
from nlu.facts.subjects import subject_at

# --- the parts that patterns are made of -------------------------------------------------------------------

_COUNT = rf"(?:{DIGITS}|{WORD})"
_START = r"(?<![\w.,$/:£€-])"
_N = rf"(?P<n>{_COUNT})"
_HIGH = rf"(?:\s*(?:-|–|—|to|or|and|à)\s*(?P<high>{_COUNT}))?"
_H = r"(?:-?ish)?\s*\+?\s*-?\s*(?:hours?|hrs?|hr|heures?|h)\b\.?"
_EACH = r"(?:a|an|per|each|every|/|in a|in one|p|par|la)"
_WEEK = (
    rf"\s*(?:(?:of (?:paid )?work |worked |paid )?{_EACH}\s*-?\s*(?:week|wk|w|semaine|sem)\b|weekly\b|/\s*(?:week|"
    rf"wk|w|semaine)\b|pw\b|hebdo\w*)"
)
_DAY = rf"\s*(?:{_EACH}\s*-?\s*(?:days?|shift|jour)\b|daily\b)"
_DAYS_A_WEEK = (
    r"(?P<days>[1-7]|one|two|three|four|five|six|seven)\s*(?:days?|shifts?|d|x|times|jours?)\b(?:\s*(?:a|per|each|"
    r"/|par)\s*(?:week|wk|semaine))?"
)
_TWO_WEEKS = (
    r"\s*(?:bi-?\s?weekly\b|(?:every|per|in|each|for) (?:two|2) weeks\b|(?:a|per) fortnight\b|every other week\b)"
)
_MONTH = rf"\s*(?:{_EACH}\s*-?\s*(?:month|mois)\b|monthly\b)"
_IN_TOTAL = r"\s*(?:total|in total|altogether|so far|overall|of\b|already|remaining|left|short|more|to go)"
_NOT_HOURS = r"(?:\s*(?:ago|later|before|after(?!\s*(?:that|$|[.,;]))|notice|away|flight|drive|commute|delay|each way|from (?:here|home)))"

_WEEKLY = re.compile(rf"{_START}{_N}{_HIGH}(?:{_H})?{_WEEK}", re.I)
_BARE = re.compile(rf"{_START}{_N}{_HIGH}{_H}(?!{_IN_TOTAL})(?!{_NOT_HOURS})", re.I)
_DAILY = re.compile(rf"{_START}{_N}{_H}{_DAY},?\s*(?:for |x |, |and |on |\(|× )?\s*{_DAYS_A_WEEK}", re.I)
_DAYS_OF = re.compile(rf"{_START}{_DAYS_A_WEEK},?\s*(?:of |x |and |at |for |× )?\s*{_N}{_H}(?:{_DAY})?", re.I)
_SHIFTS = re.compile(
    rf"{_START}{_N}{_H}\s*shifts?,?\s*(?:x |, |and |for |on |\(|× )?\s*(?P<days>[1-7])\s*(?:shifts?|days?|times|"
    rf"x)?\s*(?:an?|per|each|every|/)\s*(?:week|wk)\b",
    re.I,
)
_DAY_ONLY = re.compile(rf"{_START}{_N}{_HIGH}{_H}{_DAY}", re.I)
#: "my hours went from 25 to 40".
_FROM_TO = re.compile(
    rf"\b(?:hours|hrs)[^.,;!?\d]{{0,12}}\b(?:went|changed|increased|reduced|decreased|moved|dropped)(?: up| down)? from {_N}(?:{_H})? to "
    rf"(?P<high>{_COUNT})(?:{_H})?(?![\w.])",
    re.I,
)
#: "weekly 40", "hours: 35", "my hours were only 24".
_HOURS_FIRST = re.compile(
    rf"(?<!\d )(?<!\d)(?<!total )(?<!in )\b(?:hours|hrs|weekly)\b(?: (?:a|per) week)?\s*(?:[:=]|are|were|is|was)?\s*(?:only |about |around )?"
    rf"{_N}(?:{_H})?(?![\w/%:$-]|[.,]\d)(?!\s*(?:days?|weeks?|wks?|months?|mths?|years?|yrs?|jobs?|am|pm|dollars?|in total|total|minutes?)\b)",
    re.I,
)
_BIWEEKLY = re.compile(rf"{_START}{_N}{_H}{_TWO_WEEKS}", re.I)
_MONTHLY = re.compile(rf"{_START}{_N}{_H}{_MONTH}", re.I)
_TOTAL = re.compile(
    rf"(?<![\d$.])(?P<n>\d{{1,2}}[, ]?\d{{3}}(?:\.\d)?){_H}|"
    rf"\b(?:total(?: of)?|altogether|in all)\s+(?P<m>\d{{3,5}}){_H}|(?<![\d$.,])(?P<k>\d{{3,4}}){_H}(?!{_WEEK}|"
    rf"{_DAY}|{_MONTH})",
    re.I,
)
_AROUND_THE_CLOCK = re.compile(r"\b24\s*(?:hours?|hrs?|h|/\s*7)\b(?!\s*(?:a|per|each|every|/)\s*w)", re.I)
_FULL = re.compile(
    r"\b(?:full[- ]?(?:time|tme|tim)|fulltime|ft|temps plein|plein temps)\b"
    r"(?!\s*(?:stud|school|course|program|degree|diploma|college|university|education|masters|bachelor|phd|"
    r"enrol|international stud))",
    re.I,
)
_STUDY_BEFORE = re.compile(r"(?:stud(?:y|ied|ying)|school|enrolled|students?|college|university)\s*$", re.I)
_WAGE = re.compile(
    r"[$£€]\s*\d[\d.,]*\s*(?:/|an?|per)?\s*(?:hours?|hrs?|hr|h)?\b|"
    r"\b\d+(?:\.\d+)?\s*\$?\s*(?:cad|dollars?|bucks)?\s*(?:/|an?|per|each)\s*(?:hours?|hrs?|hr|h)\b(?!\s*(?:a|"
    r"per|each)\s*week)",
    re.I,
)
_A_YEAR = re.compile(r"\s*(?:an?|per|each|every|/)\s*(?:year|yr|annum)\b", re.I)
#: "the minimum is 1560 hours": of the law.
_REQUIRED = re.compile(r"\b(?:minimum|need\w*|requir\w*|must|threshold|at least|rule)\b[^.,;!?]{0,20}$", re.I)
_OVERTIME = re.compile(r"(?:overtime|\bot\b|extra)\s*(?:of|:)?\s*$", re.I)
#: "Sixty hours some weeks": not what is worked each week, where the contract says that.
_AT_TIMES = re.compile(
    r"^\s*(?:in |on )?(?:some|busy|peak|certain) (?:weeks?|times|days)|^\s*(?:sometimes|at times|in season)\b", re.I
)
_CONTRACT = re.compile(
    rf"\b(?:contract|agreement|offer letter|on paper)\b,? ?(?:\w+ ){{0,2}}?(?:says?|is|states?|for|it'?s|of|:)? ?{_N}(?:{_H})?(?![\w.,/])"
    rf"(?!\s*(?:months?|years?|weeks?|days?|%))|\b(?:exactly|precisely) (?P<exact>{_COUNT})(?:{_H})?(?![\w.,/])(?!\s*(?:months?|years?|weeks?|days?))",
    re.I,
)
_OVERTIME_AFTER = re.compile(r"^\s*(?:of )?(?:overtime|ot\b|extra|training|course|class)", re.I)
_THEN_NUMBER = re.compile(
    rf"^\W{{0,3}}(?:and |but )?(?:then|now|later|to|and now|currently)\s+(?:it'?s |it is |i (?:do|work) |"
    rf"about )?(?P<n>{_COUNT})\b(?!\s*(?:months?|years?|days?|weeks?|jobs?))",
    re.I,
)
_WEEKS_A_MONTH = 52 / 12
_MOST = 168
#: "40 a week" are hours, "3 a week" are days or times.
_FEWEST_WITHOUT_UNIT = 8
_UNIT = re.compile(r"\d\s*\+?\s*-?\s*h|hour|hrs|heure", re.I)


def hours(text: str) -> list[Mention]:
    """``hours_per_week`` and ``total_hours``."""
    taken = Taken(len(text), (m.span() for m in _WAGE.finditer(text)))
    found: list[Mention] = []
    for match in _TOTAL.finditer(text):
        written = match["n"] or match["m"] or match["k"]
        if _A_YEAR.match(text[match.end() : match.end() + 12]):
            taken.take(*match.span())
        if _REQUIRED.search(text[max(0, match.start() - 40) : match.start()]):
            taken.take(*match.span())
        if taken.free(*match.span()) and float(written.replace(",", "").replace(" ", "")) > _MOST:
            taken.take(*match.span())
            total = float(written.replace(",", "").replace(" ", ""))
            found.append(Mention("total_hours", tidy(total), *match.span()))
    for match in _AROUND_THE_CLOCK.finditer(text):
        if re.search(r"\b(?:open|around)\b[^.,;]{0,10}$", text[max(0, match.start() - 20) : match.start()], re.I):
            taken.take(*match.span())
    for pattern, weekly in _PATTERNS:
        for match in pattern.finditer(text):
            if not taken.free(*match.span()) or subject_at(text, match.start()) == "spouse":
                continue
            if mention := _mention(text, match, weekly):
                taken.take(*match.span())
                if mention.value["value"] is not None:
                    found.append(mention)
    for match in _FROM_TO.finditer(text):
        if taken.free(*match.span()):
            taken.take(*match.span())
            found += [_counted(match, name) for name in ("n", "high")]
    found = _by_contract(text, found, taken)
    found = [*found, *_second_counts(text, found, taken)]
    for match in _FULL.finditer(text):
        lead = text[max(0, match.start() - 20) : match.start()]
        if taken.free(*match.span()) and not _STUDY_BEFORE.search(lead) and subject_at(text, match.start()) != "spouse":
            found.append(Mention("hours_per_week", {"value": None, "basis": "full_time"}, *match.span()))
    return sorted(found, key=lambda m: m.start)


#: How a match of each pattern becomes hours a week, with its basis; a day without the days a week is none.
_PATTERNS = (
    (_DAILY, "per_day"),
    (_SHIFTS, "per_day"),
    (_DAYS_OF, "per_day"),
    (_BIWEEKLY, "two_weeks"),
    (_MONTHLY, "month"),
    (_DAY_ONLY, "day"),
    (_WEEKLY, "stated"),
    (_HOURS_FIRST, "first"),
    (_BARE, "bare"),
)


def _mention(text: str, match: re.Match[str], basis: str) -> Mention | None:
    count = number(match["n"])
    if count is None:
        return None
    lead = text[max(0, match.start() - 25) : match.start()]
    if basis == "bare" and not 1 <= count <= 100:
        return None
    if basis == "first" and not _FEWEST_WITHOUT_UNIT <= count <= _MOST:
        return None
    if basis == "stated" and count < _FEWEST_WITHOUT_UNIT and not _UNIT.search(match.group()):
        return None
    if _OVERTIME.search(lead) or _OVERTIME_AFTER.match(text[match.end() : match.end() + 15]):
        return Mention("hours_per_week", {"value": None, "basis": "none"}, *match.span())
    if basis == "bare" and re.search(r"\b(?:within|in|after|next|last|past|every|another|took|takes)\s*$", lead, re.I):
        return None
    if basis == "day":
        return Mention("hours_per_week", {"value": None, "basis": "none"}, *match.span())
    days = number(match["days"]) if basis == "per_day" else None
    week = count * (days or 1) / {"two_weeks": 2, "month": _WEEKS_A_MONTH}.get(basis, 1)
    if not 0 < week <= _MOST:
        return None
    row: dict[str, object] = {"value": tidy(round(week, 2)), "basis": "per_day" if days else "stated"}
    high = number(match["high"]) if match.groupdict().get("high") else None
    if high is not None and high > count and basis in ("stated", "bare"):
        row["range"] = [tidy(count), tidy(high)]
    return Mention("hours_per_week", row, *match.span())


def _by_contract(text: str, found: list[Mention], taken: Taken) -> list[Mention]:
    """ "Sixty hours some weeks but the contract says 45": the count of the contract stands for the loose one before it."""
    rows = list(found)
    for match in _CONTRACT.finditer(text):
        name = "n" if match["n"] else "exact"
        count = number(match[name])
        loose = next((m for m in reversed(rows) if m.entity == "hours_per_week" and m.end <= match.start()), None)
        if (
            loose is None
            or count is None
            or not _FEWEST_WITHOUT_UNIT <= count <= _MOST
            or not taken.free(*match.span(name))
        ):
            continue
        if match.start() - loose.end > _NEAR_CONTRACT:
            continue
        rows[rows.index(loose)] = _counted(match, name)
        taken.take(*match.span(name))
    return [m for m in rows if not (len(rows) > 1 and _AT_TIMES.match(text[m.end : m.end + 20]))]


_NEAR_CONTRACT = 60


def _counted(match: re.Match[str], name: str) -> Mention:
    count = number(match[name]) or 0
    return Mention("hours_per_week", {"value": tidy(count), "basis": "stated"}, *match.span(name))


def _second_counts(text: str, found: list[Mention], taken: Taken) -> list[Mention]:
    """ "20 hrs then 35": the second number is hours as well."""
    rows = []
    for mention in found:
        if mention.entity != "hours_per_week":
            continue
        gap = 0
        match = _THEN_NUMBER.match(text[mention.end : mention.end + 40])
        if match is None and (
            date := re.match(
                r"[^.;!?]{0,35}?(?=\W{1,3}(?:and |but )?(?:then|now)\b)", text[mention.end : mention.end + 60]
            )
        ):
            gap = date.end()
            match = _THEN_NUMBER.match(text[mention.end + gap : mention.end + gap + 40])
        if match is None:
            continue
        start, end = mention.end + gap + match.start("n"), mention.end + gap + match.end("n")
        count = number(match["n"])
        if count is not None and 0 < count <= _MOST and taken.free(start, end):
            rows.append(Mention("hours_per_week", {"value": tidy(count), "basis": "stated"}, start, end))
    return rows
