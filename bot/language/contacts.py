"""How a client can be reached: name, phone, email, WeChat id, wished channel and time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, fields
from typing import Literal

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.language.normal import Folded, folded
from bot.language.wordlist import words

Kind = Literal["phone", "email", "wechat"]
KINDS: tuple[Kind, ...] = ("phone", "email", "wechat")


@dataclass(frozen=True)
class Address:
    """Where in a text an address stands, of what kind, and its normal form (not in `repr`)."""

    kind: Kind
    value: str = field(repr=False)
    start: int
    end: int


@dataclass(frozen=True, repr=False)
class Contact:
    """What a text says about reaching the client; None where it says nothing.

    `phone` is E.164, `email` normalised, `channel` one of phone, wechat, email, message.
    `time` are the client's own words. Its `repr` names what is there, never the contents.
    """

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    wechat: str | None = None
    channel: str | None = None
    time: str | None = None

    def __repr__(self) -> str:
        present = [f.name for f in fields(self) if getattr(self, f.name) is not None]
        return f"Contact({', '.join(present)})"

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) is not None for f in fields(self))

    @property
    def reachable(self) -> bool:
        """Whether there is an address at which the client can be reached."""
        return bool(self.phone or self.email or self.wechat)


_EMAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9][a-z0-9._%+-]{0,63}\s?@\s?[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]"
    r"{1,63}){1,4}"
)
_PHONE_RUN = re.compile(r"(?<![0-9a-z@._])(?:\+|00)?[0-9(][0-9()\s.-]{5,22}[0-9](?![0-9a-z@])")
_SPOKEN_RUN = re.compile(r"[零〇一二三四五六七八九幺]{11}(?![零〇一二三四五六七八九十百千万幺])")
_SPOKEN = str.maketrans("零〇一二三四五六七八九幺", "001234567891")
_WECHAT = re.compile(
    r"(?:微信号?|威信|薇信|加微|加v|v信|vx|wx|we ?chat(?: id)?|weixin)\s?(?:号|id|账号"
    r"|帐号|number|是|为|is"
    r"|:|：|=|,|，|\s|就是|也是|我的|my){0,6}\s?(?P<id>[a-z][a-z0-9_-]{5,19}"
    r"|1[3-9][0-9]{9})(?![a-z0-9@_-])"
)
_WECHAT_IS_PHONE = re.compile(
    r"微信(?:号)?(?:也是|就是|和|跟|同)?(?:手机|电话)?(?:号码?)?(?:同号|一样|同|就是手机"
    r"|也是这个|就是这个)|(?:手机"
    r"|电话)(?:号)?(?:就是|同|和|跟)微信|同微信|微信同|wechat (?:is )?(?:the )?same"
    r"|same (?:number )?(?:on|for|as)(?: my)? wechat"
)
_NOT_AN_ID = frozenset(
    words(
        "number please contact account wechat weixin online message better because instead pr"
        "efer rather phone email"
    )
)
_SURNAMES = words(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 端木 南宫 申屠"
)
_SURNAME = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏"
    "潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅"
    "皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫"
    "房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封芮储靳松井段富巫乌"
    "焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司黎薄印白怀蒲"
    "邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂牛寿通边扈燕"
    "冀浦尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "殴沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权"
    "逯盖益桓公覃佟付代候岳亓仝邸"
)
_NAME_ZH = re.compile(
    r"(?:我叫(?:做)?|名字(?:是|叫|:|：)|姓名(?:是|为|:|：)?|叫我|本人(?:姓名)?(?:叫)?"
    r"|称呼我|我的名字(?:是"
    r"|叫))\s?(?P<full>[\u4e00-\u9fff·]{2,4})"
    r"|(?:我姓|免贵姓|鄙姓|姓)\s?(?P<last>[\u4e00-\u9fff]{1,2})(?P<title>先生|女士|小姐"
    r"|太太|老师|总)?"
    r"|(?:我是|这是|我)\s?(?P<titled>[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐))"
)
_AFTER_NAME_ZH = frozenset("，。,.;；!！的和我电手微邮是在，")
_NOT_IN_NAME = frozenset("的是我你他了吗呢吧电话手机微信邮箱就叫想要")
_NAME_EN = re.compile(
    r"(?:\bmy name(?:'s| is)|\bname(?: is|:|'s)|\bthis is|\bcall me|\bi'm called"
    r"|\bi am called"
    r"|\bi go by)\s(?P<name>[a-z\u00c0-\u024f][a-z\u00c0-\u024f'.-]{0,20}(?: [a-z\u00c0-"
    r"\u024f][a-z\u00c0-\u024f'.-]{0,20}){0,2})"
    r"|(?:^|[.,!] ?)(?:hi,? |hello,? )?(?:i'm"
    r"|i am)\s(?P<maybe>[a-z\u00c0-\u024f][a-z\u00c0-\u024f'-]{1,20}(?: [a-z\u00c0-\u024f"
    r"][a-z\u00c0-\u024f'-]{1,20}){0,2})"
)
_NOT_A_NAME = frozenset(
    words(
        """
        and my phone number email is at on wechat you can reach me please the a an i it but
        or call text contact tel from with looking not interested here just in to for so
        very really sorry happy sure ok fine good retired married single about what why how
        when mr mrs ms dr am pm tomorrow today morning afternoon evening later back working
        trying going getting thinking planning worried new still also only currently already
        now
        """
    )
)
_TITLES = ("mr", "mrs", "ms", "miss", "dr")
_CHANNELS = (
    (
        "phone",
        re.compile(
            r"打(?:我)?(?:的)?(?:电话|手机)|(?:电话|手机)联系|给我(?:来)?电话|致电|回电|通话"
            r"|语音电话|\bcall me\b(?! [a-z]+$)"
            r"|\b(?:by|via|over|on the) (?:phone|telephone)\b|\bphone call\b|\bring me\b"
            r"|\bgive me a (?:call|ring)\b|\bphone (?:is )?(?:best|preferred)\b"
        ),
    ),
    (
        "wechat",
        re.compile(
            r"加(?:我|个)?微信|微信(?:联系|上?聊|沟通|就行|方便|说|吧)|用微信|\b(?:by|via|on|over"
            r"|use|through) wechat\b"
            r"|\badd me on wechat\b|\bwechat (?:is )?(?:best|preferred|works)\b"
        ),
    ),
    (
        "email",
        re.compile(
            r"(?:发|写|用|走)(?:个|封|我)?(?:电子)?邮件|邮件联系|邮箱联系|\bemail me\b|\b(?:by"
            r"|via) e?-?mail\b"
            r"|\be-?mail (?:is )?(?:best|preferred|works)\b|\bsend me an e?-?mail\b"
        ),
    ),
    (
        "message",
        re.compile(r"发(?:个|条)?短信|短信联系|\btext me\b|\bby (?:text|sms)\b|\bsend me a text\b"),
    ),
)
_DAY = (
    r"(?:今天|明天|后天|周末|工作日|平时|平日|每天|(?:下|这|本)?(?:周|星期"
    r"|礼拜)[一二三四五六日天](?:到(?:周"
    r"|星期)?[一二三四五六日天])?|\b(?:today|tomorrow|weekends?|weekdays?|(?:next |this "
    r"|on )?(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?"
    r"|sundays?))\b)"
)
_PART = (
    r"(?:早上|上午|中午|午休|下午|傍晚|晚上|晚间|夜里|下班后?|白天|任何时间|随时"
    r"|\b(?:(?:in the |late "
    r"|early )?(?:mornings?|afternoons?|evenings?)|at night|noon|lunch ?time|after work"
    r"|any ?time|daytime|office hours|business hours|working hours)\b)"
)
_HOUR = (
    r"(?:[0-9一二两三四五六七八九十]{1,2}\s?(?:点(?:半|钟)?|:[0-9]{2})(?:\s?(?:到|至|-"
    r"|~)\s?[0-9一二两三四五六七八九十]{1,2}\s?(?:点(?:半|钟)?|:[0-9]{2}))?(?:以?后|之后"
    r"|以?前|之前|左右)?"
    r"|(?:(?:after|before|around|at|from|between)\s)?[0-9]{1,2}(?::[0-9]{2})?\s?(?:am|pm"
    r"|a\.m\.|p\.m\.)(?:\s?(?:to|-|and|until)\s?[0-9]{1,2}(?::[0-9]{2})?\s?(?:am|pm))?"
    r"|(?:after|before|around) [0-9]{1,2}(?::[0-9]{2})?\b)"
)
_TIME = re.compile(
    rf"{_DAY}(?:的?\s?,?\s?(?:{_PART}|{_HOUR})){{0,3}}|{_PART}(?:的?\s?(?:{_HOUR}"
    rf"|{_DAY})){{0,2}}|{_HOUR}(?:\s?(?:{_DAY}|{_PART})){{0,2}}"
)


def read(text: str, *, region: str = "CN", asked: bool = False) -> Contact:
    """The contact details a text states; an empty `Contact` when there are none.

    Args:
        text: what the client wrote.
        region: ISO 3166 region whose phone numbers need no country code.
        asked: the client was just asked for this, so that a bare name or id counts.
    """
    whole = folded(text)
    plain = whole.text
    email, email_span = _email(plain)
    rest = _blank(plain, email_span)
    phone, phone_span = _phone(rest, region)
    wechat, wechat_span = _wechat(whole, text, rest, phone)
    name = _name(whole, text)
    time = _time(whole, text, _blank(rest, phone_span))
    if asked and name is None:
        name = _bare_name(whole, text, (email_span, phone_span, wechat_span))
    return Contact(name, phone, email, wechat, _channel(plain), time)


def normal(kind: Kind, value: str, *, region: str = "CN") -> str | None:
    """The one form of an address under which it is kept and found; None when it is none.

    Phone numbers in E.164; emails in NFKC and case-folded, the domain as IDNA, without the tricks
    of single providers (dots and tags stay); WeChat ids case-folded, or E.164 where the id is a
    phone number. Nothing shorter than a WeChat id may be (six characters) is an address.
    """
    value = unicodedata.normalize("NFKC", value).strip()
    if kind == "phone":
        return _valid(value, region)
    if kind == "email":
        try:
            checked = validate_email(value, check_deliverability=False)
        except EmailNotValidError:
            return None
        return f"{checked.local_part}@{checked.ascii_domain or checked.domain}".casefold()
    if re.fullmatch(r"\+?[0-9]{8,15}", value):
        return _valid(value, region)
    return value.casefold() if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{5,19}", value) else None


def addresses(text: str, *, region: str = "CN") -> tuple[Address, ...]:
    """The addresses a text holds, at most one of each kind, from left to right.

    Spans are those of the text as it was given.
    """
    whole = folded(text)
    email, email_span = _email(whole.text)
    rest = _blank(whole.text, email_span)
    wechat, wechat_span = _wechat(whole, text, rest, None)
    rest = _blank(rest, wechat_span)
    phone, phone_span = _phone(rest, region)
    found: list[Address] = []
    given: tuple[tuple[Kind, str | None, tuple[int, int] | None], ...] = (
        ("email", email, email_span),
        ("wechat", wechat, wechat_span),
        ("phone", phone, phone_span),
    )
    for kind, value, span in given:
        form = normal(kind, value, region=region) if value and span else None
        if form and span:
            found.append(Address(kind, form, *whole.span(*span)))
    return tuple(sorted(found, key=lambda address: address.start))


def _blank(text: str, span: tuple[int, int] | None) -> str:
    if span is None:
        return text
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]


def _email(text: str) -> tuple[str | None, tuple[int, int] | None]:
    for match in _EMAIL.finditer(text):
        try:
            checked = validate_email(
                match.group().replace(" ", "").rstrip("."), check_deliverability=False
            )
        except EmailNotValidError:
            continue
        return checked.normalized, match.span()
    return None, None


def _phone(text: str, region: str) -> tuple[str | None, tuple[int, int] | None]:
    for match in _PHONE_RUN.finditer(text):
        number = _valid(match.group(), region)
        if number:
            return number, match.span()
    for match in _SPOKEN_RUN.finditer(text):
        number = _valid(match.group().translate(_SPOKEN), region)
        if number:
            return number, match.span()
    return None, None


def _valid(raw: str, region: str) -> str | None:
    for home in (region, "CN"):
        try:
            number = phonenumbers.parse(raw, home)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _wechat(
    whole: Folded, original: str, text: str, phone: str | None
) -> tuple[str | None, tuple[int, int] | None]:
    if phone and _WECHAT_IS_PHONE.search(text):
        return phone, None
    for match in _WECHAT.finditer(text):
        if match.group("id") in _NOT_AN_ID:
            continue
        start, end = whole.span(*match.span("id"))
        return original[start:end], match.span("id")
    return None, None


def _name(whole: Folded, original: str) -> str | None:
    text = whole.text
    for match in _NAME_ZH.finditer(text):
        if match.group("full"):
            name = _han_name(match.group("full"))
            if name:
                start, end = whole.span(match.start("full"), match.start("full") + len(name))
                return original[start:end]
        elif match.group("last") and text[max(0, match.start() - 1) : match.start()] != "老":
            last = match.group("last")
            known = last if last in _SURNAMES else last[0]
            if known in _SURNAMES or known in _SURNAME:
                end = match.start("last") + len(known)
                title = re.match(r"先生|女士|小姐|太太|老师|总", text[end:])
                span = whole.span(match.start("last"), end + (title.end() if title else 0))
                return original[span[0] : span[1]]
        elif match.group("titled") and match.group("titled")[0] in _SURNAME:
            start, end = whole.span(*match.span("titled"))
            return original[start:end]
    for match in _NAME_EN.finditer(text):
        sure = match.group("name") is not None
        start = match.start("name" if sure else "maybe")
        words: list[str] = []
        at = start
        for word in (match.group("name") or match.group("maybe")).split(" "):
            begin, finish = whole.span(at, at + len(word))
            shown = original[begin:finish]
            titled = word.rstrip(".") in _TITLES and not words
            if word.rstrip(".") in _NOT_A_NAME and not titled:
                break
            # "I'm" is followed by anything; only capitals make it a name.
            if not sure and not shown[:1].isupper():
                break
            words.append(shown)
            at += len(word) + 1
            if word.endswith(".") and not titled:
                words[-1] = shown.rstrip(".")
                break
        if words and not (not sure and len(words) == 1 and words[0].isupper()):
            return " ".join(word.rstrip(",") for word in words)
    return None


def _han_name(words: str) -> str | None:
    """The name at the start of Chinese characters: a surname and one or two more."""
    double = words[:2] in _SURNAMES
    if not double and words[0] not in _SURNAME:
        return None
    longest = 4 if double else 3
    name = words[:longest]
    for index, char in enumerate(name):
        if index >= (2 if double else 1) and char in _NOT_IN_NAME:
            name = name[:index]
            break
    return name if len(name) >= 2 else None


def _bare_name(
    whole: Folded, original: str, spans: tuple[tuple[int, int] | None, ...]
) -> str | None:
    """王小明 13800138000: what is left beside the addresses, if it looks like a name."""
    text = whole.text
    for span in spans:
        text = _blank(text, span)
    for match in re.finditer(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])", text):
        name = match.group()
        double = name[:2] in _SURNAMES
        fits = len(name) <= (4 if double else 3)
        if fits and (double or name[0] in _SURNAME) and not _NOT_IN_NAME & set(name[1:]):
            start, end = whole.span(*match.span())
            return original[start:end]
    pieces = re.findall(
        r"(?<![\w@.])[A-Z][a-z'\u00c0-\u024f-]{1,20}(?: [A-Z][a-z'\u00c0-\u024f-]{1,20}){1,2}"
        r"(?![\w@])",
        original,
    )
    for piece in pieces:
        if not any(word.lower() in _NOT_A_NAME for word in piece.split(" ")):
            return str(piece)
    return None


def _channel(text: str) -> str | None:
    for channel, pattern in _CHANNELS:
        match = pattern.search(text)
        if match and not re.search(
            r"(?:不要|别|不想|不用|not|don't|no)\s?[^，。,.]{0,8}$", text[: match.start()]
        ):
            return channel
    return None


def _time(whole: Folded, original: str, text: str) -> str | None:
    match = _TIME.search(text)
    if match is None:
        return None
    start, end = whole.span(*match.span())
    return original[start:end].strip()
