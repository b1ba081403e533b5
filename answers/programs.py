"""The sentences of the FSW and FST criteria, from their codes and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from answers.dates import grouped, long_date
from answers.phrases import phrase, phrases
from eligibility.results import Criterion


def _p(key: str, lang: str, **values: Any) -> str:
    return phrase(f"programs.{key}", lang, **values)


def knows_caveat(code: str) -> bool:
    """Whether the caveat is one of these programs' own."""
    return code in phrases("programs")["caveats"]


def detail(criterion: Criterion, lang: str = "en") -> str:
    """What the criterion found, in one sentence; `KeyError` for a criterion of another program."""
    return _p(f"{criterion.id}.{criterion.reason}", lang, **_SHOWN[criterion.id](criterion.evidence, lang))


def _hours(evidence: Mapping[str, Any], lang: str) -> dict[str, Any]:
    names = ("counted_hours", "possible_hours", "required_hours")
    shown: dict[str, Any] = {name: grouped(evidence[name]) for name in names}
    if evidence["hours_from"]:
        shown["hours_from"] = long_date(evidence["hours_from"], lang)
    return shown


def _language(evidence: Mapping[str, Any], lang: str) -> dict[str, Any]:
    needed = evidence["required_clb"]
    until = evidence["valid_until"]
    one = len(set(needed.values())) == 1
    return {
        "needed": _p("every", lang, level=next(iter(needed.values()))) if one else _levels(needed, lang),
        "clb": _levels(evidence["clb"], lang),
        "valid_until": long_date(until, lang) if until else _p("no_date", lang),
    }


def _levels(levels: Mapping[str, int], lang: str) -> str:
    return ", ".join(
        _p("level", lang, ability=phrase(f"crs.abilities.{ability}", lang), level=level)
        for ability, level in levels.items()
    )


def _points(evidence: Mapping[str, Any], lang: str) -> dict[str, Any]:
    points = ", ".join(_p(f"factors.{name}", lang, points=gained) for name, gained in evidence["points"].items())
    return {**evidence, "points": points}


def _nothing(evidence: Mapping[str, Any], lang: str) -> dict[str, Any]:
    return {}


_SHOWN = {
    "primary_occupation": _hours,
    "trade_experience": _hours,
    "minimum_language": _language,
    "trade_language": _language,
    "education": _nothing,
    "selection_points": _points,
    "certificate_or_offer": _nothing,
}
CRITERIA = frozenset(_SHOWN)
