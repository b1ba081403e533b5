"""What Telegram sends: which of it somebody wrote or pressed, to whom, and in what words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.markup import numbered_title

#: What people send beside or instead of a text. A message with none of these and no text is a notice of Telegram's.
_NOT_TEXT = (
    *("animation", "audio", "checklist", "contact", "dice", "document", "location", "paid_media", "photo", "poll"),
    *("sticker", "story", "venue", "video", "video_note", "voice"),
)
_START = re.compile(r"/start(@\w+)?(\s.*)?", re.DOTALL)
#: What the button "Start" of a new chat says, as a person would.
GREETING = "hello"


@dataclass(frozen=True)
class Us:
    """The bot: its id, which is part of its token, and its name, once Telegram has told it."""

    id: int
    name: str | None = None


@dataclass(frozen=True)
class Place:
    """Where to answer: a chat; in a group the message that is answered, and the topic if the group has topics."""

    chat: int
    message: int | None = None
    topic: int | None = None


@dataclass(frozen=True)
class Written:
    """``files``: there was something beside the text that we can't read."""

    sender: str
    person: int
    text: str
    files: bool
    place: Place
    identifier: str


@dataclass(frozen=True)
class Pressed:
    """A button: ``text`` is what it stands for, None when that can't be told; ``message``: the one that it was in."""

    query: str
    sender: str
    person: int
    text: str | None
    place: Place
    message: Mapping[str, Any]


def read_message(update: Mapping[str, Any], us: Us) -> Written | None:
    """What a person wrote to us; None for any other update.

    That is everything in a private chat; in a group, messages that name us or answer one of ours.
    """
    message = _mapping(update, "message")
    chat, person = _mapping(message, "chat"), _mapping(message, "from")
    if not _is_id(chat.get("id")) or not _is_id(person.get("id")) or person.get("is_bot"):
        return None
    text = message.get("text") or message.get("caption") or ""
    files = any(message.get(kind) for kind in _NOT_TEXT)
    if not isinstance(text, str) or not (text or files):
        return None
    private = chat.get("type") == "private"
    if not private:
        if chat.get("type") not in ("group", "supergroup") or not _to_us(message, text, us):
            return None
        text = _unnamed(text, us)
    if _START.fullmatch(text):
        text = GREETING
    return Written(
        sender=_sender(chat["id"], person["id"], private),
        person=person["id"],
        text=text,
        files=files,
        place=_place(message, private),
        identifier=f"{chat['id']}-{message.get('message_id')}",
    )


def read_press(update: Mapping[str, Any]) -> Pressed | None:
    """The button that somebody pressed; None for any other update.

    Telegram sends the message with its buttons along, so what a button stands for needs no memory of ours. In a group
    only the person who was asked may answer with it.
    """
    query = _mapping(update, "callback_query")
    if not isinstance(query.get("id"), str):
        return None
    message, person = _mapping(query, "message"), _mapping(query, "from")
    chat = _mapping(message, "chat")
    if not _is_id(chat.get("id")) or not _is_id(person.get("id")):
        return Pressed(query["id"], "", 0, None, Place(0), {})
    private = chat.get("type") == "private"
    return Pressed(
        query=query["id"],
        sender=_sender(chat["id"], person["id"], private),
        person=person["id"],
        text=_title(message, query.get("data"), person["id"]),
        place=_place(message, private, answer=_mapping(message, "reply_to_message").get("message_id")),
        message=message,
    )


def button_data(person: int, index: int) -> str:
    """What Telegram keeps for a button (at most 64 bytes): whose it is and which."""
    return f"{person}:{index}"


def _title(message: Mapping[str, Any], data: object, person: int) -> str | None:
    if not isinstance(data, str) or data.partition(":")[0] != str(person):
        return None
    for row in _mapping(message, "reply_markup").get("inline_keyboard") or ():
        for button in row:
            if button.get("callback_data") == data:
                label = str(button.get("text") or "")
                listed = numbered_title(str(message.get("text") or ""), label) if label.isdigit() else None
                return listed or label or None
    return None


def _to_us(message: Mapping[str, Any], text: str, us: Us) -> bool:
    answered = _mapping(_mapping(message, "reply_to_message"), "from")
    return answered.get("id") == us.id or _unnamed(text, us) != text


def _unnamed(text: str, us: Us) -> str:
    """``text`` without our name, as in "@our_bot am I eligible?" and "/help@our_bot"."""
    return re.sub(rf"@{re.escape(us.name)}\b(?!\.\w)", "", text, flags=re.IGNORECASE) if us.name else text


def _place(message: Mapping[str, Any], private: bool, answer: object = None) -> Place:
    at = answer if answer is not None else message.get("message_id")
    topic = message.get("message_thread_id") if message.get("is_topic_message") else None
    return Place(
        message["chat"]["id"],
        at if not private and isinstance(at, int) else None,
        topic if isinstance(topic, int) else None,
    )


def _sender(chat: int, person: int, private: bool) -> str:
    """The conversation: a private chat, or what one person says in a group."""
    return f"telegram-{chat}" if private else f"telegram-{chat}-{person}"


def _mapping(update: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = update.get(key)
    return value if isinstance(value, dict) else {}


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
