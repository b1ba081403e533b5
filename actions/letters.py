"""Letters and lists: which one, what it still needs, and the draft as a preview and as files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import letter_fields, tips
from actions.draft import Draft
from actions.memory import CEC, Asked, Memory
from actions.said import Said
from answers.phrases import phrase
from answers.summary import job_label
from documents.contents import values
from documents.letter import as_docx, as_text, draft, template
from nlu.clock import today
from stores import downloads

GOAL = "letter"
#: Topics under which a letter itself may be asked for.
TOPICS = frozenset({"proof_of_funds_letter", "reference_letter", "employer_refuses_letter", "documents"})
#: The order in which they are offered.
KINDS = ("reference_letter", "funds_letter", "refusal_letter", "checklist", "case_summary")
_ABOUT_A_JOB = ("reference_letter", "refusal_letter")
_LONGEST = 1500
_PREVIEW = 1200
#: Fields in which a story has no place.
_SHORT_FIELDS = ("applicant", "profile")
#: What holds for the next letter too.
_SHARED_FIELDS = ("applicant", "employer", "employer_contact", "duties")
#: Words for an employer who gives no letter.
_REFUSED = ("refus", "won't", "wont", "no letter")
#: Words that name a letter outright; the first that fits.
_NAMED = (
    ("funds_letter", ("fund", "money")),
    ("refusal_letter", (*_REFUSED, "explanation")),
    ("checklist", ("checklist", "check list", "document list", "list of documents")),
    ("case_summary", ("summary", "summarise", "summarize")),
    ("reference_letter", ("reference", "employer", "employment", "hr ", "boss", "manager")),
)

#: "Also the letter that I don't need proof of funds", "can you draft the checklist": a paper is wanted.
#: A bare "write letters" may be a duty.
_PAPER = r"(?:letters?|checklist|check list|list|summary|explanation)"
_JOINED = r"(?:(?:and|also|then|next|now|plus)[ ,]+)"
_WANT = (
    r"(?:(?:can|could|will|would) you (?:please |also )*|"
    r"(?:i|we) (?:also |now |still )?(?:need|want|would like|'d like) )"
)
_MAKE = r"(?:(?:to )?(?:have|draft|write|make|create|prepare|generate|give me|do)\b)"
_REQUEST = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|oh|hey|hi|please|pls|thanks|great|good)[ ,.!]+)*"
    rf"(?:{_JOINED}+(?:please )?(?:(?:the|an?|my|that|one|another)\b|(?=\w+ letter|checklist|summary))"
    rf"|{_JOINED}*(?:{_WANT}{_MAKE}?|(?:please |pls |also )+{_MAKE}))"
    rf"[^?!]*\b{_PAPER}\b",
    re.I,
)
#: "…, write the explanation", "my document checklist please"; an order names its paper with "the" or "my".
_ORDER = re.compile(
    r"(?:^|[,;.]\s*)(?:(?:please|pls|and|then|now) )*(?:draft|write|make|create|prepare|generate|give) (?:me )?"
    rf"(?:the|my|that|this) (?:[^?!.]{{0,60}} )?\b{_PAPER}\b|"
    rf"^\W*(?:my|the) (?:[^?!.,]{{0,40}} )?{_PAPER},? (?:please|pls)\b",
    re.I,
)
#: "All of them"; and words in which the employer is the one who refuses, not the one who writes.
_ALL = re.compile(r"\b(?:all|every|each)\b", re.I)
_EMPLOYER = r"\b(?:employer|boss|manager|hr)\b"
_REFUSING = re.compile(rf"{_EMPLOYER}.{{0,20}}(?:refus|won'?t)|(?:refus|explanation).{{0,40}}{_EMPLOYER}", re.I)
#: Said on leaving a letter for something else.
_DROPS = re.compile(r"^\W*(?:ok(?:ay)?[ ,]+|no[ ,]+)*(?:never ?mind|nevermind|forget|cancel|drop|leave|skip)\b", re.I)


def _named(text: str) -> list[str]:
    """The letters that a message names, in its order."""
    low = text.lower()
    at = {kind: min(low.find(word) for word in words if word in low) for kind, words in _NAMED if _any(words, low)}
    if "refusal_letter" in at and "reference_letter" in at and _REFUSING.search(low):
        # The employer is named as the one who refuses.
        del at["reference_letter"]
    if "refusal_letter" in at and "funds_letter" in at and not _any(_REFUSED, low):
        # Each of the two is an explanation.
        del at["refusal_letter"]
    return sorted(at, key=lambda kind: at[kind])


def _any(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)


def requested(text: str) -> list[str]:
    """The letters that a message asks to have drafted; none when it asks about them or tells of them."""
    return _named(text) if _REQUEST.match(text) or _ORDER.search(text) else []


def queue(said: Said, memory: Memory) -> bool:
    """Keep other letters that are asked for while one is being written; whether any were."""
    letter = memory.letter
    more = [kind for kind in requested(said.text) if kind != letter.get("kind")]
    if not more:
        return False
    waiting = letter.get("queue") or []
    letter["queue"] = [*waiting, *(kind for kind in more if kind not in waiting)]
    names = ", ".join(template(kind)["button"] for kind in more)
    memory.turn.notes.append({"code": "letter_queued", "what": names})
    return True


def leave(said: Said, memory: Memory) -> None:
    """Leave the letter for the question of the class: for good when that was said, else it comes back afterwards."""
    if _DROPS.match(said.text):
        drop(memory)
    memory.goals = [goal for goal in memory.goals if goal != CEC] + [CEC]


def drop(memory: Memory) -> None:
    """End the letter that is being written; what was said for it stays for a next one."""
    memory.letter = {}
    memory.goals = [goal for goal in memory.goals if goal != GOAL]


def begin(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """Start a letter, the one that the message names if it names one."""
    named = _named(said.text) or (list(KINDS) if _ALL.search(said.text) else [])
    _open(named, memory, dispatcher)
    memory.aim(GOAL)
    return True


def _open(kinds: list[str], memory: Memory, dispatcher: CollectingDispatcher) -> None:
    """Begin the first of some letters, the others to follow."""
    kind = next(iter(kinds), None)
    memory.letter = {"kind": kind, "job": None, "fields": {}, "queue": kinds[1:]}
    if kind:
        dispatcher.utter_message(text=template(kind)["intro"])


def wanted(facts: Mapping[str, Any], memory: Memory) -> Asked | None:
    """What the letter still needs; ``None`` when it can be drafted."""
    letter = memory.letter
    if not letter.get("kind"):
        return Asked(kind="letter_kind")
    jobs = facts.get("jobs") or []
    if letter["kind"] in _ABOUT_A_JOB and letter.get("job") is None and len(jobs) > 1:
        return Asked(kind="letter_job")
    for name in template(letter["kind"])["ask"]:
        if name not in letter["fields"] and name not in _shared(memory):
            return Asked(kind="letter_field", paths=[name])
    return None


def _shared(memory: Memory) -> Mapping[str, Any]:
    """What was said for an earlier letter and holds for the next one too."""
    return memory.told_for_letters


def question(asked: Asked, facts: Mapping[str, Any], memory: Memory, lang: str) -> tuple[str, list[dict[str, Any]]]:
    """The words of a question and its buttons."""
    if asked.kind == "letter_kind":
        options = [{"text": template(kind, lang)["button"], "value": kind} for kind in KINDS]
        return phrase("letters.which", lang), options
    if asked.kind == "letter_job":
        jobs = facts.get("jobs") or []
        return phrase("letters.which_job", lang), [
            {"text": job_label(jobs, index, lang), "value": index} for index in range(len(jobs))
        ]
    label = template(memory.letter["kind"], lang)["fields"][asked.paths[0]]
    skip = {"text": phrase("letters.leave_open", lang), "value": "unsure"}
    return phrase(f"letters.fields.{asked.paths[0]}", lang, label=label), [skip]


def bind(said: Said, asked: Asked, chosen: Any, draft_: Draft, memory: Memory, full_time: float) -> None:
    """Take an answer into the letter; facts that the same words tell stay facts as well."""
    letter = memory.letter
    if asked.kind == "letter_kind":
        kinds = [chosen] if chosen else list(KINDS) if _ALL.search(said.text) else _named(said.text)
        if kinds and kinds[0] in KINDS:
            letter["kind"], letter["queue"] = kinds[0], kinds[1:]
            memory.turn.answered = True
    elif asked.kind == "letter_job":
        if isinstance(chosen, int):
            letter["job"] = chosen
            memory.turn.answered = True
    elif asked.paths[0] in _SHORT_FIELDS and any(c["path"].startswith("jobs[") for c in draft_.changes):
        # "Cook in Kelowna since April" is no name: it is a fact, and the question stays.
        return
    elif said.text.strip():
        told = letter_fields.fields(said.text.strip()[:_LONGEST], asked.paths[0], template(letter["kind"])["ask"])
        _keep(told, memory)
        # What goes into a letter is nobody's job or test: the facts stay as they were.
        draft_.reset()
        memory.pending = []
        memory.turn.notes = []
        memory.turn.answered = True


def _keep(told: Mapping[str, str], memory: Memory) -> None:
    memory.letter["fields"] |= told
    memory.told_for_letters |= {name: text for name, text in told.items() if name in _SHARED_FIELDS}


def change(said: Said, memory: Memory) -> bool:
    """Put a field of the open letter, or of the one that was given last, right; whether the message asked for that."""
    if memory.letter.get("kind"):
        asked = memory.asked is not None and memory.asked.kind == "letter_field"
        found = letter_fields.change(said.text, template(memory.letter["kind"])["ask"]) if asked else None
        if found is not None:
            _keep({found[0]: found[1][:_LONGEST]}, memory)
        return found is not None
    last = memory.letter_given
    if not last:
        return False
    if (found := letter_fields.change(said.text, template(last["kind"])["ask"])) is None:
        return False
    memory.letter = {**last, "fields": dict(last["fields"])}
    _keep({found[0]: found[1][:_LONGEST]}, memory)
    memory.aim(GOAL)
    return True


def skip(asked: Asked, memory: Memory) -> None:
    """Leave a field open: the draft shows it in brackets."""
    if asked.kind == "letter_field":
        memory.letter["fields"][asked.paths[0]] = None
    elif asked.kind == "letter_job":
        memory.letter["job"] = 0
    else:
        memory.letter["kind"] = KINDS[-1]


def give(dispatcher: CollectingDispatcher, facts: dict[str, Any], memory: Memory) -> list[EventType]:
    """The draft, and those of further letters that were asked for, as far as nothing more is needed for them."""
    _give_one(dispatcher, facts, memory)
    while memory.letter.get("kind") and wanted(facts, memory) is None:
        _give_one(dispatcher, facts, memory)
    return []


def _give_one(dispatcher: CollectingDispatcher, facts: dict[str, Any], memory: Memory) -> None:
    """A preview in the chat, the whole as .docx and text; then the next letter is begun."""
    letter = memory.letter
    job = letter.get("job")
    if job is None and facts.get("jobs"):
        job = 0
    told = {**_shared(memory), **letter["fields"]}
    ready = draft(letter["kind"], values(letter["kind"], facts, told, job, today()))
    text = as_text(ready)
    files = []
    for ending, content in (("docx", as_docx(ready)), ("txt", text.encode("utf-8"))):
        secret, path = downloads.keep(memory.conversation, f"{ready.name}.{ending}", content)
        files.append({"name": path.name, "url": f"/files/{secret}/{path.name}", "path": str(path)})
    lines = [phrase("letters.ready", title=ready.paragraphs[0].text), "", _short(as_text(ready, titled=False))]
    if ready.open:
        lines += ["", phrase("letters.open", what="; ".join(ready.open))]
    lines += ["", phrase("letters.check" if template(letter["kind"])["ask"] else "letters.check_list")]
    dispatcher.utter_message(text="\n".join(lines), json_message={"data": {"card": "files", "files": files}})
    tips.once("less", memory, dispatcher)
    memory.letter_given, memory.letter = {**letter, "queue": []}, {}
    if letter.get("queue"):
        _open(letter["queue"], memory, dispatcher)


def _short(text: str) -> str:
    """As much of the draft as a chat can show; the file holds the rest."""
    if len(text) <= _PREVIEW:
        return text.strip()
    return text[:_PREVIEW].rpartition("\n")[0].strip() + "\n…"
