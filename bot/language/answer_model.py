"""Which option of a question free words mean: one small linear model a question, both languages.

A text is its sentence vector beside its n-grams, as for the intents. The model learns the options
and two kinds of words that are none: such as sound like an answer and leave it open, and answers
to other questions. It is fitted in the space of its thousand examples, which takes a
second or two a question, and asked in microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.answer_labels import ELSEWHERE
from bot.language.features import Counts, Lexicon, counted
from bot.language.option_cues import NEGATIVE

Floats = npt.NDArray[np.float32]

ARRAYS = ("weights", "bias", "lexicon", "anchors", "owners", "denying")
"""Names of the numbers of a model, see `to_arrays`."""

_LEXICAL = 0.8
_STRENGTH = 12.0  # inverse regularisation; as for the intents
_FOLDS = 3
_TEMPERATURES = np.geomspace(0.3, 3.0, 24)
_DIMENSIONS = 768  # of the space of examples; the rest of it is noise
_SMALL = 1e-4


@dataclass(frozen=True)
class AnswerModel:
    """The trained model of one question; `labels` are its options and NONE."""

    labels: tuple[str, ...]
    lexicon: Lexicon
    weights: Floats
    """(labels, vector's size + n-grams)"""
    bias: Floats
    temperature: float
    anchors: npt.NDArray[np.float16]
    """Vectors of the examples, as far as they belong to this question."""
    owners: npt.NDArray[np.int16]
    """Place in `labels` of each anchor's label."""
    denying: npt.NDArray[np.bool_]
    """Whether each anchor denies something."""
    digest: str
    """Of what it was made from, see `digest_of` in bot.services.answer_models."""

    def odds(self, folded: str, vector: Floats) -> dict[str, float]:
        """Calibrated probability of each label for a folded text with its sentence vector."""
        size = len(vector)
        places, values = self.lexicon.row(folded)
        logits = self.weights[:, :size] @ vector + self.bias
        if len(places):
            logits = logits + _LEXICAL * (self.weights[:, size + places] @ values)
        chances = _softmax(logits.astype(np.float64) / self.temperature)
        return {label: float(chance) for label, chance in zip(self.labels, chances, strict=True)}

    def nearest(self, vector: Floats) -> tuple[str, float, bool]:
        """The label of the nearest example, its cosine, and whether it denies something."""
        cosines = self._anchors @ vector
        at = int(np.argmax(cosines))
        return self.labels[self.owners[at]], float(cosines[at]), bool(self.denying[at])

    @cached_property
    def _anchors(self) -> Floats:
        return self.anchors.astype(np.float32)

    @classmethod
    def learn(
        cls,
        folded: Sequence[str],
        vectors: Floats,
        labels: Sequence[str],
        *,
        digest: str,
        counts: Sequence[Counts] | None = None,
    ) -> AnswerModel:
        """Train on folded texts, their vectors (n, d) and the label each of them means.

        `counts` are the texts `counted`, where that was done before. Deterministic. Every label
        weighs the same, however many examples it has. The temperature comes from examples that
        were held out in turn.
        """
        names = tuple(dict.fromkeys(labels))
        targets = np.array([names.index(label) for label in labels])
        grams = [counted(text) for text in folded] if counts is None else counts
        lexicon = Lexicon.learn(grams)
        lexical = lexicon.matrix(grams) * np.float32(_LEXICAL)
        space, back = _space(vectors, lexical)
        logits = np.zeros((len(targets), len(names)))
        for fold in range(_FOLDS):
            held = np.arange(len(targets)) % _FOLDS == fold
            inner, bias = _fit(space[~held], targets[~held], len(names))
            logits[held] = space[held] @ inner.T + bias
        temperature = _temperature(logits, targets)
        inner, bias = _fit(space, targets, len(names))
        shares = back @ inner.T  # of each example in each label's weights
        weights = np.vstack([vectors.T @ shares, lexical.T @ shares / _LEXICAL]).T
        weights = np.ascontiguousarray(weights, dtype=np.float32)
        own = np.array([label != ELSEWHERE for label in labels])
        return cls(
            labels=names,
            lexicon=lexicon,
            weights=weights,
            bias=bias.astype(np.float32),
            temperature=temperature,
            anchors=vectors[own].astype(np.float16),
            owners=targets[own].astype(np.int16),
            denying=np.array([bool(NEGATIVE.search(text)) for text in folded])[own],
            digest=digest,
        )

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The numbers of the model, for a file; words are in `to_json`."""
        return {
            "weights": self.weights.astype(np.float16),
            "bias": self.bias,
            "lexicon": self.lexicon.weights,
            "anchors": self.anchors,
            "owners": self.owners,
            "denying": self.denying,
        }

    def to_json(self) -> dict[str, Any]:
        """What a file holds beside the numbers."""
        return {
            "labels": list(self.labels),
            "temperature": self.temperature,
            "digest": self.digest,
            "grams": list(self.lexicon.names()),
        }

    @classmethod
    def from_parts(
        cls, words: Mapping[str, Any], numbers: Mapping[str, npt.NDArray[Any]]
    ) -> AnswerModel:
        """The model of `to_json` and `to_arrays`. Raises KeyError where a part is missing."""
        places = {gram: place for place, gram in enumerate(words["grams"])}
        return cls(
            labels=tuple(words["labels"]),
            lexicon=Lexicon(places, numbers["lexicon"].astype(np.float32)),
            weights=numbers["weights"].astype(np.float32),
            bias=numbers["bias"].astype(np.float32),
            temperature=float(words["temperature"]),
            anchors=numbers["anchors"],
            owners=numbers["owners"],
            denying=numbers["denying"],
            digest=words["digest"],
        )


def _space(vectors: Floats, lexical: Any) -> tuple[Floats, Floats]:
    """The examples in as many dimensions as they span, and the way back to the features.

    With G = R·Rᵀ = U·S·Uᵀ the points U·√S have the same products as the rows R, so a regularised
    fit is the same, over some hundred dimensions in place of ten thousand; its weights w are
    Rᵀ·(U/√S)·w in the features.
    """
    from scipy.linalg import eigh  # needed for training only

    products = vectors @ vectors.T + (lexical @ lexical.T).toarray()
    most = len(products) - 1
    some = (max(0, most + 1 - _DIMENSIONS), most)  # the largest
    sizes, turn = eigh(products, subset_by_index=some, check_finite=False)
    kept = np.flatnonzero(sizes > _SMALL)
    roots = np.sqrt(sizes[kept])
    points = np.asarray(turn[:, kept] * roots, dtype=np.float32)
    return points, np.asarray(turn[:, kept] / roots, dtype=np.float32)


def _fit(points: Floats, targets: npt.NDArray[Any], count: int) -> tuple[Floats, Floats]:
    """Multinomial logistic regression, L2, every label with the same weight."""
    from scipy.optimize import minimize  # needed for training only

    examples, width = points.shape
    seen = np.maximum(np.bincount(targets, minlength=count), 1)
    share = (examples / (count * seen))[targets].astype(np.float32)
    truth = np.zeros((examples, count), dtype=np.float32)
    truth[np.arange(examples), targets] = 1.0

    def loss(flat: npt.NDArray[Any]) -> tuple[float, npt.NDArray[Any]]:
        both = flat.reshape(count, width + 1).astype(np.float32)
        weights, bias = both[:, :width], both[:, width]
        chances = _softmax(points @ weights.T + bias)
        surprise = -np.log(chances[np.arange(examples), targets] + 1e-12)
        value = _STRENGTH * float(share @ surprise) + 0.5 * float(np.sum(weights * weights))
        errors = _STRENGTH * share[:, None] * (chances - truth)
        slope = np.hstack([errors.T @ points + weights, errors.sum(axis=0)[:, None]])
        return value, slope.ravel().astype(np.float64)

    found = (
        minimize(
            loss,
            np.zeros(count * (width + 1)),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 50, "ftol": 1e-5, "gtol": 1e-3},
        )
        .x.reshape(count, width + 1)
        .astype(np.float32)
    )
    return found[:, :width], found[:, width]


def _temperature(logits: npt.NDArray[Any], targets: npt.NDArray[Any]) -> float:
    def fit(one: float) -> float:
        chances = _softmax(logits / one)
        return float(np.log(chances[np.arange(len(targets)), targets] + 1e-12).mean())

    return float(max(_TEMPERATURES, key=fit))


def _softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
