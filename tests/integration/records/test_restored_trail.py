"""A restored backup sets the trail back: that is seen, can be answered for, and is then told of."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest

from bot.records import AuditBroken, Records
from bot.records import checkpoints as documents
from bot.records.errors import CheckpointInvalid
from bot.records.verifying import trusted
from bot.vault import Mark
from tests.integration.records.kit import (
    AT,
    Installation,
    Seed,
    add_client,
    copied,
    later,
    put_back,
    tamper,
)


def _act(records: Records, number: int) -> None:
    with records.begin() as work:
        work.audit.record(at=later(minutes=number), actor="system", action=f"act.n{number}")


def test_an_older_database_put_back_is_seen_until_somebody_answers_for_it(
    records: Records, installation: Installation, seed: Seed
) -> None:
    _act(records, 1)
    backup = copied(installation)
    kept = records.examine().entries
    for number in range(2, 5):
        _act(records, number)
    add_client(records)
    records._head.settle()
    lost = records.examine().entries

    put_back(installation, backup)
    assert [one.kind for one in records.examine().findings] == ["entry_missing"]
    with records.read() as work:
        assert [one.kind for one in work.audit.glance()] == ["entry_missing"]

    assert records.resume_trail(at=later(days=1), actor="operator:li", reason="disk lost")
    verdict = records.examine()
    assert verdict.whole
    (restore,) = verdict.restores
    assert (restore.lost, restore.kept, restore.actor) == (lost, kept, "operator:li")
    assert restore.reason == "disk lost"
    assert not records.resume_trail(at=later(days=2), actor="operator:li", reason="again")

    for number in range(10):
        _act(records, number)
    assert records.examine().whole
    tamper(installation, lambda c: c.exec_driver_sql("DELETE FROM audit WHERE seq > 6"))
    assert not records.examine().whole


def test_the_key_store_knows_of_a_plain_write_within_a_second_and_of_an_act_at_once(
    records: Records, installation: Installation
) -> None:
    add_client(records)
    deadline = time.monotonic() + 5
    while records._store.mark("audit") is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert records._store.mark("audit") == _end(records)
    _act(records, 1)
    assert records._store.mark("audit") == _end(records)
    add_client(records)
    ahead = _end(records)
    records.close()
    assert installation.open()._store.mark("audit") == ahead


def _end(records: Records) -> Mark:
    with records.read() as work:
        last = work.audit.list(anchors=True)[-1]
    return Mark(last.seq, last.hash)


def test_answering_for_a_restore_forgives_nothing_else(
    records: Records, installation: Installation, seed: Seed
) -> None:
    backup = copied(installation)
    _act(records, 1)
    put_back(installation, backup)
    tamper(installation, lambda c: c.exec_driver_sql("UPDATE clients SET tier = 'private'"))
    assert records.resume_trail(at=AT, actor="operator:li", reason="disk lost")
    assert [one.kind for one in records.examine().findings] == ["row_changed"]


def test_a_broken_end_stops_the_start_until_somebody_answers_for_it_and_is_named_for_ever(
    records: Records, installation: Installation
) -> None:
    for number in range(4):
        _act(records, number)
    records.check_trail()
    tamper(installation, lambda c: c.exec_driver_sql("UPDATE audit SET actor = 'x' WHERE seq = 3"))
    with pytest.raises(AuditBroken, match="entry 3 was changed"):
        records.check_trail()
    assert records.resume_trail(at=AT, actor="operator:li", reason="looked into")
    _act(records, 5)
    records.check_trail()
    assert [one.entry for one in records.examine().findings] == [3]


def test_the_start_looks_at_the_newest_entries_and_at_the_known_end(
    records: Records, installation: Installation
) -> None:
    for number in range(9):
        _act(records, number)
    tamper(installation, lambda c: c.exec_driver_sql("UPDATE audit SET actor = 'x' WHERE seq = 2"))
    with records.read() as work:
        assert work.audit.glance(last=4) == []
        assert [one.entry for one in work.audit.glance(last=8)] == [2]
    tamper(installation, lambda c: c.exec_driver_sql("DELETE FROM audit WHERE seq > 7"))
    with records.read() as work:
        assert [one.kind for one in work.audit.glance(last=3)] == ["entry_missing"]


def test_a_whole_trail_needs_no_answer(records: Records, seed: Seed) -> None:
    before = records.examine()
    assert not records.resume_trail(at=AT, actor="operator:li", reason="?")
    assert records.examine() == before


def test_a_checkpoint_is_extended_by_what_came_after(records: Records, seed: Seed) -> None:
    with records.begin() as work:
        made = work.audit.checkpoint()
    text = json.dumps(made.document())
    for number in range(3):
        _act(records, number)
    vault = records.vault
    kept = trusted(text, vault.deployment, None, vault.attestor)
    assert kept == made
    verdict = records.examine(checkpoint=kept)
    assert verdict.whole and verdict.checkpoint == "extended"


def test_a_checkpoint_shows_a_trail_that_was_rewritten_with_the_keys(
    records: Records, installation: Installation, seed: Seed
) -> None:
    """Even somebody who holds the keys and both databases cannot rewrite what an auditor keeps."""
    backup = copied(installation)
    records._head.settle()
    mark = records._store.mark("audit")
    _act(records, 1)
    with records.begin() as work:
        kept = work.audit.checkpoint()
    put_back(installation, backup)
    assert mark is not None
    records._store.set_mark("audit", mark)
    _act(records, 2)
    _act(records, 3)
    assert records.examine().whole
    verdict = records.examine(checkpoint=kept)
    assert [one.kind for one in verdict.findings] == ["checkpoint_not_extended"]
    assert verdict.checkpoint == "broken"


def test_a_checkpoint_in_the_part_a_known_restore_cut_off_says_so(
    records: Records, installation: Installation, seed: Seed
) -> None:
    backup = copied(installation)
    _act(records, 1)
    with records.begin() as work:
        kept = work.audit.checkpoint()
    put_back(installation, backup)
    records.resume_trail(at=later(days=1), actor="operator:li", reason="disk lost")
    verdict = records.examine(checkpoint=kept)
    assert verdict.checkpoint == "restored"
    assert "the restore of" in str(verdict.findings[0])


@pytest.mark.parametrize(
    "change",
    [
        {"height": 1},
        {"hash": "0" * 64},
        {"at": "2020-01-01T00:00:00+00:00"},
        {"deployment": "another"},
        {"signature": "AAAA"},
        {"format": "other"},
        {"public_key": None},
    ],
)
def test_a_checkpoint_that_was_changed_is_refused(
    records: Records, seed: Seed, change: dict[str, object]
) -> None:
    with records.begin() as work:
        document = work.audit.checkpoint().document()
    with pytest.raises(CheckpointInvalid):
        documents.read(json.dumps({**document, **change}))


def test_a_checkpoint_of_another_key_or_installation_is_refused(
    records: Records, seed: Seed
) -> None:
    with records.begin() as work:
        text = json.dumps(work.audit.checkpoint().document())
    vault = records.vault
    for deployment, pinned, own in (
        ("another", None, vault.attestor),
        (vault.deployment, b"x" * 32, vault.attestor),
        (vault.deployment, None, b"x" * 32),
    ):
        with pytest.raises(CheckpointInvalid):
            trusted(text, deployment, pinned, own)


def test_a_mark_that_is_on_its_way_is_waited_for_before_a_restore(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, go_on = threading.Event(), threading.Event()
    raise_mark = records.keystore.raise_mark

    def slowly(*arguments: Any, **named: Any) -> bool:
        entered.set()
        assert go_on.wait(10)
        return raise_mark(*arguments, **named)

    monkeypatch.setattr(records.keystore, "raise_mark", slowly)
    add_client(records)
    assert entered.wait(10), "the timer has taken the mark up"

    closing = threading.Thread(target=records._head.settle)
    closing.start()
    closing.join(0.3)
    assert closing.is_alive(), "settling waits for what the timer took up"
    go_on.set()
    closing.join(10)

    known = records._head.known
    assert known is not None and known.height == records.examine().entries
