"""The intake: facts out of every message, the next question, the verdict.

Nothing is decided here. `understanding` says what a message told, `eligibility` what it means and what
is needed next; these actions carry it between Rasa and them.
"""

from __future__ import annotations

import abc
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import handoff, letters, profile, status
from actions.asking import ask, next_asked
from actions.hours import asks_for_hours, tell_hours
from actions.memory import CEC
from actions.readback import readback
from actions.results import RESULTS
from actions.said import UNSURE, Said
from actions.tracking import assessed, facts_of, kept, memory_of, serial_of
from actions.understanding import understand
from nlu.clock import today
from nlu.turn import asking

#: Purposes that the form gives way to. Facts in the same message are kept all the same.
INTERRUPTIONS = frozenset(
    (
        *("ask", "when_eligible", "what_would_help", "check_score", "find_noc", "convert_clb"),
        *("raise_score", "what_if", "compare_principal", "check_fsw", "check_fst", "show_timeline", "draft_letter"),
        status.INTENT,
        "other_language",
        *(
            "why",
            "more",
            "repeat",
            "help",
            "greet",
            "thanks",
            "goodbye",
            "bot_challenge",
            "human",
            "complaint",
        ),
        *("show_data", "export_data", "delete_data", "stop", "start_over", "out_of_scope"),
    )
)
#: These may also be what a short answer was mistaken for; an answered question wins over them.
GUESSES = frozenset({"out_of_scope", "greet", "thanks", "goodbye", "more", "repeat", "find_noc", "complaint", "help"})

#: Purposes that a question about one's hours may be taken for without an answer of its own.
_WANTS_THE_ANSWER = frozenset({"check_eligibility", "inform"})

#: So few words say too little to be a topic in mid-form, unless they ask or are surely one.
_FEW = 5

#: Actions that answer a message; after one of them the form may ask, whatever the message was.
REPLIES = frozenset({"action_reply", "action_start_over", "action_verdict"})

KINDS = (
    *profile.KINDS,
    "letter_kind", "letter_job", "letter_field", status.KIND, handoff.KIND,
    "jobs", "occupation", "duties", "period", "hours", "country", "authorization", "conditions", "physician",
    "more_jobs", "language_tests", "language_scores", "test_date", "last_checks", "which_job", "which_date",
    "scores_order", "leave_dates",
)  # fmt: skip


def _interrupts(said: Said, answered: bool, statement: bool) -> bool:
    if said.intent not in INTERRUPTIONS or _is_only_a_guess(said):
        return False
    return not (answered and (said.intent in GUESSES or statement))


def _is_only_a_guess(said: Said) -> bool:
    """Whether a few words that ask nothing were taken for a topic for want of better: they are a failed answer."""
    few = len(said.text.split()) <= _FEW
    return said.intent == "ask" and said.confidence < UNSURE and few and not any(True for _ in asking(said.text))


class UnderstandMessage(Action):
    """Runs after every message, before any other action: facts and assessment are always up to date."""

    def name(self) -> str:
        """The name by which Rasa runs it each turn."""
        return "action_validate_slot_mappings"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Set ``facts``, ``assessment`` and ``memory``."""
        memory, serial = memory_of(tracker), serial_of(tracker)
        if memory.turn.serial == serial:
            return []
        said = Said.from_parse(tracker.latest_message, serial)
        facts = understand(said, facts_of(tracker), memory, today())
        statement = said.tells_rather(memory.turn.changes)
        memory.turn.interrupted = not memory.turn.certain and _interrupts(said, memory.turn.answered, statement)
        return [SlotSet("facts", facts), SlotSet("assessment", assessed(facts)), kept(memory)]


class ChooseQuestion(Action):
    """Rasa's hook for the form: which slot to request next, or none."""

    def name(self) -> str:
        """Rasa's name for the validation of ``intake_form``."""
        return "validate_intake_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Request the next question; an empty answer makes the form give way to an interruption."""
        memory = memory_of(tracker)
        active = (tracker.active_loop or {}).get("name") == "intake_form"
        if active and memory.turn.interrupted and _is_first_action(tracker):
            return []
        following = next_asked(facts_of(tracker), memory, today())
        if following is None:
            memory.asked = None
            return [SlotSet("requested_slot", None), kept(memory)]
        same = memory.asked is not None and (memory.asked.kind, memory.asked.paths) == (
            following.kind,
            following.paths,
        )
        if same and memory.asked is not None:
            failed = not memory.turn.answered and not memory.turn.interrupted and active
            following.attempts = memory.asked.attempts + int(failed)
        memory.asked = following
        return [kept(memory), SlotSet("requested_slot", following.kind)]


def _is_first_action(tracker: Tracker) -> bool:
    """Whether no reply was given yet to the last message."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return True
        if event.get("event") == "action" and event.get("name") in REPLIES:
            return False
    return True


class AskQuestion(Action, abc.ABC):
    """Asks the open question; one subclass a kind, because Rasa looks actions up by name."""

    @property
    @abc.abstractmethod
    def kind(self) -> str:
        """The kind of question."""

    def name(self) -> str:
        """``action_ask_intake_form_<kind>``."""
        return f"action_ask_intake_form_{self.kind}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Read back what the message changed, then ask."""
        facts, memory = facts_of(tracker), memory_of(tracker)
        if memory.asked is None:
            return []
        if echo := readback(memory, facts):
            dispatcher.utter_message(text=echo)
        said = Said.from_parse(tracker.latest_message, serial_of(tracker))
        if said.intent in _WANTS_THE_ANSWER and asks_for_hours(said.text):
            tell_hours(facts, dispatcher)
        question = ask(memory.asked, facts, memory, today())
        memory.asked.options = list(question.options)
        memory.turn.changes, memory.turn.notes = [], []
        dispatcher.utter_message(
            text=question.text, buttons=[{"title": o["text"], "payload": o["text"]} for o in question.options]
        )
        return [kept(memory)]


for _kind in KINDS:
    globals()[f"Ask_{_kind}"] = type(f"Ask_{_kind}", (AskQuestion,), {"kind": _kind, "__doc__": f"Asks {_kind}."})


class GiveVerdict(Action):
    """The end of the questions: the answer that they were asked for."""

    def name(self) -> str:
        """The rule's name for it."""
        return "action_verdict"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say the answer of the present goal; go on with an earlier goal if one was left open."""
        facts, memory = facts_of(tracker), memory_of(tracker)
        goal = memory.goal
        said = Said.from_parse(tracker.latest_message, serial_of(tracker))
        if goal == CEC and memory.verdict and not memory.turn.changes and asks_for_hours(said.text):
            tell_hours(facts, dispatcher)
            return [kept(memory)]
        if echo := readback(memory, facts):
            dispatcher.utter_message(text=echo)
        given = RESULTS[goal](dispatcher, facts, memory)
        events = given if isinstance(given, list) else await given
        if not (goal == letters.GOAL and memory.letter.get("kind")):
            memory.goals = [kept for kept in memory.goals if kept != goal]
        memory.turn.changes, memory.turn.notes = [], []
        unsaid = memory.goal == CEC and memory.verdict is None
        if memory.goals and (unsaid or next_asked(facts, memory, today()) is not None):
            return [kept(memory), *events, FollowupAction("intake_form")]
        return [kept(memory), *events]
