"""The service's log: one line a turn, and nothing of what people say in any line.

Our own code writes no texts, names or scores into the log. Libraries do: in warnings, in the texts of exceptions. Once
the service answers people, of a library's record only the place, the kind of error and the frames are written;
``CEC_DEBUG=1`` shows it whole.
"""

from __future__ import annotations

import datetime
import json
import logging
import os
import sys
import traceback
import warnings
from typing import Any, TextIO

import structlog

from service.turns import Turn

#: Our rooms, as their loggers are named.
_OWN = frozenset(
    ("cec", "actions", "answers", "channels", "console", "documents", "eligibility", "nlu", "service", "stores")
)
#: Libraries that say more than warnings at INFO.
_CHATTY = ("rasa", "rasa_sdk", "sanic", "apscheduler", "engineio", "socketio", "sqlalchemy", "aiohttp", "slack_sdk")
_FIELDS = "fields"

_log = logging.getLogger("cec.turn")


class Lines(logging.Formatter):
    """Records as lines of text, or of JSON."""

    def __init__(self, as_json: bool) -> None:
        """``as_json``: one JSON object a line."""
        super().__init__()
        self._as_json = as_json
        #: Whether people are being answered: from then on libraries are cut short.
        self.serving = False

    def format(self, record: logging.LogRecord) -> str:
        """One line; frames of an exception are part of it in JSON, and follow it in text."""
        line = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
        whole = not self.serving or bool(os.environ.get("CEC_DEBUG"))
        if whole or record.name.partition(".")[0] in _OWN:
            line["message"] = record.getMessage()
        else:
            line["message"] = f"at {record.module}:{record.lineno}"
        line.update(getattr(record, _FIELDS, {}))
        frames = ""
        if record.exc_info and record.exc_info[0]:
            kind, error, trace = record.exc_info
            line["error"] = kind.__name__
            frames = "".join(traceback.format_exception(kind, error, trace) if whole else traceback.format_tb(trace))
        if self._as_json:
            if frames:
                line["frames"] = frames
            return json.dumps(line, ensure_ascii=False, default=str)
        head = f"{line.pop('time')} {line.pop('level').upper()} {line.pop('logger')} {line.pop('message')}"
        text = " ".join([head, *(f"{name}={value}" for name, value in line.items())])
        return f"{text}\n{frames}".rstrip()


def configure(form: str, stream: TextIO | None = None) -> Lines:
    """Send all logging to ``stream`` (standard error), as ``text`` or ``json``; set ``serving`` of the result later."""
    lines = Lines(form == "json")
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(lines)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    calm()
    _catch_warnings(lines)
    structlog.configure(
        processors=[_event_only],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return lines


def calm() -> None:
    """Let libraries log warnings and errors only, through our handler. Sanic sets itself up with each application."""
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("sanic.root", "sanic.error", "sanic.access"):
        library = logging.getLogger(name)
        library.setLevel(logging.WARNING)
        library.handlers.clear()
        library.propagate = True


def turn(turn: Turn) -> None:
    """The line of a turn."""
    fields: dict[str, Any] = {
        "conversation": turn.conversation,
        "channel": turn.channel,
        "ms": round(turn.seconds * 1000),
        "outcome": turn.outcome,
        "intent": turn.intent,
        "topic": ",".join(turn.topics) or None,
        "replies": turn.replies,
    }
    _log.info("turn", extra={_FIELDS: {name: value for name, value in fields.items() if value is not None}})


def _time(record: logging.LogRecord) -> str:
    moment = datetime.datetime.fromtimestamp(record.created, datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _event_only(logger: Any, method: str, event: dict[str, Any]) -> str:
    """Of a structured record the name of what happened; its values hold what people said."""
    return str(event.get("event"))


def _catch_warnings(lines: Lines) -> None:
    """Warnings of libraries as log records; their texts may repeat a message."""
    before = warnings.showwarning
    log = logging.getLogger("warnings")

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if lines.serving and not os.environ.get("CEC_DEBUG"):
            place = filename.rpartition("site-packages/")[2]
            log.warning("", extra={_FIELDS: {"kind": category.__name__, "place": f"{place}:{lineno}"}})
        else:
            before(message, category, filename, lineno, file, line)

    warnings.showwarning = show
