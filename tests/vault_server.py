"""Servers that speak as HashiCorp Vault's transit engine does: a faithful double, and OpenBao.

The double is a real HTTP server that wraps with AES-256-GCM under keys derived from the context,
and refuses what Vault refuses, with Vault's status and words: bad tokens, policies, wrong contexts,
versions that are too old, a sealed store. It can also be made to fail. OpenBao is the real thing,
in development mode (in memory, unsealed); it comes with the development dependencies on Linux.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol

import httpx
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.ports import free_ports

POLICY = """
path "transit/keys/zhiyin" { capabilities = ["create", "read", "update"] }
path "transit/keys/zhiyin/rotate" { capabilities = ["update"] }
path "transit/keys/zhiyin/config" { capabilities = ["update"] }
path "transit/encrypt/zhiyin" { capabilities = ["update"] }
path "transit/decrypt/zhiyin" { capabilities = ["update"] }
path "transit/rewrap/zhiyin" { capabilities = ["update"] }
"""


class Server(Protocol):
    """What tests need of either server."""

    address: str

    def token(self, seconds: int = 3600) -> str:
        """A new token with POLICY."""

    def revoke(self, token: str) -> None:
        """End a token."""

    def role(self) -> tuple[str, str]:
        """A new role id and secret id, whose tokens have POLICY."""

    def root(self, method: str, path: str, body: Any = None) -> Any:
        """Do something as the administrator; gives the answer's document."""


class Refused(Exception):
    def __init__(self, status: int, *errors: str) -> None:
        super().__init__(*errors)
        self.status = status
        self.errors = list(errors)


@dataclass
class Key:
    derived: bool
    type: str
    versions: dict[int, bytes] = field(default_factory=lambda: {1: os.urandom(32)})
    min_decryption_version: int = 1
    min_encryption_version: int = 0

    @property
    def latest(self) -> int:
        return max(self.versions)

    def _aead(self, version: int, context: bytes) -> AESGCM:
        key = self.versions[version]
        if self.derived:
            if not context:
                raise Refused(
                    400, "missing 'context' for key derivation; the key was created using a "
                    "derived key, which means additional, per-request information must be included"
                    " in order to perform operations with the key"
                )  # fmt: skip
            key = HKDF(algorithm=SHA256(), length=32, salt=None, info=context).derive(key)
        return AESGCM(key)

    def encrypt(self, plaintext: bytes, context: bytes) -> str:
        nonce = os.urandom(12)
        body = nonce + self._aead(self.latest, context).encrypt(nonce, plaintext, None)
        return f"vault:v{self.latest}:{base64.b64encode(body).decode()}"

    def decrypt(self, ciphertext: str, context: bytes) -> bytes:
        head, _, rest = ciphertext.removeprefix("vault:v").partition(":")
        if not ciphertext.startswith("vault:v"):
            raise Refused(400, "invalid ciphertext: no prefix")
        if not head.isdigit() or int(head) not in self.versions:
            raise Refused(400, "invalid ciphertext: version is too new")
        if int(head) < self.min_decryption_version:
            raise Refused(400, "ciphertext or signature version is disallowed by policy (too old)")
        try:
            body = base64.b64decode(rest, validate=True)
            return self._aead(int(head), context).decrypt(body[:12], body[12:], None)
        except (ValueError, InvalidTag):
            raise Refused(400, "cipher: message authentication failed") from None


class Double:
    """The double. `faults` are statuses (or True: cut the line) it gives before it serves again;
    `echo` makes it repeat in its refusals what it was sent, as a careless proxy might."""

    def __init__(self, ssl_context: Any = None) -> None:
        self.keys: dict[str, Key] = {}
        self.tokens: dict[str, float] = {}
        self.roles: dict[str, str] = {}
        self.sealed = False
        self.echo = False
        self.allowed: Callable[[str], bool] = lambda path: True
        self.faults: list[int | bool] = []
        self.asked: list[tuple[str, str]] = []
        self.namespaces: set[str] = set()
        self._lock = threading.Lock()
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                double._serve(self)

            do_POST = do_PUT = do_GET

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        scheme = "http"
        if ssl_context is not None:
            self._server.socket = ssl_context.wrap_socket(self._server.socket, server_side=True)
            scheme = "https"
        self.address = f"{scheme}://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def token(self, seconds: int = 3600) -> str:
        token = f"hvs.{secrets.token_urlsafe(18)}"
        self.tokens[token] = time.monotonic() + seconds
        return token

    def revoke(self, token: str) -> None:
        self.tokens.pop(token, None)

    def role(self) -> tuple[str, str]:
        role, secret = secrets.token_hex(8), secrets.token_hex(8)
        self.roles[role] = secret
        return role, secret

    def root(self, method: str, path: str, body: Any = None) -> Any:
        return {"data": self._transit(method, path.removeprefix("transit/"), body or {})}

    def _serve(self, request: Any) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        raw = request.rfile.read(length)
        path = request.path.removeprefix("/v1/")
        with self._lock:
            self.asked.append((request.command, path))
            fault = self.faults.pop(0) if self.faults else None
            if fault is True:
                request.close_connection = True
                request.connection.close()
                return
            try:
                if fault:
                    raise Refused(int(fault), "something failed")
                status, found = self._answer(request, path, json.loads(raw or b"{}"))
            except Refused as refused:
                status, found = refused.status, {"errors": refused.errors}
                if self.echo:
                    found["errors"] += [raw.decode(), str(request.headers)]
        document = b"" if found is None else json.dumps(found).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(document)))
        request.end_headers()
        request.wfile.write(document)

    def _answer(self, request: Any, path: str, body: Any) -> tuple[int, Any]:
        if self.sealed:
            raise Refused(503, "Vault is sealed")
        self.namespaces.add(request.headers.get("X-Vault-Namespace", ""))
        if path == "auth/approle/login":
            if self.roles.get(body.get("role_id")) != body.get("secret_id"):
                raise Refused(400, "invalid role or secret ID")
            auth = {"client_token": self.token(60), "lease_duration": 60, "renewable": True}
            return 200, {"auth": auth}
        ends = self.tokens.get(request.headers.get("X-Vault-Token", ""), 0.0)
        if ends <= time.monotonic() or not self.allowed(path):
            raise Refused(403, "1 error occurred:\n\t* permission denied\n\n")
        mount, _, rest = path.partition("/")
        if mount != "transit":
            raise Refused(404, f'no handler for route "{path}". route entry not found.')
        data = self._transit(request.command, rest, body)
        return (204, None) if data is None else (200, {"request_id": "r", "data": data})

    def _transit(self, method: str, path: str, body: Any) -> Any:
        act, _, rest = path.partition("/")
        name, _, more = rest.partition("/")
        if act == "keys" and not more:
            if method == "GET":
                return self._info(name)
            kind = body.get("type", "aes256-gcm96")
            self.keys.setdefault(name, Key(bool(body.get("derived")), kind))
            return self._info(name)
        if name not in self.keys:
            raise Refused(400, "encryption key not found")
        key = self.keys[name]
        if (act, more) == ("keys", "rotate"):
            key.versions[key.latest + 1] = os.urandom(32)
            return self._info(name)
        if (act, more) == ("keys", "config"):
            wanted = int(body["min_decryption_version"])
            if wanted > key.latest:
                raise Refused(
                    400, f"cannot set min decryption version of {wanted}, latest key version is "
                    f"{key.latest}"
                )  # fmt: skip
            key.min_decryption_version = wanted
            key.min_encryption_version = int(body.get("min_encryption_version", 0))
            return self._info(name)
        context = base64.b64decode(body.get("context") or "")
        if act == "encrypt":
            text = key.encrypt(base64.b64decode(body["plaintext"]), context)
            return {"ciphertext": text, "key_version": key.latest}
        if act == "decrypt":
            plain = key.decrypt(body["ciphertext"], context)
            return {"plaintext": base64.b64encode(plain).decode()}
        if act == "rewrap":
            return {"batch_results": [self._rewrap(key, one) for one in body["batch_input"]]}
        raise Refused(404, "unsupported path")

    @staticmethod
    def _rewrap(key: Key, item: Any) -> Any:
        context = base64.b64decode(item.get("context") or "")
        try:
            plain = key.decrypt(item["ciphertext"], context)
        except Refused as refused:
            return {"error": refused.errors[0]}
        return {"ciphertext": key.encrypt(plain, context), "key_version": key.latest}

    def _info(self, name: str) -> Any:
        key = self.keys.get(name)
        if key is None:
            raise Refused(404)
        return {
            "name": name,
            "type": key.type,
            "derived": key.derived,
            "latest_version": key.latest,
            "min_available_version": 0,
            "min_decryption_version": key.min_decryption_version,
            "min_encryption_version": key.min_encryption_version,
            "keys": {str(v): 1764000000 for v in key.versions},
        }


class OpenBao:
    """A real server in development mode, with the transit engine and AppRole set up."""

    def __init__(self, folder: Path) -> None:
        self._root = secrets.token_hex(12)
        port = free_ports()
        self.address = f"http://127.0.0.1:{port}"
        self._log = (folder / "openbao.log").open("wb")
        program = executable()
        assert program is not None
        self._process = subprocess.Popen(
            [
                program, "server", "-dev", "-dev-no-store-token",
                f"-dev-listen-address=127.0.0.1:{port}", f"-dev-root-token-id={self._root}",
            ],
            stdout=self._log, stderr=self._log, env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        self._http = httpx.Client(
            base_url=self.address, headers={"X-Vault-Token": self._root}, trust_env=False
        )
        self._wait()
        self.root("POST", "sys/mounts/transit", {"type": "transit"})
        self.root("POST", "sys/auth/approle", {"type": "approle"})
        self.root("POST", "sys/policies/acl/zhiyin", {"policy": POLICY})

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if self._http.get("/v1/sys/health").status_code == 200:
                    return
            assert self._process.poll() is None, "OpenBao did not start"
            time.sleep(0.1)
        raise AssertionError("OpenBao was not ready within a minute")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        self._log.close()

    def root(self, method: str, path: str, body: Any = None) -> Any:
        answer = self._http.request(method, f"/v1/{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else {}

    def token(self, seconds: int = 3600) -> str:
        body = {"policies": ["zhiyin"], "ttl": f"{seconds}s"}
        return str(self.root("POST", "auth/token/create", body)["auth"]["client_token"])

    def revoke(self, token: str) -> None:
        self.root("POST", "auth/token/revoke", {"token": token})

    def role(self) -> tuple[str, str]:
        place = f"auth/approle/role/r{secrets.token_hex(4)}"
        self.root("POST", place, {"token_policies": ["zhiyin"], "token_ttl": "60s"})
        role = self.root("GET", f"{place}/role-id")["data"]["role_id"]
        return role, self.root("POST", f"{place}/secret-id", {})["data"]["secret_id"]


def executable() -> str | None:
    """The program of a real server: OpenBao's beside this Python, or one on the path."""
    beside = Path(sys.executable).parent / "bao"
    return str(beside) if beside.exists() else shutil.which("bao") or shutil.which("vault")


@contextlib.contextmanager
def double(ssl_context: Any = None) -> Iterator[Double]:
    """The double, running."""
    server = Double(ssl_context)
    try:
        yield server
    finally:
        server.stop()
