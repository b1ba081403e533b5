"""The component in Rasa's hands: trained, kept, loaded again, and asked."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import classifier as module
from nlu import encoder as encoder_module
from nlu.classifier import IntentClassifier

EXAMPLES = {
    "ask/fees": [
        "how much are the fees",
        "what does the application cost",
        "total cost of permanent residence",
        "how expensive is it to apply",
        "what do I have to pay",
        "price of the application",
        "government fees please",
        "application fee amount",
    ],
    "ask/processing_time": [
        "how long does processing take",
        "processing time",
        "how many months until a decision",
        "how long do I wait for an answer",
        "time until approval",
        "average waiting time",
        "when will they decide on my file",
        "is six months the normal time",
    ],
    "ask/part_time": [
        "does part-time work count",
        "I only work 20 hours a week, is it enough",
        "part time experience accepted?",
        "can I add up part-time hours",
        "are fifteen hours weekly fine",
        "half time job",
        "two part-time jobs",
        "less than 30 hours a week",
    ],
    "inform": [
        "I work as a cook in Calgary",
        "software developer in Toronto since March",
        "40 hours a week",
        "I'm on a PGWP",
        "ielts 8 7 7 7",
        "since June 2023",
        "full time",
        "I was a nurse in Halifax",
    ],
    "affirm": ["yes", "yeah", "correct", "that's right", "sure", "yes please", "exactly", "ok"],
    "greet": ["hello", "hi", "good morning", "hey there", "hi bot", "how are you", "good evening", "hey"],
    "out_of_scope": [
        "tell me a joke",
        "what's the weather in Toronto",
        "best pizza in town",
        "who won the hockey game",
        "how do I get a US green card",
        "visitor visa for my parents",
        "asdf",
        "qwerty qwerty",
        "lkjh fdsa poiu",
        "what is 25 times 17",
        "how to renew my passport",
        "write a poem",
    ],
}

QUESTIONS = {
    "how much does it cost to apply": "ask/fees",
    "How LONG is the processing??": "ask/processing_time",
    "is part time experience ok": "ask/part_time",
    "I am a welder in Edmonton": "inform",
    "yep correct": "affirm",
    "zxcv mnbv qqq": "out_of_scope",
}


def training_data() -> TrainingData:
    """The examples as Rasa's importer hands them over."""
    messages = []
    for label, texts in EXAMPLES.items():
        intent = label.partition("/")[0]
        for text in texts:
            data = {"text": text, "intent": intent}
            if intent != label:
                data["intent_response_key"] = label
            messages.append(Message(data=data))
    return TrainingData(messages)


def new(storage: LocalModelStorage, load: bool = False) -> IntentClassifier:
    """Created or loaded as Rasa's graph does it."""
    make = IntentClassifier.load if load else IntentClassifier.create
    context = ExecutionContext(GraphSchema({}))
    return make(IntentClassifier.get_default_config(), storage, Resource("classifier"), context)


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    """Holds a trained classifier."""
    kept = LocalModelStorage(tmp_path_factory.mktemp("model"))
    new(kept).train(training_data())
    return kept


@pytest.fixture(scope="module")
def classifier(storage: LocalModelStorage) -> IntentClassifier:
    """Loaded from storage."""
    return new(storage, load=True)


@pytest.fixture
def without_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Somebody changed the weights."""
    files = {name: tmp_path / name for name in encoder_module.PUBLISHED}
    for file in files.values():
        file.write_bytes(b"not the published model")
    monkeypatch.setattr(encoder_module, "find_files", lambda: files)
    encoder_module.encoder.cache_clear()
    yield
    encoder_module.encoder.cache_clear()


def parse(classifier: IntentClassifier, text: str, entities: list[dict[str, Any]] | None = None) -> Message:
    """The message after the component."""
    message = Message(data={"text": text, "entities": entities or []})
    classifier.process([message])
    return message


def label(message: Message) -> str:
    """``ask/<topic>`` or the intent."""
    key = message.get("response_selector")["ask"]["response"]["intent_response_key"]
    name: str = message.get("intent")["name"]
    return key if name == "ask" else name


@pytest.mark.parametrize(("text", "expected"), QUESTIONS.items())
def test_new_sentences(classifier: IntentClassifier, text: str, expected: str) -> None:
    assert label(parse(classifier, text)) == expected


def test_loaded_again_it_says_the_same(storage: LocalModelStorage, classifier: IntentClassifier) -> None:
    again = new(storage, load=True)
    for text in QUESTIONS:
        first, second = parse(classifier, text), parse(again, text)
        assert first.get("intent") == second.get("intent")
        assert first.get("response_selector") == second.get("response_selector")


def test_trained_twice_it_says_the_same(tmp_path: Path, classifier: IntentClassifier) -> None:
    storage = LocalModelStorage(tmp_path)
    new(storage).train(training_data())
    again = new(storage, load=True)
    for text in QUESTIONS:
        first, second = parse(classifier, text).get("intent"), parse(again, text).get("intent")
        assert first["name"] == second["name"]
        assert first["confidence"] == pytest.approx(second["confidence"], abs=0.02)


def test_nothing_kept_can_run_code(storage: LocalModelStorage) -> None:
    with storage.read_from(Resource("classifier")) as folder:
        kept = sorted(file.suffix for file in folder.iterdir())
    assert set(kept) == {".json", ".npy", ".npz"}


def test_output_is_shaped_as_rasa_does(classifier: IntentClassifier) -> None:
    message = parse(classifier, "how much does it cost to apply")
    assert message.get("intent")["name"] == "ask"
    selected = message.get("response_selector")["ask"]
    assert selected["response"]["intent_response_key"] == "ask/fees"
    assert selected["ranking"][0]["intent_response_key"] == "ask/fees"
    confidences = [row["confidence"] for row in selected["ranking"]]
    assert confidences == sorted(confidences, reverse=True)
    assert message.get("intent_ranking")[0]["name"] == "ask"
    assert {"intent", "intent_ranking", "response_selector"} <= message.output_properties


def test_two_questions_are_both_found(classifier: IntentClassifier) -> None:
    message = parse(classifier, "How much are the fees? And how long does processing take?")
    selected = message.get("response_selector")["ask"]
    assert [row["topic"] for row in selected["questions"]] == ["fees", "processing_time"]
    assert [row["topic"] for row in selected["others"]] == ["processing_time"]
    assert selected["others"][0]["text"] == "and how long does processing take?"


def test_an_empty_message_is_no_fault(classifier: IntentClassifier) -> None:
    for text in ("", "   ", "\n"):
        intent = parse(classifier, text).get("intent")
        assert intent == {"name": "out_of_scope", "confidence": 0.0}


def test_very_long_messages_are_cut(classifier: IntentClassifier) -> None:
    assert label(parse(classifier, "how much are the fees? " + "x" * 100_000)) in ("ask/fees", "out_of_scope")


def test_another_language_is_named(classifier: IntentClassifier) -> None:
    intent = parse(classifier, "où puis-je trouver une maison à louer").get("intent")
    assert (intent["name"], intent["language"]) == ("other_language", "fr")
    assert "language" not in parse(classifier, "how much are the fees").get("intent")


def test_without_the_encoder_words_are_enough(
    storage: LocalModelStorage, without_encoder: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        loaded = new(storage, load=True)
        found = {text: label(parse(loaded, text)) for text in ("what are the fees", "processing time?", "yes")}
    assert found == {"what are the fees": "ask/fees", "processing time?": "ask/processing_time", "yes": "affirm"}
    warnings = [record for record in caplog.records if record.name == "nlu.encoder"]
    assert len(warnings) == 1
    assert "not the published" in warnings[0].getMessage()


def test_trained_without_the_encoder(tmp_path: Path, without_encoder: None) -> None:
    storage = LocalModelStorage(tmp_path)
    new(storage).train(training_data())
    loaded = new(storage, load=True)
    assert label(parse(loaded, "total cost of the application")) == "ask/fees"
    assert label(parse(loaded, "tell me another joke")) == "out_of_scope"


def test_one_label_is_refused(tmp_path: Path) -> None:
    data = TrainingData([Message(data={"text": "hello", "intent": "greet"})])
    with pytest.raises(ValueError, match="at least two labels"):
        new(LocalModelStorage(tmp_path)).train(data)


def test_the_model_depends_on_code_and_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    with_encoder = IntentClassifier.fingerprint_addon({})
    assert with_encoder == IntentClassifier.fingerprint_addon({})
    monkeypatch.setattr(module, "encoder", lambda: None)
    assert IntentClassifier.fingerprint_addon({}) != with_encoder
