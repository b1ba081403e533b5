"""The score's questions, and letters, in the same conversation."""

from __future__ import annotations

import pytest

from actions.draft import Draft
from actions.memory import Asked, Memory
from actions.profile import bind
from actions.said import Said
from tests.actions.talk import Talk


def score_talk() -> Talk:
    """Somebody asked for the score with nothing told."""
    talk = Talk()
    talk.memory.aim("score")
    return talk


def test_the_score_asks_only_what_gives_points() -> None:
    """A trade certificate isn't asked for: with this language and work abroad the section is full."""
    talk = score_talk()
    talk.say("software developer, NOC 21232, in Toronto since March 2024, 40 hours a week, PGWP")
    talk.facts["jobs"][0] |= {"duties_match": True, "paid": True, "self_employed": False, "full_time_student": False}
    talk.facts["language_tests"] = [
        {"test": "clb", "date": "2026-01-01", "listening": 9, "reading": 9, "writing": 9, "speaking": 9}
    ]
    kinds = []
    answers = {
        "age": ("29", "inform"),
        "education": ("Bachelor's degree (or three years and more)", "inform"),
        "canadian_credential": ("no", "deny"),
        "eca": ("yes", "affirm"),
        "marital_status": ("Single", "inform"),
        "foreign_work": ("2", "inform"),
        "extras": ("none of these", "inform"),
    }
    talk.say("go on", "resume")
    while talk.kind and len(kinds) < 20:
        kinds.append(talk.kind)
        talk.say(*answers[talk.kind])
    assert kinds == list(answers)
    assert talk.facts["education"] == {"level": "bachelors", "canadian_credential": "none", "eca": True}
    assert talk.facts["person"] == {"age": 29, "marital_status": "single"}
    assert talk.facts["provincial_nomination"] is False


def test_a_spouses_test_is_the_spouses() -> None:
    talk = score_talk()
    talk.facts = {
        "canadian_work_years": 1,
        "jobs": [],
        "foreign_work_years": 0,
        "language_tests": [
            {"test": "clb", "date": "2026-01-01", "listening": 9, "reading": 9, "writing": 9, "speaking": 9}
        ],
        "education": {"level": "bachelors", "canadian_credential": "none", "eca": True},
        "person": {"age": 29, "marital_status": "married", "spouse_accompanies": True, "spouse_is_canadian": False},
        "spouse": {"education_level": "masters"},
    }
    talk.say("go on", "resume")
    assert talk.kind == "spouse_language"
    talk.say("IELTS L6 R6 W6 S6 in March 2026")
    assert talk.facts["spouse"]["language_tests"][0]["listening"] == 6
    assert talk.facts["language_tests"][0]["listening"] == 9


def test_a_letter_asks_for_what_it_needs_and_leaves_facts_alone() -> None:
    talk = Talk()
    talk.facts = {"jobs": [{"title": "cook", "start": "2024-05-01", "current": True}]}
    talk.memory.letter = {"kind": "reference_letter", "job": None, "fields": {}}
    talk.memory.aim("letter")
    talk.say("go on", "resume")
    assert talk.kind == "letter_field"
    talk.say("Ana Ruiz")
    talk.say("Maple Software Developers Inc.")
    talk.say("12 King St, Toronto, 416 555 0100, hr@maple.ca")
    talk.say("I write software; I work 40 hours a week; I train a cook")
    assert talk.facts["jobs"] == [{"title": "cook", "start": "2024-05-01", "current": True}]
    assert talk.memory.letter["fields"]["duties"].startswith("I write software")
    talk.say("skip", "skip")
    assert talk.memory.letter["fields"]["salary"] is None
    talk.say("none", "deny")
    assert talk.memory.letter["fields"]["benefits"] == "none"
    talk.say("idk", "dont_know")
    assert talk.kind is None


def test_no_to_something_else_answers_nothing_about_the_spouse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")
    asked = Asked("spouse", ["person.spouse_accompanies", "person.spouse_is_canadian"])
    for text, changed in (("no canadian degree", False), ("no", True), ("no, she stays in Manila", True)):
        draft = Draft({"person": {"marital_status": "married"}})
        bind(Said(text, "deny"), asked, None, draft, Memory(), 30.0)
        assert (draft.get("person.spouse_accompanies") is False) is changed, text


def test_a_no_never_turns_round_that_the_spouse_comes_along() -> None:
    asked = Asked("spouse", ["person.spouse_is_canadian"])
    draft = Draft({"person": {"marital_status": "married", "spouse_accompanies": True}})
    bind(Said("no", "deny"), asked, None, draft, Memory(), 30.0)
    assert draft.get("person.spouse_accompanies") is True and draft.get("person.spouse_is_canadian") is False


def test_no_canadian_work_for_her_says_nothing_of_a_nomination() -> None:
    draft = Draft({})
    asked = Asked("extras", ["provincial_nomination", "sibling_in_canada"])
    bind(Said("no canadian work for her", "deny"), asked, None, draft, Memory(), 30.0)
    assert draft.get("provincial_nomination") is None
