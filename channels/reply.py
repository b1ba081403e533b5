"""What the assistant says in one message, apart from how a channel shows it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from answers.phrases import phrase
from stores import downloads

_DATA = re.compile(r"data:image/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)")
_FILE = re.compile(r"/files/(?P<secret>[^/]+)/(?P<name>[^/]+)")


@dataclass(frozen=True)
class File:
    """A file with its content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Picture(File):
    """A picture; ``alt`` says in words what it shows."""

    alt: str = ""


@dataclass(frozen=True)
class Reply:
    """One message: words, titles of buttons, a picture, files."""

    text: str = ""
    buttons: tuple[str, ...] = ()
    picture: Picture | None = None
    files: tuple[File, ...] = ()


def reply_of(message: Mapping[str, Any]) -> Reply:
    """A bot message in the form of `BotUttered.message` as a reply.

    Cards that only repeat the text (a verdict, a score) add nothing to it; their own text stands in when there is no
    other. Files are taken from where `stores.downloads` keeps them, never from a path that a card names.
    """
    custom = message.get("custom")
    card: Mapping[str, Any] = custom.get("data", custom) if isinstance(custom, Mapping) else {}
    if not isinstance(card, Mapping):
        card = {}
    lines = [message.get("text") or card.get("text") or ""]
    picture = _picture(card) if card.get("card") == "image" else None
    files, gone = _files(card) if card.get("card") == "files" else ((), [])
    lines += [phrase("channels.file_gone", name=name) for name in gone]
    lines += [link for link in (message.get("image"), message.get("attachment"), card.get("url")) if _is_link(link)]
    buttons = message.get("buttons") or message.get("quick_replies") or ()
    titles = tuple(str(button["title"]) for button in buttons if button.get("title"))
    return Reply("\n".join(line for line in lines if line).strip(), titles, picture, tuple(files))


def _is_link(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def _picture(card: Mapping[str, Any]) -> Picture | None:
    match = _DATA.fullmatch(str(card.get("data") or ""))
    if match is None:
        return None
    try:
        content = base64.b64decode(match.group(2))
    except binascii.Error:
        return None
    return Picture(f"picture.{match.group(1)}", content, str(card.get("alt") or ""))


def _files(card: Mapping[str, Any]) -> tuple[list[File], list[str]]:
    """The files of a card, and the names of those that are no longer kept."""
    found, gone = [], []
    for listed in card.get("files") or ():
        match = _FILE.fullmatch(str(listed.get("url") or ""))
        path = downloads.find(match["secret"], match["name"]) if match else None
        if path is None:
            gone.append(str(listed.get("name") or ""))
        else:
            found.append(File(path.name, path.read_bytes()))
    return found, gone
