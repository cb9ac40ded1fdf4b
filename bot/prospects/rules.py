"""The policy's section `prospects` as typed rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

FIT_PARTS = ("assets", "need", "authority", "completeness", "segment")
INTENT_PARTS = ("meeting", "act_soon", "product_depth", "return_visit", "documents")
URGENCIES = ("urgent", "high", "normal")
FULL = 100


@dataclass(frozen=True)
class Tier:
    """A tier and the assets (major units of the base currency) from which it holds."""

    id: str
    since: Decimal
    name: Mapping[str, str]


@dataclass(frozen=True)
class ProspectRules:
    """Everything the policy says about prospects; built by `from_mapping`."""

    tiers: tuple[Tier, ...]
    fit: Mapping[str, int]
    asset_share: Mapping[str, Decimal]
    served_needs: frozenset[str]
    served_segments: frozenset[str]
    intent: Mapping[str, int]
    half_life_days: int
    consents: tuple[str, ...]
    contact_required: bool
    assessment_required: bool
    contradictions: str
    """`flagged`: an unresolved contradiction may pass when the advisor sees its flag; `resolved`:
    it may not."""
    loyal_after_months: int
    loyal_visits: int
    loyal_nps: int
    returning_visits: int
    urgent: frozenset[str]
    high: frozenset[str]
    high_from_tier: str
    first_response_minutes: Mapping[str, int]

    @classmethod
    def from_mapping(cls, source: Mapping[str, Any]) -> ProspectRules:
        """Build from the policy's section, which its schema has checked.

        Raises ValueError where figures contradict each other, naming the place.
        """
        tiers = tuple(
            Tier(row["id"], Decimal(str(row["from"])), {"zh": row["zh"], "en": row["en"]})
            for row in source["tiers"]
        )
        starts = [one.since for one in tiers]
        if starts != sorted(set(starts)) or starts[0] != 0:
            raise ValueError("prospects.tiers: must start at 0 and rise from row to row")
        named = {one.id for one in tiers}
        fit, intent = source["fit"], source["intent"]
        stages, gates, routing = source["stages"], source["gates"], source["routing"]
        share = {name: Decimal(str(value)) for name, value in fit["asset_share"].items()}
        if set(share) != named:
            raise ValueError("prospects.fit.asset_share: must have one row for every tier")
        if routing["high_from_tier"] not in named:
            raise ValueError("prospects.routing.high_from_tier: is not the id of a tier")
        for name, parts, whole in (("fit", FIT_PARTS, fit), ("intent", INTENT_PARTS, intent)):
            if sum(whole[part] for part in parts) != FULL:
                raise ValueError(f"prospects.{name}: the parts must add up to 100")
        return cls(
            tiers=tiers,
            fit={part: fit[part] for part in FIT_PARTS},
            asset_share=share,
            served_needs=frozenset(fit["served_needs"]),
            served_segments=frozenset(fit["served_segments"]),
            intent={part: intent[part] for part in INTENT_PARTS},
            half_life_days=intent["half_life_days"],
            consents=tuple(gates["consents"]),
            contact_required=gates["contact"],
            assessment_required=gates["assessment_valid"],
            contradictions=gates["contradictions"],
            loyal_after_months=stages["loyal_after_months"],
            loyal_visits=stages["loyal_visits"],
            loyal_nps=stages["loyal_nps"],
            returning_visits=stages["returning_visits"],
            urgent=frozenset(routing["urgent"]),
            high=frozenset(routing["high"]),
            high_from_tier=routing["high_from_tier"],
            first_response_minutes=dict(routing["first_response_minutes"]),
        )

    def rank(self, tier_id: str | None) -> int:
        """The place of a tier, 0 for the lowest; -1 for an unknown one."""
        ids = [one.id for one in self.tiers]
        return ids.index(tier_id) if tier_id in ids else -1
