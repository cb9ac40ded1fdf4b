"""The greatest loss a client says to accept: 最多亏10%, no more than a tenth, 一分都不能亏."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language import bands, hedges, shares
from bot.language import loss_words as spells
from bot.language.clauses import Clauses
from bot.language.numbers import Number
from bot.language.reading import Reading
from bot.language.shares import Share


def read(
    text: str, found: tuple[Number, ...], clauses: Clauses, *, asking: str | None = None
) -> Iterable[Reading]:
    """The greatest loss the client would bear, as the contracts' band.

    Vague words (不能亏太多) give nothing. A loss that already happened, or one the client says
    they could not stand, is no accepted loss.
    """
    asked = asking == "max_loss"
    if match := spells.NOTHING.search(text):
        yield _none(text, match, clauses)
        return
    if asked and (match := spells.NOTHING_ASKED.fullmatch(text)):
        yield Reading("max_loss", "none", 0, len(text), True, False, False, "lexicon")
        return
    if match := (asked and spells.ALL_ASKED.search(text)) or spells.ALL.search(text):
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
    if match := spells.SOFT_NOTHING.search(text):
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
    if (turn := spells.AND_COULD.search(before)) is not None:
        before = before[turn.start() :]
    if share.low > 100 or (share.low == 0 and not asked):
        return None
    if spells.KEEPS.search(before) or spells.NOT_EVEN.search(before) or _no_loss(before):
        return None
    loss = spells.LOSS.search(text, start, _turn(text, share.end, end))
    if (
        not loss
        and not asked
        and spells.TOLERATES.search(before)
        and not spells.OTHER_SHARE.search(words)
    ):
        loss = spells.TOLERATES.search(before)
    if (
        not loss
        and not asked
        and spells.BEARS.search(before)
        and not spells.OTHER_SHARE.search(words)
    ):
        loss = spells.LOSS.search(clauses.before(share.start))
    if (
        not loss
        and not asked
        and spells.AT_MOST.search(before)
        and not spells.OTHER_SHARE.search(words)
    ):
        loss = spells.LOSS.search(clauses.before(share.start))
    if not loss and (not asked or spells.OTHER_SHARE.search(words) or _says_else(before, after)):
        return None
    if spells.LOSS.search(words) and _of_gain(words, share.start - start):
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
        and not spells.WILL_IT.search(words)
        and not clauses.unsaid(share.start)
        and not clauses.of_someone_else(share.start)
        and not _supposed(clauses, share, after)
        and not (asked and hedges.wavers(text, share.end, soon=True))
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


def _no_loss(before: str) -> bool:
    """Whether the words before a share make it what comes back, or what is not thought likely."""
    return any(
        pattern.search(before)
        for pattern in (spells.GIVES_BACK, spells.NOT_EXPECTED, spells.COMPARED)
    )


def _says_else(before: str, after: str) -> bool:
    """Whether the words around a share in its clause speak of something else than bearing it."""
    if (
        spells.ACCEPT.search(before + after)
        or spells.AT_MOST.search(before)
        or spells.AT_MOST.match(after)
    ):
        return False
    if spells.REJECT.search(before + after):
        return False
    return spells.speaks(before + " " + after)


def is_other(text: str, share: Share, clauses: Clauses) -> bool:
    """Whether a share is named that is no loss to be borne: a gain, or a loss that was made."""
    start, end = clauses.around(share.start)
    words, before, after = text[start:end], text[start : share.start], text[share.end : end]
    if _no_loss(before):
        return True
    if spells.OTHER_SHARE.search(words) and (
        not spells.LOSS.search(words) or _of_gain(words, share.start - start)
    ):
        return True
    if spells.NEVER.search(after) and not spells.BEYOND.search(before):
        return True
    if clauses.of_someone_else(share.start) or (
        not spells.LOSS.search(words) and _says_else(before, after)
    ):
        return True
    right = spells.RIGHT.match(clauses.after(share.start))
    if right or spells.AT_TIMES.search(words) or spells.OR_NOT.search(words):
        return True
    if clauses.asks(share.start) and not spells.FINE.search(clauses.after(share.start)):
        return bool(clauses.after(share.start).strip())
    if spells.THEN.match(after) and not (
        spells.AT_MOST.search(words) or spells.BEYOND.search(before)
    ):
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
    told = spells.NOT_REJECT.sub(" ok ", after + " " + clauses.after(share.start))
    return bool(
        spells.REJECT.search(told) or re.search(r"(?:不|别|不能|不要|不想)[^，。,.]{0,3}$", before)
    )


def _turn(text: str, start: int, end: int) -> int:
    """Where the sentence turns after the share: what follows "but" is of something else."""
    turn = spells.TURN.search(text, start, end)
    return turn.start() if turn else end


def _of_gain(words: str, at: int) -> bool:
    """Whether the share is rather one of gains or of the whole: the nearest word decides."""
    near = [(abs(m.start() - at), True) for m in spells.OTHER_SHARE.finditer(words)]
    near += [(abs(m.start() - at), False) for m in spells.LOSS.finditer(words)]
    return min(near)[1]


def _is_past(before: str, after: str, former: str) -> bool:
    """Whether the loss happened: 去年亏了20%; "亏了20%也没事" only supposes it."""
    near = before + " " + after
    if spells.DONE.search(near) and not spells.COULD.search(near):
        return True
    if spells.DID.search(near):
        return bool(spells.DONE.search(former)) or not spells.FINE.search(after)
    return False


def _verdict(
    share: Share, before: str, after: str, clauses: Clauses, following: str
) -> bool | None:
    """Whether the client bears the loss; None where no word says so. `following` are the words
    of the next clause, where they are not of another loss."""
    if share.bound in ("at_most", "under") and share.high is None:
        return True
    beyond = bool(spells.BEYOND.search(before)) or after.startswith(("以上", "及以上", "往上"))
    if (
        spells.LINE.search(after)
        or spells.AT_MOST.search(before)
        or spells.AT_MOST.match(after.removeprefix(" loss").lstrip())
    ):
        return True
    told = spells.NOT_REJECT.sub(" ok ", after)
    rejects, accepts = bool(spells.REJECT.search(told)), bool(spells.ACCEPT.search(told))
    if beyond and (rejects or spells.REJECT.search(following)):
        return True
    if beyond or share.bound in ("over", "at_least"):
        return share.bound == "over" and share.low >= 50
    if rejects or spells.NOT_SO_FAR.search(before) or (spells.THEN.match(told) and not accepts):
        return False
    if not accepts:
        led = spells.NOT_REJECT.sub(" ok ", before)
        if spells.REJECT.search(led):
            return False
        accepts = bool(spells.ACCEPT.search(led))
    if not accepts and spells.MORE_IS.match(following) and spells.REJECT.search(following):
        return True
    if not accepts and spells.REJECT.search(spells.NOT_REJECT.sub(" ok ", following)):
        return False
    if accepts or spells.FINE.search(following):
        return True
    return None


def _supposed(clauses: Clauses, share: Share, after: str) -> bool:
    """Whether the loss is only supposed; "if it fell 20% I'd be fine" answers its own if."""
    if not clauses.hypothetical(share.start):
        return False
    if "的话" in after:
        return True
    return not (
        spells.FINE.search(after) or spells.FINE.match(clauses.after(share.start).strip("我i'd "))
    )
