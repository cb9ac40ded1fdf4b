"""How values and questions are put into words for a client, in their language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.language import say
from bot.language.contacts import Contact
from bot.services.app import App
from bot.suitability.questionnaire import Question, Questionnaire

MONTHS_OF = {"horizon": "horizon_months"}
"""Profile values that may also be known exactly, and under which id."""


def question_filling(questionnaire: Questionnaire, answer_id: str) -> Question | None:
    """The question that fills a profile value; exact months belong to their question."""
    for question_id, exact in MONTHS_OF.items():
        if answer_id == exact:
            answer_id = question_id
    for question in questionnaire.questions:
        if question.answer_id == answer_id and question.kind != "consent":
            return question
    return None


def for_client(question: Question, client: Mapping[str, Any]) -> Question:
    """A question as it is named to a client of whom these profile values are known."""
    return question.worded_for(client.get("segment"), frozenset(client.get("needs") or ()))


def value_text(question: Question, value: Any, language: str, *, approximate: bool = False) -> str:
    """A value as a client would say it: an option's label, an amount, a span, a number.

    A sum or span that was only said roughly (`approximate`) stays rough: 约 30 万元.
    """
    if isinstance(value, (list, tuple, set, frozenset)):
        separator = "、" if language == "zh" else ", "
        return separator.join(value_text(question, one, language) for one in value)
    if isinstance(value, str):
        for option in question.options:
            if option.id == value:
                return option.label[language]
        return value
    if isinstance(value, Mapping):
        if "currency" in value:
            return say.amount(value, language, approximate=approximate)
        if question.kind == "text":
            return contact_text(value)
        return say.duration(value, language, approximate=approximate)
    if question.kind == "duration" or question.answer_id in MONTHS_OF:
        return say.duration(int(value), language, approximate=approximate)
    if question.answer_id == "age":
        return say.age(int(value), language) if language == "zh" else str(value)
    if question.answer_id == "dependants":
        nobody = "没有" if language == "zh" else "none"
        return say.people(int(value), language) if int(value) else nobody
    return str(value)


def contact_parts(contact: Contact) -> dict[str, str]:
    """What a client said about reaching them, only the parts that are there."""
    return {name: part for name, part in asdict(contact).items() if part}


def contact_text(contact: Mapping[str, Any]) -> str:
    """A contact's parts in one line."""
    return " · ".join(str(part) for part in contact.values() if part)


def rows(
    app: App,
    answers: Mapping[str, Any],
    language: str,
    *,
    rough: Collection[str] = (),
    client: Mapping[str, Any] | None = None,
) -> list[dict[str, str]]:
    """What is known, one row a value in the questionnaire's order: `{"id", "label", "value"}`.

    `rough` are the ids of values that are known only roughly; `client` are the values known of the
    client, by whom some are named otherwise (these answers, where nothing else is given).
    """
    found = []
    for question in app.rulebook.questionnaire.questions:
        if question.kind == "consent" or question.answer_id not in answers:
            continue
        exact = MONTHS_OF.get(question.answer_id, "")
        known = exact if exact in answers else question.answer_id
        value = answers[known]
        if value is None:
            continue
        found.append(
            {
                "id": question.id,
                "label": for_client(question, client or answers).label[language],
                "value": value_text(question, value, language, approximate=known in rough),
            }
        )
    return found


def named(
    app: App,
    values: Iterable[tuple[str, Any]],
    language: str,
    *,
    rough: Collection[str] = (),
    client: Mapping[str, Any] | None = None,
) -> str:
    """Several values in one phrase: "年龄 45 岁；投资期限 3 年", "Age: 45; horizon: 3 years".

    `client` are the values known of the client, by whom some are named otherwise.
    """
    parts: dict[str, str] = {}
    for answer_id, value in values:
        question = question_filling(app.rulebook.questionnaire, answer_id)
        if question is None:
            continue
        exact = answer_id in MONTHS_OF.values()
        if question.id in parts and not exact:
            continue
        label = for_client(question, client or {}).label[language]
        text = value_text(question, value, language, approximate=answer_id in rough)
        parts[question.id] = _phrase(label, text) if language == "zh" else f"{label}: {text}"
    if language == "zh":
        return "；".join(parts.values())
    first, *others = parts.values() or ("",)
    return "; ".join((first, *(part[:1].lower() + part[1:] for part in others)))


def labels(questions: Iterable[Question], language: str) -> str:
    """The names of questions in one phrase: 「年龄」「负债状况」, "age, debts"."""
    if language == "zh":
        return "".join(f"「{question.label[language]}」" for question in questions)
    return ", ".join(question.label[language].lower() for question in questions)


def _phrase(label: str, text: str) -> str:
    """A figure follows its name, words stand in quotation marks: 年龄 45 岁, 需求「买房置业」."""
    figure = text.removeprefix("约 ")[:1].isdigit() and "–" not in text
    return f"{label} {text}" if figure else f"{label}「{text}」"
