"""Work abroad in years, and what else gives points: nomination, trade certificate, a sibling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlu.facts.mention import Mention, before, clause_of, sentence_of
from nlu.facts.numbers import tidy
from nlu.facts.periods import Calendar, Length
from nlu.facts.subjects import subject_at
from nlu.pipeline import Name

_EXPERIENCE = r"(?:(?:work |working |job |professional )?(?:experience|exp)\b)"
_WORKED = re.compile(r"\b(?:experience|exp|worked|work|working|job|jobs|employed|career|as an?|as)\b", re.I)
#: "5 years foreign", "foreign: 5 years", "4 years outside".
_FOREIGN_AFTER = re.compile(
    r"\s*(?:of )?(?:work |exp\w* )?(?:foreign|overseas|international|abroad|outside(?! (?:of )?(?:quebec|qc|work|my|the)))\b"
    r"(?: (?:work|exp\w*)\b)?",
    re.I,
)
_FOREIGN_AHEAD = re.compile(r"\b(?:foreign|overseas|abroad|outside)(?: (?:work|exp\w*))*\s*(?:is|are|:|=|-)?\s*$", re.I)
_REMOTE = re.compile(r"\b(?:remote\w*|online|from home)\b", re.I)
_NEAR = 70
_NO_WORK = re.compile(
    r"\b(?:liv\w+|stud\w+|school|college|universit\w+|degree|diploma|bachelor\w*|master\w*|stay\w*|together|married)\b",
    re.I,
)
_ORIGIN = re.compile(r"\b(?:from|for)\s+(?:the )?$", re.I)
_FOREIGN_EXPERIENCE = re.compile(
    rf"\b(?:foreign|overseas|international|non[- ]canadian|outside (?:of )?canada)\s+{_EXPERIENCE}|"
    rf"{_EXPERIENCE}\s+(?:abroad|overseas|outside (?:of )?canada|back home|in my (?:home )?country)",
    re.I,
)
_NO_FOREIGN = re.compile(
    rf"\b(?:no|zero|without(?: any)?|don'?t have(?: any)?|do not have(?: any)?|0 years?(?: of)?)\s+(?:foreign|"
    rf"overseas|international)\s+{_EXPERIENCE}|"
    rf"\b(?:foreign|overseas|international|abroad) {_EXPERIENCE}\s*(?:is\s*|[:=-]\s*)?(?:zero|none|nil|no|0(?: (?:years?|yrs?))?)(?=\s*(?:$|[,.;!)/\n]))|"
    r"\bnever worked (?:abroad|overseas|outside (?:of )?canada|back home)\b|\bno (?:work )?experience (?:abroad|"
    r"overseas|outside (?:of )?canada)\b",
    re.I,
)
_HERE = re.compile(
    r"\s*(?:of )?(?:(?:work |working )?exp(?:erience)? )?(?:(?:here )?in canada|inside(?: canada)?|here|"
    r"canadian(?: (?:work )?exp(?:erience)?)?)\b(?! (?:degree|diploma|education|citizen|credential))",
    re.I,
)
#: "3 years of Canadian experience", "Canadian experience: 18 months".
_CANADIAN_AFTER = re.compile(
    r"\s*(?:of |in )?(?:full[- ]time )?(?P<words>(?:canadian|cdn|canada|can) (?:work(?:ing)? )?exp(?:erience)?)\b(?! class)",
    re.I,
)
_CANADIAN_AHEAD = re.compile(
    r"\b(?P<words>(?:canadian|cdn|canada|can) (?:work(?:ing)? )?exp(?:erience)?)\s*(?:is|:|=|-|of|now|so far|total)*\s*$",
    re.I,
)
_NO_CANADIAN = re.compile(
    r"\b(?:no|zero|without(?: any)?|don'?t have(?: any)?|do not have(?: any)?|haven'?t got any|nil|0(?: years?)?(?: of)?) "
    r"canadian (?:work )?exp(?:erience)?\b(?! class)|\bcanadian (?:work )?exp(?:erience)?\s*(?:is|:|=|-)?\s*(?:none|nil|zero)\b|"
    r"\b(?:never|haven'?t|have not) (?:yet )?worked in canada\b",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:need\w*|requir\w*|minimum|must|least|if|will have|would have|complet\w*|finish\w*|reach\w*|until|till|want|"
    r"after|when|once|before|short of|short|almost|nearly|another|more|get|gain|first|every|each)\b[^.,;!?]{0,30}$",
    re.I,
)
_WANTED_AFTER = re.compile(r"^[^.,;!?]{0,12}\b(?:need\w*|requir\w*|is a must|minimum|rule|enough)\b", re.I)
_THERE = re.compile(r"^\s*(?:of (?:work )?(?:experience )?)?there\b", re.I)

_HAVE = r"(?:have|having|has|had|got|received|hold|with|holding|obtained|getting my|accepted)"
_NOMINATION = (
    r"(?:(?:provincial |prov |pnp |oinp |bc ?pnp |aaip |sinp |mpnp |nbpnp |nsnp |peipnp |"
    r"(?:ns|nb|nl|pei|bc|ab|sk|mb|on|yt|nt|yukon|alberta|ontario|manitoba|saskatchewan|nova scotia|new brunswick) )?(?:nomination|prov\.? nom\b|"
    r"nominee certificate)(?: certificate)?|pnp(?: nomination| certificate)?)"
)
_PROVINCES = (
    r"(?:ontario|alberta|saskatchewan|sask|manitoba|british columbia|b\.?c\.?|nova scotia|new brunswick|n\.?b\.?|n\.?s\.?|"
    r"newfoundland(?: and labrador)?|prince edward island|p\.?e\.?i\.?|yukon|northwest territories|nwt|"
    r"(?:the |a |my )?province|oinp|bc ?pnp|aaip|sinp|mpnp|nbpnp|nsnp|ainp)"
)
_NOMINATED = re.compile(
    rf"\b{_HAVE} (?:an? |my |the )?(?:enhanced )?{_NOMINATION}\b(?! (?:draw|stream|program|application|score|"
    rf"profile))|\b(?:am|was|been|got|i'm|im) nominated\b(?: (?:by|from|through) [a-z ]{{2,20}})?|"
    r"(?<!get )(?<!getting )(?<!be )(?<!being )(?<!not )\bnominated (?:by|from|through|under|via|in) [a-z ]{2,20}|"
    rf"\b{_PROVINCES} (?:has |have |just |already |finally )*(?:nominated (?:me|us)|gave (?:me|us) (?:an? |the |my |their )?"
    r"(?:provincial )?nomination|approved my nomination|issued (?:me |my )(?:an? |the )?nomination)|"
    r"\b(?:i'?m|i am|am|as an?) (?:an? )?(?:already )?(?:provincial|pnp|oinp|bc ?pnp|aaip|sinp|mpnp) nominee\b|"
    r"^\W*(?:provincial|pnp|oinp|bc ?pnp|aaip|sinp|mpnp) nominee\b(?! (?:program|class))|"
    rf"\b(?:{_NOMINATION} (?:from [a-z ]{{2,20}} )?(?:is |was |has been |already |just )*(?:received|approved|came|arrived|issued|"
    r"granted|in hand|done|obtained)|(?:provincial )?nomination\s*[:=]\s*yes|nomination from [a-z ]{2,20} "
    r"(?:came|arrived|approved|received))\b",
    re.I,
)
_SUPPOSED = re.compile(
    r"\b(?:if|when|once|after|until|unless|can|could|does|did|will|would|should|wait\w*)\b[^.,;!?]{0,20}$", re.I
)
_NOT_NOMINATED = re.compile(
    rf"\b(?:no|don'?t have(?: an?| any)?|do not have(?: an?| any)?|without(?: an?| any)?|haven'?t got(?: an?)?|"
    rf"not|never|never been)\s+(?:yet )?(?:{_NOMINATION}|nominated)\b|\b(?:nobody|no province|no one|none) "
    r"(?:has |have )?(?:ever )?nominated me\b|"
    r"\b(?:provincial |prov\.? )?(?:nomination|nom\b\.?|nominee)\s*(?:is |was |[:=-]\s*)?(?:no|none|nil|declined|refused|rejected|denied)\b|"
    r"\bpnp\s*(?:[:=-]\s*)?(?:no|none|nil|declined|refused|rejected)\b(?! \w)",
    re.I,
)

_CERTIFICATE = (
    r"(?:red[- ]seal(?: certificate| certification| endorsement| certified)?|certificate of qualification|c of q|coq|"
    r"trade (?:certificate|certification|licen[cs]e|ticket)|journey(?:man|person)(?:'s)? (?:ticket|certificate|"
    r"licen[cs]e))"
)
_TRADE = re.compile(rf"\b{_CERTIFICATE}\b", re.I)
_NOT = re.compile(r"\b(?:no|not|don'?t have|do not have|without|haven'?t|never|isn'?t|not have)\b[^.,;!?]{0,20}$", re.I)
_STILL_TO_GET = re.compile(
    r"\b(?:want|need|get|getting|challenge|challenging|studying for|apply\w*|working (?:on|towards?)|(?<!passed the red seal )exam|"
    r"prepare|preparing|for|will (?:write|take|do|get)|going to|plan\w*|soon)\b[^.,;!?]{0,20}$",
    re.I,
)

_SIBLING = r"(?:brothers?|sisters?|siblings?)"
_STATUS = r"(?:citizens?|pr\b|prs\b|permanent residents?|canadians?)"
_HAS_SIBLING = re.compile(
    rf"\b(?:my|an?|one|older|younger|elder) (?:\w+ )?{_SIBLING}\b(?![- ]in[- ]law)(?![^.;!?]{{0,30}}\b(?:not|isn'?t|wants?|abroad|"
    rf"back home)\b)[^.;!?]{{0,40}}\b{_STATUS}|"
    rf"\b{_SIBLING} in (?!law)[^.,;!?]{{2,25}}? (?:who is|who's|is|and is) (?:an? )?{_STATUS}|"
    rf"\b(?:have|got) (?:an? |my |one )?(?:\w+ )?{_SIBLING} (?:who is |living |lives )?(?:here |in canada)\b|"
    rf"(?:^|[,.;]\s*|\band ){_SIBLING}\b(?![- ]in[- ]law)[^.;!?]{{0,30}}?(?<!not )(?<!not a )\b{_STATUS}|"
    rf"\b{_SIBLING} (?:who is )?(?:citizen or pr )?in canada\s*[:=-]\s*yes",
    re.I,
)
_NO_SIBLING = re.compile(
    rf"\b(?:no|don'?t have(?: an?| any)?|do not have(?: an?| any)?|"
    rf"without(?: any)?)\s+{_SIBLING}(?: or {_SIBLING})?(?: (?:who are )?(?:living |lives )?(?:in canada|here))?|"
    rf"\b{_SIBLING} (?:who is )?(?:citizen or pr )?in canada\s*[:=-]?\s*(?:no\b|none\b)|"
    rf"(?:^|[,;.\n]\s*){_SIBLING}(?: here| canada)?\s*[:=-]?\s*(?:none|nil|zero|nobody|no(?=\s*(?:$|[,;.\n])))\b",
    re.I,
)


def background(text: str, places: Sequence[Name], calendar: Calendar, titled: list[Mention]) -> list[Mention]:
    """``foreign_work_years`` (one for each stretch; they add up), ``canadian_work_years`` told beside them, ``provincial_nomination``, ``trade_certificate``,
    ``sibling_in_canada``.

    ``titled`` are the occupations found. Where one stands with the years abroad it is a job with a place and a length;
    elsewhere place and length are said by the years alone, and are taken.
    """
    abroad = _abroad(text, places, calendar, titled)
    here = [] if any(m.entity == "canadian_work_years" for m in abroad) else _canadian(text, calendar, titled)
    return [*abroad, *here, *_nomination(text), *_trade(text), *_sibling(text)]


def _canadian(text: str, calendar: Calendar, titled: list[Mention]) -> list[Mention]:
    """ "3 years of Canadian experience", where no job is named beside it; the length stays what it is."""
    for match in _NO_CANADIAN.finditer(text):
        if subject_at(text, match.start()) == "own":
            return [Mention("canadian_work_years", 0, match.start(), match.end())]
    for length in calendar.lengths:
        first, last = sentence_of(text, length.start)
        lead = text[max(first, length.start - 45) : length.start]
        after = _CANADIAN_AFTER.match(text, length.end, last)
        match = after or _CANADIAN_AHEAD.search(lead)
        if match is None or subject_at(text, length.start) != "own" or text[last : last + 1] == "?":
            continue
        if _WANTED.search(lead) or _WANTED_AFTER.match(text[after.end() if after else length.end : last]):
            continue
        clause = clause_of(text, length.start)
        if any(clause[0] <= title.start < clause[1] for title in titled):
            continue
        shift = 0 if after else length.start - len(lead)
        years = tidy(round(length.months / 12, 1))
        return [Mention("canadian_work_years", years, shift + match.start("words"), shift + match.end("words"))]
    return []


def _abroad(text: str, places: Sequence[Name], calendar: Calendar, titled: list[Mention]) -> list[Mention]:
    if match := _NO_FOREIGN.search(text):
        return [Mention("foreign_work_years", 0, match.start(), match.end())]
    found = []
    for length in list(calendar.lengths):
        if length not in calendar.lengths or subject_at(text, length.start) != "own" or _HERE.match(text, length.end):
            continue
        first, last = sentence_of(text, length.start)
        span = _foreign_near(text, places, length, first, last, titled)
        if span is None:
            continue
        start, end = min(span[0], length.start), max(span[1], length.end)
        found += _in_canada(text, length, calendar, titled)
        years = tidy(round(length.months / 12, 1))
        calendar.take(length)
        if any(first <= t.start < last and _beside(text, t, start, end) for t in titled):
            calendar.lengths.append(replace(length, until_now=False))
            found.append(Mention("foreign_work_years", years, length.start, length.end))
        else:
            found.append(Mention("foreign_work_years", years, start, end))
    return found


def _in_canada(text: str, abroad: Length, calendar: Calendar, titled: list[Mention]) -> list[Mention]:
    """ "1 year in Canada and 3 years abroad": the years here beside those abroad, where no job is named."""
    first, last = sentence_of(text, abroad.start)
    if any(first <= title.start < last for title in titled):
        return []
    for length in list(calendar.lengths):
        ahead = text[max(first, length.start - 40) : length.start]
        match = _HERE.match(text, length.end, last) or _CANADIAN_AHEAD.search(ahead)
        if first <= length.start < last and length is not abroad and match and subject_at(text, length.start) == "own":
            calendar.take(length)
            years = tidy(round(length.months / 12, 1))
            return [Mention("canadian_work_years", years, length.start, max(length.end, match.end()))]
    return []


def _beside(text: str, title: Mention, start: int, end: int) -> bool:
    """Whether a title stands in the same clause as a stretch of work."""
    clause = clause_of(text, start)[0], clause_of(text, max(start, end - 1))[1]
    return clause[0] <= title.start < clause[1]


def _foreign_near(
    text: str, places: Sequence[Name], length: Length, first: int, last: int, titled: list[Mention]
) -> tuple[int, int] | None:
    """Where it is said that a length of work was abroad: the span of the words."""
    low, high = max(first, length.start - _NEAR), min(last, length.end + _NEAR)
    if match := _FOREIGN_AFTER.match(text, length.end, high):
        return match.span()
    if match := _FOREIGN_AHEAD.search(text[low : length.start]):
        return low + match.start(), low + match.end()
    for match in _FOREIGN_EXPERIENCE.finditer(text, low, high):
        return match.span()
    clause = clause_of(text, length.start)[0], clause_of(text, length.end)[1]
    near = text[max(low, clause[0]) : min(high, clause[1])]
    if _REMOTE.search(near):
        return None
    foreign = [s for s in places if s.label.startswith(("country:", "abroad"))]
    if match := _THERE.match(text[length.end : high]):
        earlier = [s for s in foreign if s.end <= length.start]
        return (length.start, length.end + match.end()) if earlier else None
    if not _WORKED.search(near) and not any(low <= s.start < high and clause[0] <= s.start for s in foreign):
        # "I have experience in the Philippines too, about 3 years": the clause before says where.
        clause = clause_of(text, max(first, clause[0] - 2))[0], clause[1]
        near = text[max(low, clause[0]) : min(high, clause[1])]
    inside = [s for s in foreign if max(low, clause[0]) <= s.start < min(high, clause[1]) and _counts(s)]
    # "6 years electrician in Monterrey"
    named = any(clause[0] <= title.start < clause[1] for title in titled)
    inside = (
        [s for s in inside if not (named and _ORIGIN.search(text[max(0, s.start - 12) : s.start]))] if named else inside
    )
    if not inside or not (
        named
        or (_right_beside(text, length, inside) and not _NO_WORK.search(near))
        or _WORKED.search(near)
        or _WORKED.search(before(text, length.start, 30))
        or _a_job(text, near)
    ):
        return None
    nearest = min(inside, key=lambda s: min(abs(s.start - length.end), abs(length.start - s.end)))
    return nearest.start, nearest.end


def _right_beside(text: str, length: Length, inside: Sequence[Name]) -> bool:
    """ "3 yrs Lagos", "8 years before in Hyderabad": a length and a place and nothing of a stay."""
    return any(
        re.fullmatch(r"\s*(?:before )?(?:in )?(?:\w+,? )?", text[length.end : s.start], re.I)
        and "stud" not in text[length.end : s.start]
        for s in inside
        if s.start >= length.end
    )


def _counts(span: Name) -> bool:
    return len(span.text) > 2 or span.text.isupper()


def _a_job(text: str, near: str) -> bool:
    """A length and a country and nothing else: "2.5 yrs in the US"."""
    return bool(re.search(r"\b(?:years?|yrs?|months?) (?:in|abroad|overseas)\b", near, re.I)) and not _NO_WORK.search(
        near
    )


def _nomination(text: str) -> list[Mention]:
    if match := _NOT_NOMINATED.search(text):
        return [Mention("provincial_nomination", False, match.start(), match.end())]
    for match in _NOMINATED.finditer(text):
        supposed = _SUPPOSED.search(before(text, match.start(), 30))
        if not supposed and subject_at(text, match.start()) == "own":
            return [Mention("provincial_nomination", True, match.start(), match.end())]
    return []


def _trade(text: str) -> list[Mention]:
    match = _TRADE.search(text)
    if match is None or subject_at(text, match.start()) != "own":
        return []
    lead = before(text, match.start(), 40)
    if _NOT.search(lead):
        return [Mention("trade_certificate", False, match.start(), match.end())]
    return [] if _STILL_TO_GET.search(lead) else [Mention("trade_certificate", True, match.start(), match.end())]


def _sibling(text: str) -> list[Mention]:
    if match := _NO_SIBLING.search(text):
        return [Mention("sibling_in_canada", False, match.start(), match.end())]
    match = _HAS_SIBLING.search(text)
    return [Mention("sibling_in_canada", True, match.start(), match.end())] if match else []
