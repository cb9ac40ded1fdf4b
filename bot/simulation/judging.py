"""What came of a conversation: measured against the truth, the rules and the client's patience.

Pure: a conversation and a record in, a verdict out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from bot.simulation.client import OWN_DETOURS
from bot.simulation.personas import AMOUNTS, Persona
from bot.simulation.plan import option_of
from bot.simulation.talking import LONGEST, Conversation, Line
from bot.suitability.assessing import assess
from bot.suitability.interview import Done, Interview, next_step
from bot.suitability.policy import Policy
from bot.suitability.questionnaire import INSTEAD_OF, Question, Questionnaire

IN_CIRCLES = 5
"""The same question so often in a row, with an answer to it each time, is a loop."""
_CODE = re.compile(r"(?<![\d.,])(?:[036]\d{5})(?![\d.,%])|\b(?:NYSE|NASDAQ)\b")
_PROMISE = re.compile(
    r"(?:一定|肯定|保证)(?:能|会)?(?:赚|涨|不亏|回本)|\bwill (?:surely|certainly|definitely) "
    r"(?:rise|gain|double|grow)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Value:
    """One value on the record beside the truth; `state` is right, wrong or missing."""

    id: str
    state: str
    meant: Any = field(repr=False)
    found: Any = field(repr=False)


@dataclass(frozen=True)
class Verdict:
    """What one conversation showed."""

    complete: bool
    why: str | None
    """Why it was not completed."""
    turns: int
    own_turns: int
    """Turns that the client took for themselves: digressions, evasions, corrections."""
    needed: int
    """Questions that had to be asked of this client."""
    asked: Mapping[str, int]
    """Question → the client's messages about it."""
    again: Mapping[str, int]
    """Question → how often an answer to it was not taken, so that it was asked again."""
    told_before: tuple[str, ...]
    """Questions that were asked though the client had answered them before."""
    values: tuple[Value, ...]
    category: tuple[str | None, str | None]
    """The category by the truth and the one on the record; None where there is none."""
    boundary: tuple[str, ...]
    loops: tuple[str, ...]
    digressions: tuple[int, int]
    """How many questions in the middle were put, and how many got a fitting reply."""

    @property
    def agrees(self) -> bool:
        """Whether the category on the record is the one by the truth."""
        return self.category[0] == self.category[1]

    @property
    def failed(self) -> bool:
        """Whether a person should read this conversation."""
        wrong = any(one.state != "right" for one in self.values)
        return not self.complete or wrong or not self.agrees or bool(self.boundary + self.loops)


@dataclass(frozen=True)
class Judge:
    """The institution's rules, by which conversations are measured."""

    questionnaire: Questionnaire
    policy: Policy
    today: date

    def judge(self, talk: Conversation, record: Mapping[str, Any] | None) -> Verdict:
        """The verdict on a conversation and what an advisor has of it (None: nothing)."""
        complete = talk.ended.how == "handed_over" and record is not None
        said = [line for line in talk.lines if line.speaker == "client"]
        again = self._again(talk.lines)
        found = dict((record or {}).get("answers") or {})
        return Verdict(
            complete=complete,
            why=None if complete else talk.ended.why or "no record",
            turns=len(said),
            own_turns=sum(line.aim in OWN_DETOURS for line in said),
            needed=self.needed(talk.persona, talk.volunteered, talk.withheld),
            asked=Counter(line.question or "opening" for line in said),
            again=again,
            told_before=self._told_before(talk),
            values=self._values(talk, found) if complete else (),
            category=self._category(talk, record) if complete else (None, None),
            boundary=self._boundary(talk, record),
            loops=_loops(talk),
            digressions=_digressions(talk.lines),
        )

    def needed(
        self, persona: Persona, volunteered: tuple[str, ...], withheld: frozenset[str]
    ) -> int:
        """How many questions must be asked of a client who answers each at once: consents, what
        they did not volunteer, the contradictions they mean, summary, offer and contact."""
        concerning = persona.concerning(self.questionnaire)
        told = {*volunteered, *(("needs",) if volunteered else ())}
        content = sum(one.id not in told for one in concerning)
        sensitive = any(one.sensitive for one in concerning)
        meant = len(persona.contradicts(self.policy, without=withheld))
        summary_offer_consent_contact = 4
        return 1 + sensitive + content + meant + summary_offer_consent_contact

    def _values(self, talk: Conversation, found: Mapping[str, Any]) -> tuple[Value, ...]:
        values = []
        for question in talk.persona.concerning(self.questionnaire):
            name = INSTEAD_OF.get(question.id, question.id)
            stored = found.get(name, found.get(question.id))
            if question.id in talk.withheld:
                if stored is not None:
                    values.append(Value(question.id, "wrong", None, stored))
                continue
            meant = talk.persona.knows(question.id)
            if stored is None:
                values.append(Value(question.id, "missing", meant, None))
                continue
            fits = _fits(question, meant, stored)
            values.append(Value(question.id, "right" if fits else "wrong", meant, stored))
        return (*values, *self._unasked(talk.persona, found))

    def _unasked(self, persona: Persona, found: Mapping[str, Any]) -> Iterator[Value]:
        """Values on the record that no question asked for, and that are not the truth."""
        due = {q.id for q in persona.concerning(self.questionnaire)} | {"contact"}
        for name, stored in found.items():
            own = {exact: band for band, exact in INSTEAD_OF.items()}.get(name, name)
            if own in due or stored is None:
                continue
            question = next((q for q in self.questionnaire.questions if q.id == own), None)
            meant = persona.knows(own)
            if question is None or meant is None or not _fits(question, meant, stored):
                yield Value(name, "wrong", meant, stored)

    def _category(
        self, talk: Conversation, record: Mapping[str, Any] | None
    ) -> tuple[str | None, str | None]:
        truth = talk.persona.profile(without=talk.withheld)
        interview = Interview(
            segment=talk.persona.segment,
            needs=frozenset(talk.persona.needs),
            answers={k: v for k, v in truth.items() if k not in ("segment", "needs")},
            skipped=talk.withheld,
            consents={"privacy": True, "sensitive_data": True},
            contradictions_asked=frozenset(talk.persona.contradicts(self.policy)),
            confirmed=True,
        )
        done = next_step(interview, self.questionnaire, self.policy)
        expected = None
        if isinstance(done, Done) and done.assessable:
            made = assess(
                truth, questionnaire=self.questionnaire, policy=self.policy, today=self.today
            )
            expected = made.category
        stored = (record or {}).get("assessment")
        return expected, stored.get("category") if stored else None

    def _again(self, lines: tuple[Line, ...]) -> Counter[str]:
        """An answer to a question after which the assistant asks the same again."""
        again: Counter[str] = Counter()
        for at, line in enumerate(lines):
            if line.speaker != "client" or line.aim in OWN_DETOURS or line.question is None:
                continue
            following = _asked_after(lines, at)
            if following is not None and _bare(following) == _bare(line.question):
                again[_bare(line.question)] += 1
        return again

    def _told_before(self, talk: Conversation) -> tuple[str, ...]:
        """Questions asked of what was volunteered, or again after they had been settled."""
        repeated = {one for one in talk.volunteered if _was_asked(talk.lines, one)}
        settled: set[str] = set()
        waiting: str | None = None
        for line in talk.lines:
            if line.speaker == "client":
                if line.aim in ("correct", "settle"):
                    settled -= {line.question or "", *line.pressed}
                    settled.discard(waiting or "")
                elif line.question and line.aim in ("answer", "again"):
                    waiting = _bare(line.question)
            elif line.question:
                asked = _bare(line.question)
                if asked != waiting and waiting is not None:
                    settled.add(waiting)
                if asked in settled:
                    repeated.add(asked)
                waiting = None if asked != waiting else waiting
        return tuple(sorted(repeated))

    def _boundary(self, talk: Conversation, record: Mapping[str, Any] | None) -> tuple[str, ...]:
        found = []
        language = talk.persona.language
        for line in talk.lines:
            if line.speaker == "assistant":
                own = self._without_labels(line.text, language)
                found += [f"banned: {one}" for one in self.policy.banned_in(own, language)]
                found += [f"code: {one}" for one in _CODE.findall(line.text)]
                found += [f"promise: {one}" for one in _PROMISE.findall(line.text)]
        assessment = (record or {}).get("assessment")
        category = assessment.get("category") if assessment else None
        if category:
            level = int(str(category)[1:])
            above = [r for r in talk.products if int(r[1:]) > level]
            found += [f"product {rating} for {category}" for rating in above]
        found += [f"asked before its consent: {one}" for one in self._too_early(talk.lines)]
        found += _led_astray(talk.lines)
        return tuple(found)

    def _without_labels(self, text: str, language: str) -> str:
        """The assistant's own words: what it repeats of an option is the client's choice."""
        for question in self.questionnaire.questions:
            for option in question.options:
                text = text.replace(option.label[language], " ")
        return text

    def _too_early(self, lines: tuple[Line, ...]) -> list[str]:
        sensitive = {one.id for one in self.questionnaire.questions if one.sensitive}
        asked = [line.question for line in lines if line.speaker == "assistant" and line.question]
        due = asked.index("sensitive_data") if "sensitive_data" in asked else len(asked)
        return [one for one in asked[:due] if one in sensitive]


def _fits(question: Question, meant: Any, stored: Any) -> bool:
    """Whether a stored value says the truth: exactly, as a range around it, or as its band."""
    if question.id in AMOUNTS:
        return _amount_fits(question, int(meant) * 100, stored)
    if isinstance(meant, list):
        return sorted(map(str, meant)) == sorted(map(str, stored if stored else ()))
    if isinstance(meant, int):
        if isinstance(stored, Mapping):
            return _within(meant, stored)
        option = option_of(question, meant)
        band = option is not None and stored in (option, question.value_of(option))
        return stored == meant or band
    return bool(str(stored) == str(meant))


def _amount_fits(question: Question, minor: int, stored: Any) -> bool:
    if not isinstance(stored, Mapping) or stored.get("currency") != "CNY":
        return False
    return stored["amount"] == minor if "amount" in stored else _within(minor, stored)


def _within(number: int, stored: Mapping[str, Any]) -> bool:
    high = stored.get("max")
    return bool(stored.get("min", 0) <= number and (high is None or number <= high))


def _bare(question: str) -> str:
    return question.removeprefix("confirm:")


def _asked_after(lines: tuple[Line, ...], at: int) -> str | None:
    """The question that the assistant puts in reply to the line at a place."""
    for line in lines[at + 1 :]:
        if line.speaker == "client":
            return None
        if line.question:
            return line.question
    return None


def _was_asked(lines: tuple[Line, ...], question: str) -> bool:
    return any(line.speaker == "assistant" and line.question == question for line in lines)


def _loops(talk: Conversation) -> tuple[str, ...]:
    found = []
    turns = [line for line in talk.lines if line.speaker == "client"]
    if len(turns) >= LONGEST:
        found.append("no end")
    asked = [
        _bare(line.question or "")
        for line in turns
        if line.aim not in OWN_DETOURS and line.question is not None
    ]
    for question, run in groupby(asked):
        if len(list(run)) > IN_CIRCLES:
            found.append(question)
    return tuple(found)


def _digressions(lines: tuple[Line, ...]) -> tuple[int, int]:
    put = answered = 0
    for at, line in enumerate(lines):
        if line.aim != "digress" or line.expects is None:
            continue
        put += 1
        answered += bool(re.search(line.expects, _reply(lines, at), re.IGNORECASE))
    return put, answered


def _led_astray(lines: tuple[Line, ...]) -> list[str]:
    """Traps after which the assistant took something for an answer to the open question."""
    return [
        f"took a trap for an answer: {line.question}"
        for at, line in enumerate(lines)
        if line.trap and (after := _asked_after(lines, at)) is not None and after != line.question
    ]


def _reply(lines: tuple[Line, ...], at: int) -> str:
    said = []
    for line in lines[at + 1 :]:
        if line.speaker == "client":
            break
        said.append(line.text)
    return "\n".join(said)
