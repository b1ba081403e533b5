"""Whether a job goes on: by the tense in which it is told, and by the job that took over from it."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import replace

from nlu.facts.groups import OCCUPATIONS
from nlu.facts.mention import Mention, sentence_of

_STILL = r"(?:still|now|currently|presently|also|just|only|actually|really|here|in canada|always|mostly)"
_WHO = r"(?:i|he|she|we|they|who)"
_SMALL = r"(?:(?!(?:and|but|then|was|were|who) )[\w'/&-]+ ){0,4}"
#: Before a title, in the present: "I'm now a", "works as a", "I do nights as".
_IS = re.compile(
    rf"(?:\b(?:i'?m|i am|(?:he|she|who)(?:'s| is)|we(?:'re| are)) (?:{_STILL} )*(?:working (?:{_SMALL})?as |employed (?:{_SMALL})?as )?"
    rf"(?:an? |the |one of the |in (?:\w+ )?as )?{_SMALL}|"
    rf"\b{_WHO} (?:{_STILL} )*(?:works?|do|does) {_SMALL}(?:as )?(?:an? |the )?{_SMALL}|"
    rf"(?:^|[,;.:(]\s*)(?:{_STILL} )*(?:working|employed|wrkng) {_SMALL}as (?:an? |the )?{_SMALL}|"
    rf"\b(?:still|currently|presently|now|at the moment|these days)(?: working| employed)?(?: as)?,? (?:an? |the |the same job,? |my job is )?{_SMALL}|"
    rf"\b(?:same (?:job|work|position|role)|my (?:current )?(?:job|position|role|title|work) is),? (?:as )?(?:an? |the )?{_SMALL})$",
    re.I,
)
#: In the past: "I was a", "worked there as a", "used to be a", "before that a".
_WAS = re.compile(
    rf"(?:\b(?:was|were|had been|used to (?:be|work as))(?: \w+ly| then| first| also| only| just| working as)* (?:an? |the )?{_SMALL}|"
    rf"\b(?:worked|volunteered|served|interned) {_SMALL}(?:as )?(?:an? |the )?{_SMALL}|"
    rf"\b(?:before (?:that|this|it)|previously|earlier|formerly|prior to (?:that|this)|first|at first),? (?:{_WHO} )?(?:was )?(?:an? |the |as (?:an? )?)?)$",
    re.I,
)
#: "I was a …", "I worked as a …"; "I've worked" and "worked since" may go on.
_PAST = re.compile(r"\b(?:was|were|used to be)\b|\b(?:i|he|she|we|they) worked\b", re.I)
#: "I was hired as", "we were promoted to": how it began.
_BEGAN = re.compile(
    r"\b(?:was|were|been|got) (?:\w+ )?(?:hired|promoted|made|offered|taken|moved|appointed|transferred|recruited|named|upgraded|employed)\b",
    re.I,
)
_OVER_AFTER = re.compile(
    r"\b(?:laid off|let go|fired|quit|resigned|left|until|till(?! (?:now|date|today))|no longer|ended|closed|finished|used to)\b|"
    r"\b(?:while|when) (?:i was |a )*(?:studying|(?:full[- ]?time )?student|in (?:school|college))\b",
    re.I,
)
_GOES_ON = re.compile(r"\b(?:still|ongoing|continu\w+|till (?:now|date|today)|up to now|to date|present)\b", re.I)
#: Between two jobs: the second took over from the first.
_THEN = re.compile(
    r"\b(?:then|now|later|after(?:wards?| that| graduat\w+)|since|next|promot\w+|became|become|turned|moved (?:up )?to|changed to|switched to|"
    r"hired me|made me|took me|joined|employed me|let me become|currently|finally)\b|[-=]>|→",
    re.I,
)
#: In the same place, so that the day of the one is the last of the other.
_HANDED_OVER = re.compile(
    r"\b(?:promot\w+|became|become|made me|moved up|turned|title changed|upgraded|let me become|i got)\b",
    re.I,
)
_BEFORE_THAT = re.compile(r"\b(?:before (?:that|this|it)|before|previously|earlier|prior|formerly|used to)\b", re.I)
_PARALLEL = re.compile(r"\b(?:both|two jobs|at the same time|besides|also|plus|second job|weekends?|side)\b", re.I)
#: How far apart two jobs are told of at most, of which one took over.
_FAR = 300


def tenses(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions with ``current`` in the value of each title whose work goes on or is over, as no period says.

    An earlier job ends on the day on which a promotion began the next one: ``until``.
    """
    heads: dict[str | None, list[Mention]] = {}
    for mention in found:
        if mention.entity in OCCUPATIONS:
            heads.setdefault(mention.group, []).append(mention)
    order = sorted(heads, key=lambda group: heads[group][0].start)
    rows = list(found)
    for number, group in enumerate(order):
        titles = [m for m in heads[group] if m.entity == "occupation"]
        if not titles:
            continue
        periods = [m for m in found if m.entity == "period" and m.group == group]
        if any(p.value.get("end") or p.value.get("alternatives") for p in periods):
            continue
        until = None
        current = next((t for t in (_told(text, m, found) for m in titles) if t is not None), None)
        following = heads[order[number + 1]][0] if number + 1 < len(order) else None
        if (
            following is not None
            and current is not True
            and (day := _taken_over(text, heads[group][-1], following, found))
        ):
            current = False
            if isinstance(day, Mention):
                until = _last_day(day)
        if any(until and str(p.value.get("start") or "") > until for p in periods):
            until = None
        if until and any(p.value.get("current") for p in periods):
            # "Since May, promoted in June": it went on till then.
            closed = {"end": until, "current": False}
            rows = [replace(m, value={**m.value, **closed}) if m in periods else m for m in rows]
            continue
        if current is False and any(p.value.get("current") for p in periods):
            # "I was a cook from March": until when isn't said, and must be asked.
            if _simple_past(text, titles[0]):
                rows = [replace(m, value={**m.value, "current": None}) if m in periods else m for m in rows]
            continue
        if current is None:
            continue
        told = {"current": current, **({"until": until} if until else {})}
        rows = [replace(m, value={**m.value, **told}) if m in titles[:1] else m for m in rows]
    return rows


def _simple_past(text: str, title: Mention) -> bool:
    """Whether a job is told as over, not as what somebody "has been doing"."""
    start, end = sentence_of(text, title.start)
    return bool(_PAST.search(text[start : title.start])) and not _GOES_ON.search(text[start:end])


def _told(text: str, title: Mention, found: list[Mention]) -> bool | None:
    start, end = sentence_of(text, title.start)
    others = [m.start for m in found if m.entity in OCCUPATIONS and m.start > title.start]
    after = text[title.end : min([end, *others])]
    lead = text[start : title.start]
    earlier = [m.end for m in found if m.entity in OCCUPATIONS and start <= m.start < title.start]
    lead = lead[max([0, *(e - start for e in earlier)]) :]
    if title.value.get("by_deed"):
        return _deed(text, title, lead)
    if _GOES_ON.search(after) and not _WAS.search(lead):
        return True
    if _BEGAN.search(lead):
        return None
    if _WAS.search(lead):
        return False
    if _OVER_AFTER.search(after):
        return False if not _IS.search(lead) else None
    return True if _IS.search(lead) else None


_SOMEBODY_DOES = re.compile(rf"\b(?:{_WHO}|i'm|i am|(?:he|she)(?:'s| is)) (?:{_STILL} )*$", re.I)


def _deed(text: str, title: Mention, lead: str) -> bool | None:
    """ "I drive a truck" is done now, "I drove one" is not."""
    verb = text[title.start : title.end].split()[0].lower()
    if re.fullmatch(r"\w+ed|drove|did|ran|taught|took|kept|wrote|laid|made|built|led|fed", verb):
        return False
    if re.search(r"\b(?:was|were|used to|had been)\b[^.,;]{0,15}$", lead, re.I):
        return False
    return True if _SOMEBODY_DOES.search(lead) else None


def _taken_over(text: str, first: Mention, second: Mention, found: list[Mention]) -> Mention | bool:
    """Whether a job took over from another: the period that begins it, where the one became the other that day."""
    between = text[first.end : second.start]
    if len(between) > _FAR or _BEFORE_THAT.search(between) or _PARALLEL.search(between) or not _THEN.search(between):
        return False
    began = [m for m in found if m.entity == "period" and m.group == second.group and m.value.get("start")]
    if not began or began[0].value.get("alternatives") or not _HANDED_OVER.search(between):
        return True
    return began[0]


def _last_day(period: Mention) -> str:
    """The day itself, or the last one of its month."""
    day = datetime.date.fromisoformat(period.value["start"])
    if period.value.get("grain") == "month":
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.isoformat()
