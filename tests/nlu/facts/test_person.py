"""The person, the family, studies, work abroad."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eligibility.facts import CREDENTIALS, LEVELS, MARITAL
from nlu.pipeline import vocabulary
from tests.nlu.facts.helpers import MANY, keys, one, values


@MANY
@given(
    st.integers(18, 65),
    st.sampled_from(
        [
            "I am {}",
            "im {}",
            "I'm {} years old",
            "age {}",
            "{} yo",
            "{}M",
            "{}/f",
            "{} F",
            "aged {}",
            "I'm a {} year old man",
            "my age is {}",
            "turned {} in May",
            "{} years old, single",
            "j'ai {} ans",
        ]
    ),
)
def test_age(age: int, words: str) -> None:
    assert one(words.format(age), "age") == age


@pytest.mark.parametrize(
    "text",
    [
        "I'm 40 hours in",
        "I am 25 points short",
        "turning 30 in March",
        "before I turn 40",
        "my son is 19 years old",
        "my wife is 31",
        "I'm 12 months in",
        "I am 2 km away",
        "5 people aged 30 to 40",
        "30 minutes",
        "under 35",
        "29 months",
        "j'ai 34 heures",
    ],
)
def test_no_age(text: str) -> None:
    assert values(text, "age") in ([], [30]) if "people" in text else values(text, "age") == []


def test_a_birth_date_wins_over_an_age() -> None:
    assert values("I'm 30, born 12 May 1996", "age", "birth_date") == ["1996-05-12"]


@pytest.mark.parametrize("text", ["born 03/04/1995", "i was born in 1998", "my daughter was born on 2 May 2019"])
def test_no_birth_date(text: str) -> None:
    assert values(text, "birth_date", "age") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I'm single", "single"),
        ("not married", "single"),
        ("F, 26, unmarried", "single"),
        ("never married", "single"),
        ("single mom with 1 kid", "single"),
        ("Single", "single"),
        ("married", "married"),
        ("my wife and i", "married"),
        ("My hubby works too", "married"),
        ("wife has bachelors", "married"),
        ("we are common-law", "common_law"),
        ("I live with my girlfriend", "common_law"),
        ("divorced", "divorced"),
        ("I am a widow", "widowed"),
        ("separated from my husband", "separated"),
        ("we are separated", "separated"),
        ("je suis marié", "married"),
    ],
)
def test_marital_status(text: str, status: str) -> None:
    assert one(text, "marital_status") == status
    assert status in MARITAL


@pytest.mark.parametrize(
    "text",
    [
        "getting married next year",
        "when I get married",
        "my ex husband lives there",
        "a single test",
        "every single day",
        "my brother is married",
        "merged into a single class",
        "single entry visa",
        "separated by a comma",
    ],
)
def test_no_marital_status(text: str) -> None:
    assert values(text, "marital_status") == []


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("married with two kids", 2),
        ("no kids", 0),
        ("I don't have children", 0),
        ("one child", 1),
        ("a son and a daughter", 2),
        ("we have a baby", 1),
        ("3 children under 18", 3),
        ("wife and two boys", 2),
        ("one son and two daughters", 3),
        ("deux enfants", 2),
    ],
)
def test_children(text: str, children: int) -> None:
    assert one(text, "children") == children


@pytest.mark.parametrize(
    "text", ["my son goes to school", "my brother has 3 kids", "the kids are fine", "my friend has a baby"]
)
def test_no_count_of_children(text: str) -> None:
    assert values(text, "children") == []


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("family of 4", 4),
        ("family size is 3", 3),
        ("only me in the family", 1),
        ("just me", 1),
        ("there are four of us", 4),
        ("household of two", 2),
        ("5 family members", 5),
        ("famille de 3", 3),
    ],
)
def test_family_size(text: str, size: int) -> None:
    assert one(text, "family_size") == size


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("my wife has a masters", "education", {"level": "masters", "spouse": True}),
        ("my wife has ielts 6 6 6 6 and a masters", "education", {"level": "masters", "spouse": True}),
        ("bachelor for my wife", "education", {"level": "bachelors", "spouse": True}),
        ("my wife has a masters with ECA", "education", {"level": "masters", "spouse": True}),
        ("bachelors with ECA for my husband", "education", {"level": "bachelors", "spouse": True}),
        ("my husband is Canadian", "spouse_is_canadian", True),
        ("my wife is canadian", "spouse_is_canadian", True),
        ("my husband is not a citizen", "spouse_is_canadian", False),
        ("i am married to a canadian", "spouse_is_canadian", True),
        ("my spouse is not coming with me", "spouse_accompanies", False),
        ("spouse not coming", "spouse_accompanies", False),
        ("spouse coming along", "spouse_accompanies", True),
        ("my husband is coming along", "spouse_accompanies", True),
        ("my wife stays back in India", "spouse_accompanies", False),
        ("My wife will accompany me", "spouse_accompanies", True),
        ("non-accompanying spouse", "spouse_accompanies", False),
        ("my wife worked 2 years in canada", "spouse", {"canadian_work_years": 2}),
        ("my wife has no canadian work experience", "spouse", {"canadian_work_years": 0}),
    ],
)
def test_spouse(text: str, name: str, value: object) -> None:
    assert one(text, name) == value
    own = [v for v in values(text, "education") if not v.get("spouse")]
    assert own + values(text, "occupation", "period", "duration", "foreign_work_years") == []


def test_both_have_studied() -> None:
    text = "my wife has a masters, I have a bachelor with ECA"
    hers, mine = values(text, "education")
    assert hers == {"level": "masters", "spouse": True}
    assert keys(mine, "level", "eca", "spouse") == ("bachelors", True, None)
    assert one("I have a bachelors with ECA", "education") == {"level": "bachelors", "eca": True}


@pytest.mark.parametrize(
    "text", ["my wife is coming from India in May", "coming to Canada", "my brother is coming along"]
)
def test_nothing_of_a_spouse_who_comes_along(text: str) -> None:
    assert values(text, "spouse_accompanies") == []


@pytest.mark.parametrize(
    ("text", "score"), [("my crs is 487", 487), ("I have 512 points", 512), ("CRS: 530", 530), ("is 441 enough", 441)]
)
def test_score(text: str, score: int) -> None:
    assert one(text, "crs_score") == score


@pytest.mark.parametrize(
    "text",
    [
        "the last draw was 504 for CEC",
        "cutoff score 520",
        "I need 500 points",
        "TEF 480 points each",
        "score 8 in ielts",
    ],
)
def test_scores_of_something_else(text: str) -> None:
    assert values(text, "crs_score") == []


# --- studies ---------------------------------------------------------------------------------------------------


def test_levels_and_credentials_are_the_contract_s() -> None:
    words = vocabulary("education")
    assert set(words["levels"]) <= set(LEVELS)
    assert set(words["exact"]) <= set(words["levels"])
    assert set(words["canadian"].values()) <= set(CREDENTIALS)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("PhD in chemistry", "phd"),
        ("Ph.D", "phd"),
        ("MBBS", "professional"),
        ("MBA", "masters"),
        ("M.Sc. in physics", "masters"),
        ("master's degree", "masters"),
        ("MS computer science", "masters"),
        ("BSc", "bachelors"),
        ("B.Tech", "bachelors"),
        ("bachelor of commerce", "bachelors"),
        ("a 4 year degree", "bachelors"),
        ("BA in history", "bachelors"),
        ("2-year diploma", "two_year"),
        ("two year college program", "two_year"),
        ("one year post-grad certificate", "one_year"),
        ("1-year diploma", "one_year"),
        ("high school", "secondary"),
        ("grade 12", "secondary"),
        ("two degrees", "two_or_more"),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert one(f"I have {text}", "education")["level"] == level


@pytest.mark.parametrize(
    ("text", "level", "country", "canadian", "eca"),
    [
        ("bsc from india", "bachelors", "IN", None, None),
        ("2-year diploma from Seneca", "two_year", None, "one_or_two_year", None),
        ("I did a masters at McGill", "masters", None, "three_year_or_more", None),
        ("Canadian bachelor's degree", "bachelors", None, "three_year_or_more", None),
        (
            "one year post-grad certificate at Conestoga and a B.Tech from India with ECA",
            "two_or_more",
            "IN",
            "one_or_two_year",
            True,
        ),
        ("PhD from Germany, no ECA yet", "phd", "DE", None, False),
        ("my WES report came last week", None, None, None, True),
        ("waiting for my WES report", None, None, None, False),
        ("my bachelor's was evaluated by WES", "bachelors", None, None, True),
        ("M.Sc. (India), ECA completed", "masters", "IN", None, True),
        ("graduated from BCIT with a 2 year diploma", "two_year", None, "one_or_two_year", None),
        ("finished high school in Ontario", "secondary", None, "secondary_or_less", None),
    ],
)
def test_education(text: str, level: str | None, country: str | None, canadian: str | None, eca: bool | None) -> None:
    value = one(text, "education")
    assert keys(value, "level", "country", "canadian_credential", "eca") == (level, country, canadian, eca)
    assert values(text, "place") == [], "the place is the school's"


def test_a_foreign_degree_says_nothing_of_canadian_ones() -> None:
    assert "canadian_credential" not in one("bsc from india", "education")


def test_several_credentials_are_listed() -> None:
    value = one("B.Com from Mumbai and a two-year postgrad diploma from Humber", "education")
    assert value["credentials"] == [{"level": "bachelors", "country": "IN"}, {"level": "two_year", "country": "CA"}]


@pytest.mark.parametrize(
    "text",
    [
        "pursuing a masters",
        "I don't have a degree",
        "my son is doing his bachelors",
        "under my bed",
        "a med appointment",
        "want to do a phd",
        "which is faster WES or ICES",
        "do i need an eca",
        "during my masters",
        "I need a bachelor's",
    ],
)
def test_no_education(text: str) -> None:
    assert values(text, "education") == []


# --- the rest of the background ----------------------------------------------------------------------------------


@MANY
@given(
    st.integers(1, 15),
    st.sampled_from(["India", "the Philippines", "Nigeria", "Dubai", "Brazil", "the UK", "France"]),
    st.sampled_from(
        [
            "{} years experience in {}",
            "I worked {} years in {}",
            "{} yrs of work experience from {}",
            "worked in {1} for {0} years",
            "I have {} years of experience in {}",
            "before coming here I worked for {} years in {}",
        ]
    ),
)
def test_years_abroad(years: int, country: str, words: str) -> None:
    text = words.format(years, country)
    assert one(text, "foreign_work_years") == years
    assert values(text, "place", "period", "duration") == []


@pytest.mark.parametrize(
    ("text", "years"),
    [("3 yrs foreign work experience", [3]), ("no foreign experience", [0]), ("I never worked outside Canada", [0]),
     ("18 months experience abroad", [1.5]), ("I have experience in the Philippines too, about 3 years", [3]),
     ("2.5 yrs in the US and 1.5 yrs in India as software engineer", [2.5, 1.5]),
     ("MS from US, software engineer 2.5 yrs there and 1.5 yrs in India", [2.5, 1.5])],
)  # fmt: skip
def test_work_abroad(text: str, years: list[float]) -> None:
    assert values(text, "foreign_work_years") == years


def test_a_job_abroad_keeps_its_place_and_length() -> None:
    text = "worked 2.5 yrs in Nigeria as a bank teller"
    assert one(text, "place")["country"] == "NG"
    assert one(text, "duration")["months"] == 30
    assert one(text, "foreign_work_years") == 2.5


@pytest.mark.parametrize(
    "text",
    [
        "2 years experience in Toronto",
        "I lived 5 years in India",
        "I worked remotely from Mexico for 3 months",
        "3 years of college in India",
    ],
)
def test_no_work_abroad(text: str) -> None:
    assert values(text, "foreign_work_years") == []


@pytest.mark.parametrize(
    ("text", "entity", "truth"),
    [
        ("i have a provincial nomination", "provincial_nomination", True),
        ("got nominated by alberta", "provincial_nomination", True),
        ("no PNP", "provincial_nomination", False),
        ("I don't have a provincial nomination", "provincial_nomination", False),
        ("I have a red seal", "trade_certificate", True),
        ("certificate of qualification", "trade_certificate", True),
        ("no trade certificate", "trade_certificate", False),
        ("my brother is a citizen", "sibling_in_canada", True),
        ("my sister is a PR in winnipeg", "sibling_in_canada", True),
        ("no siblings in canada", "sibling_in_canada", False),
        ("I don't have any brothers or sisters in canada", "sibling_in_canada", False),
    ],
)
def test_what_else_gives_points(text: str, entity: str, truth: bool) -> None:
    assert one(text, entity) is truth


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("what is the PNP", "provincial_nomination"),
        ("applied for pnp", "provincial_nomination"),
        ("working towards my red seal", "trade_certificate"),
        ("my sister wants to become a citizen", "sibling_in_canada"),
        ("my brother visited me", "sibling_in_canada"),
    ],
)
def test_nothing_of_it(text: str, entity: str) -> None:
    assert values(text, entity) == []


@pytest.mark.parametrize(
    "text",
    [
        "1 year in canada and 3 years abroad",
        "3 years abroad and 1 year in canada",
        "I have 1 year of experience in Canada and 3 years in India",
    ],
)
def test_years_here_and_abroad(text: str) -> None:
    assert values(text, "foreign_work_years") == [3]
    assert values(text, "canadian_work_years") == [1]
    assert values(text, "number", "duration") == []


@pytest.mark.parametrize("text", ["2 years in Canada", "cook 1 year in canada and 3 years in India as a baker"])
def test_years_here_alone_are_of_a_job(text: str) -> None:
    assert values(text, "canadian_work_years") == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Kenyan, 38, welder in Estevan", 38),
        ("baker in Sudbury, from Morocco, 27", 27),
        ("I'm from Peru and fifty-two.", 52),
        ("forty-one, widowed", 41),
        ("Egypt, 36 yrs, pharmacist", 36),
        ("divorced again, 47, no car", 47),
        ("Korean 29F. dental assistant", 29),
        ("just had my 31st birthday", 31),
    ],
)
def test_age_beside_who_one_is(text: str, age: int) -> None:
    assert one(text, "age") == age


@pytest.mark.parametrize(
    "text",
    [
        "I worked in India, 30, then Toronto",
        "baker, 35, Toronto",
        "husband is Indian, 41, teacher",
        "I'm Indian, 40 hours",
        "single, 37.5 weekly",
        "PTE 78, 72, 80, 84. Nepali",
    ],
)
def test_no_age_beside_who_one_is(text: str) -> None:
    assert values(text, "age") == []


def test_a_birth_date_told_twice_has_one_reading() -> None:
    assert one("dob 05/12/1995, so 5 December 1995", "birth_date") == "1995-12-05"


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("husband + 2 kids coming", True),
        ("wife and our daughter accompany", True),
        ("My husband and three kids are in Lima and will stay there", False),
        ("my wife and my baby live with me and will be included", True),
        ("spouse at home, no job, will accompany", True),
        ("married to a Kenyan who'll come along", True),
        ("wife peru accompanying: no", False),
        ("my wife is in Ghana, she not come yet", False),
    ],
)
def test_a_whole_family_that_comes(text: str, comes: bool) -> None:
    assert one(text, "spouse_accompanies") is comes


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("no gf, no kids", "single"),
        ("marital status: single", "single"),
        ("31 single looking for work", "single"),
        ("my girlfriend and I don't live together", "single"),
        ("we got separated last year", "separated"),
        ("wife is a citizen but we are separated", "separated"),
        ("not married yet but living together 2 years", "common_law"),
        ("open permit through husband, I am 30", "married"),
        ("we separate the waste at my job", None),
        ("20 single rooms", None),
    ],
)
def test_marriage_in_other_words(text: str, status: str | None) -> None:
    assert values(text, "marital_status") == ([status] if status else [])


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("wife and son in Accra", "children", 1),
        ("we've got twins", "children", 2),
        ("husband, plus our daughter, so three people", "family_size", 3),
        ("only me, nobody else on the file", "family_size", 1),
        ("spouse (common law) canadian pr", "spouse_is_canadian", True),
        ("husband canadian, I'm not", "spouse_is_canadian", True),
    ],
)
def test_the_family_in_few_words(text: str, entity: str, value: object) -> None:
    assert one(text, entity) == value


def test_a_citizen_of_elsewhere_is_no_canadian() -> None:
    assert values("my wife is a citizen of Fiji", "spouse_is_canadian") == []


def test_a_permit_as_a_spouse_leaves_the_test_mine() -> None:
    text = "open WP as spouse of a student, IELTS L8 R8 W7 S7.5"
    assert "spouse" not in one(text, "language_test")


@pytest.mark.parametrize(
    ("text", "level", "canadian"),
    [
        ("finished a PG diploma at Conestoga", "one_year", "one_or_two_year"),
        ("PG dip 2 yrs from Seneca", "two_year", "one_or_two_year"),
        ("2y business dip NAIT", "two_year", "one_or_two_year"),
        ("my diploma took two years", "two_year", None),
        ("Diploma of Fanshawe, 2 years", "two_year", "one_or_two_year"),
        ("two year ITI from Nepal", "two_year", None),
        ("I came in 2021 for a two year diploma at Humber, completed in 2023", "two_year", "one_or_two_year"),
        ("master of social work in Halifax, graduated 2024", "masters", "three_year_or_more"),
        ("BSc at Memorial in 2023", "bachelors", "three_year_or_more"),
    ],
)
def test_studies_in_other_words(text: str, level: str, canadian: str | None) -> None:
    assert keys(one(text, "education"), "level", "canadian_credential") == (level, canadian)


@pytest.mark.parametrize(
    "text",
    [
        "I am a scrum master in Regina",
        "high school math teacher in Iqaluit",
        "my husband studies a PhD here",
        "my wife does MBA in Halifax",
        "I do a bachelor now",
    ],
)
def test_no_studies_that_are_finished(text: str) -> None:
    assert values(text, "education") == []


@pytest.mark.parametrize(
    ("text", "eca"),
    [
        ("My BSc is assessed", True),
        ("masters from Brazil, evaluated last year", True),
        ("PhD from Spain, not yet evaluated", False),
        ("B.Com and MBA, both assessed", True),
        ("MSc from Ghana, WES okay", True),
        ("B.Tech, being evaluated", None),
        ("bachelor, my work was evaluated as good", None),
        ("MBA, will be assessed", None),
    ],
)
def test_whether_what_was_studied_is_assessed(text: str, eca: bool | None) -> None:
    assert one(text, "education").get("eca") is eca


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("Before: plumber in Ireland 6 yrs", "foreign_work_years", 6),
        ("mechanical engineer in Brazil for seven years", "foreign_work_years", 7),
        ("bookkeeper, 4 yrs Kenya", "foreign_work_years", 4),
        ("foreign exp: nil", "foreign_work_years", 0),
        ("cdn exp 1.5 yrs", "canadian_work_years", 1.5),
        ("total can exp 3 yrs", "canadian_work_years", 3),
        ("having NB nomination since May", "provincial_nomination", True),
        ("prov nomination none", "provincial_nomination", False),
        ("alberta nominee refused", "provincial_nomination", False),
        ("age 30, siblings none", "sibling_in_canada", False),
    ],
)
def test_points_in_few_words(text: str, entity: str, value: object) -> None:
    assert one(text, entity) == value


@pytest.mark.parametrize(
    "text",
    ["studied 4 years in India", "I'm a cook from Peru, 2 years", "married 5 years in Kenya", "pnp no longer helps"],
)
def test_no_points_in_few_words(text: str) -> None:
    assert values(text, "foreign_work_years", "provincial_nomination") == []
