"""What the tests of the extractors share."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import settings

from nlu.facts import read

#: The first reading loads the word lists, so no example has a time limit of its own.
MANY = settings(deadline=None, max_examples=80)
TODAY = datetime.date(2026, 11, 24)


def values(text: str, *names: str, today: datetime.date = TODAY) -> list[Any]:
    """The values of the mentions of these names, in the order of the text."""
    return [mention.value for mention in read(text, today) if mention.entity in names]


def one(text: str, name: str) -> Any:
    """The one value of this name in a text."""
    found = values(text, name)
    assert len(found) == 1, f"{name} in {text!r}: {found}"
    return found[0]


def keys(value: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """Some keys of a value."""
    return tuple(value.get(name) for name in names)
