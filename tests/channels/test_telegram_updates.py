"""What Telegram sends, read."""

from __future__ import annotations

from typing import Any

import pytest

from channels.telegram_updates import GREETING, Us, button_data, read_message, read_press

US = Us(110201543, "cec_helper_bot")
GROUP = {"id": -1001234567890, "type": "supergroup"}
PRIVATE = {"id": 1111111, "type": "private"}
ANN = {"id": 1111111, "is_bot": False}


def message(**changes: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 7, "from": ANN, "chat": PRIVATE, "text": "hi", **changes}}


def press(**changes: Any) -> dict[str, Any]:
    keyboard = [[{"text": "Yes", "callback_data": "1111111:0"}], [{"text": "2", "callback_data": "1111111:1"}]]
    sent = {
        "message_id": 8,
        "chat": PRIVATE,
        "text": "Which?\n1. a\n2. b",
        "reply_markup": {"inline_keyboard": keyboard},
    }
    return {"callback_query": {"id": "4382", "from": ANN, "message": sent, "data": "1111111:0", **changes}}


def test_a_private_message() -> None:
    written = read_message(message(), US)
    assert written is not None
    assert (written.sender, written.text, written.files) == ("telegram-1111111", "hi", False)
    assert (written.place.chat, written.place.message) == (1111111, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/start", GREETING),
        ("/start deep-link", GREETING),
        ("/start@cec_helper_bot", GREETING),
        ("/started in 2023", "/started in 2023"),
        ("the robot said /bot", "the robot said /bot"),
        ("https://example.org/bot", "https://example.org/bot"),
    ],
)
def test_the_start_of_a_chat(text: str, words: str) -> None:
    written = read_message(message(text=text), US)
    assert written is not None and written.text == words


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"text": "@cec_helper_bot am I eligible?"}, " am I eligible?"),
        ({"text": "tell us @CEC_helper_BOT, please"}, "tell us , please"),
        ({"text": "/help@cec_helper_bot"}, "/help"),
        ({"text": "yes", "reply_to_message": {"message_id": 5, "from": {"id": US.id, "is_bot": True}}}, "yes"),
        ({"text": "yes", "reply_to_message": {"message_id": 5, "from": {"id": 5, "is_bot": False}}}, None),
        ({"text": "hi all"}, None),
        ({"text": "/help"}, None),
        ({"text": "@cec_helper_bot2 hi"}, None),
        ({"text": "write to x@cec_helper_bot.example"}, None),
        ({"text": "@cec_helper_bot hi", "from": {"id": 5, "is_bot": True}}, None),
        ({"text": "@cec_helper_bot hi", "from": None, "sender_chat": {"id": -5}}, None),
    ],
)
def test_in_a_group_only_what_is_said_to_us(changes: dict[str, Any], text: str | None) -> None:
    written = read_message(message(chat=GROUP, **changes), US)
    assert (written.text if written else None) == text
    if written:
        assert written.sender == f"telegram-{GROUP['id']}-1111111"
        assert written.place.message == 7


def test_without_its_name_the_bot_still_knows_answers_to_itself() -> None:
    answer = {"message_id": 5, "from": {"id": US.id, "is_bot": True}}
    assert read_message(message(chat=GROUP, text="@cec_helper_bot hi"), Us(US.id)) is None
    assert read_message(message(chat=GROUP, reply_to_message=answer), Us(US.id)) is not None


def test_topics() -> None:
    written = read_message(
        message(chat=GROUP, text="@cec_helper_bot hi", message_thread_id=42, is_topic_message=True), US
    )
    assert written is not None and written.place.topic == 42


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "x"}]},
        {"sticker": {"file_id": "x", "emoji": "🙂"}},
        {"voice": {"file_id": "x", "duration": 3}},
        {"document": {"file_id": "x"}, "caption": "my scores"},
        {"location": {"latitude": 45.4, "longitude": -75.7}},
    ],
)
def test_what_is_no_text(content: dict[str, Any]) -> None:
    written = read_message(message(text=None, **content), US)
    assert written is not None and written.files
    assert written.text == content.get("caption", "")


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": None},
        {"message": {"message_id": 1}},
        {"message": {"message_id": 1, "chat": PRIVATE, "from": ANN}},
        {"message": {"message_id": 1, "chat": PRIVATE, "from": ANN, "pinned_message": {"text": "x"}}},
        {"message": {"message_id": 1, "chat": GROUP, "from": ANN, "new_chat_members": [ANN]}},
        {"message": {"message_id": 1, "chat": {"id": True, "type": "private"}, "from": ANN, "text": "x"}},
        {"message": {"message_id": 1, "chat": PRIVATE, "from": ANN, "text": ["x"]}},
        {"message": {"message_id": 1, "chat": {"id": -5, "type": "channel"}, "from": ANN, "text": "x"}},
        {"edited_message": message()["message"]},
        {"channel_post": message()["message"]},
    ],
)
def test_what_nobody_wrote_to_us(update: dict[str, Any]) -> None:
    assert read_message(message(), US) is not None
    assert read_message(update, US) is None


def test_a_press() -> None:
    pressed = read_press(press())
    assert pressed is not None
    assert (pressed.query, pressed.sender, pressed.text) == ("4382", "telegram-1111111", "Yes")


def test_a_numbered_press() -> None:
    pressed = read_press(press(data="1111111:1"))
    assert pressed is not None and pressed.text == "b"


@pytest.mark.parametrize(
    "changes",
    [
        {"data": "1111111:9"},
        {"data": None, "game_short_name": "chess"},
        {"data": "5:0"},
        {"from": {"id": 5}},
        {"message": None, "inline_message_id": "x"},
        {"message": {"message_id": 8, "chat": PRIVATE, "date": 0}},
        {"message": {"message_id": 8, "chat": {}, "date": 0}},
    ],
)
def test_a_press_whose_meaning_is_unknown(changes: dict[str, Any]) -> None:
    """It can still be acknowledged."""
    pressed = read_press(press(**changes))
    assert pressed is not None and pressed.text is None and pressed.query == "4382"


@pytest.mark.parametrize("update", [{}, {"callback_query": None}, {"callback_query": {"id": 7}}])
def test_no_press(update: dict[str, Any]) -> None:
    assert read_press(update) is None


def test_what_telegram_keeps_for_a_button_is_short() -> None:
    assert len(button_data(2**53, 99).encode()) <= 64
