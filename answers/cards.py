"""Results as data for channels that draw them: a card says what the text beside it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from answers.phrases import phrase
from answers.score import because
from eligibility.crs import SECTIONS, Score


def verdict_card(assessment: Mapping[str, Any], text: str, lang: str = "en") -> dict[str, Any]:
    """A verdict: its result, a line a requirement with the name of its mark; ``text`` is the whole of it."""
    first, _, rest = text.partition("\n")
    under = [line.strip() for line in rest.split("\n") if line.startswith(_INDENT)]
    criteria = [
        {
            "mark": row["status"],
            "name": phrase(f"verdict.criteria.{row['id']}", lang),
            "detail": "\n".join([row["detail"], *(under if row["id"] == "work_experience" else ())]),
        }
        for row in assessment["criteria"]
    ]
    after = [line for line in rest.split("\n") if line and not line.startswith((*_MARKS, _INDENT))]
    return {
        "card": "verdict",
        "result": assessment["result"],
        "title": first,
        "criteria": criteria,
        "lines": after,
        "text": text,
    }


_MARKS = ("✓", "✗", "?")
#: How the lines of single jobs begin, under the requirement that they are about.
_INDENT = "   "


def score_card(found: Score, text: str, lang: str = "en") -> dict[str, Any]:
    """A score: total or range, and the rows of each section."""
    first = text.partition("\n")[0]
    sections = []
    for name in SECTIONS:
        items = [item for item in found.items if item.section == name]
        if items:
            low, high = found.section_ranges[name]
            rows = [
                {
                    "name": phrase(f"crs.factors.{item.factor}", lang),
                    "low": item.low,
                    "high": item.high,
                    "maximum": item.maximum,
                    "because": because(item, lang),
                }
                for item in items
            ]
            sections.append({"name": phrase(f"crs.sections.{name}", lang), "low": low, "high": high, "rows": rows})
    return {"card": "score", "title": first, "range": list(found.range), "sections": sections, "text": text}
