"""Counts for Prometheus: right, and without anything of a person."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from service.metrics import Metrics
from service.turns import Turn


@pytest.fixture
def metrics() -> Iterator[Metrics]:
    made = Metrics()
    logging.getLogger().addHandler(made)
    yield made
    logging.getLogger().removeHandler(made)


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_turns_replies_topics_and_verdicts(metrics: Metrics) -> None:
    metrics.turn(Turn("a", "rest", 0.04, "done", "ask", ("quebec", "pnp"), (), 2))
    metrics.turn(Turn("b", "rest", 0.3, "done", "out_of_scope", (), (), 1))
    metrics.turn(Turn("a", "website", 60.0, "failed"))
    metrics.turn(Turn("c", "rest", 0.04, "done", "inform", (), (("CEC", "eligible"), ("FSW", "not_eligible")), 3))
    assert value(metrics, "cec_turns_total", channel="rest", outcome="done") == 3
    assert value(metrics, "cec_turns_total", channel="website", outcome="failed") == 1
    assert value(metrics, "cec_turn_seconds_count", channel="rest") == 3
    assert value(metrics, "cec_turn_seconds_bucket", channel="rest", le="0.05") == 2
    assert value(metrics, "cec_turn_seconds_bucket", channel="website", le="51.2") == 0
    assert value(metrics, "cec_replies_total", channel="rest") == 6
    assert value(metrics, "cec_fallbacks_total", channel="rest") == 1
    assert value(metrics, "cec_topics_total", topic="quebec") == 1
    assert value(metrics, "cec_verdicts_total", program="CEC", result="eligible") == 1


def test_refused_texts(metrics: Metrics) -> None:
    metrics.refused("too_fast")
    metrics.refused("too_fast")
    assert value(metrics, "cec_refused_total", reason="too_fast") == 2


def test_errors_by_the_part_that_logged_them(metrics: Metrics) -> None:
    logging.getLogger("channels.gate").error("a turn failed")
    logging.getLogger("rasa.core.processor").error("something secret")
    logging.getLogger("channels.gate").warning("no error")
    assert value(metrics, "cec_errors_total", part="channels") == 1
    assert value(metrics, "cec_errors_total", part="rasa") == 1


def test_two_are_apart(metrics: Metrics) -> None:
    metrics.refused("empty")
    assert value(Metrics(), "cec_refused_total", reason="empty") is None


def test_conversations_are_in_no_label(metrics: Metrics) -> None:
    metrics.turn(Turn("conversation-name", "rest", 0.04, "done", "ask", ("quebec",), (), 2))
    labels = {
        text for family in metrics.registry.collect() for sample in family.samples for text in sample.labels.values()
    }
    assert "quebec" in labels
    assert "conversation-name" not in labels
