"""What an answer may say of this person: conditions and values, read from the facts and the assessment.

Both are the JSON documents of the public contract. A condition is true, false, or ``None`` when the person
hasn't said what it turns on; nothing unsaid is ever taken for a no. A value is its text, or ``None``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from dateutil.relativedelta import relativedelta

from answers import beside, categories
from answers.dates import day_of, grouped
from answers.summary import day as shown_day
from answers.summary import number, say
from answers.verdict import criterion
from eligibility.crs_profile import PARTNERED
from eligibility.parameters import parameter

Document = Mapping[str, Any]
Condition = Callable[[Document, Document], bool | None]
OwnValue = Callable[[Document, Document, str], str | None]

_RESULTS = ("eligible", "not_eligible", "will_be_eligible", "needs_information", "cannot_say")
#: For each code of the contract the facts of a job that decide it.
_DECIDED_BY = {
    "teer_4_or_5": ("noc", "teer"),
    "outside_canada": ("country",),
    "unpaid": ("paid",),
    "self_employed": ("self_employed",),
    "full_time_student": ("full_time_student",),
    "unauthorized": ("authorization",),
    "no_temporary_status": ("authorization",),
    "duties_do_not_match": ("duties_match",),
    "outside_window": ("start",),
    "leave": ("leaves",),
    "over_30_hours": ("hours_per_week",),
}


# --- conditions: the result -----------------------------------------------------------------------------


def always(facts: Document, assessment: Document) -> bool | None:
    """True for everybody."""
    return True


def _result(name: str) -> Condition:
    def holds(facts: Document, assessment: Document) -> bool | None:
        return None if facts.get("jobs") is None else assessment["result"] == name

    holds.__doc__ = f"The result is ``{name}``; unknown before any job (or none) was told."
    return holds


# --- conditions: work -----------------------------------------------------------------------------------


def has_jobs(facts: Document, assessment: Document) -> bool | None:
    """Some work was told of."""
    return _count(facts, lambda jobs: jobs > 0)


def one_job(facts: Document, assessment: Document) -> bool | None:
    """Exactly one job was told of."""
    return _count(facts, lambda jobs: jobs == 1)


def several_jobs(facts: Document, assessment: Document) -> bool | None:
    """More than one job was told of."""
    return _count(facts, lambda jobs: jobs > 1)


def _count(facts: Document, holds: Callable[[int], bool]) -> bool | None:
    jobs = facts.get("jobs")
    return None if jobs is None else holds(len(jobs))


def _excluded(code: str) -> Condition:
    def holds(facts: Document, assessment: Document) -> bool | None:
        jobs = facts.get("jobs")
        if jobs is None:
            return None
        evidence = criterion(assessment, "work_experience").get("evidence") or {}
        if any(code in row["excluded"] for row in evidence.get("jobs", ())):
            return True
        said = (any(job.get(leaf) is not None for leaf in _DECIDED_BY[code]) for job in jobs)
        return False if all(said) else None

    holds.__doc__ = f"The code ``{code}`` bars or cuts a job; unknown while a job leaves open what decides it."
    return holds


def _any_job(facts: Document, leaf: str, value: Any) -> bool | None:
    """Whether a job says ``value``; unknown while a job doesn't say."""
    jobs = facts.get("jobs")
    if jobs is None:
        return None
    said = [job.get(leaf) for job in jobs]
    if value in said:
        return True
    return None if None in said else False


def foreign_employer(facts: Document, assessment: Document) -> bool | None:
    """A job was in Canada for an employer abroad."""
    return _any_job(facts, "foreign_employer", True)


def refugee_claimant_work(facts: Document, assessment: Document) -> bool | None:
    """A job was worked as a refugee claimant."""
    return _any_job(facts, "authorization", "refugee_claimant")


def quebec_job(facts: Document, assessment: Document) -> bool | None:
    """A job was in Quebec."""
    jobs = facts.get("jobs")
    if jobs is None:
        return None
    places = [job.get("province") or (job.get("country") if job.get("country") != "CA" else None) for job in jobs]
    if "QC" in places:
        return True
    return None if None in places else False


def on_leave(facts: Document, assessment: Document) -> bool | None:
    """A leave of a current job covers the day of the assessment."""
    jobs = facts.get("jobs")
    if jobs is None:
        return None
    now = str(assessment["as_of"])
    current = [job for job in jobs if job.get("current") or (job.get("end") or "") >= now]
    if any(leave["start"] <= now <= leave["end"] for job in current for leave in job.get("leaves") or ()):
        return True
    return None if any(job.get("leaves") is None for job in current) else False


def tie_of_occupations(facts: Document, assessment: Document) -> bool | None:
    """Two occupations have exactly the same experience."""
    if not facts.get("jobs"):
        return None
    evidence = criterion(assessment, "language").get("evidence") or {}
    if evidence.get("tied_nocs"):
        return True
    return False if evidence.get("required_clb") else None


# --- conditions: language -------------------------------------------------------------------------------


def no_test(facts: Document, assessment: Document) -> bool | None:
    """No language test was taken."""
    tests = facts.get("language_tests")
    return None if tests is None else not tests


def test_known(facts: Document, assessment: Document) -> bool | None:
    """A language test was told of, whatever its scores."""
    return bool(facts.get("language_tests"))


def test_valid(facts: Document, assessment: Document) -> bool | None:
    """The results that the assessment rests on still count on its day."""
    return _still_counts(assessment)


def test_expired(facts: Document, assessment: Document) -> bool | None:
    """The results that the assessment rests on no longer count on its day."""
    counts = _still_counts(assessment)
    return None if counts is None else not counts


def _still_counts(assessment: Document) -> bool | None:
    until = (criterion(assessment, "language").get("evidence") or {}).get("valid_until")
    return None if until is None else bool(str(until) >= str(assessment["as_of"]))


def language_met(facts: Document, assessment: Document) -> bool | None:
    """The language requirement is met."""
    return {"met": True, "not_met": False, "not_yet": False}.get(criterion(assessment, "language").get("status", ""))


def language_not_met(facts: Document, assessment: Document) -> bool | None:
    """The language requirement is not met today."""
    met = language_met(facts, assessment)
    return None if met is None else not met


# --- conditions: where to live --------------------------------------------------------------------------


def plans_elsewhere(facts: Document, assessment: Document) -> bool | None:
    """The plan is to live outside Quebec."""
    return {"met": True, "not_met": False}.get(criterion(assessment, "outside_quebec").get("status", ""))


def plans_quebec(facts: Document, assessment: Document) -> bool | None:
    """The plan is to live in Quebec."""
    elsewhere = plans_elsewhere(facts, assessment)
    return None if elsewhere is None else not elsewhere


# --- conditions: permit ---------------------------------------------------------------------------------


def permit_known(facts: Document, assessment: Document) -> bool | None:
    """The day on which the permit ends was told."""
    return _expiry(facts) is not None


def permit_ends_soon(facts: Document, assessment: Document) -> bool | None:
    """The permit is valid and ends within the time of the parameter ``work.permit_notice_days``."""
    expires = _expiry(facts)
    if expires is None:
        return None
    now = day_of(assessment)
    days = int(parameter("work", "permit_notice_days").on(now).value)
    return now <= expires <= now + relativedelta(days=days)


def permit_ended(facts: Document, assessment: Document) -> bool | None:
    """The permit ended before the day of the assessment."""
    expires = _expiry(facts)
    return None if expires is None else expires.isoformat() < str(assessment["as_of"])


def _expiry(facts: Document) -> datetime.date | None:
    expires = (facts.get("permit") or {}).get("expires")
    return None if expires is None else datetime.date.fromisoformat(str(expires))


def on_pgwp(facts: Document, assessment: Document) -> bool | None:
    """The person holds, or works now on, a post-graduation work permit."""
    return _on(facts, assessment, ("pgwp",))


def on_closed_permit(facts: Document, assessment: Document) -> bool | None:
    """The person holds, or works now on, an employer-specific permit."""
    return _on(facts, assessment, ("employer_specific_permit",))


def on_iec(facts: Document, assessment: Document) -> bool | None:
    """The person holds, or works now on, a permit of International Experience Canada."""
    return _on(facts, assessment, ("iec",))


def on_open_permit(facts: Document, assessment: Document) -> bool | None:
    """The person holds, or works now on, a permit that names no employer; an IEC permit may or may not."""
    kinds = _kinds_now(facts, assessment)
    if kinds == {"iec"}:
        return None
    now = day_of(assessment)
    return _on(facts, assessment, tuple(parameter("work", "open_permits").on(now).value))


def on_maintained_status(facts: Document, assessment: Document) -> bool | None:
    """The person works now on maintained status."""
    return _on(facts, assessment, ("maintained_status",))


def _on(facts: Document, assessment: Document, wanted: tuple[str, ...]) -> bool | None:
    kinds = _kinds_now(facts, assessment)
    return bool(kinds & set(wanted)) if kinds else None


def _kinds_now(facts: Document, assessment: Document) -> set[str]:
    """The permit that was told, else what allows the jobs that go on."""
    kind = (facts.get("permit") or {}).get("kind")
    if kind:
        return {str(kind)}
    now = str(assessment["as_of"])
    current = [job for job in facts.get("jobs") or () if job.get("current") or (job.get("end") or "") >= now]
    return {str(job["authorization"]) for job in current if job.get("authorization")}


# --- conditions: person ---------------------------------------------------------------------------------


def has_spouse(facts: Document, assessment: Document) -> bool | None:
    """Married or in a common-law partnership."""
    status = (facts.get("person") or {}).get("marital_status")
    return None if status is None else status in PARTNERED


def no_spouse(facts: Document, assessment: Document) -> bool | None:
    """Neither married nor in a common-law partnership."""
    couple = has_spouse(facts, assessment)
    return None if couple is None else not couple


def age_known(facts: Document, assessment: Document) -> bool | None:
    """The age or the birth date was told."""
    return _age(facts, assessment) is not None


def education_known(facts: Document, assessment: Document) -> bool | None:
    """The level of education was told."""
    return (facts.get("education") or {}).get("level") is not None


def _age(facts: Document, assessment: Document) -> int | None:
    person = facts.get("person") or {}
    if person.get("birth_date"):
        born = datetime.date.fromisoformat(str(person["birth_date"]))
        return relativedelta(day_of(assessment), born).years
    age = person.get("age")
    return None if age is None else int(age)


#: Every condition that an answer may name.
CONDITIONS: Mapping[str, Condition] = {
    **{name: _result(name) for name in _RESULTS},
    **{f"excluded_{code}": _excluded(code) for code in _DECIDED_BY},
    **beside.CONDITIONS,
    **categories.CONDITIONS,
    **{
        condition.__name__: condition
        for condition in (
            *(always, has_jobs, one_job, several_jobs, foreign_employer, refugee_claimant_work, quebec_job, on_leave),
            *(tie_of_occupations, no_test, test_known, test_valid, test_expired, language_met, language_not_met),
            *(plans_elsewhere, plans_quebec, permit_known, permit_ends_soon, permit_ended, on_pgwp, on_closed_permit),
            *(on_iec, on_open_permit, on_maintained_status, has_spouse, no_spouse, age_known, education_known),
        )
    },
}


# --- values ---------------------------------------------------------------------------------------------


def _hours(facts: Document, assessment: Document) -> tuple[float, float] | None:
    """Counted and required hours, once everything that decides them was told."""
    evidence = criterion(assessment, "work_experience").get("evidence") or {}
    if not facts.get("jobs") or "possible_hours" in evidence:
        return None
    return float(evidence["counted_hours"]), float(evidence["required_hours"])


def counted_hours(facts: Document, assessment: Document, lang: str) -> str | None:
    """Hours that count today, rounded."""
    hours = _hours(facts, assessment)
    return None if hours is None else grouped(round(hours[0]))


def required_hours(facts: Document, assessment: Document, lang: str) -> str | None:
    """Hours that the class asks for."""
    evidence = criterion(assessment, "work_experience").get("evidence") or {}
    return grouped(evidence["required_hours"]) if "required_hours" in evidence else None


def short_hours(facts: Document, assessment: Document, lang: str) -> str | None:
    """Hours still to come; nothing when none are."""
    hours = _hours(facts, assessment)
    if hours is None or hours[0] >= hours[1]:
        return None
    return grouped(max(1, round(hours[1] - hours[0])))


def eligible_from(facts: Document, assessment: Document, lang: str) -> str | None:
    """The first day on which the class would be met."""
    return _shown(assessment.get("eligible_from"), lang)


def eligible_until(facts: Document, assessment: Document, lang: str) -> str | None:
    """The last day on which it would still be met."""
    return _shown(assessment.get("eligible_until"), lang)


def test(facts: Document, assessment: Document, lang: str) -> str | None:
    """The name of the test that the assessment rests on."""
    name = (criterion(assessment, "language").get("evidence") or {}).get("test")
    return say(f"tests.{name}", lang) if name else None


def test_valid_until(facts: Document, assessment: Document, lang: str) -> str | None:
    """The last day on which its results count."""
    return _shown((criterion(assessment, "language").get("evidence") or {}).get("valid_until"), lang)


def permit_expires(facts: Document, assessment: Document, lang: str) -> str | None:
    """The day on which the permit ends."""
    return _shown(_expiry(facts), lang)


def required_clb(facts: Document, assessment: Document, lang: str) -> str | None:
    """The level that this person's work asks for, once the work was told."""
    required = (criterion(assessment, "language").get("evidence") or {}).get("required_clb")
    return number(required) if required and facts.get("jobs") else None


def lowest_clb(facts: Document, assessment: Document, lang: str) -> str | None:
    """The lowest of the four levels of a complete test; nothing for a score below all levels."""
    levels = (criterion(assessment, "language").get("evidence") or {}).get("clb") or {}
    return number(min(levels.values())) if len(levels) == 4 and min(levels.values()) else None


def age(facts: Document, assessment: Document, lang: str) -> str | None:
    """Age in whole years."""
    years = _age(facts, assessment)
    return None if years is None else str(years)


def province(facts: Document, assessment: Document, lang: str) -> str | None:
    """The province to live in, else the one where all jobs were."""
    name = facts.get("destination_province")
    if name is None:
        places = {job.get("province") for job in facts.get("jobs") or ()}
        name = places.pop() if len(places) == 1 else None
    return say(f"provinces.{name}", lang) if name else None


def _shown(value: Any, lang: str) -> str | None:
    return None if value is None else shown_day(value, lang)


#: Every value of the person that an answer may name.
VALUES: Mapping[str, OwnValue] = {
    **beside.VALUES,
    **categories.VALUES,
    **{
        value.__name__: value
        for value in (
            *(counted_hours, required_hours, short_hours, eligible_from, eligible_until, test, test_valid_until),
            *(permit_expires, required_clb, lowest_clb, age, province),
        )
    },
}
