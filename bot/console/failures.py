"""What the console says when something did not work, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from bot.console.words import LANGUAGES

_FAILURES: Mapping[str, tuple[str, str]] = {
    "wrong_credentials": ("邮箱或密码不正确。", "The email or the password is not right."),
    "sign_in_throttled": (
        "尝试次数过多，请在几分钟后再试。",
        "Too many attempts. Please try again in a few minutes.",
    ),
    "not_signed_in": ("请先登录。", "Please sign in first."),
    "not_authenticated": (
        "请在 Authorization 请求头中带上令牌，或先登录工作台。",
        "Send a token in the Authorization header, or sign in to the console.",
    ),
    "token_unknown": ("令牌无效或已停用。", "This token is not known or no longer valid."),
    "session_ended": ("登录已过期，请重新登录。", "Your session has ended. Please sign in again."),
    "password_change_required": ("请先设置您的密码。", "Please choose your own password first."),
    "password_short": ("密码至少需要 12 个字符。", "The password needs at least 12 characters."),
    "password_long": ("密码最长 128 个字符。", "The password may have 128 characters at most."),
    "password_common": (
        "这个密码太常见或太有规律，请换一个。",
        "This password is too common or too regular. Please choose another.",
    ),
    "password_personal": (
        "密码里包含您的姓名或邮箱，请换一个。",
        "This password contains your name or mailbox. Please choose another.",
    ),
    "password_same": ("新密码与旧密码相同。", "The new password is the old one."),
    "password_differs": ("两次输入的新密码不一致。", "The two new passwords differ."),
    "forged": (
        "这个请求不是从工作台页面发出的，已拒绝。请刷新页面后再试。",
        "This request did not come from a page of the console. Reload the page and try again.",
    ),
    "role": ("您的角色不能进行此操作。", "Your role may not do this."),
    "not_yours": ("这次接待属于另一位同事。", "This one belongs to a colleague."),
    "not_accepted": ("请先接待这位客户。", "Accept the client first."),
    "taken": ("{name} 已经接待了这位客户。", "{name} has already taken this client."),
    "taken_unknown": ("一位同事已经接待了这位客户。", "A colleague has already taken this client."),
    "ended": ("这次接待已经结束。", "This handoff is over already."),
    "busy": ("状态刚刚发生了变化，请再试一次。", "Something changed just now. Please try again."),
    "id_used": (
        "这个消息编号已用于另一条消息。",
        "This message id was used for another message.",
    ),
    "id": ("消息编号无效。", "The message id cannot be used."),
    "text_empty": ("内容是空的。", "There is no text."),
    "message_too_long": ("内容太长（上限 4 KB）。", "This is too long (the limit is 4 KB)."),
    "secret_in_text": (
        "内容里有卡号、证件号、密码或验证码，不能保存。请去掉后再发。",
        "This holds a card or identity number, a password or a code, which must not be kept. "
        "Please take it out and send again.",
    ),
    "outcome": ("请选择一个结果。", "Please choose an outcome."),
    "status": ("没有这种状态。", "There is no such status."),
    "advisor": ("这位同事目前不能接待。", "This colleague cannot take it."),
    "reason_required": ("请说明查阅的原因。", "Please say why you need to look."),
    "restricted": (
        "这位客户的资料已封存，只保存，不使用。",
        "This client's data are restricted: kept, but not used.",
    ),
    "erased": ("这位客户的资料已删除。", "This client's data have been erased."),
    "handoff": ("没有找到这次接待。", "There is no such handoff."),
    "client": ("没有找到这位客户。", "There is no such client."),
    "no_assessment": (
        "这位客户还没有可用的评估结果。",
        "There is no assessment of this client to report on.",
    ),
    "delivery": ("没有找到这条发送记录。", "There is no such delivery."),
    "webhook": ("没有找到这个接收方。", "There is no such receiver."),
    "delivery_pending": ("这条消息正在发送。", "This message is being sent already."),
    "delivery_gone": ("这条消息的内容已不再保留。", "What this message said is no longer kept."),
    "webhook_disabled": (
        "这个接收方已停用，请先重新启用。",
        "This receiver is disabled. Enable it first.",
    ),
    "not_found": ("没有找到您要的内容。", "There is nothing here."),
    "invalid": ("提交的内容不完整或格式不对。", "What was sent is incomplete or malformed."),
    "unavailable": ("服务暂时不可用，请稍后再试。", "Not available just now. Please try again."),
}


def failure(code: str, language: str, *, name: str | None = None) -> str:
    """What went wrong, for the advisor who meets it; an unknown code gets general words."""
    if code == "taken" and name is None:
        code = "taken_unknown"
    wording = _FAILURES.get(code) or (
        "未能完成，请再试一次。",
        "That did not work. Please try again.",
    )
    said = wording[LANGUAGES.index(language)]
    return said.replace("{name}", name) if name is not None else said
