"""The page to proof-read: everything is on it, nothing is loaded, and it is well-formed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from answers import topic_names, topics
from answers.proof_page import page
from tests.answers.people import TODAY

VOID = {"meta"}


class Reader(HTMLParser):
    """Notes tags that don't close, and every attribute that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add((tag, name))
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.add(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def reader() -> Reader:
    found = Reader()
    found.feed(page(TODAY))
    found.close()
    return found


def test_well_formed(reader: Reader) -> None:
    assert not reader.wrong and not reader.open


def test_nothing_is_loaded_or_run(reader: Reader) -> None:
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not {name for _, name in reader.attributes} - {"href", "id", "class", "lang", "charset", "title"}
    assert all(link.startswith(("#", "https://", "http://")) for link in reader.links)
    assert "url(" not in page(TODAY) and "@import" not in page(TODAY)


def test_every_topic_is_there(reader: Reader) -> None:
    assert reader.ids == set(topic_names())
    assert {f"#{name}" for name in topic_names()} <= set(reader.links)


def test_every_text_condition_and_source_is_there(reader: Reader) -> None:
    shown = "".join(reader.text)
    assert (
        "{" not in shown.partition("</style>")[0].replace(re.search(r"body \{.*\}\n", shown, re.S).group(), "")[:2000]
    )  # type: ignore[union-attr]
    for topic in topics():
        assert topic.title in shown and topic.question in shown and topic.name in shown
        for case in topic.cases:
            assert ", ".join(name if holds else f"not {name}" for name, holds in case.when) in shown
        for reference in topic.references(TODAY, *topic.texts):
            assert reference.url in reader.links and reference.title in shown


def test_values_of_the_law_are_filled_and_those_of_the_person_named() -> None:
    html = page(TODAY)
    assert '<mark title="cec.required_hours">1,560</mark>' in html
    assert '<mark title="your.counted_hours">[your.counted_hours]</mark>' in html
    assert '<mark title="figure.full_time_weeks">52</mark>' in html
    assert "cec.required_hours = 1560 (from 2 January 2013, checked 15 June 2026)" in html
