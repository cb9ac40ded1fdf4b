"""Makes the report of a client's assessment, for the client or for the advisor who holds them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.models import Advisor, Answer, Client
from bot.records.models import Assessment as Stored
from bot.records.unit import UnitOfWork
from bot.services import consent, handoff_access, openings, packets
from bot.services.app import App
from bot.services.errors import Gone, NotAllowed, NotFound
from bot.services.openings import CHAT, Place
from bot.services.report.content import Report
from bot.services.report.sections import Material, compose

OPENED = "report.opened"


class NoAssessment(NotFound):
    """There is no assessment that may be used now."""

    default_code = "no_assessment"


def for_client(
    app: App, client_id: str, language: str, *, actor: str, reason: str, place: Place = CHAT
) -> Report:
    """The report of the newest assessment, as the client or an operator takes it.

    Opening it is audited. Raises NotFound, Gone, NotAllowed, NoAssessment.
    """
    with app.records.begin() as work:
        client = work.clients.get(client_id)
        if client is None:
            raise NotFound("client_unknown")
        if client.gone:
            raise Gone
        if client.state == "restricted":
            raise NotAllowed("restricted")
        material = _material(app, work, client, language, for_advisor=place.kind != CHAT.kind)
        openings.note(
            app,
            work,
            actor=actor,
            place=place,
            action=OPENED,
            client_id=client_id,
            reason=reason,
            detail={"assessment": material.stored.id},
        )
    return compose(app, material)


def for_handoff(
    app: App,
    advisor: Advisor,
    handoff_id: str,
    language: str,
    *,
    place: Place,
    reason: str | None = None,
) -> Report:
    """The report that goes with a handoff. Who holds it has it as their reason; others say why.

    Opening it is audited. Raises NotFound, NotAllowed, Invalid (`reason_required`), Gone,
    NoAssessment.
    """
    with app.records.begin() as work:
        handoff = handoff_access.seen(work, advisor, handoff_id)
        client = handoff_access.living(work, handoff.client_id)
        material = _material(app, work, client, language, for_advisor=True)
        openings.handoff(app, work, advisor, handoff, place, reason, action=OPENED)
    return compose(app, material)


def _material(
    app: App, work: UnitOfWork, client: Client, language: str, *, for_advisor: bool
) -> Material:
    stored: Stored | None = consent.assessment(work, client.id)
    if stored is None:
        raise NoAssessment
    answers: Mapping[str, Answer] = packets.visible_answers(app, work, client.id)
    return Material(
        client_id=client.id,
        stored=stored,
        answers=answers,
        language=language,
        for_advisor=for_advisor,
    )
