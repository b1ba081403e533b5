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


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("line cook in Leduc, 40 hours a week", "AB"),
        ("I'm a barista at the Tims in Sudbury", "ON"),
        ("greenhouse labourer in Leamington since March 2024", "ON"),
        ("i work as housekeeper in tofino", "BC"),
        ("welder in fort mcmurry", "AB"),
        ("I work as a dishwasher in Hope, started in May 2025", "BC"),
        ("cook in Hope, BC", "BC"),
        ("I work as a cashier in Trail", "BC"),
        ("I drive a truck in Golden", "BC"),
        ("server in Windsor, NS", "NS"),
        ("server in Windsor, Nova Scotia", "NS"),
        ("server in Windsor", "ON"),
        ("baker in London, Ontario", "ON"),
        ("baker in london, on", "ON"),
        ("cleaner in Perth, Ontario", "ON"),
        ("mechanic in Richmond, QC", "QC"),
        ("carpenter in Trenton, NS", "NS"),
        ("PSW in Scarborough", "ON"),
        ("office clerk in ndg", "QC"),
        ("accountant in Dollard-des-Ormeaux", "QC"),
        ("RN in Rankin Inlet", "NU"),
        ("cook in baker lake", "NU"),
        ("forklift driver in k-w", "ON"),
        ("farm worker in the Okanagan", "BC"),
        ("working as a cook in Van", "BC"),
        ("I work as a developer in TO", "ON"),
        ("warehouse job in wpg", "MB"),
        ("meat cutter in Brooks", "AB"),
        ("RN at Sunnybrook, full time", "ON"),
        ("I have worked as a lab technician at UBC since May 2024", "BC"),
        ("research assistant at the University of Saskatchewan for a year", "SK"),
        ("health care aide with Alberta Health Services", "AB"),
        ("nurse at Vancouver Coastal Health", "BC"),
        ("custodian at Conestoga College, 30 hours a week", "ON"),
    ],
)
def test_places_people_work_in(text: str, province: str) -> None:
    assert keys(one(text, "place"), "country", "province", "role") == ("CA", province, "work")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("I worked as a nurse in Perth", "AU"),
        ("I worked as a waiter in London, UK", "GB"),
        ("I worked as a waiter in Cambridge, England", "GB"),
        ("cook in Sydney, Australia", "AU"),
        ("driver in Hamilton, New Zealand", "NZ"),
        ("I was a receptionist in Nice", "FR"),
        ("I was an accountant in Hyderabad, Pakistan", "PK"),
        ("I was an accountant in hyderabad", "IN"),
        ("worked as a teacher in newcastle upon tyne", "GB"),
        ("I worked as a caregiver in Kaohsiung", "TW"),
        ("worked in Port Harcourt as an accountant", "NG"),
    ],
)
def test_places_abroad(text: str, country: str) -> None:
    assert keys(one(text, "place"), "country", "province", "role") == (country, None, "work")


@pytest.mark.parametrize(
    ("text", "country"),
    [("I moved from Ibadan", "NG"), ("I'm originally from Jalandhar", "IN"), ("I came from Iloilo", "PH")],
)
def test_cities_people_come_from(text: str, country: str) -> None:
    assert keys(one(text, "place"), "country", "role") == (country, "origin")


@pytest.mark.parametrize(
    "text",
    [
        "I hope to get my PR soon, I work 40 hours",
        "Hope bc I need an answer, I work a lot",
        "i lost hope bc my employer cut my hours",
        "I work in hope of an invitation",
        "I got 6 in Reading and 7 in Listening",
        "I work the trail crew every summer",
        "my manager Nelson signed the letter",
        "a reference letter from Duncan, my supervisor",
        "that golden opportunity was a job offer",
        "the terrace needs a cleaner",
        "I work for Oliver and his sister",
        "mission critical work, full time",
        "the delta between my two jobs is small",
        "I drive a van for work",
        "I want to work full time",
        "my colleague Sidney works nights",
        "I paid the olds owner for the job",
        "I work for the Orange company",
        "I work on mobile apps",
        "nice weather at work today",
        "my boss Regent said yes",
        "I work with Melville every day",
        "my friend Beaumont has a job",
        "Aurora is my coworker",
        "I work in Mission Control",
        "I fixed the outlook calendar at work",
        "the unity of our team at work is great",
        "I did my diploma at Seneca College",
        "PhD at Waterloo",
        "I studied nursing at UBC",
        "I had surgery at Sunnybrook",
        "I finished a course at NAIT",
        "a student at McGill",
        "my wife is a nurse at Sunnybrook",
        "I ate french fries at work",
        "my job was fun, paris on a visit would be too",
    ],
)
def test_words_that_are_no_place(text: str) -> None:
    assert values(text, "place") == []


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (row, f"I work as a cook in {name.title()}, {called.upper() if len(called) < 4 else called.title()}")
        for row in WORDS["with_their_place"]
        for name in row["names"][:3]
        for called in row["called"][:1]
    ],
)
def test_a_name_with_its_province_is_one_place(row: dict, text: str) -> None:
    kind, _, code = row["label"].partition(":")
    assert one(text, "place")[kind] == code


def test_ordinary_words_stand_under_one_place_and_no_other_list() -> None:
    names = [name for row in WORDS["ordinary_words"] for name in row["names"]]
    plain = {name for part in ("provinces", "countries") for spoken in WORDS[part].values() for name in spoken}
    assert len(names) == len(set(names)) and not plain & set(names)


def test_names_that_need_a_preposition_are_in_the_lists() -> None:
    plain = {name for part in ("provinces", "countries") for spoken in WORDS[part].values() for name in spoken}
    assert set(WORDS["also_names"]) <= plain
