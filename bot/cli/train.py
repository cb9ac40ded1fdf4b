"""`zhiyin train`: make the model from data/, domain.yml and config.yml, when it is not current."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import QUIET, CommandFailed, JsonFlag, console, print_json
from bot.cli.processes import start
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.rulebook.knowledge import Knowledge

SOURCES = (
    *("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories", "data/spelling"),
    "uv.lock",
)
"""What the model is made of, beside the questions of the knowledge base. Its answers, replies,
questionnaire and policy are read at start, not trained."""
_MENDING = ("decoding", "mending", "slips", "tidying", "wordbook", "writing")
CODE = (
    "bot/engine/nlu",
    "bot/engine/training_message.py",
    "bot/engine/importer.py",
    "bot/engine/policy.py",
    "bot/language/agreement.py",
    "bot/language/features.py",
    "bot/language/normal.py",
    "bot/language/pinyin.py",
    "bot/language/resembling.py",
    "bot/language/script.py",
    "bot/rulebook/knowledge.py",
    "bot/rulebook/knowledge_files.py",
    "bot/services/bulk_encoder.py",
    "bot/services/encoder.py",
    "bot/services/heard.py",
    "bot/services/spelling.py",
    "bot/services/vectors.py",
    *(f"bot/language/{name}.py" for name in _MENDING),
)
"""Code whose change makes a trained model stale."""
MODEL = "zhiyin"
_ASIDE = ".training-"
_KEEP_MEMORY = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "67108864",
}
"""Training makes and drops matrices of hundreds of megabytes; glibc gives each back to the system,
which then clears the same memory again: a fifth of the time."""


@dataclass(frozen=True)
class ModelState:
    """Whether there is a model and whether it was made from what lies here now."""

    path: Path
    exists: bool
    current: bool
    fingerprint: str


def train(
    force: Annotated[bool, typer.Option("--force", help="Train even when current.")] = False,
    json_: JsonFlag = False,
) -> None:
    """Train the model, unless the one that is there is current."""
    settings = load_settings()

    def say(line: str) -> None:
        console().print(line, markup=False)

    seconds = ensure_model(settings, say, force=force)
    path = model_state(settings).path
    answers = len(open_questions(settings))
    if json_:
        print_json(
            {
                "model": str(path),
                "trained": seconds is not None,
                "seconds": seconds,
                "questions_without_model": answers,
            }
        )
    elif seconds is None:
        say(f"The model is current: {_short(path, settings)}")


def ensure_model(
    settings: Settings, say: Callable[[str], None], *, force: bool = False
) -> float | None:
    """Train where needed. Returns the seconds it took, or None when the model was current.

    One process trains at a time; the others wait and find the model made. It is made aside and
    then put into its place, so a running engine never meets half of one. Raises CommandFailed
    with the log's place when training fails; the former model stays.
    """
    if model_state(settings).current and not force and not open_questions(settings):
        return None
    settings.models_path.mkdir(parents=True, exist_ok=True)
    with (settings.models_path / ".training.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another process is training the model; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        state = model_state(settings)
        if state.current and not force and not open_questions(settings):
            return None
        started = time.monotonic()
        renewed = force or not state.current
        beside = _Beside(settings, say, encoding=renewed, force=force)
        if renewed:
            say("Training the model (about a minute) …")
            _renew(settings, state, say)
            size = state.path.stat().st_size / 1024
            seconds = time.monotonic() - started
            say(f"Trained in {seconds:.1f} s: {_short(state.path, settings)} ({size:,.0f} KB)")
        beside.wait()
    return round(time.monotonic() - started, 1)


class _Beside(Thread):
    """What is done beside Rasa, which trains in a process of its own: encoding the examples, which
    Rasa asks for as soon as it has read them, and then learning how clients answer the questions.

    On one processor: the matrices are small, and two threads would wait for one another. Whoever
    stops the training does not wait for it.
    """

    def __init__(
        self, settings: Settings, say: Callable[[str], None], *, encoding: bool, force: bool
    ) -> None:
        super().__init__(daemon=True)
        self._settings, self._say = settings, say
        self._encoding, self._force = encoding, force
        self._problem: Exception | None = None
        self.start()

    def run(self) -> None:
        # The limit holds for the process, and for the libraries that are there when it is set.
        import scipy.linalg  # noqa: F401
        from threadpoolctl import threadpool_limits

        threadpool_limits(1, user_api="blas")
        try:
            if self._encoding:
                _encode_ahead(self._settings)
            if self._force or open_questions(self._settings):
                begun = time.monotonic()
                learnt = learn_answers(self._settings)
                seconds = time.monotonic() - begun
                self._say(f"  {seconds:5.1f} s  learnt how clients answer {learnt} questions")
        except Exception as problem:
            self._problem = problem

    def wait(self) -> None:
        """Until all is done. Raises what went wrong (CommandFailed)."""
        self.join()
        if self._problem is not None:
            raise self._problem


def _renew(settings: Settings, state: ModelState, say: Callable[[str], None]) -> None:
    """Train aside and put the model into its place, with the fingerprint of what it is made of."""
    for left in settings.models_path.glob(f"{_ASIDE}*"):  # by a training that was killed
        shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=settings.models_path))
    try:
        _train(settings, aside, say)
        (aside / state.path.name).replace(state.path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    stamp = json.dumps({"fingerprint": state.fingerprint, "model": state.path.name})
    (settings.models_path / "current.json").write_text(stamp + "\n")


def open_questions(settings: Settings) -> tuple[str, ...]:
    """The questions whose answers are to be learnt: the questionnaire or the phrasings changed.

    Until then they are read by likeness to their phrasings. None where the rules cannot be read:
    whoever loads them says what is wrong.
    """
    from bot import rulebook
    from bot.services import answer_models

    try:
        questionnaire = rulebook.load(settings).questionnaire
    except rulebook.RulebookError:
        return ()
    return answer_models.stale(questionnaire, settings.models_path / answer_models.FILE)


def learn_answers(settings: Settings) -> int:
    """Learn all questions anew and put the file into its place. Returns how many there are.

    Raises CommandFailed where the rules cannot be read.
    """
    from bot import rulebook
    from bot.services import answer_models
    from bot.services.vectors import kept_vectors

    try:
        questionnaire = rulebook.load(settings).questionnaire
    except rulebook.RulebookError as problem:
        raise CommandFailed(f"the answers cannot be learnt: {problem}") from None
    models = answer_models.learn(questionnaire, kept_vectors(settings))
    path = settings.models_path / answer_models.FILE
    aside = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        answer_models.save(models, aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return len(models)


def _train(settings: Settings, out: Path, say: Callable[[str], None]) -> None:
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.logs_path.mkdir(parents=True, exist_ok=True)
    log = settings.logs_path / "train.log"
    started = time.monotonic()
    cache = settings.models_path / ".cache"  # and not the home folder of whoever trains
    with log.open("wb") as sink:
        process = start(
            training_command(out, settings.root),
            cwd=settings.root,
            environment=child_environment(
                RASA_CACHE_DIRECTORY=str(cache / "rasa"),
                KERAS_HOME=str(cache),
                HOME=str(cache),
                OPENBLAS_NUM_THREADS="1",  # it takes more where more are worth it
                **_KEEP_MEMORY,
            ),
            out=subprocess.PIPE,
        )
        assert process.stdout is not None
        say("    0.0 s  reading the training data")
        for line in process.stdout:
            sink.write(line)
            if step := _progress(line.decode("utf-8", "replace")):
                say(f"  {time.monotonic() - started:5.1f} s  {step}")
        status = process.wait()
    if status != 0 or not (out / f"{MODEL}.tar.gz").exists():
        raise CommandFailed(f"training failed; the reason stands at the end of {log}")


def _encode_ahead(settings: Settings) -> None:
    """Encode the examples while Rasa is still loading and reading them. What cannot be read Rasa
    complains of itself."""
    from bot.engine.nlu.examples import training_examples
    from bot.language.normal import fold
    from bot.services.vectors import embed_all, kept_vectors

    knowledge = _knowledge(settings.root, settings.knowledge_path)
    asked = (*knowledge.examples, *knowledge.unanswered) if knowledge else ()
    with suppress(OSError, UnicodeError):
        examples = training_examples(settings.root / "data" / "nlu")
        said = [*(one.text for one in examples), *(one.text for one in asked)]
        embed_all(list(dict.fromkeys(map(fold, said))), kept_vectors(settings), alone=True)


def training_command(out: Path, root: Path) -> list[str]:
    """What trains the Rasa project in `root` into the folder `out`."""
    return [
        *(sys.executable, "-m", "rasa", "train", "--fixed-model-name", MODEL, "--out", str(out)),
        "--skip-validation",
        *("--config", str(root / "config.yml"), "--domain", str(root / "domain.yml")),
        *("--data", str(root / "data")),
    ]


def model_state(settings: Settings) -> ModelState:
    """Compare the model that is there with what it would be made of now."""
    path = settings.models_path / f"{MODEL}.tar.gz"
    fingerprint = _fingerprint(settings.root, settings.knowledge_path)
    try:
        stamp = json.loads((settings.models_path / "current.json").read_text())["fingerprint"]
    except (OSError, ValueError, KeyError, TypeError):
        stamp = None
    exists = path.exists()
    return ModelState(path, exists, exists and stamp == fingerprint, fingerprint)


def child_environment(**more: str) -> dict[str, str]:
    """The environment for the processes we start, libraries silenced."""
    return {**os.environ, **QUIET, **more}


def _fingerprint(root: Path, knowledge: Path) -> str:
    digest = hashlib.sha256()
    for name in (*SOURCES, *CODE):
        for path in _files(root / name):
            digest.update(str(path.relative_to(root)).encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(_questions(root, knowledge).encode())
    return digest.hexdigest()


def _questions(root: Path, knowledge: Path) -> str:
    """What the knowledge base is asked: its answers may change without training."""
    read = _knowledge(root, knowledge)
    return read.questions_digest() if read else "unreadable"


def _knowledge(root: Path, folder: Path) -> Knowledge | None:
    """The knowledge base; None where it cannot be read: training says what is wrong with it."""
    from bot.rulebook import RulebookError, read_knowledge

    try:
        return read_knowledge(folder, root / "data" / "schemas" / "knowledge.schema.json")
    except RulebookError:
        return None


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc")


def _progress(line: str) -> str | None:
    """The part of Rasa's training log that tells a person how far it is."""
    for marker in ("Starting to train component '", "Finished training component '"):
        if marker in line:
            name = line.split(marker, 1)[1].split("'", 1)[0]
            verb = "training" if "Starting" in marker else "finished"
            return f"{verb} {name}"
    return None


def _short(path: Path, settings: Settings) -> str:
    return str(path.relative_to(settings.root)) if path.is_relative_to(settings.root) else str(path)
