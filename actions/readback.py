"""Reading back what a message changed: inferred facts and relative dates are always shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from actions import beside, status
from actions.draft import lookup
from actions.memory import Memory
from answers.phrases import phrase, phrases
from answers.summary import day, job_facts, job_label, person_facts, test_line

_JOB_ORDER = (
    *("noc", "teer", "start", "end", "current", "hours_per_week", "country", "province", "authorization"),
    *(
        "paid",
        "self_employed",
        "full_time_student",
        "foreign_employer",
        "publicly_funded_physician",
        "duties_match",
        "leaves",
    ),
)


def readback(memory: Memory, facts: Mapping[str, Any], lang: str = "en") -> str:
    """What the last message added or changed, and remarks on it; empty when there is nothing to say."""
    changes = [c for c in memory.turn.changes if lookup(facts, c["path"]) is not None]
    pieces = _jobs(changes, facts, lang) + _tests(changes, facts, lang) + _person(changes, facts, lang)
    lines = []
    if pieces:
        corrected = any(
            c["old"] is not None and c["path"].rpartition(".")[2] not in ("current", "noc") for c in changes
        )
        lines.append(phrase("intake.changed" if corrected else "intake.noted", lang, what="; ".join(pieces)))
    lines += [text for note in memory.turn.notes if (text := remark(note, lang))]
    return " ".join(lines)


def _jobs(changes: list[dict[str, Any]], facts: Mapping[str, Any], lang: str) -> list[str]:
    jobs = facts.get("jobs") or []
    pieces = []
    for index in range(len(jobs)):
        at = f"jobs[{index}]."
        keys = [c["path"][len(at) :] for c in changes if c["path"].startswith(at)]
        if not keys:
            continue
        told = job_facts(jobs[index], lang, only=[k for k in _JOB_ORDER if k in keys])
        label = job_label(jobs, index, lang)
        pieces.append(phrase("intake.job", lang, label=label, facts=", ".join(told)) if told else label)
    if jobs == [] and any(c["path"] == "jobs" for c in changes):
        pieces.append(phrase("summary.no_jobs", lang))
    return pieces


def _tests(changes: list[dict[str, Any]], facts: Mapping[str, Any], lang: str) -> list[str]:
    tests = facts.get("language_tests") or []
    touched = {i for i in range(len(tests)) if any(c["path"].startswith(f"language_tests[{i}]") for c in changes)}
    pieces = [test_line(tests[i], lang) for i in sorted(touched)]
    if tests == [] and any(c["path"] == "language_tests" for c in changes):
        pieces.append(phrase("summary.no_test", lang))
    return pieces


def _person(changes: list[dict[str, Any]], facts: Mapping[str, Any], lang: str) -> list[str]:
    """Only what was said now: of a person's facts those whose paths changed."""
    partial: dict[str, Any] = {}
    for change in changes:
        root, _, leaf = change["path"].partition(".")
        root = root.partition("[")[0]
        if root in ("jobs", "language_tests") or root not in facts:
            continue
        if root == "permit" or not leaf:
            partial[root] = facts[root]
        else:
            name = leaf.partition("[")[0].partition(".")[0]
            partial.setdefault(root, {})[name] = facts[root].get(name)
    authorizations = {c["new"] for c in changes if c["path"].endswith(".authorization")}
    if partial.get("permit", {}).get("kind") in authorizations and not partial["permit"].get("expires"):
        # The job's line says it already.
        del partial["permit"]
    return person_facts(partial, lang)


def remark(note: Mapping[str, Any], lang: str = "en") -> str:
    """The sentence for a coded note; codes that only steer the next question have none."""
    if note["code"] in (status.KIND, beside.NOTE):
        return phrase("status.noted", lang, what=note["what"])
    if note["code"] not in phrases("intake", lang)["notes"]:
        return ""
    values = {k: v for k, v in note.items() if k != "code"}
    for key in ("start", "date"):
        if _is_day(values.get(key)):
            values[key] = day(values[key], lang)
    if "path" in values:
        values["what"] = values["path"].rpartition(".")[2].replace("_", " ")
    return phrase(f"intake.notes.{note['code']}", lang, **values)


def _is_day(value: Any) -> bool:
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
