"""Several processes write at once, and one of them may be killed at any moment."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from bot.records import Conflict, Records
from tests.integration.records.kit import AT, Installation, add_client
from tests.shell import CLEAN


def _append(records: Records, conversation: str, text: str) -> int:
    with records.begin() as work:
        work.audit.record(at=AT, actor="system", action="said")
        message = work.messages.append(
            conversation, origin="client", at=AT, language="zh", body={"text": text}
        )
    return message.seq


def _write(home: Path, url: str, conversation: str, count: int, heard: Connection) -> None:
    """Say what was acknowledged, one number after the other."""
    records = Installation(home, url).open()
    for number in range(count):
        heard.send(_append(records, conversation, f"{os.getpid()} {number}"))
    heard.close()


def _writer(
    installation: Installation, conversation: str, count: int
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    hear, heard = CLEAN.Pipe(duplex=False)
    process = CLEAN.Process(
        target=_write,
        args=(installation.home, installation.database_url, conversation, count, heard),
    )
    process.start()
    heard.close()
    return process, hear


def _all(hear: Connection) -> list[int]:
    heard = []
    while True:
        try:
            heard.append(hear.recv())
        except EOFError:
            return heard


def test_processes_share_one_sequence_and_one_trail(installation: Installation) -> None:
    records = installation.open()
    _, conversation = add_client(records)
    records.close()
    writers = [_writer(installation, conversation, 15) for _ in range(3)]
    heard = [seq for _, hear in writers for seq in _all(hear)]
    for process, _ in writers:
        process.join()
    assert sorted(heard) == list(range(1, 46))
    records = installation.open()
    with records.read() as work:
        assert len(work.messages.list(conversation)) == 45
        work.audit.verify()
    records.close()


def test_what_was_acknowledged_before_a_kill_is_there_and_nothing_half(
    installation: Installation,
) -> None:
    records = installation.open()
    _, conversation = add_client(records)
    records.close()
    process, hear = _writer(installation, conversation, 10_000)
    heard = [hear.recv() for _ in range(25)]
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    heard += _all(hear)
    process.join()
    records = installation.open()
    with records.read() as work:
        kept = [one.seq for one in work.messages.list(conversation, limit=10_000)]
        entries = work.audit.list()
        work.audit.verify()
    assert set(heard) <= set(kept) and kept == list(range(1, len(kept) + 1))
    assert len(entries) == len(kept)
    assert _append(records, conversation, "again") == len(kept) + 1
    records.close()


def _take(home: Path, url: str, conversation: str, results: Connection) -> None:
    """Try to be the one who takes the conversation, and say whether it was won."""
    records = Installation(home, url).open()
    try:
        with records.begin() as work:
            won = work.ownership.change(
                conversation, expect_state="bot", expect_epoch=0, state="queued", epoch=0, at=AT
            )
            won = won and work.trackers.append(conversation, 0, [b"mine"]) == 1
        results.send(won)
    except Conflict:
        results.send(False)


def test_of_processes_that_change_an_owner_at_once_one_wins(installation: Installation) -> None:
    records = installation.open()
    _, conversation = add_client(records)

    records.close()
    pairs = [CLEAN.Pipe(duplex=False) for _ in range(4)]
    place = (installation.home, installation.database_url, conversation)
    processes = [CLEAN.Process(target=_take, args=(*place, heard)) for _, heard in pairs]
    for process in processes:
        process.start()
    outcomes = [hear.recv() for hear, _ in pairs]
    for process in processes:
        process.join()
    assert sorted(outcomes) == [False, False, False, True]
