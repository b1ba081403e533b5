"""Bot messages as replies."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from channels.reply import File, Picture, Reply, reply_of
from stores import downloads

PNG = b"\x89PNG\r\n\x1a\nrest"


def test_words_and_buttons() -> None:
    message = {"text": " Paid? ", "buttons": [{"title": "Yes", "payload": "Yes"}, {"title": ""}]}
    assert reply_of(message) == Reply("Paid?", ("Yes",))
    assert reply_of({"text": None, "custom": None, "buttons": None}) == Reply()


def test_a_card_that_repeats_the_text_adds_nothing() -> None:
    card = {"card": "verdict", "result": "eligible", "text": "Yes.\nSource: x"}
    assert reply_of({"text": "Yes.\nSource: x", "custom": {"data": card}}) == Reply("Yes.\nSource: x")
    assert reply_of({"custom": {"data": card}}) == Reply("Yes.\nSource: x")
    assert reply_of({"custom": card}) == Reply("Yes.\nSource: x")


def test_a_picture() -> None:
    data = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
    message = {"text": "Enough.", "custom": {"data": {"card": "image", "data": data, "alt": "Cut-offs"}}}
    assert reply_of(message) == Reply("Enough.", picture=Picture("picture.png", PNG, "Cut-offs"))


@pytest.mark.parametrize("data", [None, "", "data:text/html;base64,PGI+", "data:image/png;base64,A", 7])
def test_what_is_no_picture(data: object) -> None:
    assert reply_of({"text": "x", "custom": {"data": {"card": "image", "data": data}}}) == Reply("x")


def test_links() -> None:
    assert reply_of({"image": "https://example.org/a.png"}) == Reply("https://example.org/a.png")
    assert reply_of({"text": "See", "attachment": {"type": "template"}}) == Reply("See")


@pytest.mark.parametrize("custom", [[1], "x", 7, {"data": [1]}, {"data": None}, {"card": 7}, {"event": "restarted"}])
def test_json_of_others_is_not_shown(custom: object) -> None:
    assert reply_of({"text": "Hi", "custom": custom}) == Reply("Hi")


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    secret, path = downloads.keep("slack-T-U", "letter.txt", b"Dear all")
    card = {"card": "files", "files": [{"name": path.name, "url": f"/files/{secret}/{path.name}", "path": "/nowhere"}]}
    assert reply_of({"text": "Your letter:", "custom": {"data": card}}) == Reply(
        "Your letter:", files=(File("letter.txt", b"Dear all"),)
    )


def test_only_kept_files_are_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that a card names is never opened, and a file whose time is over is told of."""
    monkeypatch.setenv("CEC_VAR", str(tmp_path))
    other = tmp_path / "secrets.txt"
    other.write_text("secret")
    for url in ("", "/files/../secrets.txt", f"/files/{'x' * 43}/secrets.txt", str(other)):
        card = {"card": "files", "files": [{"name": "secrets.txt", "url": url, "path": str(other)}]}
        reply = reply_of({"text": "Here:", "custom": {"data": card}})
        assert reply.files == ()
        assert "secrets.txt" in reply.text and "again" in reply.text
