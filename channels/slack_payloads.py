"""What Slack sends: which of it somebody wrote or pressed, and in what words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

#: Messages that people write; all other subtypes are notices, edits, deletions, or other programs.
_WRITTEN = (None, "file_share", "thread_broadcast", "me_message")
_IDENTIFIER = re.compile(r"[A-Z0-9]{2,32}")
_MARK = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True)
class Place:
    """Where to answer: a channel, and the thread in it if there is one."""

    channel: str
    thread: str | None


@dataclass(frozen=True)
class Written:
    """``files``: there was something beside the text that we can't read."""

    sender: str
    person: str
    text: str
    files: bool
    place: Place
    identifier: str


@dataclass(frozen=True)
class Pressed:
    """A button: ``text`` is what it stands for, ``message`` the whole message it was in, ``at`` that one's time."""

    sender: str
    person: str
    text: str
    place: Place
    message: Mapping[str, Any]
    at: str


def read_body(body: bytes) -> Mapping[str, Any]:
    """The payload of a request: an event's JSON, the JSON in a form (a press), or a form (a slash command).

    Which it is shows in the body itself, whatever its content type says. Empty for anything else.
    """
    try:
        text = body.decode("utf-8")
        if not text.lstrip().startswith("{"):
            form = dict(parse_qsl(text))
            if "payload" not in form:
                return form
            text = form["payload"]
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return payload if isinstance(payload, dict) else {}


def read_event(payload: Mapping[str, Any]) -> Written | None:
    """What a person wrote to us: a direct message, or one that mentions us in a channel; None for any other event."""
    event = _mapping(payload, "event")
    channel, person, team = _id(event, "channel"), _id(event, "user"), _id(payload, "team_id")
    at, kind = event.get("ts"), event.get("type")
    direct = kind == "message" and event.get("channel_type") == "im"
    if not (direct or kind == "app_mention") or not (channel and person and team and isinstance(at, str)):
        return None
    us = _us(payload)
    if event.get("bot_id") or person == us or event.get("subtype") not in _WRITTEN:
        return None
    raw = str(event.get("text") or "")
    if us is None and not direct:
        mentioned = re.search(r"<@([A-Z0-9]+)", raw)
        us = mentioned.group(1) if mentioned else None
    thread = event.get("thread_ts")
    return Written(
        sender=_sender(team, person, channel),
        person=person,
        text=plain(raw, us),
        files=bool(event.get("files")),
        place=Place(channel, thread if isinstance(thread, str) else None if direct else at),
        identifier=str(payload.get("event_id") or f"{channel}-{at}"),
    )


def read_press(payload: Mapping[str, Any]) -> Pressed | None:
    """The button that somebody pressed in a message of ours; None for any other interaction.

    In a channel everybody sees the buttons: only the person who was asked may answer with them.
    """
    if payload.get("type") != "block_actions":
        return None
    actions = payload.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    message = _mapping(payload, "message")
    container = _mapping(payload, "container")
    channel, person = _id(_mapping(payload, "channel"), "id"), _id(_mapping(payload, "user"), "id")
    team = _id(_mapping(payload, "team"), "id") or _id(_mapping(payload, "enterprise"), "id")
    value, at = action.get("value"), message.get("ts") or container.get("message_ts")
    if action.get("type") != "button" or not isinstance(value, str) or not isinstance(at, str):
        return None
    if not (channel and person and team) or str(action.get("action_id")).partition("-")[0] != person:
        return None
    thread = message.get("thread_ts") or container.get("thread_ts")
    return Pressed(
        sender=_sender(team, person, channel),
        person=person,
        text=value,
        place=Place(channel, thread if isinstance(thread, str) else None),
        message=message,
        at=at,
    )


def escaped(text: str) -> str:
    """``text`` as Slack's markup shows it unchanged."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, us: str | None = None) -> str:
    """What a person typed, out of Slack's markup: links as text, mentions by name; a mention of ``us`` is dropped."""
    text = _MARK.sub(partial(_words, us), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _words(us: str | None, match: re.Match[str]) -> str:
    target, _, label = match.group(1).partition("|")
    if target.startswith("@"):
        return "" if target[1:] == us else f"@{label.removeprefix('@') or target[1:]}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    target = re.sub(r"^(mailto|tel):", "", target)
    if not label or label == target:
        return target
    # What Slack made a link of by itself has its own end as its label.
    return label if re.sub(r"^https?://", "", target).rstrip("/") == label.rstrip("/") else f"{label} ({target})"


def _sender(team: str, person: str, channel: str) -> str:
    """The conversation: a person's direct messages, or what the same person says in one channel."""
    return f"slack-{team}-{person}" if channel.startswith("D") else f"slack-{team}-{person}-{channel}"


def _us(payload: Mapping[str, Any]) -> str | None:
    """Our own user, as the event says for whom it is."""
    listed = payload.get("authorizations")
    first = listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
    return _id(first, "user_id") if first.get("is_bot") else None


def _mapping(payload: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = payload.get(key)
    return value if isinstance(value, dict) else {}


def _id(payload: Mapping[str, Any], key: str) -> str | None:
    value = payload.get(key)
    return value if isinstance(value, str) and _IDENTIFIER.fullmatch(value) else None
