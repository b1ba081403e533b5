"""What Slack sends, read."""

from __future__ import annotations

import pytest

from channels.slack_payloads import escaped, plain, read_body, read_event, read_press

MESSAGE = {"type": "message", "channel_type": "im", "channel": "D1234", "user": "U1234", "ts": "1.2", "text": "hi"}


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("CLB &gt;= 7 &amp; NCLC &lt; 5", "CLB >= 7 & NCLC < 5"),
        ("&amp;lt;", "&lt;"),
        ("<https://a.example/x> and <https://b.example|b.example> too", "https://a.example/x and b.example too"),
        (
            "<http://canada.ca|canada.ca> then <https://canada.ca/en|the page>",
            "canada.ca then the page (https://canada.ca/en)",
        ),
        ("<https://a.example/?a=1&amp;b=2>", "https://a.example/?a=1&b=2"),
        ("<mailto:ann@example.org|ann@example.org>", "ann@example.org"),
        ("<tel:+16135550100|613 555 0100>", "613 555 0100 (+16135550100)"),
        ("<@U0LAN0Z89> am I eligible?", " am I eligible?"),
        ("ask <@U2147483697|ann> or <@U77777>", "ask @ann or @U77777"),
        ("in <#C0LAN2Q65|general> <#C1>", "in #general #C1"),
        ("<!here> <!subteam^S012|@hr> <!date^1392734382^{date}|Feb 18>", "@here @hr Feb 18"),
        ("/restart", "/restart"),
        ("", ""),
    ],
)
def test_what_was_typed(sent: str, typed: str) -> None:
    assert plain(sent, us="U0LAN0Z89") == typed


def test_escaping() -> None:
    assert escaped("<!channel> & <b>") == "&lt;!channel&gt; &amp; &lt;b&gt;"
    assert plain(escaped("<!channel> & &amp; <b>")) == "<!channel> & &amp; <b>"


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        (b'{"type": "a"}', {"type": "a"}),
        (b' {"type": "a"}', {"type": "a"}),
        (b"payload=%7B%22type%22%3A%22a%22%7D", {"type": "a"}),
        (b"command=%2Fcec&text=hi+there", {"command": "/cec", "text": "hi there"}),
        (b"payload=nonsense", {}),
        (b"payload=%5B%5D", {}),
        (b"{", {}),
        (b"[]", {}),
        (b"", {}),
        (b"\xff", {}),
        (b'{"a":' * 100_000, {}),
    ],
)
def test_bodies(body: bytes, payload: dict[str, str]) -> None:
    assert read_body(body) == payload


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "event_callback"},
        {"event": "message"},
        {"event": {"type": "message", "channel_type": "im"}, "team_id": "T1234"},
        {"event": {**MESSAGE, "user": ["U1"]}, "team_id": "T1234"},
        {"event": {**MESSAGE, "user": "a b"}, "team_id": "T1234"},
        {"event": {**MESSAGE, "ts": 1}, "team_id": "T1234"},
    ],
)
def test_no_message(payload: dict[str, object]) -> None:
    assert read_event({"event": MESSAGE, "team_id": "T1234"}) is not None
    assert read_event(payload) is None


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "view_submission"},
        {"type": "block_actions"},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": ["x"], "message": []},
        {"type": "block_actions", "actions": [{"type": "multi_static_select", "selected_options": []}]},
        {"type": "block_actions", "actions": [{"type": "button", "value": "Yes"}], "message": {"ts": "1"}},
    ],
)
def test_no_press(payload: dict[str, object]) -> None:
    assert read_press(payload) is None
