"""Figures: each gives a text for today; the computed ones are computed anew here."""

from __future__ import annotations

import datetime

import pytest

from answers.current_rounds import current
from answers.figures import FIGURES, listed
from tests.answers.people import TODAY


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_has_a_text(name: str) -> None:
    text = FIGURES[name](TODAY, "en")
    assert text and text == text.strip()
    assert FIGURES[name].__doc__


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fees_single_total", "$1,675"),
        ("fees_couple_total", "$3,350"),
        ("fees_adult", "$1,590"),
        ("fees_open_work_permit", "$255"),
        ("fsw_points", "100"),
        ("fst_years", "two"),
        ("crs_maximum", "1,200"),
        ("high_clb", "7"),
        ("low_clb", "5"),
        ("high_clb_teers", "0 or 1"),
        ("low_clb_teers", "2 or 3"),
        ("full_time_weeks", "52"),
        ("half_time_hours", "15"),
        ("half_time_months", "24"),
        ("slowest_hours", "10"),
        ("other_teers", "4 or 5"),
        ("age_best", "20 to 29"),
        ("age_none", "45"),
        ("bonus_clb", "9"),
        ("first_bonus_clb", "7"),
        ("top_clb", "10"),
        ("second_language_clb", "5"),
        ("english_for_french_clb", "5"),
        ("former_offer_points", "50 or 200"),
        ("level_0_became", "0"),
        ("level_a_became", "1"),
        ("level_b_became", "2 or 3"),
        ("level_c_became", "4"),
        ("level_d_became", "5"),
        ("approved_tests", "IELTS General, CELPIP-General, PTE Core, TEF Canada and TCF Canada"),
    ],
)
def test_figure(name: str, text: str) -> None:
    assert FIGURES[name](TODAY, "en") == text


def test_fees_are_those_of_the_day() -> None:
    assert FIGURES["fees_single_total"](datetime.date(2026, 4, 29), "en") == "$1,610"


def test_rounds_are_the_current_ones() -> None:
    rows = [row for row in current().rounds if row.type == "CEC"]
    newest = max(rows, key=lambda row: row.date)
    year = [row.cutoff for row in rows if row.date > newest.date.replace(year=newest.date.year - 1)]
    assert FIGURES["latest_cec_cutoff"](TODAY, "en") == str(newest.cutoff)
    assert FIGURES["cec_cutoff_lowest"](TODAY, "en") == str(min(year))
    assert FIGURES["cec_cutoff_highest"](TODAY, "en") == str(max(year))
    assert int(FIGURES["latest_cec_invitations"](TODAY, "en").replace(",", "")) == newest.invitations
    assert str(newest.date.year) in FIGURES["latest_cec_date"](TODAY, "en")


def test_the_range_goes_back_to_january_of_last_year() -> None:
    rows = [row for row in current().rounds if row.type == "CEC"]
    year = max(row.date for row in rows).year - 1
    cutoffs = sorted(row.cutoff for row in rows if row.date >= datetime.date(year, 1, 1))
    assert FIGURES["cec_range_year"](TODAY, "en") == str(year)
    assert FIGURES["cec_range"](TODAY, "en") == f"{cutoffs[0]} to {cutoffs[-1]}"


def test_the_newest_round_of_all() -> None:
    newest = max(current().rounds, key=lambda row: row.date)
    assert FIGURES["latest_round_cutoff"](TODAY, "en") == str(newest.cutoff)
    assert str(newest.date.day) in FIGURES["latest_round_date"](TODAY, "en")
    invited = sum(
        row.invitations for row in current().rounds if str(row.date.year) == FIGURES["invited_year"](TODAY, "en")
    )
    assert FIGURES["invited_this_year"](TODAY, "en") == f"{invited:,}"


def test_french_round_is_the_current_one() -> None:
    newest = max((row for row in current().rounds if row.type == "french"), key=lambda row: row.date)
    assert FIGURES["latest_french_cutoff"](TODAY, "en") == str(newest.cutoff)
    assert str(newest.date.year) in FIGURES["latest_french_date"](TODAY, "en")


def test_lists() -> None:
    assert listed([], "or") == ""
    assert listed(["a"], "or") == "a"
    assert listed(["a", "b"], "and") == "a and b"
    assert listed(["a", "b", "c"], "or") == "a, b or c"
