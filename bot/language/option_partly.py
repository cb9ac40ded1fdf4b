"""Words that rule some options of a question out and choose none of the rest: 没有债, 基金.

What is left is asked about. Without this a client who owes nothing would be taken for a rich one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_FILL_ZH = (
    r"(?:嗯|哦|啊|呃|额|那|[我俺咱]们?|家里?|目前|现在|暂时|基本上?|几乎|完全|真的?"
    r"|的确|确实|倒|可以说|应该|从来|一直|一向|也|都|就|是|还|反正|其实|公司|单位|账上|在?外面|外头"
    r"|房子?(?!贷)|车子?(?!贷)|全款"
    r"|[，,、\s])*"
)
_END = (
    r"(?:的|了|呢|啊|呀|哈|吧|嘛|哦|啦|呗|过|就行|就好|就可以|都行|看看|to speak of|at all"
    r"|whatsoever"
    r"|really|right now|now|currently|at the moment|these days|any ?more|thankfully|so far|yet"
    r"|thanks|please|of any kind|here|mostly|[\s，,。.！!~])*"
)
_FILL_EN = (
    r"(?:(?:well|um+|oh|hmm|honestly|actually|luckily|fortunately|thankfully|we've|i've|we're"
    r"|i'm|i am|we are|we|i|have|has|had|got|hold"
    r"|currently|at the moment|right now|really|basically"
    r"|practically|virtually|pretty much|completely|totally|entirely|it's|it is|there's|there is"
    r"|there are|the (?:company|firm|business) (?:has|is)|do|does|that's|just|only|mainly|mostly"
    r"|maybe|some|a few|in|for us|for me)\b[\s,]*)*"
)

# ── owing nothing ──

_DEBT = (
    r"(?:外债|内债|负债|债务?|贷款?|房贷|车贷|网贷|欠款|欠债|欠账|借款|按揭|月供|花呗|借呗|信用卡账单"
    r"|(?:(?:outstanding|other|big|major|real|actual|consumer|bank|personal|car|student|home"
    r"|business|credit card|external)\s)*(?:debts?|loans?|mortgages?|borrowings?|liabilit(?:y|ies)"
    r"|leverage|overdraft|credit))"
)
_DEBTS = (
    rf"{_DEBT}(?:(?:和|、|，|,|/|跟|或|也没有?|\band\b|\bor\b|\bnor\b|\s)*(?:no |any )?{_DEBT})*"
)
_OWES_NOTHING_ZH = (
    r"(?:(?:没有?|无|冇|零|0|没得|不存在)(?:有|背|任何|什么|啥|一点儿?|半点|多少|过|其他|别的|一分钱?|半毛钱?"
    rf"|的|\s)*{_DEBTS}"
    r"|(?:不|没有?|从不|从没|未)(?:曾)?(?:怎么|大|太)?(?:拖)?欠(?:着|过|任何|什么|啥|别人|人家|他人|人|谁家?|银行|外面"
    r"|外头|亲戚|朋友|一分|半毛|一毛|半分|哪家|的|钱|债|账|款|贷款|外债)*"
    r"|(?:一分|一毛|半分|半毛|一点|一个子儿?)(?:钱|债)?(?:都|也)?(?:没有?|不|未)(?:欠|借|贷)"
    r"(?:别人|人家|谁|银行|过|的|钱)*"
    r"|(?:一分|一点儿?|半点)的?(?:债务?|外债|贷款|负债)(?:都|也)?(?:没有?|无)"
    rf"|{_DEBTS}(?:是|倒|都|也|全|一分|一点|目前|暂时)*(?:没有?|无|为零|是零|为0|是0|零)"
    rf"|{_DEBTS}(?:都|也|已经|早就?|全|刚)*(?:还|结|付)(?:清|完|掉|光)"
    r"|(?:没有?|从不|从没|从来不|从来没)(?:跟|向|找|管)?(?:别人|人家|人|谁|银行)?(?:借|贷)"
    r"(?:过|别人|人家|人|银行|任何|的|钱|款)*"
    r"|(?:房子?|车子?|房车|房子车子)(?:都|也)*是?全款买?|[无没]债一身轻|没有?账|没有?|无|零负债)"
)
_OWES_NOTHING_EN = (
    r"(?:(?:no|zero|without(?: any)?|not any|not have any|(?:don't|do not|doesn't) (?:really )?have"
    r"(?: any| an?)?|(?:haven't|hasn't) (?:got )?(?:any|an?)|not got any|hardly any|barely any"
    rf"|little or no|nil|never had (?:any|an?)|free of|free from|clear of)\s+{_DEBTS}"
    r"|never (?:borrowed|borrow)(?: (?:a penny|anything|money|from (?:anyone|anybody)))*"
    r"|not an? (?:penny|cent|dime) (?:is )?owed|nada"
    r"|(?:owe|owing|owed) (?:nobody|no ?one|nothing|no money|not an? (?:penny|cent|thing))"
    r"(?: (?:anything|to (?:anyone|anybody|nobody|no one|any bank|the bank)|an? (?:penny|thing)))*"
    r"|(?:don't|do not|doesn't|never|not) (?:owe|owing)(?: (?:anyone|anybody|anything|any|money"
    r"|an? (?:penny|cent|thing|dime)|the bank|any bank|to|nothing))*"
    r"|(?:debt|loan|mortgage)[- ]?free|not in (?:any )?debt|out of debt|nothing (?:owed"
    r"|outstanding)"
    r"|nothing to (?:repay|pay (?:back|off))|unlevered"
    r"|(?:(?:all|the|my|our|every)\s)*(?:debts?|loans?|mortgages?|house|home|cars?|cards?)"
    r"(?: and (?:the |my |our )?\w+)?(?:'s|'re| is| are)?(?: all| already| fully| now| long since)*"
    r" (?:paid|cleared|repaid)(?: off| up| in full)?"
    r"|(?:paid|cleared) (?:it|them|everything|all|the|my|our|loans?|debts?|mortgage|\s)*(?:off)?"
    r"|none|nil|zero)"
)
_SMALL = (
    r"(?:小|一|两|几|点|张|些|个|笔|普通|少量|每月还清的?)*(?:信用卡|花呗|借呗|白条|手机分期|分期)(?:账单)?"
    r"|(?:an?|the|my|our|one|two|some|small|little|tiny|usual|the odd|couple of|few|\s)*"
    r"(?:credit cards?|store cards?|cards?|phone contract|phone plan|overdraft)"
    r"(?: bills?| balance| debts?)?"
)
_LOAN = (
    r"(?:一|两|几|点|个|笔|套)*(?:房贷|按揭|月供|车贷|助学贷款)"
    r"|(?:an?|the|my|our|one|some|small|little|car|student|home|house|\s)*(?:mortgages?|loans?)"
)
_BESIDES = (
    rf"(?:(?:除了|除|不过|但|就|只|仅|有|是|还|也|\s)*(?P<s>{_SMALL}|{_LOAN})(?:以外|之外|外)?"
    rf"|(?:except(?: for)?|apart from|other than|besides|but(?: for)?|just|only|aside from|bar"
    rf"|save for|excluding)\s(?:just |only )?(?P<e>{_SMALL}|{_LOAN}))"
)
_FIRST = rf"(?:除了(?P<f>{_SMALL}|{_LOAN})(?:以外|之外|外)?(?:就|都|别的|其他|也)*)?"
_CLAUSE = re.compile(r"[，,、。.;；!！~]+|\band\b|\bor\b|\bnor\b")
_FILLED = re.compile(_FILL_ZH), re.compile(_FILL_EN)
_OWES_NOTHING = re.compile(
    rf"{_FIRST}(?:{_OWES_NOTHING_ZH}|{_OWES_NOTHING_EN}){_END}(?:{_BESIDES}{_END})?"
)
_ONLY_BESIDES = re.compile(_BESIDES + _END)
_MORE_DEBTS = re.compile(rf"(?:(?:no|any)\s)?{_DEBT}{_END}|{_END}")
_HAS_LOAN = re.compile(_LOAN)
_NET_CASH = re.compile(
    rf"(?:a )?(?:net cash(?: positive| position)?|cash[- ]positive"
    rf"|(?:no|zero|negative) net debt|净现金|现金(?:比|多于|大于)(?:负债|债)(?:务)?多?){_END}"
)


def _debts(said: str) -> tuple[str, ...]:
    """Who owes nothing may have as little as they owe, or plenty."""
    if _NET_CASH.fullmatch(_begun(said)):
        return ("some_savings", "comfortable", "wealthy")
    told, excepted = False, ""
    for clause in _CLAUSE.split(said):
        words = _begun(clause)
        if found := _OWES_NOTHING.fullmatch(words) or _ONLY_BESIDES.fullmatch(words):
            told = True
            excepted = excepted or next((w for w in found.groupdict().values() if w), "")
        elif not _MORE_DEBTS.fullmatch(words):
            return ()
    if not told:
        return ()
    rest = ("break_even", "some_savings", "comfortable", "wealthy")
    return ("heavy_debt", *rest) if _HAS_LOAN.fullmatch(excepted.strip()) else rest


def _begun(clause: str) -> str:
    """A clause without the words with which it opens."""
    at, before = 0, -1
    while at > before:
        before = at
        for filled in _FILLED:
            if opening := filled.match(clause, at):
                at = opening.end()
    return clause[at:]


# ── living on a shop ──

_SHOP_ZH = (
    r"(?:面馆|饭馆|餐馆|茶馆|馆子|饭店|店面|小店|门店|网店|店子?|摊子|摊位|小?摊|铺子|铺面|商铺|铺|超市|档口"
    r"|小卖部|作坊|民宿|农家乐|果园|鱼塘|养[殖鸡猪]场|菜地|诊所)"
)
_SHOP_EN = (
    r"(?:shop|store|caf[eé]|restaurant|bakery|salon|stall|pub|bar|farm|garage|takeaway|diner"
    r"|noodle place|b&b|food truck|guesthouse|workshop|kiosk|laundrette|barbershop)"
)
_LIVES_ON_A_SHOP = re.compile(
    rf"(?:全家?|一家人?|主要|只)*(?:指着?|靠着?|指望着?|守着|有|开着?)"
    r"(?:我|我们|俺|咱|自己|自家|家里|这|那|的|个|家|间|小|点|开)*"
    rf"[^，。,.上打]{{0,3}}{_SHOP_ZH}(?:过日子|吃饭|生活|养家|糊口|赚钱|挣钱|赚的?|挣的?|收入|营生|里|的收入)*{_END}"
    rf"|(?:(?:it all |all |everything |income |money )?(?:comes? from|from)"
    rf"|live (?:off|on)"
    rf"|living (?:off|on)|depend on|rely on|run|own|from)?\s?"
    rf"(?:the|my|our|this|that|a)\s(?!company|firm)(?:[a-z]+ ){{0,3}}{_SHOP_EN}"
    rf"(?: (?:is|pays for|feeds) (?:it|everything|us|all|what we live on))?{_END}"
)


def _income(said: str) -> tuple[str, ...]:
    """A shop may be one person's trade, or a firm."""
    return ("self_employed", "business") if _LIVES_ON_A_SHOP.fullmatch(_begun(said)) else ()


# ── funds, of no kind ──

_FILL_BUY = (
    r"(?:(?:想|就|买|点|些|一|过|做|投|考虑|主要|可能|比较|倾向|只|我|打算|接触|有|\s)*)"
    rf"{_FILL_EN}(?:(?:buy|bought|want|would like|i'd like|like|looking at|thinking of|held"
    rf"|had)\s)?"
)
_FUNDS = re.compile(
    rf"{_FILL_BUY}(?:(?:公募|开放式)?基金(?:类|产品|理财)?|(?:an? |investment |some )*funds?"
    rf"|unit trusts?)"
    rf"{_END}"
)
_WEALTH_PRODUCTS = re.compile(
    rf"{_FILL_BUY}(?:(?:银行)?理财(?:产品|类)?|(?:bank )?wealth(?: management)? products?){_END}"
)


_FUNDS_BESIDE = re.compile(
    r"(?:理财|存款|定期|存单|余额宝)[^。.]{0,6}(?:和|跟|与|、|还有|加|，|,)[^。，,.]{0,8}基金"
    r"|\b(?:deposits?|savings|cds?|fds?|cash)\b[^.;]{0,20}(?:\band|\bplus|,)"
    r"(?: (?:some|a few|a bit of|a bit in|a little in|in))* (?:funds?|unit trusts?)\b"
)
_KIND_OF_FUND = re.compile(
    r"债|股|指数|混合|货币|货基"
    r"|\b(?:bonds?|equit(?:y|ies)|stocks?|shares?|index|money market|etfs?)\b"
)


def _intended(said: str) -> tuple[str, ...]:
    """A fund may hold anything; what a bank sells as 理财 is cash, bonds, or both mixed."""
    if _FUNDS.fullmatch(said):
        return ("money_market", "bonds", "mixed", "equity")
    return ("money_market", "bonds", "mixed") if _WEALTH_PRODUCTS.fullmatch(said) else ()


def _experience(said: str) -> tuple[str, ...]:
    """Funds beside something safer, or alone, may be of any kind; who says that they bought some
    mostly means the risky kind."""
    beside = _FUNDS_BESIDE.search(said) and not _KIND_OF_FUND.search(said)
    if not beside and ("买过" in said or "买基金" in said):
        return ()
    if beside:
        return ("wealth_products", "bond_funds", "stocks_funds")
    return ("wealth_products", "bond_funds", "stocks_funds") if _FUNDS.fullmatch(said) else ()


# ── deciding with the family ──

_KIN = (
    r"(?:老公|老婆|爱人|先生|太太|丈夫|妻子|媳妇儿?|老伴儿?|对象|男友|女友|男朋友|女朋友|爸妈|父母|爸爸?|妈妈?"
    r"|儿子|女儿|闺女|孩子们?|家里人|家人|家里|合伙人|哥哥?|姐姐?)"
)
_JOINTLY = re.compile(
    rf"(?:跟|和|同|与)(?:我|我们?家|俺)?的?{_KIN}(?:们|俩|两个人?)?[^，。,.]{{0,6}}"
    r"(?:一起|一块儿?|共同|商量|商议|讨论|一同|联合|合计|定|拿主意|决定)"
    rf"|(?:夫妻|两口子|我俩|我们俩|俩人|两人|两个人|全家|一家人|家里|大家|{_KIN}(?:跟|和|同|与)我)[^，。,.]{{0,8}}"
    r"(?:一起|一块儿?|共同|商量|商议|讨论|一同|合计|定|拿主意|决定|做主)"
    r"|\b(?:together|jointly|as a couple|as a family|both of us|we both|we discuss|talk it over"
    r"|discuss (?:it|things) with)\b"
    r"|\b(?:husband|wife|spouse|partner|fiancee?|parents|family) (?:and (?:i|me)|with me)\b"
    r"|\b(?:me|i) and my (?:husband|wife|spouse|partner|family)\b"
    r"|\bwith my (?:husband|wife|spouse|partner|family|parents|son|daughter|kids|children)\b"
)
_ALONE_OR_GUARDED = re.compile(
    r"自己|自个|我说了算|我做主|我定|我拍板|监护|代理人|法院|法定|代我|替我"
    r"|\b(?:myself|my own|(?<!and )i decide(?! together| jointly)|guardian(?:ship)?|court|legal"
    r"|law|for me|final say|our own"
    r"|ourselves)\b"
)


def _decides(said: str) -> tuple[str, ...]:
    """Who decides with their family has no guardian by that, and may have one all the same."""
    joint = _JOINTLY.search(said) and not _ALONE_OR_GUARDED.search(said)
    return ("full", "limited") if joint else ()


_A_LINE = 80
"""Longer words say more than what they rule out."""

_READERS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "debt_position": _debts,
    "income_source": _income,
    "intended_products": _intended,
    "experience_products": _experience,
    "civil_capacity": _decides,
}


def left_open(question: str, said: str) -> tuple[str, ...]:
    """The options of a question among which a folded text leaves the choice; empty where it does
    not do that: where it chooses, or says nothing of it."""
    reader = _READERS.get(question)
    return reader(said) if reader and len(said) <= _A_LINE else ()
