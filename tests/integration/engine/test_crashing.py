"""A process that goes wrong, in every way Python has, lets out no word and leaves no core."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.integration.system.traces import all_files, traces

CANARY = "紫藤萝灯塔第七级台阶"
MAIL = "quillfeather@canary-en.example"

WRONG = """
import asyncio, gc, logging, sys, threading, traceback, warnings
from bot.services import logs
from bot.settings import load_settings
logs.configure("{process}", load_settings(), closed=True)
{imports}
logs.configure("{process}", load_settings(), closed=True)
WORDS = "{canary} {mail}"

def held():
    raise RuntimeError(WORDS) from KeyError(WORDS)

print(WORDS); sys.stderr.write(WORDS + "\\n"); sys.__stdout__.flush()
for name in ("", "rasa", "rasa.core.processor", "rasa_sdk", "rasa_sdk.executor", "sanic.root",
             "sanic.error", "sanic.access", "sqlalchemy.engine", "sqlalchemy.engine.Engine",
             "sqlalchemy.pool", "uvicorn", "uvicorn.error", "uvicorn.access", "alembic",
             "alembic.runtime.migration", "asyncio", "apscheduler", "httpx", "bot", "py.warnings"):
    one = logging.getLogger(name)
    assert not one.handlers or one is logging.getLogger(), name
    for level in ("debug", "info", "warning", "error", "critical"):
        getattr(one, level)("got %s", WORDS)
        getattr(one, level)(WORDS, extra={{"words": WORDS}})
    try:
        held()
    except RuntimeError:
        one.exception(WORDS)
        traceback.print_exc()
warnings.warn(WORDS)

async def forgotten():
    asyncio.get_running_loop().create_task(failing()); await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(held); await asyncio.sleep(0)
async def failing():
    held()
asyncio.run(forgotten()); gc.collect()

class Broken:
    def __del__(self):
        held()
Broken(); gc.collect()
thread = threading.Thread(target=held); thread.start(); thread.join()
import faulthandler; faulthandler.enable(); faulthandler.dump_traceback()
logs.tell("plain words")
{end}
"""

IMPORTS = {
    "gateway": "import uvicorn, fastapi, alembic.config, bot.web",
    "actions": "import rasa_sdk.executor, sanic, actions.__main__",
    "engine": "import rasa.core.agent, rasa.core.run, sanic, bot.engine.channel",
}
ENDS = {
    "an exception": "held()",
    "SIGABRT": "import os; os.abort()",
    "SIGSEGV": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "a fault in C": "import ctypes; ctypes.string_at(0)",
}


def _cores_allowed() -> None:
    """As on a machine that keeps cores: the process has to forbid them itself."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def _run(code: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "ZHIYIN_HOME": str(folder / "home"),
            "ZHIYIN_LOG_LEVEL": "DEBUG",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
        capture_output=True,
        check=False,
        preexec_fn=_cores_allowed,
        timeout=180,
    )


@pytest.mark.parametrize(
    ("process", "end"),
    [
        *(("gateway", end) for end in ENDS),
        ("actions", "an exception"),
        ("actions", "SIGSEGV"),
        pytest.param("engine", "SIGABRT", marks=pytest.mark.rasa),
    ],
)
def test_whatever_goes_wrong_no_word_comes_out_and_no_core_is_left(
    process: str, end: str, tmp_path: Path
) -> None:
    code = WRONG.format(
        process=process, imports=IMPORTS[process], end=ENDS[end], canary=CANARY, mail=MAIL
    )
    done = _run(code, tmp_path)
    assert done.returncode != 0
    (tmp_path / "printed").write_bytes(done.stdout + b"\n" + done.stderr)
    assert traces([CANARY, MAIL], all_files(tmp_path)) == []
    assert list(tmp_path.glob("*core*")) == []
    told = done.stderr.decode()
    assert '"process.uncaught"' in told and '"output.withheld"' in told, told[-3000:]
    assert '"process.unraisable"' in told and "plain words" in told
    assert "RuntimeError" in told and "KeyError" in told
    assert "Current thread" in told, "faulthandler says where, without values"


def test_the_commands_say_a_fault_of_ours_without_its_words(tmp_path: Path) -> None:
    code = (
        "import logging, sys; from bot.cli import main; from bot.cli import doctor\n"
        "def broken(_):\n"
        f"    logging.getLogger('sqlalchemy').error('{CANARY}')\n"
        f"    raise KeyError('{CANARY}')\n"
        "doctor._python = broken; sys.argv = ['zhiyin', 'doctor']; main()"
    )
    done = _run(code, tmp_path)
    assert done.returncode == 1
    told = done.stderr.decode()
    assert CANARY not in told + done.stdout.decode()
    assert "a fault in the program (builtins.KeyError)" in told and "sqlalchemy" in told
    assert told.count("\n") == 2


def test_a_process_may_neither_be_dumped_nor_looked_into(tmp_path: Path) -> None:
    code = (
        "import ctypes, resource, subprocess, sys\n"
        "from bot.services.hardening import leave_no_core; leave_no_core()\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
        "assert sys.platform != 'linux' or ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0\n"
        "child = [sys.executable, '-c', 'import resource;print(resource.getrlimit(4))']\n"
        "assert b'(0, 0)' in subprocess.run(child, capture_output=True).stdout\n"
    )
    done = _run(code, tmp_path)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("bot/web.py", "closed=True"),
        ("bot/engine/__main__.py", "closed=True"),
        ("actions/__main__.py", "closed=True"),
        ("bot/cli/main.py", "leave_no_core()"),
    ],
)
def test_every_process_begins_with_it(file: str, says: str) -> None:
    assert says in (ROOT / file).read_text(encoding="utf-8")
