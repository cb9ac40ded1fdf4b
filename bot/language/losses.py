"""The greatest loss a client says to accept: 最多亏10%, no more than a tenth, 一分都不能亏."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language import bands, hedges, horizon_words, shares
from bot.language import loss_words as spells
from bot.language.clauses import Clauses
from bot.language.numbers import Number
from bot.language.reading import Reading
from bot.language.shares import Share

_LOSS = re.compile(
    r"亏|止损|损失|跌|赔|波动|回撤|缩水|下行|蒸发|浮亏|\b(?:los[es]|lose|losing|loss|losses|drop"
    r"|drops|down"
    r"|drawdowns?|fall|falls|fell|decline|declines|dip|dips|hit|downside|swings?|volatility|minus"
    r"|crash|shrink|wiped? out)\b"
)
_OTHER_SHARE = re.compile(
    r"[是靠]借|投(?!资)(?=[^，。,.亏]{1,3}成|[^，。,.亏]{1,4}[%％])|概率|几率|机会|可能性|收益|回报|年化|利息|利率|涨|赚|仓位|占|配置|比例|通胀|手续费|管理费|费率|税|首付|存款利"
    r"|股息|分红"
    r"|\b(?:returns?|gains?|yields?|interest|profit|apr|apy|growth|grow|inflation|fees?|tax"
    r"|in (?:stocks"
    r"|bonds|shares|equities|cash|funds|crypto|gold)|of my (?:money|portfolio|savings|income|salary"
    r"|wealth|assets|pay)|allocation|down ?payment|deposit|dividends?|sure|certain)\b"
)
_NOTHING = re.compile(
    r"一(?:分(?:钱)?|个子儿?|个铜板|毛(?:钱)?|块钱|厘)(?:都|也)?(?:不能|不可以|不想|不愿|不许|不准|不要|别)(?:亏|损失|少|赔"
    r"|丢)|一(?:点|毛|毛钱|点点|丝)(?:都"
    r"|也)?(?:不想|不能|不可以|不愿意?|接受不了|不接受|承受不了)(?:亏|损|赔|少)?"
    r"|(?:不能|不可以|不接受|不愿意?|绝不能?|不允许|接受不了|承受不了|承担不起|受不了"
    r"|不想有|不能有|不要有)(?:接受|承受|承担|有)?(?:任何|一点"
    r"|一丁点|丝毫|半点|哪怕一点)(?:的)?(?:本金)?(?:亏|损)"
    r"|(?:不能|无法|不可以|不愿意?|绝不)接受(?:本金)?的?(?:亏损|损失|亏本)"
    r"(?![0-9一二三四五六七八九十两百])(?!超|太|过|在|大|多|的)"
    r"|亏一[点丝分毛](?:儿|钱)?(?:都|也)(?:不行|不可以|不干|不能|受不了|不答应)"
    r"|本金(?:必须|一定要?|要|得)保住|(?<!能)不能有(?:亏损|损失)(?![太过很较])"
    r"|本金少一分(?:钱)?[^，。,.]{0,4}(?:不干|不行|不能|不要)|一[点分](?:钱)?(?:都|也)?亏不起"
    r"|一分(?:钱)?(?:都)?不亏|(?:本金)(?:一分|绝对|完全|必须)?(?:不能|不可)(?:少|亏|动|有损|损失|受损)|(?:绝对"
    r"|完全|坚决|千万)?不能亏(?:本金?|钱"
    r"|损)(?!太|超|得太|失太)|零亏损|零损失|0亏损|0损失"
    r"|\b(?:can't|cannot|can not|couldn't|don't want to|not willing to|unwilling to"
    r"|can't afford to|could not|won't accept|not prepared to|not ready to)(?: afford to"
    r"| bear to| to)? (?:lose|losing|accept|take|have"
    r"|tolerate)(?: even)? (?:a (?:single )?(?:cent|penny|dime|dollar|yuan|thing)"
    r"|any(?:thing| money| of it| loss(?:es)?| principal| of my (?:money|principal"
    r"|savings))?|one (?:cent|penny)|my principal)(?! more)"
    r"|\bno loss(?:es)?(?: at all| whatsoever)?\b|\bzero loss(?:es)?\b"
    r"|\b(?:don't|do not) want (?:to see )?any loss(?:es)?\b"
    r"|\bnot (?:even )?(?:a (?:single )?|one )(?:cent|penny|dime)\b(?! (?:more|over|above))"
    r"|\b0% loss\b"
)
_NOTHING_ASKED = re.compile(
    r"\W*(?:我|那|就|嗯|反正|绝对|肯定|一定|千万|i'd say|i|well|honestly|absolutely)*\W*"
    r"(?:不能亏本?|亏不起|亏不得|零|0|一点(?:也|都)?不(?:行|能|可以)|nothing|nowt|zilch|nil|nada|zero|none"
    r"|no loss(?:es)?)"
    r"(?:吧|的|了|呢|啊|at all|please|really|really none|whatsoever|[,，。.! ])*"
)
_ALL_ASKED = re.compile(
    r"(?:全部?|都|亏)+光了?(?:也|都)?(?:行|可以|没事|没关系|无所谓|认)|(?:全亏|亏完)了?(?:也"
    r"|都)?(?:行|可以|没事|认)"
    r"|^\W*(?:everything|all of it|the lot|it all)\b|\blose (?:it all|everything)\b"
)
_ALL = re.compile(
    r"(?:亏光|亏完|赔光|打水漂)了?(?:我)?(?:也|都)(?:不眨眼|不眨一下眼|不心疼|无所谓|没关系|认了|没事|可以接受)"
    r"|\bwouldn't (?:bat an eye(?:lid)?|mind|care|worry|lose sleep) (?:if|even if) (?:i"
    r"|we) lost (?:the lot"
    r"|it all|everything|all of it|every penny)\b"
)
"""All may be lost, said without being asked."""
_SOFT_NOTHING = re.compile(
    r"(?:要|必须|只要|想|得|能)保本|保本(?:就行|最重要|第一|保息)|不能亏(?:$|[，。,.!！])"
    r"|不想亏(?!太)|怕亏"
    r"|\b(?:don't want to lose(?: money)?(?=$|[,.;!])|capital (?:protected|guaranteed"
    r"|preservation)|must not lose|principal (?:must be|protected|guaranteed))\b"
)
_ACCEPT = re.compile(
    r"最多|顶多|至多|(?<!不)可以|(?<![不可])能(?!不能|不)|(?<!不)接受(?!不)|(?<!不)承受(?!不)"
    r"|容忍|忍受|扛得[住下]|受得[了住起]|吃得消|顶得住|挺得住|看得开|睡得着"
    r"|能扛|不超过|以内|之内|上限|底线|无所谓|没事|没关系|不介意|问题不大|没问题|止损|封顶|认了|不慌|也认(?=$|\W)"
    r"|还行|也行"
    r"|控制在|不怕|不眨(?:一?下?)眼|(?<!再)(?:不会|也不|都不|不)(?:动它?|卖|割|撤|跑|赎回)(?=$|\W)|拿着|装死|(?<!不)行(?!情|业)|没啥|没什么"
    r"|\b(?:up to|at most|at worst|can|could|tolerate|accept|acceptable|handle|stomach|okay|ok|fine"
    r"|max|maximum|limit|comfortable|willing|bear|live with|put up with|won't mind|wouldn't mind"
    r"|don't mind|prepared to|no problem|no big deal|manageable|cap)\b"
)
_TOLERATES = re.compile(r"承受|容忍|\b(?:tolerate|stomach)\b")
_BEARS = re.compile(r"接受|承受|容忍|忍受|\b(?:accept|tolerate|handle|stomach|bear|live with)\b")
_REJECT = re.compile(
    r"(?:觉得|有点|偏|嫌|也太?)(?:高|多|大)|还是算了|不答应|没门|受不了|受不住|不行|睡不着|接受不了|不能接受|无法接受|不接受|承受不了|扛不住|忍不了|太多"
    r"|太大|太高"
    r"|不可以|不能(?!超|大|多|高)|不愿|不想|慌|难受|心疼|肉疼|崩溃|吓|焦虑|不舒服|太狠|不干"
    r"|吃不消|顶不住"
    r"|跳楼|要命|发疯|就(?:要|得|会|想)?(?:卖|跑|撤|割|赎回|退出|走|哭|完)|不太行|够呛"
    r"|\b(?:can't|cannot|couldn't|could not|not|won't|wouldn't|never|too much|too far|too high"
    r"|panic"
    r"|sell|nervous|sleep|unacceptable|scared|scare|hurts?|kill|ruin|uncomfortable|no way|i'm out"
    r"|freak"
    r"|worry|worried|worries|painful|disaster|hate)\b|n't\b"
)
_NOT_REJECT = re.compile(
    r"\b(?:no problem|wouldn't mind|won't mind|don't mind|not a problem|not worried|wouldn't worry"
    r"|won't panic|wouldn't panic|not (?:be )?(?:too )?(?:bad|bothered|bother)|no big deal"
    r"|(?:wouldn't|won't|doesn't|don't) (?:bother|scare|faze|kill|hurt|worry)"
    r"|not the end of the world|can't complain)\b|不怕|不介意|不至于|不会(?:慌|怕|睡不着|在意|卖)"
)
_AT_MOST = re.compile(
    r"(?:不能|不要|别|不得|不可以|不允许|不可|不想)[^，。,.]{0,8}(?:超过|大于|多于|高于|超)"
    r"|不超过|最多"
    r"|顶多|至多|以内|之内|上限|封顶|控制在|底线|止损|顶天|是(?:我的?)?(?:极限|底线|上限)|极限"
    r"|撑死|实在不行|大不了"
    r"|\b(?:at a push|at a pinch|(?:is )?as far as (?:i|we)|(?:is|that's|be) (?:about )?(?:the"
    r"|my) (?:most|limit|maximum))\b"
    r"|\b(?:no more than|not more than|at (?:the )?(?:very )?most|up to|max|maximum|at worst"
    r"|limit|cap)\b|\b(?:can't"
    r"|cannot|couldn't|could not|not|won't|wouldn't|don't want|never"
    r"|n't)\b[^,.;]{0,36}\b(?:more than|over|beyond|above|exceed)\b"
)
_LINE = re.compile(
    r"^[^,.;0-9]{0,16}\b(?:where (?:i|we)(?:'d| would)? (?:draw the line|stop)|as far as (?:i"
    r"|we)(?:'d| would) go"
    r"|(?:the )?(?:most|worst) (?:i|we)(?:'d| would| could| can))\b"
)
_BEYOND = re.compile(
    r"(?:超过|超|大于|多于|高于|过了|\b(?:over|more than|above|beyond"
    r"|exceeding))了?\s?$"
)
_DONE = re.compile(
    r"去年|前年|上次|上回|前阵子|以前|之前|年轻的?时候?|年轻那会儿?|早些年|早年|曾经|那年|那会儿?|当年|当时|已经|账面|今年[^，。]{0,3}(?:亏|跌)"
    r"|(?:现在|目前|眼下|如今)[^，。]{0,6}(?:亏|跌)(?!损|到|[1-9]%?以内)|(?:亏|套|跌)着|还浮亏|"
    r"\b(?:lost|last (?:year|time|month)|previously|used to|was|were|been|i'm down|am down|is down"
    r"|are down|have dropped|dropped|has fallen|had fallen|in (?:19|20)[0-9]{2}|once)\b"
)
_AND_COULD = re.compile(
    r"\b(?:and|but)\b(?: (?:i|we)(?:'d)?)? ?(?:could|can|would|might)? ?(?:lose|accept|take"
    r"|bear|live with|handle|stomach)\b[^,.;]*$"
)
_TURN = re.compile(r"\b(?:but|however|though|although)\b|但是?|不过|可是|然而")
_KEEPS = re.compile(
    r"(?:保住|保证|保留|剩下?|留住|守住|不低于|回本)[^，。,.]{0,6}$|本金[^，。,.]{0,4}(?:至少"
    r"|不能低于|要有|还有)[^，。,.]{0,4}$"
    r"|\b(?:keep|keeping|preserve|preserving|have|still have|left with"
    r"|remain)\b[^,.;]{0,12}\b(?:at least|minimum)?\s?$"
)
"""What shall be left is no loss: 至少保住九成."""
_NOT_EVEN = re.compile(r"\bnot even\s$")
_DID = re.compile(r"(?:亏|跌|赔|损失|回撤)(?:了|过|掉(?=了|$|，))")
_COULD = re.compile(r"最多(?!的|时)|\b(?:could|can|would|up to|at most)\b")
_WILL_IT = re.compile(
    r"会(?:不会|亏|跌|损|赔)|有没有可能|可能(?:会)?亏|吗|是不是|\b(?:would|will|could|can|might"
    r"|do) "
    r"(?:i|it|we|you|they) (?:lose|drop|fall)|\bpossible\b|\blikely\b|\bchance\b|\brisk of\b"
)
_FINE = re.compile(
    r"(?:可以|能|还能|也能|都能|也|都|就)?(?:接受|承受|受得[了住]|没事|没关系|无所谓|可以|(?<!银)行|没问题|ok"
    r"|认了|扛得住)(?!不|吗|的话)"
    r"|\b(?:okay|ok|fine|acceptable"
    r"|can handle|could handle|can live with|could live with|no problem|comfortable|won't panic)\b"
)


def read(
    text: str, found: tuple[Number, ...], clauses: Clauses, *, asking: str | None = None
) -> Iterable[Reading]:
    """The greatest loss the client would bear, as the contracts' band.

    Vague words (不能亏太多) give nothing. A loss that already happened, or one the client says
    they could not stand, is no accepted loss.
    """
    asked = asking == "max_loss"
    if match := _NOTHING.search(text):
        yield _none(text, match, clauses)
        return
    if asked and (match := _NOTHING_ASKED.fullmatch(text)):
        yield Reading("max_loss", "none", 0, len(text), True, False, False, "lexicon")
        return
    if match := (asked and _ALL_ASKED.search(text)) or _ALL.search(text):
        at = match.start()
        gains = spells.GAINS.search(text, clauses.around(at)[0], at) is not None
        known = not gains and not clauses.doubtful(at) if asked else not clauses.of_someone_else(at)
        sure = known and not clauses.unsaid(at) and not clauses.asks(at)
        yield Reading("max_loss", "gt_50", match.start(), match.end(), sure, how="lexicon")
        return
    said = shares.find(text, found)
    for index, share in enumerate(said):
        reading = _share(text, said, index, clauses, asked)
        if reading is not None:
            yield reading
        if share.low > 100:
            break
    if match := _SOFT_NOTHING.search(text):
        yield Reading("max_loss", "none", match.start(), match.end(), False, how="lexicon")


def _none(text: str, match: re.Match[str], clauses: Clauses) -> Reading:
    negated = clauses.unsaid(match.start()) or bool(
        re.search(
            r"(?:不是|并非|没说|not saying|not that)\s?[^，。,.]{0,4}$", text[: match.start()]
        )
    )
    sure = not clauses.asks(match.start()) and not clauses.doubtful(match.start())
    return Reading("max_loss", "none", match.start(), match.end(), sure, False, negated, "lexicon")


def _share(
    text: str, said: tuple[Share, ...], index: int, clauses: Clauses, asked: bool
) -> Reading | None:
    share = said[index]
    start, end = clauses.around(share.start)
    words = text[start:end]
    # What stands before the share and after it, as far as no other share has it.
    left = max(start, said[index - 1].end) if index else start
    right = min(end, said[index + 1].start) if index + 1 < len(said) else end
    before, after = text[left : share.start], text[share.end : right]
    if (turn := _AND_COULD.search(before)) is not None:
        before = before[turn.start() :]
    if share.low > 100 or (share.low == 0 and not asked):
        return None
    if _KEEPS.search(before) or _NOT_EVEN.search(before) or _no_loss(before):
        return None
    loss = _LOSS.search(text, start, _turn(text, share.end, end))
    if not loss and not asked and _TOLERATES.search(before) and not _OTHER_SHARE.search(words):
        loss = _TOLERATES.search(before)
    if not loss and not asked and _BEARS.search(before) and not _OTHER_SHARE.search(words):
        loss = _LOSS.search(clauses.before(share.start))
    if not loss and not asked and _AT_MOST.search(before) and not _OTHER_SHARE.search(words):
        loss = _LOSS.search(clauses.before(share.start))
    if not loss and (not asked or _OTHER_SHARE.search(words) or _says_else(before, after)):
        return None
    if _LOSS.search(words) and _of_gain(words, share.start - start):
        return None
    parted = bool(spells.AT_TIMES.search(words) or spells.OR_NOT.search(words))
    parted = parted or bool(
        spells.BY_TIME.search(words) and spells.BY_TIME.search(clauses.after(share.start))
    )
    parted = parted or spells.RIGHT.match(clauses.after(share.start)) is not None
    if _is_past(before, after, clauses.before(share.start)):
        return None
    other = (
        len(said) > index + 1 and said[index + 1].end <= clauses.span(clauses.index(start) + 1)[1]
    )
    verdict = _verdict(share, before, after, clauses, "" if other else clauses.after(share.start))
    if verdict is None:
        verdict = asked
    band, single = _band(text, share, after)
    if band == "gt_50" and share.low <= 51 and _not_more(clauses, share, before, after):
        band, verdict = "30_50", True
    sure = (
        share.sure
        and single
        and verdict
        and not parted
        and not clauses.asks(share.start)
        and not _WILL_IT.search(words)
        and not clauses.unsaid(share.start)
        and not clauses.of_someone_else(share.start)
        and not _supposed(clauses, share, after)
        and not (asked and horizon_words.WAVERS.search(text, share.end, share.end + _SOON))
    )
    return Reading(
        "max_loss",
        band,
        share.start,
        share.end,
        sure,
        share.approximate,
        hedges.negated(text, share.start) or clauses.unsaid(share.start),
        "percent grammar",
    )


_SOON = 24
"""How far behind a share the words may stand that put it in doubt."""


def _no_loss(before: str) -> bool:
    """Whether the words before a share make it what comes back, or what is not thought likely."""
    return any(
        pattern.search(before)
        for pattern in (spells.GIVES_BACK, spells.NOT_EXPECTED, spells.COMPARED)
    )


def _says_else(before: str, after: str) -> bool:
    """Whether the words around a share in its clause speak of something else than bearing it."""
    if _ACCEPT.search(before + after) or _AT_MOST.search(before) or _AT_MOST.match(after):
        return False
    if _REJECT.search(before + after):
        return False
    return spells.speaks(before + " " + after)


def is_other(text: str, share: Share, clauses: Clauses) -> bool:
    """Whether a share is named that is no loss to be borne: a gain, or a loss that was made."""
    start, end = clauses.around(share.start)
    words, before, after = text[start:end], text[start : share.start], text[share.end : end]
    if _no_loss(before):
        return True
    if _OTHER_SHARE.search(words) and (
        not _LOSS.search(words) or _of_gain(words, share.start - start)
    ):
        return True
    if spells.NEVER.search(after) and not _BEYOND.search(before):
        return True
    if clauses.of_someone_else(share.start) or (
        not _LOSS.search(words) and _says_else(before, after)
    ):
        return True
    right = spells.RIGHT.match(clauses.after(share.start))
    if right or spells.AT_TIMES.search(words) or spells.OR_NOT.search(words):
        return True
    if clauses.asks(share.start) and not _FINE.search(clauses.after(share.start)):
        return bool(clauses.after(share.start).strip())
    if spells.THEN.match(after) and not (_AT_MOST.search(words) or _BEYOND.search(before)):
        return not spells.MILD.search(text, share.end)
    return _is_past(before, after, clauses.before(share.start))


def _band(text: str, share: Share, after: str) -> tuple[str, bool]:
    """The band of a share, and whether it lies in one band only."""
    if share.low == 0 and re.match(r"点[几一二三四五六七八九]", after):
        return "lt_5", True
    band, single = bands.loss(share.low, share.high)
    if share.high is None and re.match(r"\s?(?:多(?!少)|出头|开外|几|and a bit|plus)", after):
        band = bands.loss(share.low + 1)[0]
    if share.bound == "over" and share.low >= 50:
        band = "gt_50"
    if share.high is None and re.search(r"[来几]", text[share.start : share.end]):
        single = single and bands.loss(share.low + 1)[0] == band
    return band, single


def _not_more(clauses: Clauses, share: Share, before: str, after: str) -> bool:
    """Whether more than half is too much: 超过一半我就受不了, 别亏一半以上."""
    told = _NOT_REJECT.sub(" ok ", after + " " + clauses.after(share.start))
    return bool(
        _REJECT.search(told) or re.search(r"(?:不|别|不能|不要|不想)[^，。,.]{0,3}$", before)
    )


def _turn(text: str, start: int, end: int) -> int:
    """Where the sentence turns after the share: what follows "but" is of something else."""
    turn = _TURN.search(text, start, end)
    return turn.start() if turn else end


def _of_gain(words: str, at: int) -> bool:
    """Whether the share is rather one of gains or of the whole: the nearest word decides."""
    near = [(abs(m.start() - at), True) for m in _OTHER_SHARE.finditer(words)]
    near += [(abs(m.start() - at), False) for m in _LOSS.finditer(words)]
    return min(near)[1]


def _is_past(before: str, after: str, former: str) -> bool:
    """Whether the loss happened: 去年亏了20%; "亏了20%也没事" only supposes it."""
    near = before + " " + after
    if _DONE.search(near) and not _COULD.search(near):
        return True
    if _DID.search(near):
        return bool(_DONE.search(former)) or not _FINE.search(after)
    return False


def _verdict(
    share: Share, before: str, after: str, clauses: Clauses, following: str
) -> bool | None:
    """Whether the client bears the loss; None where no word says so. `following` are the words
    of the next clause, where they are not of another loss."""
    if share.bound in ("at_most", "under") and share.high is None:
        return True
    beyond = bool(_BEYOND.search(before)) or after.startswith(("以上", "及以上", "往上"))
    if (
        _LINE.search(after)
        or _AT_MOST.search(before)
        or _AT_MOST.match(after.removeprefix(" loss").lstrip())
    ):
        return True
    told = _NOT_REJECT.sub(" ok ", after)
    rejects, accepts = bool(_REJECT.search(told)), bool(_ACCEPT.search(told))
    if beyond and (rejects or _REJECT.search(following)):
        return True
    if beyond or share.bound in ("over", "at_least"):
        return share.bound == "over" and share.low >= 50
    if rejects or spells.NOT_SO_FAR.search(before) or (spells.THEN.match(told) and not accepts):
        return False
    if not accepts:
        led = _NOT_REJECT.sub(" ok ", before)
        if _REJECT.search(led):
            return False
        accepts = bool(_ACCEPT.search(led))
    if not accepts and spells.MORE_IS.match(following) and _REJECT.search(following):
        return True
    if not accepts and _REJECT.search(_NOT_REJECT.sub(" ok ", following)):
        return False
    if accepts or _FINE.search(following):
        return True
    return None


def _supposed(clauses: Clauses, share: Share, after: str) -> bool:
    """Whether the loss is only supposed; "if it fell 20% I'd be fine" answers its own if."""
    if not clauses.hypothetical(share.start):
        return False
    if "的话" in after:
        return True
    return not (_FINE.search(after) or _FINE.match(clauses.after(share.start).strip("我i'd ")))
