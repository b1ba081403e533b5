"""A stand-in for the operator's webhook: keeps what it gets, and answers as told."""

from __future__ import annotations

import http.server
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Webhook:
    """``statuses``: of the answers to come, the last one for all that follow; ``delay``: seconds before each."""

    statuses: list[int] = field(default_factory=lambda: [200])
    delay: float = 0.0
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        webhook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                webhook.requests.append((dict(self.headers), body))
                time.sleep(webhook.delay)
                first, *rest = webhook.statuses
                webhook.statuses = rest or [first]
                self.send_response(first)
                if first in (301, 302, 307):
                    self.send_header("Location", webhook.url)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                return

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/handoff"

    @property
    def received(self) -> list[dict[str, Any]]:
        """The JSON of all requests."""
        return [json.loads(body) for _, body in self.requests]

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
