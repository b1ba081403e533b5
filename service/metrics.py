"""Counts for Prometheus, at ``GET /metrics`` where ``METRICS=1``.

Labels are from closed lists (channels, topics, results): nothing in them comes from a person, and there are never more
of them than the assistant knows.
"""

from __future__ import annotations

import logging

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from channels.guard import Reason
from service.turns import Turn

#: Seconds; a turn takes 0.02 to 0.1 on an idle machine.
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2)
_FALLBACK = "out_of_scope"


class Metrics(logging.Handler):
    """What is counted; a logging handler too, which counts errors."""

    def __init__(self) -> None:
        """A registry of its own: nothing that a library counts on the side is shown."""
        super().__init__(logging.ERROR)
        # A second series for each, which says when it was first counted.
        disable_created_metrics()
        self.registry = CollectorRegistry()
        own = {"registry": self.registry}
        self._turns = Counter(
            "cec_turns", "Messages that were answered, or should have been", ["channel", "outcome"], **own
        )
        self._seconds = Histogram(
            "cec_turn_seconds", "From the message's coming to its answer", ["channel"], buckets=_BUCKETS, **own
        )
        self._replies = Counter("cec_replies", "Messages of the assistant", ["channel"], **own)
        self._fallbacks = Counter("cec_fallbacks", "Messages that were out of scope", ["channel"], **own)
        self._topics = Counter("cec_topics", "Questions, by topic", ["topic"], **own)
        self._verdicts = Counter("cec_verdicts", "Verdicts that were given", ["program", "result"], **own)
        self._refused = Counter("cec_refused", "Texts that weren't let in", ["reason"], **own)
        self._errors = Counter("cec_errors", "Errors in the log, by the part that logged them", ["part"], **own)
        ProcessCollector(namespace="cec", registry=self.registry)

    def turn(self, turn: Turn) -> None:
        """Count a turn."""
        self._turns.labels(turn.channel, turn.outcome).inc()
        self._seconds.labels(turn.channel).observe(turn.seconds)
        self._replies.labels(turn.channel).inc(turn.replies)
        if turn.intent == _FALLBACK:
            self._fallbacks.labels(turn.channel).inc()
        for topic in turn.topics:
            self._topics.labels(topic).inc()
        for program, result in turn.verdicts:
            self._verdicts.labels(program, result).inc()

    def refused(self, reason: Reason) -> None:
        """Count a refused text."""
        self._refused.labels(reason).inc()

    def emit(self, record: logging.LogRecord) -> None:
        """Count an error."""
        self._errors.labels(record.name.partition(".")[0]).inc()

    def add_route(self, app: Sanic) -> None:
        """``GET /metrics``."""

        async def show(request: Request) -> HTTPResponse:
            return raw(generate_latest(self.registry), content_type=CONTENT_TYPE_LATEST)

        app.add_route(show, "/metrics", methods=["GET"], name="metrics")
