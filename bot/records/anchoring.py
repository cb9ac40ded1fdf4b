"""Which rows the audit trail vouches for, and the digests by which it does.

A sealed cell shows that it was made here for this place. It does not show that it is the newest one
that was: an older row, validly sealed, can be put back. So each transaction that writes says in the
audit trail, last of all, what every row it touched looks like from then on (a keyed digest), or
that the row is gone. `zhiyin audit verify` holds the tables against that.

Every table stands here: anchored, with the columns left out and why, or not anchored and why.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Column, RowMapping, Select, Table, bindparam, select, tuple_
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.event import listen

from bot.records.tables import metadata
from bot.vault.envelope import joined

Key = tuple[Any, ...]
"""The values that name a row: its id, or its primary key."""
Digest = bytes
DIGEST_BYTES = 16
DOOR = "zhiyin_door"
"""Execution option of a statement that came through the door, so that its rows are noted."""

_LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "clients": {},
    "conversations": {
        "language": "follows the client from message to message; worth nothing to a forger",
        "last_at": "moves with each message",
        "last_seq": "counts the messages, which are anchored one by one",
    },
    "messages": {"status": "how far the work on it is; moves twice within a second"},
    "choices": {},
    "ownership": {},
    "ownership_events": {},
    "consents": {},
    "answers": {},
    "assessments": {},
    "handoffs": {},
    "notes": {},
    "advisors": {},
    "advisor_sessions": {"seen_at": "moves with each page that is looked at"},
    "advisor_tokens": {},
    "outbox": {
        "due_at": "when it is tried next",
        "attempts": "how often it was tried",
    },
    "contacts": {},
    "proofs": {},
    "peers": {
        "state": "whether the channel takes messages",
        "heard_at": "moves with each message from there",
        "sent_seq": "how far messages, which are anchored themselves, were delivered",
        "sent_since": "counts what the channel limits",
        "due_at": "when delivery is tried next",
        "attempts": "how often it was tried",
    },
    "inbox_links": {
        "state": "how far the work on it is",
        "due_at": "when it is looked at next",
        "busy_until": "until when it is left alone",
        "attempts": "how often it was tried",
        "knocks": "counts what called for a look",
        "sent_seq": "how far messages, which are anchored themselves, were brought there",
        "mark": "how far the other system's own messages were read",
    },
    "tracker_chunks": {},
    "rules": {},
    "webhooks": {"paused_until": "until when a receiver wants to be left alone"},
    "webhook_attempts": {},
}
NOT_ANCHORED: Mapping[str, str] = {
    "audit": "it is the trail itself: chained, signed, its head known to the key store",
    "channel_marks": "how far a channel's own list was read; worth nothing to a forger",
    "chores": "when a nightly piece of work ran last; what it did stands in the trail",
    "facts": "the installation's id, compared with the key store's at every opening",
    "tracker_heads": "a counter of the chunks, which are anchored one by one",
}


class Anchored:
    """One table whose rows are anchored."""

    def __init__(self, table: Table, left_out: frozenset[str]) -> None:
        self.table = table
        self.left_out = left_out
        self.columns = [column for column in table.c if column.name not in left_out]
        self.key: list[Column[Any]] = (
            [table.c.id] if "id" in table.c else list(table.primary_key.columns)
        )
        """The columns that name a row."""
        self.rows: Select[Any] = select(*self.columns)
        """All rows, as `digest` wants them."""
        named_by = self.key[0] if len(self.key) == 1 else tuple_(*self.key)
        self._of = self.rows.where(named_by.in_(bindparam("keys", expanding=True)))
        self._order = [one.name for one in sorted(self.columns, key=lambda one: one.name)]

    def found(self, connection: Connection, keys: Sequence[Key]) -> Iterator[RowMapping]:
        """The rows of these keys that exist."""
        given: list[Any] = [key[0] for key in keys] if len(self.key) == 1 else list(keys)
        yield from connection.execute(self._of, {"keys": given}).mappings()

    def key_of(self, row: RowMapping) -> Key:
        """The key of a row."""
        return tuple(row[column.name] for column in self.key)

    def digest(self, row: RowMapping, mac: Callable[[bytes], bytes]) -> Digest:
        """The keyed digest of a row.

        A column without a value is passed over, so that one that is added later changes no digest.
        """
        parts = [self.table.name.encode()]
        for name in self._order:
            value = row[name]
            if value is not None:
                parts += [name.encode(), _plain(value)]
        return mac(joined(*parts))[:DIGEST_BYTES]


ANCHORED: Mapping[str, Anchored] = {
    name: Anchored(metadata.tables[name], frozenset(left_out))
    for name, left_out in _LEFT_OUT.items()
}


class Touched:
    """The rows a transaction has written so far."""

    def __init__(self) -> None:
        self._keys: dict[str, dict[Key, None]] = {}

    def note(self, table: str, keys: Iterable[Key]) -> None:
        """These rows were inserted, changed or deleted."""
        self._keys.setdefault(table, {}).update(dict.fromkeys(keys))

    def take(self) -> dict[str, list[Key]]:
        """What was noted, which is forgotten with that."""
        taken = {table: list(keys) for table, keys in self._keys.items() if keys}
        self._keys = {}
        return taken


_BATCH = 400


def anchors(
    connection: Connection, touched: Mapping[str, Sequence[Key]], mac: Callable[[bytes], bytes]
) -> Iterator[tuple[str, Key, Digest | None]]:
    """What the touched rows look like now: table, key and digest, None for a row that is gone."""
    for name, keys in touched.items():
        anchored = ANCHORED[name]
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            found = {
                anchored.key_of(row): anchored.digest(row, mac)
                for row in anchored.found(connection, batch)
            }
            for key in batch:
                yield name, key, found.get(key)


def pack(entries: Iterable[tuple[str, Key, Digest | None]]) -> bytes:
    """Anchors as bytes: grouped by table, ids in 16 bytes, a shared beginning said once."""
    tables: dict[str, list[tuple[Key, Digest | None]]] = {}
    for table, key, digest in entries:
        tables.setdefault(table, []).append((key, digest))
    out = [b"\x01"]
    for table, rows in tables.items():
        name = table.encode()
        out.append(struct.pack(">BI", len(name), len(rows)) + name)
        before: Any = None
        for key, digest in rows:
            for place, part in enumerate(key):
                out.append(_SAME if place == 0 and part == before else _part(part))
            out.append(b"\x00" if digest is None else b"\x01" + digest)
            before = key[0]
    return b"".join(out)


def unpack(packed: bytes) -> Iterator[tuple[str, Key, Digest | None]]:
    """The anchors that `pack` made bytes of. Raises ValueError for anything else."""
    try:
        if packed[:1] != b"\x01":
            raise ValueError("anchors of an unknown form")
        at = 1
        while at < len(packed):
            length, count = struct.unpack_from(">BI", packed, at)
            at += 5
            table = packed[at : at + length].decode()
            width = len(ANCHORED[table].key)
            at += length
            first: Any = None
            for _ in range(count):
                parts: list[Any] = []
                for place in range(width):
                    if packed[at : at + 1] == _SAME:
                        part, at = first, at + 1
                    else:
                        part, at = _read_part(packed, at)
                    if place == 0:
                        first = part
                    parts.append(part)
                gone = packed[at] == 0
                digest = None if gone else packed[at + 1 : at + 1 + DIGEST_BYTES]
                at += 1 if gone else 1 + DIGEST_BYTES
                if digest is not None and len(digest) != DIGEST_BYTES:
                    raise ValueError("anchors that are cut short")
                yield table, tuple(parts), digest
    except (struct.error, IndexError, KeyError, UnicodeDecodeError) as error:
        raise ValueError("anchors that cannot be read") from error


def named(key: Key) -> str:
    """How a row is named to people."""
    return "/".join(str(part) for part in key)


def guard(engine: Engine) -> None:
    """Refuse, on this engine, a write to an anchored table that did not come through the door."""

    def check(
        _connection: Any, _cursor: Any, statement: str, _given: Any, context: Any, _m: Any
    ) -> None:
        found = _WRITE.match(statement)
        if found is None or found[1].lower() not in ANCHORED:
            return
        if context is None or not context.execution_options.get(DOOR):
            raise RuntimeError(
                f"a write to {found[1]} past the audit trail; use Session.run, which anchors it"
            )

    listen(engine, "before_cursor_execute", check)


_WRITE = re.compile(
    r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)',
    re.IGNORECASE,
)
_SAME, _ULID, _TEXT, _NUMBER = b"\x00", b"\x01", b"\x02", b"\x03"
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {char: value for value, char in enumerate(_CROCKFORD)}


def _part(part: Any) -> bytes:
    if isinstance(part, int):
        return _NUMBER + struct.pack(">q", part)
    short = _squeezed(part)
    if short is not None:
        return _ULID + short
    raw = str(part).encode()
    return _TEXT + struct.pack(">B", len(raw)) + raw


def _read_part(packed: bytes, at: int) -> tuple[Any, int]:
    tag, at = packed[at : at + 1], at + 1
    if tag == _NUMBER:
        return struct.unpack_from(">q", packed, at)[0], at + 8
    if tag == _ULID:
        return _stretched(packed[at : at + 16]), at + 16
    if tag == _TEXT:
        end = at + 1 + packed[at]
        return packed[at + 1 : end].decode(), end
    raise ValueError("anchors of an unknown form")


def _squeezed(text: str) -> bytes | None:
    """A ULID's 128 bits; None for any other text."""
    if len(text) != 26 or text[0] > "7":
        return None
    number = 0
    for char in text:
        value = _VALUE.get(char)
        if value is None:
            return None
        number = number << 5 | value
    return number.to_bytes(16, "big")


def _stretched(raw: bytes) -> str:
    number = int.from_bytes(raw, "big")
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def _plain(value: Any) -> bytes:
    """A value as bytes, the same from every database. The first byte says of which kind it is."""
    if isinstance(value, (bytes, memoryview)):
        return b"b" + bytes(value)
    if isinstance(value, int):
        return b"i" + str(int(value)).encode()
    if isinstance(value, datetime):
        at = value.astimezone(timezone.utc).isoformat(timespec="microseconds")
        return b"t" + at.encode()
    if isinstance(value, str):
        return b"s" + value.encode()
    raise TypeError(f"a {type(value).__name__} cannot be anchored")
