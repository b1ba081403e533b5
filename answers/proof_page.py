"""All answers on one page, for whoever proof-reads them: texts, conditions, values, sources, days and confidence.

The page is self-contained: no scripts, nothing loaded from elsewhere. Values that came from a placeholder are
marked and say which one.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from html import escape
from typing import Any

from answers.dates import long_date
from answers.phrases import ENGLISH, phrase
from answers.placeholders import Context, Placeholder, replaced, value_of
from answers.topic import Case, Topic, topic_names, topics
from eligibility.parameters import Reference, parameter

#: A longer table isn't shown whole.
_LONGEST_VALUE = 300
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
nav { columns: 3; font-size: .9rem; } nav a { display: block; }
article { border-top: 1px solid #999; margin-top: 2rem; padding-top: .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .2rem; } mark { background: #fff3b0; } code { font-size: .85em; }
dt { font-weight: 600; } .medium, .low { background: #fde2e2; }
blockquote { margin: .3rem 0 .3rem 1rem; white-space: pre-line; }
"""
_ADDRESS = re.compile(r"https?://[^\s<]+")


def page(today: datetime.date, lang: str = ENGLISH) -> str:
    """The page as HTML, with the texts as said on ``today`` to somebody who has told nothing yet."""
    context = Context(today, lang, {}, {"as_of": today.isoformat(), "criteria": []})
    every = topics(lang)
    title = escape(_say("title", lang))
    intro = escape(_say("intro", lang, count=len(every), day=long_date(today, lang)))
    index = "".join(f'<a href="#{topic.name}">{escape(topic.title)}</a>\n' for topic in every)
    articles = "\n".join(_article(topic, context) for topic in every)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{intro}</p>\n<nav>\n{index}</nav>\n"
        f"{articles}\n</body>\n</html>\n"
    )


def _say(key: str, lang: str, **values: Any) -> str:
    return phrase(f"topics.page.{key}", lang, **values)


def _article(topic: Topic, context: Context) -> str:
    lang = context.lang
    parts = [
        f"<h2>{escape(topic.title)} <code>{topic.name}</code></h2>",
        f"<p>{escape(_say('question', lang))} <q>{escape(topic.question)}</q></p>",
        _block("short", _text(topic.short, context), lang),
    ]
    if topic.more:
        parts.append(_block("more", _text(topic.more, context), lang))
    if topic.cases:
        rows = "".join(_case(case, context) for case in topic.cases)
        parts.append(f"<h3>{escape(_say('cases', lang))}</h3>\n<dl>{rows}</dl>")
    if parameters := topic.rests_on(*topic.texts):
        parts.append(_listed("parameters", (_parameter(*named, context) for named in parameters), lang))
    references = topic.references(context.today, *topic.texts)
    parts.append(_listed("sources", (_source(reference, lang) for reference in references), lang))
    confidence = escape(_say("confidence", lang, confidence=topic.confidence))
    parts.append(f'<p class="{topic.confidence}">{confidence}</p>')
    offers = ", ".join(f'<a href="#{name}">{name}</a>' if name in topic_names() else name for name in topic.next)
    parts.append(f"<p>{escape(_say('next', lang))} {offers or escape(_say('none', lang))}</p>")
    body = "\n".join(parts)
    return f'<article id="{topic.name}">\n{body}\n</article>'


def _block(key: str, text: str, lang: str) -> str:
    return f"<h3>{escape(_say(key, lang))}</h3>\n<blockquote>{text}</blockquote>"


def _listed(key: str, rows: Iterable[str], lang: str) -> str:
    items = "\n".join(f"<li>{row}</li>" for row in dict.fromkeys(rows))
    return f"<h3>{escape(_say(key, lang))}</h3>\n<ul>\n{items}\n</ul>"


def _text(text: str, context: Context) -> str:
    """The text with its values marked; a value of the person is shown by its name."""

    def marked(found: Placeholder) -> str:
        # The name stands in an attribute whose quotes nothing in a name can close.
        value = f"[{found.label}]" if found.is_own else value_of(found, context) or ""
        return f'<mark title="{escape(found.label)}">{_linked(escape(value))}</mark>'

    return replaced(escape(text, quote=False), marked)


def _linked(escaped: str) -> str:
    return _ADDRESS.sub(lambda match: f'<a href="{match.group()}">{match.group()}</a>', escaped)


def _case(case: Case, context: Context) -> str:
    wanted = ", ".join(name if holds else f"not {name}" for name, holds in case.when)
    condition = escape(_say("case", context.lang, condition=wanted))
    return f"<dt>{condition}</dt><dd>{_text(case.say, context)}</dd>\n"


def _parameter(tree: str, name: str, context: Context) -> str:
    value = parameter(tree, name).on(context.today)
    shown = json.dumps(value.value, default=str, ensure_ascii=False)
    return escape(
        _say(
            "parameter",
            context.lang,
            name=f"{tree}.{name}",
            value=shown if len(shown) <= _LONGEST_VALUE else f"{shown[:_LONGEST_VALUE]}…",
            since=long_date(value.from_, context.lang),
            checked=long_date(value.checked, context.lang),
        )
    )


def _source(reference: Reference, lang: str) -> str:
    shown = escape(_say("source", lang, title=reference.title, checked=long_date(reference.checked, lang)))
    return f'<a href="{escape(reference.url)}">{shown}</a>'
