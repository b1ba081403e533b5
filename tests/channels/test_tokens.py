"""Tokens of the website's conversations."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from channels.guard import sender_problem
from channels.tokens import KeyProblem, Tokens, website_key

KEY = bytes(range(32))


def test_a_token_leads_to_its_conversation_again() -> None:
    ticket = Tokens(KEY).issue()
    assert Tokens(KEY).read(ticket.token) == ticket


def test_no_two_are_alike() -> None:
    tickets = [Tokens(KEY).issue() for _ in range(200)]
    assert (
        len({t.token for t in tickets}) == len({t.sender for t in tickets}) == len({t.number for t in tickets}) == 200
    )


def test_only_our_own_are_read() -> None:
    tokens = Tokens(KEY)
    ticket = tokens.issue()
    nonce, mac = ticket.token.split(".")
    other = Tokens(bytes(32)).issue()
    forged: list[object] = [
        None,
        "",
        17,
        ["a"],
        {"token": ticket.token},
        ticket.sender,
        ticket.number,
        nonce,
        f"{nonce}.{'0' * 64}",
        f"{'A' * 32}.{mac}",
        f"{ticket.token} ",
        ticket.token.upper(),
        other.token,
        f"{nonce}.{mac[:-1]}",
        "x" * 100_000,
    ]
    assert [tokens.read(token) for token in forged] == [None] * len(forged)


def test_the_conversation_says_nothing_of_the_token() -> None:
    ticket = Tokens(KEY).issue()
    nonce, mac = ticket.token.split(".")
    assert nonce not in ticket.sender and mac not in ticket.sender
    assert len(ticket.sender.rsplit("-", 1)[1]) == 32


def test_conversations_are_found_by_their_number_and_closed_to_other_channels() -> None:
    ticket = Tokens(KEY).issue()
    assert ticket.sender.startswith(f"web-{ticket.number.lower()}-")
    assert len(ticket.number) == 9
    assert sender_problem(ticket.sender) == "errors.sender_reserved"


def test_key_is_made_once_and_for_us_only(tmp_path: Path) -> None:
    file = tmp_path / "website.key"
    key = website_key(file)
    assert len(key) == 32
    assert website_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_key_of_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "website.key"
    assert website_key(file, "ab" * 32) == b"\xab" * 32
    assert not file.exists()


@pytest.mark.parametrize("value", ["secret", "ab" * 31, "zz" * 32])
def test_keys_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(KeyProblem, match="WEBSITE_KEY"):
        website_key(tmp_path / "website.key", value)


def test_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "website.key"
    file.write_bytes(b"short")
    with pytest.raises(KeyProblem, match=r"website\.key"):
        website_key(file)
    with pytest.raises(KeyProblem):
        Tokens(b"short")
