"""What every channel is: it verifies, parses, renders and sends."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import httpx

from bot.records.models import Peer
from bot.services.channels import Incoming

SECONDS = 10.0
"""How long a provider may take."""


class Forged(Exception):
    """A request does not carry the provider's signature. Nothing is said of why."""


class Unreadable(Exception):
    """A genuine request that is not in the documented form."""


class NotTaken(Exception):
    """The provider did not take a message.

    `seconds` is how long it wants us to wait, where it says so; `final` when it refuses for good,
    as when the person blocked us. The message names what went wrong and nobody's words.
    """

    def __init__(self, what: str, *, seconds: float | None = None, final: bool = False) -> None:
        super().__init__(what)
        self.seconds = seconds
        self.final = final


@dataclass(frozen=True)
class Request:
    """A provider's request as it came: names of headers are in lower case."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Parsed:
    """What a request brought, and what the provider gets back once it is stored."""

    incoming: Sequence[Incoming] = ()
    answer: str = ""
    media_type: str = "text/plain"
    pull: tuple[str, str] | None = None
    """The account whose list is to be pulled, and the provider's leave to do so, where a request
    only knocks."""


@dataclass(frozen=True)
class Pulled:
    """A page of a provider's list: what it brought, where the next begins, whether there is one."""

    incoming: Sequence[Incoming]
    mark: str
    more: bool


@dataclass(frozen=True)
class Payload:
    """One call to the provider: what to send, the message it is (the first one) of, and how many
    messages the client sees of it."""

    body: Mapping[str, Any] = field(repr=False)
    of: int
    bubbles: int = 1


class Channel(Protocol):
    """A messaging channel."""

    @property
    def name(self) -> str:
        """As in `/channels/NAME`."""

    def verify(self, request: Request) -> None:
        """Raises Forged unless the provider signed the request (compared in constant time)."""

    def parse(self, request: Request) -> Parsed:
        """Raises Unreadable for what is not in the documented form."""

    def render(
        self, said: Sequence[Mapping[str, Any]], language: str
    ) -> Sequence[tuple[int, Payload]]:
        """What to send for these messages, in order, each with the `seq` it completes."""

    async def send(self, http: httpx.AsyncClient, peer: Peer, payload: Payload) -> None:
        """Raises NotTaken."""

    def may_send(self, peer: Peer, hours_since_heard: float) -> bool:
        """Whether the channel's window and quota let us speak to them now."""


@runtime_checkable
class Pulling(Protocol):
    """A channel whose requests only knock."""

    async def pull(self, http: httpx.AsyncClient, account: str, knock: str, mark: str) -> Pulled:
        """The next page of an account's list after a mark. Raises NotTaken."""


@contextmanager
def reading() -> Iterator[None]:
    """What breaks while a genuine body is read means that it is not in the documented form: a name
    that is missing, a list for a word, a number beyond all bounds, a thousand brackets. Raises
    Unreadable."""
    try:
        yield
    except (
        *(LookupError, ValueError, TypeError, AttributeError),
        *(OverflowError, RecursionError),
    ):
        raise Unreadable from None


def same(given: str | None, expected: str) -> bool:
    """Compare a signature in constant time; nothing given is never the same."""
    return hmac.compare_digest((given or "").encode(), expected.encode())


async def call(http: httpx.AsyncClient, method: str, url: str, **given: Any) -> httpx.Response:
    """One call to a provider. Raises NotTaken where it was not reached, is overloaded or broken.

    Its address may hold a secret, so it stands in no message.
    """
    try:
        answer = await http.request(method, url, timeout=SECONDS, follow_redirects=False, **given)
    except httpx.HTTPError as error:
        raise NotTaken(type(error).__name__) from None
    if answer.status_code == 429 or answer.status_code >= 500:
        after = answer.headers.get("retry-after", "")
        raise NotTaken(f"HTTP {answer.status_code}", seconds=_seconds(after))
    return answer


def _seconds(after: str) -> float | None:
    return min(float(after), 3600.0) if after.isascii() and after.isdigit() else None
