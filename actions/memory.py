"""What the conversation remembers beside the person's facts.

Kept in the slot ``memory`` as plain JSON, so that any tracker store can hold it and a conversation
goes on after a restart of any process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

#: The goal without any other.
CEC = "cec"


@dataclass
class Asked:
    """The question that stands open: its kind, the fact paths it fills, and how often it failed.

    ``options`` are the values behind the buttons, in their order, so that a typed number, a button's
    text and an ordinal ("the second one") all mean the same thing.
    """

    kind: str
    paths: list[str] = field(default_factory=list)
    job: int | None = None
    why: str | None = None
    attempts: int = 0
    options: list[Any] = field(default_factory=list)


@dataclass
class Turn:
    """What the last message of the person did.

    ``changes``: ``{"path", "old", "new"}`` per fact that it set; ``notes``: coded remarks to read
    back (an assumption, a translated old code, an impossible value); ``answered``: the open question
    got its answer; ``certain``: beyond doubt, whatever purpose the message was taken for; ``serial``: which message
    it was, because Rasa may offer one message twice.
    """

    serial: int = -1
    changes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    answered: bool = False
    certain: bool = False
    interrupted: bool = False


@dataclass
class Memory:
    """The state of one conversation."""

    asked: Asked | None = None
    turn: Turn = field(default_factory=Turn)
    skipped: list[str] = field(default_factory=list)
    candidates: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    focus: int | None = None
    #: The job that was taken out last, in case it was a mistake.
    removed: dict[str, Any] = field(default_factory=dict)
    pending: list[dict[str, Any]] = field(default_factory=list)
    topic: str | None = None
    #: A job's name or duties were asked for, outside the questions about the person's own jobs.
    wants_occupation: bool = False
    told: list[str] = field(default_factory=list)
    last_changes: list[dict[str, Any]] = field(default_factory=list)
    verdict: dict[str, Any] | None = None
    #: What the questions are asked for, the newest last; empty: the Canadian Experience Class.
    goals: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    #: The letter being drafted, the one given last, what was said for letters, and the conversation's id, under which
    #: files are kept.
    letter: dict[str, Any] = field(default_factory=dict)
    letter_given: dict[str, Any] = field(default_factory=dict)
    told_for_letters: dict[str, str] = field(default_factory=dict)
    conversation: str = ""
    #: Whose case is told: ``own``, or that of the writer's ``spouse`` or of an ``other`` person.
    case: str = "own"
    #: What was said about applications and departures (`actions.status`), and what is passed on to people.
    filing: dict[str, Any] = field(default_factory=dict)
    handoff: dict[str, Any] = field(default_factory=dict)
    #: An invitation's day, who applies together, a child's birthday (`actions.beside`).
    beside: dict[str, Any] = field(default_factory=dict)

    @property
    def goal(self) -> str:
        """What the questions are asked for now: ``cec``, ``score``, ``fsw``, ``fst``, ``letter``, ``status`` …"""
        return self.goals[-1] if self.goals else CEC

    def aim(self, goal: str) -> None:
        """Ask for this from now on; what was asked for before comes back afterwards."""
        before = self.goals or ([CEC] if self.asked is not None else [])
        if self.asked is not None and self.asked.kind == "more_jobs" and "more_jobs" not in self.skipped:
            # Whoever turns to something else there has no other job to tell of now.
            self.skipped.append("more_jobs")
        self.goals = [kept for kept in before if kept != goal] + [goal]

    @staticmethod
    def load(value: Mapping[str, Any] | None) -> Memory:
        """Read what `dump` wrote; ``None`` is a conversation that has just begun."""
        if not value:
            return Memory()
        kept = dict(value)
        asked = kept.pop("asked", None)
        turn = kept.pop("turn", None)
        return Memory(asked=Asked(**asked) if asked else None, turn=Turn(**turn) if turn else Turn(), **kept)

    def dump(self) -> dict[str, Any]:
        """The JSON that the slot holds."""
        return asdict(self)
