"""Downloads: ``GET /files/<secret>/<name>`` gives a file that was made for somebody, to whoever has its secret."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, file, text

from stores import downloads

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


def blueprint() -> Blueprint:
    """The route. Files are always saved, never shown in the page, and kept by no cache."""
    routes = Blueprint("files")

    @routes.get("/files/<secret:str>/<name:str>")
    async def fetch(request: Request, secret: str, name: str) -> HTTPResponse:
        path = downloads.find(secret, name)
        if path is None:
            return text("", status=404)
        kind = _TYPES.get(path.suffix.removeprefix("."), "application/octet-stream")
        headers = {
            "Content-Disposition": f'attachment; filename="{path.name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return await file(str(path), mime_type=kind, headers=headers)

    return routes
