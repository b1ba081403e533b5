"""What a person has told us: section 1 of the public contract, checked and frozen.

Every fact is optional. ``None`` means *not said* and never *no*; an empty tuple means *said to be none*.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from eligibility.noc import unit_group
from eligibility.parameters import FOLDER, Value, parameter

#: Days of facts lie within these years.
FIRST_YEAR, LAST_YEAR = 1900, 2100
ABILITIES = ("listening", "reading", "writing", "speaking")
AUTHORIZATIONS = (
    *("pgwp", "open_work_permit", "employer_specific_permit", "iec", "bowp", "maintained_status"),
    *("study_permit_coop", "study_permit_off_campus", "permit_exempt", "restoration"),
    *("refugee_claimant", "visitor", "none"),
)
TESTS = ("ielts_general", "celpip_general", "pte_core", "tef_canada", "tcf_canada", "clb", "nclc")
LEAVES = ("parental", "sick", "unpaid", "layoff", "vacation_paid")
GROUNDS = ("none", "criminal", "medical", "misrepresentation", "other")
PROVINCES = ("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT")
MARITAL = ("single", "married", "common_law", "separated", "divorced", "widowed")
LEVELS = (
    *("none", "secondary", "one_year", "two_year", "bachelors", "two_or_more", "masters", "professional"),
    "phd",
)
CREDENTIALS = ("none", "secondary_or_less", "one_or_two_year", "three_year_or_more")
JOB_OFFERS = ("none", "major_group_00", "other_skilled")


class FactsError(ValueError):
    """Facts that can't be: ``problems`` holds one line for each, beginning with its path."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Leave:
    """Time in a job without work; first and last day included."""

    start: datetime.date
    end: datetime.date
    kind: str


@dataclass(frozen=True)
class Job:
    """One job. ``end`` is the last day worked; a day after ``as_of`` is a planned end."""

    title: str | None = None
    noc: str | None = None
    teer: int | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    current: bool | None = None
    hours_per_week: float | None = None
    country: str | None = None
    foreign_employer: bool | None = None
    province: str | None = None
    paid: bool | None = None
    self_employed: bool | None = None
    publicly_funded_physician: bool | None = None
    full_time_student: bool | None = None
    authorization: str | None = None
    duties_match: bool | None = None
    leaves: tuple[Leave, ...] | None = None


@dataclass(frozen=True)
class LanguageTest:
    """One sitting of a test; scores on the test's own scale; ``date`` of the result."""

    test: str | None = None
    date: datetime.date | None = None
    listening: float | None = None
    reading: float | None = None
    writing: float | None = None
    speaking: float | None = None


@dataclass(frozen=True)
class Permit:
    """The permit held now."""

    kind: str | None = None
    expires: datetime.date | None = None


@dataclass(frozen=True)
class Person:
    """The applicant; ``age`` in whole years if the birth date was not said."""

    birth_date: datetime.date | None = None
    age: int | None = None
    marital_status: str | None = None
    spouse_accompanies: bool | None = None
    spouse_is_canadian: bool | None = None


@dataclass(frozen=True)
class Education:
    """Highest credential; ``eca``: a foreign one was assessed."""

    level: str | None = None
    canadian_credential: str | None = None
    eca: bool | None = None


@dataclass(frozen=True)
class Spouse:
    """What the spouse or partner brings to the score."""

    education_level: str | None = None
    canadian_work_years: float | None = None
    language_tests: tuple[LanguageTest, ...] | None = None


@dataclass(frozen=True)
class Facts:
    """Everything said so far."""

    as_of: datetime.date | None = None
    jobs: tuple[Job, ...] | None = None
    language_tests: tuple[LanguageTest, ...] | None = None
    intends_outside_quebec: bool | None = None
    destination_province: str | None = None
    inadmissibility: str | None = None
    permit: Permit | None = None
    person: Person | None = None
    education: Education | None = None
    canadian_work_years: float | None = None
    foreign_work_years: float | None = None
    trade_certificate: bool | None = None
    provincial_nomination: bool | None = None
    job_offer: str | None = None
    sibling_in_canada: bool | None = None
    spouse: Spouse | None = None
    family_size: int | None = None


# --- reading -----------------------------------------------------------------------------------------

_BOOLEAN = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")


class _Loader(yaml.SafeLoader):
    """YAML 1.2 booleans (``province: ON`` is Ontario), days left to our own check, and no key twice."""


_OURS = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, expression) for tag, expression in rows if tag not in _OURS]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOLEAN, list("tTfF"))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        try:
            twice = key in seen
        except TypeError:
            raise yaml.constructor.ConstructorError(
                None, None, "a key must be a plain word", key_node.start_mark
            ) from None
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load(text: str) -> Facts:
    """Facts from a YAML or JSON document; `FactsError` when it can't be read or holds impossible facts."""
    text = text.removeprefix("\ufeff")
    try:
        document = _json(text) if text.lstrip().startswith("{") else yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise FactsError([f"{line}{error.problem or 'this is not YAML or JSON'}"]) from error
    except FactsError:
        raise
    except yaml.YAMLError as error:
        raise FactsError([f"this is not YAML or JSON: {str(error).splitlines()[0]}"]) from error
    except ValueError as error:
        # Python refuses to read numbers of thousands of digits.
        raise FactsError(["a number in it is too long"]) from error
    except RecursionError as error:
        raise FactsError(["this is nested too deeply"]) from error
    if document is None:
        return Facts()
    if not isinstance(document, Mapping):
        raise FactsError(["a document of facts is a mapping, such as 'jobs: [...]'"])
    return from_document(document)


def _json(text: str) -> Any:
    """JSON, which YAML doesn't wholly contain (tabs); what is none may still be YAML written with braces."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError:
        return yaml.load(text, Loader=_Loader)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise FactsError([f"the key {key!r} stands twice"])
        found[key] = value
    return found


def from_document(document: Mapping[str, Any]) -> Facts:
    """Facts from a mapping of plain values (dates as ISO text or `datetime.date`).

    Raises `FactsError` with one line a problem: unknown keys, wrong types, impossible values.
    """
    problems: list[str] = []
    facts: Facts = _record(Facts, _FACTS, document, "", problems)
    if not problems:
        _check_together(facts, problems)
    if problems:
        raise FactsError(problems)
    return facts


def to_document(facts: Facts) -> dict[str, Any]:
    """The JSON-able mapping that `from_document` reads back; what was not said is left out."""
    document: dict[str, Any] = _plain(facts)
    return document


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) is not None}
    return value


# --- checks: each reads one raw value at a path and returns it typed, or notes a problem -------------

_Check = Callable[[Any, str, list[str]], Any]


def _record(kind: Callable[..., Any], checks: Mapping[str, _Check], raw: Any, path: str, problems: list[str]) -> Any:
    if not isinstance(raw, Mapping):
        problems.append(f"{path}: a mapping is expected, not {_show(raw)}")
        return None
    found: dict[str, Any] = {}
    for key, value in raw.items():
        name = key if isinstance(key, str) and len(key) <= 60 and key.isprintable() else _show(key)
        at = f"{path}.{name}" if path else name
        if key not in checks:
            problems.append(f"{at}: unknown key")
        elif value is not None:
            found[str(key)] = checks[str(key)](value, at, problems)
        elif value is None:
            problems.append(f"{at}: no value; leave the key out when it was not said")
    return kind(**found)


_BRIEF = reprlib.Repr()
_BRIEF.maxlevel, _BRIEF.maxstring, _BRIEF.maxother, _BRIEF.maxlong = 1, 40, 40, 40


def _show(raw: Any) -> str:
    """A value as the person wrote it, cut short; never the whole of a large one."""
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    if isinstance(raw, int) and abs(raw) >= 10**40:
        return "a very large number"
    return _BRIEF.repr(raw).encode("utf-8", "replace").decode()


def _boolean(raw: Any, path: str, problems: list[str]) -> bool | None:
    if isinstance(raw, bool):
        return raw
    problems.append(f"{path}: true or false is expected, not {_show(raw)}")
    return None


#: Control characters, and halves of characters that can't be written out.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def _text(raw: Any, path: str, problems: list[str]) -> str | None:
    if isinstance(raw, str) and 0 < len(raw.strip()) <= 200 and not _UNREADABLE.search(raw):
        return raw.strip()
    problems.append(f"{path}: a text of 1 to 200 characters is expected, not {_show(raw)}")
    return None


def _one_of(*allowed: str) -> _Check:
    def check(raw: Any, path: str, problems: list[str]) -> str | None:
        if isinstance(raw, str) and raw in allowed:
            return raw
        problems.append(f"{path}: one of {', '.join(allowed)} is expected, not {_show(raw)}")
        return None

    return check


def _number(low: float, high: float, whole: bool = False, above: bool = False) -> _Check:
    def check(raw: Any, path: str, problems: list[str]) -> float | int | None:
        if isinstance(raw, bool) or not isinstance(raw, (int, float)) or raw != raw:
            problems.append(f"{path}: a number is expected, not {_show(raw)}")
        elif not (low < raw <= high if above else low <= raw <= high):
            edge = "above" if above else "at least"
            problems.append(f"{path}: {edge} {low:g} and at most {high:g} is expected, not {_show(raw)}")
        elif whole and raw != int(raw):
            problems.append(f"{path}: a whole number is expected, not {_show(raw)}")
        else:
            return int(raw) if whole else raw
        return None

    return check


def _date(raw: Any, path: str, problems: list[str]) -> datetime.date | None:
    if isinstance(raw, datetime.datetime):
        problems.append(f"{path}: a day without a time is expected (YYYY-MM-DD)")
        return None
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
        try:
            raw = datetime.date.fromisoformat(raw)
        except ValueError:
            problems.append(f"{path}: {raw} is no day of the calendar")
            return None
    if not isinstance(raw, datetime.date):
        problems.append(f"{path}: a day such as 2024-03-01 is expected, not {_show(raw)}")
        return None
    if not FIRST_YEAR <= raw.year <= LAST_YEAR:
        problems.append(f"{path}: {raw} lies outside {FIRST_YEAR} to {LAST_YEAR}")
        return None
    return raw


def _list(check: _Check, most: int = 100) -> _Check:
    def read(raw: Any, path: str, problems: list[str]) -> tuple[Any, ...] | None:
        if not isinstance(raw, list):
            problems.append(f"{path}: a list is expected, not {_show(raw)}")
            return None
        if len(raw) > most:
            problems.append(f"{path}: at most {most} entries are expected, not {len(raw)}")
            return None
        return tuple(check(item, f"{path}[{index}]", problems) for index, item in enumerate(raw))

    return read


def _of(kind: Callable[..., Any], checks: Mapping[str, _Check]) -> _Check:
    def read(raw: Any, path: str, problems: list[str]) -> Any:
        return _record(kind, checks, raw, path, problems)

    return read


@functools.cache
def countries() -> frozenset[str]:
    """The ISO 3166-1 alpha-2 codes."""
    return frozenset(Path(FOLDER / "countries.txt").read_text(encoding="ascii").split())


def _country(raw: Any, path: str, problems: list[str]) -> str | None:
    if isinstance(raw, str) and raw in countries():
        return raw
    problems.append(f"{path}: a country as two letters (ISO 3166), such as CA, is expected, not {_show(raw)}")
    return None


def _noc(raw: Any, path: str, problems: list[str]) -> str | None:
    if not isinstance(raw, str) or not re.fullmatch(r"\d{5}", raw):
        problems.append(f"{path}: a NOC 2021 code of five digits, in quotes, is expected, not {_show(raw)}")
    elif unit_group(raw) is None:
        problems.append(f"{path}: {raw} is not a unit group of NOC 2021")
    else:
        return raw
    return None


def _leave(raw: Any, path: str, problems: list[str]) -> Leave | None:
    checks: Mapping[str, _Check] = {"start": _date, "end": _date, "kind": _one_of(*LEAVES)}
    before = len(problems)
    found = _record(lambda **known: known, checks, raw, path, problems)
    if isinstance(found, dict):
        for key in checks:
            if key not in found:
                problems.append(f"{path}.{key}: needed for a leave")
    if len(problems) > before:
        return None
    leave = Leave(**found)
    if leave.end < leave.start:
        problems.append(f"{path}.end: {leave.end} comes before the start, {leave.start}")
    return leave


def _job(raw: Any, path: str, problems: list[str]) -> Job | None:
    job: Job | None = _record(Job, _JOB, raw, path, problems)
    if job is None:
        return None
    if job.start and job.end and job.end < job.start:
        problems.append(f"{path}.end: {job.end} comes before the start, {job.start}")
    if job.noc is not None and job.teer is not None and int(job.noc[1]) != job.teer:
        problems.append(f"{path}.teer: {job.teer} contradicts NOC {job.noc}, which is TEER {job.noc[1]}")
    if job.province is not None and job.country not in (None, "CA"):
        problems.append(f"{path}.province: {job.province} contradicts the country {job.country}")
    for index, leave in enumerate(job.leaves or ()):
        if leave is None:
            continue
        if (job.start and leave.end < job.start) or (job.end and leave.start > job.end):
            problems.append(f"{path}.leaves[{index}]: lies outside the job")
    return job


def _language_test(raw: Any, path: str, problems: list[str]) -> LanguageTest | None:
    before = len(problems)
    test: LanguageTest | None = _record(LanguageTest, _TEST, raw, path, problems)
    if test is None or len(problems) > before or test.test is None:
        return test
    if test.date is not None and not _accepted(test.test, test.date):
        since = parameter("language", test.test).values[0].from_
        problems.append(f"{path}.date: {test.test} is accepted since {since}, not yet on {test.date}")
        return test
    for ability in ABILITIES:
        score = getattr(test, ability)
        if score is not None:
            _score(test.test, ability, score, test.date, f"{path}.{ability}", problems)
    return test


def _score(test: str, ability: str, score: float, on: datetime.date | None, path: str, problems: list[str]) -> None:
    low, high, step = scale(test, on)[ability]
    if not low <= score <= high or (score / step) != int(score / step):
        problems.append(f"{path}: {test} goes from {low:g} to {high:g} in steps of {step:g}, not {score:g}")


def scale(test: str, on: datetime.date | None) -> Mapping[str, tuple[float, float, float]]:
    """Lowest score, highest score and step per ability; without a day the newest scale."""
    if test in ("clb", "nclc"):
        return dict.fromkeys(ABILITIES, (0.0, 12.0, 1.0))
    scales: Mapping[str, tuple[float, float, float]] = table_of(test, on).value["scale"]
    return scales


def table_of(test: str, on: datetime.date | None) -> Value:
    """Scale and levels of a test: on the day of the result, or the newest; the oldest known for older results."""
    known = parameter("language", test)
    return known.on(max(on, known.values[0].from_)) if on else known.values[-1]


def _accepted(test: str, on: datetime.date) -> bool:
    """Whether results of that day were of an approved test; before our records begin, of the tests of then."""
    known = parameter("language", "approved_tests")
    return test in ("clb", "nclc") or test in known.on(max(on, known.values[0].from_)).value


def _check_together(facts: Facts, problems: list[str]) -> None:
    intends, province = facts.intends_outside_quebec, facts.destination_province
    if intends is not None and province is not None and intends != (province != "QC"):
        problems.append(f"destination_province: {province} contradicts intends_outside_quebec")
    as_of = facts.as_of
    for index, job in enumerate(facts.jobs or ()):
        if as_of and job.current and job.end and job.end < as_of:
            problems.append(f"jobs[{index}].current: true contradicts the end, {job.end}")
        if as_of and job.current and job.start and job.start > as_of:
            problems.append(f"jobs[{index}].current: true contradicts the start, {job.start}, which is to come")
    for index, test in enumerate(facts.language_tests or ()):
        if as_of and test.date and test.date > as_of:
            problems.append(f"language_tests[{index}].date: {test.date} is still to come; results can't exist yet")
    person = facts.person
    if person and as_of and person.birth_date and person.birth_date > as_of:
        problems.append(f"person.birth_date: {person.birth_date} is still to come")
    if person and person.age is not None and person.birth_date is not None and as_of:
        had = (as_of.month, as_of.day) >= (person.birth_date.month, person.birth_date.day)
        age = as_of.year - person.birth_date.year - (not had)
        if age != person.age:
            problems.append(f"person.age: {person.age} contradicts the birth date, which gives {age}")


_LEAVES = _list(_leave)
_SCORE = _number(0, 999)
_TEST: Mapping[str, _Check] = {"test": _one_of(*TESTS), "date": _date, **dict.fromkeys(ABILITIES, _SCORE)}
_TESTS = _list(_language_test, most=20)
_JOB: Mapping[str, _Check] = {
    "title": _text,
    "noc": _noc,
    "teer": _number(0, 5, whole=True),
    "start": _date,
    "end": _date,
    "current": _boolean,
    "hours_per_week": _number(0, 168, above=True),
    "country": _country,
    "foreign_employer": _boolean,
    "province": _one_of(*PROVINCES),
    "paid": _boolean,
    "self_employed": _boolean,
    "publicly_funded_physician": _boolean,
    "full_time_student": _boolean,
    "authorization": _one_of(*AUTHORIZATIONS),
    "duties_match": _boolean,
    "leaves": _LEAVES,
}
_FACTS: Mapping[str, _Check] = {
    "as_of": _date,
    "jobs": _list(_job, most=200),
    "language_tests": _TESTS,
    "intends_outside_quebec": _boolean,
    "destination_province": _one_of(*PROVINCES),
    "inadmissibility": _one_of(*GROUNDS),
    "permit": _of(Permit, {"kind": _one_of(*AUTHORIZATIONS, "study_permit", "other"), "expires": _date}),
    "person": _of(
        Person,
        {
            "birth_date": _date,
            "age": _number(0, 120, whole=True),
            "marital_status": _one_of(*MARITAL),
            "spouse_accompanies": _boolean,
            "spouse_is_canadian": _boolean,
        },
    ),
    "education": _of(
        Education,
        {"level": _one_of(*LEVELS), "canadian_credential": _one_of(*CREDENTIALS), "eca": _boolean},
    ),
    "canadian_work_years": _number(0, 60),
    "foreign_work_years": _number(0, 60),
    "trade_certificate": _boolean,
    "provincial_nomination": _boolean,
    "job_offer": _one_of(*JOB_OFFERS),
    "sibling_in_canada": _boolean,
    "spouse": _of(
        Spouse,
        {
            "education_level": _one_of(*LEVELS),
            "canadian_work_years": _number(0, 60),
            "language_tests": _TESTS,
        },
    ),
    "family_size": _number(1, 30, whole=True),
}
