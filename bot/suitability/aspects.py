"""A catalogue divided by what decides about its products: made once, used for every client.

Thousands of products differ in a few ways only. Each of them names its place among the ways that
the catalogue has, so that a client is held against each way once instead of against each product.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.suitability.products import Product


class Row(NamedTuple):
    """A product, and the place of its own way in each part of `Aspects`."""

    product: Product
    offered: int
    invested: int
    lasting: int
    target: int
    minimum: int


@dataclass(frozen=True)
class Aspects:
    """The ways in which products differ; in each one product stands for all that are alike in it.

    `offered` is for whom and where, `invested` who may hold it, `lasting` how long it takes,
    `targets` whom it is not meant for, `minimums` the smallest amount. `rows` are all products, in
    the catalogue's order.
    """

    rows: tuple[Row, ...]
    offered: tuple[Product, ...]
    invested: tuple[Product, ...]
    lasting: tuple[Product, ...]
    targets: tuple[Product, ...]
    minimums: tuple[Product, ...]

    @classmethod
    def of(cls, products: Iterable[Product]) -> Aspects:
        """Divide products; two that are equal in an aspect share their place in it."""
        parts = tuple(_Part() for _ in range(5))
        rows = []
        for product in products:
            ways = zip(parts, _ways(product), strict=True)
            rows.append(Row(product, *(part.place(way, product) for part, way in ways)))
        return cls(tuple(rows), *(tuple(part.standing) for part in parts))


class _Part:
    """The ways of one aspect as they are found."""

    def __init__(self) -> None:
        self.places: dict[Hashable, int] = {}
        self.standing: list[Product] = []

    def place(self, way: Hashable, product: Product) -> int:
        found = self.places.setdefault(way, len(self.places))
        if found == len(self.standing):
            self.standing.append(product)
        return found


def _ways(product: Product) -> tuple[Hashable, ...]:
    """What decides about a product, in the order of `Row`."""
    rated, target = product.rating is not None, product.target
    return (
        (product.serves, product.segments, product.jurisdictions),
        (product.rating, product.complex, product.qualified_only),
        (rated, product.term_months, product.hold_months, product.liquidity),
        target and (*target.not_for.values(), frozenset(target.against.items())),
        product.minimum,
    )
