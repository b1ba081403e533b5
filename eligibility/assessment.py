"""One door to the programs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from eligibility import cec, fst, fsw
from eligibility.facts import Facts
from eligibility.results import Assessment

PROGRAMS: Mapping[str, Callable[[Facts, datetime.date], Assessment]] = {
    "cec": cec.assess,
    "fsw": fsw.assess,
    "fst": fst.assess,
}


def assess(facts: Facts, program: str, as_of: datetime.date) -> Assessment:
    """The assessment for one program (a key of `PROGRAMS`) on one day; `KeyError` for another program."""
    return PROGRAMS[program](facts, as_of)
