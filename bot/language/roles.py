"""What a sum of money in a text is: income, money to invest, a goal; never a debt as an asset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.language import background, cues, periods, whose
from bot.language import money_words as words
from bot.language.amounts import Amount
from bot.language.clauses import Clauses
from bot.language.cues import Cue
from bot.language.fillers import only_fillers
from bot.language.periods import YEAR, Period

ROLES = ("annual_income", "investable_assets", "goal_amount")


_LEAST_A_YEAR = 5000
"""What a bare number comes to in a year to be pay: 500 a week."""
_OF_ANY_PERIOD = ("到手", "税后", "税前", "after tax", "before tax")


@dataclass(frozen=True)
class Role:
    """What a sum is: a profile value, whether that is sure, and how often it comes in a year."""

    name: str | None
    sure: bool = False
    per_year: int = 1
    wanted: bool = False
    """A loan that is asked for: a question about it is a wish, too."""


NONE = Role(None)


def role(
    text: str,
    amount: Amount,
    every: Sequence[Amount],
    clauses: Clauses,
    *,
    language: str,
    asking: str | None,
) -> Role:
    """The profile value that a sum belongs to.

    None: it is a debt, a price, a loss, somebody's turnover, or nothing says what it is.
    """
    start, end = clauses.around(amount.start)
    before = text[start : amount.start]
    given = asking != "goal_amount" and words.GIVEN_AWAY.search(before)
    if given or words.ENTRY_FEE.match(text, amount.end):
        return NONE
    whole, text = text, _without_what_is_left_out(text)
    floor = max((a.end for a in every if start <= a.end <= amount.start), default=start)
    period = periods.find(text, amount.start, amount.end, floor)
    if amount.bare and amount.low < 1000 and asking not in ROLES and period is None:
        return NONE
    cue = cues.find(text, amount, every, clauses)
    asked = asking if asking in ROLES else None
    if cue is None:
        sold = _from_sale(whole, amount, start, end, period)
        return sold or _uncued(text, amount, every, clauses, period, language, asked)
    there = cue.kind == "goal" and cue.start < start and words.NOW_THERE.search(before)
    once = period is None and cue.word == "到手" and asked != "annual_income"
    once = once and bool(words.ONCE.search(whole, clauses.reach(amount.start), amount.start))
    if there or once:
        return Role("investable_assets", _plain_enough(amount))
    if cue.kind == "debt":
        return _borrowed(text, amount, cue, start, clauses, period, asked, alone=len(every) == 1)
    if cue.kind == "other":
        return _of_other(text, amount, every, cue, clauses, period, asked)
    if cue.kind == "income":
        firms = cue.word in ("收入", "年收入") and words.FIRM.search(text, start, end)
        if words.FIRM_EARNS.search(text[start : amount.start]):
            return NONE
        if firms or words.SELLS.search(text, start, end):
            return Role(asked) if asked and len(every) == 1 else NONE
        return _income(text, amount, cue, start, period, language, asked)
    if period is not None:
        if cue.start >= amount.end and any(a.start > cue.start for a in every):
            # 我一年30万手上有50万: the word belongs to the sum behind it.
            return _uncued(text, amount, every, clauses, period, language, asked, stop=cue.start)
        return Role(asked) if asked == "annual_income" and len(every) == 1 else NONE
    if cue.kind == "asset":
        return _of_asset(text, amount, every, cue, clauses, asked)
    return Role("goal_amount", _plain_enough(amount) and cue.word not in ("预算", "budget"))


def _from_sale(
    text: str, amount: Amount, start: int, end: int, period: Period | None
) -> Role | None:
    """A sum that something was sold for and that is to be placed."""
    sold = words.ONCE.search(text, start, amount.start)
    if sold and period is None and words.STAYS.search(text, amount.end, end):
        return Role("investable_assets", _plain_enough(amount))
    return None


def _told_beside(
    text: str, amount: Amount, start: int, end: int, period: Period | None
) -> Role | None:
    """What comes in "between us", or is "left" when all is paid."""
    if period is not None and words.AS_A_COUPLE.search(text, start, end):
        return _as_income(Role("annual_income", _plain_enough(amount)), period)
    left = words.LEFT_OVER.match(text, amount.end) and not amount.bare
    if left and period is None and not cues.speaks(text, "debt", start, end):
        return Role("investable_assets", sure=True)
    return None


def _of_asset(
    text: str,
    amount: Amount,
    every: Sequence[Amount],
    cue: Cue,
    clauses: Clauses,
    asked: str | None,
) -> Role:
    """A sum that is there to be placed, or that is yet to be saved."""
    start, end = clauses.around(amount.start)
    first = clauses.around(cue.start)[0] if cue.start < amount.start else start
    floor = max((a.end for a in every if first <= a.end <= amount.start), default=first)
    if words.AIMS.search(text, floor, amount.start):
        return Role("goal_amount", _plain_enough(amount))
    if words.SAVES.match(cue.word) and (saving := _to_be_saved(text, amount, cue, start, end)):
        return saving
    if asked == "goal_amount" and len(every) == 1 and cue.word in ("存", "放", "投", "攒"):
        return Role("goal_amount")
    return Role("investable_assets", _plain_enough(amount))


def _of_other(
    text: str,
    amount: Amount,
    every: Sequence[Amount],
    cue: Cue,
    clauses: Clauses,
    period: Period | None,
    asked: str | None,
) -> Role:
    """A sum beside a price, a loss or the like: a goal where it is to be saved, else nothing.

    Said in answer to a question it may be meant; that is asked, not taken. A gain that is still
    there is money to invest.
    """
    start, end = clauses.around(amount.start)
    if period is None and asked in (None, "investable_assets"):
        beside = text[start:end] + " " + clauses.after(amount.start)
        sold = words.ONCE.search(clauses.before(amount.start)) and cue.start < start
        if (sold or words.GAINED.match(cue.word)) and words.STAYS.search(beside):
            return Role("investable_assets", _plain_enough(amount))
        if cue.word == "给了" and whose.given(text, text[start : amount.start], amount.start):
            return Role("investable_assets", _plain_enough(amount))
    if period is None and (
        words.TO_BE_SAVED.search(text, start, amount.start) or _to_buy(text, amount, start)
    ):
        return Role("goal_amount", _plain_enough(amount))
    if asked == "goal_amount" and period is None and cues.speaks(text, "goal", start, end):
        return Role(asked, _plain_enough(amount))
    return _as_income(Role(asked), period) if asked and len(every) == 1 else NONE


def _to_buy(text: str, amount: Amount, start: int) -> bool:
    """Whether the sum is what a home or a car costs that is to be bought: 想买个200万的房子."""
    if not words.WANTS_TO_BUY.search(text, start, amount.start):
        return False
    english = text[amount.start - 1] < "\u2e80"
    return english or words.THING_BOUGHT.match(text, amount.end) is not None


def _to_be_saved(text: str, amount: Amount, cue: Cue, start: int, end: int) -> Role | None:
    """Whether the sum is one that is yet to be saved: 打算三年存20万, "to have 50k saved by 2030".

    A goal where a time or purpose is named, else open; None where it is there to be placed.
    """
    planned = words.PLANS_TO_SAVE.search(text, start, min(cue.start, amount.start))
    if planned is None:
        by_then = words.BY_THEN.match(text, amount.end)
        return (
            Role("goal_amount")
            if by_then and not words.HAS.search(text, start, amount.start)
            else None
        )
    clause = text[start:end]
    if words.PLACES_IT.search(
        clause[: cue.start - start] + clause[cue.start - start + len(cue.word) :]
    ):
        return None
    return Role("goal_amount", bool(words.FOR_A_PURPOSE.search(clause)) and _plain_enough(amount))


def _without_what_is_left_out(text: str) -> str:
    """The text with "not counting the house" blanked, so that the house is no price."""
    return words.LEFT_OUT.sub(lambda match: " " * len(match.group()), text)


def _uncued(
    text: str,
    amount: Amount,
    every: Sequence[Amount],
    clauses: Clauses,
    period: Period | None,
    language: str,
    asked: str | None,
    *,
    stop: int | None = None,
) -> Role:
    """A sum with no word beside it: the answer to the question, or what the client "has"."""
    start, end = clauses.around(amount.start)
    end = end if stop is None else stop
    pointed = period is None and words.POINTED_AT.search(text, start, amount.start)
    if (
        pointed
        and asked in (None, "investable_assets")
        and words.LEFT_ALONE.match(text, amount.end)
    ):
        return Role("investable_assets", _plain_enough(amount))
    had = words.HAS.search(text, max(start, amount.start - 48), amount.start)
    if asked is None:
        plainly = words.AFTER_HAS.match(text, amount.end) and not _speaks_first(
            text, amount, every, start
        )
        if had and period is None and plainly:
            return Role("investable_assets", not amount.bare)
        said = words.COMES_IN.search(text, start, amount.start)
        if said and period is not None:
            return _as_income(Role("annual_income", _plain_enough(amount)), period)
        if period is not None and _paid(text, amount, every, clauses):
            return _as_income(Role("annual_income", _plain_enough(amount)), period)
        if beside := _told_beside(text, amount, start, end, period):
            return beside
        once = words.ONCE.search(clauses.before(amount.start))
        if once and period is None and _alone_in_clause(text, amount, every, start, end):
            return Role("investable_assets", not amount.bare)
        facts = len(every) > 1 or words.LIFE.search(text[:start] + " " + text[end:])
        if period == YEAR and facts and _alone_in_clause(text, amount, every, start, end):
            # A list of facts: "42, teacher, 80k a year, 300k saved".
            return Role("annual_income", not amount.bare or amount.low >= 10_000)
        return NONE
    if asked == "goal_amount" and period is not None and len(every) > 1:
        return NONE  # "20k a year, 80k in all": the other sum is the goal
    if asked == "annual_income":
        return _plain_income(text, amount, every, start, end, period, language, had is not None)
    if period is not None:
        return Role(asked)
    if had and asked == "goal_amount":
        now = words.HAS_NOW.search(text, start, end)
        return Role("investable_assets", bool(now)) if now else Role(asked)
    plain = _plain_enough(amount) and _alone_in_clause(text, amount, every, start, end)
    return Role(asked, plain)


def _paid(text: str, amount: Amount, every: Sequence[Amount], clauses: Clauses) -> bool:
    """Whether a sum stands for itself beside work the client does: "teacher, 4,500 a month"."""
    start, end = clauses.around(amount.start)
    if not _alone_in_clause(text, amount, every, start, end):
        return False
    beside = clauses.before(amount.start).strip() + ", " + clauses.after(amount.start)
    return background.works(beside)


def _speaks_first(text: str, amount: Amount, every: Sequence[Amount], start: int) -> bool:
    """Whether the clause speaks of a price or a debt before the sum: 年终奖另外有10万."""
    floor = max((a.end for a in every if start <= a.end <= amount.start), default=start)
    return any(cues.speaks(text, kind, floor, amount.start) for kind in ("other", "debt"))


def _plain_income(
    text: str,
    amount: Amount,
    every: Sequence[Amount],
    start: int,
    end: int,
    period: Period | None,
    language: str,
    had: bool,
) -> Role:
    """A bare answer to what comes in a year; so small a sum may be a month's."""
    least = 40_000 if language == "zh" else 10_000
    worth = period is not None and amount.low * period.per_year >= _LEAST_A_YEAR
    worth = worth and amount.low >= 100
    plain = (worth or _plain_enough(amount)) and (period is not None or amount.low >= least)
    plain = plain and not words.FIRM.search(text, start, amount.start)
    extra = words.EXTRA_PAY.search(text)
    alone = period is not None or _alone_in_clause(text, amount, every, start, end)
    return _as_income(
        Role("annual_income", plain and alone and not extra and not (had and not alone)), period
    )


def _alone_in_clause(
    text: str, amount: Amount, every: Sequence[Amount], start: int, end: int
) -> bool:
    """Whether a clause holds sums and words of no weight only."""
    rest = text[start : max(end, amount.end)]
    for one in sorted(every, key=lambda a: -a.start):
        if start <= one.start and one.end <= start + len(rest):
            rest = rest[: one.start - start] + " " + rest[one.end - start :]
    return only_fillers(rest)


def _borrowed(
    text: str,
    amount: Amount,
    cue: Cue,
    start: int,
    clauses: Clauses,
    period: Period | None,
    asked: str | None,
    *,
    alone: bool,
) -> Role:
    """A loan that is wanted is a goal; one that is owed is nothing to us."""
    before = text[min(start, clauses.around(cue.start)[0]) : cue.start]
    after = text[max(amount.end, cue.start) :]
    if (
        words.BORROWS.match(cue.word)
        and period is None
        and words.WANTED_AFTER.match(text, amount.end)
    ):
        return Role("goal_amount", _plain_enough(amount), wanted=True)
    lends = words.BORROWED_OF_ME.search(text, *clauses.around(amount.start))
    wanted = (
        words.BORROWS.match(cue.word) is not None
        and period is None
        and lends is None
        and not clauses.of_someone_else(cue.start)
        and not words.REPAYS.search(before)
    )
    if wanted and asked == "goal_amount":
        return Role(
            asked, _plain_enough(amount) and not cues.speaks(text, "goal", start, cue.start)
        )
    fresh = words.BORROWS_FOR.match(after) and not words.OWES.search(before)
    if wanted and (words.WANTS_TO_BORROW.search(before) or fresh):
        return Role("goal_amount", _plain_enough(amount), wanted=True)
    return Role(asked) if asked and alone else NONE


def _income(
    text: str,
    amount: Amount,
    cue: Cue,
    start: int,
    period: Period | None,
    language: str,
    asked: str | None,
) -> Role:
    """Whether an income is surely a year's, or times what it is one."""
    earns = words.EARNS.match(cue.word) is not None
    if cue.word.endswith("拿") and re.match(
        r"\s?(?:元|块钱?)?(?:左右)?(?:出|来|去)", text[amount.end :]
    ):
        return Role(asked)
    if cue.word == "paid" and not words.PAID_AS_WAGES.search(text, start, cue.start):
        return NONE
    if earns and words.WISHES.search(text[start : cue.start]):
        return Role("goal_amount")
    if earns and words.MADE_A_GAIN.match(text[cue.start + len(cue.word) :]) and period is None:
        return Role("annual_income") if asked == "annual_income" else NONE
    worth = amount.low * (period.per_year if period else 1)
    sure = (_plain_enough(amount) or worth >= _LEAST_A_YEAR) and not words.EXTRA_PAY.search(text)
    if period is not None:
        return _as_income(Role("annual_income", sure), period)
    if cue.word in ("退休金", "养老金", "pension", "stipend"):
        return Role("annual_income")
    if earns:
        said = asked == "annual_income" or (language == "en" and cue.word != "paid")
        least = 20_000 if language == "en" else 60_000
        return Role("annual_income", sure and said and not amount.bare and amount.low >= least)
    if asked == "annual_income" and cue.word in _OF_ANY_PERIOD:
        least = 100_000 if language == "zh" else 20_000
        return Role("annual_income", sure and amount.low >= least)
    if language == "zh" and cue.word in ("工资", "薪水", "薪资", "薪酬", "到手", "税后", "税前"):
        # 工资3万 is said of a month, 工资50万 of a year; between them it is open.
        if amount.low < 100_000:
            return Role("annual_income", False, 12)
        return Role("annual_income", sure and amount.low >= 300_000)
    least = 100_000 if language == "zh" else 20_000
    return Role("annual_income", sure and amount.low >= least)


def _as_income(role: Role, period: Period | None) -> Role:
    """A role with its factor to a year; hours and days a year are never sure."""
    if role.name != "annual_income" or period is None:
        return role
    return Role(role.name, role.sure and period.sure, period.per_year)


def _plain_enough(amount: Amount) -> bool:
    """Whether a sum without currency or scale is still one: 5000, not 50."""
    return not amount.bare or amount.low >= 1000


def scaled(amount: Amount, factor: int) -> Amount:
    """The sum times `factor`: a month's income as a year's."""
    if factor == 1:
        return amount
    return replace(
        amount,
        low=amount.low * Fraction(factor),
        high=None if amount.high is None else amount.high * factor,
    )
