"""What kind of client speaks: an individual, a business, an institution."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language import hedges
from bot.language.clauses import Clauses
from bot.language.reading import Reading

_WORKS_THERE = re.compile(
    r"上班|工作|就职|任职|打工|供职|\b(?:works? (?:for|at|in)|working (?:for|at|in)|employed|job)\b"
)
_VENTURE = (
    r"(?:公司|店|小店|厂|工厂|餐馆|饭店|餐厅|企业|超市|工作室|诊所|网店|淘宝店|门店|铺子"
    r"|便利店|民宿|培训班|奶茶店|贸易|外贸)"
)
_BUSINESS = re.compile(
    rf"(?:我|我们|自己|俺|咱|和朋友|跟朋友|夫妻俩|本人"
    rf"|家里)[^，。；,.;?？!！]{{0,8}}(?:开了?|经营|办了?|创办|创立|运营"
    rf"|注册了?)[^，。；,.;?？!！]{{0,8}}{_VENTURE}|^(?:开|经营"
    rf"|办)[^，。；,.;?？!！]{{0,6}}{_VENTURE}"
    rf"|我(?:们)?有(?:一?家|个|间)[^，。；,.;?？!！]{{0,6}}{_VENTURE}|个体户|个体工商"
    rf"|小微企业|企业主"
    rf"|我是[^，。,.]{{0,8}}(?:老板|企业主|法人|创始人)|做(?:点|些)?(?:小)?(?:生意|外贸"
    rf"|电商|批发)|中小企业"
    r"|\b(?:i|we)(?:'ve| have)? (?:also )?(?:own|run|started|founded|manage|operate"
    r"|co-own|opened)(?: and (?:run|operate))? (?:a|an|my|our|two|three|several"
    r"|my own)[^,.;?!]{0,24}\b(?:company|business|shop|restaurant|store|factory|startup"
    r"|clinic|bakery|agency|caf[eé]|firm|practice|hotel|salon)"
    r"|\bmy (?:own |small |little |family |own small )(?:company|business|firm|shop"
    r"|restaurant|store)|\bsmall business(?: owner)?\b|\bbusiness owner\b|\bsole trader\b"
    r"|\b(?:an?|our|my|the|small|for|as) smes?\b"
    r"|\bsme (?:owner|business|company|loan|finance)\b|\bself-owned business\b"
    r"|\bowner of (?:a|an|my)[^,.;]{0,16}(?:company"
    r"|business|shop|restaurant|store|firm)"
)
_MAYBE_BUSINESS = re.compile(
    r"我们?(?:小)?公司|我司|本公司|我们(?:厂|店|企业)|公司(?:账上|账户|闲置|的?资金|周转"
    r"|流动)|\b(?:our|my) (?:company"
    r"|business|firm|startup|shop|restaurant|store|factory)\b"
)
_BUSINESS_NEED = re.compile(
    r"资金|周转|贷款|融资|收款|结算|员工|闲置|账上|货款|供应商|司库|理财|付款|发工资|客户"
    r"|\b(?:treasury|cash|loan|payments?"
    r"|payroll|suppliers?|employees|staff|working capital|financing|revenue|turnover"
    r"|customers|funds|reserves|settle)"
)
_EMPLOYEE = re.compile(
    r"上班|打工|给我|裁|奖金|年会|老板|发了|食堂|同事|入职|工资是|\b(?:pays me|employer"
    r"|401k|laid|boss|salary"
    r"|pays my|work for|working for|employed|hr\b|pension scheme|matches)\b"
)
_FUND = (
    r"(?:基金会|基金公司|基金|保险公司|资管公司|资产管理|证券公司|券商|私募|公募|信托公司"
    r"|银行|养老基金|企业年金|大学|学校|医院|慈善机构|机构"
    r"|家族办公室|财务公司|寿险公司|险企|社保)"
)
_INSTITUTION = re.compile(
    rf"我们(?:这边)?(?:是|作为)?(?:一家|一个|个|家|一支"
    rf"|一只)?[^，。；,.;?？!！家老]{{0,6}}{_FUND}(?!里|的?产品|亏|赚"
    rf"|经理|到期|理财)|我们机构|我(?:方|所)?代表[^，。；]{{0,12}}{_FUND}|机构(?:客户"
    rf"|投资者|资金)|捐赠基金|大学基金会|保险资金"
    rf"|险资|我司(?:是|为)?[^，。]{{0,6}}(?:基金|资管|保险公司|券商|私募)"
    rf"|作为(?:一家)?(?:机构|保险公司|基金公司|私募)"
    r"|\b(?:we are|we're|i represent|on behalf of|representing|i manage (?:money|assets"
    r"|the portfolio|investments) for|we manage|we run|i run|i'm calling from|acting for"
    r"|here for)(?: [a-z-]{1,14}){0,4} (?:pension funds?|endowment|insurer"
    r"|insurance company|asset manager|asset management|hedge fund|mutual fund|foundation"
    r"|family office|sovereign|institution|fund house|charity|university|fund\b"
    r"|trust company|bank\b|reinsurer|pension scheme)"
    r"|\binstitutional (?:investor|client|money|account|mandate)|\bour (?:fund|endowment"
    r"|foundation|investment committee|pension fund|institution|general account"
    r"|asset management|mandate|insurance company|charity)\b|\bour (?:university|hospital"
    r"|charity)'s\b"
)
_INDIVIDUAL = re.compile(
    r"个人(?:名义|投资者?|客户|理财|用户|使用|的钱|资产|需求|身份|账户)|以个人|我个人"
    r"|自然人|自己的钱|我自己(?:用|投|理财|的)"
    r"|\bas an individual\b|\bindividual (?:investor|client)\b|\bpersonal (?:savings"
    r"|money|finances|account|wealth|investments?)\b|\bprivate (?:individual|person"
    r"|investor)\b|\bfor myself\b|\bmy own money\b|\bjust (?:me|myself)\b|\bpersonally\b"
)
_SHORT_SEGMENTS = (
    ("business", re.compile(r"公司|企业|个体|生意|店|\b(?:company|business|firm|sme)\b")),
    (
        "institution",
        re.compile(
            r"机构|基金公司|保险公司|\b(?:institution|institutional|fund|endowment|insurer)\b"
        ),
    ),
    (
        "individual",
        re.compile(r"个人|自己|本人|家庭|\b(?:individual|personal|myself|me|family|private)\b"),
    ),
)


_NEXT = 10
"""How far behind words they are taken back: 个体户，哦不对，没收入."""


def segment(text: str, clauses: Clauses, *, asking: str | None = None) -> Iterable[Reading]:
    """The kind of client that speaks, where the text says so; nothing otherwise."""
    if match := _INSTITUTION.search(text):
        works = bool(_WORKS_THERE.search(clauses.words(match.start())))
        yield _of_segment("institution", match, sure=not works)
        return
    if match := _BUSINESS.search(text):
        start, _ = clauses.around(match.start())
        tail = text[start : match.end()]
        sure = not re.search(
            r"想(?:自己)?(?:开|办|创)|打算开|准备开|以前|曾经|倒闭|关了|\b(?:want to|used to"
            r"|plan to|thinking of)\b",
            tail,
        )
        taken_back = hedges.restated(text[match.end() : match.end() + _NEXT])
        if taken_back or clauses.of_someone_else(match.start()):
            sure = False
        yield _of_segment("business", match, sure=sure)
        return
    if match := _MAYBE_BUSINESS.search(text):
        words = clauses.words(match.start())
        sure = bool(_BUSINESS_NEED.search(text)) and not _EMPLOYEE.search(words)
        yield _of_segment("business", match, sure=sure)
        return
    if match := _INDIVIDUAL.search(text):
        yield _of_segment("individual", match, sure=True)
        return
    if asking == "segment" and len(text) <= 30:
        hits = [(name, m) for name, p in _SHORT_SEGMENTS if (m := p.search(text))]
        if hits:
            refused = bool(re.search(r"不是|不|\bnot\b|\bno\b", text))
            name, hit = hits[0]
            yield _of_segment(name, hit, sure=len(hits) == 1 and not refused)


def _of_segment(name: str, match: re.Match[str], *, sure: bool) -> Reading:
    return Reading("segment", name, match.start(), match.end(), sure, False, False, "lexicon")
