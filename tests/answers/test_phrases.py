"""The texts: every value is a text, and placeholders are filled as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from answers import phrases as module
from answers.phrases import PhraseError, fill, phrase

FOLDER = Path(module.__file__).parent


def leaves(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    """All values with their paths."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, f"{path}[{index}]")
    else:
        yield path, node


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.yml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_value_is_a_text(file: Path) -> None:
    """YAML reads an unquoted No as false: such a button would show nothing."""
    for path, value in leaves(yaml.safe_load(file.read_text(encoding="utf-8")), file.stem):
        assert isinstance(value, str), path


def test_what_a_person_typed_is_no_placeholder() -> None:
    assert fill("a {x} b", {"x": "{y}", "y": "no"}, "here") == "a {y} b"


def test_a_missing_value_is_named() -> None:
    with pytest.raises(PhraseError, match=r"no value for \{x\}"):
        fill("{x}", {}, "here")


def test_a_missing_text_is_named() -> None:
    with pytest.raises(PhraseError, match="no text replies"):
        phrase("replies.nothing_of_the_kind")
