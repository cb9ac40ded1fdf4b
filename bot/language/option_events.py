"""Lengths of time that are told by an event or a vague word, and so leave the length open.

等孩子结婚 and "until the baby's born" may be one year or twenty: a model of words that has seen
grandchildren and weddings takes them for a long time.
"""

from __future__ import annotations

import re

_EVENT = re.compile(
    r"(?:孩子|儿子|女儿|闺女|娃|老[大二三]|[弟妹哥姐爸妈]|[他她]|我们?家)[^，。,.]{0,8}"
    r"(?:成家|结婚|出嫁|嫁|娶|毕业|工作|上学|大学|高考|长?大(?:了|$|以后|后)|独立|退休|生日|大寿|出国|买房|生)"
    r"|(?:等|到)[^，。,.]{0,4}(?:房子?|交房|拆迁|行情|股票|基金|解套|回本|利率|公司|项目|官司|离婚)"
    r"|\b(?:until|till|when|once|whenever|by the time|as soon as|before)\b[^,.;]{0,24}"
    r"\b(?:sons?|daughters?|kids?|child(?:ren)?|baby|baby's|boys?|girls?|eldest|youngest|twins|he"
    r"|he's|she|she's|they"
    r"|they're|wife|husband|partner|mum|mom|dad|parents|brother|sister|house|flat|roof|market"
    r"|markets|rates"
    r"|divorce|company|business|shop)\b"
)
_FAR = re.compile(
    r"孙|后代|下一代|早着|早呢|还早|很久|好久|几十|刚出?生|襁褓|还小|吃奶|幼儿园|小学|初中|高中|[岁年月周天]|快了|马上"
    r"|明|今|后年|\b(?:grand\w*|newborn|nursery|primary|school|uni|year|years|months?|weeks?|long"
    r"|ages|decades?"
    r"|soon|next|tomorrow|away|off|just (?:been )?born|toddler)\b|[0-9]"
)
"""What tells how far away it is after all."""
_VAGUE = re.compile(
    r"\W*(?:for |over |it's |in |quite |pretty |fairly |very |rather |a |an |the |as |i'm "
    r"|we're |think(?:ing)? )*"
    r"(?:long(?:[- ](?:term|time|haul|run|while|ish))?|longer term|while|(?:my|our"
    r"|the) (?:kids?|children|family)|(?:ages|yonks|donkey's years|a good while|(?:not|nothing)"
    r" (?:for )?(?:ages|any ?time soon))(?: yet| still)?)\W*"
)
"""Whole texts by which a length may be five years or thirty."""


def open_length(said: str) -> bool:
    """Whether a folded answer to how long hangs on an event that may be near or far."""
    if _VAGUE.fullmatch(said):
        return True
    return _EVENT.search(said) is not None and _FAR.search(said) is None


__all__ = ["open_length"]
