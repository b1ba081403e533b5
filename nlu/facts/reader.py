"""Everything a message says, each value once, and which job it belongs to."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from nlu.facts.background import background
from nlu.facts.changes import changed_hours
from nlu.facts.conditions import conditions
from nlu.facts.education import education
from nlu.facts.groups import OCCUPATIONS, grouped, jobs_named, told_again, with_same_place
from nlu.facts.hours import hours
from nlu.facts.language_tests import language_tests
from nlu.facts.mention import Mention, Taken, plain
from nlu.facts.numbers import tidy
from nlu.facts.occupations import occupations
from nlu.facts.periods import Calendar
from nlu.facts.permits import permits
from nlu.facts.person import person
from nlu.facts.places import places
from nlu.facts.references import corrections, references
from nlu.facts.relevance import of_work, present, where_work_is
from nlu.facts.tense import tenses
from nlu.pipeline import names

#: Longer texts are cut; the channels refuse them before.
LONGEST = 8000

_NUMBER = re.compile(r"(?<![\w.,$/-])(\d{1,4}(?:\.\d+)?)(?![\w/-]|\.\d|,\d)")
#: Entities that may stand on the same words: a permit tells of the work too.
_MAY_SHARE = frozenset(
    (
        "authorization",
        "permit",
        "correction",
        "job_reference",
        "removal",
        "inadmissibility",
        "marital_status",
        "spouse",
        "spouse_is_canadian",
        "spouse_accompanies",
        "foreign_work_years",
        "canadian_work_years",
    )
)
#: May stand within the words of a test, which reach from its name to its last score.
_INSIDE_TESTS = frozenset(
    (
        "period",
        "occupation",
        "place",
        "education",
        "duration",
        "age",
        "children",
        "paid",
        "self_employed",
        "full_time_student",
    )
)


def read(text: str, today: datetime.date) -> list[Mention]:
    """All mentions in the order of the text, none inside another, jobs numbered by ``group``.

    Any text is read; what holds nothing gives an empty list.
    """
    text = plain(text[:LONGEST])
    named = names(text)
    calendar = Calendar(text, today)
    corrected, denied = corrections(text, calendar)
    titles = occupations(text)
    leaves_and_work = conditions(text, calendar)
    permit_mentions = permits(text, named["permits"], calendar)
    about_person = person(text, calendar, named["places"])
    tests = language_tests(text, calendar)
    elsewhere = background(text, named["places"], calendar, titles)
    schooling = education(text, named["places"], named["schools"])
    where = places(text, named["places"], named["workplaces"])
    where = [place for place in where if not any(place.overlaps(m) for m in elsewhere)]
    pools = [
        corrected,
        tests,
        permit_mentions,
        about_person,
        _not_in_a_name(hours(text), where),
        elsewhere,
        [s.mention(text) for s in calendar.stretches],
        schooling,
        _without_places(_not_in_a_name(titles, where), where),
        leaves_and_work,
        where,
        [length.mention(text, today) for length in calendar.lengths],
        references(text, titles),
        [Mention("date", d.value(text), d.start, d.end) for d in calendar.dates],
    ]
    found = _settle(text, pools, denied)
    found = [m for m in found if m.entity not in ("period", "duration") or of_work(text, m, found)]
    found = [m for m in found if not _of_a_job_place(m) or where_work_is(text, m, found)]
    found = [m for m in found if not _before_any_job(m, found)]
    found += _numbers(text, found, calendar)
    found = [present(text, m, found) for m in sorted(found, key=lambda m: (m.start, m.end))]
    found = told_again(text, found)
    if jobs_named(text, found) < 2:
        # Of one job: before a second period makes a second stint of it.
        return _tidied(tenses(text, grouped(text, changed_hours(text, found))))
    return _tidied(tenses(text, with_same_place(text, changed_hours(text, grouped(text, found)))))


def _not_in_a_name(mentions: list[Mention], where: list[Mention]) -> list[Mention]:
    """ "Ft McMurray" says nothing of full time, "Baker Lake" names no baker."""
    named = [place for place in where if place.entity == "place"]
    return [m for m in mentions if not any(p.start <= m.start and m.end <= p.end for p in named)]


def _without_places(titles: list[Mention], where: list[Mention]) -> list[Mention]:
    """ "front desk clerk whistler": the city is no part of the title."""
    rows = []
    for title in titles:
        cut = next((p for p in where if title.start < p.start < title.end <= p.end), None)
        if cut is not None and title.entity == "occupation":
            written = title.value["title"][: cut.start - title.start].strip(" ,-")
            title = replace(title, value={**title.value, "title": written}, end=title.start + len(written))
        rows.append(title)
    return rows


def _settle(text: str, pools: list[list[Mention]], denied: list[tuple[int, int]]) -> list[Mention]:
    """Of mentions on the same words the one from the more specific extractor stays; what was denied goes."""
    taken = Taken(len(text))
    wrong = Taken(len(text), denied)
    in_tests = Taken(len(text))
    kept: list[Mention] = []
    for pool in pools:
        claimed = []
        for mention in pool:
            shares = mention.entity in _MAY_SHARE
            if mention.entity != "correction" and not wrong.free(mention.start, mention.end):
                continue
            if not shares and not taken.free(mention.start, mention.end):
                continue
            if not shares and mention.entity not in _INSIDE_TESTS and not in_tests.free(mention.start, mention.end):
                continue
            kept.append(mention)
            if not shares:
                claimed.append(mention)
        for mention in claimed:
            (in_tests if mention.entity == "language_test" else taken).take(mention.start, mention.end)
    return kept


def _before_any_job(mention: Mention, found: list[Mention]) -> bool:
    """Student years of which no job that is told of has a day."""
    span = mention.span or {}
    periods = [m.value for m in found if m.entity == "period"]
    if mention.entity != "full_time_student" or not span.get("end") or not periods:
        return False
    return all(period["start"] and period["start"] > span["end"] for period in periods)


def _of_a_job_place(mention: Mention) -> bool:
    return mention.entity == "place" and mention.value.get("role") == "work"


def _numbers(text: str, found: list[Mention], calendar: Calendar) -> list[Mention]:
    """Numbers that are part of nothing else, and of no date."""
    taken = Taken(len(text), ((m.start, m.end) for m in found if m.entity != "correction"))
    for date in calendar.all:
        taken.take(date.start, date.end)
    return [
        Mention("number", tidy(float(match.group(1))), match.start(), match.end())
        for match in _NUMBER.finditer(text)
        if taken.free(match.start(), match.end())
    ]


def _shorter(mention: Mention, kept: list[Mention]) -> bool:
    """ "Supervisor" after "store supervisor", of the same job."""
    ending = f" {mention.value['title']}".lower()
    earlier = [k for k in kept if k.entity == "occupation" and k.group == mention.group]
    return any(k.value["title"].lower().endswith(ending) for k in earlier)


def _tidied(found: list[Mention]) -> list[Mention]:
    """No fact twice about one job, no permit held now for work that is over, "both" where two jobs are told of."""
    closed = {m.group for m in found if m.entity == "period" and m.value.get("current") is False and m.group}
    groups = {m.group for m in found if m.entity in OCCUPATIONS}
    over = {m.start for m in found if m.entity == "authorization" and m.group in closed}
    removals = [m for m in found if m.entity == "removal"]
    counted = {m.group for m in found if m.entity == "hours_per_week" and m.value["value"] is not None}
    kept: list[Mention] = []
    for mention in found:
        if mention.entity == "hours_per_week" and mention.value["value"] is None and counted & {mention.group, None}:
            # "20 hours" beside "full time" says it more exactly.
            continue
        if mention.entity == "occupation" and (any(r.overlaps(mention) for r in removals) or _shorter(mention, kept)):
            continue
        if mention.entity == "job_reference" and mention.value.get("all") and len(groups) > 1:
            continue
        if mention.entity == "permit" and "expires" not in mention.value and mention.start in over:
            continue
        if mention.entity in ("place", "authorization", "permit", "noc", "occupation") and any(
            (k.entity, k.value, k.group, k.span) == (mention.entity, mention.value, mention.group, mention.span)
            for k in kept
        ):
            continue
        kept.append(mention)
    return kept
