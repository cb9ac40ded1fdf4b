"""Words that occur nowhere else, planted in whole conversations and looked for on the disk."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.dialogue.personas import ENGLISH, SAVER
from tests.installation import ROOT, Installation
from tests.integration.system.houses import SERVER, House, databases, on_postgresql
from tests.integration.system.traces import all_files, contents, encodings, traces, traces_in
from tests.talk import Talk

pytestmark = pytest.mark.rasa

PHRASES = {"zh": "紫藤萝灯塔第七级台阶", "en": "marmalade lighthouse staircase"}
UNASKED = {"zh": "鹧鸪斑建盏收藏者", "en": "porcupine quill collector"}
NAMES = {"zh": "欧阳澹台", "en": "Zephyrine Quillfeather"}
MAILS = {"zh": "ouyang.tantai@canary-zh.example", "en": "quillfeather@canary-en.example"}
ADVISOR = "Bartholomew Nightjar"
ADVISOR_MAIL = "nightjar@canary-bank.example"
ADVISOR_SAYS = {"zh": "顾问说暮鼓晨钟十八响", "en": "advisor whispers hollyhock bannister"}
NOTE = {"zh": "便签写着蓼蓝染坊", "en": "private note about gooseberry parasols"}
REASON = "inspection of the velvet orrery"
BAD = "thistledown-catapult-manual"

CANARIES = (
    *PHRASES.values(), *UNASKED.values(), *NAMES.values(), *MAILS.values(),
    ADVISOR, ADVISOR_MAIL, *ADVISOR_SAYS.values(), *NOTE.values(), REASON, BAD,
    # the telephone numbers as said, as stored, and as read back
    "13917462058", "+8613917462058", "139 1746 2058", "13826395174", "138 2639 5174",
    # 73,914,286 yuan as said, in minor units, and as read back
    "73,914,286", "73914286", "7391428600", "7391.4286", "7,391.4286", "七千三百九十一万",
    "58,203,917", "58203917", "5820391700",
    "64,820,573", "64820573",
)  # fmt: skip


PHONES = {"zh": ("13917462058", "+8613917462058"), "en": ("138 2639 5174", "13826395174")}
OWN = {
    language: (
        PHRASES[language], NAMES[language], MAILS[language], ADVISOR_SAYS[language],
        *PHONES[language],
    )
    for language in ("zh", "en")
}  # fmt: skip
"""What each of the two clients, and nobody else, may find in a copy."""


@dataclass
class Told:
    """What was planted and by whom: the two clients and what may be asked for afterwards."""

    clients: dict[str, str]
    talks: dict[str, Talk]
    erased: str


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    if request.param == "sqlite":
        yield House(request.getfixturevalue("own"), request.getfixturevalue("folder"))
        return
    folder = tmp_path_factory.mktemp("postgres")
    for name in ("user", "tmp"):
        (folder / name).mkdir()
    settings = {"ZHIYIN_LOG_LEVEL": "DEBUG", "HOME": str(folder / "user")}
    with on_postgresql(folder, TMPDIR=str(folder / "tmp"), **settings) as one:
        yield one


@pytest.fixture(scope="module")
def told(house: House) -> Told:
    """Two whole conversations with an advisor at their end, an erased client, bad input, crashes,
    and backups of it all."""
    own = house.running
    token = _advisor(own)
    talks = {
        "zh": _conversation(own, "zh", SAVER, "73,914,286元", "13917462058"),
        "en": _conversation(own, "en", ENGLISH, "73,914,286 yuan", "138 2639 5174"),
    }
    clients = {language: _with_advisor(own, token, talk) for language, talk in talks.items()}
    _back_up(house, "before")
    erased = _erased(own, token)
    _bad_input(own, talks["zh"])
    _failures(own)
    _crashes(own)
    _crashing_commands(house, clients)
    _back_up(house, "after")
    return Told(clients, talks, erased)


def test_nothing_a_client_said_is_on_the_disk_in_any_encoding(house: House, told: Told) -> None:
    looked_at = all_files(house.folder)
    names = {path.name for path in looked_at}
    assert {"engine.log", "run.log", "crash-0.log"} <= names
    assert house.databases or {"zhiyin.db", "zhiyin.db-wal", "keystore.db"} <= names
    archives = [path for path in looked_at if path.suffix == ".zip"]
    assert len(archives) == 4
    for path in archives:
        assert {"manifest.json", "records.sqlite"} <= {
            Path(name).name for name, _ in contents(path)
        }

    assert traces(CANARIES, looked_at) == []


def test_nothing_a_client_said_is_on_the_database_server(house: House, told: Told) -> None:
    kept = dict(house.on_the_server())
    if house.databases:
        assert {one.rpartition("/")[2] for one in kept} >= {"messages", "answers", "data_keys"}
        assert any(name.startswith("pg_wal/") for name in kept)
    assert traces_in(CANARIES, kept.items()) == []


def test_nobody_finds_anothers_words_in_their_copy(house: House, told: Told) -> None:
    """Neither the other client's nor an advisor's private notes, in no form that a copy has."""
    for language, other in (("zh", "en"), ("en", "zh")):
        client, token = told.clients[language], told.talks[language].token
        copies = [
            house.running.zhiyin(
                "client", "export", client, "--language", words, "--format", form,
                "--reason", REASON,
            ).stdout.encode()
            for words in ("zh", "en")
            for form in ("json", "text", "html")
        ]  # fmt: skip
        headers = {"Authorization": f"Bearer {token}"}
        for path in ("/api/chat/export", "/api/chat/profile"):
            copies.append(
                httpx.get(f"{house.running.base}{path}", headers=headers, timeout=30).content
            )
        for number, copy in enumerate(copies[:-1]):
            assert traces_in(OWN[language][:1], [("", copy)]), number
        for copy in copies:
            strange = (*OWN[other], *NOTE.values(), ADVISOR_MAIL)
            assert traces_in(strange, [("a copy", copy)]) == []


def test_crashes_left_no_core(house: House, told: Told) -> None:
    files = (*all_files(house.folder), *ROOT.iterdir())
    cores = [path for path in files if path.is_file()]
    assert [path for path in cores if path.read_bytes()[:4] == b"\x7fELF"] == []
    assert house.running.printed.count("started again") >= 3


def test_the_words_are_there_for_who_may_see_them(house: House, told: Told) -> None:
    own = house.running
    for language, client in told.clients.items():
        shown = own.zhiyin("client", "show", client, "--reason", REASON, "--json").stdout
        profile = json.loads(shown)
        assert profile["answers"]["investable_assets"]["amount"] == 7_391_428_600
        copy = own.zhiyin("client", "export", client, "--language", language).stdout
        assert PHRASES[language] in copy
        assert ADVISOR_SAYS[language] in copy
    assert ADVISOR in own.zhiyin("advisor", "list").stdout
    assert REASON in own.zhiyin("audit", "show").stdout


def test_what_was_said_before_consent_is_not_kept_at_all(house: House, told: Told) -> None:
    for language, client in told.clients.items():
        assert UNASKED[language] not in house.running.zhiyin("client", "export", client).stdout


def test_an_erased_client_can_no_longer_be_shown(house: House, told: Told) -> None:
    done = house.running.zhiyin("client", "show", told.erased, check=False)
    assert done.returncode == 1
    assert "erased" in done.stderr
    assert done.stdout == ""


def _ways() -> Iterator[Any]:
    for words in ("紫藤萝灯塔第七级台阶", "73,914,286", "Zephyrine Quillfeather"):
        for name, code in encodings(words):
            yield pytest.param(words, code, id=f"{words}-{name}")


@pytest.mark.parametrize(("words", "code"), _ways())
def test_the_search_finds_what_is_there(tmp_path: Path, words: str, code: bytes) -> None:
    (tmp_path / "control").write_bytes(b"\x00\xff before " + code + b" after \x00")
    assert traces([words], all_files(tmp_path))


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b'{"text": "'])
def test_the_search_finds_base64_wherever_it_starts(tmp_path: Path, before: bytes) -> None:
    import base64

    whole = base64.b64encode(before + "紫藤萝灯塔第七级台阶".encode() + b'", "more": 1}')
    (tmp_path / "control").write_bytes(whole)
    assert traces(["紫藤萝灯塔第七级台阶"], all_files(tmp_path))


def test_the_search_finds_what_is_packed_into_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "control.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("records.sqlite", f"before {PHRASES['zh']} after" * 50)
    assert traces([PHRASES["zh"]], all_files(tmp_path))


@pytest.mark.postgres
def test_the_search_finds_what_a_database_server_keeps(tmp_path: Path) -> None:
    """In a row, in the row that an update replaced, and in the log after the table is gone."""
    with databases("control") as (since, (name,)):
        house = House(None, tmp_path, (name,), since)
        with psycopg.connect(f"{SERVER}/{name}", autocommit=True) as server:
            server.execute("CREATE TABLE told (words text)")
            server.execute("INSERT INTO told VALUES (%s)", (PHRASES["en"],))
            server.execute("UPDATE told SET words = %s", (PHRASES["zh"],))
            found = traces_in(PHRASES.values(), house.on_the_server())
            for where in (f"{name}/told: ", f"{name}/told as text: ", "pg_wal/"):
                assert any(one.startswith(where) and PHRASES["zh"] in one for one in found), where
            assert any(one.startswith(f"{name}/told: {PHRASES['en']}") for one in found)
            server.execute("DROP TABLE told")
        left = traces_in(PHRASES.values(), house.on_the_server())
    assert left and all(one.startswith("pg_wal/") for one in left)


def _conversation(
    own: Installation, language: str, answers: dict[str, Any], amount: str, phone: str
) -> Talk:
    """From before consent to the handoff, with something personal at every step."""
    talk = Talk(own.base, language).begin()
    talk.say(f"{UNASKED[language]}, {NAMES[language]}, {MAILS[language]}, {phone}, {amount}")
    while talk.asking != "privacy":
        talk.say("继续" if language == "zh" else "go on")
    talk.consent()
    talk.say(PHRASES[language])
    replaced = answers | {
        "confirm:goal_amount": "no",
        "confirm:investable_assets": "no",
        "investable_assets": {"say": amount},
        "annual_income": {"say": "58,203,917元" if language == "zh" else "58,203,917 yuan"},
    }
    talk.answer(replaced)
    talk.say(f"{PHRASES[language]}？")
    if talk.asking != "summary":
        talk.answer(replaced)
    talk.choose("confirm")
    talk.choose("yes", "offer")
    talk.choose("accept", "contact_consent")
    talk.say(f"{NAMES[language]}, {phone}, {MAILS[language]}")
    talk.card("handoff")
    return talk


def _advisor(own: Installation) -> str:
    added = own.zhiyin("advisor", "add", ADVISOR_MAIL, "--name", ADVISOR, "--role", "supervisor")
    assert ADVISOR_MAIL in added.stdout
    return own.zhiyin("advisor", "token", ADVISOR_MAIL).stdout.strip()


def _with_advisor(own: Installation, token: str, talk: Talk) -> str:
    """Take the handoff over, speak, note, and give the conversation back; gives the client's id."""
    with httpx.Client(
        base_url=f"{own.base}/api/advisor",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    ) as crm:
        waiting = crm.get("/handoffs", params={"status": "waiting"}).json()["handoffs"]
        handoff = next(h for h in waiting if h["conversation_id"] == talk.conversation_id)
        place = f"/handoffs/{handoff['id']}"
        packet = crm.post(f"{place}/accept").json()
        assert packet["contact"], "the advisor gets the contact details"
        said = {"id": str(uuid.uuid4()), "text": ADVISOR_SAYS[talk.language]}
        assert crm.post(f"{place}/messages", json=said).status_code == 201
        talk_back = {"id": str(uuid.uuid4()), "text": f"{PHRASES[talk.language]} 64,820,573"}
        _post(own, "/api/chat/messages", talk.token, talk_back)
        assert crm.post(f"{place}/notes", json={"text": NOTE[talk.language]}).status_code == 201
        assert crm.post(f"{place}/return").status_code == 200
        return str(packet["client_id"])


def _erased(own: Installation, token: str) -> str:
    """A client who told much and then had everything erased; gives their id."""
    talk = Talk(own.base, "zh").begin().consent()
    talk.say(f"{PHRASES['zh']}，我有73,914,286元，45岁")
    known = {row["id"] for row in json.loads(own.zhiyin("client", "list", "--json").stdout)}
    _post(own, "/api/chat/erase", talk.token, {})
    talk.expect_gone()
    rows = json.loads(own.zhiyin("client", "list", "--json").stdout)
    (gone,) = (row["id"] for row in rows if row["state"] == "erased")
    assert gone in known
    return str(gone)


def _bad_input(own: Installation, talk: Talk) -> None:
    """Everything a careless or hostile program may send, with canaries in it."""
    chat = f"{own.base}/api/chat/messages"
    phrase = PHRASES["zh"]
    signed = {"Authorization": f"Bearer {talk.token}"}
    with httpx.Client(timeout=30) as client:
        client.post(chat, headers=signed, content=f'{{"id": "{phrase}'.encode())
        client.post(chat, headers=signed, json={"id": BAD, "text": {"not": phrase}})
        client.post(chat, headers=signed, json={"id": str(uuid.uuid4()), "choice": BAD})
        client.post(chat, headers=signed, json={"id": str(uuid.uuid4()), "text": phrase * 2000})
        client.post(chat, headers=signed, content=(BAD * 10_000).encode())
        slot = '/inform{"investable_assets": "73,914,286"}'
        client.post(chat, headers=signed, json={"id": str(uuid.uuid4()), "text": slot})
        nul = {"id": str(uuid.uuid4()), "text": f"{phrase}\x00\u202e"}
        client.post(chat, headers=signed, json=nul)
        client.get(chat, headers=signed, params={"after": BAD})
        client.get(f"{own.base}/{BAD}/{phrase}", params={"q": NAMES["en"]})
        client.get(chat, headers={"Authorization": f"Bearer {BAD}"})
        client.get(chat, headers={**signed, "Origin": f"https://{BAD}.example", "Cookie": BAD})
        client.post(f"{own.base}/console/sign-in", data={"email": ADVISOR_MAIL, "password": BAD})
        client.request(BAD.upper(), chat, headers={"User-Agent": BAD, "X-Forwarded-For": BAD})
        client.get(f"{own.base}/api/advisor/clients/{BAD}/profile", params={"reason": REASON})


def _failures(own: Installation) -> None:
    """Exceptions inside engine and actions, raised while they hold what a client said."""
    phrase, keys = PHRASES["en"], own.home / "keys"
    secrets = {
        name: (keys / f"{name}.secret").read_text().strip() for name in ("engine", "actions")
    }
    with httpx.Client(timeout=30) as client:
        tracker = {"sender_id": BAD, "slots": {"course": phrase}, "events": phrase}
        call = {"next_action": "action_ask_answer", "sender_id": BAD, "tracker": tracker}
        for name in ("action_ask_answer", "action_greet", "action_of_no_one"):
            answer = client.post(
                f"http://127.0.0.1:{own.port + 2}/webhook",
                headers={"Authorization": f"Bearer {secrets['actions']}"},
                json={**call, "next_action": name},
            )
            assert answer.status_code >= 400
            assert phrase not in answer.text
        for body in ({"text": phrase}, {"conversation_id": [phrase], "seq": BAD}, [phrase]):
            answer = client.post(
                f"http://127.0.0.1:{own.port + 1}/webhooks/gateway/messages",
                headers={"Authorization": f"Bearer {secrets['engine']}"},
                json=body,
            )
            assert answer.status_code >= 400
            assert phrase not in answer.text


def _crashes(own: Installation) -> None:
    """Each process dies as by a fault in C while its memory is full of what clients said."""
    supervisor = own.process.pid
    children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    assert len(children) == 3
    for child in children:
        limits = Path(f"/proc/{child}/limits").read_text()
        assert re.search(r"Max core file size\s+0\s+0\s", limits)
        os.kill(int(child), signal.SIGSEGV)
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        time.sleep(0.5)
        now = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
        with contextlib.suppress(httpx.HTTPError):
            ready = httpx.get(f"{own.base}/readyz", timeout=5).status_code == 200
            if ready and len(now) == 3 and not set(now) & set(children):
                return
    raise AssertionError(own.printed)


def _crashing_commands(house: House, clients: dict[str, str]) -> None:
    """An operator's commands die while they hold an opened profile: what they print is kept."""
    own = house.running
    lines = [
        ("client", "show", clients["zh"], "--reason", REASON, "--json"),
        ("client", "export", clients["en"], "--reason", REASON),
        ("client", "export", clients["zh"], "--reason", REASON, "--format", "text"),
        ("audit", "show"),
    ]
    for number, arguments in enumerate(lines):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-X", "faulthandler", "-m", "bot", *arguments],
                cwd=ROOT, env=own.environment, stdout=full, stderr=subprocess.PIPE, check=False,
            )  # fmt: skip
        assert done.returncode not in (0, 2), done.stderr
        (house.folder / f"crash-{number}.log").write_bytes(done.stderr)


def _back_up(house: House, when: str) -> None:
    folder = house.folder / f"backups-{when}"
    house.running.zhiyin("backup", "all", "--to", str(folder))


def _post(own: Installation, path: str, token: str, body: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.post(f"{own.base}{path}", json=body, headers=headers, timeout=30)
    assert answer.status_code < 300, answer.text
