"""What was said in the website's conversations: the order in which the pages show it.

A conversation is kept in memory while a page shows it or a turn of it runs, and for a little while after. What
is kept for good is Rasa's: after a restart, or on another server, the conversation is read back from its tracker.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from channels.cards import card_of

#: Entries that a page gets when it opens.
SHOWN = 300
#: The name a bot message carries when it says that the conversation is deleted (`actions.privacy`).
FORGOTTEN = "forgotten"

Entry = dict[str, Any]


def said_by_person(text: str, identifier: str | None, at: float) -> Entry:
    """An entry for a message of the person; ``identifier`` is the page's own for it."""
    return {"from": "person", "id": identifier, "text": text, "at": at}


def said_by_assistant(message: Mapping[str, Any], at: float) -> Entry:
    """An entry for a bot message in the form of `BotUttered.message`: text, titles of buttons, card."""
    entry: Entry = {"from": "assistant", "text": message.get("text") or "", "at": at}
    buttons = [button["title"] for button in message.get("buttons") or () if button.get("title")]
    if buttons:
        entry["buttons"] = buttons
    if card := card_of(message):
        entry["card"] = {key: value for key, value in card.items() if key != "text" or value != entry["text"]}
    return entry


def from_events(events: Iterable[Event]) -> list[Entry]:
    """The entries of a conversation as its tracker has it."""
    entries: list[Entry] = []
    for event in events:
        if isinstance(event, UserUttered) and event.text:
            entries.append(said_by_person(event.text, event.message_id, event.timestamp))
        elif isinstance(event, BotUttered):
            entries.append(said_by_assistant(event.message(), event.timestamp))
    return entries


@dataclass
class Conversation:
    """One conversation: its entries, the connections that show it, the turns that run.

    ``epoch`` changes whenever the entries are numbered anew, so a page knows whether its position still counts.
    """

    sender: str
    number: str
    entries: list[Entry]
    epoch: str = field(default_factory=lambda: secrets.token_hex(8))
    connections: set[str] = field(default_factory=set)
    turns: int = 0
    #: The person had it deleted: whatever still waits isn't said in it any more.
    over: bool = False
    dropped: int = 0
    #: Held while something is sent, so that pages get the entries in their order.
    sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    def add(self, entry: Entry) -> Entry:
        """Number an entry and keep it."""
        self.entries.append(entry)
        if len(self.entries) > SHOWN:
            self.dropped += len(self.entries) - SHOWN
            del self.entries[:-SHOWN]
        return {**entry, "position": self.position}

    @property
    def position(self) -> int:
        """The number of the last entry; the first is 1."""
        return self.dropped + len(self.entries)

    def since(self, position: int) -> list[Entry]:
        """All entries after a position, numbered."""
        first = max(0, position - self.dropped)
        return [
            {**entry, "position": self.dropped + index + 1}
            for index, entry in enumerate(self.entries)
            if index >= first
        ]

    def knows(self, identifier: str) -> bool:
        """Whether a message of the page has arrived before."""
        return any(entry.get("id") == identifier for entry in self.entries)
