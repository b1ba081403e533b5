"""Reaching a person: nothing is sent without a yes, and nothing is lost when sending fails."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator

import pytest

from service import handoff
from tests.actions.dialog import Dialog
from tests.actions.handoff_server import Webhook

SECRET = "a secret of the operator"
STORY = "cook in Calgary since May 2025, 40 hours a week on a PGWP until 31 January 2028"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")
    for name in ("LINK", "EMAIL", "WEBHOOK", "SECRET"):
        monkeypatch.delenv(f"HANDOFF_{name}", raising=False)
    monkeypatch.setattr(handoff, "WAITS", (0.01, 0.01))


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    server = Webhook()
    monkeypatch.setenv("HANDOFF_WEBHOOK", server.url)
    monkeypatch.setenv("HANDOFF_SECRET", SECRET)
    yield server
    server.close()


def asked_for_a_person() -> Dialog:
    """Somebody told a job, and wants a person."""
    dialog = Dialog()
    dialog.say(STORY)
    dialog.say("I want to talk to a person", "human")
    return dialog


def test_without_settings_it_is_told_where_help_is_found() -> None:
    dialog = Dialog()
    dialog.say("talk to a person", "human")
    assert "public register" in dialog.text and "Source:" in dialog.text
    assert dialog.asked is None


def test_a_setting_that_cannot_be_used_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOFF_WEBHOOK", "http://example.org/hook")
    dialog = Dialog()
    dialog.say("talk to a person", "human")
    assert "public register" in dialog.text


def test_page_and_address_come_with_a_summary_to_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOFF_LINK", "https://example.org/contact")
    monkeypatch.setenv("HANDOFF_EMAIL", "help@example.org")
    dialog = asked_for_a_person()
    assert "https://example.org/contact" in dialog.text
    assert "mailto:help@example.org" in dialog.text
    assert "Summary of my case" in dialog.text and "40 hours a week" in dialog.text
    # The intake goes on.
    assert dialog.memory.goal == "cec" and dialog.memory.asked is not None


def test_the_summary_is_shown_the_contact_asked_and_only_a_yes_sends(webhook: Webhook) -> None:
    dialog = asked_for_a_person()
    shown = dialog.text
    assert "Summary of my case" in shown and "nothing is sent before you say yes" in shown
    assert dialog.asked == "contact"
    dialog.say("ana@example.com", "human")
    assert dialog.asked == "approval"
    assert "ana@example.com" in dialog.text
    assert webhook.requests == []
    dialog.say("Yes, send it", "affirm")
    (content,) = webhook.received
    assert set(content) == {"conversation", "summary", "contact"}
    assert content["conversation"] == "test-dialog"
    assert content["contact"] == "ana@example.com"
    assert content["summary"] in shown
    headers, body = webhook.requests[0]
    expected = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Handoff-Signature"] == expected
    assert "Sent to 127.0.0.1" in dialog.text and "Delete my data" in dialog.text
    assert dialog.memory.handoff == {}
    # What came before goes on.
    assert dialog.memory.goal == "cec" and dialog.memory.asked is not None


@pytest.mark.parametrize(
    ("text", "intent"), [("no", "deny"), ("No, don't send it", "stop"), ("idk", "dont_know"), ("skip", "skip")]
)
def test_anything_but_a_yes_sends_nothing(webhook: Webhook, text: str, intent: str) -> None:
    dialog = asked_for_a_person()
    dialog.say("416 555 0100")
    dialog.say(text, intent)
    assert "nothing was sent" in dialog.text
    assert webhook.requests == []
    assert dialog.memory.handoff == {}


def test_a_question_in_between_is_no_yes(webhook: Webhook) -> None:
    dialog = asked_for_a_person()
    dialog.say("416 555 0100")
    dialog.say("do I need proof of funds?", "ask", "proof_of_funds")
    assert "Source:" in dialog.text and dialog.asked == "approval"
    dialog.say("why?", "why")
    assert "leaves this conversation only if you want" in dialog.text
    assert webhook.requests == []


def test_the_contact_can_be_changed_and_left_out(webhook: Webhook) -> None:
    dialog = asked_for_a_person()
    dialog.say("ana@example.com")
    dialog.say("Change the contact", "correct")
    assert dialog.asked == "contact"
    dialog.say("Skip – send no contact", "skip")
    assert "without a contact" in dialog.text
    # A new address is an answer to the approval too, but no approval.
    dialog.say("actually bo@example.com")
    assert webhook.requests == [] and dialog.asked == "approval"
    assert "bo@example.com" in dialog.text
    dialog.say("yes", "affirm")
    assert webhook.received[0]["contact"] == "actually bo@example.com"


def test_a_contact_is_no_fact(webhook: Webhook) -> None:
    dialog = asked_for_a_person()
    before = dialog.facts
    dialog.say("call me at 604 555 0199, I work as a baker until 5 May 2027, 20 hours a week")
    assert dialog.facts == before
    assert dialog.asked == "approval"


def test_what_was_told_of_status_is_in_the_summary(webhook: Webhook) -> None:
    dialog = Dialog()
    dialog.say("my permit ended on 10 November and I haven't filed anything, can I restore", "check_status")
    dialog.say("talk to a person", "human")
    assert "- nothing was applied for" in dialog.text


def test_a_failure_is_told_and_nothing_is_lost(webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOFF_EMAIL", "help@example.org")
    webhook.statuses = [500]
    dialog = asked_for_a_person()
    dialog.say("ana@example.com")
    dialog.say("yes", "affirm")
    assert len(webhook.requests) == 3
    assert "couldn't be delivered" in dialog.text and "Nothing is lost" in dialog.text
    assert "help@example.org" in dialog.text
    assert dialog.facts["jobs"][0]["hours_per_week"] == 40
    webhook.statuses = [200]
    dialog.say("Talk to a person", "human")
    # How to be reached was told already.
    assert dialog.asked == "approval" and "ana@example.com" in dialog.text
    dialog.say("yes", "affirm")
    assert "Sent to" in dialog.text
    assert webhook.received[-1]["contact"] == "ana@example.com"
