"""The primitives give what their standards say (NIST CAVP, RFC 8439, RFC 5869, RFC 4231,
RFC 8032)."""

from __future__ import annotations

from collections.abc import Iterator

import cryptography_vectors

from bot.vault import signing
from bot.vault.ciphers import AES_256_GCM, CHACHA20_POLY1305
from bot.vault.primitives import derive, mac


def _blocks(path: str, first: str = "COUNT") -> Iterator[dict[str, str]]:
    """The blocks of a vector file as dictionaries, each of which begins with `first`; section
    headings apply until changed."""
    section: dict[str, str] = {}
    block: dict[str, str] = {}
    with cryptography_vectors.open_vector_file(path, "r") as lines:
        for line in (raw.strip() for raw in lines):
            name, _, value = (part.strip() for part in line.strip("[]").partition("="))
            if block and (line.startswith("[") or name.upper() == first.upper()):
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


def test_the_mac_gives_the_outputs_of_rfc_4231() -> None:
    """All its cases that give a whole output, the keys longer than a block among them."""
    vectors = [v for v in _blocks("HMAC/rfc-4231-sha256.txt", "Len") if "MD" in v]
    assert len(vectors) >= 6
    for v in vectors:
        message = b"" if v["Len"] == "0" else bytes.fromhex(v["Msg"])
        assert mac(bytes.fromhex(v["Key"]), message).hex() == v["MD"], v["Msg"]


def test_signatures_are_those_of_the_published_ed25519_vectors() -> None:
    """The vectors that come with Ed25519's first implementation: seed, key, message, signature."""
    with cryptography_vectors.open_vector_file("asymmetric/Ed25519/sign.input", "r") as lines:
        vectors = [line.strip().split(":")[:4] for line in lines]
    assert len(vectors) == 1024
    for secret, public, message, signed in vectors:
        seed, key, words = bytes.fromhex(secret[:64]), bytes.fromhex(public), bytes.fromhex(message)
        signature = bytes.fromhex(signed)[: len(signed) // 2 - len(words)]
        assert signing.public_key(seed) == key
        assert signing.sign(seed, words) == signature
        assert signing.is_signed(key, words, signature)
        assert not signing.is_signed(key, words + b"!", signature)
