"""What is taken in and what is refused, with the path of each problem."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
import yaml

from eligibility.facts import FactsError, countries, from_document, load, scale, to_document
from eligibility.noc import unit_groups
from tests.eligibility.people import document, job, language_test

WHOLE = """
as_of: 2026-11-23
jobs:
  - title: software developer
    noc: "21232"
    teer: 1
    start: 2023-03-01
    end: 2024-06-30
    current: false
    hours_per_week: 37.5
    country: CA
    foreign_employer: false
    province: ON
    paid: true
    self_employed: false
    publicly_funded_physician: false
    full_time_student: false
    authorization: pgwp
    duties_match: true
    leaves: [{start: 2023-08-01, end: 2023-09-15, kind: parental}]
language_tests:
  - {test: ielts_general, date: 2025-05-10, listening: 8, reading: 7, writing: 6.5, speaking: 7}
intends_outside_quebec: true
destination_province: ON
inadmissibility: none
permit: {kind: pgwp, expires: 2027-01-31}
person: {birth_date: 1996-04-02, age: 30, marital_status: single, spouse_accompanies: false, spouse_is_canadian: false}
education: {level: bachelors, canadian_credential: none, eca: true}
canadian_work_years: 1
foreign_work_years: 3
trade_certificate: false
provincial_nomination: false
job_offer: none
sibling_in_canada: false
spouse:
  education_level: masters
  canadian_work_years: 0
  language_tests: [{test: tef_canada, date: 2025-05-10, listening: 434}]
family_size: 2
"""


def problems(facts: Any) -> list[str]:
    """The problems of a document or a text."""
    with pytest.raises(FactsError) as refusal:
        load(facts) if isinstance(facts, str) else from_document(facts)
    assert str(refusal.value).splitlines() == refusal.value.problems
    return refusal.value.problems


def path_of(facts: Any) -> str:
    (only,) = problems(facts)
    return only.partition(": ")[0]


def test_all_keys_of_the_contract_are_read_and_written_back() -> None:
    found = load(WHOLE)
    plain = to_document(found)
    assert json.loads(json.dumps(plain)) == plain
    assert from_document(plain) == found
    assert load(json.dumps(plain)) == found
    assert load(yaml.safe_dump(plain)) == found
    assert plain["jobs"][0]["start"] == "2023-03-01" and plain["jobs"][0]["hours_per_week"] == 37.5


def test_a_missing_key_is_not_said_and_an_empty_list_is_none() -> None:
    nothing = load("")
    assert nothing.jobs is None and nothing.language_tests is None and to_document(nothing) == {}
    empty = load("jobs: []\nlanguage_tests: []")
    assert empty.jobs == () and empty.language_tests == ()
    assert to_document(empty) == {"jobs": [], "language_tests": []}
    assert load("jobs: [{}]").jobs == from_document({"jobs": [{}]}).jobs


def test_days_may_be_text_or_days() -> None:
    day = datetime.date(2025, 1, 2)
    assert from_document({"as_of": day}) == from_document({"as_of": "2025-01-02"}) == load("as_of: 2025-01-02")


# --- YAML -------------------------------------------------------------------------------------------------


def test_only_true_and_false_are_booleans() -> None:
    found = load("destination_province: ON\njobs: [{country: NO}, {province: ON}]")
    assert found.destination_province == "ON" and found.jobs
    assert (found.jobs[0].country, found.jobs[1].province) == ("NO", "ON")
    assert load("trade_certificate: true").trade_certificate is True
    for word in ("yes", "no", "on", "off", "y", "n", "1", "'true'"):
        assert path_of(f"trade_certificate: {word}") == "trade_certificate"


@pytest.mark.parametrize(
    "text",
    [
        "jobs: []\njobs: []",
        "person: {age: 30, age: 31}",
        '{"jobs": [], "jobs": []}',
        '{"person": {"age": 1, "age": 2}}',
    ],
)
def test_a_key_that_stands_twice_is_refused(text: str) -> None:
    (only,) = problems(text)
    assert "stands twice" in only


def test_json_with_tabs_and_a_mark_at_its_beginning() -> None:
    text = json.dumps(document(), indent="\t")
    assert load(text) == load("\ufeff" + text) == from_document(document())
    assert load("{jobs: [], as_of: 2026-01-01}").jobs == ()


NO_DOCUMENTS = ["- 1", "text", "[", "{", "a: [", "%", "jobs: &a [*a]", "? [a]\n: b", "{" * 1500]


@pytest.mark.parametrize("text", NO_DOCUMENTS, ids=range(len(NO_DOCUMENTS)))
def test_what_is_no_document_is_refused_in_one_line(text: str) -> None:
    assert len(problems(text)) == 1


def test_a_document_that_unfolds_without_end_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    found = problems("\n".join([*lines, "jobs: [*a11]"]))
    assert all(len(line) < 200 for line in found)


def test_numbers_without_end_are_refused() -> None:
    assert path_of({"family_size": 10**6000}) == "family_size"
    assert len(problems("family_size: 1" + "0" * 6000)) == 1


# --- each refusal with its path ---------------------------------------------------------------------------

IMPOSSIBLE: list[tuple[str, dict[str, Any]]] = [
    ("color", {"color": "red"}),
    ("1", {1: 2}),
    ("jobs[1].colour", document([{}, {"colour": "red"}])),
    ("person.shoe_size", {"person": {"shoe_size": 43}}),
    ("jobs", {"jobs": {}}),
    ("jobs", {"jobs": "developer"}),
    ("jobs", {"jobs": [{}] * 201}),
    ("jobs[0]", {"jobs": ["developer"]}),
    ("jobs[0]", {"jobs": [None]}),
    ("person", {"person": []}),
    ("jobs[0].paid", {"jobs": [{"paid": None}]}),
    ("jobs[0].end", {"jobs": [{"start": "2024-03-01", "end": "2024-02-29"}]}),
    ("jobs[1].hours_per_week", {"jobs": [{}, {"hours_per_week": 168.5}]}),
    ("jobs[0].hours_per_week", {"jobs": [{"hours_per_week": 0}]}),
    ("jobs[0].hours_per_week", {"jobs": [{"hours_per_week": -1}]}),
    ("jobs[0].hours_per_week", {"jobs": [{"hours_per_week": "40"}]}),
    ("jobs[0].hours_per_week", {"jobs": [{"hours_per_week": True}]}),
    ("jobs[0].hours_per_week", {"jobs": [{"hours_per_week": float("nan")}]}),
    ("jobs[0].hours_per_week", {"jobs": [{"hours_per_week": float("inf")}]}),
    ("jobs[0].noc", {"jobs": [{"noc": 21232}]}),
    ("jobs[0].noc", {"jobs": [{"noc": "2123"}]}),
    ("jobs[0].noc", {"jobs": [{"noc": "99999"}]}),
    ("jobs[0].noc", {"jobs": [{"noc": "２１２３２"}]}),
    ("jobs[0].teer", {"jobs": [{"teer": 6}]}),
    ("jobs[0].teer", {"jobs": [{"teer": 1.5}]}),
    ("jobs[0].teer", {"jobs": [{"noc": "21232", "teer": 2}]}),
    ("jobs[0].start", {"jobs": [{"start": "2024-02-30"}]}),
    ("jobs[0].start", {"jobs": [{"start": "March 2024"}]}),
    ("jobs[0].start", {"jobs": [{"start": "2024-3-1"}]}),
    ("jobs[0].start", {"jobs": [{"start": 20240301}]}),
    ("jobs[0].start", {"jobs": [{"start": datetime.datetime(2024, 3, 1, 9)}]}),
    ("jobs[0].start", {"jobs": [{"start": "1899-12-31"}]}),
    ("jobs[0].start", {"jobs": [{"start": "2101-01-01"}]}),
    ("jobs[0].country", {"jobs": [{"country": "Canada"}]}),
    ("jobs[0].country", {"jobs": [{"country": "XX"}]}),
    ("jobs[0].country", {"jobs": [{"country": "ca"}]}),
    ("jobs[0].province", {"jobs": [{"province": "Ontario"}]}),
    ("jobs[0].province", {"jobs": [{"country": "US", "province": "ON"}]}),
    ("jobs[0].authorization", {"jobs": [{"authorization": "lmia"}]}),
    ("jobs[0].title", {"jobs": [{"title": ""}]}),
    ("jobs[0].title", {"jobs": [{"title": "x" * 201}]}),
    ("jobs[0].title", {"jobs": [{"title": "a\x00b"}]}),
    ("jobs[0].title", {"jobs": [{"title": "\ud83d"}]}),
    ("jobs[0].title", {"jobs": [{"title": 7}]}),
    ("jobs[0].current", {"jobs": [{"current": "yes"}]}),
    ("jobs[0].leaves[0].kind", {"jobs": [{"leaves": [{"start": "2024-01-01", "end": "2024-01-02"}]}]}),
    (
        "jobs[0].leaves[0].kind",
        {"jobs": [{"leaves": [{"start": "2024-01-01", "end": "2024-01-02", "kind": "holiday"}]}]},
    ),
    ("jobs[0].leaves[0].end", {"jobs": [{"leaves": [{"start": "2024-01-03", "end": "2024-01-02", "kind": "sick"}]}]}),
    (
        "jobs[0].leaves[0]",
        {"jobs": [{"start": "2024-02-01", "leaves": [{"start": "2024-01-01", "end": "2024-01-31", "kind": "sick"}]}]},
    ),
    (
        "jobs[0].leaves[0]",
        {"jobs": [{"end": "2024-02-01", "leaves": [{"start": "2024-02-02", "end": "2024-02-03", "kind": "sick"}]}]},
    ),
    ("jobs[0].current", {"as_of": "2026-01-01", "jobs": [{"end": "2025-12-31", "current": True}]}),
    ("jobs[0].current", {"as_of": "2026-01-01", "jobs": [{"start": "2026-01-02", "current": True}]}),
    ("language_tests[0].test", {"language_tests": [{"test": "toefl"}]}),
    ("language_tests[0].listening", {"language_tests": [{"test": "ielts_general", "listening": 9.7}]}),
    ("language_tests[0].listening", {"language_tests": [{"test": "ielts_general", "listening": 9.5}]}),
    ("language_tests[0].reading", {"language_tests": [{"test": "ielts_general", "reading": 6.25}]}),
    ("language_tests[0].reading", {"language_tests": [{"test": "celpip_general", "reading": 13}]}),
    ("language_tests[0].writing", {"language_tests": [{"test": "pte_core", "writing": 91}]}),
    ("language_tests[0].writing", {"language_tests": [{"test": "pte_core", "writing": 9}]}),
    ("language_tests[0].speaking", {"language_tests": [{"test": "tcf_canada", "speaking": 21}]}),
    ("language_tests[0].listening", {"language_tests": [{"test": "tcf_canada", "listening": 99}]}),
    ("language_tests[0].listening", {"language_tests": [{"test": "tef_canada", "listening": 700}]}),
    (
        "language_tests[0].listening",
        {"language_tests": [{"test": "tef_canada", "date": "2023-12-09", "listening": 361}]},
    ),
    ("language_tests[0].listening", {"language_tests": [{"test": "clb", "listening": 13}]}),
    ("language_tests[0].listening", {"language_tests": [{"test": "nclc", "listening": 7.5}]}),
    ("language_tests[0].listening", {"language_tests": [{"listening": -1}]}),
    ("language_tests[0].date", {"language_tests": [{"test": "pte_core", "date": "2024-01-29", "listening": 60}]}),
    ("language_tests[0].date", {"as_of": "2026-01-01", "language_tests": [{"date": "2026-01-02"}]}),
    ("language_tests", {"language_tests": [{}] * 21}),
    ("destination_province", {"destination_province": "QC", "intends_outside_quebec": True}),
    ("destination_province", {"destination_province": "ON", "intends_outside_quebec": False}),
    ("inadmissibility", {"inadmissibility": False}),
    ("inadmissibility", {"inadmissibility": "speeding"}),
    ("permit.kind", {"permit": {"kind": "green card"}}),
    ("permit.expires", {"permit": {"expires": "soon"}}),
    ("person.age", {"person": {"age": 121}}),
    ("person.age", {"person": {"age": 29.5}}),
    ("person.age", {"as_of": "2026-04-01", "person": {"birth_date": "1996-04-02", "age": 30}}),
    ("person.birth_date", {"as_of": "2026-01-01", "person": {"birth_date": "2026-01-02"}}),
    ("person.marital_status", {"person": {"marital_status": "engaged"}}),
    ("education.level", {"education": {"level": "MBA"}}),
    ("education.canadian_credential", {"education": {"canadian_credential": "bachelors"}}),
    ("canadian_work_years", {"canadian_work_years": -1}),
    ("foreign_work_years", {"foreign_work_years": 61}),
    ("job_offer", {"job_offer": True}),
    ("spouse.language_tests[0].reading", {"spouse": {"language_tests": [{"test": "clb", "reading": 13}]}}),
    ("family_size", {"family_size": 0}),
    ("family_size", {"family_size": 31}),
    ("family_size", {"family_size": 2.5}),
]


@pytest.mark.parametrize(("path", "facts"), IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
def test_what_cannot_be_is_refused_with_its_path(path: str, facts: dict[str, Any]) -> None:
    assert path_of(facts) == path


@pytest.mark.parametrize(
    "facts",
    [
        {"jobs": [{"hours_per_week": 168, "start": "2024-03-01", "end": "2024-03-01"}]},
        {"jobs": [{"hours_per_week": 0.5, "noc": "00010", "teer": 0}]},
        {"as_of": "2026-01-01", "jobs": [{"start": "2020-01-01", "end": "2026-01-01", "current": True}]},
        {"as_of": "2026-01-01", "language_tests": [{"date": "2026-01-01"}]},
        {"as_of": "2026-04-02", "person": {"birth_date": "1996-04-02", "age": 30}},
        {"as_of": "2025-02-28", "person": {"birth_date": "1996-02-29", "age": 28}},
        {"language_tests": [{"test": "ielts_general", "date": "1999-01-01", "reading": 6.5}]},
        {"language_tests": [{"test": "tef_canada", "date": "2023-12-09", "listening": 360}]},
        {"language_tests": [{"test": "pte_core", "date": "2024-01-30", "listening": 90}]},
        {"permit": {"kind": "study_permit", "expires": "2030-01-01"}},
        {"family_size": 30, "jobs": [{}] * 200},
    ],
    ids=range(11),
)
def test_what_can_just_be_is_taken(facts: dict[str, Any]) -> None:
    assert to_document(from_document(facts)).keys() == facts.keys()


def test_every_problem_is_said_at_once() -> None:
    found = problems({"jobs": [job(hours_per_week=200, noc="1", paid="yes")], "colour": 1, "family_size": 0})
    assert [line.partition(": ")[0] for line in found] == [
        *("jobs[0].noc", "jobs[0].hours_per_week", "jobs[0].paid", "colour", "family_size"),
    ]


def test_a_problem_stays_on_its_line() -> None:
    found = problems({"a\nb": 1, "x" * 500: 2, "jobs": [{"title": "two\nlines\x07"}]})
    assert len(found) == 3 and all("\n" not in line and len(line) < 200 for line in found)


def test_every_unit_group_is_an_occupation_that_can_be_named() -> None:
    codes = sorted(unit_groups())
    for start in range(0, len(codes), 200):
        from_document({"jobs": [{"noc": code, "teer": int(code[1])} for code in codes[start : start + 200]]})


def test_countries_and_scales() -> None:
    assert len(countries()) == 249 and {"CA", "NO", "IN", "QA"} <= countries()
    assert scale("tef_canada", None)["reading"] == [0, 699, 1]
    assert scale("tef_canada", datetime.date(2023, 12, 9))["reading"] == [0, 300, 1]
    assert scale("nclc", None)["reading"] == (0, 12, 1)


def test_a_test_of_no_name_is_taken_with_its_scores() -> None:
    assert from_document({"language_tests": [language_test(7, test=None)]}).language_tests
