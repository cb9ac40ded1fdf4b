"""Who gets in, with what: tokens, origins, sizes, rates, headers, problems."""

from __future__ import annotations

import json
import uuid

import jsonschema
import pytest

from bot.gateway.rate_limits import Rate, Rates
from tests.integration.gateway.kit import Gateway, eventually


def message(text: str = "你好") -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "text": text}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/chat/messages"),
        ("GET", "/api/chat/messages"),
        ("GET", "/api/chat/stream"),
        ("GET", "/api/chat/profile"),
        ("GET", "/api/chat/export"),
        ("POST", "/api/chat/erase"),
        ("PUT", "/api/chat/language"),
    ],
)
@pytest.mark.parametrize("authorization", [None, "Bearer wrong", "Basic d3Jvbmc6"])
def test_no_way_in_without_the_token(
    gateway: Gateway, method: str, path: str, authorization: str | None
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    with gateway.http() as http:
        answer = http.request(method, path, headers=headers, json=message())

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_leads_into_its_own_conversation_only(gateway: Gateway) -> None:
    one, other = gateway.client(), gateway.client()
    one.say("这是我的话")

    assert "这是我的话" not in json.dumps(other.read(), ensure_ascii=False)
    assert one.conversation_id != other.conversation_id


def test_the_token_stands_nowhere_in_the_database(gateway: Gateway) -> None:
    client = gateway.client()

    files = [path for path in gateway.settings.home.rglob("*") if path.is_file()]

    assert len(client.token) >= 22
    assert files
    assert not [path for path in files if client.token.encode() in path.read_bytes()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_problems_speak_the_conversations_language(gateway: Gateway, language: str) -> None:
    client = gateway.client(language)

    answer = client.http.post("/api/chat/messages", json=message(" "))

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "text_empty")
    assert problem["detail"] == {"zh": "消息是空的。", "en": "The message is empty."}[language]
    assert problem["status"] == 422
    assert problem["type"].startswith("urn:")


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"text": "没有编号"}, 422, "invalid"),
        ({"id": "1"}, 422, "text_or_choice"),
        ({"id": "1", "text": "a", "choice": "b"}, 422, "text_or_choice"),
        ({"id": "x" * 65, "text": "a"}, 422, "invalid"),
        ({"id": "1", "choice": "not/a token"}, 422, "invalid"),
        ({"id": "1", "choice": "unknown"}, 422, "choice_unknown"),
        ({"id": "1", "text": 5}, 422, "invalid"),
        ({"id": "1", "text": "好" * 1400}, 413, "message_too_long"),
        ({"id": "1", "text": "\u0000\u200b"}, 422, "text_empty"),
        ({"id": "1", "text": "a", "language": "fr"}, 422, "invalid"),
        ([], 422, "invalid"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason(
    gateway: Gateway, sent: object, status: int, code: str
) -> None:
    client = gateway.client()

    answer = client.http.post("/api/chat/messages", json=sent)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert gateway.engine.texts() == []


def test_a_refusal_never_repeats_what_was_sent(gateway: Gateway) -> None:
    client = gateway.client()

    answer = client.http.post("/api/chat/messages", json={"id": ["秘密的话"], "text": {"a": "密"}})

    assert answer.status_code == 422
    assert "密" not in answer.text


def test_broken_json_is_a_bad_request(gateway: Gateway) -> None:
    client = gateway.client()

    answer = client.http.post(
        "/api/chat/messages", content=b'{"id": ', headers={"Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "json_invalid")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_above_64_kb_is_refused(gateway: Gateway, chunked: bool) -> None:
    client = gateway.client()
    body = json.dumps(message("好" * 40_000)).encode()
    content = (body[at : at + 8192] for at in range(0, len(body), 8192)) if chunked else body

    answer = client.http.post(
        "/api/chat/messages", content=content, headers={"Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert gateway.engine.texts() == []


def test_a_lone_surrogate_does_no_harm(gateway: Gateway) -> None:
    client = gateway.client()

    answer = client.http.post(
        "/api/chat/messages?wait=1",
        content=b'{"id": "1", "text": "\\ud800 hello there"}',
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_foreign_pages_are_refused(gateway: Gateway, origin: str) -> None:
    with gateway.http(headers={"Origin": origin}) as http:
        answer = http.post("/api/chat/session")
        preflight = http.options(
            "/api/chat/session", headers={"Access-Control-Request-Method": "POST"}
        )

    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    assert "access-control-allow-origin" not in answer.headers
    assert preflight.status_code == 403


def test_allowed_pages_and_our_own_are_served(gateway: Gateway) -> None:
    with gateway.http() as http:
        own = http.post("/api/chat/session", headers={"Origin": gateway.url})
        bank = http.post("/api/chat/session", headers={"Origin": "https://bank.example"})
        preflight = http.options(
            "/api/chat/messages",
            headers={
                "Origin": "https://bank.example",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization, content-type",
            },
        )

    assert own.status_code == bank.status_code == 201
    assert bank.headers["access-control-allow-origin"] == "https://bank.example"
    assert preflight.status_code == 204
    assert "Authorization" in preflight.headers["access-control-allow-headers"]


def test_other_sites_pages_never_reach_console_or_advisor_api(gateway: Gateway) -> None:
    with gateway.http(headers={"Origin": "https://bank.example"}) as http:
        answers = [
            http.post(path) for path in ("/console/sign-in", "/api/advisor/handoffs/1/accept")
        ]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_too_many_messages_are_slowed_down_with_a_time_to_wait(idle: Gateway) -> None:
    idle.start(rates=Rates(messages=Rate(2, 0.5)))
    client = idle.client()
    client.post("一")
    client.post("二")

    answer = client.http.post("/api/chat/messages", json=message())

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 2
    assert idle.client().say("别人不受影响")


def test_too_many_sessions_of_one_address_are_refused(idle: Gateway) -> None:
    idle.start(rates=Rates(sessions=Rate(1, 0.01)))
    idle.client()

    with idle.http() as http:
        assert http.post("/api/chat/session").status_code == 429


def test_every_answer_carries_the_security_headers(gateway: Gateway) -> None:
    with gateway.http() as http:
        for path in ("/healthz", "/api/openapi.json", "/api/chat/messages", "/nowhere"):
            headers = http.get(path).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["referrer-policy"] == "no-referrer"
            assert "server" not in headers


def test_an_unforeseen_failure_says_nothing(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    client = gateway.client()

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("客户的秘密")

    monkeypatch.setattr("bot.services.conversations.history", fails)
    answer = client.http.get("/api/chat/messages")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "秘密" not in answer.text
    assert "秘密" not in "".join(capfd.readouterr())


def test_unknown_addresses_and_methods_are_problems_too(gateway: Gateway) -> None:
    with gateway.http() as http:
        nowhere, wrong = http.get("/api/chat/nowhere"), http.delete("/api/chat/messages")

    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert wrong.headers["content-type"] == "application/problem+json"


def test_health_is_life_and_readiness_needs_the_engine(idle: Gateway) -> None:
    idle.engine.stop()
    idle.start()
    with idle.http() as http:
        assert http.get("/healthz").status_code == 200
        before = http.get("/readyz")
        idle.engine.start()

        eventually(lambda: http.get("/readyz").status_code == 200)

    assert before.status_code == 503
    assert before.json()["engine"] == "down"
    assert before.json()["records"] == "ok"


def test_the_openapi_document_describes_every_call_and_holds_for_real_answers(
    gateway: Gateway,
) -> None:
    client = gateway.client()
    client.say("你好，请问在吗")
    document = client.http.get("/api/openapi.json").json()

    calls = {
        f"{method.upper()} {path}"
        for path, methods in document["paths"].items()
        for method in methods
        if path.startswith("/api/chat")
    }
    assert document["openapi"].startswith("3.1")
    assert calls == {
        "POST /api/chat/session",
        "POST /api/chat/messages",
        "GET /api/chat/messages",
        "GET /api/chat/stream",
        "PUT /api/chat/language",
        "GET /api/chat/profile",
        "GET /api/chat/erasure",
        "GET /api/chat/export",
        "GET /api/chat/report",
        "POST /api/chat/erase",
    }
    for name, path in (("Messages", "messages"), ("Profile", "profile"), ("Export", "export")):
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        jsonschema.validate(client.http.get(f"/api/chat/{path}").json(), schema)
    problem = client.http.post("/api/chat/messages", json={}).json()
    schema = {"$ref": "#/components/schemas/Problem", "components": document["components"]}
    jsonschema.validate(problem, schema)
