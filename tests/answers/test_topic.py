"""Reading a topic's file, and how its answer is put together."""

from __future__ import annotations

from pathlib import Path

import pytest

import answers.topic as topic_module
from answers import Reply, answer, question_of, topic_names, topics
from answers.phrases import phrase
from answers.topic import Topic, TopicError, read
from tests.answers.people import FULL, TODAY, assessed, jobs

HEAD = """title: Funds
question: Do I need funds?
parameters: [cec.required_hours, cec.full_time_hours_per_week]
confidence: high
"""
BODY = "You need\n{cec.required_hours} hours.\n\nSecond paragraph:\n- one\n  more\n- two\n"


def write(folder: Path, head: str = HEAD, body: str = BODY, name: str = "sample") -> Path:
    """A topic's file."""
    folder = folder / "en"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(f"---\n{head}---\n{body}", encoding="utf-8")
    return path


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Lets `answer` find a topic that is not in the folder."""

    def use(topic: Topic) -> None:
        monkeypatch.setattr(topic_module, "topic_of", lambda name, lang="en": topic)

    return use


def test_read(tmp_path: Path) -> None:
    topic = read(write(tmp_path, body=f"{BODY}\n## More\n\nThe rest, {{cec.look_back_months}} months.\n"))
    assert (topic.name, topic.lang, topic.title, topic.question) == ("sample", "en", "Funds", "Do I need funds?")
    assert topic.short == "You need {cec.required_hours} hours.\n\nSecond paragraph:\n• one more\n• two"
    assert topic.more == "The rest, {cec.look_back_months} months."
    named = (("cec", "required_hours"), ("cec", "full_time_hours_per_week"))
    assert topic.parameters == topic.rests_on(topic.short) == named
    assert topic.rests_on(topic.more) == (*named, ("cec", "look_back_months"))
    assert topic.next == () and topic.cases == () and topic.sources == ()


@pytest.mark.parametrize(
    ("head", "body", "complaint"),
    [
        (HEAD + "colour: red\n", BODY, "unknown keys colour"),
        (HEAD.replace("title: Funds\n", ""), BODY, "needs a title"),
        (HEAD.replace("question: Do I need funds?\n", ""), BODY, "needs a question"),
        (HEAD.replace("high", "sure"), BODY, "confidence is one of high, medium, low"),
        (HEAD.replace("cec.required_hours", "cec.hours"), BODY, "no parameter cec.hours"),
        (HEAD.replace("cec.required_hours", "hours"), BODY, "named tree.name"),
        (HEAD, "Text {cec.hours}.", "no parameter cec.hours"),
        (HEAD, "Text.\n\n## More\nRest {cec.hours}.", "no parameter cec.hours"),
        (HEAD, "Text {your.age}.", "cases only"),
        (HEAD, "Text.\n## More\na\n## More\nb", "more than one part More"),
        (HEAD, "Text.\n## Other\na", "the only heading is ## More"),
        (HEAD, "\n", "has no text"),
        (HEAD + "cases: [{when: rich, say: Yes.}]\n", BODY, "no condition rich"),
        (HEAD + "cases: [{when: not rich, say: Yes.}]\n", BODY, "no condition rich"),
        (HEAD + "cases: [{when: always}]\n", BODY, "a case has a condition"),
        (HEAD + 'cases: [{when: always, say: "{your.shoe_size}"}]\n', BODY, "no such value"),
        (HEAD + "cases: always\n", BODY, "cases is a list"),
        (HEAD + "sources: [{title: A}]\n", BODY, "a source has a title, a url and a day"),
        (HEAD + "sources: [{title: A, url: 'x', checked: 2026-01-01}]\n", BODY, "x is no web address"),
        (HEAD + "sources: [{title: A, url: 'https://x.ca', checked: soon}]\n", BODY, "the checked of a source"),
        ("title: A\nquestion: B?\nconfidence: high\n", "No numbers.", "needs parameters or sources"),
        ("- a\n", BODY, "the head is a mapping"),
        ("a: [\n", BODY, "the head is no YAML"),
    ],
)
def test_refused_by_name_of_the_file(tmp_path: Path, head: str, body: str, complaint: str) -> None:
    path = write(tmp_path, head, body)
    with pytest.raises(TopicError, match=r"^en/sample\.md: ") as caught:
        read(path)
    assert complaint in str(caught.value)


def test_a_file_without_head_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.md"
    path.write_text("Just text.\n", encoding="utf-8")
    with pytest.raises(TopicError, match="begins with a head"):
        read(path)


def test_layout(tmp_path: Path, sample) -> None:  # type: ignore[no-untyped-def]
    sample(
        read(
            write(
                tmp_path,
                HEAD + 'cases: [{when: has_jobs, say: "You: {your.counted_hours}."}]\nnext: [work_experience_hours]\n',
                "Short {cec.required_hours}.\n\n## More\nThe rest.\n",
            )
        )
    )
    facts = jobs({})
    source = "Source: IRPR 87.1(2)(a); IRPR 73(1) – rules checked 15 June 2026."
    invitation = phrase("topics.more")
    assert answer("sample", {}, assessed({}), TODAY).text == f"Short 1,560.\n{invitation}\n{source}"
    assert (
        answer("sample", facts, assessed(facts), TODAY).text == f"You: 1,153.\n\nShort 1,560.\n{invitation}\n{source}"
    )
    assert answer("sample", facts, assessed(facts), TODAY, more=True).text == f"You: 1,153.\n\nThe rest.\n{source}"


def test_without_more(tmp_path: Path, sample) -> None:  # type: ignore[no-untyped-def]
    sample(read(write(tmp_path, body="Short.\n")))
    assert phrase("topics.more") not in answer("sample", {}, assessed({}), TODAY).text
    assert answer("sample", {}, assessed({}), TODAY, more=True).text.startswith(phrase("replies.more_nothing"))


@pytest.mark.parametrize("confidence", ["medium", "low"])
def test_confidence_is_said(tmp_path: Path, sample, confidence: str) -> None:  # type: ignore[no-untyped-def]
    sample(read(write(tmp_path, HEAD.replace("high", confidence), "Short.\n\n## More\nRest.\n")))
    for more in (False, True):
        assert phrase(f"topics.confidence.{confidence}") in answer("sample", {}, assessed({}), TODAY, more=more).text


def test_the_first_case_that_can_be_said(tmp_path: Path, sample) -> None:  # type: ignore[no-untyped-def]
    cases = """cases:
  - {when: not has_jobs, say: "No jobs."}
  - {when: [has_jobs, excluded_self_employed], say: "Own business."}
  - {when: has_jobs, say: "Until {your.test_valid_until}."}
  - {when: has_jobs, say: "Some job."}
"""
    sample(read(write(tmp_path, HEAD + cases, "Short.\n")))

    def first(facts: dict) -> str:  # type: ignore[type-arg]
        return answer("sample", facts, assessed(facts), TODAY).text.splitlines()[0]

    assert first({}) == "Short."
    assert first({"jobs": []}) == "No jobs."
    assert first(jobs({"self_employed": True})) == "Own business."
    assert first(jobs({})) == "Some job."
    assert first(FULL) == "Until 9 February 2028."


def test_source_line_names_three_and_dates_the_oldest(tmp_path: Path, sample) -> None:  # type: ignore[no-untyped-def]
    sources = """sources:
  - {title: "Page A: says so", url: "https://a.ca", checked: 2024-05-06}
  - {title: "Page B", url: "https://b.ca", checked: 2026-05-06}
"""
    sample(read(write(tmp_path, HEAD + sources, "Short.\n")))
    last = answer("sample", {}, assessed({}), TODAY).text.splitlines()[-1]
    assert last == "Source: IRPR 87.1(2)(a); IRPR 73(1); Page A – rules checked 6 May 2024."


def test_the_source_line_is_about_what_is_said(tmp_path: Path, sample) -> None:  # type: ignore[no-untyped-def]
    body = "Short {cec.required_hours}.\n\n## More\nRest: {language.validity_years}.\n"
    sample(read(write(tmp_path, HEAD, body)))
    assert answer("sample", {}, assessed({}), TODAY).text.endswith("checked 15 June 2026.")
    assert answer("sample", {}, assessed({}), TODAY, more=True).text.endswith("checked 9 August 2024.")


def test_other_languages_fall_back_to_english() -> None:
    assert answer("work_experience_hours", {}, assessed({}), TODAY, lang="xx") == answer(
        "work_experience_hours", {}, assessed({}), TODAY
    )


def test_unknown_topic() -> None:
    with pytest.raises(KeyError, match="no topic weather"):
        answer("weather", {}, assessed({}), TODAY)
    with pytest.raises(KeyError):
        question_of("weather")


def test_topics_are_those_of_the_folder() -> None:
    assert [topic.name for topic in topics()] == list(topic_names())
    assert question_of("work_experience_hours") == "How many hours of work do I need?"


def test_buttons_are_questions() -> None:
    reply = answer("work_experience_hours", {}, assessed({}), TODAY)
    assert isinstance(reply, Reply)
    assert reply.buttons == tuple(question_of(name) for name in ("part_time", "overtime", "experience_gaps"))
