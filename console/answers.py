"""``cec answers build``: every answer on one page, for whoever proof-reads them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from answers.proof_page import page
from nlu.clock import today


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("answers", help="the answers to questions, on one page to proof-read")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    build = actions.add_parser("build", help="write the page (HTML)")
    build.add_argument("--out", metavar="FILE", help="the file to write (default: standard output)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the page, 2 for a file that can't be written."""
    html = page(today())
    if args.out is None:
        print(html, end="")
        return 0
    try:
        Path(args.out).write_text(html, encoding="utf-8")
    except OSError as error:
        print(f"--out: {args.out}: {error.strerror}", file=sys.stderr)
        return 2
    return 0
