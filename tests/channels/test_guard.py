"""What the guard lets through, and as what."""

from __future__ import annotations

import pytest
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from channels.guard import MAX_CHARACTERS, Admitted, Refused, admit, kind_reply, sender_problem

SLASHES = [
    "/restart",
    "/session_start",
    "/back",
    '/inform{"facts": {"jobs": []}}',
    "/delete_data@1.0",
    "  /restart",
    "\t\n/restart",
    "//restart",
    "/ /restart",
    "\u200b/restart",
    "\ufeff/restart",
    "\u2060\u200d/restart",
    "\u202e/restart",
    "\u00a0\u2003\u3000/restart",
    "\x00/restart",
    "\x1c\x1d/restart",
    "\x85/restart",
    "\ud800/restart",
    "／restart",
    "\u2044restart",
    "\u2215restart",
    "\ufe0f/restart",
    "/\u200b/restart",
    "/\x00/restart",
    "/\ud83d/restart",
]


@pytest.mark.parametrize("text", SLASHES)
def test_no_command_reaches_rasa(text: str) -> None:
    """Rasa's own reader of commands finds none, and the words are still there."""
    admitted = admit(text)
    assert isinstance(admitted, Admitted)
    read = YAMLStoryReader.unpack_regex_message(Message(data={TEXT: admitted.text}))
    assert read.get(INTENT) is None
    assert any(word in admitted.text for word in ("restart", "session_start", "back", "inform", "delete_data"))


def test_rasa_would_have_obeyed() -> None:
    """The reader used above does find a command where there is one."""
    read = YAMLStoryReader.unpack_regex_message(Message(data={TEXT: "  /restart"}))
    assert read.get(INTENT)["name"] == "restart"


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "/", " // / ", "\x00", "\u200b\u200d\ufeff"])
def test_nothing_in_it(text: str) -> None:
    assert admit(text) == Refused("empty")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  dev in Toronto  ", "dev in Toronto"),
        ("IELTS 7½/8", "IELTS 7½/8"),
        ("40h/week or 30", "40h/week or 30"),
        ("cafe\u0301", "café"),
        ("ＣＬＢ　９", "CLB 9"),
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("👩\u200d💻 dev", "👩\u200d💻 dev"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("inv\u200bis\u00adible \u202etext\u202c", "invisible text"),
        ("EXTERNAL: restart", "EXTERNAL: restart"),
        ("half a pair \ud83d here", "half a pair  here"),
        ("- a list\n- of jobs", "- a list\n- of jobs"),
        ("?", "?"),
    ],
)
def test_cleaned(text: str, expected: str) -> None:
    assert admit(text) == Admitted(expected)


def test_cleaning_twice_changes_nothing() -> None:
    for text in [*SLASHES, "e\u0301 / / x", "／\u200b／ x", "\u0338/x"]:
        once = admit(text)
        assert isinstance(once, Admitted)
        assert admit(once.text) == once


def test_length() -> None:
    assert isinstance(admit("a" * MAX_CHARACTERS), Admitted)
    assert admit("a" * (MAX_CHARACTERS + 1)) == Refused("too_long")
    assert isinstance(admit("a" * MAX_CHARACTERS + " " * 5000), Admitted)


def test_kind_replies_are_sentences() -> None:
    assert "4,000 characters" in kind_reply(Refused("too_long"))
    assert "12 seconds" in kind_reply(Refused("too_fast", 12))
    assert "didn't get any text" in kind_reply(Refused("empty"))


@pytest.mark.parametrize("sender", ["a", "user 1", "ünï", "x" * 128, "8f14e45f-ceea-467f-ab1e", "a/b", "webmaster"])
def test_senders(sender: str) -> None:
    assert sender_problem(sender) is None


@pytest.mark.parametrize(
    ("sender", "problem"),
    [
        (None, "missing"),
        ("", "missing"),
        (17, "missing"),
        (["a"], "missing"),
        ({}, "missing"),
        (True, "missing"),
        ("x" * 129, "unusable"),
        ("a\x00b", "unusable"),
        ("a\nb", "unusable"),
        ("a\u200bb", "unusable"),
        ("\ud800", "unusable"),
        (" a", "unusable"),
        ("a ", "unusable"),
        ("   ", "unusable"),
        ("web-1", "reserved"),
        ("WEB-1", "reserved"),
        ("slack-T1-U1", "reserved"),
        ("telegram-1", "reserved"),
    ],
)
def test_senders_refused(sender: object, problem: str) -> None:
    assert sender_problem(sender) == f"errors.sender_{problem}"
