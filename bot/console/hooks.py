"""Webhooks, for administrators: who is told of events, what went out, and sending it again."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from bot.console import words
from bot.console.queue import changing, ready
from bot.console.render import Renderer, see_other
from bot.records.models import OUTBOX_STATUSES, Webhook, WebhookAttempt
from bot.services import webhooks
from bot.services.app import App
from bot.services.webhook_events import EVENTS
from bot.services.webhooks import Delivery

_LONGEST_ID = 64
_SEPARATOR = {"zh": "、", "en": ", "}


def add(pages: APIRouter, app: App, render: Renderer) -> None:
    """Put these pages on the console's router."""

    @pages.get("/webhooks")
    def page(request: Request, status: str = "", before: str = "") -> Response:
        who = ready(app, request)
        webhooks.administrating(who.advisor)
        language = render.language(request)
        chosen = status if status in OUTBOX_STATUSES else None
        found = webhooks.deliveries(app, status=chosen, before=before[:_LONGEST_ID])
        return render.page(
            request,
            "webhooks.html",
            who,
            receivers=[_receiver(app, one, language) for one in webhooks.list_webhooks(app)],
            chosen=chosen or "",
            statuses=("", *OUTBOX_STATUSES),
            rows=[_row(one, language) for one in found],
            older=found[-1].id if len(found) == webhooks.PAGE else None,
        )

    @pages.post("/webhooks/deliveries/{delivery_id}/again")
    def again(
        request: Request,
        delivery_id: str,
        csrf: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        webhooks.send_again(app, changing(app, request, csrf).advisor, delivery_id)
        return see_other("/console/webhooks")


def _receiver(app: App, one: Webhook, language: str) -> dict[str, Any]:
    now = app.now()
    names = _SEPARATOR[language].join(event_name(event, language) for event in one.events)
    every = set(one.events) == set(EVENTS)
    return {
        "name": one.name,
        "address": webhooks.place_of(one),
        "state": one.state,
        "why": f"webhook_for_{one.disabled_for}" if one.disabled_for else None,
        "events": words.text("webhook_all_events", language) if every else names,
        "former_until": one.former_until if one.former_until and one.former_until > now else None,
        "paused_until": one.paused_until if one.paused_until and one.paused_until > now else None,
    }


def _row(one: Delivery, language: str) -> dict[str, Any]:
    tried = [_attempt(attempt, language) for attempt in one.attempts]
    return {
        "id": one.id,
        "event": event_name(one.event, language),
        "receiver": one.webhook.name,
        "status": one.status,
        "attempts": tried,
        "last": tried[-1] if tried else None,
        "due_at": one.item.due_at if one.status == "pending" and tried else None,
        "repeatable": one.repeatable,
        "at": one.item.body.get("timestamp") or (tried[0]["at"] if tried else None),
    }


def _attempt(one: WebhookAttempt, language: str) -> dict[str, Any]:
    said = f"HTTP {one.status}" if one.status else problem_name(one.problem, language)
    return {"at": one.at, "said": said, "milliseconds": one.milliseconds}


def event_name(event: str | None, language: str) -> str:
    """What a kind of event is called."""
    return words.text("event_" + (event or "gone").replace(".", "_"), language)


def problem_name(problem: str | None, language: str) -> str:
    """What went wrong, in words; a code without any stands as it is."""
    key = f"problem_{problem}"
    return words.text(key, language) if key in words.WORDS else str(problem)
