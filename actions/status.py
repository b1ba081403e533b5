"""Status between permits: what a person filed and when, asked one thing at a time; then what follows from it.

What the public contract's facts don't hold (an extension, a refusal, a departure, the acknowledgement of receipt) is
kept in ``memory.filing``: ``told`` as `eligibility.permits.filing` reads it, ``unclear`` days with two readings,
``bridging`` when a bridging permit was asked about, ``ended`` when the permit was spoken of as one that is over,
``answered`` once a decision was given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.draft import Draft
from actions.memory import Asked, Memory
from actions.said import Said
from answers import status as words
from answers.phrases import phrase
from answers.summary import day
from answers.topic import question_of
from eligibility.facts import from_document
from eligibility.permits import REFUSED, Filing, filing
from eligibility.permits import wanted as wanted_facts
from nlu.clock import today
from nlu.facts.dates import find_dates
from nlu.filings import Filings, applied_for, by_the_end, filings, take
from nlu.turn import is_question

GOAL = "status"
INTENT = "check_status"
KIND = "filing"
_AT = f"{KIND}."
#: Questions about rules that a decision of one's own case answers better.
TOPICS = frozenset({"bowp", "maintained_status", "restoration"})
#: What the words of such a question resemble besides.
NEAR = frozenset({*TOPICS, "permit_expiry", "permit_types", "layoff", "job_loss_after_ita", "refusal_reapply"})

#: Questions that a date answers.
_DAYS = frozenset({"permit_expires", "extension_filed", "refused"})
#: Where the facts of the public contract hold what is asked.
_FACTS = {"permit_expires": "permit.expires", "outside_quebec": "intends_outside_quebec"}
#: What the buttons of a question mean, by the key of their text.
_CHOICES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "extension": {
        "pending": {"extension": "work_permit", "outcome": "pending"},
        "refused": {"extension": "work_permit", "outcome": "refused"},
        "visitor_record": {"extension": "visitor_record"},
        "none": {"extension": "none"},
    },
    "extension_filed": {"in_time": {"extension_in_time": True}, "late": {"extension_in_time": False}},
    "left_canada": {
        "stayed": {"left_canada": False},
        "back": {"left_canada": True, "in_canada": True},
        "abroad": {"left_canada": True, "in_canada": False},
    },
    "application_complete": {
        "yes": {"application_complete": True},
        "waiting": {"application_complete": False},
        "no": {"application_complete": False},
    },
    "principal_applicant": {"yes": {"principal_applicant": True}, "no": {"principal_applicant": False}},
    "outside_quebec": {"yes": {"outside_quebec": True}, "no": {"outside_quebec": False}},
    "in_canada": {"yes": {"in_canada": True}, "no": {"in_canada": False}},
}
#: Questions for which a plain yes or no is the answer itself, and what a plain no is for the others.
_YES_NO = frozenset({"left_canada", "application_complete", "principal_applicant", "outside_quebec", "in_canada"})
_NO: Mapping[str, Mapping[str, Any]] = {"extension": {"extension": "none"}}
#: Facts of the contract that a decision rests on.
_RESTS_ON = ("permit", "intends_outside_quebec", "destination_province")
#: A message that holds one of these speaks of work: its dates may be those of a job.
_OF_WORK = frozenset({"occupation", "noc", "noc_2016", "hours_per_week", "job_reference"})
#: In talk about status these are about permits and applications, never about a job.
_NOT_OF_A_JOB = frozenset({"period", "duration", "date", "number", "authorization", "leave"})


# --- what a message tells ----------------------------------------------------------------------------------------


def tell(said: Said, draft: Draft, memory: Memory, on: datetime.date) -> Said:
    """Take what a message tells of applications and departures; the message without the dates that are theirs.

    Outside this dialog only what can't be about anything else is kept: the extension of a permit, and the application
    for permanent residence.
    """
    if memory.asked is not None and memory.asked.kind.startswith(("letter_", "handoff")):
        return said
    about_status = concerns(said, memory, draft.facts) or memory.goal == GOAL
    if memory.asked is not None and memory.asked.kind == KIND and _pressed(said, memory.asked):
        # What a button means is known; its words are not the person's.
        return replace(said, entities=())
    found = _filings(said.text, on)
    _tell_destination(said, draft, memory)
    if about_status and _lives_here(said):
        found.values.setdefault("in_canada", True)
    stated = said.intent != INTENT and not is_question(said.text)
    after = stated and bool(memory.filing.get("answered")) and _weighs(found, memory)
    if not about_status and not after:
        certain = (
            "application_complete",
            "principal_applicant",
            *(_EXTENSION if "extension" in found.values and _of_a_permit(said) else ()),
        )
        found.values = {name: value for name, value in found.values.items() if name in certain}
        _keep(found.values, memory)
        return said
    ends = found.values.pop("permit_expires", None)
    # The extractor's reading comes first; it puts the fact itself.
    read = next((str(permit["expires"]) for permit in said.values("permit") if permit.get("expires")), None)
    if read is None and (ends := ends or (_supposed_expiry(said) if about_status else None)):
        draft.put(_FACTS["permit_expires"], ends)
    ends = read or ends
    memory.filing["ended"] = bool(memory.filing.get("ended")) or found.ended
    memory.filing["bridging"] = bool(memory.filing.get("bridging")) or (about_status and found.bridging)
    if found.unclear:
        memory.filing["unclear"] = found.unclear
    changed = _keep(found.values, memory)
    if after and not changed:
        # Told once more after the decision: it is about that, whatever else its words resemble.
        changed = dict(found.values)
    if changed or found.unclear or ends:
        memory.turn.answered = True
        memory.turn.certain = stated and (after or memory.goal == GOAL)
    # A permit whose kind is known is read back with the other facts.
    kind_known = draft.get("permit.kind") or any(permit.get("kind") for permit in said.values("permit"))
    if pieces := words.told({"permit_expires": ends, **changed} if ends and not kind_known else changed):
        memory.turn.notes.append({"code": KIND, "what": "; ".join(pieces)})
    return _without_dates(said, found, about_status)


def _tell_destination(said: Said, draft: Draft, memory: Memory) -> None:
    """ "Ontario" to whether they plan to live outside Quebec names the place to live."""
    if memory.asked is None or memory.asked.kind != KIND or _name(memory.asked) != "outside_quebec":
        return
    if province := next((place["province"] for place in said.values("place") if place.get("province")), None):
        draft.drop("intends_outside_quebec")
        draft.put("destination_province", province)
        memory.turn.answered = memory.turn.certain = True


_LIVES = re.compile(r"\b(?:live|living|stay|staying|am|i'?m|now) (?:here )?in $", re.I)


def _lives_here(said: Said) -> bool:
    """ "I live in Toronto" is in Canada."""
    places = [entity for entity in said.entities if entity["entity"] == "place"]
    return any(
        place["value"].get("country") == "CA" and _LIVES.search(said.text[: place.get("start", 0)]) for place in places
    )


def _weighs(found: Filings, memory: Memory) -> bool:
    """Whether what a message tells can change the decision that was given."""
    names = {*found.values, *found.unclear}
    return bool(names if memory.filing.get("bridging") else names - {"application_complete", "principal_applicant"})


def concerns(said: Said, memory: Memory, facts: Mapping[str, Any]) -> bool:
    """Whether a message asks about the person's own status.

    It says so as a whole, or it asks about one of these rules and tells beside it what was filed or what expires.
    """
    if said.intent == INTENT:
        return True
    if said.topic not in NEAR or memory.goal == GOAL:
        return False
    told = _filings(said.text, today()).values
    if said.topic in TOPICS and _OWN.search(said.text) and said.text.strip() != question_of(said.topic):
        # "Can I get the bridging thing" of somebody who has told of a permit.
        return bool(told or facts.get("permit") or memory.filing.get("told"))
    if said.topic not in TOPICS:
        # "I applied for an extension, can I keep working": whatever its last words resemble.
        return "extension" in told and _of_a_permit(said)
    return bool(told) or any("expires" in value for value in said.values("permit"))


#: Asked of oneself, not of the rule.
_OWN = re.compile(
    r"\b(?:can|could|may|am|do|will|should|would|must) (?:i|we)\b|\bmy (?:permit|status|case|pgwp|work)\b", re.I
)
_PERMIT = re.compile(
    r"\b(?:permits?|pgwp|owp|wp|bowp|visa|status|exten[dst]\w*|renew\w*|restor\w*|expir\w*|bridging|visitor)\b", re.I
)


#: "When can I apply for a bridging permit" has applied for none.
_MAY_APPLY = re.compile(
    r"\b(?:can|could|may|should|do|must|would|will|to) (?:(?:i|we|you) )?(?:\w+ly |still |already )?"
    r"(?:apply|file|submit|renew|extend|request)\b",
    re.I,
)
_DID_APPLY = re.compile(
    r"\b(?:applied|filed|submitted|sent|renewed|extended|requested|pending|refused|rejected|denied|nothing|never|not|"
    r"\w+n'?t)\b",
    re.I,
)


def _filings(text: str, on: datetime.date) -> Filings:
    """What a message tells was filed; what it only asks whether to file tells nothing."""
    found = filings(text, on)
    if _MAY_APPLY.search(text) and not _DID_APPLY.search(text):
        found.values.pop("extension", None)
    if "refused" in found.values and "extension" not in found.values and (kind := applied_for(text)):
        # "They refused my extension on 1 November": what was refused had been applied for.
        found.values |= {"extension": kind, "outcome": REFUSED}
    return found


def _of_a_permit(said: Said) -> bool:
    """Whether a message names a permit or a status: "I haven't applied yet" alone is about the application."""
    return bool(_PERMIT.search(said.text))


_EXTENSION = (
    *("extension", "extension_filed", "extension_filed_by", "extension_in_time", "extension_days_before"),
    *("outcome", "refused"),
)


def _keep(values: Mapping[str, Any], memory: Memory) -> dict[str, Any]:
    """Put values among those told; which of them are new."""
    told = dict(memory.filing.get("told") or {})
    changed = {name: value for name, value in values.items() if told.get(name) != value}
    if changed:
        if any(name in changed for name in ("extension_filed", "extension_days_before", "extension_in_time")):
            # A new way of saying when replaces the old one.
            for name in ("extension_filed", "extension_filed_by", "extension_days_before", "extension_in_time"):
                told.pop(name, None)
        memory.filing["told"] = {**told, **values}
        memory.filing["unclear"] = {
            name: days for name, days in (memory.filing.get("unclear") or {}).items() if name not in values
        }
    return changed


def _pressed(said: Said, asked: Asked) -> bool:
    text = " ".join(said.text.split()).casefold()
    return any(text == str(option["text"]).casefold() for option in asked.options)


def _supposed_expiry(said: Said) -> str | None:
    """ "Can I work if my permit ends in March?" asked of the own case is the own permit."""
    permits = [e["value"] for e in said.hypothetical if e["entity"] == "permit"]
    return next((str(value["expires"]) for value in permits if value.get("expires")), None)


def _without_dates(said: Said, found: Filings, about_status: bool) -> Said:
    of_work = any(entity["entity"] in _OF_WORK for entity in said.entities)

    def stays(entity: dict[str, Any]) -> bool:
        start, end = entity.get("start", -1), entity.get("end", -1)
        if entity["entity"] == "correction" and found.spans:
            # "Sorry, I applied on 12 November": the day goes where it is said to, and into no other fact.
            return False
        if entity["entity"] in _NOT_OF_A_JOB and any(a < end and start < b for a, b in found.spans):
            return False
        if of_work or not about_status:
            return True
        if entity["entity"] == "place":
            # Where somebody lives, not where a job is.
            return bool(entity["value"].get("role") != "work")
        return entity["entity"] not in _NOT_OF_A_JOB

    return replace(said, entities=tuple(entity for entity in said.entities if stays(entity)))


def renew(said: Said, memory: Memory) -> None:
    """After a correction of what a given decision rests on the decision is given anew."""
    if not memory.filing.get("answered") or memory.goal == GOAL:
        return
    if not memory.turn.certain and said.intent not in ("inform", "correct"):
        return
    paths = [str(change["path"]) for change in memory.turn.changes]
    noted = any(note["code"] == KIND for note in memory.turn.notes)
    if noted or any(path.partition(".")[0] in _RESTS_ON for path in paths):
        memory.aim(GOAL)


# --- what is asked -----------------------------------------------------------------------------------------------


def begin(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """Somebody asks about their own status: what is missing is asked for, then the decision is given."""
    if memory.goal != GOAL:
        memory.filing["bridging"] = filings(said.text, today()).bridging
        memory.skipped = [path for path in memory.skipped if not path.startswith(_AT)]
        memory.aim(GOAL)
        if wanted(facts, memory, today()) is not None and not memory.filing.get("answered"):
            dispatcher.utter_message(text=phrase("status.intro"))
    return True


def wanted(facts: Mapping[str, Any], memory: Memory, on: datetime.date) -> Asked | None:
    """What the decision still needs; ``None`` when it can be given."""
    for name in memory.filing.get("unclear") or {}:
        return Asked(kind=KIND, paths=[_AT + name])
    known = _filing(facts, memory, on)
    for name in wanted_facts(known, on, bool(memory.filing.get("bridging"))):
        if _AT + name not in memory.skipped:
            return Asked(kind=KIND, paths=[_AT + name])
    return None


def _filing(facts: Mapping[str, Any], memory: Memory, on: datetime.date) -> Filing:
    return filing(from_document(dict(facts)), memory.filing.get("told") or {}, on)


def _name(asked: Asked) -> str:
    return asked.paths[0].removeprefix(_AT)


def question(asked: Asked, facts: Mapping[str, Any], memory: Memory, lang: str) -> tuple[str, list[dict[str, Any]]]:
    """The words of a question and its buttons."""
    name = _name(asked)
    expires = (facts.get("permit") or {}).get("expires")
    values = {"expires": day(expires, lang)} if expires else {}
    unsure = {"text": phrase("status.unsure", lang), "value": "unsure"}
    if days := (memory.filing.get("unclear") or {}).get(name):
        text = phrase("questions.which_date.ask", lang, text=" / ".join(day(row, lang) for row in days))
        return text, [{"text": day(row, lang), "value": {name: row}} for row in days]
    # A month that holds the permit's last day leaves open what came first.
    only_a_month = name == "extension_filed" and "extension_filed" in (memory.filing.get("told") or {})
    key = "again" if asked.attempts or only_a_month else "ask"
    options = [
        {"text": phrase(f"status.questions.{name}.options.{choice}", lang, **values), "value": dict(meant)}
        for choice, meant in _CHOICES.get(name, {}).items()
    ]
    return phrase(f"status.questions.{name}.{key}", lang, **values), [*options, unsure]


def why(asked: Asked, lang: str = "en") -> str:
    """Why a question is asked."""
    return phrase(f"status.questions.{_name(asked)}.why", lang)


def bind(said: Said, asked: Asked, chosen: Any, draft: Draft, memory: Memory, full_time: float) -> None:
    """Take the answer to a question: a button, a date, yes or no."""
    name = _name(asked)
    if isinstance(chosen, dict):
        _put(chosen, draft, memory)
        return
    if name in (memory.filing.get("told") or {}) and memory.turn.answered:
        # The words themselves said it: "I applied on 7 November".
        return
    if any(change["path"] == _FACTS.get(name) for change in draft.changes):
        return
    values = _read(name, said, memory)
    if values:
        _put(values, draft, memory)


def _read(name: str, said: Said, memory: Memory) -> dict[str, Any]:
    """What a message means as the answer to the question ``name``."""
    if name in _DAYS and (dates := find_dates(said.text, today())):
        found = Filings()
        take(name, dates[0], today(), found, over=bool(memory.filing.get("ended")))
        memory.filing["unclear"] = {**(memory.filing.get("unclear") or {}), **found.unclear}
        memory.turn.answered = memory.turn.answered or bool(found.unclear)
        future = name != "permit_expires" and str(found.values.get(name, "")) > today().isoformat()
        return {} if future else found.values
    if name == "extension_filed" and (relative := by_the_end(said.text)):
        return relative
    if name == "extension" and (kind := applied_for(said.text)):
        return {"extension": kind}
    if name in _YES_NO and said.polarity in ("yes", "no"):
        return {name: said.polarity == "yes"}
    return dict(_NO.get(name, {})) if said.polarity == "no" else {}


def _put(values: Mapping[str, Any], draft: Draft, memory: Memory) -> None:
    for name, path in _FACTS.items():
        if name in values:
            if name == "outside_quebec":
                draft.drop("destination_province")
            draft.put(path, values[name])
    memory.filing["unclear"] = {
        name: days for name, days in (memory.filing.get("unclear") or {}).items() if name not in values
    }
    _keep({name: value for name, value in values.items() if name not in _FACTS}, memory)
    memory.turn.answered = True


# --- the decision ------------------------------------------------------------------------------------------------


def give(dispatcher: CollectingDispatcher, facts: dict[str, Any], memory: Memory) -> list[EventType]:
    """The decision in words, and what to ask next."""
    known = _filing(facts, memory, today())
    bridging = bool(memory.filing.get("bridging"))
    text = words.decision(known, today(), bridging)
    offers = [] if bridging else [phrase("status.buttons.bridging")]
    if words.shows_timeline(known, today()):
        offers.append(phrase("status.buttons.timeline"))
    # Told or asked once more, it needs no second reading in full.
    shown = words.again(text, bridging) if text == memory.filing.get("given") else text
    dispatcher.utter_message(text=shown, buttons=[{"title": offer, "payload": offer} for offer in offers])
    memory.filing["given"] = text
    memory.filing["answered"] = True
    memory.topic = "bowp" if bridging else "maintained_status"
    return []


def told(facts: Mapping[str, Any], memory: Memory, lang: str = "en") -> list[str]:
    """What is kept beside the facts, for "what do you have on me?"; a permit of an unknown kind too."""
    permit = facts.get("permit") or {}
    ends = {} if permit.get("kind") or not permit.get("expires") else {"permit_expires": str(permit["expires"])}
    return words.told({**ends, **(memory.filing.get("told") or {})}, lang)
