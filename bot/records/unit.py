"""The unit of work: one transaction, and every repository in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from bot.records import erasure, filling, indexing, moving, resealing
from bot.records.audit import Audit
from bot.records.chores import Chores
from bot.records.clients import Clients
from bot.records.contacts import Contacts, Proofs
from bot.records.conversations import Choices, Conversations, Ownerships
from bot.records.handoffs import Handoffs, Notes
from bot.records.heads import Head
from bot.records.inbox_links import InboxLinks
from bot.records.messages import Messages
from bot.records.outbox import Outbox
from bot.records.peers import ChannelMarks, Peers
from bot.records.profile import Answers, Assessments, Consents
from bot.records.repository import Session
from bot.records.retention import Retention
from bot.records.rules import Rules
from bot.records.sealing import Sealer
from bot.records.staff import Advisors, AdvisorSessions, AdvisorTokens
from bot.records.trackers import Trackers
from bot.records.webhooks import WebhookAttempts, Webhooks
from bot.vault import KeyStore, Vault

RESTRICTED = "restricted:"
"""In the key store's facts: a client who asked for erasure while a duty to keep ran, and until
when it ran."""


class UnitOfWork:
    """What one piece of work reads and writes. Made by `Records.begin`, never by hand."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        store: KeyStore,
        new_id: Callable[[], str],
        *,
        head: Head,
        now: Callable[[], datetime],
        scratch: Path | None = None,
        read_only: bool = False,
    ) -> None:
        session = Session(connection, Sealer(vault), new_id, read_only)
        self._session = session
        self._vault = vault
        self._store = store
        self._head = head
        self._erased: list[tuple[str, datetime]] = []
        self._restricted: dict[str, datetime] = {}
        self.clients = Clients(session)
        self.conversations = Conversations(session)
        self.messages = Messages(session)
        self.choices = Choices(session)
        self.ownership = Ownerships(session)
        self.consents = Consents(session)
        self.answers = Answers(session)
        self.assessments = Assessments(session)
        self.handoffs = Handoffs(session)
        self.notes = Notes(session)
        self.advisors = Advisors(session)
        self.advisor_sessions = AdvisorSessions(session)
        self.advisor_tokens = AdvisorTokens(session)
        self.audit = Audit(session, lambda: head.known, now, scratch)
        self.outbox = Outbox(session)
        self.trackers = Trackers(session)
        self.retention = Retention(session)
        self.chores = Chores(session)
        self.contacts = Contacts(session)
        self.proofs = Proofs(session)
        self.peers = Peers(session)
        self.channel_marks = ChannelMarks(session)
        self.inbox_links = InboxLinks(session)
        self.rules = Rules(session)
        self.webhooks = Webhooks(session)
        self.webhook_attempts = WebhookAttempts(session)

    def erase_client(self, client_id: str, at: datetime) -> None:
        """Erase a client for good: their cells are cleared, and at commit their key is destroyed.

        Whatever else of them lies in a backup of the data dies with the key. Doing it again, after
        a crash, is right.
        """
        erasure.clear(self._session, client_id, at)
        self._erased.append((client_id, at))

    def restrict_client(
        self, client_id: str, at: datetime, *, keep: Collection[str], erase_after: datetime
    ) -> None:
        """Erase a client as far as no duty covers: the records named in `keep` stay sealed at
        least until `erase_after`, everything else is cleared (see `erasure.clear`).

        At commit the key store learns of it too, so that a restored older backup does not undo it.
        """
        erasure.clear(self._session, client_id, at, keep=keep, erase_after=erase_after)
        self._restricted[client_id] = erase_after

    def move_conversation(self, conversation_id: str, to: str) -> int:
        """Give a conversation to another client, with all that was said and concluded in it; gives
        how many cells were sealed anew under that client's key. Raises Missing, Erased."""
        return moving.move(self._session, conversation_id, to)

    def reseal(self, owner: str) -> int:
        """Seal an owner's cells (a client's, or STAFF) anew where they are under an older key."""
        return resealing.reseal(self._session, owner)

    def step(self, sweep: resealing.Sweep, limit: int) -> int:
        """Go on with a sweep over owners' cells, by at most `limit` rows; gives how many."""
        return sweep.step(self._session, limit)

    def with_older_cells(self, owners: Iterable[str]) -> set[str]:
        """Those of some owners who have a cell left under an older key or another cipher."""
        return resealing.with_older_cells(self._session, owners)

    def count_older(self, owners: Iterable[str]) -> int:
        """How many rows of some owners have a cell under an older key or another cipher."""
        return resealing.count_older(self._session, owners)

    def headings(self) -> Iterator[tuple[bytes, int]]:
        """What the envelopes of all cells begin with, and how many do."""
        return resealing.headings(self._session)

    def renew(self, renewal: indexing.Renewal, limit: int) -> int:
        """Make up to `limit` blind indexes anew under the key written now; gives how many rows."""
        return renewal.step(self._session, limit)

    def fill(self, count: int, at: datetime) -> list[str]:
        """Keep so many made-up clients, to measure with; gives their ids."""
        return filling.fill(self._session, count, at)

    def indexes_left(self) -> int:
        """How many blind indexes are under an older key."""
        return indexing.left(self._session)

    def before_commit(self) -> None:
        """Write the audit entries, then destroy the keys: from there on nothing can go back.

        The keys go before the commit, not after it. Should the commit fail, the client's data are
        unreadable already and the erasure is done again; the other way round a crash in between
        would leave a key alive that the client was told is gone.
        """
        self.audit.flush()
        for client_id, at in self._erased:
            self._vault.destroy(client_id, at)
        for client_id, until in self._restricted.items():
            self._store.set_fact(f"{RESTRICTED}{client_id}", until.isoformat())

    def after_commit(self) -> None:
        """Let the key store know how far the audit trail goes."""
        written = self.audit
        if written.head is None:
            return
        if written.set_back:
            self._head.set_back(written.head)
        else:
            self._head.moved(written.head, written.before, at_once=written.acted)
