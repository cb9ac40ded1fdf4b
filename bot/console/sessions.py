"""Who sits at the browser: the session cookie, and the checks against forged requests."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import Response

from bot.services import advisors
from bot.services.advisors import ABSOLUTE, SignedIn
from bot.services.app import App
from bot.services.errors import NotAllowed
from bot.services.openings import Place

COOKIE = "zhiyin_console"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_secure(app: App, request: Request) -> bool:
    """Whether the browser came over TLS, here or at the reverse proxy."""
    return request.url.scheme == "https" or (app.settings.public_url or "").startswith("https://")


def cookie_name(app: App, request: Request) -> str:
    """The cookie's name; over TLS with the prefix that pins it to this host."""
    return f"__Host-{COOKIE}" if is_secure(app, request) else COOKIE


def token_of(app: App, request: Request) -> str | None:
    """The session token the browser sent, if any."""
    return request.cookies.get(cookie_name(app, request))


def remember(app: App, request: Request, response: Response, token: str) -> None:
    """Give the browser its session: not for scripts, not for other sites, gone after 12 hours."""
    response.set_cookie(
        cookie_name(app, request),
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        path="/",
        httponly=True,
        secure=is_secure(app, request),
        samesite="strict",
    )


def forget(app: App, request: Request, response: Response) -> None:
    """Take the session away from the browser."""
    response.delete_cookie(
        cookie_name(app, request),
        path="/",
        httponly=True,
        secure=is_secure(app, request),
        samesite="strict",
    )


def signed_in(app: App, request: Request, *, active: bool = True) -> SignedIn:
    """Who is signed in. Raises NotAuthenticated."""
    return advisors.authenticate(app, session=token_of(app, request), active=active)


def place(request: Request, who: SignedIn) -> Place:
    """From where this request comes, for the audit trail."""
    address = request.client.host if request.client else None
    kind = "api" if who.csrf is None else "console"
    return Place(kind, address, (who.token_hash or "")[:12] or None)


def same_site(app: App, request: Request) -> None:
    """Refuse a request that another site made the browser send. Raises NotAllowed (`forged`)."""
    fetched_from = request.headers.get("sec-fetch-site")
    if fetched_from is not None and fetched_from not in ("same-origin", "none"):
        raise NotAllowed("forged")
    origin = request.headers.get("origin")
    public = urlsplit(app.settings.public_url or "").netloc
    if origin is not None and urlsplit(origin).netloc not in {request.headers["host"], public}:
        raise NotAllowed("forged")
    if origin == "null":
        raise NotAllowed("forged")


def check_csrf(who: SignedIn, given: str | None) -> None:
    """Refuse a change that does not carry the session's own token. Raises NotAllowed (`forged`)."""
    if who.csrf is not None and not hmac.compare_digest((given or "").encode(), who.csrf.encode()):
        raise NotAllowed("forged")
