"""The client's own age in whole years: not a relative's, not of the past or the future."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language import birthdays, births, hedges, numbers
from bot.language.clauses import Clauses
from bot.language.dates import Today
from bot.language.numbers import Number
from bot.language.wordlist import words


@dataclass(frozen=True)
class Age:
    """The client's own age in whole years."""

    years: int
    start: int
    end: int
    approximate: bool
    sure: bool


_OTHERS = re.compile(
    r"孩子|小孩|娃|宝宝|宝贝|儿子|女儿|闺女|老大|老二|父母|爸|妈|父亲|母亲|爹|老人|老婆"
    r"|老公|太太|先生|妻子|丈夫|爱人|对象|哥(?!们)|姐|(?<!小)弟|(?<=[我他她的])小弟|妹|媳妇|老伴"
    r"|爷爷|奶奶|外公|外婆|岳父|岳母|公公|婆婆|朋友|同事|他今年|她今年|他现在|她现在|他们|孙"
    r"|[他她](?=[0-9])"
    r"|\b(?:son|sons|daughters?|kids?|child|children|baby|toddler|boys?|girls?|wife"
    r"|husband|spouse|partner|mother|father|mom|mum"
    r"|dad|parents?|brother|sister|friend|colleague|he|she|he's|she's|they|grandson|granddaughter"
    r"|twins|eldest|youngest|oldest|my \w{2,12} is|someone|somebody|people|boss|neighbou?r|ex"
    r"|guy)\b"
)
_GOAL = re.compile(
    r"(?:到|等到?|直到|(?<!现)在|至|满|活到|打算|计划|准备|想|争取|before|until|till|by|at|by age"
    r"|at age"
    r"|when i(?:'m| am| turn| reach)?|to|turn"
    r"|turning|reach|hit|i'm)\s?(?:the age of |age |about |around )?(?:我)?\s?$"
)
_RETIRE_AFTER = re.compile(
    r"\s?(?:周?岁)?\s?(?:的时候|时(?!间)|之?前|以前|之?后|以后|退休|前退|就退|就想退|再退|那年"
    r"|那会儿|开始"
    r"|(?:买|做|入|进|考|学)[^，。,.]{0,2}的"
    r"|就(?:出来|开始|工作|结婚|退|想|当|生|去|有|能|可以)|参加工作|结婚|生(?:了|的)|入行|毕业"
    r"|的?(?:人(?!$|[了啦])|群体|人群|危机|客户|朋友|同事|女性|男性|员工|门槛)"
    r"|以上|以下|起|才|or older|or over"
    r"|or under|and over|and above|onwards)"
)
_PAST = re.compile(r"(?:从|自从|打|since(?: i was)?|when i was|i was|was|aged? of|the age of)\s?$")
_THEN = re.compile(
    r"(?:的时候|那[年时]候?|那会儿?|当[年时]|到时候?)"
    r"(?:我|还|也|才|刚|就|只|是|都|已经|该|快)*\s?$|\bwhen (?:i"
    r"|we) [a-z' ]{1,24}$"
)
"""Before an age of another time: 入职的时候才25."""
_IMAGINED = re.compile(
    r"\b(?:feel|feels|felt|look|looks|act|wish|when|until|till|once|before|by the time|as if"
    r"|like)\b"
    r"[^,.]{0,10}$|像|看起来|感觉(?:自己)?(?:像|是)"
)
_FUTURE_ZH = re.compile(r"明年|后年|下个?[月周]|下半年|再过|过[两几]年|过完年|年底|马上|即将|还差")
_FUTURE_EN = re.compile(
    r"\b(?:will|'ll|going to be|about to|turning|soon|next|almost|nearly)\b"
    r"|'ll\b"
)

_YEARS_OLD = re.compile(
    r"\s?(?:周岁|岁(?!月|末|数)|[ -]?(?:years?|yrs?)[ -]?(?:old|young|of age)|[ -]?y/?o\b|[ -]?yo\b"
    r"|[ -]?year[ -]old)"
)
_SELF_EN = re.compile(
    r"(?:^|[^a-z])(?:i'm|im|i am|me:?|my age is|my age:?"
    r"|(?<!by )(?<!at )(?<!the )(?<!until )(?<!pension )(?<!retirement )(?<!legal )(?<!minimum "
    r")(?<!maximum )age[:,]?|aged|being|(?<![a-z] )age is|i've turned|i turned|i(?:'ve)? hit"
    r"|i reached"
    r"|i just turned|just turned|turned)"
    r"\s(?:(?P<soft>about|around|almost|nearly|roughly|approximately|nearing|close to"
    r"|approaching|in my)\s)?"
    r"(?:currently |now |only |already |just )?"
    r"(?:an? )?(?:(?:young|sprightly|spry|fit|healthy|youthful|ripe old|grand old|very young) )?$"
)
_SELF_ZH = re.compile(
    r"(?:(?:我|本人|俺|咱|鄙人|在下|老汉|老太太|哥们儿?|(?<!我)(?<!他)(?<!她)小弟)"
    r"(?:自己|自个儿?)?(?:呀|啊|嘛|呢|这)?(?:今年|现在|都|已经|刚|才|是|快|马上|也|年纪|年龄|,|，)*|今年"
    r"|(?<=岁[，,])现在|(?<=退休[，,])现在|年龄(?:是|为|:|：)?|年纪|岁数|芳龄|虚岁|周岁|实岁|虚|刚|刚过完|才|本命年[，,]?)"
    r"(?P<soft>快|将近|大概|大约|差不多|约|马上|接近)?(?:要|到|满|有|是|都|都快|了|整)?\s?$"
)
_SOFT_ZH = re.compile(r"(?:快|将近|大概|大约|差不多|约|马上|接近|奔|虚岁|虚)(?:要|到|满)?$")
_AFTER_SELF = re.compile(
    r"\s?(?:了|啦|吧|呢|喽|咯|哟|嘞|哈)*\s?(?:$|[，,。.!！?？;；、:：)\n]|and\b|but\b|so\b|i\b"
    r"|i'd\b|with\b|now\b|this (?:year|summer|spring|autumn|winter|week)\b"
    r"|(?:last|this) (?:month|week|year)\b|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:a |a few |a couple of |two "
    r"|three )?(?:days?|weeks?|months?) (?:ago|back)\b|(?:yesterday|today|recently)\b|老[婆公]"
    r"|太太|孩子|女儿|儿子|虚岁)"
)
_NOT_AGE_AFTER = re.compile(
    r"\s?(?:%|％|percent|k\b|m\b|万|千|百|元|块|年(?!纪)|个|次|天|月|分|years?(?![ -]old)"
    r"|yrs?(?![ -]old)|months?|days?|hours?|minutes?|or so people|people|\$)"
)
_TENS_EN = words("twenty thirty forty fifty sixty seventy")
_ONES_EN = words("one two three four five six seven eight nine")
_SPELT_EN = rf"(?:{'|'.join(_TENS_EN)})(?:[- ](?:{'|'.join(_ONES_EN)}))?"
_WORDS_EN = {
    **dict(zip(_TENS_EN, range(20, 80, 10), strict=True)),
    **dict(zip(_ONES_EN, range(1, 10), strict=True)),
}
_FACT = (
    r"(?:male|female|man|woman|single|married|divorced|widow(?:ed|er)?|no kids|kids?|retired"
    r"|renting|(?:just )?(?:had a baby|married|engaged|retired|graduated|divorced)|pregnant"
    r"|living (?!in a )|(?:planning|aiming|hoping|looking|saving|expecting|earning|owns?) "
    r"|[a-z0-9]+ (?:years?|months?) (?:from|to|before|until|off) retire"
    r"|recently retired"
    r"|working|work|self[- ]employed|employed"
    r"|(?:[a-z]+ ){0,2}(?:nurse|teacher|engineer|doctor|accountant|lawyer|manager|developer"
    r"|driver|clerk)\b"
    r"|(?:1|2|3|4|one|two|three|four|a|no) (?:kids?|child(?:ren)?|sons?|daughters?)"
    r"|(?:[$£€¥]\s?)?[0-9.,]+\s?k?\b[^,.]{0,16}\b(?:salary|saved|savings|income|a year|to invest)"
    r"|男|女|已婚|未婚|单身|离异|离婚|丧偶|有?[一两二三1-3]?个?(?:孩子|娃|儿子|女儿|女|子|娃)"
    r"|上班|工作|在职|退休|国企|程序员"
    r"|月薪|年薪|年收入|存款|工薪|自由职业|个体)"
)
_LISTED = re.compile(
    rf"^\W*(?:(?:hi|hello|hey|hi there|hey there|hello there|good (?:morning|afternoon|evening)"
    rf"|你好|您好"
    rf"|嗨|姓名就不说了|(?P<sex>fe?male|wom[ae]n|man|男|女|[mf](?=\s?[/,，]))|本人|我)"
    rf"[\s,，.。!！:：/]*)*"
    rf"(?P<n>[1-9][0-9]|[二三四五六七八]十[一二三四五六七八九]?|{_SPELT_EN})(?:了|啦)?\s?"
    rf"(?P<mf>[mf](?=[,，/ ])|now(?=,)|\s?here(?=[,.]))?(?:\s?here\b|\s?[,，;；/、.。]\s?|\s?and\s)"
    rf"(?:(?:recently|now|currently|happily|still|already|已经?)\s?)?(?P<fact>{_FACT})?"
)
"""An age at the head of a list of facts: "42, married, two kids", 女，33，未婚."""
_SECOND = re.compile(
    r"^\W*(?:(?:i'm|i am) )?(?:(?:a|an) )?(?:(?:single|married|divorced|widowed|recently|newly"
    r"|semi-?|long)[ -])*"
    r"(?:(?:retired|former|ex|primary|secondary|high|school|senior|junior|self[- ]employed"
    r"|freelance|part[- ]time"
    r"|full[- ]time|civil|bus|taxi|software|shop|office) )*"
    r"(?:teacher|nurse|engineer|doctor|accountant|lawyer|manager|developer|driver|clerk|plumber|electrician"
    r"|builder|farmer|servant|consultant|designer|writer|cook|chef|assistant|pensioner|postman|officer|worker"
    r"|librarian|student|widow|widower|bachelor|retiree|man|woman|guy|mum|mom|dad|mother|father|owner"
    r"|cleaner|secretary|salesman|architect|scientist|researcher|retired|single|married|divorced|widowed),\s"
    rf"(?:now |aged? )?(?P<n>[1-9][0-9]|{_SPELT_EN})(?=\s?(?:,|\.(?=\s|$)|;| and\b|$))"
    r"|^\W*(?:我是?)?(?:个|一个|一名|一枚|名)?(?:单身|已婚|未婚|离异|丧偶|退休|全职|单亲|普通|高中|小学|初中|大学|国企|事业单位|外企)*"
    r"(?:(?<=我是)[^，。,.0-9岁]{1,8}的|教师|老师|职工|工人|干部|员工|医生|护士|会计|司机|工程师|公务员|程序员|农民|店主|老板|妈妈|爸爸|妈|爸|男|女|退休|单身|老太太|老头)"
    r"(?:一枚|一个|一名)?[，,]\s?(?:今年|现在|都|已经|刚)*(?P<zn>[1-9][0-9]|[二三四五六七八]十[一二三四五六七八九]?)(?:了|啦|整)?(?=[，,。；]|$)"
)
"""An age behind what somebody is: "retired teacher, 68, …", 退休教师，六十八了，…"""
_BIRTHDAY_EN = re.compile(
    r"\b(?:(?:just|recently|already) had|celebrated) my ([1-9][0-9])(?:st|nd|rd|th)(?: birthday)?\b"
)
_BIRTHDAY_LED = re.compile(r"刚?过(?:了|完|的)?(?:我的?|自己的?)?$")
"""刚过的四十五岁生日"""
_ODD = re.compile(r"有([一二三四五六七八九])岁?(?=$|[，,。了啦])")
"""五十有三: fifty-three."""
_ASKS = re.compile(r"[^，。,.]{0,12}(?:吗|能不能|可不可以|可以吗|行不行|还能)")
_SOMEBODY = re.compile(r"(?<!as )\b(?:an?|the|this|that|some)\s?$")
"""Who is spoken of with an article is the client only in "as a 58-year-old" and "I'm a …"."""
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")}
_YOUNGEST, _OLDEST = 14, 105


def ages(
    text: str,
    found: tuple[Number, ...] | None = None,
    today: Today | None = None,
    *,
    clauses: Clauses | None = None,
    asked: bool = False,
) -> tuple[Age, ...]:
    """The client's own age where a folded text states it; `asked` where that is the question.

    Not: ages of others, an age of the past or the future (60岁退休), "I'm 45% sure". From a year
    of birth it is one of two ages, so it is a rough one (see `births`).
    """
    clauses = clauses or Clauses(text)
    out: list[Age] = []
    known = numbers.find(text) if found is None else found
    for number in known:
        age = _age(text, number, clauses)
        if age is not None:
            out.append(age)
    for birth in births.find(text, today, clauses, asked=asked):
        out.append(Age(birth.years, birth.start, birth.end, not birth.exact, birth.sure))
    if not out:
        for birth in birthdays.find(text, known, today, clauses):
            out.append(Age(birth.years, birth.start, birth.end, False, birth.sure))
    out += [age for number in known for before in out if (age := _instead(text, before, number))]
    if born := _BIRTHDAY_EN.search(text):
        out.append(
            Age(int(born.group(1)), *born.span(1), False, not clauses.doubtful(born.start()))
        )
    match = None if out else _LISTED.match(text)
    match = match or (None if out else _SECOND.match(text))
    if match and match.re is _SECOND:
        name = "n" if match.group("n") else "zn"
        years = _years(match.group(name))
        own = clauses.last_named(match.start(name)) in (None, "self")
        if 18 <= years <= 90 and own:
            out.append(Age(years, *match.span(name), False, True))
    elif match and (match.group("fact") or match.group("sex") or match.group("mf")):
        years = _years(match.group("n"))
        if 18 <= years <= 90:
            out.append(Age(years, match.start("n"), match.end("n"), False, True))
    return tuple(out)


def _instead(text: str, before: Age, number: Number) -> Age | None:
    """The bare number that replaces an age: "I'm 45... wait, 46"."""
    between = text[before.end : number.start]
    if number.start <= before.end or not _TAKEN_BACK.fullmatch(between):
        return None
    if number.scaled or not _YOUNGEST <= number.low <= _OLDEST or number.high is not None:
        return None
    if _NOT_AGE_AFTER.match(text, number.end) or _YEARS_OLD.match(text, number.end):
        return None
    return Age(int(number.low), number.start, number.end, False, number.sure and before.sure)


_TAKEN_BACK = re.compile(
    r"(?=[\s,，.…。!！]*\w)[\s,，.…。!！]*(?:wait|no|sorry|i mean|i meant|actually|make that|oops"
    r"|不对|哦不|啊不"
    r"|不是|说错了|写错了|应该是|是"
    r"|[\s,，.…。!！])+"
)


def _years(said: str) -> int:
    if said.isdigit():
        return int(said)
    if said.isascii():
        return sum(_WORDS_EN[word] for word in re.split("[- ]", said))
    tens, _, ones = said.partition("十")
    return 10 * _HAN[tens] + _HAN.get(ones, 0)


def _clause_before(text: str, at: int, reach: int = 24) -> str:
    piece = text[max(0, at - reach) : at]
    return re.split(r"[，,。.!！?？;；\n]|\band\b|\bbut\b|\bwhile\b", piece)[-1]


def _age(text: str, number: Number, clauses: Clauses) -> Age | None:
    if number.scaled or number.year or number.low.denominator > 2 or not 1 <= number.low <= 119:
        return None
    clause = _clause_before(text, number.start)
    unit = _YEARS_OLD.match(text, number.end)
    end = unit.end() if unit else number.end
    odd = _ODD.match(text, number.end) if number.low % 10 == 0 else None
    end = odd.end() if odd else end
    more = re.match(r"[多几来出](?=岁|头|的?$|的?[，,。])", text[number.end :])
    if more:
        end = number.end + more.end()
        unit = _YEARS_OLD.match(text, end)
        end = unit.end() if unit else end
    before_en = _SELF_EN.search(text[max(0, number.start - 32) : number.start])
    before_zh = _SELF_ZH.search(text[max(0, number.start - 16) : number.start])
    if number.low.denominator == 2 and not before_en:
        return None
    if not _is_own(
        text, number, end, bool(unit or odd), before_en=bool(before_en), before_zh=bool(before_zh)
    ):
        return None
    soft = (
        bool(before_en and before_en.group("soft"))
        or bool(before_zh and before_zh.group("soft"))
        or bool(_SOFT_ZH.search(text[max(0, number.start - 6) : number.start]))
        or hedges.approximate(text, number.start, end)
        or hedges.bound(text, number.start, end) is not None
        or bool(more)
    )
    rough = soft or number.approximate or number.high is not None
    # An age is a whole number that was said, not a decade.
    sure = number.sure and not rough and _YOUNGEST <= number.low <= _OLDEST
    said = before_en or before_zh
    if not said and unit and clause.strip() not in ("", "i'm", "我", "今年"):
        led = _BIRTHDAY_LED.search(clause) and text.startswith("生日", end)
        plain = re.sub(r"^\s?as\b|[ 是的了人个本an男女我今年现在一位名]+", "", clause)
        sure = sure and (not plain or bool(led))
    if unit and not said and _SOMEBODY.search(clause):
        sure = False
    if not (before_en or re.search(r"[我俺咱]|本人", clause)):
        # "女儿上大学，20岁": a bare age belongs to whoever was named last.
        sure = sure and clauses.last_named(number.start) in (None, "self")
    if unit and not said and (clauses.asks(number.start) or _ASKS.match(text, end)):
        sure = False
    sure = sure and not _elsewhen(text, number, end, clauses)
    years = int(number.low) + (_HAN[odd.group(1)] if odd else 0)
    return Age(years, number.start, end, rough, sure)


def _elsewhen(text: str, number: Number, end: int, clauses: Clauses) -> bool:
    """Whether the age is of another time, or only imagined: 明年就60了, "I feel like I'm 80"."""
    start, stop = clauses.around(number.start)
    before = text[start : number.start]
    after = text[end : min(stop, end + 16)]
    near = before + " " + after
    if re.search(r"(?:等|到|直到|等到)我?\s?$", before):
        return True
    if _THEN.search(before):
        return True
    if _IMAGINED.search(before) or _FUTURE_ZH.search(near):
        return True
    before = re.split(r"\b(?:so|but|and)\b", before)[-1]
    return bool(_FUTURE_EN.search(before[-18:])) or bool(re.match(r"\s?(?:soon|next)\b", after))


def _is_own(
    text: str, number: Number, end: int, unit: bool, *, before_en: bool, before_zh: bool
) -> bool:
    """Whether the number is the client's age now: nobody else's, not of the past or the future."""
    clause = _clause_before(text, number.start)
    if not unit:
        self_said = before_en or (
            before_zh and number.low >= _YOUNGEST and _AFTER_SELF.match(text, number.end)
        )
        if not self_said or _NOT_AGE_AFTER.match(text, number.end):
            return False
        if before_en and not _AFTER_SELF.match(text, number.end):
            return False
    if (
        _RETIRE_AFTER.match(text, end)
        or _RETIRE_AFTER.match(text, number.end)
        or _PAST.search(text[max(0, number.start - 16) : number.start])
    ):
        return False
    if not before_en and not before_zh:
        if _GOAL.search(text[max(0, number.start - 24) : number.start]):
            return False
        if unit and re.match(
            r"\s?(?:的)?\s?(?:孩子|小孩|娃|宝宝|儿子|女儿|闺女|kids?|child(?:ren)?|sons?"
            r"|daughters?|boys?"
            r"|girls?|dog|cat|car|house|company|colleague|friend|account|fund)",
            text[end:],
        ):
            return False
        return not _OTHERS.search(clause)
    return before_en or not _OTHERS.search(clause)


_ASIDE = re.compile(r"[，,。.!！?？;；、\n]|\band\b|\bbut\b|(?<=[\u4e00-\u9fff])\s")
_BARE = re.compile(
    r"\W*(?:嗯|哦|呃|我|今年|现在|也|就|都|是|有|已经|大概|您猜|岁|了|啊|吧|呢|的|哈|整|刚好|正好|i'm"
    r"|i|am|now|this year"
    r"|just|turned|age|years old|old|well|um+|uh+|it's|i've been|since [a-z0-9]+\b|gone"
    r"|last (?:month|week)|and a half|thanks|currently|only|lol|haha|ok(?:ay)?|fine|alright|so"
    r"|on the dot|exactly|going on \w+|(?:on |at )?(?:my )?last birthday|on my birthday"
    r"|[\s:：'\"()（）~^-])*"
)


def answered(text: str, found: tuple[Number, ...]) -> Age | None:
    """The age in an answer to how old the client is: the one number that stands by itself."""
    bare: list[Number] = []
    for number in found:
        if number.scaled or number.year or number.high is not None or not number.sure:
            continue
        if number.low.denominator != 1 or not _YOUNGEST <= number.low <= _OLDEST:
            continue
        if re.search(r"['’]$", text[: number.start]):
            continue  # '75 is a year
        before = _ASIDE.split(text[: number.start])[-1]
        after = _ASIDE.split(text[number.end :])[0]
        if number.approximate or hedges.approximate(text, number.start, number.end):
            continue
        if hedges.bound(text, number.start, number.end) is not None:
            continue
        if _BARE.fullmatch(before) and _BARE.fullmatch(after):
            bare.append(number)
    if len(bare) != 1:
        return None
    return Age(int(bare[0].low), bare[0].start, bare[0].end, False, True)
