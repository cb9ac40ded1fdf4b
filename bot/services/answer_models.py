"""The trained models of free answers: learnt from the questionnaire, kept in one file, asked for.

A model is used only for the very question it was made from. Where options or phrasings have
changed since, the question is read by likeness to its phrasings until the next training.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.answer_labels import ELSEWHERE, UNCLEAR
from bot.language.answer_model import ARRAYS, AnswerModel
from bot.language.features import counted
from bot.language.normal import fold
from bot.language.option_clauses import personal
from bot.services import doubtful_answers
from bot.services.doubtful_answers import doubtful
from bot.services.encoder import encoder_version
from bot.services.vectors import embed_all
from bot.suitability.questionnaire import Question, Questionnaire

Floats = npt.NDArray[np.float32]

FILE = "answers.npz"
_FORMAT = 2
_FOREIGN = 300
"""How many answers to other questions a model learns to leave alone."""
_LOOKED_AT = 1500
"""Of how many answers to other questions these are chosen."""
_APART = 0.55
"""Cosine from which an answer to another question may be one to this as well."""
_FEWEST = 8
"""Examples an option must have for a model to be learnt at all."""
_CODE = ("answer_model", "features", "normal", "option_cues", "pinyin", "resembling")
"""Modules of bot.language whose change makes a model stale."""


def answerable(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions whose options can be meant in free words, with enough phrasings to learn."""
    return tuple(
        question
        for question in questionnaire.questions
        if question.kind in ("single", "multiple")
        and question.unclear
        and all(len(_texts(question, at)) >= _FEWEST for at in range(len(question.options)))
    )


def about_the_client(question: Question) -> bool:
    """Whether a question is about the client alone, so that what others do is no answer to it."""
    return personal(
        text for option in question.options for texts in option.examples.values() for text in texts
    )


def digest_of(question: Question) -> str:
    """Changes with the options of a question and with the words it learns from."""
    told = [[option.id, _texts(question, at)] for at, option in enumerate(question.options)] + list(
        question.unclear
    )
    source = json.dumps([_FORMAT, encoder_version(), _code(), told], ensure_ascii=False)
    return hashlib.sha256(source.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _code() -> str:
    """A hash over the code that reads a text into numbers and learns from them."""
    digest = hashlib.sha256()
    for name in _CODE:
        digest.update((Path(__file__).parents[1] / "language" / f"{name}.py").read_bytes())
    digest.update(Path(doubtful_answers.__file__).read_bytes())
    return digest.hexdigest()


def learn(questionnaire: Questionnaire, vectors_kept: Path) -> dict[str, AnswerModel]:
    """A model for every question of `answerable`, by its id; vectors that are kept are not made
    again (see bot.services.vectors). Deterministic."""
    questions = answerable(questionnaire)
    said = {question.id: [*_examples(question), *_doubtful(question)] for question in questions}
    texts = sorted({text for own in said.values() for text, _ in own})
    vectors = embed_all(texts, vectors_kept, alone=True)
    places = {text: place for place, text in enumerate(texts)}
    counts = {text: counted(text) for text in texts}
    found = {}
    for question in questions:
        foreign = _foreign(question.id, said, vectors, places)
        rows = [*said[question.id], *((text, ELSEWHERE) for text in foreign)]
        found[question.id] = AnswerModel.learn(
            [text for text, _ in rows],
            vectors[[places[text] for text, _ in rows]],
            [label for _, label in rows],
            digest=digest_of(question),
            counts=[counts[text] for text, _ in rows],
        )
    return found


def _texts(question: Question, at: int) -> list[str]:
    option = question.options[at]
    words = [*option.label.values()]
    words += [word for words_ in option.synonyms.values() for word in words_]
    words += [text for texts in option.examples.values() for text in texts]
    return list(dict.fromkeys(fold(word) for word in words))


def _examples(question: Question) -> list[tuple[str, str]]:
    """(folded text, label) of a question; what stands with two options is left out."""
    rows = [
        (text, option.id)
        for at, option in enumerate(question.options)
        for text in _texts(question, at)
    ]
    rows += [(text, UNCLEAR) for text in dict.fromkeys(map(fold, question.unclear))]
    owners: dict[str, set[str]] = {}
    for text, label in rows:
        owners.setdefault(text, set()).add(label)
    return [(text, label) for text, label in rows if len(owners[text]) == 1]


def _doubtful(question: Question) -> list[tuple[str, str]]:
    several = question.kind == "multiple"
    phrasings = {
        option.id: {
            language: [fold(text) for text in texts] for language, texts in option.examples.items()
        }
        for option in question.options
    }
    found = doubtful(phrasings, several=several, personal=about_the_client(question))
    known = {text for text, _ in _examples(question)}
    return [(text, UNCLEAR) for text in dict.fromkeys(found) if text not in known]


def _foreign(
    question_id: str,
    said: dict[str, list[tuple[str, str]]],
    vectors: Floats,
    places: dict[str, int],
) -> list[str]:
    """Answers to other questions that resemble none to this one, evenly from all of them.

    `places` are the rows of the texts' `vectors`.
    """
    own = {text for text, _ in said[question_id]}
    others = [
        text
        for other, rows in said.items()
        if other != question_id
        for text, label in rows
        if label != UNCLEAR and text not in own
    ]
    others = _thinned(list(dict.fromkeys(others)), _LOOKED_AT)
    if not others:
        return []
    mine = vectors[[places[text] for text, label in said[question_id] if label != UNCLEAR]]
    near = (vectors[[places[text] for text in others]] @ mine.T).max(axis=1)
    apart = [text for text, cosine in zip(others, near, strict=True) if cosine < _APART]
    return _thinned(apart, _FOREIGN)


def _thinned(texts: list[str], most: int) -> list[str]:
    """At most `most` texts, evenly from all of them."""
    return texts[:: max(1, len(texts) // most)][:most]


def save(models: dict[str, AnswerModel], path: Path) -> None:
    """Write models into one file: numbers, and words as JSON among them. Nothing is pickled."""
    numbers: dict[str, Any] = {}
    words: dict[str, Any] = {"format": _FORMAT, "encoder": encoder_version(), "models": {}}
    for name, model in models.items():
        words["models"][name] = model.to_json()
        numbers.update({f"{name}/{key}": array for key, array in model.to_arrays().items()})
    told = np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), dtype=np.uint8)
    with path.open("wb") as file:
        np.savez(file, words=told, **numbers)


def load(path: Path) -> dict[str, AnswerModel]:
    """The models of a file; none where there is no file, or one of another version."""
    try:
        with np.load(path, allow_pickle=False) as numbers:
            return {
                name: AnswerModel.from_parts(
                    told,
                    {key: numbers[f"{name}/{key}"] for key in ARRAYS},
                )
                for name, told in _words(numbers).items()
            }
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def stale(questionnaire: Questionnaire, path: Path) -> tuple[str, ...]:
    """The questions that a file's models do not fit: made before the last edit, or not at all."""
    try:
        with np.load(path, allow_pickle=False) as numbers:
            made = {name: told["digest"] for name, told in _words(numbers).items()}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        made = {}
    return tuple(
        question.id
        for question in answerable(questionnaire)
        if made.get(question.id) != digest_of(question)
    )


def _words(numbers: Mapping[str, Any]) -> dict[str, Any]:
    """What a file says of its models; nothing where they are of another version."""
    words = json.loads(numbers["words"].tobytes())
    current = words["format"] == _FORMAT and words["encoder"] == encoder_version()
    return dict(words["models"]) if current else {}


def model_of(question: Question, path: Path) -> AnswerModel | None:
    """The model made from this very question; None where there is none or it has changed."""
    model = _loaded(path, _changed(path)).get(question.id)
    return model if model is not None and model.digest == digest_of(question) else None


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=2)
def _loaded(path: Path, changed: int) -> dict[str, AnswerModel]:
    return load(path)
