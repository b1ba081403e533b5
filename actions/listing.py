"""Which occupations and which kinds of rounds a question is about."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz

from actions.asking import AHEAD, SURE
from actions.memory import Memory
from actions.said import Said
from nlu.occupations import find
from service.paths import var

#: So many groups at most that a title may stand for.
_MOST = 3
_SAME = 90
#: Words of a question about more than the latest round.
_HISTORY = re.compile(
    r"\b(?:how many|number of|how often|highest|lowest|average|compar\w+|histor\w+|trend\w*|previous|past|recent|"
    r"so far|(?:this|last|per|a) year|in 20\d\d|since 20\d\d|(?:go|going|gone|went|goes) (?:up|down)|draws|rounds)\b",
    re.I,
)


_NAMED = re.compile(
    r"\b(?:is|are|what about|how about|and|if|does|do)\s+(?:an?\s+|the\s+|being an?\s+)?(?P<what>[a-z][a-z '/-]{2,40}?)"
    r"(?=\s+(?:they|it|in|on|part|eligible|listed|included|covered|count|under|still|also|there|qualif\w+)\b|\s*[?,.]|\s*$)",
    re.I,
)
_MINE = re.compile(r"\b(?:my|our|your|his|her|their|this|that|it|i|they|there|categor\w+)\b", re.I)


def about_history(text: str) -> bool:
    """Whether a question about rounds asks for more than the latest one."""
    return bool(_HISTORY.search(text))


def occupations_asked(said: Said, facts: dict[str, Any], memory: Memory) -> list[str]:
    """The unit groups of the occupation that a question names, or of the work told whose group is still open.

    Empty when the question is about work whose group is settled, or about none.
    """
    jobs = facts.get("jobs") or []
    entities = [*said.entities, *said.hypothetical]
    codes = [str(e["value"]) for e in entities if e["entity"] == "noc"]
    if codes:
        return [code for code in dict.fromkeys(codes) if code not in {job.get("noc") for job in jobs}]
    named = [e["value"] for e in entities if e["entity"] == "occupation" and e["value"].get("candidates")]
    if named:
        return list(dict.fromkeys(code for value in named if not _settled(value, jobs) for code in _groups(value)))
    if (asked := _NAMED.search(said.text)) and not _MINE.search(asked["what"]):
        # "Are nurses in a category?": no job of anybody, so the extractor leaves it.
        rows = [_row(match) for match in find(asked["what"], var())]
        if rows and rows[0]["score"] >= SURE:
            return _groups({"candidates": rows})
    if any(job.get("noc") for job in jobs):
        return []
    open_ = [memory.candidates.get(str(index)) or [] for index in range(len(jobs))]
    return list(dict.fromkeys(code for rows in open_ for code in _groups({"candidates": rows})))


def _row(match: Any) -> dict[str, Any]:
    return {"code": match.code, "score": match.score}


def _settled(value: dict[str, Any], jobs: list[dict[str, Any]]) -> bool:
    title = str(value.get("title") or "").lower()
    titles = [str(job.get("title") or "").lower() for job in jobs if job.get("noc")]
    return any(other and fuzz.token_set_ratio(title, other) >= _SAME for other in titles)


def _groups(value: dict[str, Any]) -> list[str]:
    """The group that a title surely means, else the likeliest few."""
    rows = value["candidates"]
    scores = [float(row.get("score") or 0) for row in rows]
    sure = bool(rows) and scores[0] >= SURE and (len(rows) == 1 or scores[0] - scores[1] >= AHEAD)
    return [str(row["code"]) for row in rows[: 1 if sure else _MOST]]
