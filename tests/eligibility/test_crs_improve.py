"""What would raise a score: every gain is the difference that the score itself shows."""

from __future__ import annotations

import datetime
from dataclasses import replace

from eligibility.crs import points, score
from eligibility.crs_grid import grid_on
from eligibility.crs_improve import changes, improve, principals, swapped, with_levels
from eligibility.crs_profile import apply, read
from eligibility.facts import ABILITIES, Facts, from_document
from tests.eligibility.test_crs import DAY, couple, document, job


def gains(facts: Facts) -> dict[tuple[str, object], int]:
    found = improve(facts, DAY)
    return {(s.code, s.values.get("ability", s.values.get("level"))): s.gain for s in found.steps}


def test_the_best_step_comes_first_and_nothing_gives_nothing() -> None:
    found = improve(from_document(document()), DAY)
    assert [step.gain for step in found.steps] == sorted((step.gain for step in found.steps), reverse=True)
    assert all(step.gain > 0 for step in found.steps)


def test_every_gain_is_a_real_difference() -> None:
    facts = from_document(document(foreign_work_years=1, levels=8))
    grid = grid_on(DAY)
    profile = read(facts, DAY, grid).settled
    found = improve(facts, DAY, most_pairs=100)
    for step in found.steps:
        assert points(apply(profile, step.changes), grid).total - found.base == step.gain
    assert found.pairs
    for pair in found.pairs:
        changed = apply(profile, pair.first.changes, pair.second.changes)
        assert points(changed, grid).total - found.base == pair.gain
        assert pair.gain > max(pair.first.gain, pair.second.gain)


def test_french_at_nclc_7_gives_the_bonus_and_the_second_language() -> None:
    assert gains(from_document(document()))[("french", 7)] == 50 + 12


def test_the_last_ability_at_clb_9_opens_the_better_column() -> None:
    assert gains(from_document(document(writing=8)))[("ability", "writing")] == 8 + 12


def advised(facts: Facts) -> list[tuple[str, object]]:
    found = improve(facts, DAY, most_pairs=2, advice=True)
    return [(s.code, s.values.get("ability", s.values.get("education", s.values.get("level")))) for s in found.steps]


def test_one_low_ability_is_named_with_the_level_that_counts() -> None:
    steps = improve(from_document(document(writing=7)), DAY, advice=True).steps
    writing = [(s.values["level"], s.gain) for s in steps if s.code == "ability"]
    grid = grid_on(DAY)
    profile = read(from_document(document(writing=7)), DAY, grid).settled
    nine = {"english": ({**dict.fromkeys(ABILITIES, 9), "writing": 9},)}
    assert writing == [(9, points(apply(profile, nine), grid).total - points(profile, grid).total)]


def test_advice_skips_no_degree_and_names_no_doctorate_to_a_bachelor() -> None:
    studies = [what for code, what in advised(from_document(document())) if code == "canadian_credential"]
    assert studies == ["masters", "two_or_more"]
    school = [
        what
        for code, what in advised(from_document(document(**{"education.level": "secondary"})))
        if code == "canadian_credential"
    ]
    assert school == ["bachelors", "one_year"]


def test_advice_puts_an_assessment_before_any_study() -> None:
    codes = [code for code, _ in advised(from_document(document(**{"education.eca": False})))]
    assert "assessment" in codes and "canadian_credential" not in codes


def test_a_certificate_is_advised_to_tradespeople_only() -> None:
    facts = {**document(canadian_work_years=None), "trade_certificate": False}
    assert "certificate" not in {c for c, _ in advised(from_document({**facts, "jobs": [job(noc="21232")]}))}
    assert "certificate" in {c for c, _ in advised(from_document({**facts, "jobs": [job(noc="72106")]}))}


def test_with_french_alone_english_is_advised_as_well() -> None:
    french = [{"test": "nclc", "date": "2026-07-01", **dict.fromkeys(ABILITIES, 9)}]
    assert ("second_test", 9) in advised(from_document({**document(), "language_tests": french}))


def test_another_canadian_year() -> None:
    assert gains(from_document(document()))[("canadian_year", None)] == 13 + 12


def test_an_assessment_gives_what_the_degree_is_worth() -> None:
    with_it = score(from_document(document()), DAY).total
    without = score(from_document(document(**{"education.eca": False})), DAY).total
    assert with_it is not None and without is not None
    facts = from_document(document(**{"education.eca": False}))
    assert gains(facts)[("assessment", None)] == with_it - without


def test_a_spouse_who_brings_nothing_costs_points() -> None:
    alone = score(from_document(document()), DAY).total
    together = score(couple(), DAY).total
    assert alone is not None and together is not None
    assert gains(couple())[("spouse_not_accompanying", None)] == alone - together


def test_what_if_clb_10() -> None:
    facts = from_document(document())
    better = with_levels(facts, "english", dict.fromkeys(ABILITIES, 10), DAY)
    assert score(better, DAY).total == score(from_document(document(levels=10)), DAY).total


def test_a_birthday_and_an_expiring_test_are_told_with_their_day() -> None:
    facts = from_document(document(**{"person.age": None, "person.birth_date": "1996-12-01"}))
    found = changes(facts, DAY)
    assert [(row.day, row.code) for row in found] == [
        (datetime.date(2026, 12, 1), "birthday"),
        (datetime.date(2027, 12, 1), "birthday"),
        (datetime.date(2028, 7, 1), "test_ends"),
    ]
    assert [row.gain for row in found[:2]] == [-5, -6]
    assert found[2].gain == -124 - 25


def test_a_year_completed_by_the_current_job_is_told_with_its_first_day() -> None:
    facts = from_document({**document(canadian_work_years=None), "jobs": [job(start="2025-08-04")]})
    found = [row for row in changes(facts, DAY) if row.code == "canadian_year"]
    assert found[0].gain > 0
    day = found[0].day
    before = score(replace(facts, as_of=None), day - datetime.timedelta(days=1), grid_on(DAY)).total
    after = score(replace(facts, as_of=None), day, grid_on(DAY)).total
    assert before is not None and after == before + found[0].gain


def test_of_a_couple_the_stronger_principal_gives_more() -> None:
    strong = from_document(document(levels=10, **{"education.level": "masters"}))
    weak = from_document(document(levels=5, **{"education.level": "secondary"}))
    first, second = principals(strong, weak, DAY)
    assert first[0] == first[1] and second[0] == second[1]
    assert first[0] > second[0]
    assert principals(weak, strong, DAY) == (second, first)


def test_a_swapped_couple_keeps_what_each_brings() -> None:
    turned = swapped(couple(education_level="masters", canadian_work_years=2))
    assert turned.education is not None and turned.education.level == "masters"
    assert turned.canadian_work_years == 2
    assert turned.spouse is not None and turned.spouse.education_level == "bachelors"
    assert score(turned, DAY).total is None
