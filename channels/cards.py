"""Cards: results as data, for channels that draw them; ``custom: {"data": {"card": …}}`` of a bot message."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

Card = dict[str, Any]


def card_of(message: Mapping[str, Any]) -> Card | None:
    """The card of a bot message in the form of `BotUttered.message`, as it may leave this machine; None without one."""
    custom = message.get("custom") or {}
    data = custom.get("data") or custom if isinstance(custom, Mapping) else {}
    if isinstance(data, Mapping) and isinstance(data.get("card"), str):
        return public(data)
    if image := message.get("image"):
        return {"card": "image", "url": image}
    attachment = message.get("attachment")
    if isinstance(attachment, str) and attachment:
        name = PurePosixPath(urlsplit(attachment).path).name
        return {"card": "files", "files": [{"name": name, "url": attachment}]}
    return None


def public(data: Mapping[str, Any]) -> Card:
    """A card without where its files lie on this machine: that is for the terminal only."""
    card = dict(data)
    if isinstance(card.get("files"), list):
        card["files"] = [
            {key: value for key, value in file.items() if key != "path"} if isinstance(file, Mapping) else file
            for file in card["files"]
        ]
    return card
