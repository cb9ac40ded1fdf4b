"""What is written into another system's inbox for those who answer there, in their language."""

from __future__ import annotations

from bot.records.models import Handoff, Message
from bot.records.unit import UnitOfWork
from bot.services import consent, packets
from bot.services.app import App

_LONGEST = 20_000
"""Characters of a transcript in one note: the newest. Chatwoot takes 150,000 in a message."""

_LABELS = {
    "zh": {
        "title": "客户请求人工服务",
        "reason": "原因",
        "needs": "需求",
        "category": "风险承受能力",
        "language": "客户语言",
        "console": "完整资料（需登录）",
        "summary": "概要",
        "transcript": "此前的对话",
        "how": "公开回复即由您接手，客户会收到；私密备注只在内部可见；标记为已解决即结束。",
        "unknown": "未知",
    },
    "en": {
        "title": "A client asks for a person",
        "reason": "Reason",
        "needs": "Needs",
        "category": "Risk category",
        "language": "Client's language",
        "console": "Everything (sign in)",
        "summary": "Summary",
        "transcript": "The conversation so far",
        "how": "A public reply takes it over and goes to the client; private notes stay within; "
        "resolving ends it.",
        "unknown": "not known",
    },
}
_LANGUAGES = {"zh": {"zh": "中文", "en": "英文"}, "en": {"zh": "Chinese", "en": "English"}}
_SPEAKERS = {
    "zh": {"client": "客户", "assistant": "助手", "advisor": "顾问", "system": "系统"},
    "en": {"client": "Client", "assistant": "Assistant", "advisor": "Advisor", "system": "System"},
}
_FROM_HERE = {"zh": "{name}（控制台）：{text}", "en": "{name} (console): {text}"}

REFUSALS = {
    "nobody": {
        "zh": "您的邮箱在知音没有对应的有效顾问账号",
        "en": "no active advisor account in Zhiyin has your e-mail address",
    },
    "taken": {
        "zh": "另一位顾问正在接待这位客户",
        "en": "another advisor speaks with this client",
    },
    "role": {
        "zh": "您的角色不接待客户",
        "en": "your role does not serve clients",
    },
    "over": {
        "zh": "会话在知音已经结束",
        "en": "the conversation has ended in Zhiyin",
    },
    "restricted": {
        "zh": "客户的数据已限制处理",
        "en": "the client's data may not be used",
    },
    "text_only": {
        "zh": "客户只能收到文字，附件没有送达",
        "en": "clients receive text only; attachments did not reach them",
    },
    "message_too_long": {"zh": "内容过长", "en": "it is too long"},
    "secret_in_text": {
        "zh": "内容里有卡号、证件号或密码",
        "en": "it holds a card number, an identity number or a password",
    },
    "unassigned": {
        "zh": "没有可以接待客户的人负责；请先指派给一位顾问，再标记为已解决",
        "en": "nobody who serves clients is responsible; assign it to an advisor, then resolve it",
    },
    "other": {"zh": "请在控制台处理", "en": "please go on in the console"},
}
"""Why something was not done, as a private note says it."""
_CODES = {
    "not_yours": "taken",
    "not_accepted": "over",
    "ended": "over",
    "erased": "over",
    "handoff": "over",
    "text_empty": "text_only",
}
_NOT_DONE = {
    "reply": {"zh": "没有送达客户：{why}。", "en": "Not delivered to the client: {why}."},
    "note": {"zh": "没有记入知音：{why}。", "en": "Not kept in Zhiyin: {why}."},
    "resolve": {"zh": "没有结束，已重新打开：{why}。", "en": "Not ended, opened again: {why}."},
}


def packet(app: App, work: UnitOfWork, handoff: Handoff) -> str:
    """Why a client asks for a person, as far as the settings and the client's consents allow.

    The caller has made sure that others may be told of the client (`consent.may_tell`).
    """
    chatwoot = app.settings.chatwoot
    language, label = chatwoot.language, _LABELS[chatwoot.language]
    listed = packets.row(app, work, handoff, {})
    reason = listed["reason_text"] or {}
    needs = [packets.value_text(app, "needs", need, language) for need in listed["needs"]]
    comma = "、" if language == "zh" else ", "
    facts = {
        "reason": reason.get(language),
        "needs": comma.join(needs),
        "category": listed["category"],
        "language": _LANGUAGES[language][handoff.language],
        "console": f"{app.settings.address}/console/handoffs/{handoff.id}",
    }
    colon = "：" if language == "zh" else ": "
    lines = [f"**{label['title']}**"]
    lines += [f"{label[name]}{colon}{value or label['unknown']}" for name, value in facts.items()]
    if chatwoot.share in ("summary", "transcript"):
        answers = packets.visible_answers(app, work, handoff.client_id)
        assessment = consent.assessment(work, handoff.client_id)
        told = packets.summary(app, answers, assessment, language)
        lines.append(f"{label['summary']}{colon}{told}")
    if chatwoot.share == "transcript":
        lines += ["", label["transcript"], _transcript(work, handoff, language)]
    return "\n".join([*lines, "", label["how"]])


def from_here(app: App, message: Message) -> str:
    """What somebody of the staff said in the console, or that they joined, for a note."""
    body = message.body or {}
    if message.origin == "system":
        return str(body["text"])
    shape = _FROM_HERE[app.settings.chatwoot.language]
    return shape.format(name=body["name"], text=body["text"])


def not_done(app: App, what: str, code: str) -> str:
    """Why a `reply` was not delivered, a `note` not kept or a `resolve` not taken.

    `code` is of REFUSALS, or what a service refused with.
    """
    language = app.settings.chatwoot.language
    why = REFUSALS.get(_CODES.get(code, code), REFUSALS["other"])[language]
    return _NOT_DONE[what][language].format(why=why)


def _transcript(work: UnitOfWork, handoff: Handoff, language: str) -> str:
    speakers, colon = _SPEAKERS[language], "：" if language == "zh" else ": "
    said = "\n".join(
        f"{speakers[one['from']]}{colon}{one['text']}"
        for one in packets.transcript(work, handoff)
        if one["text"]
    )
    return said if len(said) <= _LONGEST else f"…{said[-_LONGEST:]}"
