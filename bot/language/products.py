"""What a client has already invested in: the highest kind of product they used themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.clauses import Clauses
from bot.language.reading import Reading

LEVELS = ("none", "deposits", "wealth_products", "bond_funds", "stocks_funds", "derivatives")

_PRODUCTS: tuple[tuple[str, bool, re.Pattern[str]], ...] = (
    (
        "derivatives",
        True,
        re.compile(
            r"期货|期权|衍生品|外汇保证金|杠杆(?:etf|交易)|权证|融资融券|\b(?:(?<!in )futures"
            r"|derivatives"
            r"|warrants|cfds?|margin trading|swaps|options (?:trading|contracts)"
            r"|(?:(?:trad(?:e|ed|ing)|bought|sold|buying|selling|stock|index|call|put|using"
            r"|used|with"
            r"|futures and|and|or|some) )options)\b"
        ),
    ),
    (
        "stocks_funds",
        True,
        re.compile(
            r"股票(?!型)|(?:进|入|玩)[^，。,.]{0,4}股市|老股民|股龄|炒[^，。,.]{0,4}股|个股|a股|港股"
            r"|美股|股票型基金|股票基金|指数基金"
            r"|混合(?:型)?基金"
            r"|偏股|etf|打新股|\b(?:stocks?(?! options)|equit(?:y"
            r"|ies)|shares|index (?:funds?|trackers?)|tracker funds?|etfs?|mutual funds?)\b"
        ),
    ),
    (
        "deposits",
        True,
        re.compile(r"(?:储蓄)?国债(?!期货|逆回购)|\bgovernment savings bonds?\b|\bpremium bonds\b"),
    ),
    (
        "bond_funds",
        False,
        re.compile(r"\b(?:government|savings) bonds?\b"),
    ),
    (
        "bond_funds",
        True,
        re.compile(
            r"(?<!国)债券(?:型)?(?:基金)?|债基|企业债|可转债|固收\+?"
            r"|\b(?:(?<!savings )(?<!government )(?<!premium )bonds?"
            r"|bond funds?|treasur(?:y|ies)|gilts|fixed[- ]income)\b"
        ),
    ),
    (
        "stocks_funds",
        False,
        re.compile(
            r"(?<!币)(?<!币型)(?<!债券)(?<!债券型)(?<!纯债)基金(?!会|公司)|定投"
            r"|\b(?<!money market )(?<!bond )(?<!pension )(?<!emergency )"
            r"(?<!index )(?<!mutual )funds?\b|\bunit trusts?\b|\bcrypto|比特币|\bbitcoin\b"
        ),
    ),
    (
        "wealth_products",
        True,
        re.compile(
            r"理财产品|银行理财|理财(?!规划|师|经理|知识|经验|顾问)|货币(?:型)?基金|余额宝"
            r"|零钱通|朝朝宝|货基"
            r"|结构性存款|\b(?:money market (?:funds?|accounts?)"
            r"|wealth (?:management )?products?)\b"
        ),
    ),
    (
        "deposits",
        True,
        re.compile(
            r"定期|存款|存过|活期|大额存单|储蓄(?!国债)|存银行|\b(?:savings? accounts?"
            r"|fixed deposits?"
            r"|term deposits?|time deposits?|certificates? of deposit|cds|bank deposits?)\b"
        ),
    ),
)
_DID_ZH = re.compile(
    r"(?:买|炒|做|玩|投|持有|接触|碰|存|配|持|投资|定投|交易)(?:过|了|着)|一直在?(?:买|炒|做"
    r"|玩|投|存)|买的?第一|(?:买|炒|做|定投"
    r"|玩)[^，。,.]{0,8}(?:[0-9一二两三四五六七八九十几多]+年(?!期))|炒股(?:多年|有|已经|才|半年|刚"
    r"|[0-9一二两三四五六七八九十几]+年)|开始(?:炒|买|做|玩)|炒过[^，。]{0,4}股|老股民|进的?股市"
    r"|[都全](?:在)?(?:玩|买|炒)|(?:全|都|一直)(?:放|存)?在|开了?个?户"
    r"|有[^，。,.]{0,8}(?:经验|经历)|以前(?:买|炒|做|投)|手[里上头]有[^，。]{0,6}(?:股票|基金"
    r"|债券)|持有"
    r"|(?:平时|经常|一般|主要|偶尔|每月|一直|只|就)(?:都|也|就|是)?(?:买|炒|做|玩|定投|存)(?:点"
    r"|些|的)?"
)
_DID_EN = re.compile(
    r"\b(?:i've|i have|have|we've|had|i|we) (?:also |only |ever |mostly |previously |been "
    r"|already |always |actively |personally |mainly )*(?:bought|traded|trading|owned|own|held|have"
    r"|hold|invested in|investing in|dabbled? in|used|tried|buying|been in|trade|invest in|had"
    r"|put (?:some |my )?money in(?:to)?|some|a few|got)|\b(?:bought|traded|owned|invested in"
    r"|got into|years? of (?:buying|trading|holding|owning)|all (?:of )?my money (?:has "
    r"|is )?(?:always )?(?:been )?in"
    r"|ever kept|putting (?:some |my )?money in(?:to)?|experience (?:with|in|trading)|dabbled in"
    r"|only ever had|so far|portfolio is|trading)\b"
)
_WANTS = re.compile(
    r"想|要|打算|准备|考虑|吗|划算|可以吗|能不能|怎么|如何|什么是|什么|哪|\b(?:want|would like"
    r"|'d like"
    r"|would"
    r"|plan|thinking|consider|considering"
    r"|how|what|which|should|could|can i|looking|interested|will|about to|going to|hope)\b"
)
_NEVER = re.compile(
    r"(?:没有?|从没|从未|从来没有?|未曾|还没|不曾|不敢|不会|不)(?:有)?(?:怎么)?(?:买|炒|做|玩"
    r"|投|接触|碰|投资"
    r"|任何|什么|过|再)?[^，。；,.;]{0,6}$"
    r"|\b(?:never|haven't|have not|didn't|not|no|without|apart from|don't|avoid"
    r"|avoided)\b[^,.;]{0,30}$"
)
_NEVER_DID = re.compile(
    r"[^.;]{0,10}\b(?:but|though|and) (?:i(?:'ve)? )?(?:have )?never (?:traded|bought|owned"
    r"|touched|used|tried)"
)
"""I know a bit about futures but never traded."""
_NO_EXPERIENCE = re.compile(
    r"(?:没有?|毫无|零|无)(?:任何|什么|过)?(?:的)?(?:投资|理财)(?:的)?(?:经验|经历)"
    r"|(?:从来?没|从未|没有?"
    r"|从没)(?:有)?(?:投资|理财|投)过(?:任何|什么)?(?:东西|产品)?(?:$|[，。,.!！])|没投过资"
    r"|投资小白|理财小白|新手小白"
    r"|什么都没(?:有)?(?:买|投)过|\bno (?:investment|investing) experience"
    r"|\bno experience (?:with|in|of) invest(?:ing|ments?)"
    r"|\bnever invested\b(?! in)|\bnever invested in anything"
    r"|\bcomplete(?:ly)? (?:beginner|new to investing)|\b(?:haven't"
    r"|have not) (?:ever )?invested(?! (?:in|much|a lot))"
)
_BEGINNER = re.compile(r"小白|beginner|new to")
_BUT_USED = re.compile(
    r"(?:买|炒|做|玩|投|持有)过|\b(?:own|hold|bought)\b|(?:但|不过)[^，。]{0,4}(?:买|炒|存)"
)
_STUDIED = re.compile(
    r"(?:研究|关注|学习?|模拟|看)了?[^，。,.]{0,4}(?:股|基金|投资|期货)"
    r"|教[^，。,.]{0,4}(?:炒股|理财|投资)|\b(?:taught|teach|teaching)\b"
    r"|\b(?:reading|read|learning|learnt|learned|studying|studied|watching|following|followed)\b"
    r"|\b(?:paper|demo|simulated|virtual) "
)
"""Who only studies a product has not used it."""
_ONLY = re.compile(
    r"只|就|都|一直|过|平时|除了|从来|向来|\b(?:only|ever|just|always|mostly|nothing but|never"
    r"|apart from|so far)\b"
)
_EXCEPT = re.compile(
    r"除了|除(?=存款|定期)|\b(?:apart from|other than|except(?: for)?|besides|(?:anything"
    r"|nothing) but)\b"
)
_NOTHING_ELSE = re.compile(
    r"(?:什么|啥|别的)?(?:都|也)?没(?:有)?(?:买|碰|投|玩|做)过|\b(?:nothing|never|no other)\b"
)


def experience(text: str, clauses: Clauses, *, asking: str | None = None) -> Iterable[Reading]:
    """The highest kind of product the client says to have used; never one only asked about."""
    asked = asking == "experience_products"
    if (match := _NO_EXPERIENCE.search(text)) and not _EXCEPT.search(text, 0, match.start()):
        rest = text[: match.start()] + " " + text[match.end() :]
        doubt = _BEGINNER.search(match.group()) or _BUT_USED.search(rest)
        sure = not doubt and not clauses.doubtful(match.start())
        yield Reading(
            "experience_products", "none", match.start(), match.end(), sure, how="lexicon"
        )
        return
    best: Reading | None = None
    for level, certain, pattern in _PRODUCTS:
        for match in pattern.finditer(text):
            used = _used(text, match, clauses, asked=asked)
            if used is None:
                continue
            if best is not None and LEVELS.index(best.value) >= LEVELS.index(level):
                continue
            if level == "deposits" and not (asked or _ONLY.search(clauses.words(match.start()))):
                # 50万定期 says where the money is, not what the client has experience of.
                certain_here = False
            else:
                certain_here = certain
            best = Reading(
                "experience_products",
                level,
                match.start(),
                match.end(),
                certain_here and used,
                how="lexicon",
            )
    if best is not None:
        yield best


def _used(text: str, match: re.Match[str], clauses: Clauses, *, asked: bool) -> bool | None:
    """Whether the client used the product that is named; None where nothing says so."""
    start, end = clauses.around(match.start())
    words = text[start:end]
    former = clauses.before(match.start())
    if clauses.of_someone_else(match.start()) or clauses.unsaid(match.start()):
        return None
    excepted = _EXCEPT.search(text, start, match.start())
    if excepted and _NOTHING_ELSE.search(words):
        # 除了存款什么都没买过: what is excepted is what was used.
        return not clauses.asks(match.start())
    if _STUDIED.search(text, start, match.end()):
        return None
    if _NEVER_DID.match(text, match.end()):
        return None
    if re.match(r"(?:的)?(?:模拟|大赛|比赛)", text[match.end() :]):
        return None
    if _NEVER.search(text, start, match.start()) or clauses.of_a_child(match.start()):
        return None
    did = any(p.search(part) for p in (_DID_ZH, _DID_EN) for part in (words, former))
    if not (did or asked):
        return None
    # A wish in the clause is one for more; what was used stands in the past.
    wants = bool(_WANTS.search(words)) or clauses.asks(match.start())
    if wants and not (_DID_ZH.search(words) or _DID_EN.search(words)):
        return None
    return not wants and not clauses.hypothetical(match.start())
