"""The currency of sums that were told without a sign: "all in pounds", 我说的都是港币."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.language import amounts, numbers
from bot.language.normal import fold

_DOLLARS_OF = (
    (r"hong ?kong dollars?|hk dollars?|hkd|hk\$|港币|港元|港纸|港幣", "HKD"),
    (r"singapore dollars?|sing dollars?|sgd|s\$|新加坡元|新加坡币|新币", "SGD"),
    (r"australian dollars?|aussie dollars?|aud|澳元|澳币|澳刀", "AUD"),
    (r"new zealand dollars?|kiwi dollars?|nzd|纽币|新西兰元", "NZD"),
    (r"canadian dollars?|cad|加元|加币|加刀", "CAD"),
    (r"taiwan dollars?|twd|ntd|新台币|台币", "TWD"),
    (r"us dollars?|u\.s\. dollars?|american dollars?|usd|dollars?|bucks|美元|美金|美刀|\$", "USD"),
    (r"pounds?(?: sterling)?|sterling|quid|gbp|英镑|镑|£", "GBP"),
    (r"euros?|eur|欧元|€", "EUR"),
    (r"swiss francs?|francs?|chf|瑞士法郎|瑞郎", "CHF"),
    (r"japanese yen|yen|jpy|日元|日币|日圆", "JPY"),
    (r"ringgits?|myr|马币|林吉特|令吉", "MYR"),
    (r"chinese yuan|yuan|renminbi|rmb|cny|人民币|rmb的", "CNY"),
    (r"澳门元|澳门币|葡币|mop|patacas?", "MOP"),
)
_NAME = "(?:" + "|".join(f"(?P<x{i}>{words})" for i, (words, _) in enumerate(_DOLLARS_OF)) + ")"
_OTHER = "(?:" + "|".join(words for words, _ in _DOLLARS_OF) + ")"
_LEAD = (
    r"(?:no|sorry|wait|oh|actually|by the way|btw|to be clear|just to be clear|fyi|and|but|well"
    r"|i should have said|i should add|i forgot to say|不对|不是|对了|哦|抱歉|补充一下|忘了说"
    r"|说明一下"
    r"|我的意思是|[\s,，.。:：—–-])*"
)
_SUMS_EN = (
    r"(?:(?:all|everything|that|those|these|they|it|the|my|of|i|i'm|sums?|amounts?|figures?|numbers?"
    r"|values?|money|income|savings|assets|goal|both|was|were|is|are|'s|'re"
    r"|talking|speaking|mean|meant|said|gave|told|you|counting|earn|paid|have|been|should be|before"
    r"|above|so far|earlier|i've|already|just|please|use|take|make|put|as|in)[\s,]*)*"
)
_SUMS_ZH = (
    r"(?:我|我们|前面|之前|刚才|刚刚|上面|以上|所有|这些|那些|这个|说|讲|填|写|报|金额|数字|数目|数|钱"
    r"|收入|资产|目标|单位|币种|货币|都|全部?|一律|统一|统统|其实|应该|就|是|指|按|用|以|为|的|\s)*"
)
_END = (
    r"(?:,? ?(?:not|rather than|instead of) (?:in )?" + _OTHER + r"|[，,]?\s?不是" + _OTHER
    + r"|by the way|btw|all of (?:it|them)|everything|for everything|each|too|please|sorry|thanks"
    r"|right|算|计算?|来算|为单位|计价|结算|来的|的|哦|啊|呢|哈|吧|呀|[\s,，.。!！~])*"
)  # fmt: skip
_SAYS = re.compile(
    rf"{_LEAD}(?:(?:not (?:in )?|不是){_OTHER}[\s,，]*(?:but|而?是)?\s?)?(?:{_SUMS_EN}|{_SUMS_ZH})"
    rf"{_NAME}{_END}"
)


def of_all(text: str, *, asked: bool = False) -> str | None:
    """The currency in which a client says their sums are, in a text that says nothing else and
    tells no sum: "I meant pounds", 我说的都是港币. None for any other text. The name of a currency
    alone says it only where a sum is `asked` for."""
    said = fold(text).strip()
    if len(said) > _A_LINE or numbers.find(said):
        return None
    match = _SAYS.fullmatch(said)
    if match is None:
        return None
    name, words = next((n, words) for n, words in match.groupdict().items() if words)
    if not asked and said.strip(" .,!。，！") == words:
        return None
    return _DOLLARS_OF[int(name[1:])][1]


_A_LINE = 80


def signed(text: str) -> frozenset[str]:
    """The currencies that a text names beside its sums, or in their clause."""
    said = fold(text)
    named = {sum_.currency for sum_ in amounts.find(said) if sum_.currency}
    if apart := amounts.named_apart(said, 0, len(said)):
        named.add(apart)
    return frozenset(named)


def restated(value: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The same sum in another currency: the figure that was said stays, as it was said."""
    steps = amounts.exponent(currency) - amounts.exponent(str(value["currency"]))
    out: dict[str, Any] = {"currency": currency}
    for end in ("amount", "min", "max"):
        if value.get(end) is not None:
            out[end] = int(value[end]) * 10**steps if steps >= 0 else int(value[end]) // 10**-steps
    return out
