"""What must be in place before a prospect counts as qualified and is handed over as one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.prospects.rules import ProspectRules


@dataclass(frozen=True)
class GateFacts:
    """What the gates look at. `needs_assessment` is false where no need calls for one."""

    consents: frozenset[str]
    contact_confirmed: bool
    assessment_valid: bool
    open_contradictions: int = 0
    contradictions_flagged: bool = True
    needs_assessment: bool = True


def gates(facts: GateFacts, rules: ProspectRules) -> tuple[str, ...]:
    """The ids of the gates that are still shut, in the order in which they are best opened.

    `consent_privacy`, `consent_sensitive_data`, `consent_contact`, `assessment`,
    `contradictions`, `contact` (policy `prospects.gates`). Empty means qualified.
    """
    shut = [
        f"consent_{purpose}"
        for purpose in rules.consents
        if purpose not in facts.consents
        # Without an assessment nothing sensitive has to be asked for.
        and (purpose != "sensitive_data" or facts.needs_assessment)
    ]
    if rules.assessment_required and facts.needs_assessment and not facts.assessment_valid:
        shut.append("assessment")
    may_pass = rules.contradictions == "flagged" and facts.contradictions_flagged
    if facts.open_contradictions and not may_pass:
        shut.append("contradictions")
    if rules.contact_required and not facts.contact_confirmed:
        shut.append("contact")
    return tuple(shut)
