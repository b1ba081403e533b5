"""Long conversations cut to their recent turns: the same state, fewer events."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from stores.recent import KEPT, MOST, SEEN, recent
from tests.stores.test_tracker import DOMAIN, said


def begun(*turns: list[Event]) -> DialogueStateTracker:
    start: list[Event] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    events = [*start, *(event for turn in turns for event in turn)]
    return DialogueStateTracker.from_events("somebody", events, DOMAIN.slots)


def answered(text: str) -> list[Event]:
    parse = {"text": text, "intent": {"name": "inform", "confidence": 0.9}, "entities": []}
    return [
        UserUttered(text, parse["intent"], [], parse),
        ActionExecuted("action_reply"),
        BotUttered("Yes."),
        ActionExecuted("action_listen"),
    ]


def texts(tracker: DialogueStateTracker) -> list[str | None]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def visible(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What decides about the next step, and what actions are shown."""
    return {
        "slots": tracker.current_slot_values(),
        "message": tracker.latest_message,
        "bot": tracker.latest_bot_utterance,
        "action": tracker.latest_action,
        "loop": tracker.active_loop_name,
        "rejected": tracker.active_loop and tracker.active_loop.rejected,
        "followup": tracker.followup_action,
        "paused": tracker.is_paused(),
        "channel": tracker.get_latest_input_channel(),
    }


def test_short_conversations_stay_as_they_are() -> None:
    tracker = begun(*[said(f"message {number}") for number in range(MOST)])
    assert recent(tracker, DOMAIN.slots) is tracker


@pytest.mark.parametrize("turns", [MOST + 1, MOST + 2, 30])
@pytest.mark.parametrize("last", [said, answered])
def test_a_cut_conversation_is_in_the_same_state(turns: int, last: Any) -> None:
    tracker = begun(*[said(f"message {number}") for number in range(turns - 1)], last("the last one"))
    cut = recent(tracker, DOMAIN.slots)
    assert texts(cut)[-KEPT:] == texts(tracker)[-KEPT:]
    assert len(texts(cut)) <= KEPT + SEEN
    assert len(cut.events) < len(tracker.events)
    assert visible(cut) == visible(tracker)
    assert tracker.active_loop_name == "intake_form"


def test_without_a_form_none_is_made_up() -> None:
    tracker = begun(*[answered(f"question {number}") for number in range(MOST + 1)])
    cut = recent(tracker, DOMAIN.slots)
    assert visible(cut) == visible(tracker)
    assert not any(isinstance(event, ActiveLoop) for event in cut.events)


def test_slots_that_were_never_set_are_not_set_by_it() -> None:
    cut = recent(begun(*[said(f"message {number}") for number in range(MOST + 1)]), DOMAIN.slots)
    assert not cut.slots["forget"].has_been_set
    assert cut.slots["facts"].has_been_set


def test_a_slot_that_was_emptied_stays_empty() -> None:
    turns = [said(f"message {number}") for number in range(MOST + 1)]
    turns[-1] = [turns[-1][0], SlotSet("facts", None), ActionExecuted("action_listen")]
    cut = recent(begun(*turns), DOMAIN.slots)
    assert cut.get_slot("facts") is None


@pytest.mark.parametrize("ending", [ConversationPaused(), ActionExecutionRejected("intake_form")])
def test_what_events_alone_cant_tell_is_not_cut(ending: Event) -> None:
    turns = [said(f"message {number}") for number in range(MOST + 1)]
    turns[-KEPT - 1].append(ending)
    tracker = begun(*turns)
    assert recent(tracker, DOMAIN.slots) is tracker


def interrupted(text: str) -> list[Event]:
    """A question in mid-form: the answer, then the form again."""
    events = answered(text)
    return [events[0], ActionExecutionRejected("intake_form"), *events[1:3], ActionExecuted("intake_form"), events[3]]


@pytest.mark.parametrize("last", [said, answered, interrupted])
@pytest.mark.parametrize("earlier", [said, answered, interrupted])
@pytest.mark.parametrize("first", [said, answered])
def test_the_states_that_the_policies_see_are_the_same(first: Any, earlier: Any, last: Any) -> None:
    """Rules are compared with the last states; answers to a form's questions leave no states of their own."""
    turns = [first(f"message {number}") for number in range(8)]
    tracker = begun(*turns, earlier("interesting"), said("noted"), last("the last one"))
    whole = tracker.past_states(DOMAIN, omit_unset_slots=True)
    short = recent(tracker, DOMAIN.slots)
    cut = short.past_states(DOMAIN, omit_unset_slots=True)
    assert visible(short) == visible(tracker)
    assert cut[-4:] == whole[-4:]


def test_the_number_of_messages_differs_from_one_turn_to_the_next() -> None:
    tracker = begun()
    counts = []
    for number in range(20):
        for event in said(f"message {number}"):
            tracker.update(event)
        counts.append(len(texts(tracker)))
        tracker = recent(tracker, DOMAIN.slots)
    assert all(now != before for before, now in itertools.pairwise(counts))
    assert max(counts) <= MOST + 1
