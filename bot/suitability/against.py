"""What is held against a product for a client: one function for each aspect of it.

Each looks at its own aspect alone (`bot.suitability.aspects`), so that products which are alike in
it share what was found.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.suitability.assessment import Reason
from bot.suitability.case import Case
from bot.suitability.products import Product


def offered(product: Product, case: Case) -> Iterator[Reason]:
    """What is held against a product for its needs, segments and jurisdictions."""
    if product.serves.isdisjoint(case.wanted):
        yield case.say("other_need")
    if case.segment not in product.segments:
        yield case.say("other_segment")
    where = product.jurisdictions
    if where and case.jurisdiction and case.jurisdiction not in where:
        yield case.say("other_jurisdiction")


def invested(product: Product, case: Case) -> Iterator[Reason]:
    """What is held against an investment for its rating and for who may hold it."""
    rating = product.rating
    if rating is None:
        return
    if rating in case.refused:
        code, category = case.refused[rating]
        yield case.say(code, rating, rating=rating, category=category)
    if product.complex and not case.experienced:
        yield case.say("experience_needed")
    if product.qualified_only and not case.qualified:
        yield case.say("qualified_only")


def lasting(product: Product, case: Case) -> Iterator[Reason]:
    """What is held against an investment for the time it takes: neither tied up nor to be held for
    longer than the client certainly has."""
    if product.rating is None:
        return
    term, hold = product.term_months, product.hold_months
    if term > case.months:
        yield case.say("term_beyond_horizon", term, months=term)
    elif hold > case.months:
        yield case.say("hold_beyond_horizon", hold, months=hold)
    if product.liquidity == "term" and case.early is not None and term > case.early:
        yield case.say("needed_early")


def outside(product: Product, case: Case) -> Iterator[Reason]:
    """The target market's own words where an answer puts the client outside of it."""
    target = product.target
    if target is None:
        return
    if any(not options.isdisjoint(case.held[one]) for one, options in target.against.items()):
        yield case.say("outside_target", target.not_for["zh"], not_for=target.not_for)


def beyond(product: Product, case: Case) -> Iterator[Reason]:
    """Whether the smallest amount is more than there is, or has no rate in the base currency."""
    minimum = product.minimum
    if minimum is None or not minimum.amount:
        return
    currency = case.policy.currencies.get(minimum.currency)
    if currency is None or case.assets < minimum.amount * currency.rate:
        yield case.say("minimum_amount")
