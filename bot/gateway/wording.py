"""What the gateway itself says, in both languages: problems, and notes around an answer.

What the assistant says stands in `data/replies`. These few texts are here because the gateway must
be able to speak when everything behind it is down.
"""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES = ("zh", "en")
DEFAULT = "zh"

PROBLEMS: dict[str, dict[str, str]] = {
    "not_authenticated": {
        "zh": "请先打开会话，并在 Authorization 请求头中带上会话令牌。",
        "en": "Open a session first and send its token in the Authorization header.",
    },
    "token_unknown": {
        "zh": "这个会话令牌无效，请重新打开会话。",
        "en": "This session token is not known. Please open a new session.",
    },
    "not_allowed": {"zh": "您不能进行此操作。", "en": "This is not allowed for you."},
    "origin_refused": {
        "zh": "本服务不接受来自该网站的请求。",
        "en": "Requests from this website are not accepted.",
    },
    "restricted": {
        "zh": "您的资料目前仅作留存，暂时不能在此继续对话。请联系您的顾问。",
        "en": "Your data is only being kept for now, so the conversation cannot go on here. "
        "Please contact your advisor.",
    },
    "no_assessment": {
        "zh": "还没有可用的评估结果，完成评估后就可以保存报告。",
        "en": "There is no assessment to report on yet. It can be saved once there is one.",
    },
    "not_found": {"zh": "没有找到您要的内容。", "en": "There is nothing here."},
    "method_not_allowed": {
        "zh": "此地址不支持这种请求方式。",
        "en": "This address does not answer this kind of request.",
    },
    "conflict": {
        "zh": "状态刚刚发生了变化，请刷新后再试。",
        "en": "Something changed in the meantime. Please look again and retry.",
    },
    "erased": {
        "zh": "您的资料已全部删除，此会话不再存在。",
        "en": "Your data has been erased. This conversation no longer exists.",
    },
    "ambiguous": {
        "zh": "请求的长度不明确，无法处理。",
        "en": "This request does not say clearly where it ends.",
    },
    "too_slow": {
        "zh": "请求没有及时传完，请检查网络后重试。",
        "en": "This request did not arrive in time. Please check your connection and try again.",
    },
    "too_large": {
        "zh": "请求内容过大（上限 64 KB）。",
        "en": "This request is too large (the limit is 64 KB).",
    },
    "message_too_long": {
        "zh": "这条消息太长了（上限 4 KB），请分几条发送。",
        "en": "This message is too long (the limit is 4 KB). Please send it in parts.",
    },
    "invalid": {
        "zh": "请求内容不完整或格式不正确。",
        "en": "This request is incomplete or not in the expected form.",
    },
    "json_invalid": {"zh": "请求内容不是有效的 JSON。", "en": "The body is not valid JSON."},
    "text_or_choice": {
        "zh": "请提供 text 或 choice 其中之一。",
        "en": "Send either text or choice, one of the two.",
    },
    "text_empty": {"zh": "消息是空的。", "en": "The message is empty."},
    "choice_unknown": {
        "zh": "这个选项不属于本次对话，请从最近的问题中选择，或直接用文字回答。",
        "en": "This choice is not part of this conversation. Please choose from the latest "
        "question, or simply answer in your own words.",
    },
    "language_unknown": {
        "zh": "目前支持中文（zh）和英文（en）。",
        "en": "Chinese (zh) and English (en) are supported.",
    },
    "too_many_requests": {
        "zh": "请求过于频繁，请稍等片刻再试。",
        "en": "That was a lot in a short time. Please wait a moment and try again.",
    },
    "too_many_streams": {
        "zh": "这个会话打开的连接过多，请关闭其他页面。",
        "en": "This conversation is open in too many places. Please close some of them.",
    },
    "unavailable": {
        "zh": "服务暂时不可用，请稍后再试。",
        "en": "The service is not available just now. Please try again shortly.",
    },
    "internal": {
        "zh": "我们这边出了问题，已经记录。请稍后再试。",
        "en": "Something went wrong on our side and has been noted. Please try again shortly.",
    },
}
"""What a problem's `detail` says, by its code."""

CHANNELS: dict[str, dict[str, str]] = {
    "media": {
        "zh": "谢谢您发来的内容。我目前只看得懂文字，请用文字告诉我；也可以随时说“转人工”。",
        "en": "Thank you for sending this. I can only read text for now, so please write it, "
        "or ask for a person at any time.",
    },
    "old_choice": {
        "zh": "这个按钮已经过期了，请用最新一条消息里的按钮，或直接用文字回答。",
        "en": "That button is no longer in use. Please use those of the latest message, "
        "or answer in words.",
    },
    "too_long": {
        "zh": "这条消息太长了，请分几条发送。",
        "en": "This message is too long. Please send it in parts.",
    },
    "restricted": PROBLEMS["restricted"],
}
"""What clients on a messaging channel hear where something cannot be read."""

TITLES: dict[int, dict[str, str]] = {
    400: {"zh": "请求有误", "en": "Bad request"},
    401: {"zh": "需要会话令牌", "en": "Not authenticated"},
    403: {"zh": "不允许", "en": "Not allowed"},
    404: {"zh": "未找到", "en": "Not found"},
    405: {"zh": "方法不支持", "en": "Method not allowed"},
    409: {"zh": "状态冲突", "en": "Conflict"},
    410: {"zh": "已删除", "en": "Gone"},
    408: {"zh": "请求超时", "en": "Too slow"},
    413: {"zh": "内容过大", "en": "Too large"},
    422: {"zh": "内容无法使用", "en": "Cannot be used"},
    429: {"zh": "请求过多", "en": "Too many requests"},
    500: {"zh": "内部错误", "en": "Internal error"},
    503: {"zh": "暂不可用", "en": "Unavailable"},
}
"""A problem's `title`, by its status."""

SLOW = {
    "zh": "我还在处理，可能需要再等一会儿。您的消息已经收到，不用重复发送。",
    "en": "I am still working on this; it takes a little longer. Your message has arrived, "
    "there is no need to send it again.",
}
STARTING = {
    "zh": "您好，助手正在准备，马上就来。",
    "en": "Hello. The assistant is getting ready and will be with you shortly.",
}
SORRY = {
    "zh": "抱歉，这条消息我没能处理好。请换个说法再试一次，或者说“找人工顾问”，我会为您转接。",
    "en": "I am sorry, I could not deal with that message. Please try again in other words, or say "
    "“talk to a person” and I will pass you on.",
}
ERASED = {
    "zh": "您的资料已全部删除。感谢您的信任，再见。",
    "en": "All your data has been erased. Thank you for your trust, and goodbye.",
}

_SECRETS: dict[str, dict[str, str]] = {
    "card": {"zh": "银行卡号", "en": "a card number"},
    "account": {"zh": "银行账号", "en": "a bank account number"},
    "identity_paper": {"zh": "证件号码", "en": "the number of an identity paper"},
    "resident_id": {"zh": "身份证号", "en": "an identity number"},
    "password": {"zh": "密码", "en": "a password"},
    "pin": {"zh": "密码", "en": "a PIN"},
    "code": {"zh": "验证码", "en": "a one-time code"},
    "cvv": {"zh": "卡背面的安全码", "en": "a card's security code"},
}
_TO_CHANGE = frozenset({"password", "pin", "code", "cvv", "card"})
_SECRET = {"zh": "敏感信息", "en": "something confidential"}


def redacted(kinds: Iterable[str], language: str) -> str:
    """Tell a client kindly what was cut out of their message, why, and what to do about it."""
    kinds = list(kinds)
    names = list(dict.fromkeys(_SECRETS.get(kind, _SECRET)[language] for kind in kinds))
    change = bool(_TO_CHANGE & set(kinds))
    if language == "zh":
        return (
            f"为了您的安全，我已从您的消息中删去{'、'.join(names)}，没有保存。"
            "我不需要这类信息，也请不要发给任何自称工作人员的人。"
            + ("如果您还把它发给过别人，请尽快修改，或联系您的银行。" if change else "")
        )
    return (
        f"For your safety I removed {' and '.join(names)} from your message and did not keep it. "
        "I never need this, and please do not give it to anyone who says they work for us."
        + (" If you sent it to anyone else, change it soon or call your bank." if change else "")
    )


def problem(code: str, status: int, language: str) -> tuple[str, str]:
    """Title and detail of a problem; an unknown code gets the words of its status."""
    by_status = {
        400: "invalid",
        401: "not_authenticated",
        403: "not_allowed",
        404: "not_found",
        405: "method_not_allowed",
        408: "too_slow",
        409: "conflict",
        410: "erased",
        413: "too_large",
        422: "invalid",
        429: "too_many_requests",
        503: "unavailable",
    }
    title = TITLES.get(status) or TITLES[500 if status >= 500 else 400]
    detail = PROBLEMS.get(code) or PROBLEMS[by_status.get(status, "internal")]
    return title[language], detail[language]


def preferred(accept_language: str | None) -> str | None:
    """The first of our languages that an Accept-Language header wants most; None without one."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate((accept_language or "")[:200].split(",")):
        tag, _, rest = part.strip().partition(";")
        language = tag.strip().lower().split("-")[0]
        if language not in LANGUAGES:
            continue
        try:
            weight = float(rest.strip().removeprefix("q=")) if rest.strip() else 1.0
        except ValueError:
            continue
        if weight > 0:
            wanted.append((-weight, place, language))
    return min(wanted)[2] if wanted else None
