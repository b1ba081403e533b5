"""The training examples: each means one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import yaml

from nlu.wording import bare

TRAINING = Path(__file__).resolve().parents[2] / "data" / "nlu"


def _examples() -> list[tuple[str, str]]:
    found = []
    for file in sorted(TRAINING.rglob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            found += [(line.removeprefix("- "), block["intent"]) for line in lines if line.startswith("- ")]
    return found


def test_no_example_stands_under_two_intents() -> None:
    intents: dict[str, set[str]] = defaultdict(set)
    for text, intent in _examples():
        if words := re.sub(r"\W+", " ", bare(text)).strip():
            intents[words].add(intent)
    assert {text: sorted(two) for text, two in intents.items() if len(two) > 1} == {}


def test_every_topic_has_examples_enough() -> None:
    counts: dict[str, int] = defaultdict(int)
    for _, intent in _examples():
        counts[intent] += 1
    topics = {file.stem for file in (TRAINING.parents[1] / "answers" / "en").glob("*.md")}
    # Two topics are asked for by purposes of their own (`actions.replies.TOPICS`).
    asked = topics - {"what_is_this_bot", "human_help"}
    assert {topic: counts[f"ask/{topic}"] for topic in asked if counts[f"ask/{topic}"] < 25} == {}
