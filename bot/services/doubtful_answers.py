"""Doubtful answers made from sure ones: two at once, another person's, under a condition, denied.

They teach the model of a question that the words around an option can take its meaning away. Which
phrasings are used is drawn in a fixed way, so that every training learns the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

_TWO = {
    "zh": (
        "要么{a}，要么{b}", "一半{a}，一半{b}", "有时候{a}有时候{b}", "{a}或者{b}",
        "在{a}和{b}之间", "{a}，不过也可能{b}", "又想{a}，又想{b}",
    ),
    "en": (
        "either {a} or {b}", "half {a}, half {b}", "sometimes {a}, sometimes {b}",
        "somewhere between {a} and {b}", "{a}, or maybe {b}", "{a} but then again {b}",
        "torn between {a} and {b}",
    ),
}  # fmt: skip
_OTHERS = {
    "zh": ("我老公{a}", "我爱人是{a}", "我朋友说{a}", "别人都{a}", "我爸一直{a}", "我女儿让我{a}"),
    "en": (
        "my husband would say {a}", "my friend says {a}", "for my dad it's {a}",
        "my wife is more like {a}", "most people would say {a}", "my son tells me {a}",
    ),
}  # fmt: skip
_CONDITIONS = {
    "zh": (
        "如果行情好就{a}", "除非有急事，不然{a}", "看情况，可能{a}", "要是钱多的话{a}",
        "以前{a}，现在不一定",
    ),
    "en": (
        "{a} if the market is good", "only if I had to, {a}", "it depends, maybe {a}",
        "{a} unless something changes", "used to be {a}, not any more",
    ),
}  # fmt: skip
_DENIALS = {
    "zh": ("不是{a}", "不会{a}", "谈不上{a}", "反正不{a}"),
    "en": ("not {a}", "I wouldn't say {a}", "definitely not {a}", "anything but {a}"),
}
_EACH = 16
"""Doubtful answers of each kind in each language."""
_SHORT = {"zh": 10, "en": 30}
"""Signs of a phrasing that still sounds natural within another sentence."""
_DENIES = re.compile(r"不|没|无|别|\b(?:not|no|none|never|nothing|nobody)\b|n't")


def doubtful(
    phrasings: Mapping[str, Mapping[str, Sequence[str]]], *, several: bool, personal: bool
) -> Iterator[str]:
    """Doubtful answers to a question whose options have these folded phrasings, by language.

    With `several` two options at once are a good answer; where the question is not `personal`,
    other people are part of one. With two options a denial of one is the other, and no doubt.
    """
    for language in ("zh", "en"):
        said = {
            option: [text for text in texts.get(language, ()) if len(text) <= _SHORT[language]]
            for option, texts in phrasings.items()
        }
        said = {option: texts for option, texts in said.items() if texts}
        if len(said) < 2:
            continue
        chance = random.Random(f"doubtful/{language}/{sorted(said)}")  # noqa: S311 - no secret
        kinds = [*([] if several else [_TWO[language], _CONDITIONS[language]])]
        kinds += [_OTHERS[language]] if personal else []
        kinds += [_DENIALS[language]] if len(said) > 2 else []
        for forms in kinds:
            for at in range(_EACH):
                first, second = chance.sample(sorted(said), 2)
                one, other = chance.choice(said[first]), chance.choice(said[second])
                if forms is _DENIALS[language] and _DENIES.search(one):
                    continue
                yield forms[at % len(forms)].format(a=one, b=other)
