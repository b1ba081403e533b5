"""``cec assess``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from console import assess
from tests.console.running import Ran, modules_of, ran
from tests.eligibility.people import document


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")


def asked(facts: dict[str, Any] | str, *words: str) -> Ran:
    return ran(assess, "-", *words, stdin=facts if isinstance(facts, str) else yaml.safe_dump(facts))


def told(facts: dict[str, Any], *words: str) -> dict[str, Any]:
    found = asked(facts, "--json", *words)
    assert (found.code, found.err) == (0, "")
    answer: dict[str, Any] = json.loads(found.out)
    return answer


def test_the_json_is_the_contracts() -> None:
    answer = told(document([{"start": "2025-11-27", "title": "développeuse"}]))
    assert answer["as_of"] == "2026-11-24" and answer["program"] == "CEC"
    assert answer["result"] == "will_be_eligible" and answer["eligible_from"] == "2026-11-25"
    assert answer["eligible_until"] == "2028-04-30"
    assert answer["missing"] == []
    work = answer["criteria"][0]
    assert work["id"] == "work_experience" and work["status"] == "not_yet"
    assert work["evidence"]["window"] == ["2023-11-24", "2026-11-24"]
    assert work["evidence"]["jobs"] == [{"index": 0, "counted_hours": 1555.71, "excluded": []}]
    assert {"title", "url"} <= set(work["references"][0])
    language = answer["criteria"][1]["evidence"]
    assert language["required_clb"] == 7 and language["governing_noc"] == "21232"
    assert language["clb"] == {"listening": 7, "reading": 7, "writing": 7, "speaking": 7}


def test_a_file_is_read_and_json_is_yaml_too(tmp_path: Path) -> None:
    for name, text in (("facts.yml", yaml.safe_dump(document())), ("facts.json", json.dumps(document(), indent="\t"))):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        found = ran(assess, str(path), "--json")
        assert found.code == 0 and json.loads(found.out)["result"] == "eligible"


def test_the_day_is_on_then_as_of_then_today() -> None:
    facts = document(as_of="2026-11-20")
    assert told(facts, "--on", "2026-11-25")["as_of"] == "2026-11-25"
    assert told(facts)["as_of"] == "2026-11-20"
    assert told(document())["as_of"] == "2026-11-24"


@pytest.mark.parametrize(("program", "name"), [("cec", "CEC"), ("fsw", "FSW"), ("fst", "FST")])
def test_each_program_answers_in_json_and_in_words(program: str, name: str) -> None:
    for facts in (document(), document([], []), {}, document([{"foreign_employer": True}])):
        assert told(facts, "--program", program)["program"] == name
        found = asked(facts, "--program", program)
        assert found.code == 0 and "{" not in found.out and "Source: " in found.out


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        (document(), "Yes: the Canadian Experience Class is met on 24 November 2026."),
        (document([{"start": "2025-11-27"}]), "Not yet: "),
        (document([]), "No: "),
        (document(None), "Can't say yet "),
        (document([{"foreign_employer": True}]), "Can't be said "),
    ],
)
def test_the_answer_stands_first(facts: dict[str, Any], first: str) -> None:
    found = asked(facts)
    assert found.code == 0 and found.out.startswith(first)


def test_words_for_people() -> None:
    jobs = [
        {"title": "developer", "start": "2026-03-01", "hours_per_week": 40},
        {"title": "barista", "noc": "65201", "start": "2024-03-01", "end": "2026-02-01", "current": False},
    ]
    lines = asked(document(jobs, permit={"kind": "pgwp", "expires": "2027-01-31"})).out.splitlines()
    assert "27 February 2027" in lines[0]
    text = "\n".join(lines)
    assert "✗ Work experience: " in text and "✓ Language: " in text and "✓ Outside Quebec: " in text
    assert "developer: 1,152.9 hours count (hours above" in text
    assert "barista: 0 hours count (TEER 4 or 5" in text
    assert "First possible day: 27 February 2027; last: 30 April 2028" in text
    assert "Note: Your permit ends on 31 January 2027" in text
    assert any(
        line.startswith("Source: IRPR 87.1(2)(a)") and "https://" in line and "checked" in line for line in lines
    )


def test_what_is_missing_is_listed_by_name_and_path() -> None:
    text = asked(document([{"title": "cook", "paid": None}], None)).out
    assert "– whether the work was paid (cook) (jobs[0].paid)" in text
    assert "(language_tests)" in text
    assert text.index("jobs[0].paid") < text.index("language_tests")


def test_a_fact_typed_in_is_never_read_as_a_placeholder() -> None:
    assert "{hours}" in asked(document([{"title": "{hours}"}])).out


# --- bad input: exit 2, a line for each problem, nothing on standard output ------------------------------


def refused(facts: dict[str, Any] | str, *words: str) -> list[str]:
    found = asked(facts, *words)
    assert (found.code, found.out) == (2, "")
    assert found.problems
    return found.problems


def test_each_problem_has_a_line_with_its_path() -> None:
    jobs = [{}, {"hours_per_week": 169, "noc": "99999", "end": "2020-01-01", "colour": "red"}]
    problems = refused(document(jobs, [{"test": "ielts_general", "listening": 9.7}]))
    starts = [line.partition(":")[0] for line in problems]
    assert sorted(starts) == [
        *("jobs[1].colour", "jobs[1].end", "jobs[1].hours_per_week", "jobs[1].noc"),
        *("language_tests[0].listening",),
    ]


NO_DOCUMENTS = [
    *("{", "- a list", "just text", "jobs: [", "a: b: c", "\x00", "jobs: !!python/name:os.system"),
    *("[" * 1500, "? {}\n: 1"),
]


@pytest.mark.parametrize("text", NO_DOCUMENTS, ids=range(len(NO_DOCUMENTS)))
def test_what_is_no_document_of_facts_is_refused(text: str) -> None:
    assert len(refused(text)) == 1


def test_a_missing_file_a_folder_and_bytes_are_refused(tmp_path: Path) -> None:
    binary = tmp_path / "facts.yml"
    binary.write_bytes(b"\xff\xfe\x00")
    for source in (str(tmp_path / "nowhere.yml"), str(tmp_path), str(binary)):
        found = ran(assess, source)
        assert found.code == 2 and len(found.problems) == 1 and source in found.err


@pytest.mark.parametrize("on", ["tomorrow", "2026-13-01", "2026-02-29", "20261124", "24.11.2026", "9999-12-31"])
def test_a_day_that_is_none_is_refused(on: str) -> None:
    assert refused(document(), "--on", on)[0].startswith("--on: ")


def test_a_day_before_the_rules_is_refused() -> None:
    problems = refused(document([{"start": "2020-01-01"}], [{"date": "2022-01-01"}]), "--on", "2022-11-15")
    assert "2022-11-16" in problems[0] and len(problems) == 1


def test_another_program_is_refused() -> None:
    assert asked(document(), "--program", "qsw").code == 2


def test_an_empty_document_needs_everything() -> None:
    assert told({})["missing"][0] == "jobs"
    assert json.loads(asked("", "--json").out)["result"] == "needs_information"


def test_the_commands_bring_in_nothing_heavy() -> None:
    brought = modules_of(*(f"console.{name}" for name in ("assess", "clb", "crs", "noc", "fees", "rounds", "timeline")))
    assert "eligibility" in brought
    assert not brought & {"rasa", "rasa_sdk", "spacy", "tensorflow", "sklearn", "matplotlib", "sanic", "torch"}
