"""Rendering a page: the templates, the reader's language and theme, and how failures look."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console import csp, words
from bot.console.failures import failure
from bot.services.advisors import OVERSEEING, SERVING, SignedIn
from bot.services.app import App
from bot.services.errors import Invalid, Refused
from bot.services.handoff_access import Taken

HERE = Path(__file__).parent
STATIC = HERE / "static"
LANGUAGE_COOKIE, THEME_COOKIE = "zhiyin_console_language", "zhiyin_console_theme"
THEMES = ("auto", "light", "dark")
_SEE_OTHER = 303


class Renderer:
    """Makes the console's pages out of its templates."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._env = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals["asset"] = _asset
        self._zone = app.rulebook.policy.business_hours.zone

    def language(self, request: Request) -> str:
        """The advisor's language: what they chose, else what the browser asks for."""
        chosen = request.cookies.get(LANGUAGE_COOKIE)
        if chosen in words.LANGUAGES:
            return str(chosen)
        return words.preferred(request.headers.get("accept-language"))

    def page(
        self,
        request: Request,
        template: str,
        who: SignedIn | None = None,
        *,
        status: int = 200,
        **values: Any,
    ) -> HTMLResponse:
        """A page or a fragment of one, under its own content security policy."""
        nonce = csp.new_nonce()
        language = self.language(request)
        theme = request.cookies.get(THEME_COOKIE)
        html = self._env.get_template(template).render(
            language=language,
            t=lambda key, **given: words.text(key, language, **given),
            span=lambda seconds: words.span(seconds, language),
            when=lambda at: self.when(at, language),
            theme=theme if theme in THEMES else "auto",
            nonce=nonce,
            who=who,
            csrf=who.csrf if who else "",
            institution=getattr(self._app.settings, f"institution_{language}"),
            serves=bool(who and who.advisor.role in SERVING),
            administers=bool(who and who.advisor.role == "admin"),
            oversees=bool(who and who.advisor.role in OVERSEEING),
            path=request.url.path,
            **values,
        )
        return csp.protect(HTMLResponse(html, status), nonce)  # type: ignore[return-value]

    def when(self, at: str | datetime | None, language: str) -> str:
        """A moment in the institution's zone, without a date when it is today's."""
        if at is None:
            return ""
        moment = at if isinstance(at, datetime) else _parse(at)
        local, today = moment.astimezone(self._zone), self._app.now().astimezone(self._zone)
        if local.date() == today.date():
            return f"{local:%H:%M}"
        if language == "zh":
            return f"{local.month}月{local.day}日 {local:%H:%M}"
        return f"{local.day} {local:%b %H:%M}"

    def failure(self, request: Request, error: Refused, who: SignedIn | None = None) -> Response:
        """What a refusal looks like: a way in, a note on the page, or a page of its own."""
        language = self.language(request)
        htmx = request.headers.get("hx-request") == "true"
        if error.status == 401 and error.code != "wrong_credentials":
            return _send_to("/console/sign-in" + _next(request), htmx)
        if error.code == "password_change_required":
            return _send_to("/console/password", htmx)
        name = error.advisor_name if isinstance(error, Taken) else None
        said = failure(error.code, language, name=name)
        template = "note.html" if htmx else "failure.html"
        response = self.page(
            request, template, who, status=error.status, said=said, code=error.code
        )
        if htmx:
            response.headers["HX-Retarget"] = "#notice"
            response.headers["HX-Reswap"] = "innerHTML"
        return response


def page_route(renderer: Renderer) -> type[APIRoute]:
    """The class of the console's routes: their refusals become pages."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def handler(request: Request) -> Response:
                try:
                    return await handle(request)
                except Refused as error:
                    return renderer.failure(request, error)
                except RequestValidationError:
                    return renderer.failure(request, Invalid())

            return handler

    return PageRoute


def see_other(path: str) -> RedirectResponse:
    """After a change, the page that shows it (so that reloading changes nothing again)."""
    return RedirectResponse(path, _SEE_OTHER, headers={"Cache-Control": "no-store"})


def inside(path: str | None, default: str = "/console/queue") -> str:
    """A path of the console itself, whatever a link or a form asked for."""
    if path and path.startswith("/console/") and "\\" not in path and "//" not in path:
        return path
    return default


def _send_to(path: str, htmx: bool) -> Response:
    if htmx:
        return Response(status_code=401, headers={"HX-Redirect": path})
    return see_other(path)


def _next(request: Request) -> str:
    path = request.url.path
    return f"?next={quote(path)}" if request.method == "GET" and path != "/console" else ""


def _parse(at: str) -> datetime:
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def _asset(name: str) -> str:
    """The address of a file we ship; it changes with the file, so browsers may keep it."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/console/static/{name}?v={digest}"
