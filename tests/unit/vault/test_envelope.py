"""An envelope opens in its own cell, whole and unchanged, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vault import Cell, Tampered
from bot.vault.ciphers import AES_256_GCM, CHACHA20_POLY1305, Cipher
from bot.vault.envelope import (
    HEADER_BYTES,
    HEADING_BYTES,
    OVERHEAD_BYTES,
    Subkey,
    heading,
    joined,
    named,
    open_,
    seal,
)
from bot.vault.secret import Secret

CIPHERS = pytest.mark.parametrize(
    "cipher", [AES_256_GCM, CHACHA20_POLY1305], ids=lambda cipher: cipher.name
)
CELL = Cell(table="answers", column="body", row="01JROW", owner="01JCLIENT", schema=1)
KEY = Subkey(version=1, key=Secret(bytes(range(32))), commitment=b"c" * 32)
PLAINTEXT = "我有两百万，三年后要用".encode()


def _seal(plaintext: bytes = PLAINTEXT, key: Subkey = KEY, cell: Cell = CELL) -> bytes:
    return seal(plaintext, subkey=key, deployment="here", cell=cell)


def _open(envelope: bytes, key: Subkey = KEY, cell: Cell = CELL, deployment: str = "here") -> bytes:
    return open_(envelope, subkey=key, deployment=deployment, cell=cell)


@given(st.binary(max_size=5000))
def test_what_was_sealed_opens_again(plaintext: bytes) -> None:
    envelope = _seal(plaintext)
    assert _open(envelope) == plaintext
    assert len(envelope) == len(plaintext) + OVERHEAD_BYTES


def test_sealing_twice_gives_two_envelopes_and_neither_shows_the_words() -> None:
    first, second = _seal(), _seal()
    assert first[HEADER_BYTES:] != second[HEADER_BYTES:]
    assert PLAINTEXT not in first and PLAINTEXT not in second


@CIPHERS
def test_no_bit_can_be_flipped(cipher: Cipher) -> None:
    key = replace(KEY, cipher=cipher)
    envelope = _seal(key=key)
    assert _open(envelope, key=key) == PLAINTEXT
    for position in range(len(envelope) * 8):
        changed = bytearray(envelope)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(Tampered):
            _open(bytes(changed), key=key)


@CIPHERS
def test_it_can_be_cut_nowhere_and_nothing_can_be_added(cipher: Cipher) -> None:
    key = replace(KEY, cipher=cipher)
    envelope = _seal(key=key)
    for length in range(len(envelope)):
        with pytest.raises(Tampered):
            _open(envelope[:length], key=key)
        with pytest.raises(Tampered):
            _open(envelope[length + 1 :], key=key)
    with pytest.raises(Tampered):
        _open(envelope + b"\0", key=key)


@CIPHERS
def test_it_names_its_cipher_and_opens_with_no_other(cipher: Cipher) -> None:
    envelope = _seal(key=replace(KEY, cipher=cipher))
    assert named(envelope) == (cipher, 1)
    assert envelope.startswith(heading(cipher, 1))
    (other,) = {AES_256_GCM, CHACHA20_POLY1305} - {cipher}
    with pytest.raises(Tampered):
        _open(envelope, key=replace(KEY, cipher=other))
    renamed = heading(other, 1) + envelope[HEADING_BYTES:]
    for key in (replace(KEY, cipher=cipher), replace(KEY, cipher=other)):
        with pytest.raises(Tampered):
            _open(renamed, key=key)


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(CELL, table="assessments"),
        replace(CELL, column="evidence"),
        replace(CELL, row="01JOTHER"),
        replace(CELL, owner="01JOTHER"),
        replace(CELL, schema=2),
        replace(CELL, table="answersb", column="ody"),
    ],
)
def test_it_does_not_open_in_another_cell(elsewhere: Cell) -> None:
    with pytest.raises(Tampered):
        _open(_seal(), cell=elsewhere)


def test_it_does_not_open_in_another_deployment() -> None:
    with pytest.raises(Tampered):
        _open(_seal(), deployment="there")


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, version=2),
        replace(KEY, commitment=b"d" * 32),
        replace(KEY, key=Secret(b"k" * 32)),
    ],
)
def test_it_does_not_open_with_another_key(other: Subkey) -> None:
    with pytest.raises(Tampered):
        _open(_seal(), key=other)


@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize("value", [0, 3, 255])
def test_an_unknown_version_or_algorithm_is_refused_before_any_key_is_used(
    position: int, value: int
) -> None:
    envelope = bytearray(_seal())
    envelope[position] = value
    with pytest.raises(Tampered, match="unknown"):
        named(bytes(envelope))


def test_plaintext_is_never_taken_for_an_envelope() -> None:
    with pytest.raises(Tampered):
        _open(b'{"value": 200000000}' * 10)


def test_errors_and_representations_show_neither_key_nor_words() -> None:
    with pytest.raises(Tampered) as caught:
        _open(_seal(), key=replace(KEY, key=Secret(b"k" * 32)))
    for text in (str(caught.value), repr(KEY), repr(KEY.key)):
        assert "kkkk" not in text and "\\x01\\x02" not in text and "两百万" not in text


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_two_lists_of_parts_never_join_to_the_same_bytes(
    one: list[bytes], other: list[bytes]
) -> None:
    assert (joined(*one) == joined(*other)) == (one == other)
