"""Reads a client's free words as one of the options of the question that is being asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from bot.language import (
    numbers,
    option_clauses,
    option_cues,
    option_names,
    option_pairs,
    option_words,
    picks,
)
from bot.language.likeness import Likeness
from bot.language.normal import fold
from bot.language.option_cues import NEGATIVE
from bot.language.option_figures import Figures, figures_of
from bot.language.option_judging import Judge, Judgement
from bot.language.option_matches import Candidate, Match, OptionText, Thresholds
from bot.language.option_measures import Measure

Embed = Callable[[list[str]], Any]
"""Texts → array of shape (n, d), rows of length 1."""
_CERTAIN = 0.9
"""From here on the denied words of an option do not speak against what the whole text means."""
_CHANCE = 3
"""So many phrasings of a question may be of a kind by chance."""
_LEFT = 0.6
"""How near each option is that words leave open after they have ruled out the others."""


def match(
    text: str,
    options: Sequence[OptionText],
    *,
    embed: Callable[[list[str]], Any] | None,
    several: bool = False,
    highest: bool = False,
    measure: Measure | None = None,
) -> Match:
    """Read `text` as one of `options` (see `OptionIndex.match`), without keeping an index."""
    index = OptionIndex(
        tuple(options), embed=embed, several=several, highest=highest, measure=measure
    )
    return index.match(text)


class OptionIndex:
    """The options of one question, ready to be matched; encodes their examples once, when needed.

    `several`: the question takes several options. `highest`: of several options named, the last
    in the list holds ("the highest of what you have bought"). `measure`: the options are bands of
    a span of time or of a percentage, and a value said in words falls into one of them.
    """

    def __init__(
        self,
        options: Sequence[OptionText],
        *,
        embed: Embed | None,
        several: bool = False,
        highest: bool = False,
        measure: Measure | None = None,
        thresholds: Thresholds | None = None,
        unclear: Sequence[str] = (),
        judge: Judge | None = None,
        partly: Callable[[str], tuple[str, ...]] | None = None,
    ) -> None:
        """`unclear` are whole texts that leave the question open; `judge` is the trained model of
        the question, without which meaning is likeness to the examples; `partly` names the options
        among which a folded text leaves the choice, if it does (`option_partly`)."""
        self.options = tuple(options)
        self.several, self.highest, self.measure = several, highest, measure
        self.thresholds = thresholds or Thresholds()
        self._embed, self._judge, self._partly = embed, judge, partly
        self._unclear = frozenset(_bare(fold(words)) for words in unclear)
        self._words = option_words.vocabulary(
            (option.id, word)
            for option in self.options
            for word in (*option.labels, *option.synonyms)
        )
        self._whole = _owners(self.options)
        self._figures = Figures(self.options, measure)
        self._bands, self._pairs = self._figures.bands, self._figures.pairs

    def match(
        self, text: str, *, among: Sequence[str] | None = None, by_meaning: bool = True
    ) -> Match:
        """The option that a client's words mean.

        Looked at in this order: a place in the list, words that leave some options open, an
        option's own words, a measured value, resemblance to examples (`by_meaning`), words of a
        label. What is denied, undecided, agreed to or asked is
        never accepted; where two options are near, none is. `among` narrows the options to those
        ids, in the order in which they were shown.
        """
        said = fold(text).strip()
        shown = tuple(among) if among is not None else tuple(option.id for option in self.options)
        if not said:
            return Match()
        outright = (
            self._by_place(said, shown)
            or self._left_open(said, shown)
            or self._entirely(said, shown)
            or self._by_id(said, shown)
        )
        if outright is not None:
            return outright
        past = self.highest or self.measure == "months"
        whole, said = said, option_clauses.own(said, apart=self._apart, past=past)
        if not said or _bare(said) in self._unclear or self._figures.open(whole, said):
            return Match()
        measured = self._by_figures(said, shown)
        if measured is not None:
            return measured
        named = self._by_words(said, shown)
        if named.options and self._doubted(said, named, shown):
            named = Match(candidates=named.candidates)
        if named.options:
            return self._completed(said, shown, named)
        if by_meaning and self._embed is not None and not self._open(said):
            named = self._by_meaning(said, shown, named)
            if said != whole and named.options and self._meant_otherwise(whole, named, shown):
                named = Match(candidates=named.candidates)
        return named if named.options or named.candidates else self._by_label(said, shown)

    def doubts(self, text: str, values: Sequence[str]) -> bool:
        """Whether options that were found in a text by other means are no answer to this question,
        although they stand in it: it speaks of another person, holds under a condition, denies
        them, asks, or names another option as well.

        Only for a text of which `match` makes no option.
        """
        said = fold(text).strip()
        own = option_clauses.own(said, apart=self._apart, past=True)
        if self._partly and self._partly(said):
            return True
        if own != said or _bare(said) in self._unclear or self._open(said):
            return True
        shown = tuple(option.id for option in self.options)
        if self.several:
            return self._judge is not None and self._judge.leaves_open(said, shown)
        if option_clauses.conditional(said) or (self._bands and self._bands.read(said)):
            return True
        hits = self._words.hits(option_words.reduced(said))
        if any(hit.denied or hit.option not in values for hit in hits):
            return True
        if self._judge is None:
            return False
        opposed = any(self._judge.opposes(said, value, shown) for value in values)
        return opposed or self._judge.divided(said, shown)

    def _meant_otherwise(self, whole: str, named: Match, shown: tuple[str, ...]) -> bool:
        """Whether a text of which a part was left out, being about others, means something else
        with it: 主要放着，不过我妈身体一般，可能偶尔取一点."""
        if self._judge is None or self.several:
            return False
        found = self._judge.believes(whole, shown)
        best, chance = found.ranked[0]
        against = best not in named.options and chance >= self._judge.bars.side
        return against or found.none >= self._judge.bars.opposed

    # ── as a whole, by place ──

    def _entirely(self, said: str, shown: tuple[str, ...]) -> Match | None:
        """A text that is an option's words and no more, or nothing but agreement."""
        whole = self._whole.get(_bare(said))
        if whole in shown and _bare(said) not in self._unclear:
            return Match((whole,), literal=True, whole=True, margin=1.0)
        return Match(agreement=True) if option_cues.AGREEMENT.fullmatch(said) else None

    def _by_id(self, said: str, shown: tuple[str, ...]) -> Match | None:
        """A text that is an option's id, or as good as that: "averse", "self employed"."""
        option = self._names.by_id(said)
        if option not in shown or option is None:
            return None
        return Match((option,), literal=True, whole=True, margin=1.0)

    def _by_label(self, said: str, shown: tuple[str, ...]) -> Match:
        """A text of words of one label, of which nothing else was made: it is asked about."""
        option = None if self._open(said) else self._names.by_label(said)
        return (
            Match(candidates=(Candidate(option, 1.0),)) if option in shown and option else Match()
        )

    @cached_property
    def _names(self) -> option_names.Names:
        return option_names.names_of([(one.id, one.labels) for one in self.options])

    def _left_open(self, said: str, shown: tuple[str, ...]) -> Match | None:
        """A text that rules options out and leaves the choice among the rest."""
        left = self._partly(said) if self._partly else ()
        near = tuple(Candidate(option, _LEFT) for option in left if option in shown)
        return Match(candidates=near) if near else None

    def _by_place(self, said: str, shown: tuple[str, ...]) -> Match | None:
        found = picks.read(said, len(shown))
        if found is None:
            return self._by_place_and_reason(said, shown)
        chosen = tuple(shown[position] for position in found.positions)
        if len(chosen) > 1 and not self.several:
            return Match(candidates=tuple(Candidate(option, 1.0) for option in chosen[:3]))
        if found.bare is not None and self._is_a_value(found.bare, chosen[0]):
            return Match(candidates=(Candidate(chosen[0], 0.5),))
        return Match(chosen, literal=True, whole=True, margin=1.0)

    def _by_place_and_reason(self, said: str, shown: tuple[str, ...]) -> Match | None:
        """A place with a clause that gives a reason for it: 第一个，图个不亏."""
        place = picks.begun(said, len(shown))
        if place is None or self._open(said) or option_clauses.conditional(said):
            return None
        others = {hit.option for hit in self._words.hits(option_words.reduced(said))}
        against = self._judge is not None and self._judge.leaves_open(said, shown)
        if against or not others <= {shown[place]} or option_cues.TWO_SIDED.search(said):
            return None
        return Match((shown[place],), literal=True, margin=1.0)

    def _is_a_value(self, number: int, chosen: str) -> bool:
        """Whether a bare number may be a value and not a place: "2" where a band is 2–5 years."""
        if self.measure is not None:
            return True
        for option, found in self._figures.of_labels.items():
            if option != chosen and any(number in values for values in found):
                return True
        return False

    # ── by words ──

    def _by_words(self, said: str, shown: tuple[str, ...]) -> Match:
        unreduced, said = said, option_words.reduced(said)
        hits = [hit for hit in self._words.hits(said) if hit.option in shown]
        if not hits:
            return Match()
        denied = {hit.option for hit in hits if hit.denied}
        named = tuple(dict.fromkeys(hit.option for hit in hits if not hit.denied))
        candidates = tuple(Candidate(option, 1.0) for option in named[:3])
        if denied & set(named) or not named:
            return Match(candidates=candidates)
        if len(named) > 1 and self.highest and self.options[0].id not in named:
            named = (max(named, key=shown.index),)
        if len(named) > 1 and not self.several:
            return Match(candidates=candidates)
        strong = self._strong(said, hits) or (self.highest and self._told(unreduced, named[0]))
        if not strong or self._open(said, hits):
            return Match(candidates=candidates)
        return Match(named, candidates, margin=1.0, literal=True)

    def _told(self, said: str, option: str) -> bool:
        """Whether a clause tells that the client did what an option's own words name."""
        return any(
            option_cues.DID.search(clause)
            and any(
                hit.option == option and not hit.denied
                for hit in self._words.hits(option_words.reduced(clause))
            )
            for clause in option_clauses.clauses(said)
        )

    def _completed(self, said: str, shown: tuple[str, ...], named: Match) -> Match:
        """What was named, with what stands beside it in a list in other words; where the whole
        means one other thing, what it means: "half shares, half bonds" are mixed funds."""
        if not self.several or self._judge is None or NEGATIVE.search(said):
            return named
        best, chance = self._judge.believes(said, shown).ranked[0]
        beside = self._judge.beside(
            said, shown, lambda piece: bool(self._words.hits(option_words.reduced(piece)))
        )
        if best not in (*named.options, *beside) and chance >= self._judge.bars.opposed:
            meant = (Candidate(best, round(chance, 4)), *named.candidates[:2])
            sure = chance >= self._judge.bars.apart
            return Match((best,) if sure else (), meant, margin=chance)
        return replace(named, options=tuple(dict.fromkeys((*named.options, *beside))))

    @cached_property
    def _apart(self) -> frozenset[option_clauses.Person]:
        """The people whose doings are no answer to the question."""
        return option_clauses.uncounted(text for one in self.options for text in one.examples)

    @cached_property
    def _asking(self) -> bool:
        """Whether a question may be an answer: "who pays the mortgage if I die?" tells a need."""
        texts = (fold(text) for one in self.options for text in one.examples)
        return sum(bool(option_cues.ASKS.search(text)) for text in texts) > _CHANCE

    def _doubted(self, said: str, named: Match, shown: tuple[str, ...]) -> bool:
        """Whether what was named in words is not meant: a condition or the sense of the whole
        speak against it."""
        hits = self._words.hits(option_words.reduced(said))
        told_apart = any(hit.denied and hit.option not in named.options for hit in hits)
        if self.several:
            if self._conditioned(said):
                return True
            if self._asking:
                return False
            if option_clauses.supposed(said):
                return True
            if told_apart or self._judge is None:
                return False
            return self._judge.leaves_open(said, shown)
        if option_clauses.conditional(said):
            return True
        if self._judge is None or told_apart:
            return False
        best = self._judge.believes(said, shown).ranked[0][0]
        if self.highest and any(hit.option == best and not hit.denied for hit in hits):
            return False  # what is further down the list counts, whatever else is told
        graded = any(option_cues.DEGREE.search(said[: hit.start]) for hit in hits)
        return self._judge.opposes(said, named.options[0], shown, graded=graded)

    def _conditioned(self, said: str) -> bool:
        """Whether what is named of several options stands under a condition as a whole."""
        return self.several and option_clauses.given(said)

    def _strong(self, said: str, hits: Sequence[option_words.Hit]) -> bool:
        """Whether the words found carry the text, so that little else is said in it."""
        covered = sum(
            max(option_words.size(said[h.start : h.end]), 2.0 if said[h.start].isascii() else 1.0)
            for h in hits
            if not h.denied
        )
        if self.several:
            return covered >= 2
        aside = sum(option_words.size(said[h.start : h.end]) for h in hits if h.denied)
        share = covered / max(option_words.size(said) - aside, 1.0)
        if option_cues.TWO_SIDED.search(said):
            return share >= 0.5
        return share >= 0.5 or (covered >= 3 and share >= 0.3)

    def _open(self, said: str, hits: Sequence[option_words.Hit] = ()) -> bool:
        """Whether the text asks, hesitates, or tells of plans where the past was asked.

        Hesitation that is an option's own word (不清楚) is none.
        """
        if self.highest and option_cues.INTENDED.search(said):
            return True
        if not (self.several and self._asking) and option_cues.ASKS.search(said):
            return True
        found = list(option_cues.UNDECIDED.finditer(said))
        return bool(found) and not any(
            hit.start <= one.start() and hit.end >= one.end() for hit in hits for one in found
        )

    # ── by value ──

    def _by_figures(self, said: str, shown: tuple[str, ...]) -> Match | None:
        """A value in words, or the figures of a label ("30 and 15"); None where there are none."""
        if self._pairs:
            fits = option_pairs.fitting(said, self._pairs)
            if fits is None:
                return None
            chosen = [option for option in shown if option in fits]
            if not chosen or option_pairs.refused(said) or self._open(said):
                return Match()
            if len(chosen) == 1 and not option_pairs.denied(said):
                return Match((chosen[0],), literal=True, margin=1.0)
            if len(chosen) > 1 and option_pairs.bare(said):
                return Match(candidates=tuple(Candidate(option, 0.5) for option in chosen[:2]))
            return None
        measured = self._bands.read(said) if self._bands else None
        if measured is None:
            return None
        near = tuple(Candidate(option, 0.5) for option in measured.near if option in shown)
        if measured.band is None or measured.band not in shown:
            return Match(candidates=near)
        if self._open(said) or (self._judge and self._judge.leaves_open(said, shown)):
            return Match(candidates=near or (Candidate(measured.band, 0.5),))
        return Match((measured.band,), literal=True, margin=1.0)

    # ── by meaning ──

    def _by_meaning(self, said: str, shown: tuple[str, ...], named: Match) -> Match:
        if self._judge is not None:
            return self._by_judgement(self._judge, said, shown, named)
        return self._by_likeness(said, shown, named)

    def _by_judgement(self, judge: Judge, said: str, shown: tuple[str, ...], named: Match) -> Match:
        hinted = frozenset(candidate.option for candidate in named.candidates)
        if self.several and not hinted:
            found = judge.several(said, shown)
            if len(found) > 1 and judge.one(said, found, shown):
                found = ()
            if len(found) > 1 and not (NEGATIVE.search(said) or self._conditioned(said)):
                return Match(found, tuple(Candidate(option, 1.0) for option in found), 1.0)
        judged = judge.judges(said, shown, hinted)
        worth = tuple(
            Candidate(option, round(chance, 4))
            for option, chance in judge.worth_asking(said, judged)
        )
        second = judged.ranked[1][1] if len(judged.ranked) > 1 else 0.0
        margin = max(judged.ranked[0][1] - second, 0.0)
        unsaid = judged.option is not None and self._figures.nothing(judged.option, said)
        if unsaid or judged.option is None or self._blocked(said, judged, hinted):
            return Match(candidates=named.candidates or worth, margin=margin)
        return Match((judged.option,), worth, margin)

    def _blocked(self, said: str, judged: Judgement, hinted: frozenset[str]) -> bool:
        """Whether figures or denied words stand against an option that was understood."""
        option = str(judged.option)
        if self._pairs:
            fits = option_pairs.fitting(said, self._pairs)
            return fits is not None and option not in fits
        if self._bands and said.isdigit():
            return True
        if self._bands and any(number > 1 for number in figures_of(said)):
            return self._bands.bare(said) != option
        hits = self._words.hits(option_words.reduced(said))
        denied = {hit.option for hit in hits if hit.denied}
        if judged.ranked[0][1] >= _CERTAIN and not self._only_denies(said, hits):
            return False
        return option in denied and option not in hinted

    def _only_denies(self, said: str, hits: Sequence[option_words.Hit]) -> bool:
        """Whether a text denies one option's words and says nothing else."""
        if len(hits) != 1 or not hits[0].denied:
            return False
        said = option_words.reduced(said)
        rest = said[: hits[0].start] + " " + said[hits[0].end :]
        return option_words.size(option_clauses.affirmed(rest)) < 1

    def _by_likeness(self, said: str, shown: tuple[str, ...], named: Match) -> Match:
        limits = self.thresholds
        ranked, agrees = self._likeness.of(said, shown)
        best, score = ranked[0]
        margin = score - (ranked[1][1] if len(ranked) > 1 else 0.0)
        worth = tuple(Candidate(one, near) for one, near in ranked[:3] if near >= limits.candidate)
        hinted = {candidate.option for candidate in named.candidates}
        denied = not hinted and bool(self._words.hits(option_words.reduced(said)))
        least = limits.denial if NEGATIVE.search(said) else limits.accept
        enough = score >= least and margin >= limits.margin and agrees
        if hinted:
            enough = (
                hinted == {best}
                and score >= limits.hinted
                and margin >= limits.hinted_margin
                and agrees
            )
        if denied or (numbers.find(said) and not self.several and self._figures.tell_apart):
            enough = False
        if not enough:
            return Match(candidates=named.candidates or worth, margin=max(margin, 0.0))
        return Match((best,), worth, margin)

    @cached_property
    def _likeness(self) -> Likeness:
        assert self._embed is not None
        return Likeness(
            [
                (option.id, words)
                for option in self.options
                for words in (*option.labels, *option.synonyms, *option.examples)
            ],
            self._embed,
        )


def _owners(options: Sequence[OptionText]) -> dict[str, str]:
    """Every label, synonym and example as a whole text → its option."""
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for option in options:
        for words in (*option.labels, *option.synonyms, *option.examples):
            if owners.setdefault(_bare(fold(words)), option.id) != option.id:
                shared.add(_bare(fold(words)))
    return {words: option for words, option in owners.items() if words not in shared}


def _bare(said: str) -> str:
    """A folded text without the punctuation and particles around it."""
    return re.sub(r"^[\s.。,，!！'\"]+|(?:吧|啊|呀|哦|哈|啦|\s|[.。,，!！~'\"])+$", "", said)
