"""Hours a week, however they are said; wages and totals are kept out."""

from __future__ import annotations

import re

from nlu.facts.mention import Mention

_N = r"(?P<n>\d{1,3}(?:[.,]\d{1,2})?)"
_RANGE = r"(?:\s*(?:-|–|to|or)\s*(?P<high>\d{1,3}(?:[.,]\d)?))?"
_H = r"\s*-?\s*(?:hours?|hrs?|hr|h)\b\.?"
_PER_WEEK = r"\s*(?:(?:of work |worked |paid )?(?:a|per|each|every|/|in a|in one|p)\s*-?\s*(?:week|wk|w)\b|weekly|/ ?(?:week|wk|w)\b|pw\b)"

_WEEKLY = re.compile(rf"(?<![\d.$]){_N}{_RANGE}(?:{_H})?{_PER_WEEK}", re.I)
_BARE = re.compile(rf"(?<![\d.$,]){_N}{_RANGE}{_H}(?!\s*(?:total|in total|altogether|so far|overall|\bof\b))", re.I)
_DAILY = re.compile(
    rf"(?<![\d.$]){_N}{_H}\s*(?:a|per|each|every|/)\s*-?\s*day(?:s)?,?\s*(?:for |x |, |and |on |\()?\s*(?P<days>[1-7])\s*(?:days?|d)\b",
    re.I,
)
_DAY_ONLY = re.compile(rf"(?<![\d.$]){_N}{_H}\s*(?:a|per|each|every|/)\s*-?\s*day\b", re.I)
_MONTHLY = re.compile(rf"(?<![\d.$]){_N}{_H}\s*(?:a|per|each|every|/)\s*-?\s*month\b", re.I)
_BIWEEKLY = re.compile(rf"(?<![\d.$]){_N}{_H}\s*(?:bi-?weekly|every two weeks|every 2 weeks|per two weeks)", re.I)
_TOTAL = re.compile(
    r"(?<![\d$.])(?P<n>\d{1,2},?\d{3}(?:\.\d)?)" + _H + r"|(?:total(?: of)?|altogether|in all) (?P<m>\d{3,5})" + _H,
    re.I,
)
_FULL = re.compile(
    r"\b(?:full[- ]?time|fulltime|ft)\b(?!\s*(?:stud|school|course|program|degree|college|university|education|masters|enrol))",
    re.I,
)
_STUDY_BEFORE = re.compile(r"(?:stud(?:y|ied|ying)|school|enrolled|student|college|university)\s*$", re.I)
_WAGE = re.compile(
    r"\$\s*\d[\d.,]*\s*(?:/|an?|per)?\s*(?:hours?|hrs?|hr|h)?\b|\b\d+(?:\.\d+)?\s*(?:/|an?|per)\s*(?:hour|hr|h)\b", re.I
)
_WEEKS_A_MONTH = 52 / 12


def hours(text: str) -> list[Mention]:
    """``hours_per_week`` and ``total_hours``."""
    taken: list[tuple[int, int]] = [(m.start(), m.end()) for m in _WAGE.finditer(text)]
    found: list[Mention] = []

    def free(match: re.Match[str]) -> bool:
        return not any(match.start() < end and start < match.end() for start, end in taken)

    def add(match: re.Match[str], value: float | None, basis: str, high: float | None = None) -> None:
        taken.append((match.start(), match.end()))
        shown = None if value is None else int(value) if float(value).is_integer() else value
        row = {"value": shown, "basis": basis}
        if high is not None and value is not None and high > value:
            row["range"] = [shown, int(high) if high.is_integer() else high]
        found.append(Mention("hours_per_week", row, match.start(), match.end()))

    for match in _TOTAL.finditer(text):
        if free(match):
            taken.append((match.start(), match.end()))
            number = float((match["n"] or match["m"]).replace(",", ""))
            found.append(Mention("total_hours", number, match.start(), match.end()))
    for pattern, basis in ((_DAILY, "per_day"), (_BIWEEKLY, "stated"), (_MONTHLY, "stated"), (_WEEKLY, "stated")):
        for match in pattern.finditer(text):
            if not free(match):
                continue
            number = _number(match["n"])
            if pattern is _DAILY:
                number *= int(match["days"])
            elif pattern is _BIWEEKLY:
                number /= 2
            elif pattern is _MONTHLY:
                number = round(number / _WEEKS_A_MONTH, 1)
            high = match.groupdict().get("high")
            if 0 < number <= 168:
                add(match, number, basis, _number(high) if high and pattern is _WEEKLY else None)
    for match in _DAY_ONLY.finditer(text):
        if free(match):
            taken.append((match.start(), match.end()))
    for match in _BARE.finditer(text):
        number = _number(match["n"])
        if free(match) and 1 <= number <= 100:
            high = match.groupdict().get("high")
            add(match, number, "stated", _number(high) if high else None)
    if not any(m.entity == "hours_per_week" for m in found):
        for match in _FULL.finditer(text):
            if free(match) and not _STUDY_BEFORE.search(text[: match.start()]):
                add(match, None, "full_time")
                break
    return found


def _number(text: str) -> float:
    return float(text.replace(",", "."))
