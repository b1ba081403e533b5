"""``cec assess FACTS``: whether a program's requirements are met, from which day and until when."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from answers.criteria import caveat_sentence, detail
from answers.dates import grouped, long_date
from answers.phrases import phrase, phrases
from answers.summary import job_label
from answers.verdict import missing_words
from console.factsheet import BadInput, add_arguments, read
from eligibility.assessment import PROGRAMS, assess
from eligibility.facts import Facts, to_document
from eligibility.parameters import ParameterError
from eligibility.results import Assessment, Criterion, Result

MARKS = "verdict.marks"


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("assess", help="eligibility: the Canadian Experience Class, FSW or FST")
    add_arguments(parser)
    parser.add_argument("--program", choices=list(PROGRAMS), default="cec", help="the program (default: cec)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the answer, whatever it is; 2 for facts or a day that can't be used."""
    try:
        facts, as_of = read(args.facts, args.on)
        found = assess(facts, args.program, as_of)
    except (BadInput, ParameterError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(found.to_json(detail, caveat_sentence), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(found, facts)))
    return 0


def _lines(found: Assessment, facts: Facts) -> Iterator[str]:
    """The answer first, each requirement with its mark, the days, what is missing, caveats, sources."""
    document = to_document(facts)
    values = {"program": phrase(f"timeline.programs.{found.program}"), "as_of": long_date(found.as_of)}
    if found.eligible_from:
        values["eligible_from"] = long_date(found.eligible_from)
    yield phrase(f"assess.first.{found.result.value}", **values)
    yield ""
    for row in found.criteria:
        mark = phrase(f"{MARKS}.{row.status.value}")
        yield phrase("verdict.line", mark=mark, name=_name(row), detail=detail(row))
        yield from _jobs(row, document)
    if days := _days(found):
        yield ""
        yield days
    if found.missing and found.result is Result.NEEDS_INFORMATION:
        yield ""
        yield phrase("assess.missing")
        for path in found.missing:
            yield phrase("assess.missing_line", what=missing_words([path], document), path=path)
    if found.caveats:
        yield ""
    for caveat in found.caveats:
        yield phrase("assess.note", text=caveat_sentence(caveat))
    yield ""
    for reference in {reference.title: reference for row in found.criteria for reference in row.references}.values():
        checked = long_date(reference.checked)
        yield phrase("timeline.source", title=reference.title, url=reference.url, checked=checked)
    yield phrase("verdict.advice")


def _name(row: Criterion) -> str:
    own = phrases("assess")["criteria"]
    return str(own[row.id]) if row.id in own else phrase(f"verdict.criteria.{row.id}")


def _jobs(row: Criterion, document: Mapping[str, Any]) -> Iterator[str]:
    """What of each job counts, and why not the rest."""
    for job in row.evidence.get("jobs", ()):
        label, hours = job_label(document["jobs"], job["index"]), grouped(job["counted_hours"])
        unsaid = [path for path in row.missing if path.startswith(f"jobs[{job['index']}].")]
        if job["excluded"]:
            reasons = "; ".join(phrase(f"verdict.exclusions.{code}") for code in job["excluded"])
            yield phrase("verdict.jobs_excluded", label=label, hours=hours, reasons=reasons)
        elif unsaid:
            yield phrase("assess.jobs_later", label=label, missing=", ".join(path.partition(".")[2] for path in unsaid))
        else:
            yield phrase("verdict.jobs_line", label=label, hours=hours)


def _days(found: Assessment) -> str:
    first, last = found.eligible_from, found.eligible_until
    values = {
        name: long_date(day) for name, day in (("eligible_from", first), ("eligible_until", last)) if day is not None
    }
    key = "from_until" if first and last else "from" if first else "until" if last else ""
    return phrase(f"verdict.dates.{key}", **values) if key else ""
