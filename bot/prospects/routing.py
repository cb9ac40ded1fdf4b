"""Whether and how soon a person takes over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.prospects.rules import ProspectRules

Urgency = Literal["urgent", "high", "normal"]


@dataclass(frozen=True)
class Route:
    """How a handoff goes on: `waits_for` names the gates to open first, empty when it goes now."""

    urgency: Urgency
    first_response_minutes: int
    waits_for: tuple[str, ...]

    @property
    def goes_now(self) -> bool:
        """Whether it goes to a person at once."""
        return not self.waits_for


def route(
    reason: str,
    *,
    flags: Iterable[str] = (),
    tier: str | None = None,
    gates_shut: tuple[str, ...] = (),
    rules: ProspectRules,
) -> Route:
    """How a request for a person is treated.

    Distress, vulnerability, a complaint, suspected fraud, and anyone who asks for a human go to a
    human whatever the scores and gates; so do flags of an assessment that
    the policy lists. Anything else waits for its gates.
    """
    causes = {reason, *flags}
    if causes & rules.urgent:
        return Route("urgent", rules.first_response_minutes["urgent"], ())
    if causes & rules.high:
        return Route("high", rules.first_response_minutes["high"], ())
    lofty = rules.rank(tier) >= rules.rank(rules.high_from_tier)
    urgency: Urgency = "high" if lofty else "normal"
    return Route(urgency, rules.first_response_minutes[urgency], gates_shut)
