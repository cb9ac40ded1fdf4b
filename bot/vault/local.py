"""Key-encryption keys held by this process: from key files or from the environment."""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.vault.ciphers import AES_256_GCM, NONCE_BYTES, TAG_BYTES
from bot.vault.errors import KeyFilesUnsafe, KeyUnavailable, NoKeyYet
from bot.vault.providers import KEY_BYTES, Wrapped
from bot.vault.secret import Secret


class _LocalKeys(ABC):
    """Wraps with AES-256-GCM under keys held in this process."""

    _where: str

    @abstractmethod
    def _key(self, version: int) -> Secret:
        """The key of a version. Raises KeyUnavailable."""

    @abstractmethod
    def versions(self) -> tuple[int, ...]:
        """The versions there are, oldest first."""

    @property
    def current(self) -> int:
        """The newest version. Raises NoKeyYet when there is no key at all."""
        versions = self.versions()
        if not versions:
            raise NoKeyYet(f"there is no key-encryption key in {self._where}")
        return versions[-1]

    def wrap(self, key: bytes, context: bytes) -> Wrapped:
        """Wrap a data key under the newest version, bound to `context`."""
        version = self.current
        nonce = os.urandom(NONCE_BYTES)
        associated = version.to_bytes(4, "big") + context
        body = AES_256_GCM.encrypt(self._key(version).reveal(), nonce, key, associated)
        return Wrapped(version, nonce + body)

    def unwrap(self, wrapped: Wrapped, context: bytes) -> bytes:
        """Unwrap a data key. Raises KeyUnavailable when it does not open."""
        associated = wrapped.version.to_bytes(4, "big") + context
        nonce, body = wrapped.blob[:NONCE_BYTES], wrapped.blob[NONCE_BYTES:]
        key = self._key(wrapped.version).reveal()
        opened = None
        if len(body) > TAG_BYTES:
            opened = AES_256_GCM.decrypt(key, nonce, body, associated)
        if opened is None:
            raise KeyUnavailable(
                f"a data key does not open under key-encryption key {wrapped.version} of "
                f"{self._where}: it is not the key the data were sealed with"
            )
        return opened


def _decode(text: str, where: str) -> Secret:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise KeyUnavailable(f"{where} does not hold {KEY_BYTES} bytes in base64")
    return Secret(raw)


class FileKeyProvider(_LocalKeys):
    """Keys in a folder of mode 0700, one file of mode 0600 a version: `kek-1.key`, `kek-2.key` …

    A folder or file that others may read or write, or that is a link, is refused.
    """

    name = "file"
    _pattern = re.compile(r"kek-([1-9][0-9]{0,8})\.key\Z")

    def __init__(self, folder: Path, *, random: Callable[[int], bytes] = os.urandom) -> None:
        self._folder = folder
        self._where = str(folder)
        self._random = random
        self._keys: dict[int, Secret] = {}

    def __repr__(self) -> str:
        return f"FileKeyProvider({self._where!r})"

    def versions(self) -> tuple[int, ...]:
        """The versions there are. Raises KeyFilesUnsafe when the folder is open to others."""
        if not self._folder.exists():
            return ()
        self._check(self._folder, self._folder.lstat(), stat.S_ISDIR, 0o700)
        found = (self._pattern.match(entry.name) for entry in self._folder.iterdir())
        return tuple(sorted(int(match.group(1)) for match in found if match))

    def rotate(self) -> int:
        """Write a new key file and give its version; safe against a second process."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        version = max(self.versions(), default=0) + 1
        text = base64.b64encode(self._random(KEY_BYTES)) + b"\n"
        spare = self._folder / f".kek-{version}.{os.getpid()}.new"
        handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, text)
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            os.link(spare, self._path(version))
        except FileExistsError:
            raise KeyUnavailable(f"another process has just made key {version}") from None
        finally:
            spare.unlink()
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return version

    def retire(self, below: int) -> None:
        """Delete the key files of the versions under `below`. Doing it again is fine."""
        for version in self.versions():
            if version < below:
                self._keys.pop(version, None)
                self._path(version).unlink(missing_ok=True)

    def _path(self, version: int) -> Path:
        return self._folder / f"kek-{version}.key"

    def _key(self, version: int) -> Secret:
        if version not in self._keys:
            self._keys[version] = self._read(version)
        return self._keys[version]

    def _read(self, version: int) -> Secret:
        path = self._path(version)
        try:
            self._check(self._folder, self._folder.lstat(), stat.S_ISDIR, 0o700)
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            raise KeyUnavailable(f"the key file {path} is missing; bring it back") from None
        except OSError as error:
            raise KeyFilesUnsafe(f"the key file {path} cannot be read: {error.strerror}") from None
        try:
            self._check(path, os.fstat(handle), stat.S_ISREG, 0o600)
            text = os.read(handle, 1024).decode("ascii", "replace")
        finally:
            os.close(handle)
        return _decode(text, str(path))

    @staticmethod
    def _check(path: Path, found: os.stat_result, kind: Callable[[int], bool], widest: int) -> None:
        if not kind(found.st_mode):
            raise KeyFilesUnsafe(f"{path} is a link or of the wrong kind; replace it")
        mode = stat.S_IMODE(found.st_mode)
        if mode & ~widest:
            raise KeyFilesUnsafe(
                f"{path} has mode {mode:04o}, open to others; run: chmod {widest:04o} {path}"
            )
        if found.st_uid != os.geteuid():
            raise KeyFilesUnsafe(f"{path} belongs to another user; give it to the running one")


class EnvKeyProvider(_LocalKeys):
    """Keys in the environment: `ZHIYIN_KEK_1`, `ZHIYIN_KEK_2` … , 32 bytes in base64 each."""

    name = "env"
    _pattern = re.compile(r"ZHIYIN_KEK_([1-9][0-9]{0,8})\Z")

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._where = "the environment (ZHIYIN_KEK_1, ZHIYIN_KEK_2 …)"
        self._keys: dict[int, Secret] = {}
        for name, value in environ.items():
            match = self._pattern.match(name)
            if match:
                self._keys[int(match.group(1))] = _decode(value, name)

    def __repr__(self) -> str:
        return "EnvKeyProvider(…)"

    def versions(self) -> tuple[int, ...]:
        """The versions there are, oldest first."""
        return tuple(sorted(self._keys))

    def rotate(self) -> int:
        """Not possible from here. Raises KeyUnavailable, which says how it is done."""
        version = max(self._keys, default=0) + 1
        raise KeyUnavailable(
            f"keys of the environment are made outside: set ZHIYIN_KEK_{version} to 32 random "
            "bytes in base64 (openssl rand -base64 32) for every process, then start again"
        )

    def retire(self, below: int) -> None:
        """Nothing to do from here: the floor in the key store refuses what is still set."""

    def _key(self, version: int) -> Secret:
        try:
            return self._keys[version]
        except KeyError:
            raise KeyUnavailable(f"ZHIYIN_KEK_{version} is not set; bring it back") from None
