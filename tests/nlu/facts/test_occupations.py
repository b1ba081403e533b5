"""Names of jobs that are the person's own, and those that aren't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.facts import read
from tests.nlu.facts.helpers import MANY, TODAY, one, values

JOBS = {
    "food service supervisor": "62020",
    "software engineer": "21231",
    "registered nurse": "31301",
    "truck driver": "73300",
    "early childhood educator": "42202",
    "administrative assistant": "13110",
    "carpenter": "72310",
    "electrician": "72200",
    "hairstylist": "63210",
    "accounting clerk": "14200",
    "dental hygienist": "32111",
    "welder": "72106",
}
WORDS = [
    "{}",
    "I'm a {}",
    "I work as a {}",
    "working as {} in Toronto",
    "{} since May 2024",
    "{}, 40 hours",
    "I was a {} there",
    "my job title is {}",
    "employed as a {} on pgwp",
    "NOC for my job: {}",
    "I have 2 years as a {}",
    "hired as {}",
    "Hi! I've been a {} in Halifax for 8 months",
]


@MANY
@given(st.sampled_from(sorted(JOBS)), st.sampled_from(WORDS), st.sampled_from([str, str.upper, str.title]))
def test_a_job_in_every_sentence(job: str, words: str, case) -> None:
    value = one(words.format(case(job)), "occupation")
    assert value["title"].lower() == job
    assert JOBS[job] in [row["code"] for row in value["candidates"][:3]]


def test_candidates_carry_what_the_question_needs() -> None:
    (row, *_) = one("I'm a welder", "occupation")["candidates"]
    assert set(row) == {"code", "title", "teer", "score"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("promoted from cashier to supervisor in jan 2025", ["cashier", "supervisor"]),
        ("cook 20 hours and baker 30 hours", ["cook", "baker"]),
        ("cook in Calgary and then kitchen manager in Banff", ["cook", "kitchen manager"]),
        ("2023 to present office manager (Edmonton)", ["office manager"]),
        ("I'm a 34 year old nurse from Kenya", ["nurse"]),
        ("used to work at Walmart as a department manager", ["department manager"]),
        ("6 years as community executive in dubai", ["community executive"]),
        ("sofware developper", ["sofware developper"]),
        ("front desk clerk whistler", ["front desk clerk"]),
    ],
)
def test_titles(text: str, title: list[str]) -> None:
    assert [value["title"].lower() for value in values(text, "occupation")] == title


@pytest.mark.parametrize(
    "text",
    [
        "I spoke to an immigration consultant yesterday",
        "my friend is a nurse",
        "my brother is a truck driver in BC",
        "My wife works as a teacher",
        "the letter is from my manager",
        "I work at Baker Hughes",
        "my employer is Farmer's Market Inc",
        "he wants to become a teacher",
        "I want to be an engineer",
        "a bachelor of business administration",
        "masters in civil engineering",
        "studied nursing",
        "I was a student",
        "I am a visitor",
        "I'm an independent contractor",
        "been reading forums for weeks",
        "never been arrested or convicted",
        "a warehouse that is open 24 hours",
        "with a logistics company",
        "received ITA yesterday",
        "my boss told me to ask a lawyer",
        "I like hiking and cooking",
        "applied for a cook position",
        "I'm happy to help",
        "I am eligible",
        "I manage a restaurant",
    ],
)
def test_no_job_of_the_person(text: str) -> None:
    assert values(text, "occupation") == []


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("NOC 62020", "noc", "62020"),
        ("my noc is 21231", "noc", "21231"),
        ("62020", "noc", "62020"),
        ("(noc code: 63200)", "noc", "63200"),
        ("TEER 3", "teer", 3),
        ("teer category 2", "teer", 2),
        ("noc b", "noc_level", "noc b"),
        ("skill level A", "noc_level", "skill level A"),
    ],
)
def test_codes(text: str, entity: str, value: object) -> None:
    assert one(text, entity) == value


def test_a_code_of_the_old_classification() -> None:
    value = one("old noc 6311", "noc_2016")
    assert value["code"] == "6311" and "62020" in value["candidates"]


@pytest.mark.parametrize(
    "text", ["99999", "I have 15000 in my account", "$63200 a year", "I paid 72106 dollars", "id 62020"]
)
def test_numbers_that_are_no_codes(text: str) -> None:
    assert values(text, "noc") == []


def test_a_title_and_its_code_are_one_job() -> None:
    from nlu.facts import read
    from tests.nlu.facts.helpers import TODAY

    for text in ("software engineer (NOC 21231), toronto", "noc 21231 software engineer, 40h"):
        assert {m.group for m in read(text, TODAY) if m.group} == {"1"}


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("cook NOC 63200", "cook", "63200"),
        ("cook noc 63200 in Toronto", "cook", "63200"),
        ("NOC 63200 cook", "cook", "63200"),
        ("software developer, NOC 21232, since May 2025", "software developer", "21232"),
    ],
)
def test_a_title_beside_its_code(text: str, title: str, code: str) -> None:
    found = [m for m in read(text, TODAY) if m.entity in ("occupation", "noc")]
    assert {m.entity: m.group for m in found} == {"occupation": "1", "noc": "1"}
    occupation = one(text, "occupation")
    assert (occupation["title"], one(text, "noc")) == (title, code)
    assert occupation["candidates"], "the title is looked up as well"


@pytest.mark.parametrize(
    "text",
    ["I'm a software dev working full time", "software dev working", "I am a software dev currently in Toronto"],
)
def test_a_title_ends_before_what_is_done(text: str) -> None:
    assert one(text, "occupation")["title"] == "software dev"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("nursery supervisor, Langley, 40 h", ["nursery supervisor"]),
        ("now bistro lead 35h", ["bistro lead"]),
        ("8 months outreach coordinator in a shelter", ["outreach coordinator"]),
        ("plumbing apprentice Regina, 30 hrs", ["plumbing apprentice"]),
        ("from 3 March 2025 grain research associate at a lab", ["grain research associate"]),
        ("my shift manager, Tom, left", []),
        ("spoke with the visa officer, he was kind", []),
    ],
)
def test_titles_by_the_word_that_they_end_in(text: str, titles: list[str]) -> None:
    assert [value["title"] for value in values(text, "occupation")] == titles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("I drove heavy trucks out of Brandon in 2024", ["truck driver"]),
        ("I teach kids in a school in Nanaimo", ["teacher"]),
        ("still cooking at a noodle place, 40 hours", ["cook"]),
        ("picking mushrooms in Langley since 3 May", ["fruit picker"]),
        ("we do drywall, 45 hours a week", ["drywall installer"]),
        ("cleaning rooms in a motel", ["cleaning"]),
        ("I wash dishes at a diner", ["dishwasher"]),
        ("I can drive a truck", []),
        ("installing drywall and framing", []),
        ("I like to cook at home", []),
        ("as a dispatcher I sometimes drive the truck", ["dispatcher"]),
    ],
)
def test_jobs_by_what_is_done(text: str, titles: list[str]) -> None:
    assert [value["title"] for value in values(text, "occupation")] == titles
