"""How near a free answer lies to the phrasings of each option, where no model was trained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.language import option_cues, option_words
from bot.language.normal import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]


class Likeness:
    """The phrasings of one question's options as vectors, encoded once, when first needed."""

    def __init__(
        self, phrasings: Sequence[tuple[str, str]], embed: Callable[[list[str]], Any]
    ) -> None:
        """`phrasings` are (option, words)."""
        self._phrasings, self._embed = phrasings, embed

    @cached_property
    def _vectors(self) -> tuple[Vectors, tuple[str, ...], tuple[bool, ...]]:
        """The phrasings' vectors, with the option and the sign (denied or not) of each."""
        import numpy as np  # late: most processes load the options and never compare meanings

        rows = [
            (option, fold(words))
            for option, words in self._phrasings
            if option_words.size(fold(words)) >= 2
        ]
        vectors = np.asarray(self._embed([words for _, words in rows]), dtype=np.float32)
        negative = tuple(bool(option_cues.NEGATIVE.search(words)) for _, words in rows)
        return vectors, tuple(option for option, _ in rows), negative

    def of(self, said: str, shown: Sequence[str]) -> tuple[tuple[tuple[str, float], ...], bool]:
        """(option, cosine of its nearest phrasing) for a folded text, best first; whether the sign
        of the nearest agrees."""
        import numpy as np  # late, as above

        vectors, owners, negative = self._vectors
        cosines = vectors @ np.asarray(self._embed([said]), dtype=np.float32)[0]
        best: dict[str, tuple[float, bool]] = dict.fromkeys(shown, (0.0, False))
        for cosine, owner, sign in zip(cosines.tolist(), owners, negative, strict=True):
            if owner in best and cosine > best[owner][0]:
                best[owner] = (cosine, sign)
        order = sorted(shown, key=lambda option: best[option][0], reverse=True)
        agrees = best[order[0]][1] == bool(option_cues.NEGATIVE.search(said))
        return tuple((option, round(best[option][0], 4)) for option in order), agrees
