"""Making stored assessments anew from their answers, to show that they follow from the rules.

Nothing of a client is shown: what differs is named by the assessment's id and the field.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.records.models import Assessment as StoredAssessment
from bot.records.unit import UnitOfWork
from bot.services import openings, rule_versions
from bot.services.app import App
from bot.services.errors import Invalid
from bot.services.openings import Place
from bot.suitability.assessing import recompute
from bot.suitability.assessment import Assessment

Heard = Callable[[int, int], None]


@dataclass(frozen=True)
class Finding:
    """What is wrong with one assessment: the fields that differ, or why it could not be made."""

    assessment: str
    client: str
    what: str

    def __str__(self) -> str:
        return f"assessment {self.assessment} (client {self.client}): {self.what}"


@dataclass
class Review:
    """How many assessments were made anew, equal bit for bit, and what was found about others."""

    equal: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every one was equal."""
        return not self.findings


def review(
    app: App,
    *,
    actor: str,
    place: Place,
    client_id: str | None = None,
    reason: str = "assessments verified",
    heard: Heard = lambda done, of: None,
) -> Review:
    """Make every assessment that is held anew, or those of one client; the trail tells of it.

    Raises Invalid (`client_unknown`) for a client that does not exist.
    """
    found = Review()
    with app.records.begin() as work:
        clients = [one.id for one in work.clients.list()] if client_id is None else [client_id]
        if client_id is not None and work.clients.get(client_id) is None:
            raise Invalid("client_unknown")
        if client_id is not None:
            openings.note(
                app, work, actor=actor, place=place, action="assessments.verified",
                client_id=client_id, reason=reason,
            )  # fmt: skip
        else:
            work.audit.record(
                at=app.now(),
                actor=actor,
                action="assessments.verified",
                reason=openings.cleaned(reason),
                detail={"from": place.detail()},
            )
    for done, one in enumerate(clients, start=1):
        with app.records.read() as work:
            for stored in work.assessments.list(one):
                different = tuple(_differences(work, stored))
                found.equal += not different
                found.findings += [Finding(stored.id, one, what) for what in different]
        heard(done, len(clients))
    return found


def _differences(work: UnitOfWork, stored: StoredAssessment) -> Iterator[str]:
    questionnaire = rule_versions.questionnaire_of(work, stored.questionnaire_version)
    policy = rule_versions.policy_of(work, stored.policy_version)
    for kind, version, rules in (
        ("questionnaire", stored.questionnaire_version, questionnaire),
        ("policy", stored.policy_version, policy),
    ):
        if rules is None:
            yield f"{kind} {version} is not kept, or was read in another way by an older program"
    if questionnaire is None or policy is None:
        return
    try:
        made = Assessment.from_json(stored.body)
    except (KeyError, ValueError, TypeError) as error:
        yield f"it has another shape ({type(error).__name__}: {error})"
        return
    versions = (stored.questionnaire_version, stored.policy_version)
    if (made.versions.get("questionnaire"), made.versions.get("policy")) != versions:
        yield "versions: the row and what is sealed in it name different ones"
    again = recompute(made, questionnaire=questionnaire, policy=policy).to_json()
    differ = [name for name in again if _bits(again[name]) != _bits(stored.body.get(name))]
    if differ:
        yield f"{', '.join(differ)}: made anew it is another"


def _bits(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def as_json(found: Review) -> Mapping[str, Any]:
    """The review as one document."""
    return {
        "whole": found.whole,
        "equal": found.equal,
        "findings": [
            {"assessment": one.assessment, "client": one.client, "what": one.what}
            for one in found.findings
        ],
    }
