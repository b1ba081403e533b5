"""What an assessment says: a closed set of results, each with its evidence and references."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from eligibility.parameters import Reference

__all__ = ["Assessment", "Caveat", "Criterion", "Reference", "Result", "Status"]


class Result(str, Enum):
    """The five answers of an assessment."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    WILL_BE_ELIGIBLE = "will_be_eligible"
    NEEDS_INFORMATION = "needs_information"
    CANNOT_SAY = "cannot_say"


class Status(str, Enum):
    """Where one criterion stands."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True)
class Caveat:
    """Something the answer leaves open or rests on: a code and its values; the sentence is in answers/."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Criterion:
    """One requirement: ``reason`` is a code, ``evidence`` the numbers that it rests on."""

    id: str
    status: Status
    reason: str
    references: tuple[Reference, ...]
    evidence: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """The answer for one program on one day."""

    as_of: datetime.date
    program: str
    result: Result
    criteria: tuple[Criterion, ...]
    eligible_from: datetime.date | None = None
    eligible_until: datetime.date | None = None
    missing: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()

    def criterion(self, identifier: str) -> Criterion:
        """The criterion with this id; `KeyError` when the program has none."""
        for row in self.criteria:
            if row.id == identifier:
                return row
        raise KeyError(identifier)

    def to_json(self, detail: Callable[[Criterion], str], sentence: Callable[[Caveat], str]) -> dict[str, Any]:
        """Section 3 of the contract; ``detail`` and ``sentence`` put codes into words."""
        return {
            "as_of": self.as_of.isoformat(),
            "program": self.program,
            "result": self.result.value,
            "eligible_from": _plain(self.eligible_from),
            "eligible_until": _plain(self.eligible_until),
            "criteria": [
                {
                    "id": row.id,
                    "status": row.status.value,
                    "reason": row.reason,
                    "detail": detail(row),
                    "references": [
                        {"title": r.title, "url": r.url, "checked": r.checked.isoformat()} for r in row.references
                    ],
                    "evidence": _plain(row.evidence),
                }
                for row in self.criteria
            ],
            "missing": list(self.missing),
            "caveats": [sentence(caveat) for caveat in self.caveats],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
