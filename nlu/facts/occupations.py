"""What the person does: names of jobs anywhere in the text, and titles that only the wording gives away."""

from __future__ import annotations

import re
from typing import Any

from eligibility.noc import Match, find_in, from_2016, search, unit_group
from nlu.facts.mention import Mention

_PATTERN = re.compile(
    r"\b(?:work(?:ed|ing|s)? (?:full[- ]?time |part[- ]?time |remotely )?as|employed as|hired as|job as|position as|position of|role of|career as|experience as|job (?:title )?(?:is|was)|title is|title:|occupation:?|been)"
    r"\s+(?:an? |the )?(?P<title>[a-z][a-z/&' -]{2,45}?)(?=\s*(?:[,.;:?!\n(]|$|\b(?:in|at|for|since|from|on|with|and|but|while|during|full|part|until|to|here|there|\d|under|where|who|now|because|i|my|then|before|after)\b))",
    re.I,
)
_CODE = re.compile(r"\b(?:noc\s*(?:code|is|:|#)?\s*)?(?P<code>\d{5})\b(?!\s*(?:hours?|dollars|cad|\$|km))", re.I)
_OLD = re.compile(r"\bnoc(?:\s*(?:2016|code|is|:|#|old))*\s*(?P<code>\d{4})\b(?!-)", re.I)
_TEER = re.compile(r"\bteer\s*(?:category |level )?(?P<n>[0-5])\b", re.I)
_LEVEL = re.compile(
    r"\b(?P<full>(?:noc|skill(?: level| type)?|teer)\s*(?:level |type |category )?(?P<n>[0abcd]))\b(?!\s*(?:job|is)?\s*\d)",
    re.I,
)
_NOT_A_TITLE = frozenset(
    [
        "a",
        "an",
        "the",
        "student",
        "full",
        "time",
        "part",
        "employee",
        "worker",
        "self",
        "employed",
        "contractor",
        "freelancer",
        "freelance",
        "intern",
        "trainee",
        "volunteer",
        "eligible",
        "able",
        "laid",
        "off",
        "told",
        "in",
        "here",
        "there",
        "working",
        "studying",
        "living",
        "going",
        "trying",
        "waiting",
        "looking",
        "married",
        "single",
        "approved",
        "refused",
        "rejected",
        "invited",
    ]
)
_STUDENT = re.compile(
    r"\b(?:student|studying|study|degree|diploma|masters?|bachelors?|course|program|graduated|major)\b", re.I
)


def candidates(matches: tuple[Match, ...] | list[Match]) -> list[dict[str, Any]]:
    """Matches as plain rows."""
    return [{"code": m.code, "title": m.title, "teer": m.teer, "score": round(m.score, 3)} for m in matches]


def occupations(text: str) -> list[Mention]:
    """``occupation``, ``noc``, ``noc_2016``, ``teer``, ``noc_level``."""
    found: list[Mention] = []
    for match in _OLD.finditer(text):
        groups = from_2016(match["code"])
        if groups:
            value = {"code": match["code"], "candidates": [g.code for g in groups]}
            found.append(Mention("noc_2016", value, match.start(), match.end()))
    for match in _CODE.finditer(text):
        if unit_group(match["code"]) is not None:
            found.append(Mention("noc", match["code"], match.start(), match.end()))
    for match in _TEER.finditer(text):
        found.append(Mention("teer", int(match["n"]), match.start(), match.end()))
    for match in _LEVEL.finditer(text):
        if not any(m.start < match.end() and match.start() < m.end for m in found):
            found.append(Mention("noc_level", match["full"], match.start(), match.end()))
    for hit in find_in(text):
        if not any(m.start < hit.end and hit.start < m.end for m in found):
            value = {"title": hit.title, "candidates": candidates(hit.matches)}
            found.append(Mention("occupation", value, hit.start, hit.end))
    for match in _PATTERN.finditer(text):
        start, end = match.span("title")
        title = match["title"].strip(" -/&'")
        inside = [m for m in found if m.start < end and start < m.end and m.entity == "occupation"]
        words = title.lower().split()
        if (
            not words
            or all(w in _NOT_A_TITLE for w in words)
            or words[0] in _NOT_A_TITLE - {"a", "an", "the", "freelance", "self"}
        ):
            continue
        if inside:
            # The wording gives the whole title, the names perhaps only a part of it.
            if len(inside) == 1 and len(title) > inside[0].end - inside[0].start and len(words) <= 5:
                wider = search(title)
                if wider and wider[0].score >= inside[0].value["candidates"][0]["score"] - 0.1:
                    found.remove(inside[0])
                    value = {"title": title, "candidates": candidates(wider)}
                    found.append(Mention("occupation", value, start, start + len(title)))
            continue
        if len(words) <= 6 and not _STUDENT.search(title):
            value = {"title": title, "candidates": candidates(search(title))}
            found.append(Mention("occupation", value, start, start + len(title)))
    return sorted(found, key=lambda m: m.start)
