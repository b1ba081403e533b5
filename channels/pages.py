"""The files of the website, served from memory with headers that let them do nothing else."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw, redirect

FOLDER = Path(__file__).resolve().parent.parent / "website"
ADDRESS = "/chat/"
_INDEX = "index.html"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE)


class OriginError(ValueError):
    """Something in the list of allowed origins that is no origin."""


def origins(listed: Iterable[str]) -> tuple[str, ...]:
    """Origins as browsers write them (``https://example.org``); `OriginError` names what is none.

    There are no wildcards: whoever may frame the page may trick people into pressing its buttons.
    """
    found = []
    for text in listed:
        origin = text.strip().rstrip("/").lower()
        if not _ORIGIN.fullmatch(origin):
            raise OriginError(f"allowed_origins: {text!r} is no origin such as https://example.org")
        found.append(origin)
    return tuple(dict.fromkeys(found))


def policy(allowed: Iterable[str]) -> str:
    """The page's Content-Security-Policy; ``allowed`` origins may show it in a frame."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' data:",
            "base-uri 'none'",
            "form-action 'none'",
            " ".join(["frame-ancestors 'self'", *allowed]),
        ]
    )


@dataclass(frozen=True)
class Page:
    """One file."""

    content: bytes
    compressed: bytes
    content_type: str
    tag: str


def pages(folder: Path = FOLDER) -> dict[str, Page]:
    """All files below a folder that may be served, by their path in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _TYPES:
            content = path.read_bytes()
            tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
            compressed = gzip.compress(content, mtime=0)
            found[path.relative_to(folder).as_posix()] = Page(content, compressed, _TYPES[path.suffix], tag)
    return found


def add_pages(app: Sanic, allowed: Iterable[str]) -> None:
    """``/chat/`` and the files below it; ``/chat`` leads there."""
    headers = {
        "Content-Security-Policy": policy(allowed),
        "Cache-Control": "no-cache",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Vary": "Accept-Encoding",
    }

    async def to_page(request: Request) -> HTTPResponse:
        # Relative, so that it also holds below a proxy's own path.
        return redirect("chat/", status=308)

    app.add_route(to_page, ADDRESS.rstrip("/"), methods=["GET", "HEAD"], strict_slashes=True, name="to_page")
    for name, page in pages().items():
        address = ADDRESS if name == _INDEX else ADDRESS + name
        route = f"page_{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        app.add_route(_serving(page, headers), address, methods=["GET", "HEAD"], strict_slashes=True, name=route)


def _serving(page: Page, headers: dict[str, str]) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
    async def serve(request: Request) -> HTTPResponse:
        own = {**headers, "ETag": page.tag}
        if request.headers.get("if-none-match") == page.tag:
            return empty(status=304, headers=own)
        if "gzip" in request.headers.get("accept-encoding", ""):
            own["Content-Encoding"] = "gzip"
            return raw(page.compressed, content_type=page.content_type, headers=own)
        return raw(page.content, content_type=page.content_type, headers=own)

    return serve
