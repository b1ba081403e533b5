"""Work of somebody else: taken where it is the case, left where the writer's own is known."""

from __future__ import annotations

from tests.actions.talk import Talk


def test_a_case_brought_for_the_spouse() -> None:
    talk = Talk().say("my wife is a cook in Banff since 5 May 2024, 40 hours, on a PGWP")
    assert talk.job["title"] == "cook"
    assert talk.job["start"] == "2024-05-05"
    assert talk.memory.case == "spouse"
    talk.say("my wife worked 35 hours a week since 5 May 2024, not 40")
    assert talk.job["hours_per_week"] == 35


def test_the_work_of_the_spouse_beside_the_own() -> None:
    talk = Talk().say("I am a welder in Regina since 3 March 2024, 40 hours")
    talk.say("my husband is a cook in Banff since 5 May 2024, 20 hours, on a PGWP")
    assert [job["title"] for job in talk.facts["jobs"]] == ["welder"]
    assert talk.job["hours_per_week"] == 40
