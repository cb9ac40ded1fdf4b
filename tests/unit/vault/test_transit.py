"""HashiCorp Vault's transit engine as key provider: against the faithful double, and OpenBao."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import logging
import ssl
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.vault import Keyring, KeyStore, KeyUnavailable, NoKeyYet, Purpose, Wrapped
from bot.vault.transit import TransitKeyProvider
from tests.vault_server import Double, OpenBao, Server, double, executable

DATA_KEY = b"a data key of thirty-two bytes.."
NOWHERE = {"address": "https://127.0.0.1:1", "mount": "transit", "key": "zhiyin"}


@pytest.fixture(scope="session")
def openbao(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBao]:
    if executable() is None:
        pytest.skip("no OpenBao or Vault here: install the development dependencies on Linux")
    server = OpenBao(tmp_path_factory.mktemp("openbao"))
    yield server
    server.stop()


@pytest.fixture
def fake() -> Iterator[Double]:
    with double() as server:
        yield server


@pytest.fixture(params=["double", "openbao"])
def server(request: pytest.FixtureRequest) -> Server:
    """Either server, with no key `zhiyin` yet."""
    if request.param == "double":
        found: Server = request.getfixturevalue("fake")
        return found
    bao: OpenBao = request.getfixturevalue("openbao")
    names = bao._http.request("LIST", "/v1/transit/keys")
    if names.status_code == 200 and "zhiyin" in names.json()["data"]["keys"]:
        bao.root("POST", "transit/keys/zhiyin/config", {"deletion_allowed": True})
        bao.root("DELETE", "transit/keys/zhiyin")
    return bao


def provider_at(server: Server, **settings: Any) -> TransitKeyProvider:
    given = {"address": server.address, "mount": "transit", "key": "zhiyin"} | settings
    if not {"token", "token_file", "role_id"} & set(settings):
        given["token"] = server.token()
    return TransitKeyProvider(**given, sleep=lambda _seconds: None)


@pytest.fixture
def provider(server: Server) -> TransitKeyProvider:
    made = provider_at(server)
    made.rotate()
    return made


def test_the_first_key_is_made_and_bound_to_contexts(server: Server) -> None:
    provider = provider_at(server)
    with pytest.raises(NoKeyYet, match="no key-encryption key zhiyin"):
        _ = provider.current
    with pytest.raises(NoKeyYet):
        provider.wrap(DATA_KEY, b"client-a")
    assert provider.rotate() == 1
    assert provider_at(server).rotate() == 2
    info = server.root("GET", "transit/keys/zhiyin")["data"]
    assert (info["type"], info["derived"]) == ("aes256-gcm96", True)


def test_a_data_key_is_wrapped_and_unwrapped_by_another_process(
    server: Server, provider: TransitKeyProvider
) -> None:
    wrapped = provider.wrap(DATA_KEY, b"client-a")
    assert wrapped.version == 1 and wrapped.blob.startswith(b"vault:v1:")
    assert base64.b64encode(DATA_KEY) not in wrapped.blob
    assert provider_at(server).unwrap(wrapped, b"client-a") == DATA_KEY


def test_a_wrapped_key_opens_with_its_own_context_and_version_only(
    provider: TransitKeyProvider,
) -> None:
    wrapped = provider.wrap(DATA_KEY, b"client-a")
    provider.rotate()
    broken = wrapped.blob[:-8] + b"AAAAAAA="
    for blob, version, context in (
        (wrapped.blob, 1, b"client-b"),
        (wrapped.blob, 1, b""),
        (wrapped.blob, 2, b"client-a"),
        (wrapped.blob.replace(b"v1", b"v2"), 2, b"client-a"),
        (wrapped.blob.replace(b"v1", b"v9"), 9, b"client-a"),
        (broken, 1, b"client-a"),
        (b"", 1, b"client-a"),
        (b"vault:v1:\nx", 1, b"client-a"),
    ):
        with pytest.raises(KeyUnavailable):
            provider.unwrap(Wrapped(version, blob), context)


def test_after_a_rotation_many_keys_are_rewrapped_in_one_request(
    server: Server, provider: TransitKeyProvider
) -> None:
    keys = [bytes([n]) * 32 for n in range(20)]
    pairs = [(provider.wrap(key, b"c%d" % n), b"c%d" % n) for n, key in enumerate(keys)]
    assert provider.rotate() == 2
    assert provider.current == 2
    fresh = provider.rewrap(pairs)
    assert {one.version for one in fresh} == {2}
    assert [provider.unwrap(one, b"c%d" % n) for n, one in enumerate(fresh)] == keys
    with pytest.raises(KeyUnavailable, match="does not open under version 1"):
        provider.rewrap([(pairs[0][0], b"another")])


def test_retired_versions_no_longer_open(provider: TransitKeyProvider) -> None:
    old = provider.wrap(DATA_KEY, b"c")
    provider.rotate()
    new = provider.rewrap([(old, b"c")])[0]
    provider.retire(2)
    provider.retire(2)
    assert provider.unwrap(new, b"c") == DATA_KEY
    with pytest.raises(KeyUnavailable, match="min_decryption_version"):
        provider.unwrap(old, b"c")
    with pytest.raises(KeyUnavailable, match="min_decryption_version"):
        provider.rewrap([(old, b"c")])


def test_a_key_that_binds_to_nothing_is_refused(server: Server) -> None:
    server.root("POST", "transit/keys/zhiyin", {"type": "aes256-gcm96"})
    for act in (lambda p: p.current, lambda p: p.wrap(DATA_KEY, b"c"), lambda p: p.rotate()):
        with pytest.raises(KeyUnavailable, match="derived=true"):
            act(provider_at(server))


def test_a_key_that_is_too_short_is_refused(server: Server) -> None:
    server.root("POST", "transit/keys/zhiyin", {"type": "aes128-gcm96", "derived": True})
    with pytest.raises(KeyUnavailable, match="aes256-gcm96"):
        provider_at(server).rotate()


def test_a_token_that_was_revoked_is_refused_with_what_to_do(server: Server) -> None:
    token = server.token()
    provider = provider_at(server, token=token)
    provider.rotate()
    server.revoke(token)
    with pytest.raises(KeyUnavailable, match="refuses the token: it has expired") as caught:
        provider.wrap(DATA_KEY, b"c")
    assert token not in str(caught.value) and "transit/encrypt/zhiyin" in str(caught.value)


def test_a_token_file_is_read_again_when_it_changes(server: Server, tmp_path: Path) -> None:
    first, second = server.token(), server.token()
    path = tmp_path / "token"
    path.write_text(first + "\n")
    provider = provider_at(server, token_file=path)
    provider.rotate()
    server.revoke(first)
    with pytest.raises(KeyUnavailable, match="refuses the token"):
        provider.wrap(DATA_KEY, b"c")
    path.write_text(second + "\n")
    provider.wrap(DATA_KEY, b"c")
    path.unlink()
    with pytest.raises(KeyUnavailable, match=r"the token file .* cannot be read"):
        provider.wrap(DATA_KEY, b"c")


def test_a_role_signs_in_again_when_its_token_ends(server: Server, tmp_path: Path) -> None:
    role_id, secret_id = server.role()
    path = tmp_path / "secret-id"
    path.write_text(secret_id)
    for provider in (
        provider_at(server, role_id=role_id, secret_id=secret_id),
        provider_at(server, role_id=role_id, secret_id_file=path),
    ):
        provider.rotate()
        server.revoke(provider._sign_in.token())
        assert provider.unwrap(provider.wrap(DATA_KEY, b"c"), b"c") == DATA_KEY
    with pytest.raises(KeyUnavailable, match="refuses the role") as caught:
        provider_at(server, role_id=role_id, secret_id="wrong-secret").wrap(DATA_KEY, b"c")
    assert "wrong-secret" not in str(caught.value)


def test_an_engine_that_is_not_mounted_there_is_named(server: Server, fake: Double) -> None:
    with pytest.raises(KeyUnavailable, match="ZHIYIN_VAULT_MOUNT"):
        _ = provider_at(fake, mount="elsewhere").current
    # A token without rights there is told no more than that.
    with pytest.raises(KeyUnavailable):
        _ = provider_at(server, mount="elsewhere").current


def test_a_whole_life_of_keys_in_the_service(server: Server, store: KeyStore, at: datetime) -> None:
    keyring = Keyring(provider_at(server), store, "01JDEPLOYMENT")
    keyring.provider.rotate()
    owners = [f"client-{n}" for n in range(7)]
    for owner in owners:
        keyring.create(owner, at)
    before = {o: keyring.newest(o, Purpose.PROFILE).key.reveal() for o in owners}
    keyring.provider.rotate()
    while keyring.rewrap(limit=3):
        pass
    keyring.retire_kek(2)
    fresh = Keyring(provider_at(server), store, "01JDEPLOYMENT")
    assert {o: fresh.newest(o, Purpose.PROFILE).key.reveal() for o in owners} == before
    assert store.counts() == {2: 7}
    assert keyring.rotate("client-0", at) == 2
    assert keyring.retire([("client-0", 2)]) == 1
    assert fresh._store.keys("client-0")[0].floor == 2
    fresh.forget()
    assert fresh.newest("client-0", Purpose.PROFILE).version == 2


# ── what only the double can do ──────────────────────────────────────────────────────────────────


def test_a_sealed_vault_is_told_apart_and_not_asked_again(fake: Double) -> None:
    provider = provider_at(fake)
    provider.rotate()
    fake.sealed, before = True, len(fake.asked)
    with pytest.raises(KeyUnavailable, match=r"is sealed: unseal it \(vault operator unseal\)"):
        provider.wrap(DATA_KEY, b"c")
    assert len(fake.asked) == before + 1
    fake.sealed = False
    provider.wrap(DATA_KEY, b"c")


@pytest.mark.parametrize("fault", [412, 429, 500, 502, 503, 504, True])
def test_a_passing_fault_is_tried_again_and_a_lasting_one_explained(
    fake: Double, fault: int | bool
) -> None:
    waits: list[float] = []
    provider = provider_at(fake)
    provider.rotate()
    provider._sleep = waits.append
    fake.faults = [fault, fault]
    assert provider.unwrap(provider.wrap(DATA_KEY, b"c"), b"c") == DATA_KEY
    assert len(waits) == 2 and waits[0] < waits[1] < 1
    fake.faults, before = [fault] * 20, len(fake.asked)
    with pytest.raises(KeyUnavailable, match="cannot be reached" if fault is True else str(fault)):
        provider.wrap(DATA_KEY, b"c")
    assert len(fake.asked) <= before + 4 and sum(waits) < 5


def test_a_rotation_is_never_sent_twice(fake: Double) -> None:
    provider = provider_at(fake)
    provider.rotate()
    _ = provider.current
    fake.faults = [500]
    with pytest.raises(KeyUnavailable, match="500"):
        provider.rotate()
    assert [path for _, path in fake.asked].count("transit/keys/zhiyin/rotate") == 1
    assert fake.keys["zhiyin"].latest == 1


def test_a_policy_that_forbids_is_named_by_its_path(fake: Double) -> None:
    provider = provider_at(fake)
    provider.rotate()
    wrapped = provider.wrap(DATA_KEY, b"c")
    fake.allowed = lambda path: "decrypt" not in path
    with pytest.raises(KeyUnavailable, match="does not allow transit/decrypt/zhiyin"):
        provider.unwrap(wrapped, b"c")


def test_a_token_that_ran_out_is_replaced_by_the_agents_next_one_at_once(
    fake: Double, tmp_path: Path
) -> None:
    path = tmp_path / "token"
    path.write_text(fake.token())
    provider = provider_at(fake, token_file=path)
    provider.rotate()
    fake.tokens.clear()
    path.write_text(fake.token())
    provider.wrap(DATA_KEY, b"c")


def test_the_newest_version_is_not_asked_for_at_every_key(fake: Double) -> None:
    provider = provider_at(fake)
    provider.rotate()
    fake.asked.clear()
    for _ in range(10):
        provider.wrap(DATA_KEY, b"c")
        _ = provider.current
    assert [method for method, _ in fake.asked].count("GET") == 0


def test_the_namespace_is_sent(fake: Double) -> None:
    provider_at(fake, namespace="bank/advice").rotate()
    assert fake.namespaces == {"bank/advice"}


def test_nothing_that_was_sent_stands_in_an_error_or_a_log(
    fake: Double, caplog: pytest.LogCaptureFixture
) -> None:
    fake.echo = True
    caplog.set_level(logging.DEBUG)
    token = fake.token()
    role_id, secret_id = fake.role()
    provider = provider_at(fake, token=token)
    provider.rotate()
    wrapped = provider.wrap(DATA_KEY, b"client-a")
    errors: list[str] = [repr(provider)]

    def fails(act: Callable[[], object]) -> None:
        with pytest.raises(KeyUnavailable) as caught:
            act()
        errors.append(f"{caught.value!r} {caught.value.__cause__} {caught.value.__context__!r}")

    for status in (400, 403, 404, 405, 418, 500, 503):
        fake.faults = [status] * 8
        fails(lambda: provider.wrap(DATA_KEY, b"client-a"))
        fails(lambda: provider.unwrap(wrapped, b"client-a"))
        fake.faults = [status] * 8
        fails(lambda: provider_at(fake, role_id=role_id, secret_id=secret_id).current)
    fake.faults = []
    fake.keys["zhiyin"].versions[1] = b"?" * 32
    fails(lambda: provider.unwrap(wrapped, b"client-a"))
    fails(lambda: provider.rewrap([(wrapped, b"client-a")]))
    shown = "\n".join([*errors, caplog.text])
    for secret in (token, secret_id, base64.b64encode(DATA_KEY).decode(), DATA_KEY.decode()):
        assert secret not in shown


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"address": ""}, "ZHIYIN_VAULT_ADDR"),
        ({"address": "http://vault.internal:8200"}, "https://"),
        ({"address": "http://127.0.0.1.evil.example"}, "https://"),
        ({"ca_file": Path("/nowhere/ca.pem")}, "ZHIYIN_VAULT_CACERT"),
        ({"token": ""}, "none is set"),
        ({"role_id": "r", "secret_id": "s"}, "several are set"),
        ({"token": "", "role_id": "r"}, "ZHIYIN_VAULT_SECRET_ID"),
        ({"token": "", "secret_id": "s"}, "ZHIYIN_VAULT_ROLE_ID"),
        ({"token": "", "role_id": "r", "secret_id": "s", "secret_id_file": Path("x")}, "one of"),
        ({"token": "two words"}, "holds no token"),
        ({"token": "line\nbreak"}, "holds no token"),
    ],
)
def test_settings_that_cannot_work_are_explained(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(KeyUnavailable, match=words) as caught:
        TransitKeyProvider(**(NOWHERE | {"token": "hvs.secret"} | settings))
    assert "hvs.secret" not in str(caught.value) and "two words" not in str(caught.value)


def test_a_vault_that_is_not_there_is_explained() -> None:
    provider = TransitKeyProvider(**NOWHERE, token="t", sleep=lambda _s: None)
    with pytest.raises(KeyUnavailable, match=r"cannot be reached at https://127\.0\.0\.1:1"):
        _ = provider.current


def test_a_server_that_is_no_vault_is_explained(fake: Double, monkeypatch: Any) -> None:
    provider = provider_at(fake)
    provider.rotate()
    for document in (b"<html>", b"[]", b"{}", b'{"data": {"ciphertext": "plain"}}'):
        answer = httpx.Response(200, content=document)
        monkeypatch.setattr(provider, "_send", lambda *_args, found=answer: found)
        with pytest.raises(KeyUnavailable, match="is not the answer of a transit engine"):
            provider.wrap(DATA_KEY, b"c")
    elsewhere = httpx.Response(307, headers={"Location": "http://evil.example"})
    monkeypatch.setattr(provider, "_send", lambda *_args: elsewhere)
    with pytest.raises(KeyUnavailable, match="active node"):
        provider.wrap(DATA_KEY, b"c")


def test_its_certificate_is_checked(tmp_path: Path) -> None:
    own, other = _certificate(tmp_path / "own"), _certificate(tmp_path / "other")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, own.with_suffix(".key"))
    with double(context) as server:
        assert provider_at(server, ca_file=own).rotate() == 1
        for settings in ({}, {"ca_file": other}):
            with pytest.raises(KeyUnavailable, match="is not trusted; set ZHIYIN_VAULT_CACERT"):
                _ = provider_at(server, **settings).current
        (tmp_path / "empty.pem").write_text("no certificate")
        with pytest.raises(KeyUnavailable, match="holds no certificates"):
            _ = provider_at(server, ca_file=tmp_path / "empty.pem").current


def _certificate(path: Path) -> Path:
    """A certificate of its own for 127.0.0.1, with its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "vault")])
    now = datetime.now(dt.timezone.utc)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path.with_suffix(".pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    path.with_suffix(".key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path.with_suffix(".pem")


def test_a_data_key_of_another_provider_is_told_apart(fake: Double) -> None:
    provider = provider_at(fake)
    provider.rotate()
    fake.asked.clear()
    with pytest.raises(KeyUnavailable, match="is ZHIYIN_KEY_PROVIDER the one"):
        provider.unwrap(Wrapped(1, bytes(60)), b"c")
    assert fake.asked == []
