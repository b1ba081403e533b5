"""The rounds to answer from: those that ``cec rounds update`` has kept, else those that ship."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from eligibility.rounds import History, RoundsError, from_document, shipped, to_document

_KEPT = Path(__file__).parent.parent / "var" / "rounds.json"


def kept_file() -> Path:
    """Where updated rounds are kept; ``CEC_ROUNDS`` in the environment names another file."""
    named = os.environ.get("CEC_ROUNDS")
    return Path(named) if named else _KEPT


def current() -> History:
    """The newest rounds that can be read. A damaged or older file gives way to what ships."""
    try:
        kept = from_document(json.loads(kept_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, RoundsError):
        return shipped()
    return kept if kept.verified_through >= shipped().verified_through else shipped()


def keep(history: History) -> Path:
    """Write the rounds in one go, so that an interruption leaves the old file whole; the file's path."""
    target = kept_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(to_document(history), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target
