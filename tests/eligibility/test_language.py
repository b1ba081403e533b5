"""Scores as levels, each row of each table from both sides, and how long results count."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from eligibility.facts import ABILITIES, TESTS, FactsError, from_document, scale
from eligibility.language import clb, last_valid_day, level, missing_of, references_of, sittings
from eligibility.parameters import parameter
from tests.eligibility.people import TODAY

TABLES = yaml.safe_load(Path(__file__).with_name("clb.yml").read_text(encoding="utf-8"))
OLD = datetime.date(2023, 12, 9)


def rows() -> list[tuple[str, datetime.date | None, int, str, float]]:
    found = []
    for name, table in TABLES.items():
        test, _, until = name.partition("_to_")
        for number, scores in table.items():
            for ability, score in zip(ABILITIES, scores, strict=True):
                found.append((test, OLD if until else None, number, ability, score))
    return found


@pytest.mark.parametrize(("test", "day", "number", "ability", "score"), rows())
def test_the_lowest_score_of_a_level_and_the_one_below(
    test: str, day: datetime.date | None, number: int, ability: str, score: float
) -> None:
    low, _, step = scale(test, day)[ability]
    assert level(test, ability, score, day) == number
    if score > low:
        below = level(test, ability, score - step, day)
        assert below == (number - 1 if number > 4 else 0)


def test_every_row_of_every_test_was_tried() -> None:
    assert len(rows()) == 6 * 7 * 4
    tried = {test for test, *_ in rows()}
    assert tried == set(TESTS) - {"clb", "nclc"}


@pytest.mark.parametrize("test", sorted(set(TESTS) - {"clb", "nclc"}))
def test_the_ends_of_each_scale(test: str) -> None:
    for ability in ABILITIES:
        low, high, step = scale(test, None)[ability]
        assert level(test, ability, low) == 0 and level(test, ability, high) == 10
        for score in (low - step, high + step, low + step / 2):
            with pytest.raises(FactsError, match=ability):
                clb(test, {ability: score})
        assert clb(test, {ability: high}) == {ability: 10}


@pytest.mark.parametrize(("said", "counted"), [(0, 0), (3, 0), (4, 4), (7, 7), (10, 10), (12, 10)])
def test_levels_themselves(said: int, counted: int) -> None:
    assert clb("clb", {"reading": said}) == clb("nclc", {"reading": said}) == {"reading": counted}


def test_tef_changes_its_scale_on_10_december_2023() -> None:
    assert level("tef_canada", "reading", 207, datetime.date(2023, 12, 9)) == 7
    assert level("tef_canada", "reading", 207, datetime.date(2023, 12, 10)) == 0
    assert level("tef_canada", "reading", 434, datetime.date(2023, 12, 10)) == 7
    assert level("tef_canada", "reading", 434) == 7
    with pytest.raises(FactsError):
        clb("tef_canada", {"reading": 434}, datetime.date(2023, 12, 9))


def test_every_problem_has_a_line() -> None:
    with pytest.raises(FactsError) as refusal:
        clb("ielts_general", {"listening": 9.7, "reading": 6.25, "writing": 7, "speaking": -1})
    assert [line.partition(":")[0] for line in refusal.value.problems] == ["listening", "reading", "speaking"]


@pytest.mark.parametrize(
    ("result", "last"),
    [("2024-11-25", "2026-11-24"), ("2024-02-29", "2026-02-27"), ("2024-03-01", "2026-02-28")],
)
def test_results_count_while_less_than_two_years_old(result: str, last: str) -> None:
    assert last_valid_day(datetime.date.fromisoformat(result), 2) == datetime.date.fromisoformat(last)


def test_a_sitting_knows_what_it_reaches() -> None:
    told = {"test": "clb", "date": "2026-05-01", "listening": 7, "reading": 8, "writing": 7}
    whole, part, undated, other = sittings(
        from_document(
            {
                "language_tests": [
                    {**told, "speaking": 9},
                    told,
                    {"test": "ielts_general", "listening": 4},
                    {"listening": 9},
                    {**told, "date": "2024-11-24", "speaking": 7},
                ]
            }
        ),
        TODAY,
    )
    assert whole.complete and whole.reaches(7) is True and whole.reaches(8) is False
    assert part.reaches(7) is None and part.reaches(8) is False and not part.complete
    assert undated.levels == {"listening": 0} and undated.valid_on(TODAY) is None and undated.reaches(4) is False
    assert other.index == 4 and other.valid_on(TODAY) is False
    assert other.valid_on(TODAY - datetime.timedelta(days=1)) is True


def test_what_is_missing_of_a_test() -> None:
    told = (from_document({"language_tests": [{"listening": 7}]}).language_tests or ())[0]
    at = "language_tests[2]"
    assert missing_of(2, told) == [f"{at}.{leaf}" for leaf in ("test", "reading", "writing", "speaking", "date")]


def test_each_table_says_where_it_stands() -> None:
    for test in TESTS:
        assert bool(references_of(test)) == (test not in ("clb", "nclc"))
    for test in ("ielts_general", "tef_canada", "tcf_canada", "pte_core"):
        seven = parameter("language", test).values[-1]
        assert "7 = " in seven.reference.title
