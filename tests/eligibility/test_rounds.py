"""Rounds of invitations: the snapshot, what a score would have reached, and the department's feed."""

from __future__ import annotations

import copy
import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eligibility.rounds import (
    History,
    RoundsError,
    chance,
    from_document,
    from_feed,
    shipped,
    to_document,
    trend,
    type_of,
)

READ_ON = datetime.date(2026, 11, 24)


def record(number: str, day: str, name: str, cutoff: str, size: str, **more: str) -> dict[str, str]:
    return {
        "drawNumber": number,
        "drawDate": day,
        "drawName": name,
        "drawCRS": cutoff,
        "drawSize": size,
        "drawCutOff": "September 03, 2025 at 15:01:02 UTC",
        **more,
    }


def feed() -> dict[str, Any]:
    """All shipped rounds as the department publishes them, and one more."""
    rows = [
        record(row.number, row.date.isoformat(), row.name, str(row.cutoff), f"{row.invitations:,}")
        for row in shipped().rounds
    ]
    counts = {f"dd{place}": "1,000" for place in range(1, 18)} | {"dd18": "15,000"}
    newest = record("448", "2026-11-18", "Canadian Experience Class", "520", "1,500", **counts)
    newest["drawDistributionAsOn"] = "November 16, 2026"
    return {"classes": "wb-tables", "rounds": [newest, *rows]}


def test_the_snapshot_is_whole() -> None:
    history = shipped()
    assert len(history.rounds) == 448
    assert history.rounds[0].number == "447" and history.verified_through == datetime.date(2026, 10, 1)
    numbers = {int(row.number) for row in history.rounds if row.number.isdigit()}
    assert numbers == set(range(1, 448)) - {91}
    assert all(type_of(row.name) == row.type for row in history.rounds)
    days = [row.date for row in history.rounds]
    assert days == sorted(days, reverse=True)


def test_the_latest_of_a_type() -> None:
    row = shipped().of(["cec"], 1)[0]
    assert row.to_json() == {
        "number": 446,
        "date": "2026-09-29",
        "type": "CEC",
        "cutoff": 518,
        "invitations": 2000,
    }


def test_a_score_reaches_a_cut_off_that_it_equals_and_that_is_told() -> None:
    history = shipped()
    cutoffs = [row.cutoff for row in history.of(["CEC"], 10)]
    at = min(cutoffs)
    assert len(chance(history, at, ["CEC"]).reached) == cutoffs.count(at)
    assert chance(history, at, ["CEC"]).tied == chance(history, at, ["CEC"]).reached
    assert chance(history, at - 1, ["CEC"]).reached == ()
    assert chance(history, max(cutoffs), ["CEC"]).share == 1.0


def test_no_type_open_means_no_share() -> None:
    assert chance(shipped(), 500, []).share is None
    assert chance(shipped(), 500, ["researchers_cdn"]).share is None


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 1200), st.integers(0, 1200))
def test_a_higher_score_never_reaches_less_nor_stands_lower(one: int, other: int) -> None:
    low, high = sorted((one, other))
    history = shipped()
    assert len(chance(history, low, ["CEC"]).reached) <= len(chance(history, high, ["CEC"]).reached)
    assert history.pool is not None
    assert history.pool.standing(low).above >= history.pool.standing(high).above


@pytest.mark.parametrize(
    ("score", "above", "band"), [(490, 34543, 481), (491, 21798, 491), (1200, 0, 601), (0, 222197, 0)]
)
def test_standing_in_the_pool(score: int, above: int, band: int) -> None:
    pool = shipped().pool
    assert pool is not None and pool.total == 229904
    found = pool.standing(score)
    assert (found.above, found.band) == (above, band)


def test_a_trend_is_told_from_the_first_of_the_last_rounds_to_the_newest() -> None:
    rows = shipped().of(["CEC"], 6)
    found = trend(shipped(), "CEC")
    assert found is not None
    assert found.change == rows[0].cutoff - rows[-1].cutoff
    assert trend(shipped(), "researchers_cdn") is None


@pytest.mark.parametrize(("day", "stale"), [(datetime.date(2026, 10, 31), False), (datetime.date(2026, 11, 1), True)])
def test_rounds_known_only_until_thirty_days_ago_are_stale(day: datetime.date, stale: bool) -> None:
    assert shipped().stale_on(day) is stale


def test_the_feed_brings_new_rounds_and_the_pool() -> None:
    history = from_feed(feed(), READ_ON, shipped())
    assert history.rounds[0].to_json()["number"] == 448
    assert history.rounds[0].tie_break == "2025-09-03T15:01:02Z"
    assert history.verified_through == READ_ON
    assert history.pool is not None and history.pool.total == 15000
    assert {row.type for row in history.rounds} == {row.type for row in shipped().rounds}


def test_a_pool_that_does_not_add_up_is_not_taken() -> None:
    document = feed()
    document["rounds"][0]["dd18"] = "15,001"
    assert from_feed(document, READ_ON, shipped()).pool == shipped().pool


def damaged(**changes: Any) -> dict[str, Any]:
    document = feed()
    document["rounds"][0].update(changes)
    return document


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"rounds": []},
        {"rounds": "none"},
        {"rounds": ["text"]},
        {"rounds": feed()["rounds"][:100]},
        {"rounds": feed()["rounds"] + feed()["rounds"][:1]},
        damaged(drawCRS="none"),
        damaged(drawCRS="1,300"),
        damaged(drawSize=""),
        damaged(drawSize="-5"),
        damaged(drawDate="18/11/2026"),
        damaged(drawDate="2026-12-01"),
        damaged(drawNumber="<b>448</b>"),
        damaged(drawName=None),
    ],
)
def test_a_damaged_or_truncated_feed_is_refused(document: Any) -> None:
    with pytest.raises(RoundsError):
        from_feed(document, READ_ON, shipped())


def test_an_unknown_name_is_another_type() -> None:
    history = from_feed(damaged(drawName="Something new"), READ_ON, shipped())
    assert history.rounds[0].type == "other"


def test_markup_in_a_name_is_dropped() -> None:
    history = from_feed(damaged(drawName="<a href='x'>French language</a>"), READ_ON, shipped())
    assert history.rounds[0].name == "French language" and history.rounds[0].type == "french"


def test_kept_rounds_read_back_the_same() -> None:
    for history in (shipped(), from_feed(feed(), READ_ON, shipped())):
        assert from_document(to_document(history)) == history


def test_damaged_kept_rounds_are_refused() -> None:
    document = to_document(shipped())
    for key in document:
        broken = copy.deepcopy(document)
        del broken[key]
        with pytest.raises(RoundsError):
            from_document(broken)
    with pytest.raises(RoundsError):
        from_document({**document, "rounds": []})
    assert isinstance(from_document(document), History)
