"""Copies of trackers. Rasa replays all events of a conversation to copy it; here its state is copied."""

from __future__ import annotations

import copy

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    FollowupAction,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker


def twin(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """What ``tracker.copy()`` answers, as Rasa's own method would: changes of one don't show in the other.

    Events are shared; nobody changes them once they are in a tracker.
    """
    if any(isinstance(event, (ActionReverted, UserUtteranceReverted)) for event in tracker.events):
        # What was undone is known by a replay only.
        return tracker.travel_back_in_time(float("inf"))
    made = copy.copy(tracker)
    made.events = tracker.events.copy()
    made.slots = copy.copy(tracker.slots)
    for name, slot in tracker.slots.items():
        made.slots[name] = copy.copy(slot)
    made.active_loop = copy.copy(tracker.active_loop)
    made.followup_action = _followup(tracker)
    made.sender_source = made.model_id = made.assistant_id = None
    return made


def _followup(tracker: DialogueStateTracker) -> str | None:
    """The action to follow by the events alone: a processor that has begun it clears it without an event."""
    if tracker.followup_action is not None:
        return str(tracker.followup_action)
    for event in reversed(tracker.events):
        if isinstance(event, FollowupAction):
            return str(event.action_name)
        if isinstance(event, (ActionExecuted, UserUttered)):
            return None
        if isinstance(event, Restarted):
            return str(ACTION_SESSION_START_NAME)
        if isinstance(event, SessionStarted):
            break
    return str(ACTION_LISTEN_NAME)
