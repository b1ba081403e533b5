"""How many hours somebody has: a sentence about the hours, whatever purpose the question was taken for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.tracking import assessed
from answers.verdict import criterion, hours, sources

#: Asks for an amount of work rather than for a day; "how many hours a week" is a question about the rule.
_HOURS = re.compile(
    r"\b(?:how (?:many|much)|number of|count|total(?: of)?) (?:\w+ ){0,4}?(?:hours|hrs|experience|work)\b"
    r"(?! (?:a|per) week)",
    re.I,
)


def asks_for_hours(text: str) -> bool:
    """Whether a message asks how many hours (how much experience) there are."""
    return bool(_HOURS.search(text))


def tell_hours(facts: Mapping[str, Any], dispatcher: CollectingDispatcher) -> None:
    """Say what counts so far, job by job, and what is still open about it."""
    assessment = assessed(dict(facts))
    work = criterion(assessment, "work_experience")
    source = sources({"criteria": [{"references": work["references"][:1]}]})
    dispatcher.utter_message(text=f"{hours(assessment, facts)}\n{source}")
