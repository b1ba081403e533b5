"""The border of the scope."""

from __future__ import annotations

import numpy as np
import pytest

from nlu.scope import KEPT, Scope


def _signs(ours: int, others: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(1)
    inside = np.array([True] * ours + [False] * others)
    centres = np.where(inside[:, None], [0.7, 0.3, 0.6, 0.0], [0.4, 0.6, 0.2, 0.5])
    return (centres + draw.normal(0, 0.06, centres.shape)).astype(np.float32), inside


def test_keeps_nearly_all_of_ours_and_declines_the_rest() -> None:
    signs, inside = _signs(600, 100)
    scope = Scope.draw(signs, inside)
    within = scope.within(signs) > 0
    assert within[inside].mean() >= KEPT - 0.005
    assert within[~inside].mean() == 0.0


def test_strangers_are_out_even_when_no_label_of_the_others_fits() -> None:
    signs, inside = _signs(600, 100)
    scope = Scope.draw(signs, inside)
    stranger = np.array([[0.05, 0.0, 0.6, 0.0]], dtype=np.float32)
    assert scope.within(stranger)[0] < 0


def test_without_others_likeness_decides() -> None:
    signs, inside = _signs(600, 0)
    scope = Scope.draw(signs, inside)
    assert (scope.within(signs) > 0).mean() == pytest.approx(KEPT, abs=0.01)
    assert scope.within(np.array([[0.2, 0.0, 0.9, 0.0]], dtype=np.float32))[0] < 0


def test_survives_being_kept() -> None:
    signs, inside = _signs(60, 30)
    scope = Scope.draw(signs, inside)
    again = Scope.from_json(scope.as_json())
    assert again.within(signs) == pytest.approx(scope.within(signs))
