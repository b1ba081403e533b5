"""``cec data``: what is kept about a conversation – export it, delete it, enforce how long things are kept."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

DAYS = 90


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("data", help="export or delete kept conversations")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="everything kept of one conversation, as JSON")
    export.add_argument("conversation", help="its id")
    delete = actions.add_parser("delete", help="delete one conversation")
    delete.add_argument("conversation", help="its id")
    retain = actions.add_parser("retain", help="delete conversations that ended long ago (for a daily job)")
    retain.add_argument(
        "--days", type=_days, default=None, help=f"kept for so many days (default: RETENTION_DAYS, or {DAYS})"
    )
    parser.set_defaults(run=run)


def _days(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 36500:
        raise argparse.ArgumentTypeError(f"a number of days, at least 1, is expected, not {text!r}")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """0 done, 2 for a conversation that isn't kept or a number that can't be used."""
    from stores.archive import Archive

    archive = Archive()
    if args.action == "export":
        found = archive.export(args.conversation)
        if not found["events"]:
            return _unknown(args.conversation)
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 0
    if args.action == "delete":
        if not archive.delete(args.conversation):
            return _unknown(args.conversation)
        print(f"deleted {args.conversation}")
        return 0
    try:
        days = args.days or _days(os.environ.get("RETENTION_DAYS") or str(DAYS))
    except argparse.ArgumentTypeError as error:
        print(f"RETENTION_DAYS: {error}", file=sys.stderr)
        return 2
    print(f"deleted {archive.retain(days)} conversations older than {days} days")
    return 0


def _unknown(conversation: str) -> int:
    print(f"nothing is kept of a conversation {conversation!r}", file=sys.stderr)
    return 2
