"""The tracker store: SQL as Rasa has it, and one thing more: a conversation can be forgotten.

Rasa has no deletion. A conversation whose slot ``forget`` is set is deleted instead of saved, at the end
of the very turn in which the person asked for it and under the lock that the turn already holds, so no
event of it can come back.
"""

from __future__ import annotations

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

FORGET = "forget"


class ForgettingTrackerStore(SQLTrackerStore):
    """`SQLTrackerStore` that deletes all rows of a conversation once its slot ``forget`` is true."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the turn's events, or delete the conversation if the person asked for that."""
        if tracker.slots.get(FORGET) is None or not tracker.get_slot(FORGET):
            await super().save(tracker)
            return
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == tracker.sender_id).delete(
                synchronize_session=False
            )
            session.commit()
