"""What goes into a letter: values from the facts, the assessment and what the person said for it."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from answers.criteria import caveat_sentence, detail
from answers.dates import long_date
from answers.phrases import fill
from answers.score import caveat, for_chat
from answers.summary import day, job_label, number, summary
from answers.verdict import missing_words
from documents.letter import FOLDER
from eligibility.assessment import assess
from eligibility.checklist import checklist
from eligibility.crs import Score, score
from eligibility.facts import from_document
from eligibility.parameters import Reference, parameter

#: A range of points wider than this tells a reader nothing.
_WIDE = 200
_OWN = re.compile(r"^\s*(?:and\s+)?i\s+(?:also\s+)?", re.I)
_ITEMS = re.compile(r"\s*(?:\n|;|•|(?<=\.)\s+(?=[A-Z]))\s*-?\s*")


def values(
    kind: str,
    facts: Mapping[str, Any],
    told: Mapping[str, Any],
    job: int | None,
    today: datetime.date,
    lang: str = "en",
) -> dict[str, Any]:
    """Values for the placeholders of a template; what isn't known has none.

    ``told``: what the person said for this letter (name, employer, duties …); ``job``: index of the job it is about.
    """
    common = {"letter_date": long_date(today, lang), "list_date": long_date(today, lang)}
    found = {**common, **{key: value for key, value in told.items() if value}}
    if "duties" in found:
        items = [item for item in _ITEMS.split(str(found["duties"])) if item.strip(" -")]
        # The employer signs its letter: "I train new staff" isn't what the employer does.
        found["duties"] = [_OWN.sub("", item) for item in items] if kind == "reference_letter" else items
    if kind in ("reference_letter", "refusal_letter"):
        found |= _job(facts, job, lang)
    if kind == "funds_letter":
        found |= _provisions(today)
    if kind == "checklist":
        found |= _papers(facts, today, lang)
    if kind == "case_summary":
        found |= _case(facts, today, lang)
    return found


def _job(facts: Mapping[str, Any], index: int | None, lang: str) -> dict[str, Any]:
    jobs: Sequence[Mapping[str, Any]] = facts.get("jobs") or []
    job = jobs[index] if index is not None and index < len(jobs) else {}
    found: dict[str, Any] = {}
    if index is not None and (job.get("title") or job.get("noc")):
        found["job_title"] = job_label(jobs, index, lang)
    if job.get("start"):
        found["since"] = day(job["start"], lang)
    if job.get("end"):
        found["until"] = day(job["end"], lang)
    # Which sentence tells of it.
    found["ended" if job.get("end") else "going_on" if job.get("current") else "end_open"] = True
    if job.get("hours_per_week"):
        found["hours"] = fill(_words(lang)["hours"], {"hours": number(job["hours_per_week"])}, "hours")
    return found


def _provisions(today: datetime.date) -> dict[str, str]:
    """The provisions on settlement funds: where the rule about each program stands."""
    return {"provisions": parameter("funds", "required").on(today).reference.name}


def _papers(facts: Mapping[str, Any], today: datetime.date, lang: str) -> dict[str, Any]:
    found = checklist(from_document(facts), today)
    words = _words(lang)
    jobs = facts.get("jobs") or []
    lines = []
    for paper in found.papers:
        filled = dict(paper.values)
        if "job" in filled:
            filled["job"] = job_label(jobs, filled["job"], lang)
        lines.append(fill(words[paper.code], filled, paper.code))
    lines.append(words["translations"])
    references = [paper.reference for paper in found.papers if paper.reference]
    rest = missing_words(found.open, facts, lang, most=6)
    return {"papers": lines, "open": rest, "sources": _sources(references, lang)}


def _case(facts: Mapping[str, Any], today: datetime.date, lang: str) -> dict[str, Any]:
    told = from_document(facts)
    assessment = assess(told, "cec", today).to_json(detail, caveat_sentence)
    points = score(told, today)
    references = [r for row in assess(told, "cec", today).criteria for r in row.references]
    return {
        "told": summary(facts, lang) or [_words(lang)["nothing"]],
        "answer": fill(_words(lang)["results"][assessment["result"]], _days(assessment, lang), "results"),
        "criteria": [row["detail"] for row in assessment["criteria"]],
        "caveats": [*assessment["caveats"], *(caveat(row, lang) for row in points.caveats)],
        "score": _score(points, facts, today, lang),
        "sources": _sources([*references, *points.references], lang),
    }


def _score(points: Score, facts: Mapping[str, Any], today: datetime.date, lang: str) -> str:
    """The total, or the range as long as it tells something."""
    low, high = points.range
    if points.total is None and high - low > _WIDE:
        return fill(_words(lang)["score_open"], {"what": missing_words(points.missing, facts, lang)}, "score_open")
    return for_chat(points, facts, today, lang).partition("\n")[0]


def _days(assessment: Mapping[str, Any], lang: str) -> dict[str, str]:
    return {k: day(assessment[k], lang) for k in ("as_of", "eligible_from", "eligible_until") if assessment.get(k)}


def _sources(references: Sequence[Reference], lang: str) -> list[str]:
    words = _words(lang)
    rows = {r.name: fill(words["source"], {"name": r.name, "url": r.url, "day": long_date(r.checked, lang)}, "source")
            for r in references}  # fmt: skip
    return list(rows.values())


@functools.cache
def _words(lang: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = yaml.safe_load((FOLDER / lang / "papers.yml").read_text(encoding="utf-8"))
    return words
