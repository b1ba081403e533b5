"""Whether the service can answer: for load balancers, and for whoever restarts it."""

from __future__ import annotations

from typing import Any, Literal

State = Literal["ready", "starting", "store_unreachable"]


async def readiness(agent: Any) -> State:
    """``starting`` until the model is loaded; ``store_unreachable`` while conversations can't be read."""
    if agent is None or not agent.is_ready():
        return "starting"
    # Other stores than ours can't be asked without a conversation.
    answers = getattr(agent.tracker_store, "answers", None)
    return "ready" if answers is None or await answers() else "store_unreachable"
