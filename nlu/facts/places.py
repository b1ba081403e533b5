"""Where: provinces, cities, countries, and what the place is to the person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nlu.facts.mention import Mention, before, clause_of, sentence_of
from nlu.facts.subjects import subject_at
from nlu.pipeline import Name, gazetteer

# --- the parts that patterns are made of -------------------------------------------------------------------

_SHORT = r"[^.?!,;\n]"
_WISH = (
    r"(?:want|won't|wont|plan(?:ning|s)?|intend(?:ing)?|going to|hope|hoping|like|prefer|rather|would|will|'ll|"
    r"gonna|dream)"
)
_SETTLE = r"(?:live|settle|stay|move|remain|reside|relocate|be|living|staying|moving|make (?:our|my|a) (?:life|home))"
_DESTINATION = re.compile(
    rf"(?:\b{_WISH}\b{_SHORT}{{0,40}}\b{_SETTLE}\b{_SHORT}{{0,20}}|"
    rf"\b(?:moving|relocating|settling|(?:destination|(?:intended|preferred) province)(?: province)?(?: is|:)?|intend to)\b"
    rf"{_SHORT}{{0,15}}|"
    # "After PR we move to Alberta"
    r"\b(?:after|once|with) (?:(?:the|my|our|getting|we|i|get|becoming|have|has|had|a|permanent) )*(?:pr\b|residen\w+|landing|"
    rf"approval|papers)[^.?!;\n]{{0,25}}\b(?:move|go|settle|live|relocate|shift)\b{_SHORT}{{0,12}})$",
    re.I,
)
_WANTED_AFTER = re.compile(
    rf"^\s*(?:is|would be)\s+(?:where|the (?:place|province|city)|my)\b{_SHORT}{{0,20}}\b(?:live|settle|move|"
    rf"stay|destination|choice)\b",
    re.I,
)
_UNWILLING = re.compile(rf"\b(?:not|won't|wont|never|don't|dont|no)\b{_SHORT}{{0,45}}$", re.I)
_STUDIES = (
    r"(?:graduated|grade 12|12th|high school|secondary school|school finished|degree|diploma|certificate|masters?|ms|bachelors?|b\.?sc|m\.?sc|b\.?tech|b\.?com|mba|phd|study|"
    r"studied|studies|educated)"
)
_ME = r"(?:i'?m|i am|im|originally|came|come|coming|moved|born|raised)"
_A_PERSON = r"(?:old|years?|yrs?|male|female|man|woman|guy|citizen|national)"
_ORIGIN = re.compile(
    rf"\b{_ME}\b{_SHORT}{{0,40}}\b(?:from|in)\s+(?:the )?$|\b{_A_PERSON},?\s+(?:originally )?from\s+(?:the )?$", re.I
)
_FROM_ONLY = re.compile(
    r"\b(?:born|raised|originally|moved|came|(?:i'?m|i am|im)(?: originally)? from|moved from)\b[^.?!,;]{0,15}$", re.I
)
#: A place of study is told with the education.
_STUDIED_IN = re.compile(rf"\b{_STUDIES}\b(?:{_SHORT}{{0,40}}\b(?:from|in|at)\s+(?:the )?|[.\s]{{0,3}}[(,]\s*)$", re.I)
_REMOTE_FROM = re.compile(r"\b(?:remote\w*|work\w*|home|online)\b[^.?!,;]{0,15}\bfrom (?:the )?$", re.I)
_ARRIVAL = re.compile(
    r"\b(?:came|come|coming|landed|land|arrived?|arriving|moved|immigrat\w+|flew|fly|flight|travell?(?:ed|ing)?|"
    r"visit(?:ed|ing)?|trip|entered|entry|welcome|pr|residen\w+|life|stay)\b"
    r"[^.?!,;\n]{0,15}\b(?:to|in|into|of|for)\s+(?:the )?$",
    re.I,
)
_HOME = re.compile(
    r"\b(?:liv(?:e|ing|ed)|resid(?:e|ing)|based|stay(?:ing)?|apartment|home)\b[^.?!,;\n]{0,12}\b(?:in|at|"
    r"near)\s+(?:the )?$",
    re.I,
)
_EMPLOYER_IN = re.compile(
    r"\b(?:company|employer|firm|client|clients|startup|start-up|corporation|agency|head ?office|headquarter\w*|"
    r"hq)\b\s*(?:is |was |that is |which is )?"
    r"(?:based |located |registered |headquartered )?(?:in|out of|from)\s+(?:the )?$",
    re.I,
)
#: "For a company from Kyiv": where the employer is, not the work.
_WORKS_FOR = re.compile(
    r"\b(?:for|with|by|of) (?:an? |the |my |some |one )?(?:\w+ )?(?:company|employer|firm|client|clients|startup|start-up|"
    r"corporation|agency) (?:which is |that is |is )?(?:from|based in|located in|registered in|headquartered in|out of)\s+(?:the )?$",
    re.I,
)
_EMPLOYER_BEFORE = re.compile(r"\b(?:for|by|with) (?:a |an |the |my )?$", re.I)
_EMPLOYER_AFTER = re.compile(
    r"^(?:[- ]based)? ?(?:(?:software|tech|it|trading|consulting|marketing|insurance|construction|design|engineering|gaming|"
    r"media|startup|outsourcing|online|family|small|big|large) ){0,2}(?:company|companies|employer|client|clients|firm|startup|start-up|business|office|"
    r"corporation|agency)\b",
    re.I,
)
_SOMETHING_ELSE_AFTER = re.compile(
    r"^\s*(?:university|college|polytechnic|draw|pnp|nominee|nomination|government|experience|time|passport|"
    r"citizen\w*|dollars?|visa|embassy|police|pr\b|immigration|inc\b|ltd|corp\b|street|st\.? w|avenue|ave\b|"
    r"road|airport)",
    re.I,
)
_SOMETHING_ELSE_BEFORE = re.compile(
    r"\b(?:university of|college of|nominated by|nomination (?:from|by)|outside|province of|government of|"
    r"bank of|consulate of|embassy of|citizens? of|passport from|certificate from|police certificate|pcc from|"
    r"experience class)\s+(?:the )?$",
    re.I,
)
_NOT_OUTSIDE = re.compile(
    r"(?:outside(?: of)?|no intentions? (?:of|to) (?:liv|settl|mov|stay)\w* (?:in|to)|no plans? (?:of|for|in|to (?:live|settle|move|stay)(?: in| to)?)|except(?: for)?|"
    r"other than|not|never|leave|leaving|out of|anywhere but|apart from|"
    r"hors du?)\s+(?:the province of |province of |in |le )?$",
    re.I,
)
#: "Quebec is not my plan", "no Quebec for me".
_NO_WISH = re.compile(r"^\s*(?:is |was )(?:not|never|no) (?:my|our|an? option|in (?:my|our)|for (?:me|us)|where)", re.I)
_NO_BEFORE = re.compile(r"\bno $", re.I)
_ENDS = re.compile(r"^\s*(?:$|[.,;!)]|for (?:me|us)|please|thanks)", re.I)
#: "I haven't worked in Canada": no place of any work.
_NEVER_THERE = re.compile(
    r"\b(?:haven'?t|have not|hasn'?t|never|didn'?t|did not|not|don'?t|no) (?:yet |ever |have |any )?(?:work\w*|"
    r"jobs?|experience|employed)\b"
    r"[^.,;!?]{0,20}\b(?:in|from)\s+(?:the )?$|\b(?:none|nothing|no one|nobody) (?:in|from)\s+(?:the )?$",
    re.I,
)
_LESS_THAN = re.compile(r"\b(?:rather |more |better )?than (?:in )?$", re.I)
_WORK = re.compile(
    r"\b(?:work\w*|wroking|jobs?|employ\w*|position|role|office|company|was|were|in|full|part|shifts?|hours?|"
    r"as an?|remote\w*|experience|location)\b",
    re.I,
)
_WORK_IN_CANADA = re.compile(
    r"\b(?:work\w*|jobs?|employ\w*|was|were|am|position|experience|yes|physically|as an?|as)\b", re.I
)
_PLACED = re.compile(
    r"(?:^|[,;/|(:–-]\s*|\b(?:in|at|from|near|around|to|of|for|outside|à|de|au|en)\s+(?:the )?)$", re.I
)
_LITTLE = 5


#: "Nurse at Sunnybrook", not "course at UBC".
_WORKED_AT = re.compile(r"\b(?:at|for|with|by)\s+(?:the )?$|\bemployer(?: is|:)?\s+(?:the )?$", re.I)
_STUDY = re.compile(
    rf"\b(?:{_STUDIES}|students?(?! (?:services|affairs|advis|recruit|success|support|housing|residence))|"
    r"stud(?:y|ying)|grads?|graduate[ds]?|program(?:me)?|courses?|class(?:es)?|enrol\w*|semesters?|admi(?:tted|ssion)\w*|"
    r"tuition|thesis|alumn\w+|appl(?:y|ied|ying)|interview\w*|appointment|treat\w*|patient|surgery|born|birth|pregnan\w+|"
    r"vaccin\w*|deliver(?:y|ed) (?:my|our)|pgwp|exam|test|celpip|ielts)\b",
    re.I,
)
_JOB = re.compile(
    r"\b(?:work\w*|jobs?|employ\w*|position|hired|joined|shifts?|hours?|hrs?|full[- ]?time|part[- ]?time|contract|permanent|"
    r"as an?|post[- ]?doc\w*|research\w*|professor|lecturer|instructor|teach\w*|tutor|\w*nurse|rn|lpn|psw|hca|physician|doctor|"
    r"aide|orderly|porter|pharmacist|therapist|cook|baker|barista|cleaner|custodian|janitor|housekeep\w+|"
    r"security guard|driver|electrician|plumber|mechanic|welder|carpenter|technician|technologist|tech|engineer|developer|programmer|analyst|"
    r"designer|manager|supervisor|coordinator|administrator|admin|clerk|receptionist|assistant|associate|advis[eo]r|officer|"
    r"accountant|librarian|specialist|consultant|operator|labourer)\b",
    re.I,
)


def places(text: str, named: Sequence[Name], workplaces: Sequence[Name] = ()) -> list[Mention]:
    """``place`` with a role (work, destination, origin), ``foreign_employer``, ``outside_quebec``.

    ``workplaces`` are employers whose province is known; they tell it where their sentence names no place.
    """
    found: list[Mention] = []
    shouting = sum(c.isupper() for c in text) > sum(c.islower() for c in text)
    for span in named:
        kind = span.label.partition(":")[0]
        if kind == "other" or not _is_place(text, span, shouting, found):
            continue
        mention = _place(text, span)
        if mention is not None:
            found.append(mention)
    found += [mention for span in workplaces if (mention := _workplace(text, span, found)) is not None]
    return _one_each(_merge(sorted(found, key=lambda m: (m.start, m.end)), text))


def _workplace(text: str, span: Name, found: Sequence[Mention]) -> Mention | None:
    """Where an employer stands whom a sentence about work names."""
    first, last = sentence_of(text, span.start)
    if any(m.entity == "place" and first <= m.start < last for m in found) or subject_at(text, span.start) != "own":
        return None
    clause = slice(*clause_of(text, span.start))
    if (
        not _WORKED_AT.search(before(text, span.start, 30))
        or _STUDY.search(text[clause])
        or not _JOB.search(text[clause])
    ):
        return None
    return Mention("place", _value("province", span.label.partition(":")[2], span.text, "work"), span.start, span.end)


def _is_place(text: str, span: Name, shouting: bool, found: list[Mention]) -> bool:
    """Whether a word is meant as a place: "on", "us", "Victoria" are words and names as well."""
    start, end = span.start, span.end
    lead, after = before(text, start, 30), text[end : end + 25]
    if _SOMETHING_ELSE_AFTER.match(after) or _SOMETHING_ELSE_BEFORE.search(lead):
        return _NOT_OUTSIDE.search(lead) is not None
    if len(span.text) <= 2:
        beside = bool(found) and bool(re.fullmatch(r"[\s,(]{1,3}", text[found[-1].end : start]))
        beside = (
            beside and found[-1].value is not True and found[-1].value.get("province") == span.label.partition(":")[2]
        )
        if span.text.lower() in ("on", "us", "nt"):
            called_for = span.text.lower() == "us" or re.search(r"(?:\b(?:in|of)|,) $", lead, re.I)
            return beside or (span.text.isupper() and not shouting and bool(called_for))
        return beside or span.text.isupper() or bool(re.search(r"\b(?:in|of) $", lead, re.I))
    if span.text.lower() in gazetteer().also_names:
        if re.match(r",? (?:ontario|on|bc|ab|mb|sk|ns|nb|nl|pei|qc|quebec|alberta|manitoba|canada)\b", after, re.I):
            return True
        opens = start == 0 and len(text.split()) > 1
        return after[:1] in tuple(",;:/(-") if opens else bool(_PLACED.search(lead))
    return True


def _place(text: str, span: Name) -> Mention | None:
    start, end = span.start, span.end
    kind, _, code = span.label.partition(":")
    lead, after = before(text, start), text[end : end + 25]
    quebec = kind == "province" and code == "QC"
    if quebec and (_NO_WISH.match(after) or (_NO_BEFORE.search(lead) and _ENDS.match(after))):
        return Mention("outside_quebec", True, start, end)
    if quebec and (_NOT_OUTSIDE.search(lead) or (_UNWILLING.search(lead) and _DESTINATION.search(lead))):
        return Mention("outside_quebec", True, start, end)
    employer = _EMPLOYER_AFTER.match(after)
    if employer and (kind == "province" or (code == "CA" and _EMPLOYER_BEFORE.search(lead))):
        return None
    if employer and kind in ("country", "abroad"):
        return Mention("foreign_employer", True, start, end + employer.end())
    if subject_at(text, start) != "own" or _LESS_THAN.search(lead) or _NEVER_THERE.search(lead):
        return None
    if kind == "canada" and _NOT_OUTSIDE.search(lead):
        return Mention("place", {"country": None, "abroad": True, "role": "work"}, start, end)
    role = _role(text, start, end, lead, kind)
    if role == "foreign":
        return Mention("foreign_employer", True, start, end)
    return Mention("place", _value(kind, code, span.text, role), start, end) if role else None


def _role(text: str, start: int, end: int, lead: str, kind: str) -> str | None:
    """What the place is to the person; ``None`` when it is nothing that counts."""
    after = text[end : end + 60]
    if _WANTED_AFTER.match(after):
        return "destination"
    if _DESTINATION.search(lead):
        return None if _UNWILLING.search(lead) else "destination"
    if re.search(r"\b(?:before|after|since|until) (?:coming to |moving to )?$", lead, re.I):
        return None
    if _REMOTE_FROM.search(lead):
        return "work"
    if _ARRIVAL.search(lead):
        return "origin" if re.search(r"\bfrom\b", lead[-20:], re.I) else None
    if _STUDIED_IN.search(lead):
        return None
    if _ORIGIN.search(lead) and kind in ("country", "abroad"):
        return "origin"
    if kind == "province" and _FROM_ONLY.search(lead):
        return None
    if _EMPLOYER_IN.search(lead):
        if kind == "country" and _WORKS_FOR.search(lead):
            return "foreign"
        return "employer" if kind == "province" else "work" if kind == "canada" else None
    if _HOME.search(lead):
        return None if kind == "canada" else "home"
    if kind != "province" and len(text.split()) > _LITTLE:
        clause = text[slice(*clause_of(text, start))]
        cue = _WORK_IN_CANADA if kind == "canada" else _WORK
        if not cue.search(clause):
            return None
    return "work"


def _value(kind: str, code: str, written: str, role: str) -> dict[str, Any]:
    if kind == "province":
        return {"country": "CA", "province": code, "text": written, "role": role}
    if kind == "canada":
        return {"country": "CA", "role": role}
    if kind == "abroad":
        return {"country": None, "abroad": True, "role": role}
    return {"country": code, "text": written, "role": role}


def _merge(found: list[Mention], text: str) -> list[Mention]:
    """ "Toronto, Ontario, Canada" is one place."""
    merged: list[Mention] = []
    for mention in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.entity == mention.entity == "place"
            and re.fullmatch(r"[\s,(]*", text[last.end : mention.start])
            and last.value.get("country") == mention.value.get("country") == "CA"
            and (not mention.value.get("province") or mention.value["province"] == last.value.get("province"))
        ):
            merged[-1] = Mention("place", last.value, last.start, mention.end)
        else:
            merged.append(mention)
    return merged


def _one_each(found: list[Mention]) -> list[Mention]:
    """Where one lives, or where the employer is, stands for the place of work only when nothing else does."""
    worked = any(m.entity == "place" and m.value["role"] == "work" for m in found)
    rows = []
    for mention in found:
        if mention.entity == "place" and mention.value["role"] in ("home", "employer"):
            if worked:
                continue
            mention = Mention("place", {**mention.value, "role": "work"}, mention.start, mention.end)
        rows.append(mention)
    return rows
