"""Who may go on with which conversation of the website.

A browser gets a token from us and shows it when it comes back. The token holds an unguessable number and our
signature over it; the conversation's id is derived from the number by a keyed hash. So no token can be made up, none
can be found from an id (ids stand in the database and in logs), and nothing needs to be stored.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

#: Every conversation of the website has an id that begins like this; other channels refuse such ids.
PREFIX = "web-"
_KEY_BYTES = 32
_NONCE_BYTES = 24
_TOKEN = re.compile(r"([A-Za-z0-9_-]{32})\.([0-9a-f]{64})")
#: Crockford's alphabet: no letter that is taken for another or for a digit.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NUMBER_CHARACTERS = 8


class KeyProblem(ValueError):
    """A key that can't be used; the text says which and why."""


@dataclass(frozen=True)
class Ticket:
    """``token``: what the browser keeps; ``sender``: the conversation; ``number``: what people may say aloud."""

    token: str
    sender: str
    number: str


class Tokens:
    """Issues tokens and reads them."""

    def __init__(self, key: bytes) -> None:
        """``key``: at least 32 bytes that nobody else knows; the same on all servers of one website."""
        if len(key) < _KEY_BYTES:
            raise KeyProblem(f"a key of at least {_KEY_BYTES} bytes is expected")
        self._key = key

    def issue(self) -> Ticket:
        """A new conversation."""
        return self._ticket(secrets.token_urlsafe(_NONCE_BYTES))

    def read(self, token: object) -> Ticket | None:
        """The conversation of a token that we issued; None for anything else."""
        match = _TOKEN.fullmatch(token) if isinstance(token, str) else None
        if match is None or not hmac.compare_digest(match.group(2), self._mac("token", match.group(1))):
            return None
        return self._ticket(match.group(1))

    def _ticket(self, nonce: str) -> Ticket:
        digest = self._mac("conversation", nonce)
        value = int(digest, 16)
        number = ""
        for _ in range(_NUMBER_CHARACTERS):
            value, rest = divmod(value, len(_ALPHABET))
            number += _ALPHABET[rest]
        number = f"{number[:4]}-{number[4:]}"
        # The number is part of the id, so whoever keeps the conversations finds one by it.
        sender = f"{PREFIX}{number.lower()}-{digest[:32]}"
        return Ticket(f"{nonce}.{self._mac('token', nonce)}", sender, number)

    def _mac(self, purpose: str, text: str) -> str:
        return hmac.new(self._key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


def website_key(file: Path, environment: str | None = None) -> bytes:
    """The key: ``environment`` (64 or more hexadecimal digits) if given, else that of ``file``.

    The file is made when there is none. `KeyProblem` for a key that can't be used.
    """
    if environment:
        try:
            return _long_enough(bytes.fromhex(environment), "WEBSITE_KEY")
        except ValueError as error:
            raise KeyProblem(f"WEBSITE_KEY: {2 * _KEY_BYTES} or more hexadecimal digits are expected") from error
    if not file.is_file():
        # Made whole beside it, then put in place: whoever is first wins, and two servers that start at once read
        # the same key.
        made = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
            new.write(secrets.token_bytes(_KEY_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(made, file)
        made.unlink()
    return _long_enough(file.read_bytes(), str(file))


def _long_enough(key: bytes, name: str) -> bytes:
    if len(key) < _KEY_BYTES:
        raise KeyProblem(f"{name}: a key of at least {_KEY_BYTES} bytes is expected")
    return key
