"""Files of a person: unguessable, expiring, deleted with the conversation."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from stores import downloads


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))


def test_a_kept_file_is_found_by_its_secret_and_name() -> None:
    secret, path = downloads.keep("someone", "letter.docx", b"text")
    assert downloads.find(secret, "letter.docx") == path
    assert path.read_bytes() == b"text"
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("secret", "name"), [("x" * 43, "letter.docx"), ("../" * 14 + "x", "letter.docx"), ("*", "letter.docx")]
)
def test_without_the_secret_nothing_is_found(secret: str, name: str) -> None:
    downloads.keep("someone", "letter.docx", b"text")
    assert downloads.find(secret, name) is None


def test_a_wrong_name_finds_nothing() -> None:
    secret, _ = downloads.keep("someone", "letter.docx", b"text")
    assert downloads.find(secret, "other.docx") is None
    assert downloads.find(secret, "../letter.docx") is None


def test_names_that_lead_elsewhere_are_refused() -> None:
    for name in ("../x", "a/b", "", ".hidden", "x" * 100):
        with pytest.raises(ValueError, match="not a file name"):
            downloads.keep("someone", name, b"")


def test_a_file_is_gone_after_its_time() -> None:
    secret, path = downloads.keep("someone", "letter.docx", b"text")
    old = time.time() - downloads.KEPT_SECONDS - 1
    os.utime(path, (old, old))
    assert downloads.find(secret, "letter.docx") is None
    downloads.expire()
    assert not path.exists()


def test_forgetting_one_conversation_leaves_the_others() -> None:
    gone, _ = downloads.keep("someone", "letter.docx", b"text")
    stays, _ = downloads.keep("another", "letter.docx", b"text")
    assert downloads.names("someone") == ["letter.docx"]
    assert downloads.forget("someone")
    assert not downloads.forget("someone")
    assert downloads.find(gone, "letter.docx") is None
    assert downloads.find(stays, "letter.docx") is not None
