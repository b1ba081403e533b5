"""Reaching a person: the operator's page and address, or a summary that is sent once somebody has said yes to it."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import status
from actions.draft import Draft
from actions.memory import Asked, Memory
from actions.said import Said
from answers.phrases import phrase, phrases
from answers.summary import summary as case_facts
from documents.contents import values
from documents.letter import as_text, draft
from nlu.clock import today
from service.handoff import Handoff, HandoffError, from_environment, send
from service.settings import SettingsError

log = logging.getLogger("cec.handoff")

GOAL = KIND = "handoff"
CONTACT, APPROVAL = "handoff.contact", "handoff.approval"
CHANGE = "change"
_SUMMARY = "case_summary"
_LONGEST = 300
#: An e-mail address or a telephone number, whatever else the message says.
_REACHABLE = re.compile(r"[^@\s]+@[^@\s]+\.\w+|(?:\+|\b)\d(?:[ ().-]?\d){6,14}\b")
#: Purposes that are taken from a message only if it names no way to be reached.
_NO_CONTACT = frozenset({"inform", "correct", "out_of_scope", "affirm", "greet", "thanks"})


def configured() -> Handoff | None:
    """How the operator's people are reached; ``None`` without any, or with settings that can't be used."""
    try:
        return from_environment()
    except SettingsError as error:
        log.error("%s", error)
        return None


def begin(facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher, to: Handoff) -> bool:
    """Somebody wants a person: the summary to approve, or where people are and the summary to take along."""
    text = summary(facts, memory)
    if to.webhook is None:
        copy = phrase("handoff.copy", summary=text)
        dispatcher.utter_message(text="\n".join([*_direct(to), "", copy, "", _advice()]))
        return False
    kept = {name: memory.handoff[name] for name in ("contact",) if name in memory.handoff}
    memory.handoff = {**kept, "summary": text}
    memory.aim(GOAL)
    intro = phrase("handoff.intro", host=to.host)
    dispatcher.utter_message(text=phrase("handoff.show", intro=intro, summary=text))
    return True


def summary(facts: Mapping[str, Any], memory: Memory) -> str:
    """The case as text: what was told, about status too, the answer, the score, the sources."""
    found = values(_SUMMARY, facts, {}, None, today())
    if filed := status.told(facts, memory):
        found["told"] = [*case_facts(facts), *filed]
    return as_text(draft(_SUMMARY, found)).strip()


def _direct(to: Handoff) -> list[str]:
    lines = [phrase("handoff.direct")] if to.link or to.email else []
    if to.link:
        lines.append(phrase("handoff.link", link=to.link))
    if to.email:
        lines.append(phrase("handoff.email", email=to.email))
    return lines


def _advice() -> str:
    return phrase("handoff.advice", consultants=phrases("links")["consultants"])


def wanted(facts: Mapping[str, Any], memory: Memory) -> Asked | None:
    """First how to be reached, then the approval; ``None`` once that is given or refused."""
    if "contact" not in memory.handoff:
        return Asked(kind=KIND, paths=[CONTACT])
    if memory.handoff.get("approved") is None:
        return Asked(kind=KIND, paths=[APPROVAL])
    return None


def question(asked: Asked, facts: Mapping[str, Any], memory: Memory, lang: str) -> tuple[str, list[dict[str, Any]]]:
    """The words of a question and its buttons."""
    if asked.paths == [CONTACT]:
        text = phrase(f"handoff.contact.{'again' if asked.attempts else 'ask'}", lang)
        return text, [{"text": phrase("handoff.contact.skip", lang), "value": "unsure"}]
    to = configured()
    contact = memory.handoff.get("contact")
    key = "again" if asked.attempts else "ask" if contact else "ask_without"
    text = phrase(f"handoff.approval.{key}", lang, host=to.host if to else "", contact=contact)
    pairs: tuple[tuple[str, Any], ...] = (("yes", True), ("no", False), (CHANGE, CHANGE))
    return text, [{"text": phrase(f"handoff.approval.{name}", lang), "value": value} for name, value in pairs]


def why(asked: Asked, lang: str = "en") -> str:
    """Why a question is asked."""
    return phrase(f"handoff.{asked.paths[0].partition('.')[2]}.why", lang)


def answers_first(said: Said, asked: Asked) -> bool:
    """Whether a message is surely the answer: it names a way to be reached, whatever else it was taken for."""
    return asked.kind == KIND and bool(_REACHABLE.search(said.text))


def bind(said: Said, asked: Asked, chosen: Any, draft_: Draft, memory: Memory, full_time: float) -> None:
    """Take a way to be reached, or the approval. No fact is read from either."""
    reachable = bool(_REACHABLE.search(said.text))
    if asked.paths == [CONTACT] and said.polarity == "no" and not reachable:
        skip(asked, memory)
    elif reachable or (
        asked.paths == [CONTACT] and chosen is None and said.intent in _NO_CONTACT and said.text.strip()
    ):
        memory.handoff["contact"] = " ".join(said.text.split())[:_LONGEST]
        memory.handoff.pop("approved", None)
    elif asked.paths == [APPROVAL] and (chosen == CHANGE or _wants_change(said)):
        memory.handoff.pop("contact", None)
    elif asked.paths == [APPROVAL] and chosen in (True, False):
        memory.handoff["approved"] = chosen
    elif asked.paths == [APPROVAL] and said.polarity in ("yes", "no"):
        memory.handoff["approved"] = said.polarity == "yes"
    else:
        return
    draft_.reset()
    memory.pending, memory.turn.notes = [], []
    memory.turn.answered = memory.turn.certain = True


def _wants_change(said: Said) -> bool:
    return bool(
        re.search(
            r"\b(?:change|other|another|different|wrong|correct)\b.*\b(?:contact|e-?mail|number|phone)\b",
            said.text,
            re.I,
        )
    )


def skip(asked: Asked, memory: Memory) -> None:
    """Go on without a contact; "I don't know" is no approval."""
    if asked.paths == [CONTACT]:
        memory.handoff["contact"] = None
    else:
        memory.handoff["approved"] = False


async def give(dispatcher: CollectingDispatcher, facts: dict[str, Any], memory: Memory) -> list[EventType]:
    """Send what was approved, exactly as it was shown, and say what went where; or say that nothing was sent."""
    kept, to = memory.handoff, configured()
    contact = kept.get("contact")
    if not kept.get("approved") or to is None or to.webhook is None:
        memory.handoff = {}
        _utter(dispatcher, [phrase("handoff.declined"), *(_direct(to) if to else ())])
        return []
    content = {"conversation": memory.conversation, "summary": kept["summary"], "contact": contact}
    try:
        await send(to, content)
    except HandoffError:
        memory.handoff = {"contact": contact} if contact else {}
        retry = phrase("handoff.retry")
        buttons = [{"title": retry, "payload": retry}]
        lines = [phrase("handoff.failed", host=to.host), *_direct(to), _advice()]
        dispatcher.utter_message(text="\n".join(lines), buttons=buttons)
        return []
    memory.handoff = {}
    _utter(dispatcher, [phrase(f"handoff.{'sent' if contact else 'sent_without'}", host=to.host, contact=contact)])
    return []


def _utter(dispatcher: CollectingDispatcher, lines: list[str]) -> None:
    dispatcher.utter_message(text="\n".join(lines))
