"""`python -m bot.engine`: the Rasa server as the supervisor starts it.

It is `rasa run` on loopback with the files of this repository, without its HTTP API, with the
ports and secrets of this installation, with logs that cannot leak, and with one more refusal: it
does not start where dialogues would not be sealed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from bot.engine.parse import NoModel, newest_model
from bot.services import logs
from bot.services.logs import log
from bot.services.secrets import SecretUnusable, secret
from bot.settings import Settings, SettingsError, load_settings


def main() -> int:
    """Serve until stopped. Gives the exit code; a refusal is explained in one line on stderr."""
    try:
        settings = load_settings()
        logs.configure("engine", settings, closed=True)
        model = newest_model(settings)
        keys = {name: secret(settings, name) for name in ("engine", "actions")}
    except (SettingsError, SecretUnusable, NoModel) as problem:
        logs.tell(f"the engine does not start: {problem}")
        return 1
    os.chdir(settings.root)
    return _serve(settings, model, keys)


def _serve(settings: Settings, model: Path, keys: dict[str, str]) -> int:
    # Rasa is imported here, after the logs are taken over: it takes seconds and writes at import.
    from rasa.core import agent as agents
    from rasa.core.run import close_resources, configure_app
    from rasa.core.utils import AvailableEndpoints

    from bot.engine.actions_endpoint import ActionsEndpoint
    from bot.engine.channel import GatewayChannel, sealed_store
    from bot.engine.response_check import prepare

    logs.configure(
        "engine", settings, closed=True
    )  # again: the libraries have set up loggers of their own
    prepare()
    endpoints = AvailableEndpoints.read_endpoints(str(settings.root / "endpoints.yml"))
    actions = ActionsEndpoint(f"{settings.actions_url}/webhook", keys["actions"])
    endpoints.action = actions
    app = configure_app(
        [GatewayChannel(keys["engine"])],
        cors=None,
        enable_api=False,
        port=settings.engine_port,
        endpoints=endpoints,
    )
    app.config.ACCESS_LOG = False
    app.config.REQUEST_MAX_SIZE = 1_000_000
    outcome = {"code": 0}

    async def load(running: Any, loop: Any) -> None:
        running.ctx.agent = await agents.load_agent(
            model_path=str(model), endpoints=endpoints, loop=loop
        )
        sound = running.ctx.agent.is_ready() and sealed_store(running.ctx.agent) is not None
        if not sound:
            outcome["code"] = 1
            log().critical("engine.refused", model=model.name)
            running.stop()
            return
        _warm_up()
        log().info("engine.ready", port=settings.engine_port, model=model.name)

    async def stop(running: Any, loop: Any) -> None:
        await actions.close()
        await close_resources(running, loop)

    app.register_listener(load, "before_server_start")
    app.register_listener(stop, "after_server_stop")
    app.run(host="127.0.0.1", port=settings.engine_port, workers=1, access_log=False, debug=False)
    if outcome["code"]:
        logs.tell(
            "the engine does not start: the model cannot be loaded, or its dialogues would not be "
            "sealed; run: zhiyin doctor"
        )
    return outcome["code"]


def _warm_up() -> None:
    """Load the encoder now, so that the first client does not wait for it."""
    from bot.services.encoder import embed

    embed(["你好", "hello"])


if __name__ == "__main__":
    sys.exit(main())
