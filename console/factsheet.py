"""The arguments FACTS and --on that several commands share, and how they are read."""

from __future__ import annotations

import argparse
import datetime
import sys
from dataclasses import replace
from pathlib import Path

from eligibility.facts import FIRST_YEAR, LAST_YEAR, Facts, FactsError, load
from nlu.clock import today


class BadInput(ValueError):
    """Input that can't be used; the text has one line for each problem."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FACTS and --on."""
    parser.add_argument("facts", metavar="FACTS", help="file of facts, YAML or JSON; - reads standard input")
    parser.add_argument("--on", metavar="DATE", help="the day to answer for, YYYY-MM-DD (default: as_of, or today)")


def read(source: str, on: str | None = None) -> tuple[Facts, datetime.date]:
    """The facts of a file (or ``-``) and the day to answer for; `BadInput` says what is wrong."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "this is not UTF-8 text"
        raise BadInput(f"{source}: {reason}") from error
    try:
        facts = load(text)
    except FactsError as error:
        raise BadInput(str(error)) from error
    day = parse_day(on, "--on") if on else facts.as_of or today()
    return replace(facts, as_of=day), day


def parse_day(text: str, name: str) -> datetime.date:
    """A day written YYYY-MM-DD, of the years that facts may lie in; `BadInput` names the argument otherwise."""
    try:
        if len(text) != len("YYYY-MM-DD"):
            raise ValueError
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{name}: a day such as 2026-11-23 is expected, not {text!r}") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput(f"{name}: {day} lies outside {FIRST_YEAR} to {LAST_YEAR}")
    return day
