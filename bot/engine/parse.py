"""What the engine understands of a text, without starting the engine: `zhiyin parse`."""

from __future__ import annotations

import tarfile
import tempfile
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

from bot.engine.nlu.entry_model import PARTS as KNOWLEDGE_PARTS
from bot.engine.nlu.entry_model import EntryModel, understood
from bot.engine.nlu.intent_model import IntentModel
from bot.engine.nlu.reading import entities, read, stated, states_a_value
from bot.engine.nlu.understanding import understand
from bot.language.mending import Mender
from bot.language.normal import TooLong, clean
from bot.language.script import detect
from bot.language.writing import Writing
from bot.services import spelling
from bot.services.encoder import encoder_version
from bot.services.heard import EXPLAINED
from bot.settings import Settings

MODEL = "zhiyin.tar.gz"
_PARTS = ("intents.json", "intents.npz", spelling.COUNTS, *KNOWLEDGE_PARTS)


class NoModel(Exception):
    """There is no trained model, or it is of another version; the message says what to do."""


class Parser:
    """Reads texts with the trained model, taken out of Rasa's archive.

    The engine's graph components call the same code, so both find the same; Rasa itself is not
    imported, so that a command answers in a second or two.
    """

    def __init__(self, settings: Settings, *, model: Path | None = None) -> None:
        """Load the newest trained model. Raises NoModel."""
        self._model, self._knowledge, self._mender = _load(model or newest_model(settings))

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that the model knows."""
        return self._model.intents

    def mend(self, text: str) -> Writing:
        """A text in the spelling it was meant to have, which everything else is read from. Raises
        TooLong."""
        return self._mender.mend(clean(text))

    def parse(
        self, text: str, *, asking: str | None = None, today: date | None = None
    ) -> dict[str, Any]:
        """Language, intent, confidence, whether it is in scope, needs, segments and answers.

        The shape is the contract's for `zhiyin parse --json`, with the entries of the knowledge
        base beside it where the text is a question they answer. `asking` is the question that is
        open, for a bare value ("50万"); `today` is the present day unless given. Raises TooLong
        above 4096 bytes.
        """
        writing = self.mend(text)
        said = writing.text
        language = detect(said)
        readings = read(
            writing,
            language=language,
            asking=asking,
            today=today or datetime.now(timezone.utc).date(),
        )
        read_as = understand(self._model, said, evidence=states_a_value(entities(readings)))
        found = read_as.prediction
        asked = self._knowledge.find(said)
        intent, confidence, in_scope = found.intent, found.confidence, found.in_scope
        changed = understood(said, intent, dict(found.ranking), asked, beside=read_as.asks_beside)
        if changed is not None:
            (intent, confidence), in_scope = changed, True
        needs, segments, answers = stated(readings)
        parsed: dict[str, Any] = {
            "text": text,
            "language": language,
            "intent": intent,
            "confidence": round(confidence, 4),
            "in_scope": in_scope,
            "needs": needs,
            "answers": answers,
        }
        if read_as.also:
            parsed["also"] = list(read_as.also)
        if segments:
            parsed["segments"] = segments
        if asked.entries and intent in EXPLAINED:
            parsed["knowledge"] = asked.to_json()
        return parsed


def newest_model(settings: Settings) -> Path:
    """The model that `zhiyin train` made, else the newest archive. Raises NoModel."""
    named = settings.models_path / MODEL
    if named.exists():
        return named
    others = sorted(settings.models_path.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not others:
        raise NoModel(f"there is no trained model in {settings.models_path}; run: zhiyin train")
    return others[-1]


def _load(archive: Path) -> tuple[IntentModel, EntryModel, Mender]:
    try:
        with tarfile.open(archive) as packed, tempfile.TemporaryDirectory() as folder:
            for member in packed:
                name = Path(member.name).name
                if name in _PARTS and member.isfile():
                    content = packed.extractfile(member)
                    if content is not None:
                        (Path(folder) / name).write_bytes(content.read())
            encoder = encoder_version()
            return (
                IntentModel.load(Path(folder), encoder=encoder),
                EntryModel.load(Path(folder), encoder=encoder),
                spelling.load(Path(folder)),
            )
    except (OSError, tarfile.TarError, KeyError, ValueError) as problem:
        raise NoModel(
            f"{archive} cannot be used ({type(problem).__name__}); run: zhiyin train --force"
        ) from None


__all__ = ["NoModel", "Parser", "TooLong", "newest_model"]
