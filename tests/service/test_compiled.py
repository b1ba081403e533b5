"""The compiled encoder next to numpy's: the same numbers, whatever the sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu import purposes
from nlu.encoder import Encoder, Layer, encoder
from service import compiled
from service.compiled import LENGTHS, Compiled, make

SENTENCES = (
    "",
    "yes",
    "am I eligible for CEC?",
    "I work as a software developer in Toronto since March 2024, 40 hours a week, on a PGWP",
    "IELTS general, listening 8, reading 7.5, writing 6.5, speaking 7",
    "\N{PILE OF POO} ½ 中文",
    *(" ".join(["cook"] * count) for count in (4, 5, 13, 14, 15, 29, 30, 31, 200)),
)


@pytest.fixture(scope="module")
def published() -> Encoder:
    found = encoder()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def tuned(published: Encoder) -> Layer:
    chance = np.random.default_rng(2026)
    tensors = published.last.tensors()
    return Layer(
        {name: value + chance.normal(0, 0.01, value.shape).astype(np.float32) for name, value in tensors.items()}
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="module")
def made(published: Encoder, tuned: Layer, folder: Path) -> Compiled:
    (folder / "encoder-of-another-model.tflite").write_bytes(b"")
    found = make(published, tuned, folder)
    assert found is not None
    return found


def test_the_same_numbers(published: Encoder, tuned: Layer, made: Compiled) -> None:
    states = published.before_last(SENTENCES)
    plain, other = made.vectors(SENTENCES)
    np.testing.assert_allclose(plain, published.last.pooled(states), atol=1e-5)
    np.testing.assert_allclose(other, tuned.pooled(states), atol=1e-5)
    assert np.abs(plain - other).max() > 0.01
    # All ways were taken: each of the lengths, and numpy for what is longer.
    lengths = {len(rows) for rows in states}
    assert min(lengths) <= LENGTHS[0] and max(lengths) > LENGTHS[-1]
    assert {next((each for each in LENGTHS if each >= length), None) for length in lengths} == {*LENGTHS, None}


def test_no_sentences_have_no_numbers(made: Compiled) -> None:
    assert [vectors.shape for vectors in made.vectors([])] == [(0, 384), (0, 384)]


def test_it_is_compiled_once_and_kept(
    published: Encoder, tuned: Layer, made: Compiled, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = folder.glob("*.tflite")
    monkeypatch.setattr(compiled, "compile_pair", None)
    again = make(published, tuned, folder)
    assert again is not None
    np.testing.assert_array_equal(again.vectors(["yes"]), made.vectors(["yes"]))
    assert list(folder.iterdir()) == [kept]


def test_a_damaged_file_is_made_anew(
    published: Encoder, tuned: Layer, made: Compiled, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = folder.glob("*.tflite")
    whole = kept.read_bytes()
    (tmp_path / kept.name).write_bytes(whole[:1000])
    monkeypatch.setattr(compiled, "compile_pair", lambda *_: whole)
    assert make(published, tuned, tmp_path) is not None
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [whole]


def test_what_is_wrong_isnt_used(
    published: Encoder,
    tuned: Layer,
    made: Compiled,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (kept,) = folder.glob("*.tflite")
    other = Layer({name: value * 1.5 for name, value in tuned.tensors().items()})
    monkeypatch.setattr(compiled, "compile_pair", lambda *_: kept.read_bytes())
    assert make(published, other, tmp_path) is None
    assert "says something else" in caplog.text
    assert make(published, tuned, tmp_path / "nowhere") is None
    assert "FileNotFoundError" in caplog.text


def test_models_use_it_and_get_along_without(
    published: Encoder, tuned: Layer, made: Compiled, monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    texts = ["am i eligible", "yes", "how much money do i need"]
    states = published.before_last(texts)
    model = purposes.Meanings(published.last.pooled(states), tuned.pooled(states), tuned)
    right = compiled._numpys(model, published, texts)
    monkeypatch.setattr(purposes.Meanings, "likenesses", compiled._numpys)
    used: list[int] = []
    vectors = Compiled.vectors
    monkeypatch.setattr(Compiled, "vectors", lambda self, some: used.append(len(some)) or vectors(self, some))
    for place, uses in ((folder, [1, 3, 3]), (tmp_path / "nowhere", [])):
        used.clear()
        compiled.enable(place)
        for _ in range(2):
            for one, other in zip(model.likenesses(published, texts), right, strict=True):
                np.testing.assert_allclose(one, other, atol=1e-4)
        assert used == uses
