"""What a whole message means: one intent that leads, and what else it says beside it.

"我想存教育金，另外你们收费吗？" states a need and asks about fees. A message is read as a whole and
clause by clause; what the clauses that tell say leads, where it is clear, and the questions are
answered on the way. Entities belong to the message as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.engine.nlu.intent_model import WITH_EVIDENCE, IntentModel, Prediction
from bot.engine.nlu.speller import plain
from bot.language.agreement import is_question
from bot.language.normal import fold
from bot.services.encoder import embed
from bot.services.heard import ANSWERED, PEOPLE, RIGHTS

_CLAUSE = re.compile(
    r"[。！？；!?;\n…]+|[，、](?!\d)|,(?!\d)|\.(?=\s|$)"
    r"|\s(?=(?:also|and also|btw|but)\b)"
    r"|\s(?=and (?:what|how|do|does|is|are|can|will|who|when|where|why)\b)"
    r"|(?=另外|还有就?是?[想问]|顺便|对了)"
)
_CLAUSES = 8
"""Clauses that are read apart; those of a longer message are joined in pairs."""
_ASKED = 2
"""Questions that are answered beside what leads."""
_SURE = 0.5
_MARGIN = 0.25
"""How likely a clause's intent has to be, and how far ahead of the next one."""
_BESIDE = PEOPLE | RIGHTS | {*WITH_EVIDENCE, "greet", "goodbye", "thanks", "affirm", "deny",
                             "skip_question", "dont_know", "ask_why", "ask_how_long"}  # fmt: skip
"""What is named beside the leading intent where a clause says it clearly and asks nothing."""
_WANTS_ONE_NAMED = re.compile(
    r"(?:推荐|推薦|介绍|透露|支招|荐)[^，。,.]{0,4}(?:只|支|个|款|点|几|些|一)[^，。,.]{0,6}(?:股|基金|票|产品|理财)"
    r"|\b(?:recommend|suggest|tip me|name me|give me)\b[^.?!]{0,16}"
    r"\b(?:stocks?|shares?|funds?|products?)\b"
)
"""Words by which somebody wants a product named: it is none that they hold."""


@dataclass(frozen=True)
class Clause:
    """A piece of a message, and whether it asks."""

    words: str
    asks: bool


@dataclass(frozen=True)
class Understood:
    """The prediction for the message, and the intents that it has beside."""

    prediction: Prediction
    also: tuple[str, ...] = ()

    @property
    def asks_beside(self) -> bool:
        """Whether a question is asked beside what leads."""
        return not ANSWERED.isdisjoint(self.also)


def understand(
    model: IntentModel,
    text: str,
    *,
    evidence: bool = False,
    vector: npt.NDArray[Any] | None = None,
) -> Understood:
    """Read a text. `vector` is that of the folded text where it is known already; `evidence` says
    that a value was read from it for certain; who wants a product recommended states none."""
    folded = fold(text)
    evidence = evidence and not _WANTS_ONE_NAMED.search(folded)
    told = model.speller.respell(plain(folded))
    if vector is None or told != folded:
        vector = embed([told])[0]
    clauses = _clauses(told)
    if len(clauses) < 2:
        return Understood(model.predict(told, vector, evidence=evidence))
    words = [one.words for one in clauses]
    rows = np.concatenate([vector.reshape(1, -1), embed(words)])
    whole, *parts = model.predict_parts([told, *words], rows, evidence=evidence)
    return _settled(whole, list(zip(clauses, parts, strict=True)), evidence=evidence)


def _settled(
    whole: Prediction, read: list[tuple[Clause, Prediction]], *, evidence: bool
) -> Understood:
    """What leads, and what stands beside it: questions that are answered first."""
    clear = [(clause, part) for clause, part in read if _clear(part)]
    asked = [p.intent for clause, p in clear if clause.asks and p.intent in ANSWERED]
    told = [p for clause, p in clear if not clause.asks and p.intent in _BESIDE]
    leading = whole
    if any(clause.asks for clause, _ in read) and whole.intent not in PEOPLE:
        leads = _first(told, PEOPLE) or _first(told, {"state_need"})
        if leads is None and evidence:  # a fact of the story leads only where it states a value
            leads = _first(told, {*WITH_EVIDENCE})
        leading = _led(leads, whole) if leads else whole
    if leading is whole and whole.intent not in {part.intent for _, part in clear}:
        return Understood(whole)  # the clauses tell another story than the message: believe it
    beside = [*dict.fromkeys(one for one in asked if one != leading.intent)][:_ASKED]
    beside += [part.intent for part in told if part.intent != leading.intent]
    return Understood(leading, tuple(dict.fromkeys(beside)))


def _first(told: list[Prediction], wanted: Set[str]) -> Prediction | None:
    return next((part for part in told if part.intent in wanted), None)


def _clauses(told: str) -> list[Clause]:
    """The clauses of a text, left to right, without those that say nothing."""
    found: list[Clause] = []
    at = 0
    for end in [*_CLAUSE.finditer(told), None]:
        words = told[at : end.start() if end else len(told)].strip()
        mark = end.group() if end else ""
        at = end.end() if end else at
        if sum(sign.isalnum() for sign in words) < 2:
            continue
        marked = "?" in mark or "？" in mark
        found.append(Clause(f"{words}?" if marked else words, marked or is_question(words)))
    while len(found) > _CLAUSES:
        found = _paired(found)
    return found


def _paired(clauses: list[Clause]) -> list[Clause]:
    joined: list[Clause] = []
    for at in range(0, len(clauses), 2):
        pair = clauses[at : at + 2]
        joined.append(Clause(", ".join(one.words for one in pair), any(one.asks for one in pair)))
    return joined


def _clear(found: Prediction) -> bool:
    ahead = found.ranking[0][1] - (found.ranking[1][1] if len(found.ranking) > 1 else 0.0)
    return found.confidence >= _SURE and ahead >= _MARGIN and found.intent == found.ranking[0][0]


def _led(part: Prediction, whole: Prediction) -> Prediction:
    """The part's intent for the whole message, with a ranking that begins with it."""
    others = tuple(one for one in whole.ranking if one[0] != part.intent)
    return replace(part, ranking=((part.intent, part.confidence), *others))
