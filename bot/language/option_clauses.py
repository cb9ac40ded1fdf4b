"""Takes a free answer apart: whose words count, under what condition, and between what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from bot.language.normal import fold
from bot.language.option_cues import NEGATIVE

_CHANCE = 3
"""So many phrasings of a question may be about others by chance."""

_KIN_ZH = (
    "老公|老婆|爱人|太太|先生|丈夫|妻子|媳妇|老伴|老头子?|爸妈?|爹|妈|父母|父亲|母亲|老爸|老妈|爷爷|奶奶"
    "|儿子|女儿|闺女|孩子|娃|哥哥?|姐姐?|弟弟?|妹妹?|姐夫|嫂子|女婿|儿媳|婆婆|公公|岳父|岳母|丈母娘"
    "|舅舅?|叔叔?|姑姑?|姨|表哥|表姐|堂哥|男朋友|女朋友|男友|女友|对象|朋友|闺蜜|哥们|同事|邻居|领导"
    "|老板|亲戚|室友|同学|合伙人|大姐|大哥"
)
_OTHERS_ZH = re.compile(
    r"^(?:嗯|哦|但是?|可是?|不过|其实|像|反正|而|因为|就是|听说)?"
    rf"(?:(?:我|俺|咱)(?:们?家)?的?(?:那个|一个|有个)?(?:{_KIN_ZH})|(?:{_KIN_ZH})(?=会|肯定|说|是|在|做|买|炒|管|比|也|都|以前)"
    r"|他们?|她们?|人家|别人|大家|大多数人|很多人|有的人|有些人|年轻人(?!嘛|一个|么|啦)|身边人)"
    r"(?!和我|跟我|与我|、|及|说我|让我|叫我|觉得我|知道我|[陪代替]我)"
)
_KIN_EN = (
    "husband|wife|spouse|partner|boyfriend|girlfriend|fianc[eé]e?|dad|father|mum|mom|mother"
    "|parents?|folks|son|daughter|kids?|children|brother|sister|uncle|aunt|cousin|grandad"
    "|grandfather|grandma|grandmother|friends?|mates?|buddy|colleagues?|coworkers?|neighbou?rs?"
    "|boss|roommate|flatmate|in-laws?|mother-in-law|father-in-law|brother-in-law|better half"
    "|competitors?|rivals?"
)
_FOR_THEM_EN = (
    r"'s?\s+(?:wedding|care|degree|education|school|schooling|university|uni|college|studies|study"
    r"|tuition|fees|course|treatment|operation|therapy|nursing|birthday|future|bills)\b"
)
"""What is paid for another person is a matter of the client's own."""
_BESIDE_US_EN = (
    r"(?:(?:my|our|the) (?:accountant|auditor|landlord|landlady|advis[eo]r|lawyer|solicitor)s?"
    r"|(?:another|(?:my|our|the) (?:other|next|parent|sister)) (?:department|desk|team|firm"
    r"|company))"
    r" (?:says?|thinks?|reckons?|suggests?|told|uses?|gets? (?:your|its|their)|has|have|borrowed"
    r"|refinanced|recommends?|just opened)\b(?! to\b)"
)
"""People and firms beside the client, where they say or have something."""
_OTHERS_EN = re.compile(
    r"^(?:well|but|and|though|so|because|like|actually|honestly)?,?\s*"
    rf"(?:(?:my|our|the)\s+(?!late \w+'s)(?:\w+\s+)?(?:{_KIN_EN})\b"
    rf"(?!'s?\s+and|\s+and\s+(?:i|me)\b|,\s|\s+(?:company|firm|group)\b|{_FOR_THEM_EN})"
    r"|(?:he|she|they|he's|she's|they're|he'd|she'd|they'd)\b"
    rf"|a (?:friend|colleague|mate|cousin) of mine\b"
    rf"|{_BESIDE_US_EN}"
    r"|(?:some|most|other|many|young|old) people\b|people\b|everyone\b|everybody\b|others\b)"
)
Person = Literal["family", "named", "people", "pronoun"]
"""Of whom a clause tells: children and parents, others by name, people at large, or "they"."""
_FAMILY = re.compile(
    r"爸|爹|妈|父母|父亲|母亲|爷爷|奶奶|儿子|女儿|闺女|孩子|娃"
    r"|\b(?:dad|father|mum|mom|mother|parents?|folks|son|daughter|kids?|children|grand\w+)\b"
)
_NAMED = re.compile(
    rf"{_KIN_ZH}|别人|人家|大家|[多有]数?的?人|\b(?:{_KIN_EN})\b|of mine|{_BESIDE_US_EN}"
)
_PEOPLE = re.compile(r"\b(?:people|everyone|everybody|others)\b")
_OPINION_EN = re.compile(
    r"\b(?:says?|said|thinks?|reckons?|suggests?|insists?|believes?|would say)\b"
)
"""What others think is no answer even where their doings are one: my son says ten years."""
_FIRST_ZH = re.compile(
    r"(?<![逼让叫劝帮替给陪带求])我(?!的?(?:们?家)?的?(?:那个|一个|有个)?(?:" + _KIN_ZH + "))"
)
_FIRST_EN = re.compile(r"\b(?:i|i'd|i'm|i'll|i've|me|myself|we|we'd|us)\b")
_BREAKS = re.compile(
    r"[,，。;；!！?？\n]+|(?<!\d)\.(?!\d)|(?=但是?|(?<![跑比敌拼赶斗说])不过|可是|而我|至于我)"
    r"|(?=\bbut\b|\bwhereas\b|\bwhile i\b)"
)

_JOINED = re.compile(r"以及|还有|另外|和|跟|、|\band\b|\bplus\b|&")

_CONDITION_ZH = re.compile(
    r"除非(?!天塌|地球|世界末日|太阳|火星|我死)|只有.{1,16}才|才(?:会|能|敢|考虑|愿意)|取决于|(?:要|得|那|就|^|(?<=[，,]))看(?!管理人|基金经理|宏观|个股|看|好|中|重|走|账|期|产|见|过|起|年报|新闻|书|电视|报|了|过|着|到|财|手|病|不|得|央|K|k|一|多|长|远|淡|短|抖|视|短|朋|公|博|群|论|帖|券|银|大|海|研|直).{1,12}(?:再说|而定|情况|定|吧|了)?$"
    r"|视.{0,8}而定|(?:如果|(?<![主重])要是|假如|假使|倘若|若是?|(?<!怕)万一|一旦)"
    r"(?!(?:是|换成?|轮到)?我(?:(?:的话|来?选|自己选?)?[，,]|就(?!是|算))|(?:真的?)?(?:非|硬|一定|只能?)要?.{0,3}选|[让问]我(?:自己)?[选挑说定])"
)
_SUPPOSING_ZH = re.compile(
    r"(?:如果|(?<![主重])要是|假如|假使|倘若)(?!.{0,4}[选挑])|除非|才(?:考虑|愿意|会|敢)(?:办|买|做|要|用|选|订|贷)"
)
_CONDITION_EN = re.compile(
    r"\bunless\b|\bdepend(?:s|ing)?\b|\bprovided\b"
    r"|\bonly (?:if|when|once)\b|\bonce (?:the|it|i|we|my)\b"
    r"|\bin case\b"
    r"|(?<!even )(?<!what )(?<!as )(?<!see )\bif\b"
    r"(?!\s+(?:you ask me|i'm honest|i am honest|anything|possible|need be|i had to|i have to"
    r"|i must|only|i'm (?:being )?(?:honest|blunt|frank)|you must know|truth be told|i may say))"
)
_GIVEN_EN = re.compile(
    r"^(?:but |well,? |only )?(?:if|unless|provided|assuming|once (?:the|it|i|we|my|our))\b"
    r"(?! (?:possible|anything|something|need be|you (?:ask me|must know)"
    r"|i'm (?:honest|blunt|frank)|(?:i|we|one of us) (?:die|fall|get|lose|become|can't|am ill))\b)"
    r"|\b(?:unless|provided that|only (?:if|when|once))\b|, (?:but )?if (?:the|it|we|that|there)\b"
    r"|\b(?:would|i'd|we'd) (?!like\b|love\b|want\b|appreciate\b|be\b)[^,.;]{1,40} if\b"
    r"|^(?:it's |it could be |it is )?either\b[^.;]{1,60}\bor\b"
)
_SUPPOSED = re.compile(
    r"跌|亏|降|赔|缩水|那样|这样|这种|真的?(?:有|发生|到|遇|碰)|发生|\b(?:f[ae]ll|falls|falling|drop(?:s|ped)?|lost|los(?:e|es)|down|happen(?:s|ed)?"
    r"|that|dip(?:s|ped)?|tank(?:s|ed)?|crash(?:es|ed)?)\b"
)
_BEYOND = re.compile(
    r"再跌|继续跌|还跌|另外|才|否则|不然|要不|超过"
    r"|\b(?:another|further|more than|keeps?|only|otherwise|else)\b"
)
_PAST = re.compile(
    r"(?<!没)以前(?![攒存])|(?<![跟比买到没和])原来(?![的那])|过去|曾经|从前|早些年|年轻(?:的)?时候"
    r"|\b(?:used to|in the past|back then|once upon"
    r"|when i was young|previously|years ago|formerly)\b"
)
_SPOKEN_OF = re.compile(rf"^(?!.*(?:{_KIN_ZH}|[她他](?!们).*，，)).+，，(?:但|可|因为)?他们")
"""They who were spoken of before, and are no kin: 给大厂做配套，他们压款."""
_ELLIPTIC = re.compile(
    r"(?:但|可|不过|而)?我(?:自己|本人|可|就|倒|却|是|从来|也|还|都)*(?:没有?|不)(?:怎么)?[买做碰玩炒投弄试搞用办](?:过|了|的|啊)?"
)
_LIKEWISE = re.compile(
    r"所以?我也|我们?(?:自己)?也(?:一样|想|要|这样|跟着|打算|得|差不多)(?!知道|问|想)"
)
_EITHER = re.compile(
    r"要么|或者?(?!许)|还是(?!要|会|得|想|算|比较|先|以|觉得|选|希望|挺)"
    r"|(?<!give )\bor\b(?! so\b| less\b| thereabouts\b)"
)
_PERHAPS = re.compile(r"也?(?:可能|也许|说不定)|\b(?:maybe|perhaps|might|possibly)\b")
_BOTH = re.compile(r"也?有(?!点|些|时|限|房贷)|(?:a )?\b(?:bit|part|half) (?:of )?")
_OPENING = re.compile(r"^(?:要么|either)\s*")

_STRIPPED_ZH = re.compile(
    r"(?:从来|绝对|根本|完全|肯定|一点都?|并|也|都)?(?:不是|不会|不想|不太|不怎么|不算|没有|没|不|别|未|绝非|谈不上|算不上)"
    r"(?!错|断|同|过|管|少|多|久|动产|良|然|妨|如|仅|光|但)"
)
_STRIPPED_EN = re.compile(
    r"\b(?:do not|does not|did not|would not|will not|am not|is not|are not|have not|has not"
    r"|can not|cannot|not|never|no|without|neither|nor|hardly|anything but|everything but"
    r"|except|besides|nothing but)\b\s*|\b(?:don't|doesn't|didn't|won't)\b\s*|n't\b"
)

_NOT_ALL = re.compile(
    r"(?:我|肯定|应该|反正)*(?:不会?|没|不是|不可能)(?:把它?)?(?:全|都|完全)"
    r"|(?:i |it |well,? )*(?:not|won't|wouldn't|can't|don't|didn't|isn't)(?: \w+)? "
    r"(?:all|everything|the whole|the lot|entirely|completely)\b"
)
_AT_ONCE = re.compile(
    r"(?:嗯|哦|我们?|这|那|反正|肯定|绝对|还|也|倒|并)*(?:不|没|别|未|无)"
    r"|(?:well,? |it |i |we |i'm |it's |they |this |that |definitely |certainly |just )*"
    r"(?:not|no|nothing|nobody|never|none|can't|cannot|won't|don't|doesn't|didn't|haven't|hasn't"
    r"|isn't|wouldn't|shouldn't|couldn't|aren't)\b"
)


def clauses(said: str) -> tuple[str, ...]:
    """The clauses of a folded text, without what stands between them."""
    return tuple(part.strip() for part in _BREAKS.split(said) if part and part.strip())


def members(said: str) -> tuple[str, ...]:
    """The things that a text lists, by clause and by "and"."""
    return tuple(
        piece.strip() for part in clauses(said) for piece in _JOINED.split(part) if piece.strip()
    )


def about_others(clause: str) -> Person | None:
    """Of whom a clause tells, where that is not the client."""
    found = _OTHERS_ZH.match(clause)
    if found is not None:
        first = _FIRST_ZH.search(clause)
    else:
        found = _OTHERS_EN.match(clause)
        first = _FIRST_EN.search(clause, found.end()) if found else None
    if found is None or first is not None:
        return None
    if _PEOPLE.search(found.group()):
        return "people"
    if _FAMILY.search(found.group()):
        return "family"
    return "named" if _NAMED.search(found.group()) else "pronoun"


def uncounted(phrasings: Iterable[str]) -> frozenset[Person]:
    """The people whose doings are no answer to a question with these phrasings.

    Some phrasings are about others where others count: children who study, friends who tell the
    news.
    """
    told = Counter(about_others(fold(text)) for text in phrasings)
    kinds: tuple[Person, ...] = ("family", "named", "people", "pronoun")
    return frozenset(kind for kind in kinds if told[kind] <= _CHANCE)


def personal(phrasings: Iterable[str]) -> bool:
    """Whether a question with these phrasings is about the client alone."""
    return {"family", "named"} <= uncounted(phrasings)


def own(said: str, *, apart: frozenset[Person], past: bool) -> str:
    """What a folded text says of the client: without the clauses about people who count as
    `apart` and, unless the `past` is asked for, about former times; perhaps nothing."""
    parts = clauses(said)
    kept = [part for part in parts if past or not _PAST.search(part)]
    kept = _without_others(kept, apart)
    if len(kept) == len(parts):
        return said
    return "，".join(kept) if re.search(r"[\u3400-\u9fff]", said) else ", ".join(kept)


def _without_others(parts: list[str], apart: frozenset[Person]) -> list[str]:
    """The clauses without such as are about others, or go on about them without a word of the
    client: 我妈糊涂了，在办监护."""
    kept: list[str] = []
    others = False
    for at, part in enumerate(parts):
        told_of = about_others(part)
        spoken_of = _SPOKEN_OF.search("，".join([*parts[:at], "", part]))
        if (told_of in apart and not spoken_of) or (told_of and _OPINION_EN.search(part)):
            others = True
            if _LIKEWISE.match("".join(parts[at + 1 : at + 2])):
                kept.append(part)  # 朋友都在炒股，我也想试试: what the client wants stands there
        elif others and _ELLIPTIC.fullmatch(part):
            continue  # 我老婆买基金，我没买过: what was not bought stands in the other clause
        elif _FIRST_ZH.search(part) or _FIRST_EN.search(part) or "自己" in part or not others:
            kept.append(part)
            others = False
    return kept


def conditional(said: str) -> bool:
    """Whether an answer holds under a condition only.

    The condition that the question itself makes (a fall, a loss) is none, unless it goes beyond.
    """
    found = _CONDITION_ZH.search(said) or _CONDITION_EN.search(said)
    if found is None:
        return False
    if re.match(r"如果|要是|假如|假使|倘若|若|万一|一旦|if", found.group()):
        rest = said[found.end() : found.end() + 48]
        again = _CONDITION_ZH.search(rest) or re.search(r"\bif\b", rest)
        if found.group() != "if":
            rest = _BREAKS.split(rest)[0]  # 如果收益有三成，亏两成可以: the fall is no part of it
        return bool(again) or not _SUPPOSED.search(rest) or bool(_BEYOND.search(said))
    return True


def supposed(said: str) -> bool:
    """Whether Chinese words put an answer under a condition: 如果批得多就买设备."""
    return _SUPPOSING_ZH.search(said) is not None


def given(said: str) -> bool:
    """Whether all that a text says stands under a condition, or is one side of an "either":
    only if, once we export, unless.

    Narrower than `conditional`: "people ask if they can pay by phone" names what is wanted.
    """
    return _GIVEN_EN.search(said) is not None


def alternatives(said: str) -> tuple[str, ...]:
    """The sides of an "or", of a twofold "maybe", or of "a bit of this, a bit of that", where there
    is one; else nothing."""
    perhaps = _PERHAPS.split(said)
    parts = perhaps[1:] if len(perhaps) > 2 else _EITHER.split(said)
    if len(parts) < 2:
        parts = [part for part in _BOTH.split(said) if part] if len(_BOTH.findall(said)) > 1 else []
    parts = [_OPENING.sub("", part.strip(" ,，")) for part in parts]
    parts = [part for part in parts if part]
    return tuple(parts) if len(parts) > 1 else ()


def denies_at_once(said: str) -> bool:
    """Whether a text begins with its denial, so that little else may be meant by it."""
    return _AT_ONCE.match(said) is not None


def denies_part(said: str) -> bool:
    """Whether a text only denies that something holds altogether: not all of it, 不会全卖."""
    return _NOT_ALL.match(said) is not None


def affirmed(said: str) -> str:
    """A folded text with its denials taken out: 不喜欢冒险 → 喜欢冒险."""
    return _STRIPPED_EN.sub("", _STRIPPED_ZH.sub("", said)).strip()


def plain_clauses(said: str) -> tuple[str, ...]:
    """The clauses that deny nothing."""
    return tuple(part for part in clauses(said) if not NEGATIVE.search(part))
