"""The service: one process that answers on every channel of credentials.yml."""

from __future__ import annotations

from service.quiet import quiet

quiet()

import logging  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
from functools import partial  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from rasa.core.run import close_resources, configure_app, create_http_input_channels, load_agent_on_start  # noqa: E402
from sanic import Sanic  # noqa: E402

from channels import files  # noqa: E402
from service.assistant import endpoints  # noqa: E402
from service.paths import ROOT  # noqa: E402
from service.settings import Settings  # noqa: E402

log = logging.getLogger("cec")


def build(model: Path, settings: Settings) -> Sanic:
    """The web application with all channels; the model is loaded when it starts."""
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
    app.register_listener(partial(load_agent_on_start, str(model), known, None), "before_server_start")
    app.register_listener(partial(_announce, settings), "after_server_start")
    app.register_listener(close_resources, "after_server_stop")
    return app


async def _announce(settings: Settings, app: Sanic, loop: Any) -> None:
    if app.ctx.agent is None or not app.ctx.agent.is_ready():
        # Rasa would go on and answer nothing; the lines above say what is wrong.
        print("cec serve: the model could not be loaded", file=sys.stderr, flush=True)
        app.ctx.failed = True
        app.stop()
        return
    host = "localhost" if settings.interface == "0.0.0.0" else settings.interface
    print(f"Ready: http://{host}:{settings.port}/chat/ (stop with Ctrl-C)", file=sys.stderr, flush=True)


def serve(model: Path, settings: Settings) -> int:
    """Serve until stopped; 1 with a sentence when the port is taken."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("rasa", "rasa_sdk", "sanic.access", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        listener = _listen(settings)
    except OSError as error:
        print(f"cec serve: port {settings.port} on {settings.interface}: {error.strerror}", file=sys.stderr)
        return 1
    app = build(model, settings)
    # Sanic sets its own levels when an application is made; what it says at a start is said by _announce.
    logging.getLogger("sanic.root").setLevel(logging.WARNING)
    app.run(sock=listener, access_log=False, motd=False)
    return 1 if getattr(app.ctx, "failed", False) else 0


def _listen(settings: Settings) -> socket.socket:
    """The listening socket, bound before the model is loaded, so that a taken port is told at once."""
    family = socket.AF_INET6 if ":" in settings.interface else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((settings.interface, settings.port))
    return listener
