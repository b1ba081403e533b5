"""Years of work abroad beside jobs in Canada."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from actions.draft import Draft
from actions.said import Said

_SAME = 90


def without_places_of_years(said: Said, draft: Draft) -> Said:
    """The message without the places of years abroad, once jobs were told.

    "2 years in Bangalore, same job" and "5 years as a welder in Manila before" say where the years were, not that
    the job at hand is there. A job of another name, or with dates of its own, keeps its place.
    """
    if not draft.jobs or not said.values("foreign_work_years"):
        return said
    titles = [str(job.get("title") or "").lower() for job in draft.jobs]
    dropped: list[int] = []
    for _, entities in said.groups():
        named = [str(e["value"].get("title") or "").lower() for e in entities if e["entity"] == "occupation"]
        another = any(all(fuzz.token_set_ratio(name, title) < _SAME for title in titles) for name in named)
        if another or any(e["entity"] == "period" for e in entities):
            continue
        dropped += [id(e) for e in entities if e["entity"] == "place" and e["value"].get("country") not in (None, "CA")]
    return replace(said, entities=tuple(e for e in said.entities if id(e) not in dropped))
