"""The advisor API: what CRMs and the institution's own tools do with handoffs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.console import sessions
from bot.console.documents import document
from bot.console.problems import ProblemRoute, problem_responses
from bot.services import (
    advisor_speech,
    advisors,
    handoff_views,
    handoffs,
    openings,
    privacy,
    report,
)
from bot.services.advisors import SignedIn
from bot.services.app import App
from bot.services.errors import NotAllowed, NotAuthenticated

After = Annotated[int, Query(ge=0, le=2**53, description="Only messages above this number.")]


class Said(BaseModel):
    """Words to the client. `id` is the caller's own; the same id again says nothing twice."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=8192)


class Noted(BaseModel):
    """A private note; the client never sees it."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=8192)


class Closing(BaseModel):
    """How a handoff ended."""

    model_config = ConfigDict(extra="forbid")
    outcome: str = Field(description="one of: " + ", ".join(handoffs.OUTCOMES))


class Assigning(BaseModel):
    """To which advisor a handoff goes."""

    model_config = ConfigDict(extra="forbid")
    advisor_id: str = Field(min_length=1, max_length=64)


def router(app: App) -> APIRouter:
    """The routes, to be mounted under `/api/advisor`."""
    api = APIRouter(
        route_class=ProblemRoute,
        tags=["advisor"],
        responses=problem_responses(400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 503),
    )

    def who(request: Request) -> SignedIn:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token.strip():
            return advisors.authenticate(app, token=token.strip())
        if scheme or not sessions.token_of(app, request):
            raise NotAuthenticated("not_authenticated")
        signed_in = sessions.signed_in(app, request)
        if request.method not in sessions.SAFE_METHODS:
            sessions.same_site(app, request)
            sessions.check_csrf(signed_in, request.headers.get("x-csrf-token"))
        if signed_in.must_change:
            raise NotAllowed("password_change_required")
        return signed_in

    someone = Depends(who)

    @api.get("/me", summary="Who this token or session belongs to")
    def me(caller: SignedIn = someone) -> dict[str, Any]:
        one = caller.advisor
        return {"id": one.id, "name": one.name, "role": one.role, "languages": list(one.languages)}

    @api.get("/handoffs", summary="Handoffs this advisor may see, who waits longest first")
    def list_handoffs(
        request: Request, status: str | None = None, caller: SignedIn = someone
    ) -> dict[str, Any]:
        place = sessions.place(request, caller)
        return {"handoffs": handoff_views.list_handoffs(app, caller.advisor, status, place=place)}

    @api.get("/handoffs/{handoff_id}", summary="The whole packet of one handoff (audited)")
    def get(
        request: Request, handoff_id: str, reason: str | None = None, caller: SignedIn = someone
    ) -> dict[str, Any]:
        place = sessions.place(request, caller)
        return handoff_views.get(app, caller.advisor, handoff_id, reason, place=place)

    @api.get(
        "/handoffs/{handoff_id}/report",
        summary="The suitability report as PDF or page (audited)",
        response_class=Response,
        responses={200: {"content": {"application/pdf": {}, "text/html": {}}}},
    )
    def suitability_report(
        request: Request,
        handoff_id: str,
        format: Literal["pdf", "html"] = "pdf",
        language: Literal["zh", "en"] = "zh",
        reason: str | None = None,
        caller: SignedIn = someone,
    ) -> Response:
        made = report.for_handoff(
            app,
            caller.advisor,
            handoff_id,
            language,
            place=sessions.place(request, caller),
            reason=reason,
        )
        return document(made, report.FORMATS[format], ending=format)

    @api.post("/handoffs/{handoff_id}/accept", summary="Take a handoff; 409 names who was first")
    def accept(request: Request, handoff_id: str, caller: SignedIn = someone) -> dict[str, Any]:
        place = sessions.place(request, caller)
        return handoffs.accept(app, caller.advisor, handoff_id, place=place)

    @api.post("/handoffs/{handoff_id}/assign", summary="Offer or move a handoff (supervisors)")
    def assign(handoff_id: str, to: Assigning, caller: SignedIn = someone) -> dict[str, Any]:
        handoffs.assign(app, caller.advisor, handoff_id, to.advisor_id)
        return handoff_views.brief(app, caller.advisor, handoff_id)

    @api.get("/handoffs/{handoff_id}/messages", summary="The conversation above a message number")
    def messages(
        request: Request, handoff_id: str, after: After = 0, caller: SignedIn = someone
    ) -> dict[str, Any]:
        place = sessions.place(request, caller)
        said = handoff_views.transcript(app, caller.advisor, handoff_id, after=after, place=place)
        return {"messages": said}

    @api.post("/handoffs/{handoff_id}/messages", status_code=201, summary="Speak to the client")
    def say(handoff_id: str, words: Said, caller: SignedIn = someone) -> dict[str, Any]:
        return advisor_speech.say(app, caller.advisor, handoff_id, words.id, words.text)

    @api.post("/handoffs/{handoff_id}/notes", status_code=201, summary="Write a private note")
    def note(handoff_id: str, words: Noted, caller: SignedIn = someone) -> dict[str, Any]:
        return advisor_speech.note(app, caller.advisor, handoff_id, words.text)

    @api.post("/handoffs/{handoff_id}/return", summary="Give the client back to the assistant")
    def give_back(handoff_id: str, caller: SignedIn = someone) -> dict[str, Any]:
        handoffs.return_to_bot(app, caller.advisor, handoff_id)
        return handoff_views.brief(app, caller.advisor, handoff_id)

    @api.post("/handoffs/{handoff_id}/close", summary="End a handoff with its outcome")
    def close(handoff_id: str, how: Closing, caller: SignedIn = someone) -> dict[str, Any]:
        handoffs.close(app, caller.advisor, handoff_id, how.outcome)
        return handoff_views.brief(app, caller.advisor, handoff_id)

    @api.get("/clients/{client_id}/profile", summary="What is held about a client (audited)")
    def profile(
        request: Request, client_id: str, reason: str | None = None, caller: SignedIn = someone
    ) -> dict[str, Any]:
        why = openings.cleaned(reason)
        handoff_views.check_may_see_client(app, caller.advisor, client_id)
        return privacy.profile(
            app,
            client_id,
            f"advisor:{caller.advisor.id}",
            why,
            place=sessions.place(request, caller),
        )

    return api
