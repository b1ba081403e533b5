"""Handing a conversation over to people: where they are reached, and sending them a summary.

The operator says so in the environment (docs/handoff.md); this is its only reader. What is sent, and that nothing is
sent without a yes, is `actions.handoff`'s business.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import os
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from service.settings import SettingsError

log = logging.getLogger("cec.handoff")

#: One try takes so long at most; after a failed one it waits, then tries again.
SECONDS = 5.0
WAITS = (0.5, 2.0)
SIGNATURE, DELIVERY = "X-Handoff-Signature", "X-Handoff-Delivery"
_SECRET_LENGTH = 16
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class HandoffError(RuntimeError):
    """The summary could not be delivered."""


@dataclass(frozen=True)
class Handoff:
    """How people are reached: a page, an address, or a webhook that takes a summary; at least one of them."""

    link: str | None = None
    email: str | None = None
    webhook: str | None = None
    secret: str | None = field(default=None, repr=False)

    @property
    def host(self) -> str:
        """The name of the machine that the webhook sends to, for people to read."""
        return urlsplit(self.webhook or "").hostname or ""


def from_environment(environment: Mapping[str, str] | None = None) -> Handoff | None:
    """What the operator has set, ``None`` when nothing is; `SettingsError` for a setting that can't be used."""
    env = os.environ if environment is None else environment
    link, email, webhook, secret = (
        (env.get(f"HANDOFF_{name}") or "").strip() or None for name in ("LINK", "EMAIL", "WEBHOOK", "SECRET")
    )
    if not (link or email or webhook):
        return None
    if link and urlsplit(link).scheme not in ("https", "http"):
        raise SettingsError("HANDOFF_LINK: an address that begins with https:// is expected")
    if email and not _EMAIL.fullmatch(email):
        raise SettingsError("HANDOFF_EMAIL: one e-mail address is expected")
    if webhook:
        parts = urlsplit(webhook)
        # What people tell about themselves is never sent in the open.
        if not parts.hostname or not (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        ):
            raise SettingsError("HANDOFF_WEBHOOK: an https:// address is expected (http:// on this machine only)")
        if len(secret or "") < _SECRET_LENGTH:
            raise SettingsError(
                f"HANDOFF_SECRET: at least {_SECRET_LENGTH} characters are expected with HANDOFF_WEBHOOK"
            )
    return Handoff(link, email, webhook, secret)


def signature(secret: str, body: bytes) -> str:
    """The value of the header `SIGNATURE`: HMAC-SHA256 of the body, as hexadecimal digits behind ``sha256=``."""
    return "sha256=" + hmac.new(secret.encode("utf-8"), body, hashlib.sha256).hexdigest()


async def send(handoff: Handoff, content: Mapping[str, Any]) -> None:
    """Post ``content`` as JSON, signed; up to three tries.

    Another try follows when nobody answers, or the answer is that of a server in trouble (429, 5xx); a refusal isn't
    asked twice, and a redirection not followed. `HandoffError` when it was not accepted (2xx).
    """
    assert handoff.webhook and handoff.secret
    body = json.dumps(content, ensure_ascii=False).encode("utf-8")
    headers = {
        "Content-Type": "application/json",
        SIGNATURE: signature(handoff.secret, body),
        # The same for every try, so that a receiver can tell a repetition.
        DELIVERY: uuid.uuid4().hex,
    }
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
        for wait in (*WAITS, None):
            try:
                async with session.post(handoff.webhook, data=body, headers=headers, allow_redirects=False) as answer:
                    status = answer.status
            except (aiohttp.ClientError, asyncio.TimeoutError) as error:
                status, why = 0, type(error).__name__
            else:
                why = f"status {status}"
            if 200 <= status < 300:
                return
            log.warning("handoff to %s failed: %s", handoff.host, why)
            if wait is None or (status and status != 429 and status < 500):
                raise HandoffError(why)
            await asyncio.sleep(wait)
