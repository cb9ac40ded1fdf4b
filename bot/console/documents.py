"""Documents that leave the console as files or as pages of their own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.console import sessions, words
from bot.console.queue import ready
from bot.console.render import Renderer
from bot.services import report
from bot.services.app import App
from bot.services.report import Format, Report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"


def add(pages: APIRouter, app: App, render: Renderer) -> None:
    """Put these pages on the console's router."""

    @pages.get("/handoffs/{handoff_id}/report")
    def suitability_report(
        request: Request, handoff_id: str, format: str = "pdf", language: str | None = None
    ) -> Response:
        who = ready(app, request)
        ending = format if format in report.FORMATS else "pdf"
        made = report.for_handoff(
            app,
            who.advisor,
            handoff_id,
            language if language in words.LANGUAGES else render.language(request),
            place=sessions.place(request, who),
        )
        return document(made, report.FORMATS[ending], ending=ending)


def document(made: Report, kind: Format, *, ending: str) -> Response:
    """A report as an answer: a PDF to save, or a page that loads nothing and runs nothing."""
    shown = "inline" if ending == "html" else "attachment"
    return Response(
        kind.make(made),
        media_type=kind.media_type,
        headers={
            "Content-Disposition": f'{shown}; filename="{made.file_name}.{ending}"',
            "Content-Language": made.language,
            "Content-Security-Policy": _POLICY,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        },
    )
