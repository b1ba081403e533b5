"""``cec crs``."""

from __future__ import annotations

import json

import pytest
import yaml

from console import crs
from tests.console.running import ran
from tests.eligibility.test_crs import document

FACTS = yaml.safe_dump(document())


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-08-01")


def test_the_json_is_the_contracts() -> None:
    found = ran(crs, "-", "--json", stdin=FACTS)
    answer = json.loads(found.out)
    assert found.code == 0 and answer["grid"] == "2025-03-25" and answer["missing"] == []
    assert list(answer["sections"]) == ["core", "spouse", "transferability", "additional"]
    assert answer["total"] == sum(answer["sections"].values())
    age = next(row for row in answer["items"] if row["factor"] == "age")
    assert (age["section"], age["points"], age["maximum"]) == ("core", 110, 110) and "29" in age["because"]


def test_a_range_while_facts_are_missing() -> None:
    answer = json.loads(ran(crs, "-", "--json", stdin="{}").out)
    assert answer["total"] is None and answer["range"][0] < answer["range"][1] and answer["missing"]


def test_after_the_last_verified_table_a_caveat_says_so() -> None:
    answer = json.loads(ran(crs, "-", "--json", "--on", "2026-11-24", stdin=FACTS).out)
    assert answer["grid"] == "2025-03-25" and any("3 November 2026" in text for text in answer["caveats"])


def test_words_for_people_and_what_would_raise_it() -> None:
    plain, more = ran(crs, "-", stdin=FACTS), ran(crs, "-", "--improve", stdin=FACTS)
    assert plain.code == more.code == 0
    assert "{" not in more.out and more.out.startswith(plain.out.rstrip("\n")) and len(more.out) > len(plain.out)
    steps = json.loads(ran(crs, "-", "--improve", "--json", stdin=FACTS).out)["steps"]
    assert [row["gain"] for row in steps] == sorted((row["gain"] for row in steps), reverse=True)


@pytest.mark.parametrize("words", [("--on", "2014-12-31"), ("--on", "2026-02-30")])
def test_a_day_that_cannot_be_used_is_refused(words: tuple[str, ...]) -> None:
    found = ran(crs, "-", *words, stdin=FACTS)
    assert (found.code, found.out, len(found.problems)) == (2, "", 1)


def test_bad_facts_are_refused_with_their_path() -> None:
    found = ran(crs, "-", stdin="person: {age: 200, colour: red}")
    assert found.code == 2 and sorted(line.partition(":")[0] for line in found.problems) == [
        "person.age",
        "person.colour",
    ]
