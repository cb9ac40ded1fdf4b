"""A client's addresses: kept to be found by, as long as they agree to be reached there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.language.contacts import KINDS, Kind, normal
from bot.records.models import Answer, ContactEntry
from bot.records.unit import UnitOfWork
from bot.services.app import App
from bot.services.errors import Invalid
from bot.services.openings import Place, cleaned

CONTACT = "contact"
"""The answer, and the consent, by which we know how to reach a client."""


@dataclass(frozen=True)
class Found:
    """A client who has an address. `proven` says whether a code sent there came back."""

    client_id: str
    kind: str
    state: str
    stage: str | None
    proven: bool


def follow(app: App, work: UnitOfWork, client_id: str, answer: Answer | None) -> None:
    """Bring what is found by index in line with the client's contact answer and consents.

    Called wherever either changes, with the answer that may be used now: without a standing
    consent to `privacy` and `contact` there is none, and nothing to be found by. An address that
    stays the same stays proven.
    """
    wanted: dict[str, str] = {}
    if answer is not None:
        said = answer.value if isinstance(answer.value, Mapping) else {}
        for kind in KINDS:
            value = said.get(kind)
            form = normal(kind, str(value), region=app.settings.phone_region) if value else None
            if form is not None:
                wanted[kind] = form
    kept = {entry.kind: entry.value for entry in work.contacts.of_client(client_id)}
    for gone in kept.keys() - wanted.keys():
        work.contacts.remove(client_id, gone)
    for name, form in wanted.items():
        if kept.get(name) != form:
            work.contacts.put(ContactEntry(app.new_id(), client_id, name, form, app.now()))


def kind_of(value: str, *, region: str) -> Kind | None:
    """What kind of address a value looks like; None when it is none."""
    if "@" in value:
        return "email" if normal("email", value, region=region) else None
    return next((k for k in ("phone", "wechat") if normal(k, value, region=region)), None)


def find(
    app: App, value: str, *, actor: str, place: Place, reason: str, kind: Kind | None = None
) -> list[Found]:
    """Who has this address, for staff. The look is audited, found or not; the address is not in
    the audit trail. Restricted and erased clients are not found.

    Raises Invalid when the value is no address, or no reason was given.
    """
    reason = cleaned(reason)
    region = app.settings.phone_region
    kind = kind or kind_of(value, region=region)
    form = normal(kind, value, region=region) if kind else None
    if kind is None or form is None:
        raise Invalid("address_unreadable")
    with app.records.begin() as work:
        found = []
        for entry in work.contacts.find(kind, form):
            client = work.clients.get(entry.client_id)
            if client is not None:
                proven = entry.proven_at is not None
                found.append(Found(client.id, kind, client.state, client.stage, proven))
        named: list[str | None] = [one.client_id for one in found]
        for client_id in named or [None]:
            work.audit.record(
                at=app.now(),
                actor=actor,
                action="client.find",
                client_id=client_id,
                reason=reason,
                detail={"kind": kind, "found": len(found), "from": place.detail()},
            )
    return found
