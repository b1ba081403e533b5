"""Learns what a sentence is after from examples, and tells how far a new one lies from all of them.

A sentence is compared with every training sentence in two ways: by meaning (the cosine of their sentence
vectors) and by writing (shared words and letter groups, which forgives typos). From these likenesses a ridge
regression draws a score for each label. Its closed form makes training a matter of seconds, and gives the
score that each training sentence would have had if it had been left out. With those honest scores confidence is
calibrated and the border of the scope is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, lapack
from scipy.sparse import csr_matrix, hstack, load_npz, save_npz
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.encoder import Encoder, Layer
from nlu.scope import Scope
from nlu.wording import spelled_out

Array = NDArray[np.float32]

#: Share of each way of comparing; they add up to 1, so that a sentence is like itself by 1.
BY_MEANING, BY_WORDS, BY_LETTERS = 0.7, 0.1, 0.2
#: How fast likeness fades with the distance of two sentence vectors.
SHARPNESS = 2.0
#: Ridge penalty: higher trusts a single example less.
PENALTY = 0.2
#: From this probability on a sentence is out of scope.
SURELY_OUT = 0.6
#: So many nearest training sentences make the neighbourhood.
NEAREST = 3


@dataclass(frozen=True)
class Guess:
    """What one sentence may be after: ``probabilities`` follow `PurposeModel.labels`.

    ``within``: how surely the sentence is in scope, above 0 when it is; ``likeness``: to the nearest training
    sentence, 1 for the same.
    """

    probabilities: Array
    within: float
    likeness: float


class Writing:
    """Sentences as weighted words and letter groups: TF-IDF, each row of length 1."""

    def __init__(self, words: TfidfVectorizer, letters: TfidfVectorizer, share: float) -> None:
        """``share``: of words against letters."""
        self._words, self._letters, self._share = words, letters, share

    @classmethod
    def fit(cls, sentences: Sequence[str], share: float) -> Writing:
        """Learn which words and letter groups there are and how rare they are."""
        words = TfidfVectorizer(**_WORDS).fit(sentences)
        letters = TfidfVectorizer(**_LETTERS).fit(sentences)
        return cls(words, letters, share)

    def transform(self, sentences: Sequence[str]) -> csr_matrix:
        """A sparse row a sentence."""
        words, letters = self._words.transform(sentences), self._letters.transform(sentences)
        return hstack(
            [words * np.float32(np.sqrt(self._share)), letters * np.float32(np.sqrt(1 - self._share))],
            format="csr",
            dtype=np.float32,
        )

    def save(self, folder: Path) -> None:
        """Vocabulary as JSON, weights as arrays: nothing that runs when it is loaded."""
        for name, vectorizer in (("words", self._words), ("letters", self._letters)):
            terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
            (folder / f"{name}.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
            np.save(folder / f"{name}.npy", vectorizer.idf_.astype(np.float32), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path, share: float) -> Writing:
        """What `save` wrote."""
        loaded = []
        for name, settings in (("words", _WORDS), ("letters", _LETTERS)):
            terms = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            vectorizer = TfidfVectorizer(vocabulary={term: i for i, term in enumerate(terms)}, **settings)
            vectorizer.idf_ = np.load(folder / f"{name}.npy", allow_pickle=False)
            loaded.append(vectorizer)
        return cls(loaded[0], loaded[1], share)


_WORDS: dict[str, Any] = {
    "analyzer": "word",
    "ngram_range": (1, 2),
    "token_pattern": r"(?u)\b\w[\w'+-]*",
    "sublinear_tf": True,
    "dtype": np.float32,
}
_LETTERS: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (1, 5), "sublinear_tf": True, "dtype": np.float32}


@dataclass(frozen=True)
class _Head:
    """One regression: by ``plain`` or ``tuned`` meaning, or for want of an encoder by ``writing`` alone."""

    weights: Array
    temperature: float
    scope: Scope


@dataclass(frozen=True)
class Meanings:
    """Sentence vectors of the training sentences: as the published encoder sees them, and as the tuned layer does.

    Scope is judged by the published one: tuning has only learned to tell ours from ours.
    """

    plain: Array
    tuned: Array
    layer: Layer

    @classmethod
    def fit(cls, encoder: Encoder, texts: Sequence[str], numbers: NDArray[np.int64]) -> Meanings:
        """Encode the training sentences and tune the last layer to their labels."""
        from nlu.tuning import tune

        states = encoder.before_last([spelled_out(text) for text in texts])
        layer = tune(encoder.last, states, numbers)
        return cls(encoder.last.pooled(states), layer.pooled(states), layer)

    def likenesses(self, encoder: Encoder, texts: Sequence[str]) -> tuple[Array, Array]:
        """Of new texts to the training sentences, plain and tuned."""
        states = encoder.before_last([spelled_out(text) for text in texts])
        return encoder.last.pooled(states) @ self.plain.T, self.layer.pooled(states) @ self.tuned.T


class PurposeModel:
    """Labels by example. Texts must be `nlu.wording.normalised`."""

    def __init__(
        self,
        labels: Sequence[str],
        outside: frozenset[str],
        numbers: NDArray[np.int64],
        writing: Writing,
        written: csr_matrix,
        meanings: Meanings | None,
        heads: Mapping[str, _Head],
    ) -> None:
        """``numbers``: which label each training sentence has; ``written``, ``meanings``: its features."""
        self.labels = list(labels)
        self.outside = outside
        self._numbers, self._writing = numbers, writing
        self._written, self._meanings = written, meanings
        self._columns = written.T.tocsr()
        self._heads = heads
        self._out_labels = np.array([label in outside for label in self.labels])
        self._out_rows = self._out_labels[numbers]

    @classmethod
    def fit(
        cls, texts: Sequence[str], labels: Sequence[str], outside: frozenset[str], encoder: Encoder | None
    ) -> PurposeModel:
        """Learn from ``texts``; ``outside`` names the labels that are no business of ours.

        Raises `ValueError` when there are fewer than two labels.
        """
        names, numbers = np.unique(np.array(labels), return_inverse=True)
        if len(names) < 2:
            raise ValueError("A classifier needs examples of at least two labels.")
        writing = Writing.fit(texts, BY_WORDS / (BY_WORDS + BY_LETTERS))
        written = writing.transform(texts)
        meanings = Meanings.fit(encoder, texts, numbers) if encoder else None
        model = cls([str(name) for name in names], outside, numbers, writing, written, meanings, {})
        by_writing = _dense(written @ written.T)
        heads = {"writing": model._learn(None, by_writing)}
        if meanings is not None:
            heads["plain"] = model._learn(meanings.plain @ meanings.plain.T, by_writing)
            by_meaning = meanings.tuned @ meanings.tuned.T
            # The layer has seen every sentence, so none can be left out: sureness and scope stay the plain head's.
            heads["tuned"] = replace(heads["plain"], weights=model._solve(_kernel(by_meaning, by_writing)))
        model._heads = heads
        return model

    def _penalised(self, kernel: Array) -> Array:
        """The kernel with the ridge; an example of a label that has many counts less.

        Single precision: the ridge keeps the matrix far from singular, and half the bytes are half the time.
        """
        counts = np.bincount(self._numbers)
        rarity = np.sqrt(len(self._numbers) / len(counts) / counts)[self._numbers].astype(np.float32)
        penalised = kernel.astype(np.float32)
        penalised[np.diag_indices_from(penalised)] += PENALTY / rarity
        return penalised

    def _targets(self) -> Array:
        targets: Array = np.eye(len(self.labels), dtype=np.float32)[self._numbers]
        return targets

    def _solve(self, kernel: Array) -> Array:
        """The weights of a ridge regression on the likenesses of the training sentences to each other."""
        factor = cho_factor(self._penalised(kernel), lower=True, overwrite_a=True)
        weights: Array = cho_solve(factor, self._targets(), overwrite_b=True)
        return weights

    def _learn(self, by_meaning: Array | None, by_writing: Array) -> _Head:
        """The same, with the scores that each sentence would get had it been left out."""
        inverse = _inverse(self._penalised(_kernel(by_meaning, by_writing)))
        targets = self._targets()
        weights = inverse @ targets
        left_out = targets - weights / np.diag(inverse)[:, None]
        nearness = by_writing.copy() if by_meaning is None else by_meaning.copy()
        np.fill_diagonal(nearness, -1.0)
        scope = Scope.draw(self._signs(left_out, nearness), ~self._out_rows)
        return _Head(weights, _temperature(left_out, self._numbers), scope)

    def guess(self, texts: Sequence[str], encoder: Encoder | None) -> list[Guess]:
        """What each text may be after; without an encoder by its writing alone."""
        if not texts:
            return []
        by_writing = _dense(self._writing.transform(texts) @ self._columns)
        if encoder is None or self._meanings is None:
            nearness, scope_head = by_writing, self._heads["writing"]
            scores = scope_scores = by_writing @ scope_head.weights
        else:
            nearness, tuned = self._meanings.likenesses(encoder, texts)
            scope_head = self._heads["plain"]
            scope_scores = _kernel(nearness, by_writing) @ scope_head.weights
            scores = _kernel(tuned, by_writing) @ self._heads["tuned"].weights
        within = scope_head.scope.within(self._signs(scope_scores, nearness))
        probabilities = _softmax(scores * np.float32(scope_head.temperature))
        # Whatever the border says: what is clearly one of the things we don't answer is out.
        surely_out = probabilities[:, self._out_labels].sum(axis=1)
        within = np.where(surely_out >= SURELY_OUT, np.minimum(within, SURELY_OUT - surely_out), within)
        return [
            Guess(row, float(inside), float(likeness))
            for row, inside, likeness in zip(probabilities, within, nearness.max(axis=1), strict=True)
        ]

    def _signs(self, scores: Array, nearness: Array) -> Array:
        """What `Scope` weighs: neighbourhood and best score, inside and outside."""
        columns = [
            _neighbourhood(nearness[:, ~self._out_rows]),
            _neighbourhood(nearness[:, self._out_rows]),
            _best(scores[:, ~self._out_labels]),
            _best(scores[:, self._out_labels]),
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Arrays and JSON only."""
        self._writing.save(folder)
        save_npz(folder / "written.npz", self._written)
        arrays: dict[str, Any] = {"numbers": self._numbers}
        if self._meanings is not None:
            arrays |= {"plain": self._meanings.plain, "tuned": self._meanings.tuned}
            arrays |= {f"layer.{name}": value for name, value in self._meanings.layer.tensors().items()}
        settings: dict[str, Any] = {"labels": self.labels, "outside": sorted(self.outside), "heads": {}}
        for name, head in self._heads.items():
            arrays[f"weights_{name}"] = head.weights
            settings["heads"][name] = {"temperature": head.temperature, "scope": head.scope.as_json()}
        np.savez(folder / "arrays.npz", **arrays)
        (folder / "model.json").write_text(json.dumps(settings, indent=1, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> PurposeModel:
        """What `save` wrote."""
        settings = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
            heads = {
                name: _Head(arrays[f"weights_{name}"], head["temperature"], Scope.from_json(head["scope"]))
                for name, head in settings["heads"].items()
            }
            numbers = arrays["numbers"]
            meanings = None
            if "plain" in arrays.files:
                layer = Layer.of({name: arrays[name] for name in arrays.files if name.startswith("layer.")}, "layer.")
                meanings = Meanings(arrays["plain"], arrays["tuned"], layer)
        writing = Writing.load(folder, BY_WORDS / (BY_WORDS + BY_LETTERS))
        written = load_npz(folder / "written.npz")
        return cls(settings["labels"], frozenset(settings["outside"]), numbers, writing, written, meanings, heads)


def _inverse(positive: Array) -> Array:
    """Of a symmetric positive definite matrix, by Cholesky: a third of the work of solving for it."""
    factor, failed = lapack.spotrf(positive, lower=True, overwrite_a=True)
    if not failed:
        inverse, failed = lapack.spotri(factor, lower=True, overwrite_c=True)
    if failed:
        raise ValueError("The likenesses of the training sentences have no inverse.")
    lower = np.tril(inverse)
    result: Array = lower + np.tril(inverse, -1).T
    return result


def _dense(matrix: csr_matrix) -> Array:
    dense: Array = matrix.toarray()
    return dense


def _kernel(by_meaning: Array | None, by_writing: Array) -> Array:
    if by_meaning is None:
        return by_writing
    faded = np.exp(np.float32(SHARPNESS) * (by_meaning - 1))
    result: Array = np.float32(BY_MEANING) * faded + np.float32(BY_WORDS + BY_LETTERS) * by_writing
    return result


def _neighbourhood(nearness: Array) -> Array:
    """Mean likeness of the nearest; 0 where there is nobody."""
    count = min(NEAREST, nearness.shape[1])
    if count == 0:
        return np.zeros(len(nearness), dtype=np.float32)
    nearest: Array = -np.partition(-nearness, count - 1, axis=1)[:, :count]
    mean: Array = nearest.mean(axis=1)
    return mean


def _best(scores: Array) -> Array:
    if scores.shape[1] == 0:
        return np.zeros(len(scores), dtype=np.float32)
    best: Array = scores.max(axis=1)
    return best


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Array = powers / powers.sum(axis=1, keepdims=True)
    return result


def _temperature(left_out: Array, numbers: NDArray[np.int64]) -> float:
    """The factor with which the softmax of the scores is as sure as it is right."""
    factors = np.geomspace(1.0, 40.0, 60)
    rows = np.arange(len(numbers))
    losses = [-np.log(_softmax(left_out * factor)[rows, numbers] + 1e-9).mean() for factor in factors]
    return float(factors[int(np.argmin(losses))])
