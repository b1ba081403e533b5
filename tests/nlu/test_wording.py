"""The same words written the same way."""

from __future__ import annotations

import pytest

from nlu.wording import abbreviations, bare, normalised, spelled_out


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  Am I\n eligible ", "am i eligible"),
        ("I’m “in”", 'i\'m "in"'),
        ("plzzzzz helppp", "plzz helpp"),
        ("really??!!!", "really?!"),
        ("1000 hours", "1000 hours"),
        ("100000", "100000"),
        ("", ""),
    ],
)
def test_normalised(written: str, expected: str) -> None:
    assert normalised(written) == expected
    assert normalised(expected) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Hi there! What is the CEC?", "what is the cec?"),
        ("good morning, does overtime count? thanks in advance", "does overtime count?"),
        ("hello", "hello"),
        ("Thanks a lot!", "thanks a lot!"),
        ("history of my jobs", "history of my jobs"),
        ("hey bot", "hey bot"),
    ],
)
def test_bare(written: str, expected: str) -> None:
    assert bare(written) == expected


def test_abbreviations_are_spelled_out_as_whole_words() -> None:
    assert spelled_out("bowp after aor?") == "bridging open work permit after acknowledgement of receipt?"
    assert spelled_out("prior printers") == "prior printers"


def test_abbreviations_are_lower_case_text() -> None:
    for short, meaning in abbreviations().items():
        assert isinstance(short, str) and isinstance(meaning, str)
        assert short == normalised(short)
        assert meaning == normalised(meaning)
        assert short != meaning
