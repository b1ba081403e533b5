"""Bends the encoder's last layer to our own words, at training.

A general encoder puts "my permit ends" and "I end my job" close together and has never seen some of our terms.
A few passes over the training sentences with the last of the six layers left free (the five below stay as
published) pull sentences of one label together. TensorFlow, which Rasa brings along, computes the gradients; nothing
of it is needed afterwards: the result is another set of weights for `nlu.encoder.Layer`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.encoder import HEADS, SIZE, Layer, Vectors

#: Passes over the training sentences, sentences a step, and the size of a step.
PASSES, BATCH, RATE = 1, 32, 3e-4
#: Tokens of a training sentence that are looked at.
TOKENS = 40
#: Steepness of the softmax over cosines, and how much certainty is withheld.
STEEPNESS, SMOOTHING, DROPOUT = 16.0, 0.1, 0.1
#: Batches are padded to a multiple of this, so that few shapes are compiled.
_STEP = 8
_SEED = 20


def tune(last: Layer, states: Sequence[Vectors], labels: NDArray[np.int64]) -> Layer:
    """A layer like ``last`` that tells the labels apart better; ``states`` come from `Encoder.before_last`.

    The same input gives the same layer.
    """
    import tensorflow as tf

    states = [rows[:TOKENS] for rows in states]
    lengths = np.array([len(rows) for rows in states])
    draw = np.random.default_rng(_SEED)
    tf.random.set_seed(_SEED)
    weights = {name: tf.Variable(np.array(value)) for name, value in last.tensors().items()}
    centres = tf.Variable(_centres(last.pooled(states), labels).T)
    trained = [*weights.values(), centres]
    optimizer = tf.keras.optimizers.legacy.Adam(RATE)

    @tf.function(reduce_retracing=True)  # type: ignore[misc]
    def step(hidden: Any, present: Any, wanted: Any) -> None:
        with tf.GradientTape() as tape:
            cosines = _forward(tf, weights, hidden, present) @ centres / tf.norm(centres, axis=0)
            smooth = tf.one_hot(wanted, centres.shape[1]) * (1 - SMOOTHING) + SMOOTHING / centres.shape[1]
            losses = tf.nn.softmax_cross_entropy_with_logits(smooth, STEEPNESS * cosines)
            loss = tf.reduce_mean(losses)
        gradients, _ = tf.clip_by_global_norm(tape.gradient(loss, trained), 1.0)
        optimizer.apply_gradients(zip(gradients, trained))  # noqa: B905 (not iterable at tracing)

    for _ in range(PASSES):
        for batch in _batches(lengths, draw):
            hidden, present = _padded([states[index] for index in batch])
            step(hidden, present, labels[batch])
    return Layer({name: variable.numpy() for name, variable in weights.items()})


def _batches(lengths: NDArray[Any], draw: np.random.Generator) -> list[NDArray[Any]]:
    """All sentences once, in batches of like lengths, in random order."""
    order = draw.permutation(len(lengths))
    pool = BATCH * 32
    batches = []
    for first in range(0, len(order), pool):
        near = order[first : first + pool]
        near = near[np.argsort(lengths[near], kind="stable")]
        batches += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    return [batches[i] for i in draw.permutation(len(batches))]


def _padded(states: Sequence[Vectors]) -> tuple[Vectors, Vectors]:
    """The states in one block, and where it holds a token (1) or padding (0)."""
    longest = -(-max(map(len, states)) // _STEP) * _STEP
    hidden = np.zeros((len(states), longest, SIZE), dtype=np.float32)
    present = np.zeros((len(states), longest), dtype=np.float32)
    for i, rows in enumerate(states):
        hidden[i, : len(rows)] = rows
        present[i, : len(rows)] = 1
    return hidden, present


def _centres(vectors: Vectors, labels: NDArray[np.int64]) -> Vectors:
    """The mean direction of each label's sentences."""
    means = np.stack([vectors[labels == label].mean(axis=0) for label in range(labels.max() + 1)])
    result: Vectors = means / np.linalg.norm(means, axis=1, keepdims=True)
    return result


def _forward(tf: Any, weights: Mapping[str, Any], hidden: Any, present: Any) -> Any:
    """What `nlu.encoder.Layer` computes, for gradients: with a mask for the padding and with dropout."""
    count, length = tf.shape(hidden)[0], tf.shape(hidden)[1]

    def linear(name: str, values: Any) -> Any:
        return tf.matmul(values, weights[f"{name}.weight"], transpose_b=True) + weights[f"{name}.bias"]

    def norm(name: str, values: Any) -> Any:
        mean, variance = tf.nn.moments(values, axes=[-1], keepdims=True)
        return (values - mean) * tf.math.rsqrt(variance + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def heads(name: str) -> Any:
        split = tf.reshape(linear(f"attention.self.{name}", hidden), (count, length, HEADS, SIZE // HEADS))
        return tf.transpose(split, (0, 2, 1, 3))

    scores = tf.matmul(heads("query"), heads("key"), transpose_b=True) / (SIZE // HEADS) ** 0.5
    attention = tf.nn.softmax(scores + (1 - present[:, None, None, :]) * -1e9)
    context = tf.reshape(tf.transpose(tf.matmul(attention, heads("value")), (0, 2, 1, 3)), (count, length, SIZE))
    attended = norm(
        "attention.output.LayerNorm",
        hidden + tf.nn.dropout(linear("attention.output.dense", context), DROPOUT),
    )
    inner = tf.nn.gelu(linear("intermediate.dense", attended))
    final = norm("output.LayerNorm", attended + tf.nn.dropout(linear("output.dense", inner), DROPOUT))
    mean = tf.reduce_sum(final * present[:, :, None], 1) / tf.reduce_sum(present, 1, keepdims=True)
    return tf.math.l2_normalize(mean, -1)
