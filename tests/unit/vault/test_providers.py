"""Key-encryption keys: who may hold them, how they are made, and that old ones still unwrap."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from bot.vault import EnvKeyProvider, FileKeyProvider, KeyFilesUnsafe, KeyUnavailable
from bot.vault.providers import Wrapped

DATA_KEY = b"d" * 32


def _env(*versions: int) -> dict[str, str]:
    return {f"ZHIYIN_KEK_{v}": base64.b64encode(bytes([v]) * 32).decode() for v in versions}


def test_key_files_are_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    assert FileKeyProvider(folder).rotate() == 1
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["kek-1.key"]
    assert (folder / "kek-1.key").stat().st_mode & 0o777 == 0o600


def test_a_key_is_unwrapped_by_another_process(provider: FileKeyProvider, tmp_path: Path) -> None:
    wrapped = provider.wrap(DATA_KEY, b"client-a")
    assert DATA_KEY not in wrapped.blob
    assert FileKeyProvider(tmp_path / "keys").unwrap(wrapped, b"client-a") == DATA_KEY


def test_after_a_rotation_new_keys_use_the_new_version_and_old_ones_still_unwrap(
    provider: FileKeyProvider,
) -> None:
    old = provider.wrap(DATA_KEY, b"c")
    assert provider.rotate() == 2
    new = provider.wrap(DATA_KEY, b"c")
    assert (old.version, new.version) == (1, 2)
    assert provider.unwrap(old, b"c") == provider.unwrap(new, b"c") == DATA_KEY


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o700])
def test_a_key_file_open_to_others_is_refused_with_the_mend(
    provider: FileKeyProvider, tmp_path: Path, mode: int
) -> None:
    path = tmp_path / "keys" / "kek-1.key"
    path.chmod(mode)
    with pytest.raises(KeyFilesUnsafe, match=f"chmod 0600 {path}"):
        FileKeyProvider(tmp_path / "keys").wrap(DATA_KEY, b"c")


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_a_key_folder_open_to_others_is_refused(
    provider: FileKeyProvider, tmp_path: Path, mode: int
) -> None:
    (tmp_path / "keys").chmod(mode)
    with pytest.raises(KeyFilesUnsafe, match="chmod 0700"):
        FileKeyProvider(tmp_path / "keys").wrap(DATA_KEY, b"c")


def test_a_link_in_place_of_a_key_file_is_refused(
    provider: FileKeyProvider, tmp_path: Path
) -> None:
    path = tmp_path / "keys" / "kek-1.key"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyFilesUnsafe):
        FileKeyProvider(tmp_path / "keys").wrap(DATA_KEY, b"c")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_key_file_of_another_user_is_refused(provider: FileKeyProvider, tmp_path: Path) -> None:
    os.chown(tmp_path / "keys" / "kek-1.key", 12345, 12345)
    with pytest.raises(KeyFilesUnsafe, match="another user"):
        FileKeyProvider(tmp_path / "keys").wrap(DATA_KEY, b"c")


@pytest.mark.parametrize("content", ["", "short", "!" * 44, base64.b64encode(b"x" * 31).decode()])
def test_a_broken_key_file_is_refused(
    provider: FileKeyProvider, tmp_path: Path, content: str
) -> None:
    (tmp_path / "keys" / "kek-1.key").write_text(content)
    with pytest.raises(KeyUnavailable, match=r"kek-1\.key"):
        FileKeyProvider(tmp_path / "keys").wrap(DATA_KEY, b"c")


def test_without_any_key_nothing_is_wrapped(tmp_path: Path) -> None:
    with pytest.raises(KeyUnavailable, match="no key-encryption key"):
        FileKeyProvider(tmp_path / "keys").wrap(DATA_KEY, b"c")


def test_a_missing_version_is_named(provider: FileKeyProvider, tmp_path: Path) -> None:
    with pytest.raises(KeyUnavailable, match=r"kek-7\.key is missing"):
        provider.unwrap(Wrapped(7, b"x" * 60), b"c")


def test_a_wrapped_key_opens_for_its_own_owner_and_version_only(provider: FileKeyProvider) -> None:
    wrapped = provider.wrap(DATA_KEY, b"client-a")
    provider.rotate()
    for blob, version, context in (
        (wrapped.blob, 1, b"client-b"),
        (wrapped.blob, 2, b"client-a"),
        (wrapped.blob[:-1], 1, b"client-a"),
        (b"", 1, b"client-a"),
    ):
        with pytest.raises(KeyUnavailable):
            provider.unwrap(Wrapped(version, blob), context)


def test_no_bit_of_a_wrapped_key_can_be_flipped_and_no_part_of_it_cut(
    provider: FileKeyProvider,
) -> None:
    blob = provider.wrap(DATA_KEY, b"client-a").blob
    for position in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(KeyUnavailable):
            provider.unwrap(Wrapped(1, bytes(changed)), b"client-a")
    for length in range(len(blob)):
        for cut in (blob[:length], blob[length + 1 :], blob + blob[: length + 1]):
            with pytest.raises(KeyUnavailable):
                provider.unwrap(Wrapped(1, cut), b"client-a")
    assert provider.unwrap(Wrapped(1, blob), b"client-a") == DATA_KEY


def test_keys_of_the_environment_wrap_under_the_newest() -> None:
    wrapped = EnvKeyProvider(_env(1, 2)).wrap(DATA_KEY, b"c")
    assert wrapped.version == 2
    assert EnvKeyProvider(_env(2, 3)).unwrap(wrapped, b"c") == DATA_KEY
    with pytest.raises(KeyUnavailable, match="ZHIYIN_KEK_2 is not set"):
        EnvKeyProvider(_env(1, 3)).unwrap(wrapped, b"c")


def test_a_new_key_of_the_environment_is_made_outside_and_the_error_says_how() -> None:
    with pytest.raises(KeyUnavailable, match="set ZHIYIN_KEK_3 to 32 random bytes"):
        EnvKeyProvider(_env(1, 2)).rotate()


def test_a_key_of_the_environment_that_cannot_be_read_is_named() -> None:
    with pytest.raises(KeyUnavailable, match="ZHIYIN_KEK_1"):
        EnvKeyProvider({"ZHIYIN_KEK_1": "not base64"})


def test_providers_do_not_show_their_keys(provider: FileKeyProvider, tmp_path: Path) -> None:
    provider.wrap(DATA_KEY, b"c")
    text = (tmp_path / "keys" / "kek-1.key").read_text().strip()
    assert text not in repr(provider) + repr(vars(provider))
    environ = _env(1)
    assert environ["ZHIYIN_KEK_1"] not in repr(vars(EnvKeyProvider(environ)))
