"""What a category may mean in figures: asset classes, ranges, the worst year. Never a promise."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from bot.suitability.assumptions import Assumptions
from bot.suitability.policy import CATEGORIES, MINIMUM, Policy
from bot.suitability.rules import AssetClass, Mix

Text = Mapping[str, str]
STAKE = 10_000
"""The sum (major units) that the sentences speak of: 每投 1 万元."""

NOTICE: Text = {
    "zh": "以上是按资产大类所作的示意，不是产品推荐，也不构成任何收益承诺；过去的表现不代表将来。",
    "en": (
        "This is an illustration by asset class: no recommendation of a product and no promise of "
        "a return; the past does not foretell the future."
    ),
}


@dataclass(frozen=True)
class Share:
    """One asset class of the mix with its weight in percent."""

    id: str
    name: Text
    weight: int


@dataclass(frozen=True)
class Allocation:
    """The illustration of one category; returns are percent a year, nominal.

    `shares` is the mix that is shown; `outlook` and `outlook_sd` are its mean and deviation under
    the assumptions for the coming years. The rest is what a mix like it (`past`) went through:
    `usual_low` and `usual_high` span one standard deviation around the mean, about two years in
    three lay between them; `below_peak_years` is the longest run of year-ends below an earlier peak
    (the time under water).
    """

    category: str
    shares: tuple[Share, ...]
    past: tuple[Share, ...]
    mean: float
    sd: float
    usual_low: float
    usual_high: float
    worst: float
    below_peak_years: int
    outlook: float
    outlook_sd: float
    since: int
    until: int
    sentences: tuple[Text, ...]
    source: Text
    notice: Text
    version: str


def allocate(
    category: str, policy: Policy, assumptions: Assumptions, *, minimum_risk: bool = False
) -> Allocation:
    """The illustration for a category C1–C5 (docs/illustrations.md).

    The past stands in the policy, the mix and what is assumed of it in the assumptions. In the
    minimum risk category the mix of C1 gives way to cash alone, since R1 is all that may be shown.
    Raises KeyError for an unknown category.
    """
    rules = policy.illustration
    name = MINIMUM if minimum_risk else category
    history, weights = rules.mixes[name], assumptions.mixes[name]
    return Allocation(
        category=CATEGORIES[0] if minimum_risk else category,
        shares=tuple(
            Share(one, assumptions.classes[one].name, weight)
            for one, weight in sorted(weights.items(), key=lambda pair: -pair[1])
        ),
        past=_past(history, rules.classes),
        mean=float(history.mean),
        sd=float(history.sd),
        usual_low=float(history.mean - history.sd),
        usual_high=float(history.mean + history.sd),
        worst=float(history.worst),
        below_peak_years=history.below_peak_years,
        outlook=_tenth(assumptions.mean(weights)),
        outlook_sd=round(assumptions.deviation(weights), 1),
        since=rules.since,
        until=rules.until,
        sentences=(
            _cash_sentences()
            if minimum_risk
            else _sentences(history, rules.classes, f"{rules.since}–{rules.until}")
        ),
        source={
            language: rules.history_source[language] + joint + assumptions.source[language]
            for language, joint in (("zh", "；"), ("en", "; "))
        },
        notice=NOTICE,
        version=f"{policy.version} {assumptions.version}",
    )


def _past(mix: Mix, classes: Mapping[str, AssetClass]) -> tuple[Share, ...]:
    ordered = sorted(mix.weights, key=lambda pair: -pair[1])
    return tuple(Share(one, classes[one].name, weight) for one, weight in ordered)


def _named(mix: Mix, classes: Mapping[str, AssetClass], language: str) -> str:
    """The past mix in a few words: 45% 全球股票、45% 债券、10% 现金."""
    parts = [f"{share.weight}% {share.name[language]}" for share in _past(mix, classes)]
    return "、".join(parts) if language == "zh" else ", ".join(parts)


def _cash_sentences() -> tuple[Text, ...]:
    return (
        {
            "zh": "最低风险承受能力类别只匹配 R1 类产品，因此这里只示意存款和现金类资产。",
            "en": (
                "The minimum risk category means R1 products only, so this shows deposits and cash "
                "alone."
            ),
        },
        {
            "zh": "名义金额通常不会减少，但利息可能赶不上物价上涨，购买力会下降。",
            "en": (
                "The nominal sum does not usually fall, but interest may lag behind prices, so "
                "that it buys less."
            ),
        },
    )


def _sentences(mix: Mix, classes: Mapping[str, AssetClass], period: str) -> tuple[Text, ...]:
    """The figures per 10,000, losses before gains; rounded so that a loss is never understated."""
    zh, en = (_named(mix, classes, language) for language in ("zh", "en"))
    low, high = mix.mean - mix.sd, mix.mean + mix.sd
    loss = _money(-mix.worst, ROUND_CEILING)
    lost = low < 0
    usual_low = _money(abs(low), ROUND_CEILING if lost else ROUND_FLOOR)
    usual_high, average = _money(high, ROUND_FLOOR), _money(mix.mean, ROUND_FLOOR)
    years = mix.below_peak_years
    return (
        {
            "zh": f"每投 1 万元，在最坏的一年里可能亏掉约 {loss} 元（{period} 年的历史数据，"
            f"相近的配置：{zh}）。",
            "en": f"Of every 10,000 invested, about {loss} could be lost in the worst year "
            f"(figures of {period}, for a mix close to it: {en}).",
        },
        {
            "zh": f"历史上最长曾连续 {years} 年年末都低于此前的高点。",
            "en": f"At its longest, {years} year-ends in a row stayed below an earlier peak.",
        },
        {
            "zh": f"大约三年里有两年，一年的结果在{'亏' if lost else '赚'} {usual_low} 元到赚 "
            f"{usual_high} 元之间；其余年份可能更好，也可能更差。",
            "en": f"In about two years out of three, a year ended between a "
            f"{'loss' if lost else 'gain'} of {usual_low} and a gain of {usual_high}; the others "
            "were better or worse.",
        },
        {
            "zh": f"长期平均每年约 {average} 元，但具体到每一年都可能相差很大。",
            "en": f"Over the long run that averaged about {average} a year, yet single years "
            "differed widely.",
        },
    )


def _money(percent: Decimal, rounding: str) -> str:
    """Percent of the stake in whole tens, with thousands apart."""
    tens = (percent * STAKE / 1000).to_integral_value(rounding=rounding) * 10
    return f"{int(tens):,}"


def _tenth(value: float) -> float:
    """Rounded down to a tenth: what is assumed is not made to look better."""
    return math.floor(value * 10 + 1e-6) / 10
