"""The pages before the queue: signing in and out, the password, language and appearance."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from bot.console import sessions, words
from bot.console.failures import failure
from bot.console.render import (
    LANGUAGE_COOKIE,
    THEME_COOKIE,
    THEMES,
    Renderer,
    inside,
    see_other,
)
from bot.services import advisors
from bot.services.app import App
from bot.services.errors import Invalid, NotAllowed, NotAuthenticated, Refused, TooMany

_YEAR = 365 * 24 * 3600
Text = Annotated[str, Form(max_length=1000)]


def add(pages: APIRouter, app: App, render: Renderer) -> None:
    """Put these pages on the console's router."""

    @pages.get("/sign-in")
    def sign_in_page(request: Request, next: str = "") -> Response:
        try:
            sessions.signed_in(app, request)
        except NotAuthenticated:
            return render.page(request, "sign_in.html", next=inside(next), said=None, email="")
        return see_other(inside(next))

    @pages.post("/sign-in")
    def sign_in(request: Request, email: Text, password: Text, next: Text = "") -> Response:
        sessions.same_site(app, request)
        address = request.client.host if request.client else "unknown"
        try:
            token = advisors.sign_in(app, email, password, address=address)
        except (NotAuthenticated, TooMany) as error:
            said = failure(error.code, render.language(request))
            response: Response = render.page(
                request,
                "sign_in.html",
                status=error.status,
                next=inside(next),
                said=said,
                email=email[:254],
            )
            if isinstance(error, TooMany):
                response.headers["Retry-After"] = str(error.retry_after)
            return response
        response = see_other(inside(next))
        sessions.remember(app, request, response, token)
        return response

    @pages.post("/sign-out")
    def sign_out(request: Request, csrf: Text = "") -> Response:
        who = sessions.signed_in(app, request)
        sessions.same_site(app, request)
        sessions.check_csrf(who, csrf)
        advisors.sign_out(app, sessions.token_of(app, request) or "")
        response = see_other("/console/sign-in")
        sessions.forget(app, request, response)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    @pages.get("/password")
    def password_page(request: Request) -> Response:
        who = sessions.signed_in(app, request)
        return render.page(request, "password.html", who, said=None)

    @pages.post("/password")
    def password(
        request: Request, current: Text, new: Text, repeated: Text, csrf: Text = ""
    ) -> Response:
        who = sessions.signed_in(app, request)
        sessions.same_site(app, request)
        sessions.check_csrf(who, csrf)
        try:
            if new != repeated:
                raise Invalid("password_differs")
            token = advisors.change_password(app, who, current=current, new=new)
        except (Invalid, NotAuthenticated, TooMany) as error:
            return _again(request, error)
        response = see_other("/console/queue")
        sessions.remember(app, request, response, token)
        return response

    def _again(request: Request, error: Refused) -> Response:
        who = sessions.signed_in(app, request)
        said = failure(error.code, render.language(request))
        return render.page(request, "password.html", who, status=error.status, said=said)

    @pages.post("/preferences")
    def preferences(
        request: Request, language: Text = "", theme: Text = "", back: Text = ""
    ) -> Response:
        sessions.same_site(app, request)
        if (language and language not in words.LANGUAGES) or (theme and theme not in THEMES):
            raise NotAllowed("forged")
        response = see_other(inside(back))
        for name, value in ((LANGUAGE_COOKIE, language), (THEME_COOKIE, theme)):
            if value:
                response.set_cookie(
                    name,
                    value,
                    max_age=_YEAR,
                    path="/console",
                    httponly=True,
                    secure=sessions.is_secure(app, request),
                    samesite="strict",
                )
        return response
