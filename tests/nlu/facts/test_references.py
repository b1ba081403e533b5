"""Options, jobs told of before, removals, corrections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nlu.facts.helpers import MANY, keys, one, values


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("the first", 0),
        ("first one", 0),
        ("The second one.", 1),
        ("2nd", 1),
        ("it's the third", 2),
        ("the last one", -1),
        ("option 3", 2),
        ("number 1", 0),
        ("#2", 1),
        ("I choose the fourth option", 3),
        ("the second one please", 1),
    ],
)
def test_options(text: str, index: int) -> None:
    assert one(text, "ordinal")["index"] == index
    assert values(text, "job_reference") == [], "an option is no job"


@pytest.mark.parametrize(
    "text", ["none of these", "None", "neither", "something else", "none of the above", "not any of these"]
)
def test_none_of_the_options(text: str) -> None:
    assert keys(one(text, "ordinal"), "index", "none") == (None, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the first job was 20 hours", {"index": 0}),
        ("in my second position I was paid", {"index": 1}),
        ("my last job ended in May 2025", {"index": -1}),
        ("the previous employer", {"index": -1}),
        ("same hours for the other one", {"index": -1}),
        ("both jobs were in Ontario", {"all": True}),
        ("both", {"all": True}),
        ("all of them were paid", {"all": True}),
        ("all three jobs were full time", {"all": True}),
        ("same as before", {"same": True}),
        ("it's the same", {"same": True}),
        ("my Tims job was 20 hours", {"title": "tims"}),
    ],
)
def test_jobs_pointed_at(text: str, value: dict[str, object]) -> None:
    assert value in values(text, "job_reference")


@pytest.mark.parametrize(
    "text",
    [
        "CLB 9 in all",
        "ielts 7 in all bands",
        "80 hrs every two weeks",
        "my current job",
        "my full-time job",
        "with the same employer",
        "a new job",
        "my work permit",
        "the good job",
        "all my life",
        "first I was a cook",
    ],
)
def test_no_job_pointed_at(text: str) -> None:
    assert values(text, "job_reference") == []


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("drop the second job", {"index": 1}),
        ("please remove the cashier job", {"title": "cashier"}),
        ("delete that position", None),
        ("forget the barista one", {"title": "barista"}),
        ("scratch the dishwasher job", {"title": "dishwasher"}),
        ("ignore my last job", {"index": -1}),
    ],
)
def test_removals(text: str, reference: dict[str, object] | None) -> None:
    assert one(text, "removal") == {"what": "job"}
    assert values(text, "job_reference") == ([reference] if reference else [])
    assert values(text, "occupation") == [], "what is dropped is not told of"


@pytest.mark.parametrize(
    "text", ["drop me a line", "I dropped out", "remove my data", "they cancelled the draw", "forget it"]
)
def test_nothing_to_remove(text: str) -> None:
    assert values(text, "removal") == []


numbers = st.integers(1, 99) | st.sampled_from([6.5, 7.5, 37.5])


@MANY
@given(
    numbers,
    numbers,
    st.sampled_from(
        [
            "{n} not {o}",
            "it's {n}, not {o}",
            "sorry {n} instead of {o}",
            "not {o}, {n}",
            "not {o} but {n}",
            "{n} hours not {o}",
            "{n} rather than {o}",
        ]
    ),
)
def test_numbers_corrected(new: float, old: float, words: str) -> None:
    text = words.format(n=new, o=old)
    assert keys(one(text, "correction"), "old", "new") == (str(old), str(new))
    assert old == new or all(value["value"] != old for value in values(text, "hours_per_week"))


@MANY
@given(
    st.integers(2015, 2026),
    st.integers(2015, 2026),
    st.sampled_from(["sorry, {n} not {o}", "it was {n}, not {o}", "not {o}, {n}"]),
)
def test_years_corrected(new: int, old: int, words: str) -> None:
    assert keys(one(words.format(n=new, o=old), "correction"), "old", "new") == (str(old), str(new))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("the permit expires in june 2027 not july 2027", "2027-07", "2027-06"),
        ("started in may, not june", "2026-06", "2026-05"),
        ("no no, it's 12 May not 5 December", "2025-12-05", "2026-05-12"),
        ("not 2024-03-01 but 2024-03-15", "2024-03-01", "2024-03-15"),
        ("wait, it's CELPIP not IELTS", "ielts_general", "celpip_general"),
        ("PTE instead of IELTS", "ielts_general", "pte_core"),
    ],
)
def test_dates_and_tests_corrected(text: str, old: str, new: str) -> None:
    assert keys(one(text, "correction"), "old", "new") == (old, new)


def test_what_was_wrong_is_no_fact() -> None:
    assert one("started in may, not june", "period")["start"] == "2026-05-01"
    assert one("the permit expires in june 2027 not july 2027", "permit") == {"expires": "2027-06-30"}
    assert one("wait, it's CELPIP not IELTS", "language_test")["test"] == "celpip_general"
    assert one("not 40 hours but 35 hours", "hours_per_week")["value"] == 35


@pytest.mark.parametrize(
    "text",
    [
        "no, 2022",
        "sorry it was 2022",
        "oops, 35 hours",
        "I made a mistake, I started in April 2024",
        "actually it was 38 hours",
        "actually 36",
        "wait, it's 40",
        "i meant may 2024",
        "that's wrong, it is 30",
        "it should be 32",
        "correction: 40 hours",
        "No, I started in July",
    ],
)
def test_a_correction_without_the_old_value(text: str) -> None:
    value = one(text, "correction")
    assert value["marker"] and "old" not in value


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "no I was an employee",
        "I actually work 40 hours",
        "I should be eligible",
        "waiting for my ITA",
        "I'm not a student",
        "not yet",
        "I was not paid",
        "no idea",
    ],
)
def test_no_correction(text: str) -> None:
    assert values(text, "correction") == []
