"""Yes, no, don't know: the short answers that the open question gives a meaning to."""

from __future__ import annotations

import re
from typing import Literal

Polarity = Literal["yes", "no", "unsure"]

_UNSURE = re.compile(
    r"^\W*(?:(?:i|im|i'm|am)\s+)?(?:really\s+)?(?:do ?n[o']?t|don ?t|dont|not|no|havent|haven't)\s+"
    r"(?:really\s+|quite\s+|have (?:a |any )?)?(?:know|sure|remember|recall|certain|clue|idea)\b"
    r"|^\W*(?:idk|dunno|no idea|no clue|unsure|not sure|can'?t (?:say|remember|recall))\b"
    r"|^\W*(?:maybe|perhaps|hard to say)\b",
    re.I,
)
_YES = re.compile(
    r"^\W*(?:yes|yess+|yeah|yea|yep|yup|ya|y|correct|right|exactly|sure|of course|absolutely|true|"
    r"ok|okay|indeed|that'?s (?:right|correct|it|true)|all (?:good|correct|right|of (?:it|that))|"
    r"oui|i (?:do|did|was|am|have|still do|still am)\W*$|still (?:do|am|there|working)\b)(?=\W|$)",
    re.I,
)
_NO = re.compile(
    r"^\W*(?:no|nope|nah|naw|n|not really|not at all|never|none|nothing|non|incorrect|wrong|false|"
    r"i (?:don'?t|didn'?t|wasn'?t|haven'?t|am not|do not|did not)\W*$|neither|no thanks?)(?=\W|$)",
    re.I,
)


def polarity(text: str) -> Polarity | None:
    """How a message opens: ``yes``, ``no``, ``unsure``, or ``None`` when it takes no side.

    "No, 2022" opens with *no* and goes on to say something; whoever asks decides what counts more.
    """
    if _UNSURE.search(text):
        return "unsure"
    if _YES.search(text):
        return "yes"
    if _NO.search(text):
        return "no"
    return None
