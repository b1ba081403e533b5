"""Settlement funds: never for the CEC, by family size for FSW and FST."""

from __future__ import annotations

import datetime

import pytest

from eligibility import fst, fsw
from eligibility.funds import settlement_funds
from eligibility.parameters import ParameterError
from tests.eligibility.people import facts

D = datetime.date
TABLES = {
    D(2025, 7, 7): [15263, 19001, 23360, 28362, 32168, 36280, 40392, 44504, 48616],
    D(2025, 7, 6): [14690, 18288, 22483, 27297, 30690, 34917, 38875, 42833, 46791],
}


@pytest.mark.parametrize("day", TABLES)
@pytest.mark.parametrize("program", ["fsw", "fst"])
def test_the_table_of_each_day(day: D, program: str) -> None:
    for size, amount in enumerate(TABLES[day], start=1):
        found = settlement_funds(program, size, day)
        assert (found.amount, found.required) == (amount, True)


def test_none_for_the_class_and_none_with_arranged_employment() -> None:
    for size in (1, 9):
        assert settlement_funds("cec", size, D(2026, 11, 24)).amount == 0
    found = settlement_funds("fsw", 4, D(2026, 11, 24), arranged_employment=True)
    assert (found.amount, found.required) == (0, False)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="family_size"):
        settlement_funds("fsw", 0, D(2026, 11, 24))
    with pytest.raises(KeyError):
        settlement_funds("pnp", 1, D(2026, 11, 24))
    with pytest.raises(ParameterError):
        settlement_funds("fsw", 1, D(2024, 5, 31))


@pytest.mark.parametrize("program", [fsw, fst])
def test_a_day_before_the_oldest_table_is_still_answered(program: object) -> None:
    found = program.assess(facts([{"start": "2022-01-01"}], [{"date": "2023-01-01"}]), D(2023, 5, 1))  # type: ignore[attr-defined]
    assert "funds_needed_then" in [caveat.code for caveat in found.caveats]
