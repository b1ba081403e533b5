"""That everybody can use the page: by keyboard, by ear, small, magnified, in the dark, without motion."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.channels.server import ScriptedAgent, Server
from tests.website.browser import Browser

EVERYTHING = [
    "I'm a cook in Calgary since May 2024",
    "40 hours, PGWP",
    "score",
    "timeline",
    "picture",
    "letter",
    "text",
]


def say_everything(browser: Browser) -> None:
    for count, text in enumerate(EVERYTHING, 1):
        browser.say(text)
        browser.until(lambda: len(browser.all("#log .entry.person")) == count)  # noqa: B023 - called at once
        browser.until(lambda: browser.text("#typing") == "")
    browser.say("I'm a cook in Calgary since May 2024")
    browser.until(lambda: len(browser.replies()) == 3)


def opened(browser: Browser) -> None:
    browser.find("#options summary").click()


def asked(browser: Browser) -> None:
    opened(browser)
    browser.find("#delete").click()


def offline(browser: Browser) -> None:
    browser.run("document.getElementById('banner').hidden = false;")
    browser.run("document.getElementById('banner').textContent = 'The connection is lost.';")


def nothing(browser: Browser) -> None:
    """As it is."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 320])
def test_axe_finds_nothing(server: Server, browser: Browser, scheme: str, width: int) -> None:
    browser.media(scheme, motion="reduce")
    browser.window(width, 700)
    browser.open(server.url)
    assert browser.violations() == []
    say_everything(browser)
    assert browser.violations() == []


@pytest.mark.parametrize("state", [opened, asked, offline, nothing])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_other_states(
    server: Server, browser: Browser, state: Callable[[Browser], None], scheme: str
) -> None:
    browser.media(scheme, motion="reduce")
    browser.open(server.url)
    browser.say("hello")
    browser.hear("You said: hello")
    state(browser)
    assert browser.violations() == []


def test_axe_finds_something_where_there_is_something(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.run("document.querySelector('label').remove(); document.getElementById('say').placeholder = '';")
    assert any(finding.startswith("label") for finding in browser.violations())


def test_by_keyboard_alone(server: Server, browser: Browser, agent: ScriptedAgent) -> None:
    browser.open(server.url)
    browser.press(Keys.TAB)
    assert browser.focused().text == "Skip to the message field"
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.focused().get_attribute("id") == "say")
    browser.press("I'm a cook in Calgary since May 2024", Keys.ENTER)
    browser.until(lambda: len(browser.replies()) == 3)
    assert browser.focused().get_attribute("id") == "say"
    # The replies stand right before the field.
    for _ in range(3):
        browser.shift_tab()
    assert browser.focused().text == "Yes"
    browser.press(Keys.SPACE)
    browser.hear("How many hours a week")
    assert browser.focused().get_attribute("id") == "say"
    assert [message.text for message in agent.messages] == ["I'm a cook in Calgary since May 2024", "Yes"]
    browser.press(Keys.TAB)
    assert browser.focused().text == "Send"


def test_options_and_dialog_by_keyboard(server: Server, browser: Browser, agent: ScriptedAgent) -> None:
    browser.open(server.url)
    browser.press(Keys.TAB, Keys.TAB)
    assert browser.focused().text == "Options"
    browser.press(Keys.ENTER, Keys.TAB, Keys.TAB, Keys.TAB)
    assert browser.focused().get_attribute("id") == "delete"
    browser.press(Keys.ESCAPE)
    assert browser.focused().text == "Options"
    assert browser.find("#options").get_attribute("open") is None
    browser.press(Keys.ENTER, Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
    assert browser.find("#sure").is_displayed()
    assert browser.focused().get_attribute("id") == "sure-no"
    browser.press(Keys.ESCAPE)
    assert not browser.find("#sure").is_displayed()
    assert agent.messages == []


def test_the_conversation_scrolls_by_keyboard(server: Server, browser: Browser) -> None:
    browser.media(motion="reduce")
    browser.open(server.url)
    browser.say("long")
    browser.hear("Paragraph 29")
    # A long answer begins at its beginning.
    top = browser.run("return arguments[0].getBoundingClientRect().top", browser.find("#log .entry.person"))
    bar = browser.run("return document.querySelector('.top').getBoundingClientRect().bottom")
    assert bar <= top < bar + 60
    main = browser.find("#conversation")
    browser.run("arguments[0].focus()", main)
    before = browser.run("return arguments[0].scrollTop", main)
    browser.press(Keys.PAGE_DOWN)
    browser.until(lambda: browser.run("return arguments[0].scrollTop", main) > before)


def test_focus_is_seen(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    seen = set()
    for _ in range(9):
        browser.press(Keys.TAB)
        node = browser.focused()
        name = node.get_attribute("id") or node.text
        width = browser.run("return getComputedStyle(arguments[0]).outlineWidth", node)
        style = browser.run("return getComputedStyle(arguments[0]).outlineStyle", node)
        if node.tag_name not in ("body", "html"):
            assert (width, style) == ("3px", "solid"), name
            seen.add(name)
    assert {"Options", "conversation", "say", "Send", "Am I eligible?"} <= seen


def test_what_a_screen_reader_is_told(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    log = browser.find("#log")
    assert (log.get_attribute("role"), log.get_attribute("aria-live"), log.aria_role) == ("log", "polite", "log")
    assert browser.find("#say").accessible_name == "Your message"
    assert browser.find("#replies").accessible_name == "Suggested replies"
    first = next(node.text for node in browser.all("h1, h2") if node.is_displayed())
    assert first == "Canadian Experience Class assistant"
    spoken = browser.find("#number .unseen").get_property("textContent")
    assert spoken == f"Conversation number {' '.join(browser.number())}"
    browser.say("40 hours, PGWP")
    browser.hear("1 March 2027")
    assert browser.find(".criteria li .sign").get_attribute("aria-hidden") == "true"
    assert browser.entries()[1].startswith("Assistant: ")
    assert browser.run("return document.documentElement.lang") == "en"


def test_what_was_said_before_is_not_read_again(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("hello")
    browser.hear("You said: hello")
    source = """
      window.addEventListener('DOMContentLoaded', () => {
        const log = document.getElementById('log');
        window.told = [];
        new MutationObserver(() => window.told.push(log.getAttribute('aria-live'))).observe(log, {childList: true});
      });"""
    added = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    try:
        browser.open(server.url)
        browser.hear("You said: hello")
        assert set(browser.run("return window.told")) == {"off"}
        browser.until(lambda: browser.find("#log").get_attribute("aria-live") == "polite")
    finally:
        browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (375, 667), (1280, 800)])
def test_nothing_is_cut_off(server: Server, browser: Browser, width: int, height: int) -> None:
    """320 by 256 is a window of 1280 by 1024 magnified four times."""
    browser.window(width, height)
    browser.media(motion="reduce")
    browser.open(server.url)
    say_everything(browser)
    wide = browser.run(
        "return [document.documentElement.scrollWidth, document.getElementById('conversation').scrollWidth]"
    )
    assert max(wide) <= width
    for node in browser.all("#log .entry, #replies button, #form *, #options summary"):
        assert node.rect["x"] >= 0 and node.rect["x"] + node.rect["width"] <= width
    for button in browser.all("#replies button, .send"):
        assert button.rect["height"] >= 44
    browser.find("#say").send_keys("hello")
    browser.find(".send").click()
    browser.until(lambda: "You said: hello" in browser.entries()[-1])
    asked = browser.all("#log .entry.person")[-1]
    top = browser.run("return arguments[0].getBoundingClientRect().top", asked)
    assert 0 <= top < height


def test_screenshot_at_320(server: Server, browser: Browser) -> None:
    browser.window(320, 640)
    browser.open(server.url)
    browser.say("40 hours, PGWP")
    browser.hear("1 March 2027")
    picture = browser.driver.get_screenshot_as_png()
    assert struct.unpack(">II", picture[16:24]) == (320, 640)
    assert browser.run("return document.elementFromPoint(160, 620).closest('.bottom') !== null")


def test_dark(server: Server, browser: Browser) -> None:
    browser.media("light")
    browser.open(server.url)
    light = browser.run("return getComputedStyle(document.body).backgroundColor")
    browser.media("dark")
    dark = browser.run("return getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, light[4:-1].split(","))) > 600 > 150 > sum(map(int, dark[4:-1].split(",")))


def test_still(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("slow question")
    dots = browser.until(
        lambda: browser.driver.find_element(By.CSS_SELECTOR, ".dots") if browser.all(".dots") else None
    )
    assert browser.run("return getComputedStyle(arguments[0]).animationName", dots) == "dots"
    browser.media(motion="reduce")
    assert browser.run("return getComputedStyle(arguments[0]).animationName", dots) == "none"
    browser.hear("You said: slow question")
