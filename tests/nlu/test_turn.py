"""What is asserted, what is only asked about; and which messages are statements."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.facts import read
from nlu.turn import CLEAR, FACTS, TurnInterpreter, asking, is_question, mark_hypothetical, purpose, sentences
from tests.nlu.facts.helpers import MANY, TODAY


def entities(text: str, intent: str = "ask") -> list[dict[str, Any]]:
    return mark_hypothetical(text, intent, [mention.as_entity() for mention in read(text, TODAY)])


def asserted(text: str, intent: str = "ask") -> set[str]:
    return {e["entity"] for e in entities(text, intent) if not e.get("hypothetical")}


# --- sentences and questions -----------------------------------------------------------------------------------


def test_a_decimal_point_ends_no_sentence() -> None:
    text = "I got 6.5 in writing. Is it enough?\nThanks"
    assert [text[a:b].strip() for a, b in sentences(text)] == ["I got 6.5 in writing.", "Is it enough?", "Thanks"]


@pytest.mark.parametrize(
    "text",
    [
        "is it enough",
        "Does it count?",
        "40 hours ok?",
        "so can i apply",
        "what is CEC",
        "if i quit what happens",
        "hi, how long does it take",
        "tell me about BOWP",
        "has anyone done this",
        "what if I get laid off",
        "i want to know how it works",
        "est-ce que ça compte",
        "combien de points",
        "whats the cutoff",
        "pls can you check",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "I am a cook",
        "cook in Calgary",
        "yes",
        "no",
        "40 hours",
        "it was paid",
        "because it is cold",
        "I did what you said",
        "canada",
        "whatever",
    ],
)
def test_no_questions(text: str) -> None:
    assert not is_question(text)


def test_where_the_asking_begins() -> None:
    text = "I work 15 hours a week, does that count? Thanks."
    assert [text[a:b] for a, b in asking(text)] == ["does that count?"]


# --- asserted or asked -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "does 15 hours a week count?",
        "is 441 enough",
        "can a cook with 30 hours a week apply",
        "Does 15 hours/wk for 2 yrs equal one yr of full time exp?",
        "if i work 40 hours a week for 9 months is that enough?",
        "can I work 24 hours a week on a study permit?",
        "would two years as a full-time student count?",
        "what if i was unemployed for 3 months",
        "how about part time 15 hours for 2 years?",
        "does unpaid leave count",
        "is a 2 year diploma enough?",
        "what's the minimum IELTS for a truck driver",
        "suppose I get 7 in all bands",
        "how is overtime counted if I work 50 hours",
        "do married applicants get fewer points",
        "is a DUI a problem?",
        "will 11 months as a cook be enough",
        "should I retake IELTS",
        "are chefs teer 2?",
    ],
)
def test_nothing_is_said_of_anybody(text: str) -> None:
    assert asserted(text) & (FACTS | {"crs_score", "teer", "place"}) == set()
    assert entities(text), "the facts are found and marked, so that the answer can use them"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("I work 15 hours a week, does that count?", {"hours_per_week"}),
        ("I'm a cook on a closed permit, can I change employers?", {"occupation", "permit", "authorization"}),
        ("my contract is 30 hours a week, is this enough or do i need 40?", {"hours_per_week"}),
        ("cook in Calgary since May 2024. Am I eligible?", {"occupation", "place", "period"}),
        ("i have 10 months as a chef in Laval, will it count for cec", {"occupation", "duration", "place"}),
        ("im 46 do i have a chance", {"age"}),
        ("my pgwp expires in march 2027 what can i do", {"permit", "authorization"}),
        ("what happens when my pgwp expires", {"permit", "authorization"}),
        ("Should i retake IELTS? I have 7 6.5 6 6.5", {"language_test"}),
        ("should my wife take ielts too?", {"marital_status"}),
        ("I'm 31, how many points do I lose at 32?", {"age"}),
        ("Does my job as a barista count?", {"occupation"}),
        ("can I apply? I have been a welder for 14 months", {"occupation", "period"}),
    ],
)
def test_what_the_question_tells_of_the_person(text: str, facts: set[str]) -> None:
    assert asserted(text) & FACTS == facts - {"place"}
    assert facts <= asserted(text)


@pytest.mark.parametrize("intent", ["check_eligibility", "when_eligible", "check_score"])
def test_a_personal_purpose_makes_facts_one_s_own(intent: str) -> None:
    assert asserted("can i apply with 14 months as a bookkeeper?", intent) >= {"occupation", "duration"}
    assert asserted("if i get 14 months as a bookkeeper, can i apply?", intent) & FACTS == set(), (
        "a supposition stays one"
    )


def test_statements_keep_their_facts() -> None:
    text = "baker in Halifax since May 2024, 40 hours, pgwp till may 2027"
    assert not any(e.get("hypothetical") for e in entities(text))
    assert mark_hypothetical("hello", "ask", []) == []


def test_pointers_keep_their_meaning_inside_a_question() -> None:
    assert "removal" in asserted("can you drop the second job?")
    assert "correction" in asserted("can you make it 35 not 40?")


COUNTS = st.integers(10, 40)


@MANY
@given(
    COUNTS,
    st.sampled_from(
        [
            "does {} hours a week count?",
            "is {} hours a week enough",
            "would {} hours per week be ok?",
            "if I do {} hours a week?",
        ]
    ),
)
def test_hours_asked_about(count: int, words: str) -> None:
    assert "hours_per_week" not in asserted(words.format(count))


@MANY
@given(
    COUNTS,
    st.sampled_from(
        [
            "I work {} hours a week",
            "I do {} hours a week, is it enough?",
            "{} hours a week",
            "my hours are {} hours a week. ok?",
        ]
    ),
)
def test_hours_told(count: int, words: str) -> None:
    assert "hours_per_week" in asserted(words.format(count))


# --- the purpose -----------------------------------------------------------------------------------------------


def test_a_story_of_facts_is_a_statement() -> None:
    text = "baker in Halifax since May 2024, 40 hours"
    for intent in ("ask", "out_of_scope", "find_noc", "convert_clb", "greet", "affirm", "deny"):
        assert purpose(text, intent, entities(text)) == "inform"


def test_a_question_stays_one() -> None:
    text = "I'm a baker in Halifax since May 2024. Does it count?"
    assert purpose(text, "ask", entities(text)) == "ask"


def test_a_clear_topic_stands() -> None:
    text = "baker in Halifax since May 2024"
    assert purpose(text, "ask", entities(text), CLEAR) == "ask"
    assert purpose(text, "out_of_scope", entities(text), CLEAR) == "out_of_scope"
    assert purpose(text, "greet", entities(text), CLEAR) == "inform", "a greeting with facts tells them"


def test_few_facts_need_a_purpose_that_means_nothing() -> None:
    text = "I am a baker"
    assert purpose(text, "out_of_scope", entities(text)) == "inform"
    assert purpose(text, "find_noc", entities(text)) == "find_noc"
    assert purpose("hello", "greet", []) == "greet"
    assert purpose(text, "stop", entities(text)) == "stop"


@pytest.mark.parametrize("text", ["Did 8 months as a manager", "was a cook for two years", "did my bachelor in Lagos"])
def test_a_sentence_without_its_i_is_no_question(text: str) -> None:
    assert not is_question(text)
    assert is_question("did my score change")


def test_a_vague_question_behind_facts_leaves_them_a_statement() -> None:
    text = "welder in edmonton since sept 2024 40hrs closed permit is it ok"
    assert purpose(text, "ask", entities(text), 0.1) == "inform"
    assert purpose(text, "ask", entities(text), 0.4) == "ask"
    assert purpose(f"{text}?", "ask", entities(text), 0.1) == "ask"


class _Message(dict):  # type: ignore[type-arg]
    def set(self, name: str, value: Any, add_to_output: bool = False) -> None:
        self[name] = value


def test_the_component_sets_both() -> None:
    text = "Does 15 hours a week count?"
    message = _Message(
        text=text, intent={"name": "ask", "confidence": 0.4}, entities=[m.as_entity() for m in read(text, TODAY)]
    )
    interpreter = TurnInterpreter.create({}, None, None, None)  # type: ignore[arg-type]
    (done,) = interpreter.process([message])  # type: ignore[list-item]
    assert done["intent"]["name"] == "ask"
    assert all(e["hypothetical"] for e in done["entities"])
    story = _Message(text="baker, 40 hours", intent={"name": "greet", "confidence": 0.4})
    story["entities"] = [m.as_entity() for m in read("baker, 40 hours", TODAY)]
    (done,) = interpreter.process([story])  # type: ignore[list-item]
    assert done["intent"] == {"name": "inform", "confidence": 0.4}
    (done,) = interpreter.process([_Message(text="", intent=None)])  # type: ignore[list-item]
    assert done["intent"]["name"] in (None, "")


@MANY
@given(st.text(max_size=200), st.sampled_from(["ask", "inform", "greet", ""]))
def test_any_text(text: str, intent: str) -> None:
    marked = mark_hypothetical(text, intent, [m.as_entity() for m in read(text, TODAY)])
    assert isinstance(purpose(text, intent, marked), str)
