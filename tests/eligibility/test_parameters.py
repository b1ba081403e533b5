"""Dated values: what is in force on a day, and which files are refused."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
import yaml

from eligibility.parameters import FOLDER, ParameterError, load_tree, parameter, parse_tree, trees

D = datetime.date


def value(from_: D, **more: Any) -> dict[str, Any]:
    return {
        "from": from_,
        "value": 1,
        "reference": {"title": "A law: 1", "url": "https://example.org"},
        "checked": D(2026, 1, 1),
        **more,
    }


def parsed(*values: Any, **more: Any) -> Any:
    return parse_tree("tree", {"name": {"description": "what", "values": list(values), **more}})["name"]


def test_a_value_lasts_until_the_next_begins() -> None:
    found = parsed(value(D(2020, 1, 1), value=1), value(D(2021, 1, 1), value=2))
    assert found.on(D(2020, 1, 1)).value == 1
    assert found.on(D(2020, 12, 31)).value == 1
    assert found.on(D(2021, 1, 1)).value == 2
    assert found.on(D(2099, 1, 1)).value == 2


def test_a_day_before_the_first_value_raises() -> None:
    with pytest.raises(ParameterError, match=r"tree\.name: no value before 2020-01-01; asked for 2019-12-31"):
        parsed(value(D(2020, 1, 1))).on(D(2019, 12, 31))


def test_a_day_after_the_end_raises() -> None:
    found = parsed(value(D(2020, 1, 1), until=D(2020, 6, 30)))
    assert found.on(D(2020, 6, 30)).value == 1
    with pytest.raises(ParameterError, match="ended on 2020-06-30"):
        found.on(D(2020, 7, 1))


REFUSED: dict[str, tuple[Any, str]] = {
    "overlap": ([value(D(2020, 1, 1), until=D(2021, 1, 1)), value(D(2021, 1, 1))], "overlap"),
    "gap": ([value(D(2020, 1, 1), until=D(2020, 12, 30)), value(D(2021, 1, 1))], "gap"),
    "same day": ([value(D(2020, 1, 1)), value(D(2020, 1, 1))], "doesn't come after"),
    "wrong order": ([value(D(2021, 1, 1)), value(D(2020, 1, 1))], "doesn't come after"),
    "until before from": ([value(D(2020, 1, 1), until=D(2019, 1, 1))], "until"),
    "from is text": ([value("2020-01-01")], "needs from as a date"),  # type: ignore[arg-type]
    "no checked": ([{k: v for k, v in value(D(2020, 1, 1)).items() if k != "checked"}], "needs checked"),
    "no reference": ([{k: v for k, v in value(D(2020, 1, 1)).items() if k != "reference"}], "reference"),
    "no title": ([value(D(2020, 1, 1), reference={"url": "https://example.org"})], "reference"),
    "no address": ([value(D(2020, 1, 1), reference={"title": "t", "url": "example.org"})], "no web address"),
    "no value": ([{k: v for k, v in value(D(2020, 1, 1)).items() if k != "value"}], "needs a value"),
    "unknown key": ([value(D(2020, 1, 1), untill=D(2021, 1, 1))], "unknown keys"),
    "no values": ([], "needs a list of values"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_cannot_be_trusted_are_refused(name: str) -> None:
    values, words = REFUSED[name]
    with pytest.raises(ParameterError, match=words) as refusal:
        parsed(*values)
    assert str(refusal.value).startswith("tree.name")


def test_a_parameter_says_what_it_is() -> None:
    with pytest.raises(ParameterError, match="description"):
        parse_tree("tree", {"name": {"values": [value(D(2020, 1, 1))]}})
    with pytest.raises(ParameterError, match="unknown keys"):
        parsed(value(D(2020, 1, 1)), units="hours")
    with pytest.raises(ParameterError, match="mapping"):
        parse_tree("tree", [])


def test_adjoining_values_are_no_gap() -> None:
    assert (
        parsed(value(D(2020, 1, 1), until=D(2020, 12, 31)), value(D(2021, 1, 1), value=2)).on(D(2021, 1, 1)).value == 2
    )


def test_what_there_is_not_is_named() -> None:
    with pytest.raises(ParameterError, match=r"no parameter cec\.nothing"):
        parameter("cec", "nothing")
    with pytest.raises(ParameterError, match=r"no parameter file nothing\.yml"):
        parameter("nothing", "nothing")


# --- what ships -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tree", trees())
def test_every_value_that_ships_says_where_it_stands_and_when_it_was_seen(tree: str) -> None:
    for name, known in load_tree(tree).items():
        assert known.description and known.name == name and known.tree == tree
        for row in known.values:
            assert row.reference.title and row.reference.url.startswith("http")
            assert D(2020, 1, 1) <= row.checked <= D(2026, 12, 31), f"{tree}.{name}"
            assert known.on(row.from_) is row


@pytest.mark.parametrize("tree", ["cec", "language", "timeline", "fees", "funds", "fsw", "fst", "levels"])
def test_no_key_stands_twice(tree: str) -> None:
    keys = re.findall(r"^(\w+):", (FOLDER / f"{tree}.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(yaml.safe_load((FOLDER / f"{tree}.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("tree", "name"), [("cec", "required_hours"), ("fees", "child"), ("fees", "principal_applicant")]
)
def test_the_title_of_a_reference_repeats_its_number(tree: str, name: str) -> None:
    for row in parameter(tree, name).values:
        assert str(row.value) in row.reference.title.replace(",", "")


def test_the_name_of_a_reference_is_the_provision() -> None:
    assert parameter("cec", "required_hours").values[0].reference.name == "IRPR 87.1(2)(a)"


def test_the_example_of_the_manual_is_a_parameter_file() -> None:
    text = (FOLDER.parents[1] / "docs" / "parameters.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 1
    found = parse_tree("example", yaml.safe_load(blocks[0]))["required_hours"]
    assert found.on(D(2020, 1, 1)).value == parameter("cec", "required_hours").on(D(2020, 1, 1)).value
    listed = set(re.findall(r"`(\w+)\.yml`", text.partition("## The files")[2]))
    assert listed >= set(trees())


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_classes_of_the_levels_plan_add_up(year: int) -> None:
    classes = ("economic", "family", "refugees", "humanitarian")
    total, *parts = (parameter("levels", name).on(D(year, 7, 1)).value for name in ("total", *classes))
    assert sum(parts) == total == 380_000
