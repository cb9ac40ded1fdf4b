"""The institution's product categories as `data/products.yml` states them; never a security."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, cast

from bot.suitability.aspects import Aspects
from bot.suitability.reading import RATINGS, fail, items, mapping, need, text, whole, words

Text = Mapping[str, str]
Liquidity = Literal["daily", "notice", "term"]
CHANNELS = ("online", "branch", "advisor")
SEGMENTS = ("individual", "business", "institution")
NEEDS = (
    "investing",
    "cash_management",
    "retirement",
    "education",
    "home_purchase",
    "protection",
    "financing",
    "payments",
    "wealth_planning",
    "corporate_treasury",
    "research",
)


@dataclass(frozen=True)
class Minimum:
    """The smallest amount, in major units of an ISO 4217 currency, as a product sheet states it."""

    amount: int
    currency: str


@dataclass(frozen=True)
class Target:
    """The target market: for whom a product is meant, for whom not, and the answers (by question)
    that put a client outside of it (证券期货投资者适当性管理办法 art. 16, MiFID II art. 16)."""

    suits: Text
    not_for: Text
    against: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Product:
    """One product category. `rating` is None where nothing is invested (insurance, loans …)."""

    id: str
    name: Text
    description: Text
    risk: Text
    fees: Text
    needs: tuple[str, ...]
    segments: frozenset[str]
    rating: str | None = None
    minimum: Minimum | None = None
    term_months: int = 0
    """How long the money is tied up, months; 0 where it is not."""
    hold_months: int = 0
    """The shortest time for which holding it makes sense, months."""
    liquidity: Liquidity = "daily"
    qualified_only: bool = False
    """Only for qualified investors (资管新规, 私募): asked for by assets, checked by an advisor."""
    complex: bool = False
    """Only with experience of at least stocks and funds (target market)."""
    kind: str | None = None
    """What it is (deposit, bond, insurance …); the schema names the kinds."""
    currency: str = "CNY"
    """The currency in which it is held, ISO 4217."""
    channels: tuple[str, ...] = CHANNELS
    """Where it is handled; `advisor` alone means never without a talk."""
    jurisdictions: frozenset[str] = frozenset()
    """Where it may be offered (ISO 3166, two letters); empty means wherever the institution is."""
    target: Target | None = None
    named: tuple[str, ...] = ()
    """Other words by which clients ask for it, in either language."""

    @cached_property
    def mentions(self) -> tuple[str, ...]:
        """All by which it is asked for, in small letters: its names, and what else it is called."""
        names = [*self.name.values(), *self.named]
        return tuple(dict.fromkeys(name.lower() for name in names))

    @cached_property
    def serves(self) -> frozenset[str]:
        """The needs it serves, as a set."""
        return frozenset(self.needs)

    @cached_property
    def level(self) -> int | None:
        """The level 1–5 of the rating, None where there is none."""
        return RATINGS.index(self.rating) + 1 if self.rating else None

    @classmethod
    def from_mapping(cls, source: Mapping[str, Any], path: str = "product") -> Product:
        """Build from one row of the file. Raises RuleError naming the place and the problem."""
        product_id = str(need(source, "id", path))
        path = f"{path} ({product_id})"
        rating = source.get("rating")
        if rating is not None and rating not in RATINGS:
            fail(f"{path}.rating", "must be R1, R2, R3, R4, R5, or left out")
        liquidity = source.get("liquidity", "daily")
        if liquidity not in ("daily", "notice", "term"):
            fail(f"{path}.liquidity", "must be daily, notice or term")
        return cls(
            id=product_id,
            name=text(need(source, "name", path), f"{path}.name"),
            description=text(need(source, "description", path), f"{path}.description"),
            risk=text(need(source, "risk", path), f"{path}.risk"),
            fees=text(need(source, "fees", path), f"{path}.fees"),
            needs=_known(need(source, "needs", path), NEEDS, f"{path}.needs"),
            segments=frozenset(
                _known(need(source, "segments", path), SEGMENTS, f"{path}.segments")
            ),
            rating=rating,
            minimum=_minimum(source.get("minimum"), f"{path}.minimum"),
            term_months=whole(source.get("term_months", 0), f"{path}.term_months"),
            hold_months=whole(source.get("hold_months", 0), f"{path}.hold_months"),
            liquidity=cast(Liquidity, liquidity),
            qualified_only=bool(source.get("qualified_only", False)),
            complex=bool(source.get("complex", False)),
            kind=source.get("kind"),
            currency=str(source.get("currency", "CNY")),
            channels=_known(source.get("channels", CHANNELS), CHANNELS, f"{path}.channels"),
            jurisdictions=frozenset(
                words(source.get("jurisdictions", ()), f"{path}.jurisdictions")
            ),
            target=_target(source.get("target"), f"{path}.target"),
            named=tuple(
                name
                for language, names in mapping(
                    source.get("mentions", {}), f"{path}.mentions"
                ).items()
                for name in words(names, f"{path}.mentions.{language}")
            ),
        )


@dataclass(frozen=True)
class Products:
    """The whole catalogue with the version that is stored and the wording of match reasons."""

    version: str
    products: tuple[Product, ...]
    reasons: Mapping[str, Text]
    """Why a product suits or not, by code, in both languages."""
    needs: Mapping[str, Text]
    """How a need is named within a sentence."""

    @classmethod
    def from_mapping(cls, source: Mapping[str, Any]) -> Products:
        """Build from the loaded file. Raises RuleError."""
        rows = items(need(source, "products", ""), "products")
        products = tuple(
            Product.from_mapping(mapping(row, f"products[{i}]"), f"products[{i}]")
            for i, row in enumerate(rows)
        )
        if len({product.id for product in products}) != len(products):
            fail("products", "two products have the same id")
        reasons = mapping(need(source, "reasons", ""), "reasons")
        needs = mapping(need(source, "needs", ""), "needs")
        return cls(
            version=str(need(source, "version", "")),
            products=products,
            reasons={
                code: text(need(reasons, code, "reasons"), f"reasons.{code}") for code in REASONS
            },
            needs={name: text(need(needs, name, "needs"), f"needs.{name}") for name in NEEDS},
        )

    @cached_property
    def aspects(self) -> Aspects:
        """The catalogue divided by what decides about its products, for matching."""
        return Aspects.of(self.products)

    @cached_property
    def target_questions(self) -> frozenset[str]:
        """The questions whose answers may put a client outside some product's target market."""
        targets = (product.target for product in self.products)
        return frozenset(q for target in targets if target is not None for q in target.against)

    def product(self, product_id: str) -> Product:
        """The product of that id. Raises KeyError where there is none."""
        for product in self.products:
            if product.id == product_id:
                return product
        raise KeyError(product_id)


SUITS = (
    "serves_need",
    "within_category",
    "fits_horizon",
    "fits_goal",
    "available_early",
    "fits_objective",
)
EXCLUDES = (
    "other_need",
    "no_assessment",
    "minimum_risk_only",
    "rating_above_category",
    "awaits_confirmation",
    "minimum_amount",
    "term_beyond_horizon",
    "hold_beyond_horizon",
    "needed_early",
    "other_segment",
    "qualified_only",
    "experience_needed",
    "outside_target",
    "other_jurisdiction",
    "consent_needed",
)
REASONS = (*SUITS, *EXCLUDES, "above_on_request")


def _known(value: Any, allowed: tuple[str, ...], path: str) -> tuple[str, ...]:
    named = words(value, path)
    unknown = [name for name in named if name not in allowed]
    if unknown or not named:
        fail(path, f"must name some of: {', '.join(allowed)}")
    return named


def _target(value: Any, path: str) -> Target | None:
    if value is None:
        return None
    source = mapping(value, path)
    against = mapping(source.get("against", {}), f"{path}.against")
    return Target(
        suits=text(need(source, "for", path), f"{path}.for"),
        not_for=text(need(source, "not_for", path), f"{path}.not_for"),
        against={
            question: frozenset(words(options, f"{path}.against.{question}"))
            for question, options in against.items()
        },
    )


def _minimum(value: Any, path: str) -> Minimum | None:
    if value is None:
        return None
    source = mapping(value, path)
    amount = whole(need(source, "amount", path), f"{path}.amount")
    currency = str(need(source, "currency", path))
    if amount < 0:
        fail(f"{path}.amount", "must not be below 0")
    return Minimum(amount, currency)
