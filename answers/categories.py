"""Category-based rounds in words: whether an occupation is listed, and where this person stands with it.

Conditions and values as in `answers.your_case`: a condition is ``None`` where what it turns on was not said.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from answers.dates import day_of, grouped, long_date
from answers.figures import listed
from answers.phrases import phrase
from answers.rounds import type_name
from eligibility.categories import in_force, memberships, of_occupation
from eligibility.facts import from_document
from eligibility.noc.groups import unit_group
from eligibility.results import Status

Document = Mapping[str, Any]


def _c(key: str, lang: str, **values: Any) -> str:
    return phrase(f"categories.{key}", lang, **values)


def _group(noc: str, lang: str) -> str:
    group = unit_group(noc)
    return _c("group", lang, title=group.title, code=noc) if group else _c("code", lang, code=noc)


def _names(categories: Sequence[str], lang: str) -> str:
    return listed([type_name(name, lang) for name in categories], "and", lang)


# --- an occupation that was only named -------------------------------------------------------------------


def if_occupation(nocs: Sequence[str], today: datetime.date, lang: str = "en") -> str:
    """For each of the unit groups that an occupation may be the categories that list it, with the source."""
    found = {noc: of_occupation(noc, today) for noc in nocs}
    lines = []
    for noc, names in found.items():
        values = {"group": _group(noc, lang), "categories": _names(names, lang)}
        lines.append(_c("if_listed" if names else "if_unlisted", lang, **values))
    rules = in_force(today)
    used = list(dict.fromkeys(name for names in found.values() for name in names))
    asked = {(rules[name].value.get("months"), rules[name].value.get("years")) for name in used} - {(None, None)}
    lines += [_c("asks", lang, months=months, years=years) for months, years in sorted(asked)]
    lines.append(_c("duties" if used else "otherwise", lang))
    sources = [rules[name] for name in used or ("french",)]
    names_of = "; ".join(dict.fromkeys(value.reference.name for value in sources))
    checked = long_date(min(value.checked for value in sources), lang)
    lines.append(phrase("verdict.sources", lang, sources=names_of, checked=checked))
    return "\n".join(lines)


# --- the person's own occupations ------------------------------------------------------------------------


def _occupations(facts: Document) -> dict[str, None]:
    """The unit groups whose duties were done, as far as was said."""
    jobs = facts.get("jobs") or ()
    return dict.fromkeys(str(job["noc"]) for job in jobs if job.get("noc") and job.get("duties_match") is not False)


def occupation_told(facts: Document, assessment: Document) -> bool | None:
    """The occupation of a job is settled."""
    return bool(_occupations(facts))


def in_category(facts: Document, assessment: Document) -> bool | None:
    """An occupation of the person is on the list of a category."""
    if not facts.get("jobs"):
        return None
    if any(of_occupation(noc, day_of(assessment)) for noc in _occupations(facts)):
        return True
    return None if any(not job.get("noc") for job in facts["jobs"]) or not _occupations(facts) else False


def in_no_category(facts: Document, assessment: Document) -> bool | None:
    """None of the person's occupations is on a list."""
    found = in_category(facts, assessment)
    return None if found is None else not found


def category_work_enough(facts: Document, assessment: Document) -> bool | None:
    """The work in a listed occupation is enough for its category."""
    rows = _memberships(facts, assessment)
    if not rows:
        return None
    if any(row.status is Status.MET for row in rows):
        return True
    return False if all(row.status is Status.NOT_MET for row in rows) else None


def _memberships(facts: Document, assessment: Document) -> list[Any]:
    """Where the person stands with the categories that list an occupation of theirs."""
    day = day_of(assessment)
    names = {name for noc in _occupations(facts) for name in of_occupation(noc, day)}
    told = {key: value for key, value in facts.items() if key != "beside"}
    return [row for row in memberships(from_document(told), day) if row.category in names] if names else []


def listed_occupations(facts: Document, assessment: Document, lang: str) -> str | None:
    """The person's occupations that are on a list."""
    day = day_of(assessment)
    return listed([_group(noc, lang) for noc in _occupations(facts) if of_occupation(noc, day)], "and", lang) or None


def unlisted_occupations(facts: Document, assessment: Document, lang: str) -> str | None:
    """The person's occupations that are on none."""
    day = day_of(assessment)
    nocs = [noc for noc in _occupations(facts) if not of_occupation(noc, day)]
    return listed([_group(noc, lang) for noc in nocs], "and", lang) or None


def categories(facts: Document, assessment: Document, lang: str) -> str | None:
    """The categories that list an occupation of the person."""
    day = day_of(assessment)
    names = dict.fromkeys(name for noc in _occupations(facts) for name in of_occupation(noc, day))
    return _names(list(names), lang) or None


def category_hours(facts: Document, assessment: Document, lang: str) -> str | None:
    """The most hours that count for a category that is not met yet; whole ones, so that none looks reached."""
    rows = [row for row in _memberships(facts, assessment) if "counted_hours" in row.evidence]
    return grouped(int(max(float(row.evidence["counted_hours"]) for row in rows))) if rows else None


def category_required_hours(facts: Document, assessment: Document, lang: str) -> str | None:
    """The hours that a category of the person's asks for."""
    rows = [row for row in _memberships(facts, assessment) if "required_hours" in row.evidence]
    return grouped(min(float(row.evidence["required_hours"]) for row in rows)) if rows else None


CONDITIONS = {
    condition.__name__: condition for condition in (occupation_told, in_category, in_no_category, category_work_enough)
}
VALUES = {
    value.__name__: value
    for value in (listed_occupations, unlisted_occupations, categories, category_hours, category_required_hours)
}
