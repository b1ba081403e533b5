"""Which job of a message each fact belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from nlu.facts.mention import Mention, sentence_of

JOB_FACTS = frozenset(
    (
        *("occupation", "noc", "noc_2016", "teer", "period", "duration", "hours_per_week", "place", "authorization"),
        *("paid", "self_employed", "full_time_student", "foreign_employer", "duties_match", "leave"),
        "publicly_funded_physician",
    )
)
OCCUPATIONS = frozenset(("occupation", "noc", "noc_2016"))
#: Told in a sentence without a job, these are of the job told of last; the rest may be of all.
_OF_THE_LAST = frozenset(("period", "hours_per_week", "duration", "leave", "place"))
_TOGETHER = re.compile(r"\b(?:both|all|each|every(?:where|thing)?|always|the whole time|throughout)\b", re.I)
_BOTH_AFTER = re.compile(r" (?:in |at |for )?(?:both|all of them)(?=\s*(?:[.,;!?\n]|$))", re.I)
#: "Two jobs in Halifax: a cook and a baker": what stands before them is of both.
_SEVERAL = re.compile(r"\b(?:two|2|three|3) (?:\w+ )?(?:jobs|works|positions)\b(?![^.;!?\n]*\b(?:first|one)\b)", re.I)
#: Said between the day of a promotion and the new title.
_PROMOTED = re.compile(
    r"^\W*(?:(?:i|was|got|been|they|have|and|then|me) )*(?:promoted|moved up|moved|became|hired|taken on|took me on|started|joined)"
    r"(?: me)?(?: (?:to|as|be|an?|the|become))*\s*",
    re.I,
)
#: The title before goes on in another stint.
_SAME_AGAIN = re.compile(
    r"\b(?:same|again|before (?:that|it|this)|previously|earlier|then|returned|went back|came back|rehired|after that|prior)\b",
    re.I,
)
_FAR = 140
_SAME_PLACE = re.compile(
    r"\bsame (?:\w+ )?(?:place|company|employer|hotel|restaurant|store|shop|farm|clinic|hospital|office|warehouse|plant|"
    r"factory|city|town|location|bakery|kitchen|cafe|café|bar|pub|resort|school|firm|site|spot|team|boss|owner|home|salon|garage)\b|"
    r"\bpromoted\b|\bmade me\b|\blet me become\b|\btitle changed\b|\bturned (?:into )?(?:an? )?(?=\w)|\bmoved up\b|\btaught me\b|"
    r"\b(?:am|was|i'm|became|as|cook|chef|lead|supervisor|manager|\w+er|\w+or) there\b",
    re.I,
)
_SAME_TITLE = re.compile(
    r"\b(?:the |my )?same (?:job )?(?:title|work|trade|job|position|role|occupation|profession|thing)\b|"
    r"\b(?:here|there) (?:also|too)\b(?! (?:in|at)\b)",
    re.I,
)
_IN_TOTAL = re.compile(r"\btotal\b", re.I)
_STRONG = re.compile(
    r"\b(?:then|after that|afterwards?|before that|previously|prior to that|later|followed by|currently|now|"
    r"next|became|promoted|since then|puis|ensuite)\b|[;.!?\n]",
    re.I,
)
_MIDDLE = re.compile(r"\b(?:and|but|while|plus|also|et)\b|[()]", re.I)
_WEAK = re.compile(r",|:|\s[-–—/]\s")
#: How far two stints of one job may stand apart, and what joins them.
_CLOSE = 45
_BORDER = re.compile(r"\b(?:and|then|again|et|puis)\b|[,;&]", re.I)
_OUT_OF_BRACKETS = 50
#: Between a title and its code.
_SIDE_BY_SIDE = re.compile(
    r"[\s,:;(/–-]*(?:my |the |under |with |which is |that is |is |code |as |an? )*[\s,:(/–-]*", re.I
)


def grouped(text: str, found: list[Mention]) -> list[Mention]:
    """Number the jobs of a message and say for each fact whose it is.

    A fact goes to the job in its sentence from which less divides it: a comma less than "and", "and" less than
    "then". What is said of all ("both in Calgary") goes to none in particular.
    """
    heads = _heads(text, found)
    if not heads:
        return found
    if len(heads) == 1:
        return _again(text, [replace(m, group="1") if _of_a_job(m) else m for m in found])
    return [replace(m, group=_group_of(text, m, heads)) if _of_a_job(m) else m for m in found]


def told_again(text: str, found: list[Mention]) -> list[Mention]:
    """ "UX designer in Laval 10 months, here the same title since August": the title once more, where later days or a new place follow."""
    titles = [m for m in found if m.entity == "occupation"]
    rows = list(found)
    for cue in _SAME_TITLE.finditer(text):
        before = [m for m in titles if m.end <= cue.start()]
        if not before or any(m.start < cue.end() and cue.start() < m.end for m in titles):
            continue
        title = before[-1]
        start, end = sentence_of(text, cue.start())
        around = [m for m in found if start <= m.start < end and m.start > title.end]
        ends = [m.value["end"] for m in found if m.entity == "period" and m.start < cue.start() and m.value.get("end")]
        later = any(m.entity == "period" and ends and str(m.value.get("start") or "") > ends[-1] for m in around)
        known = [
            m
            for m in found
            if m.start < max(start, title.end) and m.entity == "place" and m.value.get("role") == "work"
        ]
        places = [m for m in around if m.entity == "place" and m.value.get("role") == "work"]
        moved = any(
            (p.value.get("country"), p.value.get("province")) != (k.value.get("country"), k.value.get("province"))
            for p in places
            for k in known
        )
        if later or moved:
            rows.append(replace(title, value={**title.value, "again": True}, start=cue.start(), end=cue.end()))
    return sorted(rows, key=lambda m: (m.start, m.end))


def _of_a_job(mention: Mention) -> bool:
    return mention.entity in JOB_FACTS and not (mention.entity == "place" and mention.value.get("role") != "work")


def jobs_named(text: str, found: list[Mention]) -> int:
    """How many jobs a message names, each stint of a title by itself."""
    return len(_heads(text, found))


def _heads(text: str, found: list[Mention]) -> list[list[Mention]]:
    """Occupations; those that name the same job (a title and its code, a title said again) as one."""
    heads: list[list[Mention]] = []
    periods = [m.start for m in found if m.entity == "period"]
    for mention in found:
        if mention.entity not in OCCUPATIONS:
            continue
        same = next((head for head in reversed(heads) if _same_job(text, head[-1], mention)), None)
        if same is not None and not _another_stint(same[-1], mention, periods, text):
            same.append(mention)
        else:
            heads.append([mention])
    return heads


def _same_job(text: str, first: Mention, second: Mention) -> bool:
    if first.entity != second.entity:
        return bool(_SIDE_BY_SIDE.fullmatch(text, first.end, second.start))
    if first.entity == "noc" and re.fullmatch(r"\s*or\s*", text[first.end : second.start]):
        # "63200 or 62200": one job, and the last word on its code.
        return True
    if first.entity == "occupation":
        title, again = first.value["title"].lower(), second.value["title"].lower()
        # "the hours as a supervisor", said of the store supervisor.
        return bool(title == again or title.endswith(f" {again}"))
    return bool(first.value == second.value)


def _another_stint(first: Mention, second: Mention, periods: list[int], text: str) -> bool:
    """ "cook at A 2022-2023, cook at B 2023-2024": the same title, told of twice with its own dates."""
    if _SAME_TITLE.fullmatch(text, second.start, second.end):
        return True
    between = any(first.end <= p < second.start for p in periods)
    return between and any(second.end <= p <= sentence_of(text, second.end)[1] for p in periods)


def _group_of(text: str, mention: Mention, heads: list[list[Mention]]) -> str | None:
    for number, head in enumerate(heads, start=1):
        if mention in head:
            return str(number)
    start, end = sentence_of(text, mention.start)
    if _TOGETHER.search(text[max(start, mention.start - 40) : mention.start]) or _BOTH_AFTER.match(text, mention.end):
        return None
    if _IN_TOTAL.search(text[max(start, mention.start - 20) : mention.start]):
        return None
    spots = [(head_mention, number) for number, head in enumerate(heads, start=1) for head_mention in head]
    before = max((s for s in spots if start <= s[0].start < mention.start), key=lambda s: s[0].start, default=None)
    after = min((s for s in spots if mention.start < s[0].start < end), key=lambda s: s[0].start, default=None)
    if after and not before and _SEVERAL.search(text, start, mention.start):
        return None
    if before and after:
        left = _distance(text[before[0].end : mention.start])
        right = _distance(_PROMOTED.sub("", text[mention.end : after[0].start]))
        return str(before[1] if left <= right else after[1])
    if before or after:
        return str((before or after)[1])  # type: ignore[index]
    earlier = max((s for s in spots if s[0].start < mention.start), key=lambda s: s[0].start, default=None)
    return str(earlier[1]) if earlier and mention.entity in _OF_THE_LAST else None


def _distance(between: str) -> int:
    """How much divides two mentions: the strongest break between them, then how many."""
    between = between.lstrip(" )")
    if between.count("(") > between.count(")"):
        # "dishwasher (Jan to June)": what stands in the brackets belongs to what stands before them.
        return 0
    if between.count(")") > between.count("("):
        return _OUT_OF_BRACKETS
    for weight, pattern in ((100, _STRONG), (10, _MIDDLE), (1, _WEAK)):
        if pattern.search(between):
            return weight
    return 0


def _again(text: str, found: list[Mention]) -> list[Mention]:
    """ "cook from Jan to May 2023 and from June 2024 till now": one title, two stints or more.

    Each is a job of its own; the title is repeated for it. What stands with one stint is of that; what is said before
    or after them all, of all.
    """
    periods = [m for m in found if m.entity == "period" and m.value.get("start") and m.group == "1"]
    titles = [m for m in found if m.entity in OCCUPATIONS]
    if len(periods) < 2 or not titles or not all(_stints(text, a, b) for a, b in pairwise(periods)):
        return found
    borders = [_border(text, a, b) for a, b in pairwise(periods)]
    stint = {id(m): str(1 + sum(border <= m.start for border in borders)) for m in found}
    several = {
        m.entity
        for m in found
        if any(o.entity == m.entity and stint[id(o)] != stint[id(m)] for o in found if _of_a_job(o))
    }
    rows: list[Mention] = []
    for mention in found:
        if mention.group is None or mention in titles:
            rows.append(mention)
        elif mention in periods or mention.entity in several or periods[0].start <= mention.start < periods[-1].start:
            rows.append(replace(mention, group=stint[id(mention)]))
        else:
            rows.append(replace(mention, group=None))
    return [*rows, *(replace(title, group=str(n)) for n in range(2, len(periods) + 1) for title in titles)]


def _stints(text: str, first: Mention, second: Mention) -> bool:
    """Whether two periods, the second after the first in time, are told as two stints of one job."""
    between = text[first.end : second.start]
    one, other = first.value, second.value
    apart = one.get("end") and other["start"] > one["end"]
    near = len(between) <= _CLOSE and bool(_BORDER.search(between)) and not re.search(r"[.!?]", between)
    if apart and near:
        return True
    apart = apart or (other.get("end") and one["start"] > other["end"])
    around = text[first.end : sentence_of(text, second.end)[1]]
    return bool(apart) and len(between) <= _FAR and bool(_SAME_AGAIN.search(around))


def _border(text: str, first: Mention, second: Mention) -> int:
    """Where the second stint begins: at the last word that joins them, or else the last comma."""
    start = sentence_of(text, second.start)[0]
    if start > first.end:
        return start
    joins = list(_BORDER.finditer(text, first.end, second.start))
    words = [m for m in joins if m.group().isalpha()]
    return (words[0] if words else joins[-1]).start() if joins else first.end


def with_same_place(text: str, found: list[Mention]) -> list[Mention]:
    """ "Cook at a hotel in Banff, then head chef, same hotel": the place of the one is that of the other."""
    places = {m.group: m for m in reversed(found) if m.entity == "place" and m.value.get("role") == "work" and m.group}
    if not places:
        return found
    heads: dict[str, Mention] = {}
    for mention in found:
        if mention.entity in OCCUPATIONS and mention.group:
            heads.setdefault(mention.group, mention)
    rows = list(found)
    for group, head in heads.items():
        start, end = sentence_of(text, head.start)
        cue = _SAME_PLACE.search(text, start, end)
        if group in places or cue is None:
            continue
        others = [place for other, place in places.items() if other in heads]
        if len({(o.value.get("country"), o.value.get("province")) for o in others}) == 1:
            rows.append(replace(others[0], group=group, start=cue.start(), end=cue.end()))
    return sorted(rows, key=lambda m: (m.start, m.end))
