"""The Canadian Experience Class: each case of cec.yml, and what holds of every answer."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from answers.criteria import caveat_sentence, detail
from eligibility.cec import assess, hours_possible_since
from eligibility.facts import FactsError, from_document
from eligibility.parameters import ParameterError
from eligibility.results import Assessment, Result, Status
from tests.eligibility.people import TODAY, document, facts

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cec.yml").read_text(encoding="utf-8"))
EXPECTATIONS = {
    *("result", "from", "until", "hours", "excluded", "status", "reason", "clb", "noc", "missing"),
    *("caveats", "no_caveats", "refused"),
}


def given(case: dict[str, Any]) -> tuple[dict[str, Any], datetime.date]:
    jobs, tests = case.get("jobs", [{}]), case.get("tests", [{}])
    return document(jobs, tests, **case.get("facts", {})), case.get("as_of", TODAY)


def answered(case: dict[str, Any]) -> Assessment:
    document_, as_of = given(case)
    return assess(from_document(document_), as_of)


@pytest.mark.parametrize(
    ("job", "since"),
    [
        # 1,560 h at 22 a week are 496.4 days: the 497th day.
        ({"hours_per_week": 22, "start": "2025-06-01", "current": True}, datetime.date(2026, 10, 10)),
        ({"hours_per_week": 22, "start": "2025-09-01", "current": True}, None),
        ({"hours_per_week": None, "start": "2025-06-01", "current": True}, None),
        ({"hours_per_week": 22, "start": None, "current": True}, None),
        ({"hours_per_week": 22, "start": "2025-06-01", "current": True, "paid": False}, None),
    ],
)
def test_since_when_the_hours_may_suffice(job: dict[str, Any], since: datetime.date | None) -> None:
    told = {name: value for name, value in job.items() if value is not None}
    assert hours_possible_since(from_document({"jobs": [told]}), datetime.date(2026, 11, 25)) == since


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises((FactsError, ParameterError)) as refusal:
            answered(case)
        assert case["refused"] in str(refusal.value)
        return
    found = answered(case)
    assert found.result.value == case["result"]
    work, language = found.criterion("work_experience"), found.criterion("language")
    if "from" in case:
        assert found.eligible_from == case["from"]
    if "until" in case:
        assert found.eligible_until == case["until"]
    if "hours" in case:
        assert work.evidence["counted_hours"] == case["hours"]
    if "excluded" in case:
        assert [row["excluded"] for row in work.evidence["jobs"]] == case["excluded"]
    for identifier, status in case.get("status", {}).items():
        assert found.criterion(identifier).status.value == status
    for identifier, reason in case.get("reason", {}).items():
        assert found.criterion(identifier).reason == reason
    if "clb" in case:
        assert language.evidence["required_clb"] == case["clb"]
    if "noc" in case:
        assert language.evidence["governing_noc"] == case["noc"]
    if "missing" in case:
        assert list(found.missing) == case["missing"]
    codes = {caveat.code for caveat in found.caveats}
    assert set(case.get("caveats", [])) <= codes
    assert not set(case.get("no_caveats", [])) & codes


def test_every_case_expects_something_and_is_spelled_right() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
    for case in CASES:
        assert set(case) <= EXPECTATIONS | {"name", "as_of", "jobs", "tests", "facts"}
        assert "result" in case or "refused" in case


ANSWERED = [case for case in CASES if "refused" not in case]


@pytest.mark.parametrize("case", ANSWERED, ids=lambda case: case["name"])
def test_every_answer_keeps_the_contract(case: dict[str, Any]) -> None:
    found = answered(case)
    answer = found.to_json(detail, caveat_sentence)
    assert json.loads(json.dumps(answer)) == answer
    assert list(answer) == [
        *("as_of", "program", "result", "eligible_from", "eligible_until", "criteria", "missing", "caveats"),
    ]
    assert [row["id"] for row in answer["criteria"]] == [
        *("work_experience", "language", "outside_quebec", "admissibility"),
    ]
    statuses = {row["status"] for row in answer["criteria"]}
    for row in answer["criteria"]:
        assert row["references"] and all(r["title"] and r["url"].startswith("http") for r in row["references"])
        assert len(row["detail"]) > 10 and "{" not in row["detail"]
    assert all(len(text) > 10 and "{" not in text for text in answer["caveats"])
    evidence = answer["criteria"][0]["evidence"]
    assert {"counted_hours", "required_hours", "window", "jobs"} <= set(evidence)
    assert {"required_clb", "governing_noc", "clb"} <= set(answer["criteria"][1]["evidence"])
    assert (answer["eligible_from"] is not None) == (found.result is Result.WILL_BE_ELIGIBLE)
    if found.result is Result.ELIGIBLE:
        assert statuses == {"met"} and not answer["missing"]
    if found.result is Result.WILL_BE_ELIGIBLE:
        assert statuses <= {"met", "not_yet"} and "not_yet" in statuses
    if found.result is Result.NEEDS_INFORMATION:
        assert answer["missing"] and "not_met" not in statuses
    if "not_met" in statuses:
        assert found.result is Result.NOT_ELIGIBLE
    if found.result is Result.CANNOT_SAY:
        assert "cannot_say" in statuses and not answer["missing"]
    if found.eligible_until is not None:
        assert found.eligible_until >= (found.eligible_from or found.as_of)


def test_an_exclusion_brings_its_provision() -> None:
    titles = {
        "self_employed": ("87.1(3)(b)", {"self_employed": True}),
        "full_time_student": ("87.1(3)(a)", {"full_time_student": True}),
        "no_temporary_status": ("87.1(3)(c)", {"authorization": "refugee_claimant"}),
        "unpaid": ("73(2)", {"paid": False}),
        "duties_do_not_match": ("87.1(2)(b)", {"duties_match": False}),
        "teer_4_or_5": ("TEER 0, 1, 2 or 3", {"noc": "65201"}),
    }
    for code, (words, change) in titles.items():
        work = assess(facts([change]), TODAY).criterion("work_experience")
        assert work.evidence["jobs"][0]["excluded"] == [code]
        assert any(words in reference.title for reference in work.references)


def test_the_caveat_of_a_test_that_ends_names_both_days() -> None:
    found = assess(facts([{"start": "2026-06-01"}], [{"date": "2025-05-30"}]), TODAY)
    caveat = next(row for row in found.caveats if row.code == "test_expires_before_hours")
    assert caveat.values["hours_from"] == datetime.date(2027, 5, 30)
    assert caveat.values["valid_until"] == datetime.date(2027, 5, 29)
    sentence = caveat_sentence(caveat)
    assert "30 May 2027" in sentence and "29 May 2027" in sentence


def test_the_window_is_said() -> None:
    work = assess(facts(), TODAY).criterion("work_experience")
    assert work.evidence["window"] == [datetime.date(2023, 11, 24), TODAY]
    assert work.evidence["required_hours"] == 1560


def test_a_day_of_hours_to_come_is_said_while_facts_are_missing() -> None:
    work = assess(facts([{"start": "2026-06-01", "paid": None}]), TODAY).criterion("work_experience")
    assert work.status is Status.NOT_YET and work.evidence["hours_from"] == datetime.date(2027, 5, 30)


def test_tied_occupations_are_named() -> None:
    jobs = [
        {"noc": "63200", "start": "2024-01-01", "end": "2024-06-30", "current": False},
        {"start": "2024-07-01", "end": "2024-12-29", "current": False},
    ]
    language = assess(facts(jobs), TODAY).criterion("language")
    assert language.evidence["tied_nocs"] == ["21232", "63200"]


def test_a_criterion_that_is_none_is_an_error() -> None:
    with pytest.raises(KeyError):
        assess(facts(), TODAY).criterion("selection_points")
