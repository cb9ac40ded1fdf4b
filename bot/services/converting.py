"""Sums told without a currency, once the client names one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.language import currencies, say
from bot.services import interviews
from bot.services.course import Held
from bot.services.listening import Listening
from bot.suitability.questionnaire import Question

_DEFAULT = "CNY"
"""What a sum is in as long as the client has named no currency."""


class Converting(Listening):
    """Keeps sums in the currency the client means. What they say of all is taken; where a first
    sign comes after sums without one, each of those is read back in it when its turn comes."""

    def _names_the_currency(self) -> bool:
        """Whether the message only says what currency the sums are in; then they are."""
        pending = self.course.pending
        asked = self._asks_for_a_sum() or (pending is not None and _is_sum(pending.value))
        code = currencies.of_all(self.heard.text, asked=asked)
        if code is None:
            return False
        former = self._without_sign(code)
        if pending is not None and _is_sum(pending.value):
            value = currencies.restated(pending.value, code)
            self.course = replace(self.course, pending=replace(pending, value=value))
        elif not former and not asked:
            return False
        hunches = tuple(
            replace(one, value=currencies.restated(one.value, code)) if _is_sum(one.value) else one
            for one in self.course.hunches
        )
        self.course = replace(self.course, currency=code, hunches=hunches, misses=0)
        if former:
            news = [(name, currencies.restated(one.value, code)) for name, one in former.items()]
            self.rough.update(name for name, one in former.items() if one.approximate)
            self._record(news, how="stated")
            self._echo("utter_changed", news)
        else:
            name = say.currency(code, self.language)
            self.course = self.course.say(self._say("utter_currency", currency=name))
        return True

    def _asks_for_a_sum(self) -> bool:
        question = self._asked()
        return question is not None and question.kind == "amount"

    def _volunteered(self, stated: list[tuple[str, Any]], question: Question | None) -> None:
        super()._volunteered(stated, question)
        told = {value["currency"] for _, value in stated if _is_sum(value)}
        if told == currencies.signed(self.heard.text):
            self._doubt_unsigned(told, {name for name, _ in stated})

    def _settle_reading(self, right: bool) -> None:
        """A sum that was read back and is right tells the currency as one that was sure does."""
        pending = self.course.pending
        super()._settle_reading(right)
        if right and pending is not None and _is_sum(pending.value):
            question = self._question(pending.question)
            names = {question.answer_id} if question is not None else set()
            self._doubt_unsigned({pending.value["currency"]}, names)

    def _doubt_unsigned(self, told: set[str], names: set[str]) -> None:
        """Where the sums of these `names` told another currency than the one taken so far, read
        the sums back that had no sign."""
        former = self.found.answers
        if len(told) != 1 or _DEFAULT in told:
            return
        doubted = {n: one for n, one in self._without_sign(*told).items() if n not in names}
        if not doubted:
            return
        for name, one in doubted.items():
            value = currencies.restated(former[name], next(iter(told)))
            hunch = Held(name, value, "half said", one.utterance, one.seq, one.approximate)
            self.course = self.course.forget_hunches(name).release(name)
            self.course = replace(self.course, hunches=(*self.course.hunches, hunch))
        answered = tuple(q for q in self.course.answered if q not in doubted)
        self.course = replace(self.course, answered=answered)
        interviews.forget(self.app, self.work, self.found, *doubted)

    def _without_sign(self, code: str) -> dict[str, Held]:
        """The sums that are put down in yuan only because nothing else was said, where `code` is
        another currency."""
        if code == _DEFAULT:
            return {}
        found = {}
        for question in self.questionnaire.questions:
            if question.kind != "amount" or not _is_sum(self.found.answers.get(question.answer_id)):
                continue
            standing = [one for one in self._standing_answer(question) if _is_sum(one.value)]
            if standing and standing[-1].value["currency"] == _DEFAULT:
                one = standing[-1]
                if one.how != "choice" and _DEFAULT not in currencies.signed(one.utterance):
                    found[question.answer_id] = one
        return found


def _is_sum(value: Any) -> bool:
    return isinstance(value, Mapping) and "currency" in value
