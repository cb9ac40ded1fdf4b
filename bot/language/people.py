"""How many people live on the client's money."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.language import brood, numbers
from bot.language.numbers import Number


@dataclass(frozen=True)
class Count:
    """How many people are supported."""

    people: int
    start: int
    end: int
    sure: bool


_KIDS = (
    r"(?:孩子|小孩|男孩|女孩|男娃|女娃|娃娃?|宝宝|宝贝|儿子|女儿|闺女|小朋友|子女|儿女|kids?"
    r"|child(?:ren)?"
    r"|sons?|daughters?|boys?|girls?"
    r"|lads?|lass(?:es)?|teen(?:ager)?s(?= at home| still at| and\b)|step(?:sons?|daughters?"
    r"|kids|children)|little ones|toddlers?|babies|baby"
    r"|dependants?|dependents?)"
)
_COUNT = re.compile(
    r"\s?(?:个|名|位|口)?\s?(?:(?:还|正)?(?:在?上|读|念|没)[^，。,.和、0-9]{1,5}的)?"
    r"(?P<kind>(?:(?!(?:of|in|for|with|and|or|to|more|other|my|his|her"
    r"|whose)\b)[a-z-]{2,12} ){0,2}" + _KIDS + r"|人要养|人靠我|人需要我|老人|父母|双亲|parents)"
)
_SUPPORT = re.compile(
    r"(?:养|抚养|赡养|供养|供着?|靠我|support|supporting|dependan|dependen|depend on|rely on"
    r"|look after|provide for|feed)"
)
_ELDERS = re.compile(
    r"老人|父母|双亲|爸妈|父亲|母亲|岳父|岳母|公婆|公公|婆婆|爷爷|奶奶|外公|外婆|姥[姥爷]"
    r"|老?[爹娘](?![们家子])|老[爸妈]|\b(?:parents?|mother|father|mom|mum|dad|in-laws"
    r"|grandparents?|elderly)\b"
)
PARENTS = _ELDERS
_SPOUSE = re.compile(r"老婆|妻子|太太|老公|丈夫|爱人|\b(?:wife|husband|spouse|partner)\b")
_NOBODY = re.compile(
    r"(?P<sure>(?P<all>没有?(?:什么)?(?:需要|要)(?:我)?(?:[养供]|抚养|赡养|供养)的|没有?(?:孩子"
    r"|小孩|娃)也没人要?养|没(?:有)?人要养|\b(?:don't|do not) have (?:any )?(?:kids"
    r"|children) or anyone (?:else )?to support|\bor anyone (?:else )?to support|没有?(?:抚养"
    r"|赡养)(?:负担|义务)"
    r"|\bno (?:dependants?|dependents?)\b|\bno ?one (?:depends|relies) )|没有?(?:什么)?人(?:要"
    r"|需要)(?:我)?(?:养|抚养|赡养)|不用养(?:任何)?(?:人|家"
    r"|谁)|没有?(?:抚养|赡养)(?:负担"
    r"|义务|人)|无(?:抚养|赡养)负担|一人吃饱"
    r"|没(?:有)?人(?:要|需要|靠)我养?|没有?(?:什么)?(?:需要|要)(?:我)?[养供]的"
    r"|(?:没有?|无)(?:孩子|小孩|娃|子女|儿女)[，,、 ](?:爸妈|父母|老人)[^，。,.]{0,4}(?:有退休金"
    r"|有养老金|不用我(?:管|养|操心))"
    r"|\bno (?:kids|children),? (?:and )?(?:my )?parents (?:look after themselves|are (?:well off"
    r"|fine|ok|okay|comfortable)|have (?:their own )?pensions?)"
    r"|(?:还)?没有?(?:孩子|小孩|娃)[,，]?\s?也(?:不用|没|不需要|不)(?:养|有|管)?(?:父母|老人)"
    r"|\bno (?:dependants?|dependents?)\b|\bno ?(?:one|body) (?:depends|relies"
    r"|to support)|\bno one else depends|\bdon't have (?:any )?(?:dependants?"
    r"|dependents?))"
    r"|(?P<kids>没有?(?:孩子|小孩|娃|儿女|子女)|无(?:孩子|小孩|儿女|子女)|丁克|未育"
    r"|\bno (?:kids|children)\b"
    r"|\bdon't have (?:any )?(?:kids|children)\b|\bchildless\b|\bchild-free\b)"
)
_NOBODY_ASKED = re.compile(
    r"(?:(?:单身|光棍一?条?|未婚)[，, ]*)?(?:嗯|哦|啊|那个|目前|现在|暂时|还|我|家里|都)*(?:没有?"
    r"|无|没人|没有人|零|0|半个(?:人)?(?:都|也)没有?|一个(?:人)?(?:都|也)没有?"
    r"|(?:(?:都|谁都|谁也)?不用我[养管](?=$|[，。,.]))|就我(?:自己|一个人?)|只有我(?:自己"
    r"|一个人?)?)(?:了|啊|啦|呢|的|人|哈|呀)*"
    r"(?:$|[,，。.!！~、 ])"
    r"|(?:well|um+|uh|oh|hmm|at the moment|currently|right now|[, ])*"
    r"(?:none|no one|nobody|no-one|not a (?:soul|single (?:one|soul|person))|zero|zilch|nil|nada"
    r"|nowt|nope|no"
    r"|not any|0|(?:just|only) (?:me|myself))"
    r"(?: of them| at all| really| yet| one| else)?"
    r"(?:$|[,.;!~ ]|(?= kids?\b| children\b| dependants?\b| dependents?\b))"
)
"""An answer that begins with "none", to the question how many."""
_ONLY_ME = re.compile(
    r"(?:嗯|哦|啊|呃|那个?|单身狗?|未婚|没结婚|离异|离婚了?|丧偶|没有?(?:人|谁|了)?|无|零|目前|现在|暂时|还是?|家里"
    r"|我家|平时|一直|都|[，,。、 ])*"
    r"(?:(?:就|只|光|仅|才|也就|只有|只剩|就剩|就是|都是|除了)(?:有|是|剩下?)?(?:我|俺|咱|本人)"
    r"(?:自己|自个儿?|本人|一个|1个|一|单身|孤家寡|这)*人?(?:了|没别人|没有别人|没有了)?"
    r"|(?:我|俺)(?:自己)?(?:就|只)?(?:有|是)?(?:一个|1个|一|自己一个|孤家寡)人?"
    r"|(?:就|只|光|我)*(?:自己|自个儿?)一?个?人?|(?:我|就|光棍|单身)*(?:一个人?|一)人?(?:过|住|生活|吃饭)"
    r"|(?:只|就|光|只要|只需要?|仅|够)*养?(?:活|得?活)?(?:我|俺)?(?:自己|自个儿?)(?:一个人?)?(?:就行|就够了?|而已)?|自己(?:管|顾|养)自己"
    r"|(?:自己|一人|一个人)吃饱[，, ]?(?:了)?全家(?:都)?不饿|孤家寡人|单身狗|光棍一?[条个枚根]?"
    r"|单着|孤身一人)"
    r"(?:过|住|生活|在过|一枚|一条|了|的|吧|啊|呀|呢|哈|啦|呗|嘛|而已|[，,。.!！~ ])*"
    r"|(?:(?:well|um+|oh|uh|hmm|none|nobody|no|no one|single|it's|its|it is|that's|there's|there is"
    r"|i'm|just|only|really|literally|currently|at the moment|right now|for now)\b[ ,.]*)*"
    r"(?:(?:just|only|solely|nobody but|nobody else but|no ?one but|none but|nobody except"
    r"|no ?one except|none besides) (?:me|myself|for me|for myself|little old me|the one of me)"
    r"|(?:just |only )?(?:me only|myself only|me alone|myself alone|me,? myself,? and i|myself|me)"
    r"|i(?:'m| am)? (?:just |only )?(?:live|living|am|all)? ?(?:alone|by myself|on my own|single)"
    r"|i (?:just |only )?(?:support|look after|feed|provide for|take care of)"
    r" (?:just |only )?(?:me|myself)(?: only| alone)?)"
    r"(?: (?:really|thanks|here|at home|for now|so far|i guess|then|and (?:nobody|no one)(?: else)?"
    r"|to (?:support|feed|look after)|living here)|[ ,.!~])*"
)
"""The whole answer that there is nobody but the client: 就我一个, "me, myself and I"."""
_NO_BURDEN = re.compile(
    r"(?:嗯|现在|早就?|孩子们?|儿女|子女|几个|[两俩]个?|都|也|全|已经|[，, ])*"
    r"(?:(?:成家|立业|工作|上班|独立|自立|大)了?[，,。 ]*)*"
    r"(?:我|现在|家里|身上|也|都|[，, ])*(?:没有?(?:什么|啥)?(?:负担|拖累|牵挂)|无牵无挂|没牵没挂"
    r"|(?:不用|不需要|用不着)我?(?:养|管|操心)(?:了|谁|他们)?)(?:了|的|啊|呢|吧|[。.!！])*"
)
"""The whole answer that all stand on their own feet."""
_ALONE = re.compile(
    r"光棍一条|\bno[- ]?one\b|单身[^，。,.]*|(?:就|只有)我一个人?|一个人(?:吃饱|过|住|生活)"
)
_SOMEBODY = re.compile(
    r"但|不过|除了|只有|就(?!是?我|自己)[^，。]{0,3}(?:一|两|几)|还要|还得|要养|得养"
    r"|一个(?!人)|老婆|老公|妻子|丈夫"
    r"|\b(?:but|except|only (?!me|myself)|other than|besides|apart|wife|husband"
    r"|just (?!me|myself|us\b))\b"
)
"""Words by which somebody is left after all."""
_TWO_PARENTS = re.compile(
    r"(?:爸妈|父母|双亲|老两口|老人|parents,?)\s?(?:两个|两|俩|2个?|二)(?:个|位|口)?(?:人|老人)?"
)

_OF_THEM = r"(?: (?:in|at|of|aged)(?: \w+){1,2})?"
_SET_OF_KIDS = re.compile(
    r"(?P<two>一儿一女|一男一女|一双儿女|家有?[二两](?:宝|娃)|双胞胎(?:儿子|女儿|闺女|男孩|女孩"
    r"|孩子)|一个儿子(?:和|、|，|跟)?一个女儿|一个女儿(?:和|、|，"
    r"|跟)?一个儿子|\ba (?:son"
    rf"|boy){_OF_THEM} and a (?:daughter|girl)\b|\ba (?:daughter|girl){_OF_THEM} and a (?:son"
    rf"|boy)\b"
    r"|\bone (?:son|boy) and one (?:daughter|girl)\b)"
    r"|(?P<rough>上有老|下有小|拖家带口|一家老小|儿女双全|双胞胎|三口之家|四口之家"
    r"|一家[三四五六]口|\btwins\b"
    r"|\bfamily of (?:three|four|five|six|[3-6])\b)"
)
_FEEDS = re.compile(
    r"养(?:活|着)?(?P<mouths>[两二三四五六2-6])(?:口|个)人"
    r"|(?:二|两|2)(?:孩|胎|娃|宝)(?:的)?(?:妈|爸|家庭)"
    r"|养(?:活|着)?一家(?P<house>[三四五六3-6])口"
    r"|\b(?:household|family) of (?P<all>three|four|five|six|[3-6])[,;]? (?:and "
    r"|with )?(?:i'm the only|only i\b|i alone"
    r"|just me (?:earning|working))"
    r"|\b(?:(?:earner|breadwinner|provider) (?:for|in|of)|feed|support|supporting"
    r"|feeding) a family of (?P<n>three|four|five|six"
    r"|[3-6])\b"
)
_BORN = re.compile(r"生(?:养)?了(?P<n>[两俩仨三四])(?:个)?(?:娃|孩子?|胎)?(?=$|[，。,.])")
_ALL_OF = re.compile(r"\ball (?P<n>three|four|five|[3-5])(?: of)? (?:my|our) (?:kids|children)\b")
_RANKED = re.compile(r"老大[^。]{1,10}老二(?:[^。]{1,10}(?P<third>老三))?")
_MOUTHS = {"两": 2, "俩": 2, "仨": 3, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_MOUTHS |= {"three": 3, "four": 4, "five": 5, "six": 6} | {str(n): n for n in range(2, 7)}
_ONE_CHILD = re.compile(
    r"(?:我|家里|已婚|离异|养着?|供着?|带着?|拉扯着?)(?:就|只|还|现在)?有?(?:一?个|一)(?:孩子|小孩|儿子|女儿"
    r"|闺女|宝宝|女|子|娃)"
    r"|(?:有|就|生了?)(?:个|一)(?:独生|宝贝)?(?:孩子|小孩|儿子|女儿|闺女|姑娘|丫头|宝宝|女|子|娃)(?!子|们|都)"
    r"|有(?:个|一个)[^，。,.友事戚家同邻]{1,6}的(?:孩子|儿子|女儿|闺女)(?!们|都)"
    r"|(?:孩子|宝宝|娃|儿子|女儿|闺女)(?:才)?刚(?:满月|出生|会走|会爬|断奶|过?百天)"
    r"|就(?:一?个|一)(?:姑娘|丫头|小子)(?!们)|独生[子女](?:一个|一枚|[，,])"
    r"|(?:儿子|女儿|闺女)(?:判给|跟着?|归)我(?!爸|妈|父|母|前)"
    r"|\bonly (?:the )?one (?:son|daughter|child|kid|boy|girl)\b"
    r"|\badopted an? (?:[a-z]+ )?(?:boy|girl|son|daughter|child|baby)\b"
    r"|\bcustody of my (?:son|daughter|child)\b"
    r"|\bmy (?:son|daughter|child|kid|little (?:boy|girl)) (?:still )?lives? with me\b"
    r"|\b(?:my|our) (?:only|first) (?:child|baby|son|daughter)\b(?! and)"
    r"|\bwith an? [a-z0-9]+[- ]year[- ]old\b(?=$|[,.;]| (?:son|daughter|boy|girl|kid|child)\b)"
    r"|\b(?:have|with|got|i've|we've) (?:a|an|one) (?:[a-z-]{2,12} )?(?:kid|child|son|daughter"
    r"|baby|newborn"
    r"|toddler|little girl"
    r"|little boy)\b(?! and (?:a|an|my|one|two|three|[1-9])\b)"
)
GROWN = re.compile(
    r"(?:都|已经)?(?:工作了|独立了|成年了?|长大了?|成家|结婚|出嫁|嫁人|嫁了|出阁|都上班|上班了|自立|自己挣钱|出来做事)"
    r"|大学毕业|\bearns? (?:his|her|their) own\b|\bflown the nest\b|\bgrown[ -]?up\b"
    r"|\bgrown\b|\badults?\b"
    r"|\bindependent\b|\b(?:of them|are|is|both|all) (?:already )?(?:working|employed"
    r"|earning)\b|\bhave jobs\b"
    r"|\bmoved out\b|\bleft home\b"
)


_AS_A_PARENT = re.compile(
    r"\b(?:single|working|new|stay-at-home|proud|full-time|busy) (?:mum|mom|dad|mother|father"
    r"|parent)\b"
    r"|(?:单亲|全职|宝)(?:妈妈?|爸爸?|太太)"
    r"|\b(?:mum|mom|dad|mother|father|parent) (?:of|to) (?=(?:an?|one|two|three|four|five|[1-9])\b)"
)
_ANY_CHILD = re.compile(
    r"孩子|小孩|娃|宝|小朋友|子女|儿女|kid|child|little ones|dependant"
    r"|dependent"
)


EXEMPT = re.compile(
    r"(?:老婆|妻子|太太|媳妇|老公|丈夫|先生|爱人|爸妈|父母|老人|他们|孩子(?!们?的)|(?:my )?(?:wife"
    r"|husband|partner|parents|spouse)|the (?:others?|rest|other (?:two|one|three|kids)"
    r"|older ones?))"
    r"[^，。,.;；]{0,6}(?:自己)?(?:也)?(?:(?<!没)有(?:退休金|养老金|工资|收入|工作)|(?<![不没])上班"
    r"|不用(?:我)?(?:管|养|操心)|大了不用管"
    r"|(?<!doesn't )(?<!not )works?\b|has (?:her|his) own|have their own|earns?|earn(?:s)? (?:her"
    r"|his) own"
    r"|is retired|走得早|去世|过世|不在了|(?:has |have )?(?:passed away|died)|(?:is"
    r"|are) (?:dead|no longer with us|well off|fine|grown"
    r"|independent))[^，。,.;；]*(?:[，。,.;；]\s?(?:so )?|$)"
)
"""Those who are named only to say that they need nothing."""
SPOUSE_AT_HOME = re.compile(
    rf"(?:{_SPOUSE.pattern})[^，。,.;]{{0,6}}(?:没(?:有)?(?:在)?(?:工作|上班|收入)|不上班|不工作"
    rf"|全职|在家)"
    rf"|(?:{_SPOUSE.pattern})(?:'s| is)? (?:doesn't work|isn't working|not working|at home"
    rf"|stays (?:at )?home)"
)
"""A spouse who earns nothing lives on the client's money, too."""
_TOGETHER = re.compile(
    rf"我们?[和跟与]我?(?:{_SPOUSE.pattern})|\bmy (?:wife|husband|partner) and i\b"
    rf"|\bme and my (?:wife|husband|partner)\b"
)
"""A spouse who supports them as well."""


def _are_grown(text: str, start: int, end: int) -> bool:
    return bool(GROWN.search(text, start, end + 40))


def of_the_couple(text: str, at: int) -> bool:
    """Whether a spouse is named before `at` in another clause: their children are the client's."""
    clauses = re.split(r"[，,。.;；]", text[:at])
    return any(_SPOUSE.search(one) for one in clauses[:-1]) and not _SPOUSE.search(clauses[-1])


def _beside_spouse(text: str, start: int, end: int) -> bool:
    """Whether a spouse stands in one list with the children, and may have to be counted."""
    before, after = text[max(0, start - 14) : start], text[end : end + 26]
    link = r"\s?(?:[和跟、&+/]|还有|加上?|and|plus|,)\s?(?:my |a )?(?:[a-z-]+ )?"
    return bool(
        re.search(f"(?:{_SPOUSE.pattern}){link}$", before)
        or re.match(f"{link}(?:{_SPOUSE.pattern})", after)
    )


def _total(text: str, counted: list[Count]) -> tuple[int, bool]:
    """The sum of what was counted; "two kids, one boy, one girl" counts the same ones twice."""
    whole = sum(c.people for c in counted)
    first = counted[0]
    if len(counted) == 1 or not _ANY_CHILD.search(text[first.start : first.end]):
        return whole, True
    children = [c for c in counted[1:] if not _ELDERS.search(text[c.start : c.end])]
    if not children:
        return whole, True
    parts = sum(c.people for c in children)
    return whole - parts, parts == first.people


def nobody(text: str) -> bool:
    """Whether a folded answer to "how many depend on you" says that nobody does.

    "没有，就我自己", "none, the kids have left home"; not "没有孩子，但要养父母".
    """
    if len(text) <= 60 and (_ONLY_ME.fullmatch(text) or _NO_BURDEN.fullmatch(text)):
        return True
    if len(text) > 60 or not _NOBODY_ASKED.match(text) or _SOMEBODY.search(text):
        return False
    rest = _ALONE.sub(" ", text)
    return not (_ELDERS.search(text) or _SUPPORT.search(text)) and not any(
        number.low > 0 for number in numbers.find(rest)
    )


def others_beside(text: str) -> bool:
    """Whether parents or a spouse are named, who may have to be counted too."""
    return bool(_ELDERS.search(text) or _SPOUSE.search(text) or re.search("我[爸妈爹娘]", text))


def dependants(text: str, found: tuple[Number, ...] | None = None) -> tuple[Count, ...]:
    """How many people the client supports, as far as a folded text says it.

    "两个孩子" is two; with parents or a spouse named beside, grown children, or a set phrase
    (上有老下有小) the total is not said: `sure` False.
    """
    text = _AS_A_PARENT.sub(lambda match: "_" * len(match.group()), text)
    whole, text = text, EXEMPT.sub(_blank, text)
    spared = text != whole and _ELDERS.search(whole) is not None and not _ELDERS.search(text)
    alone = _TOGETHER.sub(" ", text)
    others = bool(_ELDERS.search(text)) or bool(_SPOUSE.search(alone) and _SUPPORT.search(text))
    others = others or SPOUSE_AT_HOME.search(text) is not None
    counted = _counted(text, numbers.find(text) if found is None else found)
    if not counted and (told := brood.count(text)) is not None:
        many, start, end = told
        return (Count(many, start, end, not others and not _are_grown(text, start, end)),)
    if not _FEEDS.search(text) and (sets := _SET_OF_KIDS.search(text)):
        if sets.group("two"):
            sure = not others and not _are_grown(text, *sets.span())
            return (Count(2, sets.start(), sets.end(), sure),)
        counted.append(Count(2, sets.start(), sets.end(), False))
    one = _told(text, others=others) if not counted else _sum(text, counted, others=others)
    if one is not None and not one.people and spared and not others:
        one = replace(one, sure=True)  # 没有孩子，父母也不用我管
    return () if one is None else (one,)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _counted(text: str, found: tuple[Number, ...]) -> list[Count]:
    """People with a number: two kids, 三个老人, 孩子两个; not those who are only wished for."""
    out: list[Count] = []
    for number in found:
        if number.scaled or number.low.denominator != 1 or not 0 <= number.low <= 20:
            continue
        match = _COUNT.match(text, number.end)
        start, end = number.start, match.end() if match else number.end
        if match is None:
            named = _NAMED_FIRST.search(text, max(0, start - 14), start)
            after = _COUNTED_OFF.match(text, number.end)
            if named is None or after is None:
                continue
            start, end = named.start(), after.end()
        if _IN_CLASS.search(text, max(0, start - 8), start):
            continue
        if _WISHED.search(text, max(0, start - 26), start):
            continue
        sure = number.sure and number.high is None and not number.approximate
        if _NONE_OF_THEM.match(text, end):
            continue
        sure = sure and not _are_grown(text, start, end) and not _beside_spouse(text, start, end)
        sure = sure and number.low <= _A_LARGE_FAMILY and not _ELSEWHERE.match(text, end)
        many = int(number.low)
        if one_more := _AND_ONE.match(text, end):
            many, end = many + 1, one_more.end()
        elif _AND_SOME.match(text, end):
            sure = False
        out.append(Count(many, start, end, sure))
    return out


def _sum(text: str, counted: list[Count], *, others: bool) -> Count:
    total, fits = _total(text, counted)
    sure = fits and all(c.sure for c in counted)
    named = any(_ELDERS.search(text[c.start : c.end]) for c in counted)
    if (others and not named) or (named and not _SUPPORT.search(text)):
        # Parents who are only mentioned may live on pensions of their own.
        sure = False
    if len(counted) > 1 and text[counted[0].end : counted[-1].start].count("。"):
        sure = False
    return Count(total, counted[0].start, counted[-1].end, sure)


def _told(text: str, *, others: bool) -> Count | None:
    """People without a number: a daughter, both parents, a family of four, nobody."""
    if two := _TWO_PARENTS.fullmatch(text.strip(" ,，。.!！")):
        return Count(2, two.start(), two.end(), True)
    if feeds := _FEEDS.search(text):
        house = feeds.group("n") or feeds.group("house") or feeds.group("all")
        said = house or feeds.group("mouths")
        many = 2 if said is None else _MOUTHS[said] - (1 if house else 0)
        return Count(many, feeds.start(), feeds.end(), not others)
    if every := _ALL_OF.search(text):
        sure = not others and not _are_grown(text, *every.span())
        return Count(_MOUTHS[every.group("n")], every.start(), every.end(), sure)
    if born := _BORN.search(text):
        sure = not others and not _are_grown(text, *born.span())
        return Count(_MOUTHS[born.group("n")], born.start(), born.end(), sure)
    if ranks := _RANKED.search(text):
        sure = not others and not _are_grown(text, *ranks.span())
        return Count(3 if ranks.group("third") else 2, ranks.start(), ranks.end(), sure)
    if one := _ONE_CHILD.search(text):
        more = bool(re.search(r"[和跟、]|还有|加上", text[one.end() : one.end() + 2]))
        sure = not others and not more and not _are_grown(text, *one.span())
        return Count(1, one.start(), one.end(), sure)
    if nobody := _NOBODY.search(text):
        elders = others and not nobody.group("all") and not _ELDERS.search(nobody.group())
        return Count(0, nobody.start(), nobody.end(), bool(nobody.group("sure")) and not elders)
    return None


_NAMED_FIRST = re.compile(
    r"(?:孩子|小孩|娃|子女|儿子|女儿|\b(?:kids|children|dependants|dependents))"
    r"\s?(?:有|是|一共|共|:|：|-|–|\()?\s?$"
)
_A_LARGE_FAMILY = 8
"""More children than these are a class, or a slip of the fingers."""
_AND_ONE = re.compile(
    r",? (?:and|plus)(?: also)? (?:an?|one) (?:[a-z-]+ )?(?:step)?(?:son|daughter|baby|toddler"
    r"|newborn|child|kid|boy|girl"
    r"|grandson|granddaughter|nephew|niece)\b(?! (?:on the way|due|coming|expected|in (?:spring"
    r"|summer|autumn|winter)))"
)
"""Two kids and a stepson."""
_AND_SOME = re.compile(
    r",? (?:and|plus) (?:my|our|his|her|the) (?:\w+ )?(?:step|grand|nephew|niece|baby|other)"
)
_NONE_OF_THEM = re.compile(r"\s?(?:也|都)没有?")
_ELSEWHERE = re.compile(
    r"[^，。,.]{0,4}(?:跟(?:着)?|归|判给)(?:了)?(?:前妻|前夫|他们?妈|他们?爸|她|他|爷爷|奶奶)"
    r"|\s(?:upstairs|downstairs|next door|across the (?:road|street)|in (?:my|her|his|their|the"
    r"|our)(?: \w+)? class)\b"
    r"|[^,.]{0,24}\b(?:live|lives|living|are|stay) with (?:their|his|her|my ex)"
)
_IN_CLASS = re.compile(r"(?:班[上里]?|幼儿园|托班|课上)(?:就|有|只有|一共|共)*\s?$")
_COUNTED_OFF = re.compile(r"\s?(?:个|名|人|位)?\s?(?=$|[,，。.;；、!！)）\n])")
_WISHED = re.compile(
    r"(?:想|打算|准备|计划|再)(?:再)?(?:要|生)\s?$|第$|\b(?:one|two|some|most|half)"
    r" of (?:my |the )?$"
    r"|\b(?:plan|planning|like|love|want|hope|hoping|trying|going|expecting)\b[^,.;]{0,14}$"
)
