"""Topic answers: one Markdown file a topic and language, answers/<lang>/<topic>.md::

    ---
    title: Proof of funds
    question: Do I need proof of funds?         # how a button asks for it
    parameters: [funds.required]                # their references become the source line
    sources:                                    # what no parameter carries
      - {title: "IRPR 76(1)(b): funds", url: "https://...", checked: 2026-06-15}
    confidence: high                            # or medium, low: a sentence says so
    cases:                                      # said first; the first that holds and whose values are all told
      - when: [has_jobs, not plans_quebec]
        say: "In your case: {your.counted_hours} hours count today."
    next: [fees]                                # topics offered next
    ---
    The short answer. Numbers only as placeholders.

    ## More
    What is said when the person asks for more.

Placeholders: `answers.placeholders`; conditions and values of the person: `answers.your_case`. A file is checked as
a whole when it is read: an unknown placeholder, condition or parameter is a `TopicError` that names the file.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from answers.dates import long_date
from answers.phrases import ENGLISH, FOLDER, phrase
from answers.placeholders import Context, PlaceholderError, check, fill, placeholders
from answers.your_case import CONDITIONS
from eligibility.parameters import ParameterError, Reference, parameter

CONFIDENCES = ("high", "medium", "low")
#: So many names at most in a source line, and so many buttons.
MOST = 3
_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_MORE = re.compile(r"^## More\s*$", re.MULTILINE)
_KEYS = {"title", "question", "parameters", "sources", "confidence", "cases", "next"}


class TopicError(ValueError):
    """An answer's file that can't be used; the text begins with the file."""


@dataclass(frozen=True)
class Case:
    """A sentence for people of whom all conditions hold; ``(name, False)`` is a condition that must not."""

    when: tuple[tuple[str, bool], ...]
    say: str

    def holds(self, facts: Mapping[str, Any], assessment: Mapping[str, Any]) -> bool:
        """Whether every condition is known to be as wanted."""
        return all(CONDITIONS[name](facts, assessment) is wanted for name, wanted in self.when)


@dataclass(frozen=True)
class Topic:
    """One answer as written; ``parameters`` are those that its head names."""

    name: str
    lang: str
    title: str
    question: str
    parameters: tuple[tuple[str, str], ...]
    sources: tuple[Reference, ...]
    confidence: str
    cases: tuple[Case, ...]
    next: tuple[str, ...]
    short: str
    more: str

    def rests_on(self, *texts: str) -> tuple[tuple[str, str], ...]:
        """The parameters of the head, then those whose values stand in ``texts`` (parts of this answer)."""
        used = ((found.tree, found.name) for text in texts for found in placeholders(text) if found.is_parameter)
        return tuple(dict.fromkeys((*self.parameters, *used)))

    def references(self, today: datetime.date, *texts: str) -> tuple[Reference, ...]:
        """Where ``texts`` stand: those parameters as in force today, then the further sources."""
        return (*(parameter(tree, name).on(today).reference for tree, name in self.rests_on(*texts)), *self.sources)

    def case(self, context: Context) -> Case | None:
        """The first case that holds and whose values are all told."""
        for case in self.cases:
            if case.holds(context.facts, context.assessment) and fill(case.say, context) is not None:
                return case
        return None

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that it may say, with its placeholders."""
        return (*(case.say for case in self.cases), self.short, self.more)


@dataclass(frozen=True)
class Reply:
    """What is said, and the questions offered next."""

    text: str
    buttons: tuple[str, ...] = ()


def answer(
    topic: str,
    facts: Mapping[str, Any],
    assessment: Mapping[str, Any],
    today: datetime.date,
    more: bool = False,
    lang: str = ENGLISH,
) -> Reply:
    """The answer to a topic for this person on this day.

    ``facts``, ``assessment``: the JSON documents of the public contract. ``more``: the rest instead of the short
    text. `KeyError` for an unknown topic.
    """
    found = topic_of(topic, lang)
    context = Context(today, lang, facts, assessment)
    case = found.case(context)
    said = [case.say] if case else []
    if more:
        said.append(found.more or phrase("replies.more_nothing", lang))
    else:
        said.append(found.short)
    paragraphs = [str(fill(text, context)) for text in said]
    if found.confidence != "high":
        paragraphs.append(phrase(f"topics.confidence.{found.confidence}", lang))
    lines = ["\n\n".join(paragraphs)]
    if found.more and not more:
        lines.append(phrase("topics.more", lang))
    lines.append(source_line(found, today, *said))
    known = topic_names()
    offers = [name for name in found.next if name in known]
    return Reply("\n".join(lines), tuple(question_of(name, lang) for name in offers[:MOST]))


def source_line(topic: Topic, today: datetime.date, *texts: str) -> str:
    """Where the parts that are said stand, and the oldest day on which one of these sources was checked."""
    references = topic.references(today, *texts)
    names = list(dict.fromkeys(reference.name for reference in references))[:MOST]
    checked = long_date(min(reference.checked for reference in references), topic.lang)
    return phrase("verdict.sources", topic.lang, sources="; ".join(names), checked=checked)


def topics(lang: str = ENGLISH) -> tuple[Topic, ...]:
    """All topics, by name."""
    return tuple(topic_of(name, lang) for name in topic_names())


def question_of(topic: str, lang: str = ENGLISH) -> str:
    """How a button asks for the topic; `KeyError` for an unknown one."""
    return topic_of(topic, lang).question


@functools.cache
def topic_names() -> tuple[str, ...]:
    """The names of all topics."""
    return tuple(sorted(path.stem for path in (FOLDER / ENGLISH).glob("*.md")))


@functools.cache
def topic_of(name: str, lang: str = ENGLISH) -> Topic:
    """One topic; what another language lacks is answered in English. `KeyError` for an unknown one."""
    if name not in topic_names():
        raise KeyError(f"no topic {name}")
    path = FOLDER / lang / f"{name}.md"
    if not path.is_file():
        path = FOLDER / ENGLISH / f"{name}.md"
    return read(path)


# --- reading ---------------------------------------------------------------------------------------------


def read(path: Path) -> Topic:
    """The topic of a file; `TopicError` when anything about it is wrong."""
    where = f"{path.parent.name}/{path.name}"
    match = _FILE.fullmatch(path.read_text(encoding="utf-8"))
    if match is None:
        raise TopicError(f"{where}: begins with a head between two lines of ---")
    try:
        head = yaml.safe_load(match["head"])
    except yaml.YAMLError as error:
        raise TopicError(f"{where}: the head is no YAML: {error}") from error
    if not isinstance(head, dict):
        raise TopicError(f"{where}: the head is a mapping")
    try:
        return _topic(path.stem, path.parent.name, head, match["body"])
    except (PlaceholderError, ParameterError, _HeadError) as error:
        raise TopicError(f"{where}: {error}") from error


class _HeadError(ValueError):
    """Something wrong in a head."""


def _topic(name: str, lang: str, head: Mapping[str, Any], body: str) -> Topic:
    if unknown := set(head) - _KEYS:
        raise _HeadError(f"unknown keys {', '.join(sorted(map(str, unknown)))}")
    for key in ("title", "question"):
        if not isinstance(head.get(key), str):
            raise _HeadError(f"needs a {key}")
    confidence = head.get("confidence")
    if confidence not in CONFIDENCES:
        raise _HeadError(f"confidence is one of {', '.join(CONFIDENCES)}")
    short, *rest = _MORE.split(body)
    if len(rest) > 1:
        raise _HeadError("has more than one part More")
    short, more = _unwrapped(short), _unwrapped(rest[0] if rest else "")
    if not short:
        raise _HeadError("has no text")
    cases = tuple(_case(row) for row in _list(head, "cases"))
    for text in (short, more):
        check(text, own=False, lang=lang)
    for case in cases:
        check(case.say, own=True, lang=lang)
    named = [_parameter(row) for row in _list(head, "parameters")]
    sources = tuple(_source(row) for row in _list(head, "sources"))
    following = tuple(_list(head, "next"))
    if not all(isinstance(row, str) for row in following):
        raise _HeadError("next names topics")
    topic = Topic(
        name=name,
        lang=lang,
        title=head["title"],
        question=head["question"],
        parameters=tuple(dict.fromkeys(named)),
        sources=sources,
        confidence=str(confidence),
        cases=cases,
        next=following,
        short=short,
        more=more,
    )
    # Each part must have a source of its own.
    if not sources and not all(topic.rests_on(text) for text in (short, more)):
        raise _HeadError("needs parameters or sources: every answer says where it stands")
    return topic


def _list(head: Mapping[str, Any], key: str) -> list[Any]:
    rows = head.get(key) or []
    if not isinstance(rows, list):
        raise _HeadError(f"{key} is a list")
    return rows


def _parameter(row: Any) -> tuple[str, str]:
    tree, dot, name = str(row).partition(".")
    if not dot:
        raise _HeadError(f"{row}: a parameter is named tree.name")
    parameter(tree, name)
    return tree, name


def _source(row: Any) -> Reference:
    wanted = {"title": str, "url": str, "checked": datetime.date}
    if not isinstance(row, dict) or set(row) != set(wanted):
        raise _HeadError("a source has a title, a url and a day when it was checked")
    for key, kind in wanted.items():
        if not isinstance(row[key], kind):
            raise _HeadError(f"the {key} of a source is not as expected: {row[key]!r}")
    if not row["url"].startswith(("https://", "http://")):
        raise _HeadError(f"{row['url']} is no web address")
    return Reference(row["title"], row["url"], row["checked"])


def _case(row: Any) -> Case:
    if not isinstance(row, dict) or set(row) != {"when", "say"} or not isinstance(row["say"], str):
        raise _HeadError("a case has a condition (when) and a text (say)")
    wanted = row["when"] if isinstance(row["when"], list) else [row["when"]]
    when = []
    for condition in wanted:
        name = str(condition).removeprefix("not ")
        if name not in CONDITIONS:
            raise _HeadError(f"no condition {name}; there are {', '.join(sorted(CONDITIONS))}")
        when.append((name, name == str(condition)))
    return Case(tuple(when), row["say"].strip())


def _unwrapped(text: str) -> str:
    """Paragraphs and list items as one line each; list items begin with a bullet."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines: list[str] = []
        for line in map(str.strip, block.splitlines()):
            if line.startswith("#"):
                raise _HeadError(f"{line!r}: the only heading is ## More")
            if line.startswith(("- ", "• ")):
                lines.append(f"• {line[2:].strip()}")
            elif lines:
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs)
