"""The person and the family: age, birth, marriage, children, spouse; and a CRS score."""

from __future__ import annotations

import re

from nlu.facts.mention import Mention, before, sentence_of
from nlu.facts.numbers import WORD, whole
from nlu.facts.periods import Calendar
from nlu.facts.subjects import subject_at

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
    r"\bj'ai (?P<e>[1-8]\d) ans\b(?! d')|\b(?P<b>[1-8]\d)[ -]?(?:years?[ -]old|y/?o|yrs? old|years of age|year old)\b|"
    r"(?<![\w$.])(?P<c>[1-6]\d)\s?/?\s?[mf]\b(?![/.\w])|^\W*[mf]\W{1,3}(?P<d>[1-6]\d)\b|"
    rf"\b(?P<f>[1-6]\d) (?:yrs?|years?)?,? ?(?:male|female|man|woman|unmarried|from (?!{_A_TIME}))|\b(?:male|female|"
    r"unmarried),? (?P<g>[1-6]\d)\b",
    re.I,
)
_FUTURE_AGE = re.compile(
    r"\b(?:turning|turn|will be|when i(?:'m| am|m)|before i(?:'m| am|m)?|until i(?:'m| am)?|if i(?:'m| am)?|"
    r"under|over|above|below)\s*$",
    re.I,
)
_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b|birth ?date|date of birth|birthday|birth|née?|naissance)\b[^.?!;\n\d]{0,20}$", re.I
)

# --- family ---------------------------------------------------------------------------------------------------

_COUPLE = r"(?:wife|wifey|husband|hubby)"
_EX = r"(?<!ex)(?<!ex )(?<!ex-)(?<!former )(?<!future )(?<!no )"
_NOT_YET = r"(?:get(?:ting)?|will be|be|when|if|plan\w* to get|going to get|gonna get|about to get|once)"
_IS = r"(?:i'?m|i am|im|we are|we're|status:?|status is|legally)"
_STATUSES = (
    (
        "common_law",
        r"\bcommon[- ]?law\b|\b(?:live|living|lived) with my (?:girlfriend|boyfriend|partner)\b|"
        r"\bconjointe? de fait\b",
    ),
    ("divorced", r"\bdivorc(?:ed|ée?)\b"),
    (
        "separated",
        rf"\b{_IS} separated\b|^\W*(?:legally )?separated\W*$|\bseparated from (?:my )?(?:{_COUPLE}|spouse|partner)\b",
    ),
    ("widowed", r"\bwidow(?:ed|er)?\b|\bveu(?:f|ve)\b"),
    (
        "single",
        rf"\b{_IS} (?:\d\d,? )?(?:and |still |a )?single\b|\b(?:unmarried|not married|never married|"
        rf"never been married|célibataire)\b|"
        r"(?:(?<=, )|(?<=^)|(?<=/ )|(?<=\d )|(?<=- )|(?<=\bi )|(?<=\bam ))single\b(?=\s*(?:$|[,.;/!-]|"
        r"no |and|with|age|\d|mother|mom|dad|father|woman|man|guy|applicant|person))|"
        r"\bsingle,? no (?:kids|children)\b",
    ),
    (
        "married",
        rf"(?<!not )(?<!never )(?<!un)(?<!been )\bmarried\b|\bbeen married\b|\bmariée?\b|"
        rf"\bmy {_EX}{_COUPLE}\b|(?:^|[,.;] |\band ){_COUPLE}(?='?s? (?:education|degree|ielts|celpip|pte|"
        rf"clb|score|test|has|have|is|got|scored|did|works?|worked|had)\b|,? (?:age |is |- )*\d\d\b| non)|"
        rf"\bmy (?:épouse|mari)\b",
    ),
)
_STATUS = tuple((status, re.compile(pattern, re.I)) for status, pattern in _STATUSES)
_ONLY_PLANNED = re.compile(rf"\b{_NOT_YET}\s+$", re.I)

_COUNT = rf"(?:\d{{1,2}}|{WORD}|an?|no|zero)"
_CHILD = r"(?:kids?|children|child|sons?|daughters?|boys?|girls?|bab(?:y|ies)|toddlers?|enfants?)"
_CHILDREN = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?:(?:young|little|small|dependent|minor|school[- ]aged|more|"
    rf"other)\s+)?(?P<what>{_CHILD})\b(?! (?:benefit|care|tax))",
    re.I,
)
_NO_CHILDREN = re.compile(
    r"\b(?:no|don'?t have(?: any)?|do not have(?: any)?|without(?: any)?|aucun|pas d')\s*(?:kids?|children|"
    r"enfants?)\b|\bchildless\b",
    re.I,
)
_HAS = re.compile(r"\b(?:have|has|had|with|and|got|avec|ai|our|,|\+|&|plus)\s*$|[,(+&-]\s*$|^\s*$", re.I)
_FAMILY = re.compile(
    rf"\b(?:family (?:size(?: is|:)? |of )|household of |famille de )(?P<a>\d{{1,2}}|{WORD})\b|"
    rf"\b(?:we are|we're|there are|total of|nous sommes)\s+(?P<b>\d|{WORD})\s+(?:people|persons?|members?|"
    rf"in (?:the|my|our) (?:family|household)|in total|of us|in all|altogether|personnes)\b|"
    rf"\b(?P<c>\d|{WORD})\s+(?:family members|people in (?:my|our|the) (?:family|household)|of us)\b",
    re.I,
)
_ALONE = re.compile(
    r"\b(?:only|just) me\b(?! and)|\bonly myself\b|\bjust myself\b|\b(?:i'm|i am|im) alone\b|\bby myself\b|"
    r"\bno (?:dependents|dependants|family members)\b",
    re.I,
)
_ABOUT_FAMILY = re.compile(
    r"\b(?:family|household|applicant|dependents?|dependants?|people|persons?|kids|spouse)\b", re.I
)

# --- spouse ---------------------------------------------------------------------------------------------------

_PARTNER = r"(?:wife|husband|hubby|spouse|partner|he|she|conjointe?|épouse|mari)"
_NO = r"(?P<no> not|n'?t)?"
_CANADIAN = re.compile(
    rf"\b{_PARTNER}\s*(?:is|'s){_NO} (?:already |also |"
    rf"now )?(?:an? )?(?P<no2>not )?(?:an? )?(?:canadian(?: citizen)?|citizen|pr\b|"
    rf"permanent resident)(?! (?:applicant|application|experience))",
    re.I,
)
_MARRIED_TO = re.compile(
    r"\bmarried to an? (?:canadian|citizen|pr\b|permanent resident)|\bspouse of an? (?:canadian|citizen)|"
    r"\bcanadian (?:wife|husband|spouse)\b",
    re.I,
)
_COMING = r"(?:com(?:e|ing)|accompany(?:ing)?|immigrat(?:e|ing)|mov(?:e|ing))"
_ACCOMPANIES = re.compile(
    rf"\b{_PARTNER}\s*(?:is|will|would|'s|'ll|won'?t|isn'?t){_NO} (?:also |be )?{_COMING}\b(?! (?:from|on|in))|"
    r"\b(?:wife|husband|hubby|spouse|partner)\s+(?:not )?(?:coming|accompanying)\b(?! (?:from|on|in))|"
    rf"\b{_PARTNER}\s*(?:is |will |'s |'ll |plans to )?(?:be )?(?:stay(?:s|ing)?|remain(?:s|ing)?) "
    r"(?:back|behind|home|there)\b|"
    rf"\b(?P<non>non[- ]?accompanying)\b(?= (?:spouse|wife|husband|partner)|\b)|\baccompanying (?:spouse|wife|"
    rf"husband|partner)\b",
    re.I,
)
_NOT_COMING = re.compile(r"\b(?:not|won'?t|isn'?t|wont|isnt|stay\w*|remain\w*)\b|n't\b|non[- ]?acc", re.I)
_CANADIAN_WORK = re.compile(r"\b(?:work\w*|experience|exp|job)\b", re.I)
_IN_CANADA = re.compile(r"\b(?:in canada|canadian|here)\b", re.I)
_NO_CANADIAN_WORK = re.compile(
    r"\b(?:no|zero|without(?: any)?|hasn'?t (?:any )?|never|has no|"
    r"doesn'?t have(?: any)?)\s+(?:canadian (?:work )?experience|worked (?:here|in canada)|"
    r"work experience (?:here|in canada)|experience in canada)\b",
    re.I,
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


def person(text: str, calendar: Calendar) -> list[Mention]:
    """``age`` or ``birth_date``, ``marital_status``, ``children``, ``family_size``, ``crs_score``; of the spouse
    ``spouse_is_canadian``, ``spouse_accompanies`` and ``spouse`` (``canadian_work_years``)."""
    return [
        *_born(text, calendar),
        *_status(text),
        *_children(text),
        *_family(text),
        *_spouse(text, calendar),
        *_score(text),
    ]


def _born(text: str, calendar: Calendar) -> list[Mention]:
    """A birth date, or else an age; 05/12/1995 has two readings and gives neither."""
    for when in calendar.points():
        if when.grain == "day" and _BORN.search(before(text, when.start, 45)) and subject_at(text, when.start) == "own":
            if when.other is not None:
                return []
            calendar.take(when)
            return [Mention("birth_date", when.first.isoformat(), when.start, when.end)]
    for match in _AGE.finditer(text):
        age = int(next(g for g in match.groups() if g))
        if not _YOUNGEST <= age <= _OLDEST or _FUTURE_AGE.search(text[max(0, match.start() - 20) : match.end() - 2]):
            continue
        if subject_at(text, match.start()) == "own":
            return [Mention("age", age, match.start(), match.end())]
    return []


def _status(text: str) -> list[Mention]:
    for status, pattern in _STATUS:
        for match in pattern.finditer(text):
            said_of_me = match.group().lower().startswith("my ") or subject_at(text, match.start()) != "other"
            if _ONLY_PLANNED.search(before(text, match.start(), 25)) or not said_of_me:
                continue
            return [Mention("marital_status", status, match.start(), match.end())]
    return []


def _children(text: str) -> list[Mention]:
    """How many children: "two kids", "a son and a daughter"."""
    if match := _NO_CHILDREN.search(text):
        return [Mention("children", 0, match.start(), match.end())]
    total, start, end = 0, -1, -1
    for match in _CHILDREN.finditer(text):
        lead = before(text, match.start(), 40)
        vague = match["n"].lower() in ("a", "an")
        if subject_at(text, match.start()) == "other" or (vague and not _HAS.search(lead)):
            continue
        if start >= 0 and (match.start() - end > 25 or (not vague and re.search(r"child|kid", match["what"], re.I))):
            break
        count = {"a": 1, "an": 1, "no": 0, "zero": 0}.get(match["n"].lower(), whole(match["n"]))
        if count is None or count > 15:
            continue
        total, start, end = total + count, match.start() if start < 0 else start, match.end()
    return [Mention("children", total, start, end)] if start >= 0 else []


def _family(text: str) -> list[Mention]:
    if match := _FAMILY.search(text):
        size = whole(next(g for g in match.groups() if g))
        return [Mention("family_size", size, match.start(), match.end())] if size and 1 <= size <= 30 else []
    match = _ALONE.search(text)
    if match is None:
        return []
    sentence = text[slice(*sentence_of(text, match.start()))]
    if _ABOUT_FAMILY.search(sentence) or len(text.split()) <= 4:
        return [Mention("family_size", 1, match.start(), match.end())]
    return []


def _spouse(text: str, calendar: Calendar) -> list[Mention]:
    """Whether the spouse is Canadian, whether they come, and their work here (``spouse``, in years)."""
    found = []
    match = _CANADIAN.search(text)
    if match and _is_partner(text, match):
        canadian = not (match["no"] or match["no2"])
        found.append(Mention("spouse_is_canadian", canadian, match.start(), match.end()))
    elif match := _MARRIED_TO.search(text):
        found.append(Mention("spouse_is_canadian", True, match.start(), match.end()))
    match = _ACCOMPANIES.search(text)
    if match and (match["non"] or _is_partner(text, match)):
        coming = not _NOT_COMING.search(match.group())
        found.append(Mention("spouse_accompanies", coming, match.start(), match.end()))
    for match in _NO_CANADIAN_WORK.finditer(text):
        if subject_at(text, match.start()) == "spouse":
            found.append(Mention("spouse", {"canadian_work_years": 0}, match.start(), match.end()))
    for length in list(calendar.lengths):
        first, last = sentence_of(text, length.start)
        near = text[max(first, length.start - 40) : min(last, length.end + 40)]
        if subject_at(text, length.start) == "spouse" and _CANADIAN_WORK.search(near) and _IN_CANADA.search(near):
            calendar.take(length)
            years = round(length.months / 12, 1)
            years = int(years) if years.is_integer() else years
            end = length.end + (
                m.end() if (m := re.match(r"[^.,;!?]{0,25}\b(?:canada|here)\b", text[length.end : last], re.I)) else 0
            )
            found.append(Mention("spouse", {"canadian_work_years": years}, length.start, end))
    return found


def _is_partner(text: str, match: re.Match[str]) -> bool:
    """ "she" only where the spouse was named before."""
    opening = match.group().split()[0].lower()
    return opening not in ("he", "she", "he's", "she's") or subject_at(text, match.end()) == "spouse"


def _score(text: str) -> list[Mention]:
    for match in _SCORE.finditer(text):
        if _OF_A_DRAW.search(before(text, match.end(), 50)):
            continue
        score = int(next(g for g in match.groups() if g))
        return [Mention("crs_score", score, match.start(), match.end())]
    return []
