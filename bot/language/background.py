"""Where a client's income comes from, and how what they own stands to what they owe."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language import debt_words, work_words
from bot.language.clauses import Clauses
from bot.language.reading import Reading

_WAS = re.compile(
    r"(?:以前|之前|曾经|原来|当过|过去|年轻时)[^，。,.]{0,6}$|\b(?:used to|was|formerly|previously"
    r"|ex|retired|former|once)\b[^,.;]{0,14}$|^\W*retired "
)
_WILL = re.compile(
    r"(?:[0-9一二三四五六七八九十]年后|想|打算|准备|明年|以后|将来|希望|找(?:份|个)?|考|怕|担心"
    r"|万一|就算|即使|哪怕|害怕|会不会"
    r"|快要?"
    r"|即将)[^，。,.]{0,8}$"
    r"|\b(?:want|will|going to|plan|planning|next (?:year|month)|hope|would like|looking for"
    r"|thinking|considering|become|becoming|apply|at \d\d|when i|until|even if|afraid|worried|worry"
    r"|fear|what if|in case|soon"
    r"|might|may|could|could be|about to|scared)\b[^,.;]{0,22}$"
)
_WILL_AFTER = re.compile(
    r"\s?(?:了)?(?:怎么办|的话|的人|保险|补贴|benefits?|insurance|next (?:year|month)|soon\b|wages)"
)
_NO = re.compile(
    r"(?:不是|没有?|不|非|不再|不想)[^，。,.]{0,2}$"
    r"|\b(?:not|no longer|don't|never|isn't|nor)(?: (?:a|an|on|have|get|living|working))?\s?$"
)
_FAMILY = re.compile(
    r"(?:公司|店里?|厂里?|企业|单位|集团)(?:现在|已经|都|也|里|欠了?|有)*$"
    r"|\b(?:company|firm|business|shop)(?: is| was|'s)? $|"
    r"(?:老人|父母|爸妈|双亲|老伴|爱人|老婆|老公|太太|先生|[公婆]婆|公公|岳[父母]|丈母娘|丈人|爷爷|奶奶|老的[两三四]?个?)(?:们|都|也|自己"
    r"|各自|现在)*$"
)
_SAYS_I = re.compile(r"i(?:'m|'ve)? |我(?!的?[爸妈哥姐弟妹儿女老家])")
_THEIRS = re.compile(r"[他她]们?的?$|\b(?:his|her|their) $")
_ASKS = re.compile(
    r"(?:吗|么|呢|好不好|怎么样|多少)\s*$|怎么|如何|怎样|哪些|什么"
    r"|^\W*(?:how|what|why|are you|do you|is the|can (?:people|i|you)|should|which|who)\b"
)
_FORMER = re.compile(
    r"^(?:我是)?退休(?!金|工资)|离休干|在(?:家)?[^，。]{0,2}(?:找|没|不)|\b(?:retired|former"
    r"|ex)\b(?! on)"
)
_ENDED = re.compile(r"还清|paid (?:it |them )?off|paid off|not any ?more|now i'm out|no longer")


def income_source(text: str, clauses: Clauses, *, asking: str | None = None) -> Iterable[Reading]:
    """Where the client's income comes from, as far as they say it themselves."""
    seen: dict[str, Reading] = {}
    for source, certain, pattern in work_words.SOURCES:
        for match in pattern.finditer(text):
            if source in seen or not _is_so(text, match, clauses):
                continue
            sure = certain and not _asks(match.start(), clauses)
            seen[source] = Reading(
                "income_source", source, match.start(), match.end(), sure, how="lexicon"
            )
    if "pension" in seen and "salary" in seen and not seen["pension"].sure:
        del seen["pension"]
    own = seen.get("self_employed")
    if (
        own
        and own.sure
        and "salary" in seen
        and clauses.index(seen["salary"].start) == clauses.index(own.start)
    ):
        del seen["salary"]  # "a self-employed driver", 独立设计师
    several = sum(1 for r in seen.values() if r.sure) > 1
    for reading in seen.values():
        yield Reading(
            reading.id,
            reading.value,
            reading.start,
            reading.end,
            reading.sure and not several,
            how="lexicon",
        )


def _asks(at: int, clauses: Clauses) -> bool:
    return clauses.asks(at) or _ASKS.search(clauses.words(at)) is not None


def works(words: str) -> bool:
    """Whether words speak of work that is paid for: 在食堂上班, "high school teacher"."""
    return any(
        source in ("salary", "self_employed") and pattern.search(words)
        for source, _, pattern in work_words.SOURCES
    )


def _is_so(text: str, match: re.Match[str], clauses: Clauses) -> bool:
    """Whether what a phrase says holds for the client, and now."""
    at = match.start() + len(match.group()) - len(match.group().lstrip(" ,，、;；.。"))
    own = _SAYS_I.match(match.group()) is not None
    if clauses.unsaid(at) or clauses.hypothetical(at):
        return False
    if not own and (clauses.of_someone_else(at) or clauses.of_a_child(at)):
        return False
    if _THEIRS.search(text, max(0, at - 4), at):
        return False
    before = text[clauses.around(at)[0] : at]
    if _FAMILY.search(before) or _FORMER.search(match.group()):
        return False
    if _WAS.search(before) or _NO.search(before) or _WILL.search(before):
        return False
    return not _WILL_AFTER.match(text, match.end())


def debts(text: str, clauses: Clauses) -> Iterable[Reading]:
    """The balance of what is owned and owed, where a client puts it in so many words.

    Words that only hint at it (有点存款) are not sure; two different ones neither.
    """
    found: list[Reading] = []
    for value, certain, pattern in debt_words.POSITIONS:
        for match in pattern.finditer(text):
            if any(r.start < match.end() and match.start() < r.end for r in found):
                continue
            if not _is_so(text, match, clauses) or _ENDED.search(text, match.end()):
                continue
            sure = certain and not _asks(match.start(), clauses)
            found.append(
                Reading("debt_position", value, match.start(), match.end(), sure, how="lexicon")
            )
    yield from found
