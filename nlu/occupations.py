"""Finding a unit group by what somebody does: names by their letters, deeds by their meaning.

`eligibility.noc` knows what jobs are called. "I make lattes and manage shifts" calls nothing by its name: it is
compared by meaning with what people of each unit group do (parameters/noc/duties.yml, in our own words).
"""

from __future__ import annotations

import functools
import hashlib
import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import yaml

from eligibility.noc import Match, search, unit_group
from eligibility.parameters import FOLDER
from nlu.encoder import PUBLISHED, SIZE, WEIGHTS, Encoder, Vectors, encoder

logger = logging.getLogger(__name__)

MOST = 5
#: From this score on a name is beyond doubt, and meaning isn't asked.
CLEAR = 0.7
#: A text less like any duty than this is no work.
LEAST = 0.42
#: Groups this much less like the text than the best one are left out.
_NEAR = 0.14
#: How much of a group's likeness comes from its nearest duty, the rest from the nearest few together.
_NEAREST, _FEW = 0.5, 3
#: What a name that half fits adds to its group's likeness.
_NAMED = 0.4


@functools.cache
def duties() -> Mapping[str, tuple[str, ...]]:
    """What people of each unit group do; ``ValueError`` names a code that doesn't exist."""
    raw = yaml.safe_load((FOLDER / "noc" / "duties.yml").read_text(encoding="utf-8"))
    for code in raw:
        if unit_group(code) is None:
            raise ValueError(f"duties.yml: {code} is no unit group of NOC 2021")
    return {code: tuple(map(str, rows)) for code, rows in raw.items()}


def prepare(folder: Path) -> None:
    """Have the vectors of all duties ready in ``folder``: half a minute's work that needs doing once."""
    known = encoder()
    if known is not None:
        _vectors(known, folder)


def find(text: str, folder: Path, limit: int = MOST) -> list[Match]:
    """The unit groups that fit a job's name or a description of the work, best first; empty where nothing fits.

    ``folder`` keeps the vectors of the duties. Without an encoder names decide alone.
    """
    named = search(text, limit)
    known = encoder()
    if known is None or len(text.split()) < 2 or (named and named[0].score >= CLEAR):
        return named
    likeness = _likeness(known.encode([deeds(text)])[0], _vectors(known, folder))
    for match in named:
        likeness[match.code] = likeness.get(match.code, 0.0) + _NAMED * match.score
    ranked = sorted(likeness.items(), key=lambda item: -item[1])
    best = ranked[0][1]
    if best < LEAST:
        return named
    matches = []
    for code, score in ranked[: max(limit, 0)]:
        group = unit_group(code)
        if group is not None and score >= best - _NEAR:
            # Meaning alone is never as sure as a name.
            matches.append(Match(code, group.title, group.teer, round(min(score, CLEAR - 0.01), 3)))
    return matches


@functools.cache
def _asking() -> frozenset[str]:
    path = Path(__file__).parent / "vocabulary" / "asking_for_a_code.yml"
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8"))["words"])


def deeds(text: str) -> str:
    """What somebody does, without the words that only ask for its code."""
    asking = _asking()
    words = text.lower().replace("?", " ").split()
    while words and words[0].strip(",.:") in asking:
        words.pop(0)
    while words and words[-1].strip(",.:") in asking:
        words.pop()
    return " ".join(words) or text.lower()


def _likeness(vector: Vectors, known: Vectors) -> dict[str, float]:
    """Of a text to each group: to its nearest duty and to the nearest few."""
    scores = known @ vector
    result: dict[str, float] = {}
    at = 0
    for code, rows in duties().items():
        own = np.sort(scores[at : at + len(rows)])[::-1]
        at += len(rows)
        result[code] = float(_NEAREST * own[0] + (1 - _NEAREST) * own[:_FEW].mean())
    return result


@functools.lru_cache(maxsize=2)
def _vectors(known: Encoder, folder: Path) -> Vectors:
    """A row a duty, in the order of `duties`; read from ``folder``, or computed and kept there."""
    sentences = [duty for rows in duties().values() for duty in rows]
    path = folder / f"duties-{_digest(sentences)}.npy"
    try:
        kept = np.load(path, allow_pickle=False)
        if kept.shape == (len(sentences), SIZE):
            return kept.astype(np.float32)
    except (OSError, ValueError):
        pass
    vectors = known.encode(sentences)
    try:
        _keep(vectors, path)
    except OSError as error:
        logger.warning("The vectors of the duties could not be kept in %s: %s", folder, error)
    return vectors


def _digest(sentences: list[str]) -> str:
    return hashlib.sha256("\n".join([PUBLISHED[WEIGHTS], *sentences]).encode()).hexdigest()[:16]


def _keep(vectors: Vectors, path: Path) -> None:
    """Write at once or not at all: two processes may start together."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, vectors.astype(np.float16), allow_pickle=False)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
