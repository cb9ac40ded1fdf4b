"""Pinyin: the sound of a Chinese character, and Latin letters that spell Chinese."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.language.wordlist import words

_INITIALS = words("b p m f d t n l g k h j q x zh ch sh r z c s y w")
_FINALS = words("""
    a o e i u v ai ei ui ao ou iu ie ue ve er an en in un vn ang eng ing ong ia iao ian iang iong
    ua uo uai uan uang
    """)
_LONGEST = 6

_ENGLISH = frozenset(
    words("""
    a age ai aiyo alibaba alone along an anyone are aren aside aye bad bahasa balance bali
    ban banana bang base bed behind ben bike bin buying ca cake came can cancel cane care
    case catalogue chance change cheer cheerio cheque chin china chinese ciao citizen code
    coke cure cute dan danger data database date dating dealing debate decide deciding
    delete den dice die din dine diwali dose dude due dune e eh emi ending er erase excite
    face fade fake fame famine fan fang fate fee feline fen fence fin fine fun future gain
    game gaming gang gate gave gene generate genie gong google guarantee gun guru ha haan
    haha hang hate have he heating hehe helo hen here hero heya hi hide hike home hose hot
    house huge hula human i in jean juice june jurong kate keen keeping kenya king lai lake
    lame lane lange language late licence lie like lime line link lion lisa loading loan
    lone long longer lose lunge lure ma machine made magazine magi mai main make male man
    manage mange manila mate me mean meaning media medicare meeting men menu meta mile min
    mine ming minus minute mobile mode mole mona more mute naive name nature nan nerve nice nine no
    none nose note nuke o ok one online open orange page pan panda panel pang patience pay
    payee paying pen pending phone pi pie piece pin pine ping pole police pong pose pure
    queen race ran rang range ranking rate re reading rebate refuse regime release reliance
    remaining remote remove reopen repo rerun resume retake retire rice ride ripe rise rope
    rose route rude ruin rule run safe sale same sane sang sauce saying sebi secure see
    seine sending seng sense sent shame shane shape share sharia she sheng shine shun side
    silence silver sin since sine sing siri site size so song sue sun sung sure ta take
    taken tale tan tang tango tape taxi ten tide tie tile time timing tin to tone tong tune
    tuning union use vote wage waiting wake wan wang want wanting warehouse we wide wine
    wing wise woke women won wu ya yang ye yea yen yes yin yo yoke you young yuan yue zhiyin
    zone
    """)
)
"""English words that could be read as pinyin too; alone they are taken for English."""

HARDLY_ENGLISH = frozenset(
    words("""
    ban dan er fan fang fen gang gong ha haan heya hui lai ling mai ming nan pan pang ping sang
    sheng shun ta tan tang tong wan wu ya yang ye yin yuan yue
    """)
)
"""Those that are rare in English beside being names; two count as one that is surely Chinese."""


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """All spellings that stand for a Chinese character, toneless, ü as v."""
    known = set(_FINALS) | {i + f for i in _INITIALS for f in _FINALS}
    return frozenset(known & {_toneless(chr(code)) for code in range(0x4E00, 0x9FA6)})


@lru_cache(maxsize=8192)
def sound(han: str) -> str:
    """The usual toneless reading of one Chinese character; empty where there is none."""
    read = _toneless(han) if len(han) == 1 else ""
    return read if read in syllables() else ""


def _toneless(han: str) -> str:
    """The first reading of a character in the tables, without the marks of its tone."""
    from pypinyin.constants import PINYIN_DICT  # a quarter of a second: only where needed

    read: str = PINYIN_DICT.get(ord(han), "").partition(",")[0]
    if read.isascii():
        return read
    marked = unicodedata.normalize("NFD", read.replace("ü", "v"))
    return "".join(
        "v" if sign == _UMLAUT else sign
        for sign in marked.replace("u" + _UMLAUT, _UMLAUT)
        if sign == _UMLAUT or not unicodedata.combining(sign)
    )


_UMLAUT = "\u0308"


@lru_cache(maxsize=1024)
def spelled(word: str) -> tuple[str, ...]:
    """A lower-case Latin word as syllables, the fewest that make it up; empty where none do."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, part = best[start], word[start:end]
            if before is None or part not in syllables() or (start and part in "aeo"):
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, part)
    return best[len(word)] or ()


_MOST = 400
"""Letters of a text that are looked at; no message in pinyin is longer."""
_KNOWN = frozenset(
    words(
        """
    nihao xiexie zaijian haode keyi shide meiyou zaima rengong tiaoguo jixu
    yinhang yuanyin duide dui
    """
    )
)
"""Messages of one or two syllables that are surely Chinese."""

_LATIN = re.compile(r"[a-z]+")
_COUNTED = re.compile(r"[0-9] ?(wan|nian|sui|kuai|qian|bai|yue|tian|ge)(?![a-z])")
_CONTRACTION = re.compile(r"[a-z]'(?:re|s|t|ll|m|d|ve)\b")
_APOSTROPHE = re.compile(r"(?<=[a-z])'(?=[a-z])")


def firmly_english(word: str) -> bool:
    """Whether a word that could be read as pinyin is a usual one of English: "can", "men"."""
    return word in _ENGLISH and word not in HARDLY_ENGLISH


def is_pinyin(folded: str) -> bool:
    """Whether the Latin words of a folded text spell Chinese: "wo xiang cun qian".

    Every word has to be readable as pinyin, with two words or three syllables in all, and half of
    the words have to be none that English has as well. A unit behind a figure is Chinese too.
    """
    found = _LATIN.findall(_APOSTROPHE.sub("", folded))
    if not found or sum(map(len, found)) > _MOST or _CONTRACTION.search(folded):
        return False
    if "".join(found) in _KNOWN:
        return True
    counted = len(_COUNTED.findall(folded))
    foreign = sum(word not in _ENGLISH for word in found)
    foreign += sum(word in ("wan", "yue") for word in _COUNTED.findall(folded))
    hardly = sum(word in HARDLY_ENGLISH for word in found)
    # Half of the words; the hardly English ones weigh half of one that is none at all.
    if not foreign or foreign * 2 + hardly < len(found):
        return False
    if not all(spelled(word) for word in found):
        return False
    return len(found) > 1 or counted > 0 or len(spelled(found[0])) > 2
