"""The Telegram channel in a running server, against a stand-in of the Bot API."""

from __future__ import annotations

import asyncio
import base64
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from channels.gate import Gate
from channels.guard import MAX_CHARACTERS
from channels.limits import Limits, Rate
from channels.messenger import ATTEMPTS, ChannelSettingsError
from channels.rest import RestInput
from channels.telegram import TelegramInput
from stores import downloads
from tests.channels.server import ScriptedAgent, Server, echo
from tests.channels.standins import Call, Failure, Telegram

PERSON = f"telegram-{Telegram.PERSON}"
PNG = b"\x89PNG\r\n\x1a\nrest"
BLOCKED = Failure(403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})

NO_CHAT = Failure(400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"})


class Waits(list[float]):
    """Waits that take no time, but are remembered."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as running:
        yield running


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def agent(tmp_path: Path) -> ScriptedAgent:
    return ScriptedAgent(tmp_path / "conversations.db")


def channel(telegram: Telegram, waits: Waits, gate: Gate | None = None) -> TelegramInput:
    return TelegramInput(
        telegram.TOKEN, telegram.SECRET, telegram.WEBHOOK, telegram.url, gate or Gate(Limits(None, None)), waits
    )


@pytest.fixture
def server(telegram: Telegram, agent: ScriptedAgent, waits: Waits) -> Iterator[Server]:
    with Server([channel(telegram, waits)], agent) as running:
        telegram.wait("setWebhook")
        yield running


def script(*messages: dict[str, Any]) -> Callable[[str], Awaitable[list[dict[str, Any]]]]:
    async def answer(text: str) -> list[dict[str, Any]]:
        return list(messages)

    return answer


def texts(telegram: Telegram) -> list[str]:
    return [call.parameters["text"] for call in telegram.of("sendMessage")]


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


def rows(call: Call) -> list[list[str]]:
    return [[button["text"] for button in row] for row in call.parameters["reply_markup"]["inline_keyboard"]]


# The start.


def test_the_webhook_is_set_at_the_start(telegram: Telegram, server: Server) -> None:
    [call] = telegram.of("setWebhook")
    assert call.parameters == {
        "url": telegram.WEBHOOK,
        "secret_token": telegram.SECRET,
        "allowed_updates": ["message", "callback_query"],
    }
    # Nobody else can move it.
    for verb in ("get", "post"):
        assert getattr(requests, verb)(f"{server.url}/webhooks/telegram/set_webhook", timeout=5).status_code == 404
    assert requests.get(f"{server.url}/webhooks/telegram/", timeout=5).json() == {"status": "ok"}


def test_without_telegram_everything_else_works(agent: ScriptedAgent, caplog: pytest.LogCaptureFixture) -> None:
    async def briefly(seconds: float) -> None:
        await asyncio.sleep(0.02)

    with Telegram() as telegram:
        there = TelegramInput(telegram.TOKEN, telegram.SECRET, telegram.WEBHOOK, telegram.url, pause=briefly)
    with Server([there, RestInput(Gate(Limits(None, None)))], agent) as server:
        answer = requests.post(
            f"{server.url}/webhooks/rest/webhook", json={"sender": "ann", "message": "hi"}, timeout=10
        )
        assert answer.json()[0]["text"] == "You said: hi"
        settle(lambda: "isn't set yet" in caplog.text)
    assert telegram.TOKEN not in caplog.text


def test_the_webhook_is_set_once_telegram_is_there(telegram: Telegram, agent: ScriptedAgent, waits: Waits) -> None:
    telegram.fail("getMe", *[Failure(502, "<html>")] * (2 * ATTEMPTS))
    telegram.fail("setWebhook", Failure(401, {"ok": False, "error_code": 401, "description": "Unauthorized"}))
    with Server([channel(telegram, waits)], agent) as server:
        telegram.wait("setWebhook")
        telegram.write(server.url, "hello")
        telegram.wait("sendMessage")
    between = [0.5, 1.0, 2.0]
    assert waits == [*between, 1.0, *between, 2.0, 4.0]


# What comes in.


def test_a_message(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    response = telegram.write(server.url, "hello")
    assert (response.status_code, response.content) == (200, b"")
    # Answered when its turn is over, so a crash before that makes Telegram send it again.
    [call] = telegram.of("sendMessage")
    assert call.parameters == {
        "chat_id": telegram.PERSON,
        "text": "You said: hello",
        "link_preview_options": {"is_disabled": True},
    }
    [message] = agent.messages
    assert (message.sender_id, message.input_channel, message.metadata) == (PERSON, "telegram", None)
    assert kept(agent) == ["hello"]


def test_one_message_after_the_other(telegram: Telegram, server: Server) -> None:
    """Rasa's own channel fails from the first one on, because its session belongs to another loop."""
    for text in ("one", "two", "three"):
        assert telegram.write(server.url, text).status_code == 200
    assert texts(telegram) == ["You said: one", "You said: two", "You said: three"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/restart", "restart"),
        ('/inform{"facts": {}}', 'inform{"facts": {}}'),
        ("my robot at https://example.org/bot works", "my robot at https://example.org/bot works"),
        ("/bot", "bot"),
        ("/help", "help"),
    ],
)
def test_commands_are_words(telegram: Telegram, server: Server, agent: ScriptedAgent, text: str, said: str) -> None:
    telegram.write(server.url, text)
    assert agent.messages[0].text == said
    assert texts(telegram) == [f"You said: {said}"]


def test_start_greets(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    telegram.write(server.url, "/start")
    assert agent.messages[0].text == "hello"


def test_in_a_group(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    telegram.post(server.url, telegram.message("hi all", telegram.GROUP))
    update = telegram.message(f"@{telegram.NAME} am I eligible?", telegram.GROUP)
    telegram.post(server.url, update)
    [call] = telegram.of("sendMessage")
    assert call.parameters["chat_id"] == telegram.GROUP
    assert call.parameters["reply_parameters"]["message_id"] == update["message"]["message_id"]
    [message] = agent.messages
    assert (message.text, message.sender_id) == (
        "am I eligible?",
        f"telegram-{telegram.GROUP}-{telegram.PERSON}",
    )


def test_every_kind_of_update_is_taken(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    chat, person = telegram.chat(telegram.PERSON), {"id": telegram.PERSON, "is_bot": False, "first_name": "Ann"}
    text = telegram.message("2022")["message"]
    kicked = {"user": {"id": telegram.BOT, "is_bot": True}, "status": "kicked", "until_date": 0}
    for update in (
        telegram.update(my_chat_member={"chat": chat, "from": person, "date": 1, "new_chat_member": kicked}),
        telegram.update(chat_member={"chat": chat, "from": person}),
        telegram.update(chat_join_request={"chat": chat, "from": person}),
        telegram.update(edited_message={**text, "edit_date": 1441645600}),
        telegram.update(channel_post={"message_id": 3, "chat": {"id": -1, "type": "channel"}, "text": "x"}),
        telegram.update(edited_channel_post={"message_id": 3, "chat": {"id": -1, "type": "channel"}, "photo": [{}]}),
        telegram.update(message_reaction={"chat": chat, "user": person, "new_reaction": [{"type": "emoji"}]}),
        telegram.update(message_reaction_count={"chat": chat, "reactions": []}),
        telegram.update(inline_query={"id": "1", "from": person, "query": "x", "offset": ""}),
        telegram.update(chosen_inline_result={"result_id": "1", "from": person, "query": "x"}),
        telegram.update(poll={"id": "1", "question": "?"}),
        telegram.update(poll_answer={"poll_id": "1", "user": person, "option_ids": [0]}),
        telegram.update(pre_checkout_query={"id": "1", "from": person}),
        telegram.update(business_message=text),
        telegram.message(pinned_message=text),
        telegram.message(chat=telegram.GROUP, new_chat_members=[{"id": telegram.BOT, "is_bot": True}]),
        telegram.update(message={"message_id": 1}),
        telegram.update(something_new={"x": 1}),
        telegram.update(),
        {},
        [],
        "text",
        7,
    ):
        assert telegram.post(server.url, update).status_code == 200, update
    assert agent.messages == []
    assert texts(telegram) == []


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "document", "video_note", "contact"])
def test_only_text_is_read_and_that_is_said(
    telegram: Telegram, server: Server, agent: ScriptedAgent, kind: str
) -> None:
    telegram.post(server.url, telegram.message(**{kind: {"file_id": "x"}}))
    assert "only text" in texts(telegram)[0]
    assert agent.messages == []
    telegram.post(server.url, telegram.message(**{kind: {"file_id": "x"}, "caption": "my scores"}))
    assert "only text" in texts(telegram)[1]
    assert texts(telegram)[2:] == ["You said: my scores"]


def test_a_repeated_update_is_answered_once(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    update = telegram.message("hello")
    assert [telegram.post(server.url, update).status_code for _ in range(3)] == [200] * 3
    assert texts(telegram) == ["You said: hello"]
    assert len(agent.messages) == 1


# Who may send it.


def test_the_secret(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    update = telegram.message("hello")
    for secret in (None, "", "wrong", telegram.SECRET[:-1], f"{telegram.SECRET}x", "é"):
        sent = secret.encode() if secret else secret
        assert telegram.post(server.url, update, secret=sent).status_code == 403  # type: ignore[arg-type]
    assert agent.messages == []
    assert telegram.post(server.url, update).status_code == 200
    assert len(agent.messages) == 1


def test_bad_bodies(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    for body in (b"", b"{", b"\xff", b'{"a":' * 100_000):
        assert telegram.post(server.url, body).status_code == 400
    assert telegram.post(server.url, b"[" + b" " * 600_000 + b"]").status_code == 413
    assert agent.messages == []


# The guard.


def test_the_guard_and_the_limits(telegram: Telegram, agent: ScriptedAgent, waits: Waits) -> None:
    with Server([channel(telegram, waits, Gate(Limits(Rate(a_minute=1, burst=3), None)))], agent) as server:
        telegram.write(server.url, "\u200b")
        telegram.write(server.url, "a" * (MAX_CHARACTERS + 1))
        telegram.write(server.url, "hello")
        for _ in range(5):
            telegram.write(server.url, "faster")
        said = telegram.wait("sendMessage", 4)
        assert "didn't get any text" in said[0].parameters["text"]
        assert f"{MAX_CHARACTERS:,}" in said[1].parameters["text"]
        assert said[2].parameters["text"] == "You said: hello"
        # Told once, not five times.
        assert "wait" in said[3].parameters["text"]
        assert len(telegram.of("sendMessage")) == 4
    assert [message.text for message in agent.messages] == ["hello"]


# Buttons.


def test_a_button_says_its_text(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    question = {"text": "Paid?", "buttons": [{"title": "Yes", "payload": '/inform{"paid": true}'}, {"title": "No"}]}
    agent.script = script(question)
    telegram.write(server.url, "hello")
    [asked] = telegram.of("sendMessage")
    assert rows(asked) == [["Yes", "No"]]
    assert telegram.press(server.url, asked, "Yes").status_code == 200
    assert [(m.text, m.sender_id) for m in agent.messages] == [("hello", PERSON), ("Yes", PERSON)]
    [acknowledged] = telegram.wait("answerCallbackQuery")
    assert acknowledged.parameters["text"] == "Yes"
    [marked] = telegram.wait("editMessageText")
    assert marked.parameters["message_id"] == asked.answered["result"]["message_id"]
    assert marked.parameters["text"] == "Paid?\n\n▸ Yes"
    assert "reply_markup" not in marked.parameters


def test_a_second_press_is_acknowledged_but_no_second_answer(
    telegram: Telegram, server: Server, agent: ScriptedAgent
) -> None:
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}, {"title": "No"}]})
    telegram.write(server.url, "hello")
    [asked] = telegram.of("sendMessage")
    for title in ("Yes", "Yes", "No"):
        assert telegram.press(server.url, asked, title).status_code == 200
    telegram.wait("answerCallbackQuery", 3)
    assert [message.text for message in agent.messages] == ["hello", "Yes"]


def test_a_press_that_came_too_fast_can_be_repeated(telegram: Telegram, agent: ScriptedAgent, waits: Waits) -> None:
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}]})
    gate = Gate(Limits(Rate(a_minute=1, burst=1), None))
    with Server([channel(telegram, waits, gate)], agent) as server:
        telegram.write(server.url, "hello")
        [asked] = telegram.of("sendMessage")
        telegram.press(server.url, asked, "Yes")
        telegram.wait("sendMessage", 2)
        gate.limits = Limits(None, None)
        telegram.press(server.url, asked, "Yes")
    assert [message.text for message in agent.messages] == ["hello", "Yes"]


def test_a_button_works_after_a_restart(telegram: Telegram, agent: ScriptedAgent, waits: Waits) -> None:
    """Nothing about buttons is kept by us, however long their titles."""
    long = "Administrative officers and assistants in the longest words there are"
    agent.script = script({"text": "Which?", "buttons": [{"title": "Cooks"}, {"title": long}]})
    with Server([channel(telegram, waits)], agent) as server:
        telegram.write(server.url, "hello")
    [asked] = telegram.of("sendMessage")
    assert asked.parameters["text"] == f"Which?\n\n1. Cooks\n2. {long}"
    assert rows(asked) == [["1", "2"]]
    with Server([channel(telegram, waits)], agent) as server:
        telegram.press(server.url, asked, "2")
    assert agent.messages[1].text == long


def test_rows_of_buttons(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    titles = ["Single", "Married", "Common-law", "Software engineers and designers (21231)", "Yes", "No"]
    agent.script = script({"text": "?", "buttons": [{"title": title} for title in titles]})
    telegram.write(server.url, "hello")
    assert rows(telegram.of("sendMessage")[0]) == [["Single", "Married"], ["Common-law"], [titles[3]], ["Yes", "No"]]


def test_buttons_below_a_long_text(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "line of text\n" * 500, "buttons": [{"title": "More"}]})
    telegram.write(server.url, "hello")
    first, last = telegram.of("sendMessage")
    assert "reply_markup" not in first.parameters
    assert rows(last) == [["More"]]


def test_in_a_group_only_who_was_asked_may_press(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}]})
    update = telegram.message(f"@{telegram.NAME} hi", telegram.GROUP)
    telegram.post(server.url, update)
    [asked] = telegram.of("sendMessage")
    telegram.press(server.url, asked, "Yes", person=2222222)
    [acknowledged] = telegram.wait("answerCallbackQuery")
    assert "can't be used" in acknowledged.parameters["text"]
    telegram.press(server.url, asked, "Yes")
    assert [m.sender_id for m in agent.messages] == [f"telegram-{telegram.GROUP}-{telegram.PERSON}"] * 2
    answered = telegram.wait("sendMessage", 2)[1]
    assert answered.parameters["reply_parameters"]["message_id"] == update["message"]["message_id"]


def test_buttons_that_telegram_no_longer_shows(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    agent.script = script({"text": "Paid?", "buttons": [{"title": "Yes"}]})
    telegram.write(server.url, "hello")
    [asked] = telegram.of("sendMessage")
    message = {"message_id": 5, "chat": telegram.chat(telegram.PERSON), "date": 0}
    assert telegram.press(server.url, asked, "Yes", message=message).status_code == 200
    assert telegram.press(server.url, asked, "Yes", message=None, inline_message_id="x").status_code == 200
    for call in telegram.wait("answerCallbackQuery", 2):
        assert "can't be used" in call.parameters["text"]
    assert len(agent.messages) == 1


# What goes out.


def test_words_mean_nothing_but_themselves(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    text = "• a_b *c* <b> & [x](y) `z`\n• /restart\nSource: https://laws.example/a?b=1&c=2"
    agent.script = script({"text": text})
    telegram.write(server.url, "hello")
    [call] = telegram.of("sendMessage")
    assert call.parameters["text"] == text
    assert not {"parse_mode", "entities"} & set(call.parameters)


def test_long_texts_are_split_at_ends_of_lines(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    whole = ("• a line with an emoji 🍁🍁🍁 that counts twice\n" * 150).strip()
    agent.script = script({"text": whole})
    telegram.write(server.url, "hello")
    said = texts(telegram)
    assert len(said) == 2
    assert all(part.startswith("• a line") and part.endswith("twice") for part in said)
    assert "\n".join(said) == whole


def test_a_picture_and_files(
    telegram: Telegram, server: Server, agent: ScriptedAgent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    listed = []
    for name in ("letter.docx", "letter.txt"):
        secret, path = downloads.keep(PERSON, name, name.encode())
        listed.append({"name": name, "url": f"/files/{secret}/{name}", "path": str(path)})
    agent.script = script(
        {"text": "Enough.", "custom": {"data": {"card": "image", "data": data, "alt": "Enough."}}},
        {"text": "Dates.", "custom": {"data": {"card": "image", "data": data, "alt": "A timeline"}}},
        {"text": "Your letter:", "custom": {"data": {"card": "files", "files": listed}}},
    )
    telegram.write(server.url, "hello")
    assert [call.method for call in telegram.calls if call.method.startswith("send")] == [
        *("sendMessage", "sendPhoto", "sendMessage", "sendPhoto", "sendMessage", "sendDocument", "sendDocument")
    ]
    pictures = telegram.of("sendPhoto")
    assert [call.files for call in pictures] == [{"photo": ("picture.png", PNG)}] * 2
    # Words that were just said aren't repeated below the picture.
    assert [call.parameters["caption"] for call in pictures] == ["", "A timeline"]
    assert [call.files["document"] for call in telegram.of("sendDocument")] == [
        ("letter.docx", b"letter.docx"),
        ("letter.txt", b"letter.txt"),
    ]


# What goes wrong.


def limited(seconds: int) -> Failure:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": seconds}}
    return Failure(429, body)


def test_it_waits_as_long_as_telegram_asks(
    telegram: Telegram, server: Server, agent: ScriptedAgent, waits: Waits
) -> None:
    telegram.fail("sendMessage", limited(7), limited(9))
    telegram.write(server.url, "hello")
    assert texts(telegram) == ["You said: hello"]
    assert waits == [7, 9]
    assert kept(agent) == ["hello"]


def test_a_file_is_sent_whole_at_every_attempt(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    agent.script = script({"text": "x", "custom": {"data": {"card": "image", "data": data}}})
    telegram.fail("sendPhoto", limited(1), Failure(502, "<html>"))
    telegram.write(server.url, "hello")
    assert telegram.of("sendPhoto")[0].files == {"photo": ("picture.png", PNG)}


def test_it_tries_again(telegram: Telegram, server: Server, waits: Waits) -> None:
    telegram.fail("sendMessage", Failure(500, "broken"), Failure(502, {"ok": False, "error_code": 502}))
    telegram.write(server.url, "hello")
    assert texts(telegram) == ["You said: hello"]
    assert waits == [0.5, 1.0]


@pytest.mark.parametrize(
    ("failure", "times", "level"),
    [
        (BLOCKED, 1, logging.INFO),
        (NO_CHAT, 1, logging.ERROR),
        (limited(3600), 1, logging.ERROR),
        (Failure(500, "broken"), ATTEMPTS, logging.ERROR),
        (Failure(200, "no json"), ATTEMPTS, logging.ERROR),
    ],
)  # fmt: skip
def test_no_failure_loses_a_turn(
    telegram: Telegram,
    server: Server,
    agent: ScriptedAgent,
    failure: Failure,
    times: int,
    level: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.fail("sendMessage", *[failure] * times)
    with caplog.at_level(logging.DEBUG):
        assert telegram.write(server.url, "my secret").status_code == 200
        telegram.write(server.url, "next")
    assert texts(telegram) == ["You said: next"]
    assert kept(agent) == ["my secret", "next"]
    ours = [record for record in caplog.records if record.name.startswith("channels")]
    assert [record.levelno for record in ours if "couldn't be sent" in record.getMessage()] == [level]
    assert "secret" not in "".join(record.getMessage() for record in ours)
    assert telegram.TOKEN not in caplog.text


def test_a_service_that_is_away_loses_no_turn(agent: ScriptedAgent, waits: Waits) -> None:
    with Telegram() as telegram:
        there = channel(telegram, waits)
    with Server([there], agent) as server:
        assert telegram.write(server.url, "hello").status_code == 200
        assert kept(agent) == ["hello"]


def test_what_follows_a_failure_is_still_sent(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    agent.script = script({"text": "one", "custom": {"data": {"card": "image", "data": data}}}, {"text": "two"})
    telegram.fail("sendMessage", NO_CHAT)
    telegram.write(server.url, "hello")
    assert texts(telegram) == ["two"]
    assert len(telegram.of("sendPhoto")) == 1


def test_a_failing_assistant_says_so(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    async def fail(text: str) -> list[dict[str, Any]]:
        raise RuntimeError(text)

    agent.script = fail
    assert telegram.write(server.url, "hello").status_code == 200
    assert "something went wrong" in texts(telegram)[0]
    agent.script = script()
    telegram.write(server.url, "hello")
    assert "nothing to say" in texts(telegram)[1]


def test_messages_keep_their_order(telegram: Telegram, server: Server, agent: ScriptedAgent) -> None:
    """The second waits for the first's replies, even while Telegram is slow; another person doesn't."""
    telegram.fail("sendMessage", Failure(500, "broken", hang=0.5))
    first = telegram.message("one")
    with ThreadPoolExecutor(3) as pool:
        pool.submit(telegram.post, server.url, first)
        settle(lambda: agent.messages)
        pool.submit(telegram.write, server.url, "two")
        stranger = telegram.message("three", chat=2222222)
        pool.submit(telegram.post, server.url, stranger)
    assert texts(telegram) == ["You said: three", "You said: one", "You said: two"]


def test_a_long_turn_does_not_keep_telegram_waiting(
    telegram: Telegram, server: Server, agent: ScriptedAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slow(text: str) -> list[dict[str, Any]]:
        await asyncio.sleep(0.5)
        return await echo(text)

    agent.script = slow
    monkeypatch.setattr("channels.telegram._TURN_SECONDS", 0.05)
    assert telegram.write(server.url, "hello").status_code == 200
    assert telegram.of("sendMessage") == []
    telegram.wait("sendMessage")


# Settings.

SETTINGS = {"access_token": Telegram.TOKEN, "secret_token": Telegram.SECRET, "webhook_url": Telegram.WEBHOOK}


def test_from_credentials() -> None:
    assert TelegramInput.from_credentials(SETTINGS).name() == "telegram"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"access_token": None}, "access_token is missing"),
        ({"access_token": "${TELEGRAM_TOKEN}"}, "access_token is missing"),
        ({"access_token": "not-a-token-at-all"}, "BotFather"),
        ({"secret_token": ""}, "secret_token is missing"),
        ({"secret_token": "too-short"}, "16 to 256"),
        ({"secret_token": "with blanks, which Telegram refuses"}, "16 to 256"),
        ({"webhook_url": ""}, "webhook_url is missing"),
        ({"webhook_url": "http://bot.example/webhooks/telegram/webhook"}, "https"),
        ({"webhook_url": "https://bot.example/"}, "/webhooks/telegram/webhook"),
    ],
)
def test_settings_that_cannot_be_used(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ChannelSettingsError, match=says) as raised:
        TelegramInput.from_credentials({**SETTINGS, **change})
    assert Telegram.TOKEN not in str(raised.value)
    with pytest.raises(ChannelSettingsError, match="access_token is missing"):
        TelegramInput.from_credentials(None)
