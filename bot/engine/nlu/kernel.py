"""A kernel machine over meaning and words: ridge regression from texts onto their labels.

Two texts resemble each other by the angle between their sentence vectors and by the n-grams they
share. The first is taken through an exponential, so that a label may lie in several places of the
encoder's space (a terse, a chatty, a Chinese, an English way to say one thing), which no straight
cut through it can; the second stays linear and folds into one weight for each n-gram. A text is
compared with some thousand of the examples, the anchors; all examples say what these stand for.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.features import Counts, Lexicon

Floats = npt.NDArray[np.float32]

_SHARP = 2.0  # of the exponential, by the cosine; with the next two by cross-validation on data/nlu
_WORDS = 0.25  # what sharing all n-grams counts beside having the same meaning
_RIDGE = 0.1
_MOST = 6000
"""Anchors. More would still add a little, and cost time in training and in each message."""
_BLOCK = 512


@contextmanager
def _all_processors() -> Iterator[None]:
    """Large products on all processors. Elsewhere in training one thread is best: the second would
    wait for small matrices in a loop, and what trains beside would lose its processor."""
    import scipy.linalg  # noqa: F401 - with a BLAS of its own, which has to be there to be told
    from threadpoolctl import threadpool_limits

    with threadpool_limits(os.cpu_count() or 1, user_api="blas"):
        yield


def _meaning(near: Floats) -> Floats:
    """How much two texts resemble each other by the cosine of their vectors; 0 where it is 0."""
    found = np.asarray(near - np.float32(1.0))
    found *= np.float32(_SHARP)
    np.exp(found, out=found)
    found -= np.float32(math.exp(-_SHARP))
    return found


@dataclass(frozen=True)
class Kernel:
    """A fitted machine: `anchors` (n, 512) and what each speaks for (n, labels), what each n-gram
    of `lexicon` speaks for, and how frequent the labels are."""

    lexicon: Lexicon
    anchors: Floats
    weights: Floats
    words: Floats
    prior: Floats

    def scores(self, texts: Sequence[str], vectors: Floats) -> tuple[Floats, Floats]:
        """How much speaks for each label, one row a text (about 0 to 1); and the cosines with the
        anchors (texts, n)."""
        near = vectors @ self.anchors.T
        found = _meaning(near) @ self.weights + self.prior
        for at, text in enumerate(texts):
            places, values = self.lexicon.row(text)
            if len(places):
                found[at] += values @ self.words[places]
        return np.asarray(found), np.asarray(near)


class Fitting:
    """All examples, compared with the anchors, and what they are labelled with.

    Ridge regression adds up over examples: `add` some, `solve`, add the others, solve again.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        texts: Sequence[Counts],
        vectors: Floats,
        truth: Floats,
        heed: Floats,
        *,
        anchors: npt.NDArray[Any],
    ) -> None:
        """`texts` are `counted`; `truth` (n, labels) is to be reproduced, each row as closely as
        its `heed` (n) asks; `anchors` are the places of those that become anchors."""
        self._grams = lexicon.matrix(texts)
        self._lexicon, self.vectors, self._heed = lexicon, vectors, heed
        self.anchors = anchors
        self.prior = np.asarray((heed @ truth) / heed.sum(), dtype=np.float32)
        self._truth = truth - self.prior
        size = len(self.anchors)
        self._likeness = self._compared()
        self._system = np.zeros((size, size), order="F")  # only what lies below the diagonal
        self._aim = np.zeros((size, truth.shape[1]))

    @_all_processors()
    def _compared(self) -> Floats:
        """How much each example resembles each anchor; the n-grams block by block, which takes
        little memory."""
        found = _meaning(self.vectors @ self.vectors[self.anchors].T)
        for at in range(0, len(self.anchors), _BLOCK):
            some = _WORDS * self._grams[self.anchors[at : at + _BLOCK]]
            found[:, at : at + _BLOCK] += (self._grams @ some.T).toarray()
        return found

    @_all_processors()
    def add(self, rows: npt.NDArray[Any]) -> None:
        """Learn from the examples at `rows`; each only once."""
        from scipy.linalg.blas import ssyrk  # half the work of a plain product with itself

        for at in range(0, len(rows), 8 * _BLOCK):
            some = rows[at : at + 8 * _BLOCK]
            heed = np.sqrt(self._heed[some, None])
            heeded = self._likeness[some]
            heeded *= heed
            self._system += ssyrk(1.0, heeded.T, lower=1)
            self._aim += heeded.T @ (heed * self._truth[some])

    @_all_processors()
    def solve(self) -> Floats:
        """What each anchor speaks for, by the examples learnt so far."""
        from scipy.linalg import cho_factor, cho_solve

        system = self._system.copy(order="F")
        system += (
            _RIDGE * self._likeness[self.anchors].T
        )  # symmetric; so it lies as the system does
        system[np.diag_indices(len(system))] += 1e-3  # a double among the anchors has no inverse
        factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
        return np.asarray(cho_solve(factor, self._aim, check_finite=False), dtype=np.float32)

    def scores(self, rows: npt.NDArray[Any], weights: Floats) -> Floats:
        """What anchors with these `weights` say of the examples at `rows`."""
        return np.asarray(self._likeness[rows] @ weights + self.prior)

    def kernel(self, weights: Floats) -> Kernel:
        """The machine that needs none of the examples any more."""
        words = np.asarray(_WORDS * (self._grams[self.anchors].T @ weights), dtype=np.float32)
        anchors = np.ascontiguousarray(self.vectors[self.anchors])
        return Kernel(self._lexicon, anchors, weights, words, self.prior)


def spread(labels: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Places of the anchors: all examples, or as many as are wanted, evenly over the labels."""
    if len(labels) <= _MOST:
        return np.arange(len(labels))
    by_label = np.argsort(labels, kind="stable")
    return np.sort(by_label[np.linspace(0, len(labels) - 1, _MOST).astype(int)])
