"""Which entry of the knowledge base a question asks for: one linear model, as for the intents.

Raw similarity does not match Chinese questions to answers (the encoder on AFQMC and BQ), so a
classifier learns from several phrasings of each entry. Beside the entries it learns what no entry
answers, and it says how sure it is: an answer that is confidently wrong is worse than none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from bot.engine.nlu.intent_model import Floats, IntentModel, Prediction
from bot.engine.nlu.speller import plain
from bot.language import picks
from bot.language.agreement import is_question
from bot.services.encoder import embed
from bot.services.heard import DOUBTFUL, EXPLAINED

Verdict = Literal["sure", "between", "unsure"]
NAME = "entries"
_TITLES = "titles.json"
PARTS = (f"{NAME}.json", f"{NAME}.npz", _TITLES)
_APART = "~"  # before the names of what is no entry; ids of entries begin with a letter
GENERAL = "ask_concept"
"""The intent of a question that was named while the words sounded like something else."""
UNANSWERED = f"{_APART}unanswered"

SURE = 0.5
"""Calibrated probability from which an entry is given as the answer."""
BETWEEN = 0.2
"""Probability from which a second entry is worth asking about, while the first is not certain."""
CERTAIN = 0.6
"""Probability from which an entry speaks against an intent that was not sure itself."""
_DOUBT = 0.005  # share of its belief that the intent model must then give to questions


@dataclass(frozen=True)
class Found:
    """`entries` are (id, probability), best first: one where `verdict` is "sure", two to choose
    between, none where it is "unsure"."""

    verdict: Verdict
    entries: tuple[tuple[str, float], ...] = ()
    chosen: bool = False
    """Whether the client named it: by its title, or among entries they were asked to choose
    between."""

    def to_json(self) -> dict[str, object]:
        """As it stands on a message and in what `zhiyin parse` prints."""
        shown = [{"entry": name, "confidence": round(odds, 4)} for name, odds in self.entries]
        return {"verdict": self.verdict, "entries": shown}


class EntryModel:
    """A trained model: learn it, save it, load it, ask it."""

    def __init__(self, model: IntentModel, titles: Mapping[str, str] | None = None) -> None:
        """`titles` are folded titles and the entries they name without any doubt."""
        self._model = model
        self._titles = {_bare(title): entry for title, entry in (titles or {}).items()}

    @classmethod
    def learn(
        cls,
        folded: Sequence[str],
        vectors: Floats,
        entries: Sequence[str | None],
        others: Iterable[tuple[str, Floats, str]] = (),
        *,
        encoder: str,
        titles: Mapping[str, str] | None = None,
    ) -> EntryModel:
        """Train on plain questions (`speller.plain`), their vectors and the entries they ask for.

        None stands for a question that no entry answers; `others` are (plain text, vector,
        intent) of what clients say beside. Deterministic. Raises ValueError with fewer than two
        entries.
        """
        beside = list(others)
        labels = [UNANSWERED if entry is None else entry for entry in entries]
        labels += [_APART + intent for _, _, intent in beside]
        if len({label for label in labels if not label.startswith(_APART)}) < 2:
            raise ValueError("a knowledge model needs questions for at least two entries")
        rows = [vectors, *(vector.reshape(1, -1) for _, vector, _ in beside)]
        model = IntentModel.learn(
            [*folded, *(text for text, _, _ in beside)],
            np.concatenate(rows).astype(np.float32),
            labels,
            encoder=encoder,
            foreign={label for label in labels if label.startswith(_APART)},
            evenness=0.5,  # what is answered nowhere has more examples, and is more
        )
        return cls(model, titles)

    def find(self, folded: str, among: Sequence[str] = ()) -> Found:
        """The entry that a folded text asks for, or two, or none.

        `among` are entries the client was asked to choose between just now: then a place ("the
        second one") or words that lean to one of them pick it.
        """
        if (named := self._titles.get(_bare(folded))) is not None:
            return Found("sure", ((named, 1.0),), chosen=True)
        told = self._model.speller.respell(plain(folded))
        said = self._model.predict(told, embed([told])[0])
        if among and (picked := _picked(folded, said, among)) is not None:
            return Found("sure", ((picked, 1.0),), chosen=True)
        if not said.in_scope:
            return Found("unsure")
        entries = [one for one in said.ranking if not one[0].startswith(_APART)]
        first, chance = entries[0]
        second = entries[1] if len(entries) > 1 else ("", 0.0)
        if chance < CERTAIN and second[1] >= BETWEEN and chance + second[1] >= SURE:
            return Found("between", ((first, chance), second))
        if chance >= SURE:
            return Found("sure", ((first, chance),))
        return Found("unsure")

    def save(self, folder: Path) -> None:
        """Write the model into `folder`."""
        self._model.save(folder, NAME)
        (folder / _TITLES).write_text(json.dumps(self._titles, ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path, *, encoder: str) -> EntryModel:
        """Read a saved model. Raises ValueError where it was made for another encoder or format."""
        titles = json.loads((folder / _TITLES).read_text("utf-8"))
        return cls(IntentModel.load(folder, encoder=encoder, name=NAME), titles)


def _bare(folded: str) -> str:
    return folded.strip(" ?？。.!！")


def _picked(folded: str, said: Prediction, among: Sequence[str]) -> str | None:
    places = picks.read(folded, len(among))
    if places is not None and len(places.positions) == 1:
        return among[places.positions[0]]
    odds = dict(said.ranking)
    first, second = sorted((odds.get(one, 0.0) for one in among), reverse=True)[:2]
    leans = said.ranking[0][0] in among and first >= SURE * (first + second) and first >= BETWEEN
    return said.ranking[0][0] if leans else None


def understood(
    text: str,
    intent: str,
    ranking: Mapping[str, float],
    found: Found,
    *,
    beside: bool = False,
) -> tuple[str, float] | None:
    """The intent, with its confidence, of a message that the two models see differently.

    `ranking` is what the intent model believes, `beside` whether it read a question beside the
    leading intent, which then leads. An entry that was named is a question, whatever
    else. Where the intent is a question's, all belief in questions counts together, for they are
    answered the same way, and a certain entry confirms it. Where it is a doubtful one, a certain
    entry speaks against it. None leaves the intent as it is.
    """
    if found.chosen:
        return (intent if intent in EXPLAINED else GENERAL), 1.0
    questions = EXPLAINED & ranking.keys()
    if found.verdict != "sure" or not questions or beside:
        return None
    mass = sum(ranking[name] for name in questions)
    chance = found.entries[0][1]
    if intent in EXPLAINED:
        return intent, max(mass, chance) if chance >= CERTAIN else mass
    if chance >= CERTAIN and mass >= _DOUBT and intent in DOUBTFUL and is_question(text):
        return max(questions, key=lambda name: ranking[name]), chance
    return None
