"""Job names inside running text."""

from __future__ import annotations

from dataclasses import dataclass

from eligibility.noc.search import Match, search


@dataclass(frozen=True)
class Found:
    """A job name in a text: where it stands (``text[start:end]``), its words, the groups that it may mean."""

    start: int
    end: int
    title: str
    matches: tuple[Match, ...]


def find_in(text: str) -> list[Found]:
    """The job names of a text, in its order, none over another."""
    return []
