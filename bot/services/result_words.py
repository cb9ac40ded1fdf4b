"""A result in plain words: what it means in money, what mattered most, what is different since last
time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.services import wording
from bot.services.app import App
from bot.services.wording import MONTHS_OF
from bot.suitability import illustration
from bot.suitability.assessment import Assessment
from bot.suitability.counterfactual import mattered
from bot.suitability.values import canonical

NOT_COMPARED = ("needs", "segment")


def headline(app: App, assessment: Assessment, language: str) -> str:
    """The category, what it means in money, what mattered most, and who confirms it."""
    reply = "utter_result_minimum" if assessment.minimum_risk else "utter_result"
    lines = [
        _meaning(app, assessment, language, reply),
        _loss(app, assessment, language),
        _mattered(app, assessment, language),
        *_cautions(app, assessment, language),
        app.rulebook.replies.text("utter_result_by_human", language),
        app.rulebook.replies.text("utter_result_ask", language),
    ]
    return "\n".join(line for line in lines if line)


def explained_result(app: App, assessment: Assessment, language: str) -> str:
    """Why this category: what it means, the three answers that mattered most, what would change
    it."""
    reply = "utter_result_minimum" if assessment.minimum_risk else "utter_result"
    reasons = [getattr(one, language) for one in assessment.reasons[:1]]
    change = [getattr(one, language) for one in assessment.would_change[:3]]
    lines = [
        _meaning(app, assessment, language, reply),
        *reasons,
        _mattered(app, assessment, language),
        _loss(app, assessment, language),
    ]
    if change:
        lines.append(app.rulebook.replies.text("utter_result_change", language))
        lines += [f"· {text}" for text in change]
    lines.append(app.rulebook.replies.text("utter_result_ask", language))
    return "\n".join(line for line in lines if line)


def mattering(app: App, assessment: Assessment, language: str) -> list[dict[str, str]]:
    """The answers that mattered most, one row each, as a card shows them."""
    values = _answered(assessment)
    found = mattered(
        assessment.answers,
        questionnaire=app.rulebook.questionnaire,
        policy=app.rulebook.policy,
        explained=frozenset(assessment.explained),
    )
    rows = []
    for answer_id in found:
        exact = MONTHS_OF.get(answer_id, answer_id)
        value = values.get(exact, values.get(answer_id))
        if value is not None:
            said = {answer_id: value}
            rows += wording.rows(app, said, language, client=assessment.answers)
    return rows


def changes(
    app: App, before: Assessment | None, after: Assessment, language: str
) -> list[dict[str, str]]:
    """Which answers differ from the assessment before, each with both values in words."""
    if before is None:
        return []
    old, new = _answered(before), _answered(after)
    rows = []
    for question in app.rulebook.questionnaire.questions:
        answer_id = question.answer_id
        if answer_id in NOT_COMPARED or question.kind == "consent":
            continue
        was, now = (_value(values, answer_id) for values in (old, new))
        if canonical(was) == canonical(now):
            continue
        said = [
            "–" if one is None else wording.value_text(question, one, language)
            for one in (was, now)
        ]
        label = wording.for_client(question, after.answers).label[language]
        row = {"id": answer_id, "label": label}
        rows.append({**row, "before": said[0], "after": said[1]})
    return rows


def compared(app: App, before: Assessment | None, after: Assessment, language: str) -> str:
    """What is different from last time, in one or two sentences; empty for a first assessment."""
    if before is None:
        return ""
    say = app.rulebook.replies.text
    rows = changes(app, before, after, language)
    joint = "；" if language == "zh" else "; "
    parts = joint.join(say("utter_compared_answer", language, **row) for row in rows[:5])
    values = {
        "date": before.assessed_on.isoformat(),
        "before": before.category,
        "after": after.category,
    }
    lines = [say("utter_compared_answers", language, changes=parts)] if parts else []
    same = before.category == after.category
    name = "utter_compared_same" if same else "utter_compared_category"
    lines.append(say(name, language, **values))
    if "level_jump" in after.flags:
        lines.append(say("utter_result_jump", language, **values))
    return "\n".join(lines)


def _meaning(app: App, assessment: Assessment, language: str, reply: str) -> str:
    category = assessment.category
    return app.rulebook.replies.text(
        reply,
        language,
        category=category,
        name=app.rulebook.replies.text(f"utter_category_{category}", language),
        meaning=app.rulebook.replies.text(f"utter_meaning_{category}", language),
    )


def _loss(app: App, assessment: Assessment, language: str) -> str:
    """The worst year of a mix that goes with what may be shown now, in money."""
    shown = illustration.allocate(
        f"C{assessment.offered_level}",
        app.rulebook.policy,
        app.rulebook.assumptions,
        minimum_risk=assessment.minimum_risk,
    )
    return str(shown.sentences[0][language])


def _mattered(app: App, assessment: Assessment, language: str) -> str:
    rows = mattering(app, assessment, language)
    if not rows:
        return ""
    if language == "zh":
        named = "；".join(f"{row['label']}「{row['value']}」" for row in rows)
    else:
        named = "; ".join(f"{row['label']}: {row['value']}" for row in rows)
    return app.rulebook.replies.text("utter_result_mattered", language, answers=named)


def _cautions(app: App, assessment: Assessment, language: str) -> list[str]:
    """What waits for an advisor, said with the result and not only on its card."""
    held = ("senior_confirmation", "minor")
    return [
        getattr(reason, language)
        for reason in assessment.reasons
        if reason.code in (*held, "age_unknown") and set(held) & set(assessment.flags)
    ]


def _answered(assessment: Assessment) -> Mapping[str, Any]:
    return {key: value for key, value in assessment.answers.items() if value is not None}


def _value(values: Mapping[str, Any], answer_id: str) -> Any:
    return values.get(MONTHS_OF.get(answer_id, ""), values.get(answer_id))
