"""Finds the words of options in a text, and whether they are denied there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.language.normal import fold

_NOT_ZH = re.compile(
    r"(?:(?<!差)不(?!错|少|同|管|断|过|久|仅|但|光|只|如|得不)|没(?!问题|关系|多久|几[个天年月周])|未"
    r"|(?<![特级区差分个性类])别(?!的|人|处|墅|家)|讨厌|反对|避免|拒绝|除了"
    r"|哪敢|怎么会|怎么可能|谈不上|算不上)[\u3400-\u9fff]{0,4}$"
)
_NOT_EN = re.compile(
    r"(?:\b(?:not|never|no|without|avoid|avoiding|except|besides|hate|dislike|neither|nor|cannot"
    r"|refuse to|rather than|instead of|apart from|other than|no longer|far from|hardly|against"
    r"|anything but|everything but|all but|cant|wont|dont)\b|n't\b)"
    r"(?:\s+(?!but\b)[a-z']+){0,3}\s*$"
)
_NOT_AFTER_ZH = re.compile(
    r"(?:我|都|也|就|还|倒|倒是|这些|这种|那个|那种|那些|这个|类|的|产品|基金|什么的|这|那|从来"
    r"|是|肯定|绝对){0,3}"
    r"(?:不(?!错|动|急|管|限|少)|没(?!着落|够|攒|凑|准备|问题|关系)|别(?!的|人|处)|就算了|免谈|差得?远|还差得)"
)
_NOT_AFTER_EN = re.compile(r"\s*(?:,|-|:)?\s*(?:no(?!\s+problem)|never|not)\b")
_SOFTENED = re.compile(
    r"(?:得|的|到)?(?:太[多大久狠]|很多|过多|[那这]么[多大])|\s+(?:too|so) (?:much|badly|many)\b"
)
"""Degree words that take a word's plain sense away: 不能亏太多 is no 不能亏."""
_STARTS_WITH_NOT = re.compile(r"不|没|从没|从来没|never|not|no |haven't|don't")
_CLAUSE = re.compile(
    r"[,，。.;；!！?？\n]|但是?|(?<![跑比敌拼赶斗说])不过|可是|而是"
    r"|(?<!thing )(?<!all )\bbut\b|\band\b|\bbecause\b|\bsince\b"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_ASPECT = re.compile(r"(?<=[买炒做投存持碰玩卖])(?:过|了|着)(?!$)")
_FEW = re.compile(r"几[个天年月周]|多久")
_EMPTY_ZH = re.compile(
    "大概|应该|可能|肯定|觉得|比较|我们|就是|还是|有点|的话|一下|那种|那个|这个"
    "|[我您你的了是就吧也都会想这那个点还要很挺一呢啊嘛有把给哈]"
)
_EMPTY_EN = re.compile(
    r"(?:an?|the|i|i'd|i'm|i'll|i've|we|we'd|we're|we'll|my|our|me|it|it's|its|is|are|was|were|be"
    r"|been|am|to|of|in|on|for|with|and|at|by|that|this|so|just|really|quite|fairly|pretty|rather"
    r"|very|probably|maybe|perhaps|would|will|could|can|may|might|do|have|has|had|get|please|say"
    r"|think|guess|suppose|feel|actually|honestly|basically|definitely|certainly|though|then|now"
    r"|well|um|uh|mostly|some|any|as|if)"
)


@dataclass(frozen=True)
class Hit:
    """Words of an option at a span of a reduced text."""

    option: str
    start: int
    end: int
    denied: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The words of the options of one question, longest first."""

    pattern: re.Pattern[str]
    owners: Mapping[str, str]
    """Folded word → option id; words of several options are left out."""

    def hits(self, text: str) -> tuple[Hit, ...]:
        """All words of options in a reduced text, left to right, the longest where they overlap."""
        spans = [
            (self.owners[match.group(0)], match.start(), match.end())
            for match in self.pattern.finditer(text)
        ]
        kept: list[Hit] = []
        taken_back, first = False, 0
        for at, (option, start, end) in enumerate(spans):
            follows = spans[at + 1][1] if at + 1 < len(spans) else None
            if follows is not None and _STARTS_WITH_NOT.match(text, start):
                # "没买过股票": the denial belongs to what follows, and is no answer of its own.
                between = text[end:follows]
                if spans[at + 1][0] != option and _is_near(between):
                    taken_back, first = True, start
                    continue
            denied = taken_back or _denied(text, start, end, spans)
            kept.append(Hit(option, first if taken_back else start, end, denied))
            taken_back = False
        return tuple(kept)


def reduced(folded: str) -> str:
    """A folded text without the particles inside a verb and its object: 炒过股 is 炒股."""
    return _ASPECT.sub("", folded)


def _is_near(between: str) -> bool:
    return not _CLAUSE.search(between) and len(between.split()) <= 2 and len(between) <= 12


def vocabulary(words: Iterable[tuple[str, str]]) -> Vocabulary:
    """A vocabulary of `(option id, word)`; a word that two options claim belongs to neither."""
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for option, raw in words:
        word = reduced(fold(raw).strip())
        if owners.setdefault(word, option) != option:
            shared.add(word)
    kept = {word: option for word, option in owners.items() if word and word not in shared}
    alternatives = "|".join(_bounded(word) for word in sorted(kept, key=len, reverse=True))
    return Vocabulary(re.compile(alternatives or r"(?!)"), kept)


def _bounded(word: str) -> str:
    """The word as a pattern that does not begin or end inside a Latin word or a number."""
    left = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", word) else ""
    right = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", word) else ""
    return left + re.escape(word) + right


def _denied(text: str, start: int, end: int, spans: list[tuple[str, int, int]]) -> bool:
    before = _CLAUSE.split(text[max(0, start - 40) : start])[-1]
    after = _CLAUSE.split(text[end : end + 12])[0]
    if before.endswith("没") and _FEW.match(text, start):
        return False  # 没几个月 is a few months
    if _covered(start - len(before), start, before, spans) or _SOFTENED.match(after):
        return True
    # "股票不碰", "shares? never": denied behind, unless that "not" is a word of an option itself.
    for pattern, until in ((_NOT_AFTER_ZH, end + len(after)), (_NOT_AFTER_EN, end + 12)):
        match = pattern.match(text, end, until)
        if match and not any(end <= s < match.end() for _, s, _ in spans):
            return True
    return False


def _covered(offset: int, start: int, before: str, spans: list[tuple[str, int, int]]) -> bool:
    """Whether a denial stands right before `start` that is no word of an option itself."""
    for pattern in (_NOT_ZH, _NOT_EN):
        match = pattern.search(before)
        if match is None:
            continue
        first, last = offset + match.start(), offset + match.end()
        if not any(s < last and e > first for _, s, e in spans if e <= start):
            return True
    return False


def size(text: str) -> float:
    """How much a folded text says: content characters in Chinese, content words at two each."""
    words = [word for word in re.findall(r"[a-z0-9']+", text) if not _EMPTY_EN.fullmatch(word)]
    return len(_HAN.findall(_EMPTY_ZH.sub("", text))) + 2.0 * len(words)
