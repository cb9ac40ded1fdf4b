"""Everything the console itself says, in both languages; advisors choose theirs."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("zh", "en")
DEFAULT = "zh"

WORDS: Mapping[str, tuple[str, str]] = {
    # the frame
    "console": ("顾问工作台", "Advisor console"),
    "skip": ("跳到主要内容", "Skip to the main content"),
    "queue": ("接待队列", "Queue"),
    "advisors": ("顾问名单", "Advisors"),
    "sign_out": ("退出", "Sign out"),
    "other_language": ("English", "中文"),
    "theme": ("外观", "Appearance"),
    "theme_auto": ("跟随系统", "System"),
    "theme_light": ("浅色", "Light"),
    "theme_dark": ("深色", "Dark"),
    "save": ("保存", "Save"),
    "settings": ("设置", "Settings"),
    "live": ("实时更新中", "Live"),
    "not_live": ("连接中断，正在重连…", "Connection lost, reconnecting…"),
    "alerts_on": ("开启桌面提醒", "Turn on desktop alerts"),
    "alerts_off": ("关闭桌面提醒", "Turn off desktop alerts"),
    "alerts_refused": (
        "浏览器不允许提醒，请在浏览器设置中开启。",
        "The browser refuses alerts; allow them in its settings.",
    ),
    "alert_waiting": ("有客户在等候", "A client is waiting"),
    "alert_message": ("客户发来新消息", "A client has written"),
    "alert_body": ("请打开顾问工作台查看", "Open the advisor console to see it"),
    "keys": ("键盘快捷键", "Keyboard shortcuts"),
    "keys_use": ("启用单键快捷键", "Use single-key shortcuts"),
    "key_queue": ("回到队列", "Back to the queue"),
    "key_next": ("下一位 / 上一位", "Next / previous client"),
    "key_open": ("打开所选", "Open the chosen one"),
    "key_accept": ("接待", "Accept"),
    "key_reply": ("写回复", "Write a reply"),
    "key_note": ("写备注", "Write a note"),
    "key_help": ("显示此表", "Show this list"),
    "key_send": ("发送（Shift+Enter 换行）", "Send (Shift+Enter for a new line)"),
    "close_dialog": ("关闭", "Close"),
    # the report
    "report_pdf": ("适当性报告（PDF）", "Suitability report (PDF)"),
    "report_page": ("在网页中查看", "Open as a page"),
    "illustration": ("资产配置示意与推算", "Illustration and outlook"),
    # signing in
    "sign_in": ("登录", "Sign in"),
    "email": ("邮箱", "Email"),
    "password": ("密码", "Password"),
    "sign_in_hint": (
        "仅限本机构工作人员使用，操作均有记录。",
        "For staff only. Actions are recorded.",
    ),
    "new_password_title": ("设置您的密码", "Choose your password"),
    "new_password_why": (
        "一次性密码只用于首次登录。请设置一个只有您知道的密码。",
        "The one-time password is for the first sign-in only. Choose one that only you know.",
    ),
    "change_password": ("修改密码", "Change password"),
    "current_password": ("当前密码（或一次性密码）", "Current (or one-time) password"),
    "new_password": ("新密码", "New password"),
    "repeat_password": ("再输入一次新密码", "New password again"),
    "password_rule": (
        "至少 12 个字符。几个不相干的词连在一起，既好记又安全。",
        "At least 12 characters. A few unrelated words are easy to keep and hard to guess.",
    ),
    "set_password": ("保存并继续", "Save and continue"),
    "password_changed": (
        "密码已修改，其他设备上的登录已退出。",
        "Password changed. Other sessions ended.",
    ),
    # the queue
    "waiting": ("等候中", "Waiting"),
    "mine": ("我的接待", "Mine"),
    "open": ("接待中", "In conversation"),
    "ended": ("已结束", "Ended"),
    "view": ("显示", "Show"),
    "queue_count": ("{n} 位客户在等候", "{n} waiting"),
    "queue_none": ("没有客户在等候", "Nobody is waiting"),
    "queue_none_hint": (
        "有新的请求时，这里会自动出现。可以开启桌面提醒，放心去做别的事。",
        "New requests appear here by themselves. Turn on desktop alerts and do something else.",
    ),
    "mine_none": ("您目前没有接待中的客户", "You have no conversations right now"),
    "mine_none_hint": ("从“等候中”接待一位客户。", "Accept a client under “Waiting”."),
    "open_none": ("目前没有进行中的接待", "No conversation is going on"),
    "open_none_hint": (
        "顾问接待客户后会显示在这里。",
        "It shows here once an advisor has accepted.",
    ),
    "ended_none": ("还没有结束的接待", "Nothing has ended yet"),
    "ended_none_hint": (
        "结束的接待会保留在这里，供查阅。",
        "What has ended is kept here for reference.",
    ),
    "client": ("客户", "Client"),
    "reason": ("原因", "Reason"),
    "waited": ("已等候", "Waiting for"),
    "language": ("语言", "Language"),
    "lang_zh": ("中文", "Chinese"),
    "lang_en": ("英文", "English"),
    "tier": ("分层", "Tier"),
    "category": ("风险等级", "Category"),
    "needs": ("需求", "Needs"),
    "holder": ("顾问", "Advisor"),
    "status": ("状态", "Status"),
    "place": ("第 {n} 位", "No. {n}"),
    "due_in": ("{time}内应答", "due in {time}"),
    "overdue": ("已超时 {time}", "overdue by {time}"),
    "answered": ("已应答", "answered"),
    "urgent": ("紧急", "Urgent"),
    "high": ("优先", "Priority"),
    "open_row": ("查看", "Open"),
    "not_your_language": ("非您的语言", "Not one of your languages"),
    "none": ("—", "—"),
    "unknown": ("未知", "Unknown"),
    # statuses
    "status_requested": ("已请求", "Requested"),
    "status_queued": ("等候中", "Queued"),
    "status_offered": ("已分派", "Offered"),
    "status_accepted": ("接待中", "In conversation"),
    "status_returned": ("已交还助手", "Returned to the assistant"),
    "status_closed": ("已结束", "Closed"),
    "status_callback": ("待回复", "Call back"),
    "status_cancelled": ("客户已取消", "Cancelled by the client"),
    # one handoff
    "packet": ("客户资料", "Profile"),
    "conversation": ("对话", "Conversation"),
    "work": ("处理", "Actions"),
    "back": ("返回队列", "Back to the queue"),
    "why_here": ("转接原因", "Why they are here"),
    "summary": ("摘要", "Summary"),
    "contact": ("联系方式", "Contact"),
    "contact_none": (
        "客户没有留下联系方式，或没有同意被联系。",
        "None left, or no consent to be called.",
    ),
    "assessment": ("风险评估", "Risk assessment"),
    "investor_checks": ("投资者类别核对", "Investor categories"),
    "investor_note": (
        "仅按客户所说筛选，不是身份认定；须核验证明材料。",
        "Filtered by what the client said, no status; the proof has to be verified.",
    ),
    "may_qualify": ("可能符合，须核验", "May qualify, evidence needed"),
    "not_shown": ("所述情况未达到", "Not shown by what was said"),
    "evidence_needed": ("须核验", "Evidence"),
    "above_level": ("超出等级的产品要求", "Products above the category"),
    "above_note": (
        "只因客户主动提出而记录；机构未推介，办理须另行书面确认，也可以拒绝。",
        "Noted because the client asked; not proposed. Confirm in writing, or refuse.",
    ),
    "above_asked": ("提出过", "Asked for it"),
    "above_warned": ("已读出特别警示，尚未决定", "Warned, not decided"),
    "above_insisted": ("看过警示后仍坚持", "Insists after the warning"),
    "above_left": ("看过警示后放弃", "Left it after the warning"),
    "above_refused": ("按规定不可办理", "Refused under the rules"),
    "above_times": ("主动提出 {count} 次", "Asked {count} times"),
    "assessment_none": ("还没有评估结果。", "There is no assessment yet."),
    "assessment_scale": ("风险等级 {category}，共五级", "Risk category {category} of five"),
    "minimum_risk": ("最低类别：仅限 R1 产品", "Minimum class: R1 products only"),
    "scores": ("分项得分", "Scores"),
    "score_tolerance": ("风险意愿", "Tolerance"),
    "score_capacity": ("风险能力", "Capacity"),
    "score_knowledge": ("知识经验", "Knowledge"),
    "score_need": ("目标需求", "Need"),
    "score_need_note": ("仅供参考，不抬高等级", "shown only, never raises the category"),
    "score_regulatory": ("监管口径", "Regulatory"),
    "reasons": ("评估理由", "Reasons"),
    "would_change": ("怎样会不同", "What would change it"),
    "flags": ("需要留意", "To check"),
    "contradictions": ("前后不一致", "Contradictions"),
    "unresolved": ("未澄清", "unresolved"),
    "explained": ("客户已说明", "explained by the client"),
    "versions": ("评估依据的版本", "Versions behind this assessment"),
    "version_questionnaire": ("问卷", "Questionnaire"),
    "version_policy": ("政策", "Policy"),
    "version_products": ("产品目录", "Products"),
    "answers": ("客户的回答", "Answers"),
    "answers_none": ("没有可以显示的回答。", "There are no answers to show."),
    "evidence": ("客户原话", "In their words"),
    "how": ("理解方式", "Understood by"),
    "how_choice": ("点选", "choice"),
    "how_words": ("用词", "words"),
    "how_meaning": ("语义", "meaning"),
    "said_at": ("时间", "At"),
    "missing": ("尚未回答", "Not answered"),
    "consents": ("同意", "Consents"),
    "consent_privacy": ("隐私告知", "Privacy notice"),
    "consent_sensitive_data": ("敏感信息", "Sensitive data"),
    "consent_contact": ("可联系", "May be contacted"),
    "fit": ("适配度", "Fit"),
    "intent": ("意向度", "Intent"),
    "stage": ("阶段", "Stage"),
    "requested_at": ("请求时间", "Requested"),
    "first_response": ("首次应答", "First response"),
    "stage_visitor": ("访客", "Visitor"),
    "stage_prospect": ("潜在客户", "Prospect"),
    "stage_qualified": ("合格意向", "Qualified"),
    "stage_client": ("客户", "Client"),
    "stage_loyal": ("忠诚客户", "Loyal"),
    "segment_individual": ("个人", "Individual"),
    "segment_business": ("企业", "Business"),
    "segment_institution": ("机构", "Institution"),
    "from_client": ("客户", "Client"),
    "from_assistant": ("助手", "Assistant"),
    "from_advisor": ("顾问", "Advisor"),
    "from_system": ("系统", "System"),
    "from_you": ("您", "You"),
    "transcript": ("对话记录", "Transcript"),
    "transcript_none": ("还没有可以显示的对话。", "Nothing has been said yet."),
    "chosen": ("点选", "chosen"),
    "options": ("选项", "Options"),
    "card_assessment": ("展示了评估结果", "Showed the assessment"),
    "card_allocation": ("展示了配置示意", "Showed an illustrative allocation"),
    "card_products": ("展示了产品类别", "Showed product categories"),
    "card_handoff": ("展示了转接状态", "Showed the state of the handoff"),
    "card_education": ("展示了知识卡片", "Showed an explanation"),
    "card_summary": ("展示了信息小结", "Showed a summary"),
    "card_feedback": ("请客户评价", "Asked for feedback"),
    "write": ("写给客户", "Write to the client"),
    "write_hint": ("Enter 发送，Shift+Enter 换行", "Enter sends, Shift+Enter breaks the line"),
    "send": ("发送", "Send"),
    "not_speaking": (
        "接待之后即可在此与客户交谈。在此之前由助手应答。",
        "Accept to talk here. Until then the assistant answers.",
    ),
    "over": ("这次接待已经结束。", "This conversation with an advisor is over."),
    "reading_only": ("您在查阅这次接待。", "You are looking at this conversation."),
    "accept": ("接待这位客户", "Accept this client"),
    "return": ("交还助手", "Return to the assistant"),
    "return_hint": ("助手会接着之前的步骤继续。", "The assistant goes on where it stopped."),
    "return_confirm": (
        "把对话交还助手吗？之后由助手应答。",
        "Return the conversation to the assistant? It will answer from then on.",
    ),
    "close": ("结束接待", "Close"),
    "outcome": ("结果", "Outcome"),
    "outcome_choose": ("请选择结果", "Choose the outcome"),
    "outcome_opened_relationship": ("已建立客户关系", "Relationship opened"),
    "outcome_not_suitable": ("不适合", "Not suitable"),
    "outcome_client_declined": ("客户婉拒", "Client declined"),
    "outcome_follow_up": ("后续跟进", "Follow up"),
    "outcome_no_contact": ("未能联系上", "Could not be reached"),
    "outcome_other": ("其他", "Other"),
    "assign": ("分派给", "Assign to"),
    "assign_do": ("分派", "Assign"),
    "notes": ("内部备注", "Private notes"),
    "notes_hint": ("客户看不到备注。", "The client never sees these."),
    "notes_none": ("还没有备注。", "No notes yet."),
    "note_new": ("新备注", "New note"),
    "note_add": ("添加备注", "Add note"),
    "taken_title": ("这位客户已有同事接待", "A colleague has taken this client"),
    "taken_by": ("{name} 先您一步接待了这位客户。", "{name} was a moment faster."),
    "reason_title": ("查阅客户资料的原因", "Why you open this profile"),
    "reason_why": (
        "查阅会留下记录：谁、何时、看了谁、为什么。",
        "Looking is recorded: who, when, whose, and why.",
    ),
    "reason_label": ("查阅原因", "Reason"),
    "reason_open": ("记录并打开", "Record and open"),
    "withdrawn_row": ("客户已撤回同意", "Consent withdrawn"),
    "withdrawn_note": (
        "客户已撤回同意，此前的资料和对话不再显示。",
        "The client has withdrawn consent: their profile and what was said before are not shown.",
    ),
    "erased_row": ("资料已删除", "Data erased"),
    # staff
    "name": ("姓名", "Name"),
    "role": ("角色", "Role"),
    "languages": ("语言", "Languages"),
    "state": ("状态", "State"),
    "since": ("开户时间", "Since"),
    "role_advisor": ("顾问", "Advisor"),
    "role_supervisor": ("主管", "Supervisor"),
    "role_compliance": ("合规", "Compliance"),
    "role_admin": ("管理员", "Administrator"),
    "state_active": ("正常", "Active"),
    "state_disabled": ("已停用", "Disabled"),
    "state_must_change": ("待首次登录", "Awaiting first sign-in"),
    "advisors_hint": (
        "账户由管理员在服务器上用 zhiyin advisor 命令开通或停用。",
        "Accounts are opened and closed on the server with the zhiyin advisor command.",
    ),
    # webhooks
    "webhooks": ("Webhook", "Webhooks"),
    "webhooks_hint": (
        "接收方由管理员在服务器上用 zhiyin webhook 命令添加、停用或更换密钥。",
        "Receivers are added, disabled and given new secrets on the server with the "
        "zhiyin webhook command.",
    ),
    "webhook_receivers": ("接收方", "Receivers"),
    "webhook_receiver": ("接收方", "Receiver"),
    "webhook_events": ("通知的事件", "Told of"),
    "webhook_all_events": ("全部事件", "everything"),
    "webhook_changing": (
        "更换密钥中：旧密钥在 {time} 前仍有效",
        "Secret being changed: the former one holds until {time}",
    ),
    "webhook_resting": ("对方要求 {time} 前暂停", "Asked to be left alone until {time}"),
    "webhook_for_operator": ("由管理员停用", "by an operator"),
    "webhook_for_gone": ("对方已不存在（410）", "the receiver is gone (410)"),
    "webhooks_none": ("还没有接收方", "There are no receivers yet"),
    "webhook_log": ("发送记录", "Deliveries"),
    "webhook_log_none": ("这里还没有发送记录", "There is nothing here yet"),
    "webhook_log_hint": (
        "转接或客户状态变化时，会在这里留下记录。",
        "What is told of handoffs and clients shows here.",
    ),
    "delivery_event": ("事件", "Event"),
    "delivery_attempts": ("发送情况", "Attempts"),
    "delivery_at": ("时间", "Time"),
    "delivery_all": ("全部", "All"),
    "delivery_pending": ("待发送", "To be sent"),
    "delivery_done": ("已送达", "Delivered"),
    "delivery_dead": ("未送达", "Given up"),
    "delivery_untried": ("尚未发送", "Not tried yet"),
    "delivery_tried": ("{n} 次", "{n} tried"),
    "delivery_next": ("下次：{time}", "next at {time}"),
    "delivery_again": ("再次发送", "Send again"),
    "delivery_again_whom": ("再次发送 {event}", "Send {event} again"),
    "delivery_older": ("更早的记录", "Older"),
    "event_handoff_requested": ("客户请求转人工", "Handoff requested"),
    "event_handoff_accepted": ("顾问已接待", "Handoff accepted"),
    "event_handoff_returned": ("已交还助手", "Handoff returned"),
    "event_handoff_closed": ("接待已结束", "Handoff closed"),
    "event_handoff_cancelled": ("客户取消请求", "Handoff cancelled"),
    "event_client_stage_changed": ("客户阶段变化", "Client's stage changed"),
    "event_client_erased": ("客户资料已删除", "Client erased"),
    "event_webhook_test": ("测试消息", "Test message"),
    "event_gone": ("内容已不保留", "No longer kept"),
    "problem_consent_missing": ("客户未同意，未发送", "Not sent: no consent"),
    "problem_address_refused": ("地址不允许访问", "The address may not be reached"),
    "problem_not_https": ("不是 https 地址", "Not an https address"),
    "problem_url": ("地址无法使用", "The address cannot be used"),
    "problem_name_unknown": ("找不到该域名", "The name is not known"),
    "problem_timed_out": ("对方超时未答复", "No answer in time"),
    "problem_not_connected": ("连接不上", "No connection"),
    "problem_tls": ("证书不可信", "The certificate is not trusted"),
    "problem_broken_off": ("连接中断", "The connection broke off"),
    # failures
    "problem": ("未能完成", "That did not work"),
    "again": ("返回", "Go back"),
}

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


def text(key: str, language: str, **values: object) -> str:
    """One piece of the console's wording. Raises KeyError where there is none."""
    wording = WORDS[key][LANGUAGES.index(language)]
    return wording.format(**values) if values else wording


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


def preferred(accept_language: str | None) -> str:
    """The first of our languages a browser asks for; Chinese where it asks for neither."""
    for part in (accept_language or "")[:200].split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return DEFAULT


def span(seconds: float, language: str) -> str:
    """A length of time in one unit: "12 分钟", "3 h"."""
    chinese = language == "zh"
    minutes = int(abs(seconds) // 60)
    if minutes < 1:
        return "不到 1 分钟" if chinese else "under 1 min"
    if minutes < 60:
        return f"{minutes} 分钟" if chinese else f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        if chinese:
            return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days = hours // 24
    return f"{days} 天" if chinese else f"{days} day{'s' if days > 1 else ''}"
