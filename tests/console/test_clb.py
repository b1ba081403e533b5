"""``cec clb``."""

from __future__ import annotations

import json

import pytest

from console import clb
from eligibility.facts import ABILITIES, TESTS
from tests.console.running import Ran, ran


def asked(test: str, *more: str, **scores: object) -> Ran:
    words = [word for ability, score in scores.items() for word in (f"--{ability}", str(score))]
    return ran(clb, test, *words, *more)


def test_the_json_is_the_contracts() -> None:
    found = asked("ielts_general", "--json", listening=8, reading=6.5, writing=6.5, speaking=6.5)
    assert found.code == 0
    levels = {"listening": 9, "reading": 8, "writing": 8, "speaking": 8}
    assert json.loads(found.out) == {"test": "ielts_general", **levels, "lowest": 8}


def test_below_four_is_zero() -> None:
    found = json.loads(asked("celpip_general", "--json", listening=3, reading=4, writing=9, speaking=12).out)
    assert found["listening"] == 0 and found["reading"] == 4 and found["speaking"] == 10 and found["lowest"] == 0


def test_tef_is_on_its_present_scale() -> None:
    found = json.loads(asked("tef_canada", "--json", listening=434, reading=433, writing=428, speaking=456).out)
    assert (found["listening"], found["reading"], found["writing"], found["speaking"]) == (7, 6, 7, 7)


def test_words_for_people() -> None:
    text = asked("tcf_canada", listening=458, reading=453, writing=3, speaking=10).out
    assert text.splitlines()[0] == "TCF Canada: at least one ability is below NCLC 4."
    assert "listening 458: NCLC 7" in text and "writing 3: below NCLC 4" in text
    assert "Source: TCF Canada: NCLC 7 = L 458" in text


@pytest.mark.parametrize("test", TESTS)
def test_every_test_of_the_contract_is_known(test: str) -> None:
    found = asked(test, "--json", listening=11, reading=12, writing=10, speaking=10)
    if test in ("ielts_general", "tcf_canada"):
        assert found.code == 2
    else:
        assert found.code == 0 and set(json.loads(found.out)) == {"test", "lowest", *ABILITIES}


def test_levels_stay_what_they_are() -> None:
    text = asked("clb", listening=7, reading=8, writing=9, speaking=10).out
    assert text.startswith("CLB: the lowest of the four abilities is CLB 7.") and "Source" not in text


def test_missing_scores_have_a_line_each() -> None:
    found = asked("ielts_general", listening=8)
    assert (found.code, found.out) == (2, "")
    assert [line.split()[3] for line in found.problems] == ["--reading", "--writing", "--speaking"]


@pytest.mark.parametrize("score", ["9.7", "-0.5", "9.25", "nan", "inf", "seven", "1e400", ""])
def test_impossible_scores_have_a_line_each(score: str) -> None:
    found = ran(clb, "ielts_general", f"--listening={score}", f"--reading={score}", "--writing=7", "--speaking=7")
    assert (found.code, found.out) == (2, "")
    assert len(found.problems) == 2 and "listening" in found.problems[0] and "reading" in found.problems[1]


def test_an_unknown_test_is_refused_with_those_there_are() -> None:
    found = asked("toefl", listening=8, reading=8, writing=8, speaking=8)
    assert found.code == 2 and len(found.problems) == 1
    assert all(name in found.err for name in TESTS)
