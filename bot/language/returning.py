"""Words by which somebody says that we know them, and a one-time code among a client's words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.language.normal import folded

DIGITS = 6
"""How many digits our codes have."""

_KNOWN = re.compile(
    r"(?:我|咱|俺|本人)?(?:以前|之前|先前|上次|上回|早先|曾经|去年|上个?月|前(?:阵子|段时间|几天))"
    r"[^，。,.!?！？]{0,6}(?:来过|聊过|咨询过|登记过|注册过|留过|做过|填过|测过|用过|谈过|办过"
    r"|是你们)"
    r"|老(?:客户|用户|顾客|朋友)|(?:已经|早就)是(?:你们|贵行|贵公司)?的?客户|同一个人|还是我"
    r"|\b(?:(?:been|was|have been|i've been) here before|(?:existing|returning|old|previous) "
    r"(?:client|customer|user)|it'?s (?:still )?(?:the same )?me\b|same person|talked to you before"
    r"|(?:spoke|chatted|talked) (?:with|to) you (?:before|last)"
    r"|already (?:a|your) (?:client|customer)|you (?:already )?know me)\b"
)
_CODE = re.compile(r"(?<![0-9])[0-9](?:[ \n.-]{0,2}[0-9]){3,7}(?![0-9])")
_HAN = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_SAID = re.compile(
    r"验证码|校验码|动态码|短信码?|确认码|邮件|收到的?|发来|发的|您好|你好|好的?|是|为|就是"
    r"|这个|这是|给你|码"
    r"|\b(?:the|my|verification|security|one-time|one time|code|otp|is|it's|its|it|here|got"
    r"|received|i|just|was|sms|text|mail|email|ok|okay|hi|hello|yes|sure|from|you|thanks)\b"
    r"|[\s:：,，。.!！\"'“”#()（）-]"
)


def says_known(text: str) -> bool:
    """Whether somebody says that they were here before, or are a client already."""
    return bool(_KNOWN.search(folded(text).text))


@dataclass(frozen=True)
class Code:
    """Digits that may be a one-time code (not in `repr`), and where they stand in the text.

    `alone` says that the text holds nothing else but words for it.
    """

    digits: str = field(repr=False)
    start: int
    end: int
    alone: bool


def codes(text: str) -> tuple[Code, ...]:
    """The groups of four to eight digits in a text, full-width or Chinese ones as well."""
    whole = folded(text)
    plain = whole.text.translate(_HAN)
    found = list(_CODE.finditer(plain))
    rest = _SAID.sub("", _CODE.sub("", whole.text.translate(_HAN)))
    return tuple(
        Code(
            re.sub(r"[^0-9]", "", match.group()),
            *whole.span(*match.span()),
            alone=len(found) == 1 and not rest,
        )
        for match in found
    )
