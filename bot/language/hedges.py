"""Words around a value that soften, bound, deny or correct it."""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["at_least", "over", "at_most", "under"]

_ABOUT_BEFORE = re.compile(
    r"(?:大概|大约|大致|大体|差不多|约莫|约|近|将近|接近|快|快要|估计|预计|可能|也许|应该"
    r"|左不过|好像|about|around|roughly"
    r"|approximately|approx\.?|circa|ca\.|some|almost|nearly|close to|maybe|perhaps"
    r"|probably|i think|like|i guess|小"
    r"|(?:just |a (?:bit|little|touch|hair|tad) |slightly )(?:shy of|under|below|short of"
    r"|less than)"
    r"|shy of|give or take|getting on for|touch under|nigh on"
    r"|something like|in the region of|ballpark|say|~)(?:也就|每年|一年|一个月)?(?:是|有|会|个|a"
    r"|of|it's|it is"
    r"|(?:能|会|要|得|需要?)?(?:挣|赚|拿|花|收入|存|攒|准备|有)?到?)?\s?$"
)
_ABOUT_AFTER = re.compile(
    r"\s?(?:元|块钱?|人民币|美元)?(?:左右|上下|大概|的样子|差不多|吧"
    r"|[来几](?=[块元])|多(?![少年大岁久])|or so"
    r"|-?ish|,? (?:i think|i guess|i'd say|i reckon|probably)|and change"
    r"|or thereabouts|give or take|more or less)"
)
_AT_LEAST_BEFORE = re.compile(
    r"(?:少说也?得?|至少也?|最少也?|起码也?|不少于|不低于|不止|不只|at least|minimum of"
    r"|no less than"
    r"|not less than"
    r"|a minimum of)(?:是|要|得|有|放|存|投|需要)?\s?$"
)
_OVER_BEFORE = re.compile(
    r"(?:超过|多于|高于|大于|超|more than|over|above|upwards of|exceeding|longer than|beyond"
    r"|north of|>)(?:了)?\s?$"
)
_NOT_OVER_BEFORE = re.compile(
    r"(?:撑死|充其量|最多|顶多|至多|不超过|不能超过|不要超过|别超过|不得超过|不大于|不多于|不高于"
    r"|up to|at most|at the most|no more than"
    r"|not more than|maximum of|max|max\.|maximum|(?:in|within|over|during) the (?:next|coming)"
    r"|within|inside|inside of|<=|≤)(?:是|只?能|就"
    r"|也就|有|放|存|投)?(?:能|可以|会)?(?:够|接受|承受|容忍|忍受|让)?(?:亏|跌|赔|损失|回撤)?(?:掉|到)?"
    r"(?: a)?(?: loss(?:es)? of| losing| down)?\s?$"
)
_UNDER_BEFORE = re.compile(
    r"(?:不到|不足|少于|低于|小于|未满|不满|没到|less than|fewer than|under|below|not even"
    r"|shorter than|<)\s?$"
)
_JUST_UNDER = re.compile(
    r"(?:just|a (?:bit|little|touch|hair|tad)|slightly) (?:under|below|less than)\s?$"
)
"""Near the value, so that it is a rough one and no mere bound."""
_AT_LEAST_AFTER = re.compile(
    r"\s?(?:元|块钱?|人民币|美元)?(?:及以上|起步|打底|或以上|或更多|or more|or longer"
    r"|minimum|at least|plus)"
)
_OVER_AFTER = re.compile(
    r"\s?(?:元|块钱?|人民币|美元)?(?:以上|开外|出头|往上|朝上|\+|and up|and above)"
)
_AT_MOST_AFTER = re.compile(
    r"\s?(?:元|块钱?|人民币|美元)?(?:以内|之内|以下|内|封顶|为限|or less|max|maximum"
    r"|at most|tops|at the most)"
)
_UNDER_AFTER = re.compile(
    r"\s?(?:元|块钱?|人民币|美元)?(?:都|也|还|可能|估计)*(?:不到|没到|没有)(?![位])"
)

_NOT_BEFORE = re.compile(
    r"(?:不是|并不是|并非|而不是|可不是|不是说|没有|没|哪有|isn't|wasn't|is not|was not"
    r"|it's not|not|not for|not in|not within|rather than"
    r"|instead of|don't have|do not have|doesn't have)(?:要|想|放|存|说|到|只?有|的|in|a|for|about"
    r"|really)?\s?$"
)
_NOT_THE_BOUND = re.compile(r"(?:不是|not|没|没有)\s?$")

_CORRECTION = re.compile(
    r"不对|说错|写错|打错|搞错|记错|弄错|算错|更正|纠正|更改|修改|改成|改为|改一下|改下"
    r"|应该是|其实是|不是[^，。,.]{1,12}[，,]\s?而?是"
    r"|不是的?[，,]\s?是|哦不|啊不|噢不|喔不"
    r"|我是说|我的意思是|准确地?说|重新说"
    r"|\bcorrection\b|\bi meant?\b|\bactually\b|\bno,? wait\b|\bwait,? no\b"
    r"|\bscratch that\b|\bmy mistake\b"
    r"|\btypo\b|\bmisspoke\b|\bsorry,? (?:it's|it is|i|no|make)\b|\bmake that\b"
    r"|\bor rather\b|,\s?rather\b(?= \d| like| more| say)"
    r"|\bnot [^,.;]{1,24}[,;]? (?:but|it's|it is)\b|\bchange (?:it|that|my)\b|\bi (?:said"
    r"|put|typed|entered)\b[^.?!]{0,30}\bnot\b"
    r"|\bthat's (?:wrong|not right)\b"
    r"|\bi got [^,.;]{1,30} wrong\b|\bit should (?:be|have been)\b|\boops\b|\blet me correct\b"
)
_RESTATE = re.compile(
    r"不对|说错|写错|打错|记错|哦不|啊不|噢不|喔不|我是说|应该是|更正|准确说|其实是|改成|改为"
    r"|\bsorry\b|\bi mean\b|\bi meant\b|\bno,? wait\b|\bwait\b|\bactually\b"
    r"|\bscratch that\b|\bcorrection\b|\bmake that\b"
    r"|\brather\b|\boops\b|[，,]\s?(?:哦|啊|噢)?不[，,是]|后来(?:又|就|再)?(?:想想|想了想|想|觉得|改)|想了想|改主意"
    r"|\blet's make it\b|\bmake it\b|\bchanged my mind\b|\bon second thoughts?\b"
)


def approximate(text: str, start: int, end: int) -> bool:
    """Whether words beside the span make its value a rough one."""
    return bool(
        _ABOUT_BEFORE.search(text, max(0, start - 24), start) or _ABOUT_AFTER.match(text, end)
    )


def bound(text: str, start: int, end: int) -> Bound | None:
    """Whether the span's value is only a bound: at least, over, at most or under it."""
    near = max(0, start - 20)
    if match := _OVER_BEFORE.search(text, near, start):
        # "no more than", "不超过" hold an "over" that they deny.
        if _NOT_OVER_BEFORE.search(text, near, start):
            return "at_most"
        if re.search(
            r"(?:不|不能|不要|别|没|没有|no|not|never|n't)(?: \w{1,8}){0,2}\s?$",
            text[near : match.start()],
        ):
            return "at_most"
        return "over"
    if _NOT_OVER_BEFORE.search(text, near, start):
        return "at_most"
    if _AT_LEAST_BEFORE.search(text, near, start):
        return "over" if _OVER_AFTER.match(text, end) else "at_least"
    if _JUST_UNDER.search(text, near, start):
        return None
    if match := _UNDER_BEFORE.search(text, near, start):
        if re.search(r"(?:不|不能|no|not)\s?$", text[near : match.start()]):
            return "at_least"
        return "under"
    if _AT_LEAST_AFTER.match(text, end):
        return "at_least"
    if _UNDER_AFTER.match(text, end):
        return "under"
    if _OVER_AFTER.match(text, end):
        return "over"
    if _AT_MOST_AFTER.match(text, end):
        return "at_most"
    return None


def negated(text: str, start: int) -> bool:
    """Whether the value that starts here is denied: 不是五年, not five years."""
    match = _NOT_BEFORE.search(text, max(0, start - 24), start)
    if match is None:
        return False
    # 有没有50万: a question, no denial; "why not", "if not".
    before = text[max(0, match.start() - 2) : match.start()]
    return before == "只要" or not before.endswith(("有", "是", "要"))


def restated(between: str) -> bool:
    """Whether the words between two values take back the former one."""
    return len(between) <= 40 and bool(_RESTATE.search(between))


def is_correction(text: str) -> bool:
    """Whether a folded text corrects something said before (the cue alone, not which value)."""
    return bool(_CORRECTION.search(text))


def behind_correction(text: str) -> str:
    """What stands behind the last correction in a folded text; empty where there is none."""
    found = list(_CORRECTION.finditer(text))
    return text[found[-1].end() :].lstrip(" ,，。.-–—:：…了对是") if found else ""


_WAVERS = re.compile(
    r"不好说|说不[好准定清]|没准|不一定|谁知道|不知道|不晓得|两说|难说|拿不准"
    r"|(?:没|没有|未)(?:想好|定|决定|考虑好|吵完|商量|谈)|不确定|不敢(?:说|保证)"
    r"|(?<!到时候)(?<!到时)(?<!到期)(?<=.)再(?:看|定|决定|商量|考虑)"
    r"|[，,。.][^，。,.]{0,8}(?<!到时候)(?<!到时)(?<!到期)再说"
    r"|[，,。.…]\s?(?:唉|哎|呃|嗯|也|又|但|不过|还是|就是)*(?:也许|可能(?:也|要|得|会)|看情况|要看|得看)"
)
"""Behind a value: the client takes it into doubt."""
_SOON = 24
"""How far behind a value such words speak of it."""


def wavers(text: str, at: int = 0, *, soon: bool = False) -> bool:
    """Whether a folded text takes into doubt what was said before `at`: 三年吧，也说不准; with
    `soon` right behind it."""
    return _WAVERS.search(text, at, at + _SOON if soon else len(text)) is not None
