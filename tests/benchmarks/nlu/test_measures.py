"""Figures of merit, on answers that can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.nlu.measures import confusions, noc_score, sample_score, score
from benchmarks.nlu.phrases import Entry, Phrase, PhrasesError, held_out, occupations, same_answer, sample
from benchmarks.nlu.pipelines import Answer

PHRASES = [
    Phrase("a", ("ask/fees",)),
    Phrase("b", ("ask/fees",)),
    Phrase("c", ("ask/aor", "ask/processing_time")),
    Phrase("d", ("greet",)),
    Phrase("e", ("human",)),
    Phrase("f", ("out_of_scope",)),
    Phrase("g", ("out_of_scope",)),
]


def _answer(label: str, within: float, seconds: float = 0.01) -> Answer:
    return Answer(label, 0.9, within, seconds)


ANSWERS = {
    "a": _answer("ask/fees", 0.9),
    "b": _answer("out_of_scope", -0.2),
    "c": _answer("ask/processing_time", 0.8),
    "d": _answer("greet", 0.9),
    "e": _answer("ask/human_help", 0.9),
    "f": _answer("out_of_scope", -0.5, 0.02),
    "g": _answer("ask/fees", 0.85, 0.03),
}


def test_score() -> None:
    figures = score(PHRASES, ANSWERS)
    assert figures.topics == pytest.approx(2 / 3)
    assert figures.intents == 1.0
    assert figures.declined == 0.5
    assert figures.wrongly_declined == pytest.approx(1 / 5)
    # The worst of five in scope is at -0.2, so only f lies below what keeps 95 %.
    assert figures.declined_at_kept == 0.5
    assert figures.p50 == pytest.approx(10)
    assert figures.p95 == pytest.approx(27)
    # fees: 1 right, 1 missed, 1 made up; out_of_scope the same; the others all right.
    assert figures.macro_f1 == pytest.approx((0.5 + 1 + 1 + 1 + 0.5) / 5)


def test_rasas_fallback_counts_as_declined() -> None:
    assert score([Phrase("f", ("out_of_scope",))], {"f": _answer("nlu_fallback", 0.1)}).declined == 1.0


def test_confusions() -> None:
    rows = confusions(PHRASES, ANSWERS)
    assert {(row.wanted, row.got, row.text) for row in rows} == {
        ("ask/fees", "out_of_scope", "b"),
        ("out_of_scope", "ask/fees", "g"),
    }


def test_two_labels_with_one_answer_are_one() -> None:
    assert same_answer("bot_challenge") == "ask/what_is_this_bot"
    assert same_answer("ask/fees") == "ask/fees"


def test_sample_score() -> None:
    entries = [
        Entry("q1", "question", "fees", "en"),
        Entry("q2", "question", "aor", "en"),
        Entry("q3", "question", "aor", "fr"),
        Entry("o1", "out_of_scope", "us_visa", "en"),
        Entry("o2", "out_of_scope", "smalltalk", "en"),
        Entry("s1", "statement", "multi_fact", "en"),
    ]
    answers = {
        "q1": _answer("ask/fees", 1),
        "q2": _answer("out_of_scope", -1),
        "q3": _answer("other_language", -1),
        "o1": _answer("ask/fees", 1),
        "o2": _answer("greet", 1),
        "s1": _answer("inform", 1),
    }
    figures = sample_score(entries, answers)
    assert (figures.answered, figures.topics, figures.declined, figures.statements) == (0.5, 0.5, 0.5, 1.0)


def test_noc_score(tmp_path: Path) -> None:
    assert noc_score({"line cook": ["63200"]}, tmp_path) == (1.0, 1.0)
    assert noc_score({"line cook": ["21231"]}, tmp_path) == (0.0, 0.0)
    assert noc_score({"line cook": ["62200"]}, tmp_path) == (0.0, 1.0)


def test_the_projects_own_phrases_load() -> None:
    assert len(held_out()) > 500
    assert any(len(phrase.right) > 1 for phrase in held_out())
    assert {kind: len(rows) > 100 for kind, rows in occupations().items()} == {"described": True, "named": True}


def test_a_bad_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sample.yml"
    file.write_text("- {text: hello}\n", encoding="utf-8")
    with pytest.raises(PhrasesError, match=r"sample\.yml: not a list of entries"):
        sample(file)
    with pytest.raises(PhrasesError, match=r"missing\.yml"):
        held_out(tmp_path / "missing.yml")
    file.write_text("- a list\n", encoding="utf-8")
    with pytest.raises(PhrasesError, match="not a mapping"):
        held_out(file)
