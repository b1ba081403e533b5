"""``cec rounds``: rounds of invitations, what a score would have reached, and bringing them up to date."""

from __future__ import annotations

import argparse
import http.client
import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

from answers.current_rounds import current, keep
from answers.phrases import phrase
from answers.rounds import enough, table
from eligibility.rounds import History, Round, RoundsError, from_feed, known_types
from nlu.clock import today

SHOWN = 20
TIMEOUT_SECONDS = 20
LARGEST_BYTES = 20_000_000


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("rounds", help="rounds of invitations")
    parser.add_argument("action", nargs="?", choices=["update"], help="fetch the rounds that were published since")
    parser.add_argument("source", nargs="?", metavar="FROM", help="update: address or file (default: the department's)")
    parser.add_argument("--type", metavar="TYPE", help="only rounds of this type, such as CEC, PNP, french, trades")
    parser.add_argument("--last", metavar="N", type=_positive, help="only the last N rounds")
    parser.add_argument("--score", metavar="S", type=_score, help="say what this score would have reached")
    parser.add_argument("--plot", metavar="FILE", help="save a picture (PNG) of the cut-offs")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a number of rounds, at least 1, is expected, not {text!r}")
    return int(text)


def _score(text: str) -> int:
    if not text.isdigit() or int(text) > 1200:
        raise argparse.ArgumentTypeError(f"a score from 0 to 1200 is expected, not {text!r}")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """0 with the answer, 2 for a type that doesn't exist or an update that can't be used."""
    history = current()
    if args.action == "update":
        return _update(args.source or history.reference.url, history)
    known = {name.lower(): name for name in known_types(history)}
    types = [known[args.type.lower()]] if args.type and args.type.lower() in known else []
    if args.type and not types:
        print(f"--type: one of {', '.join(known.values())} is expected, not {args.type!r}", file=sys.stderr)
        return 2
    rows = history.of(types, args.last)
    if args.plot and not _plot(rows, args.score, args.plot):
        return 2
    if args.json:
        answer = {
            "verified_through": history.verified_through.isoformat(),
            "rounds": [row.to_json() for row in rows],
        }
        print(json.dumps(answer, indent=2))
    elif args.score is not None:
        print(enough(history, args.score, types or ["CEC", "general"], today(), args.last or 10))
    else:
        print(table(history, rows, args.last or SHOWN, today()))
    return 0


def _plot(rows: tuple[Round, ...], score: int | None, target: str) -> bool:
    from answers.pictures import cutoffs

    try:
        Path(target).write_bytes(cutoffs(rows, score))
    except OSError as error:
        print(f"--plot: {target}: {error.strerror}", file=sys.stderr)
        return False
    return True


def _update(source: str, known: History) -> int:
    try:
        history = from_feed(json.loads(_read(source)), today(), known)
    except RoundsError as error:
        return _refuse(str(error))
    except (OSError, http.client.HTTPException) as error:
        return _refuse(phrase("rounds.unreachable", source=source, reason=getattr(error, "reason", error)))
    except ValueError:
        return _refuse(phrase("rounds.not_json"))
    path = keep(history)
    day = history.verified_through.isoformat()
    print(phrase("rounds.updated", count=len(history.rounds), day=day, path=path))
    return 0


def _refuse(reason: str) -> int:
    print(phrase("rounds.not_updated", reason=reason), file=sys.stderr)
    return 2


def _read(source: str) -> bytes:
    if source.startswith(("https://", "http://")):
        request = urllib.request.Request(source, headers={"User-Agent": "cec-rounds"})
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            raw: bytes = answer.read(LARGEST_BYTES + 1)
    else:
        raw = Path(source).read_bytes()
    if len(raw) > LARGEST_BYTES:
        raise RoundsError(phrase("rounds.too_large", limit=LARGEST_BYTES // 1_000_000))
    return raw
