"""Settings from the environment: understood, or refused with the setting's name."""

from __future__ import annotations

import pytest

from service.settings import SettingsError, from_environment


def test_without_any_setting() -> None:
    settings = from_environment(5005, None, {})
    assert (settings.interface, settings.api, settings.metrics, settings.log_format) == (
        "0.0.0.0",
        False,
        False,
        "text",
    )


def test_logs_and_metrics() -> None:
    settings = from_environment(5005, None, {"METRICS": "1", "LOG_FORMAT": "JSON"})
    assert (settings.metrics, settings.log_format) == (True, "json")


def test_the_api_without_a_token_is_for_this_machine_only() -> None:
    assert from_environment(5005, None, {"ENABLE_API": "1"}).interface == "127.0.0.1"
    with pytest.raises(SettingsError, match="API_TOKEN"):
        from_environment(5005, "0.0.0.0", {"ENABLE_API": "1"})
    open_to_all = from_environment(5005, "0.0.0.0", {"ENABLE_API": "1", "API_TOKEN": "x" * 16})
    assert (open_to_all.interface, open_to_all.token) == ("0.0.0.0", "x" * 16)


@pytest.mark.parametrize(
    ("name", "value"), [("LOG_FORMAT", "xml"), ("METRICS", "maybe"), ("ENABLE_API", "2"), ("API_TOKEN", "short")]
)
def test_bad_values_are_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment(5005, None, {name: value})
