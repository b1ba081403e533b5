"""The facts as the ranking system sees them; for what was not said, the least and the most it could be."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dateutil.relativedelta import relativedelta

from eligibility.crs_grid import Grid
from eligibility.experience import Experience, Rules, experience
from eligibility.facts import ABILITIES, LEVELS, Education, Facts, LanguageTest
from eligibility.language import HIGHEST, missing_of, sittings
from eligibility.ledger import window_start
from eligibility.parameters import parameter
from eligibility.results import Caveat

Levels = Mapping[str, int]
FRENCH_TESTS = ("tef_canada", "tcf_canada", "nclc")
PARTNERED = ("married", "common_law")
TOP: Levels = dict.fromkeys(ABILITIES, HIGHEST)


@dataclass(frozen=True)
class Partner:
    """An accompanying spouse or partner who is neither citizen nor permanent resident."""

    education: str = "none"
    tests: tuple[Levels, ...] = ()
    canadian_years: int = 0


@dataclass(frozen=True)
class Profile:
    """Everything that gives points, with nothing left open.

    ``english``, ``french``: the levels of each valid sitting (one is used of each); years are completed ones;
    ``partner``: what the spouse would bring; ``with_partner``: whether the spouse is scored;
    ``occupations``: NOC codes with a year of counted work in Canada.
    """

    age: int = 0
    education: str = "none"
    english: tuple[Levels, ...] = ()
    french: tuple[Levels, ...] = ()
    canadian_years: int = 0
    foreign_years: int = 0
    certificate: bool = False
    nomination: bool = False
    job_offer: str = "none"
    sibling: bool = False
    canadian_credential: str = "none"
    partner: Partner = field(default_factory=Partner)
    with_partner: bool = False
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axis:
    """One thing not known: the facts that would settle it, and the profile at its least and at its most."""

    paths: tuple[str, ...]
    least: Mapping[str, Any]
    most: Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """A profile with what is settled, the axes that are not, and what the reader should know."""

    settled: Profile
    axes: tuple[Axis, ...]
    caveats: tuple[Caveat, ...]

    def least(self) -> Profile:
        """Everything unknown at its least."""
        return apply(self.settled, *(axis.least for axis in self.axes))

    def most(self) -> Profile:
        """Everything unknown at its most."""
        return apply(self.settled, *(axis.most for axis in self.axes))


def apply(profile: Profile, *changes: Mapping[str, Any]) -> Profile:
    """The profile with changes; keys that begin with ``partner.`` change the spouse or partner."""
    own: dict[str, Any] = {}
    partner: dict[str, Any] = {}
    for change in changes:
        for key, value in change.items():
            where, _, leaf = key.rpartition(".")
            (partner if where else own)[leaf] = value
    if partner:
        own["partner"] = replace(own.get("partner", profile.partner), **partner)
    return replace(profile, **own) if own else profile


def read(facts: Facts, as_of: datetime.date, grid: Grid) -> Reading:
    """The profile of ``facts`` on ``as_of`` under the tables of ``grid``."""
    known: dict[str, Any] = {}
    axes: list[Axis] = []
    caveats: list[Caveat] = []
    _nomination(facts, known, axes)
    _spouse_mode(facts, known, axes)
    _languages(facts, as_of, known, axes, caveats)
    _age(facts, as_of, grid, known, axes)
    _education(facts.education or Education(), known, axes)
    _canadian_work(facts, as_of, grid, known, axes, caveats)
    _foreign_work(facts, known, axes)
    _partner(facts, as_of, known, axes)
    _bonuses(facts, known, axes)
    return Reading(apply(Profile(), known), tuple(axes), tuple(caveats))


def _nomination(facts: Facts, known: dict[str, Any], axes: list[Axis]) -> None:
    _yes_or_no("provincial_nomination", "nomination", facts.provincial_nomination, known, axes)


def _bonuses(facts: Facts, known: dict[str, Any], axes: list[Axis]) -> None:
    _yes_or_no("trade_certificate", "certificate", facts.trade_certificate, known, axes)
    _yes_or_no("sibling_in_canada", "sibling", facts.sibling_in_canada, known, axes)
    if facts.job_offer is None:
        axes.append(Axis(("job_offer",), {"job_offer": "none"}, {"job_offer": "major_group_00"}))
    else:
        known["job_offer"] = facts.job_offer


def _yes_or_no(path: str, name: str, said: bool | None, known: dict[str, Any], axes: list[Axis]) -> None:
    if said is None:
        axes.append(Axis((path,), {name: False}, {name: True}))
    else:
        known[name] = said


def _spouse_mode(facts: Facts, known: dict[str, Any], axes: list[Axis]) -> None:
    """The tables with spouse apply when one comes along who is not Canadian; otherwise those without."""
    person = facts.person
    status = person.marital_status if person else None
    apart = person is not None and (person.spouse_accompanies is False or person.spouse_is_canadian)
    if apart or (status and status not in PARTNERED):
        known["with_partner"] = False
    elif person and status and person.spouse_accompanies and person.spouse_is_canadian is False:
        known["with_partner"] = True
    else:
        leaves = ["marital_status"] if not status else []
        if status:
            leaves += [leaf for leaf in ("spouse_accompanies", "spouse_is_canadian") if getattr(person, leaf) is None]
        paths = tuple(f"person.{leaf}" for leaf in leaves)
        axes.append(Axis(paths, {"with_partner": True}, {"with_partner": False}))


def _languages(
    facts: Facts, as_of: datetime.date, known: dict[str, Any], axes: list[Axis], caveats: list[Caveat]
) -> None:
    if facts.language_tests is None:
        axes.append(Axis(("language_tests",), {"english": (), "french": ()}, {"english": (TOP,), "french": (TOP,)}))
        return
    least, most, missing = _levels(facts.language_tests, as_of, "language_tests", caveats)
    if missing:
        axes.append(Axis(tuple(missing), least, most))
    else:
        known.update(least)


def _levels(
    tests: tuple[LanguageTest, ...], as_of: datetime.date, at: str, caveats: list[Caveat]
) -> tuple[dict[str, tuple[Levels, ...]], dict[str, tuple[Levels, ...]], list[str]]:
    """Levels by language, least and most, of the results that count on ``as_of``; and what is missing."""
    least: dict[str, tuple[Levels, ...]] = {"english": (), "french": ()}
    most: dict[str, tuple[Levels, ...]] = {"english": (), "french": ()}
    missing: list[str] = []
    named = {sitting.index: sitting for sitting in sittings(Facts(language_tests=tests), as_of)}
    for index, test in enumerate(tests):
        paths = [path.replace("language_tests", at, 1) for path in missing_of(index, test)]
        sitting = named.get(index)
        if sitting is None:
            missing += paths
            most = {language: (*levels, TOP) for language, levels in most.items()}
            continue
        if test.date and test.date > as_of:
            continue
        if sitting.valid_on(as_of) is False:
            caveats.append(Caveat("test_expired", {"last_day": sitting.last_day}))
            continue
        language = "french" if test.test in FRENCH_TESTS else "english"
        missing += paths
        if test.date:
            least[language] += ({**dict.fromkeys(ABILITIES, 0), **sitting.levels},)
        most[language] += ({**TOP, **sitting.levels},)
    return least, most, missing


def _age(facts: Facts, as_of: datetime.date, grid: Grid, known: dict[str, Any], axes: list[Axis]) -> None:
    age = age_on(facts, as_of)
    if age is not None:
        known["age"] = age
        return
    rows = grid.tables["age"]
    axes.append(Axis(("person.birth_date",), {"age": min(rows, key=rows.get)}, {"age": max(rows, key=rows.get)}))


def age_on(facts: Facts, day: datetime.date) -> int | None:
    """Whole years on ``day``; ``None`` when neither birth date nor age was said."""
    person = facts.person
    if person is None:
        return None
    if person.birth_date is not None:
        return max(0, relativedelta(day, person.birth_date).years)
    return person.age


def _education(said: Education, known: dict[str, Any], axes: list[Axis]) -> None:
    """A foreign credential counts with an assessment only; a Canadian one needs none."""
    credential, level = said.canadian_credential, said.level
    paths: list[str] = []
    if level is None:
        bounds = ("none", "phd")
        paths.append("education.level")
        if said.eca is not True and credential in (None, "none"):
            paths.append("education.eca")
    else:
        lows = [_counted(level, c, e, False) for c in _either(credential) for e in _eca(said.eca)]
        highs = [_counted(level, c, e, True) for c in _either(credential) for e in _eca(said.eca)]
        bounds = (min(lows, key=LEVELS.index), max(highs, key=LEVELS.index))
        if bounds[0] != bounds[1] and said.eca is None:
            paths.append("education.eca")
    if bounds[0] == bounds[1]:
        known["education"] = bounds[0]
    else:
        if level is not None and credential is None and said.eca is not True:
            paths.append("education.canadian_credential")
        axes.append(Axis(tuple(paths or ["education.level"]), {"education": bounds[0]}, {"education": bounds[1]}))
    if credential is not None:
        known["canadian_credential"] = credential
        return
    most = "none" if level in ("none", "secondary") else "three_year_or_more"
    if level in ("one_year", "two_year"):
        most = "one_or_two_year"
    axes.append(
        Axis(
            ("education.canadian_credential",),
            {"canadian_credential": "none"},
            {"canadian_credential": most},
        )
    )


def _either(credential: str | None) -> tuple[str, ...]:
    return (credential,) if credential else ("none", "secondary_or_less", "one_or_two_year", "three_year_or_more")


def _eca(said: bool | None) -> tuple[bool, ...]:
    return (said,) if said is not None else (False, True)


def _counted(level: str, credential: str, assessed: bool, generous: bool) -> str:
    """The level that counts: all of it when assessed or Canadian, otherwise the Canadian part."""
    if assessed or level == "none":
        return level
    canadian = {
        "none": (),
        "secondary_or_less": ("secondary",),
        "one_or_two_year": ("one_year", "two_year"),
        "three_year_or_more": ("bachelors", "masters", "professional", "phd"),
    }[credential]
    if level in canadian:
        return level
    if not canadian:
        return "none"
    part = canadian[-1] if generous and credential == "one_or_two_year" else canadian[0]
    return min(part, level, key=LEVELS.index)


def _canadian_work(
    facts: Facts,
    as_of: datetime.date,
    grid: Grid,
    known: dict[str, Any],
    axes: list[Axis],
    caveats: list[Caveat],
) -> None:
    """Completed years of counted work in the window, under the rules that the class has for its own year."""
    top = max(grid.tables["canadian_work"])
    listed = grid.tables["high_wage_work"]
    if facts.canadian_work_years is not None:
        known["canadian_years"] = int(facts.canadian_work_years)
        if not listed:
            return
    if facts.jobs is None:
        every = tuple(code for level in listed for code in level["occupations"])
        low: dict[str, Any] = {"canadian_years": 0, "occupations": ()}
        high: dict[str, Any] = {"canadian_years": top, "occupations": every}
        paths: tuple[str, ...] = ("jobs",)
    else:
        work = experience(facts, as_of, _rules(as_of))
        first = window_start(as_of.toordinal(), 12 * int(grid.tables["work_window_years"]))
        low, high = _years(work, first, as_of.toordinal(), bool(listed))
        paths = tuple(f"jobs[{seen.index}].{leaf}" for seen in work.views if seen.possible for leaf in seen.unknown)
        if any(seen.open_question and seen.possible for seen in work.views):
            caveats.append(Caveat("foreign_employer"))
    if "canadian_years" in known:
        del low["canadian_years"], high["canadian_years"]
    if low == high:
        known.update(low)
    else:
        axes.append(Axis(paths, low, high))


def _years(work: Experience, first: int, last: int, occupations: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    year = int(work.rules.required_hours.value)
    low: dict[str, Any] = {"canadian_years": int(work.certain.hours(first, last) // year)}
    high: dict[str, Any] = {"canadian_years": int(work.possible.hours(first, last) // year)}
    if occupations:
        for bound, of in ((low, work.by_job), (high, work.alone)):
            hours: dict[str, Any] = {}
            for seen in work.views:
                if seen.job.noc and seen.index in of:
                    hours[seen.job.noc] = hours.get(seen.job.noc, 0) + of[seen.index].hours(first, last)
            bound["occupations"] = tuple(sorted(code for code, sum_ in hours.items() if sum_ >= year))
    return low, high


def _rules(as_of: datetime.date) -> Rules:
    """The counting rules; for days before TEER replaced the skill levels, the first ones after."""
    first = max(parameter("cec", name).values[0].from_ for name in ("eligible_teers", "minimum_clb"))
    return Rules.on(max(as_of, first))


def _foreign_work(facts: Facts, known: dict[str, Any], axes: list[Axis]) -> None:
    if facts.foreign_work_years is None:
        axes.append(Axis(("foreign_work_years",), {"foreign_years": 0}, {"foreign_years": 10}))
    else:
        known["foreign_years"] = int(facts.foreign_work_years)


def _partner(facts: Facts, as_of: datetime.date, known: dict[str, Any], axes: list[Axis]) -> None:
    spouse = facts.spouse
    level = spouse.education_level if spouse else None
    years = spouse.canadian_work_years if spouse else None
    tests = spouse.language_tests if spouse else None
    if level is None:
        axes.append(Axis(("spouse.education_level",), {"partner.education": "none"}, {"partner.education": "phd"}))
    else:
        known["partner.education"] = level
    if tests is None:
        axes.append(Axis(("spouse.language_tests",), {"partner.tests": ()}, {"partner.tests": (TOP,)}))
    else:
        least, most, missing = _levels(tests, as_of, "spouse.language_tests", [])
        low = {"partner.tests": least["english"] + least["french"]}
        if missing:
            axes.append(Axis(tuple(missing), low, {"partner.tests": most["english"] + most["french"]}))
        else:
            known.update(low)
    if years is None:
        axes.append(
            Axis(("spouse.canadian_work_years",), {"partner.canadian_years": 0}, {"partner.canadian_years": 10})
        )
    else:
        known["partner.canadian_years"] = int(years)
