"""``cec serve``: the assistant as a service, REST and web channels on one port."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("serve", help="run the assistant as a service (REST, website)")
    parser.add_argument("--port", type=_port, default=None, help="port to listen on (default: PORT, or 5005)")
    parser.add_argument(
        "--interface", default=os.environ.get("INTERFACE"), help="address to listen on (default: INTERFACE, or all)"
    )
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port from 1 to 65535 is expected, not {text!r}")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; 2 for settings that can't be used, 1 when it can't start."""
    from service import handoff
    from service.settings import SettingsError, from_environment

    try:
        port = args.port or _port(os.environ.get("PORT") or "5005")
        settings = from_environment(port, args.interface)
        # A bad setting is refused now, not when somebody asks for a person.
        handoff.from_environment()
    except (SettingsError, argparse.ArgumentTypeError) as error:
        print(f"cec serve: {error}", file=sys.stderr)
        return 2
    from service.model import TrainingError, ensure_model

    try:
        model = ensure_model()
    except TrainingError as error:
        print(f"cec serve: {error}", file=sys.stderr)
        return 1
    print("Starting ...", file=sys.stderr)
    from service.server import serve

    try:
        return serve(model, settings)
    except SettingsError as error:
        print(f"cec serve: {error}", file=sys.stderr)
        return 2
