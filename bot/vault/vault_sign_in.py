"""How we show HashiCorp Vault who we are: a token, a token an agent keeps in a file, or a role."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from bot.vault.errors import KeyUnavailable
from bot.vault.secret import Secret

Login = Callable[[str, str], "tuple[str, float]"]
_BYTES = 16_384


class SignIn(Protocol):
    """Gives the token to ask with."""

    def token(self) -> str:
        """The token as it is now."""
        ...

    def renewed(self) -> str | None:
        """Another token after one was refused; None where there is no other."""
        ...


def sign_in(
    login: Login,
    *,
    token: str,
    token_file: Path | None,
    role_id: str,
    secret_id: str,
    secret_id_file: Path | None,
) -> SignIn:
    """The way of signing in that is set. Raises KeyUnavailable for none, several or half a one."""
    ways = [bool(token), token_file is not None, bool(role_id or secret_id or secret_id_file)]
    if sum(ways) != 1:
        found = "several are set" if any(ways) else "none is set"
        raise KeyUnavailable(
            "HashiCorp Vault needs one way to sign in, and "
            f"{found}: ZHIYIN_VAULT_TOKEN, ZHIYIN_VAULT_TOKEN_FILE, or ZHIYIN_VAULT_ROLE_ID with "
            "ZHIYIN_VAULT_SECRET_ID or ZHIYIN_VAULT_SECRET_ID_FILE"
        )
    if token:
        return _Fixed(_checked(token, "ZHIYIN_VAULT_TOKEN"))
    if token_file is not None:
        return _File(token_file)
    if not role_id or bool(secret_id) == (secret_id_file is not None):
        raise KeyUnavailable(
            "to sign in to HashiCorp Vault as a role set ZHIYIN_VAULT_ROLE_ID and one of "
            "ZHIYIN_VAULT_SECRET_ID and ZHIYIN_VAULT_SECRET_ID_FILE"
        )
    return _Role(login, role_id, secret_id, secret_id_file)


class _Fixed:
    """A token that stays as it is."""

    def __init__(self, token: str) -> None:
        self._token = Secret(token.encode())

    def token(self) -> str:
        return self._token.reveal().decode()

    def renewed(self) -> str | None:
        return None


class _File:
    """A token in a file that somebody else keeps valid; read again whenever the file changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._token = Secret(b"")

    def token(self) -> str:
        try:
            found = self._path.stat()
        except OSError as error:
            raise KeyUnavailable(
                f"the token file {self._path} cannot be read: {error.strerror}"
            ) from None
        seen = (found.st_mtime_ns, found.st_ino, found.st_size)
        if seen != self._seen:
            text = _read(self._path, "the token file")
            self._token = Secret(_checked(text, f"the token file {self._path}").encode())
            self._seen = seen
        return self._token.reveal().decode()

    def renewed(self) -> str | None:
        former, self._seen = self._token.reveal().decode(), None
        token = self.token()
        return None if token == former else token


class _Role:
    """A token that comes of signing in as a role, renewed before it ends and when it is refused."""

    def __init__(
        self, login: Login, role_id: str, secret_id: str, secret_id_file: Path | None
    ) -> None:
        self._login = login
        self._role_id = role_id
        self._secret_id = Secret(secret_id.encode())
        self._secret_id_file = secret_id_file
        self._token: tuple[Secret, float] | None = None
        self._lock = threading.Lock()

    def token(self) -> str:
        with self._lock:
            if self._token is None or self._token[1] <= time.monotonic():
                self._sign_in()
            assert self._token is not None
            return self._token[0].reveal().decode()

    def renewed(self) -> str | None:
        with self._lock:
            self._sign_in()
            assert self._token is not None
            return self._token[0].reveal().decode()

    def _sign_in(self) -> None:
        secret = self._secret_id.reveal().decode()
        if self._secret_id_file is not None:
            secret = _read(self._secret_id_file, "the secret id file")
        token, seconds = self._login(self._role_id, secret)
        # A lease of 0 has no end; any other is used for two thirds of its time.
        ends = time.monotonic() + (seconds * 2 / 3 if seconds else float("inf"))
        self._token = (Secret(_checked(token, "the token of the role").encode()), ends)


def _read(path: Path, what: str) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_BYTES).decode("utf-8", "replace").strip()
    except OSError as error:
        raise KeyUnavailable(f"{what} {path} cannot be read: {error.strerror}") from None


def _checked(token: str, what: str) -> str:
    """A token goes into a header: what cannot stand there is refused, without showing it."""
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise KeyUnavailable(f"{what} holds no token")
    return token
