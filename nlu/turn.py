"""Weighs what was said against how it was said.

The extractor finds facts anywhere; the classifier guesses one purpose for the whole message. Between
them stand two questions that neither can answer alone:

* Is this fact *asserted*? "Does 15 hours a week for two years count?" says nothing about the person;
  "I work 15 hours a week, does that count?" does. A fact inside a question is marked
  ``hypothetical`` unless the words around it speak of the person's own situation.
* Is this message a *statement*? A story full of facts without any question is a statement, even when
  its words resemble a topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        *("occupation", "noc", "noc_2016", "period", "duration", "hours_per_week", "authorization", "permit", "paid"),
        *("self_employed", "full_time_student", "foreign_employer", "leave", "language_test", "outside_quebec"),
        *("inadmissibility", "age", "birth_date", "marital_status", "children", "family_size", "education", "spouse"),
        *("foreign_work_years", "trade_certificate", "provincial_nomination", "sibling_in_canada"),
    )
)

#: Purposes for which a fact inside the question is the person's own: "can I apply with 14 months as a cook?"
PERSONAL = frozenset({"check_eligibility", "when_eligible", "what_would_help", "check_score", "inform", "correct"})

#: From this confidence on a purpose stands, whatever facts the message holds beside it.
CLEAR = 0.6

#: Below this confidence a question at the end of a statement says nothing ("… is it ok").
VAGUE = 0.3

#: Not asserted by anybody, only pointed at or put right: these keep their meaning inside a question.
_POINTERS = frozenset({"ordinal", "job_reference", "removal", "correction"})

# --- sentences and questions -----------------------------------------------------------------------------------

_SENTENCE = re.compile(r"[^.?!\n;]+(?:\.(?=\d)[^.?!\n;]+)*[.?!\n;]*")
_FILLER = (
    r"(?:(?:so|and|but|also|ok(?:ay)?|hi|hello|hey|please|pls|then|now|sorry|anyway|well|btw|um+|alors|et|mais|"
    r"bonjour)[, ]+)*"
)
_ASKING_WORD = (
    r"(?:do|does|did|is|are|am|was|were|can|could|may|should|shall|would|will|must|has|have (?:i|you|they|we)|"
    r"what|whats|what's|how|hows|when|whens|where|wheres|which|who|whose|why|whether|"
    r"isn't|aren't|doesn't|don't you|can't|won't|wouldn't|"
    r"est-ce|est ce|combien|comment|quand|quel|quelle|quels|quelles|pourquoi|où|puis-je|peut-on|faut-il|dois-je)"
)
_SUPPOSING = r"(?:if|what if|suppose|supposing|let's say|lets say|imagine|assuming|in case|say i|si)"
_ABOUT = (
    r"(?:has anyone|does anyone|anyone|tell me (?:about|if|how|what|whether|when|which|who|why)|i(?: want| wanted| "
    r"would like|'d like) to (?:know|ask)|wondering|i wonder|is it|any idea|need to know|explain|je veux savoir)"
)
#: A clause that begins so asks or supposes; it goes on to the end of its sentence.
#: "Did 8 months as manager" and "was a cook" only leave the "I" out.
_TOLD = (
    r"(?!(?:did|was|am|had) (?:\d|an? |one|two|three|four|five|six|seven|eight|nine|ten|my (?:bachelor|master|degree)))"
)
_OPENS = re.compile(rf"^\W*{_FILLER}{_TOLD}(?:{_ABOUT}|{_SUPPOSING}|{_ASKING_WORD})\b", re.I)
_SUPPOSES = re.compile(rf"^\W*{_FILLER}(?:{_SUPPOSING})\b(?! (?:not|so)\b)", re.I)
#: Inside a sentence a question begins at these, after a comma or a word that joins.
_INNER = re.compile(
    rf"(?:[,:–-]\s*|\b(?:and|but|so|or|then|please|pls|et|mais) |\s)(?=(?:{_SUPPOSING} (?:i|my|he|she|they|we|"
    rf"someone|you)|"
    rf"what if|(?:can|could|may|should|shall|would|will|do|does|did|am|is|are) (?:i|it|this|that|they|these|we|"
    rf"my|the|there|you|someone|anyone|he|she)\b|"
    r"(?:what|how|when|where|which|why|who)(?:'s| (?:is|are|do|does|can|should|will|would|much|many|long|about|"
    r"to|if|happens|happen|else|noc|clb|permit|test|documents?|points?)\b)|"
    r"wondering|tell me|is it\b|any (?:chance|idea|way)))",
    re.I,
)

# --- the person's own case -------------------------------------------------------------------------------------

#: "can I work" and "if I work" tell of nothing that is.
_NOT_AFTER = "can could may should would will must do did if once when unless until"
_I = "".join(rf"(?<!{word} )" for word in _NOT_AFTER.split()) + r"\bi"
_HAVE_BEEN = (
    rf"{_I}(?:'ve| ?have| ?ve|'d| had) (?:been|worked|done|got|had|taken|completed|a|an|my|\d|only|already|about|"
    rf"over|almost|just)"
)
_AM = (
    rf"(?<!am )(?:{_I}(?:'m| am|m)\b(?! eligible| i | allowed| able| not sure| asking| wondering| supposed| required))"
)
_DID = (
    rf"{_I} (?:\w+ly )?(?:work(?:ed|ing|s)?|was|got|had|took|started|did|studied|live|lived|scored|hold|held|run|"
    rf"ran|own|owned|make|made|quit|left|lost|finished|graduated|came|moved|earn|earned|currently|still|already|"
    rf"just)\b"
)
_MINE = (
    r"\bmy (?:current |last |first |second |own |new |old )?"
    r"(?:permit|pgwp|visa|ielts|celpip|pte|tef|tcf|test|job|work|hours|employer|contract|noc|age|status|degree|"
    r"education|experience|boss|company|title|(?:crs|score)(?= (?:is|was|of)))\b"
)
_OWN = re.compile(rf"{_HAVE_BEEN}\b|{_AM}|{_DID}|{_MINE}|\b(?:j'ai|je suis|je travaille|mon permis)\b", re.I)
#: "Should my wife take IELTS too?": there is a wife, her test is only asked about.
_PRESUPPOSED = frozenset({"marital_status", "permit", "authorization"})
_MY = re.compile(r"\bmy ", re.I)


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of ``text``; a decimal point does not end one."""
    return [(m.start(), m.end()) for m in _SENTENCE.finditer(text) if m.group().strip()]


def is_question(sentence: str) -> bool:
    """Whether a sentence asks, by its mark or its first words."""
    stripped = sentence.strip()
    return stripped.endswith("?") or bool(_OPENS.search(stripped))


def asking(text: str) -> Iterator[tuple[int, int]]:
    """The spans in which a text asks or supposes: from where a question opens to the end of its sentence.

    "I work 15 hours a week, does that count?" asks from "does" on; a sentence that only ends in a question
    mark ("15 hours a week enough?") asks from its beginning, unless it speaks of the person.
    """
    for start, end in sentences(text):
        sentence = text[start:end]
        if _OPENS.search(sentence):
            yield start, end
        elif inner := _INNER.search(sentence):
            yield start + inner.end(), end
        elif sentence.strip().endswith("?"):
            yield start, end


def mark_hypothetical(text: str, intent: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entities as they came, those that stand in a question about nobody marked ``hypothetical``."""
    if not entities:
        return entities
    spans = list(asking(text))
    return [
        {**entity, "hypothetical": True} if _is_hypothetical(text, intent, entity, spans) else entity
        for entity in entities
    ]


def _is_hypothetical(text: str, intent: str, entity: dict[str, Any], spans: list[tuple[int, int]]) -> bool:
    if entity["entity"] in _POINTERS:
        return False
    at, until = entity.get("start", 0), entity.get("end", 0)
    inside = next(((start, end) for start, end in spans if start <= at < end), None)
    if inside is not None and until > inside[1]:
        # It goes on behind the question: "Should I retake IELTS? I have 7 6.5 6 6.5".
        return False
    if inside is None:
        return False
    words = text[inside[0] : inside[1]]
    if _SUPPOSES.search(words):
        return True
    if intent in PERSONAL or (entity["entity"] in _PRESUPPOSED and _MY.search(text[max(0, at - 3) : at + 3])):
        return False
    return not _OWN.search(words)


#: Purposes that end or empty a conversation, and the confidence that they need.
IRREVERSIBLE = frozenset({"start_over", "delete_data", "stop"})
SURE = 0.6


def purpose(text: str, intent: str, entities: list[dict[str, Any]], confidence: float = 0.0) -> str:
    """The intent to act on: a statement of facts stays one, whatever topic its words faintly resemble.

    What can't be taken back is done only for clear words: else a guess would wipe somebody's case.
    """
    if intent in IRREVERSIBLE and 0.0 < confidence < SURE:
        return "inform"
    if intent not in ("ask", "out_of_scope", "find_noc", "convert_clb", "greet", "affirm", "deny"):
        return intent
    if confidence >= CLEAR and intent in ("ask", "find_noc", "convert_clb", "out_of_scope"):
        return intent
    whole = any(is_question(text[start:end]) for start, end in sentences(text))
    if whole or (confidence >= VAGUE and any(True for _ in asking(text))):
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
            settled = purpose(text, intent["name"] or "", entities, float(intent.get("confidence") or 0.0))
            if settled != intent["name"]:
                intent = {"name": settled, "confidence": intent["confidence"]}
            message.set("intent", intent, add_to_output=True)
            message.set("entities", entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data passes as it is."""
        return training_data
