"""What a person does with the page, in a few words."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


class Browser:
    """A browser with the page in it."""

    def __init__(self, driver: webdriver.Chrome, downloads: Path) -> None:
        """``expected``: pieces of complaints on the console that a test provokes."""
        self.driver = driver
        self.downloads = downloads
        self.expected: list[str] = []

    def reset(self) -> None:
        """A usual window, light, with animations; downloads go to a folder of the test."""
        self.driver.get("about:blank")
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.downloads.mkdir(exist_ok=True)
        behaviour = {"behavior": "allow", "downloadPath": str(self.downloads)}
        self.driver.execute_cdp_cmd("Page.setDownloadBehavior", behaviour)
        self.window(1000, 800)
        self.media()

    def window(self, width: int, height: int) -> None:
        """The size in CSS pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def media(self, scheme: str = "light", motion: str = "no-preference", medium: str = "") -> None:
        """What the person prefers."""
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": medium, "features": features})

    def open(self, url: str) -> None:
        """The page, with its session."""
        self.driver.get(f"{url}/chat/")
        self.until(lambda: self.number() != "")

    def until(self, what: Callable[[], Any], seconds: float = 10) -> Any:
        """What comes to be true, within a time."""
        end = time.monotonic() + seconds
        while True:
            try:
                if found := what():
                    return found
            except StaleElementReferenceException:
                pass
            assert time.monotonic() < end, f"not within {seconds} s; the page says:\n{self.driver.page_source[-3000:]}"
            time.sleep(0.05)

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """The text of an element as the document has it; empty if there is none."""
        found = self.all(selector)
        return str(found[0].get_property("textContent")).strip() if found else ""

    def number(self) -> str:
        """The conversation's number."""
        return self.text("#number [aria-hidden]").removeprefix("Conversation").strip()

    def entries(self) -> list[str]:
        """Everything that is said, each with who says it."""
        return [str(node.get_property("textContent")).strip() for node in self.all("#log .entry")]

    def say(self, text: str) -> None:
        """Type a text and send it by the Enter key."""
        self.find("#say").send_keys(text, Keys.ENTER)

    def hear(self, text: str) -> WebElement:
        """The newest entry of the assistant once it holds a text."""

        def newest() -> WebElement | None:
            found = self.all("#log .entry.assistant")
            return found[-1] if found and text in str(found[-1].get_property("textContent")) else None

        found: WebElement = self.until(newest)
        return found

    def replies(self) -> list[str]:
        """The titles of the buttons on offer."""
        return [node.text for node in self.all("#replies button")]

    def press(self, *keys: str) -> None:
        """Keys, wherever the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def shift_tab(self) -> None:
        """One step back."""
        ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def violations(self) -> list[str]:
        """What axe-core finds wrong with the page as it is now, all its rules and best practices."""
        # By the debugger: the page's policy allows no other script.
        self.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE})
        result = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run(document, {resultTypes: ['violations']}).then(done, (error) => done(String(error)));"
        )
        assert isinstance(result, dict), result
        return [
            f"{rule['id']} ({rule['impact']}): {node['html'][:200]} {node['failureSummary']}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
