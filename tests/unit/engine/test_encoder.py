"""The encoder: one space of meaning for both languages, and no words kept in memory."""

from __future__ import annotations

import numpy as np

from bot.services import encoder


def test_rows_have_length_one_and_meaning_crosses_languages():
    rows = encoder.embed(["想给孩子存教育金", "save for my kid's college", "今天下雨"])
    assert rows.shape == (3, encoder.DIMENSIONS) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_the_same_text_gives_the_same_row_alone_or_among_others():
    alone = encoder.embed(["hello"])[0]
    among = encoder.embed(["你好", "hello", "hello"])
    assert np.allclose(among[1], alone, atol=1e-5) and np.array_equal(among[1], among[2])
    assert encoder.embed([]).shape == (0, encoder.DIMENSIONS)


def test_what_is_remembered_is_bounded_and_holds_no_text():
    encoder.embed([f"text number {number}" for number in range(600)])
    assert len(encoder._memory) <= encoder._REMEMBERED
    assert all(isinstance(key, bytes) and len(key) == 16 for key in encoder._memory)


def test_many_texts_are_encoded_in_two_processes_and_come_out_the_same(monkeypatch):
    texts = [f"我想存{number}万 for the {number}th time" for number in range(9)]
    alone = encoder.encode_many(texts)
    monkeypatch.setattr(encoder, "_MANY", 8)
    monkeypatch.setattr(encoder.os, "cpu_count", lambda: 2)
    assert np.allclose(encoder.encode_many(texts), alone, atol=1e-5)


def test_many_texts_share_tables_and_come_out_the_same(monkeypatch):
    texts = ["", "买", "我35岁，想给孩子存教育金", "save for my kid's college 🙂", "word " * 300]
    texts += [f"我想存{number}万 for the {number}th time" for number in range(70)]
    alone = encoder.encode_many(texts)
    monkeypatch.setattr(encoder, "_SHARED", 8)
    assert np.allclose(encoder.encode_many(texts), alone, atol=1e-5)


def test_where_the_other_process_fails_one_does_it_all(monkeypatch):
    texts = [f"number {number}" for number in range(9)]
    alone = encoder.encode_many(texts)
    monkeypatch.setattr(encoder, "_MANY", 8)
    monkeypatch.setattr(encoder.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(encoder.sys, "executable", "/bin/false")
    assert np.allclose(encoder.encode_many(texts), alone, atol=1e-5)
