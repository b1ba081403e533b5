"""The questions of the intake in words: text, buttons, and what each button means."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions import handoff, letters, profile, status
from actions.answering import ALL_JOBS, CONFIRM, HUMAN, NONE_OF_THESE, SHOW_OTHERS, UNSURE
from actions.memory import Asked, Memory
from actions.understanding import ABILITIES
from answers.dates import long_date
from answers.phrases import phrase, phrases
from answers.summary import day, job_facts, job_label, number
from answers.summary import say as named
from eligibility.facts import Facts, from_document
from eligibility.noc import unit_group
from eligibility.parameters import parameter
from eligibility.questions import Question as Wanted
from eligibility.questions import next_questions
from eligibility.wanted import program_questions, score_questions

#: A single best group this sure, and this far ahead, is read back alone; otherwise the person picks.
SURE, AHEAD = 0.9, 0.05

Option = dict[str, Any]


@dataclass(frozen=True)
class Open:
    """An open question with all that its wording may depend on.

    ``codes``: the notes of the last message; ``figures``: numbers of the law; ``job``: what to call the job
    asked about.
    """

    asked: Asked
    facts: Mapping[str, Any]
    memory: Memory
    codes: frozenset[str]
    figures: Mapping[str, Any]
    job: str
    lang: str


@dataclass(frozen=True)
class Question:
    """What the bot says and the options it offers (``{"text", "value"}``)."""

    text: str
    options: tuple[Option, ...] = ()


def next_asked(facts: Mapping[str, Any], memory: Memory, today: datetime.date) -> Asked | None:
    """What to ask now: first what the last messages left unclear, then what the law still needs."""
    if memory.pending:
        unclear = memory.pending[0]
        job = int(unclear["at"][5:-1]) if str(unclear.get("at", "")).startswith("jobs[") else None
        return Asked(kind=unclear["kind"], job=job)
    if memory.goal == letters.GOAL:
        return letters.wanted(facts, memory)
    if memory.goal == status.GOAL:
        return status.wanted(facts, memory, today)
    if memory.goal == handoff.GOAL:
        return handoff.wanted(facts, memory)
    told = frozenset(memory.skipped) | ({"more_jobs"} if memory.verdict else frozenset())
    questions = _wanted(from_document(facts), today, told, memory.goal)
    if not questions:
        return None
    first = questions[0]
    return Asked(kind=first.kind, paths=list(first.paths), job=first.job, why=first.why)


def _wanted(facts: Facts, today: datetime.date, skipped: frozenset[str], goal: str) -> list[Wanted]:
    if goal == "score":
        return score_questions(facts, today, skipped)
    if goal in ("fsw", "fst"):
        return program_questions(goal, facts, today, skipped)
    return next_questions(facts, today, skipped)


def numbers(today: datetime.date, lang: str = "en") -> dict[str, Any]:
    """The figures of the law that questions mention, as of ``today``."""

    def on(tree: str, name: str) -> Any:
        return parameter(tree, name).on(today).value

    levels = sorted(on("cec", "minimum_clb").values())
    teers = sorted(int(t) for t in on("cec", "eligible_teers"))
    ages = on("crs", "age")
    best = [age for age in sorted(ages) if ages[age] == max(ages.values())]
    offers = parameter("crs", "job_offer")
    return {
        "age_from": best[0],
        "age_to": min(age for age in ages if age > best[-1]) - 1,
        "offer_end": long_date(offers.values[-1].from_, lang),
        "required": f"{on('cec', 'required_hours'):,}",
        "months": on("cec", "look_back_months"),
        "full_time": on("cec", "full_time_hours_per_week"),
        "years": on("language", "validity_years"),
        "low": levels[0],
        "high": levels[-1],
        "teers": ", ".join(map(str, teers[:-1])) + f" {phrase('questions.or')} {teers[-1]}",
    }


def _q(key: str, lang: str, **values: Any) -> str:
    return phrase(f"questions.{key}", lang, **values)


def _options(kind: str, lang: str, *pairs: tuple[str, Any]) -> tuple[Option, ...]:
    return tuple({"text": _q(f"{kind}.{key}", lang), "value": value} for key, value in pairs)


def ask(asked: Asked, facts: Mapping[str, Any], memory: Memory, today: datetime.date, lang: str = "en") -> Question:
    """The words for an open question, with what the last message changed about it."""
    codes = frozenset(note["code"] for note in memory.turn.notes)
    figures = numbers(today)
    jobs: Sequence[Mapping[str, Any]] = facts.get("jobs") or []
    job = job_label(jobs, asked.job, lang) if asked.job is not None else named("job", lang)
    question = _ASK[asked.kind](Open(asked, facts, memory, codes, figures, job, lang))
    if asked.attempts and asked.kind not in _OWN_WORDS:
        again = _q(f"{asked.kind}.again", lang, **figures)
        text = again if asked.attempts == 1 else f"{again} {_q('stuck.offer', lang)}"
        extra = _options("stuck", lang, ("skip", UNSURE), ("human", HUMAN)) if asked.attempts > 1 else ()
        return Question(text, (*question.options, *extra))
    return question


def why(asked: Asked, today: datetime.date, lang: str = "en") -> str:
    """Why the open question is asked."""
    if asked.kind.startswith("letter_"):
        return phrase(f"letters.{'letter_field' if asked.kind == 'letter_field' else 'letter_kind'}.why", lang)
    if asked.kind in (status.KIND, handoff.KIND):
        return (status if asked.kind == status.KIND else handoff).why(asked, lang)
    return _q(f"{asked.kind}.why", lang, **numbers(today))


def _jobs(c: Open) -> Question:
    return Question(_q("jobs.ask", c.lang), _options("jobs", c.lang, ("none", NONE_OF_THESE)))


def _occupation(c: Open) -> Question:
    assert c.asked.job is not None
    title = (c.facts.get("jobs") or [{}])[c.asked.job].get("title")
    candidates = c.memory.candidates.get(str(c.asked.job)) or []
    if "describe_duties" in c.codes:
        return Question(_q("occupation.describe", c.lang), _options("occupation", c.lang, ("unsure", UNSURE)))
    if not candidates:
        if title:
            text = _q("occupation.nothing_found", c.lang, title=title)
            return Question(text, _options("occupation", c.lang, ("unsure", UNSURE)))
        return Question(_q("occupation.ask_plain", c.lang, job=c.job), ())
    best = candidates[0]
    ahead = best["score"] - (candidates[1]["score"] if len(candidates) > 1 else 0.0)
    sure = best["score"] >= SURE and ahead >= AHEAD
    if sure and title and "show_others" not in c.codes:
        named_group = {"group": best["title"], "code": best["code"], "teer": best["teer"]}
        text = _q("occupation.ask", c.lang, title=title, url=noc_page(best["code"]), **named_group)
        pairs = [("confirm", CONFIRM), ("unsure", UNSURE)]
        if len(candidates) > 1:
            pairs.insert(1, ("others", SHOW_OTHERS))
        else:
            pairs.insert(1, ("none", NONE_OF_THESE))
        return Question(text, _options("occupation", c.lang, *pairs))
    listed = tuple(
        {
            "text": _q("occupation.option", c.lang, group=m["title"], code=m["code"], teer=m["teer"]),
            "value": m["code"],
        }
        for m in candidates[:4]
    )
    text = _q("occupation.list", c.lang, title=title) if title else _q("occupation.list_untitled", c.lang)
    return Question(text, (*listed, *_options("occupation", c.lang, ("none", NONE_OF_THESE), ("unsure", UNSURE))))


def noc_page(code: str) -> str:
    """The government's page of a unit group, where its lead statement and main duties stand."""
    return str(phrases("links")["noc_page"]).replace("{code}", code)


def _duties(c: Open) -> Question:
    assert c.asked.job is not None
    group = unit_group((c.facts.get("jobs") or [])[c.asked.job].get("noc") or "")
    if group is None:
        text = _q("duties.ask_untitled", c.lang, job=c.job)
    else:
        text = _q(
            "duties.ask",
            c.lang,
            group=group.title,
            code=group.code,
            teer=group.teer,
            url=noc_page(group.code),
        )
    return Question(text, _options("duties", c.lang, ("yes", True), ("no", False), ("unsure", UNSURE)))


def _period(c: Open) -> Question:
    if any(path.endswith(".start") for path in c.asked.paths):
        return Question(_q("period.start", c.lang, job=c.job))
    if "when_ended" in c.codes:
        return Question(_q("period.end_date", c.lang, job=c.job))
    return Question(_q("period.end", c.lang, job=c.job), _options("period", c.lang, ("still", "still")))


def _hours(c: Open) -> Question:
    assert c.asked.job is not None
    past = (c.facts.get("jobs") or [{}])[c.asked.job].get("current") is False
    return Question(_q("hours.ask_past" if past else "hours.ask", c.lang, job=c.job))


def _country(c: Open) -> Question:
    if "which_country" in c.codes:
        return Question(_q("country.which", c.lang, job=c.job))
    return Question(
        _q("country.ask", c.lang, job=c.job), _options("country", c.lang, ("yes", "CA"), ("abroad", "abroad"))
    )


def _authorization(c: Open) -> Question:
    offered = phrases("questions", c.lang)["authorization"]["options"]
    options = tuple({"text": text, "value": value} for value, text in offered.items())
    jobs = c.facts.get("jobs") or [{}]
    asked = jobs[c.asked.job or 0]
    title, start = asked.get("title"), asked.get("start")
    if title and start and sum(job.get("title") == title for job in jobs) > 1:
        # A job in parts: the part is known by its first day.
        return Question(_q("authorization.ask_from", c.lang, job=title, start=day(start, c.lang)), options)
    return Question(_q("authorization.ask", c.lang, job=c.job), options)


def _conditions(c: Open) -> Question:
    jobs = c.facts.get("jobs") or []
    indices = sorted({int(p[5 : p.index("]")]) for p in c.asked.paths if p.startswith("jobs[")})
    if "which_condition" in c.codes:
        values = {
            "self_employed": {"self_employed": True},
            "full_time_student": {"full_time_student": True},
            "unpaid": {"paid": False},
            "foreign_employer": {"foreign_employer": True},
            "leave": {"leave": {"kind": "unpaid"}},
        }
        options = tuple({"text": _q(f"conditions.options.{k}", c.lang), "value": v} for k, v in values.items())
        return Question(_q("conditions.which", c.lang), options)
    both = _options("conditions", c.lang, ("confirm", CONFIRM), ("others", SHOW_OTHERS))
    labels = [job_label(jobs, i, c.lang) for i in indices]
    per_job = {i: [p.rpartition(".")[2] for p in c.asked.paths if p.startswith(f"jobs[{i}]")] for i in indices}
    usual = {"paid", "self_employed", "full_time_student"}
    if any(not usual <= set(leaves) for leaves in per_job.values()):
        leaves = sorted({leaf for group in per_job.values() for leaf in group}, key=list(_REST).index)
        rest = _join([_q(f"conditions.rest.{leaf}", c.lang) for leaf in leaves], c.lang)
        return Question(_q("conditions.ask_rest", c.lang, job=_join(labels, c.lang), rest=rest), both)
    if len(indices) == 1:
        return Question(_q("conditions.ask_one", c.lang, job=labels[0]), both)
    return Question(_q("conditions.ask_many", c.lang), both)


_REST = ("paid", "self_employed", "full_time_student", "foreign_employer", "leaves")


def _join(words: Sequence[str], lang: str) -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {_q('and', lang)} {words[-1]}"


def _physician(c: Open) -> Question:
    return Question(_q("physician.ask", c.lang), _options("physician", c.lang, ("yes", True), ("no", False)))


def _more_jobs(c: Open) -> Question:
    if "tell_more_jobs" in c.codes:
        return Question(_q("more_jobs.tell", c.lang))
    return Question(_q("more_jobs.ask", c.lang), _options("more_jobs", c.lang, ("yes", True), ("no", False)))


def _language_tests(c: Open) -> Question:
    if "tell_scores" in c.codes:
        return Question(_q("language_tests.tell", c.lang))
    return Question(_q("language_tests.ask", c.lang), _options("language_tests", c.lang, ("none", NONE_OF_THESE)))


def _language_scores(c: Open) -> Question:
    leaves = [p.rpartition(".")[2] for p in c.asked.paths]
    abilities = [leaf for leaf in leaves if leaf in ABILITIES]
    if "test" in leaves:
        offered = phrases("questions", c.lang)["language_scores"]["options"]
        return Question(
            _q("language_scores.ask_test", c.lang), tuple({"text": t, "value": v} for v, t in offered.items())
        )
    missing = _join([named(f"abilities.{a}", c.lang) for a in abilities], c.lang)
    return Question(_q("language_scores.ask", c.lang, missing=missing))


def _test_date(c: Open) -> Question:
    index = int(c.asked.paths[0].partition("[")[2].partition("]")[0])
    test = (c.facts.get("language_tests") or [{}])[index].get("test") or "unnamed"
    return Question(_q("test_date.ask", c.lang, test=named(f"tests.{test}", c.lang)))


def _last_checks(c: Open) -> Question:
    if "which_check" in c.codes:
        values = {
            "quebec": {"intends_outside_quebec": False},
            "criminal": {"inadmissibility": "criminal"},
            "medical": {"inadmissibility": "medical"},
            "misrepresentation": {"inadmissibility": "misrepresentation"},
            "other": {"inadmissibility": "other"},
        }
        return Question(
            _q("last_checks.which", c.lang),
            tuple({"text": _q(f"last_checks.options.{k}", c.lang), "value": v} for k, v in values.items()),
        )
    if c.asked.paths == ["intends_outside_quebec"]:
        return Question(
            _q("last_checks.ask_outside", c.lang),
            (
                {"text": _q("last_checks.yes_outside", c.lang), "value": {"intends_outside_quebec": True}},
                {
                    "text": _q("last_checks.options.quebec", c.lang),
                    "value": {"intends_outside_quebec": False},
                },
            ),
        )
    if c.asked.paths == ["inadmissibility"]:
        return Question(
            _q("last_checks.ask_admissible", c.lang),
            (
                {"text": _q("last_checks.nothing", c.lang), "value": {"inadmissibility": "none"}},
                {"text": _q("last_checks.others", c.lang), "value": SHOW_OTHERS},
            ),
        )
    return Question(
        _q("last_checks.ask", c.lang),
        _options("last_checks", c.lang, ("confirm", CONFIRM), ("others", SHOW_OTHERS)),
    )


def _which_job(c: Open) -> Question:
    jobs = c.facts.get("jobs") or []
    first = c.memory.pending[0]
    told: dict[str, Any] = {}
    for entity in first["entities"]:
        name, value = entity["entity"], entity["value"]
        if name == "period":
            told |= {k: v for k, v in value.items() if k in ("start", "end", "current") and v}
        elif name == "hours_per_week":
            told["hours_per_week"] = value.get("value") or 0
        elif name == "place":
            told |= {k: v for k, v in value.items() if k in ("country", "province") and v}
        elif name == "occupation":
            told["title"] = value["title"]
        else:
            told[name] = value
    pieces = job_facts({k: v for k, v in told.items() if k != "leave"}, c.lang)
    what = ", ".join(pieces) or str(first["entities"][0].get("text") or first["entities"][0]["entity"])
    options = [{"text": job_label(jobs, i, c.lang), "value": i} for i in first.get("jobs") or range(len(jobs))]
    options.append({"text": _q("which_job.all", c.lang), "value": ALL_JOBS})
    return Question(_q("which_job.ask", c.lang, what=what), tuple(options))


def _which_date(c: Open) -> Question:
    first = c.memory.pending[0]
    options = []
    for alternative in first["options"]:
        edge = alternative.get("start") or alternative.get("end") or alternative.get("date")
        options.append({"text": day(edge, c.lang), "value": alternative})
    text = str(first["options"][0].get("text") or "") if first["options"] else ""
    return Question(_q("which_date.ask", c.lang, text=text or day_list(options)), tuple(options))


def day_list(options: Sequence[Option]) -> str:
    """The readings themselves, when the original wording is gone."""
    return " / ".join(str(o["text"]) for o in options)


def _scores_order(c: Open) -> Question:
    scores = c.memory.pending[0]["scores"]
    orders = (
        ["listening", "reading", "writing", "speaking"],
        ["reading", "writing", "listening", "speaking"],
        ["speaking", "listening", "reading", "writing"],
    )
    options = []
    for order in orders:
        listed = ", ".join(
            f"{named(f'abilities.{a}', c.lang)} {number(s)}" for a, s in zip(order, scores, strict=False)
        )
        options.append({"text": _q("scores_order.option", c.lang, listed=listed), "value": order})
    text = _q("scores_order.ask", c.lang, scores=" / ".join(number(s) for s in scores))
    return Question(text, tuple(options))


def _leave_dates(c: Open) -> Question:
    return Question(_q("leave_dates.ask", c.lang))


def _profile(c: Open) -> Question:
    return Question(profile.text(c.asked.kind, c.lang), tuple(profile.options(c.asked.kind, c.lang)))


def _letter(c: Open) -> Question:
    text, options = letters.question(c.asked, c.facts, c.memory, c.lang)
    return Question(text, tuple(options))


def _status(c: Open) -> Question:
    text, options = status.question(c.asked, c.facts, c.memory, c.lang)
    if c.asked.attempts > 1:
        options.append({"text": _q("stuck.human", c.lang), "value": HUMAN})
    return Question(text, tuple(options))


def _handoff(c: Open) -> Question:
    text, options = handoff.question(c.asked, c.facts, c.memory, c.lang)
    return Question(text, tuple(options))


#: Kinds that ask a second time in words of their own.
_OWN_WORDS = frozenset({"letter_kind", "letter_job", "letter_field", status.KIND, handoff.KIND})

_ASK: dict[str, Callable[[Open], Question]] = {
    status.KIND: _status,
    handoff.KIND: _handoff,
    **dict.fromkeys(("letter_kind", "letter_job", "letter_field"), _letter),
    **dict.fromkeys(profile.KINDS, _profile),
    "jobs": _jobs,
    "occupation": _occupation,
    "duties": _duties,
    "period": _period,
    "hours": _hours,
    "country": _country,
    "authorization": _authorization,
    "conditions": _conditions,
    "physician": _physician,
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
