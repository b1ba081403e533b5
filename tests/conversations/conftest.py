"""One running assistant for all conversations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conversations.bot import Bot, Conversation


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """Started once, stopped at the end."""
    running = Bot(tmp_path_factory.mktemp("bot"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def talk(bot: Bot) -> Conversation:
    """A new conversation."""
    return Conversation(bot)
