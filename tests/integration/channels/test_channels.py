"""Every channel: genuine or refused, once, in order, through troubles, within its limits."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.gateway.channels import setup
from bot.gateway.rate_limits import Rate, Rates
from bot.records.models import Peer
from bot.records.unit import UnitOfWork
from bot.services import conversations, signals
from bot.services.course import ERASE
from tests.integration.channels.providers import (
    Provider,
    TelegramDouble,
    WeChatDouble,
    WhatsAppDouble,
)
from tests.integration.gateway.engine_double import echo
from tests.integration.gateway.kit import Gateway, eventually

_people = itertools.count(8613800000000)


@pytest.fixture
def person() -> int:
    return next(_people)


def taken_over(gateway: Gateway, work: UnitOfWork, peer: Peer) -> None:
    """Somebody of the staff takes the conversation, in this transaction."""
    owner = work.ownership.get(peer.conversation_id)
    assert work.ownership.change(
        peer.conversation_id,
        expect_state=owner.state,
        expect_epoch=owner.epoch,
        state="advisor",
        epoch=owner.epoch + 1,
        advisor_id=None,
        handoff_id=None,
        at=gateway.app.now(),
    )


def said(gateway: Gateway, work: UnitOfWork, peer: Peer, text: str, **more: str) -> None:
    """A message that answers none of the client's, in this transaction."""
    origin = more.pop("origin", "system")
    work.messages.append(
        peer.conversation_id,
        origin=origin,
        at=gateway.app.now(),
        language="zh",
        body={"text": text, **more},
    )


def newest(gateway: Gateway) -> Peer:
    return max(peers(gateway), key=lambda one: one.created_at)


def arrived(provider: Provider, text: str, times: int = 1) -> None:
    eventually(lambda: "\n".join(provider.texts()).count(text) >= times)


def peers(gateway: Gateway) -> list[Peer]:
    with gateway.app.records.read() as work:
        ids = [one.id for one in work.clients.list()]
        talks = [talk for id in ids for talk in work.conversations.of_client(id)]
        return [peer for talk in talks for peer in work.peers.of_conversation(talk.id)]


QUESTION = {
    "text": "您想放多久？",
    "question": {
        "id": "horizon",
        "kind": "single",
        "step": 1,
        "of": 9,
        "options": [
            {"id": "lt_1y", "label": "不到一年"},
            {"id": "1_3y", "label": "一到三年"},
            {"id": "gt_10y", "label": "十年以上，而且中途肯定不会动用这笔钱的任何一部分"},
            {"id": "x", "label": "还不知道"},
        ],
    },
}


WHAT_TO_CHANGE = {
    "text": "您想改哪一项？",
    "question": {
        "id": "change",
        "kind": "single",
        "options": [
            *({"id": f"a{at}", "label": f"第{at}项回答的名字"} for at in range(1, 22)),
            {"id": "confirm", "label": "没有要改的，请评估"},
        ],
    },
}
"""More options than most channels have buttons."""


def asks_what_to_change(asked: dict[str, Any]) -> list[dict[str, Any]]:
    return [WHAT_TO_CHANGE] if asked.get("text") == "有要改的" else echo(asked)


def asks(asked: dict[str, Any]) -> list[dict[str, Any]]:
    return [QUESTION] if asked.get("text") == "开始" else echo(asked)


def test_a_message_is_answered_where_it_came_from(provider: Provider, person: int) -> None:
    assert provider.say(person, "我想存教育金").status_code == 200
    arrived(provider, "zh:我想存教育金")
    assert provider.texts()[0].startswith("您好")  # the assistant greets first
    assert not provider.refused


def test_a_forged_request_is_refused_and_stores_nothing(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    before = len(peers(gateway))
    update = provider.words(person, "你好")
    assert provider.hook(update, secret="guessed").status_code == 403
    assert len(peers(gateway)) == before


def test_a_changed_body_does_not_pass_with_another_ones_signature(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    whatsapp = providers["whatsapp"]
    assert isinstance(whatsapp, WhatsAppDouble)
    event = whatsapp.event(person, type="text", text={"body": "你好"})
    genuine = json.dumps(event).encode()
    signed = hmac.new(whatsapp.app_secret.encode(), genuine, hashlib.sha256).hexdigest()
    answer = whatsapp.post(
        "/channels/whatsapp",
        genuine.replace(b"1", b"2", 1),
        {"x-hub-signature-256": f"sha256={signed}"},
    )
    assert answer.status_code == 403


def test_the_same_event_again_is_answered_once(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    event = provider.words(person, "一次就好")
    for _ in range(3):
        assert provider.hook(event).status_code == 200
    arrived(provider, "zh:一次就好")
    provider.say(person, "然后呢")
    arrived(provider, "zh:然后呢")
    assert "\n".join(provider.texts()).count("zh:一次就好") == 1


def test_a_button_comes_back_as_the_option_it_stands_for(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    gateway.engine.script = asks
    provider.say(person, "开始")
    arrived(provider, "您想放多久？")
    buttons = provider.buttons()
    assert [label for label, _ in buttons][:2] == ["不到一年", "一到三年"]
    provider.press(person, buttons[1][1])
    arrived(provider, "horizon=1_3y")
    assert not provider.refused


def test_more_options_than_a_channel_has_buttons_are_answered_by_number(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    gateway.engine.script = asks_what_to_change
    provider.say(person, "有要改的")
    arrived(provider, "您想改哪一项？")
    if not provider.buttons():  # all but Telegram, which has as many as there are options
        assert "14. 第14项回答的名字" in provider.texts()[-1]
        assert "22. 没有要改的，请评估" in provider.texts()[-1]
    provider.say(person, "14")
    arrived(provider, "change=a14")
    provider.say(person, "14")
    arrived(provider, "zh:14")  # nothing is asked any more: a number is only a number
    assert not provider.refused


@pytest.mark.parametrize("text", ["23", "0", "2、3", "14 号", "3 年"])
def test_what_is_no_number_of_the_list_stays_words(
    gateway: Gateway, providers: dict[str, Provider], person: int, text: str
) -> None:
    whatsapp = providers["whatsapp"]
    gateway.engine.script = asks_what_to_change
    whatsapp.say(person, "有要改的")
    arrived(whatsapp, "22. 没有要改的")
    whatsapp.say(person, text)
    arrived(whatsapp, f"zh:{text}")


def test_several_numbers_answer_a_question_that_takes_several(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    wechat = providers["wechat"]
    several = {**WHAT_TO_CHANGE["question"], "id": "needs", "kind": "multiple"}  # type: ignore[dict-item]
    gateway.engine.script = lambda asked: (
        [{"text": "哪几件？", "question": several}] if asked.get("text") == "开始" else echo(asked)
    )
    wechat.say(person, "开始")
    arrived(wechat, "哪几件？")
    wechat.say(person, "2、11 和 12")
    arrived(wechat, "needs=['a2', 'a11', 'a12']")


def test_a_number_for_an_advisor_is_no_choice(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    whatsapp = providers["whatsapp"]
    gateway.engine.script = asks_what_to_change
    whatsapp.say(person, "有要改的")
    arrived(whatsapp, "22. 没有要改的")
    peer = newest(gateway)
    with gateway.app.records.begin() as work:
        taken_over(gateway, work, peer)
    whatsapp.say(person, "14")
    history = conversations.history(gateway.app, peer.conversation_id)
    assert history[-1]["text"] == "14"


def test_an_option_that_a_button_cuts_off_stands_in_full(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    gateway.engine.script = asks
    provider.say(person, "开始")
    arrived(provider, "您想放多久？")
    shown = json.dumps(provider.delivered[-1], ensure_ascii=False)
    assert "十年以上，而且中途肯定不会动用这笔钱的任何一部分" in shown


def test_leaving_a_question_out_is_a_button_and_no_number_of_its_list(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    line = providers["line"]
    question: dict[str, Any] = QUESTION["question"]  # type: ignore[assignment]
    options = [*question["options"], {"id": "skip", "label": "跳过这一题"}]
    asked = {**QUESTION, "question": {**question, "options": options}}
    gateway.engine.script = lambda given: [asked] if given.get("text") == "开始" else echo(given)
    line.say(person, "开始")
    arrived(line, "4. 还不知道")
    assert "跳过" not in line.texts()[-1]
    assert line.buttons()[-1][0] == "跳过这一题"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["telegram", "whatsapp", "line", "wechat", "wecom"])
def test_no_two_answers_of_a_question_look_the_same_on_a_button(
    gateway: Gateway, name: str, language: str
) -> None:
    channel = setup.configured(gateway.settings)[name]
    for question in gateway.app.rulebook.questionnaire.questions:
        options = [
            {"id": one.id, "label": one.label[language], "choice": f"token-{one.id}"}
            for one in question.options
        ]
        asked = {"seq": 1, "text": question.text[language], "question": {"options": options}}
        ((_, payload),) = channel.render([asked], language)
        labels = list(_labels(payload.body))
        assert len(set(labels)) == len(labels), (question.id, labels)


def _labels(body: Any) -> Iterator[str]:
    """The words on the buttons of a provider's message, wherever they stand in it."""
    if isinstance(body, Mapping):
        if {*body} & {"callback_data", "data", "id"}:
            yield str(body.get("text") or body.get("label") or body.get("title") or body["content"])
        else:
            for part in body.values():
                yield from _labels(part)
    elif isinstance(body, list | tuple):
        for part in body:
            yield from _labels(part)


def test_a_button_of_somebody_else_opens_nothing(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    gateway.engine.script = asks
    provider.say(person, "开始")
    arrived(provider, "您想放多久？")
    (_, token), *_ = provider.buttons()
    other = next(_people)
    provider.say(other, "你好呀")
    arrived(provider, "zh:你好呀")
    provider.press(other, token)
    arrived(provider, "已经过期")
    assert "horizon=lt_1y" not in "\n".join(provider.texts())


def test_pictures_and_stickers_meet_a_kind_word_once(provider: Provider, person: int) -> None:
    provider.say(person, "你好呀")
    arrived(provider, "zh:你好呀")
    for _ in range(2):
        assert provider.show(person).status_code == 200
    arrived(provider, "只看得懂文字", times=2)
    assert "\n".join(provider.texts()).count("只看得懂文字") == 2, "one word for each picture"


def test_a_long_answer_comes_in_parts_within_the_limit(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    long = "。".join(f"第{n}句话，说得很长很长" for n in range(200))
    gateway.engine.script = lambda asked: (
        [{"text": long}] if asked.get("text") == "长" else echo(asked)
    )
    provider.say(person, "长")
    arrived(provider, "第199句话")
    assert not provider.refused
    told = "".join(provider.texts()).replace(" ", "")
    assert all(f"第{n}句话" in told for n in range(200))


def test_what_the_provider_refuses_for_now_is_sent_later_and_in_order(
    provider: Provider, person: int
) -> None:
    provider.troubles += [(500, {}, {}), (429, {}, {"Retry-After": "1"}), 0.3]
    provider.say(person, "第一句")
    provider.say(person, "第二句")
    arrived(provider, "zh:第二句")
    told = "\n".join(provider.texts())
    assert told.index("您好") < told.index("zh:第一句") < told.index("zh:第二句")
    assert told.count("zh:第一句") == told.count("zh:第二句") == 1


def test_what_waited_while_the_gateway_was_down_is_delivered(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    gateway.engine.stop()
    provider.say(person, "还在吗")
    gateway.stop()
    gateway.engine.start()
    gateway.start()
    arrived(provider, "zh:还在吗")
    assert "\n".join(provider.texts()).count("zh:还在吗") == 1


def test_who_blocked_the_bot_is_left_alone_until_they_write_again(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    telegram = providers["telegram"]
    assert isinstance(telegram, TelegramDouble)
    telegram.blocked.add(person)
    telegram.say(person, "你好呀")
    eventually(lambda: telegram.refused)
    eventually(lambda: any(one.state == "blocked" for one in peers(gateway)))
    tries = len(telegram.refused)
    telegram.blocked.clear()
    telegram.say(person, "我回来了")
    arrived(telegram, "zh:我回来了")
    arrived(telegram, "zh:你好呀")
    assert len(telegram.refused) == tries


def test_after_a_day_whatsapp_hears_nothing_until_they_write(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    whatsapp = providers["whatsapp"]
    whatsapp.say(person, "你好呀")
    arrived(whatsapp, "zh:你好呀")
    peer = newest(gateway)
    app = gateway.app
    with app.records.begin() as work:
        work.peers.change(peer.id, heard_at=app.now() - timedelta(hours=25))
        said(gateway, work, peer, "隔天的提醒")
    eventually(lambda: any(one.id == peer.id and one.state == "blocked" for one in peers(gateway)))
    assert "隔天的提醒" not in whatsapp.texts()
    whatsapp.say(person, "又来了")
    arrived(whatsapp, "隔天的提醒")


def test_the_assistants_words_are_not_delivered_after_a_person_took_over(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    provider.say(person, "你好呀")
    arrived(provider, "zh:你好呀")
    peer = newest(gateway)
    with gateway.app.records.begin() as work:
        said(gateway, work, peer, "机器还想说", origin="assistant")
        taken_over(gateway, work, peer)
        said(gateway, work, peer, "我是顾问", origin="advisor", name="李薇")
    signals.changed(peer.conversation_id)
    arrived(provider, "李薇：我是顾问")
    assert "机器还想说" not in "\n".join(provider.texts())


def test_words_for_an_advisor_reach_the_record_and_not_the_engine(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    provider.say(person, "你好呀")
    arrived(provider, "zh:你好呀")
    peer = newest(gateway)
    with gateway.app.records.begin() as work:
        taken_over(gateway, work, peer)
    asked = len(gateway.engine.asked)
    provider.say(person, "顾问您好")
    history = conversations.history(gateway.app, peer.conversation_id)
    assert history[-1]["text"] == "顾问您好" and len(gateway.engine.asked) == asked


def test_an_address_is_sealed_and_dies_with_its_client(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    provider.say(person, "你好呀")
    arrived(provider, "zh:你好呀")
    peer = newest(gateway)
    raw = (gateway.settings.home / "zhiyin.db").read_bytes()
    raw += (gateway.settings.home / "zhiyin.db-wal").read_bytes()
    assert str(peer.address["id"]).encode() not in raw
    app = gateway.app
    with app.records.begin() as work:
        client = work.conversations.get(peer.conversation_id).client_id
        work.erase_client(client, app.now())
    assert peer.id not in {one.id for one in peers(gateway)}
    provider.say(person, "你好，我是新来的")
    arrived(provider, "zh:你好，我是新来的")
    assert newest(gateway).conversation_id != peer.conversation_id


def test_whatsapp_proves_the_door_with_its_token(
    gateway: Gateway, providers: dict[str, Provider]
) -> None:
    def ask(token: str) -> tuple[int, str]:
        given = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token}
        with gateway.http() as http:
            answer = http.get("/channels/whatsapp", params=given)
        return answer.status_code, answer.text

    assert ask("verify-me") == (200, "1158201444")
    assert ask("wrong")[0] == 403


def test_a_channel_that_is_not_set_up_is_not_there(gateway: Gateway) -> None:
    with gateway.http() as http:
        assert http.post("/channels/carrier-pigeon", content=b"{}").status_code == 404


def test_where_messages_are_counted_a_turn_is_one_bubble(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    gateway.engine.script = lambda asked: (
        [{"text": f"第{n}点"} for n in range(1, 8)] if asked.get("text") == "列" else echo(asked)
    )
    for name in ("wechat", "wecom"):
        provider = providers[name]
        provider.say(person, "你好呀")
        arrived(provider, "zh:你好呀")
        before = len(provider.texts())
        provider.say(person, "列")
        arrived(provider, "第7点")
        assert len(provider.texts()) == before + 1
        assert "第1点" in provider.texts()[-1]


def test_what_is_over_the_quota_waits_until_they_write_again(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    wechat = providers["wechat"]
    wechat.say(person, "你好呀")
    arrived(wechat, "zh:你好呀")
    peer = newest(gateway)
    for number in range(7):
        with gateway.app.records.begin() as work:
            said(gateway, work, peer, f"补充{number}")
        signals.changed(peer.conversation_id)
        eventually(
            lambda number=number: (
                f"补充{number}" in "\n".join(wechat.texts())
                or any(one.id == peer.id and one.state == "blocked" for one in peers(gateway))
            )
        )
    assert not wechat.refused  # we count for ourselves; the provider never has to refuse
    assert "补充6" not in "\n".join(wechat.texts())
    wechat.say(person, "请继续")
    arrived(wechat, "补充6")


def test_a_caught_callback_is_of_no_use_later(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    wechat = providers["wechat"]
    assert isinstance(wechat, WeChatDouble)
    old = int(time.time()) - 3600
    assert wechat.hook(wechat.words(person, "你好"), at=old).status_code == 403


def test_an_access_token_that_ended_is_fetched_again(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    wechat = providers["wechat"]
    assert isinstance(wechat, WeChatDouble)
    wechat.say(person, "你好呀")
    arrived(wechat, "zh:你好呀")
    wechat.access = "access-2"
    wechat.say(person, "还在吗")
    arrived(wechat, "zh:还在吗")


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xml><Encrypt>&a;</Encrypt></xml>",
        b"<xml>",
        b"",
        b"<xml><Encrypt>not base64</Encrypt></xml>",
    ],
)
@pytest.mark.parametrize("door", ["wechat", "wecom"])
def test_xml_that_is_none_or_names_entities_opens_nothing(
    gateway: Gateway, door: str, body: bytes
) -> None:
    with gateway.http() as http:
        answer = http.post(f"/channels/{door}?timestamp=1&nonce=1&msg_signature=x", content=body)
    assert answer.status_code in (200, 403)
    assert answer.text in ("", "success")


def test_whose_data_are_erased_hears_it_where_they_asked(
    provider: Provider, gateway: Gateway, person: int
) -> None:
    last = [{"text": "您的资料已删除。", "effect": ERASE}]
    gateway.engine.script = lambda asked: last if asked.get("text") == "删吧" else echo(asked)
    provider.say(person, "你好呀")
    arrived(provider, "zh:你好呀")
    peer = newest(gateway)
    provider.say(person, "删吧")
    arrived(provider, "您的资料已删除。")
    assert peer.id not in {one.id for one in peers(gateway)}


def test_a_slow_provider_holds_up_nobody_else(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    telegram, line = providers["telegram"], providers["line"]
    telegram.troubles.append(6.0)
    telegram.say(person, "你好呀")
    eventually(lambda: not telegram.troubles)
    began = time.monotonic()
    line.say(person, "我也在")
    arrived(line, "zh:我也在")
    assert not telegram.texts() or time.monotonic() - began < 6.0
    arrived(telegram, "zh:你好呀")


def test_a_message_whose_peer_was_given_up_reopens_it_or_is_not_stored(
    gateway: Gateway, providers: dict[str, Provider], person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram = providers["telegram"]
    telegram.say(person, "你好呀")
    arrived(telegram, "zh:你好呀")
    peer = newest(gateway)
    with gateway.app.records.begin() as work:
        work.peers.change(peer.id, state="blocked")
    event = telegram.words(person, "我回来了")

    def dies(*_: Any) -> None:
        raise RuntimeError("the process died here")

    with monkeypatch.context() as broken:
        broken.setattr("bot.services.channels._heard", dies)
        assert telegram.hook(event).status_code >= 500
    assert "我回来了" not in str(conversations.history(gateway.app, peer.conversation_id))
    assert telegram.hook(event).status_code == 200  # as the provider does
    arrived(telegram, "zh:我回来了")


def test_who_floods_a_channel_is_slowed_down_and_nothing_is_lost(
    gateway: Gateway, providers: dict[str, Provider], person: int
) -> None:
    line = providers["line"]
    gateway.stop()
    gateway.start(rates=Rates(messages=Rate(3, 2)))
    events = [line.words(person, f"第{n}条") for n in range(12)]
    statuses = [line.hook(event).status_code for event in events]
    assert 429 in statuses and statuses[0] == 200
    late = [event for event, status in zip(events, statuses, strict=True) if status == 429]
    for event in late:  # the provider brings them again, and again
        while line.hook(event).status_code == 429:
            time.sleep(0.05)
    peer = newest(gateway)
    history = conversations.history(gateway.app, peer.conversation_id)
    assert len([one for one in history if one["from"] == "client"]) == 12
    gateway.stop()
