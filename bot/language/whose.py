"""Whose a sum of money is: the client's own, or another person's or thing's."""

from __future__ import annotations

import re

from bot.language import voices
from bot.language.clauses import Clauses
from bot.language.wordlist import words

_KIN_ZH = (
    r"爸妈?|妈妈?|父母|爹妈?|娘家?|父亲|母亲|[大小二三表堂]?[哥姐弟妹叔伯舅姑姨婶嫂](?:夫|父"
    r"|妈|妈|哥|姐|弟|妹|们)?"
    r"|爷爷|奶奶|外公|外婆|姥姥|姥爷|岳父|岳母|丈人|丈母娘|公公|婆婆|公婆|兄弟|亲戚|前夫|前妻|前任"
    r"|女婿|儿媳妇?|亲家|侄[子女]?|外甥女?|干[爹妈]"
)
_SPOUSE_ZH = (
    r"老婆|老公|(?<!老)太太|先生(?!们)|妻子|丈夫|爱人|媳妇|对象|女朋友|男朋友|女友|男友|另一半"
)
_KIDS_ZH = r"儿子|女儿|闺女|孩子们?|小孩|娃|孙子|孙女|侄子|外甥"
_STRANGERS_ZH = (
    r"朋友|同事|邻居|隔壁|同学|室友|舍友|闺蜜|哥们|老乡|领导|老板|上司|网友|(?<![老新])客户(?!经理)"
    r"|别人|人家"
    r"|有人|有的人|有些人|大家"
    r"|[他她](?!用|乡)们?|老[王李张陈刘赵]|小[王李张陈刘赵]|首富|明星|博主|网红|主播|富豪|土豪"
    r"|富人|有钱人|穷人|一般人|普通人"
    r"|年轻人|(?<![网界业是名个圈，])打工人|房东|中介|对方|那人|这人|谁|马云|马化腾|王思聪|巴菲特"
    r"|马斯克|许家印|雷军"
    r"|刘强东"
)
_KIN_EN = (
    r"brothers?|sisters?|father|mother|dad|mom|mum|parents|uncle|aunt|cousin|grand(?:ma|pa|father"
    r"|mother|parents|son|daughter)|in-laws|siblings?|nephew|niece|ex|folks"
)
_SPOUSE_EN = r"wife|husband|spouse|partner|fianc[eé]e?|girlfriend|boyfriend|other half"
_KIDS_EN = r"sons?|daughters?|kids?|child|children|boys?|girls?|eldest|youngest"
_STRANGERS_EN = (
    r"friends?|colleagues?|neighbou?rs?|boss|co-?workers?|manager|landlord|roommate|flatmate"
    r"|mate|buddy|client|customer|teacher|doctor|guy|man|woman|people|person|employer|accountant"
)
_NOT_SUBJECT_ZH = re.compile(
    r"(?:给|为|替|帮|陪|同|养|供|让|送|留给?|照顾|有|有个|有一个|有两个|有俩|加|加上|借给?|欠"
    r"|是|对|向|找|问)我?的?$"
)
_COUNTED_ZH = re.compile(r"(?:带着?|有|养着?|生了?)(?:[一两二三四]?个|俩|仨)?$")
_NOT_SUBJECT_EN = re.compile(
    r"(?:for|with|to|from|of|by|help|support|have|has|got|give|gave|lent|owe|than|without|plus"
    r"|asked|tell|told|like|between|me and)(?: a| the| my| our| two| three| one)?$"
)
_OTHER_ZH = re.compile(
    rf"(?P<family>(?<![胎宝亲职爸妈])(?:我|我们|咱)?(?:的)?(?:{_KIN_ZH}|{_SPOUSE_ZH}"
    rf"|(?P<kids>{_KIDS_ZH})))"
    rf"|(?P<stranger>(?:我)?(?:有个|有一个|一个|有位)?的?(?:{_STRANGERS_ZH}))"
)
_OTHER_EN = re.compile(
    rf"\b(?P<family>(?:my|our|his|her|their|the|an?) (?:\w+ ){{0,2}}?(?:{_KIN_EN}|{_SPOUSE_EN}"
    rf"|(?P<kids>{_KIDS_EN})))(?:'s)?\b(?! and (?:i|me|myself)\b)"
    rf"|\b(?P<stranger>(?:(?:my|our|his|her|the|an?|some|most|other|rich|many) (?:\w+ ){{0,1}}?"
    rf"(?:{_STRANGERS_EN})(?:'s)?|someone|somebody|everyone|everybody|anyone|nobody|he|she"
    r"|(?:hubby|husband|wife|missus|boyfriend|girlfriend)(?=(?:'s| is) on\b(?! (?:leave"
    r"|maternity|paternity|holiday))| earns\b| makes\b| gets\b| has\b)"
    r"|they|his|her|their|he's|she's|they've|they're|you|you've|your))\b"
)
_SELF = re.compile(
    rf"我们?[和跟与加]我?的?(?:{_SPOUSE_ZH})|(?:{_SPOUSE_ZH})[和跟与加]我"
    r"|(?<![给帮替借欠问跟和找与让叫送对走了放存])(?:我们?|咱们?|本人|俺|家里|我家|自己)"
    rf"(?!的?(?:{_KIN_ZH}|{_SPOUSE_ZH}|{_KIDS_ZH}|{_STRANGERS_ZH}))"
    rf"|[和跟与](?:{_SPOUSE_ZH})(?:一起|两个人|两人|俩|一共|加起来|合计|总共|共)|夫妻|两口子|我俩"
    r"|\b(?:i|we|i'm|i've|i'd|i'll|we've|we're|we'll|myself|ourselves|both of us"
    r"|the two of us|between us)\b"
    rf"|\b(?:my|our)\b(?! (?:\w+ ){{0,2}}(?:{_KIN_EN}|{_SPOUSE_EN}|{_KIDS_EN}|{_STRANGERS_EN})\b)"
    rf"|\bmy (?:{_SPOUSE_EN}) and (?:i|me|myself)\b|\b(?:me|i) and my (?:{_SPOUSE_EN})\b"
)
_IN_HAND = re.compile(r"手[里上头边]|存款|闲钱|卡里|账上|积蓄")
_NOT_MINE = re.compile(
    rf"(?:是|属于|归)(?:我|我们)?的?(?:{_KIN_ZH}|{_SPOUSE_ZH}|{_KIDS_ZH}|{_STRANGERS_ZH}|公司"
    rf"|单位)[^，。]{{0,3}}的"
    r"|^的(?:工作|岗位|offer|活)[^，。]{0,6}(?:推|拒|没去|放弃|没接)|是(?:跟\w{1,3})?借|借来的"
    r"|不是我的|别人的钱"
    r"|\b(?:is|are|'s|belongs? to|of (?:that|it) (?:is|are)) (?:\w+ )?(?:my [\w-]+'s|his\b"
    r"|hers|theirs|borrowed"
    r"|the (?:company|bank|firm)|my (?:company|employer|boss))|\bisn't mine|\bnot mine"
    r"|\bspoken for\b"
)
_GIVEN = re.compile(
    r"给(?:了)?我|给我们|留给我|留下|分给我|\b(?:gave|given|left|leaves|gifted|giving) (?:me|us)\b"
)
_FOR_ME = re.compile(r"让我|给我|叫我")
_EACH = re.compile(r"各(?:有|自|赚|挣)|\s?\beach\b(?! (?:year|month|week|day))")
_SENTENCE_END = frozenset("。！？!?.；;\n")

_THIRD = re.compile(
    r"(?P<who>[a-z'’]+(?: [a-z'’]+)?) (?:(?:also|only|already|now|still|probably|currently|just"
    r"|usually|typically|always|easily) )?(?:has|owns|earns|makes|gets|holds|keeps|saves|pays"
    r"|needs|wants|manages|brings in|takes home|goes for|started with|begins)\b"
)
_OWN_THINGS = re.compile(
    r"\b(?:who|which|that|household|family|(?:my|our) (?:company|business|firm|startup"
    r"|practice|shop"
    r"|store|account|portfolio|job|work|salary|foundation|endowment|trust|charity|fund|clinic"
    r"|restaurant|bakery|studio|agency|employer|pension|goal|plan|treasury|side))$"
)
_WITH_ME = re.compile(r"\b(?:me and|and me|and i)\b")
_SAYS_I_LATER = re.compile(r"\b(?:i|we|i've|we've|i'm)\b")
_PLURAL = re.compile(r"(?P<who>[a-z']+) (?:have|earn|make|own|hold|keep|save|need)\b")
_SAYS_I = frozenset(
    words(
        "i we i'll we'll id to and also still only already currently now just do both usually don't"
        " can"
        " could would should must may might will really i'd we'd i'll either typically"
        " always who together probably normally generally jointly me us in please lets"
        " then but well"
    )
)


def of_spouse(text: str, start: int, clauses: Clauses) -> bool:
    """Whether a sum belongs to the client's husband, wife or partner alone."""
    who = _subject(text, start, clauses)
    return bool(who and re.search(rf"{_SPOUSE_ZH}|{_SPOUSE_EN}", who.group()))


def of_others(text: str, start: int, clauses: Clauses, *, goal: bool) -> bool:
    """Whether a sum belongs to somebody or something else: 我朋友有50万, "the fund has 2bn".

    For a goal the family's plans are the client's; only a stranger's are not.
    """
    low, _ = clauses.around(start)
    before = text[low:start]
    if _EACH.search(before) or (not _GIVEN.search(before) and _other_verb(before, goal=goal)):
        return True
    who = _subject(text, start, clauses)
    if who is None or (who.group("family") and given(text, before, start)):
        return False
    if goal and who.group() in ("his", "her", "their"):
        return False
    return not goal or who.group("stranger") is not None


def given(text: str, before: str, start: int) -> bool:
    """Whether a sum came from the family to the client: 我妈给我留了50万, "my gran left me 50k"."""
    if _GIVEN.search(before):
        return True
    return bool(re.search(r"给了$", before) and _FOR_ME.search(text, start, start + 16))


def _subject(text: str, start: int, clauses: Clauses) -> re.Match[str] | None:
    """The other person a sum belongs to, from its clause or the ones before in the sentence."""
    here = clauses.index(start)
    for index in range(here, max(here - 3, -1), -1):
        low, high = clauses.span(index)
        stop = start if index == here else high
        if index < here and voices.YOUNG.fullmatch(text, low, high):
            continue
        other, own = _last_other(text, low, stop), _last_own(text, low, stop)
        if (
            index < here
            and other is not None
            and other.group("kids")
            and _IN_HAND.search(text, *clauses.span(here))
        ):
            return None
        if other is not None or own >= 0:
            return other if other is not None and other.start() > own else None
        if low and text[low - 1] in _SENTENCE_END:
            return None
    return None


def not_mine(after: str) -> bool:
    """Whether the words behind a sum say that it is not the client's: 是我婆婆的, "is my dad's"."""
    return _NOT_MINE.search(after) is not None or _EACH.match(after) is not None


def _last_other(text: str, low: int, stop: int) -> re.Match[str] | None:
    last = None
    for pattern in (_OTHER_ZH, _OTHER_EN):
        for match in pattern.finditer(text, low, stop):
            lead = text[max(low, match.start() - 14) : match.start()].rstrip()
            if (
                _COUNTED_ZH.search(lead)
                or _NOT_SUBJECT_ZH.search(lead)
                or _NOT_SUBJECT_EN.search(lead)
            ):
                continue
            if last is None or match.start() > last.start():
                last = match
    return last


def _last_own(text: str, low: int, stop: int) -> int:
    return max((m.end() - 1 for m in _SELF.finditer(text, low, stop)), default=-1)


def _other_verb(before: str, *, goal: bool) -> bool:
    """A verb that somebody else does: "the fund has", "doctors make"."""
    for match in _THIRD.finditer(before):
        own = _OWN_THINGS.search(match.group("who")) or _SAYS_I_LATER.search(before, match.end())
        if not own and not goal:
            return True
    last = None
    for match in _PLURAL.finditer(before):
        last = match
    if last is None or _WITH_ME.search(before):
        return False
    return last.group("who") not in _SAYS_I
