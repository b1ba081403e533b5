"""The Rasa component that reads facts out of a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.clock import today
from nlu.facts import read


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent):
    """Sets ``entities`` from `nlu.facts.read`; docs/nlu.md lists them. Nothing is trained."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Build the spaCy pipeline once, when the model is loaded."""
        from nlu.pipeline import pipeline

        pipeline()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what each message says to its entities."""
        for message in messages:
            text = message.get("text") or ""
            entities = list(message.get("entities") or [])
            entities += [mention.as_entity() for mention in read(text, today())]
            message.set("entities", entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples carry no entities of ours."""
        return training_data
