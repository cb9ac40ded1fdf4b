"""Owners' keys: made once, cached shortly, rotated while serving, destroyed for good."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.vault import (
    Cell,
    Erased,
    FileKeyProvider,
    Keyring,
    KeyStore,
    KeyUnavailable,
    Mark,
    Purpose,
    Tampered,
    Vault,
)
from bot.vault.ciphers import AES_256_GCM, CHACHA20_POLY1305, CIPHERS
from bot.vault.secret import Secret

CELL = Cell("messages", "body", "01JROW", "client-a")


def _clients(keyring: Keyring, at: datetime, count: int) -> list[str]:
    owners = [f"client-{number}" for number in range(count)]
    for owner in owners:
        keyring.create(owner, at)
    return owners


def test_what_one_process_seals_another_opens(
    vault: Vault, open_keyring: Callable[..., Keyring]
) -> None:
    sealed = vault.seal(CELL, b"words", Purpose.TRANSCRIPT)
    other = Vault(open_keyring(), vault.deployment)
    assert other.open(CELL, sealed, Purpose.TRANSCRIPT) == b"words"


def test_a_cell_sealed_for_one_purpose_does_not_open_for_another(vault: Vault) -> None:
    sealed = vault.seal(CELL, b"words", Purpose.TRANSCRIPT)
    for purpose in set(Purpose) - {Purpose.TRANSCRIPT}:
        with pytest.raises(Tampered):
            vault.open(CELL, sealed, purpose)


def test_a_cell_of_one_client_does_not_open_as_anothers(vault: Vault) -> None:
    sealed = vault.seal(CELL, b"words", Purpose.TRANSCRIPT)
    with pytest.raises(Tampered):
        vault.open(Cell("messages", "body", "01JROW", "client-b"), sealed, Purpose.TRANSCRIPT)


def test_making_a_key_again_changes_nothing(vault: Vault, at: datetime) -> None:
    sealed = vault.seal(CELL, b"words", Purpose.PROFILE)
    vault.keyring.create("client-a", at)
    assert vault.open(CELL, sealed, Purpose.PROFILE) == b"words"


def test_nothing_is_sealed_for_an_owner_without_a_key(vault: Vault) -> None:
    with pytest.raises(KeyUnavailable):
        vault.seal(Cell("messages", "body", "r", "nobody"), b"words", Purpose.TRANSCRIPT)


def test_after_destruction_nothing_opens_and_nothing_is_sealed_again(
    vault: Vault, at: datetime
) -> None:
    sealed = vault.seal(CELL, b"words", Purpose.TRANSCRIPT)
    vault.destroy("client-a", at)
    vault.destroy("client-a", at)
    with pytest.raises(Erased):
        vault.open(CELL, sealed, Purpose.TRANSCRIPT)
    with pytest.raises(Erased):
        vault.seal(CELL, b"more", Purpose.TRANSCRIPT)
    with pytest.raises(Erased):
        vault.keyring.create("client-a", at)
    with pytest.raises(Erased):
        vault.keyring.rotate("client-a", at)


def test_a_destroyed_key_is_gone_from_the_disk(
    vault: Vault, store: KeyStore, at: datetime, tmp_path: Path
) -> None:
    wrapped = store.keys("client-a")[0].wrapped.blob
    assert any(wrapped in path.read_bytes() for path in tmp_path.glob("keystore.db*"))
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    vault.destroy("client-a", at)
    assert not any(wrapped in path.read_bytes() for path in tmp_path.glob("keystore.db*"))


def test_another_process_stops_opening_at_the_latest_when_its_cache_runs_out(
    vault: Vault, open_keyring: Callable[..., Keyring], clock: Callable[[], float], at: datetime
) -> None:
    sealed = vault.seal(CELL, b"words", Purpose.TRANSCRIPT)
    other = Vault(open_keyring(seconds=60), vault.deployment)
    other.open(CELL, sealed, Purpose.TRANSCRIPT)
    vault.destroy("client-a", at)
    clock.seconds = 60.0  # type: ignore[attr-defined]
    with pytest.raises(Erased):
        other.open(CELL, sealed, Purpose.TRANSCRIPT)


def test_the_cache_holds_no_more_keys_than_it_should(
    open_keyring: Callable[..., Keyring], at: datetime
) -> None:
    keyring = open_keyring(size=3)
    for owner in _clients(keyring, at, 10):
        keyring.newest(owner, Purpose.PROFILE)
    assert sorted(keyring._rings) == ["client-7", "client-8", "client-9"]


def test_a_cached_key_needs_no_key_store(
    vault: Vault, engine: Engine, clock: Callable[[], float]
) -> None:
    vault.seal(CELL, b"words", Purpose.TRANSCRIPT)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM data_keys"))
    vault.seal(CELL, b"words", Purpose.TRANSCRIPT)
    clock.seconds = 61.0  # type: ignore[attr-defined]
    with pytest.raises(KeyUnavailable, match="bring its backup back"):
        vault.seal(CELL, b"words", Purpose.TRANSCRIPT)


def test_a_clients_new_key_seals_while_the_old_one_still_opens(
    vault: Vault, open_keyring: Callable[..., Keyring], at: datetime
) -> None:
    other = Vault(open_keyring(), vault.deployment)
    old = other.seal(CELL, b"old", Purpose.PROFILE)
    assert vault.keyring.rotate("client-a", at) == 2
    new = vault.seal(CELL, b"new", Purpose.PROFILE)
    assert vault.open(CELL, old, Purpose.PROFILE) == b"old"
    assert not old.startswith(vault.heading("client-a"))
    assert new.startswith(vault.heading("client-a"))
    # A process that opened the ring before the rotation learns of the new key when it needs it.
    assert other.open(CELL, new, Purpose.PROFILE) == b"new"


def test_a_data_key_that_never_was_is_tampering(vault: Vault) -> None:
    sealed = bytearray(vault.seal(CELL, b"words", Purpose.PROFILE))
    sealed[5] = 9
    with pytest.raises(Tampered, match="never was"):
        vault.open(CELL, bytes(sealed), Purpose.PROFILE)


def test_rewrapping_can_be_stopped_anywhere_and_goes_on(
    keyring: Keyring, store: KeyStore, provider: FileKeyProvider, at: datetime
) -> None:
    owners = _clients(keyring, at, 7)
    before = {owner: keyring.newest(owner, Purpose.PROFILE).key.reveal() for owner in owners}
    assert provider.rotate() == 2
    assert keyring.rewrap(limit=3) == 3
    assert store.counts() == {1: 4, 2: 3}
    keyring.forget()
    assert {o: keyring.newest(o, Purpose.PROFILE).key.reveal() for o in owners} == before
    while keyring.rewrap(limit=3):
        pass
    assert store.counts() == {2: 7}
    keyring.forget()
    assert {o: keyring.newest(o, Purpose.PROFILE).key.reveal() for o in owners} == before


def test_after_rewrapping_the_old_key_file_is_no_longer_needed(
    keyring: Keyring, provider: FileKeyProvider, at: datetime, tmp_path: Path
) -> None:
    keyring.create("client-a", at)
    provider.rotate()
    keyring.rewrap()
    (tmp_path / "keys" / "kek-1.key").unlink()
    fresh = Keyring(FileKeyProvider(tmp_path / "keys"), keyring._store, "01JDEPLOYMENT")
    fresh.newest("client-a", Purpose.PROFILE)


def test_with_another_key_encryption_key_nothing_opens(
    vault: Vault, open_keyring: Callable[..., Keyring], tmp_path: Path
) -> None:
    stranger = FileKeyProvider(tmp_path / "stranger")
    stranger.rotate()
    with pytest.raises(KeyUnavailable, match="not the key the data were sealed with"):
        open_keyring(provider=stranger).newest("client-a", Purpose.PROFILE)


def test_a_wrapped_key_copied_to_another_owner_does_not_open(
    vault: Vault, engine: Engine, open_keyring: Callable[..., Keyring]
) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE data_keys SET wrapped = (SELECT wrapped FROM data_keys "
                "WHERE owner = 'client-a') WHERE owner = 'client-b'"
            )
        )
    with pytest.raises(KeyUnavailable):
        open_keyring().newest("client-b", Purpose.PROFILE)


def test_of_two_processes_making_a_key_at_once_both_use_the_same(
    open_keyring: Callable[..., Keyring], at: datetime
) -> None:
    one, other = open_keyring(), open_keyring()
    # Given: both have looked and found nothing, so both make version 1.
    one._make("client-a", 1, at)
    other._make("client-a", 1, at)
    keys = {ring.newest("client-a", Purpose.PROFILE).key.reveal() for ring in (one, other)}
    assert len(keys) == 1


def test_the_index_finds_an_email_in_any_case_and_says_nothing_of_it(vault: Vault) -> None:
    index = vault.find("advisors.email", "Li.Na@Example.com")
    assert index == vault.find("advisors.email", " li.na@EXAMPLE.com ")
    assert index == vault.find("advisors.email", "ｌi.na@example.com")
    assert index != vault.find("clients.email", "li.na@example.com")
    assert index != vault.find("advisors.email", "li.mei@example.com")
    assert "li" not in index and len(index) == 64


def test_an_exact_index_keeps_case(vault: Vault) -> None:
    assert vault.find("m", "AbC", fold=False) != vault.find("m", "abc", fold=False)


def test_indexes_outlive_a_rotation_of_every_key(
    vault: Vault, provider: FileKeyProvider, open_keyring: Callable[..., Keyring]
) -> None:
    index, signature = vault.find("c", "value"), vault.sign("s", b"part")
    provider.rotate()
    vault.keyring.rewrap()
    other = Vault(open_keyring(), vault.deployment)
    assert (other.find("c", "value"), other.sign("s", b"part")) == (index, signature)


def test_a_high_water_mark_never_falls(store: KeyStore) -> None:
    assert store.mark("audit") is None
    for height in (3, 7, 5):
        store.raise_mark("audit", Mark(height, f"hash-{height}"))
    assert store.mark("audit") == Mark(7, "hash-7")


def test_a_secret_is_neither_shown_nor_pickled() -> None:
    secret = Secret(b"s" * 32)
    assert repr(secret) == "Secret(…)" and "ssss" not in f"{secret}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_a_process_that_writes_another_cipher_reads_both(
    vault: Vault, open_keyring: Callable[..., Keyring]
) -> None:
    other = Vault(open_keyring(cipher=CHACHA20_POLY1305), vault.deployment)
    one, two = (v.seal(CELL, b"words", Purpose.PROFILE) for v in (vault, other))
    assert (one[1], two[1]) == (AES_256_GCM.id, CHACHA20_POLY1305.id)
    for reader in (vault, other):
        assert reader.open(CELL, one, Purpose.PROFILE) == b"words"
        assert reader.open(CELL, two, Purpose.PROFILE) == b"words"


def test_no_two_ciphers_and_no_two_purposes_share_a_key(vault: Vault) -> None:
    keys = {
        vault.keyring.version("client-a", 1, purpose, cipher).key.reveal()
        for purpose in Purpose
        for cipher in CIPHERS.values()
    }
    assert len(keys) == len(Purpose) * len(CIPHERS)


def test_an_index_key_is_looked_for_before_it_is_written(
    vault: Vault, open_keyring: Callable[..., Keyring], at: datetime
) -> None:
    former = vault.find("c", "value")
    assert vault.keyring.rotate("index", at) == 2
    other = Vault(open_keyring(), vault.deployment)
    assert other.index("c", "value") == (1, former)
    assert other.find_all("c", "value") == [former, other.find("c", "value", version=2)]
    assert vault.keyring.activate_index() == 2
    other.keyring.forget()
    assert other.index("c", "value") == (2, other.find("c", "value", version=2))
    assert set(other.find_all("c", "value")) == {former, other.find("c", "value")}
    assert vault.keyring.retire([("index", 2)]) == 1
    other.keyring.forget()
    assert len(other.find_all("c", "value")) == 1


def test_indexes_are_the_same_whatever_cipher_is_written(
    vault: Vault, open_keyring: Callable[..., Keyring]
) -> None:
    other = Vault(open_keyring(cipher=CHACHA20_POLY1305), vault.deployment)
    assert other.index("c", "value") == vault.index("c", "value")
    assert other.find_all("c", "value") == vault.find_all("c", "value")


def test_a_look_up_outlives_a_rotation_that_ends_in_its_middle(
    vault: Vault, provider: FileKeyProvider, store: KeyStore, at: datetime
) -> None:
    vault.keyring.rotate("index", at)
    vault.keyring.activate_index()
    asked = iter((0.0, 59.0))

    def clock() -> float:
        for seconds in asked:
            return seconds
        vault.keyring.retire([("index", 2)])
        return 61.0

    other = Vault(Keyring(provider, store, vault.deployment, clock=clock), vault.deployment)
    before = other.find_all("c", "value")
    assert len(before) == 2
    assert other.find_all("c", "value") == before
    assert other.find_all("c", "value") == before[:1]


def test_retiring_keys_leaves_alone_who_was_rotated_or_erased_meanwhile(
    vault: Vault, store: KeyStore, at: datetime
) -> None:
    vault.keyring.rotate("client-a", at)
    assert vault.keyring.retire([("client-a", 1), ("client-b", 2), ("nobody", 1)]) == 0
    assert len(store.keys("client-a")) == 2
    vault.destroy("client-b", at)
    assert vault.keyring.retire([("client-a", 2), ("client-b", 1)]) == 1
    assert [key.version for key in store.keys("client-a")] == [2]
    assert store.keys("client-b") == ()
