"""Stop, start over, delete: what a person can always ask for."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import letters
from actions.tracking import kept, memory_of
from answers.phrases import phrase


class Stop(Action):
    """Ends the questions; what was said stays."""

    def name(self) -> str:
        """The rule's name for it."""
        return "action_stop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say so, and forget the open question."""
        memory = memory_of(tracker)
        memory.asked = None
        letters.drop(memory)
        dispatcher.utter_message(text=phrase("verdict.stop"))
        return [kept(memory)]


class StartOver(Action):
    """Forgets the case and asks the first question again."""

    def name(self) -> str:
        """The rule's name for it."""
        return "action_start_over"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Empty all slots and begin the intake."""
        dispatcher.utter_message(text=phrase("verdict.start_over"))
        return [AllSlotsReset(), FollowupAction("intake_form")]


class DeleteData(Action):
    """Deletes the conversation: the tracker store removes it when this turn is saved."""

    def name(self) -> str:
        """The rule's name for it."""
        return "action_delete_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Empty all slots and mark the conversation for deletion."""
        # Channels that keep something themselves (the page) forget it too.
        dispatcher.utter_message(text=phrase("verdict.deleted"), forgotten=True)
        return [AllSlotsReset(), SlotSet("forget", True)]
