"""Consents, answers and assessments of a client."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.records import Conflict, Records
from bot.records.models import Answer, Assessment, Consent
from bot.records.tables import APPEND_ONLY, metadata
from tests.integration.records.kit import AT, Installation, Seed, add_client, later, new_id


def _consent(seed: Seed, granted: bool, purpose: str = "privacy", **changes: Any) -> Consent:
    fields: dict[str, Any] = {
        "id": new_id(),
        "client_id": seed.client,
        "purpose": purpose,
        "granted": granted,
        "text_version": "2026-11",
        "text_hash": "a" * 64,
        "language": "zh",
        "method": "choice",
        "at": AT,
    }
    return Consent(**{**fields, **changes})


def _answer(seed: Seed, question: str, value: Any, **changes: Any) -> Answer:
    evidence = {"message_seq": 3, "utterance": "大概两百万", "how": "amount grammar"}
    fields: dict[str, Any] = {
        "id": new_id(),
        "client_id": seed.client,
        "conversation_id": seed.conversation,
        "question": question,
        "at": AT,
        "body": {"value": value, "evidence": evidence},
    }
    return Answer(**{**fields, **changes})


def _assessment(seed: Seed, category: str) -> Assessment:
    return Assessment(
        id=new_id(),
        client_id=seed.client,
        conversation_id=seed.conversation,
        at=AT,
        questionnaire_version="q1",
        policy_version="p1",
        products_version="s1",
        body={"category": category, "scores": {"tolerance": 48.2}},
    )


def test_the_newest_entry_of_a_purpose_rules_even_within_one_moment(
    records: Records, seed: Seed
) -> None:
    entries = [_consent(seed, True), _consent(seed, False), _consent(seed, True)]
    with records.begin() as work:
        assert work.consents.standing(seed.client, "privacy") is None
        for entry in entries:
            work.consents.add(entry)
            standing = work.consents.standing(seed.client, "privacy")
            assert standing == (entry if entry.granted else None)
        assert work.consents.standing(seed.client, "contact") is None
        assert work.consents.history(seed.client) == entries


def test_a_consent_is_one_clients_own(records: Records, seed: Seed) -> None:
    other, _ = add_client(records)
    with records.begin() as work:
        work.consents.add(_consent(seed, True))
    with records.read() as work:
        assert work.consents.standing(other, "privacy") is None


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE consents SET granted = NOT granted",
        "DELETE FROM consents",
        "UPDATE ownership_events SET epoch = 9",
        "DELETE FROM ownership_events",
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
    ],
)
def test_the_database_refuses_to_change_what_is_only_added_to(
    records: Records, installation: Installation, seed: Seed, act: str
) -> None:
    with records.begin() as work:
        work.consents.add(_consent(seed, True))
        work.audit.record(at=AT, actor="system", action="test")
    with (
        pytest.raises(DBAPIError, match="append-only"),
        installation.engine().begin() as connection,
    ):
        connection.exec_driver_sql(act)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_refuses_to_replace_what_is_only_added_to(
    records: Records, installation: Installation, seed: Seed, table: str
) -> None:
    """Each database has a way to insert over a row that is there."""
    with records.begin() as work:
        work.consents.add(_consent(seed, True))
        work.audit.record(at=AT, actor="system", action="test")
        work.rules.keep("policy", "v1", {"a": 1}, AT)
        work.ownership.change(
            seed.conversation, expect_state="bot", expect_epoch=0, state="requested", epoch=0, at=AT
        )
    names = [column.name for column in metadata.tables[table].c]
    key = ", ".join(column.name for column in metadata.tables[table].primary_key)
    ways = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "postgresql": f"INSERT INTO {table} SELECT * FROM {table} "
        f"ON CONFLICT ({key}) DO UPDATE SET {names[-1]} = EXCLUDED.{names[-1]}",
    }
    engine = installation.engine()
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() >= 1
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.exec_driver_sql(ways[engine.dialect.name])
    engine.dispose()


def test_a_new_answer_stands_and_the_former_is_history(records: Records, seed: Seed) -> None:
    first = _answer(seed, "age", 45)
    second = _answer(seed, "age", 46, at=later(minutes=1))
    other = _answer(seed, "investable_assets", {"amount": 200_000_000, "currency": "CNY"})
    with records.begin() as work:
        for answer in (first, other, second):
            work.answers.put(answer)
    with records.read() as work:
        assert work.answers.current(seed.client) == {"age": second, "investable_assets": other}
        history = work.answers.history(seed.client)
    assert [(one.question, one.superseded_at) for one in history] == [
        ("age", later(minutes=1)),
        ("investable_assets", None),
        ("age", None),
    ]
    assert history[0].value == 45 and history[0].evidence["utterance"] == "大概两百万"


def test_a_withdrawn_answer_no_longer_stands_and_no_version_of_it_is_kept(
    records: Records, seed: Seed
) -> None:
    with records.begin() as work:
        work.answers.put(_answer(seed, "debt_position", "heavy_debt"))
        work.answers.put(_answer(seed, "debt_position", "break_even"))
        work.answers.put(_answer(seed, "age", 45))
        work.answers.withdraw(seed.client, "debt_position", later(days=1))
    with records.read() as work:
        assert set(work.answers.current(seed.client)) == {"age"}
        gone = [a for a in work.answers.history(seed.client) if a.question == "debt_position"]
    assert [(one.body, one.value, one.evidence) for one in gone] == [(None, None, {})] * 2


def test_the_database_itself_allows_one_standing_answer_a_question(
    records: Records, installation: Installation, seed: Seed
) -> None:
    with records.begin() as work:
        work.answers.put(_answer(seed, "age", 45))
    copy = (
        "INSERT INTO answers (id, client_id, conversation_id, question, at) "
        "SELECT 'other', client_id, conversation_id, question, at FROM answers"
    )
    with (
        pytest.raises(DBAPIError, match=r"(?i)unique"),
        installation.engine().begin() as connection,
    ):
        connection.exec_driver_sql(copy)


def test_the_latest_assessment_is_the_one_written_last(records: Records, seed: Seed) -> None:
    first, second = _assessment(seed, "C3"), _assessment(seed, "C2")
    with records.begin() as work:
        assert work.assessments.latest(seed.client) is None
        work.assessments.add(first)
        work.assessments.add(second)
        with pytest.raises(Conflict):
            work.assessments.add(first)
    with records.read() as work:
        assert work.assessments.latest(seed.client) == second
        assert work.assessments.list(seed.client) == [first, second]


def test_short_answers_of_different_length_are_sealed_to_the_same_length(
    records: Records, seed: Seed
) -> None:
    with records.begin() as work:
        for reaction in ("sell_all", "hold", "buy_more", "sell_some"):
            work.answers.put(_answer(seed, f"q_{reaction}", reaction, body={"value": reaction}))
    with records._engine.connect() as connection:
        lengths = connection.exec_driver_sql("SELECT DISTINCT length(body) FROM answers").all()
    assert len(lengths) == 1
