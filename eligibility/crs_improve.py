"""What would raise a score: single steps a person could take, pairs of them, and what changes by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from dateutil.relativedelta import relativedelta

from eligibility.crs import points, score
from eligibility.crs_grid import Grid, grid_on
from eligibility.crs_profile import FRENCH_TESTS, Levels, Profile, age_on, apply, read
from eligibility.facts import ABILITIES, LEVELS, Education, Facts, LanguageTest, Person, Spouse
from eligibility.fst import is_trade
from eligibility.language import HIGHEST, LOWEST, sittings


@dataclass(frozen=True)
class Step:
    """One step: ``gain`` in points for this person; the sentence is in answers/ under ``code``.

    ``kind``: steps of the same kind exclude one another, so that pairs are made of different kinds;
    ``changes``: what it does to the profile.
    """

    code: str
    kind: str
    gain: int
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """Two steps together."""

    first: Step
    second: Step
    gain: int


@dataclass(frozen=True)
class Improvement:
    """``base``: the score that the gains are counted from (the least it can be while facts are missing)."""

    base: int
    exact: bool
    steps: tuple[Step, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Change:
    """A day on which the score changes by itself: ``gain`` is negative for points lost."""

    day: datetime.date
    gain: int
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


def improve(facts: Facts, as_of: datetime.date, most_pairs: int = 5, advice: bool = False) -> Improvement:
    """Steps and pairs of steps that give points on ``as_of``, best first; what gives nothing is left out.

    ``advice``: only what is worth naming to this person, a step or two of each kind (`_worth_naming`).
    """
    grid = grid_on(as_of)
    reading = read(facts, as_of, grid)
    profile = reading.least()
    base = points(profile, grid).total
    steps = sorted(_steps(profile, facts, grid, base), key=lambda step: -step.gain)
    if advice:
        steps = _worth_naming(steps, profile, facts, grid, as_of)
    pairs = []
    for first, second in combinations(steps, 2):
        if first.kind == second.kind or "nomination" in (first.kind, second.kind):
            continue
        if advice and "spouse_not_accompanying" in (first.code, second.code):
            # Told when it is so, never a thing to plan with.
            continue
        gain = points(apply(profile, first.changes, second.changes), grid).total - base
        if gain > max(first.gain, second.gain):
            pairs.append(Pair(first, second, gain))
    pairs.sort(key=lambda pair: -pair.gain)
    return Improvement(base, not reading.axes, tuple(steps), tuple(pairs[:most_pairs]))


def _steps(profile: Profile, facts: Facts, grid: Grid, base: int) -> Iterator[Step]:
    for code, kind, values, changes in _possible(profile, facts, grid):
        gain = points(apply(profile, changes), grid).total - base
        if gain > 0:
            yield Step(code, kind, gain, values, changes)


_Possible = tuple[str, str, dict[str, Any], dict[str, Any]]


def _possible(profile: Profile, facts: Facts, grid: Grid) -> Iterator[_Possible]:
    yield from _languages(profile, grid)
    years = profile.canadian_years + 1
    yield "canadian_year", "canadian_work", {"years": years}, {"canadian_years": years}
    for years in sorted(row for row in grid.tables["foreign_work_and_language"] if row > profile.foreign_years):
        yield "foreign_year", "foreign_work", {"years": years}, {"foreign_years": years}
    yield from _study(profile, facts)
    if not profile.certificate:
        yield "certificate", "certificate", {}, {"certificate": True}
    if not profile.nomination:
        yield "nomination", "nomination", {}, {"nomination": True}
    if profile.with_partner:
        yield "spouse_not_accompanying", "spouse", {}, {"with_partner": False}
        for level in sorted(row for row in grid.tables["spouse_language"] if row):
            better = dict.fromkeys(ABILITIES, level)
            yield "spouse_language", "spouse", {"level": level}, {"partner.tests": (better,)}


def _languages(profile: Profile, grid: Grid) -> Iterator[_Possible]:
    """A higher level in one ability, a level in all four, and French."""
    if profile.french and not profile.english:
        for level in sorted(row for row in grid.tables["second_language"] if row):
            levels = dict.fromkeys(ABILITIES, level)
            yield "second_test", "english", {"level": level, "language": "english"}, {"english": (levels,)}
    if not profile.english and not profile.french:
        for level in sorted(row for row in grid.tables["first_language"] if row):
            levels = dict.fromkeys(ABILITIES, level)
            yield "first_test", "english", {"level": level, "language": "english"}, {"english": (levels,)}
    for language in ("english", "french"):
        sitting: tuple[Levels, ...] = getattr(profile, language)
        if sitting:
            yield from _higher(language, max(sitting, key=lambda levels: sum(levels.values())), grid)
    enough = int(grid.tables["french_level"])
    if not any(min(levels.values()) >= enough for levels in profile.french):
        levels = dict.fromkeys(ABILITIES, enough)
        yield "french", "french", {"level": enough}, {"french": (*profile.french, levels)}


def _with_combinations(grid: Grid) -> list[int]:
    """The levels in all four abilities from which language also counts together with work or education."""
    return sorted({level for row in grid.tables["foreign_work_and_language"].values() for level in row if level})


def _higher(language: str, levels: Levels, grid: Grid) -> Iterator[_Possible]:
    for ability, level in levels.items():
        following = max(level + 1, LOWEST)
        for higher in sorted({following, *(row for row in _with_combinations(grid) if row > following)}):
            if higher > HIGHEST:
                continue
            values = {"ability": ability, "level": higher, "language": language}
            yield "ability", language, values, {language: ({**levels, ability: higher},)}
    for level in range(max(LOWEST, min(levels.values())) + 1, HIGHEST + 1):
        raised = {ability: max(level, old) for ability, old in levels.items()}
        if sum(raised[ability] > levels[ability] for ability in ABILITIES) > 1:
            yield "all_abilities", language, {"level": level, "language": language}, {language: (raised,)}


def _study(profile: Profile, facts: Facts) -> Iterator[_Possible]:
    """An assessment of what is there, or a credential more."""
    said = facts.education or Education()
    if said.level and said.eca is False and LEVELS.index(said.level) > LEVELS.index(profile.education):
        yield "assessment", "education", {"education": said.level}, {"education": said.level}
    own = LEVELS.index(profile.education)
    if own and profile.canadian_credential in ("none", "secondary_or_less"):
        yield "canadian_study", "education", {}, {"canadian_credential": "one_or_two_year"}
    for level in LEVELS[max(own, 1) + 1 :]:
        if level == "professional" or (level == "two_or_more" and profile.education == "none"):
            continue
        credential = "one_or_two_year" if level in ("one_year", "two_year") else "three_year_or_more"
        more: dict[str, Any] = {"education": level}
        yield "credential", "education", {"education": level}, more
        if level == "two_or_more" and profile.canadian_credential != "three_year_or_more":
            credential = "one_or_two_year"
        yield (
            "canadian_credential",
            "education",
            {"education": level},
            {**more, "canadian_credential": credential},
        )


# --- what is worth naming -------------------------------------------------------------------------------


def _worth_naming(steps: list[Step], profile: Profile, facts: Facts, grid: Grid, as_of: datetime.date) -> list[Step]:
    """Of each kind of step the one or two that somebody who knows the tables would name; the order is kept.

    Language: the ability that gives most a level, and the level in all four at which combinations count. Study: what is
    there assessed; else the nearest credential in Canada, and the next degree. A certificate in a trade is for those
    who work in one.
    """
    kept: list[Step] = []
    for kind in dict.fromkeys(step.kind for step in steps):
        rows = [step for step in steps if step.kind == kind]
        if kind in ("english", "french"):
            kept += _of_language(rows, profile, grid)
        elif kind == "education":
            kept += _of_study(rows, profile)
        elif kind == "certificate":
            kept += rows if any(job.noc and is_trade(job.noc, as_of) for job in facts.jobs or ()) else []
        elif kind == "foreign_work":
            kept.append(min(rows, key=lambda step: int(step.values["years"])))
        else:
            kept += {step.code: step for step in reversed(rows)}.values()
    return [step for step in steps if step in kept]


#: The degrees in order; nobody skips one.
_DEGREES = ("bachelors", "masters")
#: A single ability is named when it gives at least this share (more than 1 in …) of what all four do.
_BESIDE = 2


def _of_language(rows: list[Step], profile: Profile, grid: Grid) -> list[Step]:
    def a_level(step: Step) -> tuple[float, int]:
        sitting = max(getattr(profile, step.kind), key=lambda levels: sum(levels.values()))
        raised = int(step.values["level"]) - max(sitting[step.values["ability"]], LOWEST - 1)
        return step.gain / raised, step.gain

    singles = [step for step in rows if step.code == "ability"]
    one = [max(singles, key=a_level)] if singles else []
    others = [step for step in rows if step.code != "ability"]
    wanted = [step for step in others if step.values["level"] in _with_combinations(grid)] or others
    every = [max(wanted, key=lambda step: step.gain)] if wanted else []
    # Beside the level in all four a point or two for a single ability is no advice.
    one = [step for step in one if not every or _BESIDE * step.gain > every[0].gain]
    return one + [step for step in every if all(step.gain > single.gain for single in one)]


def _of_study(rows: list[Step], profile: Profile) -> list[Step]:
    assessed = [step for step in rows if step.code == "assessment"]
    if assessed:
        return assessed
    own = LEVELS.index(profile.education)
    top = next((LEVELS.index(level) for level in _DEGREES if LEVELS.index(level) > own), own)
    here = [step for step in rows if step.code == "canadian_credential"]
    study = [step for step in rows if step.code == "canadian_study"]
    near = [step for step in here if LEVELS.index(step.values["education"]) <= top]
    near.sort(key=lambda step: LEVELS.index(step.values["education"]))
    if not near:
        return study
    return near[:1] + [step for step in near[-1:] if step.gain > near[0].gain]


# --- a couple -------------------------------------------------------------------------------------------


def swapped(facts: Facts, spouse: Person | None = None) -> Facts:
    """The same couple with the spouse as principal applicant.

    ``spouse``: what is known of the spouse's age; the rest comes from ``facts.spouse``. What only the first
    person has said (work abroad, certificate, nomination) is not said for the spouse.
    """
    other = facts.spouse or Spouse()
    person = facts.person or Person()
    education = facts.education or Education()
    return Facts(
        as_of=facts.as_of,
        language_tests=other.language_tests,
        person=replace(
            spouse or Person(),
            marital_status=person.marital_status,
            spouse_accompanies=person.spouse_accompanies,
            spouse_is_canadian=person.spouse_is_canadian,
        ),
        education=Education(level=other.education_level),
        canadian_work_years=other.canadian_work_years,
        sibling_in_canada=facts.sibling_in_canada,
        spouse=Spouse(
            education_level=education.level,
            canadian_work_years=facts.canadian_work_years,
            language_tests=facts.language_tests,
        ),
        family_size=facts.family_size,
    )


def principals(first: Facts, second: Facts, as_of: datetime.date) -> tuple[tuple[int, int], tuple[int, int]]:
    """The score, as least and most, with the first or with the second of a couple as principal applicant.

    Each of the facts tells of one person as if alone; both come along.
    """
    return score(_led_by(first, second, as_of), as_of).range, score(_led_by(second, first, as_of), as_of).range


def _led_by(principal: Facts, partner: Facts, as_of: datetime.date) -> Facts:
    brought = read(partner, as_of, grid_on(as_of)).least()
    person = principal.person or Person()
    return replace(
        principal,
        person=replace(
            person,
            marital_status=person.marital_status or "married",
            spouse_accompanies=True,
            spouse_is_canadian=False,
        ),
        sibling_in_canada=principal.sibling_in_canada or partner.sibling_in_canada,
        spouse=Spouse(
            education_level=brought.education,
            canadian_work_years=brought.canadian_years,
            language_tests=partner.language_tests,
        ),
    )


# --- what time does -------------------------------------------------------------------------------------


def changes(facts: Facts, as_of: datetime.date, months: int = 24) -> list[Change]:
    """The days in the next ``months`` on which the score changes by itself, in order.

    Birthdays, results that turn two, and years of work that the current job completes. Scored by the
    tables of ``as_of``; while facts are missing the least the score can be is compared.
    """
    grid = grid_on(as_of)
    found: list[Change] = []
    before = score(facts, as_of, grid).range[0]
    for day, code, values in sorted(_days(facts, as_of, months, grid), key=lambda row: (row[0], row[1])):
        after = score(replace(facts, as_of=None), day, grid).range[0]
        if after != before:
            found.append(Change(day, after - before, code, values))
        before = after
    return found


def _days(
    facts: Facts, as_of: datetime.date, months: int, grid: Grid
) -> Iterator[tuple[datetime.date, str, dict[str, Any]]]:
    last = as_of + relativedelta(months=months)
    if facts.person and facts.person.birth_date:
        age = age_on(facts, as_of) or 0
        for more in range(1, months // 12 + 2):
            day = facts.person.birth_date + relativedelta(years=age + more)
            if as_of < day <= last:
                yield day, "birthday", {"age": age + more}
    for code, tests in (
        ("test_ends", facts.language_tests),
        ("spouse_test_ends", facts.spouse.language_tests if facts.spouse else None),
    ):
        for sitting in sittings(Facts(language_tests=tests), as_of):
            if sitting.last_day and as_of <= sitting.last_day < last:
                test = sitting.test.test
                language = "french" if test in FRENCH_TESTS else "english"
                yield sitting.last_day + datetime.timedelta(days=1), code, {"language": language}
    if facts.canadian_work_years is None and facts.jobs:
        yield from _work_years(facts, as_of, last, grid)


def _work_years(
    facts: Facts, as_of: datetime.date, last: datetime.date, grid: Grid
) -> Iterator[tuple[datetime.date, str, dict[str, Any]]]:
    """Days on which a further year of work is complete."""

    def completed(day: datetime.date) -> int:
        return read(facts, day, grid).least().canadian_years

    have = completed(as_of)
    while completed(last) > have:
        low, high = as_of, last
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            if completed(middle) > have:
                high = middle
            else:
                low = middle
        have = completed(high)
        yield high, "canadian_year", {"years": have}
        as_of = high


def with_levels(facts: Facts, language: str, levels: Levels, as_of: datetime.date) -> Facts:
    """The facts after a new test in ``language`` (``english``, ``french``) with these levels."""
    name = "nclc" if language == "french" else "clb"
    kept = tuple(test for test in facts.language_tests or () if (test.test in FRENCH_TESTS) != (language == "french"))
    new = LanguageTest(test=name, date=as_of, **{ability: float(level) for ability, level in levels.items()})
    return replace(facts, language_tests=(*kept, new))


def with_work(facts: Facts, as_of: datetime.date, more: int, abroad: bool = False) -> tuple[Facts, int]:
    """The facts after ``more`` years of work, in Canada or ``abroad``, and how many years that makes.

    Counted from the completed years on ``as_of``; age and tests stay as they are.
    """
    profile = read(facts, as_of, grid_on(as_of)).least()
    years = more + (profile.foreign_years if abroad else profile.canadian_years)
    if abroad:
        return replace(facts, foreign_work_years=float(years)), years
    return replace(facts, canadian_work_years=float(years)), years
