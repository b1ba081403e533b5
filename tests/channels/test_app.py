"""Pages, headers and health in a running server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from channels.gate import Gate
from channels.guard import MAX_BODY_BYTES
from channels.limits import Limits
from channels.pages import FOLDER, OriginError, origins, pages, policy
from channels.rest import RestInput
from channels.tokens import Tokens
from channels.website import WebsiteInput
from tests.channels.server import ScriptedAgent, Server

ALLOWED = ("https://consultant.example",)


@pytest.fixture
def agent(tmp_path: Path) -> ScriptedAgent:
    return ScriptedAgent(tmp_path / "conversations.db")


@pytest.fixture
def server(agent: ScriptedAgent) -> Iterator[Server]:
    gate = Gate(Limits(None, None))
    with Server([RestInput(gate), WebsiteInput(Tokens(bytes(32)), ALLOWED, gate)], agent) as running:
        yield running


def get(server: Server, path: str, **kwargs: object) -> requests.Response:
    return requests.get(server.url + path, timeout=10, allow_redirects=False, **kwargs)  # type: ignore[arg-type]


def test_health_and_readiness(server: Server, agent: ScriptedAgent) -> None:
    assert get(server, "/health").json() == {"status": "ok"}
    assert get(server, "/ready").status_code == 200
    agent.loaded = False
    assert get(server, "/ready").status_code == 503
    assert get(server, "/health").status_code == 200
    assert get(server, "/").status_code == 200
    assert get(server, "/webhooks/website/").json() == {"status": "ok"}


def test_the_page(server: Server) -> None:
    response = get(server, "/chat/")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.content == (FOLDER / "index.html").read_bytes()
    rules = {
        name: rest for name, *rest in (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    }
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == ["'self'"]
    assert rules["img-src"] == ["'self'", "data:"]
    assert rules["frame-ancestors"] == ["'self'", "https://consultant.example"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    redirect = get(server, "/chat")
    assert (redirect.status_code, redirect.headers["Location"]) == (308, "chat/")


def test_every_file_of_the_website_is_served(server: Server) -> None:
    for name in pages():
        if name != "index.html":
            response = get(server, f"/chat/{name}", headers={"Accept-Encoding": "identity"})
            assert response.content == (FOLDER / name).read_bytes()
            again = get(server, f"/chat/{name}", headers={"If-None-Match": response.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/chat/../credentials.yml", "/chat/%2e%2e/credentials.yml", "/chat/vendor/", "/chat/x.js"]
)
def test_nothing_else_is(server: Server, path: str) -> None:
    with requests.Session() as session:
        request = requests.Request("GET", server.url + path).prepare()
        request.url = server.url + path  # as it stands, not tidied up
        assert session.send(request, timeout=5).status_code == 404


def test_headers_are_everywhere(server: Server) -> None:
    for response in (get(server, "/health"), get(server, "/nowhere"), get(server, "/webhooks/rest/")):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert response.headers["Cache-Control"] == "no-store"


def test_large_bodies_are_refused_everywhere(server: Server) -> None:
    response = requests.post(
        server.url + "/chat/socket.io/?EIO=4&transport=polling", b"a" * (MAX_BODY_BYTES + 1), timeout=5
    )
    assert response.status_code == 413


def test_origins() -> None:
    assert origins(["https://Example.org/", " http://localhost:8000 ", "https://example.org"]) == (
        "https://example.org",
        "http://localhost:8000",
    )
    assert "frame-ancestors 'self'" in policy(())


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "https://*.example.org",
        "example.org",
        "https://example.org/path",
        "https://a.org; script-src *",
        "null",
        "",
    ],
)
def test_origins_refused(text: str) -> None:
    with pytest.raises(OriginError):
        origins([text])
