"""Tuning the last layer of the encoder."""

from __future__ import annotations

import numpy as np
import pytest

from nlu import encoder as module
from nlu.encoder import Encoder, Layer, Vectors
from nlu.tuning import tune

CITIES = ("Regina", "Moncton", "Banff", "Surrey", "Gander", "Brandon", "Sudbury", "Kelowna")
#: Two labels that a general encoder hardly tells apart: the tense of one word.
SENTENCES = [f"my permit {verb} in {city}" for city in CITIES for verb in ("ends", "ended")]
LABELS = np.array([0, 1] * 8)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The real one."""
    loaded = module.encoder()
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def states(encoder: Encoder) -> list[Vectors]:
    """What the last layer gets."""
    return encoder.before_last(SENTENCES)


@pytest.fixture(scope="module")
def tuned(encoder: Encoder, states: list[Vectors]) -> Layer:
    """The layer after tuning."""
    return tune(encoder.last, states, LABELS)


def _apart(vectors: Vectors) -> float:
    """How much more alike sentences of one label are than those of two."""
    alike = vectors @ vectors.T
    same = LABELS[:, None] == LABELS[None, :]
    return float(alike[same].mean() - alike[~same].mean())


def test_labels_move_apart(encoder: Encoder, states: list[Vectors], tuned: Layer) -> None:
    assert _apart(tuned.pooled(states)) > _apart(encoder.last.pooled(states))


def test_it_stays_close_to_the_published_layer(encoder: Encoder, states: list[Vectors], tuned: Layer) -> None:
    likeness = (tuned.pooled(states) * encoder.last.pooled(states)).sum(axis=1)
    assert (likeness > 0.9).all()
    assert likeness.min() < 0.99999
    assert {name: value.shape for name, value in tuned.tensors().items()} == {
        name: value.shape for name, value in encoder.last.tensors().items()
    }


def test_the_published_layer_is_not_touched(encoder: Encoder, tuned: Layer) -> None:
    files = module.find_files()
    fresh = Encoder(files[module.WEIGHTS], files[module.TOKENIZER])
    for name, value in fresh.last.tensors().items():
        assert np.array_equal(value, encoder.last.tensors()[name])


def test_the_same_input_gives_the_same_layer(encoder: Encoder, states: list[Vectors], tuned: Layer) -> None:
    again = tune(encoder.last, states, LABELS)
    assert again.pooled(states) == pytest.approx(tuned.pooled(states), abs=1e-3)
