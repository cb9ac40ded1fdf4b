"""Whether a sum is meant, now and in earnest: not of the past, a wish, a question or a rumour."""

from __future__ import annotations

import re

from bot.language import whose
from bot.language.clauses import Clauses

_SENTENCE_END = frozenset("。！？!?.；;\n")
_PAST = re.compile(
    r"(?:以前|之前|原来)(?!说|讲|填|写|报|告诉)|当初|原先|原本|过去(?!半年)|曾经?|当年|当时"
    r"|那时|那会儿?|从前|小时候|刚(?:毕业"
    r"|工作|参加工作)(?=时|那|的时候|月|工资|一个月|每月)"
    r"|早些年|早几年|早年|前几年|年前|个月前|(?<!税)前年|去年|上一份|上份|上家|前公司|前单位"
    r"|上个(?:工作|公司|东家)|老东家|上周|上个?月|上次|昨天|(?:19|20)[0-9]{2}年|(?:股灾|疫情"
    r"|离婚|结婚|下岗|失业|生病|创业|破产)(?:之|以)?前"
    r"|一度|本来|没退休|退休前(?!要|想|得|需|攒|存)"
    r"|\b(?:used to|back in|back then|ago|previously|formerly|once (?:had|earned|made)"
    r"|at (?:the|one) (?:time|point)"
    r"|(?:old|last|previous|former|first) (?:job|role|employer|company|position)|when i was"
    r"|as a (?:student|teen|kid|teenager|child)"
    r"|before (?:the|my|(?:i|we)(?! retire)|covid)|last (?:year|decade|month|week)"
    r"|in my (?:twenties|thirties"
    r"|20s|30s)"
    r"|originally)\b"
    r"|\bit was\b|\b(?:i|we) had\b(?! (?:like|rather|better))|\bi was (?:earning|making|on)\b"
    r"|\bin (?:19|20)[0-9]{2}\b"
)
_NOW = re.compile(
    r"现在|如今|目前|今年|眼下|\b(?:now|currently|today|nowadays|at present"
    r"|so far|(?<!to )have|i've|we've|this year)\b"
)
_THEN = re.compile(
    r"\s?(?:last year|back then|(?:a|one|two|three|[0-9]+) years? ago|at the time|before (?:i"
    r"|we|my|the|he|she|covid)\b|(?:那|当)时|以前)"
)
_LAST_YEAR = re.compile(r"去年|\blast year\b")
_THIS_YEAR = re.compile(r"今年|现在|\b(?:this year|now)\b")
_STILL = re.compile(
    r"一直没动|没动过|还没动|还在|一直放着|\b(?:want to (?:invest|put|save) it|untouched"
    r"|still (?:there|have it|sitting))\b"
)
_AT_HAND = re.compile(
    r"手[里上头边]|卡里|账上|存款|闲钱|积蓄|这(?:笔|个)?$|\b(?:in hand|in cash|saved|savings"
    r"|this)\b"
)
"""What is at hand is there now, whatever the clause before speaks of."""
_GONE = re.compile(
    r"没了|花光|花完|用完|亏光|亏完|没剩|所剩无几|被裁|失业|倒闭|破产|已经?没有"
    r"|\b(?:all gone|gone now|it's gone|lost it|spent it|spent most|not anymore|any ?more"
    r"|laid off|lost my job)\b"
)
_NOT_YET = re.compile(
    r"明年|(?<!税)后年|下个?月|将来|未来|以后|今后|日后|老了|等(?:我|到|孩子|房子|他|她|存款"
    r"|股票|拆)|到时候?|马上(?:要|就)?(?:有|到|发)"
    r"|即将|快要(?:有|到)|新工作|offer|还没到|没到账|会有|[了后]能有|过[一二两三几]年|涨到|升到"
    r"|一旦"
    r"|\b(?:next (?:year|month)|once|as soon as|until|when (?:i|we|my|the) (?!was)|(?:will|'ll"
    r"|gonna|going to|about to"
    r"|due to|supposed to|could|might|may) (?:be )?(?:have|get|getting|earn|earning|make"
    r"|making|receive|inherit|come into)"
    r"|expecting|expect (?:to (?:get|receive|inherit|have)|a|an)|soon|in the future|eventually)\b"
)
_WISH = re.compile(
    r"希望|但愿|巴不得|梦想|幻想|做梦|想(?:要有|有|赚|挣|年入|月入|拥有|达到)|要是|就好了|多好"
    r"|争取|力争|奢望|中(?:了|个)?(?:彩票|大?奖|五百万|500万)"
    r"|什么时候|何时|恨不得"
    r"|(?:\bwould|'d) (?:like|love|want|take|be (?:happy|fine|comfortable) with)"
    r" (?:about |around )?[a-z]{0,3}[$€£¥]?$"
    r"|\b(?:wish|hope (?:to|for|i)|hoping (?:to|for)|dream(?:ing|t)?|(?:would|'d) love"
    r"|want to (?:make|earn|be|win|get)"
    r"|if|unless|aspire|only i|one day|someday|(?<!i'd )(?<!would )say (?:i|we|that)|ideally"
    r"|would like to (?:earn"
    r"|make)|(?:would|'d) like (?:it|that|this|my \w+) to)\b"
)
_SAID_BY = re.compile(
    r"听说|据说|同岗|同行|同龄|行业|新闻|网上|报道|广告|宣传|人均|平均|一般(?!都?放)|普遍|中位数"
    r"|传说|号称|别人"
    r"|群里?|(?<![我来确的])说(?=投|要|买|可以|能|有|存|放|让)|[让叫劝](?:我|大家)|(?:推荐|建议)我"
    r"|有些|所谓|最低工资|行情|市场价"
    r"|存款证明|验资|保证金|[你您]们?(?:怎么|刚才|刚刚|为什么|说|要求|猜|以为)"
    r"|\b(?:told|suggest(?:s|ed)?|recommend(?:s|ed)?|experts?|quoted?|offered|bid|asked for"
    r"|wants? me|tells? me"
    r"|salaries|starting (?:salary|pay)|(?:have|need|needed) to (?:sell|win)|pretend)\b"
    r"|\b(?:why do you|how do you|you (?:said|mentioned|told|think|mean|asked))\b"
    r"|\b(?:average|typical|median|minimum|heard|news|ads?|advert|(?<!i )said"
    r"|(?<!statement )(?<!app )(?<!balance )(?<!bank )(?<!account )says|apparently"
    r"|supposedly|rumou?r"
    r"|limit|cap|insured|guaranteed|threshold|record|jackpot)\b"
)
_PEERS = re.compile(r"\bpeople in (?:my|this|our) (?:role|job|position|line|industry)\b")
_HOLDS_FOR = re.compile(r"\b(?:holding|keeping|minding)\s[a-z]{0,3}[$€£¥]?$")
_FOR_THEM = re.compile(r"\s?for (?:a|my) [a-z]+\b(?!'s)")
"""I'm holding 20k for a friend."""
_AWAY = re.compile(
    r"(?:也许|可能|或许|说不定|估计|也|还|恐怕)(?:还|可能|也许|都|也|要|更)*(?:更少|少一?点"
    r"|少些|不到|没到|没那么多|没有那么多|不止|更多|多一?点|没有)"
    r"|没那么多|记不(?:清|得|住)|忘了|不太?确定(?!怎么|该|往|要|买|投|放|如何|哪|选)"
    r"|不一定(?!要)|说不准|说不好|不好说|不清楚(?!怎么|该|往|要|买|投|放|如何|哪|选)|都有可能"
    r"|看情况|不等|有时候?|时有时无|(?:还)?差(?:一|那么)点|得查|要查|查一下|不方便|不想说|反正"
    r"|好像(?:不|没)|不稳定|不固定|没个准|时多时少|波动|浮动|瞎猜"
    r"|猜的|开玩笑|骗你|逗你"
    r"|(?:好|差)的时候|行情好|最[多高好]的一[年次]|多则|少则|顶峰"
    r"|\bbetween (?:nothing|zero|0)\b|\b(?:less|lower|fewer|more|down) (?:now|today)\b"
    r"|\b(?:hang on|hold on|let me (?:check|look)|(?:have|need) to (?:check|look))\b|anything from"
    r"|none of your business|rather not"
    r"|\b(?:maybe|possibly|perhaps|probably|might be|could be|or) (?:even |a (?:lot|bit"
    r"|little) |much |not even |far )*(?:less|more|lower|higher|fewer|that|not)\b"
    r"|\b(?:can't|cannot|don't|couldn't) (?:remember|recall|say|tell)\b|\bnot (?:too |very "
    r"|quite |really |100% )?(?:sure|certain)\b(?! (?:what|how|where|which|whether|if|about"
    r"|why))|\bdepend(?:s|ing)\b"
    r"|\b(?:just a guess|guessing|kidding|joking|don't know(?! (?:what|how|where|which|whether"
    r"|if|much|anything))|no idea(?! (?:what|how|where|which))|irregular|up and down"
    r"|not (?:stable|fixed|steady)|it varies|varies|fluctuates?"
    r"|anywhere (?:from|between)|(?:good|bad|best|great|lucky) (?:year|month|case|day))\b"
)
_ASKS_ZH = re.compile(
    r"[吗么]\s*$|呢\s*$|多少|怎么(?!着?也得?)|咋|够不够|能不能|是不是|可不可以|行不行|有没有|要不要|算不算"
    r"|会不会|什么|哪|如何|几年|几个点|为啥|为什么"
)
_UNKNOWING = re.compile(r"(?:不知道?|不晓得|不清楚|没想好|不会|不懂)[^，。]*$")
_ASKS_YIELD = re.compile(
    r"利息|收益(?:多少|怎|有|能|是)|能(?:有|拿|赚|买|干|做)|够[吗么不]|什么概念|多少|划算"
    r"|\b(?:how much|what would|interest|returns?|enough)\b"
)
"""What is asked of a sum that need not be the asker's: 100万放三年，利息多少."""
_ASKS_EN = re.compile(
    r"^\W*(?:(?:and|but|so|ok|well|hi|hello|hey|then|also|sorry|please)\W+)*(?:what|what's"
    r"|whats|how|how's"
    r"|is|are|do|does|did|(?:can|could)(?! (?:put|spare|invest|set aside|lose|lock|tie))|would"
    r"|should|will|which|why|when|where|who|has|was|were|am"
    r"|may)\b"
)
_HOLDS = re.compile(
    r"我(?:们|家|这|现在|目前|今年|一共|总共|就|只|大概|手[上里头])*(?:有|存|攒|年薪|月薪"
    r"|年收入|的?存款|的?积蓄)|积蓄|储蓄|攒了|攒下|手[上里头边]|账上|存款(?:有|是)?|闲钱|卡里"
    r"|年薪|年收入|月薪"
    r"|\b(?:i|we) (?:\w+ly )?(?:have|got|earn|make|saved|hold|own)\b|\b(?:i've|we've|i'm|we're)\b"
    r"|\b(?:my|our) (?:\w+ ){0,2}(?:of )?(?:about |around |roughly )?[a-z]{0,3}[$€£¥]?$"
    r"|\b(?:my|our) (?:\w+ )?(?:savings|salary|income|cash|deposits?|capital|money)\b"
)
_DENIES = re.compile(
    r"(?:不想|不会|不敢|不愿意?|不打算|不可能|不肯|别[让叫给]|没有|没说"
    r"|没(?=[0-9一二两三四五六七八九十百])|不是|不够|哪有|哪来|哪儿有|谁有|并没"
    r"|从没|没能|别以为)[^，。,.]{0,6}$"
    r"|\b(?:don't|do not|doesn't|didn't|haven't|hasn't|hadn't|never|not that|no longer|without"
    r"|isn't|ain't|wasn't|aren't"
    r"|not|neither|nor|nothing|nowhere|anything (?:near|like)|can't|cannot|couldn't|won't"
    r"|wouldn't)\b(?! (?:more|less|fewer|counting"
    r"|including|sure|to mention|only|just))[^,.;]{0,40}$"
)
_BUT = re.compile(r"\b(?:but|just|only|so|and)\b|但|而是|只有|就")
_CONDITION = re.compile(r"等(?:我|到|以后|有)?[^，。,.]{0,6}$")
_SPOKEN_FOR = re.compile(
    r"要还(?:房贷|车贷|贷|债|款|信用卡|花呗)|(?:但|不过|只是|可)[^，。,.]{0,8}(?:房贷|买房"
    r"|还债|还贷|应急|生活费|彩礼|学费|不能动"
    r"|动不了|用不了"
    r"|别人|不是我的|借来|借的|公司的)"
    r"|\b(?:but|though)\b[^.;]{0,24}\b(?:mortgage|rent|not mine|tied up|locked|can't touch"
    r"|can't be (?:touched|used|moved)"
    r"|reserved|earmarked|borrowed"
    r"|belongs|spoken for|tax bill)\b"
)
"""Words by which a sum is there and yet not free."""
_NEXT = 2
"""How many clauses behind a sum may say that it is gone."""
_TAKEN_BACK = 24
"""How many characters behind its clause may take a sum back: 存款50万，可能还不到."""


_FREE = re.compile(r"\s?(?:块钱?|元)?(?:左右)?的?(?:闲钱|余钱|积蓄|闲置)")
"""Whoever asks what to do with 50万闲钱 has it."""
_MINE = re.compile(r"\b(?:my|our) (?:\w+ ){0,2}[a-z]{0,3}[$€£¥]?$")


def doubtful(
    text: str,
    start: int,
    end: int,
    clauses: Clauses,
    *,
    name: str,
    asking: str | None,
    wanted: bool,
) -> bool:
    """Whether a sum read as `name` may be another's, of another time, or not meant at all."""
    here = clauses.index(start)
    low, high = clauses.span(here)
    before, after = text[low:start], text[end:high]
    follows = "".join(
        text[slice(*clauses.span(i))] + " " for i in range(here + 1, here + 1 + _NEXT)
    )
    goal = name == "goal_amount"
    return (
        whose.of_others(text, start, clauses, goal=goal)
        or _SAID_BY.search(before) is not None
        or _PEERS.search(before) is not None
        or (_HOLDS_FOR.search(before) is not None and _FOR_THEM.match(after) is not None)
        or _AWAY.search(before + " " + after) is not None
        or _AWAY.search(follows[:_TAKEN_BACK]) is not None
        or whose.not_mine(after + " " + follows[:_TAKEN_BACK])
        or (_CONDITION.search(before) is not None and "再" in after)
        or _SPOKEN_FOR.search(after + " " + follows[:_TAKEN_BACK]) is not None
        or (asking == name and _AWAY.search(clauses.before(start)) is not None)
        or (
            not wanted and _asked_about(text, start, clauses, before, after, answers=asking == name)
        )
        or denied(before)
        or (
            not goal and _of_another_time(text, start, clauses, after + " " + follows, name, asking)
        )
    )


def _of_another_time(
    text: str, start: int, clauses: Clauses, after: str, name: str, asking: str | None
) -> bool:
    here = clauses.index(start)
    low, _ = clauses.span(here)
    first, stop = clauses.span(here - 1)
    if (
        here
        and stop - first <= 12
        and not _AT_HAND.search(text[low:start])
        and text[stop : stop + 1] not in _SENTENCE_END
    ):
        low = first
    before = text[low:start]
    now = max((m.start() for m in _NOW.finditer(before)), default=-1)
    past = max((m.start() for m in _PAST.finditer(before)), default=-1)
    if _STILL.search(before + " " + after[:_TAKEN_BACK]):
        return bool(_WISH.search(before) or _GONE.search(after))
    recent = name == asking == "annual_income" and _LAST_YEAR.search(before + after[:_TAKEN_BACK])
    steady = recent and not _THIS_YEAR.search(after)
    if (past > now or _THEN.match(after)) and not steady:
        return True
    return bool(
        _NOT_YET.search(before)
        or _WISH.search(before)
        or _GONE.search(after)
        or re.match(r"[^，。]{0,6}(?:就好了|多好)", after)
    )


def _asked_about(
    text: str, start: int, clauses: Clauses, before: str, after: str, *, answers: bool
) -> bool:
    """Whether the sum stands in a question, and not as what the asker says they have."""
    asks = (
        clauses.asks(start)
        or _ASKS_ZH.search(_UNKNOWING.sub("", after)) is not None
        or _ASKS_ZH.search(before) is not None
        or _ASKS_EN.search(before) is not None
    )
    if not asks and not answers:
        low, high = clauses.span(clauses.index(start) + 1)
        number = re.search(r"[0-9]|[一二两三四五六七八九十百][十百千]?万", text[low:high])
        asks = not number and bool(
            high > low
            and (_ASKS_YIELD.search(text, low, high) or text[high : high + 1] in ("?", "？"))
        )
    if not asks or _FREE.match(after):
        return False
    return not _HOLDS.search(before) or (
        _ASKS_EN.search(before) is not None
        and not re.search(r"\b(?:my|our) (?:\w+ ){0,2}[$€£]?$", before)
    )


_REFUSES = re.compile(
    r"(?:没有|没说|不是|哪有|哪来|哪儿有|没到)[^，。,.]{0,4}$"
    r"|\b(?:don't have|do not have|haven't got|isn't|is not|not|never had|don't earn|don't make"
    r"|didn't say|never said)\b(?! (?:sure|only|just|more|less))(?: \w+){0,2} ?[a-z]{0,3}[$€£¥]?$"
)


def refused(before: str) -> bool:
    """Whether the words before a sum outright deny it: 没有100万, "I don't have 50k"."""
    return _REFUSES.search(before) is not None


def denied(before: str) -> bool:
    match = _DENIES.search(before)
    return match is not None and not _BUT.search(match.group())
