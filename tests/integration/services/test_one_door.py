"""What must not be collected is refused wherever words come in, and stands in no table."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.records.models import Advisor, Handoff
from bot.records.tables import messages as messages_table
from bot.services import advisor_speech, contacts, privacy
from bot.services.app import App, new_ulid
from bot.services.conversations import REMOVED
from bot.services.errors import Invalid
from bot.services.openings import CHAT
from tests.integration.records.kit import an_advisor
from tests.integration.services.walk import Walk

CARD = "6222021234567890128"


@pytest.fixture
def walk(app: App) -> Walk:
    walk = Walk.begin(app)
    walk.agree()
    return walk


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (f"我的卡号 {CARD}", "card"), ("my password is hunter2", "password"),
        ("验证码 839201", "code"), ("GB82WEST12345698765432", "account"),
        ("HKID A123456(3)", "identity_paper"), ("六二二二零二一二三四五六七八九零一二八", "card"),
    ],
)  # fmt: skip
def test_a_clients_message_is_stored_without_it(walk: Walk, said: str, kind: str) -> None:
    walk.receive(said)
    turn = walk.turn()
    assert turn.redacted == (kind,) and REMOVED in turn.payload["text"]
    assert REMOVED in walk.log()[-1] and walk.log()[-1] != said


@pytest.mark.parametrize(
    ("first", "second"),
    [("my password is", "tr0mbone"), ("卡号发你", "6222 0212 3456 789"), ("验证码是", "551 234")],
)
def test_a_secret_that_comes_in_the_next_message_is_not_stored_either(
    walk: Walk, first: str, second: str
) -> None:
    walk.say(first)
    walk.receive(second)
    assert walk.log()[-1] == REMOVED
    assert not walk.turn().readable


def test_an_announcement_holds_for_the_next_message_only(walk: Walk) -> None:
    for text in ("my password is", "never mind", "tr0mbone"):
        walk.say(text)
    assert "tr0mbone" in walk.log()


@pytest.fixture
def serving(app: App, walk: Walk) -> tuple[Advisor, str]:
    advisor = an_advisor()
    handoff = Handoff(
        new_ulid(), walk.client, walk.conversation, "accepted", app.now(), "zh", {}, app.now(),
        None, advisor.id,
    )  # fmt: skip
    with app.records.begin() as work:
        work.advisors.add(advisor)
        work.handoffs.add(handoff)
        work.ownership.change(
            walk.conversation, expect_state="bot", expect_epoch=0, state="advisor", epoch=1,
            advisor_id=advisor.id, handoff_id=handoff.id, at=app.now(),
        )  # fmt: skip
    return advisor, handoff.id


def test_an_advisors_message_and_note_are_refused(
    app: App, walk: Walk, serving: tuple[Advisor, str]
) -> None:
    advisor, handoff = serving
    with pytest.raises(Invalid, match="secret_in_text"):
        advisor_speech.say(app, advisor, handoff, "m1", f"您的卡号是 {CARD} 吗")
    with pytest.raises(Invalid, match="secret_in_text"):
        advisor_speech.note(app, advisor, handoff, "客户密码是 hunter2")
    advisor_speech.note(app, advisor, handoff, "请回电 13800138000，约 200 万")
    with app.records._engine.connect() as connection:
        rows = connection.execute(select(messages_table.c.id)).all()
    assert len(rows) == len(walk.log()) + 1, "only the hidden opening is not shown"


def test_a_client_who_speaks_with_an_advisor_is_held_to_it_as_well(
    walk: Walk, serving: tuple[Advisor, str]
) -> None:
    walk.receive(f"卡号 {CARD}")
    assert walk.log()[-1] == f"卡号 {REMOVED}"


def test_a_reason_in_the_audit_trail_holds_none(app: App, walk: Walk) -> None:
    contacts.find(
        app, "13900139000", actor="operator:eve", place=CHAT, reason=f"caller named card {CARD}"
    )
    privacy.restrict(app, walk.client, actor="operator:eve", reason="密码是 hunter2")
    with app.records.read() as work:
        reasons = [entry.reason or "" for entry in work.audit.list()]
    assert "caller named card [card]" in reasons and "密码是 [password]" in reasons
