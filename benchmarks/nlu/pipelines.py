"""Trains a pipeline with Rasa and asks it, so that two pipelines are measured the same way."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.paths import ROOT

#: Ours, and the one to compare it with.
OURS = ROOT / "config.yml"
BASELINE = Path(__file__).with_name("rasa_init.yml")
_DECLINED = frozenset({"out_of_scope", "nlu_fallback"})


@dataclass(frozen=True)
class Answer:
    """What a pipeline says of a message.

    ``within``: how surely it is in scope, comparable between answers of one pipeline only; ``seconds``: by the clock;
    ``others``: what else it is taken for, where a pipeline finds several questions.
    """

    label: str
    confidence: float
    within: float
    seconds: float
    others: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All that it is taken for, the first first."""
        return (self.label, *self.others)


@dataclass
class Pipeline:
    """A trained pipeline; ``train_seconds`` by the clock."""

    train_seconds: float
    answers: dict[str, Answer] = field(default_factory=dict)


def train(config: Path, folder: Path) -> tuple[Path, float]:
    """Train the NLU part alone, without any cache; returns the model and how long it took."""
    from rasa.model_training import train_nlu

    with _environment({"RASA_CACHE_DIRECTORY": str(folder / "cache"), "RASA_TELEMETRY_ENABLED": "false"}):
        begun = time.perf_counter()
        model = train_nlu(str(config), str(ROOT / "data"), str(folder), domain=str(ROOT / "domain.yml"))
        seconds = time.perf_counter() - begun
    if model is None:
        raise RuntimeError(f"{config}: training ended without a model")
    return Path(model), seconds


def ask(model: Path, texts: Sequence[str]) -> dict[str, Answer]:
    """What the model says of each text."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))

    async def parse_all() -> dict[str, Answer]:
        answers = {}
        for text in texts[:5]:  # The first messages warm caches up.
            await agent.parse_message(text)
        for text in texts:
            begun = time.perf_counter()
            parsed = await agent.parse_message(text)
            answers[text] = _answer(parsed, time.perf_counter() - begun)
        return answers

    return asyncio.run(parse_all())


def measure(config: Path, texts: Sequence[str]) -> Pipeline:
    """Train ``config`` in a folder of its own and ask it."""
    with tempfile.TemporaryDirectory() as folder:
        model, seconds = train(config, Path(folder))
        return Pipeline(seconds, ask(model, texts))


def _answer(parsed: Mapping[str, Any], seconds: float) -> Answer:
    intent = parsed.get("intent") or {}
    name, confidence = str(intent.get("name")), float(intent.get("confidence") or 0.0)
    label = name
    selectors = parsed.get("response_selector") or {}
    selected = selectors.get("ask") or selectors.get("default") or {}
    key = (selected.get("response") or {}).get("intent_response_key")
    if name == "ask" and key:
        label = str(key)
    within = selected.get("within")
    if within is None:
        # Rasa's classifiers have no measure of scope but their confidence in a purpose.
        best = next((r for r in parsed.get("intent_ranking") or [] if r["name"] != "nlu_fallback"), intent)
        within = float(best.get("confidence") or 0.0) * (-1 if best.get("name") in _DECLINED else 1)
    others = tuple(
        f"ask/{other['topic']}" if other.get("topic") else str(other["intent"])
        for other in selected.get("others") or []
    )
    return Answer(label, confidence, float(within), seconds, others)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
