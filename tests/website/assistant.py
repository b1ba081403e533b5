"""An assistant that says a fixed thing to each text: every kind of message that the page shows."""

from __future__ import annotations

import asyncio
import base64
import datetime
import struct
import zlib
from typing import Any

from answers.cards import score_card, verdict_card
from answers.score import for_chat
from eligibility.crs import score
from eligibility.facts import from_document
from stores import downloads

SOURCE = "Source: IRPR 87.1(2) – checked 1 October 2026."

VERDICT_TEXT = f"""\
Not yet – but if things go on as they are, you'd meet the Canadian Experience Class from 1 March 2027.

✗ Work experience: 1,170 of 1,560 hours count.
   – Cook, Calgary: 1,170 hours count
   – Server, Calgary: 0 hours count (TEER 4 or 5 doesn't count)
✓ Language: CLB 7 in all four abilities; CLB 5 is needed.
? Outside Quebec: You haven't said where you plan to live.
✗ Admissibility: A criminal matter was mentioned.

First possible day: 1 March 2027.
Next step: keep working as you do: https://laws-lois.justice.gc.ca/eng/.

{SOURCE}"""
VERDICT = verdict_card(
    {
        "result": "will_be_eligible",
        "criteria": [
            {"id": "work_experience", "status": "not_yet", "detail": "1,170 of 1,560 hours count."},
            {"id": "language", "status": "met", "detail": "CLB 7 in all four abilities; CLB 5 is needed."},
            {"id": "outside_quebec", "status": "unknown", "detail": "You haven't said where you plan to live."},
            {"id": "admissibility", "status": "not_met", "detail": "A criminal matter was mentioned."},
        ],
    },
    VERDICT_TEXT,
)
DAY = datetime.date(2026, 11, 24)
FACTS = {
    "language_tests": [
        {"test": "clb", "date": "2026-05-01", "listening": 9, "reading": 9, "writing": 9, "speaking": 9},
    ],
    "person": {"age": 30, "marital_status": "single"},
    "canadian_work_years": 1,
    "foreign_work_years": 0,
}
SCORE = score(from_document(FACTS), DAY)
SCORE_TEXT = for_chat(SCORE, FACTS, DAY)
SECTIONS = score_card(SCORE, SCORE_TEXT)["sections"]
LONG = "\n\n".join(
    f"Paragraph {n} of a long answer, which says a good deal about one of its points." for n in range(30)
)


def png() -> str:
    """A small picture, as an address."""
    width, height = 320, 120

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x0f\x4c\x5c" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return f"data:image/png;base64,{base64.b64encode(made).decode('ascii')}"


PICTURE = png()


def letter() -> dict[str, str]:
    """A file that is kept for somebody, as the actions say it."""
    secret, path = downloads.keep("somebody", "letter.txt", b"Dear employer")
    return {"name": path.name, "url": f"/files/{secret}/{path.name}", "path": str(path)}


def _buttons(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": title} for title in titles]


def _card(data: dict[str, Any], text: str) -> dict[str, Any]:
    return {"text": text, "custom": {"data": data}}


async def answer(text: str) -> list[dict[str, Any]]:
    """What is said to ``text``; something is said to everything."""
    if text == "letter":
        return [_card({"card": "files", "files": [letter()]}, "Your letter:")]
    known: dict[str, list[dict[str, Any]]] = {
        "I'm a cook in Calgary since May 2024": [
            {"text": "Cook, Calgary, since May 2024."},
            {
                "text": "Cooks, NOC 63200, TEER 3 – right?",
                "buttons": _buttons("Yes", "No", "I did something else as well"),
            },
        ],
        "Yes": [{"text": "How many hours a week, and what allows you to work?"}],
        "40 hours, PGWP": [_card(VERDICT, VERDICT_TEXT)],
        "score": [_card(score_card(SCORE, SCORE_TEXT), SCORE_TEXT)],
        "picture": [_card({"card": "image", "data": PICTURE, "alt": "Cut-offs over time"}, "Here is a picture.")],
        "plot": [_card({"card": "image", "data": PICTURE, "alt": "Your days:\n• today"}, "Your days:\n• today")],
        "elsewhere": [{"image": "https://example.org/a.png"}, {"attachment": "https://example.org/b/c.pdf"}],
        "script": [{"text": "No.", "attachment": "javascript:alert(1)//b.pdf"}],
        "unknown card": [_card({"card": "hologram"}, "Said in words.")],
        "broken card": [_card({"card": "verdict", "result": "eligible", "criteria": 7}, "Said in words as well.")],
        "long": [{"text": LONG, "buttons": _buttons("Go on")}],
        "text": [
            {
                "text": "First line\nsecond line\n\n• one (https://example.org/a_(b)).\n   – inner\n• two\n"
                "✓ Language: met\n✗ Work: not met\n? Quebec: unknown\n"
                "See https://www.canada.ca/en/immigration-refugees-citizenship/services.html. "
                "And http://plain.example and javascript:alert(1) <img src=x onerror=alert(1)>\n" + SOURCE
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
