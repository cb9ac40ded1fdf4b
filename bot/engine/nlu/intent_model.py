"""Which intent a message has: one kernel machine over meaning and words, for both languages.

Knows neither Rasa nor scikit-learn when it predicts, so that `zhiyin parse` starts in a second and
uses the very model the engine uses. How it decides that a text is not for this assistant
(probability times nearness to a known example) was found on CLINC150 and HINT3.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.engine.nlu.kernel import Fitting, Floats, Kernel
from bot.engine.nlu.speller import Speller
from bot.language.features import Lexicon, counted
from bot.services.heard import NEAR

OUT_OF_SCOPE = "out_of_scope"
NOT_OURS = NEAR | {OUT_OF_SCOPE, "ask_security_tip"}
"""Intents that are answered, but are not what this assistant is for."""
WITH_EVIDENCE = ("inform", "state_need", "correct_answer")
"""What a message can be that states a value for certain, however odd its words are."""

_CLAUSES = 1.0
"""What the clauses of a message count beside the message as a whole."""
_COOL = 0.1
"""Temperature where there are too few examples to find it."""
_NEARER = 0.65
"""How much surer the model may be than held-out examples warrant: these are chosen to differ from
each other, so they are harder than what clients say. Found on texts written for this."""
_HELD = 4  # every fourth example is held out while temperature and threshold are found
_MOST = 28_000
"""Examples that are learnt, evenly from all labels: all are compared with all, which takes 3 GB."""
_REJECTED = 0.03  # share of good messages we accept to send away when the threshold is set
_FORMAT = 8


@dataclass(frozen=True)
class Prediction:
    """What a message most probably means; `ranking` holds (intent, probability), best first."""

    intent: str
    confidence: float
    in_scope: bool
    ranking: tuple[tuple[str, float], ...]


class IntentModel:
    """A trained model: learn it, save it, load it, ask it."""

    def __init__(
        self,
        *,
        intents: Sequence[str],
        kernel: Kernel,
        ours: npt.NDArray[np.bool_],
        temperature: float,
        threshold: float,
        encoder: str,
        speller: Speller | None = None,
        foreign: Iterable[str] = NOT_OURS,
    ) -> None:
        """`ours` says of each of the kernel's examples whether it is for this assistant."""
        self.foreign = frozenset(foreign)
        self.speller = speller or Speller()
        self.intents = tuple(intents)
        self.encoder = encoder
        self.threshold = threshold
        self.temperature = temperature
        self._kernel = kernel
        self._ours = ours

    @classmethod
    def learn(
        cls,
        folded: Sequence[str],
        vectors: Floats,
        labels: Sequence[str],
        *,
        encoder: str,
        foreign: Iterable[str] = NOT_OURS,
        evenness: float = 1.0,
    ) -> IntentModel:
        """Train on plain texts (`speller.plain`), their vectors (n, 512) and their intents.

        What has an intent of `foreign` is not for this assistant. With `evenness` 1 every intent
        has the same weight, however many examples it has; with 0 every example has.
        Temperature and threshold come from examples that were held out, so that they hold for
        texts the model has not seen. Deterministic. Raises ValueError with fewer than two intents.
        """
        foreign = frozenset(foreign)
        intents = sorted(set(labels))
        if len(intents) < 2:
            raise ValueError("an intent model needs examples of at least two intents")
        places = {intent: place for place, intent in enumerate(intents)}
        targets = np.array([places[label] for label in labels])
        not_ours = np.array([intent in foreign for intent in intents])
        speller = Speller.learn(folded)
        some = _evenly(targets, _MOST)
        targets = targets[some]
        held = _held_out(targets, len(intents))
        order = np.argsort(held, kind="stable")  # what is held out comes last
        targets, order, early = targets[order], some[order], int((~held).sum())
        counts = np.bincount(targets, minlength=len(intents))
        counts_of = [counted(folded[at]) for at in order]
        fitting = Fitting(
            Lexicon.learn(counts_of),
            counts_of,
            np.ascontiguousarray(vectors[order], dtype=np.float32),
            np.eye(len(intents), dtype=np.float32)[targets],
            ((counts.mean() / counts[targets]) ** evenness).astype(np.float32),
        )
        begun = fitting.solve(early)
        late = np.arange(early, len(order))
        calibration = _calibrate(fitting, begun, targets, late, not_ours)
        ours = ~not_ours[targets]
        return cls(
            intents=intents,
            kernel=fitting.kernel(fitting.solve(begun=begun) if len(late) else begun),
            ours=ours if ours.any() else ~ours,
            temperature=calibration.temperature,
            threshold=calibration.threshold,
            encoder=encoder,
            speller=speller,
            foreign=foreign,
        )

    def predict(self, folded: str, vector: Floats, *, evidence: bool = False) -> Prediction:
        """Read one folded text with its sentence vector (512).

        `evidence` says that the message states a value for certain ("50万", "三年"): such a
        message is never sent away as foreign.
        """
        return self.predict_parts([folded], vector.reshape(1, -1), evidence=evidence)[0]

    def predict_parts(
        self, parts: Sequence[str], vectors: Floats, *, evidence: bool = False
    ) -> list[Prediction]:
        """Read a whole text and, after it, its clauses, each with its vector (512).

        What the clauses say counts for the whole as well: in a long message the story around the
        point drowns the point, but no clause of the story says anything clearly.
        """
        scores, near = self._kernel.scores(parts, vectors)
        near = near[:, self._ours].max(axis=1)
        if len(parts) > 1:
            scores[0] = (scores[0] + _CLAUSES * scores[1:].mean(axis=0)) / (1 + _CLAUSES)
            near[0] = near.max()
        return [
            self._decide(row, float(close), evidence=evidence and not at)
            for at, (row, close) in enumerate(zip(scores, near, strict=True))
        ]

    def _decide(self, scores: Floats, nearness: float, *, evidence: bool) -> Prediction:
        odds = _softmax(scores.astype(np.float64) / self.temperature)
        order = np.argsort(-odds)
        ranking = tuple((self.intents[at], float(odds[at])) for at in order[:10])
        best, chance = ranking[0]
        foreign = best in self.foreign or chance * nearness < self.threshold
        if foreign and evidence:
            best, chance = self._among(odds, WITH_EVIDENCE)
            return Prediction(best, chance, True, ranking)
        if best in self.foreign:
            return Prediction(best, chance, False, ranking)
        if foreign:
            return Prediction(OUT_OF_SCOPE, 1.0 - chance * max(nearness, 0.0), False, ranking)
        return Prediction(best, chance, True, ranking)

    def _among(self, odds: npt.NDArray[Any], allowed: Sequence[str]) -> tuple[str, float]:
        chances = {
            one: float(odds[self.intents.index(one)]) for one in allowed if one in self.intents
        }
        if not chances:
            return allowed[0], 1.0
        best = max(chances, key=lambda one: chances[one])
        return best, chances[best] / (sum(chances.values()) or 1.0)

    def save(self, folder: Path, name: str = "intents") -> None:
        """Write the model into `folder`: numbers as .npz, words as JSON. Nothing is pickled, nor
        compressed here: Rasa packs the whole folder."""
        np.savez(
            folder / f"{name}.npz",
            weights=self._kernel.weights.astype(np.float16),
            basis=self._kernel.basis,
            examples=self._kernel.examples.astype(np.float16),
            words=self._kernel.words.astype(np.float16),
            prior=self._kernel.prior,
            ours=self._ours,
            lexicon=self._kernel.lexicon.weights,
        )
        meta = {
            "format": _FORMAT,
            "encoder": self.encoder,
            "intents": list(self.intents),
            "foreign": sorted(self.foreign),
            "temperature": self.temperature,
            "threshold": self.threshold,
            "grams": list(self._kernel.lexicon.names()),
            "speller": self.speller.to_json(),
        }
        (folder / f"{name}.json").write_text(json.dumps(meta, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path, *, encoder: str, name: str = "intents") -> IntentModel:
        """Read a saved model. Raises ValueError where it was made for another encoder or format."""
        meta = json.loads((folder / f"{name}.json").read_text("utf-8"))
        if meta.get("format") != _FORMAT or meta.get("encoder") != encoder:
            raise ValueError("the trained model is of another version; run: zhiyin train")
        with np.load(folder / f"{name}.npz", allow_pickle=False) as numbers:
            places = {gram: place for place, gram in enumerate(meta["grams"])}
            return cls(
                intents=meta["intents"],
                kernel=Kernel(
                    Lexicon(places, numbers["lexicon"]),
                    numbers["basis"],
                    numbers["examples"].astype(np.float32),
                    numbers["weights"].astype(np.float32),
                    numbers["words"].astype(np.float32),
                    numbers["prior"],
                ),
                ours=numbers["ours"],
                temperature=float(meta["temperature"]),
                threshold=float(meta["threshold"]),
                encoder=encoder,
                speller=Speller.from_json(meta["speller"]),
                foreign=meta["foreign"],
            )


@dataclass(frozen=True)
class _Calibration:
    """What held-out examples tell."""

    temperature: float
    threshold: float


def _evenly(labels: npt.NDArray[Any], most: int) -> npt.NDArray[Any]:
    """Places of all examples, or of `most` of them, evenly over the labels."""
    if len(labels) <= most:
        return np.arange(len(labels))
    by_label = np.argsort(labels, kind="stable")
    return np.sort(by_label[np.linspace(0, len(labels) - 1, most).astype(int)])


def _held_out(targets: npt.NDArray[Any], count: int) -> npt.NDArray[np.bool_]:
    """Every fourth example of each of `count` intents; none where an intent has too few."""
    held = np.zeros(len(targets), dtype=bool)
    if np.bincount(targets, minlength=count).min() >= _HELD:
        for intent in range(count):
            held[np.flatnonzero(targets == intent)[_HELD - 1 :: _HELD]] = True
    return held


def _calibrate(
    fitting: Fitting,
    weights: Floats,
    targets: npt.NDArray[Any],
    late: npt.NDArray[Any],
    foreign: npt.NDArray[np.bool_],
) -> _Calibration:
    """Temperature and rejection threshold from the examples at `late`, of which the machine with
    `weights` knows nothing.

    `foreign` says of each intent whether it is not ours.
    """
    if not len(late):
        return _Calibration(_COOL, 0.0)
    scores = fitting.scores(late, weights).astype(np.float64)
    meant = targets[late]
    known = np.flatnonzero(~foreign[targets[: len(weights)]])
    near = fitting.cosines(late, known).max(axis=1) if len(known) else np.ones(len(late))
    temperature = _NEARER * min(
        (float(t) for t in np.geomspace(0.03, 1.0, 40)),
        key=lambda t: (
            -float(np.log(_softmax(scores / t)[np.arange(len(meant)), meant] + 1e-12).mean())
        ),
    )
    sure = _softmax(scores / temperature).max(axis=1) * near
    ours = ~foreign[meant]
    threshold = float(np.quantile(sure[ours], _REJECTED)) if ours.any() else 0.0
    return _Calibration(temperature, threshold)


def _softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
