"""Mentions laid flat, as tests/nlu/facts.yml writes them, and how well they agree with it.

``python -m tests.nlu.facts.flat`` prints precision and recall by field, and what was missed or made up.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from nlu.facts import read
from nlu.turn import mark_hypothetical

TODAY = datetime.date(2026, 11, 24)
MESSAGES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "facts.yml").read_text(encoding="utf-8"))
ABILITIES = ("listening", "reading", "writing", "speaking")
#: Raw material for the open question: wanted where labelled, no mistake elsewhere.
RAW = frozenset({"date", "number"})
#: Titles are the person's own words; a title is the same when nearly all letters are.
_SAME_TITLE = 88

#: One fact: its field, its value as text, the job or test it belongs to ("" for none in particular).
Fact = tuple[str, str, str]


def said(text: str, intent: str = "inform", today: datetime.date = TODAY) -> list[dict[str, Any]]:
    """The entities of a message that count: those in a question about nobody are left out."""
    entities = [mention.as_entity() for mention in read(text, today)]
    return [e for e in mark_hypothetical(text, intent, entities) if not e.get("hypothetical")]


def found_in(text: str, intent: str = "inform") -> Counter[Fact]:
    """What is read out of a message, flat."""
    entities = said(text, intent)
    groups = sorted({e["group"] for e in entities if "group" in e}, key=int)
    own_tests = [
        e for e in entities if e["entity"] == "language_test" and not e["value"].get("spouse") and _scored(e["value"])
    ]
    flat: Counter[Fact] = Counter()
    permits = [(e["start"], e["value"].get("kind")) for e in entities if e["entity"] == "permit"]
    for entity in entities:
        held = (entity["start"], entity["value"]) in permits and len(groups) < 2
        if entity["entity"] == "authorization" and held:
            continue
        place = entity.get("group", "") if len(groups) > 1 else ""
        if len(own_tests) > 1 and entity in own_tests:
            place = f"test {own_tests.index(entity) + 1}"
        for name, value in _fields(entity["entity"], entity["value"]):
            at = "" if name in ("permit", "permit_expires") else place
            flat[(name, _plain(value), at)] += 1
    return flat


def wanted_in(entities: dict[str, Any]) -> Counter[Fact]:
    """The label of a message, flat."""
    flat: Counter[Fact] = Counter()

    def put(row: dict[str, Any], at: str) -> None:
        for name, value in row.items():
            for one in value if isinstance(value, list) else [value]:
                flat[(name, _plain(one), at)] += 1

    put({k: v for k, v in entities.items() if k not in ("jobs", "tests")}, "")
    for number, job in enumerate(entities.get("jobs", []), start=1):
        put(job, str(number))
    for number, test in enumerate(entities.get("tests", []), start=1):
        put(test, f"test {number}")
    return flat


def _scored(value: dict[str, Any]) -> bool:
    return not value.get("none")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).casefold()


def _fields(name: str, value: Any) -> list[tuple[str, Any]]:
    """An entity as (field, value) rows."""
    if name in _STRUCTURED:
        return [(field_, shown) for field_, shown in _STRUCTURED[name](value) if shown is not None]
    return [(name, value)]


def _period(value: dict[str, Any]) -> list[tuple[str, Any]]:
    if value.get("alternatives"):
        starts = "|".join(dict.fromkeys(str(row["start"]) for row in value["alternatives"]))
        return [("ambiguous_start", starts), ("current", value.get("current"))]
    return [("start", value.get("start")), ("end", value.get("end")), ("current", value.get("current"))]


def _hours(value: dict[str, Any]) -> list[tuple[str, Any]]:
    shown = value["basis"] if value["value"] is None else value["value"]
    if value.get("range"):
        shown = "{}-{}".format(*value["range"])
    return [("hours", shown), ("hours_since", value.get("since")), ("hours_until", value.get("until"))]


def _place(value: dict[str, Any]) -> list[tuple[str, Any]]:
    role = value.get("role")
    if role == "destination":
        return [("destination", value.get("province") or value.get("country"))]
    if role == "origin":
        return [("origin", value.get("province") or value.get("country"))]
    if value.get("province"):
        return [("province", value["province"])]
    return [("country", value.get("country")), ("abroad", value.get("abroad"))]


def _test(value: dict[str, Any]) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]]
    if value.get("none"):
        rows = [("no_test", True), ("test_planned", value.get("planned"))]
    else:
        unordered = " ".join(_plain(n) for n in value.get("unordered", [])) or None
        rows = [("test", value.get("test")), ("test_date", value.get("date")), ("all_scores", value.get("all"))]
        rows += [("unordered", unordered), ("overall", value.get("overall"))]
        rows += [("not_accepted", value.get("not_accepted"))] + [(a, value.get(a)) for a in ABILITIES]
    return [(f"spouse_{n}" if value.get("spouse") else n, v) for n, v in rows]


def _education(value: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("spouse_education" if value.get("spouse") else "education", value.get("level")),
        ("education_country", value.get("country")),
        ("canadian_credential", value.get("canadian_credential")),
        ("eca", value.get("eca")),
    ]


def _reference(value: dict[str, Any]) -> list[tuple[str, Any]]:
    shown = value.get("index", value.get("title"))
    shown = "all" if value.get("all") else "same" if value.get("same") else shown
    return [("reference", shown)]


def _correction(value: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("correction", f"{value['old']}>{value['new']}" if value.get("old") else "marker")]


_STRUCTURED = {
    "occupation": lambda v: [("title", v["title"])],
    "noc_2016": lambda v: [("noc_2016", v["code"])],
    "period": _period,
    "duration": lambda v: [("months", v["months"])],
    "hours_per_week": _hours,
    "place": _place,
    "permit": lambda v: [("permit", v.get("kind")), ("permit_expires", v.get("expires"))],
    "leave": lambda v: [("leave", v["kind"]), ("leave_start", v.get("start")), ("leave_end", v.get("end"))],
    "language_test": _test,
    "education": _education,
    "spouse": lambda v: [("spouse_work_years", v["canadian_work_years"])],
    "job_reference": _reference,
    "removal": lambda v: [("removal", v["what"])],
    "ordinal": lambda v: [("ordinal", "none" if v.get("none") else v.get("index"))],
    "correction": _correction,
    "date": lambda v: [("date", v["start"])],
}


@dataclass
class Tally:
    """Facts rightly found, made up, and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Of what was found, how much is right."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Of what was said, how much was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass
class Report:
    """The agreement by field and in all, with the mistakes message by message."""

    fields: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    mistakes: list[tuple[str, list[Fact], list[Fact]]] = field(default_factory=list)

    @property
    def overall(self) -> Tally:
        """All fields together."""
        rows = self.fields.values()
        return Tally(sum(r.right for r in rows), sum(r.extra for r in rows), sum(r.missed for r in rows))


def _pair_titles(extra: Counter[Fact], missed: Counter[Fact]) -> int:
    """Titles that differ by a letter or an article are the same; both sides are taken out."""
    paired = 0
    for fact in [f for f in extra if f[0] == "title"]:
        for other in [f for f in missed if f[0] == "title" and f[2] == fact[2]]:
            if fuzz.ratio(fact[1], other[1]) >= _SAME_TITLE and extra[fact] and missed[other]:
                extra[fact] -= 1
                missed[other] -= 1
                paired += 1
    return paired


def measure(messages: list[dict[str, Any]]) -> Report:
    """Compare what is read with the labels."""
    report = Report()
    for message in messages:
        wanted = wanted_in(message["entities"])
        found = found_in(message["text"], message.get("intent", "inform"))
        labelled = {name for name, _, _ in wanted}
        found = Counter({f: n for f, n in found.items() if f[0] not in RAW or f[0] in labelled})
        right, extra, missed = wanted & found, found - wanted, wanted - found
        report.fields["title"].right += _pair_titles(extra, missed)
        extra, missed = +extra, +missed
        for kind, facts in (("right", right), ("extra", extra), ("missed", missed)):
            for (name, _, _), count in facts.items():
                tally = report.fields[name]
                setattr(tally, kind, getattr(tally, kind) + count)
        if extra or missed:
            report.mistakes.append((message["text"], sorted(missed.elements()), sorted(extra.elements())))
    return report


def table(report: Report) -> str:
    """The report as text, a line a field."""
    lines = [f"{'field':22} right extra missed precision recall"]
    rows = [*sorted(report.fields.items()), ("all", report.overall)]
    lines += [f"{name:22} {t.right:5} {t.extra:5} {t.missed:6} {t.precision:9.3f} {t.recall:6.3f}" for name, t in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    result = measure(MESSAGES)
    if "-q" not in sys.argv:
        for text, missed_, extra_ in result.mistakes:
            print(repr(text[:150]))
            for fact_ in missed_:
                print("   missed", *fact_)
            for fact_ in extra_:
                print("   extra ", *fact_)
    print(table(result))
