"""Years of work abroad leave the jobs in Canada where they are."""

from __future__ import annotations

import pytest

from tests.actions.dialog import Dialog


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


@pytest.mark.parametrize("told", ["2 years foreign exp in bangalore same job", "5 years as welder in manila before"])
def test_the_place_of_years_abroad_is_not_that_of_the_job(told: str) -> None:
    dialog = Dialog()
    dialog.say("welder in Edmonton since June 2024, 40 hours a week, on a PGWP")
    dialog.say(told)
    (job,) = dialog.facts["jobs"]
    assert (job["country"], job["province"]) == ("CA", "AB")
    assert dialog.facts["foreign_work_years"] == int(told[0])


def test_a_correction_of_the_country_still_counts() -> None:
    dialog = Dialog()
    dialog.say("welder in Edmonton since June 2024, 40 hours a week")
    dialog.say("sorry, that job was in Manila", "correct")
    assert dialog.facts["jobs"][0]["country"] == "PH"
