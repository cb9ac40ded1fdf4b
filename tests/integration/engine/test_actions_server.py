"""The action server: closed to strangers, silent about its failures."""

from __future__ import annotations

import httpx
import pytest

from tests.integration.engine.helpers import PASSWORD, open_door, served

pytestmark = pytest.mark.rasa
CALL = {
    "next_action": "action_hear",
    "tracker": {
        "sender_id": "x",
        "slots": {},
        "events": [],
        "latest_message": {"text": "CANARY", "intent": {}, "entities": []},
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": None,
    },
    "domain": {},
}


@pytest.fixture
async def ask():
    from sanic import Sanic

    from actions.__main__ import make_app

    Sanic._app_registry.clear()
    async with served(make_app(PASSWORD, "tests.integration.engine.acts"), open_door()) as base:

        async def post(body, secret=PASSWORD, **headers):
            headers = {"Authorization": f"Bearer {secret}", **headers}
            async with httpx.AsyncClient() as http:
                return await http.post(f"{base}/webhook", json=body, headers=headers)

        yield post


async def test_it_runs_actions_for_who_knows_the_secret(ask):
    answer = await ask(CALL)
    assert answer.status_code == 200 and answer.json()["responses"][0]["text"] == "heard CANARY"
    assert (await ask({**CALL, "next_action": "action_agree"})).json()["events"][0]["value"] is True


async def test_strangers_and_their_websites_get_nothing(ask):
    answer = await ask(CALL, secret="guess", Origin="https://evil.example")
    assert answer.status_code == 401 and answer.json() == {"error": "not allowed"}
    assert "access-control-allow-origin" not in answer.headers


async def test_a_failure_tells_nothing_of_what_was_asked(ask, capfd):
    for name, status in (("action_break", 500), ("action_missing", 404)):
        answer = await ask({**CALL, "next_action": name})
        assert answer.status_code == status and "CANARY" not in answer.text
    assert (await ask([])).status_code == 422
