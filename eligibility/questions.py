"""Which fact would help most now: the rules decide what to ask, and nobody is asked what no longer matters."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from eligibility.cec import assess
from eligibility.experience import JobView, Rules, views
from eligibility.facts import Facts
from eligibility.results import Assessment, Status

#: Which question asks for which unsaid fact of a job, in the order of asking.
ABOUT_A_JOB = (
    ("occupation", ("noc",)),
    ("duties", ("duties_match",)),
    ("period", ("start", "end")),
    ("hours", ("hours_per_week",)),
    ("country", ("country",)),
    ("authorization", ("authorization",)),
    ("physician", ("publicly_funded_physician",)),
)
#: One read-back settles both: is this the group, and did you do its duties?
_READ_BACK: Mapping[str, tuple[str, ...]] = {"occupation": ("noc", "duties_match"), "duties": ()}
#: The conditions of a job that one question asks for together.
CONDITIONS = ("paid", "self_employed", "full_time_student")
#: Asked along with the conditions; by themselves they hold nothing up.
_ALONG = ("foreign_employer", "leaves")


@dataclass(frozen=True)
class Question:
    """``kind`` names the question, ``paths`` the facts it fills, ``job`` the job it is about (if one);
    ``why``: the criterion that needs it."""

    kind: str
    paths: tuple[str, ...]
    job: int | None = None
    why: str = "work_experience"


def next_questions(facts: Facts, as_of: datetime.date, skipped: frozenset[str] = frozenset()) -> list[Question]:
    """What is worth asking, the most useful first; empty when the answer can't change any more.

    ``skipped``: kinds of questions and paths that the person can't answer or was asked already.
    """
    assessment = assess(facts, as_of)
    if _beyond_cure(assessment):
        return []
    rules = Rules.on(as_of)
    questions = _about_jobs(facts, rules, assessment) + _more_jobs(facts, assessment)
    if not _fails(assessment, "work_experience") or any(q.kind != "more_jobs" for q in questions):
        questions += _about_language(facts, assessment)
        # A new test can mend the language; until then the rest of the answer doesn't matter.
        questions += [] if _fails(assessment, "language") else _last_checks(facts)
    return [kept for question in questions if (kept := _without(question, skipped))]


def _beyond_cure(assessment: Assessment) -> bool:
    """A known failure that neither more facts nor another job told of can cure."""
    return any(
        row.status is Status.NOT_MET and row.id in ("outside_quebec", "admissibility") for row in assessment.criteria
    )


def _fails(assessment: Assessment, identifier: str) -> bool:
    return assessment.criterion(identifier).status is Status.NOT_MET


def _without(question: Question, skipped: frozenset[str]) -> Question | None:
    if question.kind in skipped:
        return None
    paths = tuple(path for path in question.paths if path not in skipped)
    return Question(question.kind, paths, question.job, question.why) if paths else None


def _about_jobs(facts: Facts, rules: Rules, assessment: Assessment) -> list[Question]:
    if facts.jobs is None:
        return [Question("jobs", ("jobs",))]
    wanted = set(assessment.criterion("work_experience").missing) | set(assessment.criterion("language").missing)
    questions: list[Question] = []
    in_play = [seen for seen in views(facts, rules) if seen.possible]
    for seen in in_play:
        at = f"jobs[{seen.index}]"
        open_ = [leaf for leaf in (*seen.unknown, "noc") if f"{at}.{leaf}" in wanted]
        for kind, leaves in ABOUT_A_JOB:
            told_of: tuple[str, ...] = leaves
            if "noc" in open_ and "duties_match" in open_:
                told_of = _READ_BACK.get(kind, leaves)
            paths = tuple(f"{at}.{leaf}" for leaf in told_of if leaf in open_)
            if paths:
                questions.append(Question(kind, paths, seen.index))
    conditions = tuple(path for seen in in_play for path in _conditions(seen, wanted))
    if conditions:
        questions.append(Question("conditions", conditions))
    return questions


def _conditions(seen: JobView, wanted: set[str]) -> tuple[str, ...]:
    at = f"jobs[{seen.index}]"
    paths = tuple(f"{at}.{leaf}" for leaf in CONDITIONS if f"{at}.{leaf}" in wanted)
    if not paths:
        return ()
    return paths + tuple(f"{at}.{leaf}" for leaf in _ALONG if getattr(seen.job, leaf) is None)


def _more_jobs(facts: Facts, assessment: Assessment) -> list[Question]:
    """Another job may fill what these lack; asked last of the jobs, when all is known about them."""
    work = assessment.criterion("work_experience")
    short = work.status in (Status.NOT_MET, Status.NOT_YET) and not work.missing
    return [Question("more_jobs", ("jobs",))] if facts.jobs and short else []


def _about_language(facts: Facts, assessment: Assessment) -> list[Question]:
    if facts.language_tests is None:
        return [Question("language_tests", ("language_tests",), why="language")]
    missing = [p for p in assessment.criterion("language").missing if p.startswith("language_tests")]
    scores = tuple(p for p in missing if not p.endswith(".date"))
    dates = tuple(p for p in missing if p.endswith(".date"))
    questions = []
    if scores:
        first = scores[0].partition(".")[0]
        same = tuple(p for p in scores if p.startswith(first))
        if any(p.endswith(".test") for p in same):
            same = tuple(p for p in same if p.endswith(".test"))
        questions.append(Question("language_scores", same, why="language"))
    if dates:
        questions.append(Question("test_date", dates[:1], why="language"))
    return questions


def _last_checks(facts: Facts) -> list[Question]:
    paths = []
    if facts.intends_outside_quebec is None and facts.destination_province is None:
        paths.append("intends_outside_quebec")
    if facts.inadmissibility is None:
        paths.append("inadmissibility")
    return [Question("last_checks", tuple(paths), why="outside_quebec")] if paths else []
