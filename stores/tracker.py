"""The tracker store: SQL as Rasa has it, and one thing more: a conversation can be forgotten.

Rasa has no deletion. A conversation whose slot ``forget`` is set is deleted instead of saved, at the end
of the very turn in which the person asked for it and under the lock that the turn already holds, so no
event of it can come back.
"""

from __future__ import annotations

import os
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import make_url

from service.paths import var
from stores import downloads

FORGET = "forget"


class ForgettingTrackerStore(SQLTrackerStore):
    """`SQLTrackerStore` that deletes all rows of a conversation once its slot ``forget`` is true.

    The database is that of ``DATABASE_URL`` (an SQLAlchemy address such as
    ``postgresql://user:password@host/name``); without it, SQLite in the folder ``var/``.
    """

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        """Connect; what endpoints.yml says beside the database (``query``, say) is passed on."""
        kwargs.pop("host", None)
        super().__init__(domain=domain, event_broker=event_broker, **_database(), **kwargs)

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
        downloads.forget(tracker.sender_id)


def _database() -> dict[str, Any]:
    address = os.environ.get("DATABASE_URL")
    if not address:
        return {"dialect": "sqlite", "db": str(var() / "conversations.db")}
    url = make_url(address)
    return {
        "dialect": url.drivername,
        "host": url.host,
        "port": url.port,
        "db": url.database,
        "username": url.username,
        "password": url.password,
        "query": dict(url.query) or None,
    }
