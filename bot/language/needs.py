"""What a client needs: goals and wishes, by the ids of the contracts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.clauses import Clauses
from bot.language.need_words import MORE, STRONG, WEAK
from bot.language.reading import Reading

_STRONG_RE = {
    need: re.compile(pattern + "|" + MORE[need] if need in MORE else pattern)
    for need, pattern in STRONG.items()
}
_WEAK_RE = {need: re.compile(pattern) for need, pattern in WEAK.items()}
_DESIRE = re.compile(
    r"想|要(?!是)|打算|准备|计划|希望|考虑|为了|为以后|想办|怎么|如何|咨询|了解|推荐|规划"
    r"|安排|帮我|求|攒|存"
    r"|\b(?:want|wanna|need|like to|would like|'d like|plan|planning|saving|save"
    r"|interested|help|how|consider|thinking|hope|hoping|goal|prepare|preparing|apply"
    r"|advice|looking|worried|discuss|talk about|set up)\b"
)
_REFUSAL = re.compile(
    r"(?:不想|不要|不需要|不打算|没打算|没想|不考虑|不是(?:想|要|为了|来)?|并不|不买|不做"
    r"|不碰|不用|别|没有?(?:要|想)|暂时不|不会|不感兴趣"
    r"|不缺|除了|不谈|排除"
    r"|\bnot\b|\bdon't\b|\bdont\b|\bdo not\b|\bno\b|\bnever\b|\bwon't\b|\bisn't\b"
    r"|\bwithout\b|\bother than\b|\brather than\b|\binstead of\b|\bexcept\b|\baren't\b"
    r"|\bnot interested\b)"
    r"[^，。；!?？！;、]{0,14}$|(?:不|没|别|勿|无需)\s?$"
)
_DENIAL_ENDS = re.compile(
    r"但|而是|\bbut\b|，|而|不知道|\bdon't know\b|\bnot sure\b|\bnot only\b|不仅|不只|\bwhy not\b"
    r"|不是很懂|不太懂|不懂|\bno idea\b|不想错过|\bnot (?:too |very |so )?(?:familiar|good"
    r"|experienced)"
)
_DONE = re.compile(
    r"(?:买|办|投|上|贷|配)(?:过|了|好|完)|已经(?:买|有|办)|[年月]了|(?:以前|之前|去年|曾经|当年"
    r"|早就)|毕业|\b(?:already|bought"
    r"|used to|last year|had|have had|years ago|previously|paid off|got a)\b"
)
_HAS = re.compile(
    r"(?:我|本人|单位|公司)?(?:都|自己)?(?:有|交|缴)(?:了)?(?:社保|医保|商业|五险|点"
    r"|一份)?[^，。,.想要]{0,4}$"
    r"|\b(?:i have|i've got|we have|i've)\b[^,.;]{0,10}$"
)
_PAYING = re.compile(
    r"还(?:房贷|贷款|款|清|完|着)|房贷(?:还|压|要还|每月|月供|利率|没)|欠|负债|没有贷款"
    r"|提前还|\b(?:repay"
    r"|pay(?:ing)? (?:off|down)|paid off|interest on my|owe|my (?:current "
    r"|existing )?(?:mortgage|loan) (?:is|payment|of|balance))\b"
)
_WORKS_THERE = re.compile(
    r"上班|工作|就职|任职|打工|供职|客户经理|\b(?:works? (?:for|at|in)|working (?:for|at|in)|worked"
    r"|employed|job|career|colleague)\b"
)
_KNOWING = re.compile(
    r"(?:对|懂|了解|没|有)(?:点|一点|些)?$"
    r"|\b(?:know(?: (?:nothing|little|much|a lot|a bit|something))? about|new to"
    r"|experience (?:with|in|of)|been|started"
    r"|years of|stopped|used to|know|never|began|tried|my (?:current |existing |old |past "
    r"|other )?|past|previous"
    r"|history of|the (?:fund|stock)) ?(?:much )?$"
)
"""What a client knows or has done is no wish."""
_GOALS = frozenset(("education", "retirement", "home_purchase"))
_PLACED = _GOALS | {"cash_management", "wealth_planning"}
"""Needs for which money is put by: beside them "45,000 to invest" only tells a sum."""
_SUM_BEFORE = re.compile(
    r"[0-9一二三四五六七八九十百千万亿][^.;?!。；？！]{0,24}"
    r"(?:\bto |\b(?:i|we)(?:'d)? (?:could|can|might|may) )$"
    r"|(?:能|可以?|够)(?:拿出?来?|用来|拿去|腾出来)?的?$"
)
_SUM_BEHIND = re.compile(
    r"(?:的(?:钱|资金)?)?(?:大概|大约|一共|总共)?(?:有|是)?\s?[0-9一二两三四五六七八九十百]"
)


_DEFINITION = re.compile(
    r"什么(?:是|叫做?)|(?:是|叫)(?:个)?(?:什么|啥)(?:意思|东西|概念)?|(?:什么|啥|咩)意思"
    r"|指的?是?(?:什么|啥)|怎么理解"
    r"|有(?:什么|啥)(?:区别|不同|不一样)|啥是|咩(?:系|係|叫)|解释(?:一下|下)?"
    r"|\bwhat(?:'s| is| are| does| do)(?: an?| the)?\b(?=[^.?!]{0,40}\b(?:mean|stand for)\b)"
    r"|\b(?:what(?:'s| is| are)(?: an?| the)?|define|explain|meaning of|definition of"
    r"|difference between)(?: [a-z]{1,16}){0,3} ?$"
)
_WISHES = re.compile(
    r"我(?:们)?(?:想|要|打算|准备|需要)(?!知道|问|了解|请教|搞)"
    r"|\bi(?:'d| would)? (?:want|like|need) to (?!know|ask|understand)"
)


def _defined(text: str, clauses: Clauses, match: re.Match[str]) -> bool:
    """Whether the clause only asks what a thing is: 什么是分散投资, "what is a pension"."""
    start, end = clauses.around(match.start())
    around = text[start:end]
    if _WISHES.search(around):
        return False
    before, after = text[start : match.start()], text[match.end() : end]
    return bool(_DEFINITION.search(before) or _DEFINITION_AFTER.match(after))


_DEFINITION_AFTER = re.compile(
    r"[^，。,.]{0,6}(?:是|叫|指)(?:的?是)?(?:个)?(?:什么|啥|咩|乜)"
    r"|[^，。,.]{0,4}(?:什么|啥|咩|乜)意思|[^，。,.]{0,6}怎么理解"
    r"|[^，。,.]{0,8}有(?:什么|啥)(?:区别|不同|不一样)|[^,.]{0,16}\b(?:means?|stand for)\b"
)


def needs(text: str, clauses: Clauses, *, asking: str | None = None) -> Iterable[Reading]:
    """The needs a folded text states, each once, by the contracts' ids.

    A goal phrase (给孩子上大学, save for retirement) is sure; a mere topic (保险, loan) only where
    the client wants something of it, or was just asked for needs. A refused one is `negated`.
    """
    found: dict[str, Reading] = {}
    for need, pattern in _STRONG_RE.items():
        for match in pattern.finditer(text):
            _keep(found, _need(text, clauses, need, match, weak=False))
    for need, pattern in _WEAK_RE.items():
        if need in found and found[need].sure:
            continue
        for match in pattern.finditer(text):
            wanted = asking in ("needs", "need") or _DESIRE.search(
                text, clauses.around(match.start())[0], match.start()
            )
            if not wanted or (need == "investing" and need not in found and found):
                continue
            reading = _need(text, clauses, need, match, weak=asking not in ("needs", "need"))
            _keep(found, reading)
    return tuple(_settled(text, clauses, found))


def _keep(found: dict[str, Reading], reading: Reading | None) -> None:
    if reading is None:
        return
    known = found.get(reading.id + str(reading.value))
    key = str(reading.value)
    known = found.get(key)
    if (
        known is None
        or (known.negated and not reading.negated)
        or (reading.sure and not known.sure and reading.negated == known.negated)
    ):
        found[key] = reading


def _need(
    text: str, clauses: Clauses, need: str, match: re.Match[str], *, weak: bool
) -> Reading | None:
    start, end = clauses.around(match.start())
    before = text[start : match.start()]
    around = text[start:end]
    refusal = _REFUSAL.search(before)
    negated = bool(
        refusal and not _DENIAL_ENDS.search(text, start + refusal.start(), match.start())
    )
    sure = not weak
    if need == "investing" and re.search(r"(?:买|做|投|碰|玩)(?:过|了)[^，。；,.;]{0,8}$", before):
        return None
    if need == "financing" and _PAYING.search(around):
        return None
    if _defined(text, clauses, match):
        return None
    if need in ("protection", "investing", "financing") and _WORKS_THERE.search(around):
        sure = False
    if need in ("protection", "home_purchase", "financing") and (
        _DONE.search(around) or (_HAS.search(before) and not _DESIRE.search(around))
    ):
        return None
    if need == "investing" and match.group().startswith("invest") and _KNOWING.search(before):
        return None
    if clauses.of_someone_else(match.start()) and need not in ("education",):
        sure = False
    if clauses.unsaid(match.start()):
        sure = False
    return Reading("need", need, match.start(), match.end(), sure, False, negated, "lexicon")


def _tells_a_sum(text: str, reading: Reading) -> bool:
    """Whether "invest" only says what a sum is for: "45,000 to invest", 能拿出来投资的有28万."""
    before, behind = text[: reading.start], text[reading.end :]
    told = _SUM_BEFORE.search(before)
    if told is None:
        return False
    return told.group()[0] not in "能可够" or _SUM_BEHIND.match(behind) is not None


def _settled(text: str, clauses: Clauses, found: dict[str, Reading]) -> Iterable[Reading]:
    goals = [r for n, r in found.items() if n in _GOALS and r.sure and not r.negated]
    for need, reading in found.items():
        sure = reading.sure
        if need == "investing" and not reading.negated:
            # "invest for my kid's college": the goal is the need, investing is the way there.
            here = clauses.index(reading.start)
            if any(clauses.index(goal.start) == here for goal in goals):
                sure = False
            if found.get("corporate_treasury") is not None:
                sure = False
            others = {n for n, r in found.items() if r.sure and not r.negated}
            if others & _PLACED and _tells_a_sum(text, reading):
                sure = False
        if need == "cash_management" and "corporate_treasury" in found:
            sure = False
        yield Reading(
            "need", need, reading.start, reading.end, sure, False, reading.negated, "lexicon"
        )
