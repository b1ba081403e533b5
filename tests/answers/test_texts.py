"""What every answer that ships must be."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from answers import answer, topic_names, topics
from answers.phrases import FOLDER, phrase
from answers.topic import topic_of
from eligibility.parameters import FOLDER as PARAMETERS
from tests.answers.people import FULL, TODAY, assessed, jobs

FILES = sorted(FOLDER.glob("*/*.md"))
PEOPLE = {
    "nobody": {},
    "without work": {"jobs": [], "language_tests": []},
    "half told": jobs({"paid": None, "authorization": None}),
    "not yet": {**FULL, **jobs({})},
    "everything": FULL,
    "excluded": {**FULL, **jobs({"self_employed": True, "authorization": "none", "province": "QC"})},
}
ASSESSED = {name: assessed(facts) for name, facts in PEOPLE.items()}
#: Names that hold digits and are no numbers of the law.
NAMES = re.compile(
    r"\bNOC (?:2016|2021)\b|\bIMM \d{4}\b|\bBill C-12\b|\bT4A?s?\b|\bT1\b|\bC[12]\b|\bB[12]\b|\bA[0-9]{2}\b|https?://\S+"
)
ADDRESS = re.compile(r"https?://[^\s)>\]]*")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
MOST_WORDS = 110
NLU = FOLDER.parent / "data" / "nlu"
#: Topics that answer an intent outside ask/.
OWN_INTENTS = {"what_is_this_bot": "bot_challenge", "human_help": "human"}


def ids(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def said_raw(path: Path) -> list[str]:
    """Everything in a file that is said: cases and body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return [*(case["say"] for case in yaml.safe_load(head).get("cases") or []), body.replace("## More", "")]


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_no_number_of_the_law_is_typed_into_a_text(path: Path) -> None:
    for text in said_raw(path):
        rest = NAMES.sub("", PLACEHOLDER.sub("", text))
        assert not (found := re.findall(r"\S*\d\S*", rest)), found


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_plain_text_only(path: Path) -> None:
    for text in said_raw(path):
        assert "**" not in text and "](" not in text and "\nSource:" not in text and "<" not in text


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_addresses_are_well_formed(path: Path) -> None:
    topic = topic_of(path.stem, path.parent.name)
    shown = [address for text in said_raw(path) for address in ADDRESS.findall(text)]
    for address in [*shown, *(source.url for source in topic.sources)]:
        assert re.fullmatch(r"https?://[\w.-]+\.[a-z]{2,}(?::\d+)?(?:/[^\s]*[^\s.,;:]|/)?", address), address


@pytest.mark.parametrize("name", topic_names())
def test_next_topics_exist(name: str) -> None:
    following = topic_of(name).next
    assert set(following) <= set(topic_names()), set(following) - set(topic_names())
    assert name not in following and len(following) <= 3


@pytest.mark.parametrize("name", topic_names())
@pytest.mark.parametrize("person", PEOPLE)
def test_rendered(name: str, person: str) -> None:
    for more in (False, True):
        text = answer(name, PEOPLE[person], ASSESSED[person], TODAY, more=more).text
        assert not re.search(r"[{}]|None|  ", text), text
        lines = text.splitlines()
        assert [line.startswith("Source:") for line in lines] == [False] * (len(lines) - 1) + [True]
        assert re.search(r"checked \d{1,2} [A-Z][a-z]+ \d{4}", lines[-1])


@pytest.mark.parametrize("name", topic_names())
def test_short_and_begins_with_a_sentence(name: str) -> None:
    topic = topic_of(name)
    text = answer(name, {}, ASSESSED["nobody"], TODAY).text
    said = text.partition(f"\n{phrase('topics.more')}")[0].partition("\nSource:")[0]
    if topic.confidence != "high":
        said = said.replace(phrase(f"topics.confidence.{topic.confidence}"), "")
    assert len(said.split()) <= MOST_WORDS
    assert re.match(r"[A-Z\"$“\d].*?[.?!:](?:\s|$)", text.splitlines()[0])


@pytest.mark.parametrize("name", topic_names())
def test_every_case_can_be_said_of_somebody_or_nobody_at_all(name: str) -> None:
    """A case after one that always holds would never be said."""
    conditions = [case.when for case in topic_of(name).cases]
    assert (("always", True),) not in conditions[:-1]
    for earlier, later in ((a, b) for i, a in enumerate(topic_of(name).cases) for b in topic_of(name).cases[i + 1 :]):
        assert "{your." in earlier.say or not set(earlier.when) <= set(later.when), later.say


@pytest.mark.parametrize("name", topic_names())
def test_questions_are_short_enough_for_a_button(name: str) -> None:
    question = topic_of(name).question
    assert question.endswith("?") and len(question) <= 60


def test_questions_and_titles_are_told_apart() -> None:
    for key in ("question", "title"):
        said = [getattr(topic, key) for topic in topics()]
        assert len(said) == len(set(said))


@functools.cache
def raw_tree(tree: str) -> dict[str, Any]:
    """A file of parameters as written."""
    document: dict[str, Any] = yaml.safe_load((PARAMETERS / f"{tree}.yml").read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("name", topic_names())
def test_low_confidence_of_a_parameter_is_passed_on(name: str) -> None:
    """An answer is not surer than the parameters that it names."""
    raw = yaml.safe_load((FOLDER / "en" / f"{name}.md").read_text(encoding="utf-8").split("---\n")[1])
    rank = {"high": 0, "medium": 1, "low": 2}
    for named in raw.get("parameters") or []:
        tree, _, key = named.partition(".")
        confidence = raw_tree(tree)[key]["values"][-1].get("confidence", "high")
        if confidence == "low":
            assert rank[raw["confidence"]] > 0, named


def phrases_of(path: Path) -> dict[str, list[str]]:
    """The training phrases of a file by intent, in lower case."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    return {
        row["intent"]: [
            line.strip().removeprefix("- ").casefold() for line in row["examples"].splitlines() if line.strip()
        ]
        for row in rows
        if "intent" in row
    }


@pytest.mark.parametrize("name", sorted(set(topic_names()) - set(OWN_INTENTS)))
def test_training_phrases(name: str) -> None:
    """Enough different ones, and the topic's own question, which a button types."""
    found = phrases_of(NLU / "ask" / f"{name}.yml")
    assert list(found) == [f"ask/{name}"]
    said = found[f"ask/{name}"]
    assert len(set(said)) == len(said) >= 20
    assert topic_of(name).question.casefold() in said, topic_of(name).question


@pytest.mark.parametrize("name", sorted(OWN_INTENTS))
def test_topics_with_an_intent_of_their_own(name: str) -> None:
    assert name in topic_names()
    assert not (NLU / "ask" / f"{name}.yml").exists()
    known = [phrases_of(path) for path in NLU.glob("*.yml")]
    assert sum(len(found.get(OWN_INTENTS[name], ())) for found in known) >= 20


def test_no_training_phrase_belongs_to_two_topics() -> None:
    owner: dict[str, str] = {}
    for path in sorted((NLU / "ask").glob("*.yml")):
        for intent, said in phrases_of(path).items():
            for line in said:
                assert owner.setdefault(line, intent) == intent, (line, intent)
