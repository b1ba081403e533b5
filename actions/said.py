"""One message of the person, as Rasa's NLU read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nlu.polarity import Polarity, polarity
from nlu.turn import asking, is_question, sentences

#: Below this confidence a purpose is a guess, and a topic is answered as one.
UNSURE = 0.3
#: A longer message than this says more than yes or no: "no, 2022" puts something right.
_SHORT = 8


#: Asks for scores in another measure.
_LEVELS = re.compile(r"\b(?:clb|nclc|levels?|convert\w*|equivalent|equals?)\b", re.I)


@dataclass(frozen=True)
class Said:
    """Text, purpose and facts of one message; ``serial`` counts the person's messages."""

    text: str
    intent: str
    topic: str | None = None
    entities: tuple[dict[str, Any], ...] = ()
    serial: int = 0
    hypothetical: tuple[dict[str, Any], ...] = field(default=())
    language: str = "en"
    #: The topics that the words resemble most, whatever the purpose, and how surely the purpose was told.
    ranked: tuple[str, ...] = ()
    confidence: float = 1.0
    #: What else the message asks, as (intent, topic).
    others: tuple[tuple[str, str | None], ...] = ()

    @staticmethod
    def from_parse(message: Mapping[str, Any], serial: int) -> Said:
        """From the SDK's ``tracker.latest_message``."""
        entities = [e for e in message.get("entities") or [] if e.get("value") is not None]
        selected = (message.get("response_selector") or {}).get("ask") or {}
        key = (selected.get("response") or {}).get("intent_response_key") or ""
        intent = (message.get("intent") or {}).get("name") or ""
        return Said(
            text=message.get("text") or "",
            intent=intent,
            topic=key.partition("/")[2] if intent == "ask" else None,
            entities=tuple(e for e in entities if not e.get("hypothetical")),
            serial=serial,
            hypothetical=tuple(e for e in entities if e.get("hypothetical")),
            ranked=tuple(str(row["intent_response_key"]).partition("/")[2] for row in selected.get("ranking") or []),
            confidence=float((message.get("intent") or {}).get("confidence") or 1.0),
            language=(message.get("intent") or {}).get("language") or "en",
            others=tuple(
                (str(other["intent"]), other.get("topic"))
                for other in selected.get("others") or []
                if other.get("intent") != intent or other.get("topic") != key.partition("/")[2]
            ),
        )

    @property
    def likely(self) -> str | None:
        """The topic that the words resemble most."""
        return next(iter(self.ranked), None)

    def values(self, *names: str) -> list[Any]:
        """Values of all entities of these names, in the order of the text."""
        return [e["value"] for e in self.entities if e["entity"] in names]

    def first(self, *names: str) -> Any:
        """The first of `values`, or ``None``."""
        return next(iter(self.values(*names)), None)

    def groups(self) -> Iterator[tuple[str | None, list[dict[str, Any]]]]:
        """Entities by job mention; those that belong to no single job come last, under ``None``."""
        named: dict[str, list[dict[str, Any]]] = {}
        loose: list[dict[str, Any]] = []
        for entity in self.entities:
            group = entity.get("group")
            (named.setdefault(str(group), []) if group else loose).append(entity)
        yield from sorted(named.items())
        yield None, loose

    def states(self, changes: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the message tells of a job or a test rather than asks, whatever topic its words resemble."""
        told = any(change["path"].startswith(("jobs[", "language_tests")) for change in changes)
        return told and not any(True for _ in asking(self.text))

    @property
    def asks(self) -> bool:
        """Whether any sentence of the message is a question."""
        return any(is_question(self.text[start:end]) for start, end in sentences(self.text))

    def tells_rather(self, changes: Sequence[Mapping[str, Any]]) -> bool:
        """Whether a message that was taken for a question tells of a job or a test instead.

        Scores and a test, without a word of levels, are results told and none to be converted.
        """
        if self.intent == "convert_clb" and _LEVELS.search(self.text):
            return False
        if self.intent == "ask" and self.values("removal") and not self.asks:
            # "Drop the cashier job" asks nothing about cashiers.
            return True
        return self.intent in ("ask", "convert_clb") and self.states(changes)

    @property
    def polarity(self) -> Polarity | None:
        """Yes, no or unsure, by the words; else by the purpose that was classified. A question takes no side."""
        by_purpose: dict[str, Polarity] = {
            "affirm": "yes",
            "deny": "no",
            "dont_know": "unsure",
            "skip": "unsure",
        }
        guessed = by_purpose.get(self.intent) if len(self.text.split()) <= _SHORT else None
        return polarity(self.text) or (None if is_question(self.text) else guessed)
