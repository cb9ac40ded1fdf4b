"""Which product categories suit a client, and for each of the others the reason against it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from bot.suitability import against
from bot.suitability.assessment import Assessment, Reason
from bot.suitability.case import Case
from bot.suitability.policy import Policy
from bot.suitability.products import Product, Products
from bot.suitability.values import DATED_NEEDS

SPANS = (12, 36, 60)
"""Months at which a longer span begins: money for a year, three years, five years and beyond."""


class Match(NamedTuple):
    """A product with the reasons for it (suitable) or against it (excluded).

    A tuple, because one is made of every product of the catalogue for every client.
    """

    product: Product
    reasons: tuple[Reason, ...]

    def to_json(self) -> dict[str, Any]:
        """The product's own words and the reasons, in both languages."""
        product = self.product
        return {
            "id": product.id,
            "rating": product.rating,
            "name": dict(product.name),
            "description": dict(product.description),
            "risk": dict(product.risk),
            "fees": dict(product.fees),
            "needs": list(product.needs),
            "kind": product.kind,
            "currency": product.currency,
            "channels": list(product.channels),
            "reasons": [reason.to_json() for reason in self.reasons],
        }


@dataclass(frozen=True)
class Matches:
    """The whole catalogue, divided; the suitable ones best first."""

    suitable: tuple[Match, ...]
    excluded: tuple[Match, ...]

    def to_json(self) -> dict[str, Any]:
        """Both lists as shown on a products card."""
        return {
            "suitable": [match.to_json() for match in self.suitable],
            "excluded": [match.to_json() for match in self.excluded],
        }

    def of(self, product_id: str) -> Match | None:
        """What was found about one product; None where the catalogue has none of that id."""
        both = (*self.suitable, *self.excluded)
        return next((one for one in both if one.product.id == product_id), None)


class _Serving(NamedTuple):
    """How well what a product is for fits what is wanted."""

    rank: tuple[int, int]
    reasons: tuple[Reason, ...]
    dated: bool


class _Graded(NamedTuple):
    """How well a rating fits the category and the objective."""

    misfit: bool
    level: int
    within: tuple[Reason, ...]
    objective: tuple[Reason, ...]


class _Timed(NamedTuple):
    """How near a product's own time is to the time there is, in spans, and what speaks for it; of
    these, `dated` where the need has a date."""

    apart: int
    plain: tuple[Reason, ...]
    dated: tuple[Reason, ...]


def match(
    catalogue: Products,
    assessment: Assessment | None,
    answers: Mapping[str, Any],
    needs: Iterable[str],
    *,
    policy: Policy,
    jurisdiction: str | None = None,
    consents: frozenset[str] | None = None,
) -> Matches:
    """Divide the catalogue into what suits this client and what does not.

    Hard limits come first: a product above the level (or above what may be shown before an advisor
    has confirmed), for another segment or jurisdiction, outside its target market, above the stated
    assets, or tied up beyond the horizon is never suitable (never proposed above the level:
    证券期货投资者适当性管理办法 19–22). What was not stated counts as the narrowest. Products
    without a rating (insurance, loans, payments …) need no assessment. `jurisdiction` (ISO 3166)
    and `consents` are not held against anything where they are None.

    Suitable ones are ranked by how many needs they serve, whether they fit the objective, how near
    their own span is to the time there is, then by rating from the lowest.
    """
    case = Case.of(
        catalogue,
        assessment,
        answers,
        needs,
        policy=policy,
        jurisdiction=jurisdiction,
        consents=consents,
    )
    # Products differ in a few ways only: each way is judged once, and a product is the sum of its.
    aspects = catalogue.aspects
    offered = _each(against.offered, aspects.offered, case)
    invested = _each(against.invested, aspects.invested, case)
    lasting = _each(against.lasting, aspects.lasting, case)
    outside = _each(against.outside, aspects.targets, case)
    beyond = _each(against.beyond, aspects.minimums, case)
    serving = [_serving(product, case) for product in aspects.offered]
    graded = [_graded(product, case) for product in aspects.invested]
    timed = [_timed(product, case) for product in aspects.lasting]
    suitable: list[tuple[tuple[int, ...], Match]] = []
    excluded: list[Match] = []
    for position, (product, whom, who, time, target, minimum) in enumerate(aspects.rows):
        held = offered[whom] + invested[who] + lasting[time] + outside[target] + beyond[minimum]
        if held:
            excluded.append(Match(product, held))
            continue
        serves, grade, span = serving[whom], graded[who], timed[time]
        rank = (*serves.rank, grade.misfit, span.apart, grade.level, position)
        reasons = (
            serves.reasons
            + grade.within
            + (span.dated if serves.dated else span.plain)
            + grade.objective
        )
        suitable.append((rank, Match(product, reasons)))
    return Matches(
        suitable=tuple(found for _, found in sorted(suitable, key=itemgetter(0))),
        excluded=tuple(excluded),
    )


def _each(
    held: Callable[[Product, Case], Iterator[Reason]], ways: Iterable[Product], case: Case
) -> list[tuple[Reason, ...]]:
    """What is held against each way of one aspect; nothing where it suits."""
    return [tuple(held(product, case)) for product in ways]


def _serving(product: Product, case: Case) -> _Serving:
    served = tuple(need for need in case.wanted if need in product.needs)
    if not served:
        return _Serving((0, 0), (), dated=False)
    return _Serving(
        rank=(-len(served), case.wanted.index(served[0])),
        reasons=(case.say("serves_need", served, needs=served),),
        dated=not DATED_NEEDS.isdisjoint(served),
    )


def _graded(product: Product, case: Case) -> _Graded:
    rating, level = product.rating, product.level
    if rating is None or level is None:
        return _Graded(misfit=True, level=0, within=(), objective=())
    fits = level in case.levels
    return _Graded(
        misfit=not fits,
        level=level,
        within=(case.say("within_category", rating, rating=rating, category=case.category),),
        objective=(case.say("fits_objective"),) if fits else (),
    )


def _timed(product: Product, case: Case) -> _Timed:
    """What speaks for an investment in the time it takes; nothing to say of services."""
    if product.rating is None:
        return _Timed(0, (), ())
    term, hold = product.term_months, product.hold_months
    apart = span_of(case.months) - span_of(max(hold, term))
    near = (case.say("fits_horizon"),) if apart <= 1 and (hold or term) else ()
    ready = (case.say("fits_goal"),) if apart <= 1 and term else ()
    early = product.liquidity != "term" and case.much_early
    at_hand = (case.say("available_early"),) if early else ()
    return _Timed(apart, plain=near + at_hand, dated=near + ready + at_hand)


def span_of(months: int) -> int:
    """How many of SPANS so many months reach."""
    return bisect_right(SPANS, months)
