"""The held-out phrases of topics.yml: they name what exists, suffice, and stand nowhere in the training data."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = Path(__file__).with_name("topics.yml")
TRAINING = ROOT / "data" / "nlu"
TOPICS = ROOT / "answers" / "en"
#: Fewer say little about a topic.
ENOUGH_PHRASES = 5
#: Told by nlu.languages before any intent is: not an intent of the domain.
OTHER_LANGUAGE = "other_language"
#: [text](entity) or [text]{"entity": …} of an annotated training example.
_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@functools.cache
def _held_out() -> dict[str, list[Any]]:
    loaded: dict[str, list[Any]] = yaml.safe_load(HELD_OUT.read_text(encoding="utf-8"))
    return loaded


@functools.cache
def _topics() -> set[str]:
    return {f"ask/{file.stem}" for file in TOPICS.glob("*.md")}


@functools.cache
def _intents() -> set[str]:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    listed = {next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain["intents"]}
    # Questions stand under their topic.
    return (listed - {"ask"}) | {OTHER_LANGUAGE}


def _text(phrase: Any) -> str:
    return str(phrase["text"] if isinstance(phrase, dict) else phrase)


def _plain(text: str) -> str:
    return " ".join(_ANNOTATION.sub(r"\1", text).casefold().split())


def _strings(value: Any) -> Iterator[str]:
    """Every string of a training file, however its examples are laid out."""
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@functools.cache
def _trained() -> dict[str, str]:
    """Training phrases, plain, each with the file it stands in."""
    found = {}
    for file in sorted(TRAINING.rglob("*.yml")):
        for line in _strings(yaml.safe_load(file.read_text(encoding="utf-8"))):
            found[_plain(re.sub(r"^\s*-\s+", "", line))] = str(file.relative_to(ROOT))
    return found


def test_every_topic_and_every_intent_is_measured() -> None:
    assert set(_held_out()) == _topics() | _intents()


@pytest.mark.parametrize("key", sorted(_held_out()))
def test_there_are_enough_phrases(key: str) -> None:
    texts = {_plain(_text(phrase)) for phrase in _held_out()[key]}
    assert len(texts) == len(_held_out()[key]), "a phrase stands twice"
    assert len(texts) >= ENOUGH_PHRASES


@pytest.mark.parametrize("key", sorted(_held_out()))
def test_phrases_are_well_formed(key: str) -> None:
    known = _topics() | _intents()
    for phrase in _held_out()[key]:
        if isinstance(phrase, dict):
            assert set(phrase) == {"text", "also"}
            assert isinstance(phrase["text"], str)
            assert phrase["also"] and set(phrase["also"]) <= known - {key}, phrase["text"]
        else:
            assert isinstance(phrase, str), f"{phrase!r} needs quotes"


def test_no_phrase_has_two_homes() -> None:
    homes: dict[str, str] = {}
    for key, phrases in _held_out().items():
        for phrase in phrases:
            other = homes.setdefault(_plain(_text(phrase)), key)
            assert other == key, f"{_text(phrase)!r} stands under {other} and {key}: list one with the other in `also`"


def test_no_phrase_was_trained_on() -> None:
    trained = _trained()
    assert len(trained) > len(_held_out()), "no training data was read"
    copies = {
        _text(phrase): trained[_plain(_text(phrase))]
        for phrases in _held_out().values()
        for phrase in phrases
        if _plain(_text(phrase)) in trained
    }
    assert not copies
