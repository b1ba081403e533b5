"""``cec train``: train the model of these sources."""

from __future__ import annotations

import argparse
import sys
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("train", help="train the model, if there is none for these sources")
    parser.add_argument("--force", action="store_true", help="train even if there is one")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the path of the model, 1 when training failed."""
    from service.model import TrainingError, ensure_model

    try:
        print(ensure_model(force=args.force))
    except TrainingError as error:
        print(f"cec train: {error}", file=sys.stderr)
        return 1
    return 0
