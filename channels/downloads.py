"""Files that the assistant made for one person: kept for a short time under an address that nobody can guess.

Whoever makes a file calls `offer` and says the address to the person. Files lie in ``var/downloads``, so that the
actions may run in another process than the server.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from pathlib import Path
from urllib.parse import quote

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw
from sanic.response import json as json_response

from service.paths import var

#: Seconds that a file can be fetched.
KEPT = 60 * 60
_KEY_BYTES = 32
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}


class DownloadError(ValueError):
    """A file name that can't be offered."""


def offer(name: str, content: bytes, folder: Path | None = None, now: float | None = None) -> str:
    """Keep a file for `KEPT` seconds and answer its address (``/downloads/…``); files past that are removed.

    `DownloadError` for a name with other characters than letters, digits, blanks, dots and dashes, or of a kind that
    isn't served.
    """
    if not _NAME.fullmatch(name) or Path(name).suffix not in _TYPES:
        raise DownloadError(f"{name!r} can't be a download's name")
    folder = _folder() if folder is None else folder
    _tidy(folder, time.time() if now is None else now)
    key = secrets.token_urlsafe(_KEY_BYTES)
    place = folder / key
    place.mkdir(parents=True, mode=0o700)
    (place / name).write_bytes(content)
    return f"/downloads/{key}/{quote(name)}"


def find(key: str, name: str, folder: Path | None = None, now: float | None = None) -> bytes | None:
    """The content of an offered file; None if there is none of that name, or no longer."""
    if not _KEY.fullmatch(key) or not _NAME.fullmatch(name):
        return None
    path = (_folder() if folder is None else folder) / key / name
    try:
        if _expired(path, time.time() if now is None else now):
            return None
        return path.read_bytes()
    except OSError:
        return None


def add_downloads(app: Sanic) -> None:
    """``GET /downloads/<key>/<name>``, as an attachment."""

    async def download(request: Request, key: str, name: str) -> HTTPResponse:
        content = find(key, name)
        if content is None:
            return json_response({"error": "not found"}, status=404)
        return raw(
            content,
            content_type=_TYPES[Path(name).suffix],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    app.add_route(download, "/downloads/<key:str>/<name:str>", methods=["GET"], name="download", unquote=True)


def _folder() -> Path:
    return var() / "downloads"


def _expired(path: Path, now: float) -> bool:
    return now - path.stat().st_mtime > KEPT


def _tidy(folder: Path, now: float) -> None:
    for place in folder.glob("*"):
        if _KEY.fullmatch(place.name) and _expired(place, now):
            shutil.rmtree(place, ignore_errors=True)
