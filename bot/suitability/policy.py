"""The institution's rules as compliance wrote them in `data/policy.yml`: pure, checked, frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.suitability import policy_rows, rules
from bot.suitability.holidays import Calendar, no_calendar
from bot.suitability.hours import BusinessHours
from bot.suitability.policy_rows import MINIMUM, SCORES
from bot.suitability.reading import (
    CATEGORIES,
    day,
    fail,
    items,
    level,
    mapping,
    need,
    whole,
)
from bot.suitability.retention import Retention
from bot.suitability.retention import read as read_retention
from bot.suitability.waiting import Waiting


@dataclass(frozen=True)
class Policy:
    """Every rule an institution can change. Build it with `Policy.from_mapping`."""

    version: str
    effective: date
    base_currency: str
    currencies: Mapping[str, rules.Currency]
    weights: Mapping[str, Mapping[str, int]]
    bands: Mapping[str, tuple[Decimal, ...]]
    knowledge_margin: int
    need: rules.NeedRule
    caps: tuple[rules.Cap, ...]
    minimum_risk: tuple[rules.Trigger, ...]
    contradictions: tuple[rules.ContradictionRule, ...]
    regulatory: rules.Regulatory
    senior_from: int
    senior_above: int
    minor_below: int
    jump_levels: int
    qualified: rules.Qualified
    investors: tuple[rules.InvestorRule, ...]
    """The definitions of professional and qualified investors."""
    quality: rules.Quality
    insistence: rules.Insistence
    validity: rules.Validity
    illustration: rules.Illustration
    business_hours: BusinessHours
    waiting: Waiting
    retention: Retention
    banned_words: Mapping[str, tuple[str, ...]]
    permitted_terms: Mapping[str, tuple[str, ...]]
    """Terms of the rules themselves in which a banned word may stand (最低风险承受能力)."""
    leading_words: Mapping[str, tuple[str, ...]]
    """Phrases that would steer an answer or promise a return; spoken nowhere."""
    wording: rules.Wording
    prospects: Mapping[str, Any]
    """The section `prospects` as it stands; `bot.prospects.rules.ProspectRules` reads it."""

    @classmethod
    def from_mapping(cls, source: Mapping[str, Any], *, calendar: Calendar = no_calendar) -> Policy:
        """Build from the loaded file; `calendar` knows the holidays of countries. Raises RuleError
        naming the place and the problem."""
        return _policy(source, calendar)

    def major(self, amount: int, currency: str) -> Decimal | None:
        """Minor units of a currency in major units of the base currency; None without a rate."""
        known = self.currencies.get(currency)
        if known is None:
            return None
        return Decimal(amount).scaleb(-known.digits) * known.rate

    def banned_in(self, words_of: str, language: str) -> tuple[str, ...]:
        """The banned words that `words_of` contains (case does not matter), permitted
        terms of the rules aside."""
        return self._among(words_of, language, self.banned_words)

    def leading_in(self, words_of: str, language: str) -> tuple[str, ...]:
        """The leading phrases and promises that `words_of` contains, permitted terms aside."""
        return self._among(words_of, language, self.leading_words)

    def _among(
        self, words_of: str, language: str, listed: Mapping[str, tuple[str, ...]]
    ) -> tuple[str, ...]:
        lowered = words_of.lower()
        for term in self.permitted_terms.get(language, ()):
            lowered = lowered.replace(term.lower(), " ")
        return tuple(
            word for word in listed.get(language, ()) if re.search(_edges(word.lower()), lowered)
        )


def category(level: int) -> str:
    """The name of a level: 1 → "C1". Raises IndexError outside 1–5."""
    if level < 1:
        raise IndexError(level)
    return CATEGORIES[level - 1]


def _edges(word: str) -> str:
    """A pattern for a word; English words count only as whole words, Chinese has no spaces."""
    escaped = re.escape(word)
    return rf"\b{escaped}\b" if word.isascii() else escaped


def _policy(source: Mapping[str, Any], calendar: Calendar) -> Policy:
    scores = mapping(need(source, "scores", ""), "scores")
    currency = mapping(need(source, "currency", ""), "currency")
    senior = mapping(need(source, "senior", ""), "senior")
    base = str(need(currency, "base", "currency"))
    rates = mapping(need(currency, "rates", "currency"), "currency.rates")
    if base not in rates:
        fail("currency.rates", f"has no row for the base currency {base}")
    wording = policy_rows.read_wording(mapping(need(source, "wording", ""), "wording"))
    weights = policy_rows.read_weights(
        mapping(need(scores, "weights", "scores"), "scores.weights"), wording
    )
    bands = mapping(need(scores, "bands", "scores"), "scores.bands")
    return Policy(
        version=str(need(source, "version", "")),
        effective=day(need(source, "effective", ""), "effective"),
        base_currency=base,
        currencies={
            code: policy_rows.read_currency(row, f"currency.rates.{code}")
            for code, row in rates.items()
        },
        weights=weights,
        bands={
            score: policy_rows.read_bands(
                need(bands, score, "scores.bands"), f"scores.bands.{score}"
            )
            for score in SCORES
        },
        knowledge_margin=whole(
            need(scores, "knowledge_margin", "scores"), "scores.knowledge_margin"
        ),
        need=policy_rows.read_need_rule(mapping(need(source, "need", ""), "need")),
        caps=tuple(
            policy_rows.read_cap(row, f"caps[{i}]")
            for i, row in enumerate(items(need(source, "caps", ""), "caps"))
        ),
        minimum_risk=tuple(
            policy_rows.read_trigger(row, f"minimum_risk[{i}]")
            for i, row in enumerate(items(need(source, "minimum_risk", ""), "minimum_risk"))
        ),
        contradictions=policy_rows.read_contradictions(
            items(need(source, "contradictions", ""), "contradictions")
        ),
        regulatory=policy_rows.read_regulatory(
            mapping(need(source, "regulatory", ""), "regulatory")
        ),
        senior_from=whole(need(senior, "from_age", "senior"), "senior.from_age"),
        senior_above=level(need(senior, "confirm_above", "senior"), "senior.confirm_above"),
        minor_below=_whole(source, "minor", ("below_age",))["below_age"],
        jump_levels=whole(
            need(mapping(need(source, "jump", ""), "jump"), "levels", "jump"), "jump.levels"
        ),
        qualified=policy_rows.read_qualified(mapping(need(source, "qualified", ""), "qualified")),
        investors=policy_rows.read_investors(mapping(need(source, "investors", ""), "investors")),
        quality=policy_rows.read_quality(
            mapping(need(source, "answer_quality", ""), "answer_quality")
        ),
        insistence=policy_rows.read_insistence(
            mapping(need(source, "above_level", ""), "above_level")
        ),
        validity=rules.Validity(**_whole(source, "validity", ("months", "per_day", "per_year"))),
        illustration=policy_rows.read_illustration(
            mapping(need(source, "illustration", ""), "illustration")
        ),
        business_hours=BusinessHours.from_mapping(
            mapping(need(source, "business_hours", ""), "business_hours"), calendar=calendar
        ),
        waiting=_waiting(source),
        retention=read_retention(mapping(need(source, "retention", ""), "retention")),
        banned_words=policy_rows.read_by_language(source, "banned_words"),
        permitted_terms=policy_rows.read_by_language(source, "permitted_terms"),
        leading_words=policy_rows.read_by_language(source, "leading_words"),
        wording=wording,
        prospects=mapping(need(source, "prospects", ""), "prospects"),
    )


def _waiting(source: Mapping[str, Any]) -> Waiting:
    if "waiting" not in source:
        return Waiting()  # a policy from before there was this section
    prospects = mapping(need(source, "prospects", ""), "prospects")
    tiers = [str(row.get("id")) for row in items(prospects.get("tiers", ()), "prospects.tiers")]
    return Waiting.from_mapping(mapping(source["waiting"], "waiting"), tiers)


def _whole(source: Mapping[str, Any], section: str, names: tuple[str, ...]) -> dict[str, int]:
    row = mapping(need(source, section, ""), section)
    return {name: whole(need(row, name, section), f"{section}.{name}") for name in names}


__all__ = ["CATEGORIES", "MINIMUM", "SCORES", "Policy", "category"]
