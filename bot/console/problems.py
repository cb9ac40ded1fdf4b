"""The advisor API's errors: RFC 9457 problem documents in the caller's language."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from bot.console.failures import failure
from bot.console.words import preferred
from bot.services.errors import Refused, TooMany
from bot.services.handoff_access import Taken

_MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: {"zh": "请求有误", "en": "Bad request"},
    401: {"zh": "需要登录或令牌", "en": "Not authenticated"},
    403: {"zh": "不允许", "en": "Not allowed"},
    404: {"zh": "未找到", "en": "Not found"},
    409: {"zh": "状态冲突", "en": "Conflict"},
    410: {"zh": "已删除", "en": "Gone"},
    413: {"zh": "内容过大", "en": "Too large"},
    422: {"zh": "内容无法使用", "en": "Cannot be used"},
    429: {"zh": "请求过多", "en": "Too many requests"},
    503: {"zh": "暂时不可用", "en": "Unavailable for now"},
}


def problem(error: Refused, language: str) -> JSONResponse:
    """A refusal as a problem document."""
    title = _TITLES.get(error.status, _TITLES[400])[language]
    name = error.advisor_name if isinstance(error, Taken) else None
    content: dict[str, Any] = {
        "type": f"urn:zhiyin:problem:{error.code}",
        "title": title,
        "status": error.status,
        "detail": failure(error.code, language, name=name),
        "code": error.code,
    }
    if name is not None:
        content["taken_by"] = name
    headers = {"Content-Language": language, "Cache-Control": "no-store"}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.retry_after)
    return JSONResponse(content, error.status, headers, media_type=_MEDIA_TYPE)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of these problems; their schema is the chat API's."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": _TITLES[status]["en"], "content": {_MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


class ProblemRoute(APIRoute):
    """A route whose refusals are problem documents, wherever the router is mounted."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler with its errors turned into answers."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            language = preferred(request.headers.get("accept-language"))
            try:
                return await handle(request)
            except Refused as error:
                return problem(error, language)
            except RequestValidationError as error:
                return _unreadable(error, language)

        return handler


def _unreadable(error: RequestValidationError, language: str) -> JSONResponse:
    # Where and of what kind, never what was sent: it may be a client's words.
    places = [
        {"at": "/".join(map(str, one.get("loc", ())))[:200], "kind": str(one.get("type"))}
        for one in error.errors()[:20]
    ]
    content = {
        "type": "urn:zhiyin:problem:invalid",
        "title": _TITLES[422][language],
        "status": 422,
        "detail": failure("invalid", language),
        "code": "invalid",
        "errors": places,
    }
    return JSONResponse(content, 422, media_type=_MEDIA_TYPE)
