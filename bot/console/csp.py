"""The headers of every page of the console: nothing runs or loads but what we ship ourselves."""

from __future__ import annotations

import secrets

from starlette.responses import Response


def new_nonce() -> str:
    """A nonce for the scripts of one page: 128 random bits."""
    return secrets.token_urlsafe(16)


def policy(nonce: str) -> str:
    """The content security policy of a page. Trusted Types let HTML in through one policy only."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types default",
        )
    )


def protect(response: Response, nonce: str) -> Response:
    """Put the policy and the caching rules of client data on a page."""
    response.headers["Content-Security-Policy"] = policy(nonce)
    response.headers["Cache-Control"] = "no-store"
    # Under `no-referrer` a browser sends `Origin: null` with a form, which nobody could tell from
    # a forged one; under `same-origin` other sites still learn nothing.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    return response
