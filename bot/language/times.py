"""What a span of time in a text is: horizon, experience, reserve, or nothing of the profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from bot.language import bands, hedges, horizon_words, horizons, option_cues, retiring
from bot.language.ages import Age
from bot.language.amounts import Amount
from bot.language.clauses import Clauses
from bot.language.number import Number
from bot.language.reading import Reading
from bot.language.spans import Span

_EXPERIENCE = re.compile(
    r"炒|股市|股龄|债基|投资(?!期|公司|部|顾问|经理|机构|房)|理财(?!师|经理|顾问|公司)|股龄|基龄"
    r"|股票"
    r"|基金(?!公司|经理|会)|股民|入市|外汇|保证金|期权(?!激励)"
    r"|定投|期货|债券|\b(?:invest(?:ing|ed|ment|ments|or)?|trad(?:ed|ing)|in the (?:stock )?market"
    r"|stocks?|shares|funds?|etfs?|bonds?|equities|crypto)\b"
)
"""What the experience is of; work in a fund house is none."""
_SPENT = re.compile(
    r"炒股|(?:股票|基金|期货|外汇|期权|黄金|债券)[^，。,.]{0,2}(?:做|玩|炒|买)了|做过|玩过|做(?:外汇|期货|期权|黄金|可转债)(?!公司|的)|股民|经验|经历|股龄|基龄|做投资"
    r"|玩股票|老股民|投资(?!期|公司)|理财|入市|炒|买过?|接触|定投|玩"
    r"|\b(?:years of (?:buying|owning|holding)|experience|investing|trading|traded|invested"
    r"|in the (?:stock )?market"
    r"|been (?:buying|in|putting)"
    r"|(?:started|began)|dabbled|drip[- ]?feeding|investor|first|bought|held|owned)\b"
)
_PLAYED = re.compile(r"(?:股票|基金|期货|外汇|期权|黄金|债券)[^，。,.]{0,2}(?:做|玩|炒|买)了")
_SINCE = re.compile(
    r"\s?(?:了|多了|of (?:buying|owning|holding|trading|investing)|的(?:投资|理财|炒股)?经验"
    r"|的?股龄|经验|of (?:investing|trading"
    r"|market)?\s?(?:experience)?|experience|now\b|already)"
)
_BEGAN = re.compile(
    r"开始|起|入市|入的市|进的|进了|开了?个?户|第一[次只笔支个]|首次|以来|从|自"
    r"|\b(?:since|started|began|opened|got into|during|first|from|been|bought my)\b"
)
_PLAYS = re.compile(r"都玩|在玩|都买|在买|都炒|定投|\b(?:been|since)\b")
_BARE_BEFORE = re.compile(
    r"(?:\s|有|到现在|至今|已经|也|都|差不多|大概|一直|玩了?|about|over|nearly|for)*"
)
_BARE_AFTER = re.compile(r"(?:\s|了|多|的|吧|now|already|so far)*")
_DID = re.compile(
    r"过|了|一直|已经|经验|经历|股龄|多年|刚开始|\b(?:been|have|had|experience|since|traded"
    r"|invested)\b|'ve\b"
)
_HELD = re.compile(r"套|亏|跌|涨|赚|持有|拿着|\b(?:held|kept|losing|been down|been up|owned)\b")
"""How long one holding is held, or in loss, is not since when the client invests."""
_OF_IT = re.compile(r"\s?(?:of |worth of )?experience\b(?! (?:as|in|with))|\s?的?经验$")
_PROFESSION = re.compile(
    r"老师|医生|会计|销售|司机|律师|程序员|\b(?:as an?|teacher|nurse|engineer|doctor|lawyer"
    r"|driver|manager"
    r"|accountant|developer|chef|work)\b"
)
_NOT_DONE = re.compile(
    r"没(?:有)?(?:怎么|敢)?(?:投资|买|炒|做|玩|经验|接触|下手|入手)|(?:研究|关注|学习?|模拟"
    r"|看)了?[^，。,.]{0,4}(?:股|基金|投资)"
    r"|\b(?:reading|read|learning|learnt|learned|studying|studied|watching|following"
    r"|followed)\b"
    r"|\b(?:paper|demo|simulated|virtual) (?:trad|account|portfolio)|从未|从没|\b(?:never(?! left"
    r"| stopped| looked back)|haven't"
    r"|no experience|didn't)\b"
)
_CAREER = re.compile(
    r"从业|从事(?!投资|理财|炒)|\bin (?:finance|banking|insurance|sales|property|real estate"
    r"|accounting)\b|工作经验|任职|同事|投行|客户经理|管理经验|行业经验|带团队|做(?:外贸|销售"
    r"|生意|会计|老师)"
    r"|\b(?:work(?:ing)? experience|experience (?:as|in (?:sales|it|teaching|nursing|construction"
    r"|management|marketing|retail))|teaching experience|job experience|of service)\b"
)
_WANTS = re.compile(
    r"想|要(?!用)|打算|准备|计划|\b(?:want|plan|planning|intend|(?:would|could|can) (?:stay|be"
    r"|keep|remain)|going to|would like|looking to"
    r"|will|hope)\b"
)
_RESERVE = re.compile(
    r"应急|家用|备用金|储备金?|生活费|开销|开支|支出|花销|够花|够用|[够能]活|够撑|撑|顶得?住"
    r"|顶(?:个|上)?(?=$)|能顶|扛|紧急|日常花费"
    r"|断了收入|没收入"
    r"|\b(?:expenses|emergency|living costs?|reserves?|cushion|runway|buffer|rainy[- ]day"
    r"|cost of living|spending|outgoings|bills|get by|without (?:any )?(?:income|work|working|a job"
    r"|pay|a paycheck)|live (?:for )?(?:[a-z]+ ){1,4}(?:on|off) (?:my|our|the) savings|survive"
    r"|(?:savings|money|cash) (?:would|could|will|can) (?:last|keep (?:me|us) going)|(?:i"
    r"|we)(?:'d| would| could| can|'ll) last"
    r"|see (?:me|us) through|(?:put by|saved|enough|set aside) to live on|fall back on|be (?:ok"
    r"|okay|fine|alright) for)\b"
)
_LIVES_ON = re.compile(r"够|撑|顶|扛|应急|备用|储备|生活费|[a-z]")
"""What a reserve is told by, where the open question is how long the money stays."""
_NOT_SO_MUCH = re.compile(
    r"(?:撑|顶|扛|维持|坚持|够)不[过了到住]|不够(?:用|花|撑)?$|\b(?:can't|couldn't|not even"
    r"|hardly|barely|(?:wouldn't|won't|doesn't|don't|not) (?:really |even )?(?:last|survive"
    r"|cover|get"
    r"|make it|see me|be enough|go far))\b"
)
_HARDLY = re.compile(r"\s?(?:都|也|怕是|恐怕)+(?:难|悬|够呛|没有|不到|撑不|顶不|不够)")
_NOT_PAID = re.compile(r"没发|拖欠|欠薪|\b(?:been paid|behind|unpaid|owed)\b")
_LASTS = re.compile(
    r"够(?:我们?|全家|一家|家里)*(?:老小|人|[两三四五六]口)?(?P<lives>用|花|活|撑|吃|过)?个?\s?$"
)
_TO_LIVE = re.compile(r"\s?(?:左右)?的?(?:花|用|吃|活|撑|开销|开支|生活)")
_SAVED = re.compile(r"存款|钱|积蓄|储蓄|备用|家底|手[里上头]")
_WITHOUT_PAY = re.compile(
    r"失业|丢了?工作|没了?工作|不上班|没了?收入|断了?收入|被裁|下岗|停薪"
    r"|\b(?:los[et] (?:my|our|the) jobs?|stop(?:ped)? working|out of work|laid off|couldn't work"
    r"|without (?:any )?(?:work|income|pay)|income (?:stopped|dried up))\b"
)
"""The case a reserve is for: what it lasts is told by supposing it."""
_AIMED = re.compile(
    r"想存|想攒|想留|打算(?:存|留)|要(?:存|留|攒)|应该|建议|一般|最好|专家|目标|几个月|多少"
    r"|不够|没有"
    r"|\b(?:want|should|need to|needs? (?:a|an|to)|recommend|supposed|ideal|target|aim|aiming"
    r"|building"
    r"|build|goal|trying|hope|plan|don't have|no|arrears|behind|owe|overdue|say you)\b"
)
_VAGUE = re.compile(
    r"(?P<lt_1y>短期|短线|近期要用|很快要用|\bshort[- ]term\b)|(?P<gt_10y>长期|长线"
    r"|越久越好|\blong[- ]term\b|\blong haul\b)|(?P<mid>中期|\bmedium[- ]term\b|\bmid[- ]term\b)"
)
_HORIZON_IDS = ("horizon", "horizon_months")


def span_readings(
    text: str,
    found: Sequence[Span],
    money: Sequence[Amount],
    clauses: Clauses,
    *,
    numbers: Sequence[Number] = (),
    ages: Sequence[Age] = (),
    known_age: int | None = None,
    asking: str | None = None,
) -> Iterable[Reading]:
    """Readings of the spans of a folded text, each by what the words around make of it."""
    out: list[Reading] = []
    previous: tuple[Span, str] | None = None
    for span in found:
        if _is_period(text, span, money):
            continue
        kind, sure, negated = _kind(text, span, clauses, asking)
        if previous is not None and kind is None and _replaces(text, previous[0], span):
            kind, sure = previous[1], True
        if kind is None:
            continue
        previous = (span, kind)
        sure = sure and span.sure and not _doubtful(kind, span, clauses)
        sure = sure and not (kind == "experience_years" and _on_either_side(text, span))
        sure = sure and not (kind == "horizon" and _only_planned(text, span, clauses))
        negated = negated or hedges.negated(text, span.start) or clauses.unsaid(span.start)
        out += _readings(_at_least(text, span), kind, sure=sure, negated=negated)
    if _depends(out, clauses):
        out = [replace(r, sure=False) if r.id in _HORIZON_IDS else r for r in out]
    out += retiring.readings(
        text,
        numbers,
        ages,
        clauses,
        known_age=known_age,
        asked=asking in _HORIZON_IDS,
        told=any(r.sure and not r.negated and r.id in _HORIZON_IDS for r in out),
    )
    if not out and asking in _HORIZON_IDS and (match := _VAGUE.search(text)):
        band = "3_5y" if match.lastgroup == "mid" else str(match.lastgroup)
        out.append(
            Reading("horizon", band, match.start(), match.end(), False, True, False, "lexicon")
        )
    return out


def _at_least(text: str, span: Span) -> Span:
    """The span without "within" where the money is left alone in it: 一年之内用不着."""
    alone = span.bound == "at_most" and horizon_words.left_alone(text, span.start, span.end)
    return replace(span, bound=None) if alone else span


def _only_planned(text: str, span: Span, clauses: Clauses) -> bool:
    """Whether the span was planned once: "I was going to say three years"."""
    plan = horizon_words.PLANNED.search(text, clauses.around(span.start)[0], span.start)
    return plan is not None and not hedges.restated(text[plan.end() : span.start])


def _doubtful(kind: str, span: Span, clauses: Clauses) -> bool:
    """Whether the span is supposed, somebody else's, or was never said."""
    supposed = clauses.hypothetical(span.start)
    if kind == "reserve_months" and supposed:
        words = clauses.before(span.start) + " " + clauses.words(span.start)
        supposed = _WITHOUT_PAY.search(words) is None
    return supposed or clauses.unsaid(span.start) or clauses.of_someone_else(span.start)


def _on_either_side(text: str, span: Span) -> bool:
    """Whether a rough length may be just under or just over the end of a band: 十来年."""
    near = text[max(0, span.start - _NEAR) : span.end + _NEAR]
    if span.high is not None or span.bound:
        return False
    under, over = span.low * Fraction(19, 20), span.low * Fraction(11, 10)
    if _NEARLY.search(text[: span.start]):
        over = span.low
    elif not option_cues.ABOUT.search(near):
        return False
    return bands.experience(under)[0] != bands.experience(over)[0]


_NEARLY = re.compile(
    r"(?:将近|接近|快要?|差点|\b(?:nearly|almost|just (?:under|shy of|short of)|going on"
    r"|coming up (?:to|on)))\s?$"
)
_NEAR = 12
"""How far from a length the word may stand that makes it rough."""


def _depends(out: Sequence[Reading], clauses: Clauses) -> bool:
    """Whether the horizon is another one under a condition: 先放一年，行情好再放三年."""
    sure = [(r.id, r.value) for r in out if r.sure and not r.negated and r.id in _HORIZON_IDS]
    return bool(sure) and any(
        r.id in _HORIZON_IDS
        and not r.sure
        and not r.negated
        and (r.id, r.value) not in sure
        and clauses.hypothetical(r.start)
        and not clauses.of_someone_else(r.start)
        for r in out
    )


def _replaces(text: str, former: Span, span: Span) -> bool:
    between = text[former.end : span.start]
    return hedges.restated(between) or (
        hedges.negated(text, former.start) and span.start - former.end <= 12
    )


def _kind(
    text: str, span: Span, clauses: Clauses, asking: str | None
) -> tuple[str | None, bool, bool]:
    """What a span is, how sure that is, and whether it is denied."""
    start, end = clauses.around(span.start)
    words, before, after = text[start:end], text[start : span.start], text[span.end : end]
    open_ = horizons.open_between(text, span)
    if (reserve := _reserve(text, span, clauses, words, before, after, asking)) is not None:
        return "reserve_months", reserve and not open_, False
    if (years := _experience(span, clauses, words, before, after, asking)) is not None:
        return "experience_years", years and not open_, False
    if asking in ("experience_years", "reserve_months"):
        return None, False, False
    asked = asking in _HORIZON_IDS
    said = horizons.is_horizon(text, span, clauses, asked=asked)
    denied = horizons.denied(text, span, clauses)
    if said is None or (not said and not denied):
        return ("horizon", False, denied) if said is not None and asked else (None, False, False)
    partly = horizons.of_a_part(text, span, clauses)
    return "horizon", said and not open_ and not partly, denied


def _reserve(
    text: str,
    span: Span,
    clauses: Clauses,
    words: str,
    before: str,
    after: str,
    asking: str | None,
) -> bool | None:
    """Whether the span is for how long the reserve lasts; None where it is something else."""
    if span.relative or span.past:
        return None
    if _NOT_SO_MUCH.search(before) or _HARDLY.match(after):
        return False
    asks = clauses.asks(span.start) or bool(re.search(r"吗|是不是|enough\b.{0,3}$", words))
    if asking in _HORIZON_IDS and not _LIVES_ON.search(words):
        return None
    if _RESERVE.search(words) and not re.search(
        r"不用|不动|没有?[^，。,.]{0,4}(?:支出|用钱|开销|用款)|won't need|don't need", words
    ):
        near = _RESERVE.search(before[-48:]) or _RESERVE.search(after[:32])
        near = near or re.search(r"\blive (?:for )?$", before)
        aimed = bool(_AIMED.search(words)) and asking != "reserve_months"
        return bool(near) and not asks and not aimed
    if re.search(r"够(?:我们?)?\s?$", before) and _TO_LIVE.match(after):
        return not asks
    if lasts := _LASTS.search(before):
        said = clauses.before(span.start) + " " + words
        money = lasts.group("lives") and _SAVED.search(said)
        return bool(asking == "reserve_months" or (money and not _AIMED.search(words))) and not asks
    if asking == "reserve_months":
        return not (
            asks
            or _NOT_PAID.search(words)
            or horizon_words.LOAN.search(words)
            or horizon_words.LIFE.search(words)
        )
    return None


def _experience(
    span: Span, clauses: Clauses, words: str, before: str, after: str, asking: str | None
) -> bool | None:
    """Whether the span is how long the client invests already; None where it is something else."""
    asked = asking == "experience_years"
    if _NOT_DONE.search(words) and not asked:
        return None
    if re.search(r"[前头]\s?$", before):
        return None  # 前两年: not how long, but when
    began = bool(_BEGAN.search(before[-8:] + " " + after[:20]) or _BEGAN.search(before))
    wants = bool(_WANTS.search(before))
    if span.past:
        # 2018年开始炒股, "bought my first fund 3 years ago": from then until now.
        if not (asked or (_EXPERIENCE.search(words) and began)):
            return None
        return not wants and (began or asked)
    if span.relative:
        return True if asked and began and span.low <= 1 else None
    former = clauses.before(span.start)
    if (
        _BARE_BEFORE.fullmatch(before)
        and _BARE_AFTER.fullmatch(after)
        and not _NOT_DONE.search(former)
    ):
        # 股票基金都玩，有七年了: what the years are of stands in the clause before.
        told = _EXPERIENCE.search(former) and (_SPENT.search(former) or _PLAYS.search(former))
        if told and not _WANTS.search(former) and not clauses.of_someone_else(span.start):
            over = re.search(r"了|now|already", after) or re.search(r"有|到现在|至今", before)
            if (over or "老股民" in former) and not _CAREER.search(former):
                return not clauses.asks(span.start)
    job = bool(_CAREER.search(words) or horizon_words.LIFE.search(_PLAYED.sub("", words)))
    about = bool(_EXPERIENCE.search(words) and _SPENT.search(words))
    about = about or bool(_OF_IT.match(after) and not _PROFESSION.search(words))
    if about and not wants and not job and not horizon_words.LOAN.search(words):
        done = bool(_SINCE.match(after) or _DID.search(words) or _SPENT.search(before[-4:]))
        if done or asked:
            return not clauses.asks(span.start) and not _HELD.search(before[-16:])
    if not asked:
        return None
    if job or horizon_words.LOAN.search(words):
        return None
    return not wants and not clauses.asks(span.start)


def _is_period(text: str, span: Span, money: Sequence[Amount]) -> bool:
    """Whether the span only says how often money comes: 一年50万, 200k a year."""
    length = (span.low, span.high) in ((Fraction(12), None), (Fraction(1), None))
    if not length or span.bound is not None or span.relative:
        return False
    word = text[span.start : span.end]
    if re.search(
        r"[%％]\s?(?:每|per|/)?\s?$|percent\s?$", text[max(0, span.start - 9) : span.start]
    ):
        return True
    if re.search(r"^(?:1|明|来|next|in)|year and", word):
        return False
    for amount in money:
        gap_before = text[amount.end : span.start]
        if amount.end <= span.start and re.fullmatch(r"\s?(?:左右|/|per|each)?\s?", gap_before):
            held = re.search(
                r"存|放|投|invest|put|keep", text[max(0, amount.start - 10) : amount.start]
            )
            return not held or word.startswith("a ")
        gap_after = text[span.end : amount.start]
        if span.end <= amount.start and re.fullmatch(
            r"[^，。；,.;]{0,10}(?:赚|挣|收入|存|攒|花|能|有|入|到手|拿|交|付|工资|大概|差不多"
            r"|定投|还)?[^，。；,.;]{0,6}",
            gap_after,
        ):
            return not re.search(r"后|内|期|放|投(?!资)", gap_after)
    return False


def _readings(span: Span, kind: str, *, sure: bool, negated: bool) -> list[Reading]:
    base = Reading(
        "horizon", "", span.start, span.end, sure, span.approximate, negated, "time grammar"
    )
    if kind == "experience_years":
        return [_years(base, span)]
    if kind == "reserve_months":
        if span.low < 1:
            return []
        # "not quite three months" is less than three, and the reserve is taken with care.
        months = int(span.low) - (1 if span.bound == "under" else 0)
        value_of: Any = months
        if span.high is not None:
            value_of = {"min": months, "max": int(span.high)}
        return [replace(base, id="reserve_months", value=value_of)]
    band, single = bands.horizon(span.low, span.high, span.bound)
    out = [replace(base, id="horizon", value=band, sure=sure and single)]
    strict = span.bound in ("over", "under") or (span.bound == "at_most" and band == "lt_1y")
    if span.low >= 1 and not strict:
        length: Any = _whole(span.low)
        if span.high is not None:
            length = {"min": length, "max": _whole(span.high)}
        out.append(replace(base, id="horizon_months", value=length, sure=sure and single))
    return out


def _years(base: Reading, span: Span) -> Reading:
    low = span.low - Fraction(1, 2) if span.bound == "under" and span.low > 1 else span.low
    band, single = bands.experience(low, span.high)
    if span.bound == "at_most":
        single = single and bands.experience(span.low - Fraction(1, 2))[0] == band
    over_top = span.bound == "over" and span.low >= 120
    open_end = span.bound in ("at_least", "over") and band != "gt_10" and not over_top
    value = "gt_10" if over_top else band
    return replace(
        base, id="experience_years", value=value, sure=base.sure and single and not open_end
    )


def _whole(months: Fraction) -> int:
    return max(1, int(months + Fraction(1, 2)))
