"""The files in deploy/ name what exists: commands, settings, addresses."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from console.main import parser

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = ("cec.service", "cec-daily.service", "cec-daily.timer")


def unit(name: str) -> dict[str, list[tuple[str, str]]]:
    """Sections of a unit; keys may come several times."""
    sections: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] = []
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            current.append((key, value))
    return sections


def settings(name: str) -> dict[str, str]:
    pairs = [value for key, value in unit(name)["Service"] if key == "Environment"]
    return dict(item.split("=", 1) for value in pairs for item in shlex.split(value))


def documented() -> set[str]:
    """Settings of docs/operating.md."""
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    return {
        name
        for row in re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", text, re.M)
        for name in re.findall(r"`(.+?)`", row)
    }


def understood(command: str) -> bool:
    program, *arguments = shlex.split(command)
    if Path(program).name != "cec":
        return False
    parser().parse_args(arguments)
    return True


@pytest.mark.parametrize("name", ["cec.service", "cec-daily.service"])
def test_units_run_commands_that_exist(name: str) -> None:
    commands = [value.lstrip("-") for key, value in unit(name)["Service"] if key == "ExecStart"]
    assert commands and all(understood(command) for command in commands)


def test_the_daily_unit_is_what_the_timer_starts() -> None:
    assert set(unit("cec-daily.timer")) == {"Unit", "Timer", "Install"}
    assert (DEPLOY / "cec-daily.service").is_file()
    commands = [value for key, value in unit("cec-daily.service")["Service"] if key == "ExecStart"]
    assert [command.rpartition("/cec ")[2] for command in commands] == ["data retain", "rounds update"]


def test_units_are_well_formed() -> None:
    for name in UNITS:
        reader = configparser.RawConfigParser(strict=False)
        reader.read(DEPLOY / name, encoding="utf-8")
        assert "Unit" in reader


def test_settings_in_units_and_compose_are_documented() -> None:
    known = documented() | {"HOME", "MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE"}
    for name in ("cec.service", "cec-daily.service"):
        assert set(settings(name)) <= known
    assert set(compose()["services"]["assistant"]["environment"]) <= known
    written = dict(re.findall(r"\b([A-Z_]{4,})=(\S+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8")))
    assert set(written) - {"PATH", "PYTHONUNBUFFERED"} <= known


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    return found


def test_compose_starts_the_same_with_postgresql() -> None:
    services = compose()["services"]
    assistant, database = services["assistant"], services["database"]
    assert (DEPLOY / assistant["build"]["context"] / assistant["build"]["dockerfile"]).resolve().is_file()
    user, name = (database["environment"][key] for key in ("POSTGRES_USER", "POSTGRES_DB"))
    address = assistant["environment"]["DATABASE_URL"]
    assert address == f"postgresql://{user}:${{POSTGRES_PASSWORD}}@database/{name}"
    assert all(str(port).startswith("127.0.0.1:") for port in assistant["ports"])
    daily = services["daily"]
    assert daily["environment"]["DATABASE_URL"] == address
    assert all(understood(part.strip()) for part in daily["command"][2].split("&&"))
    assert set(compose()["volumes"]) == {
        volume.split(":")[0] for volume in (*assistant["volumes"], *database["volumes"])
    }


def test_the_image_runs_as_nobody_in_particular_and_starts_the_service() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^CMD (.+)$", text, re.M) == ['["cec", "serve"]']
    assert re.findall(r"^USER (.+)$", text, re.M) == ["cec"]
    assert "/ready" in text and "cec train" in text


def test_the_proxy_opens_what_people_need_and_nothing_else() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    passed = {
        path
        for path, body in re.findall(r"location (?:[=~] )?(\S+) \{(.*?)\n    \}", text, re.S)
        if "proxy_pass" in body
    }
    messengers = "^/webhooks/(slack|telegram)/webhook$"
    assert passed == {"/chat/", "/chat/socket.io/", "/webhooks/", messengers, "/files/"}
    assert "X-Forwarded-For $remote_addr" in text
    assert settings("cec.service")["SANIC_PROXIES_COUNT"] == "1"
    assert settings("cec.service")["INTERFACE"] == "127.0.0.1"
