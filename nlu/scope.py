"""The border of what the assistant answers.

Four signs tell on which side a sentence lies: how like it is to what we answer, how like to what we don't,
and how well the best label of either side explains it. A logistic regression weighs them; the threshold is set
so that nearly all training sentences in scope stay in, each judged as if it had not been trained on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Array = NDArray[np.float32]

#: Share of the sentences in scope that must stay in.
KEPT = 0.97
#: Sentences less like anything we answer than this share of our own are out, whatever the labels say.
STRANGEST = 0.002


@dataclass(frozen=True)
class Scope:
    """The weighed border; `draw` makes one."""

    weights: tuple[float, ...]
    threshold: float
    floor: float

    @classmethod
    def draw(cls, signs: Array, inside: NDArray[np.bool_]) -> Scope:
        """Weigh the signs (rows: like ours, like not ours, our best score, their best score).

        Without any sentence out of scope likeness to ours decides alone.
        """
        if inside.all():
            weights = np.array([1.0, 0.0, 0.0, 0.0])
        else:
            border = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000).fit(signs, inside)
            weights = border.coef_[0]
        values = signs[inside] @ weights
        threshold = float(np.quantile(values, 1 - KEPT))
        floor = float(np.quantile(signs[inside, 0], STRANGEST))
        return cls(tuple(float(weight) for weight in weights), threshold, floor)

    def within(self, signs: Array) -> Array:
        """For each row how far inside (above 0) or outside it lies."""
        values = signs @ np.array(self.weights, dtype=np.float32) - np.float32(self.threshold)
        strange = signs[:, 0] < self.floor
        result: Array = np.where(strange, np.minimum(values, signs[:, 0] - self.floor), values).astype(np.float32)
        return result

    def as_json(self) -> dict[str, Any]:
        """Its numbers."""
        return {"weights": list(self.weights), "threshold": self.threshold, "floor": self.floor}

    @classmethod
    def from_json(cls, numbers: dict[str, Any]) -> Scope:
        """From `as_json`."""
        return cls(tuple(numbers["weights"]), numbers["threshold"], numbers["floor"])
