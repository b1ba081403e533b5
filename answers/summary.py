"""A person's facts in words: to read back what was understood, and to show what is kept.

Works on the JSON document of facts (section 1 of the contract), because half-finished facts are read
back too.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase
from eligibility.noc import unit_group

_EMPLOYEE = {"paid": True, "self_employed": False, "full_time_student": False}


def say(key: str, lang: str = "en", **values: Any) -> str:
    """A phrase of answers/<lang>/summary.yml."""
    return phrase(f"summary.{key}", lang, **values)


def day(value: Any, lang: str = "en") -> str:
    """An ISO day or a date as people write it."""
    return long_date(datetime.date.fromisoformat(str(value)), lang)


def number(value: float) -> str:
    """40.0 is 40, 37.5 stays."""
    return f"{value:g}"


def job_label(jobs: Sequence[Mapping[str, Any]], index: int, lang: str = "en") -> str:
    """What to call a job: its title, its group, or its place in the list."""
    job = jobs[index] if index < len(jobs) else {}
    if job.get("title"):
        same = [i for i, j in enumerate(jobs) if j.get("title") == job["title"]]
        return str(job["title"]) if len(same) == 1 else f"{job['title']} ({same.index(index) + 1})"
    group = unit_group(job["noc"]) if job.get("noc") else None
    if group:
        return group.title
    if len(jobs) > 1 and index < 10:
        return say("job_numbered", lang, ordinal=say(f"ordinals.{index + 1}", lang))
    return say("job", lang)


def job_facts(job: Mapping[str, Any], lang: str = "en", only: Sequence[str] | None = None) -> list[str]:
    """The facts of one job as short pieces; ``only`` limits them to some keys of the contract."""

    def told(*keys: str) -> bool:
        return any(job.get(k) is not None for k in keys) and (only is None or any(k in only for k in keys))

    pieces: list[str] = []
    group = unit_group(job["noc"]) if job.get("noc") else None
    if told("noc") and group:
        pieces.append(say("noc", lang, group=group.title, code=group.code, teer=group.teer))
    elif told("teer"):
        pieces.append(say("teer", lang, teer=job["teer"]))
    if told("start", "end", "current"):
        if job.get("start") and job.get("end"):
            pieces.append(say("from_to", lang, start=day(job["start"], lang), end=day(job["end"], lang)))
        elif job.get("start"):
            pieces.append(say("since", lang, start=day(job["start"], lang)))
            if job.get("current"):
                pieces.append(say("ongoing", lang))
        elif job.get("end"):
            pieces.append(say("until", lang, end=day(job["end"], lang)))
        elif job.get("current"):
            pieces.append(say("ongoing", lang))
    if told("hours_per_week"):
        pieces.append(say("hours", lang, hours=number(job["hours_per_week"])))
    if told("province"):
        pieces.append(say("in_province", lang, province=say(f"provinces.{job['province']}", lang)))
    elif told("country"):
        pieces.append(say("in_country", lang, country=country(job["country"], lang)))
    if told("authorization"):
        pieces.append(say(f"authorizations.{job['authorization']}", lang))
    pieces += _conditions(job, lang, only)
    if told("publicly_funded_physician"):
        pieces.append(say("publicly_funded" if job["publicly_funded_physician"] else "not_publicly_funded", lang))
    if told("duties_match"):
        pieces.append(say("duties_match" if job["duties_match"] else "duties_differ", lang))
    if told("leaves"):
        for leave in job["leaves"]:
            kind = say(f"leaves.{leave.get('kind', 'unpaid')}", lang)
            pieces.append(say("leave", lang, kind=kind, start=day(leave["start"], lang), end=day(leave["end"], lang)))
    return pieces


def _conditions(job: Mapping[str, Any], lang: str, only: Sequence[str] | None) -> list[str]:
    wanted = {k for k in (*_EMPLOYEE, "foreign_employer") if job.get(k) is not None and (only is None or k in only)}
    if set(_EMPLOYEE) <= wanted and all(job[k] is v for k, v in _EMPLOYEE.items()) and not job.get("foreign_employer"):
        return [say("employee", lang)] if not job.get("leaves") else [say("paid", lang)]
    words = {
        ("paid", True): "paid",
        ("paid", False): "not_paid",
        ("self_employed", True): "self_employed",
        ("self_employed", False): "not_self_employed",
        ("full_time_student", True): "full_time_student",
        ("full_time_student", False): "not_student",
        ("foreign_employer", True): "foreign_employer",
    }
    return [
        say(words[k, job[k]], lang) for k in (*_EMPLOYEE, "foreign_employer") if k in wanted and (k, job[k]) in words
    ]


def country(code: str, lang: str = "en") -> str:
    """A country's name; codes outside our list are shown as they are."""
    return phrase("countries." + code, lang) if code in _country_codes(lang) else code


def _country_codes(lang: str) -> Mapping[str, Any]:
    from answers.phrases import phrases

    return phrases("countries", lang)


def test_line(test: Mapping[str, Any], lang: str = "en") -> str:
    """ "IELTS General: L 8, R 7, W 6.5, S 7 (1 May 2025)"."""
    scores = ", ".join(
        say("ability", lang, letter=say(f"letters.{ability}", lang), score=number(test[ability]))
        for ability in ("listening", "reading", "writing", "speaking")
        if test.get(ability) is not None
    )
    name = say(f"tests.{test.get('test') or 'unnamed'}", lang)
    if test.get("date"):
        return say("test_dated", lang, test=name, scores=scores, date=day(test["date"], lang)).replace(":  (", " (")
    return say("test", lang, test=name, scores=scores).rstrip(": ")


def person_facts(facts: Mapping[str, Any], lang: str = "en") -> list[str]:
    """What is noted beside jobs and tests."""
    lines: list[str] = []
    permit = facts.get("permit") or {}
    if permit.get("kind"):
        kind = say(f"authorizations.{permit['kind']}", lang)
        expires = permit.get("expires")
        lines.append(say("permit_until", lang, kind=kind, expires=day(expires, lang)) if expires else kind)
    if facts.get("intends_outside_quebec") is not None and not facts.get("destination_province"):
        lines.append(say("outside_quebec" if facts["intends_outside_quebec"] else "in_quebec", lang))
    if facts.get("destination_province"):
        lines.append(say("destination", lang, province=say(f"provinces.{facts['destination_province']}", lang)))
    if facts.get("inadmissibility"):
        ground = facts["inadmissibility"]
        lines.append(
            say("admissible", lang)
            if ground == "none"
            else say("inadmissibility", lang, ground=say(f"grounds.{ground}", lang))
        )
    lines += _family(facts, lang)
    lines += _study(facts.get("education") or {}, lang)
    for key in ("trade_certificate", "provincial_nomination", "sibling_in_canada"):
        if facts.get(key) is not None:
            lines.append(say(f"{key}.{_yes_no(facts[key])}", lang))
    if facts.get("job_offer"):
        lines.append(say(f"job_offer.{_yes_no(facts['job_offer'] != 'none')}", lang))
    for key in ("canadian_work_years", "foreign_work_years"):
        if facts.get(key) is not None:
            lines.append(say(key, lang, years=years(facts[key], lang)))
    if facts.get("family_size"):
        lines.append(say("family_size", lang, count=facts["family_size"]))
    return lines


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def years(count: float, lang: str = "en") -> str:
    """ "1 year", "2 years", "no years"."""
    if not count:
        return say("years.none", lang)
    return say("years.one", lang) if count == 1 else say("years.many", lang, count=number(count))


def _family(facts: Mapping[str, Any], lang: str) -> list[str]:
    person, spouse = facts.get("person") or {}, facts.get("spouse") or {}
    lines: list[str] = []
    if person.get("age") is not None:
        lines.append(say("age", lang, age=person["age"]))
    if person.get("birth_date"):
        lines.append(say("born", lang, date=day(person["birth_date"], lang)))
    if person.get("marital_status"):
        lines.append(say(f"statuses.{person['marital_status']}", lang))
    if person.get("spouse_accompanies") is not None:
        lines.append(say(f"spouse_accompanies.{_yes_no(person['spouse_accompanies'])}", lang))
    if person.get("spouse_is_canadian"):
        lines.append(say("spouse_is_canadian", lang))
    if spouse.get("education_level"):
        lines.append(say("spouse_education", lang, level=say(f"levels.{spouse['education_level']}", lang)))
    if spouse.get("canadian_work_years") is not None:
        lines.append(say("spouse_work", lang, years=years(spouse["canadian_work_years"], lang)))
    for test in spouse.get("language_tests") or []:
        lines.append(say("spouse_test", lang, test=test_line(test, lang)))
    if spouse.get("language_tests") == []:
        lines.append(say("spouse_no_test", lang))
    return lines


def _study(education: Mapping[str, Any], lang: str) -> list[str]:
    lines: list[str] = []
    if education.get("level"):
        lines.append(say("education", lang, level=say(f"levels.{education['level']}", lang)))
    if education.get("canadian_credential"):
        lines.append(say(f"canadian_credential.{education['canadian_credential']}", lang))
    if education.get("eca") is not None:
        lines.append(say(f"eca.{_yes_no(education['eca'])}", lang))
    return lines


def summary(facts: Mapping[str, Any], lang: str = "en") -> list[str]:
    """Everything noted, a line each: jobs, tests, the rest."""
    lines: list[str] = []
    jobs = facts.get("jobs")
    for index, job in enumerate(jobs or []):
        pieces = job_facts(job, lang)
        label = job_label(jobs or [], index, lang)
        lines.append(f"{label}: {', '.join(pieces)}" if pieces else label)
    if jobs == []:
        lines.append(say("no_jobs", lang))
    tests = facts.get("language_tests")
    lines += [test_line(test, lang) for test in tests or []]
    if tests == []:
        lines.append(say("no_test", lang))
    rest = person_facts(facts, lang)
    return [line[:1].upper() + line[1:] for line in lines + rest]
