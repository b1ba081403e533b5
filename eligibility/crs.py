"""The Comprehensive Ranking System: points of a profile in the Express Entry pool (IRPA 10.3(1)).

Four sections, each capped: core human capital (A), spouse or partner (B), skill transferability (C) and
additional points (D); at most 1,200 together. Profiles with the same score are ranked by the time at which
they were submitted, the earlier first.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from eligibility.crs_grid import Grid, grid_on, reached
from eligibility.crs_profile import Axis, Levels, Profile, Reading, apply, read
from eligibility.facts import ABILITIES, Facts
from eligibility.parameters import Reference
from eligibility.results import Caveat

SECTIONS = ("core", "spouse", "transferability", "additional")
_NO_LEVELS: Levels = dict.fromkeys(ABILITIES, 0)
#: A profile well inside every cap; the only use is to see which unsaid facts could matter.
MIDDLING: Mapping[str, Any] = {
    "age": 35,
    "education": "bachelors",
    "english": (dict.fromkeys(ABILITIES, 7),),
    "canadian_years": 1,
    "partner.education": "secondary",
}


@dataclass(frozen=True)
class Item:
    """One factor: its points before the section's cap, the most it can give, and why.

    ``low`` and ``high`` differ while facts are missing. ``values`` hold what the points rest on; the sentence
    is in answers/.
    """

    section: str
    factor: str
    low: int
    high: int
    maximum: int
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def points(self) -> int | None:
        """The points, ``None`` while they hang on something not said."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True)
class Points:
    """A profile with nothing left open, scored."""

    items: tuple[Item, ...]
    sections: Mapping[str, int]
    total: int


@dataclass(frozen=True)
class Score:
    """The answer: ``total`` is ``None`` while ``missing`` facts could change it; it lies within ``range``."""

    as_of: datetime.date
    grid: Grid
    range: tuple[int, int]
    section_ranges: Mapping[str, tuple[int, int]]
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    caveats: tuple[Caveat, ...]

    @property
    def total(self) -> int | None:
        """The score, when nothing missing could change it."""
        return self.range[0] if self.range[0] == self.range[1] else None

    @property
    def references(self) -> tuple[Reference, ...]:
        """Where the tables stand."""
        return self.grid.references

    def to_json(self, because: Callable[[Item], str], sentence: Callable[[Caveat], str]) -> dict[str, Any]:
        """The contract's answer of ``cec crs --json``; points not settled are null beside their range."""
        answer: dict[str, Any] = {"grid": self.grid.version.isoformat(), "total": self.total}
        if self.total is None:
            answer["range"] = list(self.range)
        answer["sections"] = {name: low if low == high else None for name, (low, high) in self.section_ranges.items()}
        if self.total is None:
            answer["section_ranges"] = {name: list(both) for name, both in self.section_ranges.items()}
        answer["items"] = [_item_json(item, because(item)) for item in self.items]
        answer["missing"] = list(self.missing)
        answer["caveats"] = [sentence(caveat) for caveat in self.caveats]
        return answer


def _item_json(item: Item, because: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "section": item.section,
        "factor": item.factor,
        "points": item.points,
        "maximum": item.maximum,
        "because": because,
    }
    if item.points is None:
        row["range"] = [item.low, item.high]
    return row


def score(facts: Facts, as_of: datetime.date, grid: Grid | None = None) -> Score:
    """The points of ``facts`` on ``as_of``, by the tables of that day or those of ``grid``.

    `eligibility.parameters.ParameterError` for a day before Express Entry began (1 January 2015).
    """
    grid = grid or grid_on(as_of)
    reading = read(facts, as_of, grid)
    if not reading.axes:
        scored = [points(reading.settled, grid)]
        missing: tuple[str, ...] = ()
    else:
        scored = [points(profile, grid) for profile in _extremes(reading)]
        missing = _missing(reading, grid) if len({row.total for row in scored}) > 1 else ()
    return Score(
        as_of=as_of,
        grid=grid,
        range=(min(row.total for row in scored), max(row.total for row in scored)),
        section_ranges={
            name: (min(row.sections[name] for row in scored), max(row.sections[name] for row in scored))
            for name in SECTIONS
        },
        items=_together(scored),
        missing=missing,
        caveats=reading.caveats + _grid_caveats(grid, as_of),
    )


def _extremes(reading: Reading) -> list[Profile]:
    """Everything unknown at its least and at its most, with and without spouse if that is unknown too."""
    low, high = reading.least(), reading.most()
    if low.with_partner == high.with_partner:
        return [low, high]
    return [replace(profile, with_partner=mode) for profile in (low, high) for mode in (True, False)]


def _missing(reading: Reading, grid: Grid) -> tuple[str, ...]:
    """The facts that could still change the total, those that move it most first."""
    middling = apply(reading.least(), *(_middling(axis) for axis in reading.axes))
    ends = _extremes(reading)
    ends += [replace(middling, with_partner=mode) for mode in {profile.with_partner for profile in ends}]
    totals = [points(profile, grid).total for profile in ends]
    moved: list[tuple[int, int, tuple[str, ...]]] = []
    for place, axis in enumerate(reading.axes):
        gap = 0
        for profile, total in zip(ends, totals, strict=True):
            for change in (axis.least, axis.most):
                gap = max(gap, abs(points(apply(profile, change), grid).total - total))
        if gap:
            moved.append((-gap, place, axis.paths))
    if not moved:
        moved = [(0, place, axis.paths) for place, axis in enumerate(reading.axes)]
    return tuple(dict.fromkeys(path for _, _, paths in sorted(moved) for path in paths))


def _middling(axis: Axis) -> Mapping[str, Any]:
    """What is usual, for an axis that caps would hide at both of its ends."""
    return {key: MIDDLING[key] for key in axis.least if key in MIDDLING}


def _together(scored: Sequence[Points]) -> tuple[Item, ...]:
    """The factors of several outcomes, each with the least and the most that it gave."""
    if len(scored) == 1:
        return scored[0].items
    found: dict[str, list[Item]] = {}
    for row in scored:
        for item in row.items:
            found.setdefault(item.factor, []).append(item)
    rows = []
    for items in found.values():
        absent = len(items) < len(scored)
        low = min(item.low for item in items)
        rows.append(
            replace(
                items[0],
                low=0 if absent else low,
                high=max(item.high for item in items),
                maximum=max(item.maximum for item in items),
            )
        )
    return tuple(sorted(rows, key=lambda item: SECTIONS.index(item.section)))


def _grid_caveats(grid: Grid, as_of: datetime.date) -> tuple[Caveat, ...]:
    if grid.unpublished:
        return (Caveat("grid_not_public", {"since": grid.unpublished, "used": grid.version}),)
    if as_of > grid.checked:
        return (Caveat("grid_checked_until", {"checked": grid.checked}),)
    return ()


# --- the tables -----------------------------------------------------------------------------------------


def points(profile: Profile, grid: Grid) -> Points:
    """The points of one profile. Of the official languages the first is the one that gives more in all."""
    best: Points | None = None
    for english, french in product(profile.english or (None,), profile.french or (None,)):
        orders = [(english, french, "english"), (french, english, "french")]
        for first, second, name in orders:
            if first is None and second is not None:
                continue
            found = _points(profile, grid, first, second, name if first else "none", english, french)
            if best is None or found.total > best.total:
                best = found
            if first is None or second is None:
                break
    assert best is not None
    return best


def _points(
    profile: Profile,
    grid: Grid,
    first: Levels | None,
    second: Levels | None,
    name: str,
    english: Levels | None,
    french: Levels | None,
) -> Points:
    column = int(profile.with_partner)
    main = first or _NO_LEVELS
    core = core_human_capital(profile, grid, main, second, name, column)
    spouse = spouse_factors(profile, grid) if profile.with_partner else []
    skills, transfer = skill_transferability(profile, grid, min(main.values()))
    more = additional_points(profile, grid, english, french)
    mode = profile.with_partner
    sections = {
        "core": min(grid.most("core", mode), sum(item.low for item in core)),
        "spouse": min(grid.most("spouse", mode), sum(item.low for item in spouse)),
        "transferability": min(grid.most("transferability", mode), transfer),
        "additional": min(grid.most("additional", mode), sum(item.low for item in more)),
    }
    total = min(grid.most("total", mode), sum(sections.values()))
    return Points((*core, *spouse, *skills, *more), sections, total)


def _item(section: str, factor: str, gained: int, maximum: int, **values: Any) -> Item:
    return Item(section, factor, gained, gained, maximum, values)


def core_human_capital(
    profile: Profile, grid: Grid, first: Levels, second: Levels | None, name: str, column: int
) -> list[Item]:
    """Section A: age, education, both official languages, work in Canada."""
    mode = bool(column)
    tongue = sum(grid.band("first_language", level)[column] for level in first.values())
    other = sum(grid.band("second_language", level)[column] for level in (second or _NO_LEVELS).values())
    names = {"english": "french", "french": "english", "none": "none"}
    return [
        _item("core", "age", grid.band("age", profile.age)[column], grid.tops["age"][column], age=profile.age),
        _item(
            "core",
            "education",
            grid.row("education", profile.education)[column],
            grid.tops["education"][column],
            education=profile.education,
        ),
        _item(
            "core",
            "first_language",
            tongue,
            len(ABILITIES) * grid.tops["first_language"][column],
            language=name,
            levels=dict(first) if name != "none" else {},
        ),
        _item(
            "core",
            "second_language",
            min(grid.most("second_language", mode), other),
            grid.most("second_language", mode),
            language=names[name] if second else "none",
            levels=dict(second or {}),
        ),
        _item(
            "core",
            "canadian_work",
            grid.band("canadian_work", profile.canadian_years)[column],
            grid.tops["canadian_work"][column],
            years=profile.canadian_years,
        ),
    ]


def spouse_factors(profile: Profile, grid: Grid) -> list[Item]:
    """Section B: the spouse's education, first official language and work in Canada."""
    partner = profile.partner
    scored = [
        (sum(grid.band("spouse_language", level) for level in levels.values()), dict(levels))
        for levels in partner.tests
    ]
    tongue, levels = max(scored, key=lambda row: row[0], default=(0, {}))
    tops = grid.tops
    return [
        _item(
            "spouse",
            "spouse_education",
            grid.row("spouse_education", partner.education),
            tops["spouse_education"][0],
            education=partner.education,
        ),
        _item(
            "spouse",
            "spouse_language",
            tongue,
            len(ABILITIES) * tops["spouse_language"][0],
            levels=levels,
        ),
        _item(
            "spouse",
            "spouse_canadian_work",
            grid.band("spouse_canadian_work", partner.canadian_years),
            tops["spouse_canadian_work"][0],
            years=partner.canadian_years,
        ),
    ]


def skill_transferability(profile: Profile, grid: Grid, lowest: int) -> tuple[list[Item], int]:
    """Section C: pairs of education, work and a certificate; and their sum with each group capped.

    ``lowest``: the level that all four abilities of the first official language reach.
    """
    band = grid.row("education_band", profile.education)
    here, abroad = profile.canadian_years, profile.foreign_years
    pairs = {
        "education_and_language": reached(grid.row("education_and_language", band), lowest),
        "education_and_canadian_work": reached(grid.row("education_and_canadian_work", band), here),
        "foreign_work_and_language": reached(grid.band("foreign_work_and_language", abroad), lowest),
        "foreign_work_and_canadian_work": reached(grid.band("foreign_work_and_canadian_work", abroad), here),
        "certificate_and_language": grid.band("certificate_and_language", lowest) if profile.certificate else 0,
    }
    groups = {
        "education_group": pairs["education_and_language"] + pairs["education_and_canadian_work"],
        "foreign_work_group": pairs["foreign_work_and_language"] + pairs["foreign_work_and_canadian_work"],
        "certificate_group": pairs["certificate_and_language"],
    }
    total = sum(min(grid.most(name, profile.with_partner), gained) for name, gained in groups.items())
    values = {
        "education": profile.education,
        "level": lowest,
        "years": here,
        "foreign_years": abroad,
        "certificate": profile.certificate,
    }
    items = [
        Item("transferability", name, gained, gained, grid.tops[name][0], values) for name, gained in pairs.items()
    ]
    return items, total


def additional_points(profile: Profile, grid: Grid, english: Levels | None, french: Levels | None) -> list[Item]:
    """Section D: nomination, arranged employment, sibling, French, study in Canada, high-wage work."""
    tables = grid.tables
    speaks = french is not None and min(french.values()) >= tables["french_level"]
    beside = min((english or _NO_LEVELS).values())
    rows = [
        _item(
            "additional",
            "nomination",
            tables["nomination"] if profile.nomination else 0,
            tables["nomination"],
            has=profile.nomination,
        ),
        _item(
            "additional",
            "job_offer",
            grid.row("job_offer", profile.job_offer),
            grid.tops["job_offer"][0],
            offer=profile.job_offer,
        ),
        _item(
            "additional",
            "sibling",
            tables["sibling"] if profile.sibling else 0,
            tables["sibling"],
            has=profile.sibling,
        ),
        _item(
            "additional",
            "french",
            reached(tables["french"], beside) if speaks else 0,
            grid.tops["french"][0],
            has=speaks,
            level=tables["french_level"],
            english=beside,
        ),
        _item(
            "additional",
            "canadian_study",
            grid.row("canadian_study", profile.canadian_credential),
            grid.tops["canadian_study"][0],
            credential=profile.canadian_credential,
        ),
    ]
    if tables["high_wage_work"]:
        won = [
            (level["points"], code)
            for level in tables["high_wage_work"]
            for code in profile.occupations
            if code in level["occupations"]
        ]
        gained, code = max(won, default=(0, "none"))
        most = max(level["points"] for level in tables["high_wage_work"])
        rows.append(_item("additional", "high_wage_work", gained, most, noc=code))
    return [item for item in rows if item.maximum]
