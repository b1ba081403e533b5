"""Answers to the letter's questions, given out of order."""

from __future__ import annotations

import pytest

from actions.letter_fields import change, fields, shape
from documents.letter import template

WANTED = template("reference_letter")["ask"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("52,000 a year", "salary"),
        ("$19.50/h plus tips", "salary"),
        ("19.50 an hour", "salary"),
        ("my salary is 48000", "salary"),
        ("45k", "salary"),
        ("120 8 Ave SW, Calgary", "employer_contact"),
        ("hr@example.com", "employer_contact"),
        ("403-555-0199", "employer_contact"),
        ("T2P 1B3", "employer_contact"),
        ("I make the shift schedules, train new staff and count the cash", "duties"),
        ("responsible for ordering stock, checking deliveries and closing at night", "duties"),
        ("Maria Lopez", None),
        ("Tim Hortons", None),
        ("dental after 3 months", None),
        ("Anna Smith, HR manager", None),
        ("he says company policy forbids it", None),
        ("I asked twice", None),
        ("extended health, dental, RRSP match 5%", "benefits"),
        ("Bright Dental Clinic", None),
        ("Health Canada", None),
    ],
)
def test_a_shape_tells_the_field(text: str, meant: str | None) -> None:
    assert shape(text) == meant


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("employer", "Maple Cafe, 12 Main Street", {"employer": "Maple Cafe", "employer_contact": "12 Main Street"}),
        ("employer", "Smith, Jones and Partners", {"employer": "Smith, Jones and Partners"}),
        ("employer_contact", "I cook on a grill and train helpers", {"duties": "I cook on a grill and train helpers"}),
        ("duties", "19.50 an hour", {"salary": "19.50 an hour"}),
        ("duties", "cooking and cleaning", {"duties": "cooking and cleaning"}),
        ("applicant", "Maple Cafe, 12 Main Street", {"employer": "Maple Cafe", "employer_contact": "12 Main Street"}),
        ("applicant", "company is Blue Spruce Inc", {"employer": "Blue Spruce Inc"}),
        ("applicant", "Closed Loop Ltd", {"applicant": "Closed Loop Ltd"}),
        ("employer", "52,000 a year", {"salary": "52,000 a year"}),
        ("employer", "12 Main Street Bakery", {"employer": "12 Main Street Bakery"}),
        ("signatory", "health and dental", {"benefits": "health and dental"}),
        ("signatory", "Anna Smith, 403-555-0199", {"signatory": "Anna Smith, 403-555-0199"}),
        ("salary", "52,000 a year", {"salary": "52,000 a year"}),
    ],
)  # fmt: skip
def test_an_answer_goes_where_it_belongs(asked: str, text: str, told: dict[str, str]) -> None:
    assert fields(text, asked, WANTED) == told


def test_a_letter_without_a_field_for_it_takes_the_answer_as_asked() -> None:
    wanted = template("refusal_letter")["ask"]
    assert fields("they owe me $3,000", "reason", wanted) == {"reason": "they owe me $3,000"}
    told = {"employer": "Blue Spruce Inc, 44 King St W"}
    assert fields("company is Blue Spruce Inc, 44 King St W", "applicant", wanted) == told
    assert fields("A, 12 Main Street", "employer", wanted) == {"employer": "A, 12 Main Street"}


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("change the salary to 52,000 a year", ("salary", "52,000 a year")),
        ("please change my name to Maria Lopez-Cruz", ("applicant", "Maria Lopez-Cruz")),
        ("the employer's name is Maple Cafe Ltd", ("employer", "Maple Cafe Ltd")),
        ("sorry, the address should be 14 Main Street", ("employer_contact", "14 Main Street")),
        ("duties: I cook; I train new staff", ("duties", "I cook; I train new staff")),
        ("replace my duties with I bake bread", ("duties", "I bake bread")),
        ("my employer is refusing to sign", None),
        ("how do I change my name?", None),
        ("my hours are 30 now", None),
        ("is the salary important?", None),
    ],
)
def test_a_finished_letter_is_put_right(text: str, put: tuple[str, str] | None) -> None:
    assert change(text, WANTED) == put
