"""Everything a message says, each value once, and which job it belongs to."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from nlu.facts.conditions import conditions
from nlu.facts.dates import When, find_periods
from nlu.facts.hours import hours
from nlu.facts.language_tests import language_tests
from nlu.facts.mention import Mention, sentence_of
from nlu.facts.occupations import occupations
from nlu.facts.permits import permits
from nlu.facts.person import person
from nlu.facts.places import places
from nlu.facts.references import references
from nlu.pipeline import pipeline

#: Longer texts are cut; the channels refuse them before.
LONGEST = 8000

_JOB_FACTS = frozenset(
    (
        *("occupation", "noc", "noc_2016", "teer", "period", "duration", "hours_per_week", "place", "authorization"),
        *("paid", "self_employed", "full_time_student", "foreign_employer", "duties_match", "leave"),
        "publicly_funded_physician",
    )
)
_OCCUPATIONS = frozenset(("occupation", "noc", "noc_2016"))
_TOGETHER = re.compile(r"\b(?:both|all|each|every(?:where|thing)?|always|the whole time|throughout)\b", re.I)
_NUMBER = re.compile(r"(?<![\w.,$/-])(\d{1,4}(?:\.\d+)?)(?![\w/-]|\.\d|,\d)")


def read(text: str, today: datetime.date) -> list[Mention]:
    """All mentions in the order of the text, none inside another, jobs numbered by ``group``."""
    text = text[:LONGEST]
    doc = pipeline()(text)
    periods, dates = find_periods(text, today)
    permit_dates = dates + [_as_when(p) for p in periods if _ends_only(p)]
    permit_mentions, used = permits(doc, permit_dates)
    taken_periods = [p for p in periods if _ends_only(p) and any(permit_dates[i].start == p.start for i in used)]
    periods = [p for p in periods if p not in taken_periods]
    free = [d for i, d in enumerate(dates) if i not in used]
    tests, used_by_tests = language_tests(text, free, today)
    free = [d for i, d in enumerate(free) if i not in used_by_tests]
    work, used_by_leaves = conditions(text, free)
    free = [d for i, d in enumerate(free) if i not in used_by_leaves]
    periods = _not_in_tests(periods, tests, text)
    found = _settle(
        [
            tests,
            permit_mentions,
            hours(text),
            [p for p in periods],
            occupations(text),
            work,
            places(doc),
            person(text),
            references(text),
            [Mention("date", d.value(text), d.start, d.end) for d in free],
        ]
    )
    found += _numbers(text, found)
    return _grouped(text, sorted(found, key=lambda m: (m.start, m.end)))


def _ends_only(period: Mention) -> bool:
    return period.entity == "period" and not period.value.get("start") and bool(period.value.get("end"))


def _as_when(period: Mention) -> When:
    day = datetime.date.fromisoformat(period.value["end"])
    return When(day, day, "day", period.start, period.end)


def _not_in_tests(periods: list[Mention], tests: list[Mention], text: str) -> list[Mention]:
    """A date that the test took is no period; scores such as 7-8 are no years."""
    return [p for p in periods if not any(p.start >= t.start and p.end <= t.end for t in tests if len(t.value) > 2)]


#: Entities that may stand on the same words: a permit tells of the work too.
_MAY_SHARE = frozenset(
    ("authorization", "permit", "correction", "job_reference", "removal", "inadmissibility", "marital_status")
)


def _settle(pools: list[list[Mention]]) -> list[Mention]:
    """Of mentions on the same words the one from the more specific extractor stays."""
    kept: list[Mention] = []
    for pool in pools:
        for mention in pool:
            clash = [
                k
                for k in kept
                if k.overlaps(mention)
                and not (k.entity in _MAY_SHARE or mention.entity in _MAY_SHARE)
                and not (
                    k.entity == "language_test"
                    and mention.entity in ("period", "occupation", "place", "hours_per_week", "education")
                    and not _inside_scores(k, mention)
                )
            ]
            if not clash:
                kept.append(mention)
    return kept


def _inside_scores(test: Mention, other: Mention) -> bool:
    return other.start >= test.start and other.end <= test.end and other.entity in ("hours_per_week",)


def _numbers(text: str, found: list[Mention]) -> list[Mention]:
    rows = []
    for match in _NUMBER.finditer(text):
        if not any(m.start < match.end() and match.start() < m.end for m in found if m.entity != "correction"):
            value = float(match.group(1))
            rows.append(Mention("number", int(value) if value.is_integer() else value, match.start(), match.end()))
    return rows


def _grouped(text: str, found: list[Mention]) -> list[Mention]:
    """Number the job mentions. Facts go to the occupation before them in the text, or to the one that
    follows in the same sentence; what is said of all ("both in Calgary") goes to none in particular."""
    heads = _heads(found)
    if not heads:
        return found
    if len(heads) == 1:
        return [replace(m, group="1") if m.entity in _JOB_FACTS else m for m in found]
    # A job may be named by title and code side by side.
    rows: list[Mention] = []
    for mention in found:
        if mention.entity not in _JOB_FACTS:
            rows.append(mention)
            continue
        rows.append(replace(mention, group=_group_of(text, mention, heads)))
    return rows


def _heads(found: list[Mention]) -> list[list[Mention]]:
    """Occupations, those that name the same job (title and code in a row) as one."""
    heads: list[list[Mention]] = []
    for mention in found:
        if mention.entity not in _OCCUPATIONS:
            continue
        last = heads[-1][-1] if heads else None
        if last is not None and _same_job(last, mention):
            heads[-1].append(mention)
        else:
            heads.append([mention])
    return heads


def _same_job(first: Mention, second: Mention) -> bool:
    codes = [_codes(first), _codes(second)]
    if first.entity != second.entity and second.start - first.end <= 25:
        return True
    same_title = (
        first.entity == second.entity == "occupation" and first.value["title"].lower() == second.value["title"].lower()
    )
    return same_title or (first.entity == second.entity == "noc" and codes[0] == codes[1])


def _codes(mention: Mention) -> list[str]:
    if mention.entity == "noc":
        return [mention.value]
    if mention.entity == "noc_2016":
        return list(mention.value["candidates"])
    return [c["code"] for c in mention.value["candidates"]]


def _group_of(text: str, mention: Mention, heads: list[list[Mention]]) -> str | None:
    for number, head in enumerate(heads, start=1):
        if mention in head:
            return str(number)
    start, end = sentence_of(text, mention.start)
    inside = [n for n, head in enumerate(heads, start=1) if start <= head[0].start < end]
    clause = text[max(start, mention.start - 40) : mention.start]
    if _TOGETHER.search(clause):
        return None
    before = [n for n in inside if heads[n - 1][0].start < mention.start]
    if before:
        return str(before[-1])
    if inside:
        return str(inside[0])
    earlier = [n for n, head in enumerate(heads, start=1) if head[0].start < mention.start]
    if mention.entity in ("period", "hours_per_week", "duration", "leave") and earlier:
        return str(earlier[-1])
    return None
