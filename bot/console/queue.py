"""The queue: who waits, who is being served, what has ended; and the list of colleagues."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.console import sessions, views
from bot.console.render import Renderer
from bot.services import advisors, handoff_views
from bot.services.advisors import READING_ALL, SERVING, SignedIn
from bot.services.app import App
from bot.services.errors import NotAllowed
from bot.services.handoff_access import WAITING

_ENDED_SHOWN = 200


def add(pages: APIRouter, app: App, render: Renderer) -> None:
    """Put these pages on the console's router."""

    @pages.get("/queue")
    def page(request: Request, view: str = "") -> Response:
        who = ready(app, request)
        return render.page(request, "queue.html", who, **_shown(app, render, request, who, view))

    @pages.get("/queue/list")
    def fragment(request: Request, view: str = "") -> Response:
        # Fetched by itself all day long: it must not keep a forgotten session alive.
        who = ready(app, request, active=False)
        return render.page(
            request, "queue_list.html", who, **_shown(app, render, request, who, view)
        )

    @pages.get("/advisors")
    def staff(request: Request) -> Response:
        who = ready(app, request)
        if who.advisor.role not in ("admin", "supervisor"):
            raise NotAllowed("role")
        return render.page(request, "advisors.html", who, staff=advisors.list_advisors(app))


def ready(app: App, request: Request, *, active: bool = True) -> SignedIn:
    """Who is signed in, with a password of their own. Raises NotAuthenticated, NotAllowed."""
    who = sessions.signed_in(app, request, active=active)
    if who.must_change:
        raise NotAllowed("password_change_required")
    return who


def changing(app: App, request: Request, csrf: str) -> SignedIn:
    """Who changes something, by a request of our own page. Raises NotAuthenticated, NotAllowed."""
    who = ready(app, request)
    sessions.same_site(app, request)
    sessions.check_csrf(who, csrf or request.headers.get("x-csrf-token"))
    return who


def views_of(who: SignedIn) -> tuple[str, ...]:
    """The lists this role has."""
    role = who.advisor.role
    if role == "compliance":
        return ("waiting", "open", "ended")
    return ("waiting", "mine", "open", "ended") if role in READING_ALL else (
        "waiting", "mine", "ended",
    )  # fmt: skip


def _shown(
    app: App, render: Renderer, request: Request, who: SignedIn, view: str
) -> dict[str, Any]:
    lists = views_of(who)
    view = view if view in lists else lists[0]
    advisor, language = who.advisor, render.language(request)
    place = sessions.place(request, who)
    going = handoff_views.list_handoffs(app, advisor, "open", place=place)
    waiting = [row for row in going if row["status"] in WAITING]
    taken = [row for row in going if row["status"] == "accepted"]
    mine = [row for row in taken if (row["advisor"] or {}).get("id") == advisor.id]
    if view == "ended":
        rows = handoff_views.list_handoffs(app, advisor, "ended", place=place)[:_ENDED_SHOWN]
    else:
        rows = {"waiting": waiting, "mine": mine, "open": taken}[view]
    return {
        "view": view,
        "lists": lists,
        "counts": {"waiting": len(waiting), "mine": len(mine), "open": len(taken)},
        "rows": views.queue_rows(app, rows, advisor, language),
        "may_serve": advisor.role in SERVING,
    }
