"""Recall and precision of the reader over the labelled messages of tests/nlu/facts.yml."""

from __future__ import annotations

import pytest

from tests.nlu.facts.flat import MESSAGES, Report, found_in, measure, table, wanted_in

LEAST_RECALL = 0.95
LEAST_PRECISION = 0.97
#: A field said this often must hold the bars by itself, within a mistake.
OFTEN = 15


@pytest.fixture(scope="module")
def report() -> Report:
    return measure(MESSAGES)


def test_overall(report: Report) -> None:
    overall = report.overall
    assert overall.recall >= LEAST_RECALL, table(report)
    assert overall.precision >= LEAST_PRECISION, table(report)


def test_every_field(report: Report) -> None:
    for name, tally in report.fields.items():
        if tally.right + tally.missed >= OFTEN:
            assert tally.recall >= 0.9, f"{name}\n{table(report)}"
            assert tally.precision >= 0.9, f"{name}\n{table(report)}"
        else:
            assert tally.missed <= 1 and tally.extra <= 1, f"{name}\n{table(report)}"


def test_there_is_enough_to_measure() -> None:
    assert len(MESSAGES) >= 150
    assert len({m["text"] for m in MESSAGES}) == len(MESSAGES)
    assert sum(not m["entities"] for m in MESSAGES) >= 40, "messages without facts measure precision"


def test_the_measure_can_fail() -> None:
    wrong = measure([{"text": "cook since May 2025", "entities": {"title": "welder", "start": "2025-05-01"}}])
    assert (wrong.fields["title"].missed, wrong.fields["title"].extra) == (1, 1)
    assert wrong.fields["start"].right == 1
    assert wrong.fields["current"].extra == 1
    assert wrong.overall.recall == 0.5


def test_jobs_are_told_apart_by_the_measure() -> None:
    text = "cook 20 hours and baker 30 hours"
    assert found_in(text) == wanted_in({"jobs": [{"title": "cook", "hours": 20}, {"title": "baker", "hours": 30}]})
    assert found_in(text) != wanted_in({"jobs": [{"title": "cook", "hours": 30}, {"title": "baker", "hours": 20}]})
