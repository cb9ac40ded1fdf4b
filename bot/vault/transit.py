"""Key-encryption keys that never leave HashiCorp Vault (or OpenBao): its transit engine over HTTP.

A data key is sent to Vault to be wrapped and unwrapped. The transit key is a derived one: Vault
makes a key of its own from every context, so a wrapped data key opens for its owner, version and
floor only. What Vault answers is never repeated in an error, for it could hold what was sent.
"""

from __future__ import annotations

import base64
import binascii
import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.vault.errors import KeyUnavailable, NoKeyYet
from bot.vault.providers import Wrapped
from bot.vault.vault_sign_in import SignIn, sign_in

if TYPE_CHECKING:
    import httpx

_CURRENT_SECONDS = 3.0
_WAITS = (0.1, 0.3, 0.9)
_AGAIN = {412, 429, 500, 502, 503, 504}
_TYPES = {"aes256-gcm96", "chacha20-poly1305", "xchacha20-poly1305"}
_CIPHERTEXT = re.compile(rb"vault:v([1-9][0-9]{0,8}):[A-Za-z0-9+/=]+\Z")
_LOOPBACK = re.compile(r"http://(localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?\Z")


class TransitKeyProvider:
    """Asks Vault to wrap and unwrap. Safe to share between threads."""

    name = "vault"

    def __init__(
        self,
        *,
        address: str,
        mount: str,
        key: str,
        namespace: str = "",
        ca_file: Path | None = None,
        token: str = "",
        token_file: Path | None = None,
        role_id: str = "",
        secret_id: str = "",
        secret_id_file: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not address.startswith("https://") and not _LOOPBACK.match(address):
            raise KeyUnavailable(
                "ZHIYIN_VAULT_ADDR must be an https:// address (http:// is for this machine alone)"
                if address
                else "ZHIYIN_KEY_PROVIDER is vault, so ZHIYIN_VAULT_ADDR has to say where Vault is"
            )
        if ca_file is not None and not ca_file.is_file():
            raise KeyUnavailable(f"ZHIYIN_VAULT_CACERT names {ca_file}, which is not there")
        self._address = address
        self._mount = mount
        self._key = key
        self._namespace = namespace
        self._ca_file = ca_file
        self._sleep = sleep
        self._sign_in: SignIn = sign_in(
            self._login,
            token=token,
            token_file=token_file,
            role_id=role_id,
            secret_id=secret_id,
            secret_id_file=secret_id_file,
        )
        self._http: httpx.Client | None = None
        self._current: tuple[int, float] | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"TransitKeyProvider({self._address!r})"

    @property
    def current(self) -> int:
        """The newest version; what was asked for in the last few seconds is not asked again."""
        known = self._current
        if known is not None and known[1] > time.monotonic():
            return known[0]
        answer = self._ask("GET", f"keys/{self._key}", missing=True)
        if answer is None:
            raise NoKeyYet(f"there is no key-encryption key {self._key} in {self._where}")
        if not answer.get("derived") or answer.get("type") not in _TYPES:
            raise KeyUnavailable(
                f"the key {self._key} in {self._where} cannot be used: it has to be made with "
                "type=aes256-gcm96 and derived=true, so that each client's key is bound to them"
            )
        version = int(answer["latest_version"])
        self._current = (version, time.monotonic() + _CURRENT_SECONDS)
        return version

    def wrap(self, key: bytes, context: bytes) -> Wrapped:
        """Have Vault wrap a data key under its newest version, bound to `context`."""
        if self._current is None:
            _ = self.current
        body = {"plaintext": _text(key), "context": _text(context)}
        answer = self._ask("POST", f"encrypt/{self._key}", body) or {}
        return self._wrapped(answer)

    def unwrap(self, wrapped: Wrapped, context: bytes) -> bytes:
        """Have Vault unwrap a data key. Raises KeyUnavailable when it does not open."""
        found = _CIPHERTEXT.match(wrapped.blob)
        if found is None or int(found.group(1)) != wrapped.version:
            raise KeyUnavailable(
                "a data key is not one that HashiCorp Vault has wrapped; is ZHIYIN_KEY_PROVIDER "
                "the one this installation was made with?"
            )
        body = {"ciphertext": wrapped.blob.decode(), "context": _text(context)}
        answer = self._ask("POST", f"decrypt/{self._key}", body, version=wrapped.version) or {}
        try:
            return base64.b64decode(answer["plaintext"], validate=True)
        except (KeyError, TypeError, binascii.Error, ValueError):
            raise self._unreadable() from None

    def rewrap(self, wrapped: Sequence[tuple[Wrapped, bytes]]) -> list[Wrapped]:
        """Have Vault bring keys under its newest version, without giving them out."""
        items = [
            {"ciphertext": key.blob.decode("ascii", "replace"), "context": _text(context)}
            for key, context in wrapped
        ]
        oldest = min(key.version for key, _ in wrapped)
        path, body = f"rewrap/{self._key}", {"batch_input": items}
        answer = self._ask("POST", path, body, version=oldest) or {}
        results = answer.get("batch_results")
        if not isinstance(results, list) or len(results) != len(items):
            raise self._unreadable()
        if any(not isinstance(result, dict) or result.get("error") for result in results):
            if _says(answer, "too old"):
                raise self._too_old(oldest)
            raise self._does_not_open(oldest)
        return [self._wrapped(result) for result in results]

    def rotate(self) -> int:
        """Make the key, or a new version of it, and give the newest version."""
        try:
            former = self.current
            self._current = None
            self._ask("POST", f"keys/{self._key}/rotate", {}, again=False)
        except NoKeyYet:
            former = 0
            self._ask("POST", f"keys/{self._key}", {"type": "aes256-gcm96", "derived": True})
        self._current = None
        version = self.current
        if version <= former:
            raise KeyUnavailable(f"{self._where} made no new version of {self._key}")
        return version

    def retire(self, below: int) -> None:
        """Have Vault refuse the versions under `below` (`min_decryption_version`)."""
        body = {"min_decryption_version": below, "min_encryption_version": below}
        self._ask("POST", f"keys/{self._key}/config", body)

    @property
    def _where(self) -> str:
        return f"HashiCorp Vault at {self._address} (mount {self._mount})"

    def _wrapped(self, answer: dict[str, Any]) -> Wrapped:
        blob = str(answer.get("ciphertext")).encode()
        return Wrapped(self._version(blob), blob)

    def _version(self, blob: bytes) -> int:
        found = _CIPHERTEXT.match(blob)
        if found is None:
            raise self._unreadable()
        return int(found.group(1))

    def _ask(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        missing: bool = False,
        again: bool = True,
        version: int | None = None,
    ) -> dict[str, Any] | None:
        """One request to the transit engine; gives `data`, or None for 404 where that may be."""
        path = f"{self._mount}/{path}"
        answer = self._send(method, path, body, self._sign_in.token(), again)
        if answer.status_code == 403 and (token := self._sign_in.renewed()) is not None:
            answer = self._send(method, path, body, token, again)
        if answer.status_code in (200, 204):
            return self._data(answer)
        if answer.status_code == 404 and missing and not _says(_body(answer), "no handler"):
            return None
        raise self._refusal(answer, path, version)

    def _data(self, answer: httpx.Response) -> dict[str, Any]:
        if answer.status_code == 204 or not answer.content:
            return {}
        data = _body(answer).get("data")
        if not isinstance(data, dict):
            raise self._unreadable()
        return data

    def _send(
        self, method: str, path: str, body: dict[str, Any] | None, token: str, again: bool
    ) -> httpx.Response:
        """Send a request, some times if need be. Raises KeyUnavailable when nothing answers."""
        import httpx

        headers = {"X-Vault-Request": "true"}
        if token:
            headers["X-Vault-Token"] = token
        if self._namespace:
            headers["X-Vault-Namespace"] = self._namespace
        for wait in (*_WAITS, None) if again else (None,):
            try:
                answer = self._client().request(method, f"/v1/{path}", json=body, headers=headers)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                if wait is None or _untrusted(error):
                    raise self._unreachable(error) from None
            else:
                if (
                    answer.status_code not in _AGAIN
                    or _says(_body(answer), "sealed")
                    or wait is None
                ):
                    return answer
            self._sleep(wait * random.uniform(0.7, 1.3))  # noqa: S311 - not a secret
        raise AssertionError("the last try gives an answer or raises")

    def _client(self) -> httpx.Client:
        with self._lock:
            if self._http is None:
                import ssl

                import httpx

                verify: ssl.SSLContext | bool = True
                if self._ca_file is not None:
                    try:
                        verify = ssl.create_default_context(cafile=str(self._ca_file))
                    except (OSError, ssl.SSLError):
                        raise KeyUnavailable(
                            f"ZHIYIN_VAULT_CACERT: {self._ca_file} holds no certificates"
                        ) from None
                self._http = httpx.Client(
                    base_url=self._address,
                    verify=verify,
                    timeout=httpx.Timeout(5.0, connect=2.0),
                    trust_env=False,
                    follow_redirects=False,
                )
            return self._http

    def _login(self, role_id: str, secret_id: str) -> tuple[str, float]:
        """Sign in as a role; gives the token and for how many seconds it holds."""
        body = {"role_id": role_id, "secret_id": secret_id}
        answer = self._send("POST", "auth/approle/login", body, "", True)
        if answer.status_code in (400, 403):
            raise KeyUnavailable(
                f"HashiCorp Vault at {self._address} refuses the role: is ZHIYIN_VAULT_ROLE_ID "
                "right, and is the secret id still valid? Issue a new one and put it in place"
            )
        if answer.status_code != 200:
            raise self._refusal(answer, "auth/approle/login", None)
        try:
            auth = answer.json()["auth"]
            return str(auth["client_token"]), float(auth["lease_duration"])
        except (ValueError, KeyError, TypeError):
            raise self._unreadable() from None

    def _refusal(self, answer: httpx.Response, path: str, version: int | None) -> KeyUnavailable:
        """What a refusal means and what to do about it."""
        vault, status = f"HashiCorp Vault at {self._address}", answer.status_code
        if status == 503 and _says(_body(answer), "sealed"):
            return KeyUnavailable(
                f"{vault} is sealed: unseal it (vault operator unseal); nothing is lost, and what "
                "waits goes on by itself"
            )
        if status == 403:
            return KeyUnavailable(
                f"{vault} refuses the token: it has expired or was revoked, or its policy does not "
                f"allow {path} (docs/keys.md has the policy)"
            )
        if status == 404:
            return KeyUnavailable(
                f"{vault} knows nothing at {path}: is the transit engine mounted at "
                f"{self._mount}, and are ZHIYIN_VAULT_MOUNT and ZHIYIN_VAULT_NAMESPACE right?"
            )
        if 300 <= status < 400:
            return KeyUnavailable(
                f"{vault} sends us elsewhere: ZHIYIN_VAULT_ADDR has to be the active node or the "
                "load balancer before it"
            )
        if status == 400 and _says(_body(answer), "too old"):
            return self._too_old(version)
        if status == 400 and version is not None:
            return self._does_not_open(version)
        return KeyUnavailable(
            f"{vault} answers {path} with {status}; look into its log, then try again"
        )

    def _too_old(self, version: int | None) -> KeyUnavailable:
        return KeyUnavailable(
            f"{self._where} no longer opens version {version} of {self._key}: it lies under the "
            "key's min_decryption_version; bring the newer key store back, or lower it there"
        )

    def _does_not_open(self, version: int) -> KeyUnavailable:
        return KeyUnavailable(
            f"a data key does not open under version {version} of {self._key} of {self._where}: it "
            "is not the key the data were sealed with, or the key store was changed"
        )

    def _unreadable(self) -> KeyUnavailable:
        return KeyUnavailable(
            f"what {self._where} gives is not the answer of a transit engine; is "
            "ZHIYIN_VAULT_ADDR right?"
        )

    def _unreachable(self, error: Exception) -> KeyUnavailable:
        if _untrusted(error):
            return KeyUnavailable(
                f"the certificate of HashiCorp Vault at {self._address} is not trusted; set "
                "ZHIYIN_VAULT_CACERT to the certificates of whoever issued it"
            )
        return KeyUnavailable(
            f"HashiCorp Vault cannot be reached at {self._address} ({type(error).__name__}); is it "
            "up, and is ZHIYIN_VAULT_ADDR right?"
        )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _untrusted(error: Exception) -> bool:
    return "CERTIFICATE_VERIFY_FAILED" in str(error)


def _body(answer: httpx.Response) -> dict[str, Any]:
    """The document that an answer holds; empty when it holds none."""
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _says(body: dict[str, Any], words: str) -> bool:
    """Whether one of the errors in a document, or of the items of its batch, holds these words."""
    told = list(body.get("errors") or [])
    told += [
        item.get("error") for item in body.get("batch_results") or [] if isinstance(item, dict)
    ]
    return any(words in str(error).lower() for error in told)
