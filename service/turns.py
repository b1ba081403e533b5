"""What is known of a turn once it has ended, for those who count and log: never what was said, or by whom."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered

from actions.said import Said
from channels.gate import Gate, Outcome
from channels.guard import Reason
from stores.tracker import LATEST

#: The action that gives a verdict, and the slot that holds it.
_VERDICT, _ASSESSMENT = "action_verdict", "assessment"
#: New in each process: a conversation's lines in the log can be told to belong together, and to nothing else.
_KEY = secrets.token_bytes(32)


@dataclass(frozen=True)
class Turn:
    """One turn. ``conversation``: a short name that can't be traced back to its id; ``topics``: all that were asked;
    ``verdicts``: program and result."""

    conversation: str
    channel: str
    seconds: float
    outcome: Outcome
    intent: str | None = None
    topics: tuple[str, ...] = ()
    verdicts: tuple[tuple[str, str], ...] = ()
    replies: int = 0


def short(conversation: str) -> str:
    """The name of a conversation in logs: the same as long as this process runs."""
    return hmac.new(_KEY, conversation.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:10]


def turn_of(message: UserMessage, seconds: float, outcome: Outcome, events: Sequence[Event]) -> Turn:
    """What ``events``, those that the turn added, say about it."""
    said = next((event for event in events if isinstance(event, UserUttered)), None)
    intent, topics = _asked(said.parse_data) if said else (None, ())
    return Turn(
        conversation=short(message.sender_id),
        channel=message.input_channel or "",
        seconds=seconds,
        outcome=outcome,
        intent=intent,
        topics=topics,
        verdicts=tuple(_verdicts(events)),
        replies=sum(isinstance(event, BotUttered) for event in events),
    )


def _asked(parse: Any) -> tuple[str | None, tuple[str, ...]]:
    understood = Said.from_parse(parse, 0)
    topics = [understood.topic, *(topic for _, topic in understood.others)]
    return understood.intent or None, tuple(dict.fromkeys(topic for topic in topics if topic))


def _verdicts(events: Sequence[Event]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    action = ""
    for event in events:
        if isinstance(event, ActionExecuted):
            action = event.action_name or ""
        elif isinstance(event, SlotSet) and event.key == _ASSESSMENT and action == _VERDICT and event.value:
            found.append((str(event.value["program"]), str(event.value["result"])))
    return found


class Watch:
    """Passes on what the gate sees; hung into `Gate.watchers`."""

    def __init__(
        self, on_turn: Sequence[Callable[[Turn], None]], on_refusal: Sequence[Callable[[Reason], None]]
    ) -> None:
        """Who is told of turns, and of refused texts."""
        self._on_turn = on_turn
        self._on_refusal = on_refusal

    def ended(self, message: UserMessage, seconds: float, outcome: Outcome) -> None:
        """Tell of a turn."""
        turn = turn_of(message, seconds, outcome, LATEST.get())
        for tell in self._on_turn:
            tell(turn)

    def refused(self, reason: Reason) -> None:
        """Tell of a refused text."""
        for tell in self._on_refusal:
            tell(reason)


def watch(
    gate: Gate, on_turn: Sequence[Callable[[Turn], None]], on_refusal: Sequence[Callable[[Reason], None]] = ()
) -> None:
    """Have these told of all that passes a gate."""
    gate.watchers.append(Watch(on_turn, on_refusal))
