"""Which of the two languages a text is in."""

from __future__ import annotations

import re
from typing import Literal

from bot.language.normal import fold
from bot.language.pinyin import is_pinyin
from bot.language.wordlist import words

Language = Literal["zh", "en"]

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
_WORD = re.compile(r"[a-z\u00c0-\u024f]+(?:'[a-z]+)?")
_ADDRESS = re.compile(
    r"https?://[^\s\u3400-\u9fff]{1,200}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
)
_QUANTITY = re.compile(
    r"[0-9][0-9.,+~-]{0,20}\s?(?:[百千]?万|亿|[元块年岁个月天%k-mw]){0,3}(?![a-z])"
)

NEUTRAL = frozenset(
    words("""
    ok okay okey k kk hi hello hey bye yes no yep nope ya lol haha hmm emm thx thanks thank you
    app etf etfs ipo vip ai qdii reits reit fof p2p kyc cpi gdp lpr usd cny rmb hkd eur gbp jpy
    aud sgd bank visa wechat vx wx qq email pdf sms pos atm id btc usdt a b c d r m w wan
    """)
)
"""Words that people of either language type; they say nothing about the language."""

_HAN_WEIGHT = 0.6
"""A Chinese word has about 1.7 characters: one character counts as so much of a word."""

_STICKY = 1.5
"""How clearly a mixed text must lean before it changes the conversation's language."""


def latin_words(text: str) -> int:
    """How many words of Latin letters a text has, but for those that people of both write."""
    bare = _QUANTITY.sub(" ", _ADDRESS.sub(" ", fold(text)))
    return sum(word not in NEUTRAL for word in _WORD.findall(bare))


def has_chinese(text: str) -> bool:
    """Whether there is a Chinese character in a text."""
    return _HAN.search(text) is not None


def detect(text: str, previous: str | None = None) -> Language:
    """The language of a text: `zh` or `en`.

    The share of Chinese characters decides. What people of both languages write ("ok", "R3",
    "50万", "👍", digits, addresses) keeps the previous language; without one, Chinese characters
    mean `zh`, Latin words `en`, nothing at all `zh`. Pinyin is Chinese.
    """
    plain = fold(text)
    bare = _QUANTITY.sub(" ", _ADDRESS.sub(" ", plain))
    han = len(_HAN.findall(bare)) * _HAN_WEIGHT
    words = [word for word in _WORD.findall(bare) if word not in NEUTRAL]
    latin = float(len(words))
    if latin and is_pinyin(_HAN.sub(" ", bare) if han else plain):
        return "zh"
    if not han and not latin:
        if previous in ("zh", "en"):
            return "zh" if previous == "zh" else "en"
        return "en" if not _HAN.search(plain) and _WORD.search(plain) else "zh"
    if previous == "zh":
        return "en" if latin > han * _STICKY else "zh"
    if previous == "en":
        return "zh" if han > latin * _STICKY else "en"
    return "zh" if han >= latin else "en"
