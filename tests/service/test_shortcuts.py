"""Each shortcut next to what it stands in for."""

from __future__ import annotations

import ast
import asyncio
import copy
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core import events as rasa_events
from rasa.shared.core.events import Event
from rasa.shared.core.slots import AnySlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from service import shortcuts
from stores.twins import twin
from tests.stores.test_tracker import DOMAIN

# Taken before anything in this process could replace them.
RASAS_COPY = DialogueStateTracker.travel_back_in_time
ANY = st.sampled_from(
    [
        lambda: rasa_events.ActionExecuted("action_listen"),
        lambda: rasa_events.ActionExecuted("action_reply"),
        lambda: rasa_events.ActionExecuted("intake_form"),
        lambda: rasa_events.UserUttered("cook", {"name": "inform"}, [], {"text": "cook", "intent": {"name": "inform"}}),
        lambda: rasa_events.BotUttered("Noted."),
        lambda: rasa_events.SlotSet("facts", {"jobs": []}),
        lambda: rasa_events.SlotSet("facts", None),
        lambda: rasa_events.AllSlotsReset(),
        lambda: rasa_events.ActiveLoop("intake_form"),
        lambda: rasa_events.ActiveLoop(None),
        lambda: rasa_events.LoopInterrupted(True),
        lambda: rasa_events.ActionExecutionRejected("intake_form"),
        lambda: rasa_events.FollowupAction("action_reply"),
        lambda: rasa_events.SessionStarted(),
        lambda: rasa_events.Restarted(),
        lambda: rasa_events.ConversationPaused(),
        lambda: rasa_events.ConversationResumed(),
        lambda: rasa_events.ActionReverted(),
        lambda: rasa_events.UserUtteranceReverted(),
    ]
)


def everything(tracker: DialogueStateTracker) -> dict[str, Any]:
    found = dict(tracker.__dict__)
    found["events"] = [event.as_dict() for event in tracker.events]
    found["slots"] = {name: slot.__dict__ for name, slot in tracker.slots.items()}
    found.pop("_noted", None)
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(ANY, max_size=25), st.booleans())
def test_a_twin_is_what_a_replay_gives(makers: list[Any], begun: bool) -> None:
    tracker = DialogueStateTracker("somebody", DOMAIN.slots)
    tracker.model_id, tracker.assistant_id = "model", "assistant"
    for make in makers:
        tracker.update(make())
    if begun:
        # What Rasa's processor does before it runs the action that follows.
        tracker.clear_followup_action()
    assert everything(twin(tracker)) == everything(RASAS_COPY(tracker, float("inf")))


def test_twins_go_their_own_ways() -> None:
    tracker = DialogueStateTracker("somebody", DOMAIN.slots)
    tracker.update(rasa_events.ActiveLoop("intake_form"))
    before = copy.deepcopy(everything(tracker))
    other = twin(tracker)
    for event in (
        rasa_events.SlotSet("facts", 1),
        rasa_events.ActionExecutionRejected("intake_form"),
        rasa_events.UserUttered("cook"),
        rasa_events.ConversationPaused(),
    ):
        other.update(event)
    assert everything(tracker) == before
    assert everything(other) != before


def test_classes_of_events_by_name() -> None:
    for kind in ("user", "slot", "action", "bot", "active_loop", "session_started", "followup", "form", "topic"):
        assert shortcuts.resolve(kind) is shortcuts._resolve(kind)
    assert shortcuts.resolve("nonsense", Event) is Event
    with pytest.raises(ValueError, match="nonsense"):
        shortcuts.resolve("nonsense")


def test_copies_of_slots() -> None:
    for slot in (AnySlot("facts", mappings=[{"type": "custom"}]), TextSlot("name", mappings=[], initial_value="x")):
        slot.value = "y"
        made = shortcuts.copy_slot(slot)
        assert type(made) is type(slot)
        assert made.__dict__ == slot.__dict__
        made.value = "z"
        assert slot.value == "y"


class Number(GraphComponent):
    """Adds what it gets and its own number; remembers nothing."""

    def __init__(self, number: int) -> None:
        self.number = number

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: Any, resource: Any, execution_context: Any) -> Number:
        return cls(config["number"])

    def add(self, one: int = 0, other: int = 0) -> int:
        if self.number < 0:
            raise RuntimeError("negative")
        return self.number + one + other


def runner(tmp_path: Any, **numbers: int) -> DaskGraphRunner:
    def node(name: str, needs: dict[str, str]) -> SchemaNode:
        return SchemaNode(
            needs=needs, uses=Number, constructor_name="create", fn="add", config={"number": numbers[name]}, eager=True
        )

    schema = GraphSchema(
        {
            "last": node("last", {"one": "middle", "other": "first"}),
            "middle": node("middle", {"one": "first", "other": "given"}),
            "first": node("first", {"one": "given"}),
            "unneeded": node("unneeded", {}),
        }
    )
    return DaskGraphRunner.create(schema, LocalModelStorage(tmp_path), ExecutionContext(schema, "model"))


def test_graphs_are_run_as_dask_runs_them(tmp_path: Any) -> None:
    rasas = DaskGraphRunner.__dict__["run"] if DaskGraphRunner.run is not shortcuts.run_graph else None
    made = runner(tmp_path, last=1000, middle=100, first=10, unneeded=-1)
    for number in (1, 5):
        for targets in (["last"], ["middle"], ["last", "first"]):
            found = shortcuts.run_graph(made, {"given": number}, targets)
            assert found == {
                name: {
                    "last": 1000 + 100 + 2 * (10 + number) + number,
                    "middle": 110 + 2 * number,
                    "first": 10 + number,
                }[name]
                for name in targets
            }
            if rasas is not None:
                assert found == rasas(made, {"given": number}, targets)


def test_a_graph_that_fails_fails_as_before(tmp_path: Any) -> None:
    with pytest.raises(GraphComponentException):
        shortcuts.run_graph(runner(tmp_path, last=1, middle=1, first=-1, unneeded=1), {"given": 1}, ["last"])
    with pytest.raises(GraphRunError):
        shortcuts.run_graph(runner(tmp_path, last=1, middle=1, first=1, unneeded=1), {}, ["last"])


_SUB_STATES = st.fixed_dictionaries(
    {},
    optional={
        "user": st.fixed_dictionaries({}, optional={"intent": st.sampled_from(["ask", "inform", "should_not_be_set"])}),
        "prev_action": st.fixed_dictionaries(
            {}, optional={"action_name": st.sampled_from(["action_listen", "action_reply", "intake_form"])}
        ),
        "active_loop": st.fixed_dictionaries({"name": st.sampled_from(["intake_form", "should_not_be_set"])}),
        "slots": st.fixed_dictionaries({"requested_slot": st.sampled_from([[1.0], "should_not_be_set"])}),
    },
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(_SUB_STATES, min_size=1, max_size=3), max_size=12), st.lists(_SUB_STATES, max_size=5))
def test_the_same_rules_fit(rules: list[Any], states: list[Any]) -> None:
    """As if every rule were compared with every state."""
    policy = object.__new__(RulePolicy)
    lookup = {json.dumps(rule): f"action_{number}" for number, rule in enumerate(rules)}
    for _ in range(2):
        assert shortcuts.possible_keys(policy, lookup, states) == shortcuts._possible_keys(policy, lookup, states)
    other = {key: lookup[key] for key in list(lookup)[::2]}
    assert shortcuts.possible_keys(policy, other, states) == shortcuts._possible_keys(policy, other, states)


@pytest.mark.parametrize("name", shortcuts.TALKATIVE)
def test_deep_copies_are_for_debug_messages_only(name: str) -> None:
    """As long as that is so, they can be left out."""
    source = Path(str(importlib.util.find_spec(name).origin)).read_text(encoding="utf-8")  # type: ignore[union-attr]
    tree = ast.parse(source)
    uses = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "copy"}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug":
            uses -= {id(node) for node in ast.walk(call)}
    assert uses == set()


def test_messages_are_understood_beside_the_loop() -> None:
    """The loop goes on meanwhile, and what was understood is what the processor gets."""
    import threading
    import time

    from rasa.core.channels.channel import UserMessage

    from service import understanding

    class Processor:
        def __init__(self) -> None:
            self.thread = ""

        async def parse_message(self, message: UserMessage) -> dict[str, Any]:
            self.thread = threading.current_thread().name
            time.sleep(0.2)
            return {"text": message.text, "intent": {"name": "inform"}, "entities": []}

    class Whoever:
        processor = Processor()
        http_interpreter = None

        def is_ready(self) -> bool:
            return True

    handled: list[Any] = []

    async def handle(self: Any, message: UserMessage) -> None:
        handled.append(message.parse_data)

    async def hold(monkeypatch: pytest.MonkeyPatch) -> float:
        monkeypatch.setattr(understanding, "_handle", handle)
        turn = asyncio.ensure_future(understanding.handle_message(Whoever(), UserMessage("cook")))  # type: ignore[arg-type]
        longest, before = 0.0, time.monotonic()
        while not turn.done():
            await asyncio.sleep(0.005)
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
        await turn
        return longest

    with pytest.MonkeyPatch.context() as monkeypatch:
        assert asyncio.run(hold(monkeypatch)) < 0.15
    assert handled == [{"text": "cook", "intent": {"name": "inform"}, "entities": []}]
    assert Whoever.processor.thread == "understanding"
