"""The one place that reads the clock, for everything that talks to people."""

from __future__ import annotations

import datetime
import os


def today() -> datetime.date:
    """Today; ``CEC_TODAY=YYYY-MM-DD`` in the environment stands in for it (tests, rehearsals)."""
    fixed = os.environ.get("CEC_TODAY")
    return datetime.date.fromisoformat(fixed) if fixed else datetime.date.today()
