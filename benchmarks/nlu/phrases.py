"""The labelled messages that understanding is measured with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.replies import TOPICS
from service.paths import ROOT

#: Phrases by intent or topic, written by people who didn't see the training data.
HELD_OUT = ROOT / "tests" / "nlu" / "topics.yml"
#: What people do and what jobs are called, with the unit groups that are right.
OCCUPATIONS = ROOT / "tests" / "eligibility" / "noc" / "heldout_duties.yml"
OUTSIDE = frozenset({"out_of_scope", "other_language", "nlu_fallback"})


class PhrasesError(ValueError):
    """A file of phrases that can't be used; one line that says why."""


@dataclass(frozen=True)
class Phrase:
    """A message and the labels that are right for it; the first is the one it was written for."""

    text: str
    right: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it was written for."""
        return self.right[0]

    @property
    def outside(self) -> bool:
        """Whether it should be declined."""
        return self.label in OUTSIDE


def same_answer(label: str) -> str:
    """The topic for intents that are answered with a topic: two labels with one answer are one."""
    return f"ask/{TOPICS[label]}" if label in TOPICS else label


def held_out(path: Path = HELD_OUT) -> list[Phrase]:
    """All phrases of a file ``label: [phrase | {text, also}]``. Raises `PhrasesError`."""
    document = _load(path)
    if not isinstance(document, dict):
        raise PhrasesError(f"{path}: not a mapping of labels to phrases")
    phrases = []
    for label, rows in document.items():
        for row in rows:
            text, also = (row["text"], row.get("also", [])) if isinstance(row, dict) else (row, [])
            phrases.append(Phrase(str(text), (str(label), *map(str, also))))
    return phrases


@dataclass(frozen=True)
class Entry:
    """One entry of a sample of real messages: ``kind`` is question, statement or out_of_scope."""

    text: str
    kind: str
    topic: str
    lang: str


def sample(path: Path) -> list[Entry]:
    """The entries of a file of ``{text, kind, topic, lang}``. Raises `PhrasesError`."""
    document = _load(path)
    try:
        return [Entry(str(e["text"]), e["kind"], e["topic"], e.get("lang", "en")) for e in document]
    except (TypeError, KeyError) as error:
        raise PhrasesError(f"{path}: not a list of entries with text, kind and topic ({error})") from error


def occupations(path: Path = OCCUPATIONS) -> dict[str, dict[str, tuple[str, ...]]]:
    """``described`` and ``named``: texts and the unit groups that are right for them. Raises `PhrasesError`."""
    kinds = _load(path).items()
    return {kind: {str(text): tuple(map(str, codes)) for text, codes in rows.items()} for kind, rows in kinds}


def _load(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise PhrasesError(f"{path}: {error}") from error
