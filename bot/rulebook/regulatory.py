"""Puts an institution's own regulatory questionnaire beside ours: items, points and bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.rulebook.documents import Document, Place
from bot.rulebook.errors import Problem, RulebookError

NUMERIC = ("amount", "number", "duration")
ITEMS = "regulatory_items"
"""The key of the merged questionnaire under which the items stand."""
OWN = "regulatory_"
"""What the id of a question begins with that only the regulatory questionnaire asks."""


def merged_questions(questionnaire: Mapping[str, Any], own: Document | None) -> dict[str, Any]:
    """The questionnaire's values with the institution's items and own questions among them.

    Plain values come in and go out, so that a version can be kept and built again. Raises
    RulebookError naming every item that does not fit, with its line.
    """
    data = dict(questionnaire)
    if own is None:
        return data
    questions = {row.get("fills") or row["id"]: row for row in data["questions"]}
    problems = tuple(_problems(own, questions))
    if problems:
        raise RulebookError(*problems)
    rows = own.data["items"]
    added = [_own_question(row) for row in rows if "question" in row]
    before = next(
        (at for at, row in enumerate(data["questions"]) if row["phase"] == "handoff"),
        len(data["questions"]),
    )
    return {
        **data,
        "questions": [*data["questions"][:before], *added, *data["questions"][before:]],
        ITEMS: [_item(row, questions) for row in rows],
    }


def merged_policy(policy: Mapping[str, Any], own: Document | None) -> dict[str, Any]:
    """The policy's values with the bands of the institution's questionnaire in place of its own."""
    if own is None:
        return dict(policy)
    return {**policy, "regulatory": {"bands": own.data["bands"], "governs": own.data["governs"]}}


def _own_question(row: Mapping[str, Any]) -> dict[str, Any]:
    question = row["question"]
    options = [
        {**option, "points": {"regulatory": option["points"]}} for option in question["options"]
    ]
    return {**question, "id": OWN + row["id"], "phase": "profile", "options": options}


def _item(row: Mapping[str, Any], questions: Mapping[str, Any]) -> dict[str, Any]:
    """One item as a question that only scores: its options carry nothing but points."""
    if "question" in row:
        return {"fills": OWN + row["id"], **_scoring(_own_question(row))}
    question = questions[row["from"]]
    if "bands" in row:
        bands = [
            {
                "id": f"band_{at + 1}",
                "points": {"regulatory": band["points"]},
                **({"up_to": band["up_to"]} if "up_to" in band else {}),
            }
            for at, band in enumerate(row["bands"])
        ]
        return {"fills": row["from"], "kind": question["kind"], "options": bands}
    options = [
        {**option, "points": {"regulatory": row["points"][option["id"]]}}
        for option in question["options"]
    ]
    return {"fills": row["from"], **_scoring({**question, "options": options})}


def _scoring(question: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("id", "points", "up_to")
    return {
        "kind": question["kind"],
        "highest": question.get("highest", False),
        "options": [
            {key: option[key] for key in kept if key in option} for option in question["options"]
        ],
    }


def _problems(own: Document, questions: Mapping[str, Any]) -> Iterator[Problem]:
    bands = own.data["bands"]
    if bands != sorted(set(bands)):
        yield own.problem(("bands",), "the bands do not rise", "Write the lowest total of C1 … C5")
    seen: set[str] = set()
    for at, row in enumerate(own.data["items"]):
        place: Place = ("items", at)
        if row["id"] in seen:
            yield own.problem((*place, "id"), f"“{row['id']}” stands here twice", "Rename it")
        seen.add(row["id"])
        if "question" in row:
            if OWN + row["id"] in questions:
                yield own.problem(place, f"“{row['id']}” is asked already", "Rename it")
            continue
        question = questions.get(row["from"])
        if question is None or not question.get("options"):
            yield own.problem(
                (*place, "from"),
                f"the questionnaire has no question “{row['from']}” with options",
                "Name one of its questions, or write a question here",
            )
        elif "bands" in row:
            yield from _band_problems(own, place, row, question)
        else:
            yield from _point_problems(own, place, row, question)


def _band_problems(
    own: Document, place: Place, row: Mapping[str, Any], question: Mapping[str, Any]
) -> Iterator[Problem]:
    if question["kind"] not in NUMERIC:
        what = f"“{row['from']}” is chosen among options and has no bands"
        yield own.problem((*place, "bands"), what, "Write `points` for its options")
    edges = [band.get("up_to") for band in row["bands"]]
    if None in edges[:-1] or edges[-1] is not None:
        yield own.problem(
            (*place, "bands"), f"the bands of “{row['id']}” are not closed", "Every band but the "
            "last has an up_to"
        )  # fmt: skip
    elif edges[:-1] != sorted(set(edges[:-1])):
        yield own.problem((*place, "bands"), f"the bands of “{row['id']}” do not rise", "Sort them")


def _point_problems(
    own: Document, place: Place, row: Mapping[str, Any], question: Mapping[str, Any]
) -> Iterator[Problem]:
    options = [option["id"] for option in question["options"]]
    for option in sorted(set(row["points"]) - set(options)):
        yield own.problem(
            (*place, "points", option),
            f"“{row['from']}” has no option “{option}”",
            f"Use {', '.join(options)}",
        )
    missing = [option for option in options if option not in row["points"]]
    if missing:
        yield own.problem(
            (*place, "points"),
            f"“{row['id']}” gives no points for {', '.join(missing)}",
            "Give points for every option",
        )
