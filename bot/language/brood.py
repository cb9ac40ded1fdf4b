"""Children who are told without being counted: a second one, twins, one of each, both at school."""

from __future__ import annotations

import re

_ORDER = {"二": 2, "三": 3, "四": 4, "second": 2, "third": 3, "fourth": 4, "2nd": 2, "3rd": 3}
_WISHED = r"(?<!想)(?<!要)(?<!生)(?<!备孕)(?<!打算)(?<!准备)(?<!计划)(?<!考虑)"
_LATER_BORN = re.compile(
    rf"(?:{_WISHED}(?P<zh>[二三四])(?:胎|宝|娃)|老(?P<rank>[二三四]))(?:都|也|才|刚刚?|已经|前阵子|上个?月|今年)*"
    r"(?:落地|出生|满月|百天|周岁|生了|降生|断奶|会走)"
    r"|(?:刚刚?|才|又|新)(?:生|添|迎来|有)了?个?(?:老(?P<again>[二三四])|(?P<more>[二三])(?:胎|宝|娃))"
    r"|\b(?:just |recently )?(?:had|welcomed) (?:our|my) (?P<en>second|third|fourth|2nd|3rd)"
    r"(?= (?:child|baby|kid|boy|girl|son|daughter|one|in|last|this|a (?:week|month|year)|two"
    r"|three)\b"
    r"|\s?[,.;!]|\s?$)(?! one (?:of|on|at))"
)
"""The one who was born last says how many there are."""
_SCHOOL = (
    r"(?:year \d{1,2}|reception|primary(?: school)?|secondary(?: school)?|(?:high |middle "
    r"|junior |grammar )?school"
    r"|nursery|kindergarten|pre-?school|(?:the )?sixth form|(?:first|second|third|[4-9]th"
    r"|1[0-2]th) grade|nappies)"
)
_PAIR = re.compile(
    r"(?:儿子女儿|女儿儿子|男孩女孩|儿女|一男一女)各(?:有)?(?:一|1)个?|儿女双全(?=$|[，,。.])"
    r"|(?<!我是)(?<!我是一对)(?<!我和)(?:生了?|有|一对|家里|家有|是)?(?:一对)?龙凤胎"
    r"|\b(?:have|with|got|i've|we've|had|raising|of|to|and) (?:\w+ )?twins\b"
    r"(?! (?:and|plus|on top|brother|sister|as well)|[,;] (?:and|plus|a|one|two)\b)"
    r"|\bone of each\b"
    rf"|\bone (?:at|in|still at) {_SCHOOL} and (?:one|another|the other) (?:at|in"
    rf"|still at) {_SCHOOL}\b"
)
"""Two by the word: a boy and a girl, twins."""
_PUPIL = re.compile(
    r"\b(?:my|our|the) (?:\w+ )?(?:son|boy|lad|daughter|girl|lass|eldest|oldest|youngest"
    r"|little one)"
    rf"(?:'s| is| has just| just| goes)?(?: still| now| only| just)? (?:started "
    rf"|starting )?(?:(?:at|in|to) )?{_SCHOOL}\b"
)
_PUPIL_ZH = re.compile(
    r"(?:儿子|女儿|闺女|老[大二三]|[大二]宝|大的|小的|哥哥|妹妹|姐姐|弟弟)(?:今年|现在|都|也|才|刚|还|正|在|要)*"
    r"(?:[上读念]|升)?(?:初[中一二三]|高[中一二三]|小学|幼儿园|大[学一二三四]|[一二三四五六]年级|中班|大班|小班)"
)
_MORE = re.compile(
    r"(?:还有|加上|另外)[^，。]{0,6}(?:孩子|儿子|女儿|娃|老[三四])|\b(?:another|other)\b"
)


def count(text: str) -> tuple[int, int, int] | None:
    """How many children a folded text tells without a number, and where; None where it does not."""
    if match := _LATER_BORN.search(text):
        said = next(word for word in match.groupdict().values() if word)
        return _ORDER[said], *match.span()
    if (match := _PAIR.search(text)) and not _MORE.search(text):
        return 2, *match.span()
    pupils = list(_PUPIL.finditer(text)) or list(_PUPIL_ZH.finditer(text))
    third = "老三" in text and len(pupils) < 3
    if len(pupils) > 1 and not third and not _MORE.search(text):
        return len(pupils), pupils[0].start(), pupils[-1].end()
    return None
