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
#: A face that every office has.
_FACE = "Times New Roman"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
#: How the lines of a template begin.
_MARKS = {"## ": "heading", "**": "subject", "- ": "bullet"}
_WHOLE_LIST = re.compile(r"\{\*(\w+)\}")


class TemplateError(ValueError):
    """A template that can't be used; the text says which and why."""


@dataclass(frozen=True)
class Paragraph:
    """``style``: ``title``, ``heading``, ``subject``, ``text`` or ``bullet``."""

    style: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A draft with the name of its file (without ending), and what was left open.

    ``look``: a ``letter`` is signed and sent, a ``list`` is read; a letter's title is only its name.
    """

    kind: str
    name: str
    look: str
    paragraphs: tuple[Paragraph, ...]
    open: tuple[str, ...]


@functools.cache
def template(kind: str, lang: str = "en") -> Mapping[str, Any]:
    """The template of a kind; `TemplateError` when there is none."""
    path = FOLDER / lang / f"{kind}.yml"
    if not path.is_file():
        raise TemplateError(f"no template {kind} in {lang}")
    document: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key in ("name", "title", "look", "fields", "body"):
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
        style, text = next(
            ((style, text.removeprefix(mark)) for mark, style in _MARKS.items() if text.startswith(mark)),
            ("text", text),
        )
        paragraphs.append(Paragraph(style, _PLACEHOLDER.sub(put, text)))
    return Letter(kind, str(form["name"]), str(form["look"]), tuple(paragraphs), tuple(missing))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text).strip()


def as_text(letter: Letter, titled: bool = True) -> str:
    """Plain text: an empty line between paragraphs, dashes before bullets; without the title where that is said."""
    lines: list[str] = []
    before = ""
    for paragraph in letter.paragraphs if titled else letter.paragraphs[1:]:
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
    from docx.shared import Pt

    document = Document()
    _dress(document)
    before = ""
    for paragraph in letter.paragraphs:
        if paragraph.style == "title":
            # Nobody writes "Letter of employment" over a letter: there it is the file's name only.
            if letter.look != "letter":
                document.add_heading(paragraph.text, level=1)
        elif paragraph.style == "heading":
            document.add_heading(paragraph.text, level=2)
        elif paragraph.style == "bullet":
            document.add_paragraph(paragraph.text, style="List Bullet")
        else:
            written = document.add_paragraph()
            written.add_run(paragraph.text).bold = paragraph.style == "subject"
            written.paragraph_format.space_before = Pt(8 if before == "bullet" else 0)
        before = paragraph.style
    document.core_properties.author = ""
    document.core_properties.title = letter.paragraphs[0].text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _dress(document: Any) -> None:
    """Letter paper with an inch of margin, one serif face, black headings: as offices print it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Inches, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Inches(8.5), Inches(11)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            style.font.name = _FACE
            # Word takes a heading's face from the theme unless all four are named.
            if (fonts := style.element.rPr.rFonts if style.element.rPr is not None else None) is not None:
                for key in list(fonts.attrib):
                    if key.endswith("Theme"):
                        del fonts.attrib[key]
            style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.space_after = Pt(8)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)
    document.styles["Heading 1"].font.size = Pt(16)
    document.styles["Heading 2"].font.size = Pt(12)
