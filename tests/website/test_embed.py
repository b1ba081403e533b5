"""The button that opens the page from another website."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.channels.server import ScriptedAgent
from tests.website.browser import Browser
from tests.website.conftest import serve


class Quiet(SimpleHTTPRequestHandler):
    """Without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of somebody's website."""
    made = tmp_path / "site"
    made.mkdir()
    (made / "favicon.ico").write_bytes(b"")
    return made


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    """The origin of somebody's website."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def page(assistant: str, attributes: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><title>Consultant</title></head><body><main><h1>Consultant</h1></main>'
        f'<script src="{assistant}/chat/embed.js" {attributes}></script></body></html>'
    )


def test_a_button_for_any_website(agent: ScriptedAgent, browser: Browser, folder: Path, site: str) -> None:
    with serve(agent, allowed=(site,)) as server:
        (folder / "index.html").write_text(page(server.url), encoding="utf-8")
        browser.driver.get(site)
        button = browser.find("#cec-assistant button")
        assert button.text == "Ask about the Canadian Experience Class"
        assert button.get_attribute("aria-expanded") == "false"
        assert browser.all("iframe") == []
        assert browser.violations() == []
        button.send_keys(Keys.ENTER)
        frame = browser.find("iframe")
        assert frame.get_attribute("title") == "Canadian Experience Class assistant"
        assert (button.text, button.get_attribute("aria-expanded")) == ("Close", "true")
        browser.driver.switch_to.frame(frame)
        browser.until(lambda: browser.number() != "")
        browser.say("hello")
        browser.hear("You said: hello")
        browser.press(Keys.ESCAPE)
        browser.driver.switch_to.default_content()
        browser.until(lambda: not frame.is_displayed())
        assert browser.focused().text == "Ask about the Canadian Experience Class"
        button.click()
        browser.driver.switch_to.frame(browser.find("iframe"))
        assert browser.entries() == ["You: hello", "Assistant: You said: hello"]
        browser.driver.switch_to.default_content()
        browser.driver.get("about:blank")


def test_small_windows_give_it_all_their_width(agent: ScriptedAgent, browser: Browser, folder: Path, site: str) -> None:
    with serve(agent, allowed=(site,)) as server:
        attributes = 'data-label="Frag uns" data-close="Zu" data-title="Auskunft" data-side="left"'
        (folder / "index.html").write_text(page(server.url, attributes), encoding="utf-8")
        browser.window(320, 640)
        browser.driver.get(site)
        button = browser.find("#cec-assistant button")
        assert button.text == "Frag uns"
        assert button.rect["x"] < 40
        button.click()
        frame = browser.find("iframe")
        assert frame.get_attribute("title") == "Auskunft"
        browser.until(lambda: frame.rect["width"] >= 316)
        assert button.text == "Zu"
        button.click()
        assert not frame.is_displayed()
        browser.driver.get("about:blank")


def test_other_websites_cannot_frame_the_page(agent: ScriptedAgent, browser: Browser, folder: Path, site: str) -> None:
    browser.expected.append("frame-ancestors")
    with serve(agent, allowed=("https://somebody.example",)) as server:
        (folder / "index.html").write_text(page(server.url), encoding="utf-8")
        browser.driver.get(site)
        browser.find("#cec-assistant button").click()
        complaints: list[str] = []
        browser.until(
            lambda: (
                complaints.extend(row["message"] for row in browser.driver.get_log("browser"))
                or any("frame-ancestors" in text for text in complaints)
            )
        )
        browser.driver.switch_to.frame(browser.find("iframe"))
        assert browser.driver.find_elements(By.ID, "say") == []
        browser.driver.switch_to.default_content()
        browser.driver.get("about:blank")


def test_only_the_page_may_close_its_frame(agent: ScriptedAgent, browser: Browser, folder: Path, site: str) -> None:
    with serve(agent, allowed=(site,)) as server:
        (folder / "index.html").write_text(page(server.url), encoding="utf-8")
        browser.driver.get(site)
        browser.find("#cec-assistant button").click()
        browser.run("window.postMessage({type: 'cec-close'}, '*');")
        browser.run("return new Promise((done) => setTimeout(done, 200));")
        assert browser.find("iframe").is_displayed()
        browser.driver.get("about:blank")
