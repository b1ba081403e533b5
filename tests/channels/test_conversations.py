"""The entries of the website's conversations."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

from channels.conversations import SHOWN, Conversation, from_events, said_by_assistant, said_by_person


def conversation(length: int) -> Conversation:
    made = Conversation("web-1", "1", [])
    for n in range(length):
        made.add(said_by_person(f"text {n}", f"id-{n}", float(n)))
    return made


def test_from_a_tracker() -> None:
    buttons = [{"title": "Yes", "payload": "Yes"}, {"title": "", "payload": "x"}]
    events = [
        ActionExecuted("action_session_start", timestamp=1.0),
        UserUttered("hi", message_id="abc-12345", timestamp=2.0),
        SlotSet("facts", {}),
        BotUttered("Right?", {"buttons": buttons, "custom": None}, timestamp=3.0),
        BotUttered("No.", {"custom": {"data": {"card": "verdict", "title": "No."}}}, timestamp=4.0),
        BotUttered(
            None, {"image": "https://example.org/a.png", "attachment": "https://example.org/a.png"}, timestamp=5.0
        ),
        UserUttered(None),
    ]
    assert from_events(events) == [
        {"from": "person", "id": "abc-12345", "text": "hi", "at": 2.0},
        {"from": "assistant", "text": "Right?", "at": 3.0, "buttons": ["Yes"]},
        {"from": "assistant", "text": "No.", "at": 4.0, "card": {"card": "verdict", "title": "No."}},
        {"from": "assistant", "text": "", "at": 5.0, "card": {"card": "image", "url": "https://example.org/a.png"}},
    ]


def test_a_text_that_a_card_repeats_is_kept_once() -> None:
    data = {"card": "verdict", "text": "No.\nSource: x"}
    entry = said_by_assistant({"text": "No.\nSource: x", "custom": {"data": data}}, 0)
    assert (entry["text"], entry["card"]) == ("No.\nSource: x", {"card": "verdict"})
    assert said_by_assistant({"custom": {"data": data}}, 0)["card"] == data


def test_positions() -> None:
    kept = conversation(3)
    assert kept.position == 3
    assert [(e["position"], e["text"]) for e in kept.since(1)] == [(2, "text 1"), (3, "text 2")]
    assert kept.since(3) == kept.since(99) == []
    assert len(kept.since(0)) == len(kept.since(-5)) == 3
    assert kept.knows("id-1") and not kept.knows("id-9")


def test_old_entries_go_but_numbers_stay() -> None:
    kept = conversation(SHOWN + 10)
    assert kept.position == SHOWN + 10
    assert len(kept.since(0)) == SHOWN
    assert kept.since(0)[0]["position"] == 11
    assert [e["text"] for e in kept.since(SHOWN + 8)] == [f"text {SHOWN + 8}", f"text {SHOWN + 9}"]


def test_a_conversation_read_again_is_numbered_anew() -> None:
    assert conversation(1).epoch != conversation(1).epoch
