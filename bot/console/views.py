"""What the templates show, made out of the services' answers: ages, scales, labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from bot.console import words
from bot.records.models import Advisor
from bot.services import packets
from bot.services.app import App
from bot.services.handoff_access import ENDED, WAITING

CATEGORIES = ("C1", "C2", "C3", "C4", "C5")
SCORES = ("tolerance", "capacity", "knowledge", "need")


@dataclass(frozen=True)
class Due:
    """The clock of the first human words: `state` is `answered`, `overdue`, `soon` or `fine`."""

    state: str
    seconds: float


@dataclass(frozen=True)
class Labelled:
    """A value with its name and, where there is any, its evidence."""

    id: str
    label: str
    value: str
    evidence: Mapping[str, Any] | None = None


def moment(at: str) -> datetime:
    """A time of the API as a datetime."""
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def due(row: Mapping[str, Any], now: datetime) -> Due | None:
    """How the first answer stands; None where no answer is due any more."""
    if row.get("first_response_at"):
        return Due("answered", 0)
    if row["status"] in ENDED or not row.get("first_response_due"):
        return None
    left = (moment(row["first_response_due"]) - now).total_seconds()
    return Due("overdue" if left < 0 else "soon" if left < 300 else "fine", abs(left))


def queue_rows(
    app: App, rows: Sequence[Mapping[str, Any]], advisor: Advisor, language: str
) -> list[dict[str, Any]]:
    """The rows of the queue with what the template shows of them."""
    now = app.now()
    return [
        {
            **row,
            "short": short(row["client_id"]),
            "age": (now - moment(row["requested_at"])).total_seconds(),
            "due": due(row, now) if row["status"] in WAITING else None,
            "reason_said": (row["reason_text"] or {}).get(language, ""),
            "needs_said": names(app, "needs", row["needs"], language),
            "tier_said": tier(app, row["tier"], language),
            "foreign": row["language"] not in advisor.languages,
        }
        for row in rows
    ]


def short(identifier: str) -> str:
    """The end of an id, enough to tell clients apart on a screen; it says nothing about them."""
    return identifier[-6:]


def tier(app: App, name: str | None, language: str) -> str | None:
    """The name of a tier in the policy; None where the client has none yet."""
    for row in app.rulebook.policy.prospects["tiers"]:
        if row["id"] == name:
            return str(row[language])
    return name


def names(app: App, answer_id: str, values: Sequence[str], language: str) -> list[str]:
    """The labels of several option ids."""
    return [packets.value_text(app, answer_id, value, language) for value in values]


def answers(app: App, packet: Mapping[str, Any], language: str) -> list[Labelled]:
    """The client's answers in words, in the order of the questionnaire, with their evidence.

    A horizon that was stated in months stands once, as stated, not also as the range it lies in.
    """
    left_out = {"contact", "horizon"} if "horizon_months" in packet["answers"] else {"contact"}
    return [
        Labelled(
            id=name,
            label=packets.label_text(app, name, language, packet),
            value=packets.value_text(
                app,
                name,
                value,
                language,
                approximate=bool(packet["evidence"].get(name, {}).get("approximate")),
            ),
            evidence=packet["evidence"].get(name),
        )
        for name, value in packet["answers"].items()
        if name not in left_out
    ]


def assessment(packet: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    """The assessment as the template draws it: the scale, the bars, the reasons in words."""
    found = packet.get("assessment")
    if not found:
        return None
    scores = found.get("scores") or {}
    regulatory = found.get("regulatory") or {}
    return {
        "category": found["category"],
        "place": CATEGORIES.index(found["category"]) if found["category"] in CATEGORIES else None,
        "minimum_risk": bool(found.get("minimum_risk")),
        "scores": [(name, _score(scores[name])) for name in SCORES if scores.get(name) is not None],
        "regulatory": regulatory if isinstance(regulatory, Mapping) else {},
        "reasons": said(found.get("reasons"), language),
        "would_change": said(found.get("would_change"), language),
        "flags": said([*(found.get("flags") or ()), *_quality(found.get("quality"))], language),
        "contradictions": contradictions(found.get("contradictions"), language),
        "versions": found.get("versions") or {},
        "at": found.get("at"),
    }


def _quality(signs: Any) -> list[dict[str, str]]:
    """Signs of clicking through in words, with the figures behind them."""
    return [
        {language: text.format(**one) for language, text in QUALITY[one["id"]].items()}
        for one in signs or ()
        if one.get("id") in QUALITY
    ]


QUALITY: Mapping[str, Mapping[str, str]] = {
    "straight_lining": {
        "zh": "连续 {run} 题选了同一位置的选项，请核对",
        "en": "The same place in the list {run} times in a row; please check",
    },
    "improbable_speed": {
        "zh": "{answers} 题在上一题后 {seconds:g} 秒内作答，请核对",
        "en": "{answers} answers within {seconds:g} seconds of the one before; please check",
    },
}


def investor_checks(packet: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """The definitions of professional and qualified investors, held against what was stated."""
    return [
        {
            "name": one["name"][language],
            "may": one["outcome"] == "may_qualify",
            "evidence": one["evidence"][language],
        }
        for one in packet.get("investor_checks") or ()
    ]


def above_level(packet: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """Products above the level that the client asked for, and what came of it."""
    return [
        {
            "name": (one.get("name") or {}).get(language, one.get("product")),
            "rating": one.get("rating"),
            "category": one.get("category"),
            "requests": one.get("requests"),
            "state": one.get("state"),
            "warning": (one.get("warning") or {}).get(language),
            "utterance": (one.get("evidence") or {}).get("utterance"),
            "at": one.get("at"),
        }
        for one in packet.get("above_level") or ()
    ]


def said(items: Any, language: str) -> list[str]:
    """The words of entries that carry both languages; a bare code is shown as it stands."""
    texts: list[str] = []
    for item in items or ():
        if isinstance(item, Mapping):
            own = item.get("text")
            words_of = own if isinstance(own, Mapping) else item
            text = words_of.get(language) or item.get("code") or item.get("id")
        else:
            text = FLAGS.get(str(item), {}).get(language) or str(item).replace("_", " ")
        if text and str(text) not in texts:
            texts.append(str(text))
    return texts


FLAGS: Mapping[str, Mapping[str, str]] = {
    "minimum_risk": {"zh": "最低类别：仅限 R1 产品", "en": "Minimum class: R1 products only"},
    "minor": {"zh": "未成年", "en": "A minor"},
    "contradiction": {"zh": "有未澄清的前后不一致", "en": "An unresolved contradiction"},
    "contradiction_explained": {
        "zh": "前后不一致，客户已作说明",
        "en": "A contradiction the client has explained",
    },
    "incomplete": {"zh": "有未作答的题目，已从低计算", "en": "Unanswered items, counted as lowest"},
    "regulatory_lower": {
        "zh": "监管口径得分更低，以其为准",
        "en": "The regulatory score is lower and governs",
    },
    "goal_beyond_category": {
        "zh": "目标所需回报超出该等级的历史平均",
        "en": "The goal asks for more than this category has averaged",
    },
    "senior_confirmation": {
        "zh": "年长客户：高于 C2 须由顾问确认",
        "en": "Senior client: above C2 an advisor confirms",
    },
    "level_jump": {
        "zh": "与上次评估相差两级以上，请核对",
        "en": "Two levels or more from the last assessment; please check",
    },
}


def contradictions(items: Any, language: str) -> list[dict[str, Any]]:
    """Each contradiction as its two sides, and whether the client has explained it."""
    return [
        {
            "left": (item.get("left") or {}).get(language, ""),
            "right": (item.get("right") or {}).get(language, ""),
            "explained": bool(item.get("explained")),
        }
        for item in items or ()
        if isinstance(item, Mapping)
    ]


def _score(value: Any) -> float:
    number = value.get("score") if isinstance(value, Mapping) else value
    return max(0.0, min(100.0, float(number or 0)))


def message(one: Mapping[str, Any], advisor: Advisor | None, language: str) -> dict[str, Any]:
    """One message of the transcript; a card and a question are named, not drawn again."""
    question = one.get("question") or {}
    card = one.get("card") or {}
    key = f"card_{card.get('type')}"
    mine = one["from"] == "advisor" and advisor is not None and one.get("name") == advisor.name
    return {
        "seq": one["seq"],
        "from": one["from"],
        "who": words.text("from_you" if mine else f"from_{one['from']}", language)
        if mine or not one.get("name")
        else one["name"],
        "at": one["at"],
        "language": one["language"],
        "text": one.get("text") or "",
        "forgotten": bool(one.get("forgotten")),
        "options": [str(option.get("label") or "") for option in question.get("options") or ()],
        "card": words.text(key, language) if key in words.WORDS else None,
        "card_value": card.get("category"),
    }
