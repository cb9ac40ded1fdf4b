"""A whole simulation: which conversations there are, several at a time, each with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import httpx

from bot.evaluation.noise import Noise
from bot.simulation import plan
from bot.simulation.client import Client
from bot.simulation.house import House
from bot.simulation.judging import Judge, Verdict
from bot.simulation.personas import Persona
from bot.simulation.phrases import PhraseBook
from bot.simulation.speaking import WAYS, Speaker, Way
from bot.simulation.talking import Conversation, talk
from bot.suitability.policy import Policy
from bot.suitability.questionnaire import Questionnaire

NOISES: Mapping[str, tuple[Noise | None, ...]] = {
    "zh": (None, "homophones", "mixed", None, "pinyin", "traditional", "spaces"),
    "en": (None, "typos", "mixed", None, "casing", "typos", "spaces"),
}
"""The typing that clients of a language have, taken in turn; their number is prime to that of the
ways, so that every way of speaking meets every kind."""
QUICK = 12


@dataclass(frozen=True)
class Case:
    """One conversation to be held."""

    persona: Persona
    way: Way
    noise: Noise | None


@dataclass(frozen=True)
class Heard:
    """A conversation that was held, and what it showed."""

    talk: Conversation
    verdict: Verdict


@dataclass(frozen=True)
class Script:
    """What simulated clients go by: the rules in force and the phrase books."""

    questionnaire: Questionnaire
    policy: Policy
    books: Mapping[str, PhraseBook]
    seed: int

    def client(self, case: Case) -> Client:
        """A fresh client for a conversation."""
        book = self.books[case.persona.language]
        speaker = Speaker(case.persona, case.way, case.noise, book, self.seed)
        return Client(
            persona=case.persona,
            speaker=speaker,
            plan=plan.plan(case.persona, case.way, book, self.questionnaire, speaker),
            questionnaire=self.questionnaire,
            policy=self.policy,
        )


def cases(personas: Sequence[Persona], ways: Sequence[Way] = WAYS) -> tuple[Case, ...]:
    """Every persona in every way of speaking, with the kinds of typing in turn."""
    made = []
    for row, persona in enumerate(personas):
        for column, way in enumerate(ways):
            kinds = NOISES[persona.language]
            made.append(Case(persona, way, kinds[(row * len(ways) + column) % len(kinds)]))
    return tuple(made)


def quick(every: Sequence[Case]) -> tuple[Case, ...]:
    """A dozen of the cases: both languages, every way of speaking twice, mostly the long path."""
    chosen: list[Case] = []
    for at in range(QUICK):
        language, way = ("zh", "en")[at // len(WAYS)], WAYS[at % len(WAYS)]
        fitting = [c for c in every if c.persona.language == language and c.way == way]
        chosen.append(fitting[(at * 5) % len(fitting)])
    return tuple(chosen)


def hold(
    house: House, script: Script, chosen: Sequence[Case], *, parallel: int = 4
) -> Iterator[Heard]:
    """Hold the conversations, `parallel` at a time; each is given as soon as it is over.

    Raises SystemUnreachable.
    """
    judge = Judge(script.questionnaire, script.policy, datetime.now(timezone.utc).date())
    with (
        httpx.Client(base_url=house.url, timeout=60) as http,
        ThreadPoolExecutor(max_workers=parallel) as pool,
    ):
        one: Callable[[Case], Heard] = lambda case: _hold(http, house, script, judge, case)  # noqa: E731
        waiting = [pool.submit(one, case) for case in chosen]
        try:
            for done in as_completed(waiting):
                yield done.result()
        finally:
            for future in waiting:
                future.cancel()


def _hold(http: httpx.Client, house: House, script: Script, judge: Judge, case: Case) -> Heard:
    conversation = talk(http, script.client(case), own_profile=house.token is None)
    record: Mapping[str, Any] | None = None
    if conversation.handoff_id is not None:
        record = house.record(http, conversation.handoff_id)
        if record is None and house.token is None:
            record = _own_record(conversation)
    return Heard(conversation, judge.judge(conversation, record))


def _own_record(conversation: Conversation) -> Mapping[str, Any]:
    """What the client's own profile shows, where no advisor's token opens the packet."""
    profile = conversation.own_profile
    answers = dict(profile.get("answers") or {})
    for name in ("needs", "segment"):
        if profile.get(name):
            answers.setdefault(name, profile[name])
    return {"answers": answers, "assessment": profile.get("assessment")}
