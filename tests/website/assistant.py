"""An assistant that says a fixed thing to each text: every kind of message that the page shows."""

from __future__ import annotations

import asyncio
import base64
import struct
import zlib
from typing import Any

SOURCE = "Source: IRPR 87.1(2) – checked 1 October 2026."

VERDICT: dict[str, Any] = {
    "card": "verdict",
    "result": "will_be_eligible",
    "title": "Not yet – but if things go on as they are, you'd meet the Canadian Experience Class from 1 March 2027.",
    "criteria": [
        {
            "mark": "not_yet",
            "name": "Work experience",
            "detail": "1,170 of 1,560 hours count.\n• Cook, Calgary: 1,170 hours\n• Server, Calgary: 0 hours",
        },
        {"mark": "met", "name": "Language", "detail": "CLB 7 in all four abilities; CLB 5 is needed."},
        {"mark": "unknown", "name": "Outside Quebec", "detail": "You haven't said where you plan to live."},
        {"mark": "not_met", "name": "Admissibility", "detail": "A criminal matter was mentioned."},
        {"mark": "cannot_say", "name": "Employer abroad", "detail": "The rules leave this open."},
    ],
    "dates": ["First possible day: 1 March 2027; last: 28 February 2028, unless something new happens."],
    "notes": ["Next step: keep working as you do, and collect your employer letters meanwhile."],
    "sources": ["IRPR 87.1(2)(a), 87.1(2)(b) – checked 1 October 2026. https://laws-lois.justice.gc.ca/eng/"],
}
SCORE: dict[str, Any] = {
    "card": "score",
    "title": "Comprehensive Ranking System",
    "total": 471,
    "sections": [
        {"name": "Core", "points": 391, "maximum": 500},
        {"name": "Transferability", "points": 50, "maximum": 100},
        {"name": "Additional", "points": 30, "maximum": 600},
    ],
    "notes": ["The last round for the class had a cut-off of 518."],
    "sources": ["MI 2025-03-25 – checked 1 October 2026."],
}
TIMELINE: dict[str, Any] = {
    "card": "timeline",
    "title": "Your days",
    "events": [
        {"date": "1 May 2024", "what": "work as a cook began", "moment": "past"},
        {"date": "24 November 2026", "what": "1,170 hours count", "moment": "today"},
        {"date": "1 March 2027", "what": "first day on which you'd meet the class", "moment": "future"},
    ],
    "sources": ["IRPR 87.1(2)(a) – checked 1 October 2026."],
}
LONG = "\n\n".join(
    f"Paragraph {n} of a long answer, which says a good deal about one of its points." for n in range(30)
)


def png() -> str:
    """A small picture, base64."""
    width, height = 320, 120

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x0f\x4c\x5c" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(made).decode()


def _buttons(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": title} for title in titles]


def _card(data: dict[str, Any], text: str) -> dict[str, Any]:
    return {"text": text, "custom": {"data": data}}


async def answer(text: str) -> list[dict[str, Any]]:
    """What is said to ``text``; something is said to everything."""
    known: dict[str, list[dict[str, Any]]] = {
        "I'm a cook in Calgary since May 2024": [
            {"text": "Cook, Calgary, since May 2024."},
            {
                "text": "Cooks, NOC 63200, TEER 3 – right?",
                "buttons": _buttons("Yes", "No", "I did something else as well"),
            },
        ],
        "Yes": [{"text": "How many hours a week, and what allows you to work?"}],
        "40 hours, PGWP": [_card(VERDICT, "✗ Work experience: 1,170 of 1,560 hours.\n" + SOURCE)],
        "score": [_card(SCORE, "471 points.\n" + SOURCE)],
        "timeline": [_card(TIMELINE, "• 1 March 2027: first day.\n" + SOURCE)],
        "picture": [_card({"card": "image", "data": png(), "alt": "Cut-offs over time"}, "Here is a picture.")],
        "letter": [_card({"card": "file", "name": "letter.txt", "url": "/downloads/x/letter.txt"}, "Your letter:")],
        "unknown card": [_card({"card": "hologram"}, "Said in words.")],
        "broken card": [_card({"card": "verdict", "result": "eligible", "criteria": 7}, "Said in words as well.")],
        "long": [{"text": LONG, "buttons": _buttons("Go on")}],
        "text": [
            {
                "text": "First line\nsecond line\n\n• one (https://example.org/a_(b)).\n   – inner\n• two\n"
                "✓ Language: met\n✗ Work: not met\n? Quebec: unknown\n"
                "See http://plain.example and javascript:alert(1) <img src=x onerror=alert(1)>\n" + SOURCE
            }
        ],
        "delete my data": [{"text": "Deleted.", "forgotten": True}],
        "nothing": [],
    }
    if text == "fail":
        raise RuntimeError("as asked")
    if text.startswith("slow"):
        await asyncio.sleep(1.5)
    return known.get(text, [{"text": f"You said: {text}"}])
