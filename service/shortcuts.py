"""What Rasa works out anew at every call, worked out once. Nothing that it answers changes.

Each was measured in long conversations; together they are a third of a turn's time. tests/service/test_shortcuts.py
compares each with what it stands in for.
"""

from __future__ import annotations

import copy
import functools
import importlib
from types import SimpleNamespace
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import State
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from stores.twins import twin

#: Modules of Rasa that copy deeply for debug messages only. Nobody sees those.
TALKATIVE = (
    "rasa.core.processor",
    "rasa.core.actions.forms",
    "rasa.core.policies.rule_policy",
    "rasa.core.policies.memoization",
)

_resolve = Event.resolve_by_type
_possible_keys = RulePolicy._get_possible_keys


def take() -> None:
    """Put the shortcuts in place, for this process."""
    Event.resolve_by_type = staticmethod(resolve)  # type: ignore[method-assign]
    DialogueStateTracker.copy = twin  # type: ignore[method-assign]
    Slot.__copy__ = copy_slot  # type: ignore[attr-defined]
    DaskGraphRunner.run = run_graph  # type: ignore[method-assign]
    RulePolicy._get_possible_keys = possible_keys  # type: ignore[method-assign]
    for name in TALKATIVE:
        vars(importlib.import_module(name))["copy"] = SimpleNamespace(copy=copy.copy, deepcopy=lambda value: value)


@functools.cache
def _by_name() -> dict[str, type[Event]]:
    classes: dict[str, type[Event]] = {}
    for found in all_subclasses(Event):
        classes.setdefault(found.type_name, found)
    return classes


def resolve(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The class of an event by its name: Rasa walks through all classes, once an event."""
    return _by_name().get(type_name) or _resolve(type_name, default)


def copy_slot(slot: Slot) -> Slot:
    """A slot's copy without the detour through pickling; there are some fifty slots, and several copies an action."""
    made = slot.__class__.__new__(slot.__class__)
    made.__dict__.update(slot.__dict__)
    return made


def run_graph(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """What the nodes ``targets`` of a model's graph make of the inputs.

    Rasa plans the order anew each time, and writes the whole graph into a debug message that nobody sees.
    """
    wanted = tuple(targets or self._graph_schema.target_names)
    plans: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = self.__dict__.setdefault("_plans", {})
    if wanted not in plans:
        plans[wanted] = _plan(self, wanted)
    outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    for name, needs in plans[wanted]:
        outputs[name] = self._instantiated_nodes[name](*(outputs.get(need, need) for need in needs))
    return dict(outputs[name] for name in wanted)


def _plan(runner: DaskGraphRunner, wanted: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """The nodes that are needed with what each needs, in an order in which they can run."""
    nodes = runner._graph_schema.minimal_graph_schema(list(wanted)).nodes
    order: dict[str, tuple[str, ...]] = {}

    def place(name: str) -> None:
        if name in nodes and name not in order:
            for need in nodes[name].needs.values():
                place(need)
            order[name] = tuple(nodes[name].needs.values())

    for name in wanted:
        place(name)
    return list(order.items())


def possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """The rules that fit the states of a conversation.

    Rasa compares every rule with every state. Here only those are compared whose last state is about the same purpose
    after the same action.
    """
    intent, action = _signs(states[-1]) if states else (None, None)
    if action is None:
        return _possible_keys(self, lookup, states)
    rules = _by_signs(self, lookup)
    signs = {(intent, action), (None, action), (intent, None), (None, None)}
    likely = {key: lookup[key] for sign in signs for key in rules.get(sign, ())}
    return _possible_keys(self, likely, states)


def _by_signs(policy: RulePolicy, lookup: dict[str, str]) -> dict[tuple[Any, Any], list[str]]:
    """Rules by what must be in the latest state of a conversation; worked out once a table of rules."""
    tables: dict[int, tuple[dict[str, str], dict[tuple[Any, Any], list[str]]]] = policy.__dict__.setdefault(
        "_tables", {}
    )
    known, found = tables.get(id(lookup), (None, {}))
    if known is not lookup:
        found = {}
        for key in lookup:
            found.setdefault(_signs(policy._rule_key_to_state(key)[-1]), []).append(key)
        tables[id(lookup)] = lookup, found
    return found


def _signs(state: State) -> tuple[Any, Any]:
    """Intent and action of a state; ``None`` where any will do."""
    named = (state.get(USER) or {}).get("intent"), (state.get(PREVIOUS_ACTION) or {}).get("action_name")
    intent, action = (None if sign == SHOULD_NOT_BE_SET else sign or None for sign in named)
    return intent, action
