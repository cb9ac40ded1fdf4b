"""Questions and cards as the assistant sends them, in both languages, for the widget's tests."""

from __future__ import annotations

from typing import Any

from bot.drawing import Fan, Slice, donut, fan, risk_scale


def _scale(language: str) -> list[Any]:
    title, here = {"zh": ("风险承受能力等级", "您在 C3"), "en": ("Risk category", "yours is C3")}[
        language
    ]
    return risk_scale(3, title=title, description=here).tree(name="scale")


def _pictures(slices: list[tuple[str, float]], title: str, year: str) -> dict[str, Any]:
    """The pictures of an allocation, drawn as the product draws them."""
    ahead = Fan(200.0, [(188.0, 202.0, 211.0, 221.0, 240.0), (190.0, 210.0, 224.0, 240.0, 268.0)])
    ring = donut(
        [Slice(*one) for one in slices],
        title=title,
        description=", ".join(f"{label} {percent:g}%" for label, percent in slices),
        middle="C3",
    )
    drawn = fan(
        ahead,
        title=year,
        description="188–240",
        money=lambda value: f"{value:g}",
        year=str,
    )
    return {"mix": ring.tree(name="mix"), "outlook": drawn.tree(name="fan")}


GREETING: dict[str, list[dict[str, Any]]] = {
    "zh": [
        {
            "text": "您好，我是示范银行的智能助理。我会先听您说说情况，再讲清楚什么适合您、为什么。"
            "我是 AI，最后的决定由您和顾问来做。",
        },
        {
            "text": "为了记住您的回答，我需要您同意《隐私告知》。"
            "不同意也可以继续聊，只是说过的话不会保存。",
            "question": {
                "id": "privacy",
                "kind": "consent",
                "options": [
                    {"id": "accept", "label": "同意"},
                    {"id": "decline", "label": "不同意"},
                ],
            },
        },
    ],
    "en": [
        {
            "text": "Hello, I am Sample Bank’s virtual assistant. I listen first, then explain "
            "what suits you and why. I am an AI; the decision stays with you and an advisor.",
        },
        {
            "text": "To remember your answers I need your consent to the privacy notice. You can "
            "go on without it; what you say is then not kept.",
            "question": {
                "id": "privacy",
                "kind": "consent",
                "options": [
                    {"id": "accept", "label": "I agree"},
                    {"id": "decline", "label": "I don’t agree"},
                ],
            },
        },
    ],
}

NEEDS: dict[str, dict[str, Any]] = {
    "zh": {
        "text": "您最想解决哪些事？",
        "question": {
            "id": "needs",
            "kind": "multiple",
            "step": 1,
            "of": 18,
            "options": [
                {"id": "investing", "label": "让闲钱打理得当"},
                {"id": "retirement", "label": "规划养老"},
                {"id": "education", "label": "准备教育金"},
                {"id": "protection", "label": "保险保障"},
            ],
        },
    },
    "en": {
        "text": "What would you most like to sort out?",
        "question": {
            "id": "needs",
            "kind": "multiple",
            "step": 1,
            "of": 18,
            "options": [
                {"id": "investing", "label": "Put savings to work"},
                {"id": "retirement", "label": "Plan for retirement"},
                {"id": "education", "label": "Save for education"},
                {"id": "protection", "label": "Insurance"},
            ],
        },
    },
}

HORIZON: dict[str, dict[str, Any]] = {
    "zh": {
        "text": "这笔钱您打算多久以后用？",
        "question": {
            "id": "horizon",
            "kind": "single",
            "step": 6,
            "of": 18,
            "options": [
                {"id": "lt_1y", "label": "1 年以内"},
                {"id": "1_3y", "label": "1–3 年"},
                {"id": "3_5y", "label": "3–5 年"},
                {"id": "5_10y", "label": "5–10 年"},
                {"id": "gt_10y", "label": "10 年以上"},
            ],
        },
    },
    "en": {
        "text": "When will you need this money?",
        "question": {
            "id": "horizon",
            "kind": "single",
            "step": 6,
            "of": 18,
            "options": [
                {"id": "lt_1y", "label": "Within a year"},
                {"id": "1_3y", "label": "In 1–3 years"},
                {"id": "3_5y", "label": "In 3–5 years"},
                {"id": "5_10y", "label": "In 5–10 years"},
                {"id": "gt_10y", "label": "After 10 years"},
            ],
        },
    },
}

AMOUNT = {
    "text": "您大概有多少钱可以用来投资？",
    "question": {"id": "investable_assets", "kind": "amount", "step": 7, "of": 18},
}

CARDS: dict[str, list[dict[str, Any]]] = {
    "zh": [
        {
            "text": "谢谢您的耐心。这是您的评估结果：",
            "card": {
                "type": "assessment",
                "title": "您的风险承受能力",
                "category": "C3",
                "name": "平衡型",
                "valid_until": "2027-11-22",
                "report": True,
                "picture": _scale("zh"),
                "minimum_risk": False,
                "scores": {"tolerance": 58, "capacity": 71, "knowledge": 46, "need": 40},
                "reasons": [
                    "这笔钱三年内要用，遇到下跌时恢复的时间不长。",
                    "您的储备够六个月开支，收入稳定，承受能力较好。",
                    "您接触过债券基金，还没有投资过股票。",
                ],
                "would_change": ["如果用钱的时间延后到五年以后，等级会是 C4。"],
                "contradictions": [
                    "您说最多能接受亏 5%，又选择了“可能赚 30%、也可能亏 15%”。"
                    "结果按较谨慎的一个算。"
                ],
                "flags": ["capped_by_horizon"],
                "versions": {"questionnaire": "2026.11", "policy": "2026.11"},
            },
        },
        {
            "card": {
                "type": "allocation",
                "title": "C3 的资产配置示意",
                "category": "C3",
                "slices": [
                    {"id": "cash", "label": "现金与存款", "weight": 0.15},
                    {"id": "bonds", "label": "债券", "weight": 0.5},
                    {"id": "equity", "label": "股票", "weight": 0.25},
                    {"id": "gold", "label": "黄金", "weight": 0.1},
                ],
                "pictures": _pictures(
                    [("现金与存款", 15), ("债券", 50), ("股票", 25), ("黄金", 10)],
                    "资产配置示意",
                    "2 年后可能的结果",
                ),
                "outlook": {
                    "title": "2 年后可能的结果",
                    "sentences": ["一百种情形里，有九十种最后在 190 万到 268 万元之间。"],
                    "legend": "线是居中的情形；深色里有一半情形，浅色里有九成。",
                    "table": {
                        "caption": "每年年末的金额（元）",
                        "columns": ["年", "较差", "偏低", "居中", "偏高", "较好"],
                        "rows": [
                            ["1", "188万", "202万", "211万", "221万", "240万"],
                            ["2", "190万", "210万", "224万", "240万", "268万"],
                        ],
                    },
                    "remedies": {
                        "lead": "如果想更有把握，可以考虑其中一项：",
                        "points": ["每月另外存约 1,720 元", "把时间放长到 3 年"],
                        "note": "这里没有「多担风险」这一项。",
                    },
                },
                "figures": [
                    {"label": "多数年份的回报", "value": "−4% 到 11%"},
                    {"label": "最坏的一年", "value": "−12%"},
                ],
                "sentences": ["每投 1 万元，在最坏的一年里可能亏掉约 1,200 元。"],
                "note": "根据 2005–2025 年历史数据示意，不代表未来，也不是收益承诺。",
            }
        },
        {
            "card": {
                "type": "products",
                "title": "与 C3 相符的产品类型",
                "items": [
                    {
                        "name": "中短债基金",
                        "rating": "R2",
                        "description": "投资于期限较短的债券。",
                        "reasons": ["期限与您三年的目标相符", "波动在您能接受的范围内"],
                        "risk": "利率上升时净值会下跌，不保本。",
                        "fees": "管理费每年 0.3%。",
                    },
                    {
                        "name": "稳健配置型理财",
                        "rating": "R3",
                        "description": "以债券为主，少量股票。",
                        "reasons": ["风险等级不高于您的 C3"],
                        "risk": "个别年份可能亏损。",
                    },
                ],
                "note": "这里不能购买，也不是推荐。是否适合，请与顾问确认。",
            }
        },
        {
            "card": {
                "type": "summary",
                "title": "我记下的情况",
                "rows": [
                    {"id": "age", "label": "年龄", "value": "45 岁"},
                    {"id": "investable_assets", "label": "可投资金额", "value": "200 万元"},
                    {"id": "horizon", "label": "投资期限", "value": "1–3 年"},
                ],
            }
        },
        {
            "text": "好的，我帮您转给顾问。",
            "card": {
                "type": "handoff",
                "title": "正在为您联系顾问",
                "handoff_id": "01J",
                "status": "queued",
                "position": 2,
                "hours": "周一至周五 9:00–18:00",
                "opens_at": None,
                "steps": [
                    "顾问会先看您的评估结果，不用再说一遍。",
                    "您可以离开页面，回来时对话还在。",
                    "如果 15 分钟内没有人接入，我们会请您留下电话。",
                ],
            },
        },
    ],
    "en": [
        {
            "text": "Thank you for your patience. This is your result:",
            "card": {
                "type": "assessment",
                "title": "Your risk category: C3, balanced",
                "category": "C3",
                "picture": _scale("en"),
                "minimum_risk": False,
                "scores": {"tolerance": 58, "capacity": 71, "knowledge": 46, "need": 40},
                "reasons": [
                    "You need the money within three years, which leaves little time to recover.",
                    "Your reserve covers six months and your income is steady.",
                ],
                "would_change": ["If you needed the money after five years, it would be C4."],
                "contradictions": [],
                "flags": [{"code": "two_levels", "text": "Two levels above your last result."}],
                "versions": {"questionnaire": "2026.11"},
            },
        },
        {
            "card": {
                "type": "allocation",
                "title": "What C3 could look like",
                "slices": [
                    {"id": "cash", "label": "Cash and deposits", "weight": 0.15},
                    {"id": "bonds", "label": "Bonds", "weight": 0.5},
                    {"id": "equity", "label": "Shares", "weight": 0.25},
                    {"id": "gold", "label": "Gold", "weight": 0.1},
                ],
                "pictures": _pictures(
                    [("Cash and deposits", 15), ("Bonds", 50), ("Shares", 25), ("Gold", 10)],
                    "Illustrative mix",
                    "What may become of it in 2 years",
                ),
                "figures": [{"label": "Worst year", "value": "−12%"}],
                "sentences": ["Of every 10,000 yuan, about 1,200 could be lost in the worst year."],
                "note": "An illustration from 2005–2025 data. It promises nothing.",
            }
        },
        {
            "card": {
                "type": "education",
                "title": "What is diversification?",
                "sentences": ["Not putting all eggs in one basket."],
                "points": ["Different assets fall at different times.", "It lowers swings."],
            }
        },
        {"card": {"type": "feedback", "title": "How was this conversation?"}},
    ],
}

_KNOWN = {
    "zh": "需求 客户类型 目标金额 投资期限 投资目标 提前用款 收入来源 年收入 可投资资产 负债状况 "
    "备用金 供养人数 投资经历 投资年限 投资知识 对涨跌的态度 下跌时的反应 能承受的最大亏损 年龄 "
    "民事行为能力",
    "en": "Needs|Type of client|Goal amount|Time horizon|Objective|Early withdrawals|"
    "Source of income|Annual income|Assets to invest|Debts|Reserve|Dependants|Experience|"
    "Years of experience|Knowledge|Attitude to ups and downs|Reaction to a fall|"
    "Largest acceptable loss|Age|Legal capacity",
}

CHANGE: dict[str, dict[str, Any]] = {
    language: {
        "text": {"zh": "您想改哪一项？", "en": "Which answer would you like to change?"}[language],
        "question": {
            "id": "change",
            "kind": "single",
            "options": [
                *(
                    {"id": f"answer{at}", "label": label}
                    for at, label in enumerate(names.split("|" if language == "en" else " "))
                ),
                {"id": "confirm", "label": {"zh": "没有要改的", "en": "Nothing"}[language]},
            ],
        },
    }
    for language, names in _KNOWN.items()
}
"""One button for each answer of the summary: more than stand well in a column."""


def to_leave_out(message: dict[str, Any]) -> dict[str, Any]:
    """A question that may be left out by a button."""
    question = message["question"]
    options = [*question.get("options", ()), {"id": "skip", "label": "跳过这一题"}]
    return {**message, "question": {**question, "options": options}}


PROFILE: dict[str, Any] = {
    "client_id": "01JX",
    "state": "active",
    "stage": "prospect",
    "needs": ["education"],
    "segment": "individual",
    "answers": {"age": 45},
    "details": [
        {
            "id": "age",
            "label": "年龄",
            "value": 45,
            "text": "45 岁",
            "at": "2026-11-22T10:00:00Z",
            "how": "lexicon",
            "utterance": "我今年四十五",
        },
        {
            "id": "horizon",
            "label": "投资期限",
            "value": "1_3y",
            "text": "1–3 年",
            "at": "2026-11-22T10:01:00Z",
        },
    ],
    "consents": [
        {
            "purpose": "privacy",
            "granted": True,
            "at": "2026-11-22T09:58:00Z",
            "method": "choice",
            "language": "zh",
            "text_version": "1",
        }
    ],
    "assessment": {"category": "C3", "at": "2026-11-22T10:05:00Z"},
    "handoffs": [],
}
