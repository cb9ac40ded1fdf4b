"""Rule versions: kept with the first thing that refers to them, and used again where one is due.

A client who began under one questionnaire finishes on it, also after a restart with a newer file.
The policy in force applies at once, unless it cannot work with that questionnaire; then the policy
of its time goes on with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.records.models import Answer
from bot.records.unit import UnitOfWork
from bot.rulebook import rebuild_policy, rebuild_questionnaire
from bot.services.app import App
from bot.services.course import ABOVE, CONTRADICTION, SUMMARY
from bot.suitability.assessing import months_after
from bot.suitability.coherence import problems
from bot.suitability.policy import Policy
from bot.suitability.questionnaire import Question, Questionnaire
from bot.suitability.reading import RuleError

QUESTIONNAIRE, POLICY, PRODUCTS = "questionnaire", "policy", "products"
KINDS = (QUESTIONNAIRE, POLICY, PRODUCTS)


def keep(app: App, work: UnitOfWork) -> None:
    """Keep the versions in force, in the transaction that stores something made under them."""
    book = app.rulebook
    for kind in KINDS:
        if kind in book.contents:
            work.rules.keep(kind, book.versions[kind], book.contents[kind], app.now())


def finishing(app: App, work: UnitOfWork, client_id: str, stored: Mapping[str, Answer]) -> App:
    """The services with the rules under which this client's questionnaire was begun.

    It is begun with the first answer since the last assessment, and over when it has brought one,
    or after the policy's validity: nobody is talking any more then.
    """
    begun = _first_answer(app, work, client_id, stored)
    version = begun.evidence.get(QUESTIONNAIRE) if begun is not None else None
    if begun is None or version in (None, app.rulebook.questionnaire.version):
        return app
    questionnaire = questionnaire_of(work, str(version))
    if questionnaire is None:
        return app
    policy: Policy | None = app.rulebook.policy
    if problems(questionnaire, app.rulebook.policy):
        policy = policy_of(work, str(begun.evidence.get(POLICY)))
    if policy is None:
        return app
    versions = {
        **app.rulebook.versions,
        QUESTIONNAIRE: questionnaire.version,
        POLICY: policy.version,
    }
    book = replace(
        app.rulebook,
        questionnaire=_understood(questionnaire, app.rulebook.questionnaire),
        policy=policy,
        versions=versions,
        contents={
            kind: content
            for kind, content in app.rulebook.contents.items()
            if versions[kind] == app.rulebook.versions[kind]
        },
    )
    return replace(app, rulebook=book)


def questionnaire_of(work: UnitOfWork, version: str) -> Questionnaire | None:
    """A questionnaire by its version; None where that version was not kept."""
    content = work.rules.get(QUESTIONNAIRE, version)
    return None if content is None else _questionnaire(version, _frozen(content))


def policy_of(work: UnitOfWork, version: str) -> Policy | None:
    """A policy by its version; None where it was not kept, or this program reads policies in
    another way than the one that kept it."""
    content = work.rules.get(POLICY, version)
    return None if content is None else _policy(version, _frozen(content))


def _understood(questionnaire: Questionnaire, current: Questionnaire) -> Questionnaire:
    """An older questionnaire whose options are understood as well as today's: what clients say for
    an option is no part of what is asked or scored, so today's phrases go with it."""
    today = {question.id: question for question in current.questions}

    def with_phrases(question: Question) -> Question:
        known = today.get(question.id)
        if known is None:
            return question
        options = {option.id: option for option in known.options}
        return replace(
            question,
            unclear=known.unclear,
            options=tuple(
                replace(option, examples=options[option.id].examples)
                if option.id in options
                else option
                for option in question.options
            ),
        )

    return replace(
        questionnaire, questions=tuple(with_phrases(one) for one in questionnaire.questions)
    )


def _first_answer(
    app: App, work: UnitOfWork, client_id: str, stored: Mapping[str, Answer]
) -> Answer | None:
    given = [
        answer
        for name, answer in stored.items()
        if name != SUMMARY and not name.startswith((CONTRADICTION, ABOVE))
    ]
    if all(a.evidence.get(QUESTIONNAIRE) == app.rulebook.questionnaire.version for a in given):
        return None  # the usual case costs nothing
    assessed = work.assessments.last_at(client_id)
    open_still = [
        answer
        for answer in given
        if (assessed is None or answer.at > assessed) and not _long_ago(app, answer.at)
    ]
    return min(open_still, key=lambda answer: (answer.at, answer.id), default=None)


def _long_ago(app: App, at: datetime) -> bool:
    months = app.rulebook.policy.validity.months
    return months_after(at.date(), months) < app.now().date()


def _frozen(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=16)
def _questionnaire(version: str, content: str) -> Questionnaire:
    return rebuild_questionnaire(json.loads(content), version)


@lru_cache(maxsize=16)
def _policy(version: str, content: str) -> Policy | None:
    try:
        return rebuild_policy(json.loads(content), version)
    except RuleError:
        return None
