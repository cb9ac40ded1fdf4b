"""Who may do what on the chat API: the token names the conversation, the buckets set the pace."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from anyio import to_thread
from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.gateway import schemas, wording
from bot.gateway.problems import MEDIA_TYPE
from bot.gateway.rate_limits import Limits
from bot.records.models import Conversation
from bot.services import conversations
from bot.services.app import App
from bot.services.errors import NotAuthenticated

T = TypeVar("T")

Bearer = Annotated[
    HTTPAuthorizationCredentials | None,
    Security(HTTPBearer(auto_error=False, description="The token of the session.")),
]


class Access:
    """Lets requests in: by address for a new session, by token for everything else."""

    def __init__(self, app: App, limits: Limits) -> None:
        self._app = app
        self.limits = limits

    async def conversation(self, request: Request, bearer: Bearer) -> Conversation:
        """The conversation of a request's token (a FastAPI dependency).

        Raises NotAuthenticated, TooMany, Gone.
        """
        self.limits.address.take(self.address(request))
        if bearer is None:
            raise NotAuthenticated
        found = await run(conversations.authenticate, self._app, bearer.credentials)
        request.state.language = found.language
        self.limits.requests.take(found.id)
        return found

    def newcomer(self, request: Request) -> None:
        """Let somebody without a token open a session. Raises TooMany."""
        self.limits.sessions.take(self.address(request))

    @staticmethod
    def address(request: Request) -> str:
        """Where a request comes from; what a trusted proxy says of it is already in there."""
        return request.client.host if request.client else "unknown"


async def run(call: Callable[..., T], *args: Any, **named: Any) -> T:
    """Call a service in a thread: services wait for the database, the event loop must not."""
    return await to_thread.run_sync(lambda: call(*args, **named))


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of these problems."""
    schema = {"$ref": f"#/components/schemas/{schemas.Problem.__name__}"}
    return {
        status: {
            "description": wording.TITLES[status]["en"],
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }
