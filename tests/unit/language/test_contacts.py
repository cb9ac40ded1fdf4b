# ruff: noqa: E501 - tables of sentences, one a line
"""Contact details that are asked for, and secrets that are refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.language import contacts, secrets


def details(text: str, **options: Any) -> dict[str, str]:
    contact = contacts.read(text, **options)
    names = ("name", "phone", "email", "wechat", "channel", "time")
    return {name: getattr(contact, name) for name in names if getattr(contact, name)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我叫王小明，电话13800138000，微信同号，周末下午方便", {"name": "王小明", "phone": "+8613800138000", "wechat": "+8613800138000", "time": "周末下午"}),
        ("My name is John Smith, call me at +1 415 555 2671 after 6pm", {"name": "John Smith", "phone": "+14155552671", "channel": "phone", "time": "after 6pm"}),
        ("微信号: Wang_xm2020", {"wechat": "Wang_xm2020"}),
        ("wechat id is johnny88", {"wechat": "johnny88"}),
        ("email me at Jane.Doe@Example.com please", {"email": "jane.doe@example.com", "channel": "email"}),
        ("免贵姓欧阳", {"name": "欧阳"}),
        ("138 0013 8000", {"phone": "+8613800138000"}),
        ("138-0013-8000 下午3点以后", {"phone": "+8613800138000", "time": "下午3点以后"}),
        ("一三八零零一三八零零零", {"phone": "+8613800138000"}),
        ("１３８００１３８０００", {"phone": "+8613800138000"}),
        ("Hi, I'm Sarah Chen", {"name": "Sarah Chen"}),
        ("打我电话，工作日晚上", {"channel": "phone", "time": "工作日晚上"}),
        ("我是张先生", {"name": "张先生"}),
        ("I'm looking for help", {}),
        ("我叫什么名字", {}),
        ("我有50万存款想放三年", {}),
        ("1234567", {}),
        ("不要打电话", {}),
    ],
)  # fmt: skip
def test_contact_details_are_read(text: str, expected: dict[str, str]) -> None:
    assert details(text) == expected


def test_a_bare_name_counts_only_when_it_was_asked_for() -> None:
    assert details("王小明 13800138000", asked=True)["name"] == "王小明"
    assert details("Jane Doe, jane@x.com", asked=True)["name"] == "Jane Doe"
    assert "name" not in details("王小明 13800138000")


def test_the_repr_of_a_contact_says_nothing_personal() -> None:
    contact = contacts.read("我叫王小明，电话13800138000")
    assert repr(contact) == "Contact(name, phone)"
    assert contact.reachable


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("我的卡号是6222 0212 3456 7890 123", "我的卡号是[card]"),
        ("4111-1111-1111-1111 please", "[card] please"),
        ("４１１１１１１１１１１１１１１１", "[card]"),
        ("四一一一 一一一一 一一一一 一一一一", "[card]"),
        ("身份证11010519491231002X", "身份证[resident_id]"),
        ("my password is hunter2", "my password is [password]"),
        ("密码是abc123", "密码是[password]"),
        ("密码123456", "密码[password]"),
        ("验证码 482913", "验证码 [code]"),
        ("482913是我的验证码", "[code]是我的验证码"),
        ("otp is 55 12 34", "otp is [code]"),
        ("pin 1234", "pin [pin]"),
        ("CVV 123", "CVV [cvv]"),
    ],
)
def test_a_secret_is_taken_out(text: str, redacted: str) -> None:
    assert secrets.redact(text) == redacted
    assert secrets.redact(redacted) == redacted


@pytest.mark.parametrize(
    "text",
    ["忘记密码怎么办", "my password is wrong", "I forgot my password", "password reset please", "我手机13800138000", "我有1000000000000块", "12345678901234", "50万", "银行卡丢了", "0000000000000000"],
)  # fmt: skip
def test_what_is_no_secret_stays(text: str) -> None:
    assert secrets.redact(text) == text


def test_the_check_digits_are_those_of_the_standards() -> None:
    assert secrets.luhn("4111111111111111") and not secrets.luhn("4111111111111112")
    assert secrets.resident_id("11010519491231002X")
    assert not secrets.resident_id("110105194912310021")
    assert not secrets.resident_id("11010519491331002X")
