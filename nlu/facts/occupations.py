"""What the person does: names of jobs anywhere in the text, and titles that only the wording gives away."""

from __future__ import annotations

import re
from typing import Any

from eligibility.noc import Found, Match, find_in, from_2016, search, unit_group
from nlu.facts.mention import Mention, Taken, before, sentence_of
from nlu.facts.subjects import subject_at
from nlu.pipeline import vocabulary

# --- the parts that patterns are made of -------------------------------------------------------------------


def _any_of(name: str) -> str:
    return "|".join(sorted(map(re.escape, vocabulary("occupations")[name]), key=len, reverse=True))


_MANNER = r"(?:full[- ]?time |part[- ]?time |remotely |there |here )?"
_WORK_AS = (
    rf"(?:(?:work(?:ed|ing|s)?|wroking|employed|hired|started|experienced?|serv(?:ing|ed)|hours?|hrs?|months?|"
    rf"years?|yrs?) {_MANNER}as|"
    r"(?:job|position|role|career) (?:as|of)|\bwork\w* (?:at|for|in|with) [^,.;!?\n]{2,30}? as)"
)
_TITLE_IS = (
    r"(?:(?:job )?title(?: is| was|:)|job (?:is|was)|position (?:is|was|:)|occupation(?: is|:)?|designation(?: is|"
    r":)?|role (?:is|was|:))"
)
_BEEN_A = r"(?:been|am|i'm|im|was)(?= an? )"
_TITLE_ENDS = (
    r"(?=\s*(?:[,.;:?!\n(/-]|$|\b(?:in|at|for|since|from|on|with|and|but|while|during|full|part|until|till|to|working|currently|employed|"
    r"here|there|"
    r"\d|under|where|who|now|because|i|my|then|before|after|when|whose|that|which|by|as|or|the)\b|\d))"
)
_AS_A_TITLE = re.compile(
    rf"\b(?:{_WORK_AS}|{_TITLE_IS}|{_BEEN_A})\s+(?:an? |the )?(?P<title>[a-z][a-z/&' -]{{2,45}}?){_TITLE_ENDS}", re.I
)
#: "promoted from cashier to supervisor".
_PROMOTED = re.compile(
    rf"\b(?:promoted|moved up|moved|went|switched)(?: from (?:an? )?[a-z ]{{3,25}}?)? to (?:an? |be |"
    rf"the )?(?P<title>[a-z][a-z -]{{2,30}}?){_TITLE_ENDS}",
    re.I,
)
#: A title at the head of its facts: "cook 20 hours and baker 30 hours".
_AT_THE_HEAD = re.compile(
    r"(?:^|[,;:.\n(]\s*|\b(?:and|then|also|plus|&|et)\s+|\byears? old |\bjob \d:? |\b(?:now|present|current|today|"
    r"\d{4})\s*[-–:]?\s*)(?P<title>(?!jobs?\b|positions?\b|roles?\b)[a-z][a-z'-]+(?: [a-z][a-z'-]+){0,2}?)"
    r"(?=\s*[,(-]?\s*(?:\d|full|part|since|from|until|till|in\b|at\b|on (?:a |my )?\w*permit|on pgwp|with\b|"
    r"for\b|two|three|one|and\b|same\b|[(;.\n]|$))",
    re.I,
)
#: Words that end in what somebody is, where a title can stand: "harvest supervisor 60 h", "3 years bakery supervisor".
_WITH_A_ROLE = re.compile(
    r"(?:^|[,;:.!?\n(]\s*|\b(?:and|then|also|plus|as|as an?|only|just|was|am|i'm|im|i'm an?|did|now|currently|still|"
    r"became|to|months?|years?|yrs?|months? of|years? of|being|like|a|an|or|\d{4}|then an?) |"
    r"(?:19|20)\d\d\s*[-–:]\s*)"
    r"(?P<title>(?:(?!(?:OTHERS) )[a-z][a-z&/'-]* ){1,3}?(?:ROLES))"
    r"(?=\s*(?:[,(;.\n:-]|$|\d|@)| (?:in|at|for|since|from|until|till|on|with|and|but|full|part|same|here|there|by|of|now|"
    r"under|w/)\b| (?-i:[A-Z]))".replace("ROLES", _any_of("roles")).replace("OTHERS", _any_of("not_before_roles")),
    re.I,
)
_DEEDS = tuple(
    (title, re.compile(rf"\b(?:{deed})\b", re.I)) for title, deed in vocabulary("occupations")["deeds"].items()
)
_CODE = re.compile(
    r"(?<![\d.$/-])\b(?:noc\s*(?:code|is|:|#)?\s*)?(?P<code>\d{5})\b(?!\s*(?:hours?|dollars|cad|\$|km|/))", re.I
)
_OLD = re.compile(r"\bnoc(?:\s*(?:2016|code|is|:|#|old|number|no\.?))*\s*(?P<code>\d{4})\b(?!-)", re.I)
_TEER = re.compile(r"\bteer\s*(?:category |level )?(?P<n>[0-5])\b", re.I)
_LEVEL = re.compile(
    r"\b(?P<full>(?:noc|skill(?: level| type)?|teer)\s*(?:level |type |category )?(?P<n>[0abcd]))\b(?!\s*(?:job|"
    r"is)?\s*\d)",
    re.I,
)
_CODE_CUE = re.compile(r"\bnoc\b", re.I)
_AMOUNT_BEFORE = re.compile(
    r"(?:[$£€]|\b(?:have|paid|pay|earn\w*|salary|savings?|balance|about|around|id|number|no|application|file|"
    r"uci|zip|account|cad|inr|rs))\s*(?:of|is|:|#)?\s*$",
    re.I,
)

_NOT_A_TITLE = frozenset(vocabulary("occupations")["not_titles"])
_NEVER_FIRST = _NOT_A_TITLE - {"a", "an", "the", "freelance", "self", "international", "full", "part"}
_STUDENT = re.compile(
    r"\b(?:student|studying|study|degree|diploma|masters?|bachelors?|course|program|graduated|major)\b", re.I
)

# --- a name of a job that is none of the person's ------------------------------------------------------------

_STUDIED = re.compile(
    r"\b(?:bach?elor'?s?|masters?|master's|degree|diploma|certificate|b\.?sc|m\.?sc|b\.?tech|m\.?tech|b\.?com|"
    r"mba|b\.?eng|m\.?eng|b\.?a|m\.?a|ms|phd|"
    r"studied|studying|stud(?:y|ies)|course|courses|program|programme|major(?:ed|ing)?|graduated|graduate|"
    r"enrolled|school)"
    r"(?: degree| diploma)?\s+(?:of|in|on|from|for)\s+(?:(?!as |and )[a-z]+ ){0,3}$|\b(?:bachelor'?s?|masters?|"
    r"diploma|degree|studied|studying)\s+$",
    re.I,
)
_STUDIED_AFTER = re.compile(
    r"^\s*(?:degree|diploma|course|program(?:me)?|certificate|student|studies|school|college|class|exam|license|"
    r"licence)\b",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:become|becoming|want\w* to be|hope to be|dream\w*|train(?:ing)? to be|study(?:ing)? to be|"
    r"applied (?:for|as)|apply (?:for|as)|interview\w* (?:for|as)|looking for|"
    r"offer(?:ed)? (?:for|as)|would like to be|not an?|never an?|instead of)\s+(?:an? |the )?(?:\w+ ){0,2}$",
    re.I,
)
#: "spoke to a consultant", "letter from my manager", "at Baker Hughes": somebody met, or a name.
_MET = re.compile(
    r"\b(?:to|by|with|from|ask\w*|see|saw|told|consult\w*|through|via|under|hire|hired|need|paid|pay|call\w*|"
    r"thank\w*|dear|hi|hello|tell|report\w* to|talk\w* to|"
    r"per|as per|called|of|for)\s+(?:an?|the|my|our|his|her|their|your|some|any)\s+(?:\w+ )?$",
    re.I,
)
_MOVED_TO = re.compile(
    r"\b(?:promot\w*|mov(?:ed|ing)|switch\w*|transfer\w*|chang\w*|went|demoted|position|role|job|duties|work|"
    r"experience|years?|months?|exp)\s+(?:from|to|of|as|for)\s+(?:an? |the )?(?:\w+ )?$",
    re.I,
)
_NAMED = re.compile(r"\b(?:at|for|company is|employer is|company:|employer:|called|named)\s+$", re.I)
_POSSESSED = re.compile(r"\b(?:my|our|the|his|her|their|your)\s+$", re.I)
_FIRM_AFTER = re.compile(
    r"^\s*(?:company|firm|industry|business|department|dept|sector|field|office|store|shop|inc|ltd|corp|llc|"
    r"group|services? (?:inc|ltd|company)|team|agency|clinic|"
    r"solutions|hughes|enterprises|fees?|letter|draw|draws|category|'s\b|’s\b)\b|^'s\b",
    re.I,
)
#: Fields and places of work that the search knows as names; alone they say nothing of a job.
_FIELDS = frozenset(vocabulary("occupations")["fields"])
_AS = re.compile(r"\b(?:as)\s+(?:an? )?$", re.I)
#: "2023 to present office manager": a word of the dates, not of the title.
_TIMELY = re.compile(
    r"(?:(?:present|now|current(?:ly)?|today|still|former(?:ly)?|employee|employed|permanent|red[- ]seal|certified|paid|\d+|the|a|my)\s+)+",
    re.I,
)
#: "received ITA": a verb that looks like the name of a trade.
_A_VERB = re.compile(r"[a-z]+ed")
_AN_ACTIVITY = re.compile(r"[a-z]+ing")
_ENJOYED = re.compile(r"\b(?:like|love|enjoy|hobby|hobbies|while|for|of|and)\s+(?:\w+ing (?:and |, ))*$", re.I)
_CONTRACTOR = re.compile(r"(?:independent |self[- ]employed )?(?:contractor|freelancer)s?", re.I)


def candidates(matches: tuple[Match, ...] | list[Match]) -> list[dict[str, Any]]:
    """Matches as plain rows."""
    return [{"code": m.code, "title": m.title, "teer": m.teer, "score": round(m.score, 3)} for m in matches]


def occupations(text: str) -> list[Mention]:
    """``occupation``, ``noc``, ``noc_2016``, ``teer``, ``noc_level``."""
    found = _codes(text)
    taken = Taken(len(text), ((m.start, m.end) for m in found))
    plain = _without_codes(text, found)
    for hit in find_in(plain):
        if not taken.free(hit.start, hit.end) or not _is_own(text, hit):
            continue
        if timely := _TIMELY.match(hit.title):
            found.append(
                _occupation(hit.title[timely.end() :], hit.start + timely.end(), search(hit.title[timely.end() :]))
            )
        else:
            found.append(_occupation(hit.title, hit.start, hit.matches))
    for match in _AS_A_TITLE.finditer(plain):
        _worded(text, match, found)
    for pattern, least in ((_PROMOTED, _SURE), (_AT_THE_HEAD, _CERTAIN)):
        for match in pattern.finditer(plain):
            start, end = match.span("title")
            clash = any(m.start < end and start < m.end for m in found)
            if (
                clash
                or _DETERMINED.match(match["title"])
                or _AN_ACTIVITY.fullmatch(match["title"].lower())
                or set(match["title"].lower().split()) & _FIELDS
            ):
                continue
            matches = search(match["title"])
            least = _SURE if found and _ROLE.fullmatch(match["title"]) else least
            if matches and matches[0].score >= least and subject_at(text, start) == "own":
                found.append(_occupation(match["title"], start, matches))
    found += _with_roles(text, plain, found)
    found += _deeds(text, found)
    return sorted(found, key=lambda m: m.start)


def _with_roles(text: str, plain: str, found: list[Mention]) -> list[Mention]:
    """Titles that no list has, by the word that they end in."""
    rows: list[Mention] = []
    for match in _WITH_A_ROLE.finditer(plain):
        start, end = match.span("title")
        if any(m.start < end and start < m.end for m in found):
            continue
        lead = before(text, start, 60)
        if _STUDIED.search(lead) or _WANTED.search(lead) or _STUDIED_AFTER.match(text[end : end + 30]):
            continue
        if subject_at(text, start) == "own":
            rows.append(_occupation(match["title"], start, search(match["title"])))
    return rows


def _deeds(text: str, found: list[Mention]) -> list[Mention]:
    """What the person does, in a sentence that names no job: "I drive a truck" is told by a truck driver."""
    rows: list[Mention] = []
    for match in _OWNER.finditer(text):
        if subject_at(text, match.end()) == "own" and not any(
            m.start < match.end() and match.start() < m.end for m in found
        ):
            title = f"{match['what'].lower()} owner"
            value = {"title": title, "candidates": candidates(search(title)), "by_deed": True}
            rows.append(Mention("occupation", value, *match.span("what")))
    for title, pattern in _DEEDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            first, last = sentence_of(text, start)
            lead = before(text, start, 60)
            if any(m.entity in _JOBS and first <= m.start < last for m in [*found, *rows]):
                continue
            if not (_SOMEBODY.search(lead) or _FIGURE.search(text, first, last)):
                continue
            if _NOT_DONE.search(lead) or _WANTED.search(lead) or subject_at(text, start) != "own":
                continue
            value = {"title": title, "candidates": candidates(search(title)), "by_deed": True}
            rows.append(Mention("occupation", value, start, end))
    return rows


def _without_codes(text: str, codes: list[Mention]) -> str:
    """The text with commas for its codes, so that "cook NOC 63200" names a cook."""
    for mention in codes:
        if mention.entity in ("noc", "noc_2016"):
            text = text[: mention.start] + "," * (mention.end - mention.start) + text[mention.end :]
    return text


def _codes(text: str) -> list[Mention]:
    found: list[Mention] = []
    for match in _OLD.finditer(text):
        groups = from_2016(match["code"])
        if groups:
            value = {"code": match["code"], "candidates": [g.code for g in groups]}
            found.append(Mention("noc_2016", value, match.start(), match.end()))
    for match in _CODE.finditer(text):
        amount = _AMOUNT_BEFORE.search(text[max(0, match.start() - 20) : match.start()])
        if unit_group(match["code"]) is not None and (not amount or _CODE_CUE.search(match.group())):
            found.append(Mention("noc", match["code"], match.start(), match.end()))
    for match in _TEER.finditer(text):
        found.append(Mention("teer", int(match["n"]), match.start(), match.end()))
    taken = Taken(len(text), ((m.start, m.end) for m in found))
    for match in _LEVEL.finditer(text):
        if taken.free(*match.span()):
            found.append(Mention("noc_level", match["full"], match.start(), match.end()))
    return found


def _is_own(text: str, hit: Found) -> bool:
    """Whether a name of a job is the job of the person: not of a friend, a school, a company, a wish."""
    lead, after = before(text, hit.start, 60), text[hit.end : hit.end + 30]
    title = hit.title.lower()
    if _STUDIED.search(lead) or _STUDIED_AFTER.match(after) or _WANTED.search(lead):
        return False
    if _A_VERB.fullmatch(title) or (_AN_ACTIVITY.fullmatch(title) and _ENJOYED.search(lead)):
        return False
    if _CONTRACTOR.fullmatch(hit.title) or _FIRM_AFTER.match(after):
        return False
    if _NAMED.search(lead) or (_MET.search(lead) and not _MOVED_TO.search(lead)):
        return False
    if all(word in _FIELDS for word in re.findall(r"[a-z]+", title)) and not (
        _AS.search(lead) or hit.end - hit.start == len(text.strip())
    ):
        return False
    if _POSSESSED.search(lead) and not re.match(
        r"\s*(?:job|position|role|work|experience|noc|title|shift|duties)\b", after, re.I
    ):
        return False
    return subject_at(text, hit.start) == "own"


def _worded(text: str, match: re.Match[str], found: list[Mention]) -> None:
    """A title that the wording gives away: the whole of it, where the names know only a part."""
    start = match.start("title")
    title = match["title"].strip(" -/&'")
    words = title.lower().split()
    if not words or len(words) > 6 or all(w in _NOT_A_TITLE for w in words) or words[0] in _NEVER_FIRST:
        return
    if _STUDENT.search(title) or _CONTRACTOR.fullmatch(title) or subject_at(text, match.start()) != "own":
        return
    if _WANTED.search(before(text, start, 60)) or _STUDIED.search(before(text, match.start(), 60)):
        return
    inside = [m for m in found if m.start < start + len(title) and start < m.end and m.entity == "occupation"]
    if inside:
        if len(inside) > 1 or len(title) <= inside[0].end - inside[0].start or len(words) > 5:
            return
        wider = search(title)
        if not wider or wider[0].score < inside[0].value["candidates"][0]["score"] - 0.1:
            return
        found.remove(inside[0])
        found.append(_occupation(title, start, wider))
        return
    if any(m.start < start + len(title) and start < m.end for m in found):
        return
    matches = search(title)
    by_name = re.match(_WORK_AS, match.group(), re.I) or re.match(_TITLE_IS, match.group(), re.I)
    if by_name or (matches and matches[0].score >= _SURE):
        found.append(_occupation(title, start, matches))


_JOBS = frozenset(("occupation", "noc", "noc_2016"))
#: "I own and run a small bakery".
_OWNER = re.compile(
    r"\b(?:i|we) (?:co-?)?own(?:ed)?(?: and (?:run|ran|operated?|managed?))? (?:an? |my |our |the )(?:own |small |little |local )*"
    r"(?P<what>(?:[a-z]+ )?(?:bakery|restaurant|shop|store|salon|caf[eé]|company|business|farm|studio|clinic|garage|"
    r"barbershop|pizzeria|daycare|bar|pub|agency|truck|hotel|motel|gym))\b",
    re.I,
)
#: Without anybody who does it, and without days or hours, it is a list of duties.
_SOMEBODY = re.compile(r"\b(?:i|i'm|im|i've|we|he|she|he's|she's|still|been|was|job|work\w*)\b", re.I)
_FIGURE = re.compile(r"\d")
#: Done by nobody yet, or not for work.
_NOT_DONE = re.compile(
    r"\b(?:not|never|don'?t|didn'?t|can|could|may|will|would|should|if|to|like|love|learn\w*|licen[cs]e|allowed|hobby)\b"
    r"[^.,;!?]{0,20}$",
    re.I,
)
#: "I'm a ..." takes many words that are no job; only what the search knows well is one.
_SURE = 0.6
#: Without such words only a name of a job counts.
_CERTAIN = 0.99
#: Says little alone, and enough in a list of jobs: "cashier (2022), supervisor (2023)".
_DETERMINED = re.compile(r"(?:the|my|our|his|her|their|this|that|an?|some|any|no|not) ", re.I)
_ROLE = re.compile(
    r"(?:\w+ )?(?:supervisor|manager|assistant|technician|clerk|helper|coordinator|lead|officer|operator|labourer)",
    re.I,
)


def _occupation(title: str, start: int, matches: list[Match] | tuple[Match, ...]) -> Mention:
    return Mention("occupation", {"title": title, "candidates": candidates(matches)}, start, start + len(title))
