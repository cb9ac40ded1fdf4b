"""Runs the held-out sets, clean and with noise, and puts the figures together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.evaluation import scoring
from bot.evaluation.cases import LANGUAGES, Cases, IntentCase, OptionCase, ValueCase
from bot.evaluation.comparing import Verdict, judge
from bot.evaluation.examples import bare
from bot.evaluation.noise import Noise, noises, spoil
from bot.evaluation.scoring import Marked, share, share_of
from bot.evaluation.subjects import Understood

Read = Callable[[Sequence[str]], Sequence[Understood]]

_FALSE_REJECTIONS = 0.05
_MONEY = frozenset({"annual_income", "investable_assets", "goal_amount"})


class Answers(Protocol):
    """What reads values and options out of free words."""

    def answers(self, text: str, asking: str | None) -> tuple[list[str], dict[str, Any]]: ...

    def options(self, text: str, question_id: str, language: str) -> frozenset[str]: ...


@dataclass
class Mistakes:
    """Texts that were misread, for whoever owns the held-out set; not part of the report unless
    asked for, because who trains on data must not see it."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, part: str, text: str, expected: Any, found: Any, **more: Any) -> None:
        self.rows.append({"part": part, "text": text, "expected": expected, "found": found, **more})


# ── intents and scope ──


def intents(
    cases: Cases,
    read: Read,
    known: frozenset[str],
    *,
    trained: frozenset[str] = frozenset(),
    mistakes: Mistakes | None = None,
) -> dict[str, Any]:
    """Intent, scope, confusion and calibration by language, for one reader.

    `known` are the intents it has, `trained` the texts it was trained on (`examples.trained_on`).
    """
    return {
        language: _intents_of(
            [case for case in cases.intents if case.language == language],
            read,
            known,
            trained,
            mistakes,
        )
        for language in LANGUAGES
    }


def intents_with_noise(
    cases: Cases, read: Read, known: frozenset[str], *, seed: int
) -> dict[str, Any]:
    """For each kind of noise: the texts it changes, right before and after."""
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        own = [case for case in cases.intents if case.language == language]
        clean = dict(zip((case.text for case in own), read([c.text for c in own]), strict=True))
        found[language] = {}
        for noise in noises(language):
            pairs = _spoilt(own, noise, seed)
            if not pairs:
                continue
            seen = read([text for _, text in pairs])
            before = [_marked(case, clean[case.text], known) for case, _ in pairs]
            after = [_marked(c, u, known) for (c, _), u in zip(pairs, seen, strict=True)]
            found[language][noise] = {
                "texts": len(pairs),
                "intents": _loss(_ours(before), _ours(after)),
                "recall": _loss(_sent_away(before), _sent_away(after)),
                "rejected_wrongly": share_of(not m.kept for m in after if m and m.in_scope),
            }
    return found


def _intents_of(
    cases: Sequence[IntentCase],
    read: Read,
    known: frozenset[str],
    trained: frozenset[str],
    mistakes: Mistakes | None,
) -> dict[str, Any]:
    seen = read([case.text for case in cases])
    pairs = list(zip(cases, seen, strict=True))
    marked = [(case, _marked(case, understood, known)) for case, understood in pairs]
    judged = [(case, mark) for case, mark in marked if mark is not None]
    if mistakes is not None:
        for (case, understood), (_, mark) in zip(pairs, marked, strict=True):
            if mark is not None and not mark.right:
                mistakes.add(
                    "intents", case.text, sorted(case.acceptable), understood.intent,
                    language=case.language, kind=case.kind, confidence=understood.confidence,
                )  # fmt: skip
    marks = [mark for _, mark in judged]
    unseen = [mark for case, mark in judged if bare(case.text) not in trained]
    curve = scoring.rejection_curve(marks)
    return {
        "texts": len(cases),
        "unknown_to_model": len(cases) - len(judged),
        "accuracy": share_of(m.right for m in marks if m.in_scope),
        "in_training_word_for_word": len(judged) - len(unseen),
        "accuracy_of_the_others": share_of(m.right for m in unseen if m.in_scope),
        "recall_of_the_others": share_of(not m.kept for m in unseen if not m.in_scope),
        "accuracy_with_scope": share_of(m.right for m in marks),
        "scope": {
            "rejected_wrongly": share_of(not m.kept for m in marks if m.in_scope),
            "recall": share_of(not m.kept for m in marks if not m.in_scope),
            "far": share_of(not m.kept for case, m in judged if case.kind == "far"),
            "near": share_of(not m.kept for case, m in judged if case.kind == "near"),
            "near_desk": share_of(
                m.found in case.acceptable for case, m in judged if case.kind == "near"
            ),
            "recall_at_5_percent": scoring.recall_at(curve, _FALSE_REJECTIONS),
        },
        "two_in_one": _two(pairs),
        "by_kind": _by(judged, lambda case: case.kind),
        "by_register": _by(judged, lambda case: case.register),
        "by_intent": _by(judged, lambda case: "+".join(case.intents)),
        "by_topic": _by([p for p in judged if p[0].topic], lambda case: case.topic or ""),
        "confusion": scoring.confusion(marks),
        "calibration": scoring.calibration(marks),
        "curve": curve,
    }


def _marked(case: IntentCase, understood: Understood, known: frozenset[str]) -> Marked | None:
    """The verdict on a text; None where the model has none of the intents that would be right."""
    if case.in_scope and not case.acceptable & known:
        return None
    right = understood.kept and understood.intent in case.acceptable
    if not case.in_scope:
        right = not understood.kept
    expected = next((one for one in case.intents if one in known), case.intents[0])
    return Marked(
        expected, understood.intent, understood.confidence, case.in_scope, understood.kept, right
    )


def _two(pairs: Iterable[tuple[IntentCase, Understood]]) -> dict[str, Any]:
    both = [(case, seen) for case, seen in pairs if len(case.intents) > 1]
    return {
        "one_found": share_of(seen.intent in case.intents for case, seen in both),
        "both_found": share_of({*case.intents} <= {seen.intent, *seen.also} for case, seen in both),
    }


def _by(
    judged: Iterable[tuple[IntentCase, Marked]], key: Callable[[IntentCase], str]
) -> dict[str, Any]:
    groups: dict[str, list[bool]] = defaultdict(list)
    for case, mark in judged:
        groups[key(case)].append(mark.right)
    return {name: share_of(verdicts) for name, verdicts in sorted(groups.items())}


def _ours(marked: Iterable[Marked | None]) -> list[bool]:
    return [mark.right for mark in marked if mark is not None and mark.in_scope]


def _sent_away(marked: Iterable[Marked | None]) -> list[bool]:
    return [not mark.kept for mark in marked if mark is not None and not mark.in_scope]


# ── values ──


def values(
    cases: Cases,
    subject: Answers,
    *,
    seed: int,
    few: Cases | None = None,
    mistakes: Mistakes | None = None,
) -> dict[str, Any]:
    """Values right, missed and wrongly accepted, by language and kind of noise.

    `few` are the cases that are spoilt, where that is not all of them.
    """
    spoilt = {id(case) for case in (few or cases).values}
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        own = [case for case in cases.values if case.language == language]
        clean = [_value_verdict(case, case.text, subject) for case in own]
        found[language] = _values_of(own, clean, mistakes)
        found[language]["noise"] = {}
        before = dict(zip(map(id, own), clean, strict=True))
        chosen_few = [case for case in own if id(case) in spoilt]
        for noise in noises(language):
            pairs = _spoilt(chosen_few, noise, seed)
            after = [_value_verdict(case, text, subject) for case, text in pairs]
            if not pairs:
                continue
            was = [before[id(case)] for case, _ in pairs]
            found[language]["noise"][noise] = {
                "texts": len(pairs),
                "values": {
                    "before": _values_right(was),
                    "after": _values_right(after),
                    "loss": _points(_values_right(was), _values_right(after)),
                },
                "wrong_accepted": sum(len(v.verdict.wrong) for v in after),
                "wrong_amounts_accepted": sum(len(_MONEY & {*v.verdict.wrong}) for v in after),
            }
    return found


@dataclass(frozen=True)
class _ValueVerdict:
    verdict: Verdict
    needs: bool | None
    found: dict[str, Any]


def _value_verdict(case: ValueCase, text: str, subject: Answers) -> _ValueVerdict:
    needs, answers = subject.answers(text, case.asking)
    right = None if case.needs is None else {*needs} == {*case.needs}
    return _ValueVerdict(judge(case, answers), right, answers)


def _values_right(verdicts: Iterable[_ValueVerdict]) -> dict[str, Any]:
    seen = [one.verdict for one in verdicts]
    return share(sum(len(one.right) for one in seen), sum(one.expected for one in seen))


def _values_of(
    cases: Sequence[ValueCase], seen: Sequence[_ValueVerdict], mistakes: Mistakes | None
) -> dict[str, Any]:
    by_id: dict[str, list[str]] = defaultdict(list)
    for case, one in zip(cases, seen, strict=True):
        for name in case.answers:
            state = "right" if name in one.verdict.right else "wrong"
            by_id[name].append("missed" if name in one.verdict.missed else state)
        for name in one.verdict.wrong:
            if name not in case.answers:
                by_id[name].append("unasked")
        if mistakes is not None and (one.verdict.wrong or one.verdict.missed):
            mistakes.add(
                "values", case.text, dict(case.answers), one.found, language=case.language,
                asking=case.asking, wrong=one.verdict.wrong, missed=one.verdict.missed,
            )  # fmt: skip
    silent = [(c, o) for c, o in zip(cases, seen, strict=True) if c.ambiguous or not c.answers]
    return {
        "texts": len(cases),
        "values": _values_right(seen),
        "needs": share_of(one.needs for one in seen if one.needs is not None),
        "wrong_accepted": sum(len(one.verdict.wrong) for one in seen),
        "wrong_amounts_accepted": sum(len(_MONEY & {*one.verdict.wrong}) for one in seen),
        "texts_without_value": len(silent),
        "texts_without_value_left_alone": share_of(not one.verdict.wrong for _, one in silent),
        "by_id": {
            name: {state: states.count(state) for state in ("right", "missed", "wrong", "unasked")}
            for name, states in sorted(by_id.items())
        },
    }


# ── options ──


def options(
    cases: Cases,
    subject: Answers,
    *,
    seed: int,
    few: Cases | None = None,
    mistakes: Mistakes | None = None,
) -> dict[str, Any]:
    """Options matched and wrongly accepted, by language, question and kind of noise.

    `few` are the cases that are spoilt, where that is not all of them.
    """
    spoilt = {id(case) for case in (few or cases).options}
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        own = [case for case in cases.options if case.language == language]
        clean = [subject.options(case.text, case.question, language) for case in own]
        found[language] = _options_of(own, clean)
        if mistakes is not None:
            for case, chosen in zip(own, clean, strict=True):
                if chosen != (case.options or frozenset()):
                    mistakes.add(
                        "options", case.text, sorted(case.options or ()), sorted(chosen),
                        language=language, question=case.question,
                    )  # fmt: skip
        before = dict(zip(map(id, own), clean, strict=True))
        chosen_few = [case for case in own if id(case) in spoilt]
        found[language]["noise"] = {}
        for noise in noises(language):
            pairs = _spoilt(chosen_few, noise, seed)
            if not pairs:
                continue
            after = [subject.options(text, case.question, language) for case, text in pairs]
            told = [case for case, _ in pairs]
            was = _options_of(told, [before[id(case)] for case in told])
            now = _options_of(told, after)
            found[language]["noise"][noise] = {
                "texts": len(pairs),
                "matched": {
                    "before": was["matched"],
                    "after": now["matched"],
                    "loss": _points(was["matched"], now["matched"]),
                },
                "wrong_accepted": now["wrong_accepted"],
            }
    return found


_STATES = ("right", "partly", "asked", "wrong", "of")


def _options_of(cases: Sequence[OptionCase], chosen: Sequence[frozenset[str]]) -> dict[str, Any]:
    pairs = list(zip(cases, chosen, strict=True))
    wrong = [bool(found - (case.options or frozenset())) for case, found in pairs]
    by_question: dict[str, dict[str, int]] = {}
    for (case, found), bad in zip(pairs, wrong, strict=True):
        row = by_question.setdefault(case.question, dict.fromkeys(_STATES, 0))
        row["of"] += 1
        good = found == (case.options or frozenset())
        row["wrong" if bad else "right" if good else "partly" if found else "asked"] += 1
    return {
        "texts": len(cases),
        "matched": share_of(found == case.options for case, found in pairs if case.options),
        "asked_back": share_of(not found for case, found in pairs if not case.options),
        "wrong_accepted": share_of(wrong),
        "wrong_where_none_fits": sum(
            b for (c, _), b in zip(pairs, wrong, strict=True) if not c.options
        ),
        "by_question": dict(sorted(by_question.items())),
    }


# ── noise ──


def _spoilt(cases: Sequence[Any], noise: Noise, seed: int) -> list[tuple[Any, str]]:
    """The cases whose text this noise changes, with the text it becomes."""
    pairs = ((case, spoil(case.text, noise, seed=seed)) for case in cases)
    return [(case, text) for case, text in pairs if text != case.text]


def _loss(before: Sequence[bool], after: Sequence[bool]) -> dict[str, Any]:
    was, now = share_of(before), share_of(after)
    return {"before": was, "after": now, "loss": _points(was, now)}


def _points(before: dict[str, Any], after: dict[str, Any]) -> float | None:
    if before["percent"] is None or after["percent"] is None:
        return None
    return round(before["percent"] - after["percent"], 2)
