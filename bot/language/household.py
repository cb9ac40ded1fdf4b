"""Who lives on the client's money, where the people are named one by one: "my wife and two kids".

Read only as an answer to the question how many there are: elsewhere a wife or a father who is
mentioned need not be supported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.language import hedges, people

_NUMBER = r"(?:[1-9]|一|两|俩|仨|二|三|四|五|六|a couple of|one|two|three|four|five|six|an?(?= ))"
_VALUES = {
    **{str(n): n for n in range(1, 10)},
    **{"一": 1, "两": 2, "俩": 2, "仨": 3, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6},
    **{
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "a": 1,
        "an": 1,
        "a couple of": 2,
    },
}
_WHOSE = r"(?:(?:我|我家|我们|家里|my|our|the|both my|both our|both)的?\s*)?"
_OF_AGE = (
    r"(?:[^，。,.、和跟与及还0-9一两三]{1,6}的(?=\w))?"
    r"(?:(?:小|大|亲|老(?=[爸妈爹娘父母公婆])|young|little|small|elderly|old|older|younger"
    r"|disabled|残疾|生病|sick|ill"
    r"|ailing|frail|widowed|retired|teenage|adopted|own)\s*)*"
)
_PAIR = (
    r"(?:父母亲?|爸妈|双亲|爸爸妈妈|岳父岳母|岳父母|公公婆婆|公婆|爷爷奶奶|外公外婆|两个?老人"
    r"|二老|老两口|一儿一女|一男一女|一[双对]儿女|(?:一对)?(?:双胞胎|龙凤胎)|twins|parents(?:-in-law)?|in-laws|grandparents)"
)
_ONE = (
    r"(?:老婆|妻子|太太|媳妇|老公|丈夫|先生|爱人|老伴|女友|男友|爸爸?|老?妈妈?|父亲|母亲|爹|娘"
    r"|岳父|岳母|丈母娘|老?丈人|公公|婆婆"
    r"|爷爷|奶奶|外公|外婆|wife|husband|spouse|partner|(?:grand)?(?:mother|father)(?:-in-law)?"
    r"|mom|mum|dad|missus|hubby|(?:other|better) half|grandma|grandpa|gran|nan|granny|grandad"
    r"|granddad|(?:youngest|eldest"
    r"|oldest)(?: one)?|newborn)"
)
_SOME = (
    r"(?:孩子|小孩子?|娃娃?|宝宝|儿子|女儿|闺女|老人|弟弟|妹妹|哥哥|姐姐|(?<=我)[弟妹哥姐](?![弟妹哥姐夫])|孙子|孙女|kids?"
    r"|细路(?:仔|女)?|(?:little |small )?ones(?= at)|little ones|lads?|lass(?:es)?"
    r"|teen(?:ager)?s?|parent"
    r"|child(?:ren)?|sons?|daughters?|boys?|girls?|nephews?|nieces?|bab(?:y|ies)|brothers?"
    r"|sisters?|elders?"
    r"|半大小子|小子|姑娘|丫头|大学生|研究生|高中生|初中生|小学生|小的|老的|大的|(?:old"
    r"|young)(?: ones)?(?=\s*(?:$|[,.;]"
    r"|and\b))"
    r"|grandsons?|granddaughters?|grandkids?|grandchild(?:ren)?)"
)
_WITH = (
    r"(?:\s*(?:都|还|正|也|现在|目前|在)*(?:要|得|需要)?(?:靠我|我)?(?:养着?|供着?)?"
    r"(?:在?(?:上学|读书|读大学|上大学|念书|读研|上[小中初高]学|上初中|上高中|上幼儿园))?"
    r"(?:也|都|一直|现在)?(?:不上班|不工作|没(?:有)?(?:在)?(?:上班|工作|收入|退休金)"
    r"|在家(?:带孩子)?|带着?(?=[一两俩三1-3])){0,2}(?:[，,]\s?带着(?=[一两俩三1-3]))?"
    r"(?P<new>刚满月|刚出生|还没断奶)?"
    r"(?:,?\s?(?:(?:(?:who|that)?(?:'s| is| are)|is|are|still|now|currently|away|both)\s)*"
    r"(?:(?:at|in|going to|attending|studying at|off at|away at)\s(?:an?\s|the\s)?"
    r"(?:home|(?:primary|secondary|middle|high|boarding|grammar|private|law|med|medical|grad"
    r"|graduate|business|day)?\s?school|college|uni(?:versity)?|nursery|kindergarten|day ?care"
    r"|sixth form|(?:care|nursing|old people's) home|education|their teens|(?:his|her) teens)\b"
    r"|studying(?: (?:abroad|overseas|there))?|abroad|overseas|back home|a student|students?"
    r"|who studies|who doesn't work|not working"
    r"|stays? (?:at )?home(?: with)?|who stays home))*)"
)
_PERSON = re.compile(
    rf"{_WHOSE}(?:(?P<n>{_NUMBER})\s*(?:个|位|口)?\s*|(?P<a>个))?{_OF_AGE}"
    rf"(?:(?P<pair>{_PAIR})|(?P<one>{_ONE})|(?P<some>{_SOME}))"
    r"(?!'s (?:mother|father|mum|mom|dad|parents?|sister|brother|sons?|daughters?|kids?|children)\b"
    r"|的(?:爸|妈|父|母|爹|娘))"
    rf"(?:(?:他们?)?(?P<after>一|两|俩|三|四|1|2|3)(?!个?(?:老|孩|小[孩的]|娃|儿|女|弟|妹))个?人?(?!岁))?{_WITH}"
)
_NONE_THERE = re.compile(r"^(?:没有?|无)(?:老人|父母|小孩|孩子)[，,、]\s?")
_BREADWINNER = re.compile(
    r"一家(?P<zh>[三四五六3-6])口[，,、]?\s?(?:全|都)?(?:就|只有|全靠|都靠"
    r"|靠)我(?:一个)?(?:人)?(?:挣钱|赚钱|上班|养|工作|有收入)?[^，。]{0,3}"
    r"|(?:it's |we're |we are )?a family of (?P<fam>three|four|five|six|[3-6])(?: and"
    r"|,) (?:and )?(?:only i|i'm the only one|just i)[^,.;]{0,16}"
    r"|(?:there are |the )?(?P<en>three|four|five|six|[3-6]) of us (?:all )?(?:live|living"
    r"|depend(?:ing)?|rely)"
    r" (?:on|off) (?:my|me|what i)[^,.;]{0,16}"
)
"""The client earns for a family that is counted with them in it."""
_OPENING = (
    r"(?:(?:单身|离异|离婚了?|丧偶|divorced|widowed|single|嗯|呃|那|就|有|是|一共|总共|共|大概"
    r"|目前|家里|老家|主要|要养|得养|养着?|供|还"
    r"|well|um"
    r"|uh|just|only|both|about|there are|there's|it's|i have|i support|we have)[\s,，]*)*"
)
_LEAD = re.compile(_OPENING)
_TOTAL = re.compile(
    rf"{_OPENING}(?P<n>{_NUMBER})\s*(?:个|位|口)?"
    r"(?:人|people|of them|dependants?|dependents?)?\s*[,，:：;；。.\-—–(（]+\s*(?:[都全]是)?"
)
_BETWEEN = re.compile(
    r"\s*(?:[,，、+;；&/]|和|与|跟|还有|以及|加上?|及|\band\b|\bplus\b|\balso\b)*\s*"
    r"(?:(?:还有|and|plus|also|both)\s*)*"
)
_SUPPORTS = re.compile(
    r"供着|(?:要|得|还要|需要|我|在|负责)(?:一个人)?(?:养活?|抚养|赡养|供养|照顾|负担)着?\s?"
    r"|\b(?:support|supporting|provide for|providing for|take care of|look after|raising"
    r"|bringing up|keep(?= (?:my|our))|caring for|dependants?:"
    r"|dependents?:)\s"
)
_RELY = re.compile(
    r"\s?(?:都|全|全都|两个都|还)?(?:靠我(?:养|照料|照顾|伺候|一个人)?|[要得]我?(?:照顾|伺候|服侍)|要我养|要养|指着我|等着我养|得我养|需要我养"
    r"|[，,]?(?:都|全)?由?我[养供][她他])"
    r"|(?<! me)(?<! us)(?<! him)(?<! them)\s(?:to (?:support|look after|feed"
    r"|provide for))\b(?! (?:[$€£¥0-9]|my|our|the|her|his|\w+ (?:kids"
    r"|children)))"
    r"|\s?(?:all |both )?(?:depends?|dependent|rely|relies|live|lives) on (?:me|my)\b"
)
_ALONE_EARNS = re.compile(
    r"(?:就|只有|全家就|家里就)我一个?人?(?:在)?(?:挣钱|赚钱|上班|有收入|工作)|(?:都|全"
    r"|全都)(?:指着|靠|指望)我"
    r"|\b(?:only one (?:earning|working|who earns)|sole (?:earner|breadwinner)|all on me"
    r"|on (?:one|my) (?:wages?|income|salary|pay))\b"
)
"""The client alone earns for those who are named."""
_TOTAL_AFTER = re.compile(
    rf"[,，、\s]*(?:一共|总共|共|算|合计|加起来|so|that's|that makes|in total|total of"
    rf"|total)?\s?({_NUMBER})\s?"
    r"(?:个|口|位)?(?:老人|孩子|人|people|in total|in all|total|altogether)?[\s.。!！吧了的]*"
)
_OLD_AND_YOUNG = re.compile(r"([一两二三四])老([一两二三四])小")
_SAID_AGAIN = re.compile(rf"[,，、]\s*({_NUMBER})个(?:老人|孩子)[。.!！了]*$")
"""爸妈加岳父母，四个老人: those who were named, counted."""
_OPEN_ZH = re.compile(r"孩子|小孩|娃|宝宝|老人|弟弟|妹妹|哥哥|姐姐|[a-z]")
"""Words that may stand for several; 儿子 in a list is one."""
_PLUS = re.compile(rf"({_NUMBER})")
_END = re.compile(
    r"(?:\s?\b(?:these days|now|nowadays|at the moment|at present|for now))?(?:,? ?(?:he|she"
    r"|they)(?:'s| is|'re| are) [^,.;0-9]{1,24})?[\s.。!！,，)）~吧啊呢了的呀哈]*$"
)


@dataclass(frozen=True)
class Household:
    """People named one by one. `sure` where every one of them was counted."""

    people: int
    sure: bool


def read(text: str) -> Household | None:
    """How many people a folded text lists, or None where it says anything besides.

    A total that is said first ("two, my wife and the kid") settles those whose number was left
    open (孩子 may be several); where it does not fit the list, the answer is not sure.
    """
    if earner := _BREADWINNER.fullmatch(text.strip(" .。!！")):
        said = earner.group("zh") or earner.group("en") or earner.group("fam")
        return Household(_VALUES[said] - 1, True)
    text = _NONE_THERE.sub("", people.EXEMPT.sub("", text))
    if (mixed := _OLD_AND_YOUNG.search(text)) is not None:
        return Household(_VALUES[mixed.group(1)] + _VALUES[mixed.group(2)], True)
    if (again := _SAID_AGAIN.search(text)) is not None:
        least, _, named, at = _walk(text, 0)
        if named and least == 2 * _VALUES[again.group(1)] and _END.match(text, at):
            return Household(_VALUES[again.group(1)], True)
    total = _TOTAL.match(text)
    stated = _VALUES[total.group("n")] if total else None
    opening = total or _LEAD.match(text)
    least, open_, named, at = _walk(text, opening.end() if opening else 0)
    more = _PLUS.fullmatch(text[at:].strip()) if named else None
    if more and _VALUES[more.group(1)] >= max(least, 2) and re.search(r"[,，、]\s*$", text[:at]):
        stated, at = _VALUES[more.group(1)], len(text)
    elif more:
        least, at = least + _VALUES[more.group(1)], len(text)
    elif named and stated is None and (after := _TOTAL_AFTER.fullmatch(text[at:])):
        stated, at = _VALUES[after.group(1)], len(text)
    if not named or not _END.match(text, at):
        return None
    if hedges.is_correction(text):
        return None
    if stated is None:
        # One word for all of them, without a number, is no list: 孩子 alone says nothing yet.
        definite = named > 1 and not _OPEN_ZH.search(text)
        one = least == 1 and any(word in text for word in _ONE_EACH)  # likely, and asked about
        return Household(least, not open_ or definite) if named > 1 or not open_ or one else None
    fits = stated == least or (open_ and stated > least)
    return Household(stated, fits)


def _walk(text: str, at: int) -> tuple[int, bool, int, int]:
    """People listed from `at`: how many, whether more, in how many words, and where it ends."""
    least, open_, named = 0, False, 0
    while person := _PERSON.match(text, at):
        if person.end() == at:
            break
        count, vague = _count(person)
        least, open_, named = least + count, open_ or vague, named + 1
        at = person.end()
        if link := _BETWEEN.match(text, at):
            at = link.end()
    return least, open_, named, at


@dataclass(frozen=True)
class Supported:
    """People who are said to be supported, between `start` and `end`."""

    people: int
    sure: bool
    start: int
    end: int


def supported(text: str) -> Supported | None:
    """The people whom a folded text says the client supports: 要养爸妈和两个孩子.

    Read wherever it stands, not only in an answer to the question how many.
    """
    if match := _SUPPORTS.search(text):
        least, open_, named, end = _walk(text, match.end())
        if named:
            more = _DANGLING.search(text, max(0, end - 4), end)
            return Supported(least, not open_ and not more, match.start(), end)
    if _ALONE_EARNS.search(text) or people.SPOUSE_AT_HOME.search(text):
        people_named = list(_PERSON.finditer(people.EXEMPT.sub("", text)))
        counts = [_count(person) for person in people_named]
        if counts:
            known = not _RELATED.search(text) and not any(
                vague and person.group("some") not in _ONE_EACH
                for person, (_, vague) in zip(people_named, counts, strict=True)
            )
            sure = known and not people.GROWN.search(text)
            sure = sure and (len(counts) > 1 or _ALONE_EARNS.search(text) is not None)
            return Supported(sum(n for n, _ in counts), sure, 0, len(text))
    if (match := _RELY.search(text)) and not _NOBODY_DOES.search(text, 0, match.start()):
        for person in _PERSON.finditer(text, max(0, match.start() - 60), match.start()):
            least, open_, named, end = _walk(text, person.start())
            if named and person.end() > person.start() and end >= match.start():
                one = named == 1 and person.group("some") in _ONE_EACH
                return Supported(least, not open_ or one, person.start(), match.end())
        near = list(_PERSON.finditer(text, max(0, match.start() - _WITHIN), match.start()))
        if len(near) == 1 and (not _count(near[0])[1] or near[0].group("some") in _ONE_EACH):
            # 我爸瘫痪了，靠我养
            return Supported(_count(near[0])[0], True, near[0].start(), match.end())
    return None


_ONE_EACH = ("儿子", "女儿", "闺女", "孙子", "孙女", "弟", "妹", "哥", "姐")
"""Who is named alone and is one, though Chinese does not say so."""
_WITHIN = 24
"""How far before "depends on me" the one may stand who does."""
_NOBODY_DOES = re.compile(r"(?:没有?|不用?|无人|无)\s?$")
_DANGLING = re.compile(r"(?:和|跟|与|还有|以及|加上?|及|\band\b|\bplus\b)\s*$")
_RELATED = re.compile(r"朋友|同事|邻居|\b(?:friends?|colleagues?|neighbou?rs?)\b")


def _count(person: re.Match[str]) -> tuple[int, bool]:
    """How many at least are meant, and whether it may be more."""
    said = person.group("n") or person.group("after")
    if person.group("pair"):
        return 2, False
    if person.group("one"):
        return 1, False
    if said:
        return _VALUES[said], False
    if person.group("a"):
        return 1, False
    word = person.group("some")
    if person.group("new"):
        return 1, False
    several = word.endswith("s") or word in ("children", "grandchildren", "babies")
    definite = not several and word.isascii()
    return (2 if several else 1), not definite
