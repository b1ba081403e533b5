"""How the whole understanding does on messages that nobody looked at while it was built.

tests/nlu/unseen.yml: a list of

id, kind     ``question``, ``two_questions``, ``facts`` or ``out_of_scope``
text         the message
topics       of a question the topics that answer it, the intended one first; of two_questions a list for each
facts        what a careful reader notes, in the format of the public contract; hours may be ``full_time``
"""

from __future__ import annotations

import copy
import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from actions.memory import Memory
from actions.said import Said
from actions.understanding import understand
from nlu.facts import read
from nlu.turn import mark_hypothetical
from service.paths import ROOT

#: The day on which the messages were written.
TODAY = datetime.date(2026, 11, 25)
UNSEEN = ROOT / "tests" / "nlu" / "unseen.yml"
#: Purposes that answer a topic with the person's own case, and the other way round.
OWN_CASE: Mapping[str, frozenset[str]] = {
    "clb_conversion": frozenset({"convert_clb"}),
    "bowp": frozenset({"check_status"}),
    "maintained_status": frozenset({"check_status"}),
    "restoration": frozenset({"check_status"}),
    "permit_expiry": frozenset({"check_status"}),
    "noc_choice": frozenset({"find_noc"}),
    "crs_improve": frozenset({"raise_score"}),
    "crs_calculation": frozenset({"check_score"}),
    "human_help": frozenset({"human"}),
    "what_is_this_bot": frozenset({"bot_challenge"}),
    "fsw": frozenset({"check_fsw"}),
    "fst": frozenset({"check_fst"}),
    "principal_applicant": frozenset({"compare_principal"}),
    "timing_when_to_apply": frozenset({"when_eligible"}),
}
#: A complaint is met as one.
_DECLINED = frozenset({"out_of_scope", "nlu_fallback", "other_language", "complaint"})
#: What follows from something else that was said, and is no error where a label leaves it out.
_FULL_TIME = 30

Fact = tuple[str, Any]


@dataclass(frozen=True)
class Message:
    """One labelled message."""

    text: str
    kind: str
    topics: tuple[Any, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def messages(path: Path = UNSEEN) -> list[Message]:
    """All of a file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Message(str(r["text"]), r["kind"], tuple(r.get("topics") or ()), r.get("facts") or {}) for r in rows]


def answers_topic(label: str, topics: Sequence[str]) -> bool:
    """Whether a label (``ask/<topic>`` or a purpose) answers one of the topics."""
    name = label.removeprefix("ask/")
    return any(name == topic or name in OWN_CASE.get(topic, ()) for topic in topics)


@dataclass(frozen=True)
class Understood:
    """Shares from 0 to 1."""

    topics: float
    parts: float
    declined: float
    wrongly_declined: float


def understood(rows: Sequence[Message], labels: Mapping[str, Sequence[str]]) -> Understood:
    """Figures of a pipeline; ``labels``: all that it takes each text for, the first first."""
    questions = [row for row in rows if row.kind == "question"]
    several = [(row, part) for row in rows if row.kind == "two_questions" for part in row.topics]
    outside = [row for row in rows if row.kind == "out_of_scope"]

    def share(rights: Iterator[bool]) -> float:
        counted = list(rights)
        return sum(counted) / len(counted) if counted else 1.0

    return Understood(
        topics=share(answers_topic(labels[row.text][0], row.topics) for row in questions),
        parts=share(any(answers_topic(label, part) for label in labels[row.text]) for row, part in several),
        declined=share(labels[row.text][0] in _DECLINED for row in outside),
        wrongly_declined=share(labels[row.text][0] in _DECLINED for row in questions),
    )


@dataclass
class Facts:
    """Counts of facts wanted, found, hit and made up, by field."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Share of what was found that was said."""
        return 1 - self.wrong.total() / self.found.total() if self.found.total() else 1.0

    @property
    def recall(self) -> float:
        """Share of what was said that was found."""
        return self.hit.total() / self.wanted.total() if self.wanted.total() else 1.0

    def add(self, wanted: Mapping[str, Any], got: Mapping[str, Any]) -> tuple[list[Fact], list[Fact]]:
        """Count one message; what was missed and what was made up."""
        want, have = list(_flat(wanted)), list(_flat(got))
        left = list(have)
        missed = []
        for fact in want:
            same = next((other for other in left if _same(fact, other)), None)
            if same is None:
                missed.append(fact)
            else:
                left.remove(same)
        missed = [fact for fact in missed if not _told_otherwise(fact, have)]
        wrong = [fact for fact in left if not _follows(fact, want)]
        self.wanted.update(name for name, _ in want)
        self.found.update(name for name, _ in have)
        self.wrong.update(name for name, _ in wrong)
        self.hit.update((Counter(name for name, _ in want) - Counter(name for name, _ in missed)).elements())
        return missed, wrong


def _flat(facts: Mapping[str, Any]) -> Iterator[Fact]:
    document = copy.deepcopy(dict(facts))
    for job in document.pop("jobs", None) or []:
        for name, value in job.items():
            # A code is confirmed by the person, a length without its place is kept for a question.
            if name in ("noc", "teer", "duties_match", "months", "leaves"):
                continue
            yield f"job.{name}", _plain(_FULL_TIME if value == "full_time" else value)
    for whose, holder in (("", document), ("spouse.", document.get("spouse") or {})):
        tests = holder.pop("language_tests", None)
        if tests == []:
            yield f"{whose}no_test", True
        for test in tests or []:
            yield from ((f"{whose}test.{name}", _plain(value)) for name, value in test.items())
    for name, value in document.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{leaf}", _plain(each)) for leaf, each in value.items())
        else:
            yield name, _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return tuple(_plain(each) for each in value)
    return float(value) if isinstance(value, int | float) else str(value)


def _words(text: str) -> set[str]:
    return set(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def _same(wanted: Fact, found: Fact) -> bool:
    """Titles are the same when they share a word; all else when it is equal."""
    if wanted[0] != found[0]:
        return False
    return wanted[1] == found[1] or (wanted[0] == "job.title" and bool(_words(wanted[1]) & _words(found[1])))


def _told_otherwise(missed: Fact, have: Sequence[Fact]) -> bool:
    """Whether the facts say it by another name: a permit by its work, Canada by a province, an end by its day."""
    name, value = missed
    if name in ("permit.kind", "job.authorization"):
        return any(other in ("permit.kind", "job.authorization") and value == told for other, told in have)
    if name == "job.country":
        return value == "CA" and any(other == "job.province" for other, _ in have)
    return name == "job.current" and value is False and any(other == "job.end" for other, _ in have)


def _follows(extra: Fact, want: Sequence[Fact]) -> bool:
    """Whether a fact follows from what was said although the label doesn't list it."""
    name, value = extra
    if name in ("permit.kind", "job.authorization"):
        return any(other in ("permit.kind", "job.authorization") and value == told for other, told in want)
    implied = {"job.country": "CA", "education.canadian_credential": "none"}
    return name in ("job.current", "canadian_work_years") or (name in implied and implied[name] == value)


def facts_told(rows: Sequence[Message], show: Callable[[Message, list[Fact], list[Fact]], None] | None = None) -> Facts:
    """Facts after each message of kind ``facts``, as the actions keep them; ``show`` gets what went wrong."""
    counted = Facts()
    for row in rows:
        if row.kind != "facts":
            continue
        missed, wrong = counted.add(row.facts, facts_after(row.text))
        if show and (missed or wrong):
            show(row, missed, wrong)
    return counted


def facts_after(text: str) -> dict[str, Any]:
    """What the actions keep of a first message that tells something."""
    entities = mark_hypothetical(text, "inform", [mention.as_entity() for mention in read(text, TODAY)])
    said = Said.from_parse({"text": text, "intent": {"name": "inform"}, "entities": entities}, 0)
    return understand(said, {}, Memory(), TODAY)
