"""`zhiyin evaluate` with a small model and a few texts: it measures what `zhiyin parse` says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.cli.output import CommandFailed
from bot.engine.parse import Parser
from bot.settings import load_settings

pytestmark = pytest.mark.rasa

SCOPE = {"in_scope": True, "kind": "question", "register": "neutral"}
FAR = {"in_scope": False, "kind": "far", "register": "neutral"}
INTENTS: dict[str, list[dict[str, Any]]] = {
    "zh": [
        {"text": "我要找真人", "intent": "ask_human", **SCOPE},
        {"text": "明天北京天气怎么样", "intent": "out_of_scope", **FAR},
    ],
    "en": [
        {"text": "I want to talk to a person", "intent": "ask_human", **SCOPE},
        {"text": "how do I boil an egg", "intent": "out_of_scope", **FAR},
    ],
}
VALUES: dict[str, list[dict[str, Any]]] = {
    "zh": [
        {"text": "我四十五岁", "answers": {"age": 45}},
        {"text": "50万", "asking": "investable_assets",
         "answers": {"investable_assets": {"amount": 50_000_000, "currency": "CNY"}}},
    ],
    "en": [{"text": "I'm 45", "answers": {"age": 45}}],
}  # fmt: skip
OPTIONS: dict[str, list[dict[str, Any]]] = {
    "zh": [{"text": "不知道", "question": "quiz_rates", "option": "unsure"}],
    "en": [{"text": "sell everything", "question": "loss_reaction", "option": "sell_all"}],
}


@pytest.fixture
def heldout(tmp_path: Path) -> Path:
    """A few texts of each kind, as files."""
    folder = tmp_path / "heldout"
    folder.mkdir()
    for name, rows in (("intents", INTENTS), ("values", VALUES), ("options", OPTIONS)):
        for language, own in rows.items():
            lines = [json.dumps({"language": language, **row}, ensure_ascii=False) for row in own]
            (folder / f"{name}.{language}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def test_the_report_says_what_the_model_says(
    heldout: Path, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.engine.parse.newest_model", lambda settings: model)
    out = tmp_path / "out"
    command = ["evaluate", "--no-stock", "--data", str(heldout), "--out", str(out)]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0
    assert "intent accuracy" in done.stdout
    found = json.loads((out / "report.json").read_text("utf-8"))
    parser = Parser(load_settings({}), model=model)
    for language, rows in INTENTS.items():
        right = sum(parser.parse(row["text"])["intent"] == row["intent"] for row in rows[:1])
        assert found["intents"][language]["accuracy"] | {"low": 0, "high": 0} == {
            "of": 1, "right": right, "percent": 100.0 * right, "low": 0, "high": 0,
        }  # fmt: skip
        away = not parser.parse(rows[1]["text"])["in_scope"]
        assert found["intents"][language]["scope"]["far"]["right"] == int(away)
        assert found["values"][language]["values"]["percent"] == 100.0
        assert found["values"][language]["wrong_accepted"] == 0
        assert found["options"][language]["matched"]["percent"] == 100.0
    assert "mistakes" not in found
    html = (out / "report.html").read_text("utf-8")
    assert "<svg" in html
    assert INTENTS["zh"][0]["text"] not in html


def test_a_folder_without_texts_is_said_in_one_line(tmp_path: Path, model: Path) -> None:
    with pytest.raises(CommandFailed, match="cannot be read"):
        CliRunner().invoke(
            app, ["evaluate", "--no-stock", "--data", str(tmp_path)], catch_exceptions=False
        )
