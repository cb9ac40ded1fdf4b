"""Chinese numerals, alone or with digits: 三万五, 两百多万, 3千5, 1亿2000万, 十几, 三四十万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot.language.wordlist import words


@dataclass(frozen=True)
class Numeral:
    """A numeral read from a place in a text; `low` None: the words are no number here (万一)."""

    low: Fraction | None
    high: Fraction | None
    end: int
    approximate: bool = False
    sure: bool = True
    steps: tuple[tuple[Fraction, Fraction], ...] = ()
    scaled: bool = False
    positional: bool = False
    """Digit by digit, as years and codes are written: 二零三零."""


_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")
}
_DIGIT |= {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8}
_TWENTY = {"廿": 20, "卅": 30}

_IDIOMS = words(
    "万一 千万别 千万不 千万要 千万记 千万小 千万注 千万得 万分 万能 万科 万事 万达 万物 "
    "万全 万元户 百分 百度 百姓 百科 百般"
    " 百货 百年 千禧 千方 一定 一下 一些 一起 一样 一般 一直 一旦 一共 一切 一会 一边 一"
    "手 一旁 一带 一致 一律 一向 一句"
    " 一辈子 一生 一路 一家 一方 一时 一半 一点也 一点都 一点儿 一分钱 一毛 一部分 一系列"
    " 二手 二维 三方 三农 四大 五险"
    " 五一 六合 八卦 十一黄 十分满 十分想 十分担 十分感 上午 上学 上班 上市 上次 上周 上"
    "个 上面 上海 上有 上大 上小 上高 上证"
    " 上涨 上限 上网 上门 上线 上调 上升 上司 上一 数字 数据 数码 数学 数额 数目 数量 几"
    "乎 几点 几何 亿达"
)
_IDIOM_HEADS: dict[str, list[str]] = {}
for _idiom in _IDIOMS:
    _IDIOM_HEADS.setdefault(_idiom[0], []).append(_idiom)

_MEASURES = frozenset("年个岁成月天点下些起次位号人套份样直般半定旦周季倍种只口名家儿女辈块")
"""After these characters a last single digit counts them: 一百万一年 is 一百万, then 一年."""

_PAIRS = frozenset([(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9), (3, 5)])


def han_at(text: str, at: int, first: tuple[Fraction, int] | None = None) -> Numeral | None:
    """The numeral that starts at `at`, or None.

    `first` is a number in digits that was already read there, with its end: 50万 continues 50.
    """
    if first is None:
        for idiom in _IDIOM_HEADS.get(text[at], ()):
            if text.startswith(idiom, at):
                return Numeral(None, None, at + len(idiom))
        if teens := _BETWEEN_TENS.match(text, at):
            return _between_tens(teens)
        if text[at] == "半":
            return _half(text, at)
    return _Reader(text, at, first).read()


_BETWEEN_TENS = re.compile("([二三四五六七八九]?)十几([二三四五六七八九])十个?([万亿w])")


def _between_tens(match: re.Match[str]) -> Numeral:
    """十几二十万: from the one ten to the next."""
    unit = Fraction(_BIG.get(match.group(3), 10**4))
    low = Fraction(10 * _DIGIT.get(match.group(1), 1)) * unit
    high = Fraction(10 * _DIGIT[match.group(2)]) * unit
    return Numeral(low, high, match.end(), True, low < high, (), True)


def _half(text: str, at: int) -> Numeral | None:
    """半个亿; other halves are shares or times."""
    for said in ("半个亿", "半亿"):
        if text.startswith(said, at):
            step = (Fraction(1, 2), Fraction(_BIG["亿"]))
            value = step[0] * step[1]
            return Numeral(value, None, at + len(said), steps=(step,), scaled=True)
    return None


class _Reader:
    """One pass over the characters, keeping the number as an interval from `low` to `high`."""

    def __init__(self, text: str, at: int, first: tuple[Fraction, int] | None) -> None:
        self.text = text
        self.start = at
        self.at = at
        self.first = first
        self.total = (Fraction(0), Fraction(0))
        self.section = (Fraction(0), Fraction(0))
        self.coef: tuple[Fraction, Fraction] | None = None
        self.coef_digits = 0
        self.unit = Fraction(0)
        """The last unit read: what a trailing single digit stands under."""
        self.small: Fraction | None = None
        self.big: Fraction | None = None
        self.zero = False
        self.approximate = False
        self.sure = True
        self.vague = False
        """多 or 来 was read: a digit behind it counts something else (50万多一点)."""
        self.scaled = False
        self.steps: tuple[tuple[Fraction, Fraction], ...] = ()
        self.whole: tuple[tuple[Fraction, Fraction], ...] = ()
        self.single = True
        """One coefficient with units only, so that it can be seen as coefficient × scale."""

    def read(self) -> Numeral | None:
        text, start = self.text, self.at
        if self.first is not None:
            self.coef = (self.first[0], self.first[0])
            self.coef_digits = 9
            self.at = self.first[1]
            # 50 万: people put a space between digits and unit.
            if text[self.at : self.at + 1] == " " and text[self.at + 1 : self.at + 2] in (
                *_SMALL,
                *_BIG,
            ):
                self.at += 1
        else:
            positional = self._positional()
            if positional is not None:
                return positional
            self._vague_head()
        while self.at < len(text) and self._step(text[self.at]):
            pass
        if self.at == start or (self.first and self.at == self.first[1]):
            return None
        return self._finish()

    def _nearly(self) -> bool:
        """Whether what stands before makes a magnitude a sum: 近百万, 将近千万."""
        before = self.text[max(0, self.start - 3) : self.start]
        return before.endswith(("近", "接近", "小一", "年薪", "年入", "年收入"))

    def _positional(self) -> Numeral | None:
        """二零三零, 一二三四: three digits or more without any unit."""
        end = self.at
        while end < len(self.text) and self.text[end] in _DIGIT:
            end += 1
        following = self.text[end : end + 1]
        spoken = set(self.text[self.at : end]) & set("零〇") or end - self.at > 2
        if end - self.at >= 2 and spoken and following and following in _BIG:
            # 一五〇万: digit by digit, then the unit.
            value = Fraction(int("".join(str(_DIGIT[c]) for c in self.text[self.at : end])))
            scale = Fraction(_BIG[following])
            return Numeral(value * scale, None, end + 1, steps=((value, scale),), scaled=True)
        if end - self.at < 3 or (end < len(self.text) and self.text[end] in (*_SMALL, *_BIG)):
            return None
        value = Fraction(int("".join(str(_DIGIT[c]) for c in self.text[self.at : end])))
        return Numeral(value, None, end, sure=end - self.at == 4, positional=True)

    def _vague_head(self) -> None:
        """上百万, 数十万, 百八十万: a magnitude, not a number."""
        text, at = self.text, self.at
        if text[at] in "上数" and text[at + 1 : at + 2] in (*_SMALL, *_BIG):
            self.at += 1
            self.sure = False
            self.approximate = True
            if text[at] == "数":
                self.coef = (Fraction(2), Fraction(9))
                self.coef_digits = 9
        elif text.startswith("百八十", at):
            self.at += 3
            self.section = (Fraction(80), Fraction(100))
            self.unit = Fraction(10)
            self.approximate, self.sure, self.single = True, False, False

    def _step(self, char: str) -> bool:
        if char in _DIGIT and not (self.coef and self.coef_digits == 9):
            return self._digit(char)
        if char in _TWENTY and self.coef is None and not self.section[1]:
            self.section = (Fraction(_TWENTY[char]), Fraction(_TWENTY[char]))
            self.unit, self.small, self.single = Fraction(10), Fraction(10), False
            self.at += 1
            return True
        if char in _SMALL:
            return self._small(Fraction(_SMALL[char]))
        if char in _BIG:
            return self._big(Fraction(_BIG[char]))
        if char == "w" and self._ends_as_w():
            return self._big(Fraction(_BIG["万"]))
        if char in "几多来余":
            return self._more(char)
        if char == "点":
            return self._decimal()
        if char == "个" and self.first is None and self._ends_as_w(1):
            self.at += 1
            return True
        if char == "个" and self.coef and not self.section[1] and not self.total[1]:
            # 一个亿, 十个亿: only before 亿; 两个 is a count of something else.
            if self.text[self.at + 1 : self.at + 2] == "亿":
                self.at += 1
                return True
            return False
        if "0" <= char <= "9":
            return self._digits()
        return False

    def _ends_as_w(self, ahead: int = 0) -> bool:
        """Whether a "w" here, or so far ahead, is 万, as people type it: 二十五w."""
        at = self.at + ahead
        if self.text[at : at + 1] != "w":
            return False
        follows = self.text[at + 1 : at + 2]
        begun = self.coef is not None or bool(self.section[1])
        return self.first is None and begun and not (follows.isascii() and follows.isalnum())

    def _digit(self, char: str) -> bool:
        value = _DIGIT[char]
        if value == 0:
            if self.coef is not None:
                return False
            if not self.unit:
                self.coef, self.coef_digits = (Fraction(0), Fraction(0)), 9
            self.zero = True
            self.at += 1
            return True
        if self.coef is None:
            self.coef, self.coef_digits = (Fraction(value), Fraction(value)), 1
            if self.unit:
                self.single = False
        elif self.coef_digits == 1 and (int(self.coef[0]), value) in _PAIRS:
            self.coef, self.coef_digits = (self.coef[0], Fraction(value)), 2
            self.approximate = True
        else:
            return False
        self.at += 1
        return True

    def _digits(self) -> bool:
        """Digits after a unit: 2万5, 1亿2000万, 3千500."""
        if self.coef is not None or not self.unit:
            return False
        end = self.at
        while end < len(self.text) and "0" <= self.text[end] <= "9":
            end += 1
        value = Fraction(int(self.text[self.at : end]))
        if end < len(self.text) and self.text[end] in ".,":
            self.sure = False
        single = end - self.at == 1
        if value >= self.unit or (not single and not value):
            return False
        self.coef, self.coef_digits = (value, value), 1 if single else 9
        self.single = False
        self.at = end
        return True

    def _small(self, unit: Fraction) -> bool:
        if self.small is not None and unit >= self.small:
            return False
        if self.coef is None:
            if unit == 10 or self.approximate:
                self.coef = (Fraction(1), Fraction(1))
            elif self.unit or self.zero:
                return False
            else:
                # 百万, 千块: "a hundred or so", said of a magnitude; 近百万 is nearly one million.
                self.coef = (Fraction(1), Fraction(1))
                self.approximate, self.sure = True, self._nearly()
        low, high = self.coef
        self.section = (self.section[0] + low * unit, self.section[1] + high * unit)
        if self.single and not self.steps:
            self.steps = ((low, unit),)
        self.coef, self.coef_digits, self.zero = None, 0, False
        self.unit = self.small = unit
        self.at += 1
        return True

    def _big(self, unit: Fraction) -> bool:
        value = self.section
        if self.coef is not None:
            value = (value[0] + self.coef[0], value[1] + self.coef[1])
        if not value[1]:
            if self.total[1] and unit == 10**8 and self.big == 10**4 and self.unit == 10**4:
                # 万亿: ten thousand times a hundred million.
                self.total = (self.total[0] * unit, self.total[1] * unit)
                self.unit = self.big = unit
                self.at += 1
                return True
            if self.total[1] or self.zero or self.unit or not self.approximate:
                return False
            value = (Fraction(1), Fraction(1))
            self.approximate = True
            self.sure = False
        if self.big is not None and unit >= self.big:
            return False
        if self.single:
            plain = ((value[0], unit),) if value[0] == value[1] else ()
            full = tuple((c, s * unit) for c, s in self.steps)
            self.steps = full + plain
        elif not self.total[1] and value[0] == value[1]:
            # 一百五十万 is 150 × 10,000: so 一百到一百五十万 is read.
            self.whole = ((value[0], unit),)
        self.total = (self.total[0] + value[0] * unit, self.total[1] + value[1] * unit)
        self.section = (Fraction(0), Fraction(0))
        self.coef, self.coef_digits, self.zero = None, 0, False
        self.unit = self.big = unit
        self.small = None
        self.scaled = True
        self.at += 1
        return True

    def _more(self, char: str) -> bool:
        """多, 来, 余, 几 after a number or unit; 几 alone is a vague coefficient."""
        following = self.text[self.at + 1 : self.at + 2]
        if char == "几" and self.coef is None and not (self.unit and self.unit < 10):
            if not self.unit:
                self.coef, self.coef_digits = (Fraction(2), Fraction(9)), 9
                self.approximate, self.sure = True, False
                self.at += 1
                return True
            if self.unit == 10:
                self.section = (self.section[0] + 1, self.section[1] + 9)
                self.approximate = True
                self.coef, self.coef_digits, self.single = None, 0, False
                self.unit = Fraction(1)
                self.small = Fraction(1)
                self.at += 1
                return True
            # 一百几十万
            self.coef, self.coef_digits = (Fraction(1), Fraction(9)), 9
            self.approximate, self.sure, self.single = True, False, False
            self.at += 1
            return True
        if self.coef is not None and self.coef_digits == 9 and self.first is not None:
            whole = self.coef[0]
            # 50多万, 20几万, 100来块; not 三五年来, 5来.
            if whole.denominator != 1 or whole < 10 or (char == "来" and not following):
                return False
            room = place_of(int(whole))
            if char == "几" and room > 1:
                self.coef = (whole + 1, whole + room - 1)
            elif char == "几":
                self.sure = False  # 11几 is no way to count: a slip, to be asked about
        elif self.coef is None and self.unit >= 10:
            if char == "来" and self.unit >= 10**4:
                return False
            if self.unit not in (self.small, self.big):
                return False
        else:
            return False
        self.approximate = self.vague = True
        self.single = False
        self.steps = ()
        self.at += 1
        # What follows can only be a larger unit: 两百多万.
        self.unit = Fraction(1)
        if self.small is not None:
            self.small = Fraction(1)
        return True

    def _decimal(self) -> bool:
        """三点五: a decimal point between han digits; 一点 alone is "a little"."""
        following = self.text[self.at + 1 : self.at + 2]
        if self.coef is None or self.coef_digits != 1 or self.unit or following not in _DIGIT:
            return False
        if self.text[max(0, self.at - 2) : self.at] in (
            "差一",
            "早一",
            "晚一",
            "多一",
            "少一",
            "快一",
        ):
            return False  # 差一点三年
        end = self.at + 1
        while end < len(self.text) and self.text[end] in _DIGIT:
            end += 1
        digits = "".join(str(_DIGIT[c]) for c in self.text[self.at + 1 : end])
        value = self.coef[0] + Fraction(int(digits), 10 ** len(digits))
        self.coef, self.coef_digits = (value, value), 9
        self.at = end
        return True

    def _finish(self) -> Numeral | None:
        end = self.at
        if self.coef is not None and self.vague and self.coef_digits in (1, 2):
            end -= self.coef_digits
            self.coef = None
        if self.coef is not None and self.unit > 1:
            following = self.text[end : end + 1]
            if (
                self.coef_digits in (1, 2)
                and not self.zero
                and following in _MEASURES
                and (self.unit >= 100)
            ):
                # 一百万一年: the last digit belongs to what follows.
                end -= self.coef_digits
                self.coef = None
            else:
                place = Fraction(1)
                if self.coef_digits in (1, 2) and not self.zero and self.unit >= 100:
                    place = self.unit / 10
                self.section = (
                    self.section[0] + self.coef[0] * place,
                    self.section[1] + self.coef[1] * place,
                )
                self.steps = ()
                if following and following in "十百千万亿":
                    # 十万八万 is "eighty or a hundred thousand", not 108 thousand.
                    self.sure = False
        elif self.coef is not None:
            self.section = (self.section[0] + self.coef[0], self.section[1] + self.coef[1])
        low = self.total[0] + self.section[0]
        high = self.total[1] + self.section[1]
        steps = self.steps if self.single and low == high else ()
        if self.whole and low == high == self.whole[0][0] * self.whole[0][1]:
            steps = self.whole
        return Numeral(
            low,
            high if high != low else None,
            end,
            self.approximate,
            self.sure,
            steps,
            self.scaled or low >= 1000,
        )


def place_of(value: int) -> int:
    """The place of the last digit that is not zero: 50几 lies below 60, 100几 below 200."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place
