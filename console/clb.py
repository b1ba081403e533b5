"""``cec clb TEST``: the scores of a language test as CLB or NCLC levels."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase
from eligibility.crs_profile import FRENCH_TESTS
from eligibility.facts import ABILITIES, TESTS, FactsError
from eligibility.language import LOWEST, clb, references_of


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("clb", help="test scores as CLB or NCLC levels")
    parser.add_argument("test", metavar="TEST", help=", ".join(TESTS))
    for ability in ABILITIES:
        parser.add_argument(f"--{ability}", metavar="N", help=f"the score in {ability}")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the levels; 2, with a line for each, for scores that are missing or that the test doesn't give."""
    try:
        scores = _scores(args)
        levels = clb(args.test, scores)
    except FactsError as error:
        print(error, file=sys.stderr)
        return 2
    lowest = min(levels.values())
    if args.json:
        print(json.dumps({"test": args.test, **levels, "lowest": lowest}, indent=2))
    else:
        print("\n".join(_lines(args.test, scores, levels, lowest)))
    return 0


def _scores(args: argparse.Namespace) -> dict[str, float]:
    problems: list[str] = []
    if args.test not in TESTS:
        problems.append(phrase("clb.test", names=", ".join(TESTS), text=repr(args.test)))
    scores: dict[str, float] = {}
    for ability in ABILITIES:
        text = getattr(args, ability)
        if text is None:
            problems.append(phrase("clb.needed", option=f"--{ability}"))
            continue
        try:
            scores[ability] = float(text)
        except ValueError:
            problems.append(phrase("clb.number", option=f"--{ability}", text=repr(text)))
    if problems:
        raise FactsError(problems)
    return scores


def _lines(test: str, scores: Mapping[str, float], levels: Mapping[str, int], lowest: int) -> list[str]:
    scale = "NCLC" if test in FRENCH_TESTS else "CLB"
    name = phrase(f"summary.tests.{test}")
    lines = [phrase("clb.lowest" if lowest else "clb.lowest_below", test=name, scale=scale, level=lowest or LOWEST)]
    for ability, level in levels.items():
        said = phrase(f"summary.abilities.{ability}")
        key, shown = ("clb.line", level) if level else ("clb.line_below", LOWEST)
        lines.append(phrase(key, ability=said, score=f"{scores[ability]:g}", scale=scale, level=shown))
    for reference in references_of(test):
        checked = long_date(reference.checked)
        lines.append(phrase("timeline.source", title=reference.title, url=reference.url, checked=checked))
    return lines
