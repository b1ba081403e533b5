"""What a question supposes: "if I get CLB 9 in writing", "if my wife takes IELTS 7", "one more year of work"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from answers.figures import listed
from answers.phrases import phrase
from answers.score import years
from eligibility.crs_improve import with_work
from eligibility.crs_profile import FRENCH_TESTS
from eligibility.facts import ABILITIES, Facts, FactsError, from_document
from eligibility.language import clb
from nlu.facts.numbers import number

#: Tests that are levels already.
_LEVELS = {"french": "nclc", "english": "clb"}
_FURTHER = (
    r"(?:another|one more|1 more|an? (?:extra|further|additional)|(?P<count>[2-9]|two|three|four|five) more)"
    r"\s+(?:full )?"
)
_MORE_YEARS = re.compile(rf"\b{_FURTHER}years?\b", re.I)
_ABROAD = re.compile(r"\b(?:abroad|overseas|foreign|outside (?:of )?canada|back home)\b", re.I)
_NOMINATION = re.compile(r"\b(?:nominat\w+|pnp)\b", re.I)


@dataclass(frozen=True)
class Supposed:
    """The facts with what is supposed, how to call that, and whether it bears on the Canadian Experience Class."""

    facts: Facts
    what: str
    of_the_class: bool = False


def supposed(text: str, entities: list[dict[str, Any]], facts: dict[str, Any], day: datetime.date) -> Supposed | None:
    """The first usable supposition of a question; ``None`` when there is none."""
    for document, what, of_the_class in _documents(entities, facts, day):
        try:
            return Supposed(from_document(document), what[:1].upper() + what[1:], of_the_class)
        except FactsError:
            continue
    told = from_document(facts)
    if found := _MORE_YEARS.search(text):
        count = found["count"]
        more = int(number(count) or 1) if count else 1
        abroad = bool(_ABROAD.search(text))
        changed, total = with_work(told, day, more, abroad)
        return Supposed(changed, phrase(f"crs.chat.what_if_{'abroad' if abroad else 'year'}", years=years(total)))
    if _NOMINATION.search(text):
        what = phrase("crs.steps.nomination")
        return Supposed(from_document({**facts, "provincial_nomination": True}), what[:1].upper() + what[1:])
    return None


def _documents(
    entities: list[dict[str, Any]], facts: dict[str, Any], day: datetime.date
) -> Iterator[tuple[dict[str, Any], str, bool]]:
    person, spouse = dict(facts.get("person") or {}), dict(facts.get("spouse") or {})
    for entity in entities:
        name, value = entity["entity"], entity["value"]
        if name == "language_test" and not value.get("none"):
            of_spouse = bool(value.get("spouse"))
            tests = (spouse if of_spouse else facts).get("language_tests") or []
            found = _test(value, tests, day)
            if found is None:
                continue
            test, what = found
            kept = [t for t in tests if _language(t) != _language(test)]
            if of_spouse:
                what = phrase("crs.chat.what_if_spouse", what=what)
                yield {**facts, "spouse": {**spouse, "language_tests": [*kept, test]}}, what, False
            else:
                yield {**facts, "language_tests": [*kept, test]}, what, True
        elif name == "provincial_nomination" and value:
            yield {**facts, "provincial_nomination": True}, phrase("crs.steps.nomination"), False
        elif name == "trade_certificate" and value:
            yield {**facts, "trade_certificate": True}, phrase("crs.steps.certificate"), False
        elif name == "spouse_accompanies" and not value:
            changed = {**person, "spouse_accompanies": False}
            yield {**facts, "person": changed}, phrase("crs.steps.spouse_not_accompanying"), False
        elif name == "education" and value.get("level"):
            what = phrase(f"crs.levels.{value['level']}")
            if value.get("spouse"):
                changed = {**spouse, "education_level": value["level"]}
                yield {**facts, "spouse": changed}, phrase("crs.chat.what_if_spouse", what=what), False
            else:
                said = {key: value[key] for key in ("level", "canadian_credential") if value.get(key)}
                yield {**facts, "education": {**(facts.get("education") or {}), **said}}, what, False
    for entity in entities:
        # "My wife" beside another supposition says only that there is one.
        if entity["entity"] == "marital_status" and entity["value"] != person.get("marital_status"):
            changed = {**person, "marital_status": entity["value"]}
            yield {**facts, "person": changed}, phrase(f"summary.statuses.{entity['value']}"), False


def _test(
    value: Mapping[str, Any], tests: list[dict[str, Any]], day: datetime.date
) -> tuple[dict[str, Any], str] | None:
    """The test as supposed: what it leaves out stays as in the test of that language that was told."""
    every = value.get("all", value.get("overall"))
    given = {a: value.get(a, every) for a in ABILITIES if value.get(a, every) is not None}
    if not given:
        return None
    known = next((t for t in tests if value.get("test") is None or _language(t) == _language(value)), {})
    name = str(value.get("test") or known.get("test") or "clb")
    scores: dict[str, Any] = given
    if len(given) < len(ABILITIES):
        rest = {a: known[a] for a in ABILITIES if a not in given and known.get(a) is not None}
        if len(given) + len(rest) < len(ABILITIES):
            return None
        if known["test"] != name:
            try:
                scores, rest = clb(name, given), clb(known["test"], rest, _day(known))
            except FactsError:
                return None
            name_of_all = _LEVELS[_language(value)]
        else:
            name_of_all = name
        scores = {a: {**rest, **scores}[a] for a in ABILITIES}
    else:
        name_of_all = name
    test = {"test": name_of_all, "date": day.isoformat(), **scores}
    return test, _called(name, given)


def _called(name: str, given: Mapping[str, float]) -> str:
    test = phrase(f"summary.tests.{name}")
    if len(given) == len(ABILITIES):
        if len(set(given.values())) == 1:
            return phrase("crs.chat.what_if_test", level=f"{test} {next(iter(given.values())):g}")
        return f"{test} " + "/".join(f"{given[a]:g}" for a in ABILITIES)
    parts = [
        phrase("crs.chat.what_if_ability", level=f"{score:g}", ability=phrase(f"crs.abilities.{a}"))
        for a, score in given.items()
    ]
    return f"{test} {listed(parts, 'and')}"


def _day(test: Mapping[str, Any]) -> datetime.date | None:
    return datetime.date.fromisoformat(test["date"]) if test.get("date") else None


def _language(test: Mapping[str, Any]) -> str:
    return "french" if test.get("test") in FRENCH_TESTS else "english"
