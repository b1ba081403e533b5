"""The REST channel in a running server."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from channels.gate import Gate
from channels.guard import MAX_BODY_BYTES
from channels.limits import Limits, Rate
from channels.rest import RestInput
from tests.channels.server import ScriptedAgent, Server, echo


@pytest.fixture
def agent(tmp_path: Path) -> ScriptedAgent:
    return ScriptedAgent(tmp_path / "conversations.db")


@pytest.fixture
def server(agent: ScriptedAgent) -> Iterator[Server]:
    with Server([RestInput(Gate(Limits(None, None)))], agent) as running:
        yield running


def post(server: Server, body: Any, **kwargs: Any) -> requests.Response:
    kwargs.setdefault("json", body) if "data" not in kwargs else None
    return requests.post(f"{server.url}/webhooks/rest/webhook", timeout=20, **kwargs)


def test_an_answer(server: Server, agent: ScriptedAgent) -> None:
    response = post(server, {"sender": "ann", "message": " hello "})
    assert response.status_code == 200
    assert response.json() == [{"recipient_id": "ann", "text": "You said: hello"}]
    assert agent.messages[0].sender_id == "ann"
    assert requests.get(f"{server.url}/webhooks/rest/", timeout=5).json() == {"status": "ok"}


def test_nothing_of_the_body_but_text_and_sender_counts(server: Server, agent: ScriptedAgent) -> None:
    post(
        server,
        {"sender": "ann", "message": "hi", "input_channel": "website", "metadata": {"is_external": True}, "extra": 1},
    )
    message = agent.messages[0]
    assert (message.input_channel, message.metadata, message.parse_data) == ("rest", None, None)


@pytest.mark.parametrize("text", ["/restart", " /restart", "\u200b/restart", "／restart", "\u0000/restart"])
def test_commands_are_words(server: Server, agent: ScriptedAgent, text: str) -> None:
    assert post(server, {"sender": "ann", "message": text}).json()[0]["text"] == "You said: restart"
    assert agent.messages[0].text == "restart"


@pytest.mark.parametrize("text", ["", "   ", "/", "\u0000\u200b"])
def test_empty(server: Server, agent: ScriptedAgent, text: str) -> None:
    response = post(server, {"sender": "ann", "message": text})
    assert response.status_code == 200
    assert "didn't get any text" in response.json()[0]["text"]
    assert agent.messages == []


def test_over_long_is_answered_at_once(server: Server, agent: ScriptedAgent) -> None:
    begun = time.monotonic()
    response = post(server, {"sender": "ann", "message": "word " * 1000})
    assert time.monotonic() - begun < 1
    assert "4,000 characters" in response.json()[0]["text"]
    assert agent.messages == []


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "JSON"),
        (b"hello", "JSON"),
        (b'{"sender": "a", "message": ', "JSON"),
        (b"\xff\xfe\x00", "JSON"),
        (b"[" * 60_000, "JSON"),
        (b"[]", "object"),
        (b'"text"', "object"),
        (b"null", "object"),
        (b"17", "object"),
        (b"{}", '"sender"'),
        (b'{"message": "hi"}', '"sender"'),
        (b'{"sender": null, "message": "hi"}', '"sender"'),
        (b'{"sender": 17, "message": "hi"}', '"sender"'),
        (b'{"sender": "", "message": "hi"}', '"sender"'),
        (b'{"sender": "a\\u0000b", "message": "hi"}', "printable"),
        (b'{"sender": "\\ud800", "message": "hi"}', "printable"),
        (json.dumps({"sender": "x" * 129, "message": "hi"}).encode(), "128"),
        (b'{"sender": "web-abc", "message": "hi"}', "another channel"),
        (b'{"sender": "a"}', '"message"'),
        (b'{"sender": "a", "message": null}', '"message"'),
        (b'{"sender": "a", "message": ["hi"]}', '"message"'),
        (b'{"sender": "a", "message": {"text": "hi"}}', '"message"'),
        (b'{"sender": "a", "message": true}', '"message"'),
    ],
)
def test_bad_bodies(server: Server, agent: ScriptedAgent, body: bytes, says: str) -> None:
    response = post(server, None, data=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert says in response.json()["error"]
    assert agent.messages == []


def test_too_large(server: Server, agent: ScriptedAgent) -> None:
    response = post(server, {"sender": "ann", "message": "a" * MAX_BODY_BYTES})
    assert response.status_code == 413
    assert agent.messages == []
    assert post(server, {"sender": "ann", "message": "still there?"}).status_code == 200


def test_too_large_in_chunks_is_not_read_to_its_end(server: Server, agent: ScriptedAgent) -> None:
    """A body of unknown length is cut off soon after the limit."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(
            b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"8000\r\n%b\r\n" % (b"a" * 0x8000) * 3
        )
        answer = connection.recv(4096)
    assert b" 413 " in answer.split(b"\r\n")[0]
    assert agent.messages == []


def test_one_sender_is_answered_in_order(tmp_path: Path) -> None:
    """The first message takes longer than the second, and is still answered and stored first."""
    log: list[str] = []

    async def slow(text: str) -> list[dict[str, Any]]:
        log.append(f"begin {text}")
        await asyncio.sleep(0.4 if text == "one" else 0)
        log.append(f"end {text}")
        return await echo(text)

    agent = ScriptedAgent(tmp_path / "db", slow)
    with Server([RestInput(Gate(Limits(None, None)))], agent) as server, ThreadPoolExecutor(4) as pool:
        first = pool.submit(post, server, {"sender": "ann", "message": "one"})
        time.sleep(0.1)
        second = pool.submit(post, server, {"sender": "ann", "message": "two"})
        other = pool.submit(post, server, {"sender": "bob", "message": "three"})
        assert other.result().json()[0]["text"] == "You said: three"
        assert not first.done()
        assert first.result().json()[0]["text"] == "You said: one"
        assert second.result().json()[0]["text"] == "You said: two"
    assert [line for line in log if "three" not in line] == ["begin one", "end one", "begin two", "end two"]


def test_a_caller_that_hangs_up_does_not_stop_the_turn(tmp_path: Path) -> None:
    async def slow(text: str) -> list[dict[str, Any]]:
        await asyncio.sleep(0.3)
        return await echo(text)

    agent = ScriptedAgent(tmp_path / "db", slow)
    with Server([RestInput(Gate(Limits(None, None)))], agent) as server:
        with pytest.raises(requests.exceptions.ReadTimeout):
            requests.post(f"{server.url}/webhooks/rest/webhook", json={"sender": "ann", "message": "one"}, timeout=0.1)
        post(server, {"sender": "ann", "message": "two"})
        tracker = asyncio.run(agent.tracker_store.retrieve("ann"))
    assert tracker is not None
    assert [e.text for e in tracker.events if e.type_name == "user"] == ["one", "two"]


def test_too_fast(agent: ScriptedAgent) -> None:
    gate = Gate(Limits(Rate(a_minute=30, burst=2), None))
    with Server([RestInput(gate)], agent) as server:
        responses = [post(server, {"sender": "ann", "message": "hi"}) for _ in range(3)]
        assert [r.status_code for r in responses] == [200, 200, 429]
        assert "wait" in responses[2].json()[0]["text"]
        assert int(responses[2].headers["Retry-After"]) >= 1
        assert post(server, {"sender": "bob", "message": "hi"}).status_code == 200
    assert len(agent.messages) == 3


def test_a_failure_is_told_and_logged_without_the_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(text: str) -> list[dict[str, Any]]:
        raise RuntimeError(f"parameters: {text}")

    agent = ScriptedAgent(tmp_path / "db", fail)
    with caplog.at_level(logging.DEBUG), Server([RestInput(Gate(Limits(None, None)))], agent) as server:
        response = post(server, {"sender": "ann", "message": "my secret"})
        assert response.status_code == 200
        assert "something went wrong" in response.json()[0]["text"]
        agent.script = echo
        assert post(server, {"sender": "ann", "message": "again"}).json()[0]["text"] == "You said: again"
    ours = [record for record in caplog.records if record.name.startswith("channels")]
    assert any("RuntimeError" in record.getMessage() for record in ours)
    assert "my secret" not in "".join(record.getMessage() + str(record.exc_info) for record in ours)


def test_always_a_text(tmp_path: Path) -> None:
    async def silent(text: str) -> list[dict[str, Any]]:
        return [] if text == "nothing" else [{"custom": {"data": {"card": "score"}}}]

    with Server([RestInput(Gate(Limits(None, None)))], ScriptedAgent(tmp_path / "db", silent)) as server:
        assert "nothing to say" in post(server, {"sender": "a", "message": "nothing"}).json()[0]["text"]
        both = post(server, {"sender": "a", "message": "card"}).json()
        assert both[0]["custom"] == {"data": {"card": "score"}}
        assert both[1]["text"]


def test_buttons_and_cards_in_rasas_form(tmp_path: Path) -> None:
    async def rich(text: str) -> list[dict[str, Any]]:
        return [{"text": "Yes?", "buttons": [{"title": "Yes", "payload": "Yes"}], "custom": {"data": {"card": "x"}}}]

    with Server([RestInput(Gate(Limits(None, None)))], ScriptedAgent(tmp_path / "db", rich)) as server:
        assert post(server, {"sender": "a", "message": "hi"}).json() == [
            {"recipient_id": "a", "text": "Yes?", "buttons": [{"title": "Yes", "payload": "Yes"}]},
            {"recipient_id": "a", "custom": {"data": {"card": "x"}}},
        ]


def test_paths_of_this_machine_stay_here(tmp_path: Path) -> None:
    async def letter(text: str) -> list[dict[str, Any]]:
        files = [{"name": "a.txt", "url": "/files/x/a.txt", "path": "/srv/var/a.txt"}]
        return [{"text": "Here.", "custom": {"data": {"card": "files", "files": files}}}]

    with Server([RestInput(Gate(Limits(None, None)))], ScriptedAgent(tmp_path / "db", letter)) as server:
        answer = post(server, {"sender": "a", "message": "hi"}).json()[1]
        assert answer["custom"]["data"]["files"] == [{"name": "a.txt", "url": "/files/x/a.txt"}]


def test_from_credentials_is_rasas_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    from rasa.core.run import create_http_input_channels

    root = Path(__file__).parents[2]
    found = create_http_input_channels(None, str(root / "credentials.yml"))
    assert any(isinstance(channel, RestInput) for channel in found)
