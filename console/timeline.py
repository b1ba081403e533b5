"""``cec timeline FACTS``: the days of a case, as text, JSON or a picture."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from answers.timeline import lines, rows, what
from console.factsheet import BadInput, add_arguments, read
from eligibility.assessment import PROGRAMS
from eligibility.parameters import ParameterError
from eligibility.timeline import timeline


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("timeline", help="the days of a case: profile, application, what ends when")
    add_arguments(parser)
    parser.add_argument("--program", choices=sorted(PROGRAMS), default="cec", help="the program (default: cec)")
    parser.add_argument("--plot", metavar="FILE", help="save a picture (PNG)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the answer, 2 for facts, a day or a file that can't be used."""
    try:
        facts, as_of = read(args.facts, args.on)
        found = timeline(facts, as_of, args.program)
    except (BadInput, ParameterError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.plot:
        from answers.pictures import timeline as draw

        try:
            Path(args.plot).write_bytes(draw(rows(found), as_of))
        except OSError as error:
            print(f"--plot: {args.plot}: {error.strerror}", file=sys.stderr)
            return 2
    if args.json:
        events = [{"day": event.day.isoformat(), "code": event.code, "what": what(event)} for event in found.events]
        answer = {
            "as_of": as_of.isoformat(),
            "program": found.program,
            "result": found.assessment.result.value,
            "events": events,
            "missing": list(found.assessment.missing),
        }
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        print(lines(found))
    return 0
