"""The tokenizer and the matchers of the pipeline."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.pipeline import KINDS, names, pipeline, vocabulary, written


def labels(text: str, kind: str) -> list[str]:
    return [name.label for name in names(text)[kind]]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_offsets_are_those_of_the_text(text: str) -> None:
    doc = pipeline()(text)
    assert len(doc.text) == len(text)
    for kind in KINDS:
        for name in names(text)[kind]:
            assert text[name.start : name.end] == name.text


def test_words_of_people_are_blotted_out() -> None:
    doc = pipeline()("Zbigniew works in Toronto")
    assert "Zbigniew" not in doc.text and "Toronto" in doc.text


def test_a_glued_unit_is_seen() -> None:
    assert labels("40/wk Toronto/ON", "places") == ["province:ON", "province:ON"]


def test_the_longest_name_wins() -> None:
    assert labels("spousal open work permit", "permits") == ["open_work_permit"]
    assert labels("Bank of Montreal", "places") == ["other:"]
    assert labels("St. John's", "places") == ["province:NL"]
    assert labels("B.C. and the U.K.", "places") == ["province:BC", "country:GB"]


def test_capitals_make_no_difference() -> None:
    assert labels("TORONTO toronto ToRoNtO", "places") == ["province:ON"] * 3


def test_a_hyphen_may_be_a_space_or_nothing() -> None:
    assert set(written("post-grad permit")) == {"post-grad permit", "post grad permit", "postgrad permit"}
    assert list(written("permit")) == ["permit"]
    assert labels("post grad permit, postgrad permit, co op permit", "permits") == ["pgwp", "pgwp", "study_permit_coop"]


def test_no_name_stands_under_two_labels() -> None:
    for kind, lists in (
        ("permits", [vocabulary("permits")["authorization"]]),
        ("places", [vocabulary("places")["provinces"], vocabulary("places")["countries"]]),
    ):
        seen: dict[str, str] = {}
        for rows in lists:
            for label, terms in rows.items():
                for term in {str(t).lower() for t in terms}:
                    assert seen.setdefault(term, label) == label, (kind, term)


def test_schools() -> None:
    assert labels("I studied at Seneca College and McGill", "schools") == ["canadian", "canadian"]
