"""Facts beside the case: an invitation's day, who applies together, a child's birthday."""

from __future__ import annotations

import json

import pytest

from tests.actions.dialog import Dialog


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    # A Tuesday.
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def asked(text: str, topic: str, intent: str = "ask") -> Dialog:
    dialog = Dialog()
    dialog.say(text, intent, topic)
    return dialog


@pytest.mark.parametrize(
    ("text", "invited", "last"),
    [
        ("I got my ITA on 10 November, how long do I have", "10 November 2026", "9 January 2027"),
        ("ITA came sunday. what now", "22 November 2026", "21 January 2027"),
        ("I was invited yesterday, what now?", "23 November 2026", "22 January 2027"),
        ("on 1 October I received the invitation, when is my last day", "1 October 2026", "30 November 2026"),
        ("my permit ends 15 January 2027, ITA 2026-11-10. deadline?", "10 November 2026", "9 January 2027"),
    ],
)
def test_the_last_day_after_an_invitation(text: str, invited: str, last: str) -> None:
    dialog = asked(text, "sixty_days")
    assert f"invited on {invited}, you have until {last}" in dialog.text
    assert "jobs" not in dialog.facts


@pytest.mark.parametrize(
    "text",
    [
        "I hope for an ITA by Sunday, how long do I have then",
        "AOR came 2 November, what about the ITA",
        "how long do I have after the ITA",
        "the ITA will come on 10 December 2026, how long then",
    ],
)
def test_no_day_of_an_invitation_is_made_up(text: str) -> None:
    dialog = asked(text, "sixty_days")
    assert "invited" not in dialog.memory.beside and "In your case" not in dialog.text


def test_an_invitation_whose_time_is_over() -> None:
    assert "you had until 31 October 2026" in asked("invited 1 September 2026, am I late?", "ita").text


def test_how_long_wins_over_what_its_words_resemble() -> None:
    dialog = Dialog()
    dialog.say("I got my ITA on 10 November", "ask", "ita")
    dialog.say("how long do I have after the invitation", "when_eligible")
    assert "until 9 January 2027" in dialog.text and "That depends on your hours" not in dialog.text


def test_until_when_to_submit_needs_no_word_of_the_invitation() -> None:
    dialog = asked("I got my ITA on 10 November", "ita")
    dialog.say("so until when do i have to submit", "when_eligible")
    assert "until 9 January 2027" in dialog.text


def test_when_they_can_apply_is_no_question_of_time_left() -> None:
    dialog = asked("I got my ITA on 10 November", "ita")
    dialog.say("when can I apply", "when_eligible")
    assert "That depends on your hours" in dialog.text


def test_the_day_of_an_invitation_is_put_right() -> None:
    dialog = asked("invited 1 September 2026, am I late?", "ita")
    dialog.say("sorry 1 October", "correct")
    assert "invited on 1 October 2026" in dialog.text and "30 November 2026" in dialog.text


def test_an_invitation_that_rests_on_work_to_come() -> None:
    dialog = Dialog()
    dialog.slots["facts"] = {
        "jobs": [
            {
                "noc": "63200",
                "start": "2026-03-01",
                "current": True,
                "hours_per_week": 35,
                "country": "CA",
                "paid": True,
            }
            | {"self_employed": False, "full_time_student": False, "authorization": "pgwp", "duties_match": True}
            | {"leaves": [], "foreign_employer": False}
        ],
        "language_tests": [
            {"test": "ielts_general", "date": "2026-02-10", "listening": 8, "reading": 7, "writing": 7, "speaking": 7}
        ],
        "intends_outside_quebec": True,
        "inadmissibility": "none",
    }
    dialog.say("I got my ITA on 10 November, how long do I have", "ask", "sixty_days")
    assert "you'd have until 9 January 2027" in dialog.text and "only from 27 February 2027" in dialog.text


@pytest.mark.parametrize(
    ("text", "total"),
    [
        # 2 x 990 + 270 + 2 x 600 + 170
        (
            "we are two adults and a child, what are the government fees in total",
            "$3,620 in all for 2 adults and 1 child",
        ),
        # 2 x 990 + 3 x 270 + 2 x 600 + 170
        ("me, my husband and 3 kids, total cost?", "$4,160 in all for 2 adults and 3 children"),
        # 990 + 270 + 600 + 170, or 85 where the child is small
        ("only me and my kid, what do we pay", "$2,030 in all for 1 adult and 1 child"),
    ],
)
def test_what_a_family_pays(text: str, total: str) -> None:
    assert total in asked(text, "fees").text


def test_a_child_under_the_age_of_biometrics_costs_less() -> None:
    assert "14 or older, biometrics are only $85" in asked("only me and my kid, what do we pay", "fees").text


def test_other_families_are_no_fact() -> None:
    assert not asked("what does a couple with 2 kids pay", "fees").memory.beside


@pytest.mark.parametrize(
    ("text", "when", "by"),
    [
        ("my daughter turns 22 next month, can she be included", "in December 2026", "30 November 2026"),
        ("my son turns 22 on 4 December 2026, can I include him", "on 4 December 2026", "3 December 2026"),
    ],
)
def test_a_child_who_grows_too_old(text: str, when: str, by: str) -> None:
    dialog = asked(text, "children")
    assert f"turns 22 {when}" in dialog.text and f"by {by} you're safe" in dialog.text
    assert "person" not in dialog.facts


def test_a_younger_child_has_time() -> None:
    assert "In your case" not in asked("my son turns 12 on 4 December 2026, can I include him", "children").text


def test_what_a_birthday_costs() -> None:
    dialog = asked("I turn 30 on 9 January, what do I lose", "", "what_would_help")
    for piece in ("on 9 January 2027 you turn 30", "from 110 to 105", "from 100 to 95"):
        assert piece in dialog.text
    assert "What would change it" not in dialog.text


def test_it_is_shown_and_exported() -> None:
    dialog = asked("I got my ITA on 10 November, how long do I have", "sixty_days")
    dialog.say("what do you have on me?", "show_data")
    assert "Invited on 10 November 2026" in dialog.text
    dialog.say("export my data", "export_data")
    held = json.loads(dialog.text[dialog.text.index("{") :])
    assert held["beside"] == {"invited": "2026-11-10"}


def test_what_is_not_filed_after_an_invitation_is_no_extension() -> None:
    dialog = asked("invited 1 October 2026, haven't applied yet, am I late?", "ita")
    assert not dialog.memory.filing.get("told")
