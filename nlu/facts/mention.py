"""What an extractor finds: a named value and where it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mention:
    """``entity`` and ``value`` as docs/nlu.md lists them; ``start`` and ``end`` are character offsets.

    ``group`` numbers the job mention of the message that it belongs to; ``None``: to none in particular.
    """

    entity: str
    value: Any
    start: int
    end: int
    group: str | None = None

    def overlaps(self, other: Mention) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def as_entity(self) -> dict[str, Any]:
        """The entity in Rasa's shape."""
        entity = {
            "entity": self.entity,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "extractor": "FactExtractor",
        }
        if self.group is not None:
            entity["group"] = self.group
        return entity


def sentence_of(text: str, position: int) -> tuple[int, int]:
    """The span of the sentence around a position; a decimal point does not end a sentence."""
    start = position
    while start > 0 and not _ends(text, start - 1):
        start -= 1
    end = position
    while end < len(text) and not _ends(text, end):
        end += 1
    return start, end


def _ends(text: str, at: int) -> bool:
    if text[at] in "!?\n;":
        return True
    if text[at] != ".":
        return False
    return at + 1 >= len(text) or text[at + 1] in " \n"
