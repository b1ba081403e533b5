"""What is known of a turn once it has ended: counted, logged, and nothing of what was said."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered

from channels.gate import Gate
from channels.limits import Limits
from service.turns import Turn, short, turn_of, watch
from stores.database import StoreUnavailable
from stores.tracker import LATEST

SECRET = "xylophone maker in Iqaluit"


def said(intent: str, topic: str | None = None, others: tuple[dict[str, Any], ...] = ()) -> UserUttered:
    parse: dict[str, Any] = {"text": SECRET, "intent": {"name": intent}, "entities": []}
    if topic:
        parse["response_selector"] = {
            "ask": {"response": {"intent_response_key": f"ask/{topic}"}, "others": list(others)}
        }
    return UserUttered(SECRET, parse["intent"], [], parse)


def message(text: str = SECRET, sender: str = "somebody") -> UserMessage:
    return UserMessage(text, None, sender, input_channel="rest")


def turn(*events: Event) -> Turn:
    return turn_of(message(), 0.5, "done", events)


def test_a_question_with_its_topics() -> None:
    found = turn(said("ask", "quebec", ({"intent": "ask", "topic": "pnp"},)), BotUttered("No."), BotUttered("More?"))
    assert (found.intent, found.topics, found.replies) == ("ask", ("quebec", "pnp"), 2)
    assert (found.channel, found.seconds, found.outcome) == ("rest", 0.5, "done")


def test_verdicts_are_those_that_were_given() -> None:
    renewed = SlotSet("assessment", {"program": "CEC", "result": "needs_information"})
    given = SlotSet("assessment", {"program": "FSW", "result": "eligible"})
    assert turn(said("inform"), renewed, ActionExecuted("intake_form")).verdicts == ()
    found = turn(
        said("inform"), renewed, ActionExecuted("action_verdict"), given, ActionExecuted("action_listen"), renewed
    )
    assert found.verdicts == (("FSW", "eligible"),)


def test_a_turn_that_failed_before_anything_was_understood() -> None:
    found = turn_of(message(), 1.0, "failed", ())
    assert (found.intent, found.topics, found.replies, found.outcome) == (None, (), 0, "failed")


def test_the_short_name_of_a_conversation() -> None:
    assert short("somebody") == short("somebody") != short("somebody else")
    assert "somebody" not in short("somebody")
    assert len(short("x" * 500)) == 10


def test_what_the_gate_sees_is_passed_on() -> None:
    gate, turns, refusals = Gate(Limits(None, None)), list[Turn](), list[str]()
    watch(gate, [turns.append], [refusals.append])

    async def answer(arrived: UserMessage) -> None:
        if arrived.text == "fail":
            raise ValueError(SECRET)
        if arrived.text == "unreachable":
            raise StoreUnavailable("OperationalError")
        LATEST.set([said("ask", "quebec"), BotUttered("No.")])

    async def hold() -> list[str]:
        texts = ("hello", "fail", "unreachable")
        return [await gate.pass_on(answer, message(text)) for text in texts]

    assert asyncio.run(hold()) == ["done", "failed", "unreachable"]
    assert [(found.outcome, found.topics) for found in turns] == [
        ("done", ("quebec",)),
        ("failed", ()),
        ("unreachable", ()),
    ]
    gate.check(" ", "somebody", None)
    gate.check("x" * 5000, "somebody", None)
    assert refusals == ["empty", "too_long"]
    assert SECRET not in repr(turns)


def test_a_service_that_stops_waits_for_its_turns() -> None:
    gate, done = Gate(Limits(None, None)), list[str]()

    async def answer(arrived: UserMessage) -> None:
        await asyncio.sleep(0.2)
        done.append(arrived.text or "")

    async def hold() -> None:
        caller = asyncio.ensure_future(gate.pass_on(answer, message("hello")))
        await asyncio.sleep(0.05)
        caller.cancel()
        await gate.settle(5)
        assert done == ["hello"]
        slow = asyncio.ensure_future(gate.pass_on(answer, message("late")))
        await asyncio.sleep(0)
        await gate.settle(0.01)
        assert done == ["hello"]
        await slow

    asyncio.run(hold())


@pytest.mark.parametrize("sender", ["\ud800", "ü" * 100, ""])
def test_any_sender_has_a_short_name(sender: str) -> None:
    assert len(short(sender)) == 10
