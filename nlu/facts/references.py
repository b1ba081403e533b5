"""What a message points at: an option, a job told of before, a correction, something to drop."""

from __future__ import annotations

import re

from nlu.facts.mention import Mention

_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "last": -1, "latest": -1, "previous": -1, "current": -1, "other": -1,
}  # fmt: skip
_WORD = r"(?P<word>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last)"
_CHOICE = re.compile(
    rf"^\W*(?:the |i (?:mean|choose|pick) |it'?s |its |i'?d say )*(?:the )?{_WORD}(?: (?:one|option|group|choice))?\W*$",
    re.I,
)
_OPTION = re.compile(r"^\W*(?:option|number|no\.?|#)\s*(?P<n>\d)\W*$", re.I)
_NONE = re.compile(
    r"^\W*(?:none(?: of (?:these|those|them|the above))?|neither(?: of (?:these|them|those))?|something else|not (?:any|one) of (?:these|those|them))\W*$",
    re.I,
)
_JOB = re.compile(
    r"\b(?:my |the |that )?(?P<word>first|1st|second|2nd|third|3rd|fourth|4th|last|previous|other) (?:job|position|role|employer|one|company|work)\b",
    re.I,
)
_TITLED = re.compile(r"\b(?:my|the|that) (?P<title>[a-z][a-z -]{2,30}?) (?:job|position|role|work)\b", re.I)
_ALL = re.compile(
    r"\b(?:both|all(?: of)?(?: the| these| those| them| my| two| three)?)\s*(?:jobs?|positions?|roles?|of them|of these)?\b(?= (?:jobs?|were|was|are|in|on|full|part|paid|with|at|the)|$|\W*$)|\b(?:both|all of them|all jobs|each job|every job)\b",
    re.I,
)
_SAME = re.compile(
    r"\b(?:same as (?:before|above|the (?:other|first|last) (?:one|job)|previous)|the same(?: (?:hours|permit|city|place|again))?|same (?:hours|permit|thing|here))\b",
    re.I,
)
_NOT_X_BUT_Y = re.compile(r"\b(?P<new>\d[\d.,]*)\s*,?\s*(?:and )?not\s+(?P<old>\d[\d.,]*)\b", re.I)
_X_INSTEAD = re.compile(r"\b(?P<new>\d[\d.,]*)\s*(?:instead of|rather than)\s+(?P<old>\d[\d.,]*)\b", re.I)
_NOT_X = re.compile(
    r"\bnot\s+(?P<old>\d[\d.,]*)\s*,?\s*(?:but|it'?s|its|it is|it was)?\s*,?\s*(?P<new>\d[\d.,]*)\b", re.I
)
_MARKER = re.compile(
    r"^\W*(?:sorry|oops|actually|correction|wait|no,|nope,|i meant|i mean|my mistake|my bad|typo)\b|\b(?:i meant|actually|correction|i made a mistake|that'?s wrong|i was wrong|should be|let me correct)\b",
    re.I,
)  # fmt: skip
_DROP = re.compile(
    r"\b(?:drop|remove|delete|forget(?: about)?|ignore|take out|cancel|scratch)\s+(?:the |my |that |about )?[a-z0-9 -]{0,30}?\b(?:job|position|role|one)\b",
    re.I,
)


def references(text: str) -> list[Mention]:
    """``ordinal``, ``job_reference``, ``correction``, ``removal``."""
    found: list[Mention] = []
    if match := _CHOICE.match(text):
        found.append(
            Mention("ordinal", {"index": _ORDINALS[match["word"].lower()], "text": text.strip()}, 0, len(text))
        )
    elif match := _OPTION.match(text):
        found.append(Mention("ordinal", {"index": int(match["n"]) - 1, "text": text.strip()}, 0, len(text)))
    elif _NONE.match(text):
        found.append(Mention("ordinal", {"index": None, "none": True, "text": text.strip()}, 0, len(text)))
    if match := _DROP.search(text):
        found.append(Mention("removal", {"what": "job"}, match.start(), match.end()))
    for match in _JOB.finditer(text):
        index = _ORDINALS[match["word"].lower()]
        found.append(Mention("job_reference", {"index": index}, match.start(), match.end()))
    if not found:
        for match in _TITLED.finditer(text):
            if match["title"].lower() not in ("a", "current", "full-time", "part-time", "full time", "part time"):
                found.append(Mention("job_reference", {"title": match["title"]}, match.start(), match.end()))
    if match := _ALL.search(text):
        found.append(Mention("job_reference", {"all": True}, match.start(), match.end()))
    if match := _SAME.search(text):
        found.append(Mention("job_reference", {"same": True}, match.start(), match.end()))
    for pattern in (_NOT_X_BUT_Y, _X_INSTEAD, _NOT_X):
        if match := pattern.search(text):
            value = {"marker": "not", "old": _plain(match["old"]), "new": _plain(match["new"])}
            found.append(Mention("correction", value, match.start(), match.end()))
            break
    else:
        if match := _MARKER.search(text):
            found.append(
                Mention("correction", {"marker": match.group().strip(" ,").lower()}, match.start(), match.end())
            )
    return found


def _plain(text: str) -> str:
    return text.rstrip(".,").replace(",", "")
