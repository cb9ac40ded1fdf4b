"""A client's copy holds all that is held about them, reads well, and holds nobody else."""

from __future__ import annotations

import html.parser
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.main import app as command
from bot.records.models import (
    Answer,
    Assessment,
    Choice,
    ContactEntry,
    Handoff,
    Note,
    OutboxItem,
    Proof,
)
from bot.records.tables import metadata
from bot.services import own_copy, privacy
from bot.services.app import App
from tests.integration.records.house import Clock, arrive, open_house
from tests.integration.records.kit import AT, Installation, an_advisor, new_id

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>&\"'"


@pytest.fixture
def app(installation: Installation) -> Iterator[App]:
    house = open_house(installation, Clock())
    yield house
    house.records.close()


def canary(table: str, column: str, mark: str = "mine") -> str:
    return f"⟨{mark}:{table}.{column}⟩"


def fill(app: App, mark: str = "mine", extra: str = "") -> tuple[str, str]:
    """A client with a canary of their own in every sealed column; gives client and advisor."""

    def word(table: str, column: str = "body") -> str:
        return canary(table, column, mark) + extra

    client, talk = arrive(app)
    advisor = an_advisor(
        f"{mark}@{canary('advisors', 'email', mark)}",
        name=word("advisors", "name"),
        password_hash=word("advisors", "password_hash"),
        role="supervisor",
    )
    handoff = Handoff(
        new_id(), client, talk, "closed", AT, "zh",
        {"reason": "asked_for_human", "summary": {"zh": word("handoffs"), "en": word("handoffs")}},
        accepted_at=AT, closed_at=AT, advisor_id=advisor.id, outcome="follow_up",
    )  # fmt: skip
    answer = {"value": 45, "evidence": {"utterance": word("answers"), "how": "words"}}
    with app.records.begin() as work:
        work.advisors.add(advisor)
        work.messages.append(
            talk, origin="client", at=AT, language="zh", body={"text": word("messages")},
            external_id=word("messages", "external_id"),
        )  # fmt: skip
        work.choices.add(Choice(new_id(), talk, 1, word("choices"), "x"))
        work.answers.put(Answer(new_id(), client, talk, "age", AT, body=answer))
        work.answers.put(
            Answer(
                new_id(), client, talk, "age", AT + timedelta(hours=1),
                body={**answer, "value": 46},
            )
        )  # fmt: skip
        work.assessments.add(
            Assessment(
                new_id(), client, talk, AT, "q1", "p1", "s1",
                {
                    "category": "C3", "valid_until": "2027-11-22", "flags": ["level_jump"],
                    "scores": {"tolerance": 61.5},
                    "reasons": [
                        {"code": "x", "zh": word("assessments"), "en": word("assessments")}
                    ],
                },
            )
        )  # fmt: skip
        work.handoffs.add(handoff)
        work.notes.add(Note(new_id(), handoff.id, advisor.id, AT, {"text": word("notes")}))
        work.outbox.add(
            OutboxItem(new_id(), "crm", AT, body={"name": word("outbox")}, client_id=client)
        )
        work.trackers.append(talk, 0, [word("tracker_chunks").encode()])
        work.contacts.put(ContactEntry(new_id(), client, "email", word("contacts", "value"), AT))
        work.proofs.add(
            Proof(
                new_id(),
                talk,
                "sent",
                AT,
                AT,
                "phone",
                "index",
                None,
                body={"answers": word("proofs")},
            )
        )
        work.audit.record(
            at=AT, actor=f"advisor:{advisor.id}", action="handoff.opened", client_id=client,
            reason="他想谈谈", detail={"x": word("audit")},
        )  # fmt: skip
    return client, advisor.id


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sealed_column_of_the_schema_is_in_it_or_it_is_said_why_not(
    app: App, language: str
) -> None:
    client, _ = fill(app)
    copy = privacy.export(app, client, language)
    whole = json.dumps(copy, ensure_ascii=False)
    sealed = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if column.info.get("sealed")
    }
    missing = {place for place in sealed if canary(*place) not in whole}
    assert missing == set(own_copy.SEALED_BUT_NOT_IN_IT)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_read_all_of_it_as_well(app: App, language: str) -> None:
    client, advisor = fill(app)
    copy = privacy.export(app, client, language)
    page = privacy.as_page(app, copy)
    read = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", "", page, flags=re.DOTALL))
    for shown in (copy["text"], read):
        for place in (("messages", "body"), ("answers", "body"), ("assessments", "body"),
                      ("handoffs", "body"), ("outbox", "body"), ("contacts", "value")):  # fmt: skip
            assert canary(*place) in shown, place
        assert "他想谈谈" in shown and "20" in shown and "q1" in shown
        assert ("主管" if language == "zh" else "supervisor") in shown
        assert advisor not in shown and canary("advisors", "name") not in shown
        assert "level_jump" not in shown and "asked_for_human" not in shown
        assert "handoff.opened" not in shown and "tolerance" not in shown.replace(
            "risk tolerance", ""
        )


def test_nothing_of_another_client_is_in_it(app: App) -> None:
    client, _ = fill(app)
    other, _ = fill(app, "other")
    copy = privacy.export(app, client, "zh")
    whole = json.dumps(copy, ensure_ascii=False) + privacy.as_page(app, copy)
    assert "⟨other:" not in whole and other not in whole


def test_the_page_needs_nothing_else_and_runs_nothing(app: App) -> None:
    client, _ = fill(app, extra=ATTACK)
    page = privacy.as_page(app, privacy.export(app, client, "en"))
    found: list[tuple[str, dict[str, str | None]]] = []

    class Reader(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Reader().feed(page)
    tags = {tag for tag, _ in found}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "svg", "a"}
    assert not [name for _, attrs in found for name in attrs if name in ("src", "href", "style")]
    assert not [name for _, attrs in found for name in attrs if name.startswith("on")]
    assert "url(" not in page and "@import" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_what_a_duty_keeps_is_told_in_the_copy(app: App) -> None:
    client, _ = fill(app)
    copy = privacy.export(app, client, "en")
    assert [one["id"] for one in copy["duties"]] == ["suitability", "advice"]
    assert "the record of your risk assessment" in copy["text"]


@pytest.mark.parametrize("form", ["json", "text", "html"])
def test_the_command_writes_each_form_into_a_closed_file(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str
) -> None:
    house = open_house(installation, Clock())
    client, _ = fill(house)
    house.records.close()
    monkeypatch.setenv("ZHIYIN_HOME", str(installation.home))
    monkeypatch.setenv("ZHIYIN_DATABASE_URL", installation.database_url)
    file = tmp_path / f"copy.{form}"
    arguments: list[Any] = ["client", "export", client, "--format", form, "--to", str(file)]

    done = CliRunner().invoke(command, arguments)

    assert done.exit_code == 0, done.output
    assert canary("messages", "body") in html.unescape(file.read_text(encoding="utf-8"))
    assert file.stat().st_mode & 0o777 == 0o600
    assert CliRunner().invoke(command, arguments).exit_code == 1  # never over another file
