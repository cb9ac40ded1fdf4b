"""What a service refuses, named by the business; edges turn it into their own kind of answer."""

from __future__ import annotations


class Refused(Exception):
    """A request that the product does not carry out.

    `code` is a stable snake_case name (part of the public API), `status` the HTTP status an edge
    answers with, `reply` the name of a reply in `data/replies` for the client, where one fits
    better than the edge's own wording. Nothing a client said ever stands in it.
    """

    status = 400
    default_code = "refused"

    def __init__(
        self, code: str | None = None, *, reply: str | None = None, status: int | None = None
    ) -> None:
        self.code = code or self.default_code
        self.reply = reply
        if status is not None:
            self.status = status
        super().__init__(self.code)


class NotAuthenticated(Refused):
    """Nobody is known by the token or session that was shown."""

    status = 401
    default_code = "not_authenticated"


class NotAllowed(Refused):
    """This person may not do this to this thing (`status=401` where nobody is signed in)."""

    status = 403
    default_code = "not_allowed"


class NotFound(Refused):
    """There is no such thing, or not for this person."""

    status = 404
    default_code = "not_found"


class Conflict(Refused):
    """Somebody else was first, or the thing is in a state that does not allow this."""

    status = 409
    default_code = "conflict"


class Gone(Refused):
    """The client's data was erased; nothing is left to show."""

    status = 410
    default_code = "erased"


class TooLarge(Refused):
    """More was sent than is accepted."""

    status = 413
    default_code = "too_large"


class Invalid(Refused):
    """What was sent cannot be used as it is."""

    status = 422
    default_code = "invalid"


class TooMany(Refused):
    """More requests than are accepted in this time; `retry_after` is in whole seconds."""

    status = 429
    default_code = "too_many_requests"

    def __init__(self, code: str | None = None, *, retry_after: int = 1) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class Unavailable(Refused):
    """Something this needs is down for the moment; trying again later is right."""

    status = 503
    default_code = "unavailable"


class OwnershipChanged(Conflict):
    """Somebody else speaks in this conversation now; what was to be said was not stored."""

    default_code = "ownership_changed"
