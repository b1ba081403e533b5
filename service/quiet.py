"""Silences chatter of libraries that nobody who runs this can act on. Import before Rasa; errors are never silenced."""

from __future__ import annotations

import logging
import os
import warnings

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

_IGNORED = (
    ("pkg_resources is deprecated", UserWarning),
    ("Deprecated call to `pkg_resources", DeprecationWarning),
    ("jax.xla_computation is deprecated", DeprecationWarning),
    ("non-integer arguments to randrange", DeprecationWarning),
    ("The asynchronous", DeprecationWarning),
)


def quiet() -> None:
    """Set what the libraries read at import, and ignore their deprecation notes (they concern their authors)."""
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    for message, category in _IGNORED:
        warnings.filterwarnings("ignore", message=message, category=category)
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", category=PendingDeprecationWarning)
    for name in ("apscheduler", "matplotlib", "tensorflow", "absl", "asyncio", "rasa.core.policies.rule_policy"):
        logging.getLogger(name).setLevel(logging.ERROR)
