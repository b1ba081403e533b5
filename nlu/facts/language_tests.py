"""Language tests: which one, its four scores, its date, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nlu.facts import scores
from nlu.facts.dates import When
from nlu.facts.mention import Mention, before, clause_of, sentence_of
from nlu.facts.numbers import tidy
from nlu.facts.periods import Calendar
from nlu.facts.scores import ABILITIES
from nlu.facts.subjects import for_spouse, subject_at

_NAMES = re.compile(
    r"\b(?:(?P<ielts>i[ea]lts|ielst|iletz)(?:[ -]*(?:general(?: training)?|gt|g\b))?(?P<academic>[ -]*\(?academic\)?)?|"
    r"(?P<celpip>cel[ -]?pip|celpi|clepip)(?:[ -]*(?:general|g\b))?(?P<ls>[ -]*ls\b)?|"
    r"(?P<pte>pte)(?:[ -]*core)?(?P<pteac>[ -]*academic)?|"
    r"(?P<tef>tef)(?:[ -]*canada)?|(?P<tcf>tcf)(?:[ -]*canada)?|(?P<clb>clb)(?=s?\W*\d|\W*(?:level|is|of|all|"
    r"in)\b)s?|(?P<nclc>nclc)|"
    r"(?P<toefl>toefl)(?:[ -]*ibt)?|(?P<duolingo>duolingo))(?![A-Za-z])",
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
_FRENCH = frozenset({"tef_canada", "tcf_canada"})
_LEVELS = frozenset({"clb", "nclc"})
_RANGES = {
    "ielts_general": (0, 9),
    "celpip_general": (0, 12),
    "pte_core": (10, 90),
    "tef_canada": (0, 699),
    "tcf_canada": (0, 699),
    "clb": (0, 12),
    "nclc": (0, 12),
}
_ANY_RANGE = (0, 699)

# --- not taken, not taken yet --------------------------------------------------------------------------------

_NOT = (
    r"(?:haven'?t|have not|hasn'?t|not|never|didn'?t|did not|don'?t have|do not have|yet to|still have to|n'ai pas|"
    r"pas encore)"
)
_TAKE = (
    r"(?:taken|took|take|written|wrote|write|done|do|did|give|given|gave|give|sat|sit|booked|attempted|appeared(?: for)?|"
    r"make|made|have|had|passé|fait)"
)
_A_TEST = (
    r"(?:(?:an?|any|the|my|your|this|that|one|it|yet|language|english|french|de|test|tests|exam|official|approved|"
    r"ielts|celpip|pte|tef|tcf|core|general|canada|of)\b[ ,]*)"
)
_TEST_WORD = r"(?:test|tests|exam|ielts|celpip|pte|tef|tcf)"
_TAKEN = r"(?:taken|took|written|wrote|done|did|given|gave|sat|attempted|passed|made|booked|scheduled)"
_NONE = re.compile(
    rf"\b{_NOT} (?:yet |even |actually |really )?{_TAKE} {_A_TEST}{{0,4}}(?:(?<=test )|(?<=test)|(?<=tests)|"
    rf"(?<=exam)|(?<=ielts)|(?<=celpip)|(?<=pte)|(?<=tef)|(?<=tcf)|(?<=one)|(?<=it)|(?<=any)|(?<=yet))\b|"
    rf"\b(?:no|without|zero|aucun) (?:language |english |french |official |valid |ielts |"
    rf"celpip )*{_TEST_WORD}\b(?! (?:needed|required|is))|"
    rf"\b(?:don'?t|do not|didn'?t|haven'?t) have (?:any |an? |my |the )?(?:language |english |french |"
    rf"official )*{_TEST_WORD}\b|"
    rf"\b{_NOT} (?:an? )?{_TEST_WORD} yet\b|\bnot yet (?:the |my |any |done |taken |given )*{_TEST_WORD}\b|"
    # "English test I have not given", "test not taken", "IELTS: not yet", "language test pending"
    rf"\b{_TEST_WORD}\b\s*(?:[:,(-]\s*)?(?:(?:i|we|is|was|has|have|had|been|still|results?)\s+)*"
    rf"(?:(?:not|never|haven'?t|hasn'?t|isn'?t|wasn'?t|didn'?t|yet to)(?: (?:yet|been|i|have|even|be))* {_TAKEN}\b|"
    r"not yet\b|nothing yet\b|none\b|(?:still )?pending\b)|"
    rf"\bnot (?:any |an? |my )?(?:english |language |french )?{_TEST_WORD} {_TAKEN}\b|"
    # "English test is booked but not written", "PTE Core not attempted", "IELTS: no"
    rf"\b{_TEST_WORD}\b(?:(?!\d)[^.;!?\n]){{0,28}}?\b(?:not|never)(?: yet| been)* {_TAKEN}\b|"
    rf"\b(?:english|french) (?:is )?(?:not|never)(?: yet| been)* (?:{_TAKEN}|tested)\b|"
    rf"\b{_TEST_WORD}\s*[:=-]?\s*(?:no|none|nil)(?=\s*(?:$|[,.;)\n]))|"
    # "Result not came", "waiting for my result"
    r"\bresults? (?:is |are |has |have |did )?(?:still )?(?:(?:not|never)(?: yet)? (?:come|came|out|received|here|arrived|there|declared)|"
    r"awaited|pending|yet to come)\b|\b(?:wait\w*|awaiting) (?:for |on )?(?:the |my )?(?:ielts |celpip |pte |test )?results?\b",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:booked|book|scheduled|taking|giving|sitting|appearing|writing (?:the |my )?(?=ielts|celpip|pte|tef|"
    r"tcf|test|exam)|will (?:take|write|give|do)|gonna (?:take|write)|plan(?:ning)? to (?:take|write|give|do)|"
    r"going to (?:take|write|give|do)|will sit|to sit|registered|upcoming|preparing|next|need to (?:take|write|retake|redo)|"
    r"(?:have|need) to (?:take|write|do|give|sit))\b",
    re.I,
)
_NO_NEED = re.compile(r"\b(?:no|not?|don'?t|do not|doesn'?t)\s+need\b|\bexempt", re.I)
_NOT_BEFORE = re.compile(r"\b(?:not|instead of|rather than|and not)\s+(?:the |an? |my )?$", re.I)
_NOT_A_TEST_DATE = re.compile(
    r"\b(?:work\w*|jobs?|since|started|permit|pgwp|born|dob|birth\w*|turned|graduated|studied|expir\w+|valid|extension|"
    r"applied|married|contract|weeks|wks|left|quit|laid|landed|arrived|overdue)\b",
    re.I,
)
_RESULT = re.compile(r"\b(?:results?|résultats?|received|came|got (?:it|them|the results?)|reçus?|recus?)\b", re.I)
_FAR_FROM_SCORES = 60
_SOON = 20
#: "Last year" is no date to count two years from.
_EXACT = frozenset({"day", "month"})
#: "My test was on 1 May 2025".
_BOOKED = re.compile(r"\b(?:booked|registered|scheduled)(?: (?:it|mine|one))? (?:for|on)\b", re.I)
_DATED_TEST = re.compile(
    r"\b(?:my|the|her|his|our) (?:language |english |french |last |latest )*(?:tests?|exam|results?)(?: date| results?)?"
    r"(?: report)?\s*(?:(?:was|is|were|are|came|come|dated|taken|done|written|out|from|date|actually|really|in fact|on|in|"
    r"of|:)\s*)+(?:the )?$",
    re.I,
)
_IN_ALL = re.compile(
    r"\b(?:in|on|for|across) (?:everything|all|each|the board)\b|"
    r"\b(?:all|each|every|four|4) (?:bands?|modules?|sections?|skills|abilities)\b",
    re.I,
)
_SEVENS = re.compile(r"(?:\s|:|-|,|of\b|with\b|is\b|was\b|got\b|scores?\b|i\b)*(\d{1,2}(?:\.5)?)'?s\b", re.I)
_SEVENS_IN = re.compile(r"(?<![\w.])(\d{1,2}(?:\.5)?)'?s\s+(?:in|on|for)\s+(?:the |my )?$", re.I)
_SCORES_ONLY = re.compile(
    r"^\W*(?:(?:my|the|i|got|have|scores?|results?|are|is|were|was|they|it|so|mine|yes|ok|:|=)\W+)*(?=\d)", re.I
)


@dataclass
class _Block:
    """The stretch of text of one test: its name, and up to the next name."""

    start: int
    end: int
    name: re.Match[str] | None

    @property
    def anchor(self) -> int:
        return self.name.start() if self.name else self.start


def language_tests(text: str, calendar: Calendar) -> list[Mention]:
    """``language_test`` mentions; the dates that are theirs are taken from the calendar.

    Scores are given to abilities only where the text says so; four bare scores stay ``unordered``.
    A test that the words give to the spouse has ``spouse: true``.
    """
    names = [m for m in _NAMES.finditer(text)]
    corrected = _corrected(text, names)
    french = any(m["tef"] or m["tcf"] or m["nclc"] for m in names)
    labels = scores.labelled(text, french)
    if not names:
        mention = _unnamed(text, labels, calendar) or _none_at_all(text, calendar) or _booked(text, calendar)
        mention = mention or _dated(text, calendar)
        return [mention] if mention else []
    found = []
    for block in _blocks(text, [m for m in names if m not in corrected]):
        mention = _read(text, block, labels, calendar)
        if mention is not None:
            found.append(mention)
    return _joined(found)


def test_corrections(text: str) -> list[tuple[str, str, int, int]]:
    """ "CELPIP not IELTS": (old, new, start, end) as codes."""
    names = [m for m in _NAMES.finditer(text)]
    return [
        (_code(wrong), _code(right), min(right.start(), wrong.start()), max(right.end(), wrong.end()))
        for wrong, right in _corrected(text, names).items()
        if _code(wrong) and _code(right)
    ]


def _corrected(text: str, names: list[re.Match[str]]) -> dict[re.Match[str], re.Match[str]]:
    """Names that are denied in favour of another: {denied: meant}."""
    found = {}
    for index, name in enumerate(names):
        if not _NOT_BEFORE.search(text[max(0, name.start() - 20) : name.start()]):
            continue
        neighbours = [names[i] for i in (index - 1, index + 1) if 0 <= i < len(names)]
        near = [n for n in neighbours if min(abs(n.start() - name.end()), abs(name.start() - n.end())) <= 20]
        if near and _code(near[0]) != _code(name):
            found[name] = near[0]
    return found


def _code(name: re.Match[str]) -> str:
    if name["academic"] or name["pteac"] or name["ls"]:
        return ""
    return next((code for key, code in _CODES.items() if name[key]), "")


def _blocks(text: str, names: list[re.Match[str]]) -> list[_Block]:
    names = [name for i, name in enumerate(names) if not i or not _goes_on(text, names[i - 1], name)]
    rows: list[_Block] = []
    for i, match in enumerate(names):
        start = 0 if i == 0 else rows[-1].end
        end = names[i + 1].start() if i + 1 < len(names) else len(text)
        if i + 1 < len(names):
            # What stands in the clause of the next name belongs to the next test: "and 8 8 8 8 in IELTS".
            lead = clause_of(text, names[i + 1].start())[0]
            end = lead if match.end() <= lead else end
        rows.append(_Block(start, end, match))
    return rows


def _goes_on(text: str, last: re.Match[str], name: re.Match[str]) -> bool:
    """ "CLB 9 listening, CLB 8 reading": the level named again for the next ability."""
    level = _code(name) in _LEVELS and _code(name) == _code(last)
    return (
        level
        and name.start() - last.end() <= _FAR_FROM_SCORES
        and subject_at(text, name.start()) == subject_at(text, last.start())
    )


def _unnamed(text: str, labels: list[scores.Score], calendar: Calendar) -> Mention | None:
    """Scores without the name of a test: labelled ones, "7 in everything", or four numbers and nothing else."""
    block = _Block(0, len(text), None)
    if labels:
        return _read(text, block, labels, calendar)
    told = _SCORES_ONLY.match(text)
    if told and (row := scores.four(text, told.end(), len(text))) and row[1] == told.end():
        after = text[row[2] :]
        if _ordered(text, 0, len(text), row) or len(re.findall(r"\w+", after)) <= 3:
            return _read(text, block, labels, calendar)
    if (row_order := scores.order(text, 0, len(text))) and scores.four(text, 0, len(text)):
        return _read(text, block, labels, calendar) if row_order else None
    if _IN_ALL.search(text) and scores.every(text, 0, len(text)):
        return _read(text, block, labels, calendar)
    return None


def _none_at_all(text: str, calendar: Calendar) -> Mention | None:
    """ "No language test yet"."""
    match = _NONE.search(text)
    named = match and re.search(rf"\b{_TEST_WORD}\b", match.group(), re.I)
    if match is None or not named or subject_at(text, match.start()) == "spouse":
        return None
    return Mention(
        "language_test", {"none": True, **_planned(text, match.start(), calendar)}, match.start(), match.end()
    )


def _to_come(text: str, block: _Block, calendar: Calendar) -> bool:
    """ "IELTS exam 3 Jan 2027": a day to come right behind the name says it all."""
    after = block.name.end() if block.name else block.end
    return any(w.first > calendar.today and 0 <= w.start - after <= _SOON for w in calendar.dates)


def _dated(text: str, calendar: Calendar) -> Mention | None:
    """The date of a test of which nothing else is said."""
    for when in calendar.points():
        lead = before(text, when.start, 60)
        match = _DATED_TEST.search(lead)
        if match is None or when.first > calendar.today or when.grain not in _EXACT:
            continue
        whose = subject_at(text, when.start)
        if whose == "other":
            continue
        calendar.take(when)
        value: dict[str, Any] = {"test": None, "date": when.first.isoformat()}
        if when.other:
            value["date_alternatives"] = [when.first.isoformat(), when.other.first.isoformat()]
        if whose == "spouse":
            value["spouse"] = True
        return Mention("language_test", value, when.start - len(lead) + match.start(), when.end)
    return None


def _booked(text: str, calendar: Calendar) -> Mention | None:
    """ "I'm booked for 12 December": what is booked for a day, without a word more, is the test."""
    match = _BOOKED.search(text)
    planned = _planned(text, match.start(), calendar) if match else {}
    return Mention("language_test", {"none": True, **planned}, *match.span()) if match and planned else None


def _planned(text: str, position: int, calendar: Calendar) -> dict[str, Any]:
    """The day to come for which a test is planned, taken from the calendar."""
    first, last = sentence_of(text, position)
    for when in calendar.points():
        coming = when.coming(calendar.today)
        if first <= when.start < last and coming.first > calendar.today:
            calendar.take(when)
            return {"planned": coming.first.isoformat()}
    return {}


def _read(text: str, block: _Block, labels: list[scores.Score], calendar: Calendar) -> Mention | None:
    value: dict[str, Any] = {"test": None, "date": None}
    spans: list[tuple[int, int]] = []
    if block.name is not None:
        spans.append(block.name.span())
        value["test"] = _code(block.name) or None
        if not value["test"]:
            value["not_accepted"] = "_".join(re.sub(r"[()]", " ", block.name.group()).lower().replace("-", " ").split())
    scored = _scores(text, block, labels, value, spans)
    if not scored and (told := _not_taken(text, block, calendar)):
        return Mention("language_test", told, *spans[0]) if spans else None
    if not scored and (
        block.name is None or (_of_spouse(text, block, spans) and _PLANNED.search(_sentence(text, block)))
    ):
        return None
    if subject_at(text, block.anchor) == "other":
        return None
    if _of_spouse(text, block, spans):
        value["spouse"] = True
    if expires := _expires(text, block, calendar):
        value["expires"] = expires
    else:
        _date(text, block, spans, value, calendar)
    low, high = _RANGES.get(value["test"] or "", _ANY_RANGE)
    numbers = [value[key] for key in (*ABILITIES, "all") if key in value]
    if any(not low <= float(n) <= high for n in numbers):
        value["impossible"] = True
    if not scored and value["test"] in _LEVELS:
        return None
    return Mention("language_test", value, min(s for s, _ in spans), max(e for _, e in spans))


def _sentence(text: str, block: _Block) -> str:
    return text[slice(*sentence_of(text, block.anchor))]


def _of_spouse(text: str, block: _Block, spans: list[tuple[int, int]]) -> bool:
    first = min([start for start, _ in spans] or [block.anchor])
    named = block.name.start() if block.name else first
    return "spouse" in (subject_at(text, first), subject_at(text, named)) or for_spouse(text, max(e for _, e in spans))


def _scores(
    text: str, block: _Block, labels: list[scores.Score], value: dict[str, Any], spans: list[tuple[int, int]]
) -> bool:
    """Put the scores of a block into ``value``; whether there are any."""
    start, end = block.start, block.end
    after = block.name.end() if block.name else start
    if (row := _row_of_four(text, block, value)) and _ordered(text, start, end, row):
        names, *where = _ordered(text, start, end, row)  # type: ignore[misc]
        value.update({name: tidy(number) for name, number in zip(names, row[0], strict=True)})
        spans += [(row[1], row[2]), (where[0], where[1])]
        return True
    for label in labels:
        if start <= label.start < end and label.ability not in value:
            value[label.ability] = tidy(label.value)
            spans.append((label.start, label.end))
    if any(ability in value for ability in ABILITIES):
        _fill(text, start, end, value, spans)
        return True
    if row:
        spans.append((row[1], row[2]))
        if len(set(row[0])) == 1:
            value["all"] = tidy(row[0][0])
        else:
            value["unordered"] = [tidy(number) for number in row[0]]
        return True
    same = scores.every(text, block.name.start() if block.name else start, end) or (
        scores.every(text, start, after) if start < after else None
    )
    same = same or _plural(text, block)
    if same and _in_range(same[0], value):
        value["all"] = tidy(same[0])
        spans.append((same[1], same[2]))
        return True
    if band := scores.overall(text, start, end) or _lone(text, block, value):
        value["overall"] = band[0]
        spans.append((band[1], band[2]))
        return True
    return False


def _in_range(number: float, value: dict[str, Any]) -> bool:
    low, high = _RANGES.get(value["test"] or "", _ANY_RANGE)
    return low <= number <= high and number > 0


def _row_of_four(text: str, block: _Block, value: dict[str, Any]) -> tuple[list[float], int, int] | None:
    """Four scores without labels after the test's name, or right before it."""
    after = block.name.end() if block.name else block.start
    row = scores.four(text, after, block.end)
    if row is None and block.name:
        row = scores.four(text, max(block.start, block.name.start() - 40), block.name.start())
    if row is None and value["test"] in ("ielts_general", "celpip_general", None):
        row = scores.glued(text, after, min(block.end, after + 25))
    return row if row and all(_in_range(n, value) for n in row[0]) else None


def _ordered(text: str, start: int, end: int, row: tuple[list[float], int, int]) -> tuple[list[str], int, int] | None:
    """The order of a row of four, said near it."""
    found = scores.order(text, max(start, row[1] - 70), row[1]) or scores.order(text, row[2], min(end, row[2] + 70))
    return found


def _fill(text: str, start: int, end: int, value: dict[str, Any], spans: list[tuple[int, int]]) -> None:
    """The abilities not named: "rest 7", "all 7.5 except writing"."""
    if all(ability in value for ability in ABILITIES):
        return
    others = scores.rest(text, start, end)
    if others is None and scores.excepting(text, start, end):
        others = scores.every(text, start, end) or scores.excepted(text, start, end)
    if others is None:
        return
    spans.append((others[1], others[2]))
    if others[0] is not None:
        for ability in ABILITIES:
            value.setdefault(ability, tidy(others[0]))


def _plural(text: str, block: _Block) -> tuple[float, int, int] | None:
    """ "CELPIP 7s", "7s in IELTS": as many sevens as there are abilities."""
    if block.name is None:
        return None
    match = _SEVENS.match(text, block.name.end())
    if match is None:
        ahead = _SEVENS_IN.search(text[max(block.start, block.name.start() - 20) : block.name.start()])
        return (float(ahead[1]), block.name.start(), block.name.end()) if ahead else None
    return float(match[1]), match.start(1), match.end()


def _lone(text: str, block: _Block, value: dict[str, Any]) -> tuple[float, int, int] | None:
    """ "IELTS 7.5" is an overall band."""
    if block.name is None or value["test"] not in ("ielts_general", "celpip_general"):
        return None
    match = re.compile(
        r"\s*(?:score|band|is|of|was|:|=|-|with|got)*\s*(\d(?:\.[05])?|1[0-2])(?![\d/.:,-]\S|\d|\s*(?:hours?|"
        r"years?|months?|weeks?|days?|times|and\b|,?\s*\d))",
        re.I,
    ).match(text, block.name.end())
    return (float(match[1]), match.start(1), match.end(1)) if match else None


#: Results that end on a day have been given.
_ENDS = re.compile(
    r"\b(?:expir(?:es?|ed|ing|y)|(?:is|are|was|still|stays?|remains?)? ?valid (?:un)?till?|runs? out|dies|lapses?|good (?:un)?till?)\b"
    r"(?: on| in| by)?",
    re.I,
)


def _not_taken(text: str, block: _Block, calendar: Calendar) -> dict[str, Any] | None:
    """No test so far: said so, or booked for a day to come."""
    first, last = sentence_of(text, block.anchor)
    sentence = text[first:last]
    if _NO_NEED.search(sentence) or _ENDS.search(sentence):
        return None
    if subject_at(text, block.anchor) == "spouse":
        return None
    none, planned = _NONE.search(sentence), _PLANNED.search(sentence)
    if not none and not planned and not _to_come(text, block, calendar):
        return None
    if none and re.search(r"\bresult", none.group(), re.I) and not planned:
        # Taken, but nothing is known of it yet: its day is no plan.
        return {"none": True}
    future = _planned(text, block.anchor, calendar)
    if (
        not none
        and planned
        and not future
        and not re.search(
            r"\b(?:book|schedul|register|prepar|tak|giv|sit|appear|writ|will|go(?:ing|nna)|plan)\w*",
            planned.group(),
            re.I,
        )
    ):
        return None
    return {"none": True, **future}


def _expires(text: str, block: _Block, calendar: Calendar) -> str | None:
    """The day on which results end, said right behind their test: "my IELTS expires 10 Dec 2026"."""
    behind = block.name.end() if block.name else block.end
    ends = _ENDS.search(text[behind : behind + _FAR_FROM_SCORES])
    if ends is None:
        return None
    for when in calendar.points():
        if 0 <= when.start - (behind + ends.end()) <= _SOON and when.grain in _EXACT:
            calendar.take(when)
            return when.first.isoformat()
    return None


def _date(text: str, block: _Block, spans: list[tuple[int, int]], value: dict[str, Any], calendar: Calendar) -> None:
    """The date nearest to the test: "in May 2025", "took it 3 months back"; of two, the one of the result."""
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    near: list[tuple[bool, int, When]] = []
    for when in calendar.points():
        if when.first > calendar.today:
            continue
        between = text[last : when.start] if when.start >= last else text[when.end : first]
        inside = first <= when.start < last
        if not inside and (len(between) > _FAR_FROM_SCORES or _NOT_A_TEST_DATE.search(between)):
            continue
        if when in calendar.dates or re.search(
            r"\b(?:results?|test|taken|dated|from)\s+(?:from|on|in|of)?\s*$", before(text, when.start), re.I
        ):
            if _NOT_A_TEST_DATE.search(before(text, when.start, 22)):
                continue
            result = bool(_RESULT.search(before(text, when.start, 25)))
            near.append((not result, 0 if inside else len(between), when))
    if not near:
        return
    _, _, when = min(near, key=lambda row: row[:2])
    for _, _, other in near:
        if other is when or block.start <= other.start < block.end:
            calendar.take(other)
    if when.grain not in _EXACT:
        return
    value["date"] = when.first.isoformat()
    if when.other:
        value["date_alternatives"] = [when.first.isoformat(), when.other.first.isoformat()]


def _joined(found: list[Mention]) -> list[Mention]:
    """A test named twice ("my IELTS ... IELTS in May") is one, when the second adds what the first lacks."""
    rows: list[Mention] = []
    for mention in found:
        same = next((i for i, row in enumerate(rows) if _same(row.value, mention.value)), None)
        if same is None:
            rows.append(mention)
            continue
        old = rows[same]
        merged = {**mention.value, **{key: v for key, v in old.value.items() if v is not None}}
        rows[same] = Mention("language_test", merged, old.start, max(old.end, mention.end))
    if any(r.value.get("none") for r in rows):
        taken = [r for r in rows if any(a in r.value for a in (*ABILITIES, "all", "unordered"))]
        rows = taken or [r for r in rows if r.value.get("none")][:1]
    useful = [r for r in rows if set(r.value) - {"test", "date", "spouse"} or r.value.get("date")]
    return useful or rows[:1]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one.get("none") or other.get("none") or one.get("spouse") != other.get("spouse"):
        return False
    if one.get("not_accepted") != other.get("not_accepted") or one.get("test") != other.get("test"):
        return False
    scored = [any(k in v for k in (*ABILITIES, "all", "unordered")) for v in (one, other)]
    return not all(scored)
