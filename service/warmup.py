"""A conversation with nobody, before the first person comes: texts, tables and indexes are read when first needed."""

from __future__ import annotations

import copy

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore

_NOBODY = "nobody"
_GREETING = "hello"


async def warm_up(agent: Agent) -> int:
    """Greet the assistant and press the buttons it offers; the number of its replies. Nothing of it is kept."""
    assert agent.processor is not None
    processor = copy.copy(agent.processor)
    processor.tracker_store = InMemoryTrackerStore(agent.domain)

    async def say(text: str) -> CollectingOutputChannel:
        output = CollectingOutputChannel()
        await processor.handle_message(UserMessage(text, output, _NOBODY))
        return output

    first = await say(_GREETING)
    replies = len(first.messages)
    for button in [button for message in first.messages for button in message.get("buttons") or ()]:
        replies += len((await say(button["title"])).messages)
    return replies
