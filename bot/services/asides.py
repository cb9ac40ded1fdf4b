"""What a client says about their result: why it is so, what another answer would have given, and
wishes for products above their category; and that they wait for nobody any more. Taken before
anything is read as an answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.language.normal import fold
from bot.services import (
    above_level,
    advisor_requests,
    consent,
    interviews,
    what_ifs,
    while_waiting,
)
from bot.services.app import App
from bot.services.course import ABOVE, Course
from bot.services.heard import Heard
from bot.services.result_words import explained_result
from bot.suitability.assessment import Assessment
from bot.suitability.products import Product

_WHY = re.compile(
    r"为什么.{0,10}(?:c[1-5]|等级|评级|类别|评估|结果|型|这么低|这么高|只能)"
    r"|(?:我|这个)的?.{0,4}(?:c[1-5]|等级|评级|结果|评估).{0,8}(?:怎么来|怎么得|怎么算|依据|什么意思|为什么|凭什么)"
    r"|哪(?:些|几个|个)(?:回答|答案|题).{0,8}(?:影响|重要|决定|关键)"
    r"|(?:什么|怎样|怎么).{0,6}(?:会|才能|能).{0,4}(?:改变|影响)(?:我的)?(?:等级|结果|评估)"
    r"|\bwhy\b.{0,30}\b(?:c[1-5]|category|result|rating|level|only|so (?:low|high|cautious))\b"
    r"|\bwhat does (?:my|this) (?:c[1-5]|category|result|level)\b.{0,20}\bmean\b"
    r"|\bwhich (?:of my )?answers\b.{0,30}\b(?:matter|mattered|count|counted|decid)"
    r"|\bwhat would change\b.{0,20}\b(?:it|result|category|level)\b"
    r"|\bhow (?:did|do) you (?:get|come|arrive|work)\b.{0,30}\b(?:c[1-5]|category|result|level)\b"
)
"""Questions about the client's own result; general ones are the knowledge base's."""


@dataclass(frozen=True)
class Aside:
    """What to say, and the course after it. `ends`: whatever else was being asked is over, for a
    question of its own is open now, or an advisor was asked for."""

    messages: tuple[Mapping[str, Any], ...]
    course: Course
    ends: bool = False


def respond(app: App, conversation_id: str, heard: Heard, course: Course) -> Aside | None:
    """Answer what is said about the result, or call off a request for a person that waits; None
    where it is something else, or there is none.

    Nothing is stored but a wish for a product above the category; who insists on one gets an
    advisor. Raises Gone.
    """
    chosen = heard.choice is not None and heard.choice[0].startswith(ABOVE)
    if heard.event or (heard.choice is not None and not chosen):
        return None
    called_off = while_waiting.call_off(app, conversation_id, heard)
    if called_off is not None:
        return Aside(({"text": called_off},), course)
    asked = _asked(app, heard, course, chosen=chosen)
    if asked is None:
        return None
    with app.records.begin() as work:
        found = interviews.dossier(app, work, conversation_id, course)
        latest = consent.assessment(work, found.client.id)
        if latest is None or not found.stored:
            return None
        assessment = Assessment.from_json(latest.body)
        said = _wish(above_level.Case(app, work, found, heard, assessment), course, asked)
    if said is None:
        text = _about_result(app, assessment, heard, asked)
        return None if text is None else Aside(({"text": text},), course)
    messages = said.messages
    if said.insists:
        messages += advisor_requests.request(app, conversation_id, heard, above_level.REASON)
    warned = (course.asking or "").startswith(ABOVE)
    asking = said.asks or (None if warned else course.asking)
    ends = said.asks is not None or said.insists
    return Aside(messages, replace(course, asking=asking), ends=ends)


@dataclass(frozen=True)
class _Asked:
    """What a message is about: a decision after the warning, the why, a supposition, a product."""

    decision: bool = False
    why: bool = False
    supposes: bool = False
    product: Product | None = None


def _asked(app: App, heard: Heard, course: Course, *, chosen: bool) -> _Asked | None:
    if chosen:
        return _Asked(decision=True)
    folded = fold(heard.text)
    warned = (course.asking or "").startswith(ABOVE)
    if _WHY.search(folded):
        return _Asked(why=True)
    if what_ifs.supposes(folded):
        return _Asked(supposes=True)
    if _answering(app, course):
        return None
    product = above_level.wished(app.rulebook.products, folded)
    return _Asked(decision=warned, product=product) if warned or product else None


def _answering(app: App, course: Course) -> bool:
    """Whether a question of the questionnaire is open: what is wished for is then its answer."""
    return any(
        question.id == course.asking and question.phase in ("need", "profile")
        for question in app.rulebook.questionnaire.questions
    )


def _wish(case: above_level.Case, course: Course, asked: _Asked) -> above_level.Said | None:
    said = above_level.decided(case, course) if asked.decision else None
    if said is None and asked.product is not None:
        said = above_level.asked_for(case, asked.product)
    return said


def _about_result(app: App, assessment: Assessment, heard: Heard, asked: _Asked) -> str | None:
    if asked.why:
        return explained_result(app, assessment, heard.language)
    return what_ifs.answer(app, assessment, heard) if asked.supposes else None
