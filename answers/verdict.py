"""The verdict in words, from the JSON of an assessment (section 3 of the contract)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from answers.dates import grouped
from answers.phrases import phrase, phrases
from answers.summary import day, job_label, number


def _v(key: str, lang: str, **values: Any) -> str:
    return phrase(f"verdict.{key}", lang, **values)


def criterion(assessment: Mapping[str, Any], identifier: str) -> Mapping[str, Any]:
    """One criterion of an assessment by its id; empty when the program has none of that name."""
    found: Mapping[str, Any] = next((c for c in assessment["criteria"] if c["id"] == identifier), {})
    return found


def verdict(
    assessment: Mapping[str, Any],
    facts: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    others: Sequence[Mapping[str, Any]] = (),
    lang: str = "en",
) -> str:
    """The whole verdict: the answer first, each requirement with its mark, dates, next step, sources.

    ``before``: the verdict given earlier (its ``result`` and days), to say whether it changed;
    ``others``: assessments for other programs, said when this one says no.
    """
    result = assessment["result"]
    lines = [_first(assessment, before, lang), ""]
    for row in assessment["criteria"]:
        mark = _v(f"marks.{row['status']}", lang)
        lines.append(_v("line", lang, mark=mark, name=_v(f"criteria.{row['id']}", lang), detail=row["detail"]))
        if row["id"] == "work_experience":
            lines += _job_lines(row, facts, lang)
    lines += [f"• {caveat}" for caveat in _caveats(assessment)]
    lines.append("")
    if dates := _dates(assessment, lang):
        lines.append(dates)
    if result == "needs_information" and assessment["missing"]:
        lines.append(_v("missing", lang, what=missing_words(assessment["missing"], facts, lang)))
    lines += [other for row in others if (other := other_program(row, facts, lang))]
    lines.append(next_step(assessment, facts, lang))
    lines += ["", sources(assessment, lang), _v("advice", lang)]
    return "\n".join(lines)


def hours(assessment: Mapping[str, Any], facts: Mapping[str, Any], lang: str = "en") -> str:
    """How many hours count so far, job by job, and what is still open about them."""
    work = criterion(assessment, "work_experience")
    evidence = work["evidence"]
    counted, possible = evidence.get("counted_hours", 0), evidence.get("possible_hours")
    open_facts = [path for path in assessment["missing"] if path.startswith("jobs")]
    if possible is None or possible == counted:
        lines = [work["detail"]]
    else:
        values = {"counted_hours": grouped(counted), "possible_hours": grouped(possible)}
        lines = [_v("hours.open", lang, required_hours=grouped(evidence["required_hours"]), **values)]
        if "hours_from" in evidence:
            lines[0] += f" {_v('hours.at_best', lang, hours_from=day(evidence['hours_from'], lang))}"
    lines += _job_lines(work, facts, lang)
    if open_facts:
        lines.append(_v("missing", lang, what=missing_words(open_facts, facts, lang)))
    return "\n".join(lines)


def unchanged(assessment: Mapping[str, Any], lang: str = "en") -> str:
    """The answer in one line, for somebody who has read the whole verdict already."""
    return _v("still", lang, answer=_first(assessment, None, lang))


def same_answer(assessment: Mapping[str, Any], facts: Mapping[str, Any], lang: str = "en") -> str:
    """A changed fact that changes no answer: the answer, the requirements in doubt or in numbers, the next step."""
    lines = [f"{_v('unchanged', lang)} {_first(assessment, None, lang)}"]
    for row in assessment["criteria"]:
        if row["id"] == "work_experience" or row["status"] != "met":
            mark = _v(f"marks.{row['status']}", lang)
            lines.append(_v("line", lang, mark=mark, name=_v(f"criteria.{row['id']}", lang), detail=row["detail"]))
    if dates := _dates(assessment, lang):
        lines.append(dates)
    return "\n".join([*lines, next_step(assessment, facts, lang), sources(assessment, lang)])


def other_program(assessment: Mapping[str, Any], facts: Mapping[str, Any], lang: str = "en") -> str:
    """What another program says, in a sentence; empty when it says no as well."""
    result = assessment["result"]
    if result not in ("eligible", "will_be_eligible", "needs_information"):
        return ""
    values = {"program": program_name(assessment, lang), "code": assessment["program"]}
    if result == "needs_information":
        values["what"] = missing_words(assessment["missing"], facts, lang)
    if result == "will_be_eligible":
        values["eligible_from"] = day(assessment["eligible_from"], lang)
    text = _v(f"others.{result}", lang, **values)
    return text[:1].upper() + text[1:]


def program_name(assessment: Mapping[str, Any], lang: str = "en") -> str:
    """The program's name with its article."""
    return _v(f"programs.{assessment['program']}", lang)


def _caveats(assessment: Mapping[str, Any]) -> Sequence[str]:
    rows: Sequence[str] = assessment.get("caveats") or []
    return rows


def _first(assessment: Mapping[str, Any], before: Mapping[str, Any] | None, lang: str) -> str:
    values = {k: day(assessment[k], lang) for k in ("as_of", "eligible_from") if assessment.get(k)}
    values["program"] = program_name(assessment, lang)
    answer = _v(f"first.{assessment['result']}", lang, **values)
    if before is None:
        return answer
    same = all(before.get(k) == assessment.get(k) for k in ("result", "eligible_from"))
    return f"{_v('unchanged' if same else 'changed', lang)} {answer}"


def _job_lines(row: Mapping[str, Any], facts: Mapping[str, Any], lang: str) -> list[str]:
    counted = row.get("evidence", {}).get("jobs") or []
    jobs = facts.get("jobs") or []
    if len(counted) < 2 and not any(job["excluded"] for job in counted):
        return []
    lines = []
    for job in counted:
        label = job_label(jobs, job["index"], lang)
        hours = f"{round(job['counted_hours'] or 0):,}"
        if not job["counted_hours"] and not job["excluded"]:
            lines.append(_v("jobs_open", lang, label=label))
        elif job["excluded"]:
            reasons = "; ".join(_v(f"exclusions.{code}", lang) for code in job["excluded"])
            lines.append(_v("jobs_excluded", lang, label=label, hours=hours, reasons=reasons))
        else:
            lines.append(_v("jobs_line", lang, label=label, hours=hours))
    return lines


def _dates(assessment: Mapping[str, Any], lang: str) -> str:
    first, last = assessment.get("eligible_from"), assessment.get("eligible_until")
    if first and last:
        return _v("dates.from_until", lang, eligible_from=day(first, lang), eligible_until=day(last, lang))
    if first:
        return _v("dates.from", lang, eligible_from=day(first, lang))
    if last:
        return _v("dates.until", lang, eligible_until=day(last, lang))
    return ""


def missing_words(paths: Sequence[str], facts: Mapping[str, Any], lang: str = "en", most: int = 3) -> str:
    """Missing facts by name, the most useful first, at most ``most`` of them."""
    jobs = facts.get("jobs") or []
    known = phrases("verdict", lang)["facts"]
    words: list[str] = []
    for path in paths:
        leaf = path.rpartition(".")[2].partition("[")[0]
        job = ""
        if path.startswith("jobs[") and "." in path:
            job = job_label(jobs, int(path[5 : path.index("]")]), lang)
        name = f"spouse_{path.split('.')[1].partition('[')[0]}" if path.startswith("spouse.") else leaf
        word = str(known.get(name, known["other"])).replace("{job}", job).replace("{path}", path)
        if word not in words:
            words.append(word)
    return "; ".join(words[:most])


def next_step(assessment: Mapping[str, Any], facts: Mapping[str, Any], lang: str = "en") -> str:
    """The most useful next step for this result."""
    result = assessment["result"]
    links = phrases("links", lang)
    if assessment["program"] != "CEC" and result != "needs_information":
        return _v(f"next.other_{result}", lang, url=links["consultants"])
    if result == "needs_information":
        what = missing_words(assessment["missing"], facts, lang, most=1)
        return _v("next.needs_information", lang, what=what)
    if result != "not_eligible":
        return _v(f"next.{result}", lang, url=links["consultants"])
    failed = [c for c in assessment["criteria"] if c["status"] in ("not_met", "not_yet")]
    first = failed[0] if failed else {"id": "work_experience", "reason": "", "evidence": {}}
    if first["id"] == "language":
        required = first.get("evidence", {}).get("required_clb")
        if first["reason"] == "no_test" and required:
            return _v("next.no_test", lang, required_clb=number(required))
        rest = {c["status"] for c in assessment["criteria"] if c["id"] != "language"}
        return _v("next.language_only" if rest == {"met"} else "next.language", lang)
    if first["id"] == "work_experience":
        return _v("next.not_enough_hours", lang)
    return _v(f"next.{first['id']}", lang, url=links["consultants"])


def sources(assessment: Mapping[str, Any], lang: str = "en") -> str:
    """The line that says where the verdict comes from, each source with the day to which it was checked."""
    days: dict[str, list[str]] = {}
    for row in assessment["criteria"]:
        for reference in row["references"]:
            names = days.setdefault(str(reference["checked"]), [])
            name = reference["title"].partition(":")[0]
            if name not in names:
                names.append(name)
    groups = [
        _v("source_group", lang, names=", ".join(names), checked=day(checked, lang))
        for checked, names in sorted(days.items(), reverse=True)
    ]
    return _v("sources_dated", lang, sources="; ".join(groups))
