"""Replies about the score: one's own, what would raise it, what if, who should be principal, whether it is enough."""

from __future__ import annotations

import base64
import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.asking import next_asked
from actions.memory import Memory
from actions.results import RESULTS
from actions.said import Said
from answers.current_rounds import current
from answers.phrases import phrase
from answers.pictures import cutoffs
from answers.rounds import enough
from answers.score import improvements, source
from eligibility.assessment import assess
from eligibility.categories import open_rounds
from eligibility.crs import score
from eligibility.crs_improve import changes, improve, swapped
from eligibility.facts import ABILITIES, Facts, FactsError, from_document
from nlu.clock import today
from nlu.facts import read


def check_score(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """One's own score: said when all is known, else what it needs is asked."""
    memory.aim("score")
    if next_asked(facts, memory, today()) is None:
        RESULTS["score"](dispatcher, facts, memory)
        memory.goals.remove("score")
        return False
    low, high = score(from_document(facts), today()).range
    known = facts.get("language_tests") or facts.get("person") or facts.get("education")
    dispatcher.utter_message(text=phrase("score.range_so_far", low=low, high=high) if known else phrase("score.begin"))
    return True


def raise_score(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """What would raise it, best first, and what changes it by itself."""
    told, day = from_document(facts), today()
    found = score(told, day)
    if not facts.get("language_tests") and not facts.get("education"):
        dispatcher.utter_message(text=phrase("score.raise_unknown"))
        memory.aim("score")
        return True
    head = phrase("score.raise_head", points=found.range[0]) if found.total is None else ""
    text = improvements(improve(told, day, most_pairs=2, advice=True), changes(told, day))
    dispatcher.utter_message(text="\n".join(part for part in (head, text, source(found.references[0])) if part))
    return False


def what_if(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """ "What if I get CLB 9?": the difference that the named change makes."""
    day = today()
    before = score(from_document(facts), day)
    changed, what = _supposed([*said.hypothetical, *said.entities], facts)
    if changed is None:
        # The extractor leaves out what is only wished for; without the wish it is a plain fact.
        plain = read(_WISH.sub("", said.text, count=1), day)
        changed, what = _supposed([mention.as_entity() for mention in plain], facts)
    if changed is None:
        return raise_score(said, facts, memory, dispatcher)
    after = score(changed, day)
    gain = after.range[0] - before.range[0]
    values = {"what": what, "gain": f"{gain:+d}", "before": before.range[0], "after": after.range[0]}
    key = "what_if_same" if not gain else "what_if" if before.total is not None else "what_if_range"
    lines = [_eligibility(facts, changed), phrase(f"crs.chat.{key}", **values), source(after.references[0])]
    dispatcher.utter_message(text="\n".join(line for line in lines if line))
    return False


def _eligibility(facts: dict[str, Any], changed: Facts) -> str:
    """What the change does to the Canadian Experience Class, once a job was told."""
    if not facts.get("jobs"):
        return ""
    now = assess(from_document(facts), "cec", today()).result.value
    then = assess(changed, "cec", today()).result.value
    key = "same" if now == then else then
    return phrase(f"score.class.{key}", now=phrase(f"score.class.results.{now}"))


_WISH = re.compile(
    r"^.*?\b(?:if|suppose|supposing|imagine|say|with)\b(?:\s+(?:i|we|my \w+))?"
    r"(?:\s+(?:were|was|would|could|can|had|have|get|got|gets|reach|hit|score|retake|improve|finish|do|to|a|an|the))*\s*",
    re.I | re.S,
)


def _supposed(entities: list[dict[str, Any]], facts: dict[str, Any]) -> tuple[Facts | None, str]:
    """The facts with what a question supposes, and how to call that; ``None`` when nothing usable is supposed."""
    for entity in entities:
        value = entity["value"]
        if entity["entity"] == "language_test" and not value.get("none"):
            levels = {a: value.get(a, value.get("all")) for a in ABILITIES}
            known = next((t for t in facts.get("language_tests") or [] if value.get("test") in (None, t["test"])), {})
            named = value.get("test") or known.get("test") or "clb"
            levels = {a: known.get(a) if level is None else level for a, level in levels.items()}
            if any(level is None for level in levels.values()):
                continue
            test = {"test": named, "date": today().isoformat(), **levels}
            others = [t for t in facts.get("language_tests") or [] if _language(t) != _language(test)]
            document = {**facts, "language_tests": [*others, test]}
            what = phrase(f"summary.tests.{test['test']}") + " " + "/".join(f"{v:g}" for v in levels.values())
            if len(set(levels.values())) == 1:
                each = f"{phrase('summary.tests.' + test['test'])} {next(iter(levels.values())):g}"
                what = phrase("crs.chat.what_if_test", level=each)
        elif entity["entity"] == "provincial_nomination":
            document, what = {**facts, "provincial_nomination": True}, phrase("crs.steps.nomination")
        elif entity["entity"] == "marital_status":
            person = {**(facts.get("person") or {}), "marital_status": value}
            document, what = {**facts, "person": person}, phrase(f"summary.statuses.{value}")
        elif entity["entity"] == "education" and value.get("level"):
            level = value["level"]
            education = {**(facts.get("education") or {}), "level": level}
            document, what = {**facts, "education": education}, phrase(f"crs.levels.{level}")
        else:
            continue
        try:
            return from_document(document), what[:1].upper() + what[1:]
        except FactsError:
            continue
    return None, ""


def _language(test: dict[str, Any]) -> str:
    return "french" if test.get("test") in ("tef_canada", "tcf_canada", "nclc") else "english"


def compare_principal(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """Who should be principal: the score of each, as far as it is known; what is open about the spouse is named."""
    status = (facts.get("person") or {}).get("marital_status")
    own = score(from_document(facts), today())
    if status not in ("married", "common_law") or own.total is None:
        dispatcher.utter_message(text=phrase(f"score.principal_needs_{'facts' if status else 'spouse'}"))
        memory.aim("score")
        return True
    theirs = score(swapped(from_document(facts)), today())
    low, high = theirs.range
    key = "spouse" if low > own.total else "you" if high <= own.total else "open"
    text = phrase(f"score.principal_{key}", own=own.total, low=low, high=high)
    dispatcher.utter_message(text=f"{text}\n{source(own.references[0])}")
    return False


#: Rounds of the Canadian Experience Class, and those of all programs.
USUAL_ROUNDS = ("CEC", "general")


def is_enough(points: int, facts: dict[str, Any], dispatcher: CollectingDispatcher) -> None:
    """ "Is 505 enough?": the share of the last rounds open to this person, the trend, the pool, and a picture."""
    history = current()
    # Until the case is known: the rounds that somebody who asks here is after.
    types = open_rounds(from_document(facts), today()) or USUAL_ROUNDS
    text = enough(history, points, types, today())
    picture = base64.b64encode(cutoffs(history.of(types, 20), points)).decode("ascii")
    card = {"card": "image", "data": f"data:image/png;base64,{picture}", "alt": text}
    dispatcher.utter_message(text=text, json_message={"data": card})
