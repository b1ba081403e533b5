"""``cec fees``."""

from __future__ import annotations

import json

import pytest

from console import fees
from tests.console.running import ran


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ((), 1675),
        (("--spouse",), 3350),
        (("--spouse", "--children", "2"), 3890),
        (("--on", "2026-04-29"), 1610),
        (("--on", "2026-04-30"), 1675),
        (("--on", "2024-04-29"), 1450),
    ],
)
def test_totals(words: tuple[str, ...], total: int) -> None:
    found = ran(fees, *words, "--json")
    assert found.code == 0
    answer = json.loads(found.out)
    assert answer["total"] == total == sum(fee["total"] for fee in answer["fees"])
    assert answer["funds"] == {"program": "CEC", "family_size": answer["funds"]["family_size"], "amount": 0}
    assert f"${total:,}  in all" in ran(fees, *words).out


def test_funds_of_a_family() -> None:
    answer = json.loads(ran(fees, "--spouse", "--children", "1", "--program", "fsw", "--json").out)
    assert answer["funds"] == {"program": "FSW", "family_size": 3, "amount": 23360}
    text = ran(fees, "--spouse", "--children", "1", "--program", "fst").out
    assert "$23,360 for a family of 3 (table checked 28 July 2025)" in text
    assert "Canadian Experience Class: none is asked for" in ran(fees).out


@pytest.mark.parametrize("children", ["-1", "31", "two", "1.5", ""])
def test_a_number_of_children_that_is_none_is_refused(children: str) -> None:
    assert ran(fees, f"--children={children}").code == 2


def test_a_day_without_known_amounts_is_refused() -> None:
    for day in ("2022-04-29", "soon"):
        found = ran(fees, "--on", day)
        assert (found.code, found.out, len(found.problems)) == (2, "", 1)
