"""``cec freshness``: which values of the law and sources of answers nobody has checked for long."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase
from answers.topic import topics
from eligibility.parameters import Reference, load_tree, trees
from nlu.clock import today

DAYS = 180


@dataclass(frozen=True)
class Seen:
    """A value or source, where it is kept, and its reference with the day it was checked."""

    name: str
    reference: Reference


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("freshness", help="what has not been checked for long, oldest first")
    parser.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"not checked for N days (default: {DAYS})")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the list, empty or not; 2 for a number of days below 0."""
    if args.days < 0:
        print(f"--days: at least 0 is expected, not {args.days}", file=sys.stderr)
        return 2
    now = today()
    rows = unchecked(now, args.days)
    if not rows:
        print(phrase("topics.freshness.none", days=args.days, day=long_date(now)))
        return 0
    print(phrase("topics.freshness.head", days=args.days, day=long_date(now)))
    age_width = len(str((now - rows[0].reference.checked).days))
    name_width = max(len(row.name) for row in rows)
    for row in rows:
        print(
            phrase(
                "topics.freshness.row",
                checked=row.reference.checked.isoformat(),
                age=str((now - row.reference.checked).days).rjust(age_width),
                name=row.name.ljust(name_width),
                title=row.reference.title,
            )
        )
    return 0


def unchecked(now: datetime.date, days: int) -> list[Seen]:
    """What was last checked ``days`` days before ``now`` or earlier, oldest first."""
    limit = now - datetime.timedelta(days=days)
    rows = (row for row in (*_values(now), *_sources()) if row.reference.checked <= limit)
    return sorted(rows, key=lambda row: (row.reference.checked, row.name))


def _values(now: datetime.date) -> Iterator[Seen]:
    """Every value but those that another one had followed by ``now``: these won't change any more."""
    for tree in trees():
        for name, known in load_tree(tree).items():
            for value, following in zip_longest(known.values, known.values[1:]):
                if following is None or following.from_ > now:
                    yield Seen(f"{tree}.{name}", value.reference)


def _sources() -> Iterator[Seen]:
    for topic in topics():
        for reference in topic.sources:
            yield Seen(f"answers/{topic.lang}/{topic.name}.md", reference)
