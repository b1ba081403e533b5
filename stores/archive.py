"""Kept conversations seen from outside the service: export, deletion, and how long they are kept.

Reads and writes the tracker store's table directly; Rasa need not run, and is not imported.
"""

from __future__ import annotations

import json
import time
from typing import Any

import sqlalchemy as sa

from stores import database, downloads
from stores.database import EVENTS

_SECONDS_A_DAY = 86_400


class Archive:
    """The conversations of one database."""

    def __init__(self, address: str | None = None) -> None:
        """``address``: default `stores.database.database_address`; `AddressError` for one that can't be used."""
        self.engine = database.connect(address)

    def export(self, conversation: str) -> dict[str, Any]:
        """All events of a conversation in order, and the names of files made for it."""
        rows: list[Any] = []
        if database.kept(self.engine):
            query = sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == conversation).order_by(EVENTS.c.id)
            with self.engine.connect() as connection:
                rows = [json.loads(row[0]) for row in connection.execute(query)]
        return {"conversation": conversation, "events": rows, "files": downloads.names(conversation)}

    def delete(self, conversation: str) -> bool:
        """Delete a conversation and its files; whether there was one. A turn that runs just now keeps nothing."""
        had_files = downloads.forget(conversation)
        if not database.kept(self.engine):
            return had_files
        return database.delete(self.engine, conversation) > 0 or had_files

    def retain(self, days: int) -> int:
        """Delete, whole, the conversations whose last event is older than ``days``; how many."""
        limit = time.time() - days * _SECONDS_A_DAY
        if not database.kept(self.engine):
            return 0
        last = sa.func.max(EVENTS.c.timestamp)
        query = sa.select(EVENTS.c.sender_id).group_by(EVENTS.c.sender_id).having(last < limit)
        with self.engine.connect() as connection:
            old = [str(row[0]) for row in connection.execute(query)]
        gone = 0
        for conversation in old:
            # Somebody may have come back to it just now.
            if database.delete(self.engine, conversation, silent_since=limit):
                downloads.forget(conversation)
                gone += 1
        downloads.expire()
        return gone
