"""What the institution's rules said in each version that anything stored refers to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.records.errors import Conflict
from bot.records.repository import Repository
from bot.records.tables import rules


class Rules(Repository):
    """Repository of rule versions: written once, never changed. Nothing in them is personal."""

    def keep(self, kind: str, version: str, content: Mapping[str, Any], at: datetime) -> bool:
        """Keep what a version says, unless it is kept; gives whether it was new."""
        if self.has(kind, version):
            return False
        try:
            with self._unique("rules"):
                self._run(
                    insert(rules).values(
                        kind=kind,
                        version=version,
                        content=json.dumps(content, ensure_ascii=False, sort_keys=True),
                        kept_at=at,
                    )
                )
        except Conflict:
            return False  # another process was quicker with the same words
        return True

    def has(self, kind: str, version: str) -> bool:
        """Whether a version is kept."""
        query = select(rules.c.version).where(rules.c.kind == kind, rules.c.version == version)
        return self._run(query).first() is not None

    def get(self, kind: str, version: str) -> dict[str, Any] | None:
        """What a version says; None where it was never kept."""
        query = select(rules.c.content).where(rules.c.kind == kind, rules.c.version == version)
        found = self._run(query).scalar_one_or_none()
        if found is None:
            return None
        content: dict[str, Any] = json.loads(found)
        return content
