"""Kept conversations seen from outside the service: export, deletion, and how long they are kept.

Reads and writes the tracker store's table directly; Rasa need not run, and is not imported.
"""

from __future__ import annotations

import json
import os
import time
from typing import Any

import sqlalchemy as sa

from service.paths import var
from stores import downloads

_EVENTS = sa.table("events", sa.column("id"), sa.column("sender_id"), sa.column("timestamp"), sa.column("data"))
_SECONDS_A_DAY = 86_400


def database_address() -> str:
    """The address of the database that conversations are kept in: ``DATABASE_URL``, or SQLite in ``var/``."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{var() / 'conversations.db'}"


class Archive:
    """The conversations of one database."""

    def __init__(self, address: str | None = None) -> None:
        """``address``: an SQLAlchemy address; default `database_address`."""
        self.engine = sa.create_engine(address or database_address(), future=True)

    def _kept(self) -> bool:
        return bool(sa.inspect(self.engine).has_table("events"))

    def export(self, conversation: str) -> dict[str, Any]:
        """All events of a conversation in order, and the names of files made for it."""
        rows: list[Any] = []
        if self._kept():
            query = sa.select(_EVENTS.c.data).where(_EVENTS.c.sender_id == conversation).order_by(_EVENTS.c.id)
            with self.engine.connect() as connection:
                rows = [json.loads(row[0]) for row in connection.execute(query)]
        return {"conversation": conversation, "events": rows, "files": downloads.names(conversation)}

    def delete(self, conversation: str) -> bool:
        """Delete a conversation and its files; whether there was one."""
        had_files = downloads.forget(conversation)
        if not self._kept():
            return had_files
        with self.engine.begin() as connection:
            done = connection.execute(sa.delete(_EVENTS).where(_EVENTS.c.sender_id == conversation))
        return bool(done.rowcount) or had_files

    def retain(self, days: int) -> int:
        """Delete, whole, the conversations whose last event is older than ``days``; how many."""
        limit = time.time() - days * _SECONDS_A_DAY
        if not self._kept():
            return 0
        last = sa.func.max(_EVENTS.c.timestamp)
        query = sa.select(_EVENTS.c.sender_id).group_by(_EVENTS.c.sender_id).having(last < limit)
        with self.engine.connect() as connection:
            old = [str(row[0]) for row in connection.execute(query)]
        for conversation in old:
            self.delete(conversation)
        downloads.expire()
        return len(old)
