"""The client's own view, copy and deletion of their data (`/api/chat/profile`, export, erase)."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from bot.gateway import schemas
from bot.gateway.access import Access, problem_responses, run
from bot.records.models import Conversation
from bot.services import duties, privacy, report
from bot.services.app import App

_ENDINGS = {"json": "json", "text": "txt", "html": "html"}


def router(app: App, access: Access) -> APIRouter:
    """The routes, to be mounted under `/api/chat`."""
    routes = APIRouter(tags=["own data"], responses=problem_responses(401, 408, 410, 422, 429, 503))
    Known = Annotated[Conversation, Depends(access.conversation)]

    @routes.get("/profile", response_model=schemas.Profile)
    async def profile(conversation: Known) -> Response:
        """Everything that is held about the client."""
        held = await run(
            privacy.profile,
            app,
            conversation.client_id,
            actor=privacy.CLIENT,
            reason="own_view",
            language=conversation.language,
        )
        return JSONResponse(held)

    @routes.get(
        "/export",
        response_model=schemas.Export,
        responses={
            200: {
                "content": {
                    kind: {"schema": {"type": "string"}} for kind in ("text/plain", "text/html")
                }
            }
        },
    )
    async def export(
        conversation: Known,
        format: Annotated[
            str,
            Query(pattern="^(json|text|html)$", description="json, or text or html to read."),
        ] = "json",
    ) -> Response:
        """The client's copy of their data, as a file."""
        copy = await run(privacy.export, app, conversation.client_id, conversation.language)
        name = f"zhiyin-{copy['exported_at'][:10]}.{_ENDINGS[format]}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Language": conversation.language,
        }
        if format == "html":
            return HTMLResponse(privacy.as_page(app, copy), headers=headers)
        if format == "text":
            return PlainTextResponse(copy["text"], headers=headers)
        return JSONResponse(copy, headers=headers)

    @routes.get(
        "/report",
        response_class=Response,
        responses={
            200: {
                "content": {
                    "application/pdf": {"schema": {"type": "string", "format": "binary"}},
                    "text/html": {"schema": {"type": "string"}},
                }
            },
            **problem_responses(404),
        },
    )
    async def suitability_report(
        conversation: Known,
        format: Annotated[str, Query(pattern="^(pdf|html)$", description="pdf or html")] = "pdf",
    ) -> Response:
        """The report of the newest assessment, as a file."""
        access.limits.documents.take(conversation.id)
        made = await run(
            report.for_client,
            app,
            conversation.client_id,
            conversation.language,
            actor=privacy.CLIENT,
            reason="own_report",
        )
        kind = report.FORMATS[format]
        headers = {
            "Content-Disposition": f'attachment; filename="{made.file_name}.{format}"',
            "Content-Language": conversation.language,
        }
        return Response(await run(kind.make, made), media_type=kind.media_type, headers=headers)

    @routes.get("/erasure", response_model=schemas.Erased)
    async def erasure(conversation: Known) -> Any:
        """What erasing would do now, for the question before it: nothing is changed."""
        kept = await run(privacy.what_would_stay, app, conversation.client_id)
        return duties.answer(kept, conversation.language)

    @routes.post("/erase", response_model=schemas.Erased)
    async def erase(conversation: Known) -> Any:
        """Erase everything about the client, now and for good. The token ends with it.

        Where a duty to keep runs, `erased` is false and `restricted` true: all that no duty
        covers is gone, the rest is locked away until the day `until`.
        """
        kept = await run(privacy.erase, app, conversation.client_id)
        return duties.answer(kept, conversation.language)

    return routes
