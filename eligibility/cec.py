"""The Canadian Experience Class: IRPR section 87.1, one function a provision, in the order of the text."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from dateutil.relativedelta import relativedelta

from eligibility.experience import Experience, JobView, Rules, experience, job_evidence, rounded_against
from eligibility.facts import Facts
from eligibility.language import Sitting, last_valid_day, missing_of, references, sittings, validity_years
from eligibility.ledger import NEVER, Ledger, window_start
from eligibility.parameters import Reference, parameter
from eligibility.results import Assessment, Caveat, Criterion, Result, Status

PROGRAM = "CEC"


@dataclass(frozen=True)
class Case:
    """One person's case on one day, with all that was computed once."""

    facts: Facts
    as_of: datetime.date
    rules: Rules
    work: Experience
    tests: tuple[Sitting, ...]

    @property
    def today(self) -> int:
        """``as_of`` as an ordinal."""
        return self.as_of.toordinal()

    def window_start(self, day: int) -> int:
        """First day of the window that ends on ``day``."""
        return window_start(day, self.rules.look_back_months.value)

    def hours(self, of: Ledger, day: int) -> Fraction:
        """Hours of a ledger in the window that ends on ``day``."""
        return of.hours(self.window_start(day), day)

    def enough(self, of: Ledger, day: int) -> bool:
        """Whether a ledger holds the required hours in the window that ends on ``day``."""
        return of.reaches(self.required, self.window_start(day), day)

    @property
    def test_ends(self) -> tuple[datetime.date | None, ...]:
        """The last day on which each test told of counts; ``None`` where its date was not said."""
        years = validity_years(self.as_of)
        return tuple(last_valid_day(t.date, years) if t.date else None for t in self.facts.language_tests or ())

    @property
    def required(self) -> int:
        """Hours that the class asks for."""
        return int(self.rules.required_hours.value)


def assess(facts: Facts, as_of: datetime.date) -> Assessment:
    """Whether the facts meet the class on ``as_of``; if not yet, from which day; and until when.

    `eligibility.parameters.ParameterError` for a day before the rules that are modelled (16 November 2022).
    """
    rules = Rules.on(as_of)
    case = Case(facts, as_of, rules, experience(facts, as_of, rules), tuple(sittings(facts, as_of)))
    criteria = (
        work_experience(case),
        language(case),
        outside_quebec(case),
        admissibility(case),
    )
    return _conclude(case, criteria)


# --- 87.1(2)(a) to (c), 87.1(3): work experience ------------------------------------------------------


def work_experience(case: Case) -> Criterion:
    """One year of skilled work in Canada within the three years before applying: 87.1(2)(a)."""
    facts, work = case.facts, case.work
    if facts.jobs is None:
        return _work(case, Status.UNKNOWN, "jobs_not_said", ("jobs",))
    if not facts.jobs:
        return _work(case, Status.NOT_MET, "no_jobs")
    if case.enough(work.certain, case.today):
        return _work(case, Status.MET, "enough_hours")
    unsaid = _unsaid(case)
    if not case.enough(work.possible, case.today):
        day = hours_day(case, work.possible)
        if day is None:
            counts = case.hours(work.possible, case.today)
            return _work(case, Status.NOT_MET, "not_enough_hours" if counts else "nothing_counts")
        if unsaid:
            return _work(case, Status.NOT_YET, "hours_later", unsaid, hours_from=_day(day))
        sure = day if work.certain is work.possible else hours_day(case, work.certain)
        if sure is None:
            return _work(case, Status.CANNOT_SAY, "foreign_employer", hours_from=_day(day))
        return _work(case, Status.NOT_YET, "hours_later", hours_from=_day(sure))
    # Once work for employers abroad would do, more facts help only if the rest of the work could do without it.
    if unsaid and (not case.enough(work.settled, case.today) or case.enough(work.attainable, case.today)):
        return _work(case, Status.UNKNOWN, "facts_missing", unsaid)
    return _work(case, Status.CANNOT_SAY, "foreign_employer")


def _unsaid(case: Case) -> tuple[str, ...]:
    """What is not said about jobs that may count, the most useful first; not about work of too long ago."""
    return tuple(
        f"jobs[{seen.index}].{leaf}" for seen in case.work.views if _in_play(case, seen) for leaf in seen.unknown
    )


def _in_play(case: Case, seen: JobView) -> bool:
    """Whether a job may have hours in the window, today or on a day to come."""
    return seen.index in case.work.alone and bool(
        case.work.alone[seen.index].hours(case.window_start(case.today), NEVER)
    )


def _work(case: Case, status: Status, reason: str, missing: tuple[str, ...] = (), **more: Any) -> Criterion:
    first = case.window_start(case.today)
    evidence: dict[str, Any] = {
        "counted_hours": rounded_against(case.hours(case.work.certain, case.today), case.required),
        "required_hours": case.required,
        "window": [_day(first), case.as_of],
        "jobs": job_evidence(case.work, first, case.today),
        **more,
    }
    possible = rounded_against(case.hours(case.work.possible, case.today), case.required)
    if possible != evidence["counted_hours"]:
        evidence["possible_hours"] = possible
    return Criterion("work_experience", status, reason, _work_references(case), evidence, missing)


def _work_references(case: Case) -> tuple[Reference, ...]:
    """The provisions that this case turns on: the year itself, then each exclusion that was applied."""
    names = ["required_hours", "full_time_hours_per_week"]
    by_code = {
        "teer_4_or_5": "eligible_teers",
        "outside_canada": "required_hours",
        "unpaid": "paid_work",
        "self_employed": "self_employment_excluded",
        "full_time_student": "full_time_study_excluded",
        "unauthorized": "self_employment_excluded",
        "no_temporary_status": "temporary_resident_status",
        "duties_do_not_match": "duties",
    }
    for seen in case.work.views:
        names += [by_code[code] for code in seen.excluded]
        if seen.open_question:
            names.append("foreign_employer")
        if seen.job.self_employed and seen.certain:
            names.append("physician_policy")
    return tuple(parameter("cec", name).on(case.as_of).reference for name in dict.fromkeys(names))


# --- 87.1(2)(d) and (e): language ---------------------------------------------------------------------


def language(case: Case) -> Criterion:
    """The level of the occupation with most experience, in each of the four abilities: 87.1(2)(d), (e)."""
    tests = case.facts.language_tests
    leading = governing(case, case.today)
    needed = thresholds(case, leading)
    if tests is None:
        return _language(case, Status.UNKNOWN, "not_said", None, leading, needed, ("language_tests",))
    if not tests:
        return _language(case, Status.NOT_MET, "no_test", None, leading, needed)
    results = [_sitting(case, sitting, needed) for sitting in case.tests]
    met = [row for row in results if row[0] is Status.MET]
    if met:
        longest = max(met, key=lambda row: row[2].last_day or case.as_of)
        return _language(case, longest[0], longest[1], longest[2], leading, needed)
    open_ = [row for row in results if row[0] is not Status.NOT_MET]
    missing = [path for row in open_ for path in row[3]]
    for index, test in enumerate(tests):
        if test.test is None:
            missing += missing_of(index, test)
    if missing:
        shown = open_[0][2] if open_ else None
        paths = tuple(dict.fromkeys(missing))
        return _language(case, Status.UNKNOWN, "facts_missing", shown, leading, needed, paths)
    if open_:
        status, reason, sitting, _ = open_[0]
        return _language(case, status, reason, sitting, leading, needed)
    nearest = max(results, key=lambda row: _nearness(row[2]))
    return _language(case, Status.NOT_MET, nearest[1], nearest[2], leading, needed)


def _nearness(sitting: Sitting) -> tuple[bool, int]:
    return (sitting.last_day is not None, min(sitting.levels.values(), default=0))


def _sitting(case: Case, sitting: Sitting, needed: frozenset[int]) -> tuple[Status, str, Sitting, tuple[str, ...]]:
    """One test against the threshold or thresholds that are still possible."""
    valid = sitting.valid_on(case.as_of)
    if valid is False:
        return Status.NOT_MET, "test_expired", sitting, ()
    if sitting.test.date and sitting.test.date > case.as_of:
        return Status.NOT_MET, "test_to_come", sitting, ()
    verdicts = {sitting.reaches(level) for level in needed}
    if verdicts == {False}:
        return Status.NOT_MET, "level_too_low", sitting, ()
    missing = [path for path in missing_of(sitting.index, sitting.test)]
    if verdicts == {True} and valid:
        return Status.MET, "levels_met", sitting, ()
    if len(verdicts) > 1 and sitting.complete:
        missing += _occupations_unsaid(case)
    if not missing and any(seen.open_question and seen.possible for seen in case.work.views):
        return Status.CANNOT_SAY, "foreign_employer", sitting, ()
    return Status.UNKNOWN, "facts_missing", sitting, tuple(missing)


def _occupations_unsaid(case: Case) -> list[str]:
    """What is not said about jobs, when it decides which occupation governs."""
    if case.facts.jobs is None:
        return ["jobs"]
    unnamed = [f"jobs[{seen.index}].noc" for seen in case.work.views if _in_play(case, seen) and seen.job.noc is None]
    return unnamed + list(_unsaid(case))


@dataclass(frozen=True)
class Leading:
    """The occupations that may have most experience; ``tied``: they certainly do, all of them."""

    occupations: frozenset[Hashable]
    tied: bool


def governing(case: Case, day: int) -> Leading:
    """The occupation with the greater amount of experience in the window (87.1(2)(e)).

    More than one when they tie, or while unsaid facts leave several possible; none without any job.
    """
    high = {key: case.hours(of, day) for key, of in case.work.most_by_occupation.items()}
    if not high:
        return Leading(frozenset(), False)
    low = {key: case.hours(of, day) for key, of in case.work.by_occupation.items()}
    most = max(low.values())
    found = frozenset(key for key, hours in high.items() if hours >= most)
    return Leading(found, all(low[key] == high[key] for key in found))


def thresholds(case: Case, leading: Leading) -> frozenset[int]:
    """The levels that may be asked for. A tie of known occupations asks for the higher one."""
    table: dict[int, int] = case.rules.minimum_clb.value
    every = frozenset(table.values())
    found: set[int] = set()
    for seen in case.work.views:
        if seen.key in leading.occupations:
            found |= every if seen.teer not in table else {table[seen.teer]}
    return (frozenset({max(found)}) if leading.tied else frozenset(found)) or every


def _language(
    case: Case,
    status: Status,
    reason: str,
    sitting: Sitting | None,
    leading: Leading,
    needed: frozenset[int],
    missing: tuple[str, ...] = (),
) -> Criterion:
    codes = sorted(key for key in leading.occupations if isinstance(key, str))
    named = len(codes) == len(leading.occupations)
    evidence: dict[str, Any] = {
        "required_clb": max(needed) if len(needed) == 1 else None,
        "governing_noc": codes[0] if len(codes) == 1 and named else None,
        "clb": dict(sitting.levels) if sitting else {},
    }
    if len(needed) > 1:
        evidence["possible_clb"] = sorted(needed)
    if leading.tied and len(codes) > 1 and named:
        evidence["governing_noc"] = _highest(codes)
        evidence["tied_nocs"] = codes
    if sitting:
        evidence["test"] = sitting.test.test
        evidence["valid_until"] = sitting.last_day
    return Criterion("language", status, reason, references(case.as_of, sitting), evidence, missing)


def _highest(codes: list[str]) -> str:
    """Of tied occupations the one with the lowest TEER, that is, the higher threshold."""
    return min(codes, key=lambda code: (code[1], code))


# --- 87.1(1) and 70(1)(e): where to live, and admissibility ------------------------------------------


def outside_quebec(case: Case) -> Criterion:
    """Persons who intend to reside in a province other than Quebec: 87.1(1)."""
    intends = case.facts.intends_outside_quebec
    if intends is None and case.facts.destination_province is not None:
        intends = case.facts.destination_province != "QC"
    reference = (parameter("cec", "outside_quebec").on(case.as_of).reference,)
    evidence = {"intends_outside_quebec": intends, "destination_province": case.facts.destination_province}
    if intends is None:
        return Criterion("outside_quebec", Status.UNKNOWN, "not_said", reference, evidence, ("intends_outside_quebec",))
    status, reason = (Status.MET, "outside_quebec") if intends else (Status.NOT_MET, "quebec")
    return Criterion("outside_quebec", status, reason, reference, evidence)


def admissibility(case: Case) -> Criterion:
    """Not inadmissible: IRPR 70(1)(e), IRPA 36 to 42."""
    ground = case.facts.inadmissibility
    names = ["admissibility"] + (["misrepresentation_bar_years"] if ground == "misrepresentation" else [])
    reference = tuple(parameter("cec", name).on(case.as_of).reference for name in names)
    if ground is None:
        return Criterion("admissibility", Status.UNKNOWN, "not_said", reference, {}, ("inadmissibility",))
    if ground == "none":
        return Criterion("admissibility", Status.MET, "none_known", reference, {"ground": "none"})
    if ground == "other":
        return Criterion("admissibility", Status.CANNOT_SAY, "other_ground", reference, {"ground": ground})
    return Criterion("admissibility", Status.NOT_MET, f"{ground}_ground", reference, {"ground": ground})


# --- time: from which day, until which day ------------------------------------------------------------


def hours_day(case: Case, of: Ledger) -> int | None:
    """The first day after ``as_of`` on which the hours are reached, the current job going on."""
    return _first(case, lambda day: case.enough(of, day), lambda day: ())


def hours_possible_since(facts: Facts, as_of: datetime.date) -> datetime.date | None:
    """The day from which the hours suffice if all work of unknown worth counts; ``None`` while they don't.

    ``None`` too where a job's dates or hours are unsaid: no day follows from them. Raises as `assess` does.
    """
    rules = Rules.on(as_of)
    case = Case(facts, as_of, rules, experience(facts, as_of, rules), tuple(sittings(facts, as_of)))
    if any(path.endswith(_OF_TIME) for path in _unsaid(case)) or not case.enough(case.work.possible, case.today):
        return None
    day = case.today
    while case.enough(case.work.possible, day - 1):
        day -= 1
    return datetime.date.fromordinal(day)


#: What a day of hours is reckoned from.
_OF_TIME = (".start", ".end", ".current", ".hours_per_week")


def passes_on(case: Case, day: int, leading: Callable[[int], Leading] | None = None) -> bool:
    """Whether experience and language would both be met on a day to come (or today)."""
    if not case.enough(case.work.certain, day):
        return False
    when = datetime.date.fromordinal(day)
    valid = [s for s in case.tests if s.valid_on(when) and s.test.date and s.test.date <= when]
    if not valid:
        return False
    needed = thresholds(case, leading(day) if leading else governing(case, day))
    return any(all(sitting.reaches(level) for level in needed) for sitting in valid)


def may_pass_on(case: Case, day: int, leading: Callable[[int], Leading]) -> bool:
    """Whether both might be met on a day if all that is unsaid or left open turned out well."""
    if not case.enough(case.work.possible, day):
        return False
    tests = case.facts.language_tests
    if tests is None:
        return True
    when = datetime.date.fromordinal(day)
    if any(test.test is None and (end is None or end >= when) for test, end in zip(tests, case.test_ends, strict=True)):
        return True
    alive = [s for s in case.tests if s.valid_on(when) is not False and not (s.test.date and s.test.date > when)]
    needed = thresholds(case, leading(day)) if alive else frozenset()
    return any(sitting.reaches(level) is not False for sitting in alive for level in needed)


def day_of_hope(case: Case) -> int | None:
    """The first day, today or later, on which `may_pass_on` holds: without one, no fact can cure what fails."""
    leading = functools.cache(functools.partial(governing, case))
    if may_pass_on(case, case.today, leading):
        return case.today
    return _first(case, lambda day: may_pass_on(case, day, leading), leading)


def first_passing_day(case: Case) -> int | None:
    """The first day after ``as_of`` on which everything that time can mend is met."""
    leading = functools.cache(functools.partial(governing, case))
    return _first(case, lambda day: passes_on(case, day, leading), leading, until=_tests_end(case))


def last_passing_day(case: Case, start: int) -> int | None:
    """The last day of the run of passing days that begins on ``start``; ``None`` when nothing ends it."""
    leading = functools.cache(functools.partial(governing, case))
    end = _first(case, lambda day: not passes_on(case, day, leading), leading, start, until=_tests_end(case) + 1)
    return None if end is None else end - 1


def _tests_end(case: Case) -> int:
    """The last day on which any test counts: nothing passes after it."""
    return max((sitting.last_day.toordinal() for sitting in case.tests if sitting.last_day), default=case.today)


def _first(
    case: Case,
    holds: Callable[[int], bool],
    shape: Callable[[int], Any],
    start: int | None = None,
    until: int | None = None,
) -> int | None:
    """The first day after ``start`` (``as_of``), up to ``until``, on which ``holds``.

    Between two edges (a job or leave begins or ends, or such a day leaves the window, or a test ends)
    hours are linear in the day, so a condition that is false at both ends, with the same occupation ahead,
    is false between them; otherwise the stretch is halved.
    """
    begin = case.today if start is None else start
    edges = _edges(case, begin, until)
    for left, right in pairwise(edges):
        found = _search(left, right, holds, shape)
        if found is not None:
            return found
    return None


def _search(left: int, right: int, holds: Callable[[int], bool], shape: Callable[[int], Any]) -> int | None:
    """First day in (left, right] on which ``holds``, given that it does not hold on ``left``."""
    if right - left <= 0:
        return None
    if right - left == 1:
        return right if holds(right) else None
    if not holds(right) and shape(left) == shape(right):
        return None
    middle = (left + right) // 2
    if holds(middle):
        return _search(left, middle, holds, shape)
    return _search(left, middle, holds, shape) or _search(middle, right, holds, shape)


def _edges(case: Case, begin: int, until: int | None = None) -> list[int]:
    """Days after which something changes its pace, from ``begin`` to the end of all change (or ``until``)."""
    months = relativedelta(months=case.rules.look_back_months.value)
    horizon = (datetime.date.fromordinal(begin) + months + months).toordinal()
    if until is not None:
        horizon = min(horizon, max(until, begin))
    days = {begin, horizon}
    oldest = case.window_start(begin) - 1
    for edge in case.work.edges:
        if edge > horizon + 1 or edge < oldest:
            continue
        for day in (edge - 1, edge):
            shifted = (datetime.date.fromordinal(day) + months).toordinal()
            days |= {day, shifted - 1, shifted, shifted + 1}
    for test, end in zip(case.facts.language_tests or (), case.test_ends, strict=True):
        if test.date and end:
            # A result that is still to come begins to count on its day.
            days |= {test.date.toordinal() - 1, test.date.toordinal(), end.toordinal(), end.toordinal() + 1}
    # The window's first day skips or repeats a day after 28 February of a leap year.
    for year in range(datetime.date.fromordinal(begin).year, datetime.date.fromordinal(horizon).year + 1):
        march = datetime.date(year, 3, 1).toordinal()
        days |= {march - 2, march - 1, march}
    return sorted(day for day in days if begin <= day <= horizon)


# --- the answer ---------------------------------------------------------------------------------------


def _conclude(case: Case, criteria: tuple[Criterion, ...]) -> Assessment:
    first, last = None, None
    work, tongue = criteria[0], criteria[1]
    hopeless = False
    late: tuple[Caveat, ...] = ()
    others_stand = all(row.status is not Status.NOT_MET for row in criteria[2:])
    both = {work.status, tongue.status}
    if others_stand and both & {Status.NOT_YET, Status.NOT_MET}:
        # Time may mend what fails today: hours to come, or another occupation taking the lead.
        settled = not both & {Status.UNKNOWN, Status.CANNOT_SAY} and not work.missing
        first = first_passing_day(case) if settled else None
        if first is not None:
            criteria = tuple(_mended(case, row, first) for row in criteria)
        elif day_of_hope(case) is not None:
            criteria = (work, _undecided(case, tongue), *criteria[2:])
        else:
            hopeless = True
            late = _too_late(case, work, tongue)
    statuses = {row.status for row in criteria}
    missing = _missing(criteria)
    if hopeless or Status.NOT_MET in statuses:
        result = Result.NOT_ELIGIBLE
    elif missing:
        result = Result.NEEDS_INFORMATION
    elif statuses & {Status.CANNOT_SAY, Status.UNKNOWN}:
        result = Result.CANNOT_SAY
    elif Status.NOT_YET in statuses:
        result = Result.WILL_BE_ELIGIBLE
    else:
        result = Result.ELIGIBLE
        last = last_passing_day(case, case.today)
    if result is Result.WILL_BE_ELIGIBLE and first is not None:
        last = last_passing_day(case, first)
    else:
        first = None
    return Assessment(
        as_of=case.as_of,
        program=PROGRAM,
        result=result,
        criteria=criteria,
        eligible_from=_day(first) if first else None,
        eligible_until=_day(last) if last else None,
        # What is unsaid is named even after a failure, for whoever wants to look further.
        missing=missing if result in (Result.NEEDS_INFORMATION, Result.NOT_ELIGIBLE) else (),
        caveats=(*late, *_caveats(case, criteria, first, last)),
    )


def _missing(criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for row in criteria for path in row.missing))


def _mended(case: Case, row: Criterion, first: int) -> Criterion:
    if row.id in ("work_experience", "language") and row.status is Status.NOT_MET:
        return replace(row, status=Status.NOT_YET, evidence={**row.evidence, "met_from": _day(first)})
    return row


def _undecided(case: Case, tongue: Criterion) -> Criterion:
    """The language criterion when it is met or not met today, but what is unsaid or open decides later."""
    if tongue.status is Status.UNKNOWN or (tongue.status is Status.MET and _unsaid(case)):
        return tongue
    missing = list(_occupations_unsaid(case)) if tongue.status is Status.NOT_MET else []
    for index, (test, end) in enumerate(zip(case.facts.language_tests or (), case.test_ends, strict=True)):
        if end is None or end >= case.as_of:
            missing += missing_of(index, test)
    if missing:
        paths = tuple(dict.fromkeys(missing))
        return replace(tongue, status=Status.UNKNOWN, reason="facts_missing", missing=paths)
    return replace(tongue, status=Status.CANNOT_SAY, reason="foreign_employer")


def _too_late(case: Case, work: Criterion, tongue: Criterion) -> tuple[Caveat, ...]:
    """Why hours come too late: every test that would do ends before them, or a higher level is asked for by then."""
    if work.status is not Status.NOT_YET or tongue.status is Status.NOT_MET:
        return ()
    hours_from: datetime.date = work.evidence["hours_from"]
    last = max((end for end in case.test_ends if end), default=None)
    if tongue.status is Status.MET:
        last = tongue.evidence["valid_until"]
    if last is not None and last < hours_from:
        return (Caveat("test_expires_before_hours", {"hours_from": hours_from, "valid_until": last}),)
    needed = max(thresholds(case, governing(case, hours_from.toordinal())))
    return (Caveat("level_rises_before_hours", {"hours_from": hours_from, "required_clb": needed}),)


def _caveats(case: Case, criteria: tuple[Criterion, ...], first: int | None, last: int | None) -> list[Caveat]:
    rows: list[Caveat] = []
    permit = case.facts.permit
    if permit and permit.expires:
        begins = _day(first) if first else None
        if permit.expires < case.as_of:
            if any(seen.job.current for seen in case.work.views):
                rows.append(Caveat("permit_ended", {"expires": permit.expires}))
        elif begins and permit.expires < begins:
            rows.append(Caveat("permit_ends_before", {"expires": permit.expires, "eligible_from": begins}))
    tongue = criteria[1].evidence
    if tongue.get("tied_nocs"):
        rows.append(Caveat("occupations_tie", {"nocs": tongue["tied_nocs"], "required_clb": tongue["required_clb"]}))
    if any(seen.open_question and seen.possible for seen in case.work.views):
        rows.append(Caveat("foreign_employer", {}))
    if any(seen.job.self_employed and seen.certain for seen in case.work.views):
        policy = case.rules.physicians
        rows.append(Caveat("physician_policy", {"since": policy.from_, "checked": policy.checked}))
    if any(leave.kind == "vacation_paid" for seen in case.work.views for leave in seen.job.leaves or ()):
        rows.append(Caveat("vacation_is_practice", {"weeks": case.rules.vacation_weeks.value}))
    if any(seen.certain and (seen.job.leaves is None or seen.job.foreign_employer is None) for seen in case.work.views):
        rows.append(Caveat("assumes_no_leave_and_employer_in_canada", {}))
    if criteria[3].reason in ("criminal_ground", "medical_ground"):
        rows.append(Caveat("ground_may_be_overcome", {"ground": criteria[3].evidence["ground"]}))
    if last is not None and first is None and last - case.today < 60:
        rows.append(Caveat("ends_soon", {"eligible_until": _day(last)}))
    checked = min(reference.checked for row in criteria[:1] for reference in row.references[:1])
    if case.as_of > checked:
        rows.append(Caveat("rules_checked_until", {"checked": checked}))
    return rows


def _day(ordinal: int) -> datetime.date:
    return datetime.date.fromordinal(ordinal)
