"""Weighs what was said against how it was said.

The extractor finds facts anywhere; the classifier guesses one purpose for the whole message. Between
them stand two questions that neither can answer alone:

* Is this fact *asserted*? "Does 15 hours a week for two years count?" says nothing about the person;
  "I work 15 hours a week, does that count?" does. A fact inside a question is marked
  ``hypothetical`` unless the sentence speaks of the person's own situation.
* Is this message a *statement*? A story full of facts without any question is a statement, even when
  its words resemble a topic.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

#: What tells of a case. A bare number or date alone does not.
FACTS = frozenset(
    (
        *("occupation", "noc", "noc_2016", "period", "hours_per_week", "authorization", "permit", "paid"),
        *(
            "self_employed",
            "full_time_student",
            "foreign_employer",
            "leave",
            "language_test",
            "outside_quebec",
        ),
        *("inadmissibility", "age", "birth_date", "marital_status", "education"),
    )
)

#: Purposes for which a fact inside the question is the person's own: "can I apply with 14 months as a cook?"
PERSONAL = frozenset({"check_eligibility", "when_eligible", "what_would_help", "check_score", "inform", "correct"})

_SENTENCE = re.compile(r"[^.?!\n;]+(?:\.(?=\d)[^.?!\n;]+)*[.?!\n;]*")
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:so |and |but |also |ok(?:ay)? |hi |hello |hey |please |pls )*"
    r"(?:do|does|did|is|are|am|was|can|could|may|should|would|will|must|what|whats|what's|how|hows|when|where|"
    r"which|who|why|if i|if my|if you|if someone|what if|has anyone|tell me (?:about|if|how|what|whether))\b",
    re.I,
)
_OWN = re.compile(
    r"\b(?:i(?:'ve| ?have| ?ve) (?:been|worked|done|got|had|taken|completed|a|my|\d)|"
    r"i(?:'m| ?am|m)\b(?! eligible| i )|"
    r"i (?:work(?:ed|ing)?|was|got|had|took|started|did|studied|study|live|scored|hold)\b|"
    r"i (?:run|ran|own|make|quit|left|lost)\b|"
    r"my (?:permit|pgwp|ielts|celpip|pte|tef|tcf|test|job|work|hours|employer|contract)\b|"
    r"my (?:wife|husband|spouse|noc|age)\b)",
    re.I,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of ``text``; a decimal point does not end one."""
    return [(m.start(), m.end()) for m in _SENTENCE.finditer(text) if m.group().strip()]


def is_question(sentence: str) -> bool:
    """Whether a sentence asks, by its mark or its first words."""
    return bool(_QUESTION.search(sentence.strip()))


def mark_hypothetical(text: str, intent: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entities as they came, those that stand in a question about nobody marked ``hypothetical``."""
    if intent in PERSONAL or not entities:
        return entities
    asking = [
        (start, end)
        for start, end in sentences(text)
        if is_question(text[start:end]) and not _OWN.search(text[start:end])
    ]
    marked = []
    for entity in entities:
        inside = any(start <= entity.get("start", 0) < end for start, end in asking)
        marked.append({**entity, "hypothetical": True} if inside else entity)
    return marked


def purpose(text: str, intent: str, entities: list[dict[str, Any]]) -> str:
    """The intent to act on: a statement of facts stays one, whatever topic its words resemble."""
    if intent not in ("ask", "out_of_scope", "find_noc", "convert_clb", "greet", "affirm", "deny"):
        return intent
    if any(is_question(text[start:end]) for start, end in sentences(text)):
        return intent
    facts = {e["entity"] for e in entities if e["entity"] in FACTS and not e.get("hypothetical")}
    return "inform" if len(facts) >= 2 or (facts and intent in ("out_of_scope", "greet")) else intent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TurnInterpreter(GraphComponent):
    """Last component of the pipeline: settles the intent and marks hypothetical facts."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TurnInterpreter:
        """Nothing to load: the component is its two rules."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``intent`` and ``entities`` anew on each message."""
        for message in messages:
            text = message.get("text") or ""
            intent = message.get("intent") or {"name": None, "confidence": 0.0}
            entities = mark_hypothetical(text, intent["name"] or "", message.get("entities") or [])
            settled = purpose(text, intent["name"] or "", entities)
            if settled != intent["name"]:
                intent = {"name": settled, "confidence": intent["confidence"]}
            message.set("intent", intent, add_to_output=True)
            message.set("entities", entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data passes as it is."""
        return training_data
