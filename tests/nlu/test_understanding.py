"""The trained model against what people write: the bars that a change of data or code must not fall below."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from benchmarks.nlu.measures import Score, confusions, score
from benchmarks.nlu.phrases import ROOT, held_out, same_answer
from benchmarks.nlu.pipelines import Answer, ask
from service.model import ensure_model

TOPICS, INTENTS, DECLINED, WRONGLY_DECLINED, STORIES = 0.94, 0.93, 0.95, 0.02, 0.8
STORIES_FILE = ROOT / "tests" / "nlu" / "stories.yml"


@pytest.fixture(scope="module")
def stories() -> list[dict[str, Any]]:
    """Messages of several sentences."""
    loaded: list[dict[str, Any]] = yaml.safe_load(STORIES_FILE.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def answers(stories: list[dict[str, Any]]) -> dict[str, Answer]:
    """What the model says of everything."""
    return ask(ensure_model(), [*(phrase.text for phrase in held_out()), *(story["text"] for story in stories)])


@pytest.fixture(scope="module")
def figures(answers: dict[str, Answer]) -> Score:
    """Of the held-out phrases."""
    return score(held_out(), answers)


def test_topics(figures: Score, answers: dict[str, Answer]) -> None:
    assert figures.topics >= TOPICS, "\n".join(map(str, confusions(held_out(), answers)))


def test_other_purposes(figures: Score, answers: dict[str, Answer]) -> None:
    assert figures.intents >= INTENTS, "\n".join(map(str, confusions(held_out(), answers)))


def test_scope(figures: Score) -> None:
    assert figures.declined >= DECLINED
    assert figures.wrongly_declined <= WRONGLY_DECLINED


def test_stories(stories: list[dict[str, Any]], answers: dict[str, Answer]) -> None:
    """The first thing that a story asks is what it is taken for."""
    wrong = []
    for story in stories:
        wanted = {same_answer(label.strip()) for label in story["asks"][0].split("|")}
        if same_answer(answers[story["text"]].label) not in wanted:
            wrong.append((story["asks"], answers[story["text"]].label))
    assert len(wrong) <= (1 - STORIES) * len(stories), "\n".join(map(str, wrong))
