"""``cec evaluate``: how well messages are understood, next to the pipeline of ``rasa init`` on the same data."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answers.phrases import phrase
from service.paths import var

if TYPE_CHECKING:
    from benchmarks.nlu.measures import Confusion, Score
    from benchmarks.nlu.phrases import Entry
    from benchmarks.nlu.pipelines import Pipeline
    from benchmarks.nlu.unseen import Message

#: These rows are shares; the others are milliseconds or seconds.
_TIMES = frozenset({"p50", "p95", "train"})


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("evaluate", help=phrase("evaluation.help"))
    parser.add_argument("--dev", type=Path, metavar="FILE", help="a sample of real messages to measure with as well")
    parser.add_argument("--no-baseline", action="store_true", help="leave the pipeline of rasa init out")
    parser.add_argument(
        "--confusions",
        type=Path,
        metavar="FILE",
        help="where to write what was taken for something else (default: var/confusions.txt)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the figures, 2 for a file that can't be used."""
    from service.quiet import quiet

    # Before anything that imports Rasa.
    quiet()
    from benchmarks.nlu.phrases import PhrasesError, held_out, sample

    try:
        phrases = held_out()
        entries = sample(args.dev) if args.dev else []
    except PhrasesError as error:
        print(error, file=sys.stderr)
        return 2
    from benchmarks.nlu.measures import confusions, score
    from benchmarks.nlu.pipelines import BASELINE, OURS, measure
    from benchmarks.nlu.unseen import messages
    from service import compiled

    # As the service understands.
    compiled.enable(var())
    unseen = messages()
    texts = [*(p.text for p in phrases), *(m.text for m in unseen), *(e.text for e in entries)]
    print(phrase("evaluation.training"), file=sys.stderr, flush=True)
    pipelines = {"ours": measure(OURS, texts)}
    if not args.no_baseline:
        print(phrase("evaluation.training_baseline"), file=sys.stderr, flush=True)
        pipelines["baseline"] = measure(BASELINE, texts)
    print(phrase("evaluation.heading", count=len(phrases)))
    _print_table(_score_rows({name: score(phrases, p.answers) for name, p in pipelines.items()}, pipelines))
    if entries:
        print("\n" + phrase("evaluation.sample.heading", path=args.dev, count=len(entries)))
        _print_table(_sample_rows(entries, pipelines))
    _print_unseen(unseen, pipelines)
    _print_facts()
    _print_noc()
    wrong = confusions(phrases, pipelines["ours"].answers)
    target = args.confusions or var() / "confusions.txt"
    _write(target, wrong)
    print("\n" + phrase("evaluation.confusions", count=len(wrong), path=target))
    return 0


def _score_rows(scores: Mapping[str, Score], pipelines: Mapping[str, Pipeline]) -> list[list[str]]:
    columns = {name: {**asdict(scores[name]), "train": pipelines[name].train_seconds} for name in pipelines}
    rows = [["", *(phrase(f"evaluation.{name}") for name in pipelines)]]
    for key in next(iter(columns.values())):
        rows.append([phrase(f"evaluation.rows.{key}"), *(_figure(key, columns[name][key]) for name in pipelines)])
    return rows


def _sample_rows(entries: Sequence[Entry], pipelines: Mapping[str, Pipeline]) -> list[list[str]]:
    from benchmarks.nlu.measures import sample_score

    columns = {name: asdict(sample_score(entries, pipeline.answers)) for name, pipeline in pipelines.items()}
    rows = [["", *(phrase(f"evaluation.{name}") for name in pipelines)]]
    for key in next(iter(columns.values())):
        rows.append([phrase(f"evaluation.sample.{key}"), *(_figure(key, columns[name][key]) for name in pipelines)])
    return rows


def _print_unseen(rows: Sequence[Message], pipelines: Mapping[str, Pipeline]) -> None:
    from benchmarks.nlu.unseen import facts_told, understood

    columns = {
        name: asdict(understood(rows, {row.text: pipeline.answers[row.text].labels for row in rows}))
        for name, pipeline in pipelines.items()
    }
    print("\n" + phrase("evaluation.unseen.heading", count=len(rows)))
    table = [["", *(phrase(f"evaluation.{name}") for name in pipelines)]]
    for key in next(iter(columns.values())):
        table.append([phrase(f"evaluation.unseen.{key}"), *(_figure(key, columns[name][key]) for name in pipelines)])
    facts = facts_told(rows)
    nothing = [""] * (len(pipelines) - 1)
    table.append([phrase("evaluation.unseen.precision"), _figure("precision", facts.precision), *nothing])
    table.append([phrase("evaluation.unseen.recall"), _figure("recall", facts.recall), *nothing])
    _print_table(table)


def _print_facts() -> None:
    from tests.nlu.facts.flat import MESSAGES, measure, table

    print("\n" + phrase("evaluation.facts", count=len(MESSAGES)))
    print(table(measure(MESSAGES)))


def _print_noc() -> None:
    from benchmarks.nlu.measures import noc_score
    from benchmarks.nlu.phrases import occupations

    known = occupations()
    print("\n" + phrase("evaluation.noc.heading", count=sum(map(len, known.values()))))
    table = [["", phrase("evaluation.noc.first"), phrase("evaluation.noc.three")]]
    for kind, names in known.items():
        first, three = noc_score(names, var())
        table.append([phrase(f"evaluation.noc.{kind}"), _figure("first", first), _figure("three", three)])
    _print_table(table)


def _figure(key: str, value: float) -> str:
    return f"{value:.1f}" if key in _TIMES else f"{value * 100:.1f} %"


def _print_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        first, *others = row
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([f"{first:{widths[0]}}", *cells]).rstrip())


def _write(path: Path, rows: Sequence[Confusion]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{row.wanted}\t{row.got}\t{row.confidence:.2f}\t{row.text}\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
