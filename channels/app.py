"""What the whole web application needs beside its channels: limits, headers, health."""

from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse
from sanic.response import json as json_response

from channels.framing import add_framing
from channels.guard import MAX_BODY_BYTES
from service.health import readiness

#: Set on every response that doesn't set them itself. Only the page may be framed, and says by whom.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def install(app: Sanic, api: bool = False) -> None:
    """Prepare an application made by ``rasa.core.run.configure_app``, before it is started.

    ``api``: Rasa's HTTP API is on; its bodies (training data, stories) keep Rasa's own limit. Adds ``GET /health``
    (200: the process answers), ``GET /ready`` (200 once the model is loaded, 503 until then), and security
    headers on every response.
    """
    app.config.WEBSOCKET_MAX_SIZE = MAX_BODY_BYTES
    if not api:
        app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    add_framing(app)
    app.register_middleware(_add_headers, "response")
    app.add_route(_health, "/health", methods=["GET"], name="health")
    app.add_route(_ready, "/ready", methods=["GET"], name="ready")


async def _add_headers(request: Request, response: BaseHTTPResponse | None) -> None:
    if response is None:
        return
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


async def _health(request: Request) -> HTTPResponse:
    return json_response({"status": "ok"})


async def _ready(request: Request) -> HTTPResponse:
    state = await readiness(getattr(request.app.ctx, "agent", None))
    return json_response({"status": state}, status=200 if state == "ready" else 503)
