"""``cec crs FACTS``: Comprehensive Ranking System points with a line for each factor."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from typing import Any

from answers.score import because, breakdown, caveat, change, improvements, pair, step
from console.factsheet import BadInput, add_arguments, read
from eligibility.crs import score
from eligibility.crs_improve import changes, improve
from eligibility.facts import Facts
from eligibility.parameters import ParameterError


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("crs", help="Comprehensive Ranking System points, a line for each factor")
    add_arguments(parser)
    parser.add_argument("--improve", action="store_true", help="say what would raise the score")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the answer, 2 for facts or a day that can't be used."""
    try:
        facts, as_of = read(args.facts, args.on)
        found = score(facts, as_of)
    except (BadInput, ParameterError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        answer = found.to_json(because, caveat)
        if args.improve:
            answer |= _improvements(facts, as_of)
        print(json.dumps(answer, indent=2, ensure_ascii=False))
        return 0
    print(breakdown(found))
    if args.improve:
        print(improvements(improve(facts, as_of), changes(facts, as_of)))
    return 0


def _improvements(facts: Facts, as_of: datetime.date) -> dict[str, Any]:
    found = improve(facts, as_of)
    return {
        "steps": [{"gain": row.gain, "step": step(row)} for row in found.steps],
        "pairs": [{"gain": row.gain, "step": pair(row)} for row in found.pairs],
        "changes": [
            {"day": row.day.isoformat(), "gain": row.gain, "what": change(row)} for row in changes(facts, as_of)
        ],
    }
