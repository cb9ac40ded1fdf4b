"""Reaching a receiver by TLS: its certificate is checked for its name, at the address looked at."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.services import reaching
from bot.services.reaching import Answer, Unreachable
from tests.ports import free_ports
from tests.receiver import Receiver, listening

HERE = (ipaddress.ip_network("127.0.0.1/32"),)


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver whose certificate says `crm.example` and is trusted here."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "crm.example")])
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("crm.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = tmp_path / "crm.pem", tmp_path / "crm.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    reaching._trust.cache_clear()
    with listening(context) as receiver:
        yield receiver
    reaching._trust.cache_clear()


def post(url: str, *addresses: str, asked: list[str] | None = None) -> Answer:
    """Post to a URL whose name has these addresses."""

    async def resolver(host: str, _port: int) -> list[str]:
        if asked is not None:
            asked.append(host)
        return list(addresses)

    return asyncio.run(reaching.post(url, {"x-test": "1"}, b"{}", allowed=HERE, resolver=resolver))


def test_a_name_is_looked_up_once_and_its_certificate_checked(secure: Receiver) -> None:
    asked: list[str] = []
    answer = post(f"https://crm.example:{secure.port}/in", "127.0.0.1", asked=asked)
    assert answer.status == 204 and asked == ["crm.example"]
    assert secure.arrived[0].headers["host"] == f"crm.example:{secure.port}"


def test_a_certificate_of_another_name_is_refused(secure: Receiver) -> None:
    with pytest.raises(Unreachable, match="tls"):
        post(f"https://other.example:{secure.port}/in", "127.0.0.1")
    assert secure.arrived == []


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    reaching._trust.cache_clear()
    with pytest.raises(Unreachable, match="tls"):
        post(f"https://crm.example:{secure.port}/in", "127.0.0.1")
    assert secure.arrived == []


def test_one_address_that_may_not_be_reached_spoils_the_name(secure: Receiver) -> None:
    with pytest.raises(Unreachable, match="address_refused"):
        post(f"https://crm.example:{secure.port}/in", "127.0.0.1", "10.0.0.1")
    assert secure.arrived == []


def test_a_name_without_addresses_and_one_that_nobody_answers_are_told_apart() -> None:
    with pytest.raises(Unreachable, match="name_unknown"):
        post("https://crm.example/in")
    with pytest.raises(Unreachable, match="not_connected"):
        post(f"https://crm.example:{free_ports()}/in", "127.0.0.1")


def test_a_receiver_that_speaks_no_tls_gets_nothing_readable() -> None:
    with listening() as plain:
        with pytest.raises(Unreachable):
            post(f"https://crm.example:{plain.port}/in", "127.0.0.1")
        assert plain.arrived == []


def test_no_proxy_of_the_environment_is_used(
    secure: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening() as proxy:
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert post(f"https://crm.example:{secure.port}/in", "127.0.0.1").status == 204
        assert proxy.arrived == []
