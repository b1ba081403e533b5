"""Money to settle on: IRPR 76(1)(b) for FSW, 87.2(5) for FST; nothing for the CEC."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from eligibility.parameters import Reference, parameter


@dataclass(frozen=True)
class Funds:
    """``amount`` (CAD) that a family must show; 0 where the program asks for none."""

    amount: int
    required: bool
    references: tuple[Reference, ...]


def settlement_funds(program: str, family_size: int, as_of: datetime.date, arranged_employment: bool = False) -> Funds:
    """What a family of ``family_size`` (non-accompanying members counted) must show on ``as_of``.

    ``program``: ``cec``, ``fsw`` or ``fst``. ``arranged_employment``: authorised to work in Canada
    with an offer that counts under IRPR 82(2) or 87.2(3)(d), which exempts. Raises `ValueError` for a size
    below 1 and `KeyError` for another program.
    """
    if family_size < 1:
        raise ValueError("family_size: at least 1 is expected")
    asked = parameter("funds", "required").on(as_of)
    if not asked.value[program] or arranged_employment:
        return Funds(0, False, (asked.reference,))
    table = parameter("funds", "table").on(as_of)
    rows = table.value
    largest = max(size for size in rows if isinstance(size, int))
    amount = rows[min(family_size, largest)] + rows["more"] * max(0, family_size - largest)
    return Funds(int(amount), True, (table.reference, asked.reference))
