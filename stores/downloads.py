"""Files made for a person: kept under a name that can't be guessed, for some time, and deleted with the conversation.

A folder a conversation (named by a hash of its id), in it a folder a file (named by a secret): whoever has the secret
has the file, and nobody else.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
from pathlib import Path

from service.paths import var

#: How long a file can be fetched.
KEPT_SECONDS = 24 * 3600
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


def _root() -> Path:
    return var() / "downloads"


def _folder(conversation: str) -> Path:
    return _root() / hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def keep(conversation: str, name: str, content: bytes) -> tuple[str, Path]:
    """Keep a file: its secret (for ``/files/<secret>/<name>``) and where it lies.

    ``ValueError`` for a name that is more than letters, digits, dots, dashes and underscores.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a file name: {name!r}")
    expire()
    secret = secrets.token_urlsafe(32)
    folder = _folder(conversation) / secret
    folder.mkdir(parents=True, mode=0o700)
    path = folder / name
    path.write_bytes(content)
    path.chmod(0o600)
    return secret, path


def find(secret: str, name: str) -> Path | None:
    """The file of a secret; ``None`` when there is none, or its time is over."""
    if not _SECRET.fullmatch(secret) or not _NAME.fullmatch(name):
        return None
    for folder in _root().glob(f"*/{secret}"):
        path = folder / name
        if path.is_file() and time.time() - path.stat().st_mtime < KEPT_SECONDS:
            return path
    return None


def names(conversation: str) -> list[str]:
    """The names of the files kept for a conversation."""
    return sorted(path.name for path in _folder(conversation).glob("*/*"))


def forget(conversation: str) -> bool:
    """Delete all files of a conversation; whether there were any."""
    folder = _folder(conversation)
    found = folder.is_dir()
    shutil.rmtree(folder, ignore_errors=True)
    return found


def expire() -> None:
    """Delete files whose time is over."""
    now = time.time()
    for folder in _root().glob("*/*"):
        ages = [now - path.stat().st_mtime for path in folder.glob("*")]
        if not ages or min(ages) >= KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
    for folder in _root().glob("*"):
        if not any(folder.iterdir()):
            folder.rmdir()
