"""A browser and a server for the page's tests. Without Chromium they fail: a page nobody looked at isn't tested."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from channels.gate import Gate
from channels.limits import Limits
from channels.rest import RestInput
from channels.tokens import Tokens
from channels.website import WebsiteInput
from tests.channels.server import ScriptedAgent, Server
from tests.website.assistant import answer
from tests.website.browser import Browser

KEY = bytes(range(32))
#: Where requests may go.
HERE = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, f"none of {', '.join(names)} is installed: apt-get install chromium chromium-driver"
    return found


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for all tests; each test has an origin of its own, and so a storage of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = program("chromium", "chromium-browser", "google-chrome")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(program("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written goes to a folder of the test."""
    monkeypatch.setenv("CEC_VAR", str(tmp_path / "var"))


@pytest.fixture
def agent(tmp_path: Path) -> ScriptedAgent:
    """The scripted assistant, with a database of its own."""
    return ScriptedAgent(tmp_path / "conversations.db", answer)


def requested_addresses(events: list[dict[str, Any]]) -> list[str]:
    """What the browser asked for; not what the page's policy kept it from asking."""
    stopped = {
        event["params"]["requestId"]
        for event in events
        if event["method"] == "Network.loadingFailed" and event["params"].get("blockedReason") == "csp"
    }
    asked = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    sockets = [event["params"]["url"] for event in events if event["method"] == "Network.webSocketCreated"]
    return [params["request"]["url"] for params in asked if params["requestId"] not in stopped] + sockets


def serve(agent: ScriptedAgent, port: int = 0, allowed: tuple[str, ...] = ()) -> Server:
    """A server for the page, not started yet."""
    gate = Gate(Limits(None, None))
    return Server([RestInput(gate), WebsiteInput(Tokens(KEY), allowed, gate)], agent, port)


@pytest.fixture
def server(agent: ScriptedAgent) -> Iterator[Server]:
    """A running server."""
    with serve(agent) as running:
        yield running


@pytest.fixture
def browser(chrome: webdriver.Chrome, tmp_path: Path) -> Iterator[Browser]:
    """The browser in its first state; afterwards, nothing it complained of may be left, nor a request to elsewhere."""
    made = Browser(chrome, tmp_path / "downloads")
    made.reset()
    yield made
    complaints = [row["message"] for row in chrome.get_log("browser")]
    addresses = requested_addresses([json.loads(row["message"])["message"] for row in chrome.get_log("performance")])
    chrome.get("about:blank")
    assert any("/chat/" in url for url in addresses), "the log of requests tells nothing"
    assert [url for url in addresses if not url.startswith(HERE)] == []
    assert [text for text in complaints if not any(known in text for known in made.expected)] == []
