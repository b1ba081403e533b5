"""Rounds in words: a table, what a score would have reached, and where it stands."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Collection, Sequence
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase, phrases
from eligibility.parameters import parameter
from eligibility.rounds import History, Round, chance, trend

#: A trend is told only of types that were drawn within this time.
_RECENT_DAYS = 365


def _r(key: str, lang: str, **values: Any) -> str:
    return phrase(f"rounds.{key}", lang, **values)


def type_name(type_: str, lang: str = "en") -> str:
    """A type of round as people call it."""
    return _r(f"types.{type_}", lang)


def table(history: History, rows: Sequence[Round], shown: int, today: datetime.date, lang: str = "en") -> str:
    """The newest ``shown`` of the rounds as aligned lines, and through which day they are known."""
    if not rows:
        return "\n".join([_r("lines.none", lang), *footer(history, today, lang)])
    cells = [_r("lines.header", lang).split("  ")]
    cells += [
        [row.number, row.date.isoformat(), row.type, str(row.cutoff), f"{row.invitations:,}"] for row in rows[:shown]
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    lines = [line.rstrip() for line in lines]
    if len(rows) > shown:
        lines.append(_r("lines.more", lang, count=len(rows) - shown, all=len(rows)))
    return "\n".join([*lines, *footer(history, today, lang)])


def footer(history: History, today: datetime.date, lang: str = "en") -> list[str]:
    """Through which day the rounds are known, whether that is long ago, and the source."""
    lines = [_r("lines.verified", lang, day=long_date(history.verified_through, lang))]
    if history.stale_on(today):
        lines.append(_r("lines.stale", lang, days=parameter("rounds", "stale_after").values[-1].value))
        lines.append(_r("lines.scale", lang))
    reference = history.reference
    lines.append(
        _r(
            "lines.source",
            lang,
            title=reference.title,
            url=reference.url,
            checked=long_date(reference.checked, lang),
        )
    )
    return lines


# --- types that a question names -------------------------------------------------------------------------

_ROUND = r"(?:draws?|rounds?|cut-?offs?|categor(?:y|ies)|invitations?|itas?)"


@functools.cache
def _called(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = []
    for name, words in phrases("rounds", lang)["called"].items():
        word = f"(?:{words})"
        close = rf"\b{word}(?:[- ]based)?(?: \w+)? {_ROUND}\b|\b{_ROUND} (?:for|of|in) (?:the )?{word}\b"
        rows.append((name, re.compile(close, re.IGNORECASE)))
    return tuple(rows)


def types_named(text: str, lang: str = "en") -> tuple[str, ...]:
    """The types of rounds that a text names: "french draws", "the cut-off for trades" (the fuller name wins)."""
    found = []
    for name, pattern in _called(lang):
        if pattern.search(text):
            found.append(name)
            text = pattern.sub(" ", text)
    return tuple(found)


def drawn_lately(history: History, types: Collection[str]) -> tuple[str, ...]:
    """Those of the types that had a round within a year of the newest one known; all when none had."""
    kept = tuple(
        name
        for name in types
        if any((history.verified_through - row.date).days <= _RECENT_DAYS for row in history.of([name], 1))
    )
    return kept or tuple(types)


def past(history: History, types: Collection[str], today: datetime.date, last: int = 5, lang: str = "en") -> str:
    """The last rounds of the types, and how this year and the one before went."""
    names = ", ".join(type_name(name, lang) for name in types)
    rows = history.of(types)
    if not rows:
        return "\n".join([_r("chance.none", lang, types=names), *footer(history, today, lang)])
    lines = [_r("history.head", lang, types=names)]
    lines += [
        _r("history.row", lang, day=long_date(row.date, lang), cutoff=row.cutoff, invitations=f"{row.invitations:,}")
        for row in rows[:last]
    ]
    this_year = history.verified_through.year
    for year, key in ((this_year, "year"), (this_year - 1, "year_before")):
        of_year = [row for row in rows if row.date.year == year]
        cutoffs = [row.cutoff for row in of_year]
        lines.append(
            _r(
                f"history.{key}{'_none' if not of_year else '_one' if len(of_year) == 1 else ''}",
                lang,
                year=year,
                count=len(of_year),
                lowest=min(cutoffs, default=0),
                highest=max(cutoffs, default=0),
                invited=f"{sum(row.invitations for row in of_year):,}",
            )
        )
    return "\n".join([*lines, *footer(history, today, lang)])


def enough(
    history: History,
    score: int,
    types: Collection[str],
    today: datetime.date,
    last: int = 10,
    lang: str = "en",
) -> str:
    """Whether a score would have been enough: share of rounds, trend of each type, the pool, the source."""
    found = chance(history, score, types, last)
    names = ", ".join(type_name(name, lang) for name in types)
    if found.share is None:
        lines = [_r("chance.none", lang, types=names)]
    else:
        lines = [
            _r(
                "chance.line",
                lang,
                score=score,
                reached=len(found.reached),
                count=len(found.rounds),
                share=round(100 * found.share),
                types=names,
            )
        ]
    if found.tied:
        lines.append(_r("chance.tied", lang, count=len(found.tied), score=score))
    for name in types:
        if moved := trend(history, name):
            latest = moved.latest
            lines.append(
                _r(
                    "chance.latest",
                    lang,
                    type=type_name(name, lang),
                    day=long_date(latest.date, lang),
                    cutoff=latest.cutoff,
                )
            )
            if moved.rounds > 1 and (history.verified_through - latest.date).days <= _RECENT_DAYS:
                lines.append(
                    _r(
                        "chance.trend",
                        lang,
                        type=type_name(name, lang),
                        count=moved.rounds,
                        lowest=moved.lowest,
                        highest=moved.highest,
                        change=f"{moved.change:+d}",
                    )
                )
    if history.pool:
        lines.append(standing(history, score, lang))
    lines.append(_r("chance.future", lang))
    return "\n".join([*lines, *footer(history, today, lang)])


def standing(history: History, score: int, lang: str = "en") -> str:
    """Where a score stood in the pool as last published, in one sentence; empty without a pool."""
    if history.pool is None:
        return ""
    place = history.pool.standing(score)
    least, most = place.share_above
    return _r(
        "chance.standing",
        lang,
        day=long_date(place.as_of, lang),
        total=f"{place.total:,}",
        above=f"{place.above:,}",
        beside=f"{place.beside:,}",
        band=place.band,
        band_end=place.band_end,
        least=round(100 * least),
        most=round(100 * most),
    )
