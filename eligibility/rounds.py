"""Rounds of invitations: which there were, what a score would have reached, and the pool by score.

Cut-offs before 3 November 2026 are on the scoring of before that day.
"""

from __future__ import annotations

import csv
import datetime
import functools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eligibility.parameters import FOLDER, Reference, load_tree, parameter

PROGRAM_TYPES = ("general", "CEC", "PNP", "FSW", "FST")
#: Where the feed has the candidates of each band, named by its lowest score (sums of bands left out).
_BANDS: Mapping[int, str] = {
    601: "dd1",
    501: "dd2",
    491: "dd4",
    481: "dd5",
    471: "dd6",
    461: "dd7",
    451: "dd8",
    441: "dd10",
    431: "dd11",
    421: "dd12",
    411: "dd13",
    401: "dd14",
    351: "dd15",
    301: "dd16",
    0: "dd17",
}
_TOTAL = "dd18"
_TOP_SCORE = 1200


class RoundsError(ValueError):
    """Rounds that can't be trusted: damaged, cut short, or not what the department publishes."""


@dataclass(frozen=True)
class Round:
    """One round.

    ``number``: as published (91a and 91b occur); ``type``: a program, ``general``, or a category;
    ``cutoff``: the lowest score invited; ``tie_break``: of those with that score, profiles submitted before
    this moment were.
    """

    number: str
    date: datetime.date
    type: str
    cutoff: int
    invitations: int
    name: str = ""
    version: str = ""
    tie_break: str = ""

    def to_json(self) -> dict[str, Any]:
        """The contract's row."""
        return {
            "number": int(self.number) if self.number.isdigit() else self.number,
            "date": self.date.isoformat(),
            "type": self.type,
            "cutoff": self.cutoff,
            "invitations": self.invitations,
        }


@dataclass(frozen=True)
class Pool:
    """Candidates on one day by band; a band is named by its lowest score, the first one ends at 1,200."""

    as_of: datetime.date
    bands: Mapping[int, int]

    @property
    def total(self) -> int:
        """All candidates."""
        return sum(self.bands.values())

    def standing(self, score: int) -> Standing:
        """Where ``score`` stood among them."""
        above = sum(count for lowest, count in self.bands.items() if lowest > score)
        band = max(lowest for lowest in self.bands if lowest <= score)
        return Standing(self.as_of, self.total, above, self.bands[band], band, self._end(band))

    def _end(self, band: int) -> int:
        return min((lowest for lowest in self.bands if lowest > band), default=_TOP_SCORE + 1) - 1


@dataclass(frozen=True)
class Standing:
    """Certainly ``above`` candidates had more; ``beside`` were in the same band, ``band`` to ``band_end``."""

    as_of: datetime.date
    total: int
    above: int
    beside: int
    band: int
    band_end: int

    @property
    def share_above(self) -> tuple[float, float]:
        """The share of the pool that was ahead: at least, and at most."""
        return self.above / self.total, (self.above + self.beside) / self.total


@dataclass(frozen=True)
class History:
    """All rounds, newest first, complete through ``verified_through``; and the pool as last published."""

    rounds: tuple[Round, ...]
    verified_through: datetime.date
    pool: Pool | None
    reference: Reference

    def of(self, types: Collection[str] = (), last: int | None = None) -> tuple[Round, ...]:
        """The ``last`` rounds of these types (any case; none named: all), newest first."""
        wanted = {name.lower() for name in types}
        rows = tuple(row for row in self.rounds if not wanted or row.type.lower() in wanted)
        return rows[:last]

    @property
    def types(self) -> tuple[str, ...]:
        """The types that occur: programs first, then categories."""
        found = {row.type for row in self.rounds}
        return (
            *(name for name in PROGRAM_TYPES if name in found),
            *sorted(found - set(PROGRAM_TYPES)),
        )

    def stale_on(self, day: datetime.date) -> bool:
        """Whether on ``day`` nothing is known of so long a time that an answer must say so."""
        limit = int(parameter("rounds", "stale_after").on(max(day, self.rounds[-1].date)).value)
        return (day - self.verified_through).days > limit


@dataclass(frozen=True)
class Chance:
    """How many of the last rounds a score would have reached.

    ``tied``: of these, rounds whose cut-off it equals, so that the time of submission decided.
    """

    score: int
    rounds: tuple[Round, ...]
    reached: tuple[Round, ...]
    tied: tuple[Round, ...]

    @property
    def share(self) -> float | None:
        """From 0 to 1; ``None`` without any round."""
        return len(self.reached) / len(self.rounds) if self.rounds else None


@dataclass(frozen=True)
class Trend:
    """The last rounds of one type: ``change`` from the first to the newest of them."""

    type: str
    latest: Round
    rounds: int
    change: int
    lowest: int
    highest: int


def chance(history: History, score: int, types: Collection[str], last: int = 10) -> Chance:
    """The share of the ``last`` rounds of ``types`` whose cut-off ``score`` would have reached."""
    rows = history.of(types, last) if types else ()
    reached = tuple(row for row in rows if row.cutoff <= score)
    return Chance(score, rows, reached, tuple(row for row in reached if row.cutoff == score))


def trend(history: History, type_: str, last: int = 6) -> Trend | None:
    """How the cut-offs of one type moved over its ``last`` rounds; ``None`` when there was none."""
    rows = history.of((type_,), last)
    if not rows:
        return None
    cutoffs = [row.cutoff for row in rows]
    return Trend(rows[0].type, rows[0], len(rows), cutoffs[0] - cutoffs[-1], min(cutoffs), max(cutoffs))


# --- the snapshot that ships ------------------------------------------------------------------------------


@functools.cache
def shipped() -> History:
    """The rounds that come with the project."""
    with open(FOLDER / "rounds.csv", encoding="utf-8", newline="") as file:
        rows = [
            Round(
                number=row["number"],
                date=datetime.date.fromisoformat(row["date"]),
                type=row["type"],
                cutoff=int(row["cutoff"]),
                invitations=int(row["invitations"]),
                name=row["name"],
                version=row["version"],
                tie_break=row["tie_break"],
            )
            for row in csv.DictReader(file)
        ]
    snapshot = parameter("rounds", "snapshot").values[-1]
    counted = load_tree("pool")["candidates"].values[-1]
    return History(
        rounds=tuple(reversed(rows)),
        verified_through=snapshot.value,
        pool=Pool(counted.from_, dict(sorted(counted.value.items(), reverse=True))),
        reference=snapshot.reference,
    )


# --- the department's feed --------------------------------------------------------------------------------


def from_feed(document: Any, read_on: datetime.date, known: History) -> History:
    """The rounds of the department's published JSON, read on ``read_on``.

    Raises `RoundsError` when it isn't that, or when it lacks a round that ``known`` holds: a list that was
    cut short must never replace a whole one.
    """
    records = document.get("rounds") if isinstance(document, Mapping) else None
    if not isinstance(records, list) or not records:
        raise RoundsError("no list of rounds in it")
    rows = [_round(record, place, read_on) for place, record in enumerate(records)]
    rows.sort(key=lambda row: (row.date, _order(row.number)), reverse=True)
    numbers = [row.number for row in rows]
    if len(set(numbers)) != len(numbers):
        raise RoundsError("a round stands in it twice")
    lost = [row.number for row in known.rounds if row.number not in set(numbers)]
    if lost:
        raise RoundsError(f"{len(lost)} known rounds are missing from it, such as {lost[0]}")
    newest = max(records, key=lambda record: (str(record["drawDate"]), _order(str(record["drawNumber"]))))
    reference = Reference(known.reference.title.partition(":")[0], known.reference.url, read_on)
    return History(tuple(rows), read_on, _pool(newest) or known.pool, reference)


def _order(number: str) -> tuple[int, str]:
    digits = re.match(r"\d+", number)
    return (int(digits.group()) if digits else 0, number)


def _round(record: Any, place: int, read_on: datetime.date) -> Round:
    if not isinstance(record, Mapping):
        raise RoundsError(f"record {place} is no record")
    number = str(record.get("drawNumber", ""))
    if not re.fullmatch(r"\d{1,5}[a-z]?", number):
        raise RoundsError(f"record {place} has no number")
    try:
        day = datetime.date.fromisoformat(str(record.get("drawDate", "")))
    except ValueError:
        raise RoundsError(f"round {number} has no date") from None
    if not datetime.date(2015, 1, 1) <= day <= read_on:
        raise RoundsError(f"round {number} has an impossible date, {day}")
    name = record.get("drawName")
    if not isinstance(name, str) or not 0 < len(name) <= 200:
        raise RoundsError(f"round {number} has no name")
    name = re.sub(r"<[^>]*>", "", name).strip()
    version = re.search(r"version (\d+)", name, re.IGNORECASE)
    return Round(
        number=number,
        date=day,
        type=type_of(name),
        cutoff=_count(record, "drawCRS", number, _TOP_SCORE),
        invitations=_count(record, "drawSize", number, 100_000),
        name=name,
        version=version.group(1) if version else "",
        tie_break=_tie_break(record.get("drawCutOff")),
    )


def type_of(name: str) -> str:
    """The type of a round from its published name; ``other`` for a name not known yet."""
    names = parameter("rounds", "names").values[-1].value
    return next((str(row["type"]) for row in names if row["contains"] in name.lower()), "other")


def known_types(history: History) -> tuple[str, ...]:
    """The types that occur in ``history``, and those that are named but were never drawn."""
    names = parameter("rounds", "names").values[-1].value
    return tuple(dict.fromkeys((*history.types, *(str(row["type"]) for row in names))))


def _count(record: Mapping[str, Any], key: str, number: str, most: int) -> int:
    text = str(record.get(key, "")).replace(",", "").strip()
    if not re.fullmatch(r"\d{1,7}", text) or int(text) > most:
        raise RoundsError(f"round {number} has no usable {key}")
    return int(text)


_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def _tie_break(raw: Any) -> str:
    """The published moment as ISO 8601 in UTC; empty when its wording isn't known."""
    words = re.fullmatch(r"(\w+) (\d{1,2}),? (\d{4}),? (?:at )?(\d\d:\d\d:\d\d) UTC", str(raw or "").strip())
    if not words or words[1].lower() not in _MONTHS:
        return ""
    month = _MONTHS.index(words[1].lower()) + 1
    return f"{words[3]}-{month:02}-{int(words[2]):02}T{words[4]}Z"


def _pool(record: Mapping[str, Any]) -> Pool | None:
    """The pool published with a round; ``None`` when it doesn't add up."""
    words = re.fullmatch(r"(\w+) (\d{1,2}), (\d{4})", str(record.get("drawDistributionAsOn") or "").strip())
    if not words or words[1].lower() not in _MONTHS:
        return None
    number = str(record.get("drawNumber"))
    try:
        as_of = datetime.date(int(words[3]), _MONTHS.index(words[1].lower()) + 1, int(words[2]))
        bands = {lowest: _count(record, key, number, 10_000_000) for lowest, key in _BANDS.items()}
        total = _count(record, _TOTAL, number, 10_000_000)
    except ValueError:
        return None
    return Pool(as_of, bands) if sum(bands.values()) == total > 0 else None


# --- keeping what was read ----------------------------------------------------------------------------------


def to_document(history: History) -> dict[str, Any]:
    """A JSON-able document that `from_document` reads back."""
    return {
        "verified_through": history.verified_through.isoformat(),
        "reference": {
            "title": history.reference.title,
            "url": history.reference.url,
            "checked": history.reference.checked.isoformat(),
        },
        "rounds": [_row(row) for row in history.rounds],
        "pool": {
            "as_of": history.pool.as_of.isoformat(),
            "bands": {str(lowest): count for lowest, count in history.pool.bands.items()},
        }
        if history.pool
        else None,
    }


def _row(row: Round) -> dict[str, Any]:
    return {
        "number": row.number,
        "date": row.date.isoformat(),
        "type": row.type,
        "cutoff": row.cutoff,
        "invitations": row.invitations,
        "name": row.name,
        "version": row.version,
        "tie_break": row.tie_break,
    }


def from_document(document: Any) -> History:
    """A history that `to_document` wrote; `RoundsError` when it is damaged."""
    try:
        rounds: Sequence[Mapping[str, Any]] = document["rounds"]
        reference, pool = document["reference"], document["pool"]
        rows = tuple(Round(**{**row, "date": datetime.date.fromisoformat(row["date"])}) for row in rounds)
        if not rows:
            raise RoundsError("no rounds in it")
        return History(
            rounds=rows,
            verified_through=datetime.date.fromisoformat(document["verified_through"]),
            pool=Pool(
                datetime.date.fromisoformat(pool["as_of"]),
                {int(lowest): int(count) for lowest, count in pool["bands"].items()},
            )
            if pool
            else None,
            reference=Reference(
                str(reference["title"]),
                str(reference["url"]),
                datetime.date.fromisoformat(reference["checked"]),
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RoundsError(f"the kept rounds can't be read: {error}") from error
