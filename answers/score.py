"""The score in words: why each factor gives what it gives, and the lines of a breakdown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from answers.current_rounds import current
from answers.dates import long_date
from answers.phrases import phrase, phrases
from answers.verdict import missing_words
from eligibility.crs import SECTIONS, Item, Score
from eligibility.crs_improve import Change, Improvement, Pair, Step
from eligibility.parameters import Reference
from eligibility.results import Caveat


def _s(key: str, lang: str, **values: Any) -> str:
    return phrase(f"crs.{key}", lang, **values)


def years(count: int, lang: str = "en") -> str:
    """ "1 year", "3 years"."""
    return _s("years.one", lang) if count == 1 else _s("years.many", lang, count=count)


def because(item: Item, lang: str = "en") -> str:
    """Why a factor gives its points, in a few words."""
    if item.points is None:
        return _s("because.not_settled", lang)
    values = item.values
    if item.factor in ("first_language", "second_language", "spouse_language"):
        return _language(values, lang)
    if item.factor in ("education", "spouse_education"):
        return _s(f"levels.{values['education']}", lang)
    if item.factor in ("canadian_work", "spouse_canadian_work"):
        return _s("because.work", lang, years=years(values["years"], lang))
    if item.section == "transferability":
        return _transferability(item, lang)
    if item.factor == "job_offer":
        return _s(f"offers.{values['offer']}", lang)
    if item.factor == "canadian_study":
        return _s(f"credentials.{values['credential']}", lang)
    if item.factor == "high_wage_work":
        return _s(f"because.high_wage_work.{'listed' if item.points else 'unlisted'}", lang, noc=values["noc"])
    if item.factor == "age":
        return _s("because.age", lang, age=values["age"])
    return _s(f"because.{item.factor}.{'yes' if values['has'] else 'no'}", lang, level=values.get("level"))


def _language(values: Any, lang: str) -> str:
    if not values["levels"]:
        return _s("because.no_language", lang)
    levels = ", ".join(f"{_s(f'abilities.{ability}', lang)} {level}" for ability, level in values["levels"].items())
    name = values.get("language")
    return _s("because.language", lang, language=_s(f"languages.{name}", lang), levels=levels) if name else levels


def _transferability(item: Item, lang: str) -> str:
    values = item.values
    if item.factor == "certificate_and_language" and not values["certificate"]:
        return _s("because.no_certificate", lang)
    if "language" in item.factor and not values["level"]:
        return _s("because.below", lang)
    return _s(
        f"because.{item.factor}",
        lang,
        education=_s(f"levels.{values['education']}", lang),
        level=values["level"],
        years=years(values["years"], lang),
        foreign_years=years(values["foreign_years"], lang),
    )


def caveat(row: Caveat, lang: str = "en") -> str:
    """A caveat of the score in one sentence."""
    values = {
        key: long_date(value, lang) if isinstance(value, datetime.date) else value for key, value in row.values.items()
    }
    return _s(f"caveats.{row.code}", lang, **values)


def breakdown(score: Score, lang: str = "en") -> str:
    """The whole score as lines of text: total or range, each section with its factors, caveats, source."""
    head = {
        "as_of": long_date(score.as_of, lang),
        "grid": long_date(score.grid.version, lang),
        "most": f"{score.grid.most('total', False):,}",
    }
    low, high = score.range
    if score.total is not None:
        lines = [_s("lines.total", lang, total=score.total, **head)]
    else:
        lines = [_s("lines.range", lang, low=low, high=high, **head)]
    for section in SECTIONS:
        items = [item for item in score.items if item.section == section]
        if items:
            lines += _section(score, section, items, lang)
    if score.missing:
        lines.append(_s("lines.missing", lang, paths=", ".join(score.missing)))
    lines += [_s("lines.caveat", lang, sentence=caveat(row, lang)) for row in score.caveats]
    return "\n".join([*lines, source(score.references[0], lang)])


def for_chat(found: Score, facts: Mapping[str, Any], today: datetime.date, lang: str = "en") -> str:
    """The score in a few lines: total or range, a line a section, the last cut-off, what it leaves open, source."""
    low, high = found.range
    shown = str(found.total) if found.total is not None else _points(low, high, lang)
    key = "total" if found.total is not None else "range"
    values = {"as_of": long_date(found.as_of, lang), "points": shown, "low": low, "high": high}
    lines = [_s(f"chat.{key}", lang, **values), ""]
    for section in SECTIONS:
        items = [item for item in found.items if item.section == section and (item.high or item.points is None)]
        if items:
            spread = found.section_ranges[section]
            rows = ", ".join(
                _s("chat.item", lang, name=_s(f"short.{item.factor}", lang), points=_points(item.low, item.high, lang))
                for item in items
            )
            name = _s(f"sections.{section}", lang)
            lines.append(_s("chat.section", lang, name=name, points=_points(*spread, lang), items=rows))
    if found.missing:
        lines.append(_s("chat.missing", lang, what=missing_words(found.missing, facts, lang)))
    latest = next(iter(current().of(["CEC"], 1)), None)
    if latest is not None:
        gap = low - latest.cutoff if found.total is not None else None
        compared = "" if gap is None else _s("chat.above" if gap >= 0 else "chat.below", lang, gap=abs(gap))
        values = {"cutoff": latest.cutoff, "day": long_date(latest.date, lang), "compared": compared}
        lines += ["", _s("chat.latest", lang, **values)]
    lines += [_s("lines.caveat", lang, sentence=caveat(row, lang)) for row in found.caveats]
    lines += [_s("chat.next", lang), source(found.references[0], lang)]
    return "\n".join(lines)


def _section(score: Score, section: str, items: list[Item], lang: str) -> Iterable[str]:
    low, high = score.section_ranges[section]
    most = score.grid.most(section, any(item.section == "spouse" for item in score.items))
    yield _s(
        "lines.section",
        lang,
        name=_s(f"sections.{section}", lang),
        points=_points(low, high, lang),
        maximum=most,
    )
    for item in items:
        yield _s(
            "lines.item",
            lang,
            name=_s(f"factors.{item.factor}", lang),
            points=_points(item.low, item.high, lang),
            maximum=item.maximum,
            because=because(item, lang),
        )
    if sum(item.low for item in items) > low and low == high:
        yield _s("lines.capped", lang)


def _points(low: int, high: int, lang: str) -> str:
    return str(low) if low == high else _s("lines.between", lang, low=low, high=high)


def source(reference: Reference, lang: str = "en") -> str:
    """The line that says where a rule stands and when it was last seen there."""
    return _s(
        "lines.source",
        lang,
        title=reference.title,
        url=reference.url,
        checked=long_date(reference.checked, lang),
    )


def step(row: Step, lang: str = "en") -> str:
    """A step that raises the score, in a few words."""
    special = f"{row.code}_{row.values.get('education')}"
    code = special if special in phrases("crs", lang)["steps"] else row.code
    return _s(f"steps.{code}", lang, **_worded(row.values, lang))


def pair(row: Pair, lang: str = "en") -> str:
    """Two steps together, in a few words."""
    return _s("steps.together", lang, first=step(row.first, lang), second=step(row.second, lang))


def change(row: Change, lang: str = "en") -> str:
    """What changes the score by itself, in a few words."""
    return _s(f"changes.{row.code}", lang, **_worded(row.values, lang))


def _worded(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    words = dict(values)
    if "years" in words:
        words["years"] = years(words["years"], lang)
    for key, names in (("education", "levels"), ("ability", "abilities"), ("language", "languages")):
        if key in words:
            words[key] = _s(f"{names}.{words[key]}", lang)
    return words


def improvements(found: Improvement, losses: Sequence[Change], lang: str = "en", most: int = 12) -> str:
    """The steps and pairs that give most, then what time does, as lines of text."""
    steps, pairs = found.steps, found.pairs
    lines = [_s("lines.steps" if steps else "lines.no_steps", lang)]
    lines += [_s("lines.step", lang, gain=f"+{row.gain}", what=step(row, lang)) for row in steps[:most]]
    lines += [_s("lines.step", lang, gain=f"+{row.gain}", what=pair(row, lang)) for row in pairs]
    if losses:
        lines.append(_s("lines.losses", lang))
        lines += [
            _s(
                "lines.loss",
                lang,
                day=long_date(row.day, lang),
                gain=f"{row.gain:+d}",
                what=change(row, lang),
            )
            for row in losses
        ]
    return "\n".join(lines)
