"""Who writes on a channel reaches their own conversation only: a table of attempts.

Forged and changed requests, and buttons of somebody else: `test_channels.py`. On the website:
`tests/integration/gateway/test_isolation.py`.
"""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.integration.channels.providers import Provider, TelegramDouble
from tests.integration.gateway.kit import Gateway, eventually

SECRET = "我的底线是亏三十七万"
_people = itertools.count(8615900000000)


def heard(provider: Provider, text: str) -> None:
    eventually(lambda: any(text in one for one in provider.texts()))


def addressees(provider: Provider) -> set[str]:
    """Whom everything delivered went to."""
    found = set()
    for one in provider.delivered:
        names = ("chat_id", "to", "touser")
        found |= {str(one[name]) for name in names if name in one}
    return found


def test_the_same_number_on_another_channel_is_somebody_else(
    gateway: Gateway, providers: dict[str, Provider]
) -> None:
    """Nobody proves an address on one channel by having it on another."""
    person = next(_people)
    gateway.engine.script = _repeats_all_it_was_told(gateway)
    providers["telegram"].say(person, SECRET)
    heard(providers["telegram"], SECRET)
    for name in ("whatsapp", "line", "wechat", "wecom"):
        providers[name].say(person, "我上次说了什么？")
        heard(providers[name], "我上次说了什么？")
        assert SECRET not in "\n".join(providers[name].texts())


def _repeats_all_it_was_told(gateway: Gateway) -> Any:
    """An engine that says everything it knows of a conversation."""
    told: dict[str, list[str]] = {}

    def script(asked: dict[str, Any]) -> list[dict[str, Any]]:
        words = told.setdefault(asked["conversation_id"], [])
        if asked.get("text"):
            words.append(asked["text"])
        return [{"text": "；".join(words) or "您好"}]

    return script


def test_an_answer_goes_to_whoever_asked(provider: Provider, gateway: Gateway) -> None:
    one, other = next(_people), next(_people)
    provider.say(one, "第一个人在问")
    heard(provider, "第一个人在问")
    went = addressees(provider)
    provider.delivered.clear()

    provider.say(other, "第二个人在问")
    heard(provider, "第二个人在问")

    assert len(went) == 1 and len(addressees(provider)) == 1
    assert went != addressees(provider)


GROUPS = ("group", "supergroup", "channel")


@pytest.mark.parametrize("kind", GROUPS)
def test_nobody_is_answered_in_a_group(
    gateway: Gateway, providers: dict[str, Provider], kind: str
) -> None:
    """What a client told in private would be read by all."""
    telegram = providers["telegram"]
    assert isinstance(telegram, TelegramDouble)
    person = next(_people)
    telegram.say(person, SECRET)
    heard(telegram, SECRET)
    telegram.delivered.clear()
    telegram.chats.add(-person)  # the bot was asked into the group

    said = telegram.words(person, "我上次说了什么？")
    said["message"]["chat"] = {"id": -person, "type": kind}
    pressed = telegram.update(person, data="A" * 20)
    pressed["callback_query"]["message"]["chat"] = {"id": -person, "type": kind}
    for update in (said, pressed):
        assert telegram.hook(update).status_code == 200
    telegram.say(person, "只在这里说")
    heard(telegram, "只在这里说")

    assert addressees(telegram) == {str(person)}


def test_a_private_message_in_anothers_name_is_the_senders(
    gateway: Gateway, providers: dict[str, Provider]
) -> None:
    """What a message quotes, forwards or names is not who sends it."""
    telegram = providers["telegram"]
    assert isinstance(telegram, TelegramDouble)
    one, other = next(_people), next(_people)
    telegram.say(one, SECRET)
    heard(telegram, SECRET)
    telegram.delivered.clear()

    update = telegram.words(other, "转给你看")
    them = {"id": one, "is_bot": False, "first_name": "Chen"}
    update["message"] |= {
        "forward_origin": {"type": "user", "sender_user": them, "date": 1},
        "reply_to_message": {"message_id": 1, "from": them, "chat": {"id": one}, "text": SECRET},
        "via_bot": them,
    }
    telegram.hook(update)
    heard(telegram, "转给你看")

    assert addressees(telegram) == {str(other)}
    assert SECRET not in "\n".join(telegram.texts())
