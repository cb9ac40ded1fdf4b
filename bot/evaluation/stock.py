"""The stock Rasa pipeline beside ours: trained on the same examples, in a process of its own.

What `rasa init` makes: whitespace tokens, sparse features, DIETClassifier and FallbackClassifier
with their defaults. Model and readings are kept under a fingerprint of examples and pipeline, so
that only what changed is done again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.evaluation.subjects import Understood, kept

CONFIG = """\
recipe: default.v1
assistant_id: stock
language: en
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: {epochs}
  constrain_similarities: true
  random_seed: 1
- name: FallbackClassifier
policies: []
"""
"""Rasa's own default pipeline. It names a language whose words its tokenizer may split at blanks;
its n-grams of characters read Chinese as well."""
EPOCHS = 100
"""What the pipeline has in a fresh project."""


class StockFailed(Exception):
    """The stock pipeline could not be trained or asked; the message says where its log is."""


class Stock:
    """The stock pipeline, trained when it is first asked."""

    name = "stock Rasa"

    def __init__(
        self,
        examples: Path,
        cache: Path,
        *,
        environment: dict[str, str],
        epochs: int = EPOCHS,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        """`examples` is the folder with the training data, `cache` where model and readings stay;
        `environment` is that of the processes that are started; `epochs`, how often the examples
        are gone through."""
        self._examples, self._environment, self._say = examples, environment, say
        self._config = CONFIG.format(epochs=epochs)
        self.epochs = epochs
        self.fingerprint = _fingerprint(examples, self._config)
        self._folder = cache / f"stock-{self.fingerprint[:16]}"

    @property
    def trained(self) -> bool:
        """Whether it is trained on the examples as they are."""
        return self._model.exists()

    def understand_all(self, texts: Sequence[str]) -> list[Understood]:
        """Read texts, in their order. Raises StockFailed."""
        known = self._known()
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in known]
        if missing:
            self._ensure_trained()
            self._say(f"Asking the stock pipeline about {len(missing)} texts …")
            known |= dict(zip(map(_key, missing), self._ask(missing), strict=True))
            self._readings.write_text(json.dumps(known), encoding="utf-8")
        return [
            Understood(intent, confidence, kept(intent))
            for intent, confidence in (known[_key(text)] for text in texts)
        ]

    @property
    def _readings(self) -> Path:
        return self._folder / "readings.json"

    @property
    def _model(self) -> Path:
        return self._folder / "stock.tar.gz"

    def _known(self) -> dict[str, tuple[str, float]]:
        try:
            return dict(json.loads(self._readings.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _ensure_trained(self) -> None:
        if self.trained:
            return
        self._say(
            f"Training the stock pipeline on the same examples, {self.epochs} times over (hours) …"
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="zhiyin-stock-") as place:
            root = Path(place)
            shutil.copytree(self._examples, root / "data")
            (root / "config.yml").write_text(self._config, encoding="utf-8")
            command = ["-m", "rasa", "train", "nlu", "--nlu", "data", "--config", "config.yml"]
            self._run([*command, "--out", "made", "--fixed-model-name", "stock"], root)
            (root / "made" / "stock.tar.gz").replace(self._folder / "aside.tar.gz")
        (self._folder / "aside.tar.gz").replace(self._model)

    def _ask(self, texts: Sequence[str]) -> Iterable[tuple[str, float]]:
        with tempfile.TemporaryDirectory(prefix="zhiyin-stock-") as place:
            asked, answered = Path(place) / "texts.json", Path(place) / "readings.json"
            asked.write_text(json.dumps(list(texts)), encoding="utf-8")
            module = ["-m", "bot.evaluation.stock_process"]
            self._run([*module, str(self._model), str(asked), str(answered)], Path.cwd())
            rows = json.loads(answered.read_text(encoding="utf-8"))
        return [(intent, confidence) for intent, confidence in rows]

    def _run(self, command: list[str], cwd: Path) -> None:
        log = self._folder / "log.txt"
        cache = self._folder / "cache"
        environment = {**self._environment, "RASA_CACHE_DIRECTORY": str(cache), "HOME": str(cache)}
        with log.open("ab") as sink:
            done = subprocess.run(
                [sys.executable, *command],
                cwd=cwd,
                env=environment,
                stdout=sink,
                stderr=sink,
                check=False,
            )
        if done.returncode != 0:
            raise StockFailed(f"the stock pipeline failed; the reason stands at the end of {log}")


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _fingerprint(examples: Path, config: str) -> str:
    digest = hashlib.sha256(config.encode())
    for path in sorted(examples.rglob("*.yml")):
        digest.update(str(path.relative_to(examples)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
