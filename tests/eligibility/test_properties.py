"""What holds of every case, tried on invented ones; and a slow count, day by day, that must say the same."""

from __future__ import annotations

import copy
import datetime
import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from answers.criteria import caveat_sentence, detail
from eligibility.assessment import PROGRAMS
from eligibility.cec import assess
from eligibility.facts import ABILITIES, AUTHORIZATIONS, LEAVES, from_document, to_document
from eligibility.results import Assessment, Result, Status
from tests.eligibility.people import TODAY, document, job, language_test

Document = dict[str, Any]
ONE_DAY = datetime.timedelta(days=1)
#: 1 and 1 and 3 and 3: two occupations for each level, so that the lead changes.
NOCS = ("21232", "21231", "63200", "62020")
LEVEL_OF = {"0": 7, "1": 7, "2": 5, "3": 5}
REQUIRED, WEEK, MONTHS = 1560, 30, 36
thorough = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
brief = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

days_ago = st.integers(0, 1500)
hours = st.sampled_from([5, 7.5, 10, 15, 20, 25, 30, 37.5, 40, 60])


@st.composite
def leaves(draw: st.DrawFn, start: datetime.date) -> list[dict[str, Any]]:
    rows = []
    for _ in range(draw(st.integers(0, 2))):
        first = start + draw(st.integers(0, 400)) * ONE_DAY
        last = first + draw(st.integers(0, 60)) * ONE_DAY
        kind = draw(st.sampled_from(LEAVES))
        rows.append({"start": first.isoformat(), "end": last.isoformat(), "kind": kind})
    return rows


@st.composite
def jobs(draw: st.DrawFn, nocs: Sequence[str] = NOCS) -> Document:
    """A job that counts: over, going on, or with a planned end."""
    start = TODAY - draw(days_ago) * ONE_DAY
    told = job(noc=draw(st.sampled_from(nocs)), start=start.isoformat(), hours_per_week=draw(hours))
    if draw(st.booleans()):
        end = start + draw(st.integers(0, 900)) * ONE_DAY
        told |= {"end": end.isoformat(), "current": end > TODAY}
    told["leaves"] = [
        leave
        for leave in draw(leaves(start))
        if "end" not in told or datetime.date.fromisoformat(leave["start"]) <= datetime.date.fromisoformat(told["end"])
    ]
    return told


@st.composite
def sittings(draw: st.DrawFn) -> Document:
    result = TODAY - draw(st.integers(0, 800)) * ONE_DAY
    scores = {ability: draw(st.sampled_from([4, 5, 5, 6, 7, 7, 9])) for ability in ABILITIES}
    if draw(st.booleans()):
        scores = dict.fromkeys(ABILITIES, draw(st.sampled_from([5, 6, 7, 9])))
    return language_test(None, date=result.isoformat(), **scores)


@st.composite
def told(draw: st.DrawFn, nocs: Sequence[str] = NOCS, most: int = 4) -> Document:
    """Facts in which nothing is left unsaid."""
    facts = document([], [])
    facts["jobs"] = draw(st.lists(jobs(nocs), min_size=1, max_size=most))
    facts["language_tests"] = draw(st.lists(sittings(), min_size=1, max_size=2))
    return facts


def answered(facts: Mapping[str, Any], as_of: datetime.date = TODAY) -> Assessment:
    return assess(from_document(facts), as_of)


def counted(found: Assessment) -> float:
    hours_: float = found.criterion("work_experience").evidence["counted_hours"]
    return hours_


# --- a second opinion: every day by itself --------------------------------------------------------------


class DayByDay:
    """The class without any cleverness: what each day carries, summed over the window."""

    def __init__(self, facts: Mapping[str, Any], horizon: datetime.date) -> None:
        first = min(datetime.date.fromisoformat(row["start"]) for row in facts["jobs"])
        self.first = min(first, TODAY) - relativedelta(months=MONTHS + 1)
        days = (horizon - self.first).days + 1
        worked: list[dict[int, int]] = [{} for _ in range(days)]
        for index, row in enumerate(facts["jobs"]):
            for day in self._days(row, horizon):
                worked[(day - self.first).days][index] = round(row["hours_per_week"] * 2)
        sums = {sum(day.values()) for day in worked if day}
        #: Parts of an hour: sevenths of halves, and what sharing under the cap needs.
        self.unit = 14 * math.lcm(*sums) if sums else 14
        total = [min(sum(day.values()), 2 * WEEK) * self.unit // 14 for day in worked]
        self.total = list(itertools.accumulate(total, initial=0))
        self.by_noc: dict[str, list[int]] = {}
        for noc in {row["noc"] for row in facts["jobs"]}:
            share = [
                sum(
                    half * min(sum(day.values()), 2 * WEEK) * (self.unit // 14) // sum(day.values())
                    for index, half in day.items()
                    if facts["jobs"][index]["noc"] == noc
                )
                for day in worked
            ]
            self.by_noc[noc] = list(itertools.accumulate(share, initial=0))
        self.tests = facts["language_tests"]

    @staticmethod
    def _days(row: Mapping[str, Any], horizon: datetime.date) -> Iterator[datetime.date]:
        start = datetime.date.fromisoformat(row["start"])
        end = datetime.date.fromisoformat(row["end"]) if "end" in row else horizon
        off: set[datetime.date] = set()
        vacation: set[datetime.date] = set()
        for leave in row["leaves"]:
            day = datetime.date.fromisoformat(leave["start"])
            while day <= datetime.date.fromisoformat(leave["end"]):
                (vacation if leave["kind"] == "vacation_paid" else off).add(day)
                day += ONE_DAY
        taken: dict[int, int] = {}
        for day in sorted(vacation):
            year = (day - start).days // 364
            taken[year] = taken.get(year, 0) + 1
            if taken[year] > 14:
                off.add(day)
        day = start
        while day <= min(end, horizon):
            if day not in off:
                yield day
            day += ONE_DAY

    def _sum(self, of: list[int], day: datetime.date) -> int:
        low = (day - relativedelta(months=MONTHS) - self.first).days
        return of[(day - self.first).days + 1] - of[low]

    def hours(self, day: datetime.date) -> float:
        return self._sum(self.total, day) / self.unit

    def passes(self, day: datetime.date) -> bool:
        if self._sum(self.total, day) < REQUIRED * self.unit:
            return False
        by_noc = {noc: self._sum(of, day) for noc, of in self.by_noc.items()}
        most = max(by_noc.values())
        level = max(LEVEL_OF[noc[1]] for noc, sum_ in by_noc.items() if sum_ == most)
        return any(
            day < datetime.date.fromisoformat(test["date"]) + relativedelta(years=2)
            and all(test[ability] >= level for ability in ABILITIES)
            for test in self.tests
        )

    def answer(self) -> tuple[Result, datetime.date | None, datetime.date | None]:
        end = max(datetime.date.fromisoformat(test["date"]) for test in self.tests) + relativedelta(years=2)
        day = TODAY
        while not self.passes(day):
            day += ONE_DAY
            if day >= end:
                return Result.NOT_ELIGIBLE, None, None
        last = day
        while self.passes(last + ONE_DAY):
            last += ONE_DAY
        return (Result.ELIGIBLE, None, last) if day == TODAY else (Result.WILL_BE_ELIGIBLE, day, last)


@thorough
@given(told())
def test_counting_every_day_gives_the_same_answer_and_days(facts: Document) -> None:
    slow = DayByDay(facts, TODAY + relativedelta(years=2, days=2))
    found = answered(facts)
    assert abs(counted(found) - slow.hours(TODAY)) < 0.011
    assert (found.result, found.eligible_from, found.eligible_until) == slow.answer()


# --- the days -------------------------------------------------------------------------------------------


def frozen(facts: Document) -> Document:
    """The same without anything that a later day could contradict."""
    return {key: value for key, value in facts.items() if key != "as_of"}


@thorough
@given(told())
def test_the_first_and_the_last_day_are_exact(facts: Document) -> None:
    found = answered(facts)
    if found.eligible_from:
        assert answered(frozen(facts), found.eligible_from).result is Result.ELIGIBLE
        assert answered(frozen(facts), found.eligible_from - ONE_DAY).result is not Result.ELIGIBLE
    if found.eligible_until:
        assert answered(frozen(facts), found.eligible_until).result is Result.ELIGIBLE
        assert answered(frozen(facts), found.eligible_until + ONE_DAY).result is not Result.ELIGIBLE


@brief
@given(told(most=2), st.sampled_from(["fsw", "fst"]), st.sampled_from(["masters", "bachelors", "two_year"]), st.data())
def test_the_days_of_the_other_programs_are_exact(
    facts: Document, program: str, level: str, data: st.DataObject
) -> None:
    trades = ("72310", "72200")
    for row in facts["jobs"]:
        row["noc"] = data.draw(st.sampled_from(trades if program == "fst" else NOCS))
    born = datetime.date(1980, 1, 1) + data.draw(st.integers(0, 8000)) * ONE_DAY
    facts |= {
        "person": {"birth_date": born.isoformat(), "marital_status": "single"},
        "education": {"level": level, "canadian_credential": "none", "eca": True},
        "foreign_work_years": data.draw(st.integers(0, 3)),
        "trade_certificate": True,
        "job_offer": "none",
        "sibling_in_canada": False,
        "provincial_nomination": False,
    }
    read, judge = from_document(facts), PROGRAMS[program]
    found = judge(read, TODAY)
    assert found.result in (Result.ELIGIBLE, Result.WILL_BE_ELIGIBLE, Result.NOT_ELIGIBLE)
    if found.eligible_from:
        assert judge(read, found.eligible_from).result is Result.ELIGIBLE
        assert judge(read, found.eligible_from - ONE_DAY).result is not Result.ELIGIBLE
    if found.result in (Result.ELIGIBLE, Result.WILL_BE_ELIGIBLE):
        assert found.eligible_until is not None
        assert judge(read, found.eligible_until).result is Result.ELIGIBLE
        assert judge(read, found.eligible_until + ONE_DAY).result is not Result.ELIGIBLE


# --- more and less --------------------------------------------------------------------------------------

RANK = {
    Result.NOT_ELIGIBLE: 0,
    Result.CANNOT_SAY: 1,
    Result.NEEDS_INFORMATION: 1,
    Result.WILL_BE_ELIGIBLE: 2,
    Result.ELIGIBLE: 3,
}


@thorough
@given(told(nocs=["21232"], most=3), st.data())
def test_more_work_never_hurts(facts: Document, data: st.DataObject) -> None:
    """In one occupation; in several, more of one may raise the level that is asked for."""
    row = data.draw(st.sampled_from(range(len(facts["jobs"]))))
    more = copy.deepcopy(facts)
    if data.draw(st.booleans()):
        more["jobs"][row]["hours_per_week"] += data.draw(st.integers(1, 40))
    else:
        # The weeks that vacation is counted in begin with the job, so without leaves.
        facts["jobs"][row]["leaves"] = more["jobs"][row]["leaves"] = []
        earlier = datetime.date.fromisoformat(more["jobs"][row]["start"]) - data.draw(st.integers(1, 300)) * ONE_DAY
        more["jobs"][row]["start"] = earlier.isoformat()
    before, after = answered(facts), answered(more)
    assert counted(after) >= counted(before)
    assert RANK[after.result] >= RANK[before.result]
    if before.eligible_from and after.eligible_from:
        assert after.eligible_from <= before.eligible_from


@thorough
@given(told(), st.data())
def test_a_job_that_cannot_count_changes_no_hours(facts: Document, data: st.DataObject) -> None:
    bar = data.draw(
        st.sampled_from(
            [
                {"noc": "65201"},
                {"paid": False},
                {"self_employed": True},
                {"full_time_student": True},
                {"authorization": "none"},
                {"authorization": "refugee_claimant"},
                {"duties_match": False},
                {"country": "US", "province": None},
            ]
        )
    )
    extra = {key: value for key, value in (data.draw(jobs()) | bar).items() if value is not None}
    more = {**facts, "jobs": [*facts["jobs"], extra]}
    before, after = answered(facts), answered(more)
    assert counted(after) == counted(before)
    assert (after.result, after.eligible_from, after.eligible_until) == (
        before.result,
        before.eligible_from,
        before.eligible_until,
    )
    assert after.criterion("work_experience").evidence["jobs"][-1]["counted_hours"] == 0


@brief
@given(told(), st.randoms(use_true_random=False))
def test_the_order_of_jobs_and_tests_does_not_matter(facts: Document, random: Any) -> None:
    mixed = copy.deepcopy(facts)
    random.shuffle(mixed["jobs"])
    random.shuffle(mixed["language_tests"])
    before, after = answered(facts), answered(mixed)
    assert counted(after) == counted(before)
    assert (after.result, after.eligible_from, after.eligible_until) == (
        before.result,
        before.eligible_from,
        before.eligible_until,
    )


@brief
@given(told(), st.integers(1, 900))
def test_one_job_told_as_two_is_the_same(facts: Document, after: int) -> None:
    whole = facts["jobs"][0]
    whole["leaves"] = []
    cut = datetime.date.fromisoformat(whole["start"]) + after * ONE_DAY
    assume("end" not in whole or cut <= datetime.date.fromisoformat(whole["end"]))
    left = {**whole, "end": (cut - ONE_DAY).isoformat(), "current": False}
    right = {**whole, "start": cut.isoformat()}
    if cut > TODAY and "end" not in right:
        right["end"] = (TODAY + relativedelta(years=20)).isoformat()
    apart = {**facts, "jobs": [left, right, *facts["jobs"][1:]]}
    one, two = answered(facts), answered(apart)
    assert counted(one) == counted(two)
    assert (one.result, one.eligible_from, one.eligible_until) == (two.result, two.eligible_from, two.eligible_until)


# --- what is not said -----------------------------------------------------------------------------------

#: Facts that are needed; without one of the others something is assumed, and said.
NEEDED_OF_A_JOB = (
    *("noc", "start", "hours_per_week", "paid", "self_employed", "full_time_student", "authorization"),
    *("duties_match", "end", "where"),
)
NEEDED_OF_A_TEST = ("test", "date", *ABILITIES)


def removable(facts: Document) -> list[tuple[Any, ...]]:
    places: list[tuple[Any, ...]] = [(key,) for key in facts]
    for index in range(len(facts.get("jobs", ()))):
        places += [("jobs", index, leaf) for leaf in NEEDED_OF_A_JOB]
    for index in range(len(facts.get("language_tests", ()))):
        places += [("language_tests", index, leaf) for leaf in NEEDED_OF_A_TEST]
    return places


def without(facts: Document, places: Sequence[tuple[Any, ...]]) -> Document:
    """The facts less some; what belongs together ("where", until when) goes together."""
    less = copy.deepcopy(facts)
    for place in sorted(places, key=len, reverse=True):
        if len(place) == 1:
            less.pop(place[0], None)
            continue
        row = less[place[0]][place[1]]
        for leaf in {"where": ("country", "province"), "end": ("end", "current")}.get(place[2], (place[2],)):
            row.pop(leaf, None)
        if place[2] == "start":
            row["leaves"] = []
    return less


@thorough
@given(told(), st.data())
def test_no_answer_improves_by_unsaying_something(facts: Document, data: st.DataObject) -> None:
    bar = data.draw(st.sampled_from([{}, {}, {"paid": False}, {"authorization": "none"}, {"noc": "65201"}]))
    facts["jobs"][0] |= bar
    facts["jobs"] = [{**row, "leaves": []} for row in facts["jobs"]]
    places = data.draw(st.lists(st.sampled_from(removable(facts)), min_size=1, max_size=4))
    before, after = answered(facts), answered(without(facts, places))
    assert after.result in (before.result, Result.NEEDS_INFORMATION)


@thorough
@given(told(), st.data())
def test_what_is_unsaid_is_never_a_no(facts: Document, data: st.DataObject) -> None:
    passing = answered(facts).result in (Result.ELIGIBLE, Result.WILL_BE_ELIGIBLE)
    assume(passing)
    places = data.draw(st.lists(st.sampled_from(removable(facts)), min_size=1, max_size=6))
    assert answered(without(facts, places)).result is not Result.NOT_ELIGIBLE


#: What makes the best of a missing fact.
BEST: Mapping[str, Any] = {
    "intends_outside_quebec": True,
    "inadmissibility": "none",
    "noc": "63200",
    "start": "2020-01-01",
    "hours_per_week": 40,
    "country": "CA",
    "authorization": "pgwp",
    "self_employed": False,
    "full_time_student": False,
    "paid": True,
    "duties_match": True,
    "test": "clb",
    "date": TODAY.isoformat(),
    **dict.fromkeys(ABILITIES, 10),
}


def filled(facts: Document, path: str) -> Document:
    more = copy.deepcopy(facts)
    if path == "jobs":
        return {**more, "jobs": [job(noc=BEST["noc"])]}
    if path == "language_tests":
        return {**more, "language_tests": [language_test(10, date=TODAY.isoformat())]}
    if path in ("intends_outside_quebec", "inadmissibility"):
        return {**more, path: BEST[path]}
    where, index, leaf = path.replace("[", ".").replace("]", "").split(".")
    row = more[where][int(index)]
    if leaf == "end":
        row["current"] = True
    elif leaf == "start" and "end" in row:
        row["start"] = (datetime.date.fromisoformat(row["end"]) - relativedelta(years=5)).isoformat()
    else:
        row[leaf] = BEST[leaf]
    return more


@thorough
@given(told(nocs=["63200"], most=3), st.data())
def test_whatever_needs_information_can_still_turn_out_well(facts: Document, data: st.DataObject) -> None:
    """And each fact that is named, once given, is named no more."""
    # Scores without the name of their test could be any test's; which one would be best is not looked at here.
    named = [place for place in removable(facts) if place[-1] != "test"]
    places = data.draw(st.lists(st.sampled_from(named), min_size=1, max_size=5))
    less = without(facts, places)
    found = answered(less)
    assume(found.result is Result.NEEDS_INFORMATION)
    for _ in range(60):
        if not found.missing:
            break
        path = found.missing[0]
        less = filled(less, path)
        found = answered(less)
        assert path not in found.missing
    if "test_expires_before_hours" in [caveat.code for caveat in found.caveats]:
        # Hours so far away that no test of today lasts until then: the day was named all along.
        work = found.criterion("work_experience").evidence
        assert work["hours_from"] >= TODAY + relativedelta(years=2)
        return
    assert found.result in (Result.ELIGIBLE, Result.WILL_BE_ELIGIBLE)


# --- the form of answers --------------------------------------------------------------------------------


@thorough
@given(told(), st.data())
@example(document(None, None), None)
def test_the_same_facts_give_the_same_json_twice(facts: Document, data: st.DataObject | None) -> None:
    if data:
        facts = without(facts, data.draw(st.lists(st.sampled_from(removable(facts)), max_size=4)))
        facts["jobs"] = [
            {**row, "authorization": data.draw(st.sampled_from(AUTHORIZATIONS))} for row in facts.get("jobs", ())
        ]
    read = from_document(facts)
    for judge in PROGRAMS.values():
        once, again = (judge(read, TODAY).to_json(detail, caveat_sentence) for _ in range(2))
        assert json.dumps(once) == json.dumps(again)
    assert from_document(to_document(read)) == read


@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_every_program_answers_for_nothing_at_all(program: str) -> None:
    found = PROGRAMS[program](from_document({}), TODAY)
    assert found.result is Result.NEEDS_INFORMATION and found.missing
    assert all(row.status in (Status.UNKNOWN, Status.MET) for row in found.criteria)
