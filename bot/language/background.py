"""Where a client's income comes from, and how what they own stands to what they owe."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.clauses import Clauses
from bot.language.reading import Reading

_JOB_ZH = (
    r"(?:老师|教师|教授|医生|护士|程序员|码农|工程师|会计|职员|白领|律师|警察|军人|公务员|科员"
    r"|文员|工人"
    r"|客服|研究员|产品经理|项目经理|销售|主管|厨师|店员|保安|飞行员|空姐|设计师)"
)
_JOB_EN = (
    r"(?:employee|teacher|nurse|doctor|engineer|accountant|civil servant|software developer"
    r"|developer|programmer|lawyer|manager|police officer|policeman|firefighter|professor|lecturer"
    r"|analyst|clerk|secretary|receptionist|technician|mechanic|scientist|researcher|pharmacist"
    r"|electrician|social worker|paramedic|librarian|cashier|factory worker|office worker)"
)
_ITEM = r"(?:^|[,，、;；.。]\s?|\band )"
_ITEM_END = r"(?=\s?(?:$|[,，、;；.。!]|and\b|with\b|for \d|in \w+|at \w+))"
_SOURCES: tuple[tuple[str, bool, re.Pattern[str]], ...] = (
    (
        "pension",
        True,
        re.compile(
            r"(?:退休金|养老金)(?:每个?月|一个月|有|是|大概|差不多|也就|不多|[0-9一二两三四五六七八九])|(?:靠|领着?|拿着?|吃|有"
            r"|收入(?:是|主要是|就是)"
            r"|主要是)[^，。,.]{0,4}(?:退休金|养老金|退休工资)|\b(?:live on|lives? off"
            r"|living on|live off"
            r"|living off|receive|get|draw|drawing|on|(?:income|living|money|paid)(?: is| comes)? from"
            r"|is) (?:a |my |our )?(?:small |modest |state |company |government )?pension\b"
            r"|\bpensioner\b|\bretired on (?:a |my )?(?:\w+ )?pension\b|\b(?:collect|collecting"
            r"|get|receive|live on|living on)"
            r" social security\b|\b(?:my|our) (?:state )?pension (?:pays|brings)\b|\bpension(?:s)? (?:is|are) (?:my|our) (?:only|main)\b"
        ),
    ),
    (
        "pension",
        False,
        re.compile(
            r"(?:我)?(?:已经|刚|早就)?退休了|(?:已|刚)退休|\bi(?:'m| am) (?:already "
            r"|now )?retired\b"
            r"|\bretiree\b"
        ),
    ),
    (
        "none",
        True,
        re.compile(
            r"(?:没有?|无|暂无)(?:任何|固定|稳定)?收入(?!来源不)|无业|待业|失业(?!保险|金|率"
            r"|了?(?:也|都|还|就|怎么"
            r"|的话))|全职(?:妈妈|太太|主妇|爸爸)|家庭主妇|没(?:有)?(?:在)?(?:工作|上班"
            r"|找到工作)|被裁(?!的)|被辞退"
            r"|(?<!全)不上班|下岗"
            r"|\bunemployed\b|\bno income\b|\bout of work\b|\bstay-at-home (?:mom|mum|dad|parent"
            r"|mother|father|wife|husband)\b|\bhomemaker\b|\bhousewife\b|\bbetween jobs\b"
            r"|\blaid off (?:in|last|this|since|and)\b|\bi don't (?:work|have a job)\b(?! (?:weekends|there|for|in|with|on|at))|\blost my job\b|\b(?:got|was|been) (?:laid off|made redundant|let go)\b|\bjobless\b"
            r"|\bnot working (?:right now|at the moment|currently|these days)\b"
        ),
    ),
    (
        "none",
        False,
        re.compile(
            r"(?:我)?(?:还)?是?(?:个)?(?:大)?学生(?:$|[，。,.])|\bi(?:'m"
            r"| am) a (?:full-time )?student\b"
        ),
    ),
    (
        "self_employed",
        True,
        re.compile(
            r"自由职业|(?:自己|我)[^，。,.]{0,4}接单|自由撰稿|个体户|自雇|接私活|接(?:点|些)?(?:设计|翻译|装修|写作"
            r"|零)?的?活(?!动)|跑滴滴"
            r"|(?:开|跑)(?:网约车|滴滴|出租)|跑外卖|送外卖|摆(?:个)?(?:地)?摊|开出租|做自媒体"
            r"|\bfreelanc(?:e"
            r"|er|ing)\b"
            r"|\bself[- ]employed\b|\bdrive for (?:uber|lyft|grab|didi|bolt)\b|\buber driver\b"
            r"|\bmy own practice\b|\bi do contract work\b|\bi(?:'m"
            r"| am) an? (?:\w+ )?contractor\b|\bsole trader\b"
            r"|\b(?:drive|work|cook|paint|trade) (?:[^,.;]{1,14} )?for myself\b|\bindependent contractor\b|\bgig work"
        ),
    ),
    (
        "business",
        True,
        re.compile(
            r"(?:收入|钱|靠|主要)[^，。,.]{0,6}(?:公司(?!发|给|上班|的?工资)|做生意|生意"
            r"|开(?:公司|店"
            r"|厂)|厂里|店里|经营|分红)|公司分红|\bdividends from my (?:own )?company\b|\b(?:income"
            r"|money) (?:is |comes |mainly |mostly )*from my (?:own )?(?:business|company|shop"
            r"|firm)\b|\bprofits? from my (?:business|company)|\blive off my (?:business|company)"
        ),
    ),
    (
        "business",
        False,
        re.compile(
            r"做(?:点|些)?(?:小)?生意|企业主|我是[^，。,.]{0,8}老板|我?(?:自己)?开(?:了"
            r"|的)?[^，。,.]{0,6}(?:公司|店|厂)"
            r"|\bbusiness owner\b|\bi (?:own|run) (?:a|my)[^,.;]{0,16}(?:business|company|shop"
            r"|firm|restaurant)"
        ),
    ),
    (
        "salary",
        True,
        re.compile(
            r"(?:靠|领|拿|收入(?:是|主要是|就是|来源是|来自)|主要是|就是"
            r"|固定)[^，。,.]{0,4}(?:工资|薪水|死工资|薪资)|工薪(?:族|阶层)"
            r"|上班族|体制内|吃(?:公家|财政)饭|给(?:别人|人家|老板|公司)打工|在编|(?:国企|央企"
            r"|外企|私企|大厂)(?:的)?(?:员工|职工|上班|工作)"
            r"|(?:我|本人)(?:是)?做(?:销售|it|技术|行政|财务|人事|运营|护理|工程)的|打工(?:人"
            r"|的|仔|族)|公务员(?!考)|事业单位|(?:在)[^，。,.]{1,10}(?:上班"
            r"|工作(?!室)"
            rf"|任职|就职|教书)|(?:我是|当|做|我就是|我一)[^，。,.]{{0,10}}{_JOB_ZH}"
            rf"|{_ITEM}(?:上班|在职|打工|国企|央企|外企|[^，。,.、的是以]{{0,4}}{_JOB_ZH}){_ITEM_END}"
            r"|\bsalaried\b|\b(?:my|on a"
            r"|a fixed|a monthly|a regular) salary\b|\bi(?:'m| am)? (?:currently )?(?:work"
            r"|working) "
            r"(?:full[- ]time |part[- ]time )?(?:for|at|in|as)\b"
            rf"|{_ITEM}(?:i )?(?:work|working) (?:full[- ]time |part[- ]time )?(?:in|for|at"
            rf"|as) (?!my|me|it|the (?:morning|evening|night))\w+"
            rf"|\bi(?:'m| am) (?:an? )?(?:\d\d[- ]year[- ]old )?(?:[a-z]{{1,12}} )?{_JOB_EN}\b"
            rf"|(?:^|[,.] ?|\d |old )(?:an? )?(?:[a-z]{{3,12}} ){{0,2}}{_JOB_EN}{_ITEM_END}"
            r"|\bi teach (?:at|in)\b|\bfull[- ]time job\b|\b9[- ]to[- ]5\b"
            r"|(?<!to )\bpaycheck\b(?! to)|\bwork full[- ]time\b|\bi(?:'ve"
            r"| have)(?: got)? a (?:steady |good |stable |normal |regular )?job\b"
            r"|\bon wages\b|\bmy (?:monthly |regular )?wages?\b|\bmy employer\b"
        ),
    ),
)
_WAS = re.compile(
    r"(?:以前|之前|曾经|原来|当过|过去|年轻时)[^，。,.]{0,6}$|\b(?:used to|was|formerly|previously"
    r"|ex|retired|former|once)\b[^,.;]{0,14}$|^\W*retired "
)
_WILL = re.compile(
    r"(?:想|打算|准备|明年|以后|将来|希望|找(?:份|个)?|考|怕|担心|万一|就算|即使|哪怕|害怕|会不会|快要?"
    r"|即将)[^，。,.]{0,8}$"
    r"|\b(?:want|will|going to|plan|planning|next (?:year|month)|hope|would like|looking for"
    r"|thinking|considering|become|becoming|apply|at \d\d|when i|until|even if|afraid|worried|worry"
    r"|fear|what if|in case|soon"
    r"|might|may|could|could be|about to|scared)\b[^,.;]{0,22}$"
)
_WILL_AFTER = re.compile(
    r"\s?(?:了)?(?:怎么办|的话|的人|保险|补贴|benefits?|insurance|next (?:year|month)|soon\b|wages)"
)
_NO = re.compile(
    r"(?:不是|没有?|不|非|不再|不想)[^，。,.]{0,2}$"
    r"|\b(?:not|no longer|don't|never|isn't|nor)(?: (?:a|an|on|have|get|living|working))?\s?$"
)
_FAMILY = re.compile(
    r"(?:公司|店里?|厂里?|企业|单位|集团)(?:现在|已经|都|也|里)*$"
    r"|\b(?:company|firm|business|shop)(?: is| was|'s)? $|"
    r"(?:老人|父母|爸妈|双亲|老伴|爱人|老婆|老公|太太|先生)(?:们|都|也|自己"
    r"|各自|现在)*$"
)
_FORMER = re.compile(r"在(?:家)?[^，。]{0,2}(?:找|没|不)|\b(?:retired|former|ex)\b(?! on)")
_ENDED = re.compile(r"还清|paid (?:it |them )?off|paid off|not any ?more|now i'm out|no longer")


def income_source(text: str, clauses: Clauses, *, asking: str | None = None) -> Iterable[Reading]:
    """Where the client's income comes from, as far as they say it themselves."""
    seen: dict[str, Reading] = {}
    for source, certain, pattern in _SOURCES:
        for match in pattern.finditer(text):
            if source in seen or not _is_so(text, match, clauses):
                continue
            sure = certain and not clauses.asks(match.start())
            seen[source] = Reading(
                "income_source", source, match.start(), match.end(), sure, how="lexicon"
            )
    if "pension" in seen and "salary" in seen and not seen["pension"].sure:
        del seen["pension"]
    several = sum(1 for r in seen.values() if r.sure) > 1
    for reading in seen.values():
        yield Reading(
            reading.id,
            reading.value,
            reading.start,
            reading.end,
            reading.sure and not several,
            how="lexicon",
        )


def works(words: str) -> bool:
    """Whether words speak of work that is paid for: 在食堂上班, "high school teacher"."""
    return any(
        source in ("salary", "self_employed") and pattern.search(words)
        for source, _, pattern in _SOURCES
    )


def _is_so(text: str, match: re.Match[str], clauses: Clauses) -> bool:
    """Whether what a phrase says holds for the client, and now."""
    at = match.start() + len(match.group()) - len(match.group().lstrip(" ,，、;；.。"))
    if clauses.doubtful(at) or clauses.of_a_child(at):
        return False
    before = text[clauses.around(at)[0] : at]
    if _FAMILY.search(before) or _FORMER.search(match.group()):
        return False
    if _WAS.search(before) or _NO.search(before) or _WILL.search(before):
        return False
    return not _WILL_AFTER.match(text, match.end())


_DEBTS: tuple[tuple[str, bool, re.Pattern[str]], ...] = (
    (
        "heavy_debt",
        True,
        re.compile(
            r"负债累累|债台高筑|一屁股债|欠(?:了)?(?:很多|不少|一大笔|一堆)(?:钱|债|外债)?|债务缠身"
            r"|资不抵债|外债很多|还不上"
            r"|入不敷出|(?:月供|房贷|还款|还贷|债务|贷款|负债)的?压力(?:很|太|特别|非常|挺|比较"
            r"|有点|蛮)?(?:大|重)"
            r"|负债(?:很|较|比较|太|特别|挺)(?:多|重|高)|债(?:很|太|特别)多|被?(?:房贷|贷款|债)压得"
            r"|\b(?:deep(?:ly)? in debt|drowning in debt|heavily in debt|lots? of debt"
            r"|a lot of debt"
            r"|heavy debts?|(?:so|too) much debt|buried in debt|up to my (?:ears|eyeballs"
            r"|neck) in debt"
            r"|can't keep up with (?:my|our) (?:debt|loan|payment|repayment)s?"
            r"|struggling (?:with|to repay"
            r"|to pay)[^,.;]{0,16}(?:debt|loan|mortgage)s?|maxed out)\b"
        ),
    ),
    (
        "break_even",
        True,
        re.compile(
            r"还完(?:月供|房贷|车贷|贷款|信用卡)[^，。]{0,6}(?:白干|没了|精光|见底)|收支(?:大致|基本|差不多|刚好)?(?:相抵|平衡|持平)|月光(?!宝盒|下)|刚好够花"
            r"|攒不下(?:什么)?钱|存不下(?:什么)?钱"
            r"|挣多少花多少|赚多少花多少|(?:每个?月|月底|还完[^，。]{0,6})[^，。]{0,6}(?:不剩"
            r"|剩不下|没剩)"
            r"|\b(?:paycheck to paycheck|pay ?check to pay ?check|month to month financially"
            r"|(?:about |just |roughly )?break(?:ing)? even|make ends meet|making ends meet"
            r"|everything (?:i|we) (?:earn|make) goes (?:on|to|towards)|spend (?:everything|all|all of what) (?:i|we) earn"
            r"|nothing left (?:over )?at the end of the"
            r" month|can't (?:really )?save anything)\b"
        ),
    ),
    (
        "some_savings",
        True,
        re.compile(
            r"(?:每个?月|每年|年年|月月)[^，。]{0,6}(?:有(?:一)?(?:点|些)?结余|能?(?:存下?"
            r"|攒下?|剩下?)(?:个|一)?(?:点|些|几千"
            r"|几万)|能?剩下?个?(?:[一二两三四五六七八九]{1,2}[千万]|[0-9]{3,5}))|略有结余|小有积蓄|有(?:一)?些结余|有(?:一)?点结余"
            r"|\b(?:(?:(?:put|set|setting|putting) (?:a little|something|some|a bit"
            r"|a few hundred)(?: money)?"
            r" (?:aside|away|by)|sav(?:e|ing) (?:a (?:little|bit|couple of hundred|few hundred)|some"
            r"|something)(?: money)?) (?:every|each)"
            r"|(?:a (?:little|bit)|some(?:thing)?|some money) left (?:over )?(?:every|each"
            r"|at the end of the)"
            r" month|modest savings)\b"
        ),
    ),
    (
        "some_savings",
        False,
        re.compile(r"有(?:一)?[点些](?:存款|积蓄)|\bsome savings\b"),
    ),
    (
        "wealthy",
        True,
        re.compile(
            r"(?:非常|很|特别|十分)宽裕|财务自由|家底(?:很)?厚|\b(?:wealthy|financially (?:free"
            r"|independent)"
            r"|very well off|very comfortable financially)\b"
        ),
    ),
    (
        "comfortable",
        True,
        re.compile(
            r"(?:手头|经济|财务|家里|条件|日子|家境|生活)(?:上|状况)?(?:也|都|一直)?(?:比较|挺"
            r"|算|还算|还|蛮|相对)+宽裕"
            r"|(?:比较|挺|还算|蛮|相对)宽裕|小康(?:家庭|之家|水平)|\b(?:financially comfortable"
            r"|well off"
            r"|comfortable financially|comfortably off|(?:doing|do) (?:well|fine"
            r"|ok(?:ay)?) financially"
            r"|live comfortably|but (?:we're|i'm|we are) comfortable(?! with)"
            r"|(?:in )?a comfortable (?:financial )?position)\b"
        ),
    ),
)


def debts(text: str, clauses: Clauses) -> Iterable[Reading]:
    """The balance of what is owned and owed, where a client puts it in so many words.

    Words that only hint at it (有点存款) are not sure; two different ones neither.
    """
    found: list[Reading] = []
    for value, certain, pattern in _DEBTS:
        for match in pattern.finditer(text):
            if any(r.start < match.end() and match.start() < r.end for r in found):
                continue
            if not _is_so(text, match, clauses) or _ENDED.search(text, match.end()):
                continue
            sure = certain and not clauses.asks(match.start())
            found.append(
                Reading("debt_position", value, match.start(), match.end(), sure, how="lexicon")
            )
    yield from found
