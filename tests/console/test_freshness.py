"""``cec freshness``."""

from __future__ import annotations

import argparse
import datetime

import pytest

from answers import topics
from console import freshness
from eligibility.parameters import load_tree, trees

DAY = datetime.date(2026, 11, 24)


def ran(*arguments: str) -> int:
    """The exit code of the command."""
    root = argparse.ArgumentParser()
    freshness.add_parser(root.add_subparsers(required=True))
    args = root.parse_args(["freshness", *arguments])
    code: int = args.run(args)
    return code


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", DAY.isoformat())


def test_oldest_first_and_old_enough() -> None:
    rows = freshness.unchecked(DAY, 180)
    days = [row.reference.checked for row in rows]
    assert days == sorted(days)
    assert days and days[-1] <= DAY - datetime.timedelta(days=180)


def test_nothing_is_left_out() -> None:
    rows = freshness.unchecked(DAY, 0)
    names = {row.name for row in rows}
    assert {f"{tree}.{name}" for tree in trees() for name in load_tree(tree)} <= names
    assert {f"answers/en/{topic.name}.md" for topic in topics() if topic.sources} <= names


def test_values_that_another_has_followed_are_done_with() -> None:
    titles = [row.reference.title for row in freshness.unchecked(DAY, 0) if row.name == "funds.table"]
    assert len(titles) == 1 and "7 July 2025" in titles[0]
    titles = [
        row.reference.title for row in freshness.unchecked(datetime.date(2025, 7, 1), 0) if row.name == "funds.table"
    ]
    assert all("table of 2024" in title for title in titles)


def test_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Not checked for 180 days or more on 24 November 2026:"
    found = next(line for line in lines if "language.validity_years" in line)
    assert found.startswith("2024-08-09  837 days  language.validity_years")


def test_nothing_so_old(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran("--days", "100000") == 0
    assert capsys.readouterr().out == "Everything was checked less than 100000 days before 24 November 2026.\n"


@pytest.mark.parametrize("days", ["-1", "many"])
def test_bad_days(days: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = ran("--days", days)
    except SystemExit as error:
        code = error.code
    assert code == 2
    assert "--days" in capsys.readouterr().err
