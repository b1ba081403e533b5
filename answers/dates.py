"""Dates and numbers as people write them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from answers.phrases import phrase


def long_date(day: datetime.date, lang: str = "en") -> str:
    """ "15 June 2026"."""
    return phrase("dates.day", lang, day=day.day, month=phrase(f"dates.months.{day.month}", lang), year=day.year)


def month(day: datetime.date, lang: str = "en") -> str:
    """ "June 2026"."""
    return phrase("dates.month", lang, month=phrase(f"dates.months.{day.month}", lang), year=day.year)


def day_of(assessment: Mapping[str, Any]) -> datetime.date:
    """The day for which an assessment (JSON of the public contract) answers."""
    return datetime.date.fromisoformat(str(assessment["as_of"]))


def grouped(value: float) -> str:
    """1,560 for 1560.0; 1,560.5 stays so; 1559.99 takes another digit rather than look like the whole number."""
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.1f}" if round(value, 1) != round(value) else f"{value:,.2f}"
