"""Categories and rounds by name, in a conversation."""

from __future__ import annotations

import pytest

from tests.actions.dialog import Dialog

TOPIC = ("ask", "category_based")
CARPENTER = "carpenter in Halifax since May 2025, 40 hours a week, open work permit"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def test_an_occupation_named_in_the_question_is_looked_up() -> None:
    dialog = Dialog()
    dialog.say("is registered nurse in a category?", *TOPIC)
    assert "If your occupation is Registered nurses" in dialog.text and "health care" in dialog.text
    assert not dialog.facts.get("jobs")


def test_a_job_whose_group_is_open_is_looked_up_with_an_if() -> None:
    dialog = Dialog()
    dialog.say(CARPENTER)
    dialog.say("is my job in a category?", *TOPIC)
    assert "If your occupation is Carpenters (NOC 72310): yes" in dialog.text


def test_a_settled_job_is_answered_for_the_person() -> None:
    dialog = Dialog()
    dialog.say(CARPENTER)
    dialog.say("yes", "affirm")
    dialog.say("is my job in a category?", *TOPIC)
    assert "In your case: " in dialog.text and "If your occupation" not in dialog.text
    dialog.say("and is carpenter on the lists?", *TOPIC)
    assert "In your case: " in dialog.text
    dialog.say("and civil engineer?", *TOPIC)
    assert "If your occupation is Civil engineers" in dialog.text


def test_rounds_of_a_kind_and_of_a_year() -> None:
    dialog = Dialog()
    dialog.say("what were the last french draws", "ask", "latest_draw")
    assert "The last rounds for French:" in dialog.text
    dialog.say("how many CEC rounds this year", "ask", "latest_draw")
    assert "2026 so far: " in dialog.text
    dialog.say("when was the latest draw", "ask", "latest_draw")
    assert "so far" not in dialog.text


def test_enough_for_the_kind_that_was_named() -> None:
    dialog = Dialog()
    dialog.say("is 430 enough for trades draw?", "ask", "good_crs_score")
    assert "rounds (" in dialog.text and ": trades." in dialog.text and "Canadian Experience" not in dialog.text


def test_occupations_in_the_plural_are_looked_up_whatever_ones_own_job_is() -> None:
    dialog = Dialog()
    dialog.say(CARPENTER)
    dialog.say("yes", "affirm")
    dialog.say("are nurses in a category", *TOPIC)
    assert "If your occupation is Registered nurses" in dialog.text
    dialog.say("is my job in a category", *TOPIC)
    assert "In your case: " in dialog.text
