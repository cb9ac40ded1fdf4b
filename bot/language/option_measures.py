"""Reads a span of time or a percentage as one of the bands that a question offers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.language import (
    hedges,
    horizon_words,
    horizons,
    losses,
    numbers,
    option_clauses,
    option_cues,
    shares,
    spans,
)
from bot.language.clauses import Clauses

Measure = Literal["months", "percent"]
Value = spans.Span | shares.Share

_STEP = 0.02
_NEARLY = re.compile(
    r"(?:将近|接近|快要?|差点|\b(?:nearly|almost|just (?:under|shy of|short of)|coming up (?:to"
    r"|on)))\s?$"
)
_FEW = 12
"""Up to here "a few" (months, percent) may be read as the band it lies in."""
_DISCOUNT = re.compile(r"打(?:个|到|了)?([1-9一二三四五六七八九])([1-9一二三四五六七八九])?折")
_HAN = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_HALVED_AND_MORE = re.compile(r"腰斩(?:了|完|以后|之后|后|过)*(?:再|还|继续|接着)(?:跌|亏|砍|往下)")
_GRADE = re.compile(
    r"(?<![大过]年)(?<!正月)(?P<high>[高初][一二三])(?![点些成下])"
    r"|(?<!大学)(?<![大研])(?P<low>[一二三四五六])年级"
)
_GRADES = ("高三", "高二", "高一", "初三", "初二", "初一", "六", "五", "四", "三", "二", "一")
"""The classes of a school, from the last on: each has a year more to go."""
_COLLEGE = re.compile(r"高考|上大学|[念读考]大学|大学(?:学费|用|才)|高中(?:毕业|念完|读完)")
_OTHER_CLASS = re.compile(
    r"明年|后年|快|要上|该上|升|即将|准备上|毕业班|[念读上]完|中考|研究生|硕士|复读|留级"
)
_NOT_ONCE = re.compile(r"一[天年次回](?:都|也)(?:没有?|不曾)(?:有|[做干碰玩投买炒弄过])")
_LONG_AGO = re.compile(
    r"(?<![0-9一二三四五六七八九十])(?:[89九][0-9]年|九[〇零一二三四五六七八]年|八[〇零一二三四五六七]年"
    r"|[九零]几年|[八九]十年代|[〇零0][0-9〇零一二三四五六七八九]年|两千年)(?![前多了]|左右)"
)
"""A year of the last century or of the first ten of this, as it is said: 九八年, 零七年."""
_EVER_SINCE = re.compile(
    r"就|开始|入市|入行|起步|开户|一直|至今|到现在|到今天|以来|进去|进的|买的第一|老股民"
)
_STOPPED = re.compile(r"停|不[做玩炒买投碰]|玩过|做过一|一阵|那会儿[^就]*$|后来(?:就)?[没不]")
_LIMIT = re.compile(
    r"底线|极限|上限|封顶|顶天|撑死|(?:最|顶|至)多"
    r"|\b(?:limit|ceiling|maximum|at (?:the )?most|as far as)\b"
)
"""Words that make a percentage the most that is borne, wherever they stand."""
_ODD = re.compile(r"十来(?!年)")
"""Some more than ten, how many is open: 十来个点."""
_AT_WORK = re.compile(r"工作|上班|入职|从业|工龄|教龄|结婚|毕业|住了")
_INVESTS = re.compile(r"炒|股|基|理财|投资|买|存|债")
"""What the years are of, where it is said."""
_AGE = re.compile(r"\s?(?:old\b|大(?!概|约))")


_MOST = 12
"""Values of one answer that are weighed; who names more has not answered."""


@dataclass(frozen=True)
class Measured:
    """What a text says in figures: the band that surely holds it, or those worth asking about."""

    band: str | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bands:
    """The bands of a question: (option, last value or None), from the lowest on."""

    bands: tuple[tuple[str, float | None], ...]
    measure: Measure

    @property
    def past(self) -> bool:
        """Whether the question is how long something has been going on, beginning with not at all:
        then "not yet two years" says almost two; of the future it leaves all of two years open."""
        return self.measure == "months" and self.bands[0][1] == 0

    def read(self, said: str) -> Measured | None:
        """What the figures of a folded text say; None where it has none of this measure."""
        said_so = self._in_words(said)
        if said_so is not None:
            return said_so
        found: Sequence[Value]
        found = spans.find(said) if self.measure == "months" else shares.find(said)
        if not found:
            return None
        if len(found) > _MOST:
            return Measured()
        clauses = Clauses(said)
        apart = [value for value in found if self._of_else(said, value, clauses)]
        if len(apart) == len(found):
            return Measured()
        found = [value for value in found if value not in apart]
        found = [self._lost(said, value) for value in found if not _AGE.match(said, value.end)]
        if len(found) > 1:
            ends = [float(end) for value in found for end in (value.low, value.high) if end]
            within = self._of_range(min(ends), max(ends))
            owners = tuple(dict.fromkeys(self._at(end) for end in ends))
            return Measured(within, owners[:2])
        if not found:
            return None
        value = found[0]
        band = self._band(said, value)
        if not value.sure:
            few = value.high is not None and value.high <= _FEW
            return Measured(band, (band,)) if band and few else None
        if band is None:
            return Measured()
        if self._open(said, value):
            return Measured(near=(band,))
        beside = self._beside(said, value)
        return Measured(near=(band, beside)) if beside else Measured(band)

    def _in_words(self, said: str) -> Measured | None:
        """What is said without a figure of the measure: 打八折, 九八年就开户了, 一天都没做过."""
        if self.measure == "percent":
            if _HALVED_AND_MORE.search(said) and not option_cues.TOO_MUCH.search(said):
                return Measured(self.bands[-1][0])
            price = _DISCOUNT.search(said)
            if price is None or option_clauses.conditional(said) or self._refused(said):
                return None
            tenth, hundredth = (
                _HAN.get(one or "", int(one) if one and one.isdigit() else 0)
                for one in price.groups()
            )
            return Measured(self._at(100 - 10 * tenth - hundredth))
        if not self.past:
            return self._till_college(said)
        if _NOT_ONCE.search(said) and not spans.find(_NOT_ONCE.sub("", said)):
            return Measured(self.bands[0][0])
        year = _LONG_AGO.search(said)
        if year is None or spans.find(said[: year.start()] + said[year.end() :]):
            return None
        last = self.bands[-1][0]
        since = _EVER_SINCE.search(said) and not _STOPPED.search(said)
        return Measured(last) if since else Measured(near=(last,))

    def _till_college(self, said: str) -> Measured | None:
        """How long a child in a class that is named has till college: 孩子初二，高考完用."""
        found = list(_GRADE.finditer(said))
        if len(found) != 1 or not _COLLEGE.search(said) or _OTHER_CLASS.search(said):
            return None
        if any(not span.relative for span in spans.find(_GRADE.sub("", said))):
            return None
        years = _GRADES.index(found[0].group("high") or found[0].group("low"))
        band = self._of_range(12 * years + 0.5, 12 * years + 11.5)
        if band is None or option_clauses.conditional(said):
            return Measured(near=(band,) if band else ())
        return Measured(band)

    def bare(self, said: str) -> str | None:
        """The band of bare figures, taken for years or percent: "about eight"; None where they lie
        in several, or where there are none above one."""
        times = 12 if self.measure == "months" else 1
        ends = [
            float(end) * times
            for number in numbers.find(said)
            if not number.scaled
            for end in (number.low, number.high)
            if end is not None and end > 1
        ]
        return self._of_range(min(ends), max(ends)) if ends else None

    def _of_else(self, said: str, value: Value, clauses: Clauses) -> bool:
        """Whether a value is named that cannot be the answer: of a time that has passed, refused,
        or no loss at all."""
        if clauses.reported(value.start):
            return True
        if isinstance(value, shares.Share):
            return losses.is_other(said, value, clauses)
        if self.past:
            words = clauses.words(value.start)
            return bool(_AT_WORK.search(words)) and not _INVESTS.search(words)
        if clauses.of_someone_else(value.start) or horizons.of_a_part(said, value, clauses):
            return True
        asked = clauses.asks(value.start) and clauses.after(value.start).strip()
        if asked and not option_cues.AGREEMENT.match(clauses.after(value.start)):
            return True
        return horizons.is_over(said, value, clauses) or horizons.denied(said, value, clauses)

    def _lost(self, said: str, value: Value) -> Value:
        """A percentage that remains as the one that is lost."""
        if not isinstance(value, shares.Share) or value.high is not None:
            return value
        before = option_cues.REMAINING.search(said[: value.start])
        if before is None and option_cues.LEFT_OVER.match(said, value.end) is None:
            return value
        return replace(value, low=100 - value.low)

    def _open(self, said: str, value: Value) -> bool:
        """Whether a value holds under a condition, for a part, beside another, or not at all."""
        if option_clauses.conditional(said) or option_cues.PARTS.search(said):
            return True
        if isinstance(value, spans.Span) and not self.past and horizons.open_between(said, value):
            return True
        if hedges.wavers(said, value.end):
            return True
        return self._refused(said) or bool(value.high is None and option_clauses.alternatives(said))

    def _refused(self, said: str) -> bool:
        """Whether a percentage is named to be refused, or was lost some time ago."""
        if self.measure != "percent":
            return False
        if option_cues.OPEN_ENDED.search(said):
            return True
        if option_cues.TOO_MUCH.search(said) and not option_cues.ANY_MORE.search(said):
            return True
        return bool(option_cues.ONCE.search(said))

    def _band(self, said: str, value: Value) -> str | None:
        """The band that surely holds the value; None where two may, or where it is denied."""
        past = getattr(value, "past", False)
        if hedges.negated(said, value.start) or (past and not option_cues.STARTED.search(said)):
            return None
        low, bound = float(value.low), value.bound
        if bound == "at_most" and self.measure == "months" and not self.past:
            bound = None if horizon_words.left_alone(said, value.start, value.end) else bound
        if bound is None and self.measure == "percent" and _LIMIT.search(said):
            bound = "at_most"
        more = option_cues.AND_MORE.search(said, value.start, value.end + 1) is not None
        if _ODD.search(said, value.start, value.end) and self._at(low) != self._at(low + 1):
            return None
        if (bound == "over" and option_cues.SLIGHTLY.search(said[: value.end + 4])) or more:
            return self._at(low * 1.05)
        if past and self._at(low) != self._at(low - _STEP):
            return None  # on the edge of two bands, and how long ago is said in round figures
        if value.high is not None:
            return self._of_range(low, float(value.high))
        band: str | None = self._at(low)
        if bound is None and _NEARLY.search(said[: value.start]):
            return self._at(low * 0.98)
        if bound in ("at_most", "under"):
            # A limit is the very answer to "how much at most"; a span under ten years is open.
            band = self._at(low - _STEP)
            if band != self.bands[0][0] and self.measure != "percent" and not self.past:
                band = None
        elif bound in ("at_least", "over"):
            band = self._at(low + _STEP)
            if band != self.bands[-1][0]:
                band = None
        return band

    def _beside(self, said: str, value: Value) -> str | None:
        """The next band, where a rough value is the very end of its own: about three years."""
        low = float(value.low)
        if value.high is not None or value.bound or not option_cues.ABOUT.search(said):
            return None
        above = self._at(low * 1.1)
        return above if self._at(low * 0.95) != above and self._at(low) != above else None

    def _of_range(self, low: float, high: float) -> str | None:
        owner = self._at(high)
        index = next(i for i, (option, _) in enumerate(self.bands) if option == owner)
        below = (self.bands[index - 1][1] or 0.0) if index else 0.0
        return owner if low >= int(below) else None

    def _at(self, value: float) -> str:
        for option, up_to in self.bands:
            if up_to is not None and value <= up_to:
                return option
        return self.bands[-1][0]
