"""What people tell beside their case that an answer needs: an invitation's day, who comes along, a child's birthday.

The facts of the public contract have no place for it. It is kept in ``memory.beside``: ``invited`` (ISO day),
``adults`` and ``children`` (who applies together), ``child`` (``{"age", "day", "grain"}``: the age that a child
reaches, and when). `answers.your_case` reads it under the key ``beside`` of the facts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.memory import Memory
from actions.said import Said
from answers.beside import told as words
from eligibility.crs_profile import PARTNERED
from nlu.facts.dates import When, find_dates
from nlu.facts.numbers import COUNT, number

#: The code of what is read back, and the purposes at which it is: an answer to a question says it itself.
NOTE = "beside"
_TOLD = frozenset({"inform", "correct"})
#: Questions about the time after an invitation, whatever else the same message asks.
SIXTY_DAYS = "sixty_days"
TIME_LEFT = frozenset({SIXTY_DAYS, "timing_when_to_apply"})
_TIME_LEFT_INTENTS = frozenset({"when_eligible", "show_timeline"})
FEES = "fees"
INVITATION = frozenset({"ita", SIXTY_DAYS, "decline_ita"})

_INVITED = re.compile(r"\b(?:ita|invitation(?: to apply)?|invited|invite)\b", re.I)
_SUBMIT = re.compile(rf"{_INVITED.pattern}|\b(?:submit|deadline|send (?:it|the|my)|days left)\b", re.I)
#: Another thing that has a day of its own.
_OTHER_DAY = re.compile(
    r"\b(?:aor|permit|pgwp|visa|submitted|applied|ielts|celpip|pte|tef|tcf|test|work\w*|job)\b", re.I
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(?<!next )(?<!by )(?<!until )(?<!till )\b(?P<day>{'|'.join(_WEEKDAYS)})\b", re.I)
#: A day farther from the word than this belongs to something else.
_NEAR = 40
_ADULTS = re.compile(rf"\b(?P<count>{COUNT}) adults?\b", re.I)
#: "Just me and my two kids"; a partner in between makes it two.
_ONLY_ME = re.compile(
    rf"\b(?:just |only )?me (?:and|with|\+|&) (?:my )?(?:{COUNT} )?(?:kids?|child(?:ren)?|sons?|daughters?|baby)\b",
    re.I,
)
_OURS = re.compile(r"\b(?:i|i'm|im|me|my|we|we're|our|us)\b", re.I)
_CHILD_TURNS = re.compile(
    r"\b(?:daughter|son|child|kid|boy|girl|stepson|stepdaughter)\b[^.?!;]{0,30}?"
    r"\b(?:turn(?:s|ing)?|will be|becom(?:es|ing)|is gonna be|will turn)\s+(?P<age>\d{1,2})\b",
    re.I,
)
_NAMES = frozenset({"date", "period"})


def tell(said: Said, memory: Memory, today: datetime.date) -> Said:
    """Keep what a message tells of these; the message without the dates that are theirs."""
    if memory.asked is not None and memory.asked.kind.startswith(("letter_", "handoff")):
        return said
    dates = find_dates(said.text, today)
    found: dict[str, Any] = {}
    spans: list[tuple[int, int]] = []
    if invited := _invited(said.text, dates, today):
        found["invited"] = invited[0].isoformat()
        spans.append(invited[1])
    elif corrected := _corrected(said, dates, memory, today):
        found["invited"] = corrected[0].isoformat()
        spans.append(corrected[1])
    if turns := _child_turns(said.text, dates):
        found["child"] = turns[0]
        spans.append(turns[1])
    if _OURS.search(said.text):
        found |= _people(said)
    changed = {name: value for name, value in found.items() if memory.beside.get(name) != value}
    memory.beside = {**memory.beside, **found}
    if changed and said.intent in _TOLD:
        memory.turn.answered = True
        memory.turn.notes.append({"code": NOTE, "what": "; ".join(words(changed))})
    if not spans:
        return said
    if said.values("correction") and "invited" in found:
        # The day goes where it is said to, and into no other fact.
        said = replace(said, entities=tuple(e for e in said.entities if e["entity"] != "correction"))
    return replace(said, entities=tuple(entity for entity in said.entities if not _inside(entity, spans)))


def _inside(entity: Mapping[str, Any], spans: list[tuple[int, int]]) -> bool:
    start, end = entity.get("start", -1), entity.get("end", -1)
    of_a_date = entity["entity"] in _NAMES or entity["entity"] in ("number", "age", "birth_date")
    return of_a_date and any(a < end and start < b for a, b in spans)


def _invited(text: str, dates: list[When], today: datetime.date) -> tuple[datetime.date, tuple[int, int]] | None:
    """The day of an invitation that has come: the one nearest to the word, unless another thing is nearer to it."""
    word = _INVITED.search(text)
    if word is None:
        return None
    days = [(when.first, (when.start, when.end)) for when in dates if when.grain == "day"]
    for match in _WEEKDAY.finditer(text):
        if not any(start < match.end() and match.start() < end for _, (start, end) in days):
            back = (today.weekday() - _WEEKDAYS.index(match["day"].lower())) % 7 or 7
            days.append((today - datetime.timedelta(days=back), match.span()))
    near = [(_distance(word.span(), span), day, span) for day, span in days if day <= today]
    near = [row for row in near if row[0] <= _NEAR]
    if not near:
        return None
    far, day, span = min(near)
    others = [_distance(match.span(), span) for match in _OTHER_DAY.finditer(text)]
    return None if others and min(others) < far else (day, span)


def _corrected(
    said: Said, dates: list[When], memory: Memory, today: datetime.date
) -> tuple[datetime.date, tuple[int, int]] | None:
    """ "Sorry, 1 October" after an answer about the invitation puts its day right."""
    days = [when for when in dates if when.grain == "day" and when.first <= today]
    about = memory.beside.get("invited") and memory.topic in INVITATION and said.values("correction")
    if not about or len(days) != 1 or _OTHER_DAY.search(said.text):
        return None
    return days[0].first, (days[0].start, days[0].end)


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _child_turns(text: str, dates: list[When]) -> tuple[dict[str, Any], tuple[int, int]] | None:
    match = _CHILD_TURNS.search(text)
    if match is None:
        return None
    after = [when for when in dates if when.start >= match.end() and when.grain in ("day", "month")]
    if not after:
        return None
    told = {"age": int(match["age"]), "day": after[0].first.isoformat(), "grain": after[0].grain}
    return told, (match.start("age"), after[0].end)


def _people(said: Said) -> dict[str, int]:
    """How many adults and children apply together, asked of the own family or told."""
    found: dict[str, int] = {}
    if adults := _ADULTS.search(said.text):
        count = number(adults["count"])
        if count is not None:
            found["adults"] = int(count)
    elif _ONLY_ME.search(said.text):
        found["adults"] = 1
    elif status := said.first("marital_status"):
        found["adults"] = 2 if status in PARTNERED else 1
    told = [e["value"] for e in (*said.entities, *said.hypothetical) if e["entity"] == "children"]
    if told and isinstance(told[0], int):
        found["children"] = told[0]
    return found


def asks_for_fees(said: Said, memory: Memory) -> bool:
    """Whether a message says who applies and asks what it costs: who they are is no question of its own."""
    topics = {topic for _, topic in ((said.intent, said.topic), *said.others)}
    return topics == {FEES, "children"} and bool(_people(said))


def asks_for_time_left(said: Said, memory: Memory) -> bool:
    """Whether a message asks how long there is after an invitation whose day is known."""
    if not memory.beside.get("invited"):
        return False
    asked = ((said.intent, said.topic), *said.others)
    about = any(topic in INVITATION for _, topic in asked) or bool(_SUBMIT.search(said.text))
    return about and any(topic in TIME_LEFT or intent in _TIME_LEFT_INTENTS for intent, topic in asked)
