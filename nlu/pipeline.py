"""The spaCy pipeline: a blank English one with our tokenizer and matchers. Nothing is downloaded."""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from nlu.gazetteer import Gazetteer

VOCABULARY = Path(__file__).parent / "vocabulary"

#: libyaml reads the long lists ten times as fast, where it is there.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: What the matchers look for, and the list that each reads.
KINDS = ("places", "permits", "schools", "workplaces")

#: More hyphens than this in a term are left as they are written.
_MOST_HYPHENS = 3
_TOKEN = re.compile(r"(?P<word>[^\W\d_]+|\d+|_+|[^\w\s]|\s+)(?P<space> ?)")
_UNKNOWN = "\ue000"


@dataclass(frozen=True)
class Name:
    """A term of our lists in a text: ``text`` as it is written there."""

    label: str
    start: int
    end: int
    text: str


class Tokenizer:
    """Words, numbers and single marks: linear in time for any text.

    spaCy keeps every word that it has seen for as long as it runs. Once `learned`, only the words of our own lists
    are kept, the others are blotted out at their length: nothing that people write stays in memory.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._known: set[str] | None = None
        self._seen: set[str] = set()

    def learned(self) -> None:
        """From now on no new word is kept."""
        self._known = self._seen

    def __call__(self, text: str) -> Doc:
        words, spaces = [], []
        for match in _TOKEN.finditer(text):
            words.append(self._kept(match["word"]))
            spaces.append(bool(match["space"]))
        return Doc(self._vocab, words=words, spaces=spaces)

    def _kept(self, word: str) -> str:
        if self._known is None:
            self._seen.add(word.lower())
            return word
        return word if word.lower() in self._known else _UNKNOWN * len(word)


@functools.cache
def pipeline() -> Language:
    """The pipeline; ``doc.spans`` holds what its matchers found, by the names of `KINDS`."""
    nlp = spacy.blank("en")
    tokenizer = Tokenizer(nlp.vocab)
    nlp.tokenizer = tokenizer
    for name in KINDS:
        nlp.add_pipe(name)
    tokenizer.learned()
    return nlp


def names(text: str) -> dict[str, tuple[Name, ...]]:
    """The places, permits, schools and workplaces that a text names, by kind, in the order of the text."""
    doc = pipeline()(text)
    found = {
        kind: tuple(
            Name(span.label_, span.start_char, span.end_char, text[span.start_char : span.end_char])
            for span in sorted(doc.spans[kind], key=lambda s: s.start)
        )
        for kind in KINDS
    }
    places = gazetteer().settled(text, ((name.label, name.start, name.end) for name in found["places"]))
    return found | {"places": tuple(Name(label, start, end, text[start:end]) for label, start, end in places)}


@functools.cache
def gazetteer() -> Gazetteer:
    """The names of places of ``places.yml``."""
    return Gazetteer(vocabulary("places"))


def vocabulary(name: str) -> dict[str, Any]:
    """One of the word lists of this folder."""
    document: dict[str, Any] = yaml.load((VOCABULARY / f"{name}.yml").read_text(encoding="utf-8"), _Loader)
    return document


def written(term: str) -> Iterator[str]:
    """A term as people write it: with its hyphens, with spaces or glued."""
    parts = term.split("-")
    if not 1 < len(parts) <= _MOST_HYPHENS + 1:
        yield term
        return
    for joints in product(("-", " ", ""), repeat=len(parts) - 1):
        yield "".join(part + joint for part, joint in zip(parts, (*joints, ""), strict=True))


def _matcher(nlp: Language, terms: dict[str, list[str]]) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for label, spoken in terms.items():
        matcher.add(label, [nlp.make_doc(form) for term in spoken for form in written(str(term))])
    return matcher


def _component(matcher: PhraseMatcher, key: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        spans = [Span(doc, start, end, label=label) for label, start, end in matcher(doc)]
        doc.spans[key] = filter_spans(spans)
        return doc

    return find


@Language.factory("places")
def create_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Provinces, cities, countries: labels ``province:ON``, ``country:IN``, ``canada:CA``, ``abroad:``.

    Names that only contain a place ("Bank of Montreal") are found as ``other:``.
    """
    return _component(_matcher(nlp, gazetteer().terms()), "places")


@Language.factory("permits")
def create_permits(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Names of permits and status; the label is the contract's value."""
    return _component(_matcher(nlp, vocabulary("permits")["authorization"]), "permits")


@Language.factory("schools")
def create_schools(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Colleges and universities in Canada; the label is ``canadian``."""
    of_provinces = (name for names in gazetteer().workplaces["schools"].values() for name in names)
    terms = {"canadian": list(dict.fromkeys((*vocabulary("education")["canadian_schools"], *of_provinces)))}
    return _component(_matcher(nlp, terms), "schools")


@Language.factory("workplaces")
def create_workplaces(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Hospitals, other big employers and schools that stand in one province: labels ``province:ON``."""
    terms: dict[str, list[str]] = {}
    for provinces in gazetteer().workplaces.values():
        for code, spoken in provinces.items():
            terms.setdefault(f"province:{code}", []).extend(spoken)
    return _component(_matcher(nlp, terms), "workplaces")
