"""The institution's own people: advisors, their browser sessions and their API tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Any, List

from sqlalchemy import Row, delete, insert, select, update

from bot.records.errors import Conflict
from bot.records.models import Advisor, AdvisorSession, AdvisorToken
from bot.records.repository import Repository
from bot.records.sealing import cell
from bot.records.tables import advisor_sessions, advisor_tokens, advisors
from bot.vault import STAFF, Purpose

_EMAIL = "advisors.email"


class Advisors(Repository):
    """Repository of advisors. Email, name and password hash are sealed under the staff key; an
    email is found by blind index, whatever its case."""

    def add(self, advisor: Advisor) -> None:
        """Keep a new advisor. Raises Conflict when id or email is taken."""
        if self.by_email(advisor.email) is not None:
            raise Conflict("advisor: there is one with this email")
        version, index = self._sealer.vault.index(_EMAIL, advisor.email)
        with self._unique("advisor"):
            self._run(
                insert(advisors).values(
                    id=advisor.id,
                    email_index=index,
                    index_version=version,
                    email=self._seal("email", advisor.id, advisor.email),
                    name=self._seal("name", advisor.id, advisor.name),
                    role=advisor.role,
                    languages=",".join(advisor.languages),
                    state=advisor.state,
                    password_hash=self._seal("password_hash", advisor.id, advisor.password_hash),
                    must_change=advisor.must_change,
                    created_at=advisor.created_at,
                )
            )

    def get(self, id: str) -> Advisor | None:
        """The advisor, also when disabled; None when there is none."""
        row = self._run(select(advisors).where(advisors.c.id == id)).one_or_none()
        return None if row is None else self._advisor(row)

    def by_email(self, email: str) -> Advisor | None:
        """The advisor with this email, in any case of letters."""
        indexes = self._sealer.vault.find_all(_EMAIL, email)
        query = select(advisors).where(advisors.c.email_index.in_(indexes))
        row = self._run(query).one_or_none()
        return None if row is None else self._advisor(row)

    def list(self) -> List[Advisor]:
        """All advisors, in the order they were added."""
        query = select(advisors).order_by(advisors.c.created_at, advisors.c.id)
        return [self._advisor(row) for row in self._run(query)]

    def set_password(self, id: str, password_hash: str, *, must_change: bool) -> bool:
        """Keep a new password hash; False without such an advisor."""
        sealed = self._seal("password_hash", id, password_hash)
        return self._change(id, password_hash=sealed, must_change=must_change)

    def set_state(self, id: str, state: str) -> bool:
        """Make an advisor `active` or `disabled`; False without such an advisor."""
        return self._change(id, state=state)

    def _change(self, id: str, **values: Any) -> bool:
        return self._run(update(advisors).where(advisors.c.id == id).values(**values)).rowcount == 1

    def _seal(self, column: str, id: str, value: str) -> bytes:
        return self._sealer.seal_json(cell("advisors", column, id, STAFF), value, Purpose.STAFF)

    def _advisor(self, row: Row[Any]) -> Advisor:
        email, name, password_hash = (
            self._sealer.open_json(
                cell("advisors", column, row.id, STAFF), getattr(row, column), Purpose.STAFF
            )
            for column in ("email", "name", "password_hash")
        )
        return Advisor(
            id=row.id,
            email=email,
            name=name,
            role=row.role,
            languages=tuple(word for word in row.languages.split(",") if word),
            state=row.state,
            password_hash=password_hash,
            must_change=row.must_change,
            created_at=row.created_at,
        )


class AdvisorSessions(Repository):
    """Repository of browser sessions, by the hash of their token."""

    def add(self, session: AdvisorSession) -> None:
        """Keep a new session."""
        with self._unique("session"):
            self._run(
                insert(advisor_sessions).values(
                    token_hash=session.token_hash,
                    advisor_id=session.advisor_id,
                    csrf=session.csrf,
                    created_at=session.created_at,
                    seen_at=session.seen_at,
                    expires_at=session.expires_at,
                )
            )

    def by_hash(self, token_hash: str) -> AdvisorSession | None:
        """The session of this token, also when it is over: the caller compares the times."""
        query = select(advisor_sessions).where(advisor_sessions.c.token_hash == token_hash)
        row = self._run(query).one_or_none()
        return None if row is None else AdvisorSession(**row._mapping)

    def of(self, advisor_id: str) -> list[AdvisorSession]:
        """An advisor's sessions, oldest first."""
        query = select(advisor_sessions).where(advisor_sessions.c.advisor_id == advisor_id)
        rows = self._run(query.order_by(advisor_sessions.c.created_at))
        return [AdvisorSession(**row._mapping) for row in rows]

    def present(self, since: datetime, now: datetime) -> set[str]:
        """Ids of the advisors who have used an open session since a moment."""
        used = advisor_sessions.c.seen_at >= since
        query = select(advisor_sessions.c.advisor_id).where(
            used, advisor_sessions.c.expires_at > now
        )
        return set(self._run(query.distinct()).scalars())

    def touch(self, token_hash: str, at: datetime) -> None:
        """Note that the session was used."""
        place = advisor_sessions.c.token_hash == token_hash
        self._run(update(advisor_sessions).where(place).values(seen_at=at))

    def delete(self, token_hash: str) -> None:
        """End one session."""
        self._run(delete(advisor_sessions).where(advisor_sessions.c.token_hash == token_hash))

    def delete_of(self, advisor_id: str) -> None:
        """End all sessions of an advisor."""
        self._run(delete(advisor_sessions).where(advisor_sessions.c.advisor_id == advisor_id))

    def delete_all(self) -> None:
        """End every session there is."""
        self._run(delete(advisor_sessions))

    def delete_expired(self, at: datetime) -> None:
        """Drop the sessions that were over at that time."""
        self._run(delete(advisor_sessions).where(advisor_sessions.c.expires_at <= at))


class AdvisorTokens(Repository):
    """Repository of API tokens, by their hash."""

    def add(self, token: AdvisorToken) -> None:
        """Keep a new token."""
        with self._unique("token"):
            self._run(
                insert(advisor_tokens).values(
                    token_hash=token.token_hash,
                    advisor_id=token.advisor_id,
                    created_at=token.created_at,
                    revoked_at=token.revoked_at,
                )
            )

    def by_hash(self, token_hash: str) -> AdvisorToken | None:
        """The token, also when revoked: the caller looks at `revoked_at`."""
        query = select(advisor_tokens).where(advisor_tokens.c.token_hash == token_hash)
        row = self._run(query).one_or_none()
        return None if row is None else AdvisorToken(**row._mapping)

    def of(self, advisor_id: str) -> list[AdvisorToken]:
        """An advisor's tokens, oldest first."""
        query = select(advisor_tokens).where(advisor_tokens.c.advisor_id == advisor_id)
        rows = self._run(query.order_by(advisor_tokens.c.created_at))
        return [AdvisorToken(**row._mapping) for row in rows]

    def revoke(self, token_hash: str, at: datetime) -> None:
        """End a token; one that was ended keeps its time."""
        self._end(advisor_tokens.c.token_hash == token_hash, at)

    def revoke_of(self, advisor_id: str, at: datetime) -> None:
        """End all tokens of an advisor."""
        self._end(advisor_tokens.c.advisor_id == advisor_id, at)

    def _end(self, which: Any, at: datetime) -> None:
        query = update(advisor_tokens).where(which, advisor_tokens.c.revoked_at.is_(None))
        self._run(query.values(revoked_at=at))
