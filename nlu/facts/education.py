"""What the person studied, where, and whether it was assessed."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlu.facts.mention import Mention, before, sentence_of
from nlu.facts.subjects import for_spouse, subject_at
from nlu.pipeline import Name, vocabulary

#: The highest last, as the public contract lists them.
_RANK = ("secondary", "one_year", "two_year", "bachelors", "two_or_more", "masters", "professional", "phd")
_UNFINISHED = re.compile(
    r"\b(?:pursuing|doing|does|i do|i study|studying|studies|enrolled in|enrolled|while|during|in my|my first|second|start(?:ed|ing)?|want|plan\w*|"
    r"going to|apply\w*|dropped out|"
    r"did not finish|didn't finish|not finished|halfway|currently (?:in|doing)|no|not|without|don'?t have|never|"
    r"before my|need|for a|about)\b[^.,;:!?]{0,20}$",
    re.I,
)
#: "First year of bachelor", and "PhD student": not finished.
_YEAR_OF = re.compile(
    r"\b(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th) (?:year|yr|sem\w*|term) (?:of|in) (?:my |a |the )?$",
    re.I,
)
_STUDENT_AFTER = re.compile(r"^(?:'?s)?\s*(?:level )?(?:student|candidate|scholar|studies|thesis|applicant)\b", re.I)
#: A bachelor without a wife.
_UNMARRIED = re.compile(r"\b(?:i'?m|i am|still) (?:still )?(?:an? )?$", re.I)
_UNMARRIED_AFTER = re.compile(r"^\s*(?:$|[,.;()!]|no |and (?:no|live)|guy|boy|man)", re.I)
_OF_A_TRADE = re.compile(
    r"^\s*(?:(?:math|english|science|french|art|history|music) )?(?:teacher|teaching|principal|counsell?or|student|librarian|janitor|custodian|coach|electrician|plumber|card|key|copy|plan|class|bedroom)",
    re.I,
)
#: "Fishing master", "scrum master".
_OF_A_MASTER = re.compile(
    r"\b(?:fishing|ship'?s?|harbou?r|tug|station|post|yard|dock|scrum|web|quiz|vessel|barge|ferry|concert|ring)[ -]$",
    re.I,
)
#: "I came for a two-year diploma, finished in June".
_CAME_FOR = re.compile(r"\b(?:came|arrived|landed|moved|went)\b[^.;!?]*\bfor (?:a|an|my) $", re.I)
_FINISHED_AFTER = re.compile(r"\b(?:finished|graduated|completed|done|ended|which i finished)\b", re.I)
#: "B.Tech is assessed", "PhD from Germany, not evaluated", "both assessed".
_OF_WHAT_WAS_NAMED = re.compile(
    r"(?P<no>\bnot |\bnever |n't |\bun)?(?P<yet>\b(?:yet|been|even|being|be) )*(?P<what>assessed|evaluated|attested as equivalent)\b|"
    r"\b(?:the |my )?(?:evaluation|assessment) (?:is |was |has been )?(?P<no2>not )?(?P<what2>done|ready|completed?|received|finished|positive)\b",
    re.I,
)
_YET_TO_BE = re.compile(
    r"\b(?:will be|being|to be|to get|getting|get|have to be|must be|needs?|want|should|can|if|for)\s*(?:it |them )?$|"
    r"\b(?:performance|skills?|work|jobs?|application|hours|noc)\b[^.,;!?]*$",
    re.I,
)
_REACH = 75
_NEXT_CREDENTIAL = re.compile(r"\b(?:and|then|plus|also|but)\b|[,;.]")
_CANADIAN = re.compile(r"\b(?:canadian|in canada|from canada|au canada)\b", re.I)
_FOREIGN = re.compile(r"\b(?:foreign|back home|abroad|overseas|outside canada)\b", re.I)

_ECA = r"(?:ecas?|wes|iqas|ices|ces|icas|credential (?:assessment|evaluation)|educational credential assessment)"
_DONE = (
    r"(?:done|completed?|received|evaluated|verified|assessed|confirmed|issued|equivalen\w+|yes|ready|have|has|got|with|came|finished|valid|obtained|gave|says|shows|approved|"
    r"in hand|available|ok|okay|fine|positive)"
)
_NOT_DONE = (
    r"(?:no|not|haven'?t|hasn'?t|don'?t have|didn'?t|without|waiting|pending|in progress|in process|applied|still|"
    r"yet to|need to get|processing|never|under)"
)
_ECA_NAMED = re.compile(rf"\b(?:my |the |an? )?{_ECA}(?: (?:report|result|evaluation|assessment))?\b", re.I)
_ASKED_FIRST = re.compile(r"\b(?:need|which|or|vs|cost|how|should|best|via|cheaper|faster)\b[^.,;!?]{0,25}$", re.I)
_NEGATED = re.compile(rf"\b{_NOT_DONE}\b[^.,;!?]{{0,25}}$", re.I)
_NEGATED_AFTER = re.compile(rf"^[^.,;!?]{{0,15}}\b{_NOT_DONE}\b", re.I)
_AFFIRMED = re.compile(rf"\b{_DONE}\b[^.,;!?]{{0,20}}$|\b(?:assessed|evaluated|verified)\b[^.,;]{{0,12}}$", re.I)
_STUDIES = r"(?:degrees?|diplomas?|education|credentials?|studies|qualifications?|bachelor'?s?|masters?|master's)"
#: "My degree is not assessed", "no evaluation of the diploma".
_ASSESSED = re.compile(
    rf"\b{_STUDIES}(?: (?:is|was|has|have|are|were|been|already|also|got|yet|from \w+|in \w+))*"
    r"(?P<no> not| never|n'?t)?(?: (?:yet|been|even))* (?:evaluated|assessed)\b|"
    r"(?P<no2>\b(?:no|not|never|without)\b|n't)?(?: (?:have|had|made|make|done|do|did|got|get|any|an|the|yet|a))*"
    rf" (?:evaluation|assessment) (?:of|for) (?:my |the |our )?{_STUDIES}\b",
    re.I,
)
_OF_AN_ASSESSOR = re.compile(rf"^ (?:from|by|through|via|with) {_ECA}\b", re.I)
_NO_CANADIAN_STUDIES = re.compile(
    r"\b(?:no|zero|without(?: any)?|don'?t have(?: any)?|do not have(?: any)?) canadian (?:education|schooling|degrees?|"
    r"diplomas?|credentials?|studies|study|school|college)\b|"
    r"\b(?:never|didn'?t|did not|haven'?t|have not|not) (?:ever )?(?:stud(?:y|ied)|gone? to (?:school|college)) in canada\b|"
    rf"\b{_STUDIES} (?:is |are )?(?:not|non)[ -]canadian\b|\bcanadian (?:education|degree|diploma|credential)\s*[:=]\s*(?:no|none)\b",
    re.I,
)
_AT_A_CANADIAN = re.compile(
    r"^(?: degree)?(?: in [\w ]{2,25}?)?,? (?:from|at|in) (?:an? )?canadian (?:university|college|institut\w+|school)",
    re.I,
)
_GRADUATED = re.compile(r"\b(?:graduat\w+|stud(?:y|ied)|finished|completed|attended|went)\b[^.;!?]{0,20}$", re.I)
_WORK_BETWEEN = re.compile(r"(?<!social )\bwork(?:ed|ing|s)?\b", re.I)
_AND = re.compile(r"\s*(?:and|&|\+|,|/)\s*(?:a |an )?", re.I)
_AFFIRMED_AFTER = re.compile(rf"^[^.,;!?]{{0,20}}\b{_DONE}\b", re.I)


@dataclass(frozen=True)
class _Credential:
    level: str
    start: int
    end: int
    country: str | None
    canadian: bool
    spouse: bool


@functools.cache
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = vocabulary("education")
    rows = []
    for level, ways in words["levels"].items():
        body = "|".join(ways)
        rows.append((level, re.compile(rf"(?<![\w.])(?:{body})(?![A-Za-z])", re.I)))
        if exact := words["exact"].get(level):
            rows.append((level, re.compile(rf"(?<![\w.])(?:{'|'.join(exact)})")))
    return tuple(rows)


@functools.cache
def _canadian_levels() -> dict[str, str]:
    return dict(vocabulary("education")["canadian"])


def education(text: str, places: Sequence[Name], schools: Sequence[Name]) -> list[Mention]:
    """``education`` of the person, and of the spouse with ``spouse: true`` and the level only.

    The value of the person's: ``level`` the highest named; ``country`` of that credential when it is foreign;
    ``canadian_credential`` the highest from Canada; ``eca``; and ``credentials``, when there are several, each with its
    own level and country.
    """
    credentials = _credentials(text, places, schools)
    own = [c for c in credentials if not c.spouse]
    found = [
        Mention("education", {"level": c.level, "spouse": True}, c.start, c.end)
        for c in sorted((c for c in credentials if c.spouse), key=lambda c: -_RANK.index(c.level))[:1]
    ]
    value: dict[str, Any] = {}
    span = (0, 0)
    if own:
        highest = max(own, key=lambda c: _RANK.index(c.level))
        value = {"level": "two_or_more" if _two(own) else highest.level}
        span = (highest.start, highest.end)
        if highest.country:
            value["country"] = highest.country
        if canadian := [c for c in own if c.canadian and c.level in _canadian_levels()]:
            value["canadian_credential"] = _canadian_levels()[max(canadian, key=lambda c: _RANK.index(c.level)).level]
        if len(own) > 1:
            value["credentials"] = [
                {"level": c.level, "country": c.country or ("CA" if c.canadian else None)} for c in own
            ]
    if "canadian_credential" not in value and (denied := _foreign_only(text, own)):
        value["canadian_credential"] = "none"
        span = span if own else denied
    if (assessed := _eca(text) or _assessed_after(text, own)) is not None:
        value["eca"] = assessed[0]
        span = span if own else assessed[1:]
    if value:
        found.append(Mention("education", value, *span))
    return found


def _two(own: Sequence[_Credential]) -> bool:
    """A bachelor's and a shorter credential besides, each named: two credentials, one of three years or more."""
    levels = {c.level for c in own}
    return "bachelors" in levels and bool(levels & {"one_year", "two_year"}) and levels <= {
        "bachelors", "one_year", "two_year", "secondary",
    }  # fmt: skip


def _foreign_only(text: str, own: Sequence[_Credential]) -> tuple[int, int] | None:
    """Where it is said that nothing was studied in Canada, or that the one credential is a foreign one."""
    match = _NO_CANADIAN_STUDIES.search(text)
    if match and subject_at(text, match.start()) == "own":
        return match.span()
    if len(own) == 1 and not own[0].canadian and _FOREIGN.search(text[max(0, own[0].start - 10) : own[0].start]):
        return own[0].start, own[0].end
    return None


def _credentials(text: str, places: Sequence[Name], schools: Sequence[Name]) -> list[_Credential]:
    taken: list[tuple[int, int]] = []
    rows: list[tuple[str, int, int]] = []
    for level, pattern in _levels():
        for match in pattern.finditer(text):
            if any(match.start() < e and s < match.end() for s, e in taken):
                continue
            taken.append(match.span())
            lead = before(text, match.start(), 45)
            after = text[match.end() : match.end() + 15]
            if _YEAR_OF.search(lead) or _STUDENT_AFTER.match(after):
                continue
            if level == "bachelors" and _UNMARRIED.search(lead) and _UNMARRIED_AFTER.match(after):
                continue
            if level == "masters" and _OF_A_MASTER.search(lead):
                continue
            whole = text[sentence_of(text, match.start())[0] : match.start()]
            rest = text[match.end() : sentence_of(text, match.start())[1]]
            came = _CAME_FOR.search(whole) and _FINISHED_AFTER.search(rest)
            if (_UNFINISHED.search(lead) and not came) or _OF_A_TRADE.match(text[match.end() : match.end() + 15]):
                continue
            if subject_at(text, match.start()) != "other":
                rows.append((level, *match.span()))
    rows.sort(key=lambda row: row[1])
    found = []
    for index, (level, start, end) in enumerate(rows):
        stop = rows[index + 1][1] if index + 1 < len(rows) else len(text)
        stop = min(stop, sentence_of(text, start)[1], end + _REACH)
        country, canadian = _where(text, places, schools, start, end, stop)
        if country is None and not canadian and len(rows) == 1:
            country, canadian = _told_before(text, places, schools, start)
        if country is None and not canadian and index + 1 < len(rows) and _AND.fullmatch(text, end, rows[index + 1][1]):
            # "Masters and bachelors from India"
            _, after_start, after_end = rows[index + 1]
            beyond = rows[index + 2][1] if index + 2 < len(rows) else len(text)
            beyond = min(beyond, sentence_of(text, after_start)[1], after_end + _REACH)
            country, canadian = _where(text, places, schools, after_start, after_end, beyond)
        spouse = subject_at(text, start) == "spouse" or for_spouse(text, end)
        found.append(_Credential(level, start, end, country, canadian, spouse))
    return found


def _where(
    text: str, places: Sequence[Name], schools: Sequence[Name], start: int, end: int, stop: int
) -> tuple[str | None, bool]:
    """The foreign country of a credential, and whether it is Canadian, as far as it is said."""
    after = text[end:stop]
    lead = text[max(sentence_of(text, start)[0], start - 30) : start]
    for span in schools:
        near = start <= span.start < stop or 0 <= start - span.end <= 12
        if near and not _NEXT_CREDENTIAL.search(text[min(end, span.end) : max(start, span.start)].replace(",", "")):
            return None, True
    for span in places:
        kind, _, code = span.label.partition(":")
        linked = re.search(r"\b(?:from|in|at|of)\s+(?:the |university of )?$|[,(]\s*$", text[start : span.start], re.I)
        if not end <= span.start < stop or not linked or _WORK_BETWEEN.search(text[end : span.start]):
            continue
        if len(span.text) <= 2 and not span.text.isupper():
            continue
        if kind == "country":
            return code, False
        if kind in ("province", "canada"):
            return None, True
    if _CANADIAN.search(lead[-12:]) or _CANADIAN.match(after.strip()) or _AT_A_CANADIAN.match(after):
        return None, True
    return None, False


def _told_before(text: str, places: Sequence[Name], schools: Sequence[Name], start: int) -> tuple[str | None, bool]:
    """ "Engineering degree from Pakistan, assessed as a bachelor's"."""
    first = sentence_of(text, start)[0]
    for span in places:
        kind, _, code = span.label.partition(":")
        lead = text[max(first, span.start - 40) : span.start]
        if first <= span.start < start and re.search(
            r"\b(?:degree|diploma|studied|studies)\b[^.,;]{0,20}\b(?:from|in)\s+(?:the )?$", lead, re.I
        ):
            return (code, False) if kind == "country" else (None, kind in ("province", "canada"))
    for span in schools:
        if first <= span.start < start and start - span.end <= _REACH and _GRADUATED.search(text[first : span.start]):
            return None, True
    return None, False


def _assessed_after(text: str, own: Sequence[_Credential]) -> tuple[bool, int, int] | None:
    """Whether what was studied, named before in the sentence, is assessed: "MPT and BPT, both assessed"."""
    for match in _OF_WHAT_WAS_NAMED.finditer(text):
        first, last = sentence_of(text, match.start())
        earlier = [c for c in own if c.start < match.start() and (first <= c.start or match["what2"])]
        if not earlier or text[last : last + 1] == "?":
            continue
        to_come = re.search(r"\bbe\b|\bbeing\b", match["yet"] or "", re.I)
        if to_come or _YET_TO_BE.search(before(text, match.start(), 35)):
            continue
        if subject_at(text, match.start()) == "own":
            return not (match["no"] or match["no2"]), match.start(), match.end()
    return None


def _eca(text: str) -> tuple[bool, int, int] | None:
    for match in _ECA_NAMED.finditer(text):
        lead, after = before(text, match.start(), 40), text[match.end() : match.end() + 40]
        if subject_at(text, match.start()) == "spouse" or for_spouse(text, match.end()) or _ASKED_FIRST.search(lead):
            continue
        if _NEGATED.search(lead) or _NEGATED_AFTER.match(after):
            return False, match.start(), match.end()
        if _AFFIRMED.search(lead) or _AFFIRMED_AFTER.match(after) or _OF_AN_ASSESSOR.match(after):
            return True, match.start(), match.end()
    match = _ASSESSED.search(text)
    if match and subject_at(text, match.start()) == "own" and not _ASKED_FIRST.search(before(text, match.start(), 40)):
        return not (match["no"] or match["no2"]), match.start(), match.end()
    return None
