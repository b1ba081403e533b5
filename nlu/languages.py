"""Which language a message is in, by its script, its accents and its smallest words. Nothing is downloaded.

Short function words give a language away sooner than anything else: ``vocabulary/languages.yml`` lists them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml

_VOCABULARY = Path(__file__).parent / "vocabulary" / "languages.yml"
#: A word, with its apostrophe: "j'" is French, the letter alone is not.
_TOKEN = re.compile(r"[^\W\d_]+'?")
ENGLISH = "en"
UNDETERMINED = "und"


@functools.cache
def _vocabulary() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_VOCABULARY.read_text(encoding="utf-8"))
    words = {code: frozenset(map(str, listed.split())) for code, listed in loaded["words"].items()}
    letters = {code: frozenset(listed) for code, listed in loaded["letters"].items()}
    return {"words": words, "letters": letters, "scripts": loaded["scripts"]}


def other_language(text: str) -> str | None:
    """ISO 639-1 code of the language that ``text`` is in, ``und`` for one that can't be named, ``None`` for
    English and for what no language can be told of (names, scores, dates)."""
    if found := _by_script(text):
        return found
    text = text.casefold().replace("’", "'")
    tokens = _TOKEN.findall(text)
    if not tokens:
        return None
    vocabulary = _vocabulary()
    counts = {code: sum(token in words for token in tokens) for code, words in vocabulary["words"].items()}
    english = counts.pop(ENGLISH)
    for code, letters in vocabulary["letters"].items():
        if code in counts:
            counts[code] += sum(any(letter in letters for letter in token) for token in tokens) / 2
    best = max(counts, key=lambda code: counts[code])
    share = counts[best] / len(tokens)
    if counts[best] >= 2 and counts[best] > 1.5 * english and share >= 0.2:
        return best
    if english == 0 and counts[best] >= 1 and share >= 0.5:
        return best
    return None


def _by_script(text: str) -> str | None:
    """The language of a script that is not Latin, when most letters are in it."""
    letters = [letter for letter in text if letter.isalpha()]
    scripts = [unicodedata.name(letter, "").partition(" ")[0] for letter in letters]
    foreign = [script for script in scripts if script != "LATIN"]
    if len(foreign) * 2 <= len(letters):
        return None
    known: dict[str, str] = _vocabulary()["scripts"]
    if "HIRAGANA" in foreign or "KATAKANA" in foreign:
        return "ja"
    common = max(set(foreign), key=foreign.count)
    code = known.get(common, UNDETERMINED)
    for language, own in _vocabulary()["letters"].items():
        if known.get(f"{common}/{language}") and any(letter in own for letter in text.casefold()):
            return str(language)
    return code
