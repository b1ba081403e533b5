"""Language tests: which one, its four scores in any order and format, its date."""

from __future__ import annotations

import datetime
import re
from typing import Any

from nlu.facts.dates import When, find_dates
from nlu.facts.mention import Mention, sentence_of

ABILITIES = ("listening", "reading", "writing", "speaking")
_NAMES = re.compile(
    r"\b(?P<ielts>ielts(?:[ -]*(?:general(?: training)?|gt|g))?)(?P<academic>[ -]*academic)?\b|"
    r"\b(?P<celpip>cel[ -]?pip(?:[ -]*(?:general|g))?)(?P<ls>[ -]*ls)?\b|"
    r"\b(?P<pte>pte(?:[ -]*core)?)(?P<pteac>[ -]*academic)?\b|"
    r"\b(?P<tef>tef(?:[ -]*canada)?)\b|\b(?P<tcf>tcf(?:[ -]*canada)?)\b|"
    r"\b(?P<clb>clb)\b|\b(?P<nclc>nclc)\b|"
    r"\b(?P<toefl>toefl(?:[ -]*ibt)?)\b|\b(?P<duolingo>duolingo)\b",
    re.I,
)
_CODES = {
    "ielts": "ielts_general",
    "celpip": "celpip_general",
    "pte": "pte_core",
    "tef": "tef_canada",
    "tcf": "tcf_canada",
    "clb": "clb",
    "nclc": "nclc",
}
_ABILITY = {
    "l": "listening", "li": "listening", "lis": "listening", "listening": "listening", "listen": "listening", "listning": "listening",
    "r": "reading", "re": "reading", "read": "reading", "reading": "reading",
    "w": "writing", "wr": "writing", "write": "writing", "writing": "writing", "writting": "writing",
    "s": "speaking", "sp": "speaking", "speak": "speaking", "speaking": "speaking",
}  # fmt: skip
_NUM = r"(?P<score>\d{1,3}(?:[.,]\d)?)"
_LABEL = r"(?P<ability>listening|listning|listen|reading|read|writing|writting|write|speaking|speak|lis|sp|wr|[lrws])"
_LABEL_FIRST = re.compile(
    rf"\b{_LABEL}(?![a-z])\s*(?:[:=\-–]|was|is|band|score|of|got)?\s*(?:(?:clb|nclc)\s*)?(?<![\d.]){_NUM}(?![\d]|\.\d|\s*(?:hours?|hrs?|h\b|%|years?|months?|k\b))",
    re.I,
)
_SCORE_FIRST = re.compile(rf"(?<![\d./-]){_NUM}\s*(?:in|for|on|at|-)?\s*(?:the |my )?\b{_LABEL}\b", re.I)
_FOUR = re.compile(
    r"(?<![\d.$/-])(\d{1,3}(?:\.\d)?)\s*[,/| \-–;]\s*(\d{1,3}(?:\.\d)?)\s*[,/| \-–;]\s*(\d{1,3}(?:\.\d)?)\s*(?:[,/| \-–;]|,? and)\s*(\d{1,3}(?:\.\d)?)(?![\d/]|\.\d|\s*(?:hours?|hrs?|h\b|years?|months?|\$))"
)
_ORDER = re.compile(r"\b([lrws])[/, -]?([lrws])[/, -]?([lrws])[/, -]?([lrws])\b\s*[:=-]?\s*$", re.I)
_GLUED = re.compile(r"(?<![\d.])([4-9])([4-9])([4-9])([4-9])(?![\d.])")
_ALL = re.compile(
    r"(?:\b(?:clb|nclc)\s*(?:level )?(?P<a>\d{1,2})(?:s|\+)?\b)|"
    r"\b(?P<b>\d{1,3}(?:\.\d)?)s?\s*(?:\+ )?(?:in|on|for|across)\s*(?:all|everything|each|every)(?:\s*(?:of them|four|4|bands?|modules?|sections?|abilities|skills|parts))?\b|"
    r"\b(?:all|straight|each|every(?:thing)?)\s*(?:band |bands |four |4 |section |skills? |ability |module )?(?:is |are |at |was )?(?P<c>\d{1,3}(?:\.\d)?)s?\b(?!\s*(?:hours?|jobs?|years?|months?|weeks?|days?))",
    re.I,
)
_REST = re.compile(
    r"\b(?:rest|others?|everything else|all others?|the other three|remaining)(?: (?:are|is|was|were|all|bands?))*\s*(?P<n>\d{1,3}(?:\.\d)?)(?P<plus>\+| or (?:more|above|higher))?",
    re.I,
)
_OVERALL = re.compile(
    r"\boverall\s*(?:band |score |of |is |was |:)*(?P<a>\d(?:\.\d)?)|(?P<b>\d(?:\.\d)?)\s*overall", re.I
)
_NONE = re.compile(
    r"\b(?:haven'?t|havent|have not|not|never|didn'?t|did not|yet to|need to|no)\b(?! need)[^.?!;]{0,30}\b(?:taken|took|take|written|write|done|give|given|gave|sat|booked|ielts|celpip|pte|tef|tcf|(?:language|english|french) test|test)\b",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:booked|scheduled|taking|will take|plan(?:ning)? to (?:take|write)|going to (?:take|write)|next)\b", re.I
)
_SPOUSE = re.compile(r"\b(?:my |the )?(?:wife|husband|spouse|partner)(?:'s|s)?\b", re.I)
_RANGES = {
    "ielts_general": (0, 9),
    "celpip_general": (0, 12),
    "pte_core": (10, 90),
    "tef_canada": (0, 699),
    "tcf_canada": (0, 699),
    "clb": (0, 12),
    "nclc": (0, 12),
}


def language_tests(text: str, dates: list[When], today: datetime.date) -> tuple[list[Mention], set[int]]:
    """``language_test`` mentions, and the indices of the dates that are theirs.

    Scores are given to abilities only where the text says so; four bare scores stay ``unordered``.
    """
    names = [m for m in _NAMES.finditer(text)]
    labelled = _labelled(text)
    if not names and len(labelled) < 2:
        loose = _loose_all(text)
        return ([loose] if loose else []), set()
    found: list[Mention] = []
    used: set[int] = set()
    blocks = _blocks(text, names)
    for start, end, match in blocks:
        mention = _block(text, start, end, match, labelled, dates, used, today)
        if mention:
            found.append(mention)
    return _joined(found), used


def _blocks(text: str, names: list[re.Match[str]]) -> list[tuple[int, int, re.Match[str] | None]]:
    """The stretch of text that belongs to each test name: up to the next name."""
    if not names:
        return [(0, len(text), None)]
    rows: list[tuple[int, int, re.Match[str] | None]] = []
    for i, match in enumerate(names):
        start = 0 if i == 0 else match.start()
        end = names[i + 1].start() if i + 1 < len(names) else len(text)
        rows.append((start, end, match))
    return rows


def _labelled(text: str) -> list[tuple[int, int, str, float]]:
    """(start, end, ability, score) for each score that names its ability."""
    rows: list[tuple[int, int, str, float]] = []
    first = [(m, m.start("ability")) for m in _LABEL_FIRST.finditer(text)]
    after = [(m, m.start()) for m in _SCORE_FIRST.finditer(text)]
    chosen = after if len(after) > len(first) else first
    other = first if chosen is after else after
    for pool in (chosen, other):
        for m, _ in pool:
            label = m["ability"].lower()
            if len(label) == 1 and pool is other and chosen:
                continue
            span = (m.start(), m.end())
            if any(span[0] < e and s < span[1] for s, e, _, _ in rows):
                continue
            ability = _ABILITY[label]
            if any(ability == a for _, _, a, _ in rows) and pool is other:
                continue
            rows.append((*span, ability, float(m["score"].replace(",", "."))))
    single = [row for row in rows if len(text[row[0] : row[1]].strip().rstrip("0123456789.,:=- ")) <= 1]
    if len(single) == 1 and len(rows) == 1:
        return []
    return sorted(rows)


def _block(
    text: str,
    start: int,
    end: int,
    match: re.Match[str] | None,
    labelled: list[tuple[int, int, str, float]],
    dates: list[When],
    used: set[int],
    today: datetime.date,
) -> Mention | None:
    value: dict[str, Any] = {"test": None, "date": None}
    spans: list[tuple[int, int]] = []
    anchor = start
    if match is not None:
        spans.append((match.start(), match.end()))
        anchor = match.start()
        name = next(n for n in (*_CODES, "toefl", "duolingo") if match[n])
        if name in ("toefl", "duolingo") or match["academic"] or match["pteac"] or match["ls"]:
            value["not_accepted"] = match.group().strip().lower().replace(" ", "_")
        else:
            value["test"] = _CODES[name]
    for s, e, ability, score in labelled:
        if start <= s < end and ability not in value:
            value[ability] = _tidy(score)
            spans.append((s, e))
    block = text[start:end]
    low, high = _RANGES.get(value["test"] or "", (0, 699))
    scored = any(a in value for a in ABILITIES)
    if not scored and match is not None:
        scored = _bare_scores(text, match, end, value, spans)
    if not scored and (m := _ALL.search(text, match.start() if match else start, end)):
        number = float(next(g for g in (m["a"], m["b"], m["c"]) if g))
        value["all"] = _tidy(number)
        spans.append((m.start(), m.end()))
        scored = True
    elif scored and (m := _REST.search(block)):
        spans.append((start + m.start(), start + m.end()))
        if not m["plus"]:
            for ability in ABILITIES:
                value.setdefault(ability, _tidy(float(m["n"])))
    if not scored and (m := _OVERALL.search(block)):
        value["overall"] = float(m["a"] or m["b"])
        spans.append((start + m.start(), start + m.end()))
        scored = True
    sentence = sentence_of(text, anchor)
    if not scored and (
        _NONE.search(text[sentence[0] : sentence[1]]) or _PLANNED.search(text[sentence[0] : sentence[1]])
    ):
        planned = [w for w in find_dates(text[sentence[0] : sentence[1]], today) if w.last > today]
        value = {"none": True}
        if planned:
            value["planned"] = planned[0].first.isoformat()
            used |= {i for i, w in enumerate(dates) if w.first == planned[0].first}
        return Mention("language_test", value, spans[0][0], spans[-1][1])
    if not scored and match is None:
        return None
    if _SPOUSE.search(text[max(0, anchor - 30) : anchor]):
        value["spouse"] = True
    _date_of(text, spans, value, dates, used, today)
    numbers = [value[a] for a in ABILITIES if a in value] + [value[k] for k in ("all",) if k in value]
    if any(not low <= float(n) <= high for n in numbers):
        value["impossible"] = True
    if not scored and value["date"] is None and not value.get("not_accepted"):
        if value["test"] in ("clb", "nclc"):
            return None
        return Mention("language_test", value, *spans[0])
    return Mention("language_test", value, min(s for s, _ in spans), max(e for _, e in spans))


def _bare_scores(
    text: str, match: re.Match[str], end: int, value: dict[str, Any], spans: list[tuple[int, int]]
) -> bool:
    """Four scores without labels after (or right before) the test's name."""
    four = _FOUR.search(text, match.end(), end) or _FOUR.search(text, max(0, match.start() - 25), match.start())
    glued = None
    if four is None and value["test"] in ("ielts_general", "celpip_general"):
        glued = _GLUED.search(text, match.end(), min(end, match.end() + 25))
    found = four or glued
    if found is None:
        return False
    numbers = [float(g) for g in found.groups()]
    low, high = _RANGES.get(value["test"] or "", (0, 699))
    if not all(low <= n <= high for n in numbers):
        return False
    spans.append((found.start(), found.end()))
    order = _ORDER.search(text[match.end() : found.start()]) or _ORDER.search(text[: found.start()])
    if order and len({g.lower() for g in order.groups()}) == 4:
        for letter, number in zip(order.groups(), numbers, strict=True):
            value[_ABILITY[letter.lower()]] = _tidy(number)
    elif len(set(numbers)) == 1:
        value["all"] = _tidy(numbers[0])
    else:
        value["unordered"] = [_tidy(n) for n in numbers]
    return True


def _date_of(
    text: str,
    spans: list[tuple[int, int]],
    value: dict[str, Any],
    dates: list[When],
    used: set[int],
    today: datetime.date,
) -> None:
    """The date nearest to the scores that is no part of a period: "in May 2025", "took it 3 months back"."""
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    best: tuple[int, int] | None = None
    for index, when in enumerate(dates):
        if index in used or when.first > today:
            continue
        gap = when.start - last if when.start >= last else first - when.end
        between = text[last : when.start] if when.start >= last else text[when.end : first]
        if gap < 0:
            gap, between = 0, ""
        if gap > 60 or re.search(r"\b(?:work|job|since|started|permit|pgwp|born|graduated)\b", between, re.I):
            continue
        if best is None or gap < best[0]:
            best = (gap, index)
    if best is not None:
        used.add(best[1])
        value["date"] = dates[best[1]].first.isoformat()
        if dates[best[1]].other:
            value["date_alternatives"] = [
                dates[best[1]].first.isoformat(),
                dates[best[1]].other.first.isoformat(),  # type: ignore[union-attr]
            ]


def _tidy(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


def _loose_all(text: str) -> Mention | None:
    """ "7 in everything", with no test named."""
    m = re.search(
        r"\b(\d(?:\.\d)?) (?:in|on|for) (?:everything|all (?:four|4|bands?|modules?|of them)|each(?: band| module| one)?)\b",
        text,
        re.I,
    )
    if not m:
        return None
    return Mention("language_test", {"test": None, "date": None, "all": _tidy(float(m[1]))}, m.start(), m.end())


def _joined(found: list[Mention]) -> list[Mention]:
    """A test named twice ("my IELTS ... IELTS in May") is one, when the second adds what the first lacks."""
    rows: list[Mention] = []
    for mention in found:
        same = next(
            (
                i
                for i, row in enumerate(rows)
                if row.value.get("test") == mention.value.get("test")
                and not row.value.get("spouse")
                and not mention.value.get("spouse")
            ),
            None,
        )
        if same is None:
            rows.append(mention)
            continue
        merged = {
            **{k: v for k, v in mention.value.items() if v is not None},
            **{k: v for k, v in rows[same].value.items() if v is not None},
        }
        merged.setdefault("date", None)
        rows[same] = Mention("language_test", merged, rows[same].start, max(rows[same].end, mention.end))
    useful = [r for r in rows if set(r.value) - {"test", "date"} or r.value.get("date")]
    return useful or rows[:1]
