"""The log: one line a turn, as text or JSON, and nothing of what people say."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from service import logs
from service.turns import Turn

SECRET = "xylophone maker in Iqaluit"
TURN = Turn("ab12", "rest", 0.0414, "done", "ask", ("quebec", "pnp"), (), 2)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A place for the log; everything global is put back."""
    root, kept = logging.getLogger(), {}
    before = root.handlers[:], root.level, warnings.showwarning, structlog.get_config()
    for name in (*logs._CHATTY, "sanic.root", "sanic.error", "sanic.access"):
        logger = logging.getLogger(name)
        kept[name] = logger.level, logger.handlers[:], logger.propagate
    yield io.StringIO()
    root.handlers[:], root.level, warnings.showwarning = before[:3]
    structlog.configure(**before[3])
    for name, (level, handlers, propagate) in kept.items():
        logger = logging.getLogger(name)
        logger.level, logger.handlers[:], logger.propagate = level, handlers, propagate


def serving(stream: io.StringIO, form: str = "text") -> logs.Lines:
    lines = logs.configure(form, stream)
    lines.serving = True
    return lines


def fail(name: str) -> None:
    try:
        raise KeyError(SECRET)
    except KeyError:
        logging.getLogger(name).exception("it failed over %s", SECRET)


def test_a_turn_as_json(stream: io.StringIO) -> None:
    serving(stream, "json")
    logs.turn(TURN)
    (line,) = [json.loads(text) for text in stream.getvalue().splitlines()]
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "cec.turn",
        "message": "turn",
        "conversation": "ab12",
        "channel": "rest",
        "ms": 41,
        "outcome": "done",
        "intent": "ask",
        "topic": "quebec,pnp",
        "replies": 2,
    }


def test_a_turn_as_text(stream: io.StringIO) -> None:
    serving(stream)
    logs.turn(TURN)
    _, _, rest = stream.getvalue().partition(" ")
    assert rest == (
        "INFO cec.turn turn conversation=ab12 channel=rest ms=41 outcome=done intent=ask topic=quebec,pnp replies=2\n"
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_libraries_are_cut_short_once_people_are_answered(stream: io.StringIO, form: str) -> None:
    lines = logs.configure(form, stream)
    logging.getLogger("rasa.core.agent").error("cannot load %s", "model.tar.gz")
    assert "model.tar.gz" in stream.getvalue()
    lines.serving = True
    logging.getLogger("rasa.shared.core.events").warning("Failed to parse %s", SECRET)
    logging.getLogger("sanic.error").error(f"Exception occurred in {SECRET}")
    fail("rasa.core.processor")
    found = stream.getvalue()
    assert SECRET not in found
    # Where and what, so that somebody can look for it.
    assert "at test_logs:" in found and "rasa.core.processor" in found
    assert "KeyError" in found and "in fail" in found


def test_our_own_records_are_whole_but_for_the_text_of_exceptions(stream: io.StringIO) -> None:
    serving(stream)
    logging.getLogger("stores.tracker").error("the database of conversations fails: %s", "OperationalError")
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("channels.gate").exception("a turn failed")
    assert "the database of conversations fails: OperationalError" in stream.getvalue()
    assert "a turn failed error=ValueError" in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_structured_records_and_warnings_say_where_only(stream: io.StringIO) -> None:
    serving(stream)
    structlog.get_logger().warning("interpolator.failed", text=SECRET)
    structlog.get_logger().debug("processor.message.parse", text=SECRET)
    # Not pytest's way of catching them.
    warnings.showwarning(UserWarning(SECRET), UserWarning, "/x/site-packages/rasa/shared/utils/io.py", 100)
    assert SECRET not in stream.getvalue()
    assert "processor.message.parse" not in stream.getvalue()
    assert "kind=UserWarning place=rasa/shared/utils/io.py:100" in stream.getvalue()


def test_libraries_only_warn(stream: io.StringIO) -> None:
    serving(stream)
    for name in ("rasa.core.run", "sanic.root", "sqlalchemy.engine", "socketio.server"):
        logging.getLogger(name).info("chatter")
    assert stream.getvalue() == ""


def test_everything_is_shown_to_somebody_who_looks_for_a_fault(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEC_DEBUG", "1")
    serving(stream)
    fail("rasa.core.processor")
    assert stream.getvalue().count(SECRET) == 2


def test_anything_fits_into_a_json_line(stream: io.StringIO) -> None:
    serving(stream, "json")
    odd: Any = object()
    logging.getLogger("cec").info("two\nlines of %s", odd, extra={logs._FIELDS: {"odd": odd}})
    fail("rasa.core.processor")
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert [json.loads(line)["level"] for line in lines] == ["info", "error"]
