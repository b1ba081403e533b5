"""A long conversation cut to its recent turns: the state of all of it, and the events of the last few.

Rasa walks through all events of a tracker several times an action, so a turn takes longer the longer somebody talks.
What decides the next step lies in the state (slots, the active form) and the last turns.
"""

from __future__ import annotations

from collections.abc import Iterable

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

#: A conversation of more messages than ``MOST`` is cut to the last ``KEPT`` and the ``SEEN`` that lead up to them. In
#: steps, so that the number of messages in a tracker is never that of one message before: actions go by it.
MOST, KEPT, SEEN = 4, 1, 2


def recent(tracker: DialogueStateTracker, slots: Iterable[Slot]) -> DialogueStateTracker:
    """``tracker`` itself while it is short, or can't be cut; else one in the same state with its last turns.

    The cut tracker begins as a session that takes over the slots, the active form, and the last messages before the cut
    that the policies still see (of answers to a form's questions Rasa forgets all but the first).
    """
    events = list(tracker.events)
    messages = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(messages) <= MOST:
        return tracker
    cut = messages[-KEPT]
    slots = list(slots)
    before = DialogueStateTracker.from_events(tracker.sender_id, events[:cut], slots)
    loop = before.active_loop
    between_turns = before.latest_action_name == ACTION_LISTEN_NAME and before.followup_action is None
    if before.is_paused() or not between_turns or (loop and (loop.rejected or loop.is_interrupted)):
        return tracker
    opening, seen = _last_seen(before, slots)
    start: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    start += [SlotSet(name, slot.value) for name, slot in before.slots.items() if slot.has_been_set]
    if opening:
        start += [ActionExecuted(opening), ActiveLoop(opening)]
    for event in start:
        event.timestamp = events[0].timestamp
    return DialogueStateTracker.from_events(tracker.sender_id, [*start, *seen, *events[cut:]], slots)


def _last_seen(tracker: DialogueStateTracker, slots: list[Slot]) -> tuple[str | None, list[Event]]:
    """The last turns that policies see, without what they said and stored; and the form that was active before them."""
    applied = tracker.applied_events()
    messages = [index for index, event in enumerate(applied) if isinstance(event, UserUttered)]
    # From the action that listened to the message.
    begin = max(0, messages[-min(SEEN, len(messages))] - 1) if messages else len(applied)
    before = DialogueStateTracker.from_events(tracker.sender_id, applied[:begin], slots)
    seen = [event for event in applied[begin:] if not isinstance(event, (SlotSet, BotUttered, SessionStarted))]
    return before.active_loop_name, seen or [ActionExecuted(ACTION_LISTEN_NAME)]
