"""credentials.yml with Slack and Telegram switched on, read as Rasa reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rasa.core.run import create_http_input_channels
from rasa.shared.exceptions import RasaException

from channels.messenger import ChannelSettingsError
from channels.slack import SlackInput
from channels.telegram import TelegramInput
from tests.channels.standins import Slack, Telegram

ROOT = Path(__file__).parents[2]
VALUES = {
    "SLACK_BOT_TOKEN": Slack.TOKEN,
    "SLACK_SIGNING_SECRET": Slack.SECRET,
    "TELEGRAM_BOT_TOKEN": Telegram.TOKEN,
    "TELEGRAM_SECRET_TOKEN": Telegram.SECRET,
    "TELEGRAM_WEBHOOK_URL": Telegram.WEBHOOK,
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """credentials.yml after an operator has taken the marks away, and an environment that has all it names."""
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    for name, value in VALUES.items():
        monkeypatch.setenv(name, value)
    text = re.sub(r"^#(channels\.|  )", r"\1", (ROOT / "credentials.yml").read_text(), flags=re.MULTILINE)
    path = tmp_path / "credentials.yml"
    path.write_text(text)
    return str(path)


def test_both_can_be_switched_on(file: str) -> None:
    kinds = [type(channel) for channel in create_http_input_channels(None, file)]
    assert kinds.count(SlackInput) == kinds.count(TelegramInput) == 1


@pytest.mark.parametrize("name", VALUES)
def test_a_missing_value_is_named(file: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(RasaException, match=name):
        create_http_input_channels(None, file)
    monkeypatch.setenv(name, "")
    with pytest.raises(ChannelSettingsError, match="is missing"):
        create_http_input_channels(None, file)


def test_the_example_lists_what_is_needed() -> None:
    listed = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE)
    named = re.findall(r"\$\{(\w+)\}", (ROOT / "credentials.yml").read_text())
    assert sorted(listed) == sorted(named) == sorted(VALUES)
