"""Texts for people, by key and language.

``phrase("guard.empty")`` is the key ``empty`` of answers/en/guard.yml; further dots go deeper. Another
language stands beside it as answers/<lang>/<file>.yml; what it lacks is said in English.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
ENGLISH = "en"
_PLACEHOLDER = re.compile(r"\{([a-z_0-9.]+)\}")


class PhraseError(KeyError):
    """A key without a text, or a text whose placeholder got no value."""


@functools.cache
def phrases(name: str, lang: str = ENGLISH) -> Mapping[str, Any]:
    """A whole file of texts; other languages are laid over the English one."""
    path = FOLDER / lang / f"{name}.yml"
    own: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if lang == ENGLISH:
        if not own:
            raise PhraseError(f"no texts {name}.yml")
        return own
    return _overlay(phrases(name), own)


def _overlay(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _overlay(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return merged


def phrase(key: str, lang: str = ENGLISH, **values: Any) -> str:
    """The text of ``key`` with its placeholders filled from ``values``.

    Raises `PhraseError` when the key has no text or a placeholder no value. Values are put in as they
    are: nothing that a person typed is ever read as a placeholder.
    """
    name, _, rest = key.partition(".")
    node: Any = phrases(name, lang)
    for step in rest.split("."):
        if not isinstance(node, Mapping):
            raise PhraseError(f"no text {key}")
        if step not in node and step.isdigit():
            step = int(step)  # type: ignore[assignment]
        if step not in node:
            raise PhraseError(f"no text {key}")
        node = node[step]
    if not isinstance(node, str):
        raise PhraseError(f"{key} is no text")
    return fill(node, values, key)


def fill(text: str, values: Mapping[str, Any], where: str) -> str:
    """``text`` with ``{name}`` replaced by ``values["name"]``; `PhraseError` names one that is missing."""

    def put(match: re.Match[str]) -> str:
        if match.group(1) not in values:
            raise PhraseError(f"{where}: no value for {{{match.group(1)}}}")
        return str(values[match.group(1)])

    return _PLACEHOLDER.sub(put, text.strip("\n"))
