"""``cec noc TEXT``: the unit groups of NOC 2021 that fit what somebody calls their job."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase
from eligibility.noc import conversion, import_titles, old_code, title_2016
from eligibility.noc.conflicts import conflicts
from eligibility.noc.names import own_names
from eligibility.noc.titles import TitlesError, read_elements, titles_path
from service.paths import var

_CODE_ALONE = re.compile(r"\s*(?:noc\s*)?(\d{4,5})\s*", re.IGNORECASE)
_DESCRIPTION = """\
Find the unit group of NOC 2021 from a job's name, from what somebody does ("make lattes and manage shifts"), a NOC
2021 code, or a code of NOC 2016 (translated).

`cec noc import FILE` takes Statistics Canada's elements file (noc_2021_version_1.0_-_elements.csv) and keeps
its titles for the search; `cec noc check FILE` compares our own names with that file. The two words mean this
only when one path follows that is a file or looks like one (has a / or ends in .csv); otherwise they are part
of the job's name.
"""


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser(
        "noc",
        help="find an occupation in NOC 2021",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("text", metavar="TEXT", nargs="+", help="what you call the job, or a NOC code")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 with the answer, also when nothing fits; 2 for an empty text or a file that can't be used."""
    words: list[str] = args.text
    if len(words) == 2 and words[0] in ("import", "check") and _is_path(words[1]):
        try:
            return _import(Path(words[1])) if words[0] == "import" else _check(Path(words[1]))
        except TitlesError as error:
            print(error, file=sys.stderr)
            return 2
    return _search(" ".join(words), args.json)


def _is_path(text: str) -> bool:
    return "/" in text or text.lower().endswith(".csv") or Path(text).is_file()


def _search(query: str, as_json: bool) -> int:
    if not query.strip():
        print(phrase("noc.empty"), file=sys.stderr)
        return 2
    # Loaded here: the other commands have no use for a sentence encoder.
    from nlu.occupations import find

    matches = find(query, var())
    nothing = phrase("noc.nothing", query=query)
    if not matches and (code := _CODE_ALONE.fullmatch(query)):
        nothing = phrase("noc.no_code" if len(code[1]) == 5 else "noc.no_old_code", code=code[1])
    if as_json:
        rows = [{"code": m.code, "title": m.title, "teer": m.teer, "score": m.score} for m in matches]
        print(json.dumps({"query": query, "matches": rows}, indent=2, ensure_ascii=False))
        return 0
    if not matches:
        print(nothing)
        return 0
    code_2016 = old_code(query)
    if code_2016:
        print(_about_old(code_2016))
    for match in matches:
        percent = round(match.score * 100)
        print(phrase("noc.line", code=match.code, teer=match.teer, title=match.title, percent=percent))
    if len(matches) > 1:
        print(phrase("noc.old_many" if code_2016 else "noc.choose"))
    if code_2016:
        reference = conversion().reference
        print(phrase("noc.source", title=reference.title, url=reference.url, checked=long_date(reference.checked)))
    return 0


def _about_old(code: str) -> str:
    title, level = title_2016(code) or ("", "")
    day = long_date(conversion().from_)
    return phrase("noc.old", code=code, title=title, level=level, day=day)


def _import(source: Path) -> int:
    count = import_titles(source)
    print(phrase("noc.imported", count=count, path=titles_path()))
    return 0


def _check(source: Path) -> int:
    found = conflicts(read_elements(source))
    for row in found:
        ours, theirs = ", ".join(row.ours), ", ".join(row.theirs)
        print(phrase("noc.check_conflict", name=row.name, ours=ours, theirs=theirs))
    if not found:
        count = len({name for names in own_names().values() for name in names})
        print(phrase("noc.check_none", count=count))
    return 0
