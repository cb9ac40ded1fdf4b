"""The primitives give what their standards say (NIST CAVP, RFC 5869, RFC 4231)."""

from __future__ import annotations

from collections.abc import Iterator

import cryptography_vectors
import pytest

from bot.vault.ciphers import AES_256_GCM, CHACHA20_POLY1305
from bot.vault.primitives import derive, mac


def _blocks(path: str) -> Iterator[dict[str, str]]:
    """The blocks of a vector file as dictionaries; section headings apply until changed."""
    section: dict[str, str] = {}
    block: dict[str, str] = {}
    with cryptography_vectors.open_vector_file(path, "r") as lines:
        for line in (raw.strip() for raw in lines):
            name, _, value = (part.strip() for part in line.strip("[]").partition("="))
            if block and (line.startswith("[") or name.upper() == "COUNT"):
                yield {**section, **block}
                block = {}
            if line.startswith("["):
                section[name] = value
            elif line and not line.startswith("#"):
                block[name] = value
    yield {**section, **block}


def _gcm(name: str) -> list[dict[str, str]]:
    """The AES-256 vectors with the nonce and tag lengths that we use."""
    return [
        block
        for block in _blocks(f"ciphers/AES/GCM/{name}256.rsp")
        if "Key" in block and block["IVlen"] == "96" and block["Taglen"] == "128"
    ]


def test_encryption_gives_nists_ciphertexts_and_tags() -> None:
    vectors = _gcm("gcmEncryptExtIV")
    assert len(vectors) >= 300
    for v in vectors:
        sealed = AES_256_GCM.encrypt(
            *(bytes.fromhex(v[name]) for name in ("Key", "IV", "PT", "AAD"))
        )
        assert sealed.hex() == v["CT"] + v["Tag"], v["Count"]


def test_decryption_gives_nists_plaintexts_and_refuses_what_nist_refuses() -> None:
    vectors = _gcm("gcmDecrypt")
    refused = 0
    for v in vectors:
        ciphertext = bytes.fromhex(v["CT"] + v["Tag"])
        opened = AES_256_GCM.decrypt(
            bytes.fromhex(v["Key"]), bytes.fromhex(v["IV"]), ciphertext, bytes.fromhex(v["AAD"])
        )
        if "FAIL" in v:
            refused += 1
            assert opened is None, v["Count"]
        else:
            assert opened is not None and opened.hex() == v["PT"], v["Count"]
    assert len(vectors) >= 300 and 0 < refused < len(vectors)


def _raw(text: str) -> bytes:
    """A field of BoringSSL's file: words in quotes, or hex digits."""
    return text[1:-1].encode() if text.startswith('"') else bytes.fromhex(text)


def test_chacha20_poly1305_gives_the_published_ciphertexts_and_tags() -> None:
    """BoringSSL's vectors, the first of which is RFC 8439's own (section 2.8.2)."""
    vectors = [v for v in _blocks("ciphers/ChaCha20Poly1305/boringssl.txt") if "KEY" in v]
    assert len(vectors) >= 7
    for v in vectors:
        key, nonce, plain, bound = (_raw(v[name]) for name in ("KEY", "NONCE", "IN", "AD"))
        sealed = _raw(v["CT"]) + _raw(v["TAG"])
        assert CHACHA20_POLY1305.encrypt(key, nonce, plain, bound) == sealed, v["COUNT"]
        assert CHACHA20_POLY1305.decrypt(key, nonce, sealed, bound) == plain, v["COUNT"]
        for position in range(len(sealed)):
            changed = bytearray(sealed)
            changed[position] ^= 1
            assert CHACHA20_POLY1305.decrypt(key, nonce, bytes(changed), bound) is None


def test_derivation_gives_the_outputs_of_rfc_5869() -> None:
    vectors = [block for block in _blocks("KDF/rfc-5869-HKDF-SHA256.txt") if "IKM" in block]
    assert len(vectors) >= 3
    for v in vectors:
        derived = derive(
            bytes.fromhex(v["IKM"]),
            salt=bytes.fromhex(v["salt"]),
            info=bytes.fromhex(v["info"]),
            length=int(v["L"]),
        )
        assert derived.hex() == v["OKM"]


@pytest.mark.parametrize(
    ("key", "message", "expected"),
    [
        (
            "0b" * 20,
            b"Hi There".hex(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            b"Jefe".hex(),
            b"what do ya want for nothing?".hex(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
    ],
)
def test_the_mac_gives_the_outputs_of_rfc_4231(key: str, message: str, expected: str) -> None:
    assert mac(bytes.fromhex(key), bytes.fromhex(message)).hex() == expected
