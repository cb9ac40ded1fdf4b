"""Webhooks without a network: signatures, the schedule, and where nothing may be sent."""

from __future__ import annotations

import base64
import ipaddress
import re
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import reaching
from bot.services.reaching import Unreachable
from bot.services.webhook_schedule import JITTER, LONGEST, WAITS, next_attempt, retry_after
from bot.services.webhook_signing import headers, new_secret, signature
from bot.settings import ROOT, Settings, SettingsError, load_settings

AT = datetime(2026, 11, 23, 2, 0, tzinfo=timezone.utc)


def test_a_signature_is_the_one_the_reference_library_makes() -> None:
    """Made with standardwebhooks 1.1.0."""
    made = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        b'{"test": 2432232314}',
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_is_of_the_length_the_specification_asks_for_and_never_the_same() -> None:
    made = {new_secret() for _ in range(50)}
    assert len(made) == 50
    for secret in made:
        assert secret.startswith("whsec_")
        assert 24 <= len(base64.b64decode(secret.removeprefix("whsec_"), validate=True)) <= 64


def test_while_a_secret_is_changed_both_sign_the_newer_first() -> None:
    old, new = new_secret(), new_secret()
    found = headers([new, old], "m1", 1_700_000_000, b"{}")
    assert found["webhook-signature"].split(" ") == [
        signature(new, "m1", "1700000000", b"{}"),
        signature(old, "m1", "1700000000", b"{}"),
    ]


def test_the_example_of_the_page_tells_our_messages_from_others() -> None:
    page = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    found: dict[str, Any] = {}
    exec(example, found)
    genuine, body = found["genuine"], '{"type":"知音"}'.encode()
    old, new, now = new_secret(), new_secret(), 1_700_000_000
    message = headers([new, old], "m1", now, body)
    assert genuine(new, message, body, now=now) and genuine(old, message, body, now=now + 300)
    assert not genuine(new_secret(), message, body, now=now)
    assert not genuine(new, message, body + b" ", now=now)
    assert not genuine(new, {**message, "webhook-id": "m2"}, body, now=now)
    assert not genuine(new, message, body, now=now + 301)


@given(
    id=st.text(min_size=1, max_size=20), body=st.binary(max_size=50), other=st.binary(max_size=50)
)
def test_another_body_or_id_has_another_signature(id: str, body: bytes, other: bytes) -> None:
    secret = "whsec_" + base64.b64encode(b"k" * 32).decode()
    made = signature(secret, id, "1", body)
    assert (signature(secret, id, "1", other) == made) == (other == body)
    assert signature(secret, f"{id}x", "1", body) != made
    assert signature(secret, id, "2", body) != made


def test_the_schedule_is_that_of_standard_webhooks() -> None:
    waits = [next_attempt(n, AT, 0.0, None) for n in range(1, 11)]
    hours = [0, 0, 0, 2, 5, 10, 14, 20, 24]
    minutes = [0, 5, 30, 0, 0, 0, 0, 0, 0]
    seconds = [5, 0, 0, 0, 0, 0, 0, 0, 0]
    due = [
        AT + timedelta(hours=h, minutes=m, seconds=s)
        for h, m, s in zip(hours, minutes, seconds, strict=True)
    ]
    assert waits == [*due, None]


@given(attempts=st.integers(1, 9), chance=st.floats(0, 1))
def test_chance_only_ever_makes_a_wait_longer_and_by_little(attempts: int, chance: float) -> None:
    at = next_attempt(attempts, AT, chance, None)
    wait = WAITS[attempts - 1]
    assert at is not None and wait <= at - AT <= wait * (1 + JITTER)


def test_what_a_receiver_asks_for_is_waited_for_but_makes_no_wait_shorter() -> None:
    assert next_attempt(1, AT, 0.0, timedelta(hours=1)) == AT + timedelta(hours=1)
    assert next_attempt(4, AT, 0.0, timedelta(seconds=1)) == AT + timedelta(hours=2)


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ("120", timedelta(seconds=120)),
        (" 7 ", timedelta(seconds=7)),
        ("Mon, 23 Nov 2026 02:10:00 GMT", timedelta(minutes=10)),
        ("Mon, 23 Nov 2026 01:00:00 GMT", timedelta(0)),
        ("999999999999999", LONGEST),
        ("Fri, 01 Jan 2038 00:00:00 GMT", LONGEST),
        ("-5", None),
        ("soon", None),
        ("١٢", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, rest: timedelta | None) -> None:
    assert retry_after(value, AT) == rest


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.5", "172.16.3.4", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.2.7",
        "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    ],
)  # fmt: skip
def test_an_address_that_is_not_the_open_internets_is_refused(address: str) -> None:
    assert not reaching.permitted(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111"])
def test_an_address_of_the_open_internet_is_permitted(address: str) -> None:
    assert reaching.permitted(ipaddress.ip_address(address), ())


def test_a_network_that_the_settings_allow_is_permitted_and_no_other() -> None:
    allowed = (ipaddress.ip_network("10.20.0.0/16"),)
    assert reaching.permitted(ipaddress.ip_address("10.20.3.4"), allowed)
    assert reaching.permitted(ipaddress.ip_address("::ffff:10.20.3.4"), allowed)
    assert not reaching.permitted(ipaddress.ip_address("10.21.3.4"), allowed)
    assert not reaching.permitted(ipaddress.ip_address("169.254.169.254"), allowed)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://crm.example/in", "not_https"),
        ("http://93.184.216.34/in", "not_https"),
        ("http://127.0.0.1/in", "address_refused"),
        ("https://127.0.0.1/in", "address_refused"),
        ("https://[::1]/in", "address_refused"),
        ("https://[::ffff:169.254.169.254]/in", "address_refused"),
        ("https://user:word@crm.example/in", "url"),
        ("https://crm.example/in#part", "url"),
        ("https://crm.example:99999/in", "url"),
        ("https:///in", "url"),
        ("https://crm.example/a b", "url"),
        ("https://crm.example/" + "a" * 2000, "url"),
        ("ftp://crm.example/in", "not_https"),
        ("file:///etc/passwd", "not_https"),
        ("", "not_https"),
    ],
)
def test_a_url_that_is_not_fit_is_refused(url: str, code: str) -> None:
    with pytest.raises(Unreachable) as refused:
        reaching.check(url, ())
    assert refused.value.code == code


def test_a_url_that_is_fit_is_not_refused() -> None:
    here = (ipaddress.ip_network("127.0.0.1/32"),)
    reaching.check("https://crm.example:8443/in?token=x", ())
    reaching.check("https://[2606:4700::1111]/in", ())
    reaching.check("http://127.0.0.1:9000/in", here)


def test_plain_http_stays_on_this_machine_even_in_an_allowed_network() -> None:
    with pytest.raises(Unreachable, match="not_https"):
        reaching.check("http://10.20.3.4/in", (ipaddress.ip_network("10.20.0.0/16"),))


def test_the_networks_of_the_settings_are_read_or_refused() -> None:
    def read(value: str) -> Settings:
        return load_settings({"ZHIYIN_WEBHOOK_NETWORKS": value})

    assert read("").webhook_networks == ()
    assert [str(one) for one in read("10.20.0.0/16, fd00::/8,").webhook_networks] == [
        "10.20.0.0/16",
        "fd00::/8",
    ]
    for wrong in ("10.20.3.4/16", "crm.example", "10.20.0.0/99"):
        with pytest.raises(SettingsError, match="ZHIYIN_WEBHOOK_NETWORKS"):
            read(wrong)
