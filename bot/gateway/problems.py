"""Every error of the web application as an RFC 9457 problem document in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gateway import schemas, wording
from bot.records.errors import Conflict as RecordsConflict
from bot.records.errors import KeysUnreadable, RecordsUnavailable
from bot.services.errors import Refused, TooMany

MEDIA_TYPE = "application/problem+json"
_log = structlog.get_logger(__name__)


class ProblemResponse(JSONResponse):
    """A problem document."""

    media_type = MEDIA_TYPE


def document(
    code: str, status: int, language: str, extra: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The JSON of a problem: `type`, `title`, `status`, `detail`, and our `code`."""
    title, detail = wording.problem(code, status, language)
    return {
        "type": f"urn:zhiyin:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        **(extra or {}),
    }


def response(
    code: str,
    status: int,
    language: str,
    *,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    """A problem as a response; 401 names the way to authenticate, 503 a time to come back."""
    given = {"Content-Language": language, "Cache-Control": "no-store", **(headers or {})}
    if status == 401:
        given.setdefault("WWW-Authenticate", "Bearer")
    if status == 503:
        given.setdefault("Retry-After", "5")
    return ProblemResponse(document(code, status, language, extra), status, given)


def language_of(scope: Scope) -> str:
    """The language of whoever asks: their conversation's, else their browser's, else Chinese."""
    known = scope.get("state", {}).get("language")
    if known in wording.LANGUAGES:
        return str(known)
    for name, value in scope.get("headers", ()):
        if name == b"accept-language":
            return wording.preferred(value.decode("latin-1")) or wording.DEFAULT
    return wording.DEFAULT


def install(web: FastAPI) -> None:
    """Answer every refusal and every failure of `web` with a problem document."""
    describe = web.openapi

    def described() -> dict[str, Any]:
        document = describe()
        named = document.setdefault("components", {}).setdefault("schemas", {})
        named.setdefault("Problem", schemas.Problem.model_json_schema())
        return document

    web.openapi = described  # type: ignore[method-assign]

    @web.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> ProblemResponse:
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else None
        return response(error.code, error.status, language_of(request.scope), headers=headers)

    @web.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> ProblemResponse:
        found = error.errors()
        language = language_of(request.scope)
        if any(one.get("type") == "json_invalid" for one in found):
            return response("json_invalid", 400, language)
        # where and of what kind, never what was sent
        places = [
            {"at": "/".join(map(str, one.get("loc", ())))[:200], "kind": str(one.get("type"))}
            for one in found[:20]
        ]
        return response("invalid", 422, language, extra={"errors": places})

    @web.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> ProblemResponse:
        codes = {404: "not_found", 405: "method_not_allowed", 400: "json_invalid"}
        code = codes.get(error.status_code, f"http_{error.status_code}")
        return response(code, error.status_code, language_of(request.scope), headers=error.headers)

    @web.exception_handler(RecordsConflict)
    async def overtaken(request: Request, error: RecordsConflict) -> ProblemResponse:
        return response("conflict", 409, language_of(request.scope))

    @web.exception_handler(RecordsUnavailable)
    @web.exception_handler(KeysUnreadable)
    async def unavailable(request: Request, error: Exception) -> ProblemResponse:
        _log.error("gateway.records_unusable", error=type(error).__name__)
        return response("unavailable", 503, language_of(request.scope))


class ClosedErrors:
    """Outermost: an unforeseen failure becomes a 500 that says nothing, and a log line that names
    only the kind of the failure and its place in our code. Exception texts may hold client words.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, closed against whatever goes wrong inside."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            _log.error("gateway.request_failed", error=type(error).__name__, name=place_of(error))
            if started:
                return  # too late to answer otherwise; the connection ends here
            failed = response("internal", 500, language_of(scope))
            await failed(scope, receive, send)


def place_of(error: BaseException) -> str:
    """Module and line of our own code in which an error arose, for the log."""
    place = "?"
    trace = error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("bot."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
