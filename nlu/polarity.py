"""Yes, no, don't know: the short answers that the open question gives a meaning to."""

from __future__ import annotations

import re
from typing import Literal

Polarity = Literal["yes", "no", "unsure"]

_START = r"^[^\w👍👎✅❌]*"
_END = r"(?=\W|$)"
_LEAD = r"(?:(?:hmm+|um+|uh+|well|oh|ah|so|honestly|sorry|ben|euh),?\s+)*"

# --- don't know ------------------------------------------------------------------------------------------------

_I = r"(?:(?:i|im|i'm|i am|am|we)\s+)?(?:really\s+|honestly\s+)?"
_NOT = r"(?:do ?n[o']?t|don ?t|dont|do not|not|no|haven'?t|have no|can'?t|cannot|couldn'?t)"
_KNOW = r"(?:know|sure|remember|recall|certain|clue|idea|tell|say exactly)"
_UNSURE = re.compile(
    rf"{_START}{_LEAD}{_I}{_NOT}\s+(?:really\s+|quite\s+|even\s+|exactly\s+|100% ?|too\s+|very\s+|"
    rf"(?:have )?(?:a |any )?)?{_KNOW}\b"
    rf"|{_START}{_LEAD}(?:idk|dunno|no idea|no clue|unsure|not sure|can'?t (?:say|remember|recall)|i forgot|"
    rf"i forget|it depends|depends)\b"
    rf"|{_START}{_LEAD}(?:maybe|perhaps|possibly|hard to say|yes and no|who knows|peut-être)\b"
    rf"|{_START}(?:je ne sais pas|j'sais pas|je sais pas|aucune idée|pas sûre?)\b",
    re.I,
)

# --- yes and no ------------------------------------------------------------------------------------------------

_YES = re.compile(
    rf"{_START}{_LEAD}(?:y+e+s+|yeah+|yea|ye|yep|yup|yess?ir|ya|y|correct|exactly(?! \d)|sure|of course(?! not)|"
    rf"certainly|definitely|absolutely(?! not)|"
    r"true|ok|okay|k|indeed|agreed?|confirm(?:ed)?|perfect|right(?! (?:now|after|before|away|here|there|from))|"
    r"that'?s (?:right|correct|it|true|me)|all (?:good|correct|right|true|of (?:it|that|them) (?:is|"
    r"are) (?:right|correct|true))|all of (?:it|that)|"
    r"i (?:do|did|was|am|have|still do|still am|think so|guess so|believe so|guess|suppose so)\W*$|we do\W*$|"
    r"it (?:is|was|does|did)\W*$|"
    r"still (?:do|am|there|working|here)\b|oui|ouais|d'accord|exact|bien sûr|👍|✅)"
    rf"{_END}",
    re.I,
)
_NO = re.compile(
    rf"{_START}{_LEAD}(?:no+(?! (?:idea|clue|problem|worries|rush|need to))|nope|nah|naw|n|not (?:really|at all|"
    rf"yet|true|correct|right|exactly|now|that|any more|anymore)|"
    r"of course not|absolutely not|certainly not|never(?! mind)|none|nothing(?! else)|non|incorrect|wrong|false|"
    r"neither|nay|negative|"
    r"i (?:don'?t|didn'?t|wasn'?t|haven'?t|am not|do not|did not|have not|was not)\W*$|i'?m not\W*$|"
    r"i don'?t think so|don'?t think so|"
    r"it (?:isn'?t|wasn'?t|doesn'?t|didn'?t|is not|was not)\W*$|no thanks?|pas (?:du tout|encore|vraiment)|"
    r"aucune?|jamais|nan|👎|❌)"
    rf"{_END}",
    re.I,
)

#: "No wait", "nope actually", "no I mean", "no, 2022": what follows puts something right.
_CORRECTS = re.compile(
    rf"{_START}{_LEAD}(?:no+|nope|nah|non)\b[\s,.!:;–-]*(?:(?:(?:wait|hold on|hang on|sorry|oops|actually|in fact|"
    r"rather|correction|i mean|i meant|make (?:that|it)|(?:it|that) should (?:be|say)|should be)\b[\s,.!:;–-]*)+"
    r"(?=\w)|(?=\d))",
    re.I,
)
_DENIES = re.compile(r"(?:\w+\s+){0,3}(?:never|not|\w+n'?t|no|none|nothing)\b", re.I)


def polarity(text: str) -> Polarity | None:
    """How a message opens: ``yes``, ``no``, ``unsure``, or ``None`` when it takes no side.

    "No, 2022" and "no wait, it was a PGWP" correct what was said before and take no side themselves; what comes
    after "no, I was an employee" is left to whoever asked.
    """
    text = text[:200].replace("’", "'")
    if match := _CORRECTS.match(text):
        rest = text[match.end() :]
        return _side(rest) or ("no" if _DENIES.match(rest) else None)
    return _side(text)


def _side(text: str) -> Polarity | None:
    if _UNSURE.search(text):
        return "unsure"
    if _YES.search(text):
        return "yes"
    if _NO.search(text):
        return "no"
    return None
