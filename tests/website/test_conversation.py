"""A conversation on the page: what is said, how it is shown, and that it goes on whatever happens."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.channels.server import ScriptedAgent, Server
from tests.website.assistant import SCORE, SCORE_TEXT, SECTIONS, SOURCE, answer
from tests.website.browser import Browser
from tests.website.conftest import serve


def test_a_whole_conversation(server: Server, browser: Browser, agent: ScriptedAgent) -> None:
    browser.open(server.url)
    assert "Find out where you stand" in browser.text("#welcome")
    assert browser.find("#welcome").is_displayed()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", browser.number())
    notice = browser.text("#notice")
    assert "not a person" in notice and "not legal advice" in notice and "Automated" in notice
    browser.say("I'm a cook in Calgary since May 2024")
    browser.hear("NOC 63200")
    assert not browser.find("#welcome").is_displayed()
    assert browser.replies() == ["Yes", "No", "I did something else as well"]
    browser.all("#replies button")[0].click()
    browser.hear("How many hours a week")
    assert browser.replies() == []
    browser.say("40 hours, PGWP")
    verdict = browser.hear("1 March 2027").find_element(By.CSS_SELECTOR, ".card.verdict")
    assert verdict.find_element(By.CSS_SELECTOR, ".badge").text == "Eligible later"
    assert verdict.find_element(By.CSS_SELECTOR, "h3").text.startswith("Not yet – but")
    rows = [str(row.get_property("textContent")) for row in verdict.find_elements(By.CSS_SELECTOR, ".criteria > li")]
    assert [row.partition(":")[0][1:] for row in rows] == [
        "Not yet met",
        "Met",
        "Not known yet",
        "Not met",
    ]
    assert "First possible day: 1 March 2027" in verdict.text and "Server, Calgary: 0 hours" in verdict.text
    assert verdict.find_element(By.CSS_SELECTOR, "a").get_attribute("href") == "https://laws-lois.justice.gc.ca/eng/"
    assert verdict.find_element(By.CSS_SELECTOR, ".source").text == SOURCE
    assert browser.entries() == [
        "You: I'm a cook in Calgary since May 2024",
        "Assistant: Cook, Calgary, since May 2024.",
        "Assistant: Cooks, NOC 63200, TEER 3 – right?",
        "You: Yes",
        "Assistant: How many hours a week, and what allows you to work?",
        "You: 40 hours, PGWP",
        browser.entries()[6],
    ]
    assert [message.text for message in agent.messages] == [
        "I'm a cook in Calgary since May 2024",
        "Yes",
        "40 hours, PGWP",
    ]


def test_score(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("score")
    card = browser.hear("Your score").find_element(By.CSS_SELECTOR, ".card.score")
    low, high = SCORE.range
    assert card.find_element(By.CSS_SELECTOR, ".total").text == f"{low} to {high}"
    sections = card.find_elements(By.CSS_SELECTOR, "details")
    assert [section.text.split("\n")[0] for section in sections] == [row["name"] for row in SECTIONS]
    row = sections[0].find_element(By.CSS_SELECTOR, ".factors li")
    assert not row.is_displayed()
    sections[0].find_element(By.CSS_SELECTOR, "summary").click()
    assert row.is_displayed()
    assert "105 of 110" in row.text and "30 years old" in row.text
    # Nothing that the text says is missing from the card.
    for line in SCORE_TEXT.split("\n"):
        if line and not line.startswith("• "):
            assert line.split("http")[0].strip() in card.text
    assert card.find_elements(By.CSS_SELECTOR, ".source") != []


def test_pictures(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("picture")
    picture = browser.hear("Here is a picture.").find_element(By.CSS_SELECTOR, "img")
    assert picture.get_attribute("alt") == "Cut-offs over time"
    browser.until(lambda: browser.run("return arguments[0].naturalWidth", picture) == 320)
    browser.say("plot")
    assert browser.hear("Your days:").find_element(By.CSS_SELECTOR, "img").get_attribute("alt") == ""


def test_files(server: Server, browser: Browser, tmp_path: Path) -> None:
    browser.open(server.url)
    browser.say("letter")
    link = browser.hear("Your letter:").find_element(By.CSS_SELECTOR, "a")
    assert link.text == "Download letter.txt"
    assert str(tmp_path) not in browser.driver.page_source
    link.click()
    file = browser.downloads / "letter.txt"
    browser.until(file.exists)
    assert file.read_bytes() == b"Dear employer"


def test_what_lies_elsewhere_is_linked_and_never_loaded(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("elsewhere")
    browser.hear("Download c.pdf")
    links = [(a.text, a.get_attribute("href"), a.get_attribute("target")) for a in browser.all("#log a")]
    assert links == [
        ("Open the picture", "https://example.org/a.png", "_blank"),
        ("Download c.pdf", "https://example.org/b/c.pdf", "_blank"),
    ]
    assert browser.all("#log img") == []
    browser.say("script")
    browser.hear("No.")
    assert browser.run("return document.querySelectorAll('a[href^=javascript]').length") == 0


def test_cards_the_page_cannot_read_are_told_in_words(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("unknown card")
    assert browser.hear("Said in words.").find_elements(By.CSS_SELECTOR, ".card") == []
    browser.say("broken card")
    assert browser.hear("Said in words as well.").find_elements(By.CSS_SELECTOR, ".card") == []


def test_texts_are_texts(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("text")
    shown = browser.hear("First line")
    assert shown.find_elements(By.CSS_SELECTOR, "img, script") == []
    links = [(a.get_attribute("href"), a.get_attribute("rel")) for a in shown.find_elements(By.CSS_SELECTOR, "a")]
    long = "https://www.canada.ca/en/immigration-refugees-citizenship/services.html"
    assert links == [("https://example.org/a_(b)", "noopener noreferrer"), (long, "noopener noreferrer")]
    assert "See canada.ca/…" in shown.text and long not in shown.text
    items = [str(li.get_property("textContent")) for li in shown.find_elements(By.CSS_SELECTOR, "li")]
    assert items == ["one (https://example.org/a_(b) (opens in a new tab)).", "inner", "two"]
    assert shown.find_element(By.CSS_SELECTOR, ".source").text == SOURCE
    marked = [str(p.get_property("textContent")) for p in shown.find_elements(By.CSS_SELECTOR, ".marked")]
    assert marked == ["✓Met: Language: met", "✗Not met: Work: not met", "?Not known yet: Quebec: unknown"]
    browser.say("<b onclick=alert(1)>bold</b>")
    assert "You said: <b onclick=alert(1)>bold</b>" in browser.hear("bold").text
    assert browser.all("#log b") == []


def test_several_lines_in_one_message(server: Server, browser: Browser, agent: ScriptedAgent) -> None:
    browser.open(server.url)
    field = browser.find("#say")
    before = field.size["height"]
    field.send_keys("one", Keys.SHIFT, Keys.ENTER, Keys.NULL, "two", Keys.SHIFT, Keys.ENTER, Keys.NULL, "three")
    assert field.size["height"] > before
    field.send_keys(Keys.ENTER)
    browser.hear("three")
    assert agent.messages[0].text == "one\ntwo\nthree"
    assert field.get_property("value") == ""
    browser.until(lambda: field.size["height"] == before)
    field.send_keys("   ", Keys.ENTER)
    assert len(agent.messages) == 1


def test_an_answer_that_takes_time(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("slow question")
    browser.until(lambda: browser.text("#typing") == "Preparing an answer")
    assert browser.find("#typing").get_attribute("role") == "status"
    browser.hear("You said: slow question")
    browser.until(lambda: browser.text("#typing") == "")


def test_a_failure_is_told(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("fail")
    browser.hear("something went wrong")
    browser.say("hello")
    browser.hear("You said: hello")


def test_reload(server: Server, browser: Browser, agent: ScriptedAgent) -> None:
    browser.open(server.url)
    browser.say("I'm a cook in Calgary since May 2024")
    browser.hear("NOC 63200")
    number, entries = browser.number(), browser.entries()
    browser.open(server.url)
    assert (browser.number(), browser.entries()) == (number, entries)
    assert browser.replies() == ["Yes", "No", "I did something else as well"]
    browser.say("Yes")
    browser.hear("How many hours a week")
    assert len({message.sender_id for message in agent.messages}) == 1


def test_reload_before_the_answer(server: Server, browser: Browser, agent: ScriptedAgent) -> None:
    browser.open(server.url)
    browser.say("slow question")
    browser.until(lambda: len(browser.entries()) == 1)
    browser.open(server.url)
    browser.hear("You said: slow question")
    assert browser.entries() == ["You: slow question", "Assistant: You said: slow question"]
    assert len(agent.messages) == 1


def test_the_server_restarts(agent: ScriptedAgent, browser: Browser) -> None:
    browser.expected += ["ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "WebSocket connection to", "net::ERR_"]
    with serve(agent) as server:
        browser.open(server.url)
        browser.say("hello")
        browser.hear("You said: hello")
        number = browser.number()
    browser.until(lambda: "connection is lost" in browser.text("#banner"), seconds=4)
    browser.say("written meanwhile")
    assert browser.entries()[-1].startswith("You: written meanwhile")
    assert "Waiting to be sent" in browser.entries()[-1]
    second = ScriptedAgent(agent.tracker_store.engine.url.database, answer)
    with serve(second, server.port):
        browser.hear("You said: written meanwhile")
        assert browser.entries() == [
            "You: hello",
            "Assistant: You said: hello",
            "You: written meanwhile",
            "Assistant: You said: written meanwhile",
        ]
        assert browser.number() == number
        assert [message.text for message in second.messages] == ["written meanwhile"]
        browser.until(lambda: "lost" not in browser.text("#banner"))
        browser.driver.get("about:blank")


def test_the_server_dies_within_a_turn(agent: ScriptedAgent, browser: Browser) -> None:
    """The turn is lost with the process; the page sends its message again."""
    browser.expected += ["ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "WebSocket connection to", "net::ERR_"]
    with serve(agent) as server:
        browser.open(server.url)
        browser.say("slow question")
        browser.until(lambda: browser.text("#typing") != "")
    second = ScriptedAgent(agent.tracker_store.engine.url.database, answer)
    with serve(second, server.port):
        browser.hear("You said: slow question")
        assert browser.entries() == ["You: slow question", "Assistant: You said: slow question"]
        browser.driver.get("about:blank")


def test_two_tabs(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    try:
        browser.open(server.url)
        browser.say("hello")
        browser.hear("You said: hello")
    finally:
        browser.driver.close()
        browser.driver.switch_to.window(first)
    browser.hear("You said: hello")
    assert browser.entries() == ["You: hello", "Assistant: You said: hello"]


def test_delete_my_data(server: Server, browser: Browser, agent: ScriptedAgent) -> None:
    browser.open(server.url)
    browser.say("my secret")
    browser.hear("You said: my secret")
    number, kept = browser.number(), browser.run("return localStorage.getItem('cec.token')")
    browser.find("#options summary").click()
    browser.find("#delete").click()
    browser.find("#sure-no").click()
    assert len(agent.messages) == 1
    browser.find("#options summary").click()
    browser.find("#delete").click()
    assert "for good" in browser.text("#sure")
    browser.find("#sure-yes").click()
    browser.until(lambda: browser.number() not in ("", number))
    assert "has been deleted" in browser.text("#banner")
    assert browser.entries() == []
    assert "my secret" not in browser.driver.page_source
    assert browser.run("return localStorage.getItem('cec.token')") != kept
    assert browser.run("return JSON.stringify(localStorage)").count("secret") == 0
    assert agent.messages[-1].text == "delete my data"
    assert asyncio.run(agent.tracker_store.retrieve_full_tracker(agent.messages[0].sender_id)) is None
    browser.say("hello")
    browser.hear("You said: hello")
    assert agent.messages[-1].sender_id != agent.messages[0].sender_id


def test_transcript(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("40 hours, PGWP")
    browser.hear("1 March 2027")
    browser.find("#options summary").click()
    browser.find("#save").click()
    file = browser.downloads / f"conversation-{browser.number()}.txt"
    browser.until(file.exists)
    text = file.read_text(encoding="utf-8")
    assert browser.number() in text and "not legal advice" in text
    assert re.search(r"You \(.*2\d{3}.*\)\n40 hours, PGWP\n\nAssistant \(.*\)\nNot yet", text)
    assert SOURCE in text


def test_paper(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.say("text")
    browser.hear("See canada.ca/…")
    browser.media(medium="print")
    after = browser.run("return getComputedStyle(document.querySelectorAll('#log a')[1], '::after').content")
    assert "https://www.canada.ca/en/immigration-refugees-citizenship/services.html" in after
    assert not browser.find("#form").is_displayed()
    assert not browser.find("#options").is_displayed()
    assert browser.find("#log").is_displayed()
    assert browser.run("return getComputedStyle(document.getElementById('conversation')).overflowY") == "visible"
    assert browser.run("return getComputedStyle(document.body).height") != "800px"
    browser.run("window.print = () => { document.title = 'printed'; }")
    browser.media()
    browser.find("#options summary").click()
    browser.find("#print").click()
    assert browser.driver.title == "printed"


def test_a_storage_that_the_browser_denies(server: Server, browser: Browser) -> None:
    """In frames some browsers deny it; the page then remembers as long as it is open."""
    deny = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    added = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": deny})
    try:
        browser.open(server.url)
        browser.say("hello")
        browser.hear("You said: hello")
    finally:
        browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_messages_too_long_for_the_field(server: Server, browser: Browser) -> None:
    browser.open(server.url)
    browser.run(
        "const f = arguments[0]; f.value = 'a'.repeat(3900); f.dispatchEvent(new Event('input'));", browser.find("#say")
    )
    assert browser.text("#room") == "100 characters left"
    browser.find("#say").send_keys("b" * 150)
    assert len(str(browser.find("#say").get_property("value"))) == 4000


def test_nothing_foreign_runs_or_loads(server: Server, browser: Browser) -> None:
    """Even if somebody found a way to put elements into the page."""
    browser.open(server.url)
    browser.expected += ["Content Security Policy", "example.org"]
    browser.run(
        "const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));"
        "add('script', {textContent: 'window.foreign = 1'});"
        "add('script', {src: 'https://example.org/a.js'});"
        "add('img', {src: 'https://example.org/a.png'});"
        "add('iframe', {src: 'https://example.org/'});"
        "add('form', {action: 'https://example.org/'}); document.forms[1].submit();"
        "fetch('https://example.org/').catch(() => { window.refused = 1; });"
    )
    browser.until(lambda: browser.run("return window.refused"))
    assert browser.run("return window.foreign") is None
    browser.say("hello")
    browser.hear("You said: hello")
