"""Applications, refusals and departures, as people tell of them: "I applied 3 days before it expired", "I have AOR".

What a permit is and when it ends is read by `nlu.facts`; this module reads what the dialog about status needs
beside it. What is only asked or supposed ("can I leave Canada?", "if I applied in May") tells nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nlu.facts.dates import When, find_dates
from nlu.facts.mention import plain
from nlu.facts.numbers import COUNT, number
from nlu.facts.subjects import subject_at

# --- the parts that patterns are made of -------------------------------------------------------------------------

_PR = r"(?:pr\b|permanent residen\w*|e-?apr\b|express entry|\bee\b|cec\b|(?:an? |the |my )?profile)"
_APPLIED = r"(?:applied|filed|submitted|sent|lodged|renewed|extended|requested|put in|appl(?:y|ied) for)"
_NOT_DONE = r"(?:haven'?t|have not|hadn'?t|didn'?t|did not|never|forgot to|not yet|failed to|without having)"
_ENDED = r"(?:expir\w*|end(?:ed|s)?|ran out|runs out|finish\w*|was over|deadline|last day|due date)"

_CLAUSE = re.compile(
    r"[.;!?\n]+(?=\s|$)|,|\s(?:and|but|because|so|then)\s|"
    # "can i still work i applied in time": a new thought without any mark.
    r"(?<!\bif)(?<!\bwhen)(?<!\bonce)(?<!\bthat)(?<!\bsince)(?<!\bafter)(?<!\bbefore)(?<!\bbecause)"
    rf"\s(?=i (?:have |already |did |'ve )?(?:{_APPLIED}|left|got|haven'?t|didn'?t|never)\b)",
    re.I,
)
_ASKED_OR_SUPPOSED = re.compile(
    r"^\W*(?:hi |hello |so |and |but |also |then |please )*(?:if|in case|suppose|unless|once|can|could|may|should|"
    r"shall|will|would|must|do|does|did|am|is|are|was|were|what|how|when|where|which|who|why|whether)\b",
    re.I,
)

_EXTENSION = re.compile(
    rf"\b{_APPLIED}\b|\b(?:extension|renewal|bowp|bridging|permit|pgwp|application|visitor record)\b[^,]{{0,40}}"
    r"\b(?:pending|in process\w*|processing|under review|refused|rejected|denied|sent|submitted|filed)\b",
    re.I,
)
_FOR_PR = re.compile(
    rf"\b{_APPLIED}\b[^,]{{0,12}}\b(?:for |my |the |an? |in )*{_PR}"
    rf"|{_PR}\s*(?:application|app)?\s*(?:was |is )?{_APPLIED}",
    re.I,
)
_FOR_WORK = re.compile(
    r"\b(?:work permit|wp|bowp|bridging\b[^,]{0,20}|pgwp|owp|sowp|open permit|closed permit|new permit|permit|"
    r"extension|renew(?:al|ed)?|extend(?:ed)?)\b",
    re.I,
)
_FOR_VISIT = re.compile(
    r"\bvisitor(?:'?s)? (?:record|status|visa|extension)\b|\b(?:as|to) (?:a )?visitor\b|\bvisitor\b", re.I
)
_NOTHING = re.compile(
    rf"\b{_NOT_DONE}\b[^,]{{0,20}}\b(?:appl(?:y|ied)|file[d]?|renew(?:ed)?|extend(?:ed)?|submit(?:ted)?|do|done|sen[dt])\b"
    r"|\bnothing (?:was |has been |is )?(?:filed|submitted|sent|applied)\b"
    r"|\b(?:filed|submitted|sent|did|applied for) nothing\b"
    r"|\b(?:no|without (?:an?|any)?) ?(?:extension|renewal)(?: application)?\b(?! (?:decision|refus\w+))"
    r"|\bno application (?:was |has been )?(?:filed|sent|submitted|made)\b",
    re.I,
)
_REFUSED = re.compile(r"\b(?:refus|reject|deni|turned down|declin)\w*", re.I)
_PENDING = re.compile(r"\b(?:pending|still waiting|no decision|in process\w*|processing|not decided|undecided)\b", re.I)
_BEFORE_END = re.compile(
    rf"\b(?:(?P<count>{COUNT}|the) (?P<unit>day|week|month)s? (?P<side>before|prior to|ahead of|after|past)"
    rf"|(?P<same>(?:on )?the (?:same|last|very) day))\b[^,]{{0,25}}?(?:\b{_ENDED}\b|\bexpiry\b|$)",
    re.I,
)
_OF_THE_OLD = re.compile(rf"\b(?:before|after|by|prior to)\b.*\b{_ENDED}\b", re.I)
_IN_TIME = re.compile(
    rf"\b(?:before|prior to|ahead of)\b[^,]{{0,25}}\b{_ENDED}|\b(?:in|on) time\b"
    r"|\bbefore (?:the )?(?:date|deadline|expiry)\b",
    re.I,
)
_LATE = re.compile(
    rf"\b(?:after)\b[^,]{{0,25}}\b{_ENDED}|\btoo late\b|\b(?:applied|filed|submitted|sent|was) late\b|\bout of time\b",
    re.I,
)
_STAYED = re.compile(
    r"\b(?:haven'?t|have not|never|didn'?t|did not|not) (?:\w+ )?"
    r"(?:left|leave|travel(?:l?ed)?|gone|been (?:out|away|abroad))\b"
    r"|\b(?:stayed|remained|been) (?:here|in canada)\b(?! since)|\bnot left\b",
    re.I,
)
_LEFT = re.compile(
    r"\bleft (?:canada|the country|for\b)|\b(?:i|we) (?:have |had )?left\b(?! (?:my|the) (?:job|employer|company))"
    r"|\b(?:travel(?:l?ed)|flew|went|gone|been) (?:abroad|home|outside|out of|back to|overseas)\b",
    re.I,
)
_ABROAD = re.compile(
    r"\b(?:i'?m|i am|im|currently|now) (?:abroad|overseas|outside (?:of )?canada|not in canada|"
    r"out of (?:canada|the country))\b|\boutside (?:of )?canada (?:right )?now\b",
    re.I,
)
_HERE = re.compile(
    r"\b(?:i'?m|i am|im|still|currently|now|live|living|stay|stayed) (?:here|(?:with)?in(?:side)? canada)\b", re.I
)
_AOR = r"(?:aor|acknowledge?ment of receipt|completeness check)"
_NO_AOR = re.compile(
    r"\b(?:no|without|not|don'?t|do not|didn'?t|haven'?t|have not|waiting for|wait for|pending)\b"
    rf"[^,]{{0,20}}\b{_AOR}\b"
    rf"|\b{_NOT_DONE}\b[^,]{{0,20}}\b(?:appl(?:y|ied)|submit(?:ted)?|file[d]?|sent)\b[^,]{{0,15}}{_PR}"
    r"|\b(?:only|just)\b[^,]{0,20}\b(?:ita|invit\w+|profile|in the pool)\b|\b(?:ita|invitation) only\b"
    r"|\bno ita\b|\bnot (?:yet )?invited\b",
    re.I,
)
_HAS_AOR = re.compile(
    rf"\b(?:have|has|got|received|with|after|passed|past|holding|i'?ve)\b[^,]{{0,20}}\b{_AOR}\b"
    rf"|\b{_AOR} (?:in hand|received|came|is here|was|issued|on|in|last|yesterday)\b",
    re.I,
)
_PRINCIPAL = re.compile(r"\b(?:i'?m|i am|im|as)\b[^,]{0,8}\b(?:principal|main|primary)(?: applicant)?\b", re.I)
_NOT_PRINCIPAL = re.compile(
    r"\bmy (?:wife|husband|spouse|partner)(?:'s| is| was)?\b[^,]{0,12}\b(?:principal|main|primary)\b"
    r"|\b(?:i'?m|i am|im|as)\b[^,]{0,10}\b(?:dependa?nt|accompanying)\b|\bi'?m not the (?:principal|main|primary)\b",
    re.I,
)
_EXPIRED = re.compile(r"\b(?:expired|ended|ran out|was over|out of status|lost (?:my )?status)\b", re.I)
_BRIDGING = re.compile(
    r"(?<!applied for )(?<!applied for a )(?<!applied for my )(?<!filed a )(?<!filed my )(?<!waiting for )"
    r"(?<!on a )(?<!on )"
    r"\b(?:bowp|bridg\w+|ptot)\b",
    re.I,
)
#: What a date stands for, by the words between it and the clause's beginning; the last that fits.
_DATED = (
    ("refused", _REFUSED),
    ("left", re.compile(rf"{_LEFT.pattern}|\b(?:left|departed|flew)\b", re.I)),
    ("extension_filed", re.compile(rf"\b(?:{_APPLIED}|application date|filing date)\b", re.I)),
    ("permit_expires", re.compile(rf"\b{_ENDED}|\bvalid (?:until|till|to)\b|\bexpiry\b", re.I)),
)
#: "on 5 November, not 3 November".
_DENIED = re.compile(r"\bnot\s+(?:on |in )?(?:the )?$", re.I)
_OF_ANOTHER = re.compile(
    r"\b(?:job|employer|company|position|passport|ielts|celpip|pte|tef|tcf|test|medical|contract|visa|biometrics|ita|aor)\b",
    re.I,
)


@dataclass
class Filings:
    """What a message tells.

    ``values``: by the names of `eligibility.permits.Filing`, and ``extension_days_before``; days as ISO text, and
    ``left`` the day of a departure. ``unclear``: names whose day has two readings. ``spans``: where the dates stand.
    ``bridging``: it asks about a bridging permit; ``ended``: it speaks of a permit as one that is over.
    """

    values: dict[str, Any] = field(default_factory=dict)
    unclear: dict[str, list[str]] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    bridging: bool = False
    ended: bool = False


def filings(text: str, today: datetime.date) -> Filings:
    """Everything of this kind in a message; nothing found leaves all of it empty."""
    text = plain(text)
    found = Filings(bridging=bool(_BRIDGING.search(text)), ended=bool(_EXPIRED.search(text)))
    dates = find_dates(text, today)
    for start, end in _clauses(text):
        clause = text[start:end]
        if _ASKED_OR_SUPPOSED.match(clause) or subject_at(text, min(end, start + len(clause))) == "other":
            continue
        _read_pr(clause, found)
        if not _FOR_PR.search(clause):
            _read_extension(clause, found)
        _read_whereabouts(clause, found)
        for when in dates:
            if start <= when.start < end:
                _read_date(text, start, when, today, found)
    return found


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _read_pr(clause: str, found: Filings) -> None:
    """The application for permanent residence, and whose it is."""
    if _NO_AOR.search(clause):
        found.values["application_complete"] = False
    elif _HAS_AOR.search(clause):
        found.values["application_complete"] = True
    if _NOT_PRINCIPAL.search(clause):
        found.values["principal_applicant"] = False
    elif _PRINCIPAL.search(clause):
        found.values["principal_applicant"] = True


def _read_extension(clause: str, found: Filings) -> None:
    """What was applied for, when by the permit's end, and what became of it."""
    if _NOTHING.search(clause) and not re.search(_PR, clause, re.I):
        found.values["extension"] = "none"
        return
    if not _EXTENSION.search(clause):
        if "extension" in found.values and _REFUSED.search(clause):
            found.values["outcome"] = "refused"
        return
    if kind := applied_for(clause):
        found.values["extension"] = kind
    if _REFUSED.search(clause):
        found.values["outcome"] = "refused"
    elif _PENDING.search(clause):
        found.values["outcome"] = "pending"
    # "I left after my permit expired, extension pending": that day is of the departure.
    done = re.search(rf"\b{_APPLIED}\b", clause, re.I)
    if not _LEFT.search(clause):
        found.values |= by_the_end(clause)
    elif done:
        found.values |= by_the_end(clause[done.start() :])


def applied_for(text: str) -> str | None:
    """What was applied for, by its name: ``visitor_record``, ``work_permit``, or ``None``."""
    # "... before my permit expired" names the old permit.
    named = _OF_THE_OLD.sub("", plain(text))
    if _FOR_VISIT.search(named):
        return "visitor_record"
    return "work_permit" if _FOR_WORK.search(named) else None


def by_the_end(text: str) -> dict[str, Any]:
    """When something was applied for, measured by the permit's end: days before it, or only on which side of it."""
    text = plain(text)
    if relative := _BEFORE_END.search(text):
        return {"extension_days_before": _days(relative)}
    if _LATE.search(text):
        return {"extension_in_time": False}
    return {"extension_in_time": True} if _IN_TIME.search(text) else {}


def _days(match: re.Match[str]) -> int:
    """ "two weeks before" is 14, "a day after" is -1, "the last day" is 0."""
    if match["same"]:
        return 0
    count = 1 if match["count"].lower() == "the" else number(match["count"]) or 1
    days = round(count * {"day": 1, "week": 7, "month": 30}[match["unit"].lower()])
    return -days if match["side"].lower() in ("after", "past") else days


def _read_whereabouts(clause: str, found: Filings) -> None:
    if _STAYED.search(clause):
        found.values["left_canada"] = False
    elif _ABROAD.search(clause):
        found.values["in_canada"] = False
    elif _LEFT.search(clause):
        found.values["left_canada"] = True
    if _HERE.search(clause):
        found.values["in_canada"] = True


def _read_date(text: str, start: int, when: When, today: datetime.date, found: Filings) -> None:
    lead = text[start : when.start]
    cues = [(match.end(), name) for name, cue in _DATED for match in cue.finditer(lead)]
    if (
        not cues
        or _DENIED.search(lead)
        or _OF_ANOTHER.search(lead)
        or (_FOR_PR.search(lead) and max(cues)[1] == "extension_filed")
    ):
        return
    name = max(cues)[1]
    found.spans.append((when.start, when.end))
    take(name, when, today, found, over=bool(_EXPIRED.search(lead)))


def take(name: str, when: When, today: datetime.date, found: Filings, over: bool = False) -> None:
    """Take a date as the day ``name``; with two readings that both can be it stays ``unclear``.

    What has been done lies behind today, and so does the end of a permit that is ``over``. A permit that ends in a
    month ends with it; of an application in a month the first and the last possible day are kept.
    """
    ahead = name == "permit_expires" and not over
    readings = [row.coming(today) if ahead else row for row in (when, when.other) if row]
    if not ahead:
        readings = [reading for reading in readings if reading.first <= today] or readings
    days = [(r.last if name in ("permit_expires", "refused") else r.first).isoformat() for r in readings]
    if len(days) > 1 and days[0] != days[1]:
        found.unclear[name] = days
        found.values.pop(name, None)
        return
    found.values[name] = days[0]
    if name == "left":
        # Whether that was after the permit's end is for the decision to see.
        found.values.pop("left_canada", None)
    if name == "extension_filed":
        found.values["extension_filed_by"] = min(readings[0].last, max(today, readings[0].first)).isoformat()
