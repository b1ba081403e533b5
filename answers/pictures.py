"""Pictures (PNG) for channels that take them: cut-offs with a score, and the timeline of a case.

matplotlib is loaded only when a picture is drawn, without any display.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from answers.dates import long_date
from answers.phrases import phrase
from answers.rounds import type_name
from eligibility.rounds import Round

_SIZE = (9, 5)
_DPI = 110


def cutoffs(rows: Sequence[Round], score: int | None = None, lang: str = "en") -> bytes:
    """Cut-offs over time, a line for each type, and the person's score as a dashed line."""
    figure, axes = _figure()
    for name in dict.fromkeys(row.type for row in rows):
        own = [row for row in reversed(rows) if row.type == name]
        axes.plot([row.date for row in own], [row.cutoff for row in own], marker="o", label=type_name(name, lang))
    if score is not None:
        axes.axhline(score, linestyle="--", color="black", label=phrase("rounds.plot.score", lang, score=score))
    axes.set_title(phrase("rounds.plot.title", lang))
    axes.set_xlabel(phrase("rounds.plot.day", lang))
    axes.set_ylabel(phrase("rounds.plot.points", lang))
    if axes.has_data():
        axes.legend(fontsize="small")
    axes.grid(alpha=0.3)
    figure.autofmt_xdate()
    return _png(figure)


def timeline(events: Sequence[tuple[datetime.date, str]], today: datetime.date, lang: str = "en") -> bytes:
    """The days of a case from top to bottom, today marked."""
    figure, axes = _figure()
    places = list(range(len(events), 0, -1))
    axes.scatter([day for day, _ in events], places, zorder=3)
    for (day, what), place in zip(events, places, strict=True):
        axes.annotate(
            f"{long_date(day, lang)}: {what}",
            (day, place),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize="small",
            annotation_clip=False,
        )
    axes.axvline(today, linestyle="--", color="black", linewidth=1)
    axes.set_yticks([])
    axes.margins(x=0.4)
    axes.set_title(phrase("timeline.title", lang))
    figure.autofmt_xdate()
    return _png(figure)


def _figure() -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, dpi=_DPI)
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _png(figure: Any) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", bbox_inches="tight")
    return out.getvalue()
