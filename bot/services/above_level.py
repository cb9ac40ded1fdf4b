"""A client's own wish for a product above their category: refused, warned about, recorded.

Nothing above the level is ever proposed. Who asks for it unprompted, and again, hears the special
warning and may have an advisor look into it; in the minimum risk category there is no way to it
(证券期货投资者适当性管理办法 19–22).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.language.agreement import affirm_or_deny
from bot.language.normal import fold
from bot.records.unit import UnitOfWork
from bot.services import interviews
from bot.services.app import App
from bot.services.course import ABOVE
from bot.services.heard import LONGEST_UTTERANCE, Heard
from bot.services.interviews import Dossier
from bot.suitability.assessment import Assessment
from bot.suitability.products import Product, Products

ASKED, WARNED, INSISTED, LEFT, REFUSED = "asked", "warned", "insisted", "left", "refused"
REASON = "above_level"
"""Why an advisor is asked for, once a client insists."""

_WISH = re.compile(
    r"想(?:要?买|投|配|要|试|做|参与)|要买|我买|买点|买些|能不能买|能买|可以买|让我买"
    r"|就要|就想|还是想|还是要|坚持|一定要"
    r"|\b(?:want|wanna|buy|invest in|get into|put .{0,20}into|insist|go for|sign me up)\b"
)
_INSISTS = re.compile(
    r"坚持|仍(?:然|旧)?(?:想|要)|还是(?:想|要)|明白.*(?:要|风险)|了解.*风险|知道.*风险|自担|自负"
    r"|\b(?:insist|still want|understand the risk|at my own risk|go ahead anyway)\b"
)


@dataclass(frozen=True)
class Said:
    """Messages to the client; `asks` is the id of the question that is open after them."""

    messages: tuple[Mapping[str, Any], ...]
    asks: str | None = None
    insists: bool = False
    """Whether the client insists, so that an advisor is asked for."""


@dataclass(frozen=True)
class Case:
    """One message about products above the level, and all that is needed to answer it."""

    app: App
    work: UnitOfWork
    found: Dossier
    heard: Heard
    assessment: Assessment

    def say(self, name: str, **values: str) -> str:
        """One reply in the client's language."""
        return self.app.rulebook.replies.text(name, self.heard.language, **values)

    def record(self, product: Product, state: str, requests: int) -> None:
        """Keep what was asked for and what came of it, with the client's words as evidence."""
        warning = self.app.rulebook.policy.insistence.warning
        interviews.put(
            self.app,
            self.work,
            self.found,
            ABOVE + product.id,
            {
                "product": product.id,
                "name": dict(product.name),
                "rating": product.rating,
                "category": self.assessment.category,
                "state": state,
                "requests": requests,
                "warned": state in (WARNED, INSISTED),
                "warning": {one: _warning(text, product, self.assessment, one) for one, text in
                            warning.items()} if state in (WARNED, INSISTED) else None,
            },
            seq=self.heard.seq,
            utterance=self.heard.text[:LONGEST_UTTERANCE],
            how="choice" if self.heard.choice else "words",
            # It names the category, which is made of sensitive answers.
            sensitive=True,
        )  # fmt: skip

    def former(self, product: Product) -> Mapping[str, Any]:
        """What is recorded about this product so far."""
        stored = self.found.stored.get(ABOVE + product.id)
        return stored.value if stored is not None and isinstance(stored.value, Mapping) else {}


def wished(catalogue: Products, folded: str) -> Product | None:
    """The product that words (folded) wish for: of several named the one with the longest name."""
    if not _WISH.search(folded):
        return None
    named = [
        (len(mention), product)
        for product in catalogue.products
        for mention in product.mentions
        if _says(folded, mention)
    ]
    return max(named, key=lambda pair: pair[0])[1] if named else None


def asked_for(case: Case, product: Product) -> Said | None:
    """Answer a wish; None where the product is none above the level."""
    level, assessment = product.level, case.assessment
    if level is None or level <= assessment.offered_level:
        return None
    words = _words(case, product)
    if assessment.minimum_risk or "minor" in assessment.flags:
        case.record(product, REFUSED, int(case.former(product).get("requests", 0)) + 1)
        return Said(({"text": case.say("utter_above_minimum", **words)},))
    if level <= assessment.level:
        return Said(({"text": case.say("utter_above_confirm", **words)},))
    former = case.former(product)
    requests = int(former.get("requests", 0)) + 1
    if former.get("state") == INSISTED:
        case.record(product, INSISTED, requests)
        return Said(({"text": case.say("utter_above_noted", **words)},))
    if requests < case.app.rulebook.policy.insistence.requests:
        case.record(product, ASKED, requests)
        return Said(({"text": case.say("utter_above_first", **words)},))
    case.record(product, WARNED, requests)
    return _warn(case, product)


def decided(case: Case, course: Any) -> Said | None:
    """What a client does after the warning: leaves it, or insists, by button or in plain words."""
    heard = case.heard
    question = heard.choice[0] if heard.choice else str(course.asking)
    product = _product(case.app.rulebook.products, question.removeprefix(ABOVE))
    if product is None or case.former(product).get("state") not in (WARNED, LEFT):
        return None
    insists = _insists(heard)
    if insists is None:
        return None
    requests = int(case.former(product).get("requests", 0))
    words = _words(case, product)
    if not insists or case.assessment.minimum_risk:
        case.record(product, LEFT, requests)
        return Said(({"text": case.say("utter_above_left", **words)},))
    case.record(product, INSISTED, requests)
    return Said(({"text": case.say("utter_above_insisted", **words)},), insists=True)


def insisted(stored: Mapping[str, Any]) -> bool:
    """Whether a client insists on a product above their level."""
    return any(
        name.startswith(ABOVE)
        and isinstance(answer.value, Mapping)
        and answer.value.get("state") == INSISTED
        for name, answer in stored.items()
    )


def told(stored: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What an advisor sees of it: product, rating, how often it was asked for, what came of it."""
    rows = [
        {**answer.value, "at": answer.at.isoformat(), "evidence": dict(answer.evidence)}
        for name, answer in stored.items()
        if name.startswith(ABOVE) and isinstance(answer.value, Mapping)
    ]
    return sorted(rows, key=lambda row: str(row["at"]))


def _insists(heard: Heard) -> bool | None:
    if heard.choice is not None:
        return heard.choice[1][0] == "insist"
    if _INSISTS.search(fold(heard.text)):
        return True
    # A bare "yes" is no insistence: only a refusal may be as short as that.
    return False if affirm_or_deny(heard.text) is False else None


def _warn(case: Case, product: Product) -> Said:
    question_id = ABOVE + product.id
    language = case.heard.language
    warning = case.app.rulebook.policy.insistence.warning[language]
    options = [
        {"id": "leave", "label": case.say("utter_above_leave")},
        {"id": "insist", "label": case.say("utter_above_insist")},
    ]
    question = {"id": question_id, "kind": "single", "options": options}
    text = _warning(warning, product, case.assessment, language)
    return Said(({"text": text, "question": question},), asks=question_id)


def _warning(text: str, product: Product, assessment: Assessment, language: str) -> str:
    return text.format(
        product=product.name[language], rating=product.rating, category=assessment.category
    )


def _words(case: Case, product: Product) -> dict[str, str]:
    return {
        "product": product.name[case.heard.language],
        "rating": str(product.rating),
        "category": case.assessment.category,
    }


def _product(catalogue: Products, product_id: str) -> Product | None:
    return next((one for one in catalogue.products if one.id == product_id), None)


def _says(folded: str, mention: str) -> bool:
    if mention.isascii():
        return re.search(rf"\b{re.escape(mention)}\b", folded) is not None
    return mention in folded
