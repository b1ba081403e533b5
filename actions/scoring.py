"""Replies about the score: one's own, what would raise it, what if, who should be principal, whether it is enough."""

from __future__ import annotations

import base64
import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.asking import next_asked
from actions.listing import about_history
from actions.memory import Memory
from actions.results import RESULTS
from actions.said import Said
from actions.supposing import supposed
from answers.current_rounds import current
from answers.phrases import phrase
from answers.pictures import cutoffs
from answers.rounds import drawn_lately, enough, past, types_named
from answers.score import improvements, source
from eligibility.assessment import assess
from eligibility.categories import open_rounds
from eligibility.crs import score
from eligibility.crs_improve import changes, improve, swapped
from eligibility.crs_profile import PARTNERED
from eligibility.facts import Facts, from_document
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
    change = supposed(said.text, [*said.hypothetical, *said.entities], facts, day)
    if change is None:
        # The extractor leaves out what is only wished for; without the wish it is a plain fact.
        plain = read(_WISH.sub("", said.text, count=1), day)
        change = supposed(said.text, [mention.as_entity() for mention in plain], facts, day)
    if change is None:
        dispatcher.utter_message(text=phrase("score.what_if_unknown"))
        return False
    after = score(change.facts, day)
    gain = after.range[0] - before.range[0]
    values = {"what": change.what, "gain": f"{gain:+d}", "before": before.range[0], "after": after.range[0]}
    key = "what_if_same" if not gain else "what_if" if before.total is not None else "what_if_range"
    of_the_class = _eligibility(facts, change.facts) if change.of_the_class else ""
    lines = [phrase(f"crs.chat.{key}", **values), of_the_class, source(after.references[0])]
    dispatcher.utter_message(text="\n".join(line for line in lines if line))
    return False


def supposes(said: Said, facts: dict[str, Any]) -> bool:
    """Whether a "what if" names a test, a degree or the like, whatever topic its words resemble."""
    if not _WHAT_IF.search(said.text) or not (facts.get("language_tests") or facts.get("education")):
        return False
    entities = [*said.hypothetical, *said.entities]
    named = [e for e in entities if e["entity"] in ("language_test", "education")]
    return bool(named) and supposed("", named, facts, today()) is not None


_WHAT_IF = re.compile(r"^\W*(?:(?:and|so|ok|okay|but|then)\W+)*(?:what )?if\b|\bwhat if\b", re.I)


def _eligibility(facts: dict[str, Any], changed: Facts) -> str:
    """What the change does to the Canadian Experience Class, once a job was told and something is known."""
    if not facts.get("jobs"):
        return ""
    now = assess(from_document(facts), "cec", today()).result.value
    then = assess(changed, "cec", today()).result.value
    if now == then == "needs_information":
        return ""
    key = "same" if now == then else then
    return phrase(f"score.class.{key}", now=phrase(f"score.class.results.{now}"))


_WISH = re.compile(
    r"^.*?\b(?:if|suppose|supposing|imagine|say|with)\b(?:\s+(?:i|we|my \w+))?"
    r"(?:\s+(?:were|was|would|could|can|had|have|get|got|gets|reach|hit|score|retake|improve|finish|do|to|a|an|the))*\s*",
    re.I | re.S,
)


#: A wider range than this compares nothing.
_WIDE = 200


def couple_known(facts: dict[str, Any]) -> bool:
    """Whether enough was told of a couple to compare them as principal applicants."""
    status = (facts.get("person") or {}).get("marital_status")
    if status not in PARTNERED or score(from_document(facts), today()).total is None:
        return False
    low, high = score(swapped(from_document(facts)), today()).range
    return high - low <= _WIDE


def compare_principal(said: Said, facts: dict[str, Any], memory: Memory, dispatcher: CollectingDispatcher) -> bool:
    """Who should be principal: the score of each, as far as it is known; what is open about the spouse is named."""
    status = (facts.get("person") or {}).get("marital_status")
    own = score(from_document(facts), today())
    if status not in PARTNERED or own.total is None:
        dispatcher.utter_message(text=phrase(f"score.principal_needs_{'facts' if status else 'spouse'}"))
        memory.aim("score")
        return True
    theirs = score(swapped(from_document(facts)), today())
    low, high = theirs.range
    key = "spouse" if low > own.total else "you" if high <= own.total else "open"
    if key == "open" and high - low > _WIDE:
        key = "unknown"
    text = phrase(f"score.principal_{key}", own=own.total, low=low, high=high)
    dispatcher.utter_message(text=f"{text}\n{source(own.references[0])}")
    return False


#: Rounds of the Canadian Experience Class, and those of all programs.
USUAL_ROUNDS = ("CEC", "general")


def is_enough(points: int, text: str, facts: dict[str, Any], dispatcher: CollectingDispatcher) -> None:
    """ "Is 505 enough?": the share of the last rounds of the kind named, else of those open to this person."""
    history = current()
    # Until the case is known: the rounds that somebody who asks here is after.
    open_ = open_rounds(from_document(facts), today()) or USUAL_ROUNDS
    types = types_named(text) or drawn_lately(history, open_)
    said = enough(history, points, types, today())
    picture = base64.b64encode(cutoffs(history.of(types, 20), points)).decode("ascii")
    card = {"card": "image", "data": f"data:image/png;base64,{picture}", "alt": said}
    dispatcher.utter_message(text=said, json_message={"data": card})


def past_rounds(text: str, dispatcher: CollectingDispatcher) -> bool:
    """ "The last French draws?", "how many CEC rounds this year?": whether the question was one and was answered."""
    types = types_named(text)
    if not types and not about_history(text):
        return False
    dispatcher.utter_message(text=past(current(), types or USUAL_ROUNDS[:1], today()))
    return True
