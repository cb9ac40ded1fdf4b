"""The knock's signature, what is settled, and the settings."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from bot.gateway.channels.base import Forged
from bot.gateway.chatwoot.signature import WINDOW, verify
from bot.gateway.chatwoot.visit import SETTLE, _settled
from bot.settings import ChatwootSettings, SettingsError, load_settings

NOW = 1_800_000_000
WHOLE = {
    "ZHIYIN_CHATWOOT_URL": "https://chatwoot.bank.example/",
    "ZHIYIN_CHATWOOT_ACCOUNT": "3",
    "ZHIYIN_CHATWOOT_INBOX": "8",
    "ZHIYIN_CHATWOOT_TOKEN": "token-of-a-user",
    "ZHIYIN_CHATWOOT_SECRET": "secret-of-the-inbox",
}


def signed(body: bytes, at: int, secret: str = "secret") -> dict[str, str]:
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"x-chatwoot-timestamp": str(at), "x-chatwoot-signature": f"sha256={mac}"}


def test_a_known_signature_fits() -> None:
    # printf '1800000000.{"id":1}' | openssl dgst -sha256 -hmac secret
    mac = "sha256=13f5f3ceb661492ea4336cee7f302a6e4270648ee00192c9d783c5e2b1fba7be"
    headers = {"x-chatwoot-timestamp": "1800000000", "x-chatwoot-signature": mac}
    verify("secret", headers, b'{"id":1}', NOW)


@pytest.mark.parametrize("off", [-WINDOW, 0, WINDOW])
def test_within_the_window_it_is_taken(off: int) -> None:
    verify("secret", signed(b"{}", NOW + off), b"{}", NOW)


@pytest.mark.parametrize("off", [-WINDOW - 1, WINDOW + 1])
def test_outside_of_the_window_it_is_refused(off: int) -> None:
    with pytest.raises(Forged):
        verify("secret", signed(b"{}", NOW + off), b"{}", NOW)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(b"{}", NOW, "another"),
        signed(b"{} ", NOW),
        {**signed(b"{}", NOW), "x-chatwoot-timestamp": str(NOW + 1)},
        {**signed(b"{}", NOW), "x-chatwoot-timestamp": f"{NOW} "},
        {**signed(b"{}", NOW), "x-chatwoot-timestamp": "９" * 10},
        {**signed(b"{}", NOW), "x-chatwoot-signature": "é"},
    ],
)
def test_anything_else_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(Forged):
        verify("secret", headers, b"{}", NOW)


def test_without_a_secret_nothing_fits() -> None:
    with pytest.raises(Forged):
        verify("", signed(b"{}", NOW, ""), b"{}", NOW)


def test_only_what_is_old_enough_is_settled() -> None:
    rows = [{"id": 5, "created_at": 1000}, {"id": 9, "created_at": 1000 + SETTLE}]
    assert _settled(rows) == 0
    rows.append({"id": 12, "created_at": 1001 + SETTLE})
    assert _settled(rows) == 5
    assert _settled([]) == 0


def test_it_is_off_unless_it_is_set_up() -> None:
    assert not load_settings({}).chatwoot


def test_set_up_whole_it_is_on_and_shows_no_secret() -> None:
    chatwoot = load_settings(WHOLE).chatwoot
    assert chatwoot
    assert chatwoot == ChatwootSettings(
        "https://chatwoot.bank.example", 3, 8, "token-of-a-user", "secret-of-the-inbox"
    )
    assert (chatwoot.language, chatwoot.share) == ("zh", "least")
    assert "token-of" not in repr(chatwoot) and "secret-of" not in repr(chatwoot)


@pytest.mark.parametrize("name", list(WHOLE))
def test_set_up_in_part_it_does_not_start(name: str) -> None:
    part = {key: value for key, value in WHOLE.items() if key != name}
    with pytest.raises(SettingsError, match=name):
        load_settings(part)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "http://chatwoot.bank.example"),
        ("URL", "chatwoot.bank.example"),
        ("ACCOUNT", "three"),
        ("ACCOUNT", "0"),
        ("INBOX", "8/../9"),
        ("LANGUAGE", "fr"),
        ("SHARE", "everything"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"ZHIYIN_CHATWOOT_{name}"):
        load_settings({**WHOLE, f"ZHIYIN_CHATWOOT_{name}": value})
