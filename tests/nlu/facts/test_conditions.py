"""How the work was done, leaves, admissibility; and what "not" does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility.facts import GROUNDS, LEAVES
from tests.nlu.facts.flat import said
from tests.nlu.facts.helpers import MANY, keys, one, values

TRUE = {
    "self_employed": [
        "self-employed",
        "self employed",
        "a freelancer",
        "an independent contractor",
        "a sole proprietor",
    ],
    "full_time_student": ["a student", "a full-time student", "an international student"],
}


@MANY
@given(
    st.sampled_from([(entity, words) for entity, ways in TRUE.items() for words in ways]),
    st.sampled_from(
        [
            ("I was {}", True),
            ("I am {}", True),
            ("I wasn't {}", False),
            ("I was not {}", False),
            ("I was never {}", False),
            ("I'm no longer {}", False),
            ("never {}", False),
            ("not {}", False),
            ("I have never been {}", False),
        ]
    ),
)
def test_negation(said: tuple[str, str], frame: tuple[str, bool]) -> None:
    (entity, words), (sentence, truth) = said, frame
    assert values(sentence.format(words), entity) == [truth]


@pytest.mark.parametrize(
    ("text", "entity", "truth"),
    [
        ("i was on payroll with a T4", "self_employed", False),
        ("no I was an employee the whole time", "self_employed", False),
        ("I'm an employee not a contractor", "self_employed", False),
        ("I've my own cleaning company", "self_employed", True),
        ("I own the company", "self_employed", True),
        ("I invoice my client monthly", "self_employed", True),
        ("drive for uber and do doordash", "self_employed", True),
        ("I'm incorporated and bill by the hour", "self_employed", True),
        ("no self employment at all", "self_employed", False),
        ("it was a co-op term", "full_time_student", True),
        ("worked while studying full time", "full_time_student", True),
        ("I was in school full time while I did that job", "full_time_student", True),
        ("part of it was during my masters", "full_time_student", True),
        ("i was doing a full time diploma then", "full_time_student", True),
        ("wasn't studying then", "full_time_student", False),
        ("i studied part time while working", "full_time_student", False),
        ("no longer a student, graduated in 2023", "full_time_student", False),
        ("it was an unpaid internship", "paid", False),
        ("I was volunteering", "paid", False),
        ("It was volunteer work", "paid", False),
        ("I wasn't paid for it", "paid", False),
        ("it was paid", "paid", True),
        ("yes paid", "paid", True),
        ("always paid", "paid", True),
        ("my employer is in Canada", "foreign_employer", False),
        ("the company is based in the US", "foreign_employer", True),
        ("a foreign employer", "foreign_employer", True),
        ("not a foreign employer", "foreign_employer", False),
        ("I bill OHIP", "publicly_funded_physician", True),
        ("I don't bill OHIP", "publicly_funded_physician", False),
        ("yes the duties match", "duties_match", True),
        ("the duties don't match", "duties_match", False),
        ("duties were different", "duties_match", False),
        ("did all the main duties", "duties_match", True),
    ],
)
def test_conditions(text: str, entity: str, truth: bool) -> None:
    assert values(text, entity) == [truth]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("my company is in Toronto", "self_employed"),
        ("my company gave me a letter", "self_employed"),
        ("the contract ended", "self_employed"),
        ("student permit", "full_time_student"),
        ("worked off campus while my study permit was valid", "full_time_student"),
        ("I volunteer sometimes at the temple", "paid"),
        ("I paid 1365 for the fees", "paid"),
        ("unpaid leave", "paid"),
        ("my wife is self-employed", "self_employed"),
        ("my husband was a student", "full_time_student"),
    ],
)
def test_words_that_say_nothing_of_it(text: str, entity: str) -> None:
    assert values(text, entity) == []


def test_each_sentence_has_its_own_truth() -> None:
    text = "I was an unpaid intern until May 2024. Since June 2024 I am a paid financial analyst."
    assert values(text, "paid") == [False, True]


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("maternity leave from 1 March 2025 to 30 November 2025", "parental", "2025-03-01", "2025-11-30"),
        ("took mat leave between Sep 2024 and June 2025", "parental", "2024-09-01", "2025-06-30"),
        ("sick leave in july and august 2025", "sick", "2025-07-01", "2025-08-31"),
        ("was off sick from 5 May 2025 to 6 June 2025", "sick", "2025-05-05", "2025-06-06"),
        ("temporary layoff from May to July 2024", "layoff", "2024-05-01", "2024-07-31"),
        ("vacation from 1 July 2025 to 21 July 2025", "vacation_paid", "2025-07-01", "2025-07-21"),
        ("from May 2025 to June 2025 unpaid leave", "unpaid", "2025-05-01", "2025-06-30"),
        ("i took unpaid leave", "unpaid", None, None),
        ("leave of absence", "unpaid", None, None),
    ],
)
def test_leaves(text: str, kind: str, start: str | None, end: str | None) -> None:
    assert keys(one(text, "leave"), "kind", "start", "end") == (kind, start, end)
    assert values(text, "period") == [], "the period is the leave's"
    assert kind in LEAVES


def test_the_length_of_a_leave() -> None:
    assert one("two months of unpaid leave in 2025", "leave")["months"] == 2
    assert one("I had six weeks of sick leave", "leave")["months"] == pytest.approx(1.4)
    assert values("two months of unpaid leave", "duration") == []


def test_a_leave_inside_a_job() -> None:
    text = "cook since May 2023, parental leave from Jan 2025 to June 2025"
    assert keys(one(text, "period"), "start", "end") == ("2023-05-01", None)
    assert keys(one(text, "leave"), "start", "end") == ("2025-01-01", "2025-06-30")


@pytest.mark.parametrize(
    "text", ["no leaves", "never took any parental leave", "I didn't take sick leave", "no maternity leave"]
)
def test_no_leave(text: str) -> None:
    assert values(text, "leave") == []


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("no criminal record", "none"),
        ("never been arrested or convicted", "none"),
        ("clean record", "none"),
        ("no arrests, no convictions", "none"),
        ("i don't have a criminal record", "none"),
        ("nothing of that kind", "none"),
        ("I was never charged", "none"),
        ("i have a DUI from 2019", "criminal"),
        ("I was charged with assault", "criminal"),
        ("I have a criminal record", "criminal"),
        ("found to have misrepresented something", "misrepresentation"),
        ("5 year ban for misrepresentation", "misrepresentation"),
        ("I'm on dialysis", "medical"),
    ],
)
def test_admissibility(text: str, ground: str) -> None:
    assert one(text, "inadmissibility") == ground
    assert ground in GROUNDS


@pytest.mark.parametrize(
    "text", ["my brother has a DUI", "employment record", "record of employment please", "a friend was arrested"]
)
def test_nothing_of_admissibility(text: str) -> None:
    assert values(text, "inadmissibility") == []


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("unpaid leave from 1 to 31 August 2026", "unpaid", "2026-08-01", "2026-08-31"),
        ("parental leave march to august 2025", "parental", "2025-03-01", "2025-08-31"),
        ("vacation from 1 to 20 July 2025", "vacation_paid", "2025-07-01", "2025-07-20"),
        ("holiday from 1 to 20 July 2025", "vacation_paid", "2025-07-01", "2025-07-20"),
    ],
)
def test_leaves_within_a_month(text: str, kind: str, start: str, end: str) -> None:
    assert keys(one(text, "leave"), "kind", "start", "end") == (kind, start, end)
    assert values(text, "period", "number", "date") == []


@pytest.mark.parametrize(
    "text",
    [
        "Working holiday from France",
        "working holiday visa",
        "holiday",
        "I'm on a working holiday from May 2025 to May 2026",
        "I came on holiday from Ireland",
        "public holidays in Canada",
    ],
)
def test_a_holiday_is_no_leave(text: str) -> None:
    assert values(text, "leave") == []


@pytest.mark.parametrize(
    "text", ["worked as a cook while studying full time", "I worked as a cashier when I was a student"]
)
def test_studies_beside_a_title(text: str) -> None:
    assert values(text, "full_time_student") == [True]
    assert len(values(text, "occupation")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "family physician, fee-for-service billing OHIP",
        "I'm a family physician billing OHIP but I'm self-employed, does it count?",
        "family physician, fee-for-service billing OHIP, but I'm self-employed?",
    ],
)
def test_physicians_are_heard_in_a_question(text: str) -> None:
    told = [e["value"] for e in said(text, "ask") if e["entity"] == "publicly_funded_physician"]
    assert told == [True]


def test_a_question_about_physicians_tells_of_nobody() -> None:
    told = said("Does fee-for-service billing OHIP count as self-employed?", "ask")
    assert [e for e in told if e["entity"] == "publicly_funded_physician"] == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("always on payroll, with T4", "paid", True),
        ("boss pays me every Friday by cheque", "paid", True),
        ("salary comes by direct deposit", "paid", True),
        ("worked there for cash", "paid", True),
        ("I have all pay stubs", "paid", True),
        ("I rent a booth in a salon", "self_employed", True),
        ("barber with my own clients", "self_employed", True),
        ("I work for myself", "self_employed", True),
        ("I own and run a bakery", "self_employed", True),
    ],
)
def test_paid_and_self_employed_in_other_words(text: str, name: str, value: bool) -> None:
    assert value in values(text, name)


@pytest.mark.parametrize(
    "text", ["they gave me no T4", "I don't have pay stubs", "payroll clerk", "I rent a room in Surrey"]
)
def test_says_nothing_of_pay(text: str) -> None:
    assert values(text, "paid", "self_employed") == []
