"""Messages are understood in a thread of their own: meanwhile the event loop goes on with other people's turns.

Most of that time is arithmetic outside Python, so a second core shares the work; and a long message doesn't keep
everybody waiting.
"""

from __future__ import annotations

import asyncio
import functools
import threading
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

_handle = Agent.handle_message


def beside() -> None:
    """Have every agent of this process understand messages in that thread."""
    Agent.handle_message = handle_message  # type: ignore[method-assign]


async def handle_message(self: Agent, message: UserMessage) -> list[dict[str, Any]] | None:
    """Rasa's own, with the message understood beforehand. What is understood doesn't depend on the conversation."""
    if self.is_ready() and self.http_interpreter is None and message.parse_data is None:
        assert self.processor is not None
        parsing = asyncio.run_coroutine_threadsafe(self.processor.parse_message(message), _loop())
        message.parse_data = await asyncio.wrap_future(parsing)
    return await _handle(self, message)


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="understanding", daemon=True).start()
    return loop
