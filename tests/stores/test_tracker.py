"""The tracker store: saving, reading, forgetting, and what happens when the database fails."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    Event,
    FollowupAction,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from stores import database, downloads
from stores.archive import Archive
from stores.database import AddressError, StoreUnavailable
from stores.tracker import LATEST, ForgettingTrackerStore, fail_openly

DOMAIN = Domain.from_dict(
    {
        "intents": ["inform", "delete_data"],
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("facts", "memory", "forget")
        },
        "forms": {"intake_form": {"required_slots": []}},
        "actions": ["action_reply"],
        "session_config": {"session_expiration_time": 0, "carry_over_slots_to_new_session": True},
    }
)
SENDER = "somebody"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def store() -> ForgettingTrackerStore:
    return ForgettingTrackerStore(DOMAIN)


class Broker(EventBroker):
    """Remembers what is published."""

    def __init__(self) -> None:
        self.published: list[dict[str, Any]] = []

    @classmethod
    async def from_endpoint_config(cls, broker_config: Any, event_loop: Any = None) -> Broker:
        return cls()

    def publish(self, event: dict[str, Any]) -> None:
        self.published.append(event)


def begun() -> list[Event]:
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def said(text: str, facts: dict[str, Any] | None = None) -> list[Event]:
    parse = {"text": text, "intent": {"name": "inform", "confidence": 0.9}, "entities": []}
    return [
        UserUttered(text, parse["intent"], [], parse, input_channel="rest"),
        SlotSet("facts", facts or {"jobs": [{"title": text}]}),
        ActionExecuted("intake_form"),
        ActiveLoop("intake_form"),
        BotUttered("Noted.", {"buttons": [{"title": "yes"}]}),
        SlotSet("requested_slot", "jobs"),
        ActionExecuted("action_listen"),
    ]


async def turn(store: ForgettingTrackerStore, *events: Event, sender: str = SENDER) -> DialogueStateTracker:
    """What Rasa's processor does with a store in a turn."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    if not tracker.events:
        tracker.update_with_events(begun(), DOMAIN)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return tracker


def state(tracker: DialogueStateTracker | None) -> dict[str, Any]:
    assert tracker is not None
    return {
        "events": [event.as_dict() for event in tracker.events],
        "slots": tracker.current_slot_values(),
        "set": {name for name, slot in tracker.slots.items() if slot.has_been_set},
        "message": tracker.latest_message,
        "bot": tracker.latest_bot_utterance,
        "action": tracker.latest_action,
        "loop": tracker.active_loop,
        "followup": tracker.followup_action,
        "paused": tracker.is_paused(),
    }


def rows(file: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(file) as connection:
        return connection.execute("SELECT sender_id, type_name, data FROM events ORDER BY id").fetchall()


def test_warm_cold_and_rasas_own_store_read_the_same(store: ForgettingTrackerStore, file: Path) -> None:
    async def hold() -> None:
        await turn(store, *said("cook since 2023"))
        await turn(store, *said("in Toronto"), FollowupAction("action_reply"))
        await turn(store, *said("forty hours"), SlotSet("memory", {"a": (1, 2)}))
        for number in range(12):
            warm = state(await store.retrieve(SENDER))
            cold = state(await ForgettingTrackerStore(DOMAIN).retrieve(SENDER))
            full = await ForgettingTrackerStore(DOMAIN).retrieve_full_tracker(SENDER)
            rasas = SQLTrackerStore(DOMAIN, db=str(file))
            assert state(full) == state(await rasas.retrieve_full_tracker(SENDER))
            recently = state(await rasas.retrieve(SENDER))
            # Of a long conversation the latest events.
            assert warm.pop("events")[-7:] == cold.pop("events")[-7:] == recently.pop("events")[-7:]
            assert warm.pop("loop").name == cold.pop("loop").name == recently.pop("loop").name == "intake_form"
            assert warm == cold == recently
            await turn(store, AllSlotsReset(), *said(f"sorry, {number}"))

    asyncio.run(hold())


def test_a_conversation_of_rasas_own_store_goes_on(file: Path) -> None:
    async def hold() -> None:
        theirs = SQLTrackerStore(DOMAIN, db=str(file))
        tracker = DialogueStateTracker.from_events(SENDER, [*begun(), *said("cook")], DOMAIN.slots)
        await theirs.save(tracker)
        store = ForgettingTrackerStore(DOMAIN)
        await turn(store, *said("in Toronto"))
        found = await theirs.retrieve(SENDER)
        assert found is not None
        assert [event.text for event in found.events if isinstance(event, UserUttered)] == ["cook", "in Toronto"]
        assert len(rows(file)) == 3 + 7 + 7

    asyncio.run(hold())


def test_only_the_latest_session_is_gone_on_with(store: ForgettingTrackerStore) -> None:
    async def hold() -> None:
        await turn(store, *said("an old story"))
        await turn(store, ActionExecuted("action_session_start"), SessionStarted(), *said("a new one"))
        for reader in (store, ForgettingTrackerStore(DOMAIN)):
            latest, whole = await reader.retrieve(SENDER), await reader.retrieve_full_tracker(SENDER)
            assert latest is not None and whole is not None
            texts = [[e.text for e in t.events if isinstance(e, UserUttered)] for t in (latest, whole)]
            assert texts == [["a new one"], ["an old story", "a new one"]]

    asyncio.run(hold())


def test_what_a_turn_does_shows_only_once_it_is_saved(store: ForgettingTrackerStore) -> None:
    async def hold() -> None:
        await turn(store, *said("cook"))
        failed = await store.retrieve(SENDER)
        assert failed is not None
        failed.update_with_events(said("lost"), DOMAIN)
        again = await store.retrieve(SENDER)
        assert again is not None
        assert again.get_slot("facts") == {"jobs": [{"title": "cook"}]}
        assert len(again.events) == len(failed.events) - 7

    asyncio.run(hold())


def test_what_another_process_adds_is_seen(store: ForgettingTrackerStore, file: Path) -> None:
    async def hold() -> None:
        await turn(store, *said("cook"))
        await turn(ForgettingTrackerStore(DOMAIN), *said("in Toronto"))
        tracker = await turn(store, *said("forty hours"))
        texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        assert texts == ["cook", "in Toronto", "forty hours"]
        assert len(rows(file)) == 3 + 3 * 7

    asyncio.run(hold())


def test_trackers_that_were_made_elsewhere_are_kept(store: ForgettingTrackerStore, file: Path) -> None:
    """Rasa's HTTP API sends whole conversations."""

    async def hold() -> None:
        events = [*begun(), *said("cook")]
        await store.save(DialogueStateTracker.from_events(SENDER, events, DOMAIN.slots))
        await store.save(DialogueStateTracker.from_events(SENDER, [*events, *said("in Toronto")], DOMAIN.slots))
        assert len(rows(file)) == 3 + 7 + 7
        assert list(await store.keys()) == [SENDER]
        assert state(await store.retrieve(SENDER)) == state(await ForgettingTrackerStore(DOMAIN).retrieve(SENDER))

    asyncio.run(hold())


def test_nothing_of_a_forgotten_conversation_is_left_in_any_file(
    store: ForgettingTrackerStore, file: Path, tmp_path: Path
) -> None:
    secret = "xylophone-maker-in-Iqaluit"
    downloads.keep(SENDER, "letter.docx", secret.encode())

    def bytes_of_all_files() -> bytes:
        return b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())

    async def hold() -> None:
        await turn(store, *said("cook"), sender="somebody-else")
        for number in range(20):
            await turn(store, *said(f"{secret} {number}"))
        assert secret.encode() in bytes_of_all_files()
        await turn(store, UserUttered("delete my data"), AllSlotsReset(), SlotSet("forget", True))
        assert {row[0] for row in rows(file)} == {"somebody-else"}
        assert secret.encode() not in bytes_of_all_files()
        assert downloads.names(SENDER) == []
        assert await store.retrieve(SENDER) is None
        fresh = await turn(store, *said("cook in Toronto"))
        assert [event.text for event in fresh.events if isinstance(event, UserUttered)] == ["cook in Toronto"]
        assert fresh.get_slot("forget") is None

    asyncio.run(hold())


def test_nothing_comes_back_by_a_turn_that_ran_while_its_conversation_was_deleted(
    store: ForgettingTrackerStore, file: Path
) -> None:
    async def hold() -> None:
        await turn(store, *said("cook"))
        running = await store.retrieve(SENDER)
        assert running is not None
        running.update_with_events(said("in Toronto"), DOMAIN)
        assert Archive().delete(SENDER)
        downloads.keep(SENDER, "letter.docx", b"made in that turn")
        await store.save(running)
        assert rows(file) == []
        assert downloads.names(SENDER) == []
        assert await store.retrieve(SENDER) is None

    asyncio.run(hold())


def test_deletion_waits_for_a_turn_that_is_being_saved(store: ForgettingTrackerStore, file: Path) -> None:
    asyncio.run(turn(store, *said("cook")))
    deleted = threading.Thread(target=lambda: Archive().delete(SENDER))
    with database.writing(store.engine, SENDER) as connection:
        deleted.start()
        time.sleep(0.3)
        assert deleted.is_alive()
        values = {"sender_id": SENDER, "type_name": "slot", "data": "{}"}
        connection.execute(database.EVENTS.insert(), [values])
    deleted.join(5)
    assert rows(file) == []


def test_a_reader_never_waits_for_a_writer(store: ForgettingTrackerStore, file: Path) -> None:
    asyncio.run(turn(store, *said("cook")))
    with sqlite3.connect(file, isolation_level=None) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.execute("BEGIN IMMEDIATE")
        before = time.monotonic()
        assert state(asyncio.run(ForgettingTrackerStore(DOMAIN).retrieve(SENDER)))["slots"]["facts"]
        assert time.monotonic() - before < 1
        other.execute("ROLLBACK")


def test_a_writer_waits_for_another(store: ForgettingTrackerStore, file: Path) -> None:
    asyncio.run(turn(store, *said("cook")))
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.5, lambda: other.execute("ROLLBACK"))
    release.start()
    asyncio.run(turn(store, *said("in Toronto")))
    release.join()
    assert len(rows(file)) == 3 + 7 + 7


@pytest.fixture
def broken(file: Path) -> Iterator[Callable[[bool], None]]:
    """Takes the table away, or gives it back."""

    def switch(off: bool) -> None:
        old, new = ("events", "hidden") if off else ("hidden", "events")
        with sqlite3.connect(file) as connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    yield switch


def test_a_store_that_fails_says_so_and_recovers(
    store: ForgettingTrackerStore, broken: Callable[[bool], None], caplog: pytest.LogCaptureFixture
) -> None:
    async def hold() -> None:
        running = await turn(store, *said("cook with a secret"))
        assert await store.answers()
        broken(True)
        running.update_with_events(said("another secret"), DOMAIN)
        for attempt in (
            store.retrieve(SENDER),
            store.retrieve_full_tracker(SENDER),
            store.keys(),
            store.save(running),
        ):
            with pytest.raises(StoreUnavailable) as raised:
                await attempt
            assert "secret" not in str(raised.value)
            assert raised.value.__suppress_context__
        assert not await store.answers()
        broken(False)
        assert await store.answers()
        assert state(await store.retrieve(SENDER))["slots"]["facts"] == {"jobs": [{"title": "cook with a secret"}]}

    asyncio.run(hold())
    assert "OperationalError" in caplog.text
    assert "secret" not in caplog.text


def test_an_unreachable_server_is_told_in_time(monkeypatch: pytest.MonkeyPatch, unused_port: int) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://someone:hidden@127.0.0.1:{unused_port}/conversations")
    store = ForgettingTrackerStore(DOMAIN)
    with pytest.raises(StoreUnavailable) as raised:
        asyncio.run(store.retrieve(SENDER))
    assert "hidden" not in str(raised.value)
    assert not asyncio.run(store.answers())


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_that_hangs_counts_as_unreachable_and_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr(database, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("DATABASE_URL", f"postgresql://someone@127.0.0.1:{silent.getsockname()[1]}/conversations")
        store = ForgettingTrackerStore(DOMAIN)

        async def hold() -> float:
            asking = asyncio.ensure_future(store.retrieve(SENDER))
            longest, before = 0.0, time.monotonic()
            while not asking.done():
                await asyncio.sleep(0.01)
                longest = max(longest, time.monotonic() - before)
                before = time.monotonic()
            with pytest.raises(StoreUnavailable):
                await asking
            return longest

        begun_at = time.monotonic()
        assert asyncio.run(hold()) < 0.3
        assert time.monotonic() - begun_at < 5


def test_rasa_uses_the_store_as_it_is(store: ForgettingTrackerStore) -> None:
    before = Agent._create_tracker_store
    try:
        fail_openly()
        assert Agent(DOMAIN, tracker_store=store).tracker_store is store
        assert store.domain is DOMAIN
        other = Agent(DOMAIN, tracker_store=InMemoryTrackerStore(DOMAIN)).tracker_store
        assert isinstance(other, FailSafeTrackerStore)
    finally:
        Agent._create_tracker_store = staticmethod(before)  # type: ignore[method-assign]


def test_a_broker_gets_what_is_new_and_nothing_of_what_is_forgotten() -> None:
    broker = Broker()
    store = ForgettingTrackerStore(DOMAIN, broker)

    async def hold() -> None:
        await turn(store, *said("cook"))
        assert len(broker.published) == 3 + 7
        await turn(store, *said("in Toronto"))
        assert len(broker.published) == 3 + 7 + 7
        await turn(store, UserUttered("delete my data"), SlotSet("forget", True))
        assert len(broker.published) == 3 + 7 + 7

    asyncio.run(hold())
    assert {event["sender_id"] for event in broker.published} == {SENDER}


def test_the_events_of_a_turn_are_told_to_its_task_only(store: ForgettingTrackerStore) -> None:
    async def one(text: str) -> list[str]:
        await turn(store, *said(text), sender=text)
        await asyncio.sleep(0)
        return [event.text or "" for event in LATEST.get() if isinstance(event, UserUttered)]

    async def hold() -> list[list[str]]:
        return await asyncio.gather(*(asyncio.create_task(one(text)) for text in ("cook", "baker")))

    assert asyncio.run(hold()) == [["cook"], ["baker"]]


def test_more_conversations_than_are_kept_warm(store: ForgettingTrackerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stores.tracker._WARM", 3)

    async def hold() -> None:
        for round_ in range(3):
            for number in range(8):
                await turn(store, *said(f"message {round_}"), sender=f"person-{number}")
        for number in range(8):
            tracker = await store.retrieve(f"person-{number}")
            assert tracker is not None
            texts = [event.text for event in tracker.events if isinstance(event, UserUttered)]
            assert texts == ["message 0", "message 1", "message 2"]

    asyncio.run(hold())


@pytest.mark.parametrize(
    "address", ["nonsense with hidden", "mysql://u:hidden@host/db", "postgresql://u:hidden@host:port/db", "://hidden"]
)
def test_bad_addresses_are_refused_without_repeating_them(address: str) -> None:
    with pytest.raises(AddressError) as raised:
        database.connect(address)
    assert "DATABASE_URL" in str(raised.value)
    assert "hidden" not in str(raised.value)


def test_rows_are_readable_without_rasa(store: ForgettingTrackerStore, file: Path) -> None:
    asyncio.run(turn(store, *said("cook")))
    event = json.loads(next(data for _, kind, data in rows(file) if kind == "user"))
    assert event["text"] == "cook"
