"""``cec answers build``."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from console import answers


def parsed(*arguments: str) -> argparse.Namespace:
    """The arguments as the console script reads them."""
    root = argparse.ArgumentParser()
    answers.add_parser(root.add_subparsers(required=True))
    return root.parse_args(["answers", *arguments])


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def test_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    args = parsed("build")
    assert args.run(args) == 0
    assert capsys.readouterr().out.startswith("<!DOCTYPE html>")


def test_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "page.html"
    args = parsed("build", "--out", str(target))
    assert args.run(args) == 0
    assert "24 November 2026" in target.read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = parsed("build", "--out", str(tmp_path / "no" / "page.html"))
    assert args.run(args) == 2
    assert "No such file" in capsys.readouterr().err


def test_an_action_is_needed() -> None:
    with pytest.raises(SystemExit) as caught:
        parsed()
    assert caught.value.code == 2
