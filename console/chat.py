"""``cec chat``: the conversation in this terminal."""

from __future__ import annotations

import argparse
import sys
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("chat", help="talk to the assistant in this terminal")
    parser.add_argument(
        "--resume", action="store_true", help="go on with the last conversation of this terminal (default: a new one)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Chat until "exit", Ctrl-D or Ctrl-C; reads a pipe line by line as well."""
    from service.model import TrainingError, ensure_model

    try:
        model = ensure_model()
    except TrainingError as error:
        print(f"cec chat: {error}", file=sys.stderr)
        return 1
    print("Starting ...", file=sys.stderr, flush=True)
    from service.terminal import chat

    return chat(model, resume=args.resume)
