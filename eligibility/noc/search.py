"""Finding the unit group from what people call their job."""
from __future__ import annotations
from dataclasses import dataclass


@dataclass(frozen=True)
class Match:
    code: str
    title: str
    teer: int
    score: float


@dataclass(frozen=True)
class Found:
    start: int
    end: int
    title: str
    matches: tuple[Match, ...]


def search(text: str, limit: int = 5) -> list[Match]:
    return []


def find_in(text: str) -> list[Found]:
    return []
