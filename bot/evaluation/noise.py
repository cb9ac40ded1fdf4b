"""What people's typing does to a text: deterministic, seeded noise, in kinds that can be counted.

Pure: a text and a seed in, a text out. The same seed spoils the same text in the same way, in any
process and any order. Numbers, and the words that make numbers, are left alone, so that a value is
still the value that was stated.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, Protocol, get_args

Noise = Literal[
    "homophones",
    "pinyin",
    "all_pinyin",
    "traditional",
    "full_width",
    "emoji",
    "spaces",
    "mixed",
    "typos",
    "casing",
]
NOISES: tuple[Noise, ...] = get_args(Noise)

_OF_LANGUAGE: dict[str, tuple[Noise, ...]] = {
    "zh": (
        *("homophones", "pinyin", "all_pinyin", "traditional"),
        *("full_width", "emoji", "spaces", "mixed"),
    ),
    "en": ("full_width", "emoji", "spaces", "mixed", "typos", "casing"),
}

_NUMBERS = frozenset(
    "零〇一二三四五六七八九十廿卅百千万亿两俩半几多来成分之点个岁年月天周季日号第上下不没无别"
    "壹贰叁肆伍陆柒捌玖拾佰仟萬億兩幾個歲年貳參陸廿元块刀镑欧美港币圆"
)
"""Characters that make a number or its unit, or deny one; a slip here would be another value."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_WORD = re.compile(r"[A-Za-z]{4,}")
_COUNTING = frozenset(
    re.findall(
        r"\w+",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
        "hundred hundreds thousand thousands million billion grand lakh crore dozen half quarter "
        "third fifth tenth couple zero none nothing never nobody percent year years month months "
        "week weeks decade decades dollars pounds euros yuan and not",
    )
)
"""Words that make a number or its unit, or deny one."""

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_EMOJI = ("😀", "🙏", "😂", "👍", "😅", "💰", "🤔", "😭", "❤️", "👌", "🏠", "🎓")

_ENGLISH = (
    ("理财", "investment"), ("投资", "invest"), ("基金", "fund"), ("股票", "stock"),
    ("风险", "risk"), ("收益", "return"), ("保险", "insurance"), ("贷款", "loan"),
    ("退休", "retire"), ("养老", "retirement"), ("顾问", "advisor"), ("公司", "company"),
    ("孩子", "kids"), ("产品", "product"), ("费用", "fee"), ("问题", "question"),
    ("数据", "data"), ("资料", "data"), ("信息", "info"), ("账户", "account"), ("密码", "password"),
    ("现金", "cash"), ("工资", "salary"), ("老板", "boss"), ("谢谢", "thanks"), ("你好", "hello"),
    ("买房", "买house"), ("学费", "tuition"), ("大学", "college"), ("计划", "plan"),
    ("建议", "advice"), ("结果", "result"), ("删除", "delete"), ("隐私", "privacy"),
    ("机器人", "robot"), ("客服", "customer service"), ("人工", "real人"), ("预算", "budget"),
)  # fmt: skip
"""Words that Chinese speakers at work say in English."""
_CHINESE = (
    ("retirement", "养老"), ("investment", "投资"), ("insurance", "保险"), ("mortgage", "房贷"),
    ("loan", "贷款"), ("savings", "存款"), ("salary", "工资"), ("tuition", "学费"),
    ("company", "公司"), ("advisor", "顾问"), ("fund", "基金"), ("risk", "风险"),
    ("house", "房子"), ("kids", "孩子"), ("shares", "股票"), ("thanks", "谢谢"), ("data", "数据"),
    ("question", "问题"), ("money", "钱"), ("bank", "银行"),
)  # fmt: skip


def noises(language: str) -> tuple[Noise, ...]:
    """The kinds of noise that texts of a language meet."""
    return _OF_LANGUAGE[language]


def spoil(text: str, noise: Noise, *, seed: int = 0) -> str:
    """`text` with one kind of noise; unchanged where the kind finds nothing to spoil in it."""
    return _SPOILERS[noise](text, random.Random(f"{seed}/{noise}/{text}"))  # noqa: S311


def _homophones(text: str, chance: random.Random) -> str:
    """One wrong homophone, as an input method offers it; one more in every twenty characters."""
    places = [at for at, sign in enumerate(text) if sign not in _NUMBERS and _alike(sign)]
    wanted = 1 + len(_HAN.findall(text)) // 20
    signs = list(text)
    for at in chance.sample(places, min(wanted, len(places))):
        signs[at] = chance.choice(_alike(signs[at]))
    return "".join(signs)


@lru_cache(maxsize=4096)
def _alike(sign: str) -> tuple[str, ...]:
    """Frequent characters that sound like `sign`, tones aside."""
    if not _HAN.fullmatch(sign):
        return ()
    return tuple(one for one in _by_sound().get(_sound(sign), ()) if one != sign)


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, tuple[str, ...]]:
    """The 3,755 frequent characters of GB 2312's first level, by their sound."""
    found: dict[str, list[str]] = {}
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                sign = bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue  # the last row is not full
            if sign not in _NUMBERS:
                found.setdefault(_sound(sign), []).append(sign)
    return {sound: tuple(signs) for sound, signs in found.items()}


def _sound(han: str) -> str:
    from pypinyin import lazy_pinyin  # late: its tables take a quarter of a second

    return "".join(lazy_pinyin(han))


def _pinyin(text: str, chance: random.Random) -> str:
    """One word of two characters typed in pinyin, as when the input method was not switched on."""
    places = [
        (run.start() + at, run.start() + at + 2)
        for run in _HAN_RUN.finditer(text)
        for at in range(len(run.group()) - 1)
        if not _NUMBERS & set(run.group()[at : at + 2])
    ]
    if not places:
        return text
    start, end = chance.choice(places)
    return f"{text[:start]}{_sound(text[start:end])}{text[end:]}"


def _all_pinyin(text: str, chance: random.Random) -> str:
    """Everything but the numbers in pinyin, a blank between syllables."""
    from pypinyin import lazy_pinyin

    parts = re.split(f"([{''.join(sorted(_NUMBERS))}0-9]+)", text)
    return " ".join(
        part if _NUMBERS & set(part) or part.isdigit() else " ".join(lazy_pinyin(part))
        for part in parts
        if part.strip()
    )


def _traditional(text: str, chance: random.Random) -> str:
    return _converter(chance.choice(("s2hk", "s2tw", "s2twp"))).convert(text)


@lru_cache(maxsize=4)
def _converter(name: str) -> _Converter:
    from opencc import OpenCC

    made: _Converter = OpenCC(name)
    return made


class _Converter(Protocol):
    """The shape of an OpenCC converter, which comes without types."""

    def convert(self, text: str) -> str: ...


def _full_width(text: str, chance: random.Random) -> str:
    """Letters, figures and marks as an input method in full-width mode makes them."""
    return "".join(
        "\u3000" if sign == " " else chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign
        for sign in text
    )


def _emoji(text: str, chance: random.Random) -> str:
    tail = "".join(chance.choice(_EMOJI) for _ in range(chance.randint(1, 2)))
    breaks = [found.end() for found in re.finditer(r"[,，。!！?？;；]\s*", text)]
    if breaks and chance.random() < 0.5:
        at = chance.choice(breaks)
        return f"{text[:at]}{chance.choice(_EMOJI)}{text[at:]}{tail}"
    return text + tail


def _spaces(text: str, chance: random.Random) -> str:
    """Blanks and marks that were not typed, or one too many between Chinese characters."""
    if " " in text and not _HAN.search(text):
        places = [at for at, sign in enumerate(text) if sign == " " and not _counts(text, at)]
        gone = set(chance.sample(places, max(1, len(places) // 4))) if places else set()
        return "".join(sign for at, sign in enumerate(text) if at not in gone)
    without = re.sub(
        rf"(?<![{''.join(_NUMBERS)}\d])[,，。!！?？;；、]\s*"
        rf"(?=[\u4e00-\u9fff])(?![{''.join(_NUMBERS)}])",
        "",
        text,
    )
    places = [
        at
        for at in range(1, len(without))
        if _HAN.fullmatch(without[at - 1])
        and _HAN.fullmatch(without[at])
        and not _NUMBERS & {without[at - 1], without[at]}
    ]
    if not places:
        return without
    at = chance.choice(places)
    return f"{without[:at]} {without[at:]}"


def _counts(text: str, at: int) -> bool:
    """Whether the blank at a place stands beside a number or its unit."""
    before, after = text[:at].rpartition(" ")[2], text[at + 1 :].partition(" ")[0]
    return any(
        any(sign.isdigit() for sign in word) or not _COUNTING.isdisjoint(re.split(r"\W", word))
        for word in (before.lower(), after.lower())
    )


def _mixed(text: str, chance: random.Random) -> str:
    """One or two words said in the other language."""
    if _HAN.search(text):
        known = [(word, other) for word, other in _ENGLISH if word in text]
        for word, other in chance.sample(known, min(2, len(known))):
            text = text.replace(word, other, 1)
        return text
    found = [
        (match, other)
        for word, other in _CHINESE
        if (match := re.search(rf"\b{word}\b", text, re.IGNORECASE))
    ]
    if not found:
        return text
    match, other = chance.choice(found)
    return f"{text[: match.start()]}{other}{text[match.end() :]}"


def _typos(text: str, chance: random.Random) -> str:
    """One slip of the fingers (neighbour, swap, missing, double), one more in forty letters."""
    words = [word for word in _WORD.finditer(text) if word.group().lower() not in _COUNTING]
    wanted = 1 + sum(sign.isalpha() for sign in text) // 40
    chosen = chance.sample(words, min(wanted, len(words)))
    for word in sorted(chosen, key=lambda one: -one.start()):
        text = text[: word.start()] + _slip(word.group(), chance) + text[word.end() :]
    return text


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("neighbour", "swap", "missing", "double"))
    if kind == "swap" and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "missing":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice(_beside(word[at])) + word[at + 1 :]


def _beside(letter: str) -> str:
    """The keys left and right of a letter; those above where it stands at an edge."""
    for row in _KEYS:
        place = row.find(letter.lower())
        if place >= 0:
            return row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    return letter


def _casing(text: str, chance: random.Random) -> str:
    kind = chance.choice(("upper", "lower", "title", "random"))
    if kind == "upper":
        return text.upper()
    if kind == "lower":
        return text.lower()
    if kind == "title":
        return text.title()
    return "".join(sign.upper() if chance.random() < 0.3 else sign.lower() for sign in text)


_SPOILERS: dict[Noise, Callable[[str, random.Random], str]] = {
    "homophones": _homophones,
    "pinyin": _pinyin,
    "all_pinyin": _all_pinyin,
    "traditional": _traditional,
    "full_width": _full_width,
    "emoji": _emoji,
    "spaces": _spaces,
    "mixed": _mixed,
    "typos": _typos,
    "casing": _casing,
}
