"""Which product categories suit a client, and for each of the others the reason against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.suitability.assessment import Assessment, Reason
from bot.suitability.investors import passes
from bot.suitability.policy import Policy
from bot.suitability.products import Minimum, Product, Products, Target
from bot.suitability.reading import RATINGS
from bot.suitability.values import amount, horizon, horizon_months, readable, segment_of

HALF_TERM_MONTHS = 12
"""Longest term of a product for a client who may need half of the money early."""
EXPERIENCED = ("stocks_funds", "derivatives")
"""Experience that complex products ask for (their target market)."""
SENSITIVE = "sensitive_data"
"""The consent without which nothing that needs an assessment is matched."""
SPANS = (12, 36, 60)
"""Months at which a longer span begins: money for a year, three years, five years and beyond."""

_OBJECTIVE_LEVELS: Mapping[str, frozenset[int]] = {
    "preserve": frozenset({1}),
    "income": frozenset({1, 2}),
    "balanced": frozenset({2, 3}),
    "growth": frozenset({3, 4}),
    "maximum_growth": frozenset({4, 5}),
}
_DATED_NEEDS = frozenset({"education", "home_purchase", "retirement"})
"""Needs with a date at which the money has to be there."""
_LONGEST_EARLY = {"none": None, "some": None, "half": HALF_TERM_MONTHS}
"""Longest term, months, by how much may be needed early; None for any, 0 for the rest."""


@dataclass(frozen=True)
class Match:
    """A product with the reasons for it (suitable) or against it (excluded)."""

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


@dataclass(frozen=True)
class _Case:
    """One client before the catalogue; what every product is held against is read once."""

    catalogue: Products
    assessment: Assessment | None
    known: Mapping[str, Any]
    wanted: tuple[str, ...]
    policy: Policy
    jurisdiction: str | None
    segment: str
    months: int
    span: int
    assets: Decimal
    refused: Mapping[str, tuple[str, str | None]]
    """By rating that may not be shown: the code of the reason, and the category it names."""
    early: int | None
    """Longest term, months, for a client who may need money early; None for any."""
    experienced: bool
    qualified: bool
    held: Mapping[str, tuple[str, ...]]
    levels: frozenset[int]
    said: dict[Any, Reason] = field(default_factory=dict)
    found: dict[Any, tuple[Reason, ...]] = field(default_factory=dict)
    """What is held against products that are alike, found once (`_against`)."""
    minimums: dict[tuple[int, str], bool] = field(default_factory=dict)

    def say(self, code: str, key: Any = None, **values: Any) -> Reason:
        """A reason in both languages; `needs` is a tuple of need ids, a mapping has two wordings.

        Thousands of products give the same few sentences, so each is made once; `key` tells apart
        what the values make of a code.
        """
        known = self.said.get((code, key))
        if known is None:
            known = self.said[code, key] = self._say(code, values)
        return known

    def beyond(self, minimum: Minimum) -> bool:
        """Whether a smallest amount is more than there is, or has no rate in the base currency.

        Thousands of products ask for the same few amounts, so each is compared once.
        """
        key = (minimum.amount, minimum.currency)
        known = self.minimums.get(key)
        if known is None:
            currency = self.policy.currencies.get(minimum.currency)
            known = currency is None or self.assets < minimum.amount * currency.rate
            self.minimums[key] = known
        return known

    def _say(self, code: str, values: Mapping[str, Any]) -> Reason:
        def put(language: str, name: str, value: Any) -> Any:
            if name == "needs":
                joint = "、" if language == "zh" else ", "
                return joint.join(self.catalogue.needs[need][language] for need in value)
            return value[language] if isinstance(value, Mapping) else value

        def said(language: str) -> str:
            filled = {name: put(language, name, value) for name, value in values.items()}
            return self.catalogue.reasons[code][language].format(**filled)

        return Reason(code, said("zh"), said("en"))


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
    known = readable(answers)
    wanted = tuple(dict.fromkeys(needs))
    months = horizon_months(known)
    case = _Case(
        catalogue=catalogue,
        assessment=assessment,
        known=known,
        wanted=wanted,
        policy=policy,
        jurisdiction=jurisdiction,
        segment=segment_of(known) or "individual",
        months=months,
        span=span_of(months),
        assets=amount(known.get("investable_assets"), policy) or Decimal(0),
        refused=_ratings(assessment, consents),
        early=_LONGEST_EARLY.get(str(known.get("liquidity_need")), 0),
        experienced=_holds(known, "experience_products", EXPERIENCED),
        qualified=passes(known, policy.qualified, policy),
        held={question: _held(known, question) for question in catalogue.target_questions},
        levels=_OBJECTIVE_LEVELS.get(str(known.get("objective")), frozenset()),
    )
    suitable: list[tuple[tuple[Any, ...], Match]] = []
    excluded: list[Match] = []
    for position, product in enumerate(catalogue.products):
        against = _against(product, case)
        if against:
            excluded.append(Match(product, against))
            continue
        served = tuple(need for need in wanted if need in product.needs)
        fits, apart = product.level in case.levels, _span_apart(product, case)
        rank = (
            -len(served),
            wanted.index(served[0]),
            not fits,
            apart,
            product.level or 0,
            position,
        )
        suitable.append((rank, Match(product, _for(product, case, served, fits, apart))))
    return Matches(
        suitable=tuple(found for _, found in sorted(suitable, key=lambda pair: pair[0])),
        excluded=tuple(excluded),
    )


def _ratings(
    assessment: Assessment | None, consents: frozenset[str] | None
) -> Mapping[str, tuple[str, str | None]]:
    """Why a rating may not be shown to this client (a code, the category); none where it may."""
    if consents is not None and SENSITIVE not in consents:
        return dict.fromkeys(RATINGS, ("consent_needed", None))
    if assessment is None:
        return dict.fromkeys(RATINGS, ("no_assessment", None))
    refused: dict[str, tuple[str, str | None]] = {}
    for level, rating in enumerate(RATINGS, start=1):
        if assessment.minimum_risk and level > 1:
            refused[rating] = ("minimum_risk_only", None)
        elif level > assessment.level:
            refused[rating] = ("rating_above_category", assessment.category)
        elif level > assessment.offered_level:
            refused[rating] = ("awaits_confirmation", None)
    return refused


def _against(product: Product, case: _Case) -> tuple[Reason, ...]:
    """Every reason why a product does not suit; none where it does.

    Thousands of products differ in a few ways only, so what is held against each way is found once
    for a client.
    """
    found = case.found
    offered = found.get(product.offered)
    if offered is None:
        offered = found[product.offered] = tuple(_offered(product, case))
    reasons = offered
    if product.rating is not None:
        invested = found.get(product.invested)
        if invested is None:
            invested = found[product.invested] = tuple(_invested(product, case))
        lasting = found.get(product.lasting)
        if lasting is None:
            lasting = found[product.lasting] = tuple(_lasting(product, case))
        if invested or lasting:
            reasons += invested + lasting
    target = product.target
    if target is not None and target.against:
        outside = found.get(id(target))
        if outside is None:
            outside = found[id(target)] = tuple(_outside(target, case))
        reasons += outside
    minimum = product.minimum
    if minimum is not None and minimum.amount and case.beyond(minimum):
        reasons += (case.say("minimum_amount"),)
    return reasons


def _offered(product: Product, case: _Case) -> Iterator[Reason]:
    """What is held against a product for its needs, segments and jurisdictions."""
    if product.serves.isdisjoint(case.wanted):
        yield case.say("other_need")
    if case.segment not in product.segments:
        yield case.say("other_segment")
    where = product.jurisdictions
    if where and case.jurisdiction and case.jurisdiction not in where:
        yield case.say("other_jurisdiction")


def _invested(product: Product, case: _Case) -> Iterator[Reason]:
    """What is held against an investment for its rating and for who may hold it."""
    rating = product.rating or ""
    if rating in case.refused:
        code, category = case.refused[rating]
        yield case.say(code, rating, rating=rating, category=category)
    if product.complex and not case.experienced:
        yield case.say("experience_needed")
    if product.qualified_only and not case.qualified:
        yield case.say("qualified_only")


def _lasting(product: Product, case: _Case) -> Iterator[Reason]:
    """What is held against an investment for the time it takes: neither tied up nor to be held for
    longer than the client certainly has."""
    term, hold = product.term_months, product.hold_months
    if term > case.months:
        yield case.say("term_beyond_horizon", term, months=term)
    elif hold > case.months:
        yield case.say("hold_beyond_horizon", hold, months=hold)
    if product.liquidity == "term" and case.early is not None and term > case.early:
        yield case.say("needed_early")


def _outside(target: Target, case: _Case) -> Iterator[Reason]:
    """The target market's own words where an answer puts the client outside of it."""
    if any(not options.isdisjoint(case.held[one]) for one, options in target.against.items()):
        yield case.say("outside_target", target.not_for["zh"], not_for=target.not_for)


def _held(known: Mapping[str, Any], question: str) -> tuple[str, ...]:
    """The options a client holds, by question; of the horizon the one that certainly applies."""
    value = horizon(known) if question == "horizon" else known.get(question)
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else ()


def _holds(known: Mapping[str, Any], question: str, options: Iterable[str]) -> bool:
    value = known.get(question)
    values = value if isinstance(value, list | tuple | set | frozenset) else (value,)
    return any(held in options for held in values)


def _for(
    product: Product, case: _Case, served: tuple[str, ...], fits: bool, apart: int
) -> tuple[Reason, ...]:
    found = [case.say("serves_need", served, needs=served)]
    if product.rating is None or case.assessment is None:
        return tuple(found)
    category = case.assessment.category
    rating = product.rating
    found.append(case.say("within_category", rating, rating=rating, category=category))
    if apart <= 1 and (product.hold_months or product.term_months):
        found.append(case.say("fits_horizon"))
    if apart <= 1 and product.term_months and not _DATED_NEEDS.isdisjoint(served):
        found.append(case.say("fits_goal"))
    if product.liquidity != "term" and case.known.get("liquidity_need") in ("half", "most"):
        found.append(case.say("available_early"))
    if fits:
        found.append(case.say("fits_objective"))
    return tuple(found)


def _span_apart(product: Product, case: _Case) -> int:
    """How many spans lie between the product's own time and the time there is; 0 for services."""
    if product.rating is None:
        return 0
    return case.span - span_of(max(product.hold_months, product.term_months))


@lru_cache(maxsize=1024)
def span_of(months: int) -> int:
    """How many of SPANS so many months reach."""
    return sum(months >= edge for edge in SPANS)
