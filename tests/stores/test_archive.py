"""Kept conversations from outside the service: export, deletion, and how long they are kept."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from console.main import main
from stores import database, downloads
from stores.archive import Archive

DAY = 86_400


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("RETENTION_DAYS", raising=False)


@pytest.fixture
def archive() -> Archive:
    made = Archive()
    database.prepare(made.engine)
    return made


def say(archive: Archive, sender: str, text: str, days_ago: float = 0) -> None:
    event = {"event": "user", "text": text, "timestamp": time.time() - days_ago * DAY}
    row = {"sender_id": sender, "type_name": "user", "timestamp": event["timestamp"], "data": json.dumps(event)}
    with database.writing(archive.engine, sender) as connection:
        connection.execute(sa.insert(database.EVENTS), [row])


def senders(tmp_path: Path) -> list[str]:
    with sqlite3.connect(tmp_path / "conversations.db") as connection:
        return sorted(row[0] for row in connection.execute("SELECT DISTINCT sender_id FROM events"))


def test_export_is_everything_of_one_conversation_in_order(archive: Archive) -> None:
    for text in ("cook", "in Toronto"):
        say(archive, "a", text)
    say(archive, "b", "baker")
    downloads.keep("a", "letter.docx", b"text")
    found = archive.export("a")
    assert found["conversation"] == "a"
    assert [event["text"] for event in found["events"]] == ["cook", "in Toronto"]
    assert found["files"] == ["letter.docx"]
    assert archive.export("nobody") == {"conversation": "nobody", "events": [], "files": []}


def test_deletion_takes_rows_and_files_of_one_conversation(archive: Archive, tmp_path: Path) -> None:
    say(archive, "a", "xylophonist")
    say(archive, "b", "baker")
    downloads.keep("a", "letter.docx", b"text")
    assert archive.delete("a")
    assert senders(tmp_path) == ["b"]
    assert downloads.names("a") == []
    assert b"xylophonist" not in b"".join(path.read_bytes() for path in tmp_path.glob("conversations.db*"))
    assert not archive.delete("a")


def test_files_alone_can_be_deleted(archive: Archive) -> None:
    downloads.keep("a", "letter.docx", b"text")
    assert archive.delete("a")


def test_conversations_are_kept_whole_until_their_last_message_is_old(archive: Archive, tmp_path: Path) -> None:
    say(archive, "old", "cook", 120)
    say(archive, "old", "baker", 91)
    say(archive, "lasting", "cook", 120)
    say(archive, "lasting", "baker", 89)
    say(archive, "new", "cook")
    downloads.keep("old", "letter.docx", b"text")
    assert archive.retain(90) == 1
    assert senders(tmp_path) == ["lasting", "new"]
    assert len(archive.export("lasting")["events"]) == 2
    assert downloads.names("old") == []
    assert archive.retain(90) == 0


def test_somebody_who_comes_back_just_then_keeps_everything(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(archive, "back", "cook", 120)
    delete = database.delete

    def late(*args: object, **kwargs: object) -> int:
        say(archive, "back", "I am back")
        return delete(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(database, "delete", late)
    assert archive.retain(90) == 0
    assert len(archive.export("back")["events"]) == 2


def test_without_any_conversation_there_is_nothing_to_do() -> None:
    archive = Archive()
    assert (archive.retain(1), archive.delete("a"), archive.export("a")["events"]) == (0, False, [])


def test_the_command(archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(archive, "a", "cook")
    say(archive, "old", "cook", 100)
    assert main(["data", "export", "a"]) == 0
    assert json.loads(capsys.readouterr().out)["events"][0]["text"] == "cook"
    assert main(["data", "retain"]) == 0
    assert senders(tmp_path) == ["a"]
    assert main(["data", "delete", "a"]) == 0
    assert main(["data", "delete", "a"]) == 2
    assert main(["data", "export", "a"]) == 2


def test_another_database_is_named_by_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'other.db'}"
    other = Archive(address)
    database.prepare(other.engine)
    say(other, "a", "cook")
    monkeypatch.setenv("DATABASE_URL", address)
    assert len(Archive().export("a")["events"]) == 1
