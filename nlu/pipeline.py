"""The spaCy pipeline: a blank English one with our tokenizer exceptions and matchers. Nothing is downloaded."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.symbols import ORTH
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

VOCABULARY = Path(__file__).parent / "vocabulary"

#: Written as one word, meant as two: without this the matchers would not see the second.
_GLUED = {"wk": "/wk", "week": "/week"}


@functools.cache
def pipeline() -> Language:
    """The pipeline; ``doc.spans["places"]`` and ``doc.spans["permits"]`` hold what its matchers found."""
    nlp = spacy.blank("en")
    for written in ("st.", "St.", "b.c.", "B.C.", "u.s.", "U.S.", "u.k.", "U.K.", "u.a.e."):
        nlp.tokenizer.add_special_case(written, [{ORTH: written}])
    for unit in _GLUED.values():
        nlp.tokenizer.add_special_case(unit, [{ORTH: "/"}, {ORTH: unit[1:]}])
    nlp.add_pipe("places")
    nlp.add_pipe("permits")
    return nlp


def _matcher(nlp: Language, terms: dict[str, list[str]]) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for label, written in terms.items():
        matcher.add(label, [nlp.make_doc(str(term)) for term in written])
    return matcher


def _load(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((VOCABULARY / f"{name}.yml").read_text(encoding="utf-8"))
    return document


def _component(matcher: PhraseMatcher, key: str) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        spans = [Span(doc, start, end, label=label) for label, start, end in matcher(doc)]
        doc.spans[key] = filter_spans(spans)
        return doc

    return find


@Language.factory("places")
def create_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Provinces, cities, countries: labels ``province:ON``, ``country:IN``, ``canada:CA``, ``abroad:``."""
    vocabulary = _load("places")
    terms = {f"province:{code}": written for code, written in vocabulary["provinces"].items()}
    terms |= {f"country:{code}": written for code, written in vocabulary["countries"].items()}
    terms |= {"canada:CA": vocabulary["canada"], "abroad:": vocabulary["abroad"]}
    return _component(_matcher(nlp, terms), "places")


@Language.factory("permits")
def create_permits(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Names of permits and status; the label is the contract's value."""
    return _component(_matcher(nlp, _load("permits")["authorization"]), "permits")
