"""Scores in any order and format, the test they are of, its date, and whose it is."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.facts.scores import ABILITIES
from tests.nlu.facts.helpers import MANY, keys, one, values

NAMES = {
    "ielts_general": ["IELTS", "ielts general", "IELTS GT", "Ielts General Training"],
    "celpip_general": ["CELPIP", "celpip general", "Celpip-G", "cel pip"],
    "pte_core": ["PTE Core", "pte"],
    "tef_canada": ["TEF Canada", "tef"],
    "tcf_canada": ["TCF Canada", "tcf"],
}
SCORES = {
    "ielts_general": [x / 2 for x in range(8, 19)],
    "celpip_general": list(range(3, 13)),
    "pte_core": list(range(20, 91)),
    "tef_canada": list(range(150, 690, 7)),
    "tcf_canada": list(range(300, 690, 9)),
}
#: Ways to write an ability and its score; ``a`` the ability, ``l`` its letter, ``s`` the score.
PAIRS = ["{a} {s}", "{a}: {s}", "{a}={s}", "{a} - {s}", "{a} is {s}", "{a} was {s}", "{s} in {a}", "{s} {a}",
         "{s} for {a}", "I got {s} in {a}"]  # fmt: skip
LETTERS = ["{l}{s}", "{l} {s}", "{l}:{s}", "{l}-{s}", "{l}={s}", "{L} {s}", "{L}{s}"]
JOINTS = [", ", " ", " / ", "; ", " and "]
WRAPS = ["{t} {r}", "{r} {t}", "my {t} scores are {r}", "{t}: {r}", "{t} - {r}", "I took {t} and got {r}."]


def shown(score: float) -> str:
    return f"{score:g}"


@st.composite
def sittings(draw: Any) -> tuple[str, str, dict[str, float]]:
    test = draw(st.sampled_from(sorted(NAMES)))
    name = draw(st.sampled_from(NAMES[test]))
    return test, name, {ability: draw(st.sampled_from(SCORES[test])) for ability in ABILITIES}


@MANY
@given(
    sittings(),
    st.sampled_from(list(permutations(ABILITIES))),
    st.sampled_from(PAIRS),
    st.sampled_from(JOINTS),
    st.sampled_from(WRAPS),
)
def test_labelled_scores(sitting, order, pair: str, joint: str, wrap: str) -> None:
    test, name, scores = sitting
    row = joint.join(pair.format(a=ability, s=shown(scores[ability])) for ability in order)
    value = one(wrap.format(t=name, r=row), "language_test")
    assert value["test"] == test
    assert {ability: value.get(ability) for ability in ABILITIES} == scores


@MANY
@given(
    sittings(),
    st.sampled_from(list(permutations(ABILITIES))),
    st.sampled_from(LETTERS),
    st.sampled_from([", ", " ", "/", ""]),
    st.sampled_from(WRAPS),
)
def test_lettered_scores(sitting, order, pair: str, joint: str, wrap: str) -> None:
    test, name, scores = sitting
    if test in ("tef_canada", "tcf_canada"):
        return
    row = joint.join(pair.format(L=a[0], l=a[0].upper(), s=shown(scores[a])) for a in order)
    if joint == "" and pair not in ("{l}{s}", "{L}{s}"):
        return
    value = one(wrap.format(t=name, r=row), "language_test")
    assert value["test"] == test
    assert {ability: value.get(ability) for ability in ABILITIES} == scores


@MANY
@given(
    sittings(), st.sampled_from(["/", " ", ", ", ",", " / ", "-"]), st.sampled_from(["{t} {r}", "{t}: {r}", "{r} {t}"])
)
def test_bare_scores_stay_unordered(sitting, joint: str, wrap: str) -> None:
    test, name, scores = sitting
    row = list(scores.values())
    value = one(wrap.format(t=name, r=joint.join(map(shown, row))), "language_test")
    assert value["test"] == test
    if len(set(row)) == 1:
        assert value["all"] == row[0]
    else:
        assert value["unordered"] == row, "which is which is for the person to say"
        assert not any(ability in value for ability in ABILITIES)


@MANY
@given(sittings(), st.sampled_from(list(permutations(ABILITIES))), st.sampled_from(["before", "after"]))
def test_the_order_said_beside_the_scores(sitting, order, side: str) -> None:
    test, name, scores = sitting
    letters = "".join(ability[0].upper() for ability in order)
    row = " ".join(shown(scores[ability]) for ability in order)
    text = f"{name} {letters} {row}" if side == "before" else f"{name} {row} ({letters})"
    value = one(text, "language_test")
    assert value["test"] == test
    assert {ability: value.get(ability) for ability in ABILITIES} == scores


@MANY
@given(
    sittings(),
    st.sampled_from(
        ["{t} {s} in all", "{t} {s} each", "all {s} in {t}", "{t} {s} in everything", "{t}: {s} across the board"]
    ),
)
def test_one_score_for_all(sitting, words: str) -> None:
    test, name, scores = sitting
    score = scores["listening"]
    value = one(words.format(t=name, s=shown(score)), "language_test")
    assert (value["test"], value["all"]) == (test, score)


@MANY
@given(
    st.integers(4, 12),
    st.sampled_from(["CLB {} all", "CLB {}", "clb {} in all four", "I have CLB {} in everything", "all CLB {}"]),
)
def test_levels(level: int, words: str) -> None:
    assert keys(one(words.format(level), "language_test"), "test", "all") == ("clb", level)


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("listening eight reading seven writing six point five speaking seven", (8, 7, 6.5, 7)),
        ("l8.5r8w7s7", (8.5, 8, 7, 7)),
        ("ielts all 7.5 except writing 6.5", (7.5, 7.5, 6.5, 7.5)),
        ("ielts 6.5 in writing, 7 in the rest", (7, 7, 6.5, 7)),
        ("speaking 8, the others 7", (7, 7, 7, 8)),
        ("ielts writing 6.5, rest 7", (7, 7, 6.5, 7)),
        ("6.5 in writing, rest 7+", (None, None, 6.5, None)),
        ("9 in listening and reading, 8 in writing and speaking in celpip", (9, 9, 8, 8)),
        ("listning 7 reeding 7 writting 6 speeking 7 ielts", (7, 7, 6, 7)),
        ("TEF CO 480 CE 510 EE 420 EO 460", (480, 510, 420, 460)),
        (
            "tcf: compréhension orale 503, compréhension écrite 499, expression écrite 12, expression orale 13",
            (503, 499, 12, 13),
        ),
        ("CLB 9 listening, CLB 8 reading, CLB 7 writing, CLB 9 speaking", (9, 8, 7, 9)),
        ("IELTS: écoute 7, lecture 6,5, écriture 6, oral 7", (7, 6.5, 6, 7)),
        ("reading is 7.5 and speaking is 8", (None, 7.5, None, 8)),
        ("writing: 6", (None, None, 6, None)),
        ("TEF listening B2 (462), reading C1 (505), writing 415, speaking 425", (462, 505, 415, 425)),
        ("listening reading writing speaking 8 7 6.5 7", (8, 7, 6.5, 7)),
    ],
)
def test_spoken_scores(text: str, scores: tuple[float | None, ...]) -> None:
    assert keys(one(text, "language_test"), *ABILITIES) == scores


def test_four_equal_digits_without_a_space() -> None:
    assert keys(one("ielts 7777", "language_test"), "test", "all") == ("ielts_general", 7)
    assert one("ielts 8776", "language_test")["unordered"] == [8, 7, 7, 6]


@pytest.mark.parametrize(
    "text", ["8 7 6.5 7", "8/7/6.5/7", "I got 8 7 6.5 7", "my scores are 8, 7, 6.5, 7", "8 7 6.5 and 7"]
)
def test_four_numbers_alone_are_an_answer(text: str) -> None:
    assert keys(one(text, "language_test"), "test", "unordered") == (None, [8, 7, 6.5, 7])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("took IELTS on 2025-05-10", "2025-05-10"),
        ("IELTS L8 R7 W6.5 S7, May 2025", "2025-05-01"),
        ("in May 2025 I got IELTS L8 R7 W6.5 S7", "2025-05-01"),
        ("celpip 9 in all taken last month", "2026-10-01"),
        ("took it 3 months back: listening 5, reading 4.5, speaking 6, writing 6", "2026-08-01"),
        ("celpip passé le 27 février, résultats recus le 8 mars", "2026-03-08"),
        ("CELPIP test on 2 May 2026, results on 9 May 2026, 8 in all", "2026-05-09"),
        ("IELTS results from 9 Sept 2025: 7 in all", "2025-09-09"),
        ("IELTS 7 in all", None),
        ("cook since March 2024. IELTS 7 in all", None),
        ("IELTS 7 in all and my pgwp expires in may 2027", None),
    ],
)
def test_the_date_of_a_test(text: str, date: str | None) -> None:
    assert one(text, "language_test")["date"] == date


def test_a_date_with_two_readings() -> None:
    value = one("IELTS 7 in all on 03/04/2026", "language_test")
    assert value["date_alternatives"] == ["2026-03-04", "2026-04-03"]


@pytest.mark.parametrize(
    "text",
    [
        "haven't taken IELTS yet",
        "I have not done any english test so far",
        "no language test yet",
        "i didnt write celpip",
        "never took an english exam",
        "I don't have an IELTS",
        "not yet taken any test",
        "n'ai pas passé de test",
    ],
)
def test_no_test_yet(text: str) -> None:
    assert one(text, "language_test") == {"none": True}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("my ielts is booked for 12 December 2026", "2026-12-12"),
        ("I'll write the IELTS next month", "2026-12-01"),
        ("giving celpip on Dec 5", "2026-12-05"),
        ("will take celpip in March", "2027-03-01"),
        ("not taken yet, ielts planned: planning to write in january", "2027-01-01"),
    ],
)
def test_a_test_to_come(text: str, day: str) -> None:
    assert one(text, "language_test") == {"none": True, "planned": day}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("IELTS academic 8 8 7 7", "ielts_academic"),
        ("I have TOEFL", "toefl"),
        ("pte academic 65 in all", "pte_academic"),
        ("duolingo 120", "duolingo"),
        ("celpip LS 9", "celpip_ls"),
    ],
)
def test_tests_that_are_not_accepted(text: str, name: str) -> None:
    assert one(text, "language_test")["not_accepted"] == name


@pytest.mark.parametrize(
    ("text", "overall"),
    [("ielts overall 7.5", 7.5), ("band 7 overall in ielts", 7), ("my ielts is 7.5", 7.5), ("IELTS 7", 7)],
)
def test_an_overall_band_is_no_score_of_an_ability(text: str, overall: float) -> None:
    value = one(text, "language_test")
    assert value["overall"] == overall
    assert not {"all", *ABILITIES} & set(value)


def test_the_spouse_is_kept_apart() -> None:
    hers, mine = values("My wife scored CLB 8 in everything, I got IELTS L8 R8 W7 S7", "language_test")
    assert keys(hers, "spouse", "test", "all") == (True, "clb", 8)
    assert keys(mine, "spouse", "test", "writing") == (None, "ielts_general", 7)
    mine, his = values("mine is celpip 8 in each, my husband's is celpip 6 in each", "language_test")
    assert (mine.get("spouse"), mine["all"], his["spouse"], his["all"]) == (None, 8, True, 6)
    assert one("my partner has ielts 7 in all. she took it in may", "language_test")["spouse"] is True


def test_two_tests_of_one_person() -> None:
    first, second = values("ielts L 9 R 8.5 W 7 S 7.5 in May 2026 and tef 500 in all in June 2026", "language_test")
    assert keys(first, "test", "listening", "date") == ("ielts_general", 9, "2026-05-01")
    assert keys(second, "test", "all", "date") == ("tef_canada", 500, "2026-06-01")


def test_impossible_scores_are_marked() -> None:
    assert one("ielts listening 19 reading 7 writing 7 speaking 7", "language_test")["impossible"] is True
    assert one("ielts l9.7 r7 w7 s7", "language_test")["listening"] == 9.7, "to be refused in words"


@pytest.mark.parametrize(
    "text",
    [
        "I read 3 books",
        "I was reading 3 times",
        "need CLB 7",
        "the minimum is CLB 5",
        "listening to music",
        "writing 2 letters",
        "I work 8 7 hours",
        "call 416 555 0182 now",
        "my friend has ielts 8 in all",
        "my spouse will write celpip in march",
    ],
)
def test_no_test_of_the_person(text: str) -> None:
    assert values(text, "language_test") == []


def test_retaking_is_not_none() -> None:
    assert one("retaking ielts, last time i had 6 in writing", "language_test")["writing"] == 6
    assert values("no need to take ielts", "language_test") != [{"none": True}]


@pytest.mark.parametrize(
    "text", ["CELPIP L7 R7 W7 S7 last year", "IELTS 7 in all in 2025", "CELPIP 8 in all in summer 2025"]
)
def test_a_vague_date_is_none(text: str) -> None:
    assert one(text, "language_test")["date"] is None
    assert values(text, "date", "number") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("IELTS L6 R6 W6 S6 july 2025", "2025-07-01"),
        ("IELTS 6 6 6 6 july 2025", "2025-07-01"),
        ("IELTS 6.5, 6, 7, 6 july 2025", "2025-07-01"),
        ("listening 7 reading 7 writing 6 speaking 6 july 2025", "2025-07-01"),
        ("CLB 7 july 2025", "2025-07-01"),
        ("IELTS 7 7 7 7 12 May 2025", "2025-05-12"),
        ("IELTS 7 7 7 7 - 12 May 2025", "2025-05-12"),
        ("took IELTS on 7 July 2025", "2025-07-07"),
    ],
)
def test_the_last_score_is_no_day(text: str, date: str) -> None:
    assert one(text, "language_test")["date"] == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("my test was on 1 may 2025", "2025-05-01"),
        ("the results came in on June 3, 2025", "2025-06-03"),
        ("my english test was in march 2026", "2026-03-01"),
    ],
)
def test_only_the_date_of_a_test(text: str, date: str) -> None:
    assert one(text, "language_test") == {"test": None, "date": date}
    assert values(text, "date") == []


@pytest.mark.parametrize(
    "text",
    ["it was june 14", "took it in august", "I got my medical results on 1 May 2025", "the test is on 5 Dec 2026"],
)
def test_a_date_alone_stays_a_date(text: str) -> None:
    assert values(text, "language_test") == []
    assert len(values(text, "date")) == 1


@pytest.mark.parametrize(
    ("text", "test", "score"),
    [
        ("CELPIP 7s", "celpip_general", 7),
        ("my ielts was 6.5s", "ielts_general", 6.5),
        ("8s in celpip", "celpip_general", 8),
    ],
)
def test_as_many_as_there_are_abilities(text: str, test: str, score: float) -> None:
    assert keys(one(text, "language_test"), "test", "all", "overall") == (test, score, None)


def test_one_number_is_no_score_for_all() -> None:
    assert keys(one("CELPIP 7", "language_test"), "all", "overall") == (None, 7)


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("writing is now 6.5", 6.5),
        ("my writing is now 6.5", 6.5),
        ("writing 6.5 not 6", 6.5),
        ("writing was 5.5 actually", 5.5),
        ("writing is actually 7", 7),
    ],
)
def test_one_ability_put_right(text: str, score: float) -> None:
    assert one(text, "language_test") == {"test": None, "date": None, "writing": score}


@pytest.mark.parametrize("text", ["writing 2 letters", "I am writing now 3 letters", "speaking to 3 people now"])
def test_an_activity_is_no_ability(text: str) -> None:
    assert values(text, "language_test") == []


@pytest.mark.parametrize(
    "text",
    [
        "english test is scheduled but not written",
        "PTE Core not attempted",
        "IELTS: no",
        "TOEFL no, CELPIP no, nothing at all",
        "celpip given 12 nov, result not out",
        "i wrote ielts and am waiting for the results",
        "TEF Canada I will sit on 12 January",
    ],
)
def test_none_so_far_in_other_words(text: str) -> None:
    assert one(text, "language_test").get("none") is True


def test_a_result_to_come_is_no_plan() -> None:
    assert one("celpip given 12 nov result not came", "language_test") == {"none": True}


@pytest.mark.parametrize(
    "text",
    [
        "CELPIP 8 8 8 8, TEF no",
        "IELTS 7 in all, not taken in Canada",
        "celpip 7 7 7 7 but no french test",
    ],
)
def test_a_test_that_was_taken_stays(text: str) -> None:
    assert one(text, "language_test").get("all") in (7, 8)


def test_what_happened_besides_dates_no_test() -> None:
    text = "CELPIP: listening 7, reading 6, writing 6, speaking 9. I turned 40 last week."
    assert one(text, "language_test")["date"] is None


def test_one_score_in_words_and_the_rest() -> None:
    value = one("six point five in speaking, rest all seven, ielts", "language_test")
    assert keys(value, "listening", "reading", "writing", "speaking") == (7, 7, 7, 6.5)
