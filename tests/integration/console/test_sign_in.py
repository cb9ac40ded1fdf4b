"""Signing in: passwords, sessions, throttling, and requests that other sites forge."""

from __future__ import annotations

import pytest
from argon2.profiles import RFC_9106_LOW_MEMORY

from bot.console import sessions
from bot.services import advisors, passwords
from bot.services.errors import Invalid, NotAuthenticated, TooMany
from tests.integration.console.kit import PASSWORD, Desk, csrf

EMAIL = "li.wei@bank.example"


def sign_in(desk: Desk, password: str, email: str = EMAIL, address: str = "10.0.0.1") -> str:
    return advisors.sign_in(desk.app, email, password, address=address)


def test_a_hash_is_argon2id_with_the_recommended_cost() -> None:
    from argon2 import PasswordHasher, extract_parameters

    found = extract_parameters(PasswordHasher().hash("river lantern"))
    assert found.type.name == "ID"
    assert found.memory_cost >= RFC_9106_LOW_MEMORY.memory_cost
    assert found.time_cost >= RFC_9106_LOW_MEMORY.time_cost


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "short"),
        ("x" * 129, "long"),
        ("Password2026!", "common"),
        ("P@ssw0rd1234!!", "common"),
        ("123456789012", "common"),
        ("aaaaaaaaaaaaaa", "common"),
        ("abcdefghijklm", "common"),
        ("qwertyuiop12", "common"),
        ("woaini5201314520", "common"),
        ("chenli-20261", "personal"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str, reason: str) -> None:
    with pytest.raises(passwords.WeakPassword) as weak:
        passwords.check(password, personal=("chenli", "Chen Li"))
    assert weak.value.reason == reason


@pytest.mark.parametrize(
    "password", ["river lantern seven oaks", "kX9#vbT2qLm4", "山高月小水落石出清风徐来水波"]
)
def test_a_password_of_ones_own_is_taken(password: str) -> None:
    passwords.check(password, personal=("chenli", "Chen Li"))


def test_the_one_time_password_opens_nothing_but_its_own_replacement(desk: Desk) -> None:
    added = desk.advisor()
    browser = desk.browser()
    browser.post("/console/sign-in", data={"email": EMAIL, "password": added.password})
    assert browser.get("/console/queue").headers["location"] == "/console/password"
    refused = browser.get("/api/advisor/handoffs")
    assert (refused.status_code, refused.json()["code"]) == (403, "password_change_required")

    page = browser.get("/console/password").text
    form = {"csrf": csrf(page), "current": added.password, "new": PASSWORD, "repeated": "other"}
    assert browser.post("/console/password", data=form).status_code == 422
    form["repeated"] = PASSWORD
    assert browser.post("/console/password", data=form).headers["location"] == "/console/queue"
    assert browser.get("/console/queue").status_code == 200
    with pytest.raises(NotAuthenticated):
        sign_in(desk, added.password)
    assert sign_in(desk, PASSWORD)


def test_changing_the_password_ends_the_other_sessions(desk: Desk) -> None:
    browser = desk.signed_in()
    other = sign_in(desk, PASSWORD)
    who = advisors.authenticate(desk.app, session=other)
    fresh = advisors.change_password(
        desk.app, who, current=PASSWORD, new="another seven oaks lantern"
    )
    assert advisors.authenticate(desk.app, session=fresh)
    with pytest.raises(NotAuthenticated):
        advisors.authenticate(desk.app, session=other)
    assert browser.get("/console/queue").status_code == 303


def test_the_same_password_again_is_no_change(desk: Desk) -> None:
    desk.signed_in()
    who = advisors.authenticate(desk.app, session=sign_in(desk, PASSWORD))
    with pytest.raises(Invalid) as same:
        advisors.change_password(desk.app, who, current=PASSWORD, new=PASSWORD)
    assert same.value.code == "password_same"


def test_an_idle_session_ends_after_half_an_hour(desk: Desk) -> None:
    browser = desk.signed_in()
    desk.clock.pass_by(minutes=29)
    assert browser.get("/console/queue").status_code == 200
    desk.clock.pass_by(minutes=29)
    assert browser.get("/console/queue").status_code == 200
    desk.clock.pass_by(minutes=31)
    ended = browser.get("/console/queue")
    assert (ended.status_code, ended.headers["location"]) == (
        303, "/console/sign-in?next=/console/queue",
    )  # fmt: skip


def test_a_page_that_refreshes_itself_does_not_keep_a_session_alive(desk: Desk) -> None:
    browser = desk.signed_in()
    for _ in range(3):
        desk.clock.pass_by(minutes=12)
        last = browser.get("/console/queue/list", headers={"HX-Request": "true"})
    assert last.status_code == 401
    assert last.headers["hx-redirect"].startswith("/console/sign-in")


def test_a_busy_session_ends_after_twelve_hours(desk: Desk) -> None:
    browser = desk.signed_in()
    for _ in range(35):
        desk.clock.pass_by(minutes=20)
        assert browser.get("/console/queue").status_code == 200
    desk.clock.pass_by(minutes=25)
    assert browser.get("/console/queue").status_code == 303


def test_signing_out_ends_the_session_on_the_server(desk: Desk) -> None:
    browser = desk.signed_in()
    cookie = browser.cookies.get(sessions.COOKIE)
    token = csrf(browser.get("/console/queue").text)
    assert browser.post("/console/sign-out", data={"csrf": token}).status_code == 303
    with pytest.raises(NotAuthenticated):
        advisors.authenticate(desk.app, session=cookie)


def test_the_cookie_is_not_for_scripts_and_not_for_other_sites(desk: Desk) -> None:
    added = desk.advisor()
    answer = desk.browser().post(
        "/console/sign-in", data={"email": EMAIL, "password": added.password}
    )
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie


def test_guessing_one_account_is_slowed_down_even_for_who_knows_it(desk: Desk) -> None:
    added = desk.advisor()
    for guess in range(5):
        with pytest.raises(NotAuthenticated):
            sign_in(desk, "wrong guess", address=f"10.0.0.{guess}")
    with pytest.raises(TooMany) as later:
        sign_in(desk, added.password, address="10.0.0.99")
    assert later.value.retry_after > 0
    desk.clock.pass_by(minutes=16)
    assert sign_in(desk, added.password)


def test_guessing_many_accounts_from_one_address_is_slowed_down(desk: Desk) -> None:
    for guess in range(30):
        with pytest.raises(NotAuthenticated):
            sign_in(desk, "wrong guess", email=f"nobody{guess}@bank.example")
    with pytest.raises(TooMany):
        sign_in(desk, "wrong guess", email="somebody@bank.example")


def test_an_unknown_account_says_the_same_as_a_wrong_password(desk: Desk) -> None:
    desk.advisor()
    browser = desk.browser()
    answers = [
        browser.post("/console/sign-in", data={"email": email, "password": "no no no no"})
        for email in (EMAIL, "nobody@bank.example")
    ]
    pages = [a.text.replace(EMAIL, "").replace("nobody@bank.example", "") for a in answers]
    policies = [a.headers["content-security-policy"] for a in answers]
    nonces = [policy.split("'nonce-")[1].split("'")[0] for policy in policies]
    assert answers[0].status_code == answers[1].status_code == 401
    assert pages[0].replace(nonces[0], "") == pages[1].replace(nonces[1], "")


def test_a_disabled_account_is_out_at_once(desk: Desk) -> None:
    browser = desk.signed_in()
    advisors.disable(desk.app, EMAIL)
    assert browser.get("/console/queue").status_code == 303
    with pytest.raises(NotAuthenticated):
        sign_in(desk, PASSWORD)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_make_the_browser_act(desk: Desk, headers: dict[str, str]) -> None:
    handoff_id = desk.waiting()
    browser = desk.signed_in()
    token = csrf(browser.get("/console/queue").text)
    path = f"/console/handoffs/{handoff_id}/accept"
    forged = browser.post(path, data={"csrf": token}, headers=headers)
    assert forged.status_code == 403
    assert browser.post(path, data={"csrf": "guess"}).status_code == 403
    assert browser.post(path).status_code == 403
    assert browser.post(path, data={"csrf": token}).status_code == 303


def test_the_api_wants_the_csrf_token_from_a_browser_and_none_from_a_program(desk: Desk) -> None:
    handoff_id = desk.waiting()
    browser = desk.signed_in()
    path = f"/api/advisor/handoffs/{handoff_id}/accept"
    assert browser.get("/api/advisor/handoffs").status_code == 200
    assert browser.post(path).status_code == 403
    token = csrf(browser.get("/console/queue").text)
    assert browser.post(path, headers={"X-CSRF-Token": token}).status_code == 200


def test_after_signing_in_one_stays_inside_the_console(desk: Desk) -> None:
    added = desk.advisor()
    for where in ("https://evil.example/", "//evil.example", "/console/..//evil.example"):
        answer = desk.browser().post(
            "/console/sign-in", data={"email": EMAIL, "password": added.password, "next": where}
        )
        assert answer.headers["location"] == "/console/queue"


def test_nothing_of_a_password_is_stored_or_shown(desk: Desk) -> None:
    added = desk.advisor()
    assert added.password not in repr(added)
    assert added.advisor.password_hash not in repr(added)
    raw = b"".join(path.read_bytes() for path in desk.home.rglob("*") if path.is_file())
    assert added.password.encode() not in raw and EMAIL.encode() not in raw
