"""Replace all data keys while the system serves; stopped anywhere, it goes on where it was.

1. A rotation is recorded, and the key-encryption key replaced.
2. Every owner gets a new data key: new cells use it from then on.
3. The cells under older keys are sealed anew, some hundred in a transaction.
4. Once every process knows the new index key, new blind indexes use it; stored ones are made anew.
5. Once no process can still write under an older key, what it wrote meanwhile is sealed anew as
   well; the older keys are destroyed, and nothing under them opens any more.

A process keeps opened keys for as long as its cache does (`Records.grace` is twice that), which is
why 4 and 5 wait. The keys of the audit trail are kept: the trail cannot be rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from bot.records import indexing, resealing
from bot.records.errors import CellsDamaged
from bot.vault import AUDIT, INDEX, KeyUnavailable, Rotation

if TYPE_CHECKING:
    from bot.records.store import Records

STEP = 200
"""Rows that one transaction seals anew at most."""
TOGETHER = 50
"""Owners whose cells are looked for together."""

Heard = Callable[[str, int, int], None]
"""Hears of progress: the stage, how much of it is done, and of how much."""


class Rotating:
    """One run over a rotation of all data keys, from wherever it is."""

    def __init__(
        self, records: Records, rotation: Rotation, heard: Heard, sleep: Callable[[float], None]
    ) -> None:
        self._records = records
        self._keyring = records.vault.keyring
        self._store = records.keystore
        self._rotation = rotation
        self._heard = heard
        self._sleep = sleep
        self._damaged: dict[str, set[str]] = {}

    def run(self, *, wait: bool) -> bool:
        """Go on to the end, or without `wait` as far as it goes now; gives whether it ended.

        Raises CellsDamaged when all is done but cells that do not open. The older keys of their
        owners are kept, and the next rotation tries them again.
        """
        self._replace_kek()
        if self._rotation.keyed_at is None:
            self._give_keys()
        if self._rotation.swept_at is None:
            self._sweep()
            self._stamp("swept_at")
        if self._rotation.activated_at is None:
            if not self._waited(self._rotation.keyed_at, wait):
                return False
            self._keyring.activate_index()
            self._stamp("activated_at")
        self._reindex()
        if not self._waited(self._rotation.activated_at, wait):
            return False
        while not self._destroy():
            # Something was written under an older key after the sweep: give its readers time too.
            self._stamp("activated_at")
            if not self._waited(self._rotation.activated_at, wait):
                return False
        self._stamp("finished_at")
        if self._damaged:
            raise CellsDamaged(sorted(set[str]().union(*self._damaged.values())))
        return True

    def _replace_kek(self) -> None:
        provider = self._keyring.provider
        if provider.current <= self._rotation.kek:
            try:
                provider.rotate()
            except KeyUnavailable:
                if self._rotation.keyed_at is None:
                    self._store.abandon(self._rotation)
                raise
        rewrap(self._records, self._heard)

    def _give_keys(self) -> None:
        total = self._store.owners_not_of(self._rotation.generation)
        after, done = "", 0
        while after := self._keyring.rotate_some(self._rotation, after, self._records.now()):
            done += STEP
            self._heard("Making data keys", min(done, total), total)
        self._stamp("keyed_at")

    def _sweep(self) -> None:
        """Seal anew what is under older keys of any owner."""
        owners = [owner for owner, _, _ in self._several()]
        for start in range(0, len(owners), TOGETHER):
            some = owners[start : start + TOGETHER]
            self._step_through(resealing.Sweep(some))
            self._heard("Sealing anew", start + len(some), len(owners))

    def _step_through(self, sweep: resealing.Sweep) -> None:
        """Finish a sweep, each transaction bounded."""
        while not sweep.done:
            rows = 0
            with self._records.begin() as work:
                while not sweep.done and rows < STEP:
                    rows += work.step(sweep, STEP - rows)
        self._damaged.update(sweep.damaged)

    def _reindex(self) -> None:
        renewal, done = indexing.Renewal(), 0
        while not renewal.done:
            rows = 0
            with self._records.begin() as work:
                while not renewal.done and rows < STEP:
                    rows += work.renew(renewal, STEP - rows)
            if rows:
                done += rows
                self._heard("Indexing anew", done, done)
        if renewal.damaged:
            self._damaged[INDEX] = renewal.damaged

    def _destroy(self) -> bool:
        """Destroy older keys under which nothing is left; False when something still was, other
        than cells that do not open: their keys are kept."""
        self._reindex()
        late = False
        cutoff = self._records.now() - self._records.grace
        found = [one for one in self._several() if one[2] <= cutoff]
        for start in range(0, len(found), TOGETHER):
            versions = {owner: version for owner, version, _ in found[start : start + TOGETHER]}
            left = self._stragglers([owner for owner in versions if owner != INDEX])
            if INDEX in versions and self._indexes_left():
                left.add(INDEX)
            late = late or bool(left)
            kept = left.union(self._damaged)
            self._keyring.retire([one for one in versions.items() if one[0] not in kept])
            self._heard("Destroying older keys", start + len(versions), len(found))
        return not late

    def _stragglers(self, owners: list[str]) -> set[str]:
        """Seal anew what is still under older keys of these owners; gives whose it was."""
        with self._records.read() as work:
            some = work.with_older_cells(owners)
        if not some:
            return some
        sweep = resealing.Sweep(sorted(some))
        self._step_through(sweep)
        return set(+sweep.sealed)

    def _indexes_left(self) -> bool:
        with self._records.read() as work:
            return work.indexes_left() > len(self._damaged.get(INDEX, ()))

    def _several(self) -> Iterator[tuple[str, int, datetime]]:
        """The owners with older keys; a client's, or one of our own but the trail's."""
        after = ""
        while some := self._store.several(after, 500):
            after = some[-1][0]
            yield from (one for one in some if one[0] != AUDIT)

    def _waited(self, since: datetime | None, wait: bool) -> bool:
        """Whether every process has learned by now of what was stamped at `since`."""
        assert since is not None
        whole = self._records.grace.total_seconds()
        while (left := whole - (self._records.now() - since).total_seconds()) > 0:
            if not wait:
                return False
            self._heard("Waiting until no process uses older keys", int(whole - left), int(whole))
            self._sleep(min(left, 1.0))
        return True

    def _stamp(self, name: str) -> None:
        self._rotation = self._store.stamp(self._rotation, name, self._records.now())


def rewrap(records: Records, heard: Heard) -> None:
    """Bring all data keys under the newest key-encryption key."""
    keyring, store = records.vault.keyring, records.keystore
    current, done = keyring.provider.current, 0
    total = sum(count for kek, count in store.counts().items() if kek != current)
    while batch := keyring.rewrap():
        done += batch
        heard("Wrapping data keys anew", done, max(total, done))
