"""Secrets are found however they are written, and figures that are none are left alone."""

from __future__ import annotations

import pytest

from bot.language import checksums
from bot.language.secrets import announces, find, redact
from tests.unit.language.secret_texts import PLAIN_AFTER, SPLIT, negatives, positives


def test_recall_and_false_alarms_on_the_held_out_texts() -> None:
    secret, plain = positives(), negatives()
    assert len(secret) >= 150 and len(plain) >= 300
    missed = [text for text in secret if not find(text)]
    alarms = [text for text in plain if find(text)]
    recall, rate = 1 - len(missed) / len(secret), len(alarms) / len(plain)
    print(f"recall {recall:.3f} of {len(secret)}, false alarms {rate:.4f} of {len(plain)}")
    assert recall >= 0.97, missed
    assert rate <= 0.01, alarms


def test_nothing_of_a_number_that_was_found_is_left() -> None:
    for text in positives():
        left = redact(text)
        assert redact(left) == left
        if find(text):
            assert sum(char.isdigit() for char in left) < 8, (text, left)


@pytest.mark.parametrize(("first", "second"), SPLIT)
def test_a_secret_split_over_two_messages_is_found(first: str, second: str) -> None:
    announced = announces(first)
    assert announced is not None
    (found,) = find(second, announced=announced)
    assert (found.start, found.end) == (0, len(second))


@pytest.mark.parametrize(("first", "second"), PLAIN_AFTER)
def test_what_follows_and_is_none_stays(first: str, second: str) -> None:
    assert find(second, announced=announces(first)) == ()


def test_several_secrets_of_one_message_are_all_found() -> None:
    text = "卡 6222021234567890128，密码 778899，后三位 204，身份证 11010519491231002X"
    assert [one.kind for one in find(text)] == ["card", "password", "cvv", "resident_id"]
    assert redact(text) == "卡 [card]，密码 [password]，后三位 [cvv]，身份证 [resident_id]"


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (checksums.hong_kong_id, "a123456(3)", "a123456(4)"),
        (checksums.taiwan_id, "a123456789", "a123456788"),
        (checksums.iban_length, "gb82west12345698765432", "gb83west12345698765432"),
        (checksums.old_resident_id, "130503670401001", "990503670401001"),
        (checksums.luhn, "4111111111111111", "4111111111111112"),
    ],
)
def test_the_check_digits_are_those_of_the_standards(check, right: str, wrong: str) -> None:
    assert check(right) and not check(wrong)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cvv是321", "cvv"),
        ("安全码 321", "cvv"),
        ("银行卡密码六位 123456", "password"),
        ("my password's hunter2", "password"),
        ("密碼係 abc123", "password"),
        ("mima shi 123456", "password"),
        ("驗證碼 482913", "code"),
        ("the six digits are 551234", "code"),
        ("social security number 123-45-6789", "identity_paper"),
        ("my SSN: 123456789", "identity_paper"),
    ],
)
def test_a_word_beside_it_gives_a_secret_away_in_any_spelling(text: str, kind: str) -> None:
    assert [one.kind for one in find(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    ["安全码是什么？", "6位密码怎么设", "mima wangle zenme ban", "the six digit salary is 150000",
     "the six digits I need to save: 250000 by 2030", "密码六位就够了吗", "安全码输错3次"],
)  # fmt: skip
def test_talk_about_secrets_is_none(text: str) -> None:
    assert find(text) == ()
