"""A conversation without Rasa: the same understanding, questions and memory, turn by turn."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from actions.asking import Question, ask, next_asked
from actions.memory import Memory
from actions.readback import readback
from actions.said import Said
from actions.understanding import understand
from nlu.facts import read
from nlu.turn import mark_hypothetical

TODAY = datetime.date(2026, 11, 24)


@dataclass
class Talk:
    """What one person says, and what it leads to. The intent is given: classifying is tested elsewhere."""

    memory: Memory = field(default_factory=Memory)
    facts: dict[str, Any] = field(default_factory=dict)
    question: Question | None = None
    echo: str = ""
    turns: int = 0

    def say(self, text: str, intent: str = "inform") -> Talk:
        """One message; afterwards the next question stands open."""
        self.turns += 1
        entities = [mention.as_entity() for mention in read(text, TODAY)]
        marked = mark_hypothetical(text, intent, entities)
        said = Said.from_parse({"text": text, "intent": {"name": intent}, "entities": marked}, self.turns)
        self.facts = understand(said, self.facts, self.memory, TODAY)
        self.echo = readback(self.memory, self.facts)
        following = next_asked(self.facts, self.memory, TODAY)
        before = self.memory.asked
        if following and before and (before.kind, before.paths) == (following.kind, following.paths):
            following.attempts = before.attempts + int(not self.memory.turn.answered)
        self.memory.asked = following
        self.question = ask(following, self.facts, self.memory, TODAY) if following else None
        if following and self.question:
            following.options = list(self.question.options)
        return self

    @property
    def kind(self) -> str | None:
        """The kind of the open question."""
        return self.memory.asked.kind if self.memory.asked else None

    @property
    def job(self) -> dict[str, Any]:
        """The first job."""
        first: dict[str, Any] = self.facts["jobs"][0]
        return first

    @property
    def buttons(self) -> list[str]:
        """The texts of the buttons of the open question."""
        return [str(option["text"]) for option in self.question.options] if self.question else []
