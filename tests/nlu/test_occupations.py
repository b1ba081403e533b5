"""Unit groups by names and by deeds, measured on descriptions that were written without sight of the search's data."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import yaml

from nlu import occupations
from nlu.encoder import encoder
from nlu.occupations import duties, find, prepare
from service.paths import var

HELD_OUT = yaml.safe_load((Path(__file__).parents[1] / "eligibility" / "noc" / "heldout_duties.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the tests' own; the vectors come from where training keeps them."""
    prepare(var())
    (kept,) = sorted(var().glob("duties-*.npy"), key=lambda path: path.stat().st_mtime)[-1:]
    path = tmp_path_factory.mktemp("duties")
    shutil.copy(kept, path)
    return path


def reached(rows: dict[str, list[str]], folder: Path, among: int) -> float:
    """Share of texts with a right group among the first so many."""
    right = [bool({m.code for m in find(text, folder)[:among]} & set(codes)) for text, codes in rows.items()]
    return sum(right) / len(right)


def test_every_unit_group_has_deeds_of_its_own() -> None:
    assert len(duties()) == 516
    assert all(len(rows) >= 5 for rows in duties().values())
    said = [row for rows in duties().values() for row in rows]
    assert len(set(said)) >= 0.99 * len(said)


def test_deeds_are_found_by_meaning(folder: Path) -> None:
    assert reached(HELD_OUT["described"], folder, 1) >= 0.78
    assert reached(HELD_OUT["described"], folder, 3) >= 0.92


def test_names_are_found_by_letters_and_by_meaning(folder: Path) -> None:
    assert reached(HELD_OUT["named"], folder, 1) >= 0.86
    assert reached(HELD_OUT["named"], folder, 3) >= 0.90


def test_lattes_and_shifts_are_a_supervisors(folder: Path) -> None:
    assert "62020" in {match.code for match in find("I make lattes and manage shifts", folder)[:3]}
    asked = find("hi, which NOC code is it if I cut and colour hair?", folder)
    assert asked[0].code == "63210"


@pytest.mark.parametrize("text", ["asdkjh qwe zxcv", "best biryani in town", "yes most of its duties", "whatever", ""])
def test_what_is_no_work_finds_nothing(text: str, folder: Path) -> None:
    assert find(text, folder) == []


def test_scores_fall_and_meaning_is_never_as_sure_as_a_name(folder: Path) -> None:
    found = find("look after old people in their own homes", folder)
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert 1 <= len(found) <= occupations.MOST and found[0].score < occupations.CLEAR


def test_a_clear_name_needs_no_meaning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(occupations, "_vectors", lambda *_: pytest.fail("asked by meaning"))
    assert find("software developer", tmp_path)[0].code == "21232"


def test_without_an_encoder_names_decide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(occupations, "encoder", lambda: None)
    assert find("software developer", tmp_path)[0].code == "21232"
    assert find("I make lattes and manage shifts", tmp_path) == occupations.search("I make lattes and manage shifts")
    assert list(tmp_path.iterdir()) == []


def test_vectors_are_kept_and_a_damaged_file_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = encoder()
    assert known is not None
    (kept,) = folder.glob("duties-*.npy")
    whole = np.load(kept)
    occupations._vectors.cache_clear()
    monkeypatch.setattr(known, "encode", lambda sentences: pytest.fail("encoded again"))
    assert np.allclose(occupations._vectors(known, folder), whole)
    kept.write_bytes(b"damaged")
    occupations._vectors.cache_clear()
    monkeypatch.setattr(known, "encode", lambda sentences: whole.astype(np.float32))
    assert np.allclose(occupations._vectors(known, folder), whole)
    assert np.allclose(np.load(kept), whole)


def test_a_folder_that_cannot_be_written_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    known = encoder()
    assert known is not None
    (kept,) = folder.glob("duties-*.npy")
    whole = np.load(kept).astype(np.float32)
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setattr(known, "encode", lambda sentences: whole)
    occupations._vectors.cache_clear()
    assert np.allclose(occupations._vectors(known, file), whole)


def test_groups_far_behind_the_best_are_left_out(folder: Path) -> None:
    found = find("cut and colour hair in a salon", folder)
    assert found[0].code == "63210"
    assert all(match.score >= found[0].score - occupations._NEAR - 1e-3 for match in found)
    assert len(found) < occupations.MOST
