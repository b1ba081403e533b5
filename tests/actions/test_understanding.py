"""What a message tells of the person: the permit held now, the day of a test."""

from __future__ import annotations

import copy

import pytest

from tests.actions.talk import Talk

COOK = "cook in Calgary since 5 June 2025, 35 hours a week"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


@pytest.fixture
def cook() -> Talk:
    return Talk().say(COOK).say("yes", "affirm")


def test_a_permit_that_has_ended_gives_the_present_one_no_last_day(cook: Talk) -> None:
    cook.say("my PGWP expired in May and since June I have a closed permit")
    assert cook.facts["permit"] == {"kind": "employer_specific_permit"}
    assert cook.job["authorization"] == "employer_specific_permit"


def test_another_permit_drops_the_last_day_of_the_one_before(cook: Talk) -> None:
    cook.say("my PGWP expires on 3 January 2027")
    assert cook.facts["permit"] == {"kind": "pgwp", "expires": "2027-01-03"}
    cook.say("I have a closed work permit now")
    assert cook.facts["permit"] == {"kind": "employer_specific_permit"}


def test_a_permit_that_ended_without_another_keeps_its_day(cook: Talk) -> None:
    cook.say("my PGWP expired on 3 May 2026")
    assert cook.facts["permit"] == {"kind": "pgwp", "expires": "2026-05-03"}


def test_a_day_alone_after_scores_is_the_day_of_that_test(cook: Talk) -> None:
    cook.say("CELPIP 7 7 6 7").say("12 January 2026")
    assert cook.facts["language_tests"][0]["date"] == "2026-01-12"
    assert cook.kind == "scores_order"


def test_a_day_alone_answers_the_open_question_first() -> None:
    talk = Talk().say("cook in Calgary, 35 hours a week, CELPIP L7 R7 W6 S7, PGWP")
    while talk.kind != "period":
        talk.say("yes", "affirm")
    talk.say("12 January 2026")
    assert talk.job["start"] == "2026-01-12" and "date" not in talk.facts["language_tests"][0]


def test_a_day_told_just_before_is_put_right(cook: Talk) -> None:
    cook.say("CELPIP L7 R7 W6 S7, 12 January 2026").say("no wait. 20 January 2026")
    assert cook.facts["language_tests"][0]["date"] == "2026-01-20"


def test_another_day_is_no_day_of_the_test(cook: Talk) -> None:
    cook.say("CELPIP L7 R7 W6 S7, 12 January 2026").say("actually I had a new permit from 1 May 2025")
    assert cook.facts["language_tests"][0]["date"] == "2026-01-12"


def test_an_earlier_permit_is_not_the_one_in_use(cook: Talk) -> None:
    cook.say("closed work permit").say("oops, my PGWP expired in April")
    assert cook.facts["permit"] == {"kind": "employer_specific_permit"}


def test_a_day_to_come_is_no_first_day_of_work_done() -> None:
    talk = Talk().say("cook in Calgary, 35 hours a week, PGWP").say("yes", "affirm")
    assert talk.kind == "period"
    talk.say("I graduate in April 2027")
    assert talk.job.get("start") is None


def test_an_ambiguous_day_of_a_test_is_asked_back() -> None:
    talk = Talk().say("cook in Calgary since May 2024, ielts general 8 7 7 7 taken on 12/09/2025")
    assert talk.facts["language_tests"][0].get("date") is None
    pending = talk.memory.pending
    assert [row["options"] for row in pending if row["kind"] == "which_date"] == [
        [{"date": "2025-12-09"}, {"date": "2025-09-12"}]
    ]


def test_a_day_of_a_test_with_one_reading_in_the_past_is_no_question() -> None:
    talk = Talk().say("celpip 9 9 9 9 on 25/06/2026")
    assert talk.facts["language_tests"][0]["date"] == "2026-06-25"


@pytest.mark.parametrize(
    "text", ["my ielts expires 10 dec 2026", "IELTS General valid until 10 December 2026, 8 7 7 7"]
)
def test_the_end_of_results_tells_their_day(text: str) -> None:
    talk = Talk().say(f"cook in Calgary since May 2024. {text}")
    assert talk.facts["language_tests"][0]["date"] == "2024-12-10"
    assert {"code": "test_date_from_end", "date": "2024-12-10"} in talk.memory.turn.notes


def test_a_test_to_come_is_no_result_that_ends() -> None:
    assert Talk().say("my ielts is on 10 dec 2026").facts["language_tests"] == []


TWO_JOBS = (
    "I was a cashier in Brampton Jan 2024 to Feb 2025 as a full-time student, then since 3 March 2025 I'm an assistant "
    "manger at a shoe store in Mississauga, 37.5 hrs, pgwp valid till Aug 2027"
)


@pytest.mark.parametrize(
    "text",
    [
        "sorry the shoe store started 10 march 2025 not 3",
        "sorry, 10 March 2025",
        "no, it was 10 March 2025 not 3 March 2025",
    ],
)
def test_a_day_puts_right_the_one_of_its_month(text: str) -> None:
    talk = Talk().say(TWO_JOBS).say(text, "correct")
    assert [job["start"] for job in talk.facts["jobs"]] == ["2024-01-01", "2025-03-10"]
    assert talk.facts["permit"]["expires"] == "2027-08-31" and not talk.memory.pending


def test_a_day_like_none_puts_nothing_right() -> None:
    talk = Talk().say(TWO_JOBS)
    before = copy.deepcopy(talk.facts)
    assert talk.say("sorry, 5 June 2019", "correct").facts == before


def test_a_typo_in_a_title_is_seen_through() -> None:
    talk = Talk().say(TWO_JOBS)
    assert talk.facts["jobs"][1]["title"] == "assistant manger"
    assert talk.memory.candidates["1"][0]["code"] == "60020"


def test_scores_in_that_order_are_those_of_the_report() -> None:
    talk = Talk().say("cook in Calgary since May 2024, celpip 8 7 6 9 in May 2026")
    while talk.kind != "scores_order":
        talk.say("skip", "skip")
    talk.say("in that order", "ask")
    test = talk.facts["language_tests"][0]
    assert [test[a] for a in ("listening", "reading", "writing", "speaking")] == [8, 7, 6, 9]


def test_of_two_days_of_a_year_the_one_of_the_month_is_put_right() -> None:
    talk = Talk().say(TWO_JOBS).say("sorry, 20 February 2025", "correct")
    assert [job.get("end") for job in talk.facts["jobs"]] == ["2025-02-20", None]
    assert talk.facts["jobs"][1]["start"] == "2025-03-03"


def test_a_bare_day_that_was_wrong_is_no_number_of_something_else() -> None:
    talk = Talk().say(TWO_JOBS).say("3 years of skilled work abroad")
    assert talk.facts["foreign_work_years"] == 3
    talk.say("sorry the shoe store started 10 march 2025 not 3", "correct")
    assert talk.facts["foreign_work_years"] == 3 and talk.facts["jobs"][1]["start"] == "2025-03-10"
    assert [change["path"] for change in talk.memory.turn.changes] == ["jobs[1].start"]
    assert not talk.memory.turn.notes
