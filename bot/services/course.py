"""Where a conversation stands between two messages; kept in the dialogue's one `course` slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.suitability.questionnaire import Question

SUMMARY = "summary"
CHANGE = "change"
OFFER = "offer"
ERASE = "erase"
RETURNING = "returning"
DIFFERS = "differs:"
CONTRADICTION = "contradiction:"
CONFIRM = "confirm:"
ABOVE = "above:"
WHICH = "which_entry"
"""Ids of questions that are not in the questionnaire, as they stand in `asking` and on choices."""


@dataclass(frozen=True)
class Held:
    """A value the client volunteered before they agreed to its storage; it is in memory only."""

    id: str
    value: Any
    how: str
    utterance: str
    seq: int
    approximate: bool = False


@dataclass(frozen=True)
class Pending:
    """What the assistant wants to have confirmed: options of a question, or one value of it.
    `reply` names the words to ask it in, where they are not the usual ones."""

    question: str
    options: tuple[str, ...] = ()
    value: Any = None
    reply: str = ""

    @classmethod
    def whether(cls, question: Question, value: Any, reply: str = "") -> Pending:
        """Whether `value` is meant; of a question that takes several it is a list, as its answer
        is."""
        several = question.kind == "multiple" and not isinstance(value, list)
        return cls(question.id, value=[value] if several else value, reply=reply)


@dataclass(frozen=True)
class Course:
    """The state of the dialogue that is not in the records.

    `asking` is the id of the question that waits for an answer; `misses` counts misunderstandings
    in a row; `preface` are words the next message begins with; `answered` are the questions in the
    order in which they were answered, for going back; `seen` is the number of the message that was
    taken in last.
    """

    asking: str | None = None
    pending: Pending | None = None
    misses: int = 0
    preface: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    answered: tuple[str, ...] = ()
    seen: int = 0
    confirming: str | None = None
    """`erase` while the client is asked whether they really want their data erased, `returning`
    while they show that we know them; the questionnaire is silent meanwhile."""
    differing: tuple[Held, ...] = ()
    """What a client we know again said before that and what differs from what we had."""
    choosing: tuple[str, ...] = ()
    """Entries of the knowledge base, while the client is asked which of them they mean."""
    hunches: tuple[Held, ...] = ()
    """What was only half said beside something else; asked about when its question comes."""
    reopened: tuple[Held, ...] = ()
    """What stood before its question was opened again; it holds where no new answer comes."""
    currency: str | None = None
    """The currency the client spoke of, where the sums that told it are forgotten."""

    def say(self, *texts: str) -> Course:
        """The course with more words at the head of the next message."""
        return replace(self, preface=(*self.preface, *(t for t in texts if t)))

    def hold(self, held: Held) -> Course:
        """The course with one more volunteered value; a newer one replaces the older."""
        return replace(self, held=(*(h for h in self.held if h.id != held.id), held))

    def release(self, *ids: str) -> Course:
        """The course without the held values of these ids."""
        return replace(self, held=tuple(h for h in self.held if h.id not in ids))

    def settle(self, name: str) -> Course:
        """The course without a difference in the answer `name`, which was given anew."""
        return replace(self, differing=tuple(h for h in self.differing if h.id != name))

    def answering(self, question_id: str) -> Course:
        """The course after `question_id` was answered."""
        order = (*(q for q in self.answered if q != question_id), question_id)
        return replace(self, answered=order, pending=None, misses=0, reopened=())

    def forget_hunches(self, *ids: str) -> Course:
        """The course without what was half said about these values."""
        return replace(self, hunches=tuple(h for h in self.hunches if h.id not in ids))

    def forget_same(self, value: Any) -> Course:
        """The course without what was half said with this very sum: it has found its place. Of a
        bare number the same is not to be said."""
        if not isinstance(value, Mapping):
            return self
        return replace(self, hunches=tuple(h for h in self.hunches if h.value != value))

    def moved_on(self, seq: int) -> Course:
        """The course as message `seq` leaves it: "delete everything?" and "which of them?" are
        put aside where the message, later than the one that raised them, was about something
        else."""
        return replace(self, confirming=None, choosing=()) if seq > self.seen else self

    def to_slot(self) -> dict[str, Any]:
        """The course as the slot's JSON value."""
        return asdict(self)

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Course:
        """The course from the slot's value; a new one where the slot is empty."""
        if not value:
            return cls()
        pending = value.get("pending")
        return cls(
            asking=value.get("asking"),
            pending=Pending(**{**pending, "options": tuple(pending["options"])})
            if pending
            else None,
            misses=int(value.get("misses") or 0),
            preface=tuple(value.get("preface") or ()),
            held=tuple(Held(**held) for held in value.get("held") or ()),
            answered=tuple(value.get("answered") or ()),
            seen=int(value.get("seen") or 0),
            confirming=value.get("confirming"),
            differing=tuple(Held(**held) for held in value.get("differing") or ()),
            choosing=tuple(value.get("choosing") or ()),
            hunches=tuple(Held(**held) for held in value.get("hunches") or ()),
            reopened=tuple(Held(**held) for held in value.get("reopened") or ()),
            currency=value.get("currency"),
        )
