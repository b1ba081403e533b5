"""The website's channel in a running server, spoken to as the page does, and as somebody with bad intentions does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio
from socketio.exceptions import ConnectionError as Refusal

from channels import website
from channels.gate import Gate
from channels.guard import MAX_CHARACTERS
from channels.limits import Limits, Rate
from channels.rest import RestInput
from channels.tokens import Tokens
from channels.website import WebsiteInput
from tests.channels.server import ScriptedAgent, Server, echo

KEY = bytes(range(32))
FOREIGN = "https://evil.example"
ALLOWED = "https://consultant.example"


class Page:
    """What a page does: asks for its session, sends texts, collects entries."""

    def __init__(self, server: Server) -> None:
        """Not connected yet."""
        self.url = server.url
        self.client = socketio.AsyncClient(reconnection=False)
        self.confirmed: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.entries: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.typing: list[bool] = []
        self.refused: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.forgotten = asyncio.Event()
        self.client.on("session_confirm", self.confirmed.put)
        self.client.on("session_refused", self.refused.put)
        self.client.on("entry", self.entries.put)
        self.client.on("typing", self._typing)
        self.client.on("forgotten", self._forgotten)

    async def _typing(self, data: dict[str, Any]) -> None:
        self.typing.append(data["on"])

    async def _forgotten(self, *_: object) -> None:
        self.forgotten.set()

    async def connect(self, headers: dict[str, str] | None = None, transports: list[str] | None = None) -> None:
        await self.client.connect(
            self.url,
            headers=headers or {},
            socketio_path="/chat/socket.io",
            transports=transports or ["websocket"],
            wait_timeout=5,
        )

    async def open(self, **asked: Any) -> dict[str, Any]:
        """Connect if need be, and ask for a session."""
        if not self.client.connected:
            await self.connect()
        await self.client.emit("session_request", asked)
        return await asyncio.wait_for(self.confirmed.get(), 5)

    async def say(self, text: Any, identifier: Any = None, **more: Any) -> Any:
        """Send a text; the result is the acknowledgement."""
        self.sent = getattr(self, "sent", 0) + 1
        data = {"id": identifier or f"message-{id(self)}-{self.sent}", "text": text, **more}
        return await self.client.call("user_uttered", data, timeout=10)

    async def next(self) -> dict[str, Any]:
        """The next entry."""
        return await asyncio.wait_for(self.entries.get(), 5)

    async def texts(self, count: int) -> list[str]:
        return [(await self.next())["text"] for _ in range(count)]

    async def close(self) -> None:
        await self.client.disconnect()


Play = Callable[[Server, ScriptedAgent], Awaitable[None]]


def run(tmp_path: Path, play: Play, script: Any = echo, limits: Limits | None = None) -> ScriptedAgent:
    """Play against a fresh server."""
    agent = ScriptedAgent(tmp_path / "conversations.db", script)
    with serve(agent, limits) as server:
        asyncio.run(play(server, agent))
    return agent


def serve(agent: ScriptedAgent, limits: Limits | None = None, port: int = 0) -> Server:
    gate = Gate(limits or Limits(None, None))
    return Server([RestInput(gate), WebsiteInput(Tokens(KEY), (ALLOWED,), gate)], agent, port)


async def slow(text: str) -> list[dict[str, Any]]:
    await asyncio.sleep(0.5 if text.startswith("slow") else 0)
    return await echo(text)


def test_a_conversation(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        confirmed = await page.open()
        ticket = Tokens(KEY).read(confirmed["token"])
        assert ticket is not None
        assert confirmed["number"] == ticket.number
        assert (confirmed["entries"], confirmed["goes_on"], confirmed["typing"]) == ([], False, False)
        assert await page.say("/restart", "identifier-1") == {"ok": True}
        person, assistant = await page.next(), await page.next()
        assert (person["from"], person["text"], person["id"], person["position"]) == (
            "person",
            "restart",
            "identifier-1",
            1,
        )
        assert (assistant["from"], assistant["text"], assistant["position"]) == ("assistant", "You said: restart", 2)
        assert page.typing == [True, False]
        message = agent.messages[0]
        assert (message.sender_id, message.input_channel, message.text) == (ticket.sender, "website", "restart")
        assert message.metadata is None
        await page.close()

    run(tmp_path, play)


def test_by_polling(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.connect(transports=["polling"])
        await page.open()
        await page.say("hello")
        assert await page.texts(2) == ["hello", "You said: hello"]
        # Its own disconnect() waits half a minute for the open poll.
        await page.client.eio.http.close()

    run(tmp_path, play)


def test_nobody_takes_over_a_conversation(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        victim, thief = Page(server), Page(server)
        confirmed = await victim.open()
        await victim.say("my secret")
        await victim.texts(2)
        sender = agent.messages[0].sender_id
        other = Tokens(bytes(32)).issue().token
        nonce = confirmed["token"].split(".")[0]
        attempts: list[Any] = [
            sender,
            confirmed["number"],
            other,
            f"{nonce}.{'0' * 64}",
            nonce,
            None,
            1,
            [],
            {},
            "",
            "\x00",
        ]
        for token in attempts:
            got = await thief.open(token=token, epoch=confirmed["epoch"], position=0, session_id=sender)
            assert got["number"] != confirmed["number"]
            assert got["entries"] == []
        await thief.client.emit("session_request", sender)
        assert (await asyncio.wait_for(thief.confirmed.get(), 5))["number"] != confirmed["number"]
        await thief.say("hello", session_id=sender, sender=sender, sender_id=sender, token=confirmed["number"])
        assert agent.messages[-1].sender_id != sender
        assert victim.entries.empty()
        response = requests.post(
            f"{server.url}/webhooks/rest/webhook", json={"sender": sender, "message": "go on"}, timeout=5
        )
        assert response.status_code == 400
        assert len(agent.messages) == 2
        await thief.close()
        await victim.close()

    run(tmp_path, play)


def test_no_session_no_message(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.connect()
        assert await page.say("hello") == {"ok": False, "reason": "no_session"}
        assert agent.messages == []
        await page.close()

    run(tmp_path, play)


def test_changing_the_conversation_leaves_the_first(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page, other = Page(server), Page(server)
        first = await page.open()
        await other.open(token=first["token"])
        await page.open()
        await other.say("for the first conversation only")
        await other.texts(2)
        assert page.entries.empty()
        await page.close()
        await other.close()

    run(tmp_path, play)


BAD: list[Any] = [
    None,
    "text",
    7,
    [],
    {},
    {"text": "hi"},
    {"id": "identifier-1"},
    {"id": "identifier-1", "text": None},
    {"id": "identifier-1", "text": ["hi"]},
    {"id": "short", "text": "hi"},
    {"id": "with blanks in it", "text": "hi"},
    {"id": "x" * 65, "text": "hi"},
    {"id": 12345678, "text": "hi"},
]


def test_bad_messages(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.open()
        for data in BAD:
            result = await page.client.call("user_uttered", data, timeout=5)
            assert result == {"ok": False, "reason": "bad_message"}, data
        assert agent.messages == []
        await page.say("still here")
        assert (await page.texts(2))[1] == "You said: still here"
        await page.close()

    run(tmp_path, play)


def test_what_the_guard_refuses(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.open()
        await page.say(" \u200b/ ")
        assert "didn't get any text" in (await page.texts(2))[1]
        await page.say("a" * (MAX_CHARACTERS + 1))
        assert "4,000 characters" in (await page.texts(2))[1]
        assert agent.messages == []
        await page.close()

    run(tmp_path, play)


def test_a_huge_packet_ends_its_connection_only(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page, other = Page(server), Page(server)
        await page.open()
        await other.open()
        await page.client.emit("user_uttered", {"id": "identifier-1", "text": "a" * 200_000})
        for _ in range(50):
            if not page.client.connected:
                break
            await asyncio.sleep(0.1)
        assert not page.client.connected
        await other.say("hello")
        assert (await other.texts(2))[1] == "You said: hello"
        assert [message.text for message in agent.messages] == ["hello"]
        await other.close()

    run(tmp_path, play)


def test_two_quick_messages_are_answered_in_order(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.open()
        results = await asyncio.gather(page.say("slow one"), page.say("two"), page.say("three"))
        assert results == [{"ok": True}] * 3
        entries = [await page.next() for _ in range(6)]
        assert [entry["position"] for entry in entries] == [1, 2, 3, 4, 5, 6]
        said = [entry["text"] for entry in entries if entry["from"] == "assistant"]
        assert said == ["You said: slow one", "You said: two", "You said: three"]
        assert page.typing[-1] is False
        await page.close()

    run(tmp_path, play, slow)


def test_what_is_said_while_away_waits(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        confirmed = await page.open()
        await page.client.emit("user_uttered", {"id": "identifier-1", "text": "slow question"})
        assert (await page.next())["text"] == "slow question"
        await page.close()
        await asyncio.sleep(1)
        back = Page(server)
        again = await back.open(token=confirmed["token"], epoch=confirmed["epoch"], position=1)
        assert again["goes_on"] is True
        assert [entry["text"] for entry in again["entries"]] == ["You said: slow question"]
        # The page doesn't know whether its message arrived, and sends it again.
        assert await back.say("slow question", "identifier-1") == {"ok": True}
        assert len(agent.messages) == 1
        await back.close()

    run(tmp_path, play, slow)


def test_coming_back_while_an_answer_is_prepared(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page, back = Page(server), Page(server)
        confirmed = await page.open()
        await page.client.emit("user_uttered", {"id": "identifier-1", "text": "slow question"})
        await page.next()
        await page.close()
        again = await back.open(token=confirmed["token"], epoch="another", position=1)
        assert (again["goes_on"], again["typing"]) == (False, True)
        assert [entry["text"] for entry in again["entries"]] == ["slow question"]
        assert await back.texts(1) == ["You said: slow question"]
        await back.close()

    run(tmp_path, play, slow)


def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    database = tmp_path / "conversations.db"
    kept: dict[str, Any] = {}

    async def before(server: Server) -> None:
        page = Page(server)
        kept.update(await page.open())
        await page.say("hello", "identifier-1")
        await page.texts(2)
        await page.close()

    async def after(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        again = await page.open(token=kept["token"], epoch=kept["epoch"], position=2)
        assert (again["goes_on"], again["number"], again["token"]) == (False, kept["number"], kept["token"])
        assert [entry["text"] for entry in again["entries"]] == ["hello", "You said: hello"]
        assert again["entries"][0]["id"] == "identifier-1"
        assert await page.say("hello", "identifier-1") == {"ok": True}
        assert agent.messages == []
        await page.say("go on")
        assert [entry["position"] for entry in (await page.next(), await page.next())] == [3, 4]
        await page.close()

    with serve(ScriptedAgent(database)) as server:
        asyncio.run(before(server))
    agent = ScriptedAgent(database)
    with serve(agent) as server:
        asyncio.run(after(server, agent))


def test_unused_conversations_leave_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(website, "LINGER", 0.2)
    agent = ScriptedAgent(tmp_path / "conversations.db")
    gate = Gate(Limits(None, None))
    channel = WebsiteInput(Tokens(KEY), (), gate)

    async def play(server: Server) -> None:
        page = Page(server)
        confirmed = await page.open()
        await page.say("hello")
        await page.close()
        await asyncio.sleep(0.6)
        assert channel._conversations == {}
        back = Page(server)
        again = await back.open(token=confirmed["token"], epoch=confirmed["epoch"], position=1)
        assert [entry["text"] for entry in again["entries"]] == ["hello", "You said: hello"]
        await back.close()

    with Server([channel], agent) as server:
        asyncio.run(play(server))


def test_two_pages_of_one_conversation(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        one, two = Page(server), Page(server)
        token = (await one.open())["token"]
        await two.open(token=token)
        await one.say("hello")
        assert await one.texts(2) == await two.texts(2) == ["hello", "You said: hello"]
        await one.close()
        await two.say("again")
        assert await two.texts(2) == ["again", "You said: again"]
        await two.close()

    run(tmp_path, play)


def test_deleted_for_good(tmp_path: Path) -> None:
    async def script(text: str) -> list[dict[str, Any]]:
        await asyncio.sleep(0.2)
        return [{"text": "Deleted.", "forgotten": True}] if text == "delete my data" else await echo(text)

    async def play(server: Server, agent: ScriptedAgent) -> None:
        page, second = Page(server), Page(server)
        confirmed = await page.open()
        await second.open(token=confirmed["token"])
        await page.say("my secret")
        # What is said right behind the wish belongs to the next conversation.
        results = await asyncio.gather(page.say("delete my data"), page.say("one more thing", "identifier-9"))
        assert results == [{"ok": True}, {"ok": False, "reason": "no_session"}]
        await asyncio.wait_for(asyncio.gather(page.forgotten.wait(), second.forgotten.wait()), 5)
        assert await page.say("anybody?") == {"ok": False, "reason": "no_session"}
        assert await agent.tracker_store.retrieve_full_tracker(agent.messages[0].sender_id) is None
        again = await page.open()
        assert again["entries"] == [] and again["token"] != confirmed["token"]
        assert await page.say("one more thing", "identifier-9") == {"ok": True}
        old = await second.open(token=confirmed["token"])
        assert old["entries"] == []
        await page.close()
        await second.close()

    run(tmp_path, play, script)


def test_a_failed_deletion_deletes_nothing(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.open()
        await page.say("hello")
        await page.texts(2)

        async def fail(message: Any) -> None:
            await message.output_channel.send_response(message.sender_id, {"text": "Deleted.", "forgotten": True})
            raise RuntimeError("the database is gone")

        agent.handle_message = fail  # type: ignore[method-assign]
        await page.say("delete my data")
        assert "something went wrong" in (await page.texts(3))[2]
        assert not page.forgotten.is_set()
        del agent.handle_message
        await page.say("hello again")
        assert (await page.texts(2))[1] == "You said: hello again"
        await page.close()

    run(tmp_path, play)


def test_a_failing_or_silent_turn(tmp_path: Path) -> None:
    async def script(text: str) -> list[dict[str, Any]]:
        if text == "fail":
            raise RuntimeError("secret")
        return []

    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.open()
        await page.say("fail")
        assert "something went wrong" in (await page.texts(2))[1]
        await page.say("nothing")
        assert "nothing to say" in (await page.texts(2))[1]
        assert page.typing == [True, False, True, False]
        await page.close()

    run(tmp_path, play, script)


def test_too_fast(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        page = Page(server)
        await page.open()
        for _ in range(3):
            await page.say("hi")
        assert "Please wait" in (await page.texts(6))[-1]
        assert len(agent.messages) == 2
        await page.close()

    run(tmp_path, play, limits=Limits(Rate(30, 2), None))


def test_opening_too_many_conversations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy that is declared, the address it names is limited, not the proxy's."""
    monkeypatch.setenv("SANIC_PROXIES_COUNT", "1")

    async def play(server: Server, agent: ScriptedAgent) -> None:
        page, other = Page(server), Page(server)
        await page.connect({"X-Forwarded-For": "203.0.113.9"})
        await page.open()
        await page.open()
        await page.client.emit("session_request", {})
        refused = await asyncio.wait_for(page.refused.get(), 5)
        assert refused["seconds"] >= 1 and "wait" in refused["text"]
        await other.connect({"X-Forwarded-For": "203.0.113.10"})
        await other.open()
        await page.close()
        await other.close()

    run(tmp_path, play, limits=Limits(None, Rate(30, 2)))


def test_origins(tmp_path: Path) -> None:
    async def play(server: Server, agent: ScriptedAgent) -> None:
        for origin in (FOREIGN, "null", f"{ALLOWED}.evil.example", "https://127.0.0.1", "http://127.0.0.1:1"):
            for transport in ("websocket", "polling"):
                with pytest.raises(Refusal):
                    await Page(server).connect({"Origin": origin}, [transport])
        for origin in (server.url, server.url.replace("http:", "https:"), ALLOWED):
            page = Page(server)
            await page.connect({"Origin": origin})
            await page.open()
            await page.close()

    run(tmp_path, play)


def test_a_message_that_nobody_asked_for(tmp_path: Path) -> None:
    agent = ScriptedAgent(tmp_path / "conversations.db")
    channel = WebsiteInput(Tokens(KEY), (), Gate(Limits(None, None)))

    async def play(server: Server) -> None:
        page = Page(server)
        await page.open()
        await page.say("hello")
        await page.texts(2)
        output = channel.get_output_channel()
        assert output is not None
        sender = agent.messages[0].sender_id
        asyncio.run_coroutine_threadsafe(output.send_response(sender, {"text": "By the way."}), server._loop)
        assert await page.texts(1) == ["By the way."]
        await page.close()

    with Server([channel], agent) as server:
        asyncio.run(play(server))


def test_from_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://two.example, ,https://three.example")
    monkeypatch.delenv("WEBSITE_KEY", raising=False)
    channel = WebsiteInput.from_credentials({"allowed_origins": ["https://one.example"]})
    assert channel._allowed == ("https://one.example", "https://two.example", "https://three.example")
    assert (tmp_path / "website.key").is_file()
    monkeypatch.setenv("ALLOWED_ORIGINS", "*")
    with pytest.raises(ValueError, match="allowed_origins"):
        WebsiteInput.from_credentials(None)
