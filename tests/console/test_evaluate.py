"""`cec evaluate`, with pipelines that answer at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.nlu import pipelines
from benchmarks.nlu.phrases import held_out
from benchmarks.nlu.pipelines import BASELINE, Answer, Pipeline
from console.main import main


@pytest.fixture(autouse=True)
def no_training(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours is always right, except about the first phrase; the baseline says nothing but inform."""

    def measure(config: Path, texts: Sequence[str]) -> Pipeline:
        labels = {phrase.text: phrase.label for phrase in held_out()[1:]}
        answers = {
            text: Answer("inform" if config == BASELINE else labels.get(text, "greet"), 0.5, 0.5, 0.02)
            for text in texts
        }
        return Pipeline(12.0, answers)

    monkeypatch.setattr(pipelines, "measure", measure)


def _row(text: str, name: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(name))
    return line.removeprefix(name).replace(" %", "%").split()


def test_both_pipelines_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "deep" / "confusions.txt"
    assert main(["evaluate", "--confusions", str(target)]) == 0
    out = capsys.readouterr().out
    ours, baseline = _row(out, "topics right")
    assert float(ours.rstrip("%")) > 99
    assert baseline == "0.0%"
    assert _row(out, "seconds of training") == ["12.0", "12.0"]
    assert _row(out, "milliseconds a message, median") == ["20.0", "20.0"]
    rows = target.read_text(encoding="utf-8").splitlines()
    assert [row.split("\t")[1] for row in rows] == ["greet"]
    assert rows[0].endswith(held_out()[0].text)
    assert "precision" in out
    assert len(_row(out, "what people do")) == len(_row(out, "what jobs are called")) == 2
    assert _row(out, "parts of several questions found")[1] == "0.0%"
    assert float(_row(out, "facts: precision")[0].rstrip("%")) > 90


def test_without_the_baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--no-baseline", "--confusions", str(tmp_path / "c.txt")]) == 0
    assert len(_row(capsys.readouterr().out, "topics right")) == 1


def test_a_sample_of_messages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = tmp_path / "sample.yml"
    sample.write_text("- {text: how much, kind: question, topic: fees}\n", encoding="utf-8")
    arguments = ["evaluate", "--no-baseline", "--dev", str(sample), "--confusions", str(tmp_path / "c.txt")]
    assert main(arguments) == 0
    assert _row(capsys.readouterr().out, "questions with exactly this topic") == ["0.0%"]


def test_a_sample_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--no-baseline", "--dev", str(tmp_path / "none.yml")]) == 2
    assert "none.yml" in capsys.readouterr().err
