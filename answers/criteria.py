"""The one plain sentence for each criterion and caveat, from its code and evidence."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from answers import programs
from answers.dates import grouped, long_date
from answers.phrases import phrase
from eligibility.parameters import parameter
from eligibility.results import Caveat, Criterion


def _c(key: str, lang: str, **values: Any) -> str:
    return phrase(f"criteria.{key}", lang, **values)


def detail(criterion: Criterion, lang: str = "en") -> str:
    """What the criterion found, in one sentence; the same for the bot, the command line and a letter."""
    if criterion.id in programs.CRITERIA:
        return programs.detail(criterion, lang)
    return _DETAILS[criterion.id](criterion, lang)


def _work(criterion: Criterion, lang: str) -> str:
    evidence = criterion.evidence
    start, end = evidence["window"]
    reason = criterion.reason
    if reason == "hours_later" and criterion.missing:
        reason = "hours_later_open"
    values: dict[str, Any] = {
        "counted_hours": grouped(evidence["counted_hours"]),
        "possible_hours": grouped(evidence.get("possible_hours", evidence["counted_hours"])),
        "required_hours": grouped(evidence["required_hours"]),
        "window_start": long_date(start, lang),
        "window_end": long_date(end, lang),
        "months": parameter("cec", "look_back_months").on(end).value,
    }
    if "hours_from" in evidence:
        values["hours_from"] = long_date(evidence["hours_from"], lang)
    return _c(f"work_experience.{reason}", lang, **values)


def _language(criterion: Criterion, lang: str) -> str:
    evidence = criterion.evidence
    required = evidence["required_clb"]
    if required is not None:
        levels = _c("parts.level", lang, level=required)
    else:
        possible = evidence["possible_clb"]
        levels = _c("parts.one_of", lang, low=possible[0], high=possible[-1])
    shown = [
        _c("parts.ability", lang, name=phrase(f"summary.abilities.{ability}", lang), level=level)
        if level
        else _c("parts.below", lang, name=phrase(f"summary.abilities.{ability}", lang), lowest=4)
        for ability, level in evidence["clb"].items()
    ]
    listed = ", ".join(shown)
    noc = evidence.get("governing_noc")
    values: dict[str, Any] = {
        "levels": levels,
        "clb": listed[:1].upper() + listed[1:],
        "because": _c("parts.because", lang, teer=noc[1]) if noc else "",
        "test": _c(f"tests.{evidence['test']}", lang) if evidence.get("test") else "",
        "valid_until": long_date(evidence["valid_until"], lang)
        if evidence.get("valid_until")
        else _c("parts.no_date", lang),
    }
    reason = criterion.reason
    if reason == "facts_missing" and not shown:
        reason = "facts_missing_bare"
    return _c(f"language.{reason}", lang, **values)


def _plain(criterion: Criterion, lang: str) -> str:
    return _c(f"{criterion.id}.{criterion.reason}", lang)


def _admissibility(criterion: Criterion, lang: str) -> str:
    years = parameter("cec", "misrepresentation_bar_years").values[-1].value
    return _c(f"admissibility.{criterion.reason}", lang, bar_years=years)


_DETAILS = {
    "work_experience": _work,
    "language": _language,
    "outside_quebec": _plain,
    "admissibility": _admissibility,
}


def caveat_sentence(caveat: Caveat, lang: str = "en") -> str:
    """A caveat in one sentence."""
    values = {key: _shown(value, lang) for key, value in caveat.values.items()}
    if programs.knows_caveat(caveat.code):
        return phrase(f"programs.caveats.{caveat.code}", lang, **values)
    return _c(f"caveats.{caveat.code}", lang, **values)


def _shown(value: Any, lang: str) -> str:
    if isinstance(value, datetime.date):
        return long_date(value, lang)
    if isinstance(value, int) and value >= 10_000:
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    if isinstance(value, Mapping):
        raise TypeError("a caveat's values are plain")
    return str(value)
