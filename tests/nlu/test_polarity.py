"""How an answer opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.polarity import polarity

YES = [
    "yes", "Yes!", "YES", "yess", "yeah", "yep", "yup", "ya", "y", "ok", "okay", "sure", "of course", "correct",
    "that's right", "that’s correct", "thats it", "exactly", "i do", "i did", "I am.", "it is", "it was", "all correct",
    "all of it", "still working there", "still there", "i think so", "i guess", "oui", "ouais", "d'accord", "👍",
    "yes, in canada", "yes i was paid", "hmm yes", "well, yeah", "right", "true", "absolutely", "indeed", "confirm",
    "no wait, yes", "no, I mean yes",
]  # fmt: skip
NO = [
    "no", "No.", "NO", "nope", "nah", "n", "not really", "not at all", "not yet", "never", "none", "nothing", "non",
    "wrong", "false", "incorrect", "i don't", "I didnt", "I wasn't", "i'm not", "it wasn't", "of course not",
    "absolutely not", "no thanks", "no i was an employee", "i don't think so", "pas du tout", "pas encore",
    "aucun", "👎", "well no", "not anymore", "noo", "neither", "it isn't",
    "no that's all", "no, that is all", "no other job", "nope never", "no sorry", "no, actually", "no wait no",
    "no actually i never did", "nope, actually I wasn't", "no, just one job", "no it was in the US",
]  # fmt: skip
UNSURE = [
    "i don't know", "I dont know", "idk", "dunno", "not sure", "I'm not sure", "im not sure", "no idea", "no clue",
    "don't remember", "i can't remember", "I do not recall", "maybe", "perhaps", "hard to say", "not quite sure",
    "i really don't know", "don t know", "haven't a clue", "yes and no", "je ne sais pas", "aucune idée", "I forgot",
    "it depends", "not 100% sure", "i’m not sure",
]  # fmt: skip
NEITHER = [
    "", "   ", "40", "since March 2024", "cook in Calgary", "right now I'm on a PGWP", "right after graduation",
    "never mind", "no problem", "nothing else", "northern Ontario", "yesterday", "yukon", "nova scotia", "okanagan",
    "surely you can tell me", "know anything about BOWP?", "notary", "nannies", "why", "which one?", "no worries",
    "samedi", "yearly", "nonsense", "exactement 40 heures?", "correctional officer", "exactly 40",
    "No, 2022", "no 40 hours", "no wait it was a PGWP", "no, wait, I started in May", "no I mean the second job",
    "no, i meant 2022", "nope actually 35 hours", "no sorry, 2022", "no, actually it was an open work permit",
    "no, it should be June", "no. make that 30",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    assert polarity(text) == "yes"


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert polarity(text) == "no"


@pytest.mark.parametrize("text", UNSURE)
def test_unsure(text: str) -> None:
    assert polarity(text) == "unsure"


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    assert polarity(text) is None


@given(st.sampled_from(YES + NO + UNSURE), st.sampled_from(["", " ", "!", ".", "...", " :)"]), st.booleans())
def test_marks_and_capitals_change_nothing(text: str, mark: str, shout: bool) -> None:
    said = text.upper() if shout and "’" not in text and "ß" not in text else text
    assert polarity(said + mark) == polarity(text)


@given(st.text())
def test_any_text(text: str) -> None:
    assert polarity(text) in ("yes", "no", "unsure", None)
