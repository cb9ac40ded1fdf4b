"""Words by which a client takes back the wish for a person: 取消转人工, "no need for one"."""

from __future__ import annotations

import re

from bot.language.agreement import is_question
from bot.language.normal import fold

_PERSON_ZH = r"(?:转人工|人工|顾问|真人|客服|转接|回电|回拨|排队|预约)"
_ZH = re.compile(
    rf"(?:取消|撤回|撤销|撤掉)[^，。,.;；!！?？]{{0,6}}(?:{_PERSON_ZH}|请求|申请)"
    rf"|(?:请求|申请|{_PERSON_ZH})[^，。,.;；!！?？]{{0,4}}(?:取消|撤回|撤销)"
    rf"|(?:不用|不要|不必|不需要|无需|别)(?:再)?(?:麻烦|帮我|给我|让)?(?:转|找|叫|请|联系|安排|等|排)?"
    rf"(?:接)?(?:给)?{_PERSON_ZH}(?:客服)?(?:来|联系我|了解)?(?:了|啦|吧)"
    r"|不(?:想)?(?:再)?(?:排队|等)(?:了|啦)"
)
_PERSON_EN = (
    r"(?:advis[eo]r|person|human|somebody|someone|agent|request|queue|call ?back"
    r"|hand-?(?:off|over))"
)
_ARTICLE = r"(?:(?:a|an|the|my|your|any|real|that|this) ){0,2}"
_EN = re.compile(
    rf"\b(?:cancel|withdraw|call off|take back)(?: the)? [^.,;!?]{{0,16}}?\b{_PERSON_EN}\b"
    rf"|\b(?:don't|do not|no longer|needn't) (?:need|want)(?: to (?:talk|speak) (?:to|with)"
    rf"| to wait for)? {_ARTICLE}{_PERSON_EN}\b"
    rf"|\bno need (?:for|of|to (?:talk|speak) (?:to|with)|to wait for) {_ARTICLE}{_PERSON_EN}\b"
    r"|\b(?:don't|do not|won't) want to wait (?:any ?more|any longer)\b|\bstop waiting\b"
)


def calls_off(text: str) -> bool:
    """Whether a text says that nobody need come any more. Only of use while somebody is waited for:
    不等了 means nothing else then. A question calls nothing off."""
    folded = fold(text)
    return bool(_ZH.search(folded) or _EN.search(folded)) and not is_question(text)
