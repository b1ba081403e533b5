"""Letters: filled from what is known, open where it isn't, the same in both forms."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from docx import Document

from documents.contents import values
from documents.letter import TemplateError, as_docx, as_text, draft, kinds, template

TODAY = datetime.date(2026, 11, 24)
FACTS: dict[str, Any] = {
    "jobs": [
        {
            "title": "cook",
            "noc": "63200",
            "start": "2024-05-01",
            "current": True,
            "hours_per_week": 37.5,
            "country": "CA",
            "authorization": "maintained_status",
        }
    ],
    "person": {"marital_status": "married"},
    "family_size": 3,
    "education": {"level": "bachelors", "canadian_credential": "none", "eca": True},
}
TOLD = {"applicant": "Ana Ruiz", "employer": "Café Un", "duties": "I cook; I train new staff\nI order food"}


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("facts", [{}, FACTS], ids=["nothing told", "much told"])
def test_every_letter_reads_the_same_as_text_and_as_docx(kind: str, facts: dict[str, Any]) -> None:
    letter = draft(kind, values(kind, facts, {}, 0 if facts else None, TODAY))
    opened = Document(io.BytesIO(as_docx(letter)))
    # A letter carries no title: nobody writes one over it.
    told = letter.paragraphs[1:] if letter.look == "letter" else letter.paragraphs
    assert [p.text for p in opened.paragraphs] == [p.text for p in told]
    text = as_text(letter)
    assert all(paragraph.text in text for paragraph in letter.paragraphs)
    assert "{" not in text


def test_a_reference_letter_holds_what_the_department_asks_for() -> None:
    letter = draft("reference_letter", values("reference_letter", FACTS, TOLD, 0, TODAY))
    text = as_text(letter)
    for piece in (
        "Ana Ruiz",
        "Café Un",
        "Position: cook",
        "since 1 May 2024 and still works here",
        "37.5 hours",
        "letterhead",
    ):
        assert piece in text
    assert "- cook\n- train new staff\n- order food" in text


def test_what_is_not_known_is_left_open_and_never_invented() -> None:
    letter = draft("reference_letter", values("reference_letter", FACTS, {}, 0, TODAY))
    text = as_text(letter)
    for label in letter.open:
        assert f"[{label}]" in text
    assert "annual salary, or pay per hour" in letter.open
    assert "main duties in your own words" in letter.open


def test_the_funds_letter_names_the_provisions() -> None:
    text = as_text(draft("funds_letter", values("funds_letter", {}, TOLD, None, TODAY)))
    assert "76(1)(b)" in text
    assert "Canadian Experience Class has no such requirement" in text


@pytest.mark.parametrize(
    ("facts", "paper"),
    [
        ({"person": {"marital_status": "married"}}, "Marriage certificate"),
        ({"person": {"marital_status": "common_law"}}, "IMM 5409"),
        ({"person": {"marital_status": "single"}, "family_size": 2}, "For each child (1)"),
        ({"education": {"eca": True}}, "Educational Credential Assessment"),
        ({"jobs": [{"title": "cook", "authorization": "maintained_status"}]}, "maintained status"),
        ({"jobs": [{"title": "cook"}]}, "T4 slips, notices of assessment and pay stubs: cook"),
    ],
)
def test_a_fact_brings_its_paper_and_without_it_the_paper_is_absent(facts: dict[str, Any], paper: str) -> None:
    assert paper in as_text(draft("checklist", values("checklist", facts, {}, None, TODAY)))
    assert paper not in as_text(draft("checklist", values("checklist", {}, {}, None, TODAY)))


def test_a_checklist_says_what_was_not_told() -> None:
    text = as_text(draft("checklist", values("checklist", {}, {}, None, TODAY)))
    assert "your marital status" in text
    assert "Not told yet" not in as_text(draft("checklist", values("checklist", FACTS, {}, None, TODAY)))


def test_what_a_person_types_is_no_template() -> None:
    told = {**TOLD, "employer": "{applicant} \x00{*duties}"}
    text = as_text(draft("reference_letter", values("reference_letter", FACTS, told, 0, TODAY)))
    assert "{applicant} {*duties}" in text


def test_a_template_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TemplateError, match="no template"):
        template("love_letter")


def test_every_field_that_is_asked_for_has_a_question_and_a_label() -> None:
    from answers.phrases import phrases

    for kind in kinds():
        for name in template(kind)["ask"]:
            assert name in template(kind)["fields"]
            assert name in phrases("letters")["fields"]


def test_a_preview_needs_no_title() -> None:
    letter = draft("checklist", values("checklist", FACTS, {}, None, TODAY))
    assert "====" in as_text(letter) and "====" not in as_text(letter, titled=False)
    assert as_text(letter).endswith(as_text(letter, titled=False))


def test_a_letter_is_black_and_its_subject_bold() -> None:
    letter = draft("refusal_letter", values("refusal_letter", FACTS, TOLD, 0, TODAY))
    opened = Document(io.BytesIO(as_docx(letter)))
    bold = [p.text for p in opened.paragraphs if any(run.bold for run in p.runs)]
    assert bold == ["Re: no reference letter from Café Un"]
    assert {str(opened.styles[f"Heading {level}"].font.color.rgb) for level in (1, 2)} == {"000000"}


def test_a_range_of_points_that_tells_nothing_is_left_out() -> None:
    text = as_text(draft("case_summary", values("case_summary", FACTS, {}, None, TODAY)))
    assert "Not worked out: too little is known" in text
    known = {**FACTS, "person": {"birth_date": "1996-04-02", "marital_status": "single"}, "language_tests": []}
    known |= {"foreign_work_years": 0, "trade_certificate": False, "provincial_nomination": False}
    text = as_text(draft("case_summary", values("case_summary", known, {}, None, TODAY)))
    assert "Not worked out" not in text and "Your score (CRS)" in text
