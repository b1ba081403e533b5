"""The assistant's parts put together: endpoints with the actions inside, and the loaded agent."""

from __future__ import annotations

from service.quiet import quiet

quiet()

import logging  # noqa: E402
from pathlib import Path  # noqa: E402

from rasa.core.agent import Agent, load_agent  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from service import shortcuts  # noqa: E402
from service.actions_inside import InsideEndpoint, check_once  # noqa: E402
from service.paths import ROOT  # noqa: E402
from stores.tracker import fail_openly  # noqa: E402


def endpoints(file: str, action_endpoint: str | None = None) -> AvailableEndpoints:
    """The endpoints of a file; actions run inside unless ``action_endpoint`` names a server of theirs."""
    found = AvailableEndpoints.read_endpoints(str(ROOT / file))
    check_once()
    fail_openly()
    shortcuts.take()
    found.action = EndpointConfig(url=action_endpoint) if action_endpoint else InsideEndpoint()
    return found


async def load(model: Path, file: str) -> Agent:
    """The agent, ready to answer."""
    logging.getLogger("rasa").setLevel(logging.WARNING)
    return await load_agent(model_path=str(model), endpoints=endpoints(file))
