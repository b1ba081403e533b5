"""The decision about status between permits, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase, phrases
from answers.verdict import sources
from eligibility.parameters import Reference, parameter
from eligibility.permits import Decision, Filing, bridging, bridging_from, ends_soon, restoration_until, right_to_work
from eligibility.results import Status

#: Reasons after which restoration is what is left to do.
_RESTORATION = frozenset({"restorable", "filed_late", "refused", "refused_restorable"})


def _s(key: str, lang: str, **values: Any) -> str:
    return phrase(f"status.{key}", lang, **values)


def decision(filing: Filing, as_of: datetime.date, with_bridging: bool, lang: str = "en") -> str:
    """The whole answer: may they work and until when, a bridging permit if asked for, the next step, sources."""
    work = right_to_work(filing, as_of)
    bridge = bridging(filing, as_of) if with_bridging else None
    values = _values(filing, work, as_of, lang)
    lines = [_work(work, values, lang)]
    if bridge is not None:
        lines.append(_bridging(bridge, filing, values, as_of, lang))
    lines.append(_next(work, bridge, values, lang))
    if shows_timeline(filing, as_of):
        lines.append(_s("timeline", lang))
    references = dict.fromkeys([*work.references, *(bridge.references if bridge else ())])
    lines += ["", source_line(references, lang), phrase("verdict.advice", lang)]
    return "\n".join(lines)


def again(text: str, with_bridging: bool, lang: str = "en") -> str:
    """A decision that was given before, in short: what it says, without the next step and the rest."""
    return _s("same", lang, decision=" ".join(text.splitlines()[: 1 + with_bridging]))


def shows_timeline(filing: Filing, as_of: datetime.date) -> bool:
    """Whether the permit ends so soon that its days are worth laying out."""
    return filing.permit_expires is not None and ends_soon(filing.permit_expires, as_of)


def source_line(references: Iterable[Reference], lang: str = "en") -> str:
    """The line that says where a decision comes from, and when that was checked."""
    rows = [{"title": r.title, "url": r.url, "checked": r.checked.isoformat()} for r in references]
    return sources({"criteria": [{"references": rows}]}, lang)


def _values(filing: Filing, work: Decision, as_of: datetime.date, lang: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "as_of": long_date(as_of, lang),
        "days": parameter("timeline", "restoration_days").on(as_of).value,
        "months": parameter("timeline", "bridging_advice_months").on(as_of).value,
        "url": phrases("links", lang)["consultants"],
    }
    if filing.permit_expires is not None:
        values["expires"] = long_date(filing.permit_expires, lang)
        values["restoration"] = long_date(restoration_until(filing.permit_expires, as_of)[0], lang)
        values["advised"] = long_date(bridging_from(filing.permit_expires, as_of), lang)
    values["filed"] = _filed(filing, lang)
    if work.until is not None:
        values["until"] = long_date(work.until, lang)
    return values


def _filed(filing: Filing, lang: str) -> str:
    """When something was applied for, as far as it is known."""
    first, last = filing.extension_filed, filing.extension_filed_by
    if first is None:
        return _s(f"filed.{'late' if filing.in_time is False else 'in_time'}", lang)
    if last is not None and last != first:
        return _s("filed.between", lang, first=long_date(first, lang), last=long_date(last, lang))
    return _s("filed.on", lang, day=long_date(first, lang))


def _work(work: Decision, values: Mapping[str, Any], lang: str) -> str:
    if work.status is Status.UNKNOWN:
        return _s(f"work.unknown_{work.missing[0]}", lang, **values)
    return _s(f"work.{work.reason}", lang, **values)


def _bridging(found: Decision, filing: Filing, values: Mapping[str, Any], as_of: datetime.date, lang: str) -> str:
    if found.status is Status.UNKNOWN:
        return _s("bridging.unknown", lang, what=named(found.missing, lang))
    reason = found.reason
    if reason == "on_permit" and filing.permit_expires and bridging_from(filing.permit_expires, as_of) > as_of:
        reason = "on_permit_early"
    return _s(f"bridging.{reason}", lang, **values)


def named(missing: Iterable[str], lang: str = "en") -> str:
    """What is not said, by name."""
    return "; ".join(_s(f"facts.{name}", lang) for name in missing)


def _next(work: Decision, bridge: Decision | None, values: Mapping[str, Any], lang: str) -> str:
    missing = list(dict.fromkeys([*work.missing, *(bridge.missing if bridge else ())]))
    if missing:
        return _s("next.unknown", lang, what=named(missing, lang))
    if bridge is not None and bridge.status is Status.MET and work.status is Status.MET:
        return _s("next.bridge_maintained" if work.reason == "maintained_status" else "next.bridge", lang, **values)
    if bridge is not None and bridge.reason == "with_restoration":
        return _s("next.bridge_restoration", lang, **values)
    return _s(f"next.{'restorable' if work.reason in _RESTORATION else work.reason}", lang, **values)


def told(values: Mapping[str, Any], lang: str = "en") -> list[str]:
    """What was told for the decision, as short pieces; keys as `eligibility.permits.filing` takes them."""
    pieces = []
    for name, value in values.items():
        if name == "extension_filed" and values.get("extension_filed_by") not in (None, value):
            days = {"first": _day(value, lang), "last": _day(values["extension_filed_by"], lang)}
            pieces.append(_s("told.extension_filed_between", lang, **days))
        elif name in ("extension_filed", "refused", "left", "permit_expires"):
            pieces.append(_s(f"told.{name}", lang, day=_day(value, lang)))
        elif name == "extension_days_before":
            pieces.append(_s(f"told.extension_days_{'before' if value >= 0 else 'after'}", lang, count=abs(value)))
        elif name == "outcome" and values.get("refused"):
            continue
        elif name in ("extension", "outcome"):
            pieces.append(_s(f"told.{name}_{value}", lang))
        elif isinstance(value, bool):
            pieces.append(_s(f"told.{name}_{'yes' if value else 'no'}", lang))
    return pieces


def _day(value: str, lang: str) -> str:
    return long_date(datetime.date.fromisoformat(value), lang)
