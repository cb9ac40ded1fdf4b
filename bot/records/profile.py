"""What a client agreed to, what they said about themselves, and what was concluded from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, Select, func, insert, select, update

from bot.records.models import Answer, Assessment, Consent
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import answers, assessments, consents
from bot.vault import Purpose


class Consents(Repository):
    """The consent ledger. Append-only, by a trigger of the database; the newest entry rules."""

    def add(self, consent: Consent) -> None:
        """Write an entry: `granted` or, with False, declined or withdrawn."""
        with self._unique("consent"):
            self._run(
                insert(consents).values(
                    id=consent.id,
                    client_id=consent.client_id,
                    purpose=consent.purpose,
                    granted=consent.granted,
                    text_version=consent.text_version,
                    text_hash=consent.text_hash,
                    language=consent.language,
                    method=consent.method,
                    at=consent.at,
                )
            )

    def standing(self, client_id: str, purpose: str) -> Consent | None:
        """The consent that holds now; None when never given, declined or withdrawn."""
        query = self._of(client_id).where(consents.c.purpose == purpose)
        row = self._run(query.order_by(consents.c.n.desc()).limit(1)).one_or_none()
        return _consent(row) if row is not None and row.granted else None

    def history(self, client_id: str) -> List[Consent]:
        """The whole ledger of a client, oldest first."""
        return [_consent(row) for row in self._run(self._of(client_id).order_by(consents.c.n))]

    def _of(self, client_id: str) -> Select[Any]:
        return select(consents).where(consents.c.client_id == client_id)


class Answers(Repository):
    """Repository of answers: one stands for each question, the former ones are kept as history."""

    def put(self, answer: Answer) -> None:
        """Keep an answer; the one that stood for its question is superseded at the same moment."""
        self._supersede(answer.client_id, answer.question, answer.at)
        with self._unique("answer"):
            self._run(
                insert(answers).values(
                    id=answer.id,
                    client_id=answer.client_id,
                    conversation_id=answer.conversation_id,
                    question=answer.question,
                    at=answer.at,
                    superseded_at=None,
                    body=self._sealer.seal_json(
                        cell("answers", "body", answer.id, answer.client_id),
                        answer.body,
                        Purpose.PROFILE,
                    ),
                )
            )

    def current(self, client_id: str) -> dict[str, Answer]:
        """The answers that stand, by question; none for an erased client."""
        query = self._of(client_id).where(
            answers.c.superseded_at.is_(None), answers.c.body.is_not(None)
        )
        return {row.question: self._answer(row) for row in self._run(query)}

    def history(self, client_id: str) -> List[Answer]:
        """Every answer ever given, oldest first; the withdrawn ones without a body."""
        return [self._answer(row) for row in self._run(self._of(client_id))]

    def withdraw(self, client_id: str, question: str, at: datetime) -> None:
        """Take a question's answer back: it no longer stands, and no version of it is kept."""
        self._supersede(client_id, question, at)
        self._run(
            update(answers)
            .where(answers.c.client_id == client_id, answers.c.question == question)
            .values(body=None)
        )

    def _supersede(self, client_id: str, question: str, at: datetime) -> None:
        self._run(
            update(answers)
            .where(
                answers.c.client_id == client_id,
                answers.c.question == question,
                answers.c.superseded_at.is_(None),
            )
            .values(superseded_at=at)
        )

    def _of(self, client_id: str) -> Select[Any]:
        return select(answers).where(answers.c.client_id == client_id).order_by(answers.c.n)

    def _answer(self, row: Row[Any]) -> Answer:
        place = cell("answers", "body", row.id, row.client_id)
        return Answer(
            id=row.id,
            client_id=row.client_id,
            conversation_id=row.conversation_id,
            question=row.question,
            at=row.at,
            superseded_at=row.superseded_at,
            body=self._sealer.open_json(place, row.body, Purpose.PROFILE),
        )


class Assessments(Repository):
    """Repository of assessments; none is ever changed."""

    def add(self, assessment: Assessment) -> None:
        """Keep an assessment. Raises Conflict when the id is taken."""
        with self._unique("assessment"):
            self._run(
                insert(assessments).values(
                    id=assessment.id,
                    client_id=assessment.client_id,
                    conversation_id=assessment.conversation_id,
                    at=assessment.at,
                    questionnaire_version=assessment.questionnaire_version,
                    policy_version=assessment.policy_version,
                    products_version=assessment.products_version,
                    body=self._sealer.seal_json(
                        cell("assessments", "body", assessment.id, assessment.client_id),
                        assessment.body,
                        Purpose.PROFILE,
                    ),
                )
            )

    def latest(self, client_id: str) -> Assessment | None:
        """The newest assessment of a client; None when there is none (or it was erased)."""
        query = self._of(client_id).order_by(assessments.c.n.desc()).limit(1)
        row = self._run(query).one_or_none()
        return None if row is None else self._assessment(row)

    def last_at(self, client_id: str) -> datetime | None:
        """When the newest assessment that is still held was made; opens nothing."""
        query = self._of(client_id).with_only_columns(func.max(assessments.c.at))
        return self._run(query).scalar_one_or_none()

    def list(self, client_id: str) -> List[Assessment]:
        """All assessments of a client, oldest first."""
        query = self._of(client_id).order_by(assessments.c.n)
        return [self._assessment(row) for row in self._run(query)]

    def _of(self, client_id: str) -> Select[Any]:
        return select(assessments).where(
            assessments.c.client_id == client_id, assessments.c.body.is_not(None)
        )

    def _assessment(self, row: Row[Any]) -> Assessment:
        place = cell("assessments", "body", row.id, row.client_id)
        return Assessment(
            id=row.id,
            client_id=row.client_id,
            conversation_id=row.conversation_id,
            at=row.at,
            questionnaire_version=row.questionnaire_version,
            policy_version=row.policy_version,
            products_version=row.products_version,
            body=self._sealer.open_json(place, row.body, Purpose.PROFILE),
        )


def _consent(row: Row[Any]) -> Consent:
    return Consent(**{key: value for key, value in row._mapping.items() if key != "n"})
