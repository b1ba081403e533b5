"""What every action does with the tracker: read facts and memory, write them back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.memory import Memory
from answers.criteria import caveat_sentence, detail
from eligibility.assessment import assess
from eligibility.facts import from_document
from nlu.clock import today


def facts_of(tracker: Tracker) -> dict[str, Any]:
    """The facts so far (section 1 of the contract)."""
    return dict(tracker.get_slot("facts") or {})


def memory_of(tracker: Tracker) -> Memory:
    """The conversation's memory."""
    memory = Memory.load(tracker.get_slot("memory"))
    memory.conversation = tracker.sender_id
    return memory


def serial_of(tracker: Tracker) -> int:
    """How many messages the person has sent: Rasa may show an action the same message twice."""
    return sum(1 for event in tracker.events if event.get("event") == "user")


def assessed(facts: Mapping[str, Any], as_of: datetime.date | None = None) -> dict[str, Any]:
    """The assessment as `cec assess --json` prints it."""
    result = assess(from_document(facts), "cec", as_of or today())
    return result.to_json(detail, caveat_sentence)


def for_answers(facts: Mapping[str, Any], memory: Memory) -> dict[str, Any]:
    """The facts and what was told beside them, as answers read them."""
    return {**facts, "beside": memory.beside}


def kept(memory: Memory) -> EventType:
    """The event that stores the memory."""
    return SlotSet("memory", memory.dump())
