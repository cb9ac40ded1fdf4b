"""Nightly work: each piece done once a night, whichever process gets to it first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import List

from sqlalchemy import insert, or_, select, update

from bot.records.errors import Conflict
from bot.records.repository import Repository
from bot.records.tables import chores


@dataclass(frozen=True)
class ChoreRun:
    """The last run of a piece of nightly work. `night` is the institution's date it was for."""

    name: str
    night: str
    state: str
    attempts: int
    lease_until: datetime
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None


class Chores(Repository):
    """Repository of the last runs."""

    def claim(
        self, name: str, night: str, at: datetime, until: datetime, *, attempts: int = 3
    ) -> bool:
        """Take a piece of work for a night, or give False: it is done, or another process has it.

        One that broke off (its lease is over) or failed less than `attempts` times is taken again.
        """
        first = {
            "night": night,
            "state": "running",
            "attempts": 1,
            "lease_until": until,
            "started_at": at,
            "finished_at": None,
            "outcome": None,
        }
        if self._run(select(chores.c.name).where(chores.c.name == name)).first() is None:
            try:
                with self._unique("chore"):
                    self._run(insert(chores).values(name=name, **first))
            except Conflict:
                return False
            return True
        mine = chores.c.name == name
        anew = self._run(update(chores).where(mine, chores.c.night < night).values(**first))
        if anew.rowcount == 1:
            return True
        unfinished = or_(
            chores.c.state == "running",
            (chores.c.state == "failed") & (chores.c.attempts < attempts),
        )
        again = self._run(
            update(chores)
            .where(mine, chores.c.night == night, unfinished, chores.c.lease_until <= at)
            .values(state="running", attempts=chores.c.attempts + 1, lease_until=until)
        )
        return again.rowcount == 1

    def renew(self, name: str, night: str, until: datetime) -> None:
        """The process that has the work still lives."""
        mine = (chores.c.name == name) & (chores.c.night == night) & (chores.c.state == "running")
        self._run(update(chores).where(mine).values(lease_until=until))

    def finish(
        self, name: str, night: str, state: str, at: datetime, outcome: str, retry_at: datetime
    ) -> None:
        """Note how it ended: `done`, or `failed` and when it may be tried again."""
        mine = (chores.c.name == name) & (chores.c.night == night)
        self._run(
            update(chores)
            .where(mine)
            .values(state=state, finished_at=at, outcome=outcome[:2000], lease_until=retry_at)
        )

    def list(self) -> List[ChoreRun]:
        """The last run of each, by name."""
        found = self._run(select(chores).order_by(chores.c.name))
        return [ChoreRun(**row._mapping) for row in found]
