"""The greatest loss as a sum out of a sum: 二十万最多亏两万, "5k at most out of 100k"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from bot.language import bands
from bot.language.amounts import Amount
from bot.language.clauses import Clauses
from bot.language.reading import Reading

_FARTHEST = 60
"""So many characters at most between the sum and the part of it that may be lost."""
_PLACED = re.compile(
    r"拿|投|放|本金|有|出来|存|这|我[就只才]|\b(?:out of|of|from|put(?:ting)?|invest(?:ing)?"
    r"|have|got|with|on)\b|'ve\b"
)
"""What makes the former sum the one that is placed."""
_OF = re.compile(
    r",? (?:at (?:the )?most )?(?:on|out of|of|in|from|off)(?: (?:my|the|every|each"
    r"|an?))? [a-z]{0,3}[$€£¥]?"
)
"""Between a part and its whole, said in that order: "1k on 20k"."""
_LOST = re.compile(
    r"亏|赔|损失|跌|缩水|少|\b(?:los[es]|lose|losing|loss(?:es)?|down|drop|fall|hit)\b"
)
_MOST_BEFORE = re.compile(
    r"(?:最多|顶多|至多|不超过|别超过|不能超过|控制在|\b(?:at (?:the )?most|up to|max(?:imum)?"
    r"|no more than"
    r"|not more than|more than))[^，。,.;0-9]{0,14}$"
)
_MOST_AFTER = re.compile(
    r"\s?(?:元|块钱?)?(?:以内|之内|封顶|为限|是(?:我的?)?(?:极限|底线|上限)|顶天"
    r"|,? (?:at (?:the )?(?:very )?most|tops|max(?:imum)?)\b|(?: is|'s) (?:about )?(?:the"
    r"|my) (?:most|limit|maximum)\b)"
)
_NO_MORE = re.compile(
    r"再多(?:就|我|可)?[就可]?(?:不|没)|多了(?:就)?不|\b(?:not|no) (?:a (?:penny|cent) )?more\b"
    r"|\bmore (?:isn't|is not|would)"
)
_DENIED_MORE = re.compile(
    r"\b(?:not|no|never|can't|cannot|couldn't|won't|wouldn't|don't)\b[^,.;]*\bmore than\b"
)
_LEFT = re.compile(
    r"(?:最多|顶多|能|可以|大不了)[^，。,.;]{0,8}(?:跌|亏|缩水|掉|降)(?:到|成|剩)(?:下|只有|只剩)?\s?$"
    r"|(?:别|不能|不要|不想|不希望|不可以)[^，。,.;]{0,8}(?:低于|少于|跌破|跌到|跌穿)\s?$"
    r"|(?:至少|最少|起码)[^，。,.;]{0,6}(?:剩|留|保住|还有)(?:下|个)?\s?$"
    r"|\b(?:not|never|can't|cannot|couldn't|won't|wouldn't|don't|hate)\b[^,.;]{0,32}"
    r"\b(?:under|below|less than)\s[a-z]{0,3}[$€£¥]?$"
    r"|\b(?:as long as|provided|so long as)\b[^,.;]{0,24}\b(?:above|over"
    r"|at least)\s[a-z]{0,3}[$€£¥]?$"
)
"""What shall be left at the least."""
_DOWN_TO = re.compile(r"(?:亏|跌|赔|缩水?|掉|降)(?:到|成|剩)(?:只?剩)?\s?$")
"""亏到二十七万: the part is what is left."""
_OVER = re.compile(
    r"去年|前年|上次|以前|之前|曾经|已经|[亏赔跌]了|\b(?:lost|last (?:year|time|month)|was|were"
    r"|been|used to)\b"
)
_WHAT_IF = re.compile(
    r"吗|会不会|多少|怎么|\b(?:will|would|could|can|might) (?:i|we|it) (?:lose|drop|fall)\b"
)
_OFTEN = re.compile(
    r"每(?:年|个?月|天)|一年|一个?月|\b(?:a|per|every|each) (?:year|month|week|day)\b"
)


def read(text: str, sums: Sequence[Amount], clauses: Clauses) -> Iterable[Reading]:
    """The band of a loss that is a sum out of the sum told before it, where it is the greatest."""
    for first, second in pairwise(sums):
        backwards = _OF.fullmatch(text, first.end, second.start)
        whole, part = (second, first) if backwards else (first, second)
        share = _share(text, whole, part, clauses)
        if share is None:
            continue
        band, _ = bands.loss(share)
        rough = whole.approximate or part.approximate
        sure = whole.sure and part.sure and not clauses.asks(part.start)
        yield Reading("max_loss", band, whole.start, part.end, sure, rough, False, "sum of a sum")
        return


def _share(text: str, whole: Amount, part: Amount, clauses: Clauses) -> Fraction | None:
    """What the part is of the whole in percent; None where it is not what may be lost of it."""
    between = text[whole.end : part.start]
    if whole.high is not None or part.high is not None or not 0 < part.low < whole.low:
        return None
    if len(between) > _FARTHEST or (
        part.currency and whole.currency and part.currency != whole.currency
    ):
        return None
    start, end = clauses.around(part.start)
    words = text[(start if whole.start > part.start else max(start, whole.end)) : end]
    first = clauses.around(whole.start)[0]
    if _OVER.search(text, first, end) or _WHAT_IF.search(words) or _OFTEN.search(text, first, end):
        return None
    if clauses.doubtful(part.start) or clauses.doubtful(whole.start):
        return None
    if first != start and not _PLACED.search(text, first, clauses.around(whole.start)[1]):
        return None
    before = text[(start if whole.start > part.start else max(start, whole.end)) : part.start]
    if _LEFT.search(before):
        return 100 - part.low * 100 / whole.low
    if not _LOST.search(words):
        return None
    told = _MOST_BEFORE.search(before)
    if told and "more than" in told.group() and not _DENIED_MORE.search(before):
        return None
    more = _NO_MORE.search(text[part.end : end] + "," + clauses.after(part.start))
    if _DOWN_TO.search(before) and (told or more or _MOST_AFTER.match(text, part.end)):
        return 100 - part.low * 100 / whole.low
    if told or more or _MOST_AFTER.match(text, part.end) or _DENIED_MORE.search(before):
        return part.low * 100 / whole.low
    return None
