"""Each condition on both sides and unsaid; each value told and untold."""

from __future__ import annotations

from typing import Any

import pytest

from answers.your_case import CONDITIONS, VALUES
from tests.answers.people import FULL, TEST, assessed, jobs

TIE = jobs(
    {"noc": "63200", "start": "2025-01-01", "end": "2025-06-30", "current": None},
    {"noc": "21232", "title": "developer", "start": "2025-07-01", "end": "2025-12-28", "current": None},
)
LOW = {"listening": 4, "reading": 4, "writing": 4, "speaking": 4}
NOTHING: dict[str, Any] = {}


def permit(expires: str | None = None, kind: str | None = None) -> dict[str, Any]:
    """Facts about the permit alone."""
    return {"permit": {key: value for key, value in (("kind", kind), ("expires", expires)) if value}}


def person(**told: Any) -> dict[str, Any]:
    """Facts about the person alone."""
    return {"person": told}


def beside(**told: Any) -> dict[str, Any]:
    """What was told beside the facts, alone."""
    return {"beside": told}


def child(age: int) -> dict[str, Any]:
    """A child who reaches an age soon, alone."""
    return beside(child={"age": age, "day": "2026-12-04", "grain": "day"})


READY = {**FULL, "destination_province": "AB"}
#: Condition: facts of which it is true, facts of which it is false, facts that leave it open.
SIDES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None]] = {
    "always": (NOTHING, FULL, None),
    "eligible": (READY, {**READY, **jobs({})}, NOTHING),
    "not_eligible": ({**READY, **jobs({"self_employed": True})}, READY, NOTHING),
    "will_be_eligible": ({**READY, **jobs({})}, READY, NOTHING),
    "needs_information": (jobs({}), READY, NOTHING),
    "cannot_say": ({**READY, "inadmissibility": "other"}, READY, NOTHING),
    "has_jobs": (jobs({}), {"jobs": []}, NOTHING),
    "one_job": (jobs({}), jobs({}, {}), NOTHING),
    "several_jobs": (jobs({}, {}), jobs({}), NOTHING),
    "excluded_teer_4_or_5": (jobs({"noc": "65201"}), jobs({}), jobs({"noc": None})),
    "excluded_outside_canada": (jobs({"country": "IN", "province": None}), jobs({}), jobs({"country": None})),
    "excluded_unpaid": (jobs({"paid": False}), jobs({}), jobs({"paid": None})),
    "excluded_self_employed": (jobs({"self_employed": True}), jobs({}), jobs({"self_employed": None})),
    "excluded_full_time_student": (jobs({"full_time_student": True}), jobs({}), jobs({"full_time_student": None})),
    "excluded_unauthorized": (jobs({"authorization": "none"}), jobs({}), jobs({"authorization": None})),
    "excluded_no_temporary_status": (
        jobs({"authorization": "refugee_claimant"}),
        jobs({}),
        jobs({"authorization": None}),
    ),
    "excluded_duties_do_not_match": (jobs({"duties_match": False}), jobs({}), jobs({"duties_match": None})),
    "excluded_outside_window": (jobs({"start": "2019-01-01"}), jobs({}), jobs({"start": None})),
    "excluded_leave": (
        jobs({"leaves": [{"start": "2026-06-01", "end": "2026-08-01", "kind": "parental"}]}),
        jobs({}),
        jobs({"leaves": None}),
    ),
    "excluded_over_30_hours": (
        jobs({"hours_per_week": 50}),
        jobs({"hours_per_week": 20}),
        jobs({"hours_per_week": None}),
    ),
    "foreign_employer": (jobs({"foreign_employer": True}), jobs({}), jobs({"foreign_employer": None})),
    "refugee_claimant_work": (jobs({}, {"authorization": "refugee_claimant"}), jobs({}), jobs({"authorization": None})),
    "quebec_job": (jobs({"province": "QC"}), jobs({}), jobs({"province": None})),
    "on_leave": (
        jobs({"leaves": [{"start": "2026-11-01", "end": "2027-01-31", "kind": "sick"}]}),
        jobs({"leaves": [{"start": "2026-06-01", "end": "2026-08-01", "kind": "sick"}]}),
        jobs({"leaves": None}),
    ),
    "tie_of_occupations": (TIE, jobs({}), NOTHING),
    "no_test": ({"language_tests": []}, {"language_tests": [TEST]}, NOTHING),
    "test_known": ({"language_tests": [TEST]}, NOTHING, None),
    "test_valid": (READY, {**READY, "language_tests": [{**TEST, "date": "2023-02-10"}]}, NOTHING),
    "test_expired": ({**READY, "language_tests": [{**TEST, "date": "2023-02-10"}]}, READY, NOTHING),
    "language_met": (READY, {**READY, "language_tests": [{**TEST, **LOW}]}, NOTHING),
    "language_not_met": ({**READY, "language_tests": [{**TEST, **LOW}]}, READY, NOTHING),
    "plans_quebec": ({"intends_outside_quebec": False}, {"destination_province": "AB"}, NOTHING),
    "plans_elsewhere": ({"intends_outside_quebec": True}, {"destination_province": "QC"}, NOTHING),
    "permit_known": (permit("2027-01-31"), permit(kind="pgwp"), None),
    "permit_ends_soon": (permit("2027-01-31"), permit("2028-01-31"), permit(kind="pgwp")),
    "permit_ended": (permit("2026-11-23"), permit("2026-11-24"), permit(kind="pgwp")),
    "on_pgwp": (permit(kind="pgwp"), permit(kind="iec"), NOTHING),
    "on_closed_permit": (permit(kind="employer_specific_permit"), permit(kind="pgwp"), NOTHING),
    "on_iec": (permit(kind="iec"), jobs({}), NOTHING),
    "on_open_permit": (jobs({}), permit(kind="employer_specific_permit"), permit(kind="iec")),
    "on_maintained_status": (jobs({"authorization": "maintained_status"}), jobs({}), jobs({"authorization": None})),
    "has_spouse": (person(marital_status="common_law"), person(marital_status="single"), NOTHING),
    "no_spouse": (person(marital_status="divorced"), person(marital_status="married"), NOTHING),
    "invitation_open": (beside(invited="2026-11-10"), beside(invited="2026-09-01"), NOTHING),
    "invitation_over": (beside(invited="2026-09-24"), beside(invited="2026-09-25"), NOTHING),
    "test_ends_before_application": (
        {**READY, "language_tests": [{**TEST, "date": "2024-12-20"}], **beside(invited="2026-11-10")},
        {**READY, **beside(invited="2026-11-10")},
        beside(invited="2026-11-10"),
    ),
    "brings_children": (beside(adults=1, children=2), beside(adults=1, children=0), beside(children=2)),
    "two_adults": (beside(adults=2), beside(adults=1), beside(adults=3)),
    "child_too_old_soon": (child(22), child(21), NOTHING),
    "birthday_costs": (person(birth_date="1997-01-09"), person(birth_date="2001-01-09"), person(age=29)),
    "age_known": (person(age=30), person(marital_status="single"), None),
    "occupation_told": (jobs({}), jobs({"noc": None}), None),
    "in_category": (jobs({"noc": "72310"}), jobs({}), jobs({"noc": None})),
    "in_no_category": (jobs({}), jobs({"noc": "72310"}), jobs({}, {"noc": None})),
    "category_work_enough": (
        jobs({"noc": "72310", "start": "2024-08-01"}),
        jobs({"noc": "72310"}),
        jobs({"noc": "72310", "start": None}),
    ),
    "education_known": ({"education": {"level": "none"}}, {"education": {"eca": True}}, None),
}


def test_every_condition_is_tried() -> None:
    assert set(SIDES) == set(CONDITIONS)


@pytest.mark.parametrize("name", sorted(SIDES))
def test_condition_is_true(name: str) -> None:
    facts = SIDES[name][0]
    assert CONDITIONS[name](facts, assessed(facts)) is True


@pytest.mark.parametrize("name", sorted(set(SIDES) - {"always"}))
def test_condition_is_false(name: str) -> None:
    facts = SIDES[name][1]
    assert CONDITIONS[name](facts, assessed(facts)) is False


@pytest.mark.parametrize("name", sorted(name for name, sides in SIDES.items() if sides[2] is not None))
def test_unsaid_is_neither(name: str) -> None:
    facts = SIDES[name][2] or {}
    assert CONDITIONS[name](facts, assessed(facts)) is None


def test_no_condition_takes_silence_for_a_no() -> None:
    about_knowing = {"always", "test_known", "permit_known", "age_known", "education_known", "occupation_told"}
    nothing = assessed({})
    for name in set(CONDITIONS) - about_knowing:
        assert CONDITIONS[name]({}, nothing) is None, name


@pytest.mark.parametrize(
    ("name", "facts", "text"),
    [
        ("counted_hours", jobs({}), "1,153"),
        ("required_hours", jobs({}), "1,560"),
        ("short_hours", jobs({}), "407"),
        ("eligible_from", {**READY, **jobs({})}, "27 February 2027"),
        ("eligible_until", READY, "9 February 2028"),
        ("test", READY, "IELTS General"),
        ("test_valid_until", READY, "9 February 2028"),
        ("permit_expires", READY, "31 March 2027"),
        ("required_clb", jobs({}), "5"),
        ("lowest_clb", READY, "8"),
        ("age", READY, "30"),
        ("province", READY, "Alberta"),
        ("listed_occupations", jobs({"noc": "72310"}, {}), "Carpenters (NOC 72310)"),
        ("unlisted_occupations", jobs({"noc": "72310"}, {}), "Cooks (NOC 63200)"),
        ("categories", jobs({"noc": "72310"}, {"noc": "31301"}), "trades and health care and social services"),
        ("category_required_hours", jobs({"noc": "72310"}), "1,560"),
        ("category_hours", jobs({"noc": "72310"}), "1,152"),
    ],
)
def test_value(name: str, facts: dict[str, Any], text: str) -> None:
    assert VALUES[name](facts, assessed(facts), "en") == text


@pytest.mark.parametrize("name", sorted(set(VALUES) - {"required_hours"}))
def test_value_untold(name: str) -> None:
    assert VALUES[name]({}, assessed({}), "en") is None


def test_hours_are_not_named_while_facts_could_change_them() -> None:
    facts = jobs({"paid": None})
    assert VALUES["counted_hours"](facts, assessed(facts), "en") is None
    assert VALUES["short_hours"](facts, assessed(facts), "en") is None


def test_no_hours_are_short_when_they_are_reached() -> None:
    assert VALUES["short_hours"](READY, assessed(READY), "en") is None


def test_age_from_birth_date_changes_on_the_birthday() -> None:
    facts = person(birth_date="1996-11-24")
    assert VALUES["age"](facts, assessed(facts), "en") == "30"
    facts = person(birth_date="1996-11-25")
    assert VALUES["age"](facts, assessed(facts), "en") == "29"


def test_province_of_several_jobs_only_when_it_is_one() -> None:
    facts = jobs({}, {"province": "ON"})
    assert VALUES["province"](facts, assessed(facts), "en") is None
