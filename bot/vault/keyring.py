"""One data key per owner, derived into a subkey per purpose, cached shortly.

An owner is a client's id or one of our own: STAFF, AUDIT, INDEX. Owners' keys are random, wrapped
by the key provider, bound to owner, version and floor, and kept in the key store. Subkeys come from
HKDF-SHA-256, so what is sealed for one purpose, or with one cipher, does not open for another.

No key under a floor is used, even where its bytes are still around: an owner's floor is part of
what their newest key is bound to, so it cannot be lowered; the floor of the key-encryption keys is
a high-water mark of the key store.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum

from bot.vault.ciphers import AES_256_GCM, Cipher
from bot.vault.envelope import COMMITMENT_BYTES, Subkey, joined
from bot.vault.errors import Erased, KeyUnavailable, Tampered
from bot.vault.keystore import KEK_FLOOR, KeyStore, Mark, Rotation, StoredKey
from bot.vault.primitives import derive
from bot.vault.providers import KEY_BYTES, KeyProvider, Wrapped, rewrapped
from bot.vault.secret import Secret

STAFF = "staff"
AUDIT = "audit"
INDEX = "index"
OUR_OWN = (STAFF, AUDIT, INDEX)
ACTIVE_INDEX = "index-version"
"""The mark of the version that new blind indexes are made under. A newer one may be there already:
it is looked for before it is written, so that no process misses what another one wrote."""


class Purpose(str, Enum):
    """What a subkey is for."""

    PROFILE = "profile"
    TRANSCRIPT = "transcript"
    CONTACT = "contact"
    TRACKER = "tracker"
    STAFF = "staff"
    AUDIT = "audit"
    INDEX = "index"
    ANCHOR = "anchor"
    CHECKPOINT = "checkpoint"


class _Ring:
    """The opened keys of one owner, oldest first, with the subkeys made from them so far."""

    __slots__ = ("deadline", "floor", "keys", "subkeys", "writing")

    def __init__(self, keys: dict[int, Secret], floor: int, writing: int, deadline: float) -> None:
        self.keys = keys
        self.floor = floor
        self.writing = writing
        self.deadline = deadline
        self.subkeys: dict[tuple[int, Purpose, int], Subkey] = {}


class Keyring:
    """Gives the subkeys of owners. Safe to share between threads."""

    def __init__(
        self,
        provider: KeyProvider,
        store: KeyStore,
        deployment: str,
        *,
        cipher: Cipher = AES_256_GCM,
        size: int = 1024,
        seconds: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._provider = provider
        self._store = store
        self._deployment = deployment
        self.cipher = cipher
        self._size = size
        self.seconds = seconds
        self._clock = clock
        self._random = random
        self._rings: OrderedDict[str, _Ring] = OrderedDict()
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Keyring({self._provider!r})"

    @property
    def provider(self) -> KeyProvider:
        """Where the key-encryption keys come from."""
        return self._provider

    def create(self, owner: str, at: datetime) -> None:
        """Make the first key of an owner, unless there is one. Raises Erased after destruction."""
        if not self._store.keys(owner):
            self._make(owner, 1, at)

    def create_all(self, owners: Sequence[str], at: datetime) -> None:
        """Make the first keys of new owners, in one go."""
        self._store.add_all([self._fresh(owner, 1, 1) for owner in owners], at)

    def rotate(self, owner: str, at: datetime) -> int:
        """Make a further key of an owner; new envelopes use it. Gives its version."""
        stored = self._store.keys(owner)
        if not stored:
            raise self._none(owner)
        version = stored[-1].version + 1
        self._make(owner, version, at, stored[-1].floor)
        return version

    def rotate_some(self, rotation: Rotation, after: str, at: datetime, limit: int = 200) -> str:
        """Make a further key for up to `limit` owners that have none of this rotation yet.

        Takes the owners in order from `after` on, and gives the last one ("" when all are done):
        call until then. It may be stopped at any point.
        """
        newest = self._store.not_of(rotation.generation, after, limit)
        self._store.add_all(
            [self._fresh(key.owner, key.version + 1, key.floor) for key in newest], at
        )
        for key in newest:
            self.forget(key.owner)
        return newest[-1].owner if newest else ""

    def retire(self, owners: Sequence[tuple[str, int]]) -> int:
        """Destroy all keys of owners that are older than the version given with each.

        That version becomes the floor: nothing under it opens any more. Gives how many were done;
        an owner who was erased or rotated meanwhile is left alone.
        """
        pairs: list[tuple[StoredKey, Wrapped]] = []
        stored = self._store.keys_of([owner for owner, _ in owners])
        for owner, version in owners:
            newest = next(iter(reversed(stored.get(owner, ()))), None)
            if newest is None or newest.version != version:
                continue
            key = self._unwrap(newest)
            wrapped = self._provider.wrap(key, self._context(owner, version, version))
            raised = StoredKey(owner, version, wrapped, version, newest.generation)
            pairs.append((raised, newest.wrapped))
        done = self._store.retire(pairs)
        for owner, _ in owners:
            self.forget(owner)
        return done

    @property
    def kek_floor(self) -> int:
        """The oldest key-encryption key that may still open a data key."""
        mark = self._store.mark(KEK_FLOOR)
        return mark.height if mark else 1

    def retire_kek(self, below: int) -> None:
        """Refuse key-encryption keys under `below` from now on and have the provider destroy them.

        Raises KeyUnavailable while a data key is wrapped under one of them, or when `below` is
        newer than the newest. Doing it again, after a crash, is right.
        """
        if below > self._provider.current:
            raise KeyUnavailable(
                f"the newest key-encryption key is {self._provider.current}; make a newer one "
                "first: zhiyin keys rotate"
            )
        self._require_none_under(below)
        self._store.raise_mark(KEK_FLOOR, Mark(below, ""))
        self._require_none_under(below)
        self._provider.retire(below)

    def _require_none_under(self, below: int) -> None:
        left = sum(count for kek, count in self._store.counts().items() if kek < below)
        if left:
            raise KeyUnavailable(
                f"{left} data keys are still wrapped under a key-encryption key below {below}; "
                "bring them under the newest first: zhiyin keys rotate"
            )

    def destroy(self, owner: str, at: datetime) -> None:
        """Destroy all keys of an owner for good. Doing it again changes nothing."""
        self._store.destroy(owner, at)
        self.forget(owner)

    def forget(self, owner: str | None = None) -> None:
        """Drop the opened keys of one owner, or of all, from memory."""
        with self._lock:
            if owner is None:
                self._rings.clear()
            else:
                self._rings.pop(owner, None)

    def open_all(self, owners: Sequence[str]) -> None:
        """Open the keys of several owners with one look at the key store: for whoever is about to
        go through the cells of all of them. Owners without keys are passed over."""
        now = self._clock()
        with self._lock:
            open_ = {owner for owner, ring in self._rings.items() if ring.deadline > now}
        wanted = [owner for owner in owners if owner not in open_]
        if not wanted:
            return
        floor = self.kek_floor
        for owner, stored in self._store.keys_of(wanted).items():
            self._opened(owner, stored, floor, now)

    def newest(self, owner: str, purpose: Purpose) -> Subkey:
        """The subkey to seal with. Raises Erased or KeyUnavailable."""
        ring = self._ring(owner)
        return self._subkey(owner, ring, ring.writing, purpose, self.cipher)

    def version(
        self, owner: str, version: int, purpose: Purpose, cipher: Cipher = AES_256_GCM
    ) -> Subkey:
        """The subkey an envelope names.

        Raises Tampered for a version that never was, or that lies under the owner's floor.
        """
        ring = self._ring(owner)
        if version not in ring.keys:
            # Another process may have rotated since this ring was opened.
            self.forget(owner)
            ring = self._ring(owner)
        if version not in ring.keys:
            if 0 < version < ring.floor:
                raise Tampered(
                    f"the envelope names data key {version}, which was retired: it is older than "
                    "the last rotation of the data keys"
                )
            if ring.floor <= version < max(ring.keys):
                raise KeyUnavailable(f"data key {version} of its owner is not in the key store")
            raise Tampered(f"the envelope names data key {version}, which never was")
        return self._subkey(owner, ring, version, purpose, cipher)

    def versions(self, owner: str) -> tuple[int, ...]:
        """The versions of an owner's keys that may be in use, the one written first."""
        ring = self._ring(owner)
        return (ring.writing, *sorted(set(ring.keys) - {ring.writing}, reverse=True))

    def subkeys(self, owner: str, purpose: Purpose, cipher: Cipher = AES_256_GCM) -> list[Subkey]:
        """The subkeys of all versions in use, the one written first: of one moment, so that a
        rotation that ends meanwhile takes none of them away. Raises Erased or KeyUnavailable."""
        ring = self._ring(owner)
        others = sorted(set(ring.keys) - {ring.writing}, reverse=True)
        return [
            self._subkey(owner, ring, version, purpose, cipher)
            for version in (ring.writing, *others)
        ]

    def activate_index(self) -> int:
        """Have new blind indexes made under the newest index key; gives its version."""
        version = self._store.keys(INDEX)[-1].version
        self._store.raise_mark(ACTIVE_INDEX, Mark(version, ""))
        self.forget(INDEX)
        return version

    def opens(self, key: StoredKey) -> bool:
        """Whether a wrapped key can be unwrapped with the key-encryption keys there are."""
        try:
            self._unwrap(key)
        except KeyUnavailable:
            return False
        return True

    def rewrap(self, limit: int = 500) -> int:
        """Bring up to `limit` data keys under the newest key-encryption key; gives how many.

        Call until it gives 0. It may be stopped at any point and run while the system serves: data
        are not touched, and every key stays openable throughout.
        """
        stored = self._store.not_under(self._provider.current, limit)
        if not stored:
            return 0
        self._require_above_floor(stored, self.kek_floor)
        contexts = [self._context(key.owner, key.version, key.floor) for key in stored]
        pairs = [(key.wrapped, context) for key, context in zip(stored, contexts, strict=True)]
        fresh = rewrapped(self._provider, pairs)
        return self._store.rewrapped(
            [
                (replace(key, wrapped=wrapped), key.wrapped)
                for key, wrapped in zip(stored, fresh, strict=True)
            ]
        )

    def _make(self, owner: str, version: int, at: datetime, floor: int = 1) -> None:
        self._store.add(self._fresh(owner, version, floor), at)
        self.forget(owner)
        # Another process may have made that version first: then its key counts, ours is dropped.
        if all(stored.version < version for stored in self._store.keys(owner)):
            raise self._none(owner)

    def _fresh(self, owner: str, version: int, floor: int) -> StoredKey:
        context = self._context(owner, version, floor)
        wrapped = self._provider.wrap(self._random(KEY_BYTES), context)
        return StoredKey(owner, version, wrapped, floor)

    def _unwrap(self, key: StoredKey) -> bytes:
        return self._provider.unwrap(key.wrapped, self._context(key.owner, key.version, key.floor))

    @staticmethod
    def _require_above_floor(keys: Sequence[StoredKey], floor: int) -> None:
        below = [key.wrapped.version for key in keys if key.wrapped.version < floor]
        if below:
            raise KeyUnavailable(
                f"a data key is wrapped under key-encryption key {below[0]}, which was retired "
                f"(only {floor} and newer may be used); this is an older backup of the key store"
            )

    def _none(self, owner: str) -> Erased | KeyUnavailable:
        if self._store.is_destroyed(owner):
            return Erased("the key of this owner was destroyed; what it sealed is gone")
        return KeyUnavailable("the key store holds no key of this owner; bring its backup back")

    def _ring(self, owner: str) -> _Ring:
        now = self._clock()
        with self._lock:
            ring = self._rings.get(owner)
            if ring is not None and ring.deadline > now:
                self._rings.move_to_end(owner)
                return ring
        stored = self._store.keys(owner)
        if not stored:
            self.forget(owner)
            raise self._none(owner)
        return self._opened(owner, stored, self.kek_floor, now)

    def _opened(self, owner: str, stored: Sequence[StoredKey], kek_floor: int, now: float) -> _Ring:
        """Open an owner's stored keys and remember them."""
        floor = stored[-1].floor
        live = [key for key in stored if key.version >= floor]
        self._require_above_floor(live, kek_floor)
        keys = {key.version: Secret(self._unwrap(key)) for key in live}
        writing = live[-1].version
        if owner == INDEX:
            mark = self._store.mark(ACTIVE_INDEX)
            writing = max(mark.height if mark else 1, live[0].version)
        ring = _Ring(keys, floor, writing, now + self.seconds)
        with self._lock:
            self._rings[owner] = ring
            self._rings.move_to_end(owner)
            while len(self._rings) > self._size:
                self._rings.popitem(last=False)
        return ring

    def _subkey(
        self, owner: str, ring: _Ring, version: int, purpose: Purpose, cipher: Cipher
    ) -> Subkey:
        found = ring.subkeys.get((version, purpose, cipher.id))
        if found is None:
            use = joined(purpose.value.encode(), cipher.name.encode(), owner.encode())
            derived = derive(
                ring.keys[version].reveal(),
                salt=self._deployment.encode(),
                info=joined(b"zhiyin subkey 1", use),
                length=KEY_BYTES + COMMITMENT_BYTES,
            )
            key = Secret(derived[:KEY_BYTES])
            found = Subkey(version, key, derived[KEY_BYTES:], cipher)
            ring.subkeys[(version, purpose, cipher.id)] = found
        return found

    def _context(self, owner: str, version: int, floor: int) -> bytes:
        return joined(
            b"zhiyin data key 1",
            self._deployment.encode(),
            owner.encode(),
            version.to_bytes(4, "big"),
            floor.to_bytes(4, "big"),
        )
