"""The system we are measured beside: Rasa's own components, without neural networks."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.cli.bench.running import free_ports, last_line, memory, post, started, wait
from bot.cli.output import CommandFailed
from bot.cli.processes import answers, start
from bot.cli.train import child_environment, training_command

_STOCK = {
    "config.yml": """
recipe: default.v1
assistant_id: stock
language: en
pipeline:
- name: WhitespaceTokenizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: LogisticRegressionClassifier
- name: FallbackClassifier
  threshold: 0.3
policies:
- name: RulePolicy
""",
    "domain.yml": """
version: "3.1"
intents: [greet, thank, ask, who]
responses:
  utter_greet: [{text: "Hello! 你好"}]
  utter_thank: [{text: "You are welcome. 不客气"}]
  utter_ask: [{text: "It means not to put all eggs into one basket. 不把鸡蛋放在一个篮子里"}]
  utter_who: [{text: "I am a bot. 我是机器人"}]
  utter_default: [{text: "Sorry? 没听懂"}]
""",
    "data/nlu.yml": """
version: "3.1"
nlu:
- {intent: greet, examples: "- hello\\n- hi there\\n- 你好\\n- 早上好\\n- good morning\\n"}
- {intent: thank, examples: "- thanks\\n- thank you\\n- 谢谢\\n- 多谢\\n- 太感谢了\\n"}
- {intent: ask, examples: "- what is inflation?\\n- 什么是分散投资？\\n- 你们收费吗\\n"}
- {intent: who, examples: "- who are you?\\n- 你是谁\\n- are you a bot\\n- 你是机器人吗\\n"}
""",
    "data/rules.yml": """
version: "3.1"
rules:
- {rule: greet, steps: [{intent: greet}, {action: utter_greet}]}
- {rule: thank, steps: [{intent: thank}, {action: utter_thank}]}
- {rule: ask, steps: [{intent: ask}, {action: utter_ask}]}
- {rule: who, steps: [{intent: who}, {action: utter_who}]}
- {rule: fallback, steps: [{intent: nlu_fallback}, {action: utter_default}]}
""",
    "credentials.yml": "rest:\n",
    "endpoints.yml": "",
}
"""A minimal project of Rasa's own components: what `rasa init` makes, without neural networks."""


def make_project(root: Path) -> Path:
    for name, text in _STOCK.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def train(root: Path, place: Path) -> float:
    """Seconds to train the project in `root` with an empty cache; the model stays in its folder."""
    out = place / "models" / root.name
    began = time.monotonic()
    log = place / f"{root.name}-train.log"
    with log.open("wb") as sink, tempfile.TemporaryDirectory(dir=place) as cache:
        status = start(
            training_command(out, root),
            cwd=root,
            environment=child_environment(RASA_CACHE_DIRECTORY=cache),
            out=sink,
        ).wait()
    if status != 0:
        raise CommandFailed(f"training failed: {last_line(log)}")
    return round(time.monotonic() - began, 1)


@contextlib.contextmanager
def running(root: Path, seen: dict[str, Any]) -> Iterator[Callable[[int, str], None]]:
    """A stock Rasa server with its REST channel and an in-memory store."""
    port = free_ports(1)
    command = [sys.executable, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)]
    command += ["--model", str(root.parent / "models" / root.name)]
    with started(command, root, {}, root / "run.log") as process:
        began = time.monotonic()
        wait(lambda: answers(f"http://127.0.0.1:{port}/webhooks/rest/"), process, root / "run.log")
        seen["start_seconds"] = round(time.monotonic() - began, 1)
        address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

        def ask(conversation: int, text: str) -> None:
            post(address, {"sender": f"bench-{conversation}", "message": text})

        yield ask
        seen["memory_mb"] = {"rasa": memory(process.pid)}
