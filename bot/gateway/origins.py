"""Which websites' pages may speak to the gateway: our own and those on the allow-list."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway import problems
from bot.settings import Settings

_ASKED_WITH = "Authorization, Content-Type, Last-Event-ID, Accept-Language"
_CROSS_SITE = "/api/chat/"
"""Only the chat API is for other sites; the console and the advisor API never are."""


class Origins:
    """Refuse browsers' requests from foreign pages, and let allowed sites read our answers.

    Programs that are not browsers send no Origin and pass; the bearer token is what counts there.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._allowed = frozenset(settings.allowed_origins)
        self._own = frozenset({_origin(settings.address)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        headers = Headers(scope=scope) if scope["type"] == "http" else None
        origin = headers.get("origin") if headers is not None else None
        if headers is None or origin is None:
            await self._app(scope, receive, send)
            return
        cross_site = scope["path"].startswith(_CROSS_SITE)
        allowed = cross_site and origin in self._allowed
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await self._preflight(allowed, origin)(scope, receive, send)
            return
        if not allowed and not self._is_own(origin, scope, headers):
            if scope["method"] in ("GET", "HEAD") and not scope["path"].startswith("/api/"):
                await self._app(scope, receive, send)  # public files; the browser guards the answer
                return
            language = problems.language_of(scope)
            await problems.response("origin_refused", 403, language)(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start" and allowed:
                answer = MutableHeaders(scope=message)
                answer["Access-Control-Allow-Origin"] = origin
                answer["Access-Control-Expose-Headers"] = "Retry-After, Content-Disposition"
                answer.add_vary_header("Origin")
            await send(message)

        await self._app(scope, receive, marked)

    def _is_own(self, origin: str, scope: Scope, headers: Headers) -> bool:
        if origin in self._own:
            return True
        # the same host as the one that was asked, whatever name it goes by here
        return origin == f"{scope.get('scheme', 'http')}://{headers.get('host', '')}".lower()

    def _preflight(self, allowed: bool, origin: str) -> Response:
        if not allowed:
            return Response(status_code=403, headers={"Vary": "Origin"})
        return Response(
            status_code=204,
            headers={
                "Access-Control-Allow-Origin": origin,
                "Access-Control-Allow-Methods": "GET, POST, PUT",
                "Access-Control-Allow-Headers": _ASKED_WITH,
                "Access-Control-Max-Age": "600",
                "Vary": "Origin",
            },
        )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
