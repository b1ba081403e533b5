"""The ranking system: each row of its tables, caps, history, and what holds of every profile."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from eligibility.crs import SECTIONS, points, score
from eligibility.crs_grid import grid_of, grid_on
from eligibility.crs_profile import Partner, Profile
from eligibility.facts import ABILITIES, LEVELS, Facts, from_document
from eligibility.parameters import FOLDER, ParameterError, parse_tree

CASES = yaml.safe_load(Path(__file__).with_name("crs.yml").read_text(encoding="utf-8"))
DAY = datetime.date(2026, 8, 1)


def document(levels: int = 9, **changes: Any) -> dict[str, Any]:
    """The plain single profile with changes, whose keys are paths."""
    test = {"test": "clb", "date": "2026-07-01", **dict.fromkeys(ABILITIES, levels)}
    facts: dict[str, Any] = {
        "language_tests": [test],
        "person": {"age": 29, "marital_status": "single"},
        "education": {"level": "bachelors", "canadian_credential": "none", "eca": True},
        "canadian_work_years": 1,
        "foreign_work_years": 0,
        "trade_certificate": False,
        "provincial_nomination": False,
        "job_offer": "none",
        "sibling_in_canada": False,
    }
    for path, value in changes.items():
        where, _, leaf = path.rpartition(".")
        place = test if leaf in ABILITIES else facts.setdefault(where, {}) if where else facts
        if value is None:
            del place[leaf]
        else:
            place[leaf] = value
    return facts


def facts_of(case: dict[str, Any]) -> tuple[Facts, datetime.date]:
    day = case.get("day", DAY)
    facts = document(case.get("levels", 9), **case.get("person", {}))
    result = case.get("test_date", day - datetime.timedelta(days=30))
    facts["language_tests"][0]["date"] = result
    if "french" in case:
        facts["language_tests"].append({"test": "nclc", "date": result, **dict.fromkeys(ABILITIES, case["french"])})
    return from_document(facts), day


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    facts, day = facts_of(case)
    found = score(facts, day)
    assert found.missing == () and found.total is not None
    by_factor = {item.factor: item.points for item in found.items}
    for factor, expected in case.get("points", {}).items():
        assert by_factor[factor] == expected, factor
    for section, expected in case.get("sections", {}).items():
        assert found.section_ranges[section] == (expected, expected), section
    if "grid" in case:
        assert found.grid.version == case["grid"]
    for code in case.get("caveats", []):
        assert code in [caveat.code for caveat in found.caveats]


def test_a_whole_score_adds_up() -> None:
    """29, bachelor's, CLB 9, one year in Canada, three abroad: 394 + 88."""
    found = score(from_document(document(foreign_work_years=3)), DAY)
    assert found.total == 110 + 120 + 124 + 40 + min(50, 25 + 13) + min(50, 50 + 25)


def couple(**spouse: Any) -> Facts:
    return from_document(
        {
            **document(
                **{
                    "person.marital_status": "married",
                    "person.spouse_accompanies": True,
                    "person.spouse_is_canadian": False,
                }
            ),
            "spouse": {"education_level": "none", "canadian_work_years": 0, "language_tests": [], **spouse},
        }
    )


def test_with_an_accompanying_spouse_the_other_column_counts() -> None:
    found = score(couple(), DAY)
    assert [item.points for item in found.items[:5]] == [100, 112, 116, 0, 35]


@pytest.mark.parametrize(
    ("level", "expected"),
    [(level, value) for level, value in zip(LEVELS, (0, 2, 6, 7, 8, 9, 10, 10, 10), strict=True)],
)
def test_a_spouses_education(level: str, expected: int) -> None:
    found = score(couple(education_level=level), DAY)
    assert found.section_ranges["spouse"] == (expected, expected)


@pytest.mark.parametrize(("level", "expected"), [(4, 0), (5, 4), (6, 4), (7, 12), (8, 12), (9, 20), (10, 20)])
def test_a_spouses_language(level: int, expected: int) -> None:
    tests = [{"test": "clb", "date": "2026-07-01", **dict.fromkeys(ABILITIES, level)}]
    assert score(couple(language_tests=tests), DAY).section_ranges["spouse"] == (expected, expected)


@pytest.mark.parametrize(("years", "expected"), [(0, 0), (1, 5), (2, 7), (3, 8), (4, 9), (5, 10), (9, 10)])
def test_a_spouses_work_in_canada(years: int, expected: int) -> None:
    assert score(couple(canadian_work_years=years), DAY).section_ranges["spouse"] == (expected, expected)


@pytest.mark.parametrize("person", [{"spouse_accompanies": False}, {"spouse_is_canadian": True}])
def test_a_spouse_who_stays_or_is_canadian_is_left_out(person: dict[str, bool]) -> None:
    facts = couple()
    assert facts.person is not None
    alone = score(from_document(document()), DAY)
    assert score(replace(facts, person=replace(facts.person, **person)), DAY).total == alone.total


def test_what_is_not_said_gives_a_range_and_is_named() -> None:
    facts = from_document(document(writing=None))
    found = score(facts, DAY)
    assert found.total is None
    assert found.missing == ("language_tests[0].writing",)
    low = score(from_document(document(writing=0)), DAY).total
    high = score(from_document(document(writing=10)), DAY).total
    assert found.range == (low, high)


def test_an_unknown_assessment_of_a_foreign_degree_is_missing() -> None:
    found = score(from_document(document(**{"education.eca": None})), DAY)
    assert found.total is None and found.missing == ("education.eca",)
    assert found.range[1] == score(from_document(document()), DAY).total


def test_what_cannot_change_the_score_is_not_missing() -> None:
    found = score(from_document(document(job_offer=None)), DAY)
    assert found.missing == () and found.total is not None
    nominated = document(provincial_nomination=True, sibling_in_canada=None)
    assert score(from_document(nominated), DAY).missing == ()


def test_a_job_offer_is_missing_only_while_it_counted() -> None:
    facts = document(job_offer=None)
    facts["language_tests"][0]["date"] = "2025-03-01"
    assert score(from_document(facts), datetime.date(2025, 3, 24)).missing == ("job_offer",)
    assert score(from_document(facts), datetime.date(2025, 3, 25)).missing == ()


def test_nothing_said_leaves_everything_open() -> None:
    found = score(Facts(), DAY)
    assert found.range == (0, 1200)
    wanted = {"language_tests", "person.birth_date", "person.marital_status", "foreign_work_years"}
    assert wanted <= set(found.missing)


def job(**changes: Any) -> dict[str, Any]:
    return {
        "noc": "21232",
        "start": "2024-08-03",
        "current": True,
        "hours_per_week": 30,
        "country": "CA",
        "paid": True,
        "self_employed": False,
        "full_time_student": False,
        "authorization": "pgwp",
        "duties_match": True,
        **changes,
    }


@pytest.mark.parametrize(("start", "years"), [("2024-08-04", 2), ("2024-08-05", 1)])
def test_years_come_from_jobs_to_the_day(start: str, years: int) -> None:
    """104 weeks at 30 hours end on 1 August 2026."""
    facts = from_document({**document(canadian_work_years=None), "jobs": [job(start=start)]})
    found = score(facts, DAY)
    assert found.total is not None
    assert next(item for item in found.items if item.factor == "canadian_work").values["years"] == years


def test_work_of_teer_4_gives_no_years() -> None:
    facts = from_document({**document(canadian_work_years=None), "jobs": [job(noc="64100")]})
    assert next(i for i in score(facts, DAY).items if i.factor == "canadian_work").points == 0


def test_said_years_override_what_jobs_give() -> None:
    facts = from_document({**document(canadian_work_years=4), "jobs": [job(noc="64100")]})
    assert next(i for i in score(facts, DAY).items if i.factor == "canadian_work").points == 72


def test_there_is_no_score_before_express_entry() -> None:
    with pytest.raises(ParameterError):
        score(from_document(document()), datetime.date(2014, 12, 31))


# --- entering a new table -------------------------------------------------------------------------------

MADE_UP = datetime.date(2026, 11, 3)


def made_up_tree(**changes: list[dict[str, Any]]) -> Any:
    """The shipped file with the amendment's points filled in by invented ones."""
    raw = yaml.safe_load((FOLDER / "crs.yml").read_text(encoding="utf-8"))
    reference = {"title": "Invented for this test: 1 point", "url": "https://example.org/"}
    raw["grid"]["values"][-1]["value"]["known"] = True
    for name, value in changes.items():
        raw[name]["values"].append(
            {"from": MADE_UP, "value": value, "reference": reference, "checked": datetime.date(2026, 12, 1)}
        )
    return parse_tree("crs", raw)


def test_a_new_table_is_a_matter_of_one_file() -> None:
    new = {0: [0, 0], 1: [50, 45], 2: [60, 55]}
    listed = [{"points": 30, "occupations": ["21232"]}, {"points": 15, "occupations": ["12200"]}]
    tree = made_up_tree(canadian_work=new, high_wage_work=listed)
    facts = from_document({**document(canadian_work_years=None), "jobs": [job(start="2024-08-04")]})
    before = score(facts, DAY, grid_of(tree, DAY))
    day = datetime.date(2026, 11, 3)
    after = score(facts, day, grid_of(tree, day))
    assert before.total is not None and after.total is not None
    assert after.total - before.total == (60 - 53) + 30
    assert after.grid.version == MADE_UP and before.grid.version == datetime.date(2025, 3, 25)
    assert "grid_not_public" not in [caveat.code for caveat in after.caveats]
    other = from_document({**document(canadian_work_years=None), "jobs": [job(noc="12200")]})
    assert next(i for i in score(other, day, grid_of(tree, day)).items if i.factor == "high_wage_work").points == 15


def test_a_table_that_changes_on_no_version_is_refused() -> None:
    raw = yaml.safe_load((FOLDER / "crs.yml").read_text(encoding="utf-8"))
    row = dict(raw["sibling"]["values"][-1], **{"from": datetime.date(2025, 5, 1), "value": 20})
    raw["sibling"]["values"].append(row)
    with pytest.raises(ParameterError, match="sibling"):
        grid_of(parse_tree("crs", raw), datetime.date(2025, 6, 1))


# --- what holds of every profile ------------------------------------------------------------------------

levels = st.fixed_dictionaries({ability: st.integers(0, 10) for ability in ABILITIES})
sitting = st.lists(levels, max_size=2).map(tuple)
profiles = st.builds(
    Profile,
    age=st.integers(0, 70),
    education=st.sampled_from(LEVELS),
    english=sitting,
    french=sitting,
    canadian_years=st.integers(0, 8),
    foreign_years=st.integers(0, 8),
    certificate=st.booleans(),
    nomination=st.booleans(),
    job_offer=st.sampled_from(["none", "major_group_00", "other_skilled"]),
    sibling=st.booleans(),
    canadian_credential=st.sampled_from(["none", "one_or_two_year", "three_year_or_more"]),
    partner=st.builds(Partner, education=st.sampled_from(LEVELS), tests=sitting, canadian_years=st.integers(0, 8)),
    with_partner=st.booleans(),
)
days = st.dates(datetime.date(2015, 1, 1), datetime.date(2026, 11, 23))


@settings(max_examples=200, deadline=None)
@given(profiles, days)
def test_the_total_is_the_sum_of_capped_sections_and_at_most_1200(profile: Profile, day: datetime.date) -> None:
    found = points(profile, grid_on(day))
    assert found.total == min(1200, sum(found.sections.values())) <= 1200
    grid = grid_on(day)
    for section in SECTIONS:
        assert 0 <= found.sections[section] <= grid.most(section, profile.with_partner)
    for item in found.items:
        assert 0 <= item.low <= item.maximum


@settings(max_examples=200, deadline=None)
@given(profiles, days, st.sampled_from(["english", "french"]), st.sampled_from(ABILITIES))
def test_a_better_test_never_lowers_the_score(
    profile: Profile, day: datetime.date, language: str, ability: str
) -> None:
    sittings = getattr(profile, language)
    if not sittings:
        sittings = (dict.fromkeys(ABILITIES, 0),)
    better = {**sittings[0], ability: min(10, sittings[0][ability] + 1)}
    before = points(profile, grid_on(day)).total
    assert points(replace(profile, **{language: (better, *sittings[1:])}), grid_on(day)).total >= before


@settings(max_examples=100, deadline=None)
@given(profiles, days)
def test_modes_with_and_without_spouse_share_transferability_and_additional(
    profile: Profile, day: datetime.date
) -> None:
    both = [points(replace(profile, with_partner=mode), grid_on(day)) for mode in (True, False)]
    if len(profile.english) + len(profile.french) <= 1:
        for section in ("transferability", "additional"):
            assert both[0].sections[section] == both[1].sections[section]
    assert both[1].sections["spouse"] == 0


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(sorted(document())), max_size=4), st.integers(4, 10))
def test_saying_less_only_widens_the_range(left_out: set[str], level: int) -> None:
    full = document(level)
    told = score(from_document(full), DAY)
    less = score(from_document({key: value for key, value in full.items() if key not in left_out}), DAY)
    assert told.total is not None
    assert less.range[0] <= told.total <= less.range[1]
    assert less.missing or less.total == told.total
