"""Tips: each comes up once in a conversation, where it helps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.memory import Memory
from answers.phrases import phrase
from answers.status import source_line
from answers.summary import day
from eligibility.facts import from_document
from eligibility.parameters import Reference, parameter
from eligibility.permits import ends_soon
from nlu.clock import today

#: Questions about papers.
PAPERS = frozenset({"documents", "police_certificates", "reference_letter", "translations"})
#: Verdicts after which there is something to prepare.
_AHEAD = frozenset({"eligible", "will_be_eligible"})


def after_verdict(result: str, facts: Mapping[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> None:
    """One tip for somebody who qualifies or will: the permit if it ends soon, else to begin with the slow papers."""
    if result not in _AHEAD:
        return
    permit = from_document(dict(facts)).permit
    if permit and permit.expires and ends_soon(permit.expires, today()) and "tip.permit" not in memory.told:
        once("permit", memory, dispatcher, expires=day(permit.expires))
        return
    rule = parameter("timeline", "application_days").on(today())
    once("early", memory, dispatcher, rule.reference, days=rule.value)


def once(
    name: str, memory: Memory, dispatcher: CollectingDispatcher, reference: Reference | None = None, **values: Any
) -> None:
    """Say a tip unless it was said before; with its source where it states a rule."""
    if f"tip.{name}" in memory.told:
        return
    memory.told.append(f"tip.{name}")
    lines = [phrase(f"tips.{name}", **values), *([source_line([reference])] if reference else [])]
    dispatcher.utter_message(text="\n".join(lines))
