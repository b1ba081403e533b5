"""Figures of merit from answers to labelled messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from benchmarks.nlu.phrases import Entry, Phrase, same_answer
from benchmarks.nlu.pipelines import Answer
from nlu.occupations import find

#: Share of the messages in scope that must be kept while the others are declined.
KEPT = 0.95


@dataclass(frozen=True)
class Score:
    """How well a pipeline did on the held-out phrases; shares from 0 to 1, milliseconds by the clock."""

    topics: float
    intents: float
    macro_f1: float
    declined: float
    wrongly_declined: float
    declined_at_kept: float
    p50: float
    p95: float


@dataclass(frozen=True)
class Confusion:
    """A phrase that was taken for something else."""

    wanted: str
    got: str
    confidence: float
    text: str


def is_right(phrase: Phrase, label: str) -> bool:
    """Whether an answer to ``label`` is one to the phrase."""
    return same_answer(label) in {same_answer(right) for right in phrase.right}


def _taken(answer: Answer) -> str:
    return "out_of_scope" if answer.label == "nlu_fallback" else answer.label


def score(phrases: Sequence[Phrase], answers: Mapping[str, Answer]) -> Score:
    """All figures of one pipeline."""
    topics = [p for p in phrases if p.label.startswith("ask/")]
    intents = [p for p in phrases if not p.label.startswith("ask/") and not p.outside]
    outside = [p for p in phrases if p.label == "out_of_scope"]
    inside = [*topics, *intents]
    wanted, got = [], []
    for phrase in phrases:
        label = _taken(answers[phrase.text])
        wanted.append(same_answer(phrase.label))
        got.append(same_answer(phrase.label) if is_right(phrase, label) else same_answer(label))
    threshold = float(np.quantile([answers[p.text].within for p in inside], 1 - KEPT)) if inside else 0.0
    times = [answer.seconds * 1000 for answer in answers.values()]
    return Score(
        topics=_share(is_right(p, _taken(answers[p.text])) for p in topics),
        intents=_share(is_right(p, _taken(answers[p.text])) for p in intents),
        macro_f1=float(f1_score(wanted, got, labels=sorted(set(wanted)), average="macro", zero_division=0)),
        declined=_share(_taken(answers[p.text]) == "out_of_scope" for p in outside),
        wrongly_declined=_share(_taken(answers[p.text]) == "out_of_scope" for p in inside),
        declined_at_kept=_share(answers[p.text].within < threshold for p in outside),
        p50=float(np.percentile(times, 50)),
        p95=float(np.percentile(times, 95)),
    )


def confusions(phrases: Sequence[Phrase], answers: Mapping[str, Answer]) -> list[Confusion]:
    """What went wrong, the most frequent pairs first."""
    rows = [
        Confusion(p.label, _taken(answers[p.text]), answers[p.text].confidence, p.text)
        for p in phrases
        if not is_right(p, _taken(answers[p.text]))
    ]
    pairs = Counter((row.wanted, row.got) for row in rows)
    return sorted(rows, key=lambda row: (-pairs[row.wanted, row.got], row.wanted, row.got))


@dataclass(frozen=True)
class SampleScore:
    """How well a pipeline did on a sample of real messages."""

    answered: float
    topics: float
    declined: float
    statements: float


def sample_score(entries: Sequence[Entry], answers: Mapping[str, Answer]) -> SampleScore:
    """Small talk counts as declined when it is met as small talk; statements when they are taken for facts."""
    questions = [e for e in entries if e.kind == "question" and e.lang == "en"]
    outside = [e for e in entries if e.kind == "out_of_scope"]
    statements = [e for e in entries if e.kind == "statement" and e.lang == "en"]
    small_talk = {"greet", "thanks", "goodbye", "bot_challenge", "complaint", "out_of_scope"}

    def taken(entry: Entry) -> str:
        return _taken(answers[entry.text])

    return SampleScore(
        answered=_share(taken(e) not in ("out_of_scope", "other_language") for e in questions),
        topics=_share(taken(e) == f"ask/{e.topic}" for e in questions),
        declined=_share(taken(e) in (small_talk if e.topic == "smalltalk" else {"out_of_scope"}) for e in outside),
        statements=_share(taken(e) in ("inform", "correct") for e in statements),
    )


def noc_score(names: Mapping[str, Sequence[str]], folder: Path) -> tuple[float, float]:
    """How often the right unit group comes first, and among the first three; ``folder``: see `nlu.occupations.find`."""
    found = {name: [match.code for match in find(name, folder)] for name in names}
    first = _share(bool(set(found[name][:1]) & set(codes)) for name, codes in names.items())
    three = _share(bool(set(found[name][:3]) & set(codes)) for name, codes in names.items())
    return first, three


def _share(rights: object) -> float:
    rows = [bool(right) for right in rights]  # type: ignore[attr-defined]
    return sum(rows) / len(rows) if rows else 1.0
