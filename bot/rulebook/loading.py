"""Loads everything the institution decides: questions, policy, products, replies, knowledge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.rulebook import questions
from bot.rulebook.agreement import check_agreement, check_targets
from bot.rulebook.answers import with_answers
from bot.rulebook.assumptions import load_assumptions
from bot.rulebook.calendars import statutory
from bot.rulebook.documents import Document, digest_of, read
from bot.rulebook.errors import RulebookError
from bot.rulebook.knowledge import Knowledge, load_knowledge
from bot.rulebook.regulatory import merged_policy, merged_questions
from bot.rulebook.replies import Replies, load_replies
from bot.rulebook.schemas import check
from bot.settings import Settings
from bot.suitability.assumptions import Assumptions
from bot.suitability.policy import Policy
from bot.suitability.products import Products
from bot.suitability.questionnaire import Questionnaire
from bot.suitability.reading import RuleError

_STEP = re.compile(r"[^.\[\]]+")
_NAMED = re.compile(r" \([^)]*\)")  # the pure floor names a row's id beside its position


@dataclass(frozen=True)
class Rulebook:
    """The rules in force, and the version of each file they came from.

    A version is the file's own `version` with twelve digits of its content's SHA-256, as in
    `2026.11+0f3a…`: a figure that was changed without a new version is still told apart.
    """

    questionnaire: Questionnaire
    policy: Policy
    products: Products
    replies: Replies
    knowledge: Knowledge
    assumptions: Assumptions
    versions: Mapping[str, str]
    """By `questionnaire`, `policy`, `products`, `replies`, `knowledge` and `assumptions`."""
    contents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What the versions of `questionnaire`, `policy` and `products` hold, as plain values."""


@dataclass(frozen=True)
class Source:
    """A questionnaire as it was read: its values in force, and what they are called."""

    data: Mapping[str, Any]
    version: str
    own: Document | None

    def build(self) -> Questionnaire:
        """The questionnaire itself."""
        return questions.from_data(self.data, self.version)


def read_questionnaire(
    settings: Settings, path: Path | None = None, regulatory: Path | None = None
) -> Source:
    """Read and check a questionnaire with the regulatory one beside it; the settings' own where no
    path is given. Raises RulebookError."""
    schemas = settings.root / "data" / "schemas"
    shape = schemas / "questionnaire.schema.json"
    document = _checked(path or settings.questionnaire_path, shape)
    questions.check(document)
    regulatory = regulatory or settings.regulatory_path
    own = None if regulatory is None else _checked(regulatory, schemas / "regulatory.schema.json")
    data = questions.in_force(merged_questions(document.data, own), settings.jurisdiction)
    if own is not None:
        _check_own(own, data, shape)
    return Source(data, f"{document.data['version']}+{digest_of(data)}", own)


def _check_own(own: Document, merged: Mapping[str, Any], shape: Path) -> None:
    """Hold the questions that only the regulatory file asks against the questionnaire's shape."""
    rows = [at for at, row in enumerate(own.data["items"]) if "question" in row]
    written = {f"regulatory_{own.data['items'][at]['id']}": at for at in rows}
    found = [row for row in merged["questions"] if row["id"] in written]
    if not found:
        return
    lines = {
        ("questions", position, *place[3:]): line
        for position, row in enumerate(found)
        for place, line in own.lines.items()
        if place[:3] == ("items", written[row["id"]], "question")
    }
    document = Document(own.path, {"version": "1", "questions": found}, lines)
    check(document, shape)
    needs = {"id": "needs", "kind": "text"}
    questions.check(replace(document, data={"version": "1", "questions": [*found, needs]}))


def load(settings: Settings) -> Rulebook:
    """Read, check and build all rule files.

    Raises RulebookError; its message has one line for every mistake: file, line, what is wrong,
    how to mend it.
    """
    schemas = settings.root / "data" / "schemas"
    questionnaire = read_questionnaire(settings)
    policy = _checked(settings.policy_path, schemas / "policy.schema.json")
    products = _checked(settings.products_path, schemas / "products.schema.json")
    institution = {"zh": settings.institution_zh, "en": settings.institution_en}
    replies = load_replies(
        settings.root / "data" / "replies",
        {language: {"institution": name} for language, name in institution.items()},
    )
    rules = merged_policy(policy.data, questionnaire.own)
    versions = {
        "questionnaire": questionnaire.version,
        "policy": f"{policy.data['version']}+{digest_of(rules)}",
        "products": _version(products),
        "replies": replies.digest,
    }
    asked = questionnaire.build()
    check_agreement(policy, asked)
    check_targets(products, asked)
    built = build_policy(replace(policy, data=rules), versions["policy"])
    knowledge = load_knowledge(
        settings.knowledge_path, schemas / "knowledge.schema.json", built, institution
    )
    versions["knowledge"] = knowledge.digest
    assumptions = load_assumptions(settings.assumptions_path, schemas / "assumptions.schema.json")
    versions["assumptions"] = assumptions.version
    answers_schema = schemas / "answers.schema.json"
    return Rulebook(
        questionnaire=with_answers(asked, settings.answers_path, answers_schema),
        policy=built,
        products=build_products(products, versions["products"]),
        replies=replies,
        knowledge=knowledge,
        assumptions=assumptions,
        versions=versions,
        contents={"questionnaire": questionnaire.data, "policy": rules, "products": products.data},
    )


def rebuild_questionnaire(data: Mapping[str, Any], version: str) -> Questionnaire:
    """A questionnaire from what was kept of a version."""
    return questions.from_data(data, version)


def rebuild_policy(data: Mapping[str, Any], version: str) -> Policy:
    """A policy from what was kept of a version. Raises RuleError where this program reads policies
    in another way than the one that kept it."""
    return Policy.from_mapping({**data, "version": version}, calendar=statutory)


def build_policy(document: Document, version: str) -> Policy:
    """The policy of a file that fits its schema. Raises RulebookError."""
    try:
        return Policy.from_mapping({**document.data, "version": version}, calendar=statutory)
    except RuleError as error:
        raise _at(document, error) from error


def build_products(document: Document, version: str) -> Products:
    """The product catalogue of a file that fits its schema. Raises RulebookError."""
    try:
        return Products.from_mapping({**document.data, "version": version})
    except RuleError as error:
        raise _at(document, error) from error


def _checked(path: Path, schema: Path) -> Document:
    document = read(path)
    check(document, schema)
    return document


def _version(document: Document) -> str:
    return f"{document.data['version']}+{document.digest()}"


def _at(document: Document, error: RuleError) -> RulebookError:
    """An error of the pure floor, at its line; its path is like `contradictions[0].kind`."""
    path = _NAMED.sub("", error.path)
    steps: list[str | int] = [int(s) if s.isdigit() else s for s in _STEP.findall(path)]
    what = f"{error.path or 'the file'} {error.problem}"
    return RulebookError(document.problem(tuple(steps), what, "Mend it as it says"))
