"""Lets the key store know how far the audit trail goes, without a second commit for every write.

What somebody did is known to the key store as soon as it is committed. The anchors of plain writes
follow within a second, in one go. So a database that is put back to an older state is seen, and at
most the last second before a power failure is not.
"""

from __future__ import annotations

import logging
import threading

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.records.engine import reading
from bot.records.tables import audit
from bot.vault import KeyStore, Mark

MARK = "audit"
_SECONDS = 1.0
_log = logging.getLogger(__name__)


class Head:
    """The newest entry of the trail, as one process knows it. Safe to share between threads."""

    def __init__(self, engine: Engine, store: KeyStore, seconds: float = _SECONDS) -> None:
        self._engine = engine
        self._store = store
        self._seconds = seconds
        self._lock = threading.Lock()
        self._settling = threading.Lock()
        self._waiting: Mark | None = None
        self._timer: threading.Timer | None = None

    @property
    def known(self) -> Mark | None:
        """What the key store knows."""
        return self._store.mark(MARK)

    def moved(self, head: Mark, before: Mark, *, at_once: bool) -> None:
        """The trail was committed up to `head`, which follows `before`."""
        if at_once:
            self._raise(head, before)
            return
        with self._lock:
            if self._waiting is None or self._waiting.height < head.height:
                self._waiting = head
            if self._timer is None:
                self._timer = threading.Timer(self._seconds, self.settle_or_warn)
                self._timer.start()

    def set_back(self, head: Mark) -> None:
        """Somebody answered for a trail that was set back: it goes on from `head`."""
        with self._settling:
            with self._lock:
                self._waiting = None
            self._store.set_mark(MARK, head)

    def settle(self) -> None:
        """Let the key store know now what it does not know yet.

        When this returns nothing is on its way any more: what a timer had taken up is kept too.
        A mark that arrived after a restore would name an end that was set back.
        """
        with self._settling:
            with self._lock:
                head, self._waiting = self._waiting, None
                timer, self._timer = self._timer, None
            if timer is not None:
                timer.cancel()
            if head is not None:
                self._raise(head, None)

    def settle_or_warn(self) -> None:
        """Settle, unless the key store cannot be written just now."""
        try:
            self.settle()
        except SQLAlchemyError:
            # The next write tries again; until then the key store knows an older end.
            _log.warning("audit.head_not_kept")

    def _raise(self, head: Mark, before: Mark | None) -> None:
        def follows(former: Mark) -> bool:
            return former == before or self._holds(former)

        if not self._store.raise_mark(MARK, head, follows):
            # Cut off or set back: the key store keeps what it knows, so that it is found.
            _log.critical("audit.broken")

    def _holds(self, mark: Mark) -> bool:
        with reading(self._engine) as connection:
            query = select(audit.c.hash).where(audit.c.seq == mark.height)
            return connection.execute(query).scalar_one_or_none() == mark.value
