"""A kernel machine over meaning and words: ridge regression from texts onto their labels.

Two texts resemble each other by the angle between their sentence vectors and by the n-grams they
share. The first is taken through an exponential, so that a label may lie in several places of the
encoder's space (a terse, a chatty, a Chinese, an English way to say one thing), which no straight
cut through it can; the second stays linear and folds into one weight for each n-gram. A text is
compared with every example: a machine of a third of them understood three texts in a hundred less.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.language.features import Counts, Lexicon
from bot.language.resembling import NOTHING, SHARP, WORDS, meaning

Floats = npt.NDArray[np.float32]

_RIDGE = 0.1  # with the next by cross-validation
_DIMENSIONS = 256
"""Of the space in which vectors are compared; the encoder's other directions say nothing more."""
_GUIDES = 2000
"""Examples over which the equations are solved exactly, to lead the way for all of them."""
_CLOSE = 0.15
"""How much of what is asked for may be left over; closer makes no better machine."""
_STEPS = 40
_BLOCK = 256


@contextmanager
def _all_processors() -> Iterator[None]:
    """Large products on all processors. Elsewhere in training one thread is best: the second would
    wait for small matrices in a loop, and what trains beside would lose its processor."""
    import scipy.linalg  # noqa: F401 - with a BLAS of its own, which has to be there to be told
    from threadpoolctl import threadpool_limits

    with threadpool_limits(os.cpu_count() or 1, user_api="blas"):
        yield


@dataclass(frozen=True)
class Kernel:
    """A fitted machine: `basis` (512, dimensions) of the space in which texts are compared, the
    examples in it (dimensions, n), what each of them speaks for (n, labels), what each n-gram of
    `lexicon` speaks for, and how frequent the labels are."""

    lexicon: Lexicon
    basis: Floats
    examples: Floats
    weights: Floats
    words: Floats
    prior: Floats

    def scores(self, texts: Sequence[str], vectors: Floats) -> tuple[Floats, Floats]:
        """How much speaks for each label, one row a text (about 0 to 1); and the cosines with the
        examples (texts, n)."""
        # One by one: a product of a few rows would first copy the whole matrix.
        near = np.stack([row @ self.examples for row in vectors @ self.basis])
        found = np.stack([row @ self.weights + self.prior for row in meaning(near)])
        for at, text in enumerate(texts):
            places, values = self.lexicon.row(text)
            if len(places):
                found[at] += values @ self.words[places]
        return np.asarray(found), np.asarray(near)


class Fitting:
    """All examples, compared with each other, and what they are labelled with.

    The regression asks for weights w with (K + ridge / heed) w = truth, K being the likenesses. It
    is solved by conjugate gradients, in a dozen steps, since an exact solution over a few of the
    examples leads the way.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        texts: Sequence[Counts],
        vectors: Floats,
        truth: Floats,
        heed: Floats,
    ) -> None:
        """`texts` are `counted`; `truth` (n, labels) is to be reproduced, each row as closely as
        its `heed` (n) asks."""
        self._lexicon = lexicon
        self._grams = lexicon.matrix(texts)
        self._basis = _basis(vectors)
        self._places = np.ascontiguousarray(vectors @ self._basis)
        self.prior = np.asarray((heed @ truth) / heed.sum(), dtype=np.float32)
        self.heed = np.sqrt(heed)[:, None]
        self._aim = self.heed * (truth - self.prior)
        self._powers = self._compared()
        self._guides: _Guides | None = None

    def _compared(self) -> Floats:
        """e to the sharpened cosine of each pair: `meaning` without its constants."""
        places = self._places * np.float32(math.sqrt(SHARP))
        found = np.empty((len(places), len(places)), dtype=np.float32)

        def compare(at: int) -> None:
            some = places[at : at + _BLOCK] @ places[at:].T
            np.exp(some, out=some)
            found[at : at + _BLOCK, at:] = some
            found[at:, at : at + _BLOCK] = some.T

        with ThreadPoolExecutor(os.cpu_count()) as workers:
            list(workers.map(compare, range(0, len(places), _BLOCK)))
        return found

    @_all_processors()
    def solve(self, count: int | None = None, begun: Floats | None = None) -> Floats:
        """What each of the first `count` examples (of all) speaks for.

        `begun` are the weights of the first examples by themselves: a good place to begin. Each
        time as many examples as before, or more.
        """
        count = len(self.heed) if count is None else count
        lead = self._guided(count)
        heed, aim = self.heed[:count], self._aim[:count]

        def applied(weights: Floats) -> Floats:
            return heed * self._speaks(heed * weights) + np.float32(_RIDGE) * weights

        found = np.zeros_like(aim)
        left = aim.copy()
        if begun is not None:
            found[: len(begun)] = begun / heed[: len(begun)]
            left -= applied(found)
        enough = _CLOSE * np.linalg.norm(aim, axis=0) + 1e-12
        way = led = lead(left)
        gain = np.sum(left * led, axis=0)
        those = np.arange(aim.shape[1])  # the labels that are still far off; each has its own way
        for _ in range(_STEPS):
            far = np.linalg.norm(left, axis=0) >= enough
            if not far.any():
                break
            those, enough, gain = those[far], enough[far], gain[far]
            left, way = left[:, far], way[:, far]
            cost = applied(way)
            step = gain / (np.sum(way * cost, axis=0) + 1e-20)
            found[:, those] += step * way
            left -= step * cost
            led = lead(left)
            gain, before = np.sum(left * led, axis=0), gain
            way = led + (gain / (before + 1e-20)) * way
        return np.asarray(heed * found, dtype=np.float32)

    def _speaks(self, weights: Floats) -> Floats:
        """The likenesses of the first examples among each other, times their weights."""
        count = len(weights)
        grams = self._grams[:count]
        meant = (weights.T @ self._powers[:count, :count]).T  # symmetric; so it is read in rows
        meant -= weights.sum(axis=0)
        return NOTHING * meant + WORDS * (grams @ (grams.T @ weights))

    def _guided(self, count: int) -> Any:
        """A function that solves the equations of the first `count` examples roughly, as if they
        resembled each other only by way of some of them (Nyström)."""
        from scipy.linalg import cho_factor, cho_solve

        if self._guides is None:
            self._guides = _Guides(self, count)
        known, system = self._guides.of(count)
        factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)

        def lead(left: Floats) -> Floats:
            return np.asarray(left - known @ cho_solve(factor, known.T @ left, check_finite=False))

        return lead

    def likeness(self, others: npt.NDArray[Any]) -> Floats:
        """How much all examples resemble `others` of them, (n, others)."""
        found = self._powers[:, others]
        found -= 1.0
        found *= np.float32(NOTHING)
        found += (WORDS * (self._grams @ self._grams[others].T)).toarray()
        return np.asarray(found)

    def scores(self, rows: npt.NDArray[Any], weights: Floats) -> Floats:
        """What the first examples with these `weights` say of those at `rows`."""
        count = len(weights)
        meant = NOTHING * (self._powers[rows, :count] @ weights - weights.sum(axis=0))
        words = WORDS * (self._grams[rows] @ (self._grams[:count].T @ weights))
        return np.asarray(meant + words + self.prior)

    def cosines(self, rows: npt.NDArray[Any], others: npt.NDArray[Any]) -> Floats:
        """How near in meaning the examples at `rows` are to others."""
        return np.asarray(self._places[rows] @ self._places[others].T)

    def kernel(self, weights: Floats) -> Kernel:
        """The machine of all examples with their `weights`."""
        words = np.asarray(WORDS * (self._grams.T @ weights), dtype=np.float32)
        places = np.ascontiguousarray(self._places.T)
        return Kernel(self._lexicon, self._basis, places, weights, words, self.prior)


class _Guides:
    """The few examples that lead the way, taken from the first `count`, and what the others add up
    to: what was added once is kept."""

    def __init__(self, fitting: Fitting, count: int) -> None:
        some = np.unique(np.linspace(0, count - 1, min(_GUIDES, count)).astype(int))
        known = fitting.likeness(some)
        self._system = np.float32(_RIDGE) * known[some]
        self._system[np.diag_indices(len(some))] += 1e-2  # doubles among them have no inverse
        self._known = known * fitting.heed
        self._counted = 0

    def of(self, count: int) -> tuple[Floats, Floats]:
        """The first `count` examples beside the guides, and their equations over these. Never
        fewer than before."""
        more = self._known[self._counted : count]
        self._system += more.T @ more
        self._counted = count
        return self._known[:count], self._system.copy()


def _basis(vectors: Floats) -> Floats:
    """The directions in which the vectors lie, the longest first, (512, dimensions at most)."""
    _, turn = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return np.ascontiguousarray(turn[:, ::-1][:, :_DIMENSIONS], dtype=np.float32)
