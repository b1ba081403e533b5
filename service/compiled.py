"""The sentence encoder compiled by TensorFlow Lite: the same numbers in a third of the time.

For every product numpy's library first copies the weights into an order of its own. For a sentence of ten tokens that
takes longer than the product itself; compiled, it is done once. Rasa brings TensorFlow anyway. Compiling takes three
seconds and some memory, so it is for the service; its result is kept in a file. Training and the terminal go on with
numpy, and so does the service where compiling doesn't work.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import hashlib
import logging
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlu.encoder import HEADS, PUBLISHED, SIZE, Encoder, Layer, Vectors, _normalised
from nlu.purposes import Array, Meanings
from nlu.wording import spelled_out

logger = logging.getLogger(__name__)

#: Sentences are filled up to one of these numbers of tokens; longer ones are for numpy.
LENGTHS = (12, 32)
#: How far the two ways may differ.
TOLERANCE = 1e-4
_PROBE = "I work as a cook in Toronto"

_numpys = Meanings.likenesses


def enable(folder: Path) -> None:
    """Have models of this process use the compiled encoder; ``folder`` keeps what was compiled."""
    made: dict[int, tuple[Layer, Compiled | None]] = {}

    def likenesses(self: Meanings, encoder: Encoder, texts: Sequence[str]) -> tuple[Array, Array]:
        layer, compiled = made.get(id(self.layer), (None, None))
        if layer is not self.layer:
            compiled = make(encoder, self.layer, folder)
            made[id(self.layer)] = self.layer, compiled
        if compiled is None:
            return _numpys(self, encoder, texts)
        plain, tuned = compiled.vectors([spelled_out(text) for text in texts])
        return plain @ self.plain.T, tuned @ self.tuned.T

    Meanings.likenesses = likenesses  # type: ignore[method-assign]


class Compiled:
    """Sentences in, two rows of length 1 out: as the published encoder sees them, and as the tuned layer does."""

    def __init__(self, encoder: Encoder, tuned: Layer, model: Path) -> None:
        """``model``: a file with what `compile_pair` made of these two."""
        from tensorflow.lite.python.interpreter import Interpreter

        self._encoder, self._tuned = encoder, tuned
        # An interpreter answers one caller at a time.
        self._lock = threading.Lock()
        self._by_length: dict[int, tuple[Any, int, int, list[int]]] = {}
        for length in LENGTHS:
            with _silent():
                interpreter = Interpreter(model_path=str(model), num_threads=1)
            rows, there = sorted(interpreter.get_input_details(), key=lambda each: -len(each["shape"]))
            interpreter.resize_tensor_input(rows["index"], [length, SIZE])
            interpreter.resize_tensor_input(there["index"], [length])
            with _silent():
                interpreter.allocate_tensors()
            runner = interpreter.get_output_details()
            outputs = [each["index"] for each in sorted(runner, key=lambda each: str(each["name"]))]
            self._by_length[length] = interpreter, rows["index"], there["index"], outputs

    def vectors(self, sentences: Sequence[str]) -> tuple[Vectors, Vectors]:
        """A row a sentence, plain and tuned."""
        pairs = [self._pair(sentence) for sentence in sentences]
        plain, tuned = (np.array([pair[side] for pair in pairs], dtype=np.float32).reshape(-1, SIZE) for side in (0, 1))
        return plain, tuned

    def _pair(self, sentence: str) -> tuple[Vectors, Vectors]:
        hidden = embedded(self._encoder, sentence)
        length = next((each for each in LENGTHS if each >= len(hidden)), None)
        if length is None:
            states = self._encoder.before_last([sentence])
            return self._encoder.last.pooled(states)[0], self._tuned.pooled(states)[0]
        interpreter, rows, there, outputs = self._by_length[length]
        filled, present = np.zeros((length, SIZE), np.float32), np.zeros(length, np.float32)
        filled[: len(hidden)], present[: len(hidden)] = hidden, 1
        with self._lock:
            interpreter.set_tensor(rows, filled)
            interpreter.set_tensor(there, present)
            interpreter.invoke()
            plain, tuned = (interpreter.get_tensor(output) for output in outputs)
        return plain, tuned


def compile_pair(encoder: Encoder, tuned: Layer) -> bytes:
    """An encoder with two last layers in the format of TensorFlow Lite."""
    import tensorflow as tf

    def normalised(x: Any, weights: dict[str, Vectors], name: str) -> Any:
        centred = x - tf.reduce_mean(x, -1, keepdims=True)
        variance = tf.reduce_mean(centred * centred, -1, keepdims=True)
        return centred * tf.math.rsqrt(variance + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def linear(x: Any, weights: dict[str, Vectors], name: str) -> Any:
        return tf.matmul(x, tf.constant(weights[f"{name}.weight"]), transpose_b=True) + weights[f"{name}.bias"]

    def split(x: Any) -> Any:
        return tf.transpose(tf.reshape(x, [-1, HEADS, SIZE // HEADS]), [1, 0, 2])

    def through(x: Any, absent: Any, layer: Layer) -> Any:
        weights = layer.tensors()
        query, key, value = (split(linear(x, weights, f"attention.self.{n}")) for n in ("query", "key", "value"))
        scores = tf.matmul(query, key, transpose_b=True) / np.float32(np.sqrt(SIZE // HEADS)) + absent
        context = tf.reshape(tf.transpose(tf.matmul(tf.nn.softmax(scores), value), [1, 0, 2]), [-1, SIZE])
        x = normalised(x + linear(context, weights, "attention.output.dense"), weights, "attention.output.LayerNorm")
        inner = tf.nn.gelu(linear(x, weights, "intermediate.dense"), approximate=False)
        return normalised(x + linear(inner, weights, "output.dense"), weights, "output.LayerNorm")

    def pooled(x: Any, absent: Any, there: Any, layer: Layer) -> Any:
        total = tf.reduce_sum(through(x, absent, layer) * there[:, None], 0)
        return total * tf.math.rsqrt(tf.reduce_sum(total * total))

    @tf.function(input_signature=[tf.TensorSpec([None, SIZE], tf.float32), tf.TensorSpec([None], tf.float32)])
    def whole(x: Any, there: Any) -> Any:
        absent = (there - 1.0) * 1e9
        for layer in encoder._lower:
            x = through(x, absent, layer)
        return {"plain": pooled(x, absent, there, encoder.last), "tuned": pooled(x, absent, there, tuned)}

    converter = tf.lite.TFLiteConverter.from_concrete_functions([whole.get_concrete_function()], None)
    with _silent():
        content: bytes = converter.convert()
    return content


def embedded(encoder: Encoder, sentence: str) -> Vectors:
    """What the first layer gets of a sentence: a row a token."""
    ids = encoder._tokenizer.encode(sentence).ids
    return _normalised(encoder._words[ids] + encoder._places[: len(ids)], *encoder._norm)


def make(encoder: Encoder, tuned: Layer, folder: Path) -> Compiled | None:
    """The compiled encoder, from a file in ``folder`` if there is one; ``None``, after a warning, if it's of no use."""
    try:
        path = _kept(tuned, folder)
        if path is None:
            path = _keep(tuned, compile_pair(encoder, tuned), folder)
            _give_back()
        compiled = Compiled(encoder, tuned, path)
    except Exception as error:
        # Whatever is wrong: numpy does the same, only slower.
        logger.warning("the encoder isn't compiled: %s", type(error).__name__)
        return None
    states = encoder.before_last([_PROBE])
    right = encoder.last.pooled(states), tuned.pooled(states)
    if all(np.abs(one - other).max() < TOLERANCE for one, other in zip(compiled.vectors([_PROBE]), right, strict=True)):
        return compiled
    logger.warning("the compiled encoder says something else than numpy's; it isn't used")
    return None


def _kept(tuned: Layer, folder: Path) -> Path | None:
    """The file that was kept for a tuned layer. With a damaged one TensorFlow Lite would take the process down."""
    for path in folder.glob(f"encoder-{_digest(tuned)}-*.tflite"):
        if path.stem.rpartition("-")[2] == _checksum(path.read_bytes()):
            return path
    return None


def _keep(tuned: Layer, content: bytes, folder: Path) -> Path:
    """Keep what was compiled, and nothing older."""
    path = folder / f"encoder-{_digest(tuned)}-{_checksum(content)}.tflite"
    written = path.with_suffix(f".{os.getpid()}")
    written.write_bytes(content)
    written.replace(path)
    for other in folder.glob("encoder-*.tflite"):
        if other != path:
            other.unlink(missing_ok=True)
    return path


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _digest(tuned: Layer) -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(repr(sorted(PUBLISHED.items())).encode())
    for name, tensor in sorted(tuned.tensors().items()):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensor).tobytes())
    return digest.hexdigest()[:12]


def _give_back() -> None:
    """Return what compiling took to the system: half a gigabyte that wouldn't be needed again."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Without what TensorFlow's C++ writes to standard error, whatever its level of logging."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
