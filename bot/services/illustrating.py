"""The illustration of a result in words, pictures and a table: for chat, console and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

from bot.drawing import FILLS, Drawing, Fan, Slice, donut, fan, risk_scale
from bot.language import say
from bot.rulebook import Rulebook
from bot.suitability import values
from bot.suitability.assessment import Assessment
from bot.suitability.illustration import STAKE, Allocation, allocate
from bot.suitability.outlook import Outlook, look_ahead, years_of
from bot.suitability.policy import MINIMUM
from bot.suitability.reading import CATEGORIES


@dataclass(frozen=True)
class Table:
    """What a picture shows, as numbers in words.

    `fills` are the places among the drawings' fills of what each row stands for; empty where the
    rows are not told apart by colour.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fills: tuple[int, ...] = ()


@dataclass(frozen=True)
class Illustrated:
    """An illustration in one language, ready to be shown anywhere."""

    allocation: Allocation
    outlook: Outlook
    mix: Drawing
    shares: Table
    fan: Drawing
    figures: tuple[tuple[str, str], ...]
    past: tuple[str, ...]
    title: str
    ahead: tuple[str, ...]
    remedies: tuple[str, ...]
    remedies_lead: str | None
    remedies_note: str | None
    legend: str
    table: Table
    note: str


def illustrate(
    book: Rulebook, assessment: Assessment, answers: Mapping[str, Any], language: str
) -> Illustrated:
    """What may be shown now (it may lie below the category), for the client's sum, time and goal.

    Where no sum is known it is shown for 10,000 of the base currency.
    """
    category = f"C{assessment.offered_level}"
    shown = allocate(category, book.policy, book.assumptions, minimum_risk=assessment.minimum_risk)
    money = _Money.of(book, answers, language)
    mix = book.assumptions.mixes[MINIMUM if assessment.minimum_risk else category]
    years = years_of(values.horizon_months(answers) or 12, book.assumptions)
    outlook = look_ahead(book.assumptions, mix, amount=money.amount, years=years, goal=money.goal)
    words = _Words(book, language, money, outlook)
    return Illustrated(
        allocation=shown,
        outlook=outlook,
        mix=_ring(book, shown, language),
        shares=_shares(book, shown, language),
        fan=words.drawing(),
        figures=_figures(book, shown, language),
        past=tuple(sentence[language] for sentence in shown.sentences),
        title=words("title", span=words.span),
        ahead=tuple(words.ahead()),
        remedies=tuple(words.remedies()),
        remedies_lead=words.lead(),
        remedies_note=words("not_risk") if outlook.remedies else None,
        legend=words("legend"),
        table=words.table(),
        note="\n".join((shown.notice[language], shown.source[language])),
    )


def scale(book: Rulebook, category: str, language: str) -> Drawing:
    """The five categories with a mark over the client's."""
    words = book.replies.text
    return risk_scale(
        CATEGORIES.index(category) + 1,
        title=words("utter_scale_title", language),
        description=words("utter_scale_here", language, category=category),
    )


def card(book: Rulebook, shown: Illustrated, language: str) -> dict[str, Any]:
    """The allocation card of the chat API."""
    allocation = shown.allocation
    return {
        "type": "allocation",
        "title": book.replies.text(
            "utter_allocation_title", language, category=allocation.category
        ),
        "category": allocation.category,
        "slices": [
            {"id": share.id, "label": share.name[language], "weight": share.weight / 100}
            for share in allocation.shares
        ],
        "pictures": {"mix": shown.mix.tree(name="mix"), "outlook": shown.fan.tree(name="fan")},
        "figures": [{"label": label, "value": value} for label, value in shown.figures],
        "sentences": list(shown.past),
        "outlook": {
            "title": shown.title,
            "sentences": list(shown.ahead),
            "legend": shown.legend,
            "table": {
                "caption": shown.table.caption,
                "columns": list(shown.table.columns),
                "rows": [list(row) for row in shown.table.rows],
            },
            "remedies": {
                "lead": shown.remedies_lead,
                "points": list(shown.remedies),
                "note": shown.remedies_note,
            },
        },
        "note": shown.note,
    }


def percent(value: float) -> str:
    """A yearly return as it is printed, with a real minus sign."""
    return f"{value:g}%".replace("-", "−")


def _figures(book: Rulebook, shown: Allocation, language: str) -> tuple[tuple[str, str], ...]:
    def words(reply: str, **filled: object) -> str:
        return book.replies.text(f"utter_allocation{reply}", language, **filled)

    usual = words("_range", low=percent(shown.usual_low), high=percent(shown.usual_high))
    found = [
        (words("_mean"), percent(shown.mean)),
        (words("_usual"), usual),
        (words("_worst"), percent(shown.worst)),
    ]
    if shown.below_peak_years:
        found.append((words("_recovery"), words("_years", years=shown.below_peak_years)))
    return tuple(found)


def _shares(book: Rulebook, shown: Allocation, language: str) -> Table:
    """The ring as a table, largest share first as in the ring."""

    def words(name: str, **filled: object) -> str:
        return book.replies.text(f"utter_allocation_{name}", language, **filled)

    held = [share for share in shown.shares if share.weight]
    return Table(
        caption=words("title", category=shown.category),
        columns=(words("asset"), words("share")),
        rows=tuple((share.name[language], f"{share.weight}%") for share in held),
        fills=tuple(at % len(FILLS) for at in range(len(held))),
    )


def _ring(book: Rulebook, shown: Allocation, language: str) -> Drawing:
    parts = [f"{share.name[language]} {share.weight}%" for share in shown.shares]
    return donut(
        [Slice(share.name[language], share.weight) for share in shown.shares],
        title=book.replies.text("utter_allocation_title", language, category=shown.category),
        description=("、" if language == "zh" else ", ").join(parts),
        middle=shown.category,
    )


@dataclass(frozen=True)
class _Money:
    """The client's sum and goal in one currency, and how sums in it are said."""

    amount: float
    goal: float | None
    code: str
    digits: int
    language: str

    @classmethod
    def of(cls, book: Rulebook, answers: Mapping[str, Any], language: str) -> _Money:
        policy = book.policy
        given = answers.get("investable_assets")
        code = str(given.get("currency")) if isinstance(given, Mapping) else policy.base_currency
        base, goal = values.amount(given, policy), values.goal(answers, policy)
        if not base or code not in policy.currencies:
            code, base, goal = policy.base_currency, Decimal(STAKE), None
        rate = policy.currencies[code].rate
        return cls(
            amount=float(base / rate),
            goal=float(goal / rate) if goal else None,
            code=code,
            digits=policy.currencies[code].digits,
            language=language,
        )

    def say(self, major: float, rounding: str = ROUND_HALF_EVEN) -> str:
        """A sum in words, rounded to three figures that count."""
        minor = int(_three_figures(major, rounding).scaleb(self.digits))
        return say.amount({"amount": minor, "currency": self.code}, self.language)

    def short(self, major: float) -> str:
        """A sum for an axis or a table, three figures that count: 50万, 1.52亿, 500k, 2.04M."""
        units = (("亿", 1e8), ("万", 1e4)) if self.language == "zh" else (("M", 1e6), ("k", 1e3))
        for unit, size in units:
            if major >= size:
                return f"{float(f'{major / size:.3g}'):g}{unit}"
        return f"{float(f'{major:.3g}'):g}"


@dataclass(frozen=True)
class _Words:
    """What is said of an outlook; the wording stands in `data/replies/` (`utter_outlook_…`)."""

    book: Rulebook
    language: str
    money: _Money
    outlook: Outlook

    def __call__(self, name: str, **filled: object) -> str:
        return self.book.replies.text(f"utter_outlook_{name}", self.language, **filled)

    @property
    def span(self) -> str:
        """How long the outlook is, in words."""
        return say.duration(self.outlook.years * 12, self.language)

    def ahead(self) -> Sequence[str]:
        """What may become of the sum; the bad before the good."""
        outlook, money = self.outlook, self.money
        final = outlook.final.values
        found = [
            self("basis", amount=money.say(outlook.amount)),
            self(
                "range",
                low=money.say(final[0], ROUND_FLOOR),
                high=money.say(final[4], ROUND_FLOOR),
                middle=money.say(final[2], ROUND_FLOOR),
            ),
        ]
        if outlook.bad_year < 0:
            found.append(self("bad_year", loss=_tens(-outlook.bad_year)))
        if outlook.long_under_water > 1:
            found.append(self("under_water", years=outlook.long_under_water))
        if outlook.years > 1:
            found.append(
                self(
                    "inflation",
                    inflation=percent(outlook.inflation),
                    span=self.span,
                    middle=money.say(final[2], ROUND_FLOOR),
                    real=money.say(outlook.real, ROUND_FLOOR),
                )
            )
        if outlook.goal is not None and outlook.chance is not None:
            goal = money.say(outlook.goal)
            found.append(self("chance", chance=_chance(outlook.chance, self.language), goal=goal))
            if outlook.goal_then is not None and outlook.years > 1:
                then = money.say(outlook.goal_then, ROUND_CEILING)
                found.append(self("goal_then", goal=goal, then=then))
        return found

    def lead(self) -> str | None:
        """The words before what it would take to reach the goal."""
        if self.outlook.goal is None:
            return None
        sure = f"{self.outlook.sure:g}%"
        return self("remedies" if self.outlook.remedies else "reached", sure=sure)

    def remedies(self) -> Sequence[str]:
        """More saving, more time, less goal."""
        found, wanted = [], self.outlook.remedies
        if wanted is None:
            return ()
        if wanted.saving is not None:
            found.append(self("saving", saving=self.money.say(wanted.saving, ROUND_CEILING)))
        if wanted.years is not None:
            found.append(self("years", span=say.duration(wanted.years * 12, self.language)))
        found.append(self("goal", goal=self.money.say(wanted.goal, ROUND_FLOOR)))
        return found

    def table(self) -> Table:
        """The picture as numbers, rounded as in the sentences: the first years, then every few."""
        step = max(1, -(-self.outlook.years // 8))
        path = self.outlook.path
        rows = [one for one in path if one.year % step == 0 or one is path[-1]]

        def short(value: float) -> str:
            return self.money.short(float(_three_figures(value, ROUND_FLOOR)))

        return Table(
            caption=self(
                "caption", span=self.span, currency=say.currency(self.money.code, self.language)
            ),
            columns=tuple(
                self(f"column_{name}") for name in ("year", "p5", "p25", "p50", "p75", "p95")
            ),
            rows=tuple((str(one.year), *map(short, one.values)) for one in rows),
        )

    def drawing(self) -> Drawing:
        """The fan over the years."""
        final = self.outlook.final.values
        goal = self.outlook.goal
        return fan(
            Fan(self.outlook.amount, [one.values for one in self.outlook.path], goal),
            title=self("title", span=self.span),
            description=self(
                "range",
                low=self.money.say(final[0], ROUND_FLOOR),
                high=self.money.say(final[4], ROUND_FLOOR),
                middle=self.money.say(final[2], ROUND_FLOOR),
            ),
            money=self.money.short,
            year=lambda at: self("now") if at == 0 else self("axis", years=at),
            goal=self("goal_line", goal=self.money.say(goal)) if goal else "",
        )


def _three_figures(major: float, rounding: str) -> Decimal:
    """A sum rounded to three figures that count."""
    exact = Decimal(str(round(max(major, 0.0), 2)))
    places = 2 - exact.adjusted() if exact else 0
    return exact.quantize(Decimal(1).scaleb(-places), rounding=rounding)


def _tens(percent_lost: float) -> str:
    """Of 10,000, in whole tens, never understated."""
    tens = (Decimal(str(percent_lost)) * STAKE / 1000).to_integral_value(rounding=ROUND_CEILING)
    return f"{int(tens) * 10:,}"


def _chance(value: float, language: str) -> str:
    """In whole percents; never none and never all, since nothing is certain."""
    if value < 1:
        return "不到 1%" if language == "zh" else "fewer than 1%"
    if value > 99:
        return "99% 以上" if language == "zh" else "more than 99%"
    return f"约 {int(value)}%" if language == "zh" else f"about {int(value)}%"
