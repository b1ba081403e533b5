"""What is said when the questions of a goal are done: the verdict, the score, another program's answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import handoff, letters, status, tips
from actions.memory import CEC, Memory
from actions.tracking import assessed
from answers import score as score_words
from answers.cards import score_card, verdict_card
from answers.criteria import caveat_sentence, detail
from answers.summary import say, summary
from answers.verdict import same_answer, unchanged, verdict
from eligibility.assessment import assess
from eligibility.crs import score
from eligibility.facts import from_document
from nlu.clock import today

#: Some have to wait for others: they give a coroutine.
Result = Callable[[CollectingDispatcher, dict[str, Any], Memory], list[EventType] | Awaitable[list[EventType]]]


def give_verdict(dispatcher: CollectingDispatcher, facts: dict[str, Any], memory: Memory) -> list[EventType]:
    """The Canadian Experience Class: what was understood (the first time), then the answer."""
    assessment = assessed(facts)
    now = {k: assessment[k] for k in ("result", "eligible_from", "eligible_until")}
    if memory.verdict == now:
        text = same_answer(assessment, facts) if memory.turn.changes else unchanged(assessment)
        dispatcher.utter_message(text=text)
        return [SlotSet("assessment", assessment)]
    if memory.verdict is None:
        dispatcher.utter_message(text="\n".join([say("heading"), *(f"• {line}" for line in summary(facts))]))
    text = verdict(assessment, facts, memory.verdict, others(facts, assessment))
    dispatcher.utter_message(text=text, json_message={"data": verdict_card(assessment, text)})
    memory.verdict = now
    tips.after_verdict(assessment["result"], facts, memory, dispatcher)
    return [SlotSet("assessment", assessment)]


def give_score(dispatcher: CollectingDispatcher, facts: dict[str, Any], memory: Memory) -> list[EventType]:
    """The score by section and factor, how far it is from the last cut-off, and what it leaves open."""
    found = score(from_document(facts), today())
    text = score_words.for_chat(found, facts, today())
    dispatcher.utter_message(text=text, json_message={"data": score_card(found, text)})
    return [SlotSet("score", found.to_json(score_words.because, score_words.caveat))]


def others(facts: dict[str, Any], assessment: dict[str, Any]) -> list[dict[str, Any]]:
    """When the Canadian Experience Class says no, what the two other programs say."""
    if assessment["result"] != "not_eligible":
        return []
    return [_assessed(facts, program) for program in ("fsw", "fst")]


def _assessed(facts: dict[str, Any], program: str) -> dict[str, Any]:
    return assess(from_document(facts), program, today()).to_json(detail, caveat_sentence)


def give_program(program: str) -> Result:
    """The answer of the Federal Skilled Worker (``fsw``) or Trades (``fst``) class."""

    def give(dispatcher: CollectingDispatcher, facts: dict[str, Any], memory: Memory) -> list[EventType]:
        assessment = _assessed(facts, program)
        text = verdict(assessment, facts)
        dispatcher.utter_message(text=text, json_message={"data": verdict_card(assessment, text)})
        return []

    return give


RESULTS: dict[str, Result] = {
    CEC: give_verdict,
    "score": give_score,
    "fsw": give_program("fsw"),
    "fst": give_program("fst"),
    letters.GOAL: letters.give,
    status.GOAL: status.give,
    handoff.GOAL: handoff.give,
}
