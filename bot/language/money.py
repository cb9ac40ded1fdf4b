"""Sums of money read as what they are to the client: income, money to invest, a goal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.language import amounts, cues, earnest, hedges, numbers, roles, totals, whose
from bot.language import money_words as words
from bot.language.amounts import Amount
from bot.language.clauses import Clauses
from bot.language.fillers import only_fillers
from bot.language.reading import Reading
from bot.language.roles import Role

_ANOTHER = re.compile(
    r"(?:另外?|再|还)(?:有|放|存|投)?\s?$|\b(?:another|plus|and then|also)\s(?:\w{1,6}\s)?$"
)
"""A further sum of the same kind: neither of the two is the whole."""
_TOPIC = re.compile(
    r"(?:(?<=[，。,. ])|^)[^，。,.有要卖到存投给拿能够中涨跌亏赚买]{1,8}的话|不算[^，。]{1,8}的话"
)
_HOUSE_IN_IT = re.compile(
    r"[^，。,.]{0,4}[，,]?(?:其中|里面|当中|包括|含)[^，。,.0-9]{0,4}(?:房|车|铺|宅|厂|不动产)"
)
"""A sum that counts the house is not all there to be placed."""
_OR_LESS = re.compile(r"\s?(?:元|块钱?)?(?:以下|之下)|\s(?:or|and) (?:less|under|below|lower)\b")
_TOO_WIDE = 8
"""A range from one to eight times as much is no answer yet."""
_TOPIC_ASKED = re.compile(_TOPIC.pattern + r"|^(?:well,? )?(?:let's|we'll) say\b")
"""Also "let's say 80k", which supposes nothing where it answers."""
_INSTEAD = re.compile(
    r"(?:只有|就|而是|是|才|其实|实际|也就|顶多|只)(?:有|是|大概|差不多)?\s?$"
    r"|\b(?:only|just|but|it's|rather|more like|have|got|closer to)(?: have| got| about"
    r"| around)?\s[a-z]{0,3}[$€£¥]?$"
)
"""Words before a sum that stands for one that was denied: 没有100万，只有50万."""
_STAYS = 40
"""How many characters behind a denial what there is instead may stand."""
_REPLACES = 12
"""How many characters may stand between a sum that is denied and the one that replaces it."""


@dataclass(frozen=True)
class _Scene:
    """A text with what is known around it."""

    text: str
    clauses: Clauses
    supposing: Clauses
    """The same without topics (养老的话 …), which sound like suppositions."""
    language: str
    asking: str | None
    currency: str


def read(
    text: str,
    found: tuple[Amount, ...],
    clauses: Clauses,
    *,
    language: str,
    asking: str | None,
    currency: str,
) -> list[Reading]:
    """The sums of a folded text as readings of annual income, investable assets and goal.

    A sum that may be somebody else's, of another time, a wish or a question has `sure` False; what
    is no value of the client (a debt, a price, a loss) is left out. An income of another period
    is read as a year's and is approximate then.
    """
    named = {amount.currency for amount in found if amount.currency}
    if language == "en" and len(named) == 1:
        # "I earn 80k and have $200k": the sign is said once for both.
        currency = named.pop() or currency
    if any(not amount.bare for amount in found):
        # 两口子一年40万: a small number beside a sum counts something else.
        found = tuple(a for a in found if not a.bare or a.low >= 1000)
    topic = _TOPIC_ASKED if asking in roles.ROLES else _TOPIC
    supposing = Clauses(topic.sub(lambda match: " " * len(match.group()), text))
    scene = _Scene(text, clauses, supposing, language, asking, currency)
    placed = _placed(scene, found)
    out = [_reading(scene, amount, role) for amount, role in placed]
    out = [replace(r, negated=True) if _until_now(text, r, out) else r for r in out]
    if _both_earn(scene, found) or words.SPOUSE_EARNS.search(text):
        out = [replace(r, sure=False) if r.id == "annual_income" else r for r in out]
    if any(r.id == "investable_assets" for r in out):
        out = [replace(r, sure=False) if _missing_yet(text, r) else r for r in out]
    return totals.settled(
        text,
        out,
        asking=asking,
        theirs=lambda r: _theirs(scene, r),
        sums=[value["amount"] for a in found if "amount" in (value := a.value(currency))],
    )


def _theirs(scene: _Scene, reading: Reading) -> bool:
    """Whether a sum is another person's, who is not the client's husband or wife."""
    text, clauses, at = scene.text, scene.clauses, reading.start
    goal = reading.id == "goal_amount"
    return whose.of_others(text, at, clauses, goal=goal) and not whose.of_spouse(text, at, clauses)


def _until_now(text: str, reading: Reading, every: Sequence[Reading]) -> bool:
    """Whether another sum has come in the place of this one: "used to be on 90k, now it's 55k"."""
    return any(
        r.id == reading.id
        and r.start > reading.end
        and (words.NOW_IT_IS.fullmatch(text, reading.end, r.start) or _changed(text, reading, r))
        for r in every
    )


def _changed(text: str, former: Reading | Amount, now: Reading | Amount) -> bool:
    """Whether the one gave way to the other: "my salary's gone from 40k to 46k"."""
    between = text[former.end : now.start].strip()
    return between in ("to", "到", "涨到", "升到", "降到", "减到") and numbers.changed(
        text, former.start
    )


def _missing_yet(text: str, reading: Reading) -> bool:
    """Whether a goal is only what is missing on top of what is there: 有30万，还要再攒70万."""
    if reading.id != "goal_amount":
        return False
    return words.MORE.search(text, max(0, reading.start - 12), reading.start) is not None


def _placed(scene: _Scene, found: Sequence[Amount]) -> list[tuple[Amount, Role]]:
    """Each sum with its role; a sum that replaces another one takes over that one's."""
    out: list[tuple[Amount, Role]] = []
    for amount in found:
        role = roles.role(
            scene.text,
            amount,
            found,
            scene.clauses,
            language=scene.language,
            asking=scene.asking,
        )
        if out:
            before, former = out[-1]
            between = scene.text[before.end : amount.start]
            if not role.sure and _takes_back(scene.text, before, amount):
                # "50万，不对，60万": the second sum is what the first one was.
                role = replace(former, sure=former.sure or role.name == former.name)
            elif (
                role.name is None
                and len(between) <= _STAYS
                and _denied(scene, before)
                and (_INSTEAD.search(between) or only_fillers(between))
            ):
                role = replace(former, sure=True)
            elif role.name is None and former.name and totals.is_total(scene.text, amount):
                role = replace(former, sure=False)
            elif _changed(scene.text, before, amount) or (
                role.name is None and words.NOW_IT_IS.fullmatch(between)
            ):
                there = former.name == "goal_amount" and not _changed(scene.text, before, amount)
                role = Role("investable_assets", True) if there else replace(former, sure=True)
            elif (
                role.name is None
                and _ANOTHER.search(between)
                and not words.LENT.match(scene.text, amount.end)
                and not cues.speaks(scene.text, "debt", before.end, amount.start)
            ):
                role = replace(former, sure=False)
                out = [(a, replace(r, sure=False) if r.name == role.name else r) for a, r in out]
        if role.name is not None:
            out.append((amount, role))
    return out


def _denied(scene: _Scene, amount: Amount) -> bool:
    low, _ = scene.clauses.around(amount.start)
    return earnest.denied(scene.text[low : amount.start])


def _takes_back(text: str, before: Amount, amount: Amount) -> bool:
    return hedges.restated(text[before.end : amount.start]) or (
        hedges.negated(text, before.start) and amount.start - before.end <= _REPLACES
    )


def _reading(scene: _Scene, amount: Amount, role: Role) -> Reading:
    assert role.name is not None
    text, clauses = scene.text, scene.clauses
    amount = _unit_left_out(scene, amount, role)
    bound = hedges.bound(text, amount.start, amount.end)
    rough = (
        amount.approximate
        or bound is not None
        or role.per_year != 1
        or hedges.approximate(text, amount.start, amount.end)
    )
    apart = None if amount.currency else amounts.named_apart(text, *clauses.around(amount.start))
    sure = (
        role.sure
        and amount.sure
        and amount.low > 0
        and bound != "under"
        and not _OR_LESS.match(text, amount.end)
        and not _HOUSE_IN_IT.match(text, amount.end)
        and (amount.high is None or amount.high < _TOO_WIDE * amount.low)
        and (apart is None or apart == scene.currency)
        and not scene.supposing.hypothetical(amount.start)
        and not earnest.doubtful(
            text,
            amount.start,
            amount.end,
            clauses,
            name=role.name,
            asking=scene.asking,
            wanted=role.wanted,
        )
    )
    value = roles.scaled(amount, role.per_year).value(apart or scene.currency)
    low, _ = clauses.around(amount.start)
    negated = hedges.negated(text, amount.start) or earnest.refused(text[low : amount.start])
    return Reading(
        role.name, value, amount.start, amount.end, sure, rough, negated, "amount grammar"
    )


def _unit_left_out(scene: _Scene, amount: Amount, role: Role) -> Amount:
    """ "50" to a question about money is likely 50 万, or 50 thousand; that is proposed."""
    named = amount.currency is not None
    often = role.per_year != 1 and amount.low >= 100  # 400 a week
    if named or often or role.name != scene.asking or not 0 < amount.low < 1000:
        return amount
    unit = Fraction(10_000 if scene.language == "zh" else 1000)
    high = None if amount.high is None else amount.high * unit
    return replace(amount, low=amount.low * unit, high=high, sure=False)


def _both_earn(scene: _Scene, found: Sequence[Amount]) -> bool:
    """Whether a spouse's sum stands beside the client's: only both are the household's income."""
    if len(found) < 2:
        return False
    alone = [whose.of_spouse(scene.text, a.start, scene.clauses) for a in found]
    return any(alone) and not all(alone)
