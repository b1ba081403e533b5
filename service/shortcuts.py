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

from rasa.engine.runner.dask import DaskGraphRunner
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


def take() -> None:
    """Put the shortcuts in place, for this process."""
    Event.resolve_by_type = staticmethod(resolve)  # type: ignore[method-assign]
    DialogueStateTracker.copy = twin  # type: ignore[method-assign]
    Slot.__copy__ = copy_slot  # type: ignore[attr-defined]
    DaskGraphRunner.run = run_graph  # type: ignore[method-assign]
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
