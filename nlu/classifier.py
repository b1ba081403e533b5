"""The Rasa component that says what a message is after; `nlu.reading` does the work.

What it sets on a message:

``intent``
    ``{"name", "confidence"}``; ``name`` is ``ask`` for every topic. ``language`` is added when it isn't English.
``intent_ranking``
    The likeliest intents.
``response_selector``
    As Rasa's own ResponseSelector writes it: ``response_selector.ask.response.intent_response_key`` is
    ``ask/<topic>``, ``…ask.ranking`` holds the likeliest topics. Besides, ``…ask.questions`` holds what was
    asked, up to three and in the order of the text, and ``…ask.others`` all of these but the one the intent
    stands for; each is ``{"intent", "topic", "confidence", "text"}`` (``topic`` is ``None`` where the intent
    is not ``ask``). ``…ask.within``: how surely the message is in scope, above 0 when it is.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import ThreadpoolController

from nlu.encoder import encoder
from nlu.purposes import PurposeModel
from nlu.reading import ASK, OUTSIDE, read
from nlu.wording import bare

#: Longer texts are cut: what matters is said before.
LONGEST = 4000


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Sets ``intent``, ``intent_ranking`` and ``response_selector``; see the module's text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``sure``: from this confidence on a second question is answered too; ``ranking``: how many are listed."""
        return {"sure": 0.4, "ranking": 5}

    def __init__(
        self,
        config: Mapping[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: PurposeModel | None = None,
    ) -> None:
        """``model`` is missing until trained or loaded."""
        self._sure, self._ranking = float(config["sure"]), int(config["ranking"])
        self._storage, self._resource = model_storage, resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """What was trained and persisted; the weights of the encoder are verified now, not at the first message."""
        encoder()
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, PurposeModel.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Train anew when the code behind the component changes or the encoder comes or goes."""
        digest = hashlib.sha256(str(encoder() is None).encode())
        for file in sorted(Path(__file__).parent.rglob("*")):
            if file.suffix in (".py", ".yml"):
                digest.update(file.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that have an intent."""
        examples = [example for example in training_data.intent_examples if example.get("text")]
        texts = [bare(example.get("text")) for example in examples]
        labels = [example.get_full_intent() for example in examples]
        self._model = PurposeModel.fit(texts, labels, OUTSIDE, encoder())
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data passes as it is."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set what each message is after."""
        # One message is too little work to share: threads would wait for each other longer than they compute.
        with _thread_pools().limit(limits=1):
            for message in messages:
                self._interpret(message)
        return messages

    def _interpret(self, message: Message) -> None:
        assert self._model is not None, "trained or loaded before it is asked"
        text = (message.get("text") or "")[:LONGEST]
        reading = read(text, message.get("entities") or [], self._model, encoder(), self._sure)
        first = reading.findings[0]
        intent: dict[str, Any] = {"name": first.intent, "confidence": first.confidence}
        if reading.language is not None:
            intent["language"] = reading.language
        intents: dict[str, float] = {first.intent: first.confidence}
        topics: dict[str, float] = {first.label: first.confidence} if first.topic else {}
        for label, confidence in reading.ranking:
            intents.setdefault(label.partition("/")[0], confidence)
            if label.startswith(f"{ASK}/"):
                topics.setdefault(label, confidence)
        selected = {
            "response": {
                "responses": [],
                "confidence": first.confidence if first.topic else 0.0,
                "intent_response_key": first.label if first.topic else None,
                "utter_action": f"utter_{first.label}" if first.topic else None,
            },
            "ranking": _ranked("intent_response_key", topics, self._ranking),
            "questions": [finding.as_json() for finding in reading.in_order()],
            "others": [finding.as_json() for finding in reading.findings[1:]],
            "within": reading.within,
        }
        message.set("intent", intent, add_to_output=True)
        message.set("intent_ranking", _ranked("name", intents, self._ranking), add_to_output=True)
        message.set("response_selector", {"all_retrieval_intents": [ASK], ASK: selected}, add_to_output=True)


@functools.cache
def _thread_pools() -> ThreadpoolController:
    """The pools of the linear algebra libraries; looking for them takes longer than a message."""
    return ThreadpoolController()


def _ranked(key: str, confidences: Mapping[str, float], count: int) -> list[dict[str, Any]]:
    return [{key: name, "confidence": confidence} for name, confidence in list(confidences.items())[:count]]
