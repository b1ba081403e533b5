"""A whole conversation with the actions themselves, and the few rules that choose among them.

`tests.actions.talk` stops at the question; here replies, results and buttons are said too. What rules.yml says is
acted out: the form asks while something is missing, gives way to an interruption, and ends in the verdict.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.intake import AskQuestion, ChooseQuestion, GiveVerdict, UnderstandMessage
from actions.memory import Memory
from actions.replies import Reply
from nlu.facts import read
from nlu.turn import mark_hypothetical
from tests.actions.talk import TODAY

FORM = "intake_form"
#: Intents for which the rules start the form.
STARTS = frozenset({"check_eligibility", "inform", "correct", "resume"})


class _Ask(AskQuestion):
    """Any question: the actions differ by name only."""

    kind = "any"


@dataclass
class Dialog:
    """What one person says, with its intent, and everything that is answered.

    The clock must stand at `TODAY` (``CEC_TODAY``).
    """

    slots: dict[str, Any] = field(default_factory=dict)
    events: list[EventType] = field(default_factory=list)
    in_form: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)
    #: The topics that each message resembles, and how sure its intent is.
    ranked: tuple[str, ...] = ()
    confidence: float = 1.0

    def say(self, text: str, intent: str = "inform", topic: str | None = None) -> str:
        """One message; all that is answered, joined."""
        entities = mark_hypothetical(text, intent, [mention.as_entity() for mention in read(text, TODAY)])
        key = f"ask/{topic}" if topic else None
        parsed = {
            "text": text,
            "intent": {"name": intent, "confidence": self.confidence},
            "entities": entities,
            "response_selector": {
                "ask": {
                    "response": {"intent_response_key": key},
                    "ranking": [{"intent_response_key": f"ask/{name}"} for name in self.ranked],
                }
            },
        }
        self.events.append({"event": "user", "text": text, "parse_data": parsed})
        self._parsed, self.messages = parsed, []
        self._run(UnderstandMessage())
        if intent == "goodbye":
            self.in_form = False
        if not self.in_form:
            if intent in STARTS:
                self._form()
            else:
                self._reply()
        elif not self._form():
            self._reply()
        return self.text

    @property
    def text(self) -> str:
        """All that was answered to the last message."""
        return "\n".join(str(message["text"]) for message in self.messages if message.get("text"))

    @property
    def buttons(self) -> list[str]:
        """The buttons of the last message."""
        return [button["title"] for button in self.messages[-1].get("buttons") or []] if self.messages else []

    @property
    def memory(self) -> Memory:
        """The conversation's memory."""
        return Memory.load(self.slots.get("memory"))

    @property
    def facts(self) -> dict[str, Any]:
        """The facts so far."""
        return dict(self.slots.get("facts") or {})

    @property
    def asked(self) -> str | None:
        """What the open question asks for, without its kind's prefix."""
        asked = self.memory.asked
        return asked.paths[0].rpartition(".")[2] if asked and asked.paths else None

    def _form(self) -> bool:
        """Ask, or give the answer; whether the form took the message."""
        begun, self.in_form = self.in_form, True
        events = self._run(ChooseQuestion(), was_active=begun)
        if not events:
            return False
        if self.slots.get("requested_slot") is not None:
            self._run(_Ask())
            return True
        self.in_form = False
        if any(event.get("event") == "followup" for event in self._run(GiveVerdict())):
            self._form()
        return True

    def _reply(self) -> None:
        events = self._run(Reply())
        if self.in_form or any(event.get("event") == "followup" for event in events):
            self._form()

    def _run(self, action: Any, was_active: bool | None = None) -> list[EventType]:
        active = self.in_form if was_active is None else was_active
        loop = {"name": FORM} if active else {}
        tracker = Tracker("test-dialog", self.slots, self._parsed, self.events, False, None, loop, None)
        dispatcher = CollectingDispatcher()
        events: list[EventType] = asyncio.run(action.run(dispatcher, tracker, {})) or []
        for event in events:
            if event.get("event") == "slot":
                self.slots[event["name"]] = event["value"]
        self.messages += dispatcher.messages
        self.events.append(ActionExecuted(action.name()))
        return events
