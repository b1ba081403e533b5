"""Which names of places are looked for, and whether a word that is more than a name is meant as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

#: Before a name that is an ordinary word as well: "in Hope".
_IN = re.compile(r"\b(?:in|near|around)\s+$", re.I)
#: Before a name with its province: "cook in delta bc".
_PLACED = re.compile(r"(?:\b(?:in|at|near|from|around|to|of|outside)\s+(?:the )?|[,;/|(:–-]\s*)$", re.I)
#: "In Mission Control", "in Hope of": more of a name, or no name.
_MORE_OF_A_NAME = re.compile(r"\s+(?:[A-Z][a-z]|of\b)|[-'&]")
#: "Paris, on and off": no province unless something ends there or the next thing begins.
_GOES_ON = re.compile(r"\s+(?!(?:since|from|for|as|with|canada|and (?:i|my|am)|\d))[a-z]", re.I)
#: The label of names that are none without their province.
_ALONE_NONE = "joined:"
#: Label, start and end of a name.
Found = tuple[str, int, int]
#: Longer than this a province is written out.
_SHORT = 3


class Gazetteer:
    """The names of ``places.yml``: built from its document."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._words = words
        #: Employers and schools that stand in one province, by kind and province.
        self.workplaces: dict[str, dict[str, list[str]]] = words["workplaces"]
        #: Names of people and common words: a place only after "in", "from", a comma.
        self.also_names = frozenset(words["also_names"])
        self._ordinary = frozenset(name for row in words["ordinary_words"] for name in row["names"])
        #: The label of a name by what it is called after: ``{"windsor": {"ns": "province:NS"}}``.
        self._joined: dict[str, dict[str, str]] = {}
        for row in words["with_their_place"]:
            for name in row["names"]:
                self._joined.setdefault(name, {}).update(dict.fromkeys(row["called"], row["label"]))
        called = sorted({c for row in words["with_their_place"] for c in row["called"]}, key=len, reverse=True)
        self._called = re.compile(rf"(?P<joint>,? ?\(?)\b(?P<called>{'|'.join(map(re.escape, called))})\b\)?", re.I)

    def terms(self) -> dict[str, list[str]]:
        """Every name to look for, by label: ``province:ON``, ``country:IN``, ``canada:CA``, ``abroad:``, ``other:``."""
        words = self._words
        terms = {f"province:{code}": list(spoken) for code, spoken in words["provinces"].items()}
        terms |= {f"country:{code}": list(spoken) for code, spoken in words["countries"].items()}
        for row in words["ordinary_words"]:
            terms[row["label"]] += row["names"]
        known = {name for spoken in terms.values() for name in spoken}
        terms[_ALONE_NONE] = [name for name in self._joined if name not in known]
        return terms | {"canada:CA": words["canada"], "abroad:": words["abroad"], "other:": words["not_places"]}

    def settled(self, text: str, found: Iterable[Found]) -> list[Found]:
        """What is meant of the names found, in their order; a name and the province after it are one."""
        rows: list[Found] = []
        for label, start, end in found:
            if rows and start < rows[-1][2]:
                continue
            joined = self._with_its_place(text, start, end)
            if joined is not None:
                rows.append(joined)
            elif label != _ALONE_NONE and self._meant(text, start, end):
                rows.append((label, start, end))
        return rows

    def _with_its_place(self, text: str, start: int, end: int) -> Found | None:
        written = text[start:end]
        labels = self._joined.get(written.lower())
        match = self._called.match(text, end) if labels else None
        if not labels or not match or match["called"].lower() not in labels:
            return None
        called, label = match["called"], labels[match["called"].lower()]
        plainly = len(called) > _SHORT or (called.isupper() and not text.isupper())
        if called.lower() == "on" and not plainly and (not match["joint"].strip() or _GOES_ON.match(text, match.end())):
            return None
        opens = start == 0 and written.lower() not in self._ordinary
        if not plainly and not opens and not _PLACED.search(text[max(0, start - 15) : start]):
            return None
        return label, start, match.end()

    def _meant(self, text: str, start: int, end: int) -> bool:
        """Whether a name that is an ordinary word as well is meant as one; other names always are."""
        written = text[start:end]
        if written.lower() not in self._ordinary:
            return True
        if len(written) == 2 and (text.isupper() or not written.isupper()):
            return False
        if len(written) > 2 and (written.isupper() or not written[:1].isupper()):
            return False
        return bool(_IN.search(text[max(0, start - 15) : start])) and not _MORE_OF_A_NAME.match(text, end)
