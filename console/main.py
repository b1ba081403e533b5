"""The console script ``cec``: one subcommand a module of this room."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

#: Subcommands in the order of ``cec --help``; each module has add_parser() and run().
COMMANDS = (
    *("assess", "crs", "noc", "clb", "rounds", "timeline", "fees", "answers", "freshness"),
    *("chat", "serve", "train", "evaluate", "data"),
)


def parser() -> argparse.ArgumentParser:
    """The parser with every subcommand."""
    root = argparse.ArgumentParser(
        prog="cec", description="The Canadian Experience Class: eligibility, score, rounds, and the assistant itself."
    )
    subparsers = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(f"console.{name}").add_parser(subparsers)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand: 0 answered, 2 bad input, 1 a fault of ours (one line; ``CEC_DEBUG=1`` shows the trace)."""
    args = parser().parse_args(arguments)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has enough of it; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("CEC_DEBUG"):
            raise
        print(f"cec: a fault of ours: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
