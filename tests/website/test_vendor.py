"""The files of others are what was published, and docs/website.md says so."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| `(\S+)` \| .* \| `([0-9a-f]{64})` \|$", (ROOT / "docs/website.md").read_text("utf-8"), re.M)


def test_all_are_listed() -> None:
    folders = (ROOT / "website/vendor", ROOT / "tests/website/vendor")
    found = {path.relative_to(ROOT).as_posix() for folder in folders for path in folder.glob("*.js")}
    assert found == {name for name, _ in ROWS}


@pytest.mark.parametrize(("name", "digest"), ROWS)
def test_unchanged(name: str, digest: str) -> None:
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == digest
    assert list((ROOT / name).parent.glob("*LICENSE*")) != []
