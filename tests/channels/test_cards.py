"""Cards in bot messages."""

from __future__ import annotations

from typing import Any

import pytest

from channels.cards import card_of, public


@pytest.mark.parametrize(
    ("message", "card"),
    [
        ({"custom": {"data": {"card": "score", "total": 1}}}, {"card": "score", "total": 1}),
        ({"custom": {"card": "score"}}, {"card": "score"}),
        (
            {"image": "https://example.org/a.png", "attachment": None},
            {"card": "image", "url": "https://example.org/a.png"},
        ),
        (
            {"attachment": "https://example.org/x/a.pdf?b=c"},
            {"card": "files", "files": [{"name": "a.pdf", "url": "https://example.org/x/a.pdf?b=c"}]},
        ),
        ({"attachment": {"type": "video"}}, None),
        ({"custom": {"data": {"other": 1}}}, None),
        ({"custom": {"data": "text"}}, None),
        ({"custom": ["card"]}, None),
        ({"custom": {}}, None),
        ({"custom": None, "text": "hi"}, None),
        ({}, None),
    ],
)
def test_cards(message: dict[str, Any], card: dict[str, Any] | None) -> None:
    assert card_of(message) == card


def test_where_files_lie_is_nobodys_business() -> None:
    card = {"card": "files", "files": [{"name": "a.txt", "url": "/files/x/a.txt", "path": "/srv/var/a.txt"}, "odd"]}
    assert public(card) == {"card": "files", "files": [{"name": "a.txt", "url": "/files/x/a.txt"}, "odd"]}
    assert card["files"][0]["path"] == "/srv/var/a.txt"  # type: ignore[index]
    assert public({"card": "files", "files": None}) == {"card": "files", "files": None}
