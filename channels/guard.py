"""The guard: what a person may say to the assistant, whatever the channel.

Rasa reads a message that begins with a slash as a command (``/restart``, ``/intent{"slot": "value"}``) and lets
anybody force intents and set slots with it: ``YAMLStoryReader.unpack_regex_message`` strips the text and looks at
its first character, last in the graph, for every channel. Here such a text becomes plain words. Nothing else of a
text has a meaning for Rasa 3.6: the marker ``EXTERNAL: `` is only written, never read; ``is_external`` is read from
the metadata, which our channels don't take from outside.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from answers.phrases import ENGLISH, phrase

#: Longer texts are refused at once: the time to understand a text grows with its length, for everybody.
MAX_CHARACTERS = 4_000
#: Larger bodies are refused before they are read as JSON.
MAX_BODY_BYTES = 64 * 1024
MAX_SENDER_CHARACTERS = 128

#: Conversations of other channels, which nobody may continue by naming them.
RESERVED_SENDERS = ("web-", "slack-", "telegram-")

Reason = Literal["empty", "too_long", "too_fast"]

#: Full-width forms of ASCII, as East Asian keyboards write them, so that a full-width slash is a slash and a
#: full-width digit a digit. Compatibility normalisation as a whole would turn 7½ into 71⁄2.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
#: Unlike other format characters, these two shape emoji and scripts.
_JOINERS = "\u200c\u200d"
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x1c-\x1e\x85]")
_COMMAND = re.compile(r"^[\s/\u2044\u2215\u29f8\u200c\u200d\ufe00-\ufe0f]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_SAYS_SOMETHING = re.compile(r"[^\s\u200c\u200d\ufe00-\ufe0f]")


@dataclass(frozen=True)
class Admitted:
    """A text that may be understood, cleaned."""

    text: str


@dataclass(frozen=True)
class Refused:
    """Why a text goes no further; ``seconds``: when to try again, for ``too_fast``."""

    reason: Reason
    seconds: int = 0


def clean(text: str) -> str:
    """``text`` composed (NFC), without control and invisible characters, trimmed, without leading slashes.

    The words behind a slash stay, so ``/restart`` is answered as the word "restart".
    """
    text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", text.translate(_FULL_WIDTH))
    text = "".join(c for c in text if _kept(c))
    return _BLANK_LINES.sub("\n\n", _COMMAND.sub("", text)).strip()


def _kept(character: str) -> bool:
    if character in "\n\t" or character in _JOINERS:
        return True
    # Control, format (zero width, direction, byte order mark) and lone surrogates, which no database takes.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def admit(text: str, limit: int = MAX_CHARACTERS) -> Admitted | Refused:
    """``text`` as it may go on, or why not: nothing in it, or more than ``limit`` characters."""
    cleaned = clean(text)
    if not _SAYS_SOMETHING.search(cleaned):
        return Refused("empty")
    if len(cleaned) > limit:
        return Refused("too_long")
    return Admitted(cleaned)


def kind_reply(refused: Refused, lang: str = ENGLISH) -> str:
    """What the person is told instead of an answer."""
    if refused.reason == "too_long":
        return phrase("guard.too_long", lang, limit=f"{MAX_CHARACTERS:,}")
    if refused.reason == "too_fast":
        return phrase("guard.too_fast", lang, seconds=max(1, refused.seconds))
    return phrase("guard.empty", lang)


def sender_problem(sender: object) -> str | None:
    """The key in answers/<lang>/guard.yml of what is wrong with a sender id from outside; None when it may be used."""
    if not isinstance(sender, str) or not sender:
        return "errors.sender_missing"
    if len(sender) > MAX_SENDER_CHARACTERS or not sender.isprintable() or sender != sender.strip():
        return "errors.sender_unusable"
    if sender.casefold().startswith(RESERVED_SENDERS):
        return "errors.sender_reserved"
    return None
