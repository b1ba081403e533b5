"""Statistics Canada's own elements file, for those who want all titles of NOC 2021 in the search.

The file is ``noc_2021_version_1.0_-_elements.csv``: a row for each element of a class, of which the
example titles of the unit groups are kept.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from eligibility.noc.groups import unit_groups

_COLUMNS = {
    "level": re.compile(r"level"),
    "code": re.compile(r"code\b.*\bnoc\b.*"),
    "kind": re.compile(r"element type( label)?( english)?"),
    "title": re.compile(r"element description( english)?"),
}
_UNIT_GROUP_LEVEL = "5"


class TitlesError(ValueError):
    """An elements file that can't be used; the text says why in one line."""


def titles_path() -> Path:
    """Where imported titles are kept: ``noc_titles.csv`` in the folder ``CEC_DATA``, else in ``var``."""
    return Path(os.environ.get("CEC_DATA") or "var") / "noc_titles.csv"


def imported_titles() -> Path | None:
    """The file of imported titles; ``None`` when nothing was imported."""
    path = titles_path()
    return path if path.is_file() else None


def import_titles(source: Path) -> int:
    """Keep the example titles of an elements file for the search; how many there are.

    Raises `TitlesError` for a file that isn't one, and leaves what was imported before untouched.
    """
    rows = read_elements(source)
    target = titles_path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".noc_titles", suffix=".csv")
        try:
            with open(handle, "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["code", "title"])
                writer.writerows(rows)
            # Whoever searches meanwhile sees the old file or the new one, never half of it.
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise TitlesError(f"{target}: {error.strerror}") from error
    return len(rows)


def read_elements(source: Path) -> list[tuple[str, str]]:
    """The (code, title) pairs of an elements file, in its order, each once. Raises `TitlesError`."""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise TitlesError(f"{source}: {error.strerror}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older downloads of Statistics Canada came in the code page of Windows.
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise TitlesError(f"{source}: this is no text file")
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(lines, [])
        columns = _columns(source, header)
        found: dict[tuple[str, str], None] = {}
        for row in lines:
            if not row:
                continue
            if len(row) < len(header):
                raise TitlesError(f"{source}, line {lines.line_num}: {len(row)} of {len(header)} columns")
            _take(source, lines.line_num, row, columns, found)
    except csv.Error as error:
        raise TitlesError(f"{source}, line {lines.line_num}: {error}") from error
    if not found:
        raise TitlesError(f"{source}: no example titles of unit groups in it")
    return list(found)


def _columns(source: Path, header: list[str]) -> Mapping[str, int]:
    """Where the columns stand that are read; spelling, case and spaces of their names may vary a little."""
    plain = [re.sub(r"[\s_]+", " ", name).strip().lower() for name in header]
    found: dict[str, int] = {}
    for place, name in enumerate(plain):
        for column, pattern in _COLUMNS.items():
            if column not in found and pattern.fullmatch(name):
                found[column] = place
    if not {"code", "kind", "title"} <= found.keys():
        raise TitlesError(
            f"{source}: not the elements file of NOC 2021 (its columns are Level, Code - NOC 2021 V1.0, "
            "Class title, Element Type Label English, Element Description English)"
        )
    return found


def _take(
    source: Path, number: int, row: list[str], columns: Mapping[str, int], found: dict[tuple[str, str], None]
) -> None:
    if "example" not in row[columns["kind"]].lower():
        return
    if "level" in columns and row[columns["level"]].strip() not in ("", _UNIT_GROUP_LEVEL):
        return
    code, title = row[columns["code"]].strip().zfill(5), " ".join(row[columns["title"]].split())
    if code not in unit_groups():
        raise TitlesError(f"{source}, line {number}: {code} is no unit group of NOC 2021")
    if title:
        found[(code, title)] = None
