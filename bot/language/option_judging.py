"""Decides on what a trained model believes of a free answer: accept it, ask back, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.language import option_clauses
from bot.language.answer_labels import NONE, UNCLEAR
from bot.language.option_cues import NEGATIVE

# The model brings NumPy along: most processes load the options and never judge by meaning.
if TYPE_CHECKING:
    from bot.language.answer_model import AnswerModel

Embed = Callable[[list[str]], Any]


@dataclass(frozen=True)
class Bars:
    """How sure the model has to be. Measured by cross-validation on the phrasings of data/answers,
    where one wrong answer counts as much as asking back five times."""

    accept: float = 0.68
    """Least probability of the best option, where the nearest example means it too."""
    apart: float = 0.85
    """The same, where the nearest example means another option."""
    open_near: float = 0.93
    """The same, where the nearest example leaves the question open."""
    margin: float = 0.3
    """Least distance to the next option."""
    firm: float = 0.9
    """From here on a denial that is not the gist of the text may stand in it."""
    certain: float = 0.95
    """From here on an option holds against words of others, or under a condition."""
    hinted: float = 0.5
    """Least probability where words of the option stand in the text as well."""
    settled: float = 0.97
    """From here on also where the members of a list mean different options."""
    opposed: float = 0.6
    """From here on the model speaks against an option that was named in words."""
    side: float = 0.4
    """From here on a side of an "or", or a clause, means an option."""
    alike: float = 0.6
    """Cosine from which an example denies the same thing."""
    open: float = 0.8
    """Cosine from which the words are those of an example that leaves the question open."""
    whole: float = 0.75
    """From here on a text means one option, whatever its clauses would mean by themselves."""
    part: float = 0.03
    """Least probability in the whole text of an option that one of its clauses means."""
    beside: float = 0.8
    """Least probability of an option that stands in a list beside one that is named."""
    worth: float = 0.15
    """From here on an option is worth asking about."""
    likely: float = 0.5
    """From here on also where the words resemble no example."""
    known: float = 0.62
    """Cosine from which the words resemble an example at all."""


@dataclass(frozen=True)
class Judgement:
    """`option` is what may be accepted; `ranked` holds the options with their probability."""

    option: str | None
    ranked: tuple[tuple[str, float], ...]
    none: float
    """Probability that the words choose no option."""


class Judge:
    """The trained model of one question with the encoder it was trained with."""

    def __init__(self, model: AnswerModel, embed: Embed, bars: Bars | None = None) -> None:
        self._model, self._embed = model, embed
        self.bars = bars or Bars()

    def believes(self, said: str, shown: Sequence[str]) -> Judgement:
        """What the model alone believes of a folded text."""
        odds = self._model.odds(said, self._embed([said])[0])
        ranked = sorted(((one, odds.get(one, 0.0)) for one in shown), key=lambda pair: -pair[1])
        none = sum(odds.get(label, 0.0) for label in NONE)
        best, chance = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        enough = chance >= self.bars.accept and chance - second >= self.bars.margin
        return Judgement(best if enough else None, tuple(ranked), none)

    def judges(self, said: str, shown: Sequence[str], hinted: frozenset[str]) -> Judgement:
        """The option that a folded text means for certain, seen from several sides.

        What holds under a condition, leaves two sides open, or keeps its meaning when its denials
        are taken out of it, is asked about. `hinted` are options whose own words stand in it.
        """
        found = self.believes(said, shown)
        best, chance = found.ranked[0]
        label, near, _ = self._model.nearest(self._embed([said])[0])
        if not self._enough(found, label, hinted):
            return _without(found)
        certain = chance >= self.bars.certain and label == best
        listed = chance < self.bars.settled and self._listed(said, shown)
        if hinted and hinted != {best} and (not certain or listed):
            return _without(found)  # other words of the questionnaire stand in the text
        if label == UNCLEAR and near >= self.bars.open:
            return _without(found)
        if (option_clauses.conditional(said) and not certain) or self.divided(said, shown):
            return _without(found)
        if option_clauses.denies_part(said):
            return _without(found)
        if NEGATIVE.search(said) and not self._stands(said, best, shown):
            gist = option_clauses.denies_at_once(said) or label == UNCLEAR
            if gist or chance < self.bars.firm:
                return _without(found)
        return Judgement(best, found.ranked, found.none)

    def _enough(self, found: Judgement, label: str, hinted: frozenset[str]) -> bool:
        """Whether the model is sure enough, the more so where the nearest example (`label`) speaks
        against it."""
        best, chance = found.ranked[0]
        if hinted == {best}:
            return chance >= self.bars.hinted
        second = found.ranked[1][1] if len(found.ranked) > 1 else 0.0
        least = self.bars.accept if label == best else self.bars.apart
        least = self.bars.open_near if label == UNCLEAR else least
        return chance >= least and chance - second >= self.bars.margin

    def worth_asking(self, said: str, judged: Judgement) -> tuple[tuple[str, float], ...]:
        """The options that may be meant, two at most; none for words that are like nothing that
        was ever said to the question: "which of the two?" would be no answer to them."""
        if judged.ranked[0][1] < self.bars.likely:
            _, near, _ = self._model.nearest(self._embed([said])[0])
            if near < self.bars.known:
                return ()
        return tuple(one for one in judged.ranked[:2] if one[1] >= self.bars.worth)

    def leaves_open(self, said: str, shown: Sequence[str]) -> bool:
        """Whether the model is sure that a text chooses no option."""
        return self.believes(said, shown).none >= self.bars.firm

    def opposes(
        self, said: str, option: str, shown: Sequence[str], *, graded: bool = False
    ) -> bool:
        """Whether the model speaks against an option that was named by its own words, sooner where
        they are `graded` (very, rather)."""
        found = self.believes(said, shown)
        best, chance = found.ranked[0]
        against = chance if best != option else found.none
        return against >= (self.bars.side if graded and best != option else self.bars.opposed)

    def several(self, said: str, shown: Sequence[str]) -> tuple[str, ...]:
        """The options that the clauses of a text mean, where each clause means one or none; or
        that all members of its list mean. A stray clause ("a few thousand a month") means nothing
        for certain, and next to nothing in the whole."""
        whole = dict(self.believes(said, shown).ranked)
        chosen = self._by_clauses(said, shown) or self._by_members(said, shown)
        return tuple(one for one in chosen if whole[one] >= self.bars.part)

    def _by_clauses(self, said: str, shown: Sequence[str]) -> tuple[str, ...]:
        chosen: list[str] = []
        for part in option_clauses.clauses(said):
            found = self.believes(part, shown)
            if found.option is None and found.none < self.bars.accept:
                return ()
            if found.option is not None and found.ranked[0][1] >= self.bars.firm:
                chosen.append(found.option)
        named = tuple(dict.fromkeys(chosen))
        return named if len(named) > 1 else ()

    def _by_members(self, said: str, shown: Sequence[str]) -> tuple[str, ...]:
        if re.search(r"\bbetween\b", said):
            return ()
        ranked = [self.believes(piece, shown).ranked[0] for piece in option_clauses.members(said)]
        if any(chance < self.bars.certain for _, chance in ranked):
            return ()
        return tuple(dict.fromkeys(option for option, _ in ranked))

    def one(self, said: str, found: Sequence[str], shown: Sequence[str]) -> bool:
        """Whether a text whose clauses mean the options `found` means one of them as a whole."""
        best, chance = self.believes(said, shown).ranked[0]
        return best in found and chance >= self.bars.whole

    def beside(self, said: str, shown: Sequence[str], hits: Callable[[str], bool]) -> list[str]:
        """The options that members of a list mean without naming them, beside such as do."""
        pieces = [piece for piece in option_clauses.members(said) if not hits(piece)]
        return [
            found.option
            for found in (self.believes(piece, shown) for piece in pieces)
            if found.option is not None and found.ranked[0][1] >= self.bars.beside
        ]

    def divided(self, said: str, shown: Sequence[str]) -> bool:
        """Whether the sides of an "or" mean different options."""
        meant = {
            found.ranked[0][0]
            for found in (self.believes(side, shown) for side in option_clauses.alternatives(said))
            if found.ranked[0][1] >= self.bars.side
        }
        return len(meant) > 1

    def _listed(self, said: str, shown: Sequence[str]) -> bool:
        """Whether the members of a list mean different options."""
        judged = (self.believes(piece, shown).ranked[0] for piece in option_clauses.members(said))
        return len({option for option, chance in judged if chance >= self.bars.side}) > 1

    def _stands(self, said: str, option: str, shown: Sequence[str]) -> bool:
        """Whether an option is meant by a text that denies something.

        A model of words hardly sees a denial. It was seen where an example of
        the option denies likewise; where the text without the denial means another option; or
        where a clause that denies nothing means the option by itself.
        """
        label, near, denies = self._model.nearest(self._embed([said])[0])
        if label == option and denies and near >= self.bars.alike:
            return True
        without = option_clauses.affirmed(said)
        if without and without != said:
            best, chance = self.believes(without, shown).ranked[0]
            if best != option and chance >= self.bars.side:
                return True
        plain = option_clauses.plain_clauses(said)
        return any(self.believes(part, shown).option == option for part in plain)


def _without(found: Judgement) -> Judgement:
    return Judgement(None, found.ranked, found.none)
