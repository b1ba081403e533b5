"""The whole message: which job a fact belongs to, what stands beside what, and texts of every kind."""

from __future__ import annotations

import json
import string
import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.facts import Mention, read
from nlu.facts.reader import LONGEST
from tests.nlu.facts.flat import MESSAGES
from tests.nlu.facts.helpers import MANY, TODAY, one, values

STORY = max((message["text"] for message in MESSAGES), key=len)
#: For 500 words, in processor time: what a busy machine does meanwhile doesn't count.
MOST_SECONDS = 0.05


def by_job(text: str) -> dict[str | None, list[tuple[str, object]]]:
    """(entity, the telling part of its value) of each job."""
    found: dict[str | None, list[tuple[str, object]]] = {}
    for mention in read(text, TODAY):
        value = mention.value
        if isinstance(value, dict):
            value = next(
                (
                    value[k]
                    for k in ("title", "start", "end", "value", "province", "country", "months", "kind")
                    if value.get(k)
                ),
                value,
            )
        found.setdefault(mention.group, []).append((mention.entity, value))
    return found


# --- jobs told apart -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "cook in Calgary from May 2023 to June 2024 and then baker in Halifax since July 2024",
            [("occupation", "cook"), ("place", "AB"), ("period", "2023-05-01")],
            [("occupation", "baker"), ("place", "NS"), ("period", "2024-07-01")],
        ),
        (
            "I have 9 months as a welder and 5 months as a baker",
            [("duration", 9), ("occupation", "welder")],
            [("duration", 5), ("occupation", "baker")],
        ),
        (
            "chef in Toronto since March 2024, before that 3 years in Alberta as a cook",
            [("occupation", "chef"), ("place", "ON"), ("period", "2024-03-01")],
            [("duration", 36), ("place", "AB"), ("occupation", "cook")],
        ),
        (
            "cashier (Jan 2023 to June 2023, 20h), supervisor (July 2023 to now, 40h)",
            [("occupation", "cashier"), ("period", "2023-01-01"), ("hours_per_week", 20)],
            [("occupation", "supervisor"), ("period", "2023-07-01"), ("hours_per_week", 40)],
        ),
        (
            "20 hours as a barista, 35 hours as a cook",
            [("hours_per_week", 20), ("occupation", "barista")],
            [("hours_per_week", 35), ("occupation", "cook")],
        ),
        (
            "Cook, Toronto, 2022-2023\nBaker, Regina, 2023-2024",
            [("occupation", "Cook"), ("place", "ON"), ("period", "2022-01-01")],
            [("occupation", "Baker"), ("place", "SK"), ("period", "2023-01-01")],
        ),
        (
            "I was a welder in Regina. It was 40 hours. Then I became a machinist in Winnipeg. There I did 30 hours.",
            [("occupation", "welder"), ("place", "SK"), ("hours_per_week", 40)],
            [("occupation", "machinist"), ("place", "MB"), ("hours_per_week", 30)],
        ),
    ],
)
def test_two_jobs(text: str, first: list[tuple[str, object]], second: list[tuple[str, object]]) -> None:
    jobs = by_job(text)
    assert (jobs["1"], jobs["2"]) == (first, second)


def test_what_is_said_of_both_belongs_to_none_in_particular() -> None:
    jobs = by_job("receptionist 20 hours and bookkeeper 15 hours, both in Kingston since March 2025")
    assert jobs[None] == [("place", "ON"), ("period", "2025-03-01")]


def test_one_job_takes_everything() -> None:
    assert set(by_job("baker in Halifax since May 2024, 40 hours, paid")) == {"1"}


def test_a_permit_and_a_test_belong_to_no_job() -> None:
    groups = {m.entity: m.group for m in read("baker, pgwp till may 2027, IELTS 7 in all", TODAY)}
    assert groups["permit"] is None and groups["language_test"] is None and groups["authorization"] == "1"


def test_the_same_title_with_other_dates_is_another_stint() -> None:
    text = "cook at Earls from Jan 2022 to Dec 2022, then cook at Joeys from May 2023 to now"
    jobs = by_job(text)
    assert jobs["1"] == [("occupation", "cook"), ("period", "2022-01-01")]
    assert jobs["2"] == [("occupation", "cook"), ("period", "2023-05-01")]


def test_two_stints_under_one_title() -> None:
    jobs = by_job("cook from Jan 2022 to Dec 2022 and from May 2023 to now")
    assert jobs["1"] == [("occupation", "cook"), ("period", "2022-01-01")]
    assert sorted(jobs["2"]) == [("occupation", "cook"), ("period", "2023-05-01")]


@MANY
@given(
    st.lists(
        st.sampled_from(["welder", "baker", "carpenter", "plumber", "hairstylist", "butcher"]),
        min_size=2,
        max_size=4,
        unique=True,
    ),
    st.lists(st.integers(10, 44), min_size=4, max_size=4),
    st.sampled_from([", ", "; ", ". ", "\n", " and ", ", then "]),
)
def test_many_jobs_with_their_hours(titles: list[str], hours: list[int], joint: str) -> None:
    text = joint.join(f"{title} {count} hours" for title, count in zip(titles, hours, strict=False))
    jobs = by_job(text)
    for number, (title, count) in enumerate(zip(titles, hours, strict=False), start=1):
        assert jobs[str(number)] == [("occupation", title), ("hours_per_week", count)]


# --- mentions --------------------------------------------------------------------------------------------------


def test_mentions_stand_in_the_order_of_the_text() -> None:
    starts = [(m.start, m.end) for m in read(STORY, TODAY)]
    assert starts == sorted(starts)


def test_offsets_hold() -> None:
    text = "Hi 🙂 – I’m a welder in Regina…"
    (mention,) = [m for m in read(text, TODAY) if m.entity == "occupation"]
    assert text[mention.start : mention.end] == "welder"


def test_an_entity_has_rasa_s_shape() -> None:
    (mention,) = read("37.5/wk", TODAY)
    assert mention.as_entity() == {
        "entity": "hours_per_week",
        "value": {"value": 37.5, "basis": "stated"},
        "start": 0,
        "end": 7,
        "extractor": "FactExtractor",
    }
    assert Mention("noc", "62020", 0, 5, "1").as_entity()["group"] == "1"


def test_numbers_left_over_are_given() -> None:
    assert values("it's 35", "number") == [35]
    assert values("37.5", "number") == [37.5]
    assert values("since 2024, 40 hours", "number") == []


def test_values_are_json() -> None:
    for message in MESSAGES:
        for mention in read(message["text"], TODAY):
            json.dumps(mention.as_entity(), allow_nan=False)


def test_a_story_of_eight_hundred_words() -> None:
    assert len(STORY.split()) > 800
    assert [v["title"] for v in values(STORY, "occupation")] == ["cashier", "logistics coordinator"]


def test_wrapped_lines_are_one_text() -> None:
    text = "I have worked for the last two years in the beautiful city of Toronto as a logistics\ncoordinator"
    assert one(text, "occupation")["title"] == "logistics coordinator"


def test_a_long_text_is_cut() -> None:
    assert values("x" * LONGEST + " welder", "occupation") == []


# --- texts of every kind ---------------------------------------------------------------------------------------

PIECES = sorted({word for message in MESSAGES for word in str(message["text"]).split()})
ODD = [
    "\x00",
    "'; DROP TABLE jobs;--",
    "<script>",
    "😀",
    "مرحبا",
    "שלום",
    "ß",
    "İ",
    "٣٥",
    "１２",
    "\u202e",
    "\ufeff",
    "%s",
    "{}",
    "\\",
    "NaN",
    "1e309",
    "-0",
    "²",
    "½",
    "....",
    "????",
    "((((",
    "--",
    "//",
    "0/0",
    "99/99/9999",
    "29 February",
    "31/04/2024",
]


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    for mention in read(text, TODAY):
        assert 0 <= mention.start <= mention.end <= len(text)
        json.dumps(mention.value, allow_nan=False)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES + ODD), max_size=40), st.sampled_from([" ", "", "\n", ", "]))
def test_any_mixture_is_read(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    for mention in read(text, TODAY):
        assert 0 <= mention.start <= mention.end <= len(text)
        json.dumps(mention.value, allow_nan=False)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "8 ",
        "12/",
        "may ",
        "a",
        ".",
        "(",
        "ielts 7 ",
        "since 2023 ",
        "cook ",
        "i was a ",
        "pgwp until 2027 ",
        "toronto ",
        "😀",
        "\x00",
        " ",
        ", ",
        "l8 r7 w6 s7 ",
        "sick leave from may to june 2024 ",
        "2 years in india ",
        "bachelors from india ",
        "my wife ",
        "not ",
        "40h ",
    ],
)
def test_ten_thousand_characters_of_one_thing(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    began = time.process_time()
    read(text, TODAY)
    assert time.process_time() - began < 2


def test_five_hundred_words_are_read_at_once() -> None:
    words = STORY.split()[:500]
    read(" ".join(words), TODAY)
    taken = []
    for shift in range(7):
        text = " ".join(words[shift * 10 :] + words[: shift * 10])
        began = time.process_time()
        read(text, TODAY)
        taken.append(time.process_time() - began)
    assert min(taken) < MOST_SECONDS


def test_nothing_of_a_message_stays_in_the_vocabulary() -> None:
    from nlu.pipeline import pipeline

    strings = pipeline().vocab.strings
    before = len(strings)
    for number in range(200):
        read("".join(string.ascii_lowercase[int(d)] for d in f"{number * 7919:09d}") + " lives in zzyzx", TODAY)
    assert len(strings) - before < 40


def test_the_labels_are_plain_yaml() -> None:
    assert all(set(m) <= {"text", "intent", "entities"} for m in MESSAGES)
    assert yaml.safe_dump(MESSAGES[0])


def jobs_of(text: str, name: str) -> list[tuple[Any, str | None]]:
    """(what it says, the job) of the mentions of a name."""
    told = {"period": "start", "hours_per_week": "value", "place": "province", "occupation": "title"}
    return [(m.value[told[name]], m.group) for m in read(text, TODAY) if m.entity == name]


@pytest.mark.parametrize(
    ("text", "title", "starts"),
    [
        (
            "worked as data analyst Jan 2024 to Aug 2024 and again Jan 2025 to Aug 2025",
            "data analyst",
            ["2024-01-01", "2025-01-01"],
        ),
        (
            "developer at Acme (1 Mar–30 Nov 2024) and at Beta Inc (1 June 2026–now)",
            "developer",
            ["2024-03-01", "2026-06-01"],
        ),
        (
            "developer at A 1 Mar to 30 Nov 2024, at B 1 Jan to 30 Apr 2025, at C 1 June 2026 - now",
            "developer",
            ["2024-03-01", "2025-01-01", "2026-06-01"],
        ),
    ],
)
def test_stints_of_one_title_are_jobs(text: str, title: str, starts: list[str]) -> None:
    numbers = [str(n) for n in range(1, len(starts) + 1)]
    assert jobs_of(text, "period") == list(zip(starts, numbers, strict=True))
    assert sorted(jobs_of(text, "occupation")) == [(title, n) for n in numbers]


def test_what_is_said_of_a_stint_and_of_all() -> None:
    text = "data analyst Jan 2024 to Aug 2024 (40h) and again Jan 2025 to Aug 2025 (30h), PGWP"
    assert jobs_of(text, "hours_per_week") == [(40, "1"), (30, "2")]
    assert [m.group for m in read(text, TODAY) if m.entity == "authorization"] == [None], "of both"
    text = "I was a cook in Regina from Jan 2023 to Dec 2023 and then in Calgary from Feb 2024 till now"
    assert jobs_of(text, "place") == [("SK", "1"), ("AB", "2")]


def test_two_periods_that_overlap_are_no_stints() -> None:
    text = "cook from Jan 2023 to Dec 2024 and from Feb 2024 till now"
    assert {job for _, job in jobs_of(text, "period")} == {"1"}


def test_a_job_in_the_next_sentence() -> None:
    text = "I worked as a server from March 2023 to May 2024. Then I was a cook in Regina from 10 Jan 2025"
    assert jobs_of(text, "occupation") == [("server", "1"), ("cook", "2")]
    assert jobs_of(text, "period") == [("2023-03-01", "1"), ("2025-01-10", "2")]


def _jobs(text: str) -> dict[str, list[tuple[str, object]]]:
    rows: dict[str, list[tuple[str, object]]] = {}
    for mention in read(text, TODAY):
        if mention.group and mention.entity in ("occupation", "period", "place", "hours_per_week"):
            value = mention.value
            shown = value.get("title") or value.get("province") or value.get("start") or value.get("value")
            rows.setdefault(mention.group, []).append((mention.entity, shown))
    return rows


def test_the_same_position_elsewhere_is_another_job() -> None:
    jobs = _jobs("1 May 2024 to 30 June 2025 baker in Moncton. Then 7 July 2025 until now same position in Halifax")
    assert ("period", "2024-05-01") in jobs["1"] and ("place", "NB") in jobs["1"]
    assert ("period", "2025-07-07") in jobs["2"] and ("place", "NS") in jobs["2"]
    assert ("occupation", "baker") in jobs["1"] and ("occupation", "baker") in jobs["2"]


def test_the_same_place() -> None:
    jobs = _jobs("cook at a hotel in Banff, 1 May 2024 to 1 May 2025. Then head chef same hotel since 2 May 2025")
    assert ("place", "AB") in jobs["1"] and ("place", "AB") in jobs["2"]


def test_what_stands_before_several_jobs_is_of_all() -> None:
    found = read("two jobs in Halifax since May 2025: cook 20 hours, cleaner 15 hours", TODAY)
    assert {m.group for m in found if m.entity in ("place", "period")} == {None}


def test_a_promotion_begins_the_next_job() -> None:
    jobs = _jobs("5 May 2024 - 4 May 2025 guest service agent, 5 May 2025 promoted to front desk manager till today")
    assert ("period", "2025-05-05") in jobs["2"]


def test_full_time_beside_the_hours_of_another_job() -> None:
    jobs = _jobs("cook 20h a week in 2024. From May 2025 line cook, full time")
    assert ("hours_per_week", 20) in jobs["1"] and ("hours_per_week", None) in jobs["2"]


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("Now staff accountant, joined 2 Jan 2025", True),
        ("I'm a dispatcher, started 3 Feb 2025", True),
        ("I started as a cook on 3 Feb 2025", None),
        ("I was a cook, joined 3 Feb 2025 and left", None),
    ],
)
def test_a_beginning_told_in_the_present(text: str, current: bool | None) -> None:
    (period,) = [m.value for m in read(text, TODAY) if m.entity == "period"]
    assert period["current"] is current
