"""The open question and what a message answers to it.

Facts named outright ("37.5 hours a week") are set before; here go the answers that only the question
gives a meaning to: "yes", "the second one", "40", "March", a button's text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from dateutil.relativedelta import relativedelta
from rapidfuzz import fuzz

from actions import handoff, letters, profile, status
from actions.draft import Draft
from actions.hours import asks_for_hours
from actions.jobs import RESTORED, put_pending
from actions.memory import Asked, Memory
from actions.said import Said
from eligibility.noc import Match, search
from nlu.clock import today
from nlu.occupations import find
from nlu.turn import asking, is_question
from service.paths import var

#: Not a NOC among the candidates; the person describes the work in other words.
NONE_OF_THESE = "none"
#: Confirm the group that was read back, duties included.
CONFIRM = "confirm"
SHOW_OTHERS = "others"
UNSURE = "unsure"
ALL_JOBS = "all"
#: Rather talk to a person than answer.
HUMAN = "human"

#: Purposes that leave the open question open, whatever words they hold.
_OTHER_BUSINESS = frozenset(
    {"ask", "find_noc", "convert_clb", "check_score", "when_eligible", "what_would_help", "help", "why",
     "human", "complaint", "thanks", "goodbye", "more", "repeat",
     "raise_score", "what_if", "compare_principal", "show_timeline", "check_fsw", "check_fst", "draft_letter"}
)  # fmt: skip


#: A "no" of so many words says no more than that; a longer one goes on to say something.
_SHORT = 6
#: Purposes that want the verdict now.
_WANTS_THE_ANSWER = frozenset({"check_eligibility", "resume"})


#: What is meant for the conversation even while a letter is written.
_STEERS = frozenset({"skip", "why", "human", "help", "stop", "start_over", "delete_data", "repeat", "goodbye"})

_NO_MORE_JOBS = re.compile(
    r"(?:no|nope|i (?:have|had) no|(?:i )?(?:do ?n'?t|did ?n'?t) have (?:any )?)[, ]*(?:no |i (?:have|had) no )?"
    r"(?:other|more|further|additional|another)(?: paid)? (?:jobs?|work)\b[\w ]{0,20}[.!]?$",
    re.I,
)
#: Questions to which "that's all" is the answer: another job, a value of a letter.
_LISTS = frozenset({"more_jobs", "letter_field", status.KIND, handoff.KIND})
#: Ends a list; by itself it sounds like a yes.
_THAT_IS_ALL = re.compile(
    r"(?:(?:i think )?that'?s (?:it|all|everything)|that is (?:it|all|everything)|nothing else|"
    r"(?:just|only) (?:that|this|the) (?:one|job)s?|(?:i'?m )?done|only one(?: job)?)\b[\w ]{0,12}[.!]?$",
    re.I,
)
#: "Are you sure?" doubts what was said; it leaves nothing open.
_DOUBT = re.compile(r"\b(?:are|r) (?:you|u|ya) (?:really |very |100% |quite )?sure\b", re.I)


def answer_open_question(
    said: Said, draft: Draft, memory: Memory, full_time_hours: float, today: datetime.date
) -> None:
    """Bind the message to the open question; sets ``memory.turn.answered`` when it did."""
    asked = memory.asked
    assert asked is not None
    if any(note["code"] == RESTORED for note in memory.turn.notes):
        # "Oh no, put it back" says no to nothing that was asked.
        return
    chosen = choose(said, asked)
    if asked.kind == "more_jobs" and said.intent in _WANTS_THE_ANSWER:
        # Whoever asks for the answer now has no other job to tell of.
        memory.skipped.append("more_jobs")
        memory.turn.answered = True
        return
    if asked.kind not in _LISTS and chosen is None and not draft.changes and _THAT_IS_ALL.match(said.text.strip()):
        # The end of what was told before; neither a yes nor a no to the question.
        memory.turn.answered = memory.turn.certain = True
        return
    if asked.kind != "more_jobs" and _NO_MORE_JOBS.match(said.text.strip()) and not draft.changes:
        # Told before it is asked.
        memory.skipped += [] if "more_jobs" in memory.skipped else ["more_jobs"]
        memory.turn.notes.append({"code": "no_more_jobs"})
        memory.turn.answered = memory.turn.certain = True
        return
    if asked.kind.startswith("letter_") and said.intent in _WANTS_THE_ANSWER and is_question(said.text):
        letters.leave(said, memory)
        memory.turn.certain = True
        return
    of_the_case = not asked.kind.startswith(("letter_", handoff.KIND, status.KIND))
    if of_the_case and said.intent in _WANTS_THE_ANSWER and chosen is None and not (said.polarity or draft.changes):
        # "So am I eligible?", "continue": the question is put again, and nobody failed to answer it.
        if said.intent != "resume" and not asks_for_hours(said.text):
            memory.turn.notes.append({"code": "still_needed"})
        memory.turn.answered = True
        return
    if any(value.get("same") for value in said.values("job_reference")) and _same_as_before(asked, draft):
        memory.turn.answered = memory.turn.certain = True
        return
    certain = is_answer(said, asked)
    other_business = said.intent in _OTHER_BUSINESS or (said.intent == status.INTENT and asked.kind != status.KIND)
    if asked.kind == "letter_field" and said.intent not in _STEERS and letters.queue(said, memory):
        memory.turn.answered = memory.turn.certain = True
        return
    if asked.kind == "letter_field" and said.intent not in _STEERS and is_question(said.text):
        # What is asked in the middle is answered; it is no name and no duty.
        other_business = other_business or said.intent not in ("inform", "affirm", "deny")
    elif asked.kind == "letter_field" and said.intent not in _STEERS:
        # A name or a duty may resemble anything; in a letter it is what was asked for.
        certain, other_business = True, False
        memory.turn.certain = True
    if chosen == HUMAN or (chosen is None and other_business and not certain):
        return
    # Whatever its words resemble: nothing that the message was taken for interrupts.
    memory.turn.certain = memory.turn.certain or (certain and chosen is not None)
    if chosen is None and _DOUBT.search(said.text):
        return
    if chosen is None and said.polarity == "unsure" and (not draft.changes or asked.kind == "letter_field"):
        chosen = UNSURE
    if chosen == UNSURE or (said.intent == "skip" and chosen is None and not draft.changes):
        _skip(asked, memory)
        return
    handler = _HANDLERS.get(asked.kind)
    if handler is not None:
        handler(said, asked, chosen, draft, memory, full_time_hours)


def _same_as_before(asked: Asked, draft: Draft) -> bool:
    """ "Same as before": what is asked about a job is taken from the last other job that has it."""
    taken = False
    for path in asked.paths:
        leaf = path.rpartition(".")[2]
        others = [job for i, job in enumerate(draft.jobs) if i != asked.job and job.get(leaf) is not None]
        if asked.job is not None and others and leaf not in ("start", "end", "current"):
            draft.put(path, others[-1][leaf])
            taken = True
    return taken


def choose(said: Said, asked: Asked) -> Any:
    """The option that a message picks: by its text, its number or its place; ``None`` if none.

    Options are ``{"text": what the button shows, "value": what it means}``.
    """
    text = " ".join(said.text.split()).casefold()
    for option in asked.options:
        if text == " ".join(str(option["text"]).split()).casefold():
            return option["value"]
    for value in said.values("ordinal"):
        if value.get("none"):
            return NONE_OF_THESE if any(o["value"] == NONE_OF_THESE for o in asked.options) else None
        index = value.get("index")
        if index is not None and -1 <= index < len(asked.options):
            return asked.options[index]["value"]
    if text.rstrip(".)").isdecimal() and 1 <= int(text.rstrip(".)")) <= len(asked.options):
        return asked.options[int(text.rstrip(".)")) - 1]["value"]
    if len(text) >= 4 and said.intent not in _OTHER_BUSINESS and said.polarity is None:
        scored = [(fuzz.ratio(text, str(o["text"]).casefold()), i) for i, o in enumerate(asked.options)]
        if scored and max(scored)[0] >= 85:
            return asked.options[max(scored)[1]]["value"]
    return None


def _offers(asked: Asked, value: str) -> bool:
    """Whether an option of the question means ``value``: "yes" confirms only what was put as a whole."""
    return any(option["value"] == value for option in asked.options)


def is_answer(said: Said, asked: Asked) -> bool:
    """Whether a message is beyond doubt an answer: the text of a button, or what only this question asks for."""
    text = " ".join(said.text.split()).casefold()
    pressed = [o["value"] for o in asked.options if text == " ".join(str(o["text"]).split()).casefold()]
    listed = asked.kind == "scores_order" and bool(_IN_THAT_ORDER.search(said.text))
    return (bool(pressed) and pressed[0] != HUMAN) or listed or handoff.answers_first(said, asked)


def _skip(asked: Asked, memory: Memory) -> None:
    if asked.kind == handoff.KIND:
        handoff.skip(asked, memory)
        memory.turn.answered = True
        return
    if asked.kind.startswith("letter_"):
        letters.skip(asked, memory)
        memory.turn.answered = True
        return
    if asked.kind in ("which_job", "which_date", "scores_order", "leave_dates"):
        memory.pending = memory.pending[1:]
    else:
        memory.skipped += [p for p in (asked.paths or [asked.kind]) if p not in memory.skipped]
        if asked.kind == "more_jobs" and "more_jobs" not in memory.skipped:
            memory.skipped.append("more_jobs")
    memory.turn.answered = True
    memory.turn.notes.append({"code": "skipped", "kind": asked.kind})


def _put(asked: Asked, draft: Draft, leaf: str, value: Any) -> None:
    """Set ``leaf`` on every path of the question that ends in it."""
    for path in asked.paths:
        if path.endswith(leaf):
            draft.put(path, value)


def _jobs(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    # "No, I never left" was about the status, not about work.
    about_status = any(note["code"] == status.KIND for note in memory.turn.notes)
    bare_no = said.polarity == "no" and not draft.changes and not about_status and len(said.text.split()) <= _SHORT
    if not draft.jobs and (chosen == NONE_OF_THESE or bare_no):
        draft.put("jobs", [])
    elif not draft.jobs and said.intent in ("inform", "out_of_scope", "find_noc") and len(said.text.split()) <= 8:
        # A bare job name that the extractor doesn't know: better a wide search than a deaf ear.
        matches = _occupations(said)
        if matches:
            index = draft.add_job()
            draft.put(f"jobs[{index}].title", said.text.strip())
            memory.candidates[str(index)] = [_row(m) for m in matches]


def _occupation(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    assert asked.job is not None
    at = f"jobs[{asked.job}]"
    candidates = memory.candidates.get(str(asked.job), [])
    if chosen is None and said.polarity == "yes" and any(option["value"] == CONFIRM for option in asked.options):
        # A "yes" to a list names none of its groups.
        chosen = CONFIRM
    elif chosen is None and said.polarity == "no":
        chosen = SHOW_OTHERS if asked.options and asked.options[0]["value"] == CONFIRM else NONE_OF_THESE
    if chosen == CONFIRM and candidates:
        for index in _called_the_same(asked.job, draft):
            draft.put(f"jobs[{index}].noc", candidates[0]["code"])
            draft.put(f"jobs[{index}].duties_match", True)
    elif chosen == SHOW_OTHERS:
        memory.turn.notes.append({"code": "show_others"})
        memory.turn.answered = True
    elif chosen == NONE_OF_THESE:
        memory.candidates[str(asked.job)] = []
        memory.turn.notes.append({"code": "describe_duties"})
        memory.turn.answered = True
    elif isinstance(chosen, str) and chosen.isdigit():
        draft.put(f"{at}.noc", chosen)
    elif not draft.get(f"{at}.noc") and not said.values("occupation") and len(said.text.split()) >= 2:
        matches = _occupations(said)
        if matches:
            memory.candidates[str(asked.job)] = [_row(m) for m in matches]
            memory.turn.answered = True


def _occupations(said: Said) -> list[Match]:
    """The groups that an answer may mean: by its name, or by its deeds where the message tells and doesn't ask.

    By meaning everything is a little like some work: "what is the weather like?" is no forecaster.
    """
    named = search(said.text)
    if named or said.intent not in ("inform", "find_noc", "out_of_scope") or any(True for _ in asking(said.text)):
        return named
    return find(said.text, var())


def _called_the_same(index: int, draft: Draft) -> list[int]:
    """The job and those of the same title whose occupation is open too: one read-back is enough for them."""
    title = str(draft.jobs[index].get("title") or "").casefold()
    rest = [
        other
        for other, job in enumerate(draft.jobs)
        if other != index and title and str(job.get("title") or "").casefold() == title and not job.get("noc")
    ]
    return [index, *rest]


def _row(match: Any) -> dict[str, Any]:
    return {"code": match.code, "title": match.title, "teer": match.teer, "score": round(match.score, 3)}


def _yes_no(leaf: str) -> Callable[..., None]:
    def bind(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
        value = chosen if isinstance(chosen, bool) else {"yes": True, "no": False}.get(said.polarity or "")
        if value is not None:
            _put(asked, draft, leaf, value)

    return bind


def _period(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    assert asked.job is not None
    at = f"jobs[{asked.job}]"
    if any(c["path"].startswith(at) and c["path"].rsplit(".", 1)[1] in ("start", "end") for c in draft.changes):
        return
    day = _day(said)
    if day and day["start"] > today().isoformat():
        # "I graduate in April 2027" is no day on which work began or ended.
        return
    asks_start = any(p.endswith(".start") for p in asked.paths)
    if chosen == "still" or (not asks_start and day is None and said.polarity == "yes"):
        draft.drop(f"{at}.end")
        draft.put(f"{at}.current", True)
    elif day is not None:
        if asks_start and not draft.get(f"{at}.start"):
            draft.put(f"{at}.start", day["start"])
        else:
            draft.put(f"{at}.end", day["end"])
            draft.put(f"{at}.current", False)
    elif not asks_start and said.polarity == "no":
        memory.turn.notes.append({"code": "when_ended"})
        memory.turn.answered = True


def _day(said: Said) -> dict[str, str] | None:
    """The one date of a message as its first and last day (a month is both its ends)."""
    for value in said.values("period", "date"):
        if isinstance(value, dict):
            first = value.get("start") or value.get("date") or value.get("end")
            last = value.get("end") or value.get("last") or value.get("date") or value.get("start")
            if first:
                return {"start": str(first), "end": str(last)}
        else:
            return {"start": str(value), "end": str(value)}
    return None


def _hours(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if any(c["path"].endswith("hours_per_week") for c in draft.changes):
        return
    value: Any = chosen
    if value is None:
        number = said.first("number")
        value = number.get("value") if isinstance(number, dict) else number
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        _put(asked, draft, ".hours_per_week", value)


def _country(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if any(c["path"].endswith(".country") for c in draft.changes):
        return
    if said.polarity == "yes" or chosen == "CA":
        _put(asked, draft, ".country", "CA")
    elif said.polarity == "no" or chosen == "abroad":
        memory.turn.notes.append({"code": "which_country"})
        memory.turn.answered = True


def _authorization(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if isinstance(chosen, str):
        _put(asked, draft, ".authorization", chosen)
    elif not any(c["path"].endswith(".authorization") for c in draft.changes) and said.first("permit"):
        kind = said.first("permit").get("kind")
        if kind:
            _put(asked, draft, ".authorization", kind)


def _conditions(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if isinstance(chosen, dict):
        entities = [{"entity": k, "value": v} for k, v in chosen.items()]
        indices = sorted({int(p[5 : p.index("]")]) for p in asked.paths if p.startswith("jobs[")})
        if len(indices) == 1:
            put_pending(entities, indices, draft, memory, full_time)
        else:
            memory.pending.append({"kind": "which_job", "entities": entities, "jobs": indices})
        memory.turn.answered = True
        return
    if chosen == CONFIRM or (_offers(asked, CONFIRM) and chosen is None and said.polarity == "yes"):
        # Read back and confirmed: what the question named, as it named it.
        wanted = {
            "paid": True,
            "self_employed": False,
            "full_time_student": False,
            "foreign_employer": False,
            "leaves": [],
        }
        for path in asked.paths:
            leaf = path.rpartition(".")[2]
            if draft.get(path) is None and leaf in wanted:
                draft.put(path, wanted[leaf])
    elif chosen == SHOW_OTHERS or (chosen is None and said.polarity == "no" and not draft.changes):
        memory.turn.notes.append({"code": "which_condition"})
        memory.turn.answered = True


def _more_jobs(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if chosen is False or said.polarity == "no" or (chosen is None and _THAT_IS_ALL.match(said.text.strip())):
        memory.skipped.append("more_jobs")
        memory.turn.answered = True
    elif (chosen is True or said.polarity == "yes") and not draft.changes:
        memory.turn.notes.append({"code": "tell_more_jobs"})
        memory.turn.answered = True


def _language_tests(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if draft.get("language_tests") is None and (chosen == NONE_OF_THESE or said.polarity == "no"):
        draft.put("language_tests", [])
    elif draft.get("language_tests") is None and said.polarity == "yes":
        memory.turn.notes.append({"code": "tell_scores"})
        memory.turn.answered = True


def _language_scores(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if any(c["path"].startswith("language_tests") for c in draft.changes) or memory.pending:
        return
    if isinstance(chosen, str):
        _put(asked, draft, ".test", chosen)
        return
    numbers = [v.get("value") if isinstance(v, dict) else v for v in said.values("number")]
    missing = [p for p in asked.paths if p.rpartition(".")[2] not in ("test", "date")]
    if len(numbers) == len(missing) == 1:
        draft.put(missing[0], numbers[0])
    elif len(numbers) == len(missing) and len(missing) == 4:
        memory.pending.append({"kind": "scores_order", "at": missing[0].rpartition(".")[0], "scores": numbers})


def _test_date(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if any(c["path"].endswith(".date") for c in draft.changes):
        return
    for test in said.values("language_test"):
        if test.get("date") and not test.get("spouse"):
            _put(asked, draft, ".date", test["date"])
            return
    if (day := _day(said)) is not None:
        _put(asked, draft, ".date", day["start"])


def _last_checks(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    if isinstance(chosen, dict):
        for path, value in chosen.items():
            draft.put(path, value)
    elif chosen == CONFIRM or (_offers(asked, CONFIRM) and chosen is None and said.polarity == "yes"):
        for path, value in (("intends_outside_quebec", True), ("inadmissibility", "none")):
            if path in asked.paths and draft.get(path) is None:
                draft.put(path, value)
    elif chosen == SHOW_OTHERS or (chosen is None and said.polarity == "no" and not draft.changes):
        memory.turn.notes.append({"code": "which_check"})
        memory.turn.answered = True


def _which_job(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    first = memory.pending[0] if memory.pending else None
    if first is None:
        return
    indices: list[int] = []
    if chosen == ALL_JOBS:
        indices = list(first.get("jobs") or range(len(draft.jobs)))
    elif isinstance(chosen, int) and not isinstance(chosen, bool):
        indices = [chosen]
    if not indices:
        for value in said.values("job_reference"):
            if value.get("all"):
                indices = list(range(len(draft.jobs)))
            elif value.get("index") is not None:
                indices.append(value["index"] % max(1, len(draft.jobs)))
    if indices:
        memory.pending = memory.pending[1:]
        put_pending(first["entities"], indices, draft, memory, full_time)
        memory.turn.answered = True


def _which_date(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    first = memory.pending[0] if memory.pending else None
    if first is None:
        return
    if isinstance(chosen, dict):
        memory.pending = memory.pending[1:]
        if first["at"].startswith("jobs["):
            put_pending([{"entity": "period", "value": chosen}], [int(first["at"][5:-1])], draft, memory, full_time)
        else:
            draft.put(f"{first['at']}.date", chosen["date"])
        memory.turn.answered = True
    elif any(c["path"].startswith(first["at"]) for c in draft.changes):
        memory.pending = memory.pending[1:]


_IN_THAT_ORDER = re.compile(
    r"\b(?:in )?(?:that|this|the same|same|the usual|the normal|the standard|lrws) order\b", re.I
)


def _scores_order(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    first = memory.pending[0] if memory.pending else None
    if first is None:
        return
    if chosen is None and asked.options and _IN_THAT_ORDER.search(said.text):
        # As every report lists them; it is read back.
        chosen = asked.options[0]["value"]
        memory.turn.certain = True
    if isinstance(chosen, list):
        memory.pending = memory.pending[1:]
        for ability, score in zip(chosen, first["scores"], strict=False):
            draft.put(f"{first['at']}.{ability}", score)
        memory.turn.answered = True
    elif any(c["path"].startswith(first["at"]) and c["path"].rpartition(".")[2] != "date" for c in draft.changes):
        memory.pending = memory.pending[1:]


def _leave_dates(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    first = memory.pending[0] if memory.pending else None
    day = _day(said)
    period = said.first("period")
    if first is None or not (period or day):
        return
    start = (period or {}).get("start") or (day or {}).get("start")
    end = (period or {}).get("end") or (day or {}).get("end")
    if start and end:
        start, end = _within_job(str(start), str(end), first, draft)
        memory.pending = memory.pending[1:]
        leave = {"kind": first["leave"].get("kind") or "unpaid", "start": start, "end": end}
        put_pending([{"entity": "leave", "value": leave}], [int(first["at"][5:-1])], draft, memory, full_time)
        memory.turn.answered = True


def _within_job(start: str, end: str, pending: dict[str, Any], draft: Draft) -> tuple[str, str]:
    """A leave in the year that was told with it ("last year"), and never after the job's end."""
    first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    year, until = pending["leave"].get("year"), draft.get(f"{pending['at']}.end")
    back = max(0, first.year - int(year)) if year else 0
    if not back and until and start > str(until):
        back = first.year - int(str(until)[:4]) + int(start[5:] > str(until)[5:])
    return str(first - relativedelta(years=back)), str(last - relativedelta(years=back))


_HANDLERS: dict[str, Callable[..., None]] = {
    **dict.fromkeys(("letter_kind", "letter_job", "letter_field"), letters.bind),
    **dict.fromkeys(profile.KINDS, profile.bind),
    status.KIND: status.bind,
    handoff.KIND: handoff.bind,
    "jobs": _jobs,
    "occupation": _occupation,
    "duties": _yes_no(".duties_match"),
    "period": _period,
    "hours": _hours,
    "country": _country,
    "authorization": _authorization,
    "conditions": _conditions,
    "physician": _yes_no(".publicly_funded_physician"),
    "more_jobs": _more_jobs,
    "language_tests": _language_tests,
    "language_scores": _language_scores,
    "test_date": _test_date,
    "last_checks": _last_checks,
    "which_job": _which_job,
    "which_date": _which_date,
    "scores_order": _scores_order,
    "leave_dates": _leave_dates,
}
