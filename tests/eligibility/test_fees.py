"""The government's fees on each side of each day on which they changed."""

from __future__ import annotations

import datetime

import pytest

from eligibility.fees import bridging_permit, permanent_residence
from eligibility.parameters import ParameterError

D = datetime.date


@pytest.mark.parametrize(
    ("day", "applicant", "child", "right", "total"),
    [
        (D(2022, 4, 30), 850, 230, 515, 1450),
        (D(2024, 4, 29), 850, 230, 515, 1450),
        (D(2024, 4, 30), 950, 260, 575, 1610),
        (D(2026, 4, 29), 950, 260, 575, 1610),
        (D(2026, 4, 30), 990, 270, 600, 1675),
        (D(2026, 11, 24), 990, 270, 600, 1675),
    ],
)
def test_amounts_by_day(day: D, applicant: int, child: int, right: int, total: int) -> None:
    alone = {fee.name: fee.amount for fee in permanent_residence(day).fees}
    assert alone == {"principal_applicant": applicant, "right_of_permanent_residence": right, "biometrics_person": 85}
    assert permanent_residence(day).total == total
    family = {fee.name: fee for fee in permanent_residence(day, spouse=True, children=3).fees}
    assert family["spouse"].amount == applicant
    assert (family["child"].amount, family["child"].count, family["child"].total) == (child, 3, 3 * child)
    assert family["right_of_permanent_residence"].count == 2


@pytest.mark.parametrize(
    ("spouse", "children", "total", "biometrics"),
    [
        (False, 0, 1675, 85),
        (True, 0, 3350, 170),
        (False, 1, 1590 + 270 + 170, 170),
        (True, 1, 3620, 170),
        (True, 4, 3350 + 4 * 270, 170),
    ],
)
def test_totals_of_families(spouse: bool, children: int, total: int, biometrics: int) -> None:
    bill = permanent_residence(D(2026, 11, 24), spouse, children)
    assert bill.total == total
    assert sum(fee.total for fee in bill.fees if fee.name.startswith("biometrics")) == biometrics
    assert all(fee.reference.url for fee in bill.fees)


def test_what_there_is_no_amount_for_is_refused() -> None:
    with pytest.raises(ParameterError):
        permanent_residence(D(2022, 4, 29))
    with pytest.raises(ValueError, match="children"):
        permanent_residence(D(2026, 11, 24), children=-1)


def test_the_bridging_permit() -> None:
    bill = bridging_permit(D(2026, 11, 24))
    assert [fee.amount for fee in bill.fees] == [155, 100] and bill.total == 255
