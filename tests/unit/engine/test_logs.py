"""The logs: whatever a library or a slip of ours writes, no word of a client comes out."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings

import pytest
import structlog

from bot.services import logs
from bot.settings import load_settings

CANARY = "金丝雀 canary@example.com 13800001111"


@pytest.fixture
def shown(tmp_path, monkeypatch):
    sink = io.StringIO()
    monkeypatch.setattr(sys, "stderr", sink)
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    handlers, level, before = root.handlers[:], root.level, structlog.get_config()
    logs.configure(
        "test", load_settings({"ZHIYIN_HOME": str(tmp_path), "ZHIYIN_LOG_LEVEL": "DEBUG"})
    )

    def read():
        return [json.loads(line) for line in sink.getvalue().splitlines()]

    yield read
    logging.captureWarnings(False)
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook = hooks
    structlog.configure(**before)


def test_no_way_of_writing_lets_words_through(shown):
    rasa, ours = logging.getLogger("rasa.core"), logs.log()
    for level in ("debug", "info", "warning", "error"):
        getattr(rasa, level)(f"Received user message '{CANARY}'")
        getattr(rasa, level)("Received %s", CANARY)
        getattr(structlog.get_logger("rasa"), level)("processor.message", text=CANARY, name=CANARY)
        getattr(ours, level)(CANARY)
        getattr(ours, level)("turn.done", error=ValueError(CANARY), conversation=CANARY)
    logging.getLogger("bot").warning(CANARY)
    try:
        raise RuntimeError(CANARY) from KeyError(CANARY)
    except RuntimeError as raised:
        rasa.exception(f"failed on {CANARY}")
        ours.error("turn.failed", exc_info=raised)
        sys.excepthook(type(raised), raised, raised.__traceback__)
    warnings.warn(CANARY, stacklevel=1)
    lines = shown()
    assert len(lines) > 15
    text = json.dumps(lines, ensure_ascii=False)
    for part in (*CANARY.split(), "金丝", "1380000"):
        assert part not in text
    assert "RuntimeError" in text and "KeyError" in text


def test_what_helps_is_there(shown):
    logs.log().info("engine.ready", port=8001, model="zhiyin.tar.gz", password="x")
    logging.getLogger("rasa.core.run").info("Rasa server is up and running.")
    first, second = shown()
    assert (first["event"], first["port"], first["model"]) == (
        "engine.ready", 8001, "zhiyin.tar.gz",
    )  # fmt: skip
    assert "password" not in first and first["process"] == "test" and first["level"] == "info"
    assert second["event"] == "Rasa server is up and running."


def test_an_exception_is_told_by_class_and_place(shown):
    try:
        json.loads("{")
    except ValueError as raised:
        logs.log().error("file.unreadable", exc_info=raised)
    (line,) = shown()
    assert line["raised"] == ["json.decoder.JSONDecodeError"]
    assert any("test_logs.py" in place for place in line["where"])
