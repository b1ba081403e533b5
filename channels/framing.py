"""Where a request's body ends: requests that leave that open are refused before their body is looked for.

The web server that Rasa depends on takes any whole number for a length. With ``Content-Length: -5`` it looks for the
body without end, and without letting anybody else have their turn: one such request would stop the service.
"""

from __future__ import annotations

import re

from sanic import Sanic
from sanic.exceptions import InvalidUsage
from sanic.request import Request

_LENGTH = re.compile(r"\d{1,18}", re.ASCII)


def add_framing(app: Sanic) -> None:
    """Refuse (400) requests whose length isn't one plain number, or that are both chunked and of a given length."""
    app.add_signal(_check, "http.lifecycle.request")


async def _check(request: Request) -> None:
    lengths = request.headers.getall("content-length", [])
    codings = request.headers.getall("transfer-encoding", [])
    if len(lengths) + len(codings) > 1 or (lengths and not _LENGTH.fullmatch(lengths[0].strip())):
        raise InvalidUsage("Bad Request")
    if codings and codings[0].strip().lower() != "chunked":
        raise InvalidUsage("Bad Request")
