"""``cec rounds`` and its update, against a server of our own."""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from console import rounds
from tests.eligibility.test_rounds import feed


class Served:
    """What the server answers with: a body, and whether it claims to be longer than it is."""

    body = b""
    claimed = 0
    status = 200
    url = ""


@pytest.fixture
def served() -> Iterator[Served]:
    answer = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Length", str(answer.claimed or len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *args: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    answer.url = f"http://127.0.0.1:{server.server_port}/rounds.json"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield answer
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "rounds.json"
    monkeypatch.setenv("CEC_ROUNDS", str(path))
    monkeypatch.setenv("CEC_TODAY", "2026-11-24")
    return path


def cec(*words: str) -> int:
    parser = argparse.ArgumentParser()
    rounds.add_parser(parser.add_subparsers())
    args = parser.parse_args(["rounds", *words])
    result: int = args.run(args)
    return result


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert cec(*words, "--json") == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_json_is_by_contract(capsys: pytest.CaptureFixture[str]) -> None:
    answer = listed(capsys, "--type", "CEC", "--last", "1")
    row = {"number": 446, "date": "2026-09-29", "type": "CEC", "cutoff": 518, "invitations": 2000}
    assert answer == {"verified_through": "2026-10-01", "rounds": [row]}


def test_text_says_through_which_day_and_that_it_is_long_ago(capsys: pytest.CaptureFixture[str]) -> None:
    assert cec("--last", "3") == 0
    out = capsys.readouterr().out
    assert "447" in out and "445" in out and "444" not in out.split("Rounds known")[0]
    assert "1 October 2026" in out and "more than 30 days ago" in out


def test_a_score_is_answered_with_a_share(capsys: pytest.CaptureFixture[str]) -> None:
    assert cec("--score", "520", "--type", "CEC") == 0
    assert "of the last 10 rounds" in capsys.readouterr().out


def test_an_unknown_type_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert cec("--type", "XYZ") == 2
    assert "XYZ" in capsys.readouterr().err


def test_a_type_never_drawn_has_no_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, "--type", "researchers_cdn")["rounds"] == []


def test_an_update_brings_the_new_round(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    served.body = json.dumps(feed()).encode()
    assert cec("update", served.url) == 0
    answer = listed(capsys, "--last", "1")
    assert answer["verified_through"] == "2026-11-24"
    assert answer["rounds"][0]["number"] == 448


def test_an_update_reads_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "feed.json"
    source.write_text(json.dumps(feed()), encoding="utf-8")
    assert cec("update", str(source)) == 0
    assert listed(capsys, "--last", "1")["rounds"][0]["number"] == 448


@pytest.mark.parametrize("damage", ["half", "cut", "html", "short list", "error", "empty"])
def test_damage_keeps_what_was_known(
    damage: str, served: Served, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = json.dumps(feed()).encode()
    served.body = whole
    assert cec("update", served.url) == 0
    before = kept.read_bytes()
    if damage == "half":
        served.body = whole[: len(whole) // 2]
    elif damage == "cut":
        served.claimed, served.body = len(whole), whole[:1000]
    elif damage == "html":
        served.body = b"<html>not found</html>"
    elif damage == "short list":
        served.body = json.dumps({"rounds": feed()["rounds"][:50]}).encode()
    elif damage == "error":
        served.status = 503
    else:
        served.body = b""
    assert cec("update", served.url) == 2
    assert "stay" in capsys.readouterr().err
    assert kept.read_bytes() == before
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_nobody_there_keeps_what_was_known(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cec("update", "http://127.0.0.1:9/rounds.json") == 2
    assert cec("update", "/nowhere/rounds.json") == 2
    assert not kept.exists()


def test_a_damaged_kept_file_gives_way_to_what_ships(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept.write_text("{", encoding="utf-8")
    assert listed(capsys)["verified_through"] == "2026-10-01"


def test_a_plot_is_a_png(tmp_path: Path) -> None:
    target = tmp_path / "cutoffs.png"
    assert cec("--type", "CEC", "--last", "10", "--score", "505", "--plot", str(target)) == 0
    assert target.read_bytes().startswith(b"\x89PNG")
    assert cec("--plot", str(tmp_path / "nowhere" / "x.png")) == 2
