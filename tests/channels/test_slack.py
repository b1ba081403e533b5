"""The Slack channel in a running server, against a stand-in of Slack's API and with the real SDK."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from channels.gate import Gate
from channels.guard import MAX_CHARACTERS
from channels.limits import Limits, Rate
from channels.messenger import ATTEMPTS, ChannelSettingsError
from channels.slack import SlackInput
from stores import downloads
from tests.channels.server import ScriptedAgent, Server, echo
from tests.channels.standins import Call, Failure, Slack

PERSON = f"slack-{Slack.TEAM}-{Slack.PERSON}"
PNG = b"\x89PNG\r\n\x1a\nrest"


class Waits(list[float]):
    """Waits that take no time, but are remembered."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack() as running:
        yield running


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def agent(tmp_path: Path) -> ScriptedAgent:
    return ScriptedAgent(tmp_path / "conversations.db")


def channel(slack: Slack, waits: Waits, gate: Gate | None = None) -> SlackInput:
    return SlackInput(slack.TOKEN, slack.SECRET, slack.api, gate or Gate(Limits(None, None)), waits)


@pytest.fixture
def server(slack: Slack, agent: ScriptedAgent, waits: Waits) -> Iterator[Server]:
    with Server([channel(slack, waits)], agent) as running:
        yield running


def script(*messages: dict[str, Any]) -> Callable[[str], Awaitable[list[dict[str, Any]]]]:
    async def answer(text: str) -> list[dict[str, Any]]:
        return list(messages)

    return answer


def texts(slack: Slack) -> list[str]:
    """What was said, in Slack's markup."""
    return [call.parameters["blocks"][0]["text"]["text"] for call in slack.of("chat.postMessage")]


def kept(agent: ScriptedAgent, sender: str = PERSON) -> list[str]:
    """What the conversation holds of the person."""
    tracker = asyncio.run(agent.tracker_store.retrieve(sender))
    return [event.text for event in tracker.events if event.type_name == "user"] if tracker else []


def settle(condition: Callable[[], Any]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def buttons(call: Call) -> list[str]:
    return [b["text"]["text"] for block in call.parameters["blocks"][1:] for b in block["elements"]]


# What comes in.


def test_a_direct_message(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    response = slack.write(server.url, "hello")
    assert (response.status_code, response.content) == (200, b"")
    [call] = slack.wait("chat.postMessage")
    assert call.parameters["channel"] == slack.DIRECT
    assert "thread_ts" not in call.parameters
    assert call.parameters["text"] == "You said: hello"
    assert texts(slack) == ["You said: hello"]
    [message] = agent.messages
    assert (message.sender_id, message.input_channel, message.metadata) == (PERSON, "slack", None)
    settle(lambda: kept(agent) == ["hello"])
    assert requests.get(f"{server.url}/webhooks/slack/", timeout=5).json() == {"status": "ok"}


def test_it_is_acknowledged_before_it_is_answered(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    async def slow(text: str) -> list[dict[str, Any]]:
        await asyncio.sleep(0.5)
        return await echo(text)

    agent.script = slow
    begun = time.monotonic()
    assert slack.write(server.url, "hello").status_code == 200
    assert time.monotonic() - begun < 0.4
    assert slack.calls == []
    slack.wait("chat.postMessage")


def test_the_address_is_confirmed(slack: Slack, server: Server) -> None:
    response = slack.post(server.url, {"token": "x", "challenge": "3eZbrw1aB", "type": "url_verification"})
    assert (response.status_code, response.text) == (200, "3eZbrw1aB")
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8", "text/plain", ""]
)
def test_any_content_type(slack: Slack, server: Server, kind: str) -> None:
    slack.post(server.url, slack.event("hello"), kind)
    slack.wait("chat.postMessage")


@pytest.mark.parametrize("text", ["/restart", " /restart", '/inform{"facts": {}}', "//restart", "／restart"])
def test_commands_are_words(slack: Slack, server: Server, agent: ScriptedAgent, text: str) -> None:
    slack.write(server.url, text)
    slack.wait("chat.postMessage")
    assert agent.messages[0].text == text.strip(" /／")


def test_entities_and_links(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    slack.write(server.url, "IELTS &gt; 7 &amp; <http://a.example|a.example> between <https://b.example> end")
    slack.wait("chat.postMessage")
    assert agent.messages[0].text == "IELTS > 7 & a.example between https://b.example end"


def test_a_mention_is_answered_in_its_thread(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    event = slack.mention("am I eligible?")
    slack.post(server.url, event)
    [call] = slack.wait("chat.postMessage")
    assert call.parameters["channel"] == slack.CHANNEL
    assert call.parameters["thread_ts"] == event["event"]["ts"]
    assert agent.messages[0].text == "am I eligible?"
    assert agent.messages[0].sender_id == f"{PERSON}-{slack.CHANNEL}"
    slack.post(server.url, slack.mention("and in the thread?", thread_ts="1503435900.000001"))
    assert slack.wait("chat.postMessage", 2)[1].parameters["thread_ts"] == "1503435900.000001"


def test_a_mention_of_an_unnamed_bot(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    event = slack.mention("/help")
    del event["authorizations"]
    slack.post(server.url, event)
    slack.wait("chat.postMessage")
    assert agent.messages[0].text == "help"


def test_what_nobody_said_to_us(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    for event in (
        slack.event("hi all", channel=slack.CHANNEL, channel_type="channel"),
        slack.event("ours", bot_id="B19LU7CSY", user=slack.BOT),
        slack.event("ours", user=slack.BOT),
        slack.mention("from another program", bot_id="B000000001"),
        slack.event(subtype="message_changed", message={"text": "2022", "user": slack.PERSON}),
        slack.event(subtype="message_deleted"),
        slack.event(subtype="channel_join", text="joined"),
        slack.event(type="app_home_opened", tab="messages"),
        slack.event(type="reaction_added", reaction="tada"),
        slack.event(type="tokens_revoked"),
        {"type": "event_callback", "event": None},
        {"type": "app_rate_limited", "minute_rate_limited": 1518467820},
        {"type": ["unknown"]},
        {},
    ):
        assert slack.post(server.url, event).status_code == 200
    assert slack.post(server.url, b"not json").status_code == 200
    slack.write(server.url, "after all that")
    slack.wait("chat.postMessage")
    assert [message.text for message in agent.messages] == ["after all that"]


def test_files_are_not_read_and_that_is_said(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    slack.post(server.url, slack.event("", subtype="file_share", files=[{"id": "F1", "name": "ielts.pdf"}]))
    slack.wait("chat.postMessage")
    assert "only text" in texts(slack)[0]
    assert agent.messages == []
    slack.post(server.url, slack.event("my scores", subtype="file_share", files=[{"id": "F1"}]))
    slack.wait("chat.postMessage", 3)
    assert "only text" in texts(slack)[1]
    assert texts(slack)[2] == "You said: my scores"


def test_slash_commands_and_menus_are_no_errors(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    body = b"token=x&team_id=T0001&channel_id=C1&user_id=U2147483697&command=%2Fcec&text=am+I+eligible"
    response = slack.post(server.url, body, "application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert response.json()["response_type"] == "ephemeral"
    assert "direct message" in response.json()["text"]
    for payload in (
        {"type": "block_actions", "actions": [{"type": "multi_static_select", "selected_options": [{"value": "a"}]}]},
        {"type": "view_submission", "view": {"id": "V1"}},
        {"type": "shortcut", "callback_id": "x"},
        {"type": "message_action", "message": {"text": "x"}},
    ):
        assert slack.interact(server.url, payload).status_code == 200
    assert agent.messages == []


# Who may send it.


def test_signatures(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    body = json.dumps(slack.event("hello")).encode()
    right = slack.sign(body)
    for headers in (
        {},
        {"X-Slack-Signature": right["X-Slack-Signature"]},
        {"X-Slack-Request-Timestamp": right["X-Slack-Request-Timestamp"]},
        slack.sign(body, secret="another"),
        slack.sign(b"another body"),
        slack.sign(body, at=time.time() - 301),
        slack.sign(body, at=time.time() + 301),
        {**right, "X-Slack-Request-Timestamp": "now"},
        {**right, "X-Slack-Signature": "v0=\u00e9"},
        {**right, "X-Slack-Signature": right["X-Slack-Signature"].replace("v0", "v1")},
    ):
        encoded = {name: value.encode("latin-1") for name, value in headers.items()}
        assert slack.post(server.url, body, headers=encoded).status_code == 403, headers  # type: ignore[arg-type]
    assert slack.post(server.url, b"\xff\xfe", headers=right).status_code == 403
    challenge = json.dumps({"type": "url_verification", "challenge": "x"}).encode()
    assert slack.post(server.url, challenge, headers={}).status_code == 403
    assert agent.messages == []
    assert slack.post(server.url, body, headers=right).status_code == 200
    slack.wait("chat.postMessage")


def test_replays_are_not_answered(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    body = json.dumps(slack.event("hello")).encode()
    headers = slack.sign(body)
    assert [slack.post(server.url, body, headers=headers).status_code for _ in range(3)] == [200] * 3
    slack.write(server.url, "next")
    slack.wait("chat.postMessage", 2)
    assert [message.text for message in agent.messages] == ["hello", "next"]


def test_a_replayed_press_is_not_answered(slack: Slack, agent: ScriptedAgent, waits: Waits) -> None:
    """Not even one that was refused the first time, which the person may repeat."""
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}]})
    gate = Gate(Limits(Rate(a_minute=1, burst=1), None))
    with Server([channel(slack, waits, gate)], agent) as server:
        slack.write(server.url, "hello")
        [asked] = slack.wait("chat.postMessage")
        sent = slack.press(server.url, asked, "Yes").request
        slack.wait("chat.postMessage", 2)
        gate.limits = Limits(None, None)
        assert isinstance(sent.body, bytes)
        assert slack.post(server.url, sent.body, headers=dict(sent.headers)).status_code == 200
        slack.write(server.url, "next")
        slack.wait("chat.postMessage", 3)
    assert [message.text for message in agent.messages] == ["hello", "next"]


@pytest.mark.parametrize("reason", ["http_timeout", "http_error", "connection_failed", "unknown_error"])
def test_retries_are_not_answered_twice(slack: Slack, server: Server, agent: ScriptedAgent, reason: str) -> None:
    event = slack.event("hello")
    slack.post(server.url, event)
    for number in ("1", "2", "3"):
        # Signed anew, as Slack does.
        body = json.dumps({**event, "event_time": int(number)}).encode()
        headers = {**slack.sign(body), "X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": reason}
        assert slack.post(server.url, body, headers=headers).status_code == 200
    slack.write(server.url, "next")
    slack.wait("chat.postMessage", 2)
    assert [message.text for message in agent.messages] == ["hello", "next"]


def test_a_retry_of_what_never_arrived_is_answered(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    body = json.dumps(slack.event("hello")).encode()
    slack.post(server.url, body, headers={**slack.sign(body), "X-Slack-Retry-Num": "1"})
    slack.wait("chat.postMessage")
    assert [message.text for message in agent.messages] == ["hello"]


def test_too_large(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    assert slack.post(server.url, b"{" + b" " * 600_000 + b"}").status_code == 413
    assert agent.messages == []


# The guard.


def test_the_guard_and_the_limits(slack: Slack, agent: ScriptedAgent, waits: Waits) -> None:
    with Server([channel(slack, waits, Gate(Limits(Rate(a_minute=1, burst=3), None)))], agent) as server:
        slack.write(server.url, "   ")
        slack.wait("chat.postMessage", 1)
        slack.write(server.url, "a" * (MAX_CHARACTERS + 1))
        slack.wait("chat.postMessage", 2)
        slack.write(server.url, "hello")
        slack.wait("chat.postMessage", 3)
        for _ in range(5):
            slack.write(server.url, "faster")
        slack.wait("chat.postMessage", 4)
        slack.post(server.url, slack.event("me too", user="U0000000BOB"))
        slack.wait("chat.postMessage", 5)
    said = texts(slack)
    assert "didn't get any text" in said[0]
    assert f"{MAX_CHARACTERS:,}" in said[1]
    assert said[2] == "You said: hello"
    # Told once, not five times.
    assert "wait" in said[3]
    assert said[4] == "You said: me too"
    assert [message.text for message in agent.messages] == ["hello", "me too"]


# Buttons.


def test_a_button_says_its_text(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    question = {"text": "Paid?", "buttons": [{"title": "Yes", "payload": '/inform{"paid": true}'}, {"title": "No"}]}
    agent.script = script(question)
    slack.write(server.url, "hello")
    [asked] = slack.wait("chat.postMessage")
    assert buttons(asked) == ["Yes", "No"]
    assert slack.press(server.url, asked, "Yes").status_code == 200
    slack.wait("chat.postMessage", 2)
    assert [(m.text, m.sender_id) for m in agent.messages] == [("hello", PERSON), ("Yes", PERSON)]
    [marked] = slack.wait("chat.update")
    assert marked.parameters["ts"] == asked.answered["ts"]
    assert [block["type"] for block in marked.parameters["blocks"]] == ["section", "context"]
    assert marked.parameters["blocks"][1]["elements"][0]["text"] == "▸ Yes"


def test_a_second_press_is_no_second_answer(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}, {"title": "No"}]})
    slack.write(server.url, "hello")
    [asked] = slack.wait("chat.postMessage")
    for title in ("Yes", "Yes", "No"):
        assert slack.press(server.url, asked, title).status_code == 200
    slack.write(server.url, "next")
    slack.wait("chat.postMessage", 3)
    assert [message.text for message in agent.messages] == ["hello", "Yes", "next"]


def test_a_press_that_came_too_fast_can_be_repeated(slack: Slack, agent: ScriptedAgent, waits: Waits) -> None:
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}]})
    gate = Gate(Limits(Rate(a_minute=1, burst=1), None))
    with Server([channel(slack, waits, gate)], agent) as server:
        slack.write(server.url, "hello")
        [asked] = slack.wait("chat.postMessage")
        slack.press(server.url, asked, "Yes")
        slack.wait("chat.postMessage", 2)
        assert "wait" in texts(slack)[1]
        gate.limits = Limits(None, None)
        slack.press(server.url, asked, "Yes")
        slack.wait("chat.postMessage", 3)
    assert [message.text for message in agent.messages] == ["hello", "Yes"]


def test_only_who_was_asked_may_press(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}]})
    event = slack.mention("hello")
    slack.post(server.url, event)
    [asked] = slack.wait("chat.postMessage")
    slack.press(server.url, asked, "Yes", person="U0000000BOB")
    slack.press(server.url, asked, "Yes")
    answered = slack.wait("chat.postMessage", 2)[1]
    assert answered.parameters["thread_ts"] == event["event"]["ts"]
    assert [m.sender_id for m in agent.messages] == [f"{PERSON}-{slack.CHANNEL}"] * 2


def test_long_titles_are_listed(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    long = "Managers in social, community and correctional services of a very long name " * 2
    agent.script = script({"text": "Which?", "buttons": [{"title": long.strip()}, {"title": "None of these"}]})
    slack.write(server.url, "hello")
    [asked] = slack.wait("chat.postMessage")
    assert texts(slack) == [f"Which?\n\n1. {long.strip()}\n2. None of these"]
    assert buttons(asked) == ["1", "2"]
    slack.press(server.url, asked, "1")
    slack.wait("chat.postMessage", 2)
    assert agent.messages[1].text == long.strip()


def test_many_buttons_are_a_list(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "Which?", "buttons": [{"title": f"Option {n}"} for n in range(30)]})
    slack.write(server.url, "hello")
    [asked] = slack.wait("chat.postMessage")
    assert texts(slack)[0].endswith("30. Option 29")
    assert buttons(asked) == []


def test_buttons_below_a_long_text(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "line of text\n" * 500, "buttons": [{"title": "More"}]})
    slack.write(server.url, "hello")
    calls = slack.wait("chat.postMessage", 3)
    assert [buttons(call) for call in calls] == [[], [], ["More"]]


# What goes out.


def test_markup_means_nothing(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "• a <!channel> & <@U1>\n• b > c @here\nSource: s. https://laws.example/a?b=1&c=2."})
    slack.write(server.url, "hello")
    [call] = slack.wait("chat.postMessage")
    section = call.parameters["blocks"][0]
    assert section["text"] == {
        "type": "mrkdwn",
        "verbatim": True,
        "text": "• a &lt;!channel&gt; &amp; &lt;@U1&gt;\n• b &gt; c @here\n"
        "Source: s. <https://laws.example/a?b=1&amp;c=2>.",
    }
    assert call.parameters["text"].startswith("• a &lt;!channel&gt; &amp; &lt;@U1&gt;")
    assert call.parameters["unfurl_links"] is False


def test_long_texts_are_split_at_ends_of_lines(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    whole = ("& a line that grows when it is escaped\n" * 150).strip()
    agent.script = script({"text": whole})
    slack.write(server.url, "hello")
    slack.wait("chat.postMessage", 3)
    settle(lambda: kept(agent))
    said = texts(slack)
    assert all(len(text) <= 3000 for text in said)
    assert all(text.startswith("&amp; a line") and text.endswith("escaped") for text in said)
    assert "\n".join(said).split() == whole.replace("&", "&amp;").split()


def test_a_picture_and_files(
    slack: Slack, server: Server, agent: ScriptedAgent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    listed = []
    for name in ("letter.docx", "letter.txt"):
        secret, path = downloads.keep(PERSON, name, name.encode())
        listed.append({"name": name, "url": f"/files/{secret}/{name}", "path": str(path)})
    agent.script = script(
        {"text": "Enough.", "custom": {"data": {"card": "image", "data": data, "alt": "Cut-offs: 518"}}},
        {"text": "Your letter:", "custom": {"data": {"card": "files", "files": listed}}},
    )
    slack.post(server.url, slack.mention("hello", thread_ts="1503435900.000001"))
    picture, letters = slack.wait("files.completeUploadExternal", 2)
    assert list(picture.files.values()) == [("picture.png", PNG)]
    assert list(letters.files.values()) == [("letter.docx", b"letter.docx"), ("letter.txt", b"letter.txt")]
    assert picture.parameters["channel_id"] == letters.parameters["channel_id"] == slack.CHANNEL
    assert picture.parameters["thread_ts"] == "1503435900.000001"
    assert slack.of("files.getUploadURLExternal")[0].parameters["alt_txt"] == "Cut-offs: 518"
    assert texts(slack) == ["Enough.", "Your letter:"]


def test_cards_that_repeat_the_text_are_not_shown_as_data(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    card = {"card": "verdict", "title": "Yes.", "text": "Yes."}
    agent.script = script({"text": "Yes.", "custom": {"data": card}})
    slack.write(server.url, "hello")
    slack.write(server.url, "again")
    slack.wait("chat.postMessage", 2)
    assert texts(slack) == ["Yes.", "Yes."]


# What goes wrong.


def test_it_waits_as_long_as_slack_asks(slack: Slack, server: Server, agent: ScriptedAgent, waits: Waits) -> None:
    limited = Failure(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "7"})
    slack.fail("chat.postMessage", limited, limited)
    slack.write(server.url, "hello")
    slack.wait("chat.postMessage")
    assert waits == [7, 7]
    settle(lambda: kept(agent) == ["hello"])


@pytest.mark.parametrize(
    "failure",
    [
        Failure(500, "broken"),
        Failure(503, {"ok": False, "error": "service_unavailable"}),
        Failure(200, {"ok": False, "error": "internal_error"}),
    ],
)
def test_it_tries_again(slack: Slack, server: Server, waits: Waits, failure: Failure) -> None:
    slack.fail("chat.postMessage", failure, failure)
    slack.write(server.url, "hello")
    slack.wait("chat.postMessage")
    assert waits == [0.5, 1.0]


@pytest.mark.parametrize(
    "failure",
    [
        Failure(200, {"ok": False, "error": "channel_not_found"}),
        Failure(200, {"ok": False, "error": "invalid_auth"}),
        Failure(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "3600"}),
        Failure(500, "broken"),
        Failure(200, "no json"),
    ],
)
def test_no_failure_loses_a_turn(
    slack: Slack, server: Server, agent: ScriptedAgent, failure: Failure, caplog: pytest.LogCaptureFixture
) -> None:
    slack.fail("chat.postMessage", *[failure] * (ATTEMPTS if failure.status == 500 else 1))
    with caplog.at_level(logging.DEBUG):
        slack.write(server.url, "my secret")
        settle(lambda: kept(agent) == ["my secret"])
        slack.write(server.url, "next")
        slack.wait("chat.postMessage")
    assert texts(slack) == ["You said: next"]
    assert kept(agent) == ["my secret", "next"]
    ours = [record for record in caplog.records if record.name.startswith("channels")]
    assert any("couldn't be sent" in record.getMessage() for record in ours)
    assert "secret" not in "".join(record.getMessage() for record in ours)


def test_a_service_that_is_away_loses_no_turn(agent: ScriptedAgent, waits: Waits) -> None:
    with Slack() as slack:
        there = channel(slack, waits)
    with Server([there], agent) as server:
        assert slack.write(server.url, "hello").status_code == 200
        settle(lambda: kept(agent) == ["hello"])
        settle(lambda: len(waits) == ATTEMPTS - 1)


def test_what_follows_a_failure_is_still_sent(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    agent.script = script({"text": "one", "custom": {"data": {"card": "image", "data": data}}}, {"text": "two"})
    slack.fail("chat.postMessage", Failure(200, {"ok": False, "error": "msg_too_long"}))
    slack.write(server.url, "hello")
    slack.wait("chat.postMessage")
    assert texts(slack) == ["two"]
    assert len(slack.of("files.completeUploadExternal")) == 1


def test_a_failed_upload_loses_no_turn(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    agent.script = script({"text": "one", "custom": {"data": {"card": "image", "data": data}}}, {"text": "two"})
    slack.fail("upload", *[Failure(500, "broken")] * ATTEMPTS)
    slack.write(server.url, "hello")
    slack.wait("chat.postMessage", 2)
    assert texts(slack) == ["one", "two"]
    settle(lambda: kept(agent) == ["hello"])


def test_a_failing_assistant_says_so(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    async def fail(text: str) -> list[dict[str, Any]]:
        raise RuntimeError(text)

    agent.script = fail
    slack.write(server.url, "hello")
    slack.wait("chat.postMessage")
    assert "something went wrong" in texts(slack)[0]
    agent.script = script()
    slack.write(server.url, "hello")
    slack.wait("chat.postMessage", 2)
    assert "nothing to say" in texts(slack)[1]


def test_messages_keep_their_order(slack: Slack, server: Server, agent: ScriptedAgent) -> None:
    """The second waits for the first's replies, even while Slack is slow; another person doesn't."""
    slack.fail("chat.postMessage", Failure(500, "broken", hang=0.5))
    slack.write(server.url, "one")
    settle(lambda: agent.messages)
    slack.write(server.url, "two")
    slack.post(server.url, slack.event("three", user="U0000000BOB"))
    slack.wait("chat.postMessage", 3)
    assert texts(slack) == ["You said: three", "You said: one", "You said: two"]


# Settings.


def test_from_credentials() -> None:
    found = SlackInput.from_credentials({"slack_token": Slack.TOKEN, "slack_signing_secret": Slack.SECRET})
    assert found.name() == "slack"


@pytest.mark.parametrize(
    ("credentials", "says"),
    [
        (None, "slack_token is missing"),
        ({}, "slack_token is missing"),
        ({"slack_token": ""}, "slack_token is missing"),
        ({"slack_token": "${SLACK_BOT_TOKEN}"}, "slack_token is missing"),
        ({"slack_token": "xoxp-user-token"}, "xoxb"),
        ({"slack_token": Slack.TOKEN}, "slack_signing_secret is missing"),
        ({"slack_token": Slack.TOKEN, "slack_signing_secret": None}, "slack_signing_secret is missing"),
        ({"slack_token": Slack.TOKEN, "slack_signing_secret": "short"}, "signing secret"),
    ],
)
def test_settings_that_cannot_be_used(credentials: dict[str, Any] | None, says: str) -> None:
    with pytest.raises(ChannelSettingsError, match=says) as raised:
        SlackInput.from_credentials(credentials)
    for value in (credentials or {}).values():
        assert not value or value.startswith("$") or value not in str(raised.value)
