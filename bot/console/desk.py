"""One handoff on the advisor's desk: the packet, the conversation, and what is done with it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from bot.console import live, pictures, queue, sessions, views
from bot.console.failures import failure
from bot.console.queue import ready
from bot.console.render import Renderer, see_other
from bot.services import (
    advisor_speech,
    advisors,
    handoff_views,
    handoffs,
    openings,
    packets,
    signals,
)
from bot.services.advisors import OVERSEEING, SERVING, SignedIn
from bot.services.app import App
from bot.services.errors import Invalid
from bot.services.handoff_access import ENDED, WAITING, Taken

Text = Annotated[str, Form(max_length=10_000)]
_LATEST = 2**53  # far above any message's number, and within what a database can hold
Above = Annotated[int, Query(ge=0, le=_LATEST)]


def add(pages: APIRouter, app: App, render: Renderer) -> None:
    """Put these pages on the console's router."""

    def changing(request: Request, csrf: str) -> SignedIn:
        return queue.changing(app, request, csrf)

    def new_messages(request: Request, who: SignedIn, handoff_id: str, after: int) -> Response:
        said = handoff_views.transcript(
            app, who.advisor, handoff_id, after=after, place=sessions.place(request, who)
        )
        language = render.language(request)
        return render.page(
            request,
            "new_messages.html",
            who,
            messages=[views.message(one, who.advisor, language) for one in said],
            after=said[-1]["seq"] if said else after,
        )

    def desk(request: Request, who: SignedIn, handoff_id: str, reason: str | None) -> Response:
        place = sessions.place(request, who)
        packet = handoff_views.get(app, who.advisor, handoff_id, reason, place=place)
        return render.page(request, "desk.html", who, **_desk(app, render, request, who, packet))

    @pages.get("/handoffs/{handoff_id}")
    def page(request: Request, handoff_id: str) -> Response:
        who = ready(app, request)
        try:
            return desk(request, who, handoff_id, None)
        except Invalid as error:
            if error.code != "reason_required":
                raise
        return render.page(request, "reason.html", who, handoff_id=handoff_id, said=None)

    @pages.post("/handoffs/{handoff_id}")
    def page_with_reason(
        request: Request, handoff_id: str, reason: Text = "", csrf: Text = ""
    ) -> Response:
        who = changing(request, csrf)
        try:
            return desk(request, who, handoff_id, openings.cleaned(reason))
        except Invalid as error:
            said = failure(error.code, render.language(request))
        return render.page(
            request, "reason.html", who, status=422, handoff_id=handoff_id, said=said
        )

    @pages.post("/handoffs/{handoff_id}/accept")
    def accept(request: Request, handoff_id: str, csrf: Text = "") -> Response:
        who = changing(request, csrf)
        try:
            handoffs.accept(app, who.advisor, handoff_id, place=sessions.place(request, who))
        except Taken as taken:
            return render.page(request, "taken.html", who, status=409, name=taken.advisor_name)
        return see_other(f"/console/handoffs/{handoff_id}")

    @pages.get("/handoffs/{handoff_id}/messages")
    def messages(request: Request, handoff_id: str, after: Above = 0) -> Response:
        who = ready(app, request, active=False)
        return new_messages(request, who, handoff_id, after)

    @pages.post("/handoffs/{handoff_id}/messages")
    def say(
        request: Request,
        handoff_id: str,
        *,
        id: Text,
        text: Text = "",
        after: Annotated[int, Form(ge=0, le=_LATEST)] = 0,
        csrf: Text = "",
    ) -> Response:
        who = changing(request, csrf)
        advisor_speech.say(app, who.advisor, handoff_id, id, text)
        if request.headers.get("hx-request") != "true":
            return see_other(f"/console/handoffs/{handoff_id}")
        return new_messages(request, who, handoff_id, after)

    @pages.post("/handoffs/{handoff_id}/typing")
    def typing(request: Request, handoff_id: str, csrf: Text = "") -> Response:
        who = changing(request, csrf)
        conversation_id = handoff_views.speaking_in(app, who.advisor, handoff_id)
        signals.typing(conversation_id, "advisor", live.typing_until())
        return Response(status_code=204)

    @pages.post("/handoffs/{handoff_id}/notes")
    def note(request: Request, handoff_id: str, text: Text = "", csrf: Text = "") -> Response:
        who = changing(request, csrf)
        written = advisor_speech.note(app, who.advisor, handoff_id, text)
        if request.headers.get("hx-request") != "true":
            return see_other(f"/console/handoffs/{handoff_id}")
        return render.page(request, "note_item.html", who, note=written)

    @pages.post("/handoffs/{handoff_id}/return")
    def give_back(request: Request, handoff_id: str, csrf: Text = "") -> Response:
        handoffs.return_to_bot(app, changing(request, csrf).advisor, handoff_id)
        return see_other("/console/queue?view=ended")

    @pages.post("/handoffs/{handoff_id}/close")
    def close(request: Request, handoff_id: str, outcome: Text = "", csrf: Text = "") -> Response:
        handoffs.close(app, changing(request, csrf).advisor, handoff_id, outcome)
        return see_other("/console/queue?view=ended")

    @pages.post("/handoffs/{handoff_id}/assign")
    def assign(request: Request, handoff_id: str, to: Text = "", csrf: Text = "") -> Response:
        who = changing(request, csrf)
        if not to:
            raise Invalid("advisor")
        handoffs.assign(app, who.advisor, handoff_id, to)
        return see_other(f"/console/handoffs/{handoff_id}")


def _desk(
    app: App, render: Renderer, request: Request, who: SignedIn, packet: dict[str, Any]
) -> dict[str, Any]:
    language, advisor = render.language(request), who.advisor
    said = packet["transcript"]
    holder = (packet["advisor"] or {}).get("id")
    mine = packet["status"] == "accepted" and holder == advisor.id
    colleagues = (
        [
            one
            for one in advisors.list_advisors(app)
            if one.state == "active" and one.role in SERVING
        ]
        if advisor.role in OVERSEEING
        else []
    )
    waits = packet["status"] in WAITING
    return {
        "packet": packet,
        "short": views.short(packet["client_id"]),
        "row": views.queue_rows(app, [packet], advisor, language)[0],
        "due": views.due(packet, app.now()),
        "assessment": views.assessment(packet, language),
        "scale": pictures.scale(app, (packet["assessment"] or {}).get("category", ""), language),
        "shown": pictures.illustration(app, packet["assessment"], language),
        "investor_checks": views.investor_checks(packet, language),
        "above_level": views.above_level(packet, language),
        "answers": views.answers(app, packet, language),
        "missing": [packets.label_text(app, one, language, packet) for one in packet["missing"]],
        "contact": packets.value_text(app, "contact", packet["contact"], language)
        if packet["contact"]
        else None,
        "messages": [views.message(one, advisor, language) for one in said],
        "after": said[-1]["seq"] if said else 0,
        "message_id": str(uuid4()),
        "mine": mine,
        "waits": waits,
        "may_accept": waits and advisor.role in SERVING,
        "may_end": advisor.role in SERVING
        and (mine or waits or (packet["status"] == "accepted" and advisor.role in OVERSEEING)),
        "may_return": packet["status"] == "accepted" and (mine or advisor.role in OVERSEEING),
        "colleagues": colleagues,
        "outcomes": handoffs.OUTCOMES,
        "live": packet["status"] not in ENDED and advisor.role in SERVING,
    }
