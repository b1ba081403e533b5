"""What a permanent residence application costs: IRPR 295, 303 and 315.1."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from eligibility.parameters import Reference, parameter


@dataclass(frozen=True)
class Fee:
    """One line of the bill: ``amount`` (CAD) for each of ``count`` persons or families."""

    name: str
    amount: int
    count: int
    reference: Reference

    @property
    def total(self) -> int:
        """CAD for all of them."""
        return self.amount * self.count


@dataclass(frozen=True)
class Bill:
    """The government's fees for one application. Tests, medical exams and other third parties come on top."""

    as_of: datetime.date
    fees: tuple[Fee, ...]

    @property
    def total(self) -> int:
        """CAD."""
        return sum(fee.total for fee in self.fees)


def permanent_residence(as_of: datetime.date, spouse: bool = False, children: int = 0) -> Bill:
    """The fees of an application received on ``as_of`` for the applicant, a spouse or partner, and children.

    Biometrics are charged by person up to the amount of a family that applies together; everybody is
    taken to be 14 to 79. Raises `ValueError` for a negative number of children and
    `eligibility.parameters.ParameterError` for a day before 30 April 2022.
    """
    if children < 0:
        raise ValueError("children: at least 0 is expected")
    adults = 1 + spouse
    counts = {"principal_applicant": 1, "spouse": int(spouse), "child": children}
    counts["right_of_permanent_residence"] = adults
    each = parameter("fees", "biometrics_person").on(as_of)
    family = parameter("fees", "biometrics_family").on(as_of)
    people = adults + children
    if each.value * people <= family.value:
        counts["biometrics_person"] = people
    else:
        counts["biometrics_family"] = 1
    return Bill(as_of, tuple(_fee(name, count, as_of) for name, count in counts.items() if count))


def bridging_permit(as_of: datetime.date) -> Bill:
    """The fees of a bridging open work permit applied for on ``as_of``: IRPR 299(1) and 303.2(1)."""
    return Bill(as_of, tuple(_fee(name, 1, as_of) for name in ("work_permit", "open_work_permit_holder")))


def _fee(name: str, count: int, as_of: datetime.date) -> Fee:
    value = parameter("fees", name).on(as_of)
    return Fee(name, int(value.value), count, value.reference)
