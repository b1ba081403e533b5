"""The person: age, family, education, scores."""

from __future__ import annotations

import re

from nlu.facts.mention import Mention

_AGE = re.compile(
    r"\b(?:i'?m|i am|im|aged?|age is|age:)\s*(?P<a>[1-8]\d)\b(?!\s*(?:hours?|hrs|months?|weeks?|days?|%|km|points?|/|\.\d|k\b|years? (?:in|of|at|on)))|\b(?P<b>[1-8]\d)\s*(?:years? old|y/?o|yrs? old|years of age)\b|\b(?P<c>[1-6]\d)\s*[mf]\b",
    re.I,
)
_BORN = re.compile(
    r"\b(?:born|dob|birth ?date|date of birth|birthday)\b[^.?!;\d]{0,20}(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)",
    re.I,
)
_STATUS = [
    ("common_law", re.compile(r"\bcommon[- ]?law\b", re.I)),
    ("divorced", re.compile(r"\bdivorced\b", re.I)),
    ("separated", re.compile(r"\b(?:i'?m|i am|we are|legally) separated\b", re.I)),
    ("widowed", re.compile(r"\bwidow(?:ed|er)?\b", re.I)),
    ("single", re.compile(r"\b(?:i'?m|i am|im) (?:\d\d,? )?(?:and )?single\b|\bsingle,? no (?:kids|children)\b|\b(?:unmarried|not married|never married)\b|(?<=, )single\b|^single\b", re.I)),
    ("married", re.compile(r"\bmarried\b|\bmy (?:wife|husband)\b", re.I)),
]  # fmt: skip
_EDUCATION = [
    ("phd", re.compile(r"\b(?:ph\.?d|doctorate|doctoral)\b", re.I)),
    ("professional", re.compile(r"\b(?:md|dds|llb|jd|pharmd|law degree|medical degree|dentistry degree)\b", re.I)),
    ("masters", re.compile(r"\bmaster'?s?(?: degree)?\b(?! electrician| plumber)|\bm\.?(?:sc|ba|eng|tech|com|ed)\b|\bmba\b|\bms\b (?=in|computer|data|from)|\bpost ?grad(?:uate)? degree\b", re.I)),
    ("two_or_more", re.compile(r"\b(?:two|2) (?:degrees|diplomas|credentials|certificates|bachelors?)\b", re.I)),
    ("bachelors", re.compile(r"\bbachelor'?s?(?: degree)?\b|\bb\.?(?:sc|a|eng|tech|com|ed)\b(?= |\.|,|$)|\bundergrad(?:uate)? degree\b|\b(?:3|4|three|four)[- ]year degree\b|\bhonou?rs degree\b", re.I)),
    ("two_year", re.compile(r"\b(?:2|two)[- ]?(?:year|yr)s? (?:diploma|program|programme|college|course|associate)\b|\bassociate'?s? degree\b", re.I)),
    ("one_year", re.compile(r"\b(?:1|one)[- ]?(?:year|yr) (?:diploma|program|programme|certificate|college|course|pg)\b|\b(?:graduate|post-?grad(?:uate)?|pg) (?:certificate|diploma)\b", re.I)),
    ("secondary", re.compile(r"\b(?:high school|secondary school|grade 12|12th (?:grade|pass)|ged)\b", re.I)),
]  # fmt: skip
_CRS = re.compile(
    r"\b(?:crs|score|points?)\b[^.?!;\d]{0,18}(?P<a>[2-9]\d\d|1[01]\d\d)\b|\b(?:is|with|have|at|got|am at)\s+(?P<b>[34567]\d\d)\b(?:\s*(?:points?|crs|enough|good|ok|okay|score|safe))|\b(?P<c>[34567]\d\d)\s*(?:crs|points?)\b",
    re.I,
)


def person(text: str) -> list[Mention]:
    """Age or birth date, marital status, education, a CRS score."""
    found: list[Mention] = []
    if match := _BORN.search(text):
        found.append(Mention("birth_date", f"{match['y']}-{match['m']}-{match['d']}", match.start(), match.end()))
    elif match := _AGE.search(text):
        age = int(next(g for g in match.groups() if g))
        if 14 <= age <= 80:
            found.append(Mention("age", age, match.start(), match.end()))
    for status, pattern in _STATUS:
        if match := pattern.search(text):
            found.append(Mention("marital_status", status, match.start(), match.end()))
            break
    for level, pattern in _EDUCATION:
        if match := pattern.search(text):
            found.append(Mention("education", {"level": level}, match.start(), match.end()))
            break
    if match := _CRS.search(text):
        score = int(next(g for g in match.groups() if g))
        found.append(Mention("crs_score", score, match.start(), match.end()))
    return found
