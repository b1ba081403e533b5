"""Whole conversations over REST: what is said, what must (and must not) be answered, what is understood at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.bot import Bot, Conversation

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = [
    pytest.param(row, id=row["name"])
    for path in sorted(FOLDER.glob("*.yml"))
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("transcript", TRANSCRIPTS)
def test_transcript(transcript: dict[str, Any], bot: Bot) -> None:
    """Each turn is a text, or a mapping: ``say``, ``expect`` and ``never`` (patterns), ``button`` (one shown)."""
    talk = Conversation(bot)
    answers: list[str] = []
    for turn in transcript["turns"]:
        row = turn if isinstance(turn, dict) else {"say": turn}
        answer = talk.say(str(row["say"]))
        answers.append(answer)
        assert answer.strip(), f"no answer to {row['say']!r}"
        for pattern in row.get("expect", []):
            assert re.search(pattern, answer, re.I | re.S), f"{row['say']!r}: {pattern!r} not in\n{answer}"
        for pattern in row.get("never", []):
            assert not re.search(pattern, answer, re.I | re.S), f"{row['say']!r}: {pattern!r} in\n{answer}"
        if "button" in row:
            assert any(re.search(row["button"], title, re.I) for title in talk.buttons), talk.buttons
    for one, two, three in zip(answers, answers[1:], answers[2:], strict=False):
        assert not one == two == three, f"the same text three times:\n{one}"
    slots = talk.slots
    if "facts" in transcript:
        _holds(slots["facts"], transcript["facts"], "facts")
    if "assessment" in transcript:
        _holds(slots["assessment"], transcript["assessment"], "assessment")
    if "score" in transcript:
        _holds(slots["score"], transcript["score"], "score")


def _holds(found: Any, wanted: Any, path: str) -> None:
    """What is wanted is there; what else is there doesn't matter."""
    if isinstance(wanted, Mapping):
        assert isinstance(found, Mapping), f"{path}: {found!r}"
        for key, value in wanted.items():
            assert key in found or value is None, f"{path}.{key} is missing in {found!r}"
            _holds(found.get(key), value, f"{path}.{key}")
    elif isinstance(wanted, list):
        assert isinstance(found, list) and len(found) == len(wanted), f"{path}: {found!r}"
        for index, value in enumerate(wanted):
            _holds(found[index], value, f"{path}[{index}]")
    else:
        assert found == wanted, f"{path}: {found!r}, not {wanted!r}"


def test_there_are_enough_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 25
    assert sum("messy" in str(row.values[0]["name"]) for row in TRANSCRIPTS) >= 10
