"""Our names of jobs against a list of official titles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eligibility.noc.names import own_names


@dataclass(frozen=True)
class Conflict:
    """A name of ours that is, letter for letter, an official title of other groups only."""

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def conflicts(titles: Iterable[tuple[str, str]]) -> list[Conflict]:
    """The names of ours that official (code, title) pairs put elsewhere, in our order."""
    official: dict[str, set[str]] = {}
    for code, title in titles:
        official.setdefault(title.lower(), set()).add(code)
    ours: dict[str, set[str]] = {}
    for code, names in own_names().items():
        for name in names:
            ours.setdefault(name, set()).add(code)
    return [
        Conflict(name, tuple(sorted(codes)), tuple(sorted(official[name])))
        for name, codes in ours.items()
        if name in official and not codes & official[name]
    ]
