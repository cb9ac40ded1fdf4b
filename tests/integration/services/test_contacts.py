"""What a client may be found by follows their contact answer and their consents."""

from __future__ import annotations

import pytest

from bot.services import consent, contacts, conversations, interviews, privacy
from bot.services.app import App
from bot.services.course import Course
from bot.services.errors import Invalid
from bot.services.openings import Place

SHELL = Place("shell", "host")

PHONE = "138 0013 8000"


def begin(app: App) -> tuple[str, str]:
    """A conversation; gives its id and its client's."""
    opened = conversations.open_conversation(app, channel="web", language="zh")
    with app.records.read() as work:
        return opened.conversation_id, conversations.standing(
            work, opened.conversation_id
        ).client_id


def agree(app: App, client: str, *purposes: str, granted: bool = True) -> None:
    for purpose in purposes or ("privacy", "contact"):
        with app.records.begin() as work:
            consent.decide(
                app, work, client, purpose, granted=granted, language="zh", method="choice"
            )  # type: ignore[arg-type]


def give(app: App, conversation: str, **contact: str) -> None:
    with app.records.begin() as work:
        found = interviews.dossier(app, work, conversation, Course())
        interviews.put(
            app, work, found, "contact", contact, seq=1, utterance="", how="contact grammar"
        )


def found(app: App, value: str = PHONE) -> list[str]:
    look = contacts.find(app, value, actor="operator:eve", place=SHELL, reason="a call came in")
    return [one.client_id for one in look]


def test_a_contact_is_found_once_both_consents_stand(app: App) -> None:
    conversation, client = begin(app)
    agree(app, client, "privacy")
    give(app, conversation, phone="+8613800138000", email="Li@Example.com")
    assert found(app) == []
    agree(app, client, "contact")
    assert found(app) == [client]
    assert found(app, "li@example.com") == [client]
    assert found(app, "+86 138-0013-8000") == [client]


@pytest.mark.parametrize("purpose", ["privacy", "contact"])
def test_a_withdrawn_consent_ends_it_and_a_new_one_brings_it_back(app: App, purpose: str) -> None:
    conversation, client = begin(app)
    agree(app, client)
    give(app, conversation, phone="+8613800138000")
    agree(app, client, purpose, granted=False)
    assert found(app) == []
    agree(app, client, purpose)
    assert found(app) == [client]


def test_a_corrected_contact_is_found_by_the_new_one_only(app: App) -> None:
    conversation, client = begin(app)
    agree(app, client)
    give(app, conversation, phone="+8613800138000")
    give(app, conversation, phone="+8613900139000", wechat="Wang_Xm88")
    assert found(app) == []
    assert found(app, "13900139000") == [client]
    assert found(app, "WANG_xm88") == [client]


def test_a_withdrawn_answer_is_not_found(app: App) -> None:
    conversation, client = begin(app)
    agree(app, client)
    give(app, conversation, phone="+8613800138000")
    with app.records.begin() as work:
        interviews.forget(
            app, work, interviews.dossier(app, work, conversation, Course()), "contact"
        )
    assert found(app) == []


def test_an_address_that_stays_stays_proven(app: App) -> None:
    conversation, client = begin(app)
    agree(app, client)
    give(app, conversation, phone="+8613800138000")
    with app.records.begin() as work:
        (entry,) = work.contacts.of_client(client)
        work.contacts.prove(entry.id, app.now(), "phone")
    give(app, conversation, phone="+8613800138000", email="li@example.com")
    (one,) = contacts.find(app, PHONE, actor="operator:eve", place=SHELL, reason="why")
    assert one.proven


def test_erasing_or_restricting_a_client_ends_it(app: App) -> None:
    for end in (
        lambda client: privacy.erase(app, client),
        lambda client: privacy.restrict(
            app, client, actor="operator:eve", place=SHELL, reason="a duty"
        ),
    ):
        conversation, client = begin(app)
        agree(app, client)
        give(app, conversation, phone="+8613800138000")
        assert found(app) == [client]
        end(client)
        assert found(app) == []


def test_a_look_is_audited_with_its_reason_found_or_not_and_without_the_address(app: App) -> None:
    conversation, client = begin(app)
    agree(app, client)
    give(app, conversation, phone="+8613800138000")
    found(app)
    found(app, "13900139000")
    with app.records.read() as work:
        entries = [e for e in work.audit.list() if e.action == "client.find"]
        (hers,) = [e for e in work.audit.list(client) if e.action == "client.find"]
    assert [(e.actor, e.reason) for e in entries] == [("operator:eve", "a call came in")] * 2
    assert hers.detail == {"kind": "phone", "found": 1, "from": SHELL.detail()}
    assert "1380013" not in repr([(e.detail, e.reason, e.subject) for e in entries])


@pytest.mark.parametrize(
    ("value", "reason", "code"),
    [("C3", "why", "address_unreadable"), ("", "why", "address_unreadable"),
     (PHONE, "  ", "reason_required")],
)  # fmt: skip
def test_a_look_needs_an_address_and_a_reason(app: App, value: str, reason: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        contacts.find(app, value, actor="operator:eve", place=SHELL, reason=reason)


def test_nothing_that_could_be_counted_is_indexed(app: App) -> None:
    """A short or made-up "address" in the answer gives no index."""
    conversation, client = begin(app)
    agree(app, client)
    give(app, conversation, phone="12345", wechat="C3", channel="phone", name="王")
    with app.records.read() as work:
        assert work.contacts.of_client(client) == []


def test_the_answer_of_another_client_changes_nothing(app: App) -> None:
    conversation, client = begin(app)
    agree(app, client)
    give(app, conversation, phone="+8613800138000")
    other_conversation, other = begin(app)
    agree(app, other)
    give(app, other_conversation, phone="+8613800138000")
    assert set(found(app)) == {client, other}
    privacy.erase(app, other)
    assert found(app) == [client]
