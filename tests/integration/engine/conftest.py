"""A real Rasa with a small assistant, its engine and its action server, on free ports."""

from __future__ import annotations

import io
import logging
import os
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from ulid import ULID

from bot.records import Records
from bot.records.models import Client, Conversation
from bot.rulebook.replies import Replies, Reply
from bot.services import logs
from bot.settings import ROOT, Settings, load_settings
from tests.integration.engine.helpers import HERE, PASSWORD, examples, open_door, served

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

INTENTS = [
    "greet",
    "affirm",
    "deny",
    "inform",
    "goodbye",
    "thanks",
    "ask_human",
    "resume",
    "near_scope",
    "out_of_scope",
]
BYE = Replies(
    replies={
        "zh": {"utter_bye": Reply("再见 {name}", {"card": {"type": "feedback"}})},
        "en": {"utter_bye": Reply("Bye {name}", {"card": {"type": "feedback"}})},
    },
    always={"zh": {"name": "示范"}, "en": {"name": "Sample"}},
)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small assistant, trained by Rasa with the product's own components."""
    from rasa.model_training import train

    folder = tmp_path_factory.mktemp("engine-model")
    shutil.copytree(HERE / "project" / "data", folder / "data")
    chosen = {
        intent: [text for one, text in examples() if one == intent][::4] for intent in INTENTS
    }
    lines = ['version: "3.1"', "nlu:"]
    for intent, texts in chosen.items():
        lines += [f"  - intent: {intent}", "    examples: |"]
        lines += [f"      - {text}" for text in texts]
    (folder / "data" / "nlu.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    trained = os.environ.get("ZHIYIN_TEST_SMALL_MODEL")  # made by an earlier run, to go faster
    if trained:
        return Path(trained)
    result = train(
        domain=str(HERE / "project" / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=str(folder / "data"),
        output=str(folder),
        fixed_model_name="small",
        force_training=True,
    )
    assert result.code == 0
    return folder / "small.tar.gz"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation of its own in a temporary folder."""
    return load_settings({"ZHIYIN_HOME": str(tmp_path / "home"), "ZHIYIN_LOG_LEVEL": "DEBUG"})


@pytest.fixture
def written(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the product's logs write at their loudest; what was set up before is put back."""
    sink = io.StringIO()
    monkeypatch.setattr(sys, "stderr", sink)
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    logs.configure("test", settings)
    yield sink
    logging.captureWarnings(False)
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook = hooks
    structlog.configure(**before)


@pytest.fixture
def records(settings: Settings) -> Any:
    """The installation's records."""
    opened = Records.open(settings, create=True)
    yield opened
    opened.close()


@pytest.fixture
def converse(records: Records) -> Callable[[], str]:
    """Begin a conversation of a new client; gives its id."""

    def begin() -> str:
        now, client, conversation = datetime.now(timezone.utc), str(ULID()), str(ULID())
        with records.begin() as work:
            work.clients.add(Client(client, "active", None, None, now, now))
            work.conversations.add(Conversation(conversation, client, "web", "zh", now, now), None)
        return conversation

    return begin


@dataclass
class Engine:
    """A running engine: what a test asks and what it may look into."""

    base: str
    secret: str
    agent: Any
    store: Any
    records: Records
    actions_up: Callable[[bool], None]
    seqs: dict[str, int] = field(default_factory=dict)

    async def post(self, body: Any, *, secret: str | None = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.secret if secret is None else secret}"}
        async with httpx.AsyncClient(timeout=60) as http:
            return await http.post(
                f"{self.base}/webhooks/gateway/messages", json=body, headers=headers
            )

    async def say(self, conversation: str, text: str | None = None, **more: Any) -> list[dict]:
        """Send the next message and give the replies."""
        seq = self.seqs[conversation] = self.seqs.get(conversation, 0) + 1
        body = {"conversation_id": conversation, "seq": seq, "language": "zh", **more}
        answer = await self.post({**body, "text": text} if text is not None else body)
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"]


@pytest.fixture(scope="session")
def agent(model: Path) -> Any:
    """Rasa's agent with the small model; loading it takes a while, so it is shared."""
    from rasa.core.agent import Agent

    from bot.engine.replies import RulebookReplies

    return Agent.load(model, generator=RulebookReplies(replies=BYE))


@pytest.fixture
async def engine(agent: Any, settings: Settings, records: Records) -> AsyncIterator[Engine]:
    """The engine with its private channel and its action server, both over HTTP."""
    from rasa.core.run import configure_app
    from rasa.core.tracker_store import FailSafeTrackerStore
    from sanic import Sanic

    from actions.__main__ import make_app
    from bot.engine.actions_endpoint import ActionsEndpoint
    from bot.engine.channel import GatewayChannel, sealed_store
    from bot.engine.tracker_store import EncryptedTrackerStore
    from bot.services.secrets import secret

    Sanic._app_registry.clear()
    door, acts_door = open_door(), open_door()
    webhook = f"http://127.0.0.1:{acts_door.getsockname()[1]}/webhook"
    endpoint = ActionsEndpoint(webhook, PASSWORD)
    store = EncryptedTrackerStore(agent.domain, records=records)
    agent.tracker_store = agent.processor.tracker_store = FailSafeTrackerStore(store)
    agent.processor.action_endpoint = endpoint
    channel = GatewayChannel(secret(settings, "engine"))
    app = configure_app([channel], enable_api=False)
    app.ctx.agent = agent
    gone = {"down": False}
    acts = make_app(PASSWORD, "tests.integration.engine.acts")

    @acts.middleware("request")
    async def away(_: Any) -> Any:
        from sanic import response

        return response.json({}, status=503) if gone["down"] else None

    async with served(acts, acts_door), served(app, door) as base:
        yield Engine(
            base,
            secret(settings, "engine"),
            agent,
            sealed_store(agent),
            records,
            lambda up: gone.update(down=not up),
        )
    await endpoint.close()
