"""Whether the process lives, and whether it can serve: two different questions."""

from __future__ import annotations

import time

import structlog
from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bot.gateway.engine import Engine
from bot.services.app import App

_log = structlog.get_logger(__name__)
_FRESH = 1.0
"""Seconds for which an answer is kept, so that probes from outside cost nothing."""


def router(app: App, engine: Engine) -> APIRouter:
    """`/healthz` (200 while the process runs) and `/readyz` (503 while something it needs is down).

    Both name components only; what is wrong with them stands in the log.
    """
    routes = APIRouter(include_in_schema=False)
    last: list[tuple[float, dict[str, str], int]] = []

    @routes.get("/healthz")
    async def live() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @routes.get("/readyz")
    async def ready() -> JSONResponse:
        now = time.monotonic()
        if not last or now - last[0][0] > _FRESH:
            parts = {
                "engine": "ok" if await engine.ready() else "down",
                "records": await to_thread.run_sync(_records),
            }
            status = 200 if set(parts.values()) == {"ok"} else 503
            last[:] = [(now, parts, status)]
        _, parts, status = last[0]
        return JSONResponse({"status": "ok" if status == 200 else "starting", **parts}, status)

    def _records() -> str:
        try:
            app.records.check()
        except Exception as error:
            _log.error("gateway.records_unusable", error=type(error).__name__)
            return "down"
        return "ok"

    return routes
