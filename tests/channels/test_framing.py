"""Requests that don't say where their body ends are refused, and stop nobody."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from channels.gate import Gate
from channels.limits import Limits
from channels.rest import RestInput
from tests.channels.server import ScriptedAgent, Server

HOOK = "/webhooks/rest/webhook"
BODY = json.dumps({"sender": "a", "message": "hello"}).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("framing")
    with Server([RestInput(Gate(Limits(None, None)))], ScriptedAgent(folder / "conversations.db")) as running:
        yield running


def ask(server: Server, raw: bytes) -> bytes:
    """The first line of the answer; nothing when the connection is closed without one."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        try:
            connection.sendall(raw)
            return connection.makefile("rb").readline()
        except ConnectionError:
            return b""


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: -5",
        "Content-Length: -0",
        "Content-Length: +5",
        "Content-Length: 5_0",
        "Content-Length: 0x10",
        "Content-Length: nonsense",
        "Content-Length:",
        "Content-Length: ٣",
        "Content-Length: " + "9" * 40,
        "Content-Length: 5, 6",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, identity",
    ],
)
@pytest.mark.parametrize("start", [f"POST {HOOK}", "POST /nowhere", "GET /health", f"DELETE {HOOK}"])
def test_lengths_that_are_none_are_refused(server: Server, start: str, headers: str) -> None:
    raw = f"{start} HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\nhello".encode()
    assert ask(server, raw).startswith(b"HTTP/1.1 400")
    assert requests.get(server.url + "/health", timeout=5).status_code == 200


def test_usual_requests_pass(server: Server) -> None:
    plain = requests.post(server.url + HOOK, BODY, timeout=5)
    chunked = requests.post(server.url + HOOK, iter([BODY[:10], BODY[10:]]), timeout=5)
    for answer in (plain, chunked):
        assert [message["text"] for message in answer.json()] == ["You said: hello"]
    assert requests.get(server.url + "/health", headers={"Content-Length": "0"}, timeout=5).status_code == 200


@pytest.mark.parametrize(
    "chunk", [b"ZZ\r\nhello\r\n", b"-5\r\nhello\r\n", b"5" * 100, b"FFFFFFFFFFFFFFFF\r\nhello\r\n"]
)
def test_broken_chunks_are_refused(server: Server, chunk: bytes) -> None:
    raw = f"POST {HOOK} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode() + chunk
    first = ask(server, raw)
    assert first == b"" or first.split()[1] in (b"400", b"413")
    assert requests.get(server.url + "/health", timeout=5).status_code == 200
