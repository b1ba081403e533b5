"""Running one command as the console script would, without the others."""

from __future__ import annotations

import argparse
import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from unittest import mock

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """Exit code and what was printed."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


def ran(module: ModuleType, *words: str, stdin: str = "") -> Ran:
    """Parse ``words`` with the command's own parser and run it."""
    parser = argparse.ArgumentParser(prog="cec")
    module.add_parser(parser.add_subparsers())
    out, err = io.StringIO(), io.StringIO()
    name = module.__name__.rpartition(".")[2]
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "stdin", io.StringIO(stdin)),
    ):
        try:
            args = parser.parse_args([name, *words])
            code = int(args.run(args))
        except SystemExit as end:
            code = int(end.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())


def modules_of(*names: str) -> set[str]:
    """The top modules that importing these commands brings in, in a process of their own."""
    code = f"import sys; import {', '.join(names)}; print(' '.join({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())
