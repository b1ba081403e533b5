"""What the sentences of a message add up to, with a model that knows a handful of sentences by heart."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest

from nlu.facts import read as read_facts
from nlu.purposes import Guess, PurposeModel
from nlu.reading import Reading, only_facts, read

LABELS = ["ask/fees", "ask/processing_time", "ask/layoff", "inform", "greet", "why", "out_of_scope", "other_language"]
TODAY = datetime.date(2026, 11, 24)


class ByHeart:
    """Stands in for a trained model: ``known`` gives a sentence's label and confidence, anything else is out."""

    labels = LABELS

    def __init__(self, known: dict[str, tuple[str, float]]) -> None:
        self._known = known
        self.asked: list[str] = []

    def guess(self, texts: Sequence[str], encoder: object) -> list[Guess]:
        """As `PurposeModel.guess`."""
        self.asked += texts
        return [self._guess(text) for text in texts]

    def _guess(self, text: str) -> Guess:
        label, confidence = self._known.get(text, ("out_of_scope", 0.9))
        rest = (1 - confidence) / (len(LABELS) - 1)
        probabilities = np.full(len(LABELS), rest, dtype=np.float32)
        probabilities[LABELS.index(label)] = confidence
        outside = label in ("out_of_scope", "other_language")
        return Guess(probabilities, -1.0 if outside else 1.0, 1.0 if text in self._known else 0.3)


def understood(text: str, known: dict[str, tuple[str, float]], sure: float = 0.4) -> Reading:
    """The reading of ``text`` with its real facts."""
    entities = [mention.as_entity() for mention in read_facts(text, TODAY)]
    return read(text, entities, cast(PurposeModel, ByHeart(known)), None, sure)


def labels(reading: Reading) -> list[str]:
    """Of the findings, the one to act on first."""
    return [finding.label for finding in reading.findings]


def test_one_sentence() -> None:
    reading = understood("How much is it?", {"how much is it?": ("ask/fees", 0.8)})
    assert labels(reading) == ["ask/fees"]
    assert reading.findings[0].confidence == pytest.approx(0.8)
    assert reading.findings[0].topic == "fees"
    assert reading.within > 0
    assert reading.language is None


def test_the_unknown_is_out_of_scope() -> None:
    reading = understood("florp zib", {})
    assert labels(reading) == ["out_of_scope"]
    assert reading.within < 0
    assert {label for label, _ in reading.ranking} <= {"out_of_scope", "other_language"}


def test_two_sentences_that_ask() -> None:
    known = {"what does it cost?": ("ask/fees", 0.9), "how long does it take?": ("ask/processing_time", 0.7)}
    reading = understood("What does it cost? How long does it take?", known)
    assert labels(reading) == ["ask/fees", "ask/processing_time"]
    assert [finding.place for finding in reading.in_order()] == [0, 1]


def test_the_same_question_twice_is_one() -> None:
    known = {"what does it cost?": ("ask/fees", 0.9), "how much is it?": ("ask/fees", 0.9)}
    assert labels(understood("What does it cost? How much is it?", known)) == ["ask/fees"]


def test_an_unclear_second_question_is_left_out() -> None:
    known = {"what does it cost?": ("ask/fees", 0.9), "is it long?": ("ask/processing_time", 0.3)}
    assert labels(understood("What does it cost? Is it long?", known)) == ["ask/fees"]


def test_two_questions_joined_in_one_sentence() -> None:
    known = {
        "what does it cost and how long does it take": ("ask/fees", 0.5),
        "what does it cost": ("ask/fees", 0.9),
        "how long does it take": ("ask/processing_time", 0.9),
    }
    assert labels(understood("what does it cost and how long does it take", known)) == [
        "ask/fees",
        "ask/processing_time",
    ]
    del known["how long does it take"]
    assert labels(understood("what does it cost and how long does it take", known)) == ["ask/fees"]


def test_a_story_makes_an_empty_question_clear() -> None:
    story = "my firm closed in may. does that count?"
    known = {"does that count?": ("ask/fees", 0.3), story: ("ask/layoff", 0.8)}
    assert labels(understood("My firm closed in May. Does that count?", known)) == ["ask/layoff"]


def test_why_after_a_story_is_not_a_why_to_us() -> None:
    story = "they did not count my work. why?"
    known = {"why?": ("why", 0.99), story: ("ask/layoff", 0.6)}
    assert labels(understood("They did not count my work. Why?", known)) == ["ask/layoff"]
    assert labels(understood("Why?", known)) == ["why"]


def test_a_clear_question_outweighs_its_story() -> None:
    story = "my firm closed in may. how high are the fees?"
    known = {"how high are the fees?": ("ask/fees", 0.8), story: ("ask/layoff", 0.9)}
    assert labels(understood("My firm closed in May. How high are the fees?", known)) == ["ask/fees"]


def test_a_question_that_points_back_does_not() -> None:
    story = "my firm closed in may. is this expensive?"
    known = {"is this expensive?": ("ask/fees", 0.8), story: ("ask/layoff", 0.9)}
    assert labels(understood("My firm closed in May. Is this expensive?", known)) == ["ask/layoff"]


def test_a_certain_question_costs_no_second_look() -> None:
    model = ByHeart({"how high are the fees?": ("ask/fees", 0.95)})
    read("My firm closed in May. How high are the fees?", [], cast(PurposeModel, model), None, 0.4)
    assert model.asked == ["how high are the fees?"]


def test_greeting_and_thanks_are_set_aside() -> None:
    known = {"what does it cost?": ("ask/fees", 0.9), "hello": ("greet", 0.9)}
    assert labels(understood("Hello there! What does it cost? Thanks!", known)) == ["ask/fees"]
    assert labels(understood("Hello", known)) == ["greet"]


@pytest.mark.parametrize(
    "text",
    ["40", "March 2024", "celpip 7 7 7 7", "2", "37.5 hours a week", "since May 2023", "on a pgwp", "Toronto, Ontario"],
)
def test_facts_alone_tell_something(text: str) -> None:
    assert labels(understood(text, {})) == ["inform"]


def test_facts_whose_words_are_known_are_what_they_are_known_for() -> None:
    assert labels(understood("pgwp", {"pgwp": ("ask/fees", 0.9)})) == ["ask/fees"]


@pytest.mark.parametrize("text", ["is 40 enough?", "can a cook in Toronto apply", "why 2022", "florp 40 zib gnarf"])
def test_more_than_facts(text: str) -> None:
    entities: list[dict[str, Any]] = [mention.as_entity() for mention in read_facts(text, TODAY)]
    assert entities
    assert not only_facts(text, entities)


def test_another_language() -> None:
    reading = understood("combien ça coûte pour ma femme", {})
    assert (labels(reading), reading.language) == (["other_language"], "fr")


def test_another_language_whose_words_are_known_gets_its_topic() -> None:
    reading = understood("combien ça coûte", {"combien ça coûte": ("ask/fees", 0.8)})
    assert (labels(reading), reading.language) == (["ask/fees"], "fr")


def test_a_language_that_only_the_examples_know() -> None:
    reading = understood("grunk blap", {"grunk blap": ("other_language", 0.8)})
    assert (labels(reading), reading.language) == (["other_language"], "und")


def test_at_most_three_questions() -> None:
    known = {
        "what does it cost?": ("ask/fees", 0.9),
        "how long is it?": ("ask/processing_time", 0.9),
        "can i be fired?": ("ask/layoff", 0.9),
        "why is that?": ("inform", 0.9),
    }
    text = "What does it cost? How long is it? Can I be fired? Why is that?"
    assert labels(understood(text, known)) == ["ask/fees", "ask/processing_time", "ask/layoff"]


def test_a_very_long_story_is_read_in_bounded_work() -> None:
    model = ByHeart({})
    read("Is it so? " * 2000, [], cast(PurposeModel, model), None, 0.4)
    assert len(model.asked) <= 60


def test_numbered_questions_are_told_apart() -> None:
    known = {
        "how much is it": ("ask/fees", 0.8),
        "two things how much is it": ("ask/fees", 0.8),
        "how long does it take": ("ask/processing_time", 0.8),
    }
    reading = understood("two things 1) how much is it 2) how long does it take", known)
    assert labels(reading) == ["ask/fees", "ask/processing_time"]


def test_a_joint_behind_a_statement_makes_no_second_question() -> None:
    model = ByHeart({"i left my job, can i go on": ("ask/layoff", 0.8)})
    reading = read("I left my job, can I go on", [], cast(PurposeModel, model), None, 0.4)
    assert labels(reading) == ["ask/layoff"]
    # A half that only tells isn't looked at: it costs time and would only add a wrong question.
    assert "i left my job" not in model.asked


def test_halves_are_read_with_what_led_up_to_them() -> None:
    known = {
        "how much is it": ("ask/fees", 0.8),
        "will they ask why": ("out_of_scope", 0.9),
        "i was let go. how much is it": ("ask/fees", 0.8),
        "i was let go. will they ask why": ("ask/layoff", 0.9),
        "how much is it and will they ask why": ("ask/fees", 0.8),
        "i was let go. how much is it and will they ask why": ("ask/fees", 0.8),
    }
    assert labels(understood("I was let go. How much is it and will they ask why", known)) == ["ask/fees", "ask/layoff"]


def test_a_question_wins_over_what_is_told_in_the_same_sentence() -> None:
    known = {
        "started in may full time, how long does it take": ("inform", 0.95),
        "how long does it take": ("ask/processing_time", 0.7),
    }
    assert labels(understood("Started in May full time, how long does it take", known)) == ["ask/processing_time"]


def test_a_sentence_that_only_tells_stays_one_beside_no_question() -> None:
    known = {"started in may full time, is that so": ("inform", 0.95), "is that so": ("inform", 0.6)}
    assert labels(understood("Started in May full time, is that so", known)) == ["inform"]


def test_of_several_questions_one_that_tells_is_dropped() -> None:
    known = {"is it a full year?": ("inform", 0.9), "how much is it?": ("ask/fees", 0.5)}
    assert labels(understood("Is it a full year? How much is it?", known)) == ["ask/fees"]
