"""``cec timeline``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from console import timeline
from tests.console.running import ran
from tests.eligibility.people import document

FACTS = yaml.safe_dump(document([{"start": "2026-03-01"}], permit={"kind": "pgwp", "expires": "2027-01-31"}))


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def test_json_has_every_day() -> None:
    found = ran(timeline, "-", "--json", stdin=FACTS)
    answer = json.loads(found.out)
    assert found.code == 0 and answer["result"] == "will_be_eligible" and answer["missing"] == []
    days = {row["code"]: row["day"] for row in answer["events"]}
    assert days["today"] == "2026-11-24" and days["eligible_from"] == "2027-02-27"
    assert days["application_due"] == "2027-04-28" and days["permit_ends"] == "2027-01-31"
    assert [row["day"] for row in answer["events"]] == sorted(row["day"] for row in answer["events"])


def test_words_for_people() -> None:
    text = ran(timeline, "-", stdin=FACTS).out
    assert "27 February 2027 – you meet the requirements" in text and "Source: " in text and "{" not in text


def test_what_is_missing_is_said() -> None:
    assert "still missing is jobs" in ran(timeline, "-", stdin="{}").out


def test_a_plot_is_a_png(tmp_path: Path) -> None:
    target = tmp_path / "case.png"
    assert ran(timeline, "-", "--plot", str(target), stdin=FACTS).code == 0
    assert target.read_bytes().startswith(b"\x89PNG")
    refused = ran(timeline, "-", "--plot", str(tmp_path / "nowhere" / "x.png"), stdin=FACTS)
    assert refused.code == 2 and len(refused.problems) == 1


@pytest.mark.parametrize("words", [("--on", "soon"), ("--program", "x"), ("--on", "2020-01-01")])
def test_bad_input_is_refused(words: tuple[str, ...]) -> None:
    found = ran(timeline, "-", *words, stdin=FACTS)
    assert found.code == 2 and found.out == "" and found.err


def test_bad_facts_are_refused() -> None:
    found = ran(timeline, "-", stdin="jobs: 3")
    assert (found.code, found.problems) == (2, ["jobs: a list is expected, not 3"])


def test_sources_are_named_once_without_their_addresses() -> None:
    sources = [line for line in ran(timeline, "-", stdin=FACTS).out.splitlines() if line.startswith("Source")]
    assert len(sources) == 1 and "http" not in sources[0] and "checked" in sources[0]
