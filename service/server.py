"""The service: one process that answers on every channel of credentials.yml."""

from __future__ import annotations

from service.quiet import quiet

quiet()

import gc  # noqa: E402
import logging  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from rasa.core.run import close_resources, configure_app, create_http_input_channels, load_agent_on_start  # noqa: E402
from sanic import Sanic  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

from channels import files  # noqa: E402
from channels.app import install  # noqa: E402
from channels.gate import shared_gate  # noqa: E402
from channels.limits import LimitsError  # noqa: E402
from channels.pages import OriginError  # noqa: E402
from channels.tokens import KeyProblem  # noqa: E402
from service import compiled, logs  # noqa: E402
from service.assistant import endpoints  # noqa: E402
from service.paths import ROOT, var  # noqa: E402
from service.settings import Settings, SettingsError  # noqa: E402
from service.turns import watch  # noqa: E402
from service.understanding import beside  # noqa: E402
from service.warmup import warm_up  # noqa: E402
from stores.database import AddressError, database_address, parsed  # noqa: E402

log = logging.getLogger("cec")

#: Settings that can't be used; each says which and why.
PROBLEMS = (SettingsError, LimitsError, OriginError, KeyProblem, AddressError)
#: When the service stops, turns that run are given this long, and then open connections that.
_TURN_SECONDS, _CONNECTION_SECONDS = 15.0, 2.0


def build(model: Path, settings: Settings) -> Sanic:
    """The web application with all channels; the model is loaded when it starts.

    One of `PROBLEMS` for a setting that can't be used.
    """
    parsed(database_address())
    known = endpoints(settings.endpoints, settings.action_endpoint)
    channels = create_http_input_channels(None, str(ROOT / settings.credentials))
    app = configure_app(
        channels,
        cors=list(settings.cors) or None,
        auth_token=settings.token,
        enable_api=settings.api,
        port=settings.port,
        endpoints=known,
    )
    app.blueprint(files.blueprint())
    install(app, settings.api)
    _observe(app, settings)
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = _CONNECTION_SECONDS
    app.register_listener(partial(load_agent_on_start, str(model), known, None), "before_server_start")
    app.register_listener(_warm_up, "before_server_start")
    app.register_listener(partial(_announce, settings), "after_server_start")
    app.register_listener(_settle, "before_server_stop")
    app.register_listener(close_resources, "after_server_stop")
    return app


def _observe(app: Sanic, settings: Settings) -> None:
    """Have turns logged, and counted where that is switched on."""
    if not settings.metrics:
        watch(shared_gate(), [logs.turn])
        return
    from service.metrics import Metrics

    metrics = Metrics()
    metrics.add_route(app)
    logging.getLogger().addHandler(metrics)
    watch(shared_gate(), [logs.turn, metrics.turn], [metrics.refused])


async def _warm_up(app: Sanic, loop: Any) -> None:
    if app.ctx.agent is not None and app.ctx.agent.is_ready():
        await warm_up(app.ctx.agent)
        # What is there now stays: looking through it for garbage costs turns time, and four seconds at the end.
        gc.collect()
        gc.freeze()


async def _settle(app: Sanic, loop: Any) -> None:
    await shared_gate().settle(_TURN_SECONDS)


async def _announce(settings: Settings, app: Sanic, loop: Any) -> None:
    if app.ctx.agent is None or not app.ctx.agent.is_ready():
        # Rasa would go on and answer nothing; the lines above say what is wrong.
        print("cec serve: the model could not be loaded", file=sys.stderr, flush=True)
        app.ctx.failed = True
        app.stop()
        return
    host = "localhost" if settings.interface == "0.0.0.0" else settings.interface
    print(f"Ready: http://{host}:{settings.port}/chat/ (stop with Ctrl-C)", file=sys.stderr, flush=True)


async def _be_discreet(lines: logs.Lines, app: Sanic, loop: Any) -> None:
    lines.serving = True


def serve(model: Path, settings: Settings) -> int:
    """Serve until stopped; 1 with a sentence when the port is taken, 2 for settings that can't be used."""
    lines = logs.configure(settings.log_format)
    # Several messages share the cores better than the parts of one do.
    threadpool_limits(1, user_api="blas")
    try:
        listener = _listen(settings)
    except OSError as error:
        print(f"cec serve: port {settings.port} on {settings.interface}: {error.strerror}", file=sys.stderr)
        return 1
    try:
        app = build(model, settings)
    except PROBLEMS as error:
        print(f"cec serve: {error}", file=sys.stderr)
        return 2
    logs.calm()
    beside()
    compiled.enable(var())
    app.register_listener(partial(_be_discreet, lines), "after_server_start")
    app.run(sock=listener, access_log=False, motd=False)
    return 1 if getattr(app.ctx, "failed", False) else 0


def _listen(settings: Settings) -> socket.socket:
    """The listening socket, bound before the model is loaded, so that a taken port is told at once."""
    family = socket.AF_INET6 if ":" in settings.interface else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((settings.interface, settings.port))
    return listener
