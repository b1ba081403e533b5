"""Silences chatter of libraries that nobody who runs this can act on. Import before Rasa; errors are never silenced."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import TextIO

import structlog

#: Each is read once, when its library is imported.
_SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SQLALCHEMY_WARN_20": "0",
    "RASA_TELEMETRY_ENABLED": "false",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "MPLBACKEND": "Agg",
}

#: What these say is for the libraries' authors, or about settings that are meant so.
_FOR_AUTHORS = (
    "pkg_resources",
    "Distutils was imported before Setuptools",
    "Setuptools is replacing distutils",
    # Our slots are questions and our entities facts; that some share a name is no mapping.
    "Slot auto-fill has been removed",
    "Deprecated API features detected",
    # Topics are answered by our own action, not by Rasa's responses.
    "add a response phrase",
    "'utter_ask' is listed as a response action",
    "duplicated intents have been found across multiple domain files: ask",
    "response selector",
)


def quiet() -> None:
    """Set what the libraries read at import, and drop warnings that only their authors can act on.

    Libraries change the filters of `warnings` as they are imported, so the last step before printing decides.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    warnings.showwarning = _show
    # Rasa's debug lines of structlog would be printed although nobody asked for them.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    for name in ("apscheduler", "matplotlib", "tensorflow", "absl", "asyncio", "rasa.core.policies.rule_policy"):
        logging.getLogger(name).setLevel(logging.ERROR)


_original = warnings.showwarning


def _show(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    authors = issubclass(category, (DeprecationWarning, PendingDeprecationWarning))
    if authors or any(part in str(message) for part in _FOR_AUTHORS):
        return
    _original(message, category, filename, lineno, file, line)
