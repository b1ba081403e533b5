"""Finding a group from what people call their job."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from eligibility.noc import old_code, search
from eligibility.noc.names import own_names

HELD_OUT: dict[str, str | list[str]] = yaml.safe_load(
    Path(__file__).with_name("heldout.yml").read_text(encoding="utf-8")
)

COMMON = {
    "software developer": "21232",
    "software engineer": "21231",
    "web developer": "21234",
    "data scientist": "21211",
    "business analyst": "21221",
    "cook": "63200",
    "chef": "62200",
    "food service supervisor": "62020",
    "restaurant manager": "60030",
    "barista": "65201",
    "cashier": "65100",
    "retail sales associate": "64100",
    "retail store manager": "60020",
    "truck driver": "73300",
    "delivery driver": "75201",
    "registered nurse": "31301",
    "licensed practical nurse": "32101",
    "pharmacist": "31120",
    "family doctor": "31102",
    "dentist": "31110",
    "electrician": "72200",
    "plumber": "72300",
    "carpenter": "72310",
    "welder": "72106",
    "accountant": "11100",
    "bookkeeper": "12200",
    "administrative assistant": "13110",
    "receptionist": "14101",
    "construction manager": "70010",
    "civil engineer": "21300",
    "mechanical engineer": "21301",
    "early childhood educator": "42202",
    "warehouse worker": "75101",
    "graphic designer": "52120",
    "hr manager": "10011",
    "marketing manager": "10022",
    "hairdresser": "63210",
    "butcher": "63201",
    "baker": "63202",
    "security guard": "64410",
    "lawyer": "41101",
    "personal support worker": "33102",
    "forklift operator": "75101",
    "hotel manager": "60031",
}


@pytest.mark.parametrize("name", COMMON)
def test_common_names_come_first(name: str) -> None:
    found = search(name)
    assert found[0].code == COMMON[name]
    assert found[0].teer == int(COMMON[name][1]) and found[0].score >= 0.7


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("softwear developer", "21232"),
        ("sofware devloper", "21232"),
        ("elecrician", "72200"),
        ("acountant", "11100"),
        ("registred nurse", "31301"),
        ("recepcionist", "14101"),
        ("pharmasist", "31120"),
        ("SOFTWARE   DEVELOPER", "21232"),
        ("Cooks", "63200"),
    ],
)
def test_slips_of_the_pen_case_and_number(typed: str, code: str) -> None:
    assert code in [match.code for match in search(typed)[:3]]


def test_scores_fall_and_there_are_five_at_most() -> None:
    for text in [*COMMON, "manager", "engineer", "worker", "technician in a lab"]:
        found = search(text)
        assert len(found) <= 5 and len({match.code for match in found}) == len(found)
        assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
        assert all(0.5 <= match.score <= 1 for match in found)
    assert search("cook", limit=0) == [] and len(search("engineer", limit=2)) <= 2


@pytest.mark.parametrize("text", ["", " ", "?!", "qwxzy", "the of and", "1", "12345678", "🙂", "a" * 5000])
def test_nothing_that_fits(text: str) -> None:
    assert search(text) == []


def test_the_word_that_says_what_somebody_is_has_to_meet() -> None:
    assert "64400" not in [match.code for match in search("bank manager")]
    assert "21300" not in [match.code for match in search("civil servant")]


def test_codes() -> None:
    assert [(m.code, m.score) for m in search("21232")] == [("21232", 1.0)]
    assert [m.code for m in search("I am NOC 63200, a cook")] == ["63200"]
    assert search("99999") == []
    assert old_code("NOC 2174") == "2174" and old_code("2174") == "2174"
    assert old_code("in 2174 hours") is None and old_code("21232") is None and old_code("NOC 2021") is None
    assert old_code("NOC 2016 2174") == "2174" and old_code("NOC 2016: 2174") == "2174" and search("NOC 2021") == []
    assert "21232" in [m.code for m in search("NOC 2174")] and [m.score for m in search("noc 6322")] == [1.0]
    assert search("NOC 0000") == []


def hits(names: list[str], most: int) -> int:
    found = 0
    for name in names:
        right = HELD_OUT[name]
        codes = [match.code for match in search(name)[:most]]
        found += bool(set(codes) & ({right} if isinstance(right, str) else set(right)))
    return found


def test_what_the_search_reaches_on_names_as_people_write_them() -> None:
    """209 of 209, first and among the first three; so too those that our list doesn't hold letter for letter."""
    known = {name.lower() for names in own_names().values() for name in names}
    names = list(HELD_OUT)
    unlisted = [name for name in names if name.lower() not in known]
    assert len(names) == 209 and len(unlisted) >= 30
    assert hits(names, 1) >= 209 and hits(names, 3) >= 209
    assert hits(unlisted, 1) == len(unlisted)
