"""One form for each address, whichever way it is written."""

from __future__ import annotations

import pytest

from bot.language.contacts import Kind, addresses, normal


@pytest.mark.parametrize(
    ("kind", "written", "form"),
    [
        ("phone", "138 0013 8000", "+8613800138000"),
        ("phone", "１３８００１３８０００", "+8613800138000"),
        ("phone", "+86-138-0013-8000", "+8613800138000"),
        ("phone", "0086 13800138000", "+8613800138000"),
        ("phone", "+44 20 7946 0958", "+442079460958"),
        ("email", "Li.Na@Example.COM", "li.na@example.com"),
        ("email", "ｌｉ@ｅｘａｍｐｌｅ.ｃｏｍ", "li@example.com"),
        ("email", "li@bücher.example", "li@xn--bcher-kva.example"),
        ("email", "l.i.n.a+bank@gmail.com", "l.i.n.a+bank@gmail.com"),
        ("wechat", "Wang_XiaoMing", "wang_xiaoming"),
        ("wechat", "13800138000", "+8613800138000"),
    ],
)
def test_an_address_has_one_form(kind: Kind, written: str, form: str) -> None:
    assert normal(kind, written) == form
    assert normal(kind, form) == form


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("phone", "12345"), ("phone", "li@example.com"), ("email", "li@"), ("email", "13800138000"),
        ("wechat", "abc"), ("wechat", "C3"), ("wechat", ""), ("wechat", "王小明的微信"),
    ],
)  # fmt: skip
def test_what_is_no_address_has_none(kind: Kind, written: str) -> None:
    assert normal(kind, written) is None


def test_the_region_is_that_of_numbers_without_a_country() -> None:
    assert normal("phone", "8123 4567", region="SG") == "+6581234567"
    assert normal("phone", "8123 4567") is None


def test_addresses_are_found_where_they_stand() -> None:
    text = "我的手机１３８００１３８０００，邮箱 Li@Example.com，微信号 wang_xm88"
    found = addresses(text)
    assert {(one.kind, one.value) for one in found} == {
        ("phone", "+8613800138000"), ("email", "li@example.com"), ("wechat", "wang_xm88"),
    }  # fmt: skip
    assert [text[one.start : one.end] for one in found] == [
        "１３８００１３８０００", "Li@Example.com", "wang_xm88",
    ]  # fmt: skip
    assert "138" not in repr(found) and "wang" not in repr(found)
