"""Answers a client gives before they are asked, in so many words: attitude, aim, access, and such.

Only plain statements are read: what takes interpretation is left to the questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.language.clauses import Clauses
from bot.language.reading import Reading


@dataclass(frozen=True)
class _Said:
    """Words that state one value of one question."""

    id: str
    value: str
    pattern: re.Pattern[str]


_KIND_ZH = (
    r"(?:我|本人)(?:这个?人|自己)?[^，。,.不没]{0,6}(?:是|属于|算|偏)[^，。,.不]{0,3}"
    r"|风险偏好(?:一直|就|大概)?[是为:：属于]*\s?"
)
_KIND_EN = r"\bmy risk (?:appetite|tolerance|profile|attitude) is "
_AIM_ZH = r"(?:目标|目的|诉求|需求|要求)(?:主要|就|其实)*(?:是|为)(?:希望|要|想)?"
_AIM_EN = r"\b(?:goal|objective|aim|priority|purpose) is (?:to |just )?"
_WANT_ZH = r"(?:想要?|希望|主要|就想|要|追求|求)"
_EARLY_ZH = r"(?:中途|中间|期间|提前|到期之?前|这期间)[^，。,.]{0,8}"
_EARLY_EN = (
    r"\b(?:may|might|could|will probably|would probably|expect to) (?:need|take"
    r"|take out|withdraw|use|have to take) "
)
_BEFORE_EN = (
    r"(?: of (?:it|the money|this))? (?:out )?(?:early|before (?:then|that)"
    r"|in the meantime|sooner|along the way)"
)
_ABOUT_ZH = r"我(?:自己)?对?(?:于)?(?:投资|理财|金融|股票|基金)(?:这块|方面|这些|知识)?"
_ABOUT_EN = r" about (?:investing|investments?|finance|the markets?|stocks|money matters)\b"

_STATEMENTS: tuple[tuple[str, str, str], ...] = (
    ("attitude", "averse", rf"(?:{_KIND_ZH})保守型(?!的?(?:理财|产品|基金|投资(?!者|人)))"
                           rf"|{_KIND_EN}conservative\b"
     r"|\bi(?:'m| am) (?:a |an )?(?:conservative investor|risk[- ]averse)\b"),
    ("attitude", "cautious", rf"(?:{_KIND_ZH})(?:稳健型|谨慎型)(?!的?(?:理财|产品|基金"
                             rf"|投资(?!者|人)))"
                             rf"|{_KIND_EN}cautious\b"
     r"|\bi(?:'m| am) a cautious investor\b"),
    ("attitude", "balanced", rf"(?:{_KIND_ZH})(?:平衡型|中庸型)(?!的?(?:理财|产品|基金"
                             rf"|投资(?!者|人)))"
                             rf"|{_KIND_EN}(?:balanced|moderate"
                             rf"|medium)\b"
     r"|\bi(?:'m| am) a (?:balanced|moderate) investor\b"),
    ("attitude", "willing", rf"(?:{_KIND_ZH})(?:积极型|进取型|成长型)(?!的?(?:理财|产品|基金"
                            rf"|投资(?!者|人)))|\bi(?:'m"
                            rf"| am) willing to take more risk"
     r" for (?:more|a higher|better) returns?\b"),
    ("attitude", "seeking", rf"(?:{_KIND_ZH})激进型(?!的?(?:理财|产品|基金))|{_KIND_EN}aggressive\b"
     r"|\bi(?:'m| am) an? (?:aggressive investor|risk[- ]seeker)\b"),
    ("objective", "preserve", rf"{_AIM_ZH}(?:保本|保值|保住本金|本金安全)"
                              rf"|{_AIM_EN}(?:capital preservation|preserv(?:e|ing)"
     r"|protect(?:ing)? (?:my |the |our )?(?:capital|principal|money)|keep(?:ing)? (?:it"
     r"|my money) safe)\b"),
    ("objective", "income", rf"{_WANT_ZH}[^，。,.]{{0,4}}(?:每个?月|每年|每季度"
                            rf"|定期)[^，。,.]{{0,4}}(?:有|拿|领)[^，。,.]{{0,4}}(?:固定"
                            rf"|稳定)?的?收入"
     rf"|{_AIM_ZH}(?:定期|固定|稳定)的?(?:收入|现金流)|\b(?:want|need|looking for"
     rf"|like) (?:a )?(?:regular|steady|monthly)"
     rf" income (?:from|out of)\b|{_AIM_EN}(?:a )?(?:regular|steady|monthly) income\b"),
    ("objective", "balanced", rf"{_AIM_ZH}(?:稳中求进|攻守兼备|稳健增值)"
                              rf"|{_AIM_EN}(?:a balance of|some growth and some)"),
    ("objective", "growth", rf"(?:以)?长期(?:增长|增值)为主|{_AIM_ZH}长期(?:增长|增值)"
                            rf"|{_AIM_EN}(?:long[- ]term )?(?:capital )?growth\b"),
    ("objective", "maximum_growth", r"(?:收益|增长)最大化|追求最大(?:的)?(?:收益|增长|回报)"
                                    r"|\bas much growth as possible\b"
     r"|\b(?:maximum growth|maximi[sz](?:e|ing) (?:my |the |our )?(?:returns?|growth))\b"),
    ("liquidity_need", "none", rf"{_EARLY_ZH}(?:不会?(?:动用?|用|取)|用不[到着上])"
     r"|\b(?:won't|will not|don't|shouldn't) (?:need|touch|take)[^,.;]{0,14}(?:before then"
     r"|early|in the meantime|until then"
     r"|along the way)\b"),
    ("liquidity_need", "some", rf"{_EARLY_ZH}(?:用|取|拿|动)[^，。,.]{{0,3}}(?:一小部分|小部分"
                               rf"|一点点?|少量|一两成|两三成)"
     rf"|{_EARLY_EN}(?:a small part|some|a little|a bit|a small portion){_BEFORE_EN}"),
    ("liquidity_need", "half", rf"{_EARLY_ZH}(?:用|取|拿|动)[^，。,.]{{0,3}}(?:一半|五成)"
                               rf"|{_EARLY_EN}(?:about |around )?half{_BEFORE_EN}"),
    ("liquidity_need", "most", rf"{_EARLY_ZH}(?:用|取|拿|动)[^，。,.]{{0,3}}(?:大部分|大半|全部"
                               rf"|绝大部分)"
     rf"|{_EARLY_EN}(?:most|all|nearly all|almost all){_BEFORE_EN}"),
    ("civil_capacity", "full", r"没有(?:法定)?监护人|不需要监护人|(?:财务|钱|投资"
                               r"|理财)[^，。,.]{0,6}我自己(?:做主|做决定|决定|说了算)"
     r"|\b(?:make|take) (?:all )?(?:of )?(?:my|our) own (?:financial|money"
     r"|investment) decisions\b|\bno (?:legal )?guardian\b"),
    ("civil_capacity", "limited", r"我有(?:一个|个|法定)?监护人|监护人(?:代|替|帮|陪)我"
                                  r"|我的(?:法定)?监护人"
     r"|\bi have a (?:legal |court-appointed )?guardian\b|\bmy (?:legal "
     r"|court-appointed )?guardian\b|\bi(?:'m| am) under guardianship\b"),
    ("knowledge", "none", rf"{_ABOUT_ZH}(?:一窍不通|完全不(?:懂|了解)|一点(?:儿)?(?:都"
                          rf"|也)不(?:懂|了解)|什么都不懂|一无所知)"
     rf"|\bi know (?:absolutely |next to )?nothing{_ABOUT_EN}"),
    ("knowledge", "limited", rf"{_ABOUT_ZH}(?:只)?(?:懂一点|了解一点|略知一二|不太(?:懂|了解)"
                             rf"|懂得不多|了解不多|懂点皮毛)"
     rf"|\bi (?:only )?know (?:very little|a little|a bit|not much|only a little"
     rf"|the basics){_ABOUT_EN}"),
    ("knowledge", "general", rf"\bi know a fair (?:amount|bit){_ABOUT_EN}"
                             rf"|{_ABOUT_ZH}(?:一般了解|了解一般)"),
    ("knowledge", "good", rf"{_ABOUT_ZH}(?:比较|挺|很)(?:懂|了解|熟悉)"
                          rf"|\bi know (?:quite a (?:bit|lot)|a lot|a good deal){_ABOUT_EN}"),
)  # fmt: skip
_SAID = tuple(_Said(name, value, re.compile(words)) for name, value, words in _STATEMENTS)

_FALL = re.compile(
    r"跌|亏|缩水|回撤|\b(?:drop(?:s|ped)?|falls?|fell|crash(?:es|ed)?|goes down|went down"
    r"|declines?d?"
    r"|loses?|lost|is down|dips?)\b"
)
_REACTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sell_all", re.compile(
        r"全部?(?:都)?(?:卖|抛|赎回|清)(?:掉|出|光|了)?|(?:卖|抛)光|清仓|割肉"
        r"|\bsell (?:everything|it all|all of it|the lot|all my \w+)\b|\bpull (?:everything"
        r"|it all) out\b")),
    ("sell_some", re.compile(
        r"(?:卖|抛|赎回)(?:掉|出)?(?:一)?(?:部分|些|点|半)|减仓|\bsell (?:some|part|half|a bit"
        r"|a portion)\b")),
    ("hold", re.compile(
        r"(?:先|就)?(?:拿|放|持|扛)着(?:不动|不卖)?|不动它?|继续持有|不会?卖|等(?:它)?(?:涨回来"
        r"|反弹)"
        r"|\b(?:hold(?: on)?|sit tight|do nothing|wait it out|ride it out|leave it (?:alone"
        r"|as it is)|stay put)\b")),
    ("buy_more", re.compile(
        r"加仓|补仓|抄底|再(?:多)?买(?:点|一点|些|一些)?|越跌越买|多买|\bbuy (?:some )?more\b"
        r"|\bbuy the dip\b|\badd (?:more|to it)\b")),
)  # fmt: skip
_WOULD = re.compile(
    r"会|就|一般|肯定|一定|都|\b(?:i'd|i would|i'll|i will|i usually|i always|i tend to|we'd"
    r"|we would)\b"
)
_NOT = re.compile(
    r"(?:不是|不|没|别|未必|哪会|怎么会|反对)[^，。,.]{0,3}$|\b(?:not|never|wouldn't|won't"
    r"|don't|no longer|isn't"
    r"|neither)\b[^,.;]{0,14}$"
)
_THEN = re.compile(
    r"上次|去年|以前|之前|曾经|那次|后悔|卖了|测评|结果(?:说|是|显示)|\b(?:last time|used to"
    r"|back then|once|i sold|before"
    r"|previously|test (?:says|said)|was|were)\b"
)
_MAYBE = re.compile(
    r"可能|也许|说不定|看情况|不一定|或者|还是|\b(?:maybe|perhaps|might|depends|or|probably"
    r"|unless)\b"
)
_OF_OTHERS = re.compile(
    r"\b(?:guardian (?:of|for)|son's|daughter's|'s legal)\b|孩子的"
    r"|的监护人(?!代|替|帮|陪)"
)


def read(text: str, clauses: Clauses) -> Iterable[Reading]:
    """Values of the questions that are answered by options, where a client states one plainly."""
    for said in _SAID:
        for match in said.pattern.finditer(text):
            if _holds(text, match, clauses):
                # "I may need half of it" is a need: what is asked is what might come.
                open_ = said.id != "liquidity_need" and _MAYBE.search(clauses.words(match.start()))
                yield Reading(
                    said.id, said.value, match.start(), match.end(), not open_, how="statement"
                )
                break
    yield from _reaction(text, clauses)


def _holds(text: str, match: re.Match[str], clauses: Clauses) -> bool:
    start, end = clauses.around(match.start())
    at = max(match.end() - 1, match.start())
    if clauses.doubtful(at) or clauses.asks(match.start()) or clauses.of_a_child(match.start()):
        return False
    if _NOT.search(text, start, match.start()) or _OF_OTHERS.search(text, start, end):
        return False
    return not _THEN.search(text, start, match.start())


def _reaction(text: str, clauses: Clauses) -> Iterable[Reading]:
    """What a client would do after a fall: 跌了我就再买点, "I'd hold if it crashed"."""
    found: list[Reading] = []
    for value, pattern in _REACTIONS:
        match = pattern.search(text)
        if match is None:
            continue
        start, end = clauses.around(match.start())
        scene = text[start:end] + " " + clauses.before(match.start())
        if not (_FALL.search(scene) and _WOULD.search(text, start, match.start())):
            continue
        if clauses.of_someone_else(match.start()) or clauses.unsaid(match.start()):
            continue
        if clauses.asks(match.start()) or _THEN.search(scene):
            continue
        if _NOT.search(text, start, match.start()):
            return
        found.append(
            Reading(
                "loss_reaction",
                value,
                match.start(),
                match.end(),
                not _MAYBE.search(scene),
                how="statement",
            )
        )
    if len({one.value for one in found}) == 1:
        yield found[0]
