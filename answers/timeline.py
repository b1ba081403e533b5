"""The days of a case in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase
from answers.verdict import missing_words
from eligibility.timeline import Event, Timeline


def _t(key: str, lang: str, **values: Any) -> str:
    return phrase(f"timeline.{key}", lang, **values)


def what(event: Event, lang: str = "en") -> str:
    """What happens on a day, in a few words."""
    values = dict(event.values)
    if "test" in values:
        values["test"] = phrase(f"criteria.tests.{values['test']}", lang)
    return _t(f"events.{event.code}", lang, **values)


def rows(found: Timeline, lang: str = "en") -> list[tuple[datetime.date, str]]:
    """Days and words, in order."""
    return [(event.day, what(event, lang)) for event in found.events]


def lines(found: Timeline, lang: str = "en", facts: Mapping[str, Any] | None = None) -> str:
    """The whole timeline as text with its sources; ``facts`` (as JSON) put what is missing into words."""
    program = _t(f"programs.{found.program}", lang)
    text = [_t("head", lang, program=program, as_of=long_date(found.as_of, lang))]
    text += [_t("line", lang, day=long_date(day, lang), what=words) for day, words in rows(found, lang)]
    if found.assessment.missing:
        missing = found.assessment.missing
        what = missing_words(missing, facts, lang) if facts is not None else ", ".join(missing)
        text.append(_t("nothing", lang, paths=what))
    references = [event.reference for event in found.events if event.reference]
    if references:
        names = "; ".join(dict.fromkeys(reference.name for reference in references))
        checked = long_date(min(reference.checked for reference in references), lang)
        text.append(phrase("verdict.sources", lang, sources=names, checked=checked))
    return "\n".join(text)
