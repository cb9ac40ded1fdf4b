"""What is done with an installation's keys: look at them, replace them, retire old ones."""

from __future__ import annotations

import fcntl
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Engine

from bot.records.errors import RotationUnderWay
from bot.records.rotating import Heard, Rotating, rewrap
from bot.vault import AUDIT, INDEX, KeyStore, Rotation
from bot.vault.ciphers import CIPHERS
from bot.vault.keyring import OUR_OWN

if TYPE_CHECKING:
    from bot.records.store import Records

# Any number of our own: whoever rotates over a PostgreSQL key store holds this advisory lock.
_LOCK = 0x5A_48_4B_52


def nothing_heard(_stage: str, _done: int, _total: int) -> None:
    """For whoever does not follow progress."""


class Keys:
    """The keys of one installation. Made by Records, which says what goes wrong in its words."""

    def __init__(self, records: Records, keystore_engine: Engine) -> None:
        self._records = records
        self._store: KeyStore = records.keystore
        self._keyring = records.vault.keyring
        self._engine = keystore_engine

    def status(self) -> dict[str, Any]:
        """The state of the keys, in numbers: no key and no id is in it. Looks at every cell."""
        provider, counts = self._keyring.provider, self._store.counts()
        with self._records.read() as work:
            headings = Counter[bytes]()
            for heading, count in work.headings():
                headings[heading] += count
            to_reindex = work.indexes_left()
            several = [one for one in self._store.several("", 1 << 30) if one[0] != AUDIT]
            older = work.count_older(owner for owner, _, _ in several if owner != INDEX)
        ciphers = Counter[str]()
        for heading, count in headings.items():
            cipher = CIPHERS.get(heading[1]) if len(heading) > 1 else None
            ciphers[cipher.name if cipher else "unknown"] += count
        return {
            "provider": provider.name,
            "current_version": provider.current,
            "floor": self._keyring.kek_floor,
            "versions_in_use": sorted(counts),
            "data_keys": sum(counts.values()),
            "data_keys_by_version": {str(kek): count for kek, count in counts.items()},
            "to_rewrap": sum(n for version, n in counts.items() if version != provider.current),
            "destroyed": self._store.destroyed(),
            "owners": {
                "clients": self._store.owner_count() - len(OUR_OWN),
                "our_own": len(OUR_OWN),
                "with_older_keys": len(several),
            },
            "cipher": self._keyring.cipher.name,
            "cells": {
                "total": sum(headings.values()),
                "by_cipher": dict(sorted(ciphers.items())),
                "under_older_keys": older,
            },
            "index": {
                "version": self._records.vault.index_version,
                "versions": sorted(self._keyring.versions(INDEX)),
                "to_reindex": to_reindex,
            },
            "rotation": self._rotation(),
        }

    def rotate(self, heard: Heard, actor: str) -> None:
        """Bring all data keys under a new key-encryption key.

        Where an earlier rotation was broken off, or a newer key was put into the environment, it
        goes on with that one.
        """
        with self._alone():
            provider = self._keyring.provider
            current = provider.current
            if all(kek == current for kek in self._store.counts()):
                current = provider.rotate()
                self._note("keys.rotate", actor, {"version": current})
            rewrap(self._records, heard)

    def rotate_data_keys(
        self, heard: Heard, actor: str, *, wait: bool, sleep: Callable[[float], None]
    ) -> bool:
        """Give every owner a new data key, or go on with that; gives whether it is finished."""
        with self._alone():
            former = self._under_way()
            rotation = former or self._store.begin_rotation(
                self._keyring.provider.current, self._records.now()
            )
            if former is None:
                detail = {"generation": rotation.generation, "cipher": self._keyring.cipher.name}
                self._note("keys.rotate_data_keys", actor, detail)
            return self._go_on(rotation, heard, actor, wait=wait, sleep=sleep)

    def finish(self, heard: Heard, actor: str, *, wait: bool) -> bool:
        """Go on with what an earlier rotation left, without `wait` as far as it goes now.

        Gives whether anything is still left; then it is to be called again later.
        """
        with self._alone():
            rotation = self._under_way()
            if rotation is None:
                rewrap(self._records, heard)
                return False
            return not self._go_on(rotation, heard, actor, wait=wait, sleep=time.sleep)

    def retire(self, below: int, actor: str) -> None:
        """Refuse and destroy the key-encryption keys under version `below`."""
        with self._alone():
            self._keyring.retire_kek(below)
            self._note("keys.retire", actor, {"below": below})

    def _go_on(
        self,
        rotation: Rotation,
        heard: Heard,
        actor: str,
        *,
        wait: bool,
        sleep: Callable[[float], None],
    ) -> bool:
        if not Rotating(self._records, rotation, heard, sleep).run(wait=wait):
            return False
        self._note("keys.rotated_data_keys", actor, {"generation": rotation.generation})
        return True

    def _under_way(self) -> Rotation | None:
        found = self._store.rotation()
        return None if found is None or found.finished_at is not None else found

    def _rotation(self) -> dict[str, Any] | None:
        found = self._under_way()
        if found is None:
            return None
        stages = (
            (found.keyed_at, "making data keys"),
            (found.swept_at, "sealing anew"),
            (found.activated_at, "waiting for every process to know the new index key"),
        )
        stage = next((name for at, name in stages if at is None), "destroying older keys")
        return {
            "generation": found.generation,
            "started_at": found.started_at.isoformat(),
            "stage": stage,
            "owners_to_key": self._store.owners_not_of(found.generation),
        }

    def _note(self, action: str, actor: str, detail: dict[str, Any]) -> None:
        with self._records.begin() as work:
            work.audit.record(at=self._records.now(), actor=actor, action=action, detail=detail)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the rotation's lock, which dies with the process. Raises RotationUnderWay."""
        if self._engine.dialect.name == "postgresql":
            with self._engine.connect() as connection:
                ask = f"SELECT pg_try_advisory_lock({_LOCK})"
                got = connection.exec_driver_sql(ask).scalar()
                connection.commit()
                if not got:
                    raise RotationUnderWay
                try:
                    yield
                finally:
                    connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")
                    connection.commit()
            return
        path = Path(self._engine.url.database or "").with_suffix(".rotation.lock")
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise RotationUnderWay from None
            yield
        finally:
            os.close(handle)
