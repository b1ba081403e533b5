"""The house itself: format, style, types, and what may not stand in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "--quiet", "."],
        ["ruff", "check", "--quiet", "."],
        ["mypy", "--strict", "eligibility"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_lint(command: list[str]) -> None:
    """What `make lint` checks."""
    done = subprocess.run(
        [str(TOOLS / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_secret_and_no_path_of_a_machine_is_in_the_settings() -> None:
    """Settings come from the environment; addresses in files are examples or loopback."""
    for name in ("endpoints.yml", "credentials.yml", "config.yml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"xox[bp]-|\d{9}:[A-Za-z0-9_-]{30}|/(?:home|root|Users)/", text), name


def test_the_rules_know_nobody() -> None:
    """`eligibility` imports no room above it, no Rasa and no clock."""
    for path in (ROOT / "eligibility").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"^(?:from|import) (?:answers|nlu|actions|channels|console|service|rasa|documents)\b", text, re.M
        )
        assert "date.today()" not in text and "datetime.now(" not in text, path
