"""The public chat API: what the widget, and anyone else, speaks to (docs/chat-api.md)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from bot.gateway import schemas, wording
from bot.gateway.access import Access, problem_responses, run
from bot.gateway.dispatcher import Dispatcher
from bot.gateway.stream import Streams
from bot.gateway.waiting import answer_to
from bot.records.models import Conversation
from bot.services import conversations
from bot.services.app import App

CHANNEL = "web"
GREETING_SECONDS = 5.0
"""How long opening a session waits for the assistant's greeting."""
WAIT_SECONDS = 60.0
"""How long `wait=1` waits for an answer before it says 202."""

_LATEST = 2**53
After = Annotated[int, Query(ge=0, le=_LATEST, description="Only messages above this number.")]
Wait = Annotated[bool, Query(description="1: answer with the replies to this message.")]
Limit = Annotated[int, Query(ge=1, le=1000)]


def router(app: App, dispatcher: Dispatcher, access: Access, streams: Streams) -> APIRouter:
    """The routes, to be mounted under `/api/chat`."""
    routes = APIRouter(
        tags=["chat"], responses=problem_responses(400, 401, 403, 410, 413, 422, 429, 503)
    )
    Known = Annotated[Conversation, Depends(access.conversation)]

    @routes.post("/session", status_code=201, response_model=schemas.Session)
    async def open_session(request: Request, wish: schemas.NewSession | None = None) -> Any:
        """Open a conversation. The assistant greets at once: read the messages next."""
        access.newcomer(request)
        language = (
            (wish.language if wish else None)
            or wording.preferred(request.headers.get("accept-language"))
            or wording.DEFAULT
        )
        opened = await run(conversations.open_conversation, app, channel=CHANNEL, language=language)
        await answer_to(app, dispatcher, opened.conversation_id, opened.seq, GREETING_SECONDS)
        return {
            "token": opened.token,
            "conversation_id": opened.conversation_id,
            "language": opened.language,
        }

    @routes.post(
        "/messages",
        status_code=202,
        response_model=schemas.Accepted,
        responses={
            200: {"model": schemas.Messages, "description": "With `wait=1`: the replies to it."}
        },
    )
    async def send(message: schemas.NewMessage, conversation: Known, wait: Wait = False) -> Any:
        """Send a message. It is stored before this answers, and answered in its order.

        With `wait=1` an answer that is not there within a minute gives 202: it will still come.
        """
        access.limits.messages.take(conversation.id)
        received = await run(
            conversations.receive,
            app,
            conversation.id,
            external_id=message.id,
            text=message.text,
            choice=message.choice,
            language=message.language,
        )
        if wait:
            said = await answer_to(app, dispatcher, conversation.id, received.seq, WAIT_SECONDS)
            if said is not None:
                return JSONResponse({"messages": said})
        return JSONResponse({"seq": received.seq}, 202)

    @routes.get("/messages", response_model=schemas.Messages)
    async def read(conversation: Known, after: After = 0, limit: Limit = 1000) -> Response:
        """The conversation's messages, oldest first."""
        found = await run(conversations.history, app, conversation.id, after, limit)
        return JSONResponse({"messages": found})

    @routes.get(
        "/stream",
        response_class=StreamingResponse,
        response_model=None,
        responses={
            200: {
                "description": "Events `message` (data: a Message, id: its seq), `typing` "
                '(data: {"from", "on"}) and `erased` (the last one). Comments keep it alive.',
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            }
        },
    )
    async def stream(request: Request, conversation: Known, after: After = 0) -> Response:
        """The messages as server-sent events, from `Last-Event-ID` (else `after`) on."""
        last = request.headers.get("last-event-id", "").strip()
        start = int(last) if last.isascii() and last.isdigit() and len(last) < 16 else after
        return streams.open(app, dispatcher, conversation.id, start)

    @routes.put("/language", response_model=schemas.ChosenLanguage)
    async def choose_language(wish: schemas.ChosenLanguage, conversation: Known) -> Any:
        """Choose the language of what follows."""
        await run(conversations.set_language, app, conversation.id, wish.language)
        return {"language": wish.language}

    return routes
