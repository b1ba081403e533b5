"""From what an answer still misses to what is worth asking: for the score and for the other programs.

`eligibility.questions` does this for the Canadian Experience Class, where the order of asking is the law's own;
here the order is that of a conversation, and a question covers all the paths that one answer settles.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping

from eligibility import fst, fsw
from eligibility.crs import score
from eligibility.facts import Facts
from eligibility.questions import ABOUT_A_JOB, CONDITIONS, Question
from eligibility.results import Assessment, Status

#: Which question settles which facts of the person, in the order of asking.
_PERSON = (
    ("age", ("person.birth_date", "person.age")),
    ("education", ("education.level",)),
    ("canadian_credential", ("education.canadian_credential",)),
    ("eca", ("education.eca",)),
    ("marital_status", ("person.marital_status",)),
    ("spouse", ("person.spouse_accompanies", "person.spouse_is_canadian")),
    ("spouse_education", ("spouse.education_level",)),
    ("spouse_language", ("spouse.language_tests",)),
    ("spouse_work", ("spouse.canadian_work_years",)),
    ("foreign_work", ("foreign_work_years",)),
    ("certificate", ("trade_certificate",)),
    ("job_offer", ("job_offer",)),
    ("extras", ("provincial_nomination", "sibling_in_canada")),
)
#: What is asked about the spouse only once it is known that there is one whose facts count.
_OF_SPOUSE = frozenset({"spouse", "spouse_education", "spouse_language", "spouse_work"})
_PROGRAMS: Mapping[str, Callable[[Facts, datetime.date], Assessment]] = {"fsw": fsw.assess, "fst": fst.assess}


def score_questions(facts: Facts, as_of: datetime.date, skipped: frozenset[str] = frozenset()) -> list[Question]:
    """What the score still needs, the most useful first; empty when nothing more can change it."""
    return _questions(score(facts, as_of).missing, facts, skipped, "score")


def program_questions(
    program: str, facts: Facts, as_of: datetime.date, skipped: frozenset[str] = frozenset()
) -> list[Question]:
    """What the assessment for ``fsw`` or ``fst`` still needs; empty after a failure that no answer can cure.

    `KeyError` for another program.
    """
    assessment = _PROGRAMS[program](facts, as_of)
    failed = [row for row in assessment.criteria if row.status is Status.NOT_MET]
    if any(row.id in ("outside_quebec", "admissibility") for row in failed) or len(failed) > 1:
        return []
    return _questions(assessment.missing, facts, skipped, program)


def _questions(missing: Iterable[str], facts: Facts, skipped: frozenset[str], why: str) -> list[Question]:
    wanted = tuple(missing)
    rows = [*_jobs(wanted, why), *_tests(wanted, why), *_person(wanted, facts, why), *_last(wanted)]
    kept = []
    for row in rows:
        paths = tuple(path for path in row.paths if path not in skipped)
        if row.kind not in skipped and paths:
            kept.append(Question(row.kind, paths, row.job, row.why))
    return kept


def _jobs(wanted: tuple[str, ...], why: str) -> Iterable[Question]:
    if "jobs" in wanted:
        yield Question("jobs", ("jobs",), why=why)
        return
    indices = sorted({int(path[5 : path.index("]")]) for path in wanted if path.startswith("jobs[")})
    conditions: list[str] = []
    for index in indices:
        at = f"jobs[{index}]."
        leaves = {path[len(at) :] for path in wanted if path.startswith(at)}
        for kind, asked in ABOUT_A_JOB:
            paths = tuple(at + leaf for leaf in asked if leaf in leaves)
            if kind == "occupation" and paths and "duties_match" in leaves:
                paths += (f"{at}duties_match",)
            if paths:
                yield Question(kind, paths, index, why)
        conditions += [at + leaf for leaf in CONDITIONS if leaf in leaves]
    if conditions:
        yield Question("conditions", tuple(conditions), why=why)


def _tests(wanted: tuple[str, ...], why: str) -> Iterable[Question]:
    if "language_tests" in wanted:
        yield Question("language_tests", ("language_tests",), why=why)
        return
    missing = [path for path in wanted if path.startswith("language_tests[")]
    scores = [path for path in missing if not path.endswith(".date")]
    dates = [path for path in missing if path.endswith(".date")]
    if scores:
        first = scores[0].partition(".")[0]
        same = [path for path in scores if path.startswith(first)]
        named = [path for path in same if path.endswith(".test")]
        yield Question("language_scores", tuple(named or same), why=why)
    if dates:
        yield Question("test_date", (dates[0],), why=why)


def _person(wanted: tuple[str, ...], facts: Facts, why: str) -> Iterable[Question]:
    status = facts.person.marital_status if facts.person else None
    for kind, paths in _PERSON:
        if kind in _OF_SPOUSE and status is None:
            # Whether there is a spouse is asked first.
            continue
        found = tuple(path for path in wanted if path in paths)
        if found:
            yield Question(kind, found, why=why)


def _last(wanted: tuple[str, ...]) -> Iterable[Question]:
    paths = tuple(path for path in wanted if path in ("intends_outside_quebec", "inadmissibility"))
    if paths:
        yield Question("last_checks", paths, why="outside_quebec")
