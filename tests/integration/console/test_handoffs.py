"""Handing over: who waits, who wins, who may speak, and what is left when it ends."""

from __future__ import annotations

import threading

import pytest

from bot.services import advisor_speech, advisors, conversations, handoff_views, handoffs
from bot.services.app import App, new_ulid
from bot.services.errors import Conflict, Gone, Invalid, NotAllowed
from bot.services.handoffs import Taken
from bot.services.openings import Place
from tests.integration.console.kit import SUNDAY, Desk

DESK = Place("console", "192.0.2.7", "a-session")


@pytest.fixture
def li(desk: Desk):
    return desk.advisor().advisor


@pytest.fixture
def zhang(desk: Desk):
    return desk.advisor("zhang.min@bank.example", name="张敏").advisor


def owner(desk: Desk, conversation_id: str):
    with desk.app.records.read() as work:
        return work.ownership.get(conversation_id)


def conversation_of(desk: Desk, handoff_id: str) -> str:
    with desk.app.records.read() as work:
        return work.handoffs.get(handoff_id).conversation_id


def test_a_request_in_business_hours_waits_in_the_queue(desk: Desk, li) -> None:
    opened = desk.profiled()
    view = handoffs.request(desk.app, opened.conversation_id, "asked_for_human")
    assert (view.status, view.position, view.already) == ("queued", 1, False)
    assert view.card()["type"] == "handoff"
    assert owner(desk, opened.conversation_id).state == "queued"
    with desk.app.records.read() as work:
        states = [event.state for event in work.ownership.events(opened.conversation_id)]
    assert states[-2:] == ["requested", "queued"]


def test_asking_twice_is_one_request(desk: Desk, li) -> None:
    opened = desk.profiled()
    first = handoffs.request(desk.app, opened.conversation_id, "asked_for_human")
    again = handoffs.request(desk.app, opened.conversation_id, "complaint")
    assert again.handoff_id == first.handoff_id and again.already
    assert len(handoff_views.list_handoffs(desk.app, li, place=DESK)) == 1


def test_outside_hours_the_client_is_called_back_and_hears_when(desk: Desk, li) -> None:
    desk.clock.at = SUNDAY
    opened = desk.profiled()
    view = handoffs.request(desk.app, opened.conversation_id, "asked_for_human")
    assert view.status == "callback"
    assert view.opens_at is not None and view.opens_at.isoweekday() == 1
    assert "09:00" in view.hours
    assert owner(desk, opened.conversation_id).state == "callback"


def test_with_nobody_to_serve_the_client_is_called_back(desk: Desk) -> None:
    desk.advisor("audit@bank.example", role="compliance")
    opened = desk.profiled()
    assert handoffs.request(desk.app, opened.conversation_id, "x").status == "callback"


def test_the_line_is_in_order_of_the_request(desk: Desk, li) -> None:
    first = desk.waiting()
    desk.clock.pass_by(minutes=1)
    second = desk.waiting()
    places = {
        row["id"]: row["position"] for row in handoff_views.list_handoffs(desk.app, li, place=DESK)
    }
    assert places == {first: 1, second: 2}
    handoffs.accept(desk.app, li, first, place=DESK)
    places = {
        row["id"]: row["position"] for row in handoff_views.list_handoffs(desk.app, li, place=DESK)
    }
    assert places == {first: None, second: 1}


def test_who_is_in_distress_is_shown_first(desk: Desk, li) -> None:
    calm = desk.waiting(reason="qualified")
    desk.clock.pass_by(minutes=5)
    urgent = desk.waiting(reason="distress")
    assert [row["id"] for row in handoff_views.list_handoffs(desk.app, li, place=DESK)] == [
        urgent,
        calm,
    ]


def test_of_two_advisors_at_once_exactly_one_wins(desk: Desk, li, zhang) -> None:
    handoff_id = desk.waiting()
    start, won, lost = threading.Barrier(2), [], []

    def click(advisor) -> None:
        start.wait()
        try:
            won.append(
                handoffs.accept(desk.app, advisor, handoff_id, place=DESK)["advisor"]["name"]
            )
        except Taken as taken:
            lost.append(taken.advisor_name)

    clicks = [threading.Thread(target=click, args=(one,)) for one in (li, zhang)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(won) == 1 and lost == won


def test_accepting_moves_the_epoch_and_silences_the_assistant(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    conversation_id = conversation_of(desk, handoff_id)
    before = owner(desk, conversation_id)
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    after = owner(desk, conversation_id)
    assert (after.state, after.advisor_id) == ("advisor", li.id)
    assert after.epoch == before.epoch + 1
    received = conversations.receive(
        desk.app, conversation_id, external_id=new_ulid(), text="在吗？"
    )
    assert received.owner_state == "advisor"
    with desk.app.records.read() as work:
        assert work.messages.get(conversation_id, received.seq).status == "done"


def test_accepting_again_is_no_error(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    epoch = owner(desk, conversation_of(desk, handoff_id)).epoch
    assert handoffs.accept(desk.app, li, handoff_id, place=DESK)["status"] == "accepted"
    assert owner(desk, conversation_of(desk, handoff_id)).epoch == epoch


def test_the_same_words_under_the_same_id_are_said_once(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    first = advisor_speech.say(desk.app, li, handoff_id, "a-1", "您好")
    again = advisor_speech.say(desk.app, li, handoff_id, "a-1", "您好")
    assert again["seq"] == first["seq"]
    with pytest.raises(Conflict) as other:
        advisor_speech.say(desk.app, li, handoff_id, "a-1", "别的话")
    assert other.value.code == "id_used"
    said = handoff_views.transcript(desk.app, li, handoff_id, after=first["seq"] - 1, place=DESK)
    assert [one["text"] for one in said] == ["您好"]


def test_only_who_holds_it_speaks(desk: Desk, li, zhang) -> None:
    handoff_id = desk.waiting()
    with pytest.raises(Conflict):
        advisor_speech.say(desk.app, li, handoff_id, "a-1", "您好")
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    with pytest.raises(NotAllowed):
        advisor_speech.say(desk.app, zhang, handoff_id, "b-1", "您好")


def test_a_colleagues_conversation_is_closed_to_advisors_and_open_to_supervisors(
    desk: Desk, li, zhang
) -> None:
    boss = desk.advisor("boss@bank.example", name="主管", role="supervisor").advisor
    handoff_id = desk.waiting()
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    assert handoff_views.list_handoffs(desk.app, zhang, place=DESK) == []
    with pytest.raises(NotAllowed):
        handoff_views.get(desk.app, zhang, handoff_id, place=DESK)
    with pytest.raises(Invalid, match="reason_required"):
        handoff_views.get(desk.app, boss, handoff_id, place=DESK)
    looked = handoff_views.get(desk.app, boss, handoff_id, "complaint of 3 May", place=DESK)
    assert looked["id"] == handoff_id


def test_a_supervisor_moves_a_conversation_to_a_colleague(desk: Desk, li, zhang) -> None:
    boss = desk.advisor("boss@bank.example", name="主管", role="supervisor").advisor
    handoff_id = desk.waiting()
    conversation_id = conversation_of(desk, handoff_id)
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    epoch = owner(desk, conversation_id).epoch
    handoffs.assign(desk.app, boss, handoff_id, zhang.id)
    assert owner(desk, conversation_id).advisor_id == zhang.id
    assert owner(desk, conversation_id).epoch == epoch + 1
    assert advisor_speech.say(desk.app, zhang, handoff_id, "b-1", "您好，我来接着谈")["seq"]
    with pytest.raises(NotAllowed):
        advisor_speech.say(desk.app, li, handoff_id, "a-2", "我还在")
    with pytest.raises(NotAllowed):
        handoffs.assign(desk.app, zhang, handoff_id, li.id)


def test_an_offer_is_for_the_one_it_was_made_to(desk: Desk, li, zhang) -> None:
    boss = desk.advisor("boss@bank.example", name="主管", role="supervisor").advisor
    handoff_id = desk.waiting()
    handoffs.assign(desk.app, boss, handoff_id, zhang.id)
    with pytest.raises(Taken) as taken:
        handoffs.accept(desk.app, li, handoff_id, place=DESK)
    assert taken.value.advisor_name == "张敏"
    assert handoffs.accept(desk.app, zhang, handoff_id, place=DESK)["status"] == "accepted"


def test_returning_wakes_the_assistant_where_it_stood(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    conversation_id = conversation_of(desk, handoff_id)
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    epoch = owner(desk, conversation_id).epoch
    handoffs.return_to_bot(desk.app, li, handoff_id)
    after = owner(desk, conversation_id)
    assert (after.state, after.epoch, after.advisor_id) == ("bot", epoch + 1, None)
    with desk.app.records.read() as work:
        waiting = work.messages.list(conversation_id, after=0, limit=200, hidden=True)[-1]
    assert waiting.hidden and waiting.status == "pending"
    assert waiting.body == {"event": "returned"}
    again = handoffs.request(desk.app, conversation_id, "asked_for_human")
    assert again.handoff_id != handoff_id


def test_closing_keeps_the_outcome_and_makes_a_client(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    conversation_id = conversation_of(desk, handoff_id)
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    with pytest.raises(Invalid):
        handoffs.close(desk.app, li, handoff_id, "sold")
    handoffs.close(desk.app, li, handoff_id, "opened_relationship")
    row = handoff_views.list_handoffs(desk.app, li, "closed", place=DESK)[0]
    assert (row["outcome"], row["stage"]) == ("opened_relationship", "client")
    assert owner(desk, conversation_id).state == "closed"
    with pytest.raises(Conflict):
        advisor_speech.say(desk.app, li, handoff_id, "late", "还有")


def test_a_request_that_is_taken_back_leaves_the_queue(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    conversation_id = conversation_of(desk, handoff_id)
    assert handoffs.cancel(desk.app, conversation_id)
    assert not handoffs.cancel(desk.app, conversation_id)
    assert handoff_views.list_handoffs(desk.app, li, "waiting", place=DESK) == []
    assert owner(desk, conversation_id).state == "bot"


def test_without_consent_the_clients_words_end_with_the_handoff(desk: Desk, li) -> None:
    opened = desk.conversation()
    handoffs.request(desk.app, opened.conversation_id, "asked_for_human")
    handoff_id = handoff_views.list_handoffs(desk.app, li, place=DESK)[0]["id"]
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    seq = desk.says(opened.conversation_id, "我想问一件私事")
    with desk.app.records.read() as work:
        assert work.messages.get(opened.conversation_id, seq).body is not None
    handoffs.close(desk.app, li, handoff_id, "other")
    with desk.app.records.read() as work:
        assert work.messages.get(opened.conversation_id, seq).body is None


def test_with_consent_the_conversation_is_kept(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    seq = desk.says(conversation_of(desk, handoff_id), "谢谢")
    handoffs.close(desk.app, li, handoff_id, "follow_up")
    with desk.app.records.read() as work:
        assert work.messages.get(conversation_of(desk, handoff_id), seq).body is not None


def test_the_packet_follows_the_consents(desk: Desk, li) -> None:
    opened = desk.profiled()
    handoff_id = handoffs.request(desk.app, opened.conversation_id, "qualified").handoff_id
    whole = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert whole["answers"]["age"] == 41 and whole["contact"]["phone"] == "+8613800138000"
    assert whole["assessment"]["category"] in {"C1", "C2", "C3", "C4", "C5"}

    desk.consent(opened.conversation_id, "contact", granted=False)
    assert handoff_views.get(desk.app, li, handoff_id, place=DESK)["contact"] is None

    desk.consent(opened.conversation_id, "sensitive_data", granted=False)
    less = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert "investable_assets" not in less["answers"] and less["assessment"] is None
    assert less["needs"] == ["education", "investing"]

    desk.consent(opened.conversation_id, "privacy", granted=False)
    assert handoff_views.get(desk.app, li, handoff_id, place=DESK)["answers"] == {}


def test_opening_a_packet_leaves_who_whose_and_why(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    audit = desk.advisor("audit@bank.example", role="compliance", name="合规").advisor
    with pytest.raises(Invalid):
        handoff_views.get(desk.app, audit, handoff_id, place=DESK)
    handoff_views.get(desk.app, audit, handoff_id, "年度抽查", place=DESK)
    client_id = desk.client_id(conversation_of(desk, handoff_id))
    with desk.app.records.begin() as work:
        entry = work.audit.list(client_id)[-1]
        work.audit.verify()
    assert entry.action == "handoff.opened"
    assert (entry.actor, entry.reason) == (f"advisor:{audit.id}", "年度抽查")
    with pytest.raises(NotAllowed):
        handoffs.accept(desk.app, audit, handoff_id, place=DESK)


def test_an_erased_client_leaves_the_queue_and_opens_no_more(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    client_id = desk.client_id(conversation_of(desk, handoff_id))
    with desk.app.records.begin() as work:
        work.erase_client(client_id, desk.clock())
    assert handoff_views.list_handoffs(desk.app, li, "waiting", place=DESK) == []
    for attempt in (handoff_views.get, handoffs.accept):
        with pytest.raises((Gone, NotAllowed)):
            attempt(desk.app, li, handoff_id, place=DESK)


def test_a_restricted_client_is_only_kept(desk: Desk, li) -> None:
    handoff_id = desk.waiting()
    client_id = desk.client_id(conversation_of(desk, handoff_id))
    with desk.app.records.begin() as work:
        work.clients.set_state(client_id, "restricted", desk.clock())
    with pytest.raises(NotAllowed) as refused:
        handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert refused.value.code == "restricted"


def test_the_clock_runs_from_the_request_to_the_first_human_words(desk: Desk, li) -> None:
    handoff_id = desk.waiting(reason="distress")
    asked = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    desk.clock.pass_by(minutes=3)
    handoffs.accept(desk.app, li, handoff_id, place=DESK)
    assert handoff_views.get(desk.app, li, handoff_id, place=DESK)["first_response_at"] is None
    advisor_speech.say(desk.app, li, handoff_id, "a-1", "您好，我在")
    told = handoff_views.get(desk.app, li, handoff_id, place=DESK)
    assert told["first_response_due"] == asked["first_response_due"]
    assert told["first_response_at"] is not None


def test_fit_and_intent_come_with_the_request(desk: Desk, li) -> None:
    rich = handoff_views.get(desk.app, li, desk.waiting(), place=DESK)
    assert rich["fit"] > 60 and rich["intent"] >= 40 and rich["tier"] == "premier"
    assert rich["stage"] == "qualified"
    stranger = desk.conversation()
    view = handoffs.request(desk.app, stranger.conversation_id, "asked_for_human")
    poor = handoff_views.get(desk.app, li, view.handoff_id, place=DESK)
    assert poor["fit"] < 20 and poor["tier"] is None


def test_an_account_is_closed_with_its_tokens(desk: Desk) -> None:
    app: App = desk.app
    desk.advisor()
    token = advisors.issue_token(app, "li.wei@bank.example")
    assert advisors.authenticate(app, token=token).advisor.name == "李伟"
    advisors.disable(app, "li.wei@bank.example")
    with pytest.raises(Exception, match="token_unknown"):
        advisors.authenticate(app, token=token)
