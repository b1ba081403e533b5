"""The tracker store: where the assistant keeps its conversations, and how it forgets them.

Beyond what Rasa's own SQL store does:

* Rasa has no deletion. A conversation whose slot ``forget`` is set is deleted instead of saved, at the end of the very
  turn in which the person asked for it. A turn that finds its conversation deleted meanwhile (by ``cec data delete``)
  keeps nothing either: Rasa would write all its events anew.
* A store that fails says so (`StoreUnavailable`). Rasa goes on with an empty conversation and saves it nowhere.
* A conversation that goes on isn't read and replayed anew in each turn, nor carried along as a whole.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from stores import database, downloads
from stores.database import EVENTS, StoreUnavailable
from stores.recent import recent
from stores.twins import twin

FORGET = "forget"
#: Conversations that are kept in memory as well.
_WARM = 128
#: Work that may wait for a distant database at the same time.
_THREADS = 8
_NOTED = "_noted"

_OWN = EVENTS.c.sender_id == sa.bindparam("sender")
_EXTENT = sa.select(sa.func.count(), sa.func.max(EVENTS.c.id)).where(_OWN)
_READ = sa.select(EVENTS.c.id, EVENTS.c.data).where(_OWN).order_by(EVENTS.c.id)
_ADD = sa.insert(EVENTS)

T = TypeVar("T")
_log = logging.getLogger(__name__)

#: The events that the turn of this task has added to its conversation, for those who count and log turns.
LATEST: ContextVar[Sequence[Event]] = ContextVar("LATEST", default=())


class _Gone(Exception):
    """Rolls a transaction back."""


@dataclass(frozen=True)
class Extent:
    """How much of a conversation is in the database: the number of rows and the last one's id."""

    rows: int = 0
    last: int = 0


@dataclass(frozen=True)
class _Noted:
    """What a tracker was like when it was read: how much the database had, and how many events it began with."""

    extent: Extent
    events: int


class ForgettingTrackerStore(TrackerStore):
    """Keeps conversations in the database of `stores.database`; forgets one once its slot ``forget`` is true."""

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        """Nothing is connected yet, so that a database that comes up later is found later."""
        kwargs.pop("host", None)
        super().__init__(domain, event_broker, **kwargs)
        self.engine = database.connect()
        self._prepared = False
        #: By conversation, the tracker as it would be read from the database. Only copies of it leave the store.
        self._warm: OrderedDict[str, tuple[Extent, DialogueStateTracker]] = OrderedDict()
        # A file answers at once; waiting for a server must not stop everybody else.
        distant = self.engine.dialect.name != "sqlite"
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="store") if distant else None

    @property
    def domain(self) -> Domain:
        """What the assistant knows of: its slots, mostly."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()
        self._warm.clear()

    async def answers(self) -> bool:
        """Whether the database answers a query just now."""
        try:
            await self._work(self._ping)
        except StoreUnavailable:
            return False
        return True

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of a conversation; ``None`` if there is none. `StoreUnavailable`."""
        extent = await self._work(self._extent, sender_id)
        if not extent.rows:
            self._warm.pop(sender_id, None)
            return None
        known, tracker = self._warm.get(sender_id, (None, None))
        if known != extent or tracker is None:
            extent, events = await self._work(self._read, sender_id)
            tracker = self._keep_warm(extent, self._replayed(sender_id, _last_session(events)))
        return _noted(twin(tracker), extent)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The same with all sessions. `StoreUnavailable`."""
        extent, events = await self._work(self._read, conversation_id)
        return _noted(self._replayed(conversation_id, events), extent) if events else None

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations. `StoreUnavailable`."""
        return await self._work(self._keys)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save the turn's events, or delete the conversation if the person asked for that. `StoreUnavailable`."""
        noted: _Noted | None = getattr(tracker, _NOTED, None)
        new = list(islice(tracker.events, noted.events if noted else 0, None))
        LATEST.set(new)
        sender = tracker.sender_id
        if tracker.slots.get(FORGET) is not None and tracker.get_slot(FORGET):
            self._warm.pop(sender, None)
            await self._work(database.delete, self.engine, sender)
            downloads.forget(sender)
            return
        if not new:
            if noted is None:
                # Just made, because there is none in the database.
                _noted(tracker, Extent())
            return
        # The database's own words for the events, before any thread: a tracker belongs to its turn.
        rows = [_row(sender, event) for event in new]
        extent = await self._work(self._add, sender, rows, noted.extent if noted else None)
        if extent is None:
            self._warm.pop(sender, None)
            downloads.forget(sender)
            _log.info("a conversation was deleted during its turn; nothing of the turn is kept")
            return
        self._follow(tracker, noted, extent, rows)
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, sender)

    def _follow(
        self, tracker: DialogueStateTracker, noted: _Noted | None, extent: Extent, rows: list[dict[str, Any]]
    ) -> None:
        """Bring the warm tracker to what the database holds now."""
        sender = tracker.sender_id
        known, warm = self._warm.pop(sender, (None, None))
        before = noted.extent if noted else None
        if before == Extent():
            warm = self._replayed(sender, [])
        elif known != before:
            warm = None
        if warm is not None and before is not None and extent.rows == before.rows + len(rows):
            for row in rows:
                if row["type_name"] == SessionStarted.type_name:
                    warm = self._replayed(sender, [])
                if event := Event.from_parameters(json.loads(row["data"])):
                    warm.update(event)
            self._keep_warm(extent, warm)
        _noted(tracker, extent)

    def _keep_warm(self, extent: Extent, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """Keep a tracker in memory, cut to its recent turns."""
        tracker = recent(tracker, self.domain.slots)
        self._warm[tracker.sender_id] = extent, tracker
        self._warm.move_to_end(tracker.sender_id)
        while len(self._warm) > _WARM:
            self._warm.popitem(last=False)
        return tracker

    def _replayed(self, sender: str, events: list[dict[str, Any]]) -> DialogueStateTracker:
        return DialogueStateTracker.from_dict(sender, events, self.domain.slots)

    async def _work(self, work: Callable[..., T], *args: Any) -> T:
        """Do something with the database; whatever goes wrong with it is `StoreUnavailable`."""
        try:
            if self._threads is None:
                return self._prepared_work(work, *args)
            call = partial(self._prepared_work, work, *args)
            return await asyncio.get_running_loop().run_in_executor(self._threads, call)
        except (SQLAlchemyError, OSError) as error:
            kind = type(getattr(error, "orig", None) or error).__name__
            _log.error("the database of conversations fails: %s", kind)
            raise StoreUnavailable(kind) from None

    def _prepared_work(self, work: Callable[..., T], *args: Any) -> T:
        if not self._prepared:
            database.prepare(self.engine)
            self._prepared = True
        return work(*args)

    def _ping(self) -> None:
        with self.engine.connect() as connection:
            connection.execute(sa.select(EVENTS.c.id).limit(1)).first()

    def _keys(self) -> list[str]:
        with self.engine.connect() as connection:
            return [str(row[0]) for row in connection.execute(sa.select(EVENTS.c.sender_id).distinct())]

    def _extent(self, sender: str) -> Extent:
        with self.engine.connect() as connection:
            return _extent(connection, sender)

    def _read(self, sender: str) -> tuple[Extent, list[dict[str, Any]]]:
        with self.engine.connect() as connection:
            rows = connection.execute(_READ, {"sender": sender}).all()
        return Extent(len(rows), rows[-1][0] if rows else 0), [json.loads(data) for _, data in rows]

    def _add(self, sender: str, rows: list[dict[str, Any]], before: Extent | None) -> Extent | None:
        """Add rows; how much there is then. ``None`` and nothing added if some of what was ``before`` is gone."""
        try:
            with database.writing(self.engine, sender) as connection:
                if before is None:
                    # A tracker that wasn't read here (Rasa's HTTP API sends whole ones): what the database lacks of it.
                    before = _extent(connection, sender)
                    rows = rows[before.rows :]
                if rows:
                    connection.execute(_ADD, rows)
                after = _extent(connection, sender)
                if after.rows < before.rows + len(rows):
                    raise _Gone
                return after
        except _Gone:
            return None


def fail_openly() -> None:
    """Have Rasa use the store as it is. It would wrap it in one that answers an empty conversation when it fails."""

    def own(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        if not isinstance(store, ForgettingTrackerStore):
            return _wrapped(store, domain)
        store.domain = domain
        return store

    Agent._create_tracker_store = staticmethod(own)  # type: ignore[method-assign]


_wrapped = Agent._create_tracker_store


def _extent(connection: Connection, sender: str) -> Extent:
    rows, last = connection.execute(_EXTENT, {"sender": sender}).one()
    return Extent(rows, last or 0)


def _row(sender: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _last_session(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Events since the latest start of a session; all if there is none."""
    for index in range(len(events) - 1, -1, -1):
        if events[index].get("event") == SessionStarted.type_name:
            return events[index:]
    return events


def _noted(tracker: DialogueStateTracker, extent: Extent) -> DialogueStateTracker:
    setattr(tracker, _NOTED, _Noted(extent, len(tracker.events)))
    return tracker
