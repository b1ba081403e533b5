"""A draft: paragraphs from a template, as plain text and as .docx."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WHOLE_LIST = re.compile(r"\{\*(\w+)\}")


class TemplateError(ValueError):
    """A template that can't be used; the text says which and why."""


@dataclass(frozen=True)
class Paragraph:
    """``style``: ``title``, ``heading``, ``text`` or ``bullet``."""

    style: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A draft with the name of its file (without ending), and what was left open."""

    kind: str
    name: str
    paragraphs: tuple[Paragraph, ...]
    open: tuple[str, ...]


@functools.cache
def template(kind: str, lang: str = "en") -> Mapping[str, Any]:
    """The template of a kind; `TemplateError` when there is none."""
    path = FOLDER / lang / f"{kind}.yml"
    if not path.is_file():
        raise TemplateError(f"no template {kind} in {lang}")
    document: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key in ("name", "title", "fields", "body"):
        if key not in document:
            raise TemplateError(f"{kind}: needs {key}")
    return document


def kinds(lang: str = "en") -> list[str]:
    """All kinds of letters and lists."""
    return sorted(path.stem for path in (FOLDER / lang).glob("*.yml") if path.stem != "papers")


def draft(kind: str, values: Mapping[str, Any], lang: str = "en") -> Letter:
    """The letter with its placeholders filled; what has no value stays open, in brackets, and is never invented.

    ``values``: texts, and lists for ``{*name}`` lines. A body line ``"?name: text"`` is left out without a value.
    """
    form = template(kind, lang)
    missing: list[str] = []

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        value = values.get(name)
        if value not in (None, "", []):
            return _clean(str(value))
        label = form["fields"].get(name)
        if label is None:
            raise TemplateError(f"{kind}: no field {name}")
        if label not in missing:
            missing.append(label)
        return f"[{label}]"

    paragraphs = [Paragraph("title", _PLACEHOLDER.sub(put, form["title"]))]
    for line in form["body"]:
        text = str(line)
        if condition := re.match(r"\?(\w+): ?", text):
            if not values.get(condition.group(1)):
                continue
            text = text[condition.end() :]
        if whole := _WHOLE_LIST.fullmatch(text.removeprefix("- ").strip()):
            rows: Sequence[Any] = values.get(whole.group(1)) or ()
            if not rows:
                paragraphs.append(Paragraph("bullet", put(whole)))
            paragraphs += [Paragraph("bullet", _clean(str(row))) for row in rows]
            continue
        style, text = ("heading", text[3:]) if text.startswith("## ") else ("text", text)
        if text.startswith("- "):
            style, text = "bullet", text[2:]
        paragraphs.append(Paragraph(style, _PLACEHOLDER.sub(put, text)))
    return Letter(kind, str(form["name"]), tuple(paragraphs), tuple(missing))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text).strip()


def as_text(letter: Letter) -> str:
    """Plain text: an empty line between paragraphs, dashes before bullets."""
    lines: list[str] = []
    before = ""
    for paragraph in letter.paragraphs:
        if lines and not (paragraph.style == before == "bullet"):
            lines.append("")
        if paragraph.style == "title":
            lines += [paragraph.text, "=" * len(paragraph.text)]
        elif paragraph.style == "bullet":
            lines.append(f"- {paragraph.text}")
        else:
            lines.append(paragraph.text)
        before = paragraph.style
    return "\n".join(lines) + "\n"


def as_docx(letter: Letter) -> bytes:
    """A .docx file."""
    # Loaded only here: a chat seldom needs it.
    from docx import Document

    document = Document()
    for paragraph in letter.paragraphs:
        if paragraph.style == "title":
            document.add_heading(paragraph.text, level=1)
        elif paragraph.style == "heading":
            document.add_heading(paragraph.text, level=2)
        elif paragraph.style == "bullet":
            document.add_paragraph(paragraph.text, style="List Bullet")
        else:
            document.add_paragraph(paragraph.text)
    document.core_properties.author = ""
    document.core_properties.title = letter.paragraphs[0].text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
