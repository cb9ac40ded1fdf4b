"""What the words of a message state outright: profile values, needs, for whom it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.language import profile
from bot.language.agreement import changes_mind, is_correction, wishes
from bot.language.normal import fold
from bot.services import matching_words, wording
from bot.services.answering import PRIVATE
from bot.services.course import Held
from bot.services.heard import CONFIDENT
from bot.services.interviews import NEEDS, SEGMENT
from bot.services.settling import Settling
from bot.suitability.questionnaire import Question

FACTS = frozenset(
    {
        "age",
        "annual_income",
        "investable_assets",
        "goal_amount",
        "horizon",
        "reserve_months",
        "dependants",
    }
)
"""Values that are asked about, not asked for, where they were half said before. What a client
thinks of risk or knows is none: there a suggestion would answer for them."""
_SURELY = 0.9
"""How near a need has to be where the words only inform."""
_A_TIME = re.compile(
    r"一年|每年|年(?:收|入|薪)|每个?月|一个月|月薪"
    r"|\b(?:an?|per|each|every) (?:year|month)\b|\b(?:yearly|annually|monthly)\b|/ ?(?:yr|year|mo)",
    re.IGNORECASE,
)
"""Words by which a sum is one that comes again and again."""

_AND = re.compile(
    r"[，,;；。 ]*(?:还有|另外|以及|同时|再就是|顺便|除此之外|此外)[，, ]*"
    r"|[,;. ]+(?:and also|as well as|also|plus|besides|on top of that|and)\b[ ,]*"
)
"""Words between two things that are told beside one another."""
_LIVING_ON = re.compile(
    r"(?:家里|我家|家中|一共|总共)|人(?=(?:需?要|靠|指着?|等着?|得|由)我)|(?:全|都|主要)?(?:靠|指着?|等着?)我(?:们)?(?:一个人)?(?:来)?(?:供?养(?:活)?|抚养|吃饭|生活|过日子)?"
    r"|(?:需?要|得|由)我(?:们)?(?:来)?(?:供?养(?:活)?|抚养|赡养|照顾)"
    r"|\b(?:in|of) (?:my|our|the) (?:family|household)\b"
    r"|\b(?:who |they |that |all )*(?:rel(?:y|ies)|depends?|lives?|counts?) on "
    r"(?:me|us|my income)\b"
    r"|\b(?:i|we) (?:have to |need to |must )?(?:support|look after|provide for|keep)\b"
    r"|\bto (?:support|look after|provide for|keep|feed)\b|\b(?:persons?|people)\b"
)
"""What may stand around the number of people who live on the client's money."""
_WISH_TO_INVEST = re.compile(
    r"(?:想|要|打算|准备|计划|希望)[^，。,.]{0,12}(?:投资|理财|投一投|做点投)"
    r"|\b(?:want|like|plan|hope|love|looking)(?:ing)? (?:to|at|into) (?:start )?invest"
)
"""Words by which to invest is a wish of its own."""
_BORROWS = re.compile(r"贷|借|融资|授信|缺|\b(?:loan|borrow|credit|overdraft)")
_CLAUSE = re.compile(r"[，。!！?？;；\n]|[.,](?=\s|$)")
_BESIDE = 40
"""Signs that a sum and what it is for lie apart at most."""
_SENTENCE = re.compile(r"[。!！?？;；]|\.(?=\s|$)")


class Hearing(Settling):
    """Reads the values in a message, in the light of the open question and of what is known."""

    def _readings(
        self, question: Question | None, text: str | None = None
    ) -> tuple[list[tuple[str, Any]], Any]:
        """Sure profile values in the words (of the message, or of `text`), and an unsure one for
        the question that is asked."""
        asked = question.answer_id if question else None
        stated: dict[str, Any] = {}
        unsure = None
        for name, reading in self._relevant(question, text):
            if reading.approximate:
                self.rough.add(name)
            if not reading.sure:
                if name == asked:
                    unsure = reading.value
            elif name == NEEDS:
                stated[NEEDS] = sorted({*stated.get(NEEDS, ()), *_several(reading.value)})
            else:
                stated[name] = reading.value
        if asked == "dependants" and asked not in stated and unsure is None and text is None:
            stated.update(self._counted())
        if question is not None and asked in stated:
            unsure = self._reconciled(question, stated, text)
        if text is None and (needs := self._further_needs(question, stated.get(NEEDS, ()))):
            stated[NEEDS] = sorted({*stated.get(NEEDS, ()), *needs})
        if NEEDS in stated:
            stated[NEEDS] = self._without_mere_words(stated[NEEDS], text)
        self._place_segment(stated, question)
        return list(stated.items()), unsure

    def _relevant(
        self, question: Question | None, text: str | None
    ) -> Iterator[tuple[str, profile.Reading]]:
        """What was read and may be taken while this question is open, by the profile value's id."""
        for reading in self._read(question.answer_id if question else None, text):
            name = {"need": NEEDS, "segment": SEGMENT}.get(reading.id, reading.id)
            known = wording.question_filling(self.questionnaire, name)
            if reading.negated or known is None or known.kind in ("consent", "text"):
                continue
            if name == NEEDS and not self._speaks_of_needs(question):
                continue
            worded = known.kind in ("single", "multiple") and known.measure is None
            if worded and self._said_in_passing(name, question):
                continue
            if known.measure == "percent" and question is not None and _speaks_percent(question):
                continue
            yield name, reading

    def _without_mere_words(self, told: list[str], text: str | None) -> list[str]:
        """The needs that were told, without those of which only a word was used: money "to invest"
        for a goal, and 周转的活钱, which is nothing to be borrowed."""
        said = fold(self.heard.text if text is None else text)
        needs = set(told)
        if {"financing", "cash_management"} <= needs and "周转" in said:
            needs -= set() if _BORROWS.search(said) else {"financing"}
        if "investing" in needs and self._only_describes_the_money(text):
            goals = needs & PRIVATE or (self._goal_in_a_clause() if text is None else set())
            needs = (needs - {"investing"} if goals else needs) | goals
        return sorted(needs)

    def _goal_in_a_clause(self) -> set[str]:
        """A goal of a person in a clause that says nothing else: "put something away for when I'm
        retired"."""
        asked = self._question(NEEDS)
        clauses = _CLAUSE.split(fold(self.heard.text))
        plain = [one for one in clauses if wishes(one) and not self._read(None, one)]
        if asked is None or len(clauses) < 2:
            return set()
        return {
            need for one in plain for need in matching_words.match(one, asked).options
        } & PRIVATE

    def _only_describes_the_money(self, text: str | None) -> bool:
        """Whether the only word of investing says what money is meant: "I have 540,000 to
        invest"."""
        said, readings = fold(self.heard.text if text is None else text), self._read(None, text)
        if _WISH_TO_INVEST.search(said):
            return False
        told = [one for one in readings if one.id == "need" and one.value == "investing"]
        sums = [one for one in readings if one.id == "investable_assets"]
        return bool(told) and all(any(_beside(one, sum_, said) for sum_ in sums) for one in told)

    def _further_needs(self, question: Question | None, told: Sequence[str]) -> Iterable[str]:
        """Needs in words that name none outright, or that stand beside those which were told."""
        return self._needs_in_parts(question) if told else self._needs_by_meaning(question)

    def _reconciled(self, question: Question, stated: dict[str, Any], text: str | None) -> Any:
        """Put what the words mean as an answer to the open question into what was `stated`. Where
        they leave it open, what the grammar read is taken out, and returned to be asked about."""
        read = stated.pop(question.answer_id)
        meant = matching_words.reconciled(text or self.heard.text, question, read)
        if meant is None:
            return read
        stated[question.answer_id] = meant
        return None

    def _needs_by_meaning(self, question: Question | None) -> list[str]:
        """Needs in words that name none outright ("somewhere better than my bank"), where none is
        known and the words are the statement of one; empty where they are not clear."""
        if self.found.interview.needs or (question is not None and question.id == NEEDS):
            return []
        stating = self.heard.intent == "state_need" and self.heard.confidence >= CONFIDENT
        if not (stating or (self.heard.intent == "inform" and wishes(self.heard.text))):
            return []
        asked = self._question(NEEDS)
        match = matching_words.match(self.heard.text, asked) if asked is not None else None
        likely = match.candidates[0].score if match and match.candidates else 0.0
        return list(match.options) if match and (stating or likely >= _SURELY) else []

    def _needs_in_parts(self, question: Question | None) -> set[str]:
        """Needs that stand beside one another, of which each is clear for itself: "a college fund,
        and I'd like to put the rest to work"."""
        if question is not None and question.id != NEEDS and question.kind != "consent":
            return set()
        parts = [part for part in _AND.split(fold(self.heard.text)) if part.strip()]
        asked = self._question(NEEDS)
        if len(parts) < 2 or asked is None:
            return set()
        found: set[str] = set()
        for part in parts:
            readings = self._read(None, part)
            if any(one.id not in ("need", SEGMENT) or one.negated for one in readings):
                continue  # a fact beside the need, or one that they do not have
            if "?" in part or not wishes(part):
                continue
            found.update(matching_words.match(part, asked).options)
        return found

    def _counted(self) -> dict[str, Any]:
        """How many people live on the client's money, where the words around the number say only
        that: 家里两个靠我供养, "one person, they rely on me"."""
        rest = _LIVING_ON.sub(" ", fold(self.heard.text))
        readings = self._read("dependants", rest) if rest.strip() else ()
        return {r.id: r.value for r in readings if r.id == "dependants" and r.sure}

    def _place_segment(self, stated: dict[str, Any], question: Question | None) -> None:
        """Who runs a business and speaks of their child's studies, a home or their old age speaks
        as a person: in answer to for whom it is that is the family; beside something else, where
        both may be meant, it is asked."""
        if stated.get(SEGMENT) != "business":
            return
        if question is not None and question.id == SEGMENT:
            stated[SEGMENT] = self._for_whom(question, "business")
        elif PRIVATE & {*self.found.interview.needs, *stated.get(NEEDS, ())}:
            del stated[SEGMENT]

    def _known_age(self) -> int | None:
        """The client's age as it is known, for "until I turn 60"."""
        known = self._known("age")
        return known if isinstance(known, int) else None

    def _currency(self) -> str:
        """What a sum without a sign is in: the currency of the sums that were told, where all are
        in one; else yuan."""
        told = {
            value["currency"]
            for value in self.found.answers.values()
            if isinstance(value, dict) and "currency" in value
        }
        if len(told) == 1:
            return str(told.pop())
        return self.course.currency or "CNY"

    def _speaks_of_needs(self, question: Question | None) -> bool:
        """Whether a need in the words is one the client has. While another thing is asked, a word
        such as 发工资 or "research" is part of the answer, and only a stated wish adds a need."""
        if question is None or question.kind == "consent" or question.id in (NEEDS, SEGMENT):
            return True
        text = self.heard.text
        return not self.found.interview.needs or (
            self.heard.intent == "state_need"
            and self.heard.confidence >= CONFIDENT
            and (wishes(text) or changes_mind(text))
        )

    def _said_in_passing(self, name: str, question: Question | None) -> bool:
        """Whether a word would change an answer that is known while another thing is asked. It is
        then a part of this answer ("sell sme", 做这行的): only a correction changes it."""
        if question is None or name in (NEEDS, question.answer_id):
            return False
        return self._known(name) is not None and not is_correction(self.heard.text)

    def _half_heard(self) -> bool:
        """Whether the message half says something that is kept in mind."""
        return bool(self._half_said() or self._told_of_no_goal_yet())

    def keep_hunches(self) -> None:
        """Keep what the message half says of other facts, so that it is not asked as if it had not
        been said. What is recorded, or was refused to be kept, is none."""
        if self.heard.choice is not None or not self.heard.text:
            return
        asked = self._asked()
        for name, value in (*self._half_said(), *self._told_of_no_goal_yet()):
            known = self._known(name) is not None or name in self.recorded
            if known or (asked is not None and asked.answer_id == name):
                continue
            if any(held.id == name for held in self.course.held):
                continue
            if self._declined(self._sensitive(name)):
                continue
            said = Held(name, value, "half said", self._utterance(), self.heard.seq, True)
            others = self.course.forget_hunches(name).hunches
            self.course = replace(self.course, hunches=(*others, said))

    def _half_said(self) -> list[tuple[str, Any]]:
        """Facts in the message that are not sure, and a sum a year or month that nothing names."""
        readings = self._read(None)
        found = [(r.id, r.value) for r in readings if not (r.sure or r.negated) and r.id in FACTS]
        if _A_TIME.search(self.heard.text):
            taken = {(r.start, r.end) for r in readings}
            found += [
                (r.id, r.value)
                for r in self._read("annual_income")
                if r.id == "annual_income" and r.sure and (r.start, r.end) not in taken
            ]
        return found

    def _told_of_no_goal_yet(self) -> list[tuple[str, Any]]:
        """A sum and a time told before it is known for what: "about 600,000, in three years". The
        sum may be what the goal takes, or what there is to invest: whichever is asked first."""
        if self.found.interview.needs or self.heard.choice is not None:
            return []
        taken = {(one.start, one.end) for one in self._read(None) if one.sure}
        found: list[tuple[str, Any]] = []
        if not _A_TIME.search(self.heard.text):
            sums = self._alone("goal_amount", taken)
            found += [(name, sums) for name in ("goal_amount", "investable_assets") if sums]
        if band := self._alone("horizon", taken):
            found.append(("horizon", band))
        return found

    def _alone(self, asking: str, taken: set[tuple[int, int]]) -> Any:
        """The one value that would answer a question, where nothing else has its words."""
        read = [one for one in self._read(asking) if one.id == asking]
        read = [one for one in read if one.sure and not one.negated]
        values = [one.value for one in read if (one.start, one.end) not in taken]
        return values[0] if len(values) == 1 else None

    def _read(self, asking: str | None, text: str | None = None) -> tuple[profile.Reading, ...]:
        return profile.read(
            self.heard.text if text is None else text,
            language=self.language,
            asking=asking,
            today=self.app.now().date(),
            known_age=self._known_age(),
            currency=self._currency(),
            doubtful=self.heard.doubtful,
        )


def _beside(one: profile.Reading, other: profile.Reading, said: str) -> bool:
    """Whether two readings of folded words belong together: near, in one sentence, no wish."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    between = said[start:end]
    return end - start <= _BESIDE and not wishes(between) and not _SENTENCE.search(between)


def _speaks_percent(question: Question) -> bool:
    """Whether the options of a question without a measure are told apart by percentages: those in
    an answer then say which option is meant, and nothing about the client beside it."""
    told = any("%" in label for option in question.options for label in option.label.values())
    return question.measure is None and told


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
