"""Statistics Canada's own file of titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from eligibility.noc import search
from eligibility.noc.titles import TitlesError, import_titles, imported_titles, read_elements, titles_path

HEADER = "Level,Code - NOC 2021 V1.0,Class title,Element Type Label English,Element Description English\n"
ROW = "5,63200,Cooks,Illustrative example(s),quinoa whisperer\n"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEC_DATA", str(tmp_path / "kept"))
    return tmp_path


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "elements.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_titles_are_kept_and_searched(data: Path) -> None:
    assert imported_titles() is None and search("quinoa whisperer") == []
    assert import_titles(written(data, HEADER + ROW + ROW + "5,63200,Cooks,Main duties,Cook\n")) == 1
    assert imported_titles() == titles_path()
    assert [match.code for match in search("quinoa whisperer")] == ["63200"]


def test_marks_pages_and_short_codes(data: Path) -> None:
    assert read_elements(written(data, "\ufeff" + HEADER + "5,10,Legislators,Example,reeve of the shire\n")) == [
        ("00010", "reeve of the shire")
    ]
    accents = (HEADER + "5,63200,Cooks,Example,saucière\n").encode("cp1252")
    assert read_elements(written(data, accents)) == [("63200", "saucière")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not the elements file"),
        ("a,b,c\n1,2,3\n", "not the elements file"),
        (HEADER, "no example titles"),
        (HEADER + "5,63200,Cooks,Main duties,Cook\n", "no example titles"),
        (HEADER + ROW + "5,63200\n", "line 3: 2 of 5 columns"),
        (HEADER + "5,99999,Nobody,Example,nothing\n", "line 2: 99999"),
        (HEADER + '5,63200,Cooks,Example,"open\n', "line"),
        (b"\x00\x01\x02", "no text file"),
    ],
)
def test_other_files_are_refused_and_what_was_kept_stays(data: Path, text: str | bytes, words: str) -> None:
    import_titles(written(data, HEADER + ROW))
    before = titles_path().read_bytes()
    with pytest.raises(TitlesError, match=words):
        import_titles(written(data, text))
    assert titles_path().read_bytes() == before
    assert [path.name for path in titles_path().parent.iterdir()] == ["noc_titles.csv"]


def test_a_file_that_is_not_there_is_named(data: Path) -> None:
    with pytest.raises(TitlesError, match="nowhere"):
        import_titles(data / "nowhere.csv")
