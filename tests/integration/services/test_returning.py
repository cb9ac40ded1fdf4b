"""Who was here before proves an address and goes on as the same client; nobody else does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.records.models import Assessment, Handoff
from bot.records.tables import metadata, outbox, proofs
from bot.services import (
    conversations,
    interviews,
    privacy,
    recognising,
    returning,
    sending,
    turns,
)
from bot.services.app import App, new_ulid
from bot.services.course import Course, Held
from bot.services.errors import NotAuthenticated
from bot.vault import Erased
from tests.integration.services.conftest import Clock
from tests.integration.services.walk import MAIL, PHONE, Walk, carry, known_client
from tests.post import Post


def ask(app: App, address: str = "13800138000", *, agreed: bool = False) -> Walk:
    """A new conversation in which somebody says they were here, and gives an address."""
    walk = Walk.begin(app)
    if agreed:
        walk.agree("privacy")
    walk.say("我以前来过")
    assert walk.asked == returning.ASK_ADDRESS
    walk.say(address)
    carry(app)
    return walk


def state(app: App, client: str) -> str:
    with app.records.read() as work:
        found = work.clients.get(client)
    assert found is not None
    return found.state


@pytest.mark.parametrize(
    ("address", "to"), [("138 0013 8000", PHONE), ("邮箱 Li@Example.com", MAIL)]
)
def test_who_types_the_code_is_the_same_client(app: App, post: Post, address: str, to: str) -> None:
    before = known_client(app)
    walk = ask(app, address)
    assert (walk.event, walk.asked) == (returning.SENT, returning.ASK_CODE)
    stranger = walk.client

    assert walk.prove(post.code(to)) == returning.RECOGNISED

    assert walk.client == before.client
    assert walk.known()["age"].value == 45
    assert state(app, stranger) == "erased"
    assert conversations.authenticate(app, walk.token).id == walk.conversation
    assert conversations.authenticate(app, before.token).id == before.conversation
    assert walk.epoch == 1 and before.epoch == 0
    with app.records.read() as work:
        proven = {e.kind for e in work.contacts.of_client(walk.client) if e.proven_at}
        assert proven == {"phone" if to == PHONE else "email"}
        actions = [entry.action for entry in work.audit.list(before.client)]
        assert actions[-2:] == ["client.code_sent", "client.recognised"]
        assert [e.action for e in work.audit.list(stranger)] == ["client.moved"]
        work.audit.verify()


def test_neither_address_nor_code_is_stored_in_words(app: App, post: Post) -> None:
    known_client(app)
    walk = ask(app, "号码是１３８００１３８０００", agreed=True)
    code = post.code(PHONE)
    walk.say(f"验证码是 {code[:3]} {code[3:]}")
    masked = [text for text in walk.log() if returning.MASK in text]
    assert masked == ["号码是••••••", "验证码是 ••••••"]
    with app.records._engine.connect() as connection:
        for table in metadata.tables.values():
            assert "13800138000" not in repr(connection.execute(select(table)).all())


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(app: App, post: Post) -> None:
    known_client(app)
    known, unknown = ask(app), ask(app, "13900139000")
    assert (known.event, known.said, known.asked) == (unknown.event, unknown.said, unknown.asked)
    assert post.arrived("+8613900139000") == []
    right = post.code(PHONE)
    for code in {"000000", "111111", "222222"} - {right}:
        known.say(code), unknown.say(code)
        assert (known.event, known.said) == (unknown.event, unknown.said) == (
            returning.WRONG, known.said,
        )  # fmt: skip


def test_storing_an_address_is_the_same_work_whether_it_is_known_or_not(app: App) -> None:
    """No look-up before the client has their answer: the same statements in the same order."""
    from sqlalchemy import event

    known_client(app)
    heard: list[list[str]] = []
    for address in ("13800138000", "13900139000"):
        walk = Walk.begin(app)
        walk.say("我以前来过")
        statements: list[str] = []

        def note(_c: Any, _u: Any, statement: str, *_: Any, into: list[str] = statements) -> None:
            into.append(statement)

        event.listen(app.records._engine, "before_cursor_execute", note)
        walk.receive(address)
        event.remove(app.records._engine, "before_cursor_execute", note)
        heard.append(statements)
    assert heard[0] == heard[1]
    assert not any("FROM contacts" in statement for statement in heard[0])


def test_a_code_that_was_guessed_for_an_unknown_address_opens_nothing(app: App) -> None:
    known_client(app)
    walk = ask(app, "13900139000")
    with app.records._engine.connect() as connection:
        row = connection.execute(select(proofs)).one()
    with app.records.read() as work:
        guessed = next(
            code
            for code in (f"{n:06d}" for n in range(10**6))
            if work.proofs.code_hash(row.id, code) == row.code_hash
        )
    assert walk.say(guessed) == returning.WRONG
    assert walk.known() == {}


def test_who_asks_for_a_code_does_not_find_it_in_their_own_copy(app: App, post: Post) -> None:
    known_client(app)
    walk = Walk.begin(app)
    walk.say("我以前来过")
    walk.say("13800138000")
    before = json.dumps(privacy.export(app, walk.client, "zh"), ensure_ascii=False)
    carry(app)
    after = json.dumps(privacy.export(app, walk.client, "zh"), ensure_ascii=False)
    code = post.code(PHONE)
    for copy in (before, after):
        assert code not in copy and "13800138000" not in copy


def test_a_wrong_code_leads_nowhere_and_five_end_it(app: App, post: Post) -> None:
    before = known_client(app)
    walk = ask(app)
    right = post.code(PHONE)
    wrong = "000000" if right != "000000" else "000001"
    assert [walk.say(wrong) for _ in range(5)] == [returning.WRONG] * 4 + [returning.FAILED]
    assert walk.say(right) == returning.FAILED
    assert walk.client != before.client and walk.known() == {}
    with app.records.read() as work:
        assert work.audit.list(before.client)[-1].action == "client.code_refused"


def test_a_code_is_good_for_ten_minutes(app: App, post: Post, clock: Clock) -> None:
    before = known_client(app)
    walk = ask(app)
    code = post.code(PHONE)
    clock.forward(minutes=10)
    assert walk.say(code) == returning.EXPIRED
    assert walk.client != before.client
    assert walk.asked == returning.ASK_ADDRESS


def test_a_code_serves_once_and_in_its_conversation_only(app: App, post: Post) -> None:
    before = known_client(app)
    first, second = ask(app), ask(app)
    code, other = post.code(PHONE), post.code(PHONE, number=2)
    if code != other:
        assert second.say(code) == returning.WRONG
    assert first.say(code) == returning.RECOGNISED
    assert first.say(code) == returning.USED
    assert first.client == before.client != second.client


def test_a_newer_code_takes_the_place_of_the_former(app: App, post: Post) -> None:
    before = known_client(app)
    walk = ask(app)
    former = post.code(PHONE)
    walk.say("再发一次 13800138000")
    carry(app)
    newer = post.code(PHONE, number=2)
    if former != newer:
        assert walk.say(former) == returning.WRONG
    assert walk.say(newer) == returning.RECOGNISED
    assert walk.client == before.client


def test_codes_are_limited_by_conversation_address_and_in_all(
    app: App, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = ask(app, "13900139001")
    for number in (2, 3):
        assert walk.say(f"1390013900{number}") == returning.SENT
    assert walk.say("13900139004") == returning.TOO_MANY
    for _ in range(2):
        assert ask(app, "13900139001").event == returning.SENT
    assert ask(app, "13900139001").event == returning.TOO_MANY
    monkeypatch.setattr(returning, "IN_ALL", 5)
    assert ask(app, "13900139007").event == returning.TOO_MANY
    clock.forward(hours=1)
    assert ask(app, "13900139001").event == returning.SENT


def test_old_proofs_are_forgotten(app: App, clock: Clock) -> None:
    ask(app)
    clock.forward(days=1, minutes=1)
    ask(app)
    with app.records._engine.connect() as connection:
        assert len(connection.execute(select(proofs)).all()) == 1


@pytest.mark.parametrize("how", ["contact", "privacy", "restricted", "erased"])
def test_who_may_not_be_written_to_gets_no_code(app: App, post: Post, how: str) -> None:
    before = known_client(app)
    if how == "restricted":
        privacy.restrict(app, before.client, actor="operator:eve", reason="a duty")
    elif how == "erased":
        privacy.erase(app, before.client)
    else:
        before.agree(how, granted=False)
    assert ask(app).event == returning.SENT
    assert post.arrived(PHONE) == []


def test_consent_withdrawn_between_code_and_move_stops_it(app: App, post: Post) -> None:
    before = known_client(app)
    walk = ask(app)
    walk.receive(post.code(PHONE))
    before.agree("contact", granted=False)
    walk.answer(walk.turn())
    assert walk.event == returning.EXPIRED and walk.client != before.client


def test_two_who_share_an_address_are_never_mixed_up(app: App, post: Post) -> None:
    first, second = known_client(app), known_client(app, age=70)
    walk = ask(app)
    assert walk.event == returning.SENT and post.arrived(PHONE) == []
    with app.records.begin() as work:
        entry = next(e for e in work.contacts.of_client(second.client) if e.kind == "phone")
        work.contacts.prove(entry.id, app.now(), "phone")
    again = ask(app)
    assert again.say(post.code(PHONE)) == returning.RECOGNISED
    assert again.client == second.client != first.client


def test_a_conversation_of_another_known_person_is_not_taken_along(app: App, post: Post) -> None:
    known_client(app)
    other = known_client(app, contact={"phone": "+8613900139000"})
    other.say("我以前来过")
    other.say("13800138000")
    carry(app)
    theirs = other.client
    assert other.say(post.code(PHONE)) == returning.OTHER
    assert other.client == theirs and state(app, theirs) == "active"


def test_a_kind_without_a_sender_is_said_plainly(app: App) -> None:
    walk = ask(app, "微信号 wang_xm88")
    assert walk.event == returning.NO_CHANNEL
    assert "转人工" in walk.said and walk.asked == returning.ASK_ADDRESS
    nowhere = Walk.begin(replace(app, settings=replace(app.settings, smtp_url=None, sms_url=None)))
    nowhere.say("我以前来过")
    assert nowhere.asked is None and "转人工" in nowhere.said


def test_a_channel_may_bring_its_own_sender(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.services import codes

    sent: list[codes.Outgoing] = []

    class WeChat:
        def send(self, message: codes.Outgoing) -> None:
            sent.append(message)

    monkeypatch.setitem(codes._makers, "wechat", lambda _settings: WeChat())
    before = known_client(app, contact={"wechat": "Wang_Xm88"})
    walk = ask(app, "微信号 wang_XM88")
    (message,) = sent
    assert message.to == "wang_xm88"
    assert walk.say(message.text.split("是 ")[1][:6]) == returning.RECOGNISED
    assert walk.client == before.client


def test_what_was_said_and_agreed_before_the_proof_goes_along(app: App, post: Post) -> None:
    before = known_client(app)
    before.agree("sensitive_data", granted=False)
    walk = Walk.begin(app)
    walk.agree("privacy", "sensitive_data")
    walk.tell(age=46, horizon="5_10y", needs=["education"])
    source = walk.client
    with app.records.begin() as work:
        given = work.consents.history(source)
        work.assessments.add(
            Assessment(new_ulid(), source, walk.conversation, app.now(), "q", "p", "s", {"c": "C3"})
        )
        work.handoffs.add(
            Handoff(new_ulid(), source, walk.conversation, "queued", app.now(), "zh", {"why": "x"})
        )
    walk.say("我以前来过")
    walk.say("13800138000")
    carry(app)
    walk.say(post.code(PHONE))

    assert walk.client == before.client
    known = walk.known()
    assert known["horizon"].value == "5_10y" and known["age"].value == 45
    assert state(app, source) == "erased"
    with app.records.read() as work:
        ledger = work.consents.history(before.client)
        assert ledger[-1].purpose == "sensitive_data" and ledger[-1].granted
        mine = next(c for c in given if c.purpose == "sensitive_data")
        assert (ledger[-1].at, ledger[-1].method) == (mine.at, mine.method)
        assert work.consents.history(source) == given
        assert work.assessments.latest(before.client).body == {"c": "C3"}  # type: ignore[union-attr]
        (handoff,) = work.handoffs.of_client(before.client)
        assert (handoff.status, handoff.body) == ("queued", {"why": "x"})
        proof = work.proofs.newest(walk.conversation)
    assert proof is not None and proof.body is not None
    assert [(one["id"], one["value"]) for one in proof.body["said"]] == [("age", 46)]


def _welcome(app: App, walk: Walk, course: Course) -> recognising.Welcomed:
    with app.records.begin() as work:
        found = interviews.dossier(app, work, walk.conversation, course)
        return recognising.welcome(app, work, found, "zh", course)


def test_the_welcome_shows_what_is_known_and_asks_about_what_differs(app: App, post: Post) -> None:
    known_client(app)
    walk = ask(app)
    walk.say(post.code(PHONE))
    held = (Held("age", 50, "stated", "我50岁", 2), Held("horizon", "1_3y", "stated", "两年", 3))
    welcomed = _welcome(app, walk, Course(held=held, confirming="returning"))
    (message,) = welcomed.messages
    assert {row["id"] for row in message["card"]["rows"]} >= {"age", "needs", "contact"}
    assert [one.id for one in welcomed.course.differing] == ["age"]
    assert welcomed.course.held == () and welcomed.course.confirming is None
    assert walk.known()["horizon"].value == "1_3y" and walk.known()["age"].value == 45
    again = _welcome(app, walk, Course(held=held, confirming="returning"))
    assert again.course == welcomed.course, "the engine may run a turn twice"


def test_moving_twice_moves_once(app: App, post: Post) -> None:
    known_client(app)
    walk = ask(app)
    seq = walk.receive(post.code(PHONE))
    first, second = walk.turn(), walk.turn()
    assert first.payload == second.payload and first.epoch == second.epoch == 1
    with app.records.read() as work:
        message = work.messages.get(walk.conversation, seq)
    assert message is not None
    assert recognising.settle(app, message) == (returning.RECOGNISED, 1)


def test_a_move_that_breaks_halfway_leaves_everything_as_it_was(
    app: App, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = known_client(app)
    walk = ask(app)
    stranger = walk.client
    walk.receive(post.code(PHONE))
    monkeypatch.setattr(recognising, "_take_answers_over", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        walk.turn()
    monkeypatch.undo()
    assert walk.client == stranger and walk.epoch == 0 and walk.log()
    walk.answer(walk.turn())
    assert walk.event == returning.RECOGNISED and walk.client == before.client


def test_messages_before_and_after_the_code_are_answered_in_their_order(
    app: App, post: Post
) -> None:
    known_client(app)
    walk = ask(app)
    sent = [walk.receive(text) for text in ("等一下", post.code(PHONE), "好了吗")]
    answered = []
    for _ in sent:
        turn = walk.turn()
        walk.answer(turn)
        answered.append((turn.seq, turn.payload.get("event"), turn.epoch))
    assert answered == [
        (sent[0], None, 0), (sent[1], returning.RECOGNISED, 1), (sent[2], None, 1),
    ]  # fmt: skip


def test_other_conversations_of_either_client_are_untouched(app: App, post: Post) -> None:
    before = known_client(app)
    log = before.log()
    walk = ask(app)
    source = walk.client
    with app.records.begin() as work:  # the unknown client has a second conversation
        at = app.now()
        from bot.records.models import Conversation

        work.conversations.add(Conversation("second", source, "web", "zh", at, at), "hash-2")
        work.messages.append("second", origin="client", at=at, language="zh", body={"text": "在"})
    walk.say(post.code(PHONE))
    assert before.log() == log
    assert state(app, source) == "active"
    with app.records.read() as work:
        (message,) = work.messages.list("second")
    assert message.body == {"text": "在"}


def test_the_key_of_the_unknown_client_is_gone_after_the_move(app: App, post: Post) -> None:
    known_client(app)
    walk = ask(app)
    source = walk.client
    walk.say(post.code(PHONE))
    with pytest.raises(Erased), app.records.begin() as work:
        work.answers.put(replace(walk.known()["age"], id=new_ulid(), client_id=source))


def test_an_advisor_who_holds_the_conversation_never_sees_the_code(app: App, post: Post) -> None:
    known_client(app)
    walk = ask(app)
    with app.records.begin() as work:
        work.ownership.change(
            walk.conversation, expect_state="bot", expect_epoch=0, state="advisor", epoch=1,
            at=app.now(),
        )  # fmt: skip
    code = post.code(PHONE)
    walk.receive(f"code {code}")
    assert walk.log()[-1] == "code ••••••"
    assert turns.next_turn(app, walk.conversation) is None


def test_figures_are_no_codes_once_another_question_is_open(app: App) -> None:
    walk = ask(app)
    turn_seq = walk.receive("先不说这个")
    turns.deliver(
        app, walk.conversation, in_reply_to=turn_seq, epoch=0,
        replies=[{"text": "?", "question": {"id": "investable_assets", "kind": "amount"}}],
    )  # fmt: skip
    walk.receive("200000")
    assert walk.turn().payload["text"] == "200000"


def test_an_address_in_the_same_breath_is_taken_at_once(app: App, post: Post) -> None:
    known_client(app)
    walk = Walk.begin(app)
    walk.agree("privacy")
    assert walk.say("我是老客户，手机 13800138000") == returning.SENT
    assert walk.log()[-2] == "我是老客户，手机 ••••••"
    carry(app)
    assert walk.say(post.code(PHONE)) == returning.RECOGNISED


def test_an_address_given_for_another_reason_is_left_alone(app: App) -> None:
    walk = Walk.begin(app)
    walk.agree("privacy")
    assert walk.say("打 13800138000 联系我") is None
    assert walk.log()[-2].endswith("联系我")
    with app.records._engine.connect() as connection:
        assert connection.execute(select(proofs)).all() == []


def test_a_code_is_tried_again_and_given_up_in_the_end(app: App, post: Post, clock: Clock) -> None:
    known_client(app)
    walk = Walk.begin(app)
    walk.say("我以前来过")
    post.refuse = [503, 503]
    walk.say("13800138000")
    assert carry(app) == 1 and carry(app) == 0 and post.arrived(PHONE) == []
    clock.forward(seconds=6)
    assert carry(app) == 1
    clock.forward(seconds=11)
    assert carry(app) == 1
    assert len(post.arrived(PHONE)) == 1, "the same code, once"
    assert walk.say(post.code(PHONE)) == returning.RECOGNISED

    other = Walk.begin(app)
    other.say("我以前来过")
    post.refuse = [410]
    other.say("13800138000")
    carry(app)
    with app.records._engine.connect() as connection:
        (dead,) = connection.execute(select(outbox).where(outbox.c.status == "dead")).all()
    assert dead.body is None


def test_a_mail_server_that_is_busy_is_asked_again(app: App, post: Post, clock: Clock) -> None:
    known_client(app)
    walk = Walk.begin(app, "en")
    walk.say("I was here before")
    post.refuse = [451]
    walk.say(MAIL)
    carry(app)
    clock.forward(seconds=6)
    carry(app)
    (mail,) = [mail for _, mail in post.mails]
    assert mail["Subject"] == "Sample Bank: your code" and mail["Content-Language"] == "en"
    assert "13800138000" not in mail.as_string()


def test_a_process_that_died_while_sending_leaves_the_item_to_the_next(
    app: App, post: Post, clock: Clock
) -> None:
    known_client(app)
    walk = Walk.begin(app)
    walk.say("我以前来过")
    walk.say("13800138000")
    assert len(sending.claim(app)) == 1  # and then it dies
    assert carry(app) == 0
    clock.forward(seconds=sending.LEASE.total_seconds() + 1)
    assert carry(app) == 1 and len(post.arrived(PHONE)) == 1


def test_the_sms_gateway_knows_us_by_a_signature(app: App, post: Post) -> None:
    from bot.services.webhook_signing import signature
    from tests.post import SECRET

    known_client(app)
    ask(app)
    ((to, text, headers, body),) = post.texts
    assert to == PHONE and json.loads(body)["type"] == "code.requested"
    assert headers["webhook-signature"] == signature(
        SECRET, headers["webhook-id"], headers["webhook-timestamp"], body
    )
    assert "示范银行" in text


def test_erasing_in_between_leaves_nothing(app: App, post: Post) -> None:
    known_client(app)
    walk = Walk.begin(app)
    walk.say("我以前来过")
    walk.say("13800138000")
    privacy.erase(app, walk.client)
    carry(app)
    assert post.arrived(PHONE) == []
    with app.records._engine.connect() as connection:
        assert connection.execute(select(outbox.c.body)).scalars().all() == [None]
    with pytest.raises(NotAuthenticated):
        conversations.authenticate(app, walk.token)


def test_times_and_limits_are_as_documented() -> None:
    assert (timedelta(minutes=10), 5) == (returning.VALID, returning.ATTEMPTS)
    assert (returning.PER_CONVERSATION, returning.PER_ADDRESS, returning.IN_ALL) == (3, 3, 300)
