"""Where the work was, where the person wants to live, and words that only look like places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility.facts import PROVINCES, countries
from nlu.pipeline import vocabulary
from tests.nlu.facts.helpers import MANY, keys, one, values

WORDS = vocabulary("places")
CITIES = [(code, name) for code, names in WORDS["provinces"].items() for name in names if len(str(name)) > 3]
ABROAD = [(code, name) for code, names in WORDS["countries"].items() for name in names if len(str(name)) > 3]


def test_every_code_is_one_of_the_contract() -> None:
    assert set(WORDS["provinces"]) == set(PROVINCES)
    assert set(WORDS["countries"]) <= countries()


@MANY
@given(
    st.sampled_from(CITIES),
    st.sampled_from(
        ["I work in {}", "cook in {}", "welder, {}, 40 hours", "worked from home in {}", "the job was in {}", "In {}"]
    ),
    st.sampled_from([str, str.title, str.upper]),
)
def test_every_city_stands_for_its_province(city: tuple[str, str], words: str, case) -> None:
    code, name = city
    value = one(words.format(case(name)), "place")
    assert keys(value, "country", "province", "role") == ("CA", code, "work")


@MANY
@given(
    st.sampled_from(ABROAD),
    st.sampled_from(["I worked in {}", "it was in {}", "I was in {} for that job", "cook in {} since 2023"]),
)
def test_every_country(place: tuple[str, str], words: str) -> None:
    code, name = place
    value = one(words.format(name), "place")
    assert keys(value, "country", "province", "role") == (code, None, "work")


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Mississauga, Ontario, Canada", "ON"),
        ("surrey bc since aug 2024", "BC"),
        ("moncton nb 30h/week", "NB"),
        ("Surrey, B.C.", "BC"),
        ("remote from kelowna for a company in toronto", "BC"),
        ("for a US company, but i sit in vancouver", "BC"),
        ("I live in Gatineau but I work in Ottawa", "ON"),
        ("I live in Guelph", "ON"),
        ("server at Boston Pizza in Red Deer", "AB"),
        ("I work at Bank of Montreal in Oakville", "ON"),
        ("worked in St. John's", "NL"),
        ("saint john new brunswick job", "NB"),
        ("job in Ontario (ON)", "ON"),
        ("a job in ON since May 2024", "ON"),
    ],
)
def test_the_place_of_work(text: str, province: str) -> None:
    assert one(text, "place")["province"] == province


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I plan to live in Alberta", "destination"),
        ("we want to move to Halifax", "destination"),
        ("I'm moving to Saskatoon soon", "destination"),
        ("Montreal is where I want to live", "destination"),
        ("I'd rather live in Manitoba than Quebec", "destination"),
        ("I'm originally from Nigeria", "origin"),
        ("came here from Lebanon in 2022", "origin"),
        ("33 years old male from Iran", "origin"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert one(text, "place")["role"] == role


@pytest.mark.parametrize(
    "text",
    [
        "outside Quebec",
        "I want to settle outside of quebec",
        "not going to live in quebec",
        "anywhere but Quebec",
        "never quebec",
        "I won't live in Quebec",
        "except Québec",
        "no plans to live in Quebec",
    ],
)
def test_outside_quebec(text: str) -> None:
    assert values(text, "outside_quebec", "place") == [True]


@pytest.mark.parametrize(
    "text",
    [
        "I WORK ON A PGWP IN THE MORNING",
        "give us a hint",
        "currently ON a PGWP",
        "my manager Brandon said so",
        "Victoria is my boss",
        "I do customs work at Canada Post",
        "I had TEF Canada",
        "350 Victoria Street",
        "my parents live in Lagos",
        "my friend works in Toronto",
        "I came to Canada in 2021",
        "landed in Toronto in 2022",
        "it's raining in Vancouver today",
        "I like hiking in Banff",
        "bsc from india",
        "I have lived in Canada since 2020",
        "what a nice day in canada lol",
        "nominated by alberta",
        "University of Alberta",
        "where can I do CELPIP in Brampton",
    ],
)
def test_no_place_of_work(text: str) -> None:
    assert [value for value in values(text, "place") if value["role"] == "work"] == []


def test_an_employer_abroad() -> None:
    assert values("for a US company, but i sit in vancouver", "foreign_employer") == [True]
    assert values("for an Indian employer", "foreign_employer") == [True]
    assert values("for a Toronto company", "foreign_employer") == []


def test_abroad_without_a_country() -> None:
    for text in ("it was abroad", "outside of Canada", "I worked overseas"):
        assert keys(one(text, "place"), "country", "abroad") == (None, True)


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("tester for a company from Kyiv, I work from home in Guelph", "foreign_employer", True),
        ("I work for a small agency based in Lisbon from my home in Regina", "foreign_employer", True),
        ("analyst, remote from Lisbon for a Calgary software company", "place", "PT"),
        ("welder in Cambridge", "place", "ON"),
        ("cook in Dieppe", "place", "NB"),
    ],
)
def test_where_the_employer_is(text: str, entity: str, value: object) -> None:
    found = values(text, entity)
    if entity == "place":
        assert [row.get("province") or row["country"] for row in found] == [value]
    else:
        assert found == [value]
