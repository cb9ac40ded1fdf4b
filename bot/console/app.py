"""The console's router: its pages, its live updates and the files it ships."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from bot.console import desk, documents, entry, hooks, live, queue
from bot.console.render import STATIC, Renderer, page_route, see_other
from bot.services.app import App
from bot.services.errors import NotFound

_FILES = {path.name: path for path in STATIC.iterdir() if path.suffix in (".js", ".css", ".svg")}
_YEAR = 365 * 24 * 3600


def router(app: App) -> APIRouter:
    """Everything of the console, to be mounted under `/console`."""
    render = Renderer(app)
    pages = APIRouter(route_class=page_route(render))

    @pages.get("")
    def front() -> Response:
        return see_other("/console/queue")

    @pages.get("/static/{name}")
    def static(name: str) -> Response:
        path = _FILES.get(name)
        if path is None:
            raise NotFound
        return FileResponse(path, headers={"Cache-Control": f"public, max-age={_YEAR}, immutable"})

    entry.add(pages, app, render)
    queue.add(pages, app, render)
    desk.add(pages, app, render)
    documents.add(pages, app, render)
    hooks.add(pages, app, render)
    live.add(pages, app)
    return pages
