"""A key provider of the institution's own: the example of docs/keys.md, and what is refused."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.records import KeysUnreadable, Records
from bot.settings import ROOT, load_settings
from bot.vault import KeyUnavailable, Wrapped
from bot.vault.foreign import ForeignKeyProvider

EXAMPLE = re.search(
    r"```python\n(.*?)```", (ROOT / "docs" / "keys.md").read_text(encoding="utf-8"), re.DOTALL
)
OLD, NEW = "arn:aws:kms:cn-north-1:1:key/old", "arn:aws:kms:cn-north-1:1:key/new"


class Kms:
    """What the example asks of AWS KMS: keys by ARN, bound to the encryption context."""

    def __init__(self) -> None:
        self.keys = {OLD: os.urandom(32), NEW: os.urandom(32)}

    def encrypt(self, *, KeyId: str, Plaintext: bytes, EncryptionContext: dict[str, str]) -> Any:
        nonce, bound = os.urandom(12), repr(sorted(EncryptionContext.items())).encode()
        return {"CiphertextBlob": nonce + AESGCM(self.keys[KeyId]).encrypt(nonce, Plaintext, bound)}

    def decrypt(
        self, *, KeyId: str, CiphertextBlob: bytes, EncryptionContext: dict[str, str]
    ) -> Any:
        bound = repr(sorted(EncryptionContext.items())).encode()
        cipher, nonce = AESGCM(self.keys[KeyId]), CiphertextBlob[:12]
        return {"Plaintext": cipher.decrypt(nonce, CiphertextBlob[12:], bound)}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the Python path for an institution's modules, and boto3 with the KMS above."""
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    boto3 = ModuleType("boto3")
    kms = Kms()
    boto3.client = lambda _name: kms  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "boto3", boto3)
    (tmp_path / "lib").mkdir()
    yield tmp_path / "lib"
    for name in [n for n in sys.modules if n.startswith("advice_")]:
        del sys.modules[name]


def _open(folder: Path, named: str, create: bool = True, **environ: str) -> Records:
    settings = load_settings({"ZHIYIN_HOME": str(folder / "home"), "ZHIYIN_KEY_PROVIDER": named})
    return Records.open(settings, create=create, environ=environ)


def test_the_example_of_the_page_works_from_beginning_to_end(package: Path) -> None:
    assert EXAMPLE is not None
    code = EXAMPLE.group(1)
    assert len(code.splitlines()) <= 50
    (package / "advice_kms.py").write_text(code, encoding="utf-8")
    named = "advice_kms:KmsKeys"
    with pytest.raises(KeysUnreadable, match="add its ARN"):
        _open(package, named)
    records = _open(package, named, ADVICE_KMS_KEYS=OLD)
    assert records.key_status()["provider"] == "kms"
    with pytest.raises(KeysUnreadable, match="add its ARN"):
        records.rotate_keys()
    records.close()
    records = _open(package, named, create=False, ADVICE_KMS_KEYS=f"{OLD},{NEW}")
    assert records.rotate_keys()["versions_in_use"] == [2]
    records.retire_keys(2)
    records.check()
    records.close()
    with pytest.raises(KeysUnreadable, match="failed: InvalidTag"):
        _open(package, named, create=False, ADVICE_KMS_KEYS=f"{OLD},{OLD}")


@pytest.mark.parametrize(
    ("named", "code", "words"),
    [
        ("advice_none:Keys", None, "cannot be imported: No module"),
        ("advice_x:Keys", "1 / 0", "cannot be imported: ZeroDivisionError"),
        ("advice_x:Keys", "", "has no class Keys"),
        ("advice_x:Keys", "def Keys(environ): pass", "has no class Keys"),
        ("advice_x:", "", "has no class"),
        ("advice_x:Keys", "class Keys:\n    name = 'x'", "lacks current, wrap, unwrap, rotate"),
        (
            "advice_x:Keys",
            "class Keys:\n    name = current = wrap = unwrap = rotate = retire = 1\n"
            "    def __init__(self, environ): raise ValueError('s3cret')",
            "could not be made: ValueError",
        ),
    ],
)
def test_what_cannot_be_loaded_is_explained(
    package: Path, named: str, code: str | None, words: str
) -> None:
    if code is not None:
        (package / "advice_x.py").write_text(code)
    with pytest.raises(KeysUnreadable, match=words) as caught:
        _open(package, named)
    assert "s3cret" not in str(caught.value)


def _provider(**members: Any) -> ForeignKeyProvider:
    """A provider that keeps keys in clear and binds them to nothing, but for what is given."""
    sound = {
        "name": "own",
        "current": 1,
        "wrap": lambda key, context: Wrapped(1, bytes(b ^ 255 for b in key) + context),
        "unwrap": _opened,
        "rotate": lambda: 2,
        "retire": lambda below: None,
    }
    return ForeignKeyProvider(SimpleNamespace(**{**sound, **members}), "the key provider x:Y")  # type: ignore[arg-type]


def _opened(wrapped: Wrapped, context: bytes) -> bytes:
    if wrapped.blob[32:] != context:
        raise KeyUnavailable("not its context")
    return bytes(b ^ 255 for b in wrapped.blob[:32])


def test_a_sound_provider_proves_itself() -> None:
    _provider().prove()


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"current": 0}, "whole numbers from 1"),
        ({"current": "1"}, "whole numbers from 1"),
        ({"wrap": lambda k, c: b"bytes"}, "wrap must give"),
        ({"wrap": lambda k, c: Wrapped(0, b"x")}, "whole numbers from 1"),
        ({"wrap": lambda k, c: Wrapped(1, b"->" + k)}, "holds the key in clear"),
        ({"unwrap": lambda w, c: None}, "the 32 bytes of the key"),
        ({"unwrap": lambda w, c: b"k" * 32}, "does not give back"),
        ({"unwrap": lambda w, c: _opened(w, w.blob[32:])}, "does not bind a key to its context"),
        ({"wrap": lambda k, c: 1 / 0}, "failed: ZeroDivisionError"),
    ],
)
def test_a_provider_that_does_not_do_what_it_must_is_refused(
    members: dict[str, Any], words: str
) -> None:
    provider = _provider(**members)
    with pytest.raises(KeyUnavailable, match=words):
        _ = provider.current
        provider.prove()


def test_an_exceptions_words_are_not_shown() -> None:
    def leaks(_key: bytes, _context: bytes) -> Wrapped:
        raise RuntimeError("token s3cret refused")

    with pytest.raises(KeyUnavailable, match="failed: RuntimeError") as caught:
        _provider(wrap=leaks).wrap(b"k" * 32, b"c")
    assert "s3cret" not in str(caught.value) and "Keyring" not in repr(_provider())


def test_a_cipher_that_is_not_there_is_named(tmp_path: Path) -> None:
    settings = replace(load_settings({"ZHIYIN_HOME": str(tmp_path)}), cipher="rot13")
    with pytest.raises(KeysUnreadable, match="aes-256-gcm, chacha20-poly1305"):
        Records.open(settings, create=True)
