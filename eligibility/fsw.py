"""The Federal Skilled Worker class: IRPR sections 75 to 83, one function a provision."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from eligibility.crs_grid import grid_on, reached
from eligibility.crs_profile import Levels, Profile, Reading, read
from eligibility.facts import ABILITIES, LEVELS, Facts, Job
from eligibility.ledger import window_start
from eligibility.parameters import Value, parameter
from eligibility.program import Criteria, conclude, funds_caveat, language, shared_criteria
from eligibility.results import Assessment, Caveat, Criterion, Status
from eligibility.worldwide_work import Work, best_run, first_day, work

PROGRAM = "FSW"
TREE = "fsw"
FACTORS = ("education", "language", "experience", "age", "arranged_employment", "adaptability")


@dataclass(frozen=True)
class Grid:
    """Points of the six factors: what is certain, and the most they could be."""

    low: Mapping[str, int]
    high: Mapping[str, int]

    @property
    def range(self) -> tuple[int, int]:
        """The total, at least and at most."""
        return sum(self.low.values()), sum(self.high.values())


def _on(name: str, day: datetime.date) -> Value:
    return parameter(TREE, name).on(day)


def assess(facts: Facts, as_of: datetime.date) -> Assessment:
    """Whether the facts meet the class on ``as_of``, the 67 points included.

    The money to settle on is a caveat, not a criterion: nobody is asked for a bank balance.
    `eligibility.parameters.ParameterError` for a day before 16 November 2022.
    """
    done = work(facts, as_of, _counts(as_of))
    months = 12 * int(_on("look_back_years", as_of).value)
    required = int(_on("required_hours", as_of).value)

    def holds(day: int) -> bool:
        return best_run(done.certain_by, day, months)[0] >= required

    today = as_of.toordinal()
    later = None if holds(today) else first_day(holds, done.certain_by, today, months)
    when = datetime.date.fromordinal(later) if later else None
    return conclude(
        PROGRAM,
        facts,
        as_of,
        lambda day: _criteria(facts, day, done, when),
        done,
        months,
        when,
        (funds_caveat("fsw", facts, as_of), *_open_grounds(facts, as_of, done)),
    )


def _counts(as_of: datetime.date) -> Any:
    teers = _on("eligible_teers", as_of).value

    def counts(job: Job) -> bool | None:
        teer = int(job.noc[1]) if job.noc else job.teer
        return None if teer is None else teer in teers

    return counts


def _criteria(facts: Facts, day: datetime.date, done: Work, when: datetime.date | None) -> Criteria:
    level = int(_on("minimum_clb", day).value)
    return (
        primary_occupation(facts, day, done, when),
        language(facts, day, TREE, "minimum_language", dict.fromkeys(ABILITIES, level)),
        education(facts, day),
        selection_points(facts, day, done),
        *shared_criteria(facts, day),
    )


def primary_occupation(facts: Facts, day: datetime.date, done: Work, when: datetime.date | None = None) -> Criterion:
    """A year of continuous work in one occupation within ten years: 75(2)(a) to (c)."""
    names = ("required_hours", "look_back_years", "eligible_teers")
    references = tuple(_on(name, day).reference for name in names)
    months = 12 * int(_on("look_back_years", day).value)
    required = int(_on("required_hours", day).value)
    certain, occupation = best_run(done.certain_by, day.toordinal(), months)
    possible, _ = best_run(done.possible_by, day.toordinal(), months)
    evidence: dict[str, Any] = {
        "counted_hours": round(float(certain), 2),
        "possible_hours": round(float(possible), 2),
        "required_hours": required,
        "noc": occupation.key if occupation and isinstance(occupation.key, str) else None,
        "hours_from": when,
    }
    if facts.jobs is None:
        missing: tuple[str, ...] = ("jobs",)
        return Criterion("primary_occupation", Status.UNKNOWN, "jobs_not_said", references, evidence, missing)
    if certain >= required:
        return Criterion("primary_occupation", Status.MET, "enough_hours", references, evidence)
    if possible >= required:
        return Criterion("primary_occupation", Status.UNKNOWN, "facts_missing", references, evidence, done.missing)
    if when and when > day:
        return Criterion("primary_occupation", Status.NOT_YET, "hours_later", references, evidence)
    return Criterion("primary_occupation", Status.NOT_MET, "not_enough_hours", references, evidence)


def education(facts: Facts, day: datetime.date) -> Criterion:
    """A Canadian credential, or a foreign one that was assessed: 75(2)(e)."""
    reading = _profile(facts, day)
    low, high = reading.least().education, reading.most().education
    value = _on("minimum_education", day)
    floor = LEVELS.index(value.value)
    evidence = {"education": low, "level": facts.education.level if facts.education else None}
    if LEVELS.index(low) >= floor:
        return Criterion("education", Status.MET, "counts", (value.reference,), evidence)
    if LEVELS.index(high) >= floor:
        missing = _paths(reading, "education")
        return Criterion("education", Status.UNKNOWN, "facts_missing", (value.reference,), evidence, missing)
    told = facts.education
    reason = "not_assessed" if told and told.level != "none" else "no_credential"
    return Criterion("education", Status.NOT_MET, reason, (value.reference,), evidence)


def selection_points(facts: Facts, day: datetime.date, done: Work | None = None) -> Criterion:
    """At least the pass mark over the six factors: 76(1)(a), 78 to 83."""
    found = grid(facts, day, done)
    mark = _on("pass_mark", day)
    references = (mark.reference, _on("maximum", day).reference)
    low, high = found.range
    evidence = {"points": dict(found.low), "total": low, "most": high, "required": mark.value}
    if low >= mark.value:
        return Criterion("selection_points", Status.MET, "enough_points", references, evidence)
    if high < mark.value:
        return Criterion("selection_points", Status.NOT_MET, "not_enough_points", references, evidence)
    open_factors = [name for name in FACTORS if found.low[name] != found.high[name]]
    missing = _missing_for(facts, _profile(facts, day), open_factors, done)
    if not missing:
        return Criterion("selection_points", Status.CANNOT_SAY, "turns_on_offer", references, evidence)
    return Criterion("selection_points", Status.UNKNOWN, "facts_missing", references, evidence, missing)


def grid(facts: Facts, day: datetime.date, done: Work | None = None) -> Grid:
    """The points of the six factors on ``day``."""
    done = done or work(facts, day, _counts(day))
    reading = _profile(facts, day)
    years = 12 * int(_on("look_back_years", day).value)
    first, last = window_start(day.toordinal(), years), day.toordinal()
    hour_year = int(_on("required_hours", day).value)
    sums = (facts.canadian_work_years or 0) + (facts.foreign_work_years or 0)
    low_years = max(int(done.certain.hours(first, last) // hour_year), int(sums))
    high_years = max(int(done.possible.hours(first, last) // hour_year), int(sums))
    if facts.jobs is None:
        high_years = 10
    offered = facts.job_offer not in ("none", None)
    unknown_offer = facts.job_offer is None
    least, most = reading.least(), reading.most()
    if least.with_partner != most.with_partner:
        most = replace(most, with_partner=True)
    return Grid(
        _points(least, low_years, False, False, day),
        _points(most, high_years, offered or unknown_offer, True, day),
    )


def _points(profile: Profile, years: int, offer: bool, generous: bool, day: datetime.date) -> Mapping[str, int]:
    caps = _on("maximum", day).value
    points = {
        "education": _on("education", day).value[profile.education],
        "language": language_points(profile, day),
        "experience": reached(_on("experience", day).value, years),
        "age": reached(_on("age", day).value, profile.age),
        "arranged_employment": _on("arranged_employment", day).value if offer else 0,
        "adaptability": adaptability(profile, offer, generous, day),
    }
    return {name: min(int(caps[name]), int(gained)) for name, gained in points.items()}


def language_points(profile: Profile, day: datetime.date) -> int:
    """Up to 24 for the first official language, 4 for the second: 79."""
    first, second = _on("first_language", day).value, _on("second_language", day).value

    def main(levels: Levels) -> int:
        return sum(reached(first, level) for level in levels.values())

    def other(rows: tuple[Levels, ...]) -> int:
        return max((int(reached(second, min(levels.values()))) for levels in rows), default=0)

    options = [main(levels) + other(profile.french) for levels in profile.english]
    options += [main(levels) + other(profile.english) for levels in profile.french]
    return max(options, default=0)


def adaptability(profile: Profile, offer: bool, generous: bool, day: datetime.date) -> int:
    """Work and study in Canada, the spouse, a sibling, an offer: 83. Other relatives are not asked for."""
    worth = _on("adaptability", day).value
    level = int(_on("spouse_clb", day).value)
    studied = {"three_year_or_more"} | ({"one_or_two_year"} if generous else set())
    grounds = {
        "work_in_canada": profile.canadian_years >= 1,
        "study_in_canada": profile.canadian_credential in studied,
        "relative": profile.sibling,
        "arranged_employment": offer,
    }
    if profile.with_partner:
        partner = profile.partner
        grounds["spouse_language"] = any(min(row.values()) >= level for row in partner.tests)
        grounds["spouse_work"] = partner.canadian_years >= 1
    return sum(int(worth[name]) for name, holds in grounds.items() if holds)


def _profile(facts: Facts, day: datetime.date) -> Reading:
    return read(facts, day, grid_on(day))


def _paths(reading: Reading, *keys: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(path for axis in reading.axes if any(key in axis.least for key in keys) for path in axis.paths)
    )


_KEYS: Mapping[str, tuple[str, ...]] = {
    "education": ("education",),
    "language": ("english", "french"),
    "age": ("age",),
    "adaptability": ("canadian_years", "canadian_credential", "sibling"),
}


def _missing_for(facts: Facts, reading: Reading, factors: list[str], done: Work | None) -> tuple[str, ...]:
    """The facts that could still move the factors that are open."""
    paths: list[str] = []
    for name in factors:
        paths += _paths(reading, *_KEYS.get(name, ()))
        if name == "adaptability" and reading.least().with_partner:
            paths += _paths(reading, "with_partner", "partner.tests", "partner.canadian_years")
        if name == "experience":
            paths += ["jobs"] if facts.jobs is None else list(done.missing if done else ())
        if name == "arranged_employment" and facts.job_offer is None:
            paths.append("job_offer")
    return tuple(dict.fromkeys(paths))


def _open_grounds(facts: Facts, as_of: datetime.date, done: Work) -> tuple[Caveat, ...]:
    """Points that facts can't tell of: other relatives, and whether an offer meets the conditions."""
    found = grid(facts, as_of, done)
    short = int(_on("pass_mark", as_of).value) - found.range[1]
    worth = _on("adaptability", as_of).value
    room = int(_on("maximum", as_of).value["adaptability"]) - found.high["adaptability"]
    rows = []
    if 0 < short <= min(room, int(worth["relative"])):
        rows.append(Caveat("relatives_not_asked", {"points": worth["relative"]}))
    if facts.job_offer not in (None, "none"):
        rows.append(Caveat("offer_conditions", {"points": _on("arranged_employment", as_of).value}))
    return tuple(rows)
