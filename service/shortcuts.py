"""What Rasa works out anew at every call, worked out once. Nothing that it answers changes.

Each was measured in long conversations; together they are a third of a turn's time. tests/service/test_shortcuts.py
compares each with what it stands in for.
"""

from __future__ import annotations

import functools

from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from stores.twins import twin

_resolve = Event.resolve_by_type


def take() -> None:
    """Put the shortcuts in place, for this process."""
    Event.resolve_by_type = staticmethod(resolve)  # type: ignore[method-assign]
    DialogueStateTracker.copy = twin  # type: ignore[method-assign]
    Slot.__copy__ = _copy_slot  # type: ignore[attr-defined]


@functools.cache
def _by_name() -> dict[str, type[Event]]:
    classes: dict[str, type[Event]] = {}
    for found in all_subclasses(Event):
        classes.setdefault(found.type_name, found)
    return classes


def resolve(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The class of an event by its name: Rasa walks through all classes, once an event."""
    return _by_name().get(type_name) or _resolve(type_name, default)


def _copy_slot(slot: Slot) -> Slot:
    """A slot's copy without the detour through pickling; there are some fifty slots, and several copies an action."""
    made = slot.__class__.__new__(slot.__class__)
    made.__dict__.update(slot.__dict__)
    return made
