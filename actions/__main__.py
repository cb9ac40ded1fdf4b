"""`python -m actions`: the action server, closed.

rasa_sdk's own server listens on every address, lets every website ask, knows no authentication
and sends the whole conversation back inside its error messages. This one listens on loopback,
asks for the installation's secret, and says of a failure only that it happened.
"""

from __future__ import annotations

import asyncio
import hmac
import inspect
import sys
from threading import Thread
from typing import Any

from bot.services import logs
from bot.services.logs import log
from bot.services.secrets import SecretUnusable, secret
from bot.settings import Settings, SettingsError, load_settings

MAX_BYTES = 8 * 1024 * 1024  # a request holds the dialogue


def main() -> int:
    """Serve until stopped. Gives the exit code."""
    try:
        settings = load_settings()
        logs.configure("actions", settings, closed=True)
        password = secret(settings, "actions")
    except (SettingsError, SecretUnusable) as problem:
        logs.tell(f"the action server does not start: {problem}")
        return 1
    try:
        app = make_app(password)
    except Exception as problem:
        log().critical("actions.unusable", exc_info=problem)
        logs.tell(
            f"the action server does not start: {type(problem).__name__} while its actions were "
            "loaded; run: zhiyin doctor"
        )
        return 1
    logs.configure(
        "actions", settings, closed=True
    )  # again: the libraries have set up loggers of their own
    Thread(target=_warm_up, daemon=True).start()
    _run(app, settings)
    return 0


def _warm_up() -> None:
    """Open the services and load what reads free answers, so that the first client does not wait
    for it."""
    from actions.turn import app
    from bot.services import matching_words

    try:
        for question in app().rulebook.questionnaire.questions:
            if question.kind == "single":
                matching_words.match("你好 hello", question)
                break
    except Exception as problem:  # the first turn that needs it says so
        log().warning("actions.cold", exc_info=problem)


def make_app(password: str, package: str = "actions") -> Any:
    """The server's application with every action of `package`. Raises what their modules raise."""
    from rasa_sdk.executor import ActionExecutor
    from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
    from sanic import Sanic, response
    from sanic.request import Request
    from sanic.response import HTTPResponse

    executor = ActionExecutor()
    executor._import_submodules(package)  # register_package would end the process on a failure
    executor._register_all_actions()
    expected = f"Bearer {password}".encode()
    app = Sanic("zhiyin_actions", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BYTES
    app.config.ACCESS_LOG = False

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok", "actions": len(executor.actions)})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            return response.json({"error": "not allowed"}, status=401)
        name = "?"
        try:
            call = request.json
            if not isinstance(call, dict) or not isinstance(call.get("next_action"), str):
                return response.json({"error": "no action is named"}, status=422)
            name = call["next_action"]
            return response.json(await _execute(executor, call))
        except ActionExecutionRejection as declined:
            body = {"error": "the action declines", "action_name": declined.action_name}
            return response.json(body, status=400)
        except ActionNotFoundException:
            log().error("action.unknown", action=name)
            return response.json({"error": "unknown action", "action_name": name}, status=404)
        except Exception as problem:
            log().error("action.failed", action=name, exc_info=problem)
            return response.json({"error": "the action failed", "action_name": name}, status=500)

    @app.exception(Exception)
    async def failed(_: Request, problem: Exception) -> HTTPResponse:
        status = int(getattr(problem, "status_code", 500))
        if status >= 500:
            log().error("request.failed", exc_info=problem)
        return response.json({"error": "the request failed"}, status=status)

    return app


async def _execute(executor: Any, call: dict[str, Any]) -> Any:
    """Run an action. One that is no coroutine would hold up all others: it gets its own thread."""
    action = executor.actions.get(call["next_action"])
    if action is None or inspect.iscoroutinefunction(action):
        return await executor.run(call)
    return await asyncio.to_thread(lambda: asyncio.run(executor.run(call)))


def _run(app: Any, settings: Settings) -> None:
    log().info("actions.ready", port=settings.actions_port)
    app.run(host="127.0.0.1", port=settings.actions_port, workers=1, access_log=False, debug=False)


if __name__ == "__main__":
    sys.exit(main())
