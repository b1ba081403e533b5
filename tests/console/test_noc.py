"""``cec noc``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console import noc
from tests.console.running import ran

ELEMENTS = """\
Level,Code - NOC 2021 V1.0,Class title,Element Type Label English,Element Description English
5,21232,Software developers and programmers,Illustrative example(s),zeppelin firmware wright
5,21232,Software developers and programmers,Main duties,Write code
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEC_DATA", str(tmp_path / "data"))
    return tmp_path


def test_the_json_is_the_contracts() -> None:
    found = ran(noc, "software", "developer", "--json")
    answer = json.loads(found.out)
    assert found.code == 0 and answer["query"] == "software developer"
    assert 1 <= len(answer["matches"]) <= 5
    best = answer["matches"][0]
    assert (best["code"], best["teer"]) == ("21232", 1) and 0 < best["score"] <= 1 and best["title"]
    scores = [row["score"] for row in answer["matches"]]
    assert scores == sorted(scores, reverse=True)


def test_nothing_that_fits_is_an_answer_too() -> None:
    assert json.loads(ran(noc, "qwxzy", "--json").out)["matches"] == []
    found = ran(noc, "qwxzy")
    assert found.code == 0 and "qwxzy" in found.out


def test_codes_old_and_new() -> None:
    assert "21232" in ran(noc, "21232").out
    old = ran(noc, "NOC", "2174")
    assert "2174" in old.out and "21232" in old.out and "Source: " in old.out
    assert "99999" in ran(noc, "99999").out and json.loads(ran(noc, "99999", "--json").out)["matches"] == []
    assert "0000" in ran(noc, "0000").out


def test_an_empty_text_is_refused() -> None:
    found = ran(noc, " ")
    assert (found.code, found.out, len(found.problems)) == (2, "", 1)


def test_titles_are_imported_and_compared(data: Path) -> None:
    source = data / "elements.csv"
    source.write_text(ELEMENTS, encoding="utf-8")
    assert ran(noc, "import", str(source)).code == 0
    assert json.loads(ran(noc, "zeppelin", "firmware", "wright", "--json").out)["matches"][0]["code"] == "21232"
    assert ran(noc, "check", str(source)).code == 0


def test_a_file_that_is_none_of_the_kind_is_refused(data: Path) -> None:
    source = data / "other.csv"
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    for action in ("import", "check"):
        for path in (source, data / "nowhere.csv"):
            found = ran(noc, action, str(path))
            assert found.code == 2 and found.out == "" and len(found.problems) == 1
    assert not (data / "data").exists()


def test_import_and_check_are_also_words_of_jobs() -> None:
    assert ran(noc, "import", "clerk").code == 0
