"""Scores of a language test, in any order and format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlu.facts.numbers import number, tidy
from nlu.pipeline import vocabulary

ABILITIES = ("listening", "reading", "writing", "speaking")

_WORDS = vocabulary("language_tests")
_ABILITY = {word: ability for ability, words in _WORDS["abilities"].items() for word in words}
_ABILITY |= {short: ability for key in ("letters", "french_parts") for ability, short in _WORDS[key].items()}

# --- the parts that patterns are made of -------------------------------------------------------------------

_LONG_LABEL = "|".join(sorted((w for w in _ABILITY if len(w) > 2), key=len, reverse=True)).replace(" ", r"\s+")
_HALF = r"(?:[.][05]|,[05](?!\d|\s*,\s*\d|\s+\d))"
#: A score as somebody may write it with its ability: what can't be is refused in words, not passed over.
_ANY_SCORE = rf"\d{{1,3}}(?:{_HALF}|[.]\d)?"
_WORD_SCORE = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: point five| and a half| and half)?"
)
_SCORE = rf"(?:\d{{1,3}}{_HALF}?|{_WORD_SCORE})"
_NOT_A_SCORE = (
    r"(?!\d|[.,]\d|\s*(?:hours?|hrs?|h\b|%|years?|yrs?|months?|k\b|days?|weeks?|times|books?|letters?|pages?|"
    r"people|points? more))"
)
_ENDS_A_SCORE = r"(?![\d]|\.\d)"
_IS = (
    r"\s*(?:[:=–-]|->|\b(?:was|is|are)(?: (?:now|actually|currently|really|only|just))?\b|\bnow\b|\bband\b|\bscore\b|\bof\b|\bgot\b|\bgives\b|\bwhich (?:is|was)\b|\bwith\b|"
    r"\bi got\b|\bat\b)?\s*(?:\bi got\b|\ba\b)?\s*(?:(?:clb|nclc)\s*|[abc][12]\s*[:(,-]?\s*(?=\d{2}))?"
)
_IN = r"\s*(?:\bin\b|\bfor\b|\bon\b|\bat\b|\ben\b|[-–(])?\s*(?:the |my )?"
_NOT_INSIDE_A_WORD = r"(?<![A-Za-zÀ-ÿ'.])"

_LABEL_FIRST = re.compile(
    rf"(?<![A-Za-zÀ-ÿ'])(?P<ability>{_LONG_LABEL})(?![A-Za-zÀ-ÿ])\.?"
    rf"{_IS}(?<![\d.])(?P<score>{_ANY_SCORE}|{_WORD_SCORE}){_NOT_A_SCORE}",
    re.I,
)
_SCORE_FIRST = re.compile(rf"(?<![\w./-])(?P<score>{_SCORE}){_IN}\b(?P<ability>{_LONG_LABEL})\b", re.I)
_LETTER_FIRST = re.compile(
    rf"{_NOT_INSIDE_A_WORD}(?P<ability>[lrws])\s*[:=-]?\s*(?P<score>{_ANY_SCORE}){_NOT_A_SCORE}", re.I
)
_LETTER_AFTER = re.compile(
    rf"(?<![\w./-])(?P<score>\d{{1,3}}{_HALF}?)\s*[(-]?\s*(?P<ability>[lrws])(?![A-Za-zÀ-ÿ'])", re.I
)
_PART_FIRST = re.compile(rf"\b(?P<ability>co|ce|ee|eo)\s*[:=-]?\s*(?P<score>\d{{1,3}}){_NOT_A_SCORE}", re.I)
_PART_AFTER = re.compile(r"(?<![\w./-])(?P<score>\d{1,3})\s*(?:en |in )?(?P<ability>co|ce|ee|eo)\b", re.I)

_GAP = r"(?:\s*[,/|;–-]\s*|\s+and\s+|\s*,\s*and\s+|\s+et\s+|\s+)"
_ONE = rf"(\d{{1,3}}{_HALF}?)"
FOUR = re.compile(
    rf"(?<![\d.$/-]){_ONE}{_GAP}{_ONE}{_GAP}{_ONE}{_GAP}{_ONE}(?:s\b)?(?![\d/]|\.\d|\s*(?:hours?|hrs?|h\b|years?|"
    rf"months?|\$))",
    re.I,
)
_GLUED = re.compile(r"(?<![\w.])([4-9])([4-9])([4-9])([4-9])(?![\d.])")
#: "Listening, reading and speaking": one score may stand for all of them.
_JOINED = r"\s*(?:, and|, &|and|&|/|,|et|\+)\s*"
_LABELS = re.compile(rf"\b(?:{_LONG_LABEL})(?:{_JOINED}\b(?:{_LONG_LABEL})\b)+", re.I)
_LABEL = re.compile(rf"\b(?:{_LONG_LABEL})\b", re.I)
_ORDER_LETTERS = re.compile(
    r"(?<![A-Za-z])([lrws])[/, -]{0,2}([lrws])[/, -]{0,2}([lrws])[/, -]{0,2}([lrws])(?![A-Za-z])", re.I
)
_ORDER_WORDS = re.compile(rf"\b({_LONG_LABEL}){_GAP}({_LONG_LABEL}){_GAP}({_LONG_LABEL}){_GAP}({_LONG_LABEL})\b", re.I)

_EVERY = (
    r"(?:all|everything|each|every|overall in all|partout|toutes?|across the board|the board|across(?! (?:the|canada)))"
)
_PARTS = (
    r"(?:\s*(?:of them|the|four|4|bands?|modules?|sections?|abilities|ability|skills?|parts?|categor(?:y|ies)|one))*"
)
_NOT_OF_WORK = r"(?!\s*(?:hours?|jobs?|years?|months?|weeks?|days?|my jobs|of my))"
_ALL = re.compile(
    rf"(?<![\w./-])(?P<b>{_SCORE}'?s?)\+?\s*(?:in|on|for|across|at|of|dans|"
    rf"en)?\s*\(?\s*{_EVERY}\b{_PARTS}{_NOT_OF_WORK}|"
    rf"\b(?:all|straight|each|every(?:thing)?|four|partout)\s*(?:bands? |four |4 |sections? |skills? |ability |"
    rf"abilities |modules? |scores? )?"
    rf"(?:is |are |at |was |were |a |in |above )?(?P<c>{_SCORE}'?s?){_ENDS_A_SCORE}{_NOT_OF_WORK}(?!\s*(?:%|points))",
    re.I,
)
_LEVEL = re.compile(
    r"\b(?:clb|nclc)\s*(?:levels? |of |is |was |:|score )*(?P<a>\d{1,2})(?:'?s\b|(?P<plus>\+))?(?!\d|\.\d|"
    r"\s*(?:/|or|-|–|to)\s*(?:clb|nclc)?\s*\d)"
    r"(?!\s+(?:à|en|in|for|on|pour)\s+(?!ielts|celpip|pte|tef|tcf|english|french|my|the test|all|every))",
    re.I,
)
_WANTED_LEVEL = re.compile(
    r"\b(?:need\w*|requir\w*|minimum|min|reach\w*|aim\w*|target\w*|want\w*|get to|hope|hoping|achieve|below|"
    r"under|than|if|for|is enough|least)\b[^.,;!?]{0,25}$",
    re.I,
)
_EXCEPT = re.compile(r"\b(?:except|but|apart from|other than|besides|sauf)\b", re.I)
_BUT_ONE = re.compile(rf"(?<![\w./-])(?P<n>{_SCORE})'?s?,?\s+(?:except|apart from|other than|besides|sauf)\b", re.I)
_OTHERS = r"(?:rest|others?|everything else|all others?|other three|remaining(?: three)?|the other 3|reste|autres)"
_REST = re.compile(
    rf"\b(?:the |all |all the )*{_OTHERS}(?: (?:are|is|was|were|all|bands?|of them|at|above|"
    rf"i got))*\s*[:=]?\s*(?P<n>{_SCORE})s?(?P<plus>\+| or (?:more|above|higher|better)| plus)?{_ENDS_A_SCORE}|"
    rf"(?<![\w./-])(?P<n2>{_SCORE})s?(?P<plus2>\+| or (?:more|above|higher|better))?\s*(?:in|for|on|"
    rf"dans)\s*(?:all )?(?:the )?{_OTHERS}\b",
    re.I,
)
_OVERALL = re.compile(
    rf"\boverall\s*(?:band |score |of |is |was |:|a )*(?P<a>{_SCORE}){_ENDS_A_SCORE}|"
    rf"(?<![\w./-])(?P<b>{_SCORE})\s*overall\b|"
    rf"\b(?:band|overall|average)\s*(?:score )?(?:of |is |was |:)?\s*(?P<c>{_SCORE}){_ENDS_A_SCORE}",
    re.I,
)
_ASSERTED = re.compile(r"[:=]|\b(?:clb|nclc|is|was|got|score|band|of)\b", re.I)
#: "List" by itself is a list.
_A_LIST = re.compile(r"list\b", re.I)
_FEW_WORDS = 7


@dataclass(frozen=True)
class Score:
    """A score that names its ability."""

    start: int
    end: int
    ability: str
    value: float
    letter: bool


def value_of(written: str) -> float:
    """ "7,5", "7s" or "six point five" as a number."""
    text = written.lower().strip().rstrip("'s").strip() if not written[0].isalpha() else written.lower()
    word, _, half = text.partition(" ")
    if half.endswith(("point five", "half")):
        return (number(word) or 0) + 0.5
    if word.rstrip("s") and number(word) is None:
        word = word.rstrip("'s")
    return float(number(word) or 0)


def labelled(text: str, french: bool) -> list[Score]:
    """Scores that name their ability, whichever of the two comes first; no ability twice in a row."""
    rows = _aligned(text, _LABEL_FIRST, _SCORE_FIRST, False)
    if french:
        rows += _besides(rows, _aligned(text, _PART_FIRST, _PART_AFTER, True))
    letters = _aligned(text, _LETTER_FIRST, _LETTER_AFTER, True)
    rows += _besides(rows, letters)
    rows += _shared(text, rows)
    few = len({row.ability for row in rows if row.letter}) < 2
    rows = [row for row in rows if not (row.letter and few and len(rows) < 3)]
    if len(rows) == 1 and not _is_told(text, rows[0]):
        return []
    if all(_A_LIST.match(text, row.start) for row in rows):
        return []
    return sorted(rows, key=lambda row: row.start)


def _aligned(text: str, first: re.Pattern[str], after: re.Pattern[str], letter: bool) -> list[Score]:
    """Both ways of writing read the same row of words; the way that fits more of them is meant."""
    ahead, behind = _rows(text, first, letter), _rows(text, after, letter)
    chosen, other = (behind, ahead) if len(behind) > len(ahead) else (ahead, behind)
    seen = {row.ability for row in chosen}
    return chosen + [row for row in _besides(chosen, other) if row.ability not in seen and not letter]


def _rows(text: str, pattern: re.Pattern[str], letter: bool) -> list[Score]:
    return [
        Score(
            m.start(),
            m.end(),
            _ability(m["ability"]),
            value_of(m["score"]),
            letter,
        )
        for m in pattern.finditer(text)
    ]


def _besides(rows: list[Score], more: list[Score]) -> list[Score]:
    return [m for m in more if not any(m.start < r.end and r.start < m.end for r in rows)]


def _shared(text: str, rows: list[Score]) -> list[Score]:
    """ "9 in listening, reading and speaking": the score is said once for all."""
    found: list[Score] = []
    for run in _LABELS.finditer(text):
        labels = list(_LABEL.finditer(text, run.start(), run.end()))
        holds = [next((r for r in rows if r.start < m.end() and m.start() < r.end), None) for m in labels]
        givers = [row for row in holds if row is not None]
        if len(givers) != 1:
            continue
        for match, row in zip(labels, holds, strict=True):
            ability = _ability(match.group())
            if row is None and ability not in {r.ability for r in (*rows, *found)}:
                found.append(Score(*match.span(), ability, givers[0].value, False))
    return found


def _ability(written: str) -> str:
    return _ABILITY[" ".join(written.lower().split())]


def _is_told(text: str, row: Score) -> bool:
    """One score alone counts where the words leave no doubt: "writing: 6.5", "7 in writing"."""
    written = text[row.start : row.end]
    return not row.letter and (
        written[0].isdigit()
        or bool(_ASSERTED.search(written))
        or len(text.split()) <= _FEW_WORDS
        or "." in written
        or " point five" in written.lower()
    )


def four(text: str, start: int, end: int) -> tuple[list[float], int, int] | None:
    """Four scores in a row without names, and where they stand."""
    match = FOUR.search(text, start, end)
    return ([value_of(g) for g in match.groups()], match.start(), match.end()) if match else None


def glued(text: str, start: int, end: int) -> tuple[list[float], int, int] | None:
    """ "7777"."""
    match = _GLUED.search(text, start, end)
    return ([float(g) for g in match.groups()], match.start(), match.end()) if match else None


def order(text: str, start: int, end: int) -> tuple[list[str], int, int] | None:
    """The order in which four scores are given: "LRWS", "listening reading writing speaking"."""
    for pattern in (_ORDER_LETTERS, _ORDER_WORDS):
        for match in pattern.finditer(text, start, end):
            names = [_ability(g) for g in match.groups()]
            if len(set(names)) == len(ABILITIES):
                return names, match.start(), match.end()
    return None


def every(text: str, start: int, end: int) -> tuple[float, int, int] | None:
    """One score for all four: "7 in everything", "all 7s", "CLB 9"."""
    if match := _ALL.search(text, start, end):
        return value_of(match["b"] or match["c"]), match.start(), match.end()
    match = _LEVEL.search(text, start, end)
    if match is None or match["plus"] or _WANTED_LEVEL.search(text[max(0, match.start() - 60) : match.start()]):
        return None
    return float(match["a"]), match.start(), match.end()


def excepting(text: str, start: int, end: int) -> bool:
    """Whether one score for all is followed by an exception: "all 7.5 except writing"."""
    return bool(_EXCEPT.search(text, start, end))


def excepted(text: str, start: int, end: int) -> tuple[float, int, int] | None:
    """The score before an exception: "CELPIP 9 except writing 7"."""
    match = _BUT_ONE.search(text, start, end)
    return (value_of(match["n"]), match.start("n"), match.end("n")) if match else None


def rest(text: str, start: int, end: int) -> tuple[float | None, int, int] | None:
    """The score of the abilities not named; no number when only a lower bound is given ("7+")."""
    match = _REST.search(text, start, end)
    if match is None:
        return None
    bound = match["plus"] or match["plus2"]
    return (None if bound else value_of(match["n"] or match["n2"])), match.start(), match.end()


def overall(text: str, start: int, end: int) -> tuple[float, int, int] | None:
    """An overall band."""
    match = _OVERALL.search(text, start, end)
    return (value_of(match["a"] or match["b"] or match["c"]), match.start(), match.end()) if match else None


def plain(value: float) -> float | int:
    """8.0 as 8."""
    return tidy(value)
