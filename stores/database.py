"""The database that conversations are kept in: its address, its one table, and how it is reached.

SQLite in a file of its own unless ``DATABASE_URL`` names a PostgreSQL database. Rasa is not imported here, so that
``cec data`` starts at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import select
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from service.paths import var

#: Seconds after which a database that says nothing counts as out of reach.
PATIENCE = 5
_CONNECT_SECONDS = 5
_WRITING = "writing"

_METADATA = sa.MetaData()
#: One row an event, as Rasa's own SQL store keeps them: a database written by that one is read on.
EVENTS = sa.Table(
    "events",
    _METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
)


class AddressError(ValueError):
    """``DATABASE_URL`` can't be used; the text doesn't repeat it, because it may hold a password."""


class StoreUnavailable(RuntimeError):
    """Conversations can't be read or saved just now. The text names the kind of error only."""


def database_address() -> str:
    """The address of the database that conversations are kept in: ``DATABASE_URL``, or SQLite in ``var/``."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{var() / 'conversations.db'}"


def parsed(address: str) -> URL:
    """An SQLAlchemy address (``sqlite:///file``, ``postgresql://user:password@host/name``); else `AddressError`."""
    try:
        # The short form that hosting services hand out.
        url = make_url(address.replace("postgres://", "postgresql://", 1))
        known = url.get_backend_name() in ("sqlite", "postgresql")
    except (ArgumentError, ValueError):
        known = False
    if not known:
        raise AddressError("DATABASE_URL: an address such as postgresql://user:password@host/name is expected")
    return url


def connect(address: str | None = None) -> Engine:
    """An engine for an address, default `database_address`; nothing is connected yet. `AddressError` for a bad one."""
    url = parsed(address or database_address())
    # An error's text must not hold what a person said.
    common: dict[str, Any] = {"future": True, "hide_parameters": True, "poolclass": QueuePool}
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, **common, connect_args={"check_same_thread": False, "timeout": PATIENCE})
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sa.create_engine(
        url, **common, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "cec"}
    )
    _give_up_waiting()
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver would begin transactions by itself, and late; see _begin_sqlite.
    connection.isolation_level = None
    # Readers and the writer don't wait for each other; a commit survives the process's death, if not the machine's.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    # What is deleted is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _give_up_waiting() -> None:
    """Have PostgreSQL's driver wait `PATIENCE` seconds for an answer and no longer; by itself it waits forever."""
    import psycopg2
    from psycopg2 import extensions

    def wait(connection: Any) -> None:
        while (state := connection.poll()) != extensions.POLL_OK:
            reading = [connection] if state == extensions.POLL_READ else []
            writing = [connection] if state == extensions.POLL_WRITE else []
            if not any(select.select(reading, writing, [], PATIENCE)):
                raise psycopg2.OperationalError("no answer")

    extensions.set_wait_callback(wait)


def prepare(engine: Engine) -> None:
    """Create the table where it is missing; several processes may do so at once."""
    try:
        _METADATA.create_all(engine)
    except sa.exc.SQLAlchemyError:
        if not kept(engine):
            raise


def kept(engine: Engine) -> bool:
    """Whether the table is there."""
    return bool(sa.inspect(engine).has_table(EVENTS.name))


@contextlib.contextmanager
def writing(engine: Engine, conversation: str) -> Iterator[Connection]:
    """A transaction during which nobody else adds to or deletes from this conversation, in whatever process."""
    with engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            number = int.from_bytes(hashlib.sha256(conversation.encode()).digest()[:8], "big", signed=True)
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))
        yield connection


def delete(engine: Engine, conversation: str, silent_since: float | None = None) -> int:
    """Delete all events of a conversation; how many there were. Nothing of them is left in SQLite's files.

    ``silent_since``: only if none of them is newer than this time.
    """
    with writing(engine, conversation) as connection:
        own = EVENTS.c.sender_id == conversation
        if silent_since is not None:
            newest = connection.execute(sa.select(sa.func.max(EVENTS.c.timestamp)).where(own)).scalar()
            if newest is None or newest >= silent_since:
                return 0
        gone = connection.execute(sa.delete(EVENTS).where(own)).rowcount
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # The log of changes still holds what was deleted, until it is emptied. Not inside a transaction.
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return int(gone)
