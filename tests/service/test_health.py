"""Ready or not, and why."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from service.health import readiness


class Store:
    def __init__(self, reachable: bool) -> None:
        self.reachable = reachable

    async def answers(self) -> bool:
        return self.reachable


class Agent:
    def __init__(self, loaded: bool, store: Any) -> None:
        self.loaded, self.tracker_store = loaded, store

    def is_ready(self) -> bool:
        return self.loaded


@pytest.mark.parametrize(
    ("agent", "state"),
    [
        (None, "starting"),
        (Agent(False, Store(True)), "starting"),
        (Agent(True, Store(True)), "ready"),
        (Agent(True, Store(False)), "store_unreachable"),
        (Agent(True, object()), "ready"),
    ],
)
def test_readiness(agent: Any, state: str) -> None:
    assert asyncio.run(readiness(agent)) == state
