"""Where things lie. Everything that a run writes is under ``var/`` or ``models/``."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"


def var() -> Path:
    """The folder for conversations, downloads and reports; ``CEC_VAR`` names another one."""
    folder = Path(os.environ.get("CEC_VAR") or ROOT / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
