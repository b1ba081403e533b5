"""The settings of a running service: the environment is the only source, and this the only reader of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


class SettingsError(ValueError):
    """A setting that can't be used; the text says which and why."""


@dataclass(frozen=True)
class Settings:
    """``api``: Rasa's HTTP API is on; ``token``: what its callers must show (none: loopback only).

    ``metrics``: they are shown at ``/metrics``; ``log_format``: ``text`` or ``json``.
    """

    port: int
    interface: str
    api: bool
    token: str | None
    cors: tuple[str, ...]
    credentials: str
    endpoints: str
    action_endpoint: str | None
    metrics: bool = False
    log_format: str = "text"


def from_environment(port: int, interface: str | None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from environment variables; docs/operating.md lists them. `SettingsError` for a bad one."""
    env = os.environ if environment is None else environment
    api = _switch(env, "ENABLE_API")
    token = env.get("API_TOKEN") or None
    if token is not None and len(token) < 16:
        raise SettingsError("API_TOKEN: at least 16 characters are expected")
    if api and token is None:
        # Without a token whoever reaches the port could read conversations and swap the model.
        if interface not in (None, "127.0.0.1", "localhost", "::1"):
            raise SettingsError("ENABLE_API without API_TOKEN binds to loopback; set API_TOKEN or INTERFACE=127.0.0.1")
        interface = "127.0.0.1"
    log_format = (env.get("LOG_FORMAT") or "text").strip().lower()
    if log_format not in ("text", "json"):
        raise SettingsError(f"LOG_FORMAT: text or json is expected, not {log_format!r}")
    return Settings(
        port=port,
        interface=interface or "0.0.0.0",
        api=api,
        token=token,
        cors=tuple(origin.strip() for origin in (env.get("ALLOWED_ORIGINS") or "").split(",") if origin.strip()),
        credentials=env.get("CREDENTIALS") or "credentials.yml",
        endpoints=env.get("ENDPOINTS") or "endpoints.yml",
        action_endpoint=env.get("ACTION_ENDPOINT") or None,
        metrics=_switch(env, "METRICS"),
        log_format=log_format,
    )


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = (env.get(name) or "").strip().lower()
    if value in ("", "0", "false", "no", "off"):
        return False
    if value in ("1", "true", "yes", "on"):
        return True
    raise SettingsError(f"{name}: 1 or 0 is expected, not {value!r}")
