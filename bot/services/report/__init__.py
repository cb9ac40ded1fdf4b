"""The suitability report: what was asked, answered and concluded, as a document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.services.report.content import Block, Report, Section
from bot.services.report.making import NoAssessment, for_client, for_handoff
from bot.services.report.pdf import as_pdf, fonts
from bot.services.report.web import as_html

__all__ = [
    "FORMATS",
    "Block",
    "Format",
    "NoAssessment",
    "Report",
    "Section",
    "as_html",
    "as_pdf",
    "fonts",
    "for_client",
    "for_handoff",
]


@dataclass(frozen=True)
class Format:
    """One form of the report: its media type and what makes it."""

    media_type: str
    make: Callable[[Report], bytes]


FORMATS: Mapping[str, Format] = {
    "pdf": Format("application/pdf", as_pdf),
    "html": Format("text/html; charset=utf-8", lambda made: as_html(made).encode()),
}
