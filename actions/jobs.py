"""Which job a message speaks of, and what it says about it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any

from dateutil.relativedelta import relativedelta
from rapidfuzz import fuzz

from actions.draft import Draft
from actions.memory import Memory
from actions.said import Said
from actions.spans import condition_of_parts, hours_over_time
from eligibility.noc import unit_group
from nlu.facts.subjects import whose_case

#: Facts that an entity of the same name sets on a job as they are.
PLAIN = ("paid", "self_employed", "full_time_student", "foreign_employer", "duties_match",
         "publicly_funded_physician", "authorization")  # fmt: skip

#: Entities that say something about a job.
ABOUT_JOBS = frozenset(
    (
        *PLAIN,
        "occupation",
        "noc",
        "noc_2016",
        "teer",
        "period",
        "hours_per_week",
        "place",
        "leave",
        "duration",
    )
)

#: "Full time" without a number: the law's own measure, read back to the person.
FULL_TIME = "full_time"
#: The note that a job taken out is back.
RESTORED = "job_restored"


def tell(said: Said, draft: Draft, memory: Memory, full_time_hours: float) -> None:
    """Put what the message says about jobs into the draft.

    Each job mention of the message finds its job: by title, by reference ("the second job"), by the
    open question, by being the only one or the last one spoken of; a new title makes a new job. Facts
    said once for several mentions go to each of them. A fact whose job can't be told is left pending.
    """
    whose = whose_case(said.text)
    if whose != "own" and memory.case == "own":
        if draft.jobs or (memory.asked and memory.asked.kind.startswith("spouse")):
            # Told of somebody beside the person whose work is known.
            return
        memory.case = whose
        memory.turn.notes.append({"code": "case_of_another"})
    _restore(said, draft, memory)
    _remove(said, draft, memory)
    mentioned: list[int] = []
    loose: list[dict[str, Any]] = []
    for group, entities in said.groups():
        about = [e for e in entities if e["entity"] in ABOUT_JOBS and not _is_destination(e)]
        if memory.asked and memory.asked.kind == "leave_dates" and not said.values("occupation"):
            # Asked from when to when a leave was: those days are the leave's, not the job's.
            about = [e for e in about if e["entity"] != "period"]
        if _speaks_of_earlier(said) and not said.values("occupation", "period", "hours_per_week"):
            # "I was a student before" says nothing of the work at hand.
            about = [e for e in about if e["entity"] != "full_time_student"]
        if draft.jobs and any(job.get("title") or job.get("noc") for job in draft.jobs):
            # What is done in a job that has its name: "I cook at the grill and train new cooks".
            about = [e for e in about if not (e["entity"] == "occupation" and e["value"].get("by_deed"))]
        if group is None:
            loose = about
        elif about:
            index = _find(said, about, draft, memory)
            if index in mentioned and any(e["entity"] == "period" or _told_again(e) for e in about):
                # The same title again with dates of its own: another job, not more about the first.
                index = draft.add_job()
            if index is None:
                loose += about
            else:
                _set(about, index, draft, memory, full_time_hours)
                mentioned.append(index)
    waiting = len(memory.pending)
    if loose:
        _tell_loose(said, loose, mentioned, draft, memory, full_time_hours)
    _year_of_leaves(said, memory, waiting)


def _told_again(entity: dict[str, Any]) -> bool:
    """ "The same work in Winnipeg": a job of its own."""
    return entity["entity"] == "occupation" and bool(entity["value"].get("again"))


def _year_of_leaves(said: Said, memory: Memory, known: int) -> None:
    """ "Three months of unpaid leave last year": the year goes with the leave whose days are asked for next."""
    years = _years_said(said)
    for row in memory.pending[known:] if len(years) == 1 else ():
        if row["kind"] == "leave_dates":
            row["leave"] = {**row["leave"], "year": years[0]}


def _years_said(said: Said) -> list[int]:
    """The years that a message names as such: "2025", "last year"."""
    return [int(v["start"][:4]) for v in said.values("date") if isinstance(v, dict) and v.get("grain") == "year"]


def _worked_in(year: int, job: dict[str, Any]) -> bool:
    return str(job.get("start") or "")[:4] <= str(year) <= (str(job.get("end") or "")[:4] or str(year))


def _tell_loose(
    said: Said,
    entities: list[dict[str, Any]],
    mentioned: list[int],
    draft: Draft,
    memory: Memory,
    full_time_hours: float,
) -> None:
    targets = mentioned or _referred(said, draft, memory)
    if not targets and (asked := memory.asked) and asked.job is not None and asked.job < len(draft.jobs):
        targets = [asked.job]
    if not targets and len(draft.jobs) == 1:
        targets = [0]
    if (
        len(targets) == 1
        and targets[0] not in mentioned
        and _is_another(said, entities, draft.jobs[targets[0]], memory)
    ):
        targets = [draft.add_job()]
    if not targets and not draft.jobs:
        if not any(e["entity"] in ("period", "hours_per_week", "occupation", "noc", "teer") for e in entities):
            # "I'm on a PGWP" alone tells of a permit, not yet of a job.
            return
        targets = [draft.add_job()]
    if not targets and any(e["entity"] in ("occupation", "noc", "noc_2016") for e in entities):
        index = _find(said, entities, draft, memory)
        targets = [] if index is None else [index]
    if not targets and any(e["entity"] == "leave" for e in entities):
        # A leave was from a job of that time.
        years = _years_said(said)
        fitting = [i for i, job in enumerate(draft.jobs) if years and all(_worked_in(year, job) for year in years)]
        targets = fitting if len(fitting) == 1 else []
    if not targets:
        memory.pending.append({"kind": "which_job", "entities": entities})
        return
    for index in targets:
        _set(entities, index, draft, memory, full_time_hours)


#: "Before that I was …", "I used to …": another time than that of the job at hand.
_EARLIER = re.compile(
    r"\b(?:before(?=[\s,.;!?]*(?:$|that|this|then|,))|previously|earlier|prior to (?:that|this)|formerly|used to)\b",
    re.I,
)


def _speaks_of_earlier(said: Said) -> bool:
    return bool(_EARLIER.search(said.text)) and not said.values("correction")


def _is_another(said: Said, entities: list[dict[str, Any]], job: dict[str, Any], memory: Memory) -> bool:
    """Whether dates told without a name are those of another job than the one at hand.

    They lie wholly apart from its dates, and the message says so: work as a student beside work that is none,
    or "before that". A correction moves the dates of the job itself.
    """
    if said.values("correction") or (memory.asked and memory.asked.kind in ("period", "which_date", "leave_dates")):
        return False
    periods = [e["value"] for e in entities if e["entity"] == "period"]
    if not any(period.get("start") and _elsewhen(period, job) for period in periods):
        return False
    student = any(e["entity"] == "full_time_student" and e["value"] is True for e in entities)
    return _speaks_of_earlier(said) or (student and job.get("full_time_student") is not True)


def put_pending(
    entities: list[dict[str, Any]],
    indices: Iterable[int],
    draft: Draft,
    memory: Memory,
    full_time_hours: float,
) -> None:
    """Set facts that waited for the answer to "which job?"."""
    for index in indices:
        _set(entities, index, draft, memory, full_time_hours)


def _is_destination(entity: dict[str, Any]) -> bool:
    return entity["entity"] == "place" and entity["value"].get("role") != "work"


def _find(said: Said, entities: list[dict[str, Any]], draft: Draft, memory: Memory) -> int | None:
    named = [e for e in entities if e["entity"] in ("occupation", "noc", "noc_2016", "teer")]
    referred = _referred(said, draft, memory)
    if not named:
        if len(referred) == 1:
            return referred[0]
        if memory.asked and memory.asked.job is not None and memory.asked.job < len(draft.jobs):
            return memory.asked.job
        if len(draft.jobs) == 1:
            return 0
        if not draft.jobs:
            return draft.add_job()
        return None
    period = next((e["value"] for e in entities if e["entity"] == "period"), None)
    for entity in named:
        for index, job in enumerate(draft.jobs):
            same = _same_occupation(entity, job, memory.candidates.get(str(index), []))
            if same and not (period and _elsewhen(period, job) and not said.values("correction")):
                return index
    open_jobs = [i for i, job in enumerate(draft.jobs) if not job.get("title") and not job.get("noc")]
    if len(open_jobs) == 1:
        return open_jobs[0]
    if said.values("correction") and draft.jobs:
        # "Actually I was a cook": the job last spoken of gets its right name.
        index = memory.focus if memory.focus is not None and memory.focus < len(draft.jobs) else len(draft.jobs) - 1
        for leaf in ("noc", "teer", "duties_match", "title"):
            draft.drop(f"jobs[{index}].{leaf}")
        return index
    asked = memory.asked
    if asked and asked.kind == "occupation" and asked.job is not None and asked.job < len(draft.jobs):
        return asked.job
    return draft.add_job()


def _elsewhen(period: dict[str, Any], job: dict[str, Any]) -> bool:
    """Whether a period lies wholly before or after the dates of a job: then it is another job of that name."""
    start, end = period.get("start"), period.get("end")
    before = bool(end and job.get("start") and end < job["start"])
    after = bool(start and job.get("end") and start > job["end"])
    return before or after


def _same_occupation(entity: dict[str, Any], job: dict[str, Any], candidates: list[dict[str, Any]]) -> bool:
    value = entity["value"]
    if entity["entity"] == "noc":
        return bool(job.get("noc") == value) or (not job.get("noc") and any(c["code"] == value for c in candidates))
    if entity["entity"] != "occupation":
        return False
    title = str(job.get("title") or "")
    said_title = str(value.get("title") or "")
    return bool(title and said_title and fuzz.token_set_ratio(title.lower(), said_title.lower()) >= 90)


def _referred(said: Said, draft: Draft, memory: Memory) -> list[int]:
    jobs = draft.jobs
    found: list[int] = []
    for value in said.values("job_reference"):
        if value.get("all"):
            return list(range(len(jobs)))
        if value.get("index") is not None:
            index = value["index"] if value["index"] >= 0 else len(jobs) + value["index"]
            if 0 <= index < len(jobs):
                found.append(index)
        elif value.get("title"):
            scored = [
                (fuzz.token_set_ratio(str(value["title"]).lower(), str(job.get("title") or "").lower()), i)
                for i, job in enumerate(jobs)
            ]
            if scored and max(scored)[0] >= 80:
                found.append(max(scored)[1])
    return found


#: "Oh no, put it back": the job that was just taken out.
_BACK = re.compile(r"\b(?:put|bring|add|take|get) (?:it|that|this|the job)(?: one| job)? back\b|\bundo\b", re.I)


def _restore(said: Said, draft: Draft, memory: Memory) -> None:
    if not memory.removed or not _BACK.search(said.text):
        return
    index = draft.add_job()
    for leaf, value in memory.removed.items():
        draft.put(f"jobs[{index}].{leaf}", value)
    memory.removed = {}
    memory.focus = index
    memory.turn.notes.append({"code": RESTORED})
    memory.turn.answered = memory.turn.certain = True


def _remove(said: Said, draft: Draft, memory: Memory) -> None:
    if not any(v.get("what") == "job" for v in said.values("removal")) or not draft.jobs:
        return
    targets = _referred(said, draft, memory)
    if not targets and not said.values("job_reference") and len(draft.jobs) == 1:
        targets = [0]
    if not targets and said.values("job_reference"):
        memory.turn.notes.append({"code": "no_such_job"})
        memory.turn.answered = True
    for index in sorted(targets, reverse=True):
        removed = draft.remove_job(index)
        memory.candidates = {str(int(k) - (int(k) > index)): v for k, v in memory.candidates.items() if int(k) != index}
        memory.removed = removed
        memory.turn.notes.append({"code": "job_removed", "title": removed.get("title") or removed.get("noc")})
    if targets and not draft.jobs:
        # No job told of is not the same as no work: what was taken out may have been a mistake.
        draft.drop("jobs")
    if targets:
        memory.turn.answered = True
        memory.focus = len(draft.jobs) - 1 if draft.jobs else None
        memory.skipped = [s for s in memory.skipped if not s.startswith("jobs[")]


def _set(entities: list[dict[str, Any]], index: int, draft: Draft, memory: Memory, full_time_hours: float) -> None:
    memory.focus = index
    # What held for a part comes last: the job is split at it, and both parts keep all the rest.
    parts = [e for e in entities if e["entity"] in PLAIN and e.get("span")]
    changing = [e for e in entities if e["entity"] == "hours_per_week" and _changes(e["value"])]
    rows = [e for e in entities if e["entity"] == "hours_per_week"] if changing else []
    _set_whole([e for e in entities if e not in parts and e not in rows], index, draft, memory, full_time_hours)
    pieces = [index]
    if rows:
        count = len(draft.jobs)
        hours_over_time([e["value"] for e in rows], index, draft, memory)
        pieces += range(count, len(draft.jobs))
    for entity in parts:
        count = len(draft.jobs)
        condition_of_parts(entity["entity"], entity["value"], entity["span"], pieces, draft, memory)
        pieces += range(count, len(draft.jobs))


def _changes(value: dict[str, Any]) -> bool:
    return bool(value.get("since") or value.get("until"))


def _set_whole(
    entities: list[dict[str, Any]], index: int, draft: Draft, memory: Memory, full_time_hours: float
) -> None:
    at = f"jobs[{index}]"
    # "Quit in May. Was manager since September": the end has the last word.
    for entity in sorted(entities, key=_only_an_end):
        name, value = entity["entity"], entity["value"]
        if name == "occupation":
            known = draft.get(f"{at}.title")
            if known and fuzz.token_set_ratio(str(known).lower(), str(value["title"]).lower()) < 90:
                for leaf in ("noc", "teer", "duties_match"):
                    draft.drop(f"{at}.{leaf}")
            draft.put(f"{at}.title", value["title"])
            if not draft.get(f"{at}.noc"):
                memory.candidates[str(index)] = value.get("candidates") or []
            _set_tense(value, at, entities, draft)
        elif name == "noc":
            if draft.get(f"{at}.noc") not in (None, value):
                draft.drop(f"{at}.duties_match")
            draft.drop(f"{at}.teer")
            draft.put(f"{at}.noc", value)
        elif name == "noc_2016":
            memory.candidates[str(index)] = [
                {"code": g.code, "title": g.title, "teer": g.teer, "score": 1.0}
                for g in map(unit_group, value.get("candidates") or [])
                if g
            ]
            memory.turn.notes.append({"code": "old_noc", "old": value["code"]})
        elif name == "teer" and not draft.get(f"{at}.noc"):
            draft.put(f"{at}.teer", value)
        elif name == "period":
            _set_period(value, at, draft, memory)
        elif name == "hours_per_week":
            _set_hours(value, at, draft, memory, full_time_hours)
        elif name == "place":
            _set_place(value, at, draft)
        elif name == "leave":
            _add_leave(value, at, draft, memory)
        elif name in PLAIN:
            draft.put(f"{at}.{name}", value)


def _only_an_end(entity: dict[str, Any]) -> bool:
    return entity["entity"] == "period" and bool(entity["value"].get("end")) and not entity["value"].get("start")


def _set_tense(title: dict[str, Any], at: str, entities: list[dict[str, Any]], draft: Draft) -> None:
    """ "I'm a baker": the tense tells whether the work goes on, where no day does."""
    current, until = title.get("current"), title.get("until")
    periods = [e["value"] for e in entities if e["entity"] == "period"]
    if current is None or draft.get(f"{at}.end") or draft.get(f"{at}.current") is not None:
        return
    if any(p.get("end") or p.get("current") is not None or p.get("alternatives") for p in periods):
        return
    draft.put(f"{at}.current", current)
    if until:
        draft.put(f"{at}.end", until)


def _set_period(value: dict[str, Any], at: str, draft: Draft, memory: Memory) -> None:
    if value.get("alternatives"):
        memory.pending.append({"kind": "which_date", "at": at, "options": value["alternatives"]})
        return
    if value.get("approximate"):
        memory.turn.notes.append({"code": "approximate_start", "start": value.get("start"), "text": value.get("text")})
    if value.get("start"):
        draft.put(f"{at}.start", _in_known_year(value, draft.get(f"{at}.start")))
    if value.get("current"):
        draft.drop(f"{at}.end")
        draft.put(f"{at}.current", True)
    elif value.get("end"):
        draft.put(f"{at}.end", value["end"])
        # "Contract till March 2028": a planned end of work that goes on.
        planned = value.get("current") is None and not value.get("start")
        draft.put(f"{at}.current", planned)


_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|'\d\d\b|\b(?:this|last) ", re.I)


def _in_known_year(value: dict[str, Any], known: Any) -> str:
    """ "Actually I started May 15": a first day told again without its year is in the year that was told."""
    start, text = str(value["start"]), str(value.get("text") or "")
    alone = not value.get("end") and not value.get("current")
    if known is None or not alone or not _MONTH.search(text) or _YEAR.search(text):
        return start
    year = int(str(known)[:4])
    return str(datetime.date.fromisoformat(start) + relativedelta(year=year)) if year < int(start[:4]) else start


def _set_hours(value: dict[str, Any], at: str, draft: Draft, memory: Memory, full_time_hours: float) -> None:
    hours = value.get("value")
    if hours is None and value.get("basis") == FULL_TIME:
        if draft.get(f"{at}.hours_per_week") is None:
            hours = int(full_time_hours) if full_time_hours.is_integer() else full_time_hours
            memory.turn.notes.append({"code": "full_time_assumed", "hours": hours})
    elif value.get("range"):
        memory.turn.notes.append({"code": "lower_hours", "low": value["range"][0], "high": value["range"][1]})
        hours = value["range"][0]
    if hours is not None:
        draft.put(f"{at}.hours_per_week", hours)


def _set_place(value: dict[str, Any], at: str, draft: Draft) -> None:
    if value.get("country"):
        draft.put(f"{at}.country", value["country"])
        if value["country"] != "CA":
            draft.drop(f"{at}.province")
    if value.get("province"):
        draft.put(f"{at}.country", "CA")
        draft.put(f"{at}.province", value["province"])


def _add_leave(value: dict[str, Any], at: str, draft: Draft, memory: Memory) -> None:
    if not (value.get("start") and value.get("end")):
        memory.pending.append({"kind": "leave_dates", "at": at, "leave": value})
        return
    leaves = list(draft.get(f"{at}.leaves") or [])
    leave = {key: value[key] for key in ("start", "end", "kind") if value.get(key)}
    if leave not in leaves:
        draft.put(f"{at}.leaves", [*leaves, leave])
