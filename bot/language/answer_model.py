"""Which option of a question free words mean: one small kernel machine a question, both languages.

A text resembles the examples in meaning and in its n-grams, as for the intents. The model learns
the options and two kinds of words that are none: such as sound like an answer and leave it open,
and answers to other questions. A question has a thousand examples: its equations are solved
exactly, in a tenth of a second.
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
from bot.language.resembling import WORDS, meaning

Floats = npt.NDArray[np.float32]

ARRAYS = ("weights", "words", "prior", "lexicon", "anchors", "owners", "denying")
"""Names of the numbers of a model, see `to_arrays`."""

_RIDGE = 0.2  # by cross-validation on the phrasings
_TEMPERATURES = np.geomspace(0.02, 1.0, 40)


@dataclass(frozen=True)
class AnswerModel:
    """The trained model of one question; `labels` are its options and NONE."""

    labels: tuple[str, ...]
    lexicon: Lexicon
    weights: Floats
    """What each example speaks for, (examples, labels)."""
    words: Floats
    """What each n-gram speaks for, (n-grams, labels)."""
    prior: Floats
    """How frequent each label is taken to be."""
    temperature: float
    anchors: npt.NDArray[np.float16]
    """Vectors of the examples."""
    owners: npt.NDArray[np.int16]
    """Place in `labels` of each anchor's label."""
    denying: npt.NDArray[np.bool_]
    """Whether each anchor denies something."""
    digest: str
    """Of what it was made from, see `digest_of` in bot.services.answer_models."""

    def odds(self, folded: str, vector: Floats) -> dict[str, float]:
        """Calibrated probability of each label for a folded text with its sentence vector."""
        scores = meaning(self._anchors @ vector) @ self.weights + self.prior
        places, values = self.lexicon.row(folded)
        if len(places):
            scores = scores + values @ self.words[places]
        chances = _softmax(scores.astype(np.float64) / self.temperature)
        return {label: float(chance) for label, chance in zip(self.labels, chances, strict=True)}

    def nearest(self, vector: Floats) -> tuple[str, float, bool]:
        """The label of the nearest example that belongs to this question, its cosine, and whether
        it denies something."""
        cosines = np.where(self._own, self._anchors @ vector, -1.0)
        at = int(np.argmax(cosines))
        return self.labels[self.owners[at]], float(cosines[at]), bool(self.denying[at])

    @cached_property
    def _anchors(self) -> Floats:
        return self.anchors.astype(np.float32)

    @cached_property
    def _own(self) -> npt.NDArray[np.bool_]:
        return np.array([label != ELSEWHERE for label in self.labels])[self.owners]

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
        weighs the same, however many examples it has. The temperature comes from what the model
        would say of each example had it not been there.
        """
        names = tuple(dict.fromkeys(labels))
        targets = np.array([names.index(label) for label in labels])
        grams = [counted(text) for text in folded] if counts is None else counts
        lexicon = Lexicon.learn(grams)
        lexical = lexicon.matrix(grams)
        likeness = meaning(vectors @ vectors.T) + WORDS * (lexical @ lexical.T).toarray()
        weights, prior, unseen = _fit(likeness, targets, len(names))
        return cls(
            labels=names,
            lexicon=lexicon,
            weights=weights,
            words=np.asarray(WORDS * (lexical.T @ weights), dtype=np.float32),
            prior=prior,
            temperature=_temperature(unseen, targets),
            anchors=vectors.astype(np.float16),
            owners=targets.astype(np.int16),
            denying=np.array([bool(NEGATIVE.search(text)) for text in folded]),
            digest=digest,
        )

    def to_arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The numbers of the model, for a file; words are in `to_json`."""
        return {
            "weights": self.weights,
            "words": self.words.astype(np.float16),
            "prior": self.prior,
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
            weights=numbers["weights"],
            words=numbers["words"].astype(np.float32),
            prior=numbers["prior"],
            temperature=float(words["temperature"]),
            anchors=numbers["anchors"],
            owners=numbers["owners"],
            denying=numbers["denying"],
            digest=words["digest"],
        )


def _fit(
    likeness: Floats, targets: npt.NDArray[Any], count: int
) -> tuple[Floats, Floats, npt.NDArray[Any]]:
    """Ridge regression of the labels, every label with the same weight: what each example speaks
    for, what speaks for each label from the start, and the scores that each example would have had
    without it (Rasmussen and Williams, Gaussian Processes, 5.4.2)."""
    from scipy.linalg.lapack import spotrf, spotri  # needed for training only

    examples = len(targets)
    seen = np.maximum(np.bincount(targets, minlength=count), 1)
    share = (examples / (count * seen))[targets]
    truth = np.eye(count)[targets]
    prior = np.asarray(share @ truth / share.sum())
    system = np.asfortranarray(likeness, dtype=np.float32)
    system[np.diag_indices(examples)] += (_RIDGE / share).astype(np.float32)
    # The upper half: on processors it does not know, OpenBLAS 0.3.18 crashes over the lower one.
    factor, _ = spotrf(system, lower=0, overwrite_a=1)
    half, _ = spotri(factor, lower=0, overwrite_c=1)
    inverse = np.triu(half) + np.triu(half, 1).T
    weights = inverse @ (truth - prior)
    unseen = truth - weights / np.diag(inverse)[:, None]
    return weights.astype(np.float32), prior.astype(np.float32), unseen


def _temperature(logits: npt.NDArray[Any], targets: npt.NDArray[Any]) -> float:
    def fit(one: float) -> float:
        chances = _softmax(logits / one)
        return float(np.log(chances[np.arange(len(targets)), targets] + 1e-12).mean())

    return float(max(_TEMPERATURES, key=fit))


def _softmax(logits: npt.NDArray[Any]) -> npt.NDArray[Any]:
    shifted = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
