"""From a message to what it is after: `nlu.purposes` judges sentences, this module judges what they add up to.

* Another language is recognised first. The message still gets its topic when its words are known well enough.
* What is nothing but facts ("40", "March 2024", "celpip 7 7 7 7") tells something, however short it is.
* Of several sentences the questions decide: a story leads up to what it asks.
* Two questions in one message are both found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from nlu.encoder import Encoder
from nlu.languages import UNDETERMINED, other_language
from nlu.purposes import PurposeModel
from nlu.turn import CLEAR, asking, sentences
from nlu.wording import bare

ASK = "ask"
OUT_OF_SCOPE, OTHER_LANGUAGE, INFORM = "out_of_scope", "other_language", "inform"
#: What is no business of ours.
OUTSIDE = frozenset({OUT_OF_SCOPE, OTHER_LANGUAGE})

MOST_QUESTIONS = 3
#: A story is read this far; whatever is asked behind it is lost.
MOST_SENTENCES = 20
#: From this likeness on a sentence is one of the training sentences.
SAME = 0.985
RANKED = 10

#: From this confidence on a question is not judged a second time with its context.
CERTAIN = 0.9
#: So many statements before a question are read with it.
LED_UP_BY = 3
#: Weight of a question's own words against those with what led up to it.
ALONE_IF_CLEAR, ALONE = 0.7, 0.3
#: After a story these say nothing by themselves ("Why?", "What now?", "Should I leave it out?").
GENERIC = frozenset(
    (
        *("why", "more", "repeat", "help", "skip", "greet", "thanks", "goodbye", "complaint", "affirm", "deny"),
        *("dont_know", "stop", "resume", "start_over", "human", "show_data", "what_would_help", "inform", "correct"),
        *("out_of_scope", "check_eligibility"),
    )
)

#: These mentions steer or ask; they don't make a message one of facts.
_NO_FACTS = frozenset({"correction", "removal", "job_reference", "cutoff", "noc", "noc_2016"})
_FILLER = re.compile(
    r"\b(?:a|an|the|in|on|at|of|and|i|i'm|im|my|is|was|it|its|it's|since|from|to|about|around|all|each|now)\b", re.I
)
#: How much of a message may be left beside its facts.
_LEFT_OVER = 0.25
#: Where a second question begins inside a sentence.
_JOINT = re.compile(
    r"[,;]?\s+(?:and also|and then|and|also|plus)\s+(?=(?:how|what|whats|what's|when|where|which|who|why|can|could|"
    r"do|does|did|is|are|am|was|will|would|should|must|if)\b)|"
    r",\s+(?=(?:how|what|whats|what's|when|where|which|who|why|can i|do i|does|is it|is there|will i|should i)\b)"
)
#: So many words make a statement before a question, and a question after it.
_LEAD = 3
#: "1) … 2) …".
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?[1-9][).](?=\s)")
#: A question is none of these as long as another one is left.
TELLING = frozenset({INFORM, "correct"})
#: These words stand for something said before.
_POINTS_BACK = re.compile(r"\b(?:it|its|that|this|these|those|they|them|he|him|she|her|both|there|then)\b")
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Finding:
    """One sentence and what it is after; ``place``: its number in the message."""

    label: str
    confidence: float
    text: str
    place: float = 0

    @property
    def intent(self) -> str:
        """``ask`` for every topic."""
        return self.label.partition("/")[0]

    @property
    def topic(self) -> str | None:
        """The topic of an ``ask/<topic>``."""
        return self.label.partition("/")[2] or None

    def as_json(self) -> dict[str, Any]:
        """For the tracker."""
        return {"intent": self.intent, "topic": self.topic, "confidence": self.confidence, "text": self.text}


@dataclass(frozen=True)
class Reading:
    """What a message is after, the finding to act on first; ``language``: its code when it isn't English.

    ``within``: how surely it is in scope, above 0 when it is (`Guess.within`).
    """

    findings: tuple[Finding, ...]
    ranking: tuple[tuple[str, float], ...] = ()
    language: str | None = None
    within: float = 0.0

    def in_order(self) -> list[Finding]:
        """The findings in the order of the text."""
        return sorted(self.findings, key=lambda finding: finding.place)


@dataclass(frozen=True)
class _Judged:
    """A sentence, how likely each label is, and whether it is in scope at all."""

    text: str
    probabilities: Any
    within: float
    likeness: float
    labels: Sequence[str] = field(repr=False)
    place: float = 0

    def certain(self) -> bool:
        """Whether what led up to it would change nothing."""
        finding = self.finding()
        clear = self.within > 0 and finding.confidence >= CERTAIN and finding.intent not in GENERIC
        return clear and not _POINTS_BACK.search(self.text)

    def led_up_to_by(self, context: _Judged) -> _Judged:
        """The question with what its context makes likely: the more, the less it says by itself."""
        if context.text == self.text:
            return self
        finding = self.finding()
        if finding.intent in GENERIC:
            weight = 0.0
        elif finding.confidence >= CLEAR and self.within > 0 and not _POINTS_BACK.search(self.text):
            weight = ALONE_IF_CLEAR
        else:
            weight = ALONE
        probabilities = weight * self.probabilities + (1 - weight) * context.probabilities
        within = max(self.within, context.within)
        return replace(self, probabilities=probabilities, within=within)

    def ranking(self) -> list[tuple[str, float]]:
        """Labels of its side of the border, best first."""
        order = np.argsort(-self.probabilities)
        inside = [i for i in order if (self.labels[i] in OUTSIDE) == (self.within <= 0)]
        # A border drawn without examples of the other side has no label there.
        chosen = inside or ([] if self.within <= 0 else list(order))
        return [(self.labels[i], float(self.probabilities[i])) for i in chosen[:RANKED]]

    def finding(self) -> Finding:
        """The best of its ranking."""
        ranked = self.ranking()
        label, confidence = ranked[0] if ranked else (OUT_OF_SCOPE, float(1 - self.probabilities.max()))
        return Finding(label, confidence, self.text, self.place)


def read(
    text: str,
    entities: Sequence[Mapping[str, Any]],
    model: PurposeModel,
    encoder: Encoder | None,
    sure: float,
) -> Reading:
    """What ``text`` is after.

    ``entities``: the facts found in it; ``sure``: the confidence that a second question needs.
    """
    if not bare(text):
        return Reading((Finding(OUT_OF_SCOPE, 0.0, text),), within=-1.0)
    judge = _Judge(model, encoder)
    language = other_language(text)
    if language is None:
        whole = judge.one(bare(text)) if only_facts(text, entities) else None
        reading = _facts(text, whole) if whole else None
        reading = reading or _asked(text, judge, sure)
        if reading.findings[0].label == OTHER_LANGUAGE:
            language = UNDETERMINED
    else:
        whole = judge.one(bare(text))
        reading = _reading([whole])
        known = whole.within > 0 and (reading.findings[0].confidence >= sure or whole.likeness >= SAME)
        if not known:
            reading = replace(reading, findings=(Finding(OTHER_LANGUAGE, 1.0, text),))
    return replace(reading, language=language)


def only_facts(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a message is nothing but facts, apart from small words."""
    if any(True for _ in asking(text)):
        return False
    spans = [(e["start"], e["end"]) for e in entities if e.get("entity") not in _NO_FACTS and "start" in e]
    if not spans:
        return False
    rest = "".join(letter for i, letter in enumerate(text) if not any(start <= i < end for start, end in spans))
    rest = _MARKS.sub("", _FILLER.sub("", rest))
    return len(rest) <= _LEFT_OVER * len(_MARKS.sub("", text))


class _Judge:
    """The model asked about sentences, several at a time."""

    def __init__(self, model: PurposeModel, encoder: Encoder | None) -> None:
        self._model, self._encoder = model, encoder

    def one(self, text: str) -> _Judged:
        return self.all([text])[0]

    def all(self, texts: Sequence[str]) -> list[_Judged]:
        guesses = self._model.guess(texts, self._encoder)
        return [
            _Judged(text, guess.probabilities, guess.within, guess.likeness, self._model.labels)
            for text, guess in zip(texts, guesses, strict=True)
        ]


def _facts(text: str, whole: _Judged) -> Reading | None:
    """A message of nothing but facts, unless its words are known for something else."""
    finding = whole.finding()
    topic = finding.topic is not None and finding.confidence >= CLEAR and len(whole.text.split()) >= 4
    if topic or (whole.likeness >= SAME and whole.within > 0):
        return None
    return Reading((Finding(INFORM, 1.0, text),), tuple(whole.ranking()), within=1.0)


def _asked(text: str, judge: _Judge, sure: float) -> Reading:
    """What the sentences of a message add up to."""
    units = _units(text)
    asked = [i for i, unit in enumerate(units) if any(True for _ in asking(unit))]
    if len(units) <= 1 or not asked:
        whole = judge.one(bare(text))
        return _joined(_question_in(whole, judge) if asked else whole, judge, sure)
    # A question is judged by itself and together with what led up to it.
    alone = [replace(question, place=i) for i, question in enumerate(judge.all([units[i] for i in asked]))]
    stories = {i: " ".join(_before(units, asked, at)) for i, at in enumerate(asked) if not alone[i].certain()}
    led_up_to = dict(zip(stories, judge.all(list(stories.values())), strict=True))
    found = [
        piece
        for i, question in enumerate(alone)
        for piece in _halves(
            question.led_up_to_by(led_up_to[i]) if i in led_up_to else question,
            _before(units, asked, asked[i])[:-1],
            judge,
            sure,
        )
    ]
    inside = [question for question in found if question.within > 0]
    if not inside:
        return _reading([judge.one(bare(text))])
    best = max(inside, key=lambda question: (question.finding().label not in TELLING, question.finding().confidence))
    several = [question for question in inside if question is best or question.finding().confidence >= sure]
    if len(several) > 1:
        return _reading(several)
    return _reading([best])


def _units(text: str) -> list[str]:
    """The sentences of a message, numbered questions apart."""
    spans = [text[start:end] for start, end in sentences(text)]
    pieces = [piece for span in spans for piece in _NUMBERED.split(span)]
    return [unit for piece in pieces if _MARKS.sub("", unit := bare(piece))][:MOST_SENTENCES]


def _before(units: Sequence[str], asked: Sequence[int], at: int) -> list[str]:
    """A question and the statements that lead up to it, back to the question before or as far as matters."""
    first = at
    while first > 0 and first - 1 not in asked and at - first < LED_UP_BY:
        first -= 1
    return list(units[first : at + 1])


def _question_in(whole: _Judged, judge: _Judge) -> _Judged:
    """The question in a sentence that was taken for one that only tells: "started in May, when can I apply"."""
    at = next((start for start, _ in asking(whole.text)), 0)
    if whole.finding().label not in TELLING or min(len(whole.text[:at].split()), len(whole.text[at:].split())) < _LEAD:
        return whole
    question = judge.one(whole.text[at:])
    return question if question.within > 0 and question.finding().label not in TELLING else whole


def _joined(whole: _Judged, judge: _Judge, sure: float) -> Reading:
    """One sentence, or the two questions joined in it when both halves are clear and differ."""
    return _reading(_halves(whole, [], judge, sure))


def _halves(whole: _Judged, before: Sequence[str], judge: _Judge, sure: float) -> list[_Judged]:
    """The questions joined in a sentence, each after what led up to it, or the sentence where they aren't clear."""
    halves = [half for half in _JOINT.split(whole.text) if half]
    if not 2 <= len(halves) <= MOST_QUESTIONS or any(len(half.split()) < _LEAD for half in halves):
        return [whole]
    if not all(any(True for _ in asking(half)) for half in halves):
        # "I left on holiday, can I work when I'm back?" asks once.
        return [whole]
    judged = judge.all(halves)
    if before:
        contexts = judge.all([" ".join([*before, half]) for half in halves])
        judged = [half.led_up_to_by(context) for half, context in zip(judged, contexts, strict=True)]
    found = [half.finding() for half in judged]
    clear = all(half.within > 0 for half in judged) and all(finding.confidence >= sure for finding in found)
    if not clear or len({finding.label for finding in found}) < len(found):
        return [whole]
    return [replace(half, place=whole.place + i / len(halves)) for i, half in enumerate(judged)]


def _reading(judged: Sequence[_Judged]) -> Reading:
    """The findings in the order of the text, one a label; ranked as the first is."""
    by_label: dict[str, Finding] = {}
    found = [one.finding() for one in judged]
    # What is told beside a question is in the facts.
    for finding in [each for each in found if each.label not in TELLING] or found:
        by_label.setdefault(finding.label, finding)
    return Reading(tuple(by_label.values())[:MOST_QUESTIONS], tuple(judged[0].ranking()), within=judged[0].within)
