"""Placeholders in answers: values of the law, computed figures, addresses, and values of the person.

``{cec.required_hours}`` is the value in force today; ``{cec.minimum_clb[1]}`` an entry of it (several in a
row go deeper), ``{cec.eligible_teers@from}``, ``@until`` and ``@checked`` its days. ``|money``, ``|number``,
``|plain``, ``|words``, ``|list`` (or), ``|and`` and ``|range`` say how to write it. ``{figure.NAME}`` is a function
of `answers.figures`, ``{link.NAME}`` an address of answers/<lang>/links.yml, ``{your.NAME}`` a value of
`answers.your_case`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answers.dates import grouped, long_date
from answers.figures import FIGURES, listed, money
from answers.phrases import phrase, phrases
from answers.your_case import VALUES
from eligibility.parameters import ParameterError, Value, parameter

_BRACES = re.compile(r"\{([^{}]*)\}")
_INSIDE = re.compile(
    r"(?P<tree>[a-z_0-9]+)\.(?P<name>[a-z_0-9]+)(?P<keys>(?:\[[^\[\]]+\])*)"
    r"(?:@(?P<day>from|until|checked))?(?:\|(?P<style>[a-z]+))?"
)
_STYLES = ("money", "number", "plain", "words", "list", "and", "range")
_NO_TREES = ("figure", "link", "your")


class PlaceholderError(ValueError):
    """A placeholder that can't be filled for anybody."""


@dataclass(frozen=True)
class Context:
    """For whom and for which day a text is filled."""

    today: datetime.date
    lang: str
    facts: Mapping[str, Any]
    assessment: Mapping[str, Any]


@dataclass(frozen=True)
class Placeholder:
    """What stands between two braces."""

    tree: str
    name: str
    keys: tuple[str, ...] = ()
    day: str | None = None
    style: str | None = None

    @property
    def label(self) -> str:
        """What it names: ``cec.minimum_clb[1]``, ``figure.crs_maximum``."""
        return f"{self.tree}.{self.name}{''.join(f'[{key}]' for key in self.keys)}{f'@{self.day}' if self.day else ''}"

    @property
    def is_parameter(self) -> bool:
        """Whether it is a value of the law."""
        return self.tree not in _NO_TREES

    @property
    def is_own(self) -> bool:
        """Whether it is a value of the person."""
        return self.tree == "your"


def placeholders(text: str) -> list[Placeholder]:
    """All placeholders of a text in order; `PlaceholderError` for one that can't be read."""
    return [_parse(match.group(1)) for match in _BRACES.finditer(text)]


def _parse(inside: str) -> Placeholder:
    match = _INSIDE.fullmatch(inside)
    if match is None:
        raise PlaceholderError(f"{{{inside}}} is no placeholder")
    keys = tuple(re.findall(r"\[([^\[\]]+)\]", match["keys"]))
    found = Placeholder(match["tree"], match["name"], keys, match["day"], match["style"])
    if found.style is not None and found.style not in _STYLES:
        raise PlaceholderError(f"{{{inside}}}: no format {found.style}; there are {', '.join(_STYLES)}")
    if not found.is_parameter and (found.keys or found.day or found.style):
        raise PlaceholderError(f"{{{inside}}}: a {found.tree} takes no entry, day or format")
    return found


def check(text: str, own: bool, lang: str = "en") -> None:
    """Raises `PlaceholderError` for the first placeholder that can't be filled.

    ``own``: whether values of the person may stand here.
    """
    for found in placeholders(text):
        shown = f"{{{found.tree}.{found.name}}}"
        if found.is_parameter:
            try:
                _of_value(found, parameter(found.tree, found.name).values[-1], lang)
            except ParameterError as error:
                raise PlaceholderError(str(error)) from error
        elif found.is_own:
            if not own:
                raise PlaceholderError(f"{shown}: values of the person stand in cases only")
            if found.name not in VALUES:
                raise PlaceholderError(f"{shown}: no such value; there are {', '.join(VALUES)}")
        elif found.name not in (FIGURES if found.tree == "figure" else phrases("links", lang)):
            raise PlaceholderError(f"{shown}: no such {found.tree}")


def fill(text: str, context: Context) -> str | None:
    """The text with its placeholders filled; ``None`` when it needs a value that the person hasn't told.

    Values are put in as they are: nothing that a person typed is ever read as a placeholder.
    """
    values = [value_of(found, context) for found in placeholders(text)]
    if None in values:
        return None
    rest = iter(values)
    return _BRACES.sub(lambda _: str(next(rest)), text)


def replaced(text: str, by: Callable[[Placeholder], str]) -> str:
    """The text with each placeholder replaced by what ``by`` says of it."""
    return _BRACES.sub(lambda match: by(_parse(match.group(1))), text)


def value_of(found: Placeholder, context: Context) -> str | None:
    """The text of one placeholder; ``None`` for a value that the person hasn't told."""
    if found.tree == "figure":
        return FIGURES[found.name](context.today, context.lang)
    if found.tree == "link":
        return str(phrases("links", context.lang)[found.name])
    if found.is_own:
        return VALUES[found.name](context.facts, context.assessment, context.lang)
    return _of_value(found, parameter(found.tree, found.name).on(context.today), context.lang)


def _of_value(found: Placeholder, value: Value, lang: str) -> str:
    where = f"{found.tree}.{found.name}"
    if found.day is not None:
        day = {"from": value.from_, "until": value.until, "checked": value.checked}[found.day]
        if day is None:
            raise PlaceholderError(f"{where}@{found.day}: there is no such day")
        return long_date(day, lang)
    return written(_entry(value.value, found.keys, where), found.style, where, lang)


def _entry(value: Any, keys: Sequence[str], where: str) -> Any:
    for key in keys:
        try:
            value = value[key if isinstance(value, Mapping) and key in value else int(key)]
        except (ValueError, LookupError, TypeError):
            raise PlaceholderError(f"{where}: no entry {key}") from None
    return value


def written(value: Any, style: str | None, where: str, lang: str = "en") -> str:
    """A plain value as text; `PlaceholderError` when it is none, or doesn't suit the format."""
    if isinstance(value, list):
        items = [written(item, None, where, lang) for item in value]
        if style == "range":
            return phrase("topics.range", lang, low=items[0], high=items[-1])
        if style in (None, "and", "list"):
            return listed(items, "or" if style == "list" else "and", lang)
    elif isinstance(value, datetime.date) and style is None:
        return long_date(value, lang)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if style == "money":
            return money(value, lang)
        if style == "words":
            return str(phrases("topics", lang)["numbers"].get(value, grouped(value)))
        if style in (None, "number", "plain"):
            return str(value) if style == "plain" else grouped(value)
    elif isinstance(value, str) and style is None:
        return value
    raise PlaceholderError(f"{where}: {type(value).__name__} can't be written as {style or 'text'}")
