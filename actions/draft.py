"""A document of facts while a message is being understood: every change is kept, so it can be read back."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

_STEP = re.compile(r"([A-Za-z_]+)|\[(\d+)\]")


class Draft:
    """Facts (section 1 of the contract, as JSON) under change.

    `put` and `drop` take the contract's paths, ``jobs[0].hours_per_week``. ``changes`` lists
    ``{"path", "old", "new"}`` in order, the latest value of a path only.
    """

    def __init__(self, facts: Mapping[str, Any] | None) -> None:
        self.facts: dict[str, Any] = copy.deepcopy(dict(facts or {}))
        self._before: dict[str, Any] = copy.deepcopy(dict(facts or {}))
        self._paths: list[str] = []

    @property
    def jobs(self) -> list[dict[str, Any]]:
        """The jobs so far; an unsaid list reads as empty without becoming "none"."""
        jobs: list[dict[str, Any]] = self.facts.get("jobs") or []
        return jobs

    def add_job(self) -> int:
        """A new job at the end of the list; its index."""
        self.facts.setdefault("jobs", [])
        self.facts["jobs"].append({})
        return len(self.facts["jobs"]) - 1

    def remove_job(self, index: int) -> dict[str, Any]:
        """Take a job out; what it held."""
        removed: dict[str, Any] = self.facts["jobs"].pop(index)
        self._paths = [p for p in self._paths if not p.startswith("jobs[")]
        return removed

    def get(self, path: str) -> Any:
        """The value at ``path``; ``None`` when it was not said."""
        return lookup(self.facts, path)

    def put(self, path: str, value: Any) -> None:
        """Set ``path`` to ``value``; missing objects and lists on the way are made."""
        steps = [m.group(1) if m.group(1) else int(m.group(2)) for m in _STEP.finditer(path)]
        node: Any = self.facts
        for step, following in pairwise(steps):
            fresh: Any = [] if isinstance(following, int) else {}
            if isinstance(step, int):
                while len(node) <= step:
                    node.append({})
                node = node[step]
            else:
                if node.get(step) is None:
                    node[step] = fresh
                node = node[step]
        node[steps[-1]] = value
        self._note(path)

    def drop(self, path: str) -> None:
        """Make ``path`` unsaid."""
        parent, _, leaf = path.rpartition(".")
        node = lookup(self.facts, parent) if parent else self.facts
        if isinstance(node, dict) and leaf in node:
            del node[leaf]
            self._note(path)

    def revert(self, path: str) -> Any:
        """Put back what stood at ``path`` before this message; the value refused."""
        refused = self.get(path)
        old = lookup(self._before, path)
        if old is None:
            self.drop(path)
        else:
            self.put(path, old)
        self._paths = [p for p in self._paths if p != path]
        return refused

    def reset(self) -> None:
        """Undo the whole message."""
        self.facts = copy.deepcopy(self._before)
        self._paths = []

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What this message changed."""
        rows = []
        for path in self._paths:
            old, new = lookup(self._before, path), self.get(path)
            if old != new:
                rows.append({"path": path, "old": old, "new": new})
        return rows

    def _note(self, path: str) -> None:
        if path in self._paths:
            self._paths.remove(path)
        self._paths.append(path)


def lookup(facts: Mapping[str, Any], path: str) -> Any:
    """The value at a contract path; ``None`` when any step of it is missing."""
    node: Any = facts
    for name, index in _STEP.findall(path):
        if name:
            if not isinstance(node, Mapping):
                return None
            node = node.get(name)
        else:
            if not isinstance(node, list) or int(index) >= len(node):
                return None
            node = node[int(index)]
    return node
