"""How a reply is laid out where messages and buttons have a greatest length."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Size = Callable[[str], int]

#: Where a text may end, best first.
_ENDS = ("\n\n", "\n", ". ", " ")
_NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, as Slack and Telegram count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int, size: Size = units) -> list[str]:
    """``text`` in parts of at most ``limit``, cut where a paragraph, a line, a sentence or a word ends.

    An early end isn't taken: a part is at least half full, unless nothing better is found. ``size`` measures.
    """
    parts = []
    text = text.strip("\n").rstrip()
    while size(text) > limit:
        most = _longest(text, limit, size)
        cut = most
        for end in _ENDS:
            kept = len(end.rstrip())
            # The blank or line end itself may lie behind the limit: it isn't sent.
            at = text.rfind(end, 0, most + len(end) - kept)
            if at + kept > most // 2:
                cut = at + kept
                break
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip(" ").strip("\n")
    return [part for part in [*parts, text] if part.strip()]


def _longest(text: str, limit: int, size: Size) -> int:
    """How many characters from the start fit; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if size(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True)
class Limits:
    """``text``: of a message; ``title``: of a button; ``buttons``: how many a message has; ``size`` measures texts."""

    text: int
    title: int
    buttons: int
    size: Size = units


@dataclass(frozen=True)
class Layout:
    """``parts``: the messages; ``buttons``: label and meaning of those that belong below the last one."""

    parts: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...] = ()


def layout(text: str, titles: Sequence[str], limits: Limits) -> Layout:
    """Words and buttons as messages.

    Titles that are longer than a button can show, or more than a message can hold, become a numbered list; its
    buttons show the numbers, and where even those are too many, the person types one.
    """
    if not titles:
        return Layout(tuple(split(text, limits.text, limits.size)))
    many = len(titles) > limits.buttons
    if not many and all(units(title) <= limits.title for title in titles):
        parts = split(text, limits.text, limits.size) or ["…"]
        return Layout(tuple(parts), tuple((title, title) for title in titles))
    numbered = "\n".join(f"{number}. {' '.join(title.split())}" for number, title in enumerate(titles, 1))
    whole = f"{text}\n\n{numbered}" if text else numbered
    if limits.size(whole) <= limits.text:
        parts = [whole]
    else:
        # The list stays in one piece, so that a number is found in the message whose button shows it.
        parts = [*split(text, limits.text, limits.size), *split(numbered, limits.text, limits.size)]
        many = many or limits.size(numbered) > limits.text
    labels = () if many else tuple((str(number), title) for number, title in enumerate(titles, 1))
    return Layout(tuple(parts), labels)


def numbered_title(text: str, number: str) -> str | None:
    """The title that a numbered list in ``text`` has at a number; the list is the last thing in it."""
    found = [title for at, title in _NUMBERED.findall(text) if at == number]
    return found[-1] if found else None
