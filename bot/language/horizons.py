"""Whether a span of time is how long a client leaves the money: their own wish, and not denied."""

from __future__ import annotations

import re

from bot.language import hedges
from bot.language import horizon_words as spells
from bot.language.clauses import Clauses
from bot.language.spans import Span


def denied(text: str, span: Span, clauses: Clauses) -> bool:
    """Whether the client will not leave the money so long: "three years is too long"."""
    start, end = clauses.around(span.start)
    if clauses.unsaid(span.start) or spells.TOO_LONG.match(text, span.end):
        return True
    following = text[end : end + 8]
    if clauses.asks(span.start) and re.match(r"[？?]\s?(?:有点)?太[长久短]", following):
        return True
    if span.bound is not None:
        return False
    before = text[start : span.start]
    refused = spells.NOT_SO_LONG.search(before)
    return bool(refused) and not spells.NOT_NEEDED.search(before)


def open_between(text: str, span: Span) -> bool:
    """Whether another length stands beside the span, of which either may hold."""
    before = text[max(0, span.start - 18) : span.start]
    if spells.TAKEN_BACK.match(text, span.end) or spells.MORE_THAN.search(before):
        return True
    if hedges.wavers(text, span.end, soon=True):
        return True
    return bool(spells.OTHER_WAY.match(text, span.end) or spells.OTHER_BEFORE.search(before))


def of_a_part(text: str, span: Span, clauses: Clauses) -> bool:
    """Whether the span holds only for a part of the money: 一半放三年, the rest for ten."""
    start, end = clauses.around(span.start)
    start, end = _part(text, span, start, end)
    before, after = text[start : span.start], text[span.end : end]
    return bool(spells.PARTLY.search(before) or spells.PARTLY.search(after[:16]))


def is_horizon(text: str, span: Span, clauses: Clauses, *, asked: bool) -> bool | None:
    """Whether a span is how long the money is not needed: None where it says nothing of that.

    False where it may be. `asked` is whether the open question is the horizon.
    """
    start, end = clauses.around(span.start)
    words, before, after = text[start:end], text[start : span.start], text[span.end : end]
    if span.past or spells.HISTORY.search(before) or spells.OF.match(after):
        return None
    start, end = _part(text, span, start, end)
    near = text[start : span.start]
    ahead = spells.IN.search(near) and spells.USE.search(text[start:end])
    if spells.TO_GO.match(after) and spells.LOAN.search(clauses.before(span.start)):
        return None
    if spells.PAYS.search(near) or spells.BABY_DUE.search(text, start, end):
        return None
    if spells.BEFORE_NOW.search(near) or (not ahead and _done(near, after, before)):
        return None
    if _elsewhere(text[start:end], after) or (span.relative and spells.NOT_THEN.match(after)):
        return None
    if asked:
        return _answers(text[span.start : span.end], span, clauses, before, after)
    if clauses.asks(span.start) or spells.ASKS_ZH.search(words) or spells.ASKS_EN.search(words):
        if not _wishes(words):
            return None
    elif spells.PRODUCT.match(after):
        return True if _wishes(words) or spells.PUT_ZH.search(before) else None
    if spells.BIRTHDAY.search(before) or spells.BIRTHDAY_AFTER.match(after):
        return None
    said = _said(text, span, before, after, words)
    if not said and spells.ALONE.fullmatch(before) and spells.ALONE.fullmatch(after):
        return _beside(clauses, span)
    if not said and spells.ALONE.fullmatch(before) and spells.LATER_ZH.fullmatch(after):
        return True if spells.UNTIL_ZH.search(clauses.before(span.start)) else None
    return said


def _answers(said: str, span: Span, clauses: Clauses, before: str, after: str) -> bool:
    """Whether a span that is no other time answers the question how long."""
    words = before + said + after
    if spells.says_else(before, after):
        return False
    if span.relative and spells.WITHIN.search(said) and spells.NOT_NEEDED.search(words):
        return False  # 年内都不用: longer than that
    beside = clauses.before(span.start) if spells.ALONE.fullmatch(before) else ""
    asks = clauses.asks(span.start) or _asks(words) or _asks(beside)
    return not (asks and not _wishes(words))


def _beside(clauses: Clauses, span: Span) -> bool | None:
    """A span that is a clause of its own, by the clauses beside it: 三到五年吧，想放着."""
    for words in (clauses.before(span.start), clauses.after(span.start)):
        if (
            spells.LOAN.search(words)
            or spells.LIFE.search(words)
            or spells.DONE_EN.search(words)
            or _asks(words)
        ):
            return None
    beside = clauses.before(span.start) + " " + clauses.after(span.start)
    return True if spells.CUE.search(beside) else None


def _asks(words: str) -> bool:
    return bool(spells.ASKS_ZH.search(words) or spells.ASKS_EN.search(words))


def _part(text: str, span: Span, start: int, end: int) -> tuple[int, int]:
    """The part of a clause between its conjunctions that holds the span."""
    for cut in spells.CONJUNCTION.finditer(text, start, end):
        if cut.end() <= span.start:
            start = cut.end()
        elif cut.start() >= span.end:
            return start, cut.start()
    return start, end


def is_over(text: str, span: Span, clauses: Clauses) -> bool:
    """Whether a span is of a time that has passed, of a plan that was given up, or till something
    else than the money comes or ends."""
    start, end = clauses.around(span.start)
    before, after = text[start : span.start], text[span.end : end]
    if span.past or spells.HISTORY.search(before) or spells.BEFORE_NOW.search(before):
        return True
    plan = spells.PLANNED.search(before)
    if plan is not None and not hedges.restated(before[plan.end() :]):
        return True
    if spells.says_else(before, after):
        return True
    kept = spells.NOT_NEEDED.search(text, start, end)
    other = spells.CONTRACT.search(text, start, end) or spells.OWED.search(before)
    if other and not kept:
        return True
    if spells.ENDS.match(after) and not kept:
        return True
    return _done(before, after, before)


def _elsewhere(words: str, after: str) -> bool:
    """Whether the clause is about a loan, a job, a marriage or a call, not the money's use."""
    if spells.CALL.search(words) or spells.ENDS.match(after):
        return True
    if spells.NOT_NEEDED.search(words) or re.match(r"\s?(?:以?后|之后)?(?:才|再|就)?要?用", after):
        return False
    if spells.LOAN.search(words) or spells.CONTRACT.search(words):
        return True
    return bool(spells.LIFE.search(words)) and not spells.GOAL_AFTER.match(after)


def _done(before: str, after: str, whole: str) -> bool:
    """Whether the span is over: 放了三年, "has been there for 3 years"."""
    if re.match(r"\s?(?:多)?了(?!吧|就|再)", after) or re.match(r"\s?(?:now|already)\b", after):
        return True
    if spells.DONE_ZH.search(before[-14:]) and not re.match(r"\s?(?:以?后|不)", after):
        return True
    if re.match(r"\s?(?:就|才)(?:又)?[取用拿花卖赎亏没][^，。,.]{0,3}了", after):
        return True
    if re.match(r"[^，。,.]{0,6}(?:涨|跌|翻|亏|赚)了", after):
        return True
    return bool(spells.DONE_EN.search(before)) and not spells.MODAL_EN.search(whole)


def _wishes(words: str) -> bool:
    if spells.WISH_ZH.search(words) and not re.search(r"如果|假如", words):
        return True
    return bool(spells.WISH_EN.search(words)) and not spells.NO_WISH_EN.search(words)


def _said(text: str, span: Span, before: str, after: str, words: str) -> bool | None:
    if spells.BEHIND_ZH.match(after) and not _for_money(words):
        return False
    if (
        spells.NAMED.search(before)
        or spells.AFTER_ZH.match(after)
        or spells.STRONG_ZH.search(before)
    ):
        return True
    if spells.GOAL_AFTER.match(after) and (
        spells.GOAL_AHEAD.search(before[-20:]) or spells.RETIRES.search(after)
    ):
        return True
    if spells.RETIRES.search(words) and spells.GOAL_AHEAD.search(before[-24:]):
        return True
    if span.relative:
        return _dated(text[span.start : span.end], words, before)
    if spells.AFTER_EN.match(after):
        return True
    if spells.IN.search(before):
        return bool(spells.USE.search(words))
    if spells.STRONG_EN.search(before):
        if re.search(r"\bfor\b[^,.;]{0,8}$", before):
            return bool(
                spells.MODAL_EN.search(before)
                or spells.NOT_NEEDED.search(before)
                or re.match(r"\W*(?:parked|locked|put away|set aside)\b", before)
            )
        return True
    if re.search(r"(?:打算|准备|计划|预计|想)(?:大概|先|个|是)?\s?$", before):
        return bool(re.search(r"钱|资金|投|放|存", words))
    if re.search(r"\b(?:thinking|looking at|thinking about)\s?(?:about |around |of )?$", before):
        return True
    if spells.NOT_NEEDED.search(before[-30:]) or spells.MODAL_EN.search(before[-24:]):
        return bool(
            re.search(r"\b(?:it|them|money|that long|alone|away)\s?(?:about |around )?$", before)
        )
    return False


def _for_money(words: str) -> bool:
    """Whether a clause with 三年后 or 三年内 is about money and what it is for."""
    if spells.NOT_NEEDED.search(words) or spells.USE.search(words) or spells.WISH_ZH.search(words):
        return True
    if spells.FIRM_USE.search(words):
        return True
    return bool(
        re.search(
            r"钱|资金|放|存|投|持有|给|孩子|换|创业|养老|移民|学费|开店|娶|嫁|攒|凑|筹|达到|翻"
            r"|婚",
            words,
        )
    )


def _dated(point: str, words: str, before: str) -> bool | None:
    """A point in the calendar is the horizon where the money is said to be for it.

    What happens this year (今年退休, "this year I want to invest") need not be what it is for.
    """
    if point in ("今年", "本年", "this year", "last year"):
        return True if spells.SPENT.search(words) else None
    until = re.search(r"(?:\b(?:until|till|by)\s?(?:the )?|[到至])$", before)
    if re.search(r"\bbefore\s?$", before):
        until = spells.NOT_NEEDED.search(words)
    if until or spells.DUE.search(words):
        return True
    return False if hedges.is_correction(words) else None
