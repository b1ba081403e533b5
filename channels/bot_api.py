"""A client of Telegram's Bot API: the few calls that we need, tried again where that helps."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp

from channels.messenger import ATTEMPTS, LONGEST_WAIT, Pause, backoff
from channels.reply import File

TELEGRAM = "https://api.telegram.org"


class BotApiError(Exception):
    """A call that failed for good: Telegram's code and description, or code 0 when it wasn't reached.

    Neither holds the token or anything that was to be sent; aiohttp's own errors would tell the address, and with it
    the token.
    """

    def __init__(self, code: int, description: str) -> None:
        """``code``: the HTTP status, mostly."""
        super().__init__(f"{code} {description}")
        self.code = code


class BotApi:
    """One bot."""

    def __init__(
        self,
        token: str,
        session: Callable[[], aiohttp.ClientSession],
        address: str = TELEGRAM,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """``session`` gives the connections to use; ``pause`` waits between attempts."""
        self._address = f"{address.rstrip('/')}/bot{token}"
        self._session = session
        self._pause = pause

    async def call(self, method: str, parameters: Mapping[str, Any], files: Mapping[str, File] | None = None) -> Any:
        """The result of a method. `BotApiError` when Telegram refuses it, or isn't there after some attempts.

        Waits as long as Telegram asks to, up to `LONGEST_WAIT` seconds.
        """
        for attempt in range(ATTEMPTS):
            wait = backoff(attempt)
            try:
                return await self._once(method, parameters, files)
            except (aiohttp.ClientError, asyncio.TimeoutError) as error:
                failed = BotApiError(0, type(error).__name__)
            except _Later as later:
                failed = later.error
                wait = wait if later.seconds is None else later.seconds
            if wait > LONGEST_WAIT or attempt == ATTEMPTS - 1:
                break
            await self._pause(wait)
        raise failed

    async def _once(self, method: str, parameters: Mapping[str, Any], files: Mapping[str, File] | None) -> Any:
        sent: dict[str, Any] = {"data": _form(parameters, files)} if files else {"json": dict(parameters)}
        async with self._session().post(f"{self._address}/{method}", **sent) as response:
            try:
                answer = json.loads(await response.read())
            except ValueError:
                answer = {}
        if not isinstance(answer, dict):
            answer = {}
        if answer.get("ok"):
            return answer.get("result")
        code = answer.get("error_code") or response.status
        error = BotApiError(code, str(answer.get("description") or "no answer")[:200])
        if code == 429:
            raise _Later(error, float((answer.get("parameters") or {}).get("retry_after") or 1))
        if code >= 500 or not answer:
            raise _Later(error)
        raise error


class _Later(Exception):
    """A call that may succeed later, in ``seconds`` if Telegram says so."""

    def __init__(self, error: BotApiError, seconds: float | None = None) -> None:
        super().__init__()
        self.error = error
        self.seconds = seconds


def _form(parameters: Mapping[str, Any], files: Mapping[str, File]) -> aiohttp.FormData:
    """The parameters and files as a form; what isn't a string goes as JSON. It can be sent only once."""
    form = aiohttp.FormData()
    for name, value in parameters.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, file in files.items():
        form.add_field(name, file.content, filename=file.name, content_type="application/octet-stream")
    return form
