"""Settings of the handover, and how a summary is sent."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Iterator

import pytest

from service import handoff
from service.handoff import Handoff, HandoffError, from_environment, send
from service.settings import SettingsError
from tests.actions.handoff_server import Webhook

SECRET = "0123456789abcdef"
CONTENT = {"conversation": "c", "summary": "é – text", "contact": None}


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    monkeypatch.setattr(handoff, "WAITS", (0.01, 0.01))
    server = Webhook()
    yield server
    server.close()


def deliver(webhook: Webhook) -> None:
    """Send `CONTENT` there."""
    asyncio.run(send(Handoff(webhook=webhook.url, secret=SECRET), CONTENT))


def test_nothing_set_is_none() -> None:
    assert from_environment({}) is None
    assert from_environment({"HANDOFF_LINK": "  ", "HANDOFF_SECRET": SECRET}) is None


def test_what_is_set() -> None:
    found = from_environment(
        {
            "HANDOFF_LINK": "https://example.org/contact",
            "HANDOFF_EMAIL": "help@example.org",
            "HANDOFF_WEBHOOK": "https://desk.example.org/hook",
            "HANDOFF_SECRET": SECRET,
        }
    )
    assert found == Handoff("https://example.org/contact", "help@example.org", "https://desk.example.org/hook", SECRET)
    assert found.host == "desk.example.org"
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"HANDOFF_LINK": "javascript:alert(1)"}, "HANDOFF_LINK"),
        ({"HANDOFF_EMAIL": "help at example.org"}, "HANDOFF_EMAIL"),
        ({"HANDOFF_WEBHOOK": "http://example.org/hook", "HANDOFF_SECRET": SECRET}, "HANDOFF_WEBHOOK"),
        ({"HANDOFF_WEBHOOK": "https:///hook", "HANDOFF_SECRET": SECRET}, "HANDOFF_WEBHOOK"),
        ({"HANDOFF_WEBHOOK": "https://example.org/hook"}, "HANDOFF_SECRET"),
        ({"HANDOFF_WEBHOOK": "https://example.org/hook", "HANDOFF_SECRET": "short"}, "HANDOFF_SECRET"),
    ],
)
def test_a_bad_setting_is_named(environment: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=f"^{named}:"):
        from_environment(environment)


def test_the_body_is_signed_as_sent(webhook: Webhook) -> None:
    deliver(webhook)
    headers, body = webhook.requests[0]
    assert webhook.received == [CONTENT]
    assert headers["X-Handoff-Signature"] == ("sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest())


def test_a_server_in_trouble_is_tried_again_under_the_same_number(webhook: Webhook) -> None:
    webhook.statuses = [503, 429, 202]
    deliver(webhook)
    assert len(webhook.requests) == 3
    assert len({headers["X-Handoff-Delivery"] for headers, _ in webhook.requests}) == 1


@pytest.mark.parametrize(("status", "tries"), [(500, 3), (403, 1), (302, 1)])
def test_it_gives_up(webhook: Webhook, status: int, tries: int) -> None:
    webhook.statuses = [status]
    with pytest.raises(HandoffError, match=str(status)):
        deliver(webhook)
    assert len(webhook.requests) == tries


def test_nobody_answers(webhook: Webhook) -> None:
    webhook.close()
    with pytest.raises(HandoffError):
        deliver(webhook)


def test_a_slow_server_is_not_waited_for(webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handoff, "SECONDS", 0.05)
    webhook.delay = 0.3
    with pytest.raises(HandoffError, match="Timeout"):
        deliver(webhook)
    assert len(webhook.requests) == 3
