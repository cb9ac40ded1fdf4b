"""What must never be stored: cards, accounts, identity papers, passwords, PINs, one-time codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.language import checksums, digit_runs
from bot.language.checksums import birth, luhn, resident_id
from bot.language.digit_runs import Run
from bot.language.normal import folded

Kind = Literal["card", "account", "resident_id", "identity_paper", "password", "pin", "code", "cvv"]
_Found = list[tuple[int, int, Kind]]


@dataclass(frozen=True)
class Forbidden:
    """Where in a text a secret stands, and of what kind; never the secret itself."""

    kind: Kind
    start: int
    end: int


_CARD_CUE = re.compile(
    r"卡号|银行卡|信用卡|储蓄卡|借记卡|card (?:number|no)|debit card|credit card|my card"
    r"|account number|账号|帐号|(?:银行|收款|付款)账户|\bcard\b"
)
_ID_CUE = re.compile(
    r"身份证|证件号|通行证|回乡证|台胞证|id (?:card|number|no)|\bhkid\b|\bidentity|passport|护照"
    r"|\bpermit\b"
)
_NOT_PAPER = re.compile(r"微信|vx|wx|we ?chat|单号|订单|代码|基金|股票|order|fund|ticker")
_PAPER = re.compile(
    r"(?<![a-z0-9])(?:(?P<hk>[a-z]{1,2}[ -]?[0-9]{6} ?[(（]?[0-9a][)）]?)"
    r"|(?P<tw>[a-z][1289][0-9]{8})"
    r"|(?P<macau>[157][ /]?[0-9]{6} ?[(（/]?[0-9][)）]?)"
    r"|(?P<number>[a-z]{0,2}[0-9]{7,10}|[a-z][a-z0-9][0-9]{6,8}))(?![a-z0-9])"
)
_SOCIAL_SECURITY = re.compile(
    r"(?:(?:social security|(?<![a-z])ssn)(?: number| no\.?)?(?: is)?[:： ]{0,3}"
    r"(?P<cued>[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4})"
    r"|(?<![0-9-])(?P<bare>[0-9]{3}-[0-9]{2}-[0-9]{4}))(?![0-9-])"
)
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}[0-9]{2}(?:[ -]?[a-z0-9]){11,30}(?![a-z0-9])")
_LINK = (
    r"\s?(?:号码?|是|为|就是|改成|设(?:置)?(?:成|为)|is|are|was|to|=|:|：|->|\s|,|，"
    r"|number|code|系|'s|\bshi\b|[0-9]位(?:数字?)?|这个|我的|你的|给你|发你|发的|刚收到的?|收到的?|the|my|今天的?|\(|（|it's|its)"
)
_PASSWORD = re.compile(
    r"(?P<cue>(?:登录|登陆|网银|交易|取款|支付|银行卡?|账户|查询|手机银行|卡|微信"
    r"|支付宝)?(?:密码|口令|暗号)"
    r"|(?<![a-z])(?:pass ?word|pass ?code|passwd|pwd|pass ?phrase|passw|mi ?ma)(?![a-z]))"
    rf"(?:{_LINK}){{1,5}}\s?[\"'“”]?(?P<secret>[!-~]{{3,64}})"
)
_PASSWORD_CLOSE = re.compile(
    r"(?P<cue>密码|口令|password)(?P<secret>(?=[!-~]{0,30}[0-9])[a-z0-9][!-~]{3,31})"
)
_PASSWORD_BEFORE = re.compile(
    r"(?P<secret>(?<![!-~])(?=[!-~]{0,40}[0-9])(?=[!-~]{0,40}[a-z])[!-~]{5,40})"
    r"\s?(?:是|就是|为|is|was)\s?(?:我|my|the)?的?\s?(?:登录|网银|交易|支付)?(?P<cue>密码"
    r"|password|passcode)"
)
_CODES = (
    r"验证码|校验码|动态码|动态密码|短信码|确认码|安全码|授权码"
    r"|(?<![a-z])(?:otp"
    r"|one[- ]time (?:code|password|pin)|verification(?: code)?|security code"
    r"|auth(?:entication|orization)? code|2fa(?: code)?|sms code|passcode|(?:the|my) code"
    r"|code (?:i got|you sent|from the (?:text|sms|mail|email))"
    r"|(?:the|my|these) (?:[4-8]|four|five|six|seven|eight)[- ]digits?)(?![a-z])"
)
_CODE = re.compile(
    rf"(?P<cue>{_CODES})(?:{_LINK}){{0,6}}\s?(?P<secret>[0-9](?:[ \n-]{{0,2}}[0-9]){{3,9}}"
    r"|(?=[a-z]{0,6}[0-9])[a-z0-9]{4,10})(?![0-9])"
)
_CODE_BEFORE = re.compile(
    r"(?<![0-9.])(?P<secret>[0-9](?:[ -]?[0-9]){3,7})(?![0-9.]|万|亿|元|块|k\b)\s?"
    r"(?:[，,]\s?)?(?:(?:是|这是|就是|is|was|\(|（)\s?)(?:我的|我?刚?收到的|my|the)?\s?"
    rf"(?P<cue>{_CODES}|密码|password|pin|code\b)"
)
_PIN = re.compile(
    r"(?P<cue>(?<![a-z])pin(?![a-z])(?:\s?(?:code|number))?|(?:取款|交易|支付|卡)密)"
    rf"(?:{_LINK}){{0,5}}\s?(?P<secret>[0-9](?:[ -]?[0-9]){{3,7}})(?![0-9])"
)
_CVV = re.compile(
    r"(?P<cue>(?<![a-z])(?:cvv2?|cvc2?|cvn2?|csc)(?![a-z0-9])|卡背面?(?:后)?[三3]位(?:数)?|末[三3]位|后[三3]位"
    r"|背面[三3]位"
    rf"|安全码)(?:{_LINK}){{0,5}}\s?(?P<secret>[0-9](?: ?[0-9]){{2,3}})(?![0-9])"
)
_EXPLAINS = re.compile(
    r"^(?:忘|怎|错|重|找|改|泄|被|不|安全|吗|reset|forgot|is|was|not|to|the|my|and|or|for"
    r"|wrong|safe|change|please|on|in|at|with|incorrect|expired|protected|manager|lost)"
)
_BY_WORD: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_CVV, "cvv"),
    (_CODE, "code"),
    (_CODE_BEFORE, "code"),
    (_PIN, "pin"),
    (_PASSWORD, "password"),
    (_PASSWORD_CLOSE, "password"),
    (_PASSWORD_BEFORE, "password"),
)
_GIVES = (
    r"(?:\s?(?:是|为|就是|:|：|发你|给你|发给你|告诉你|如下|is|follows|coming up|here|next|=))+"
    r"[\s。.!！:：…~]*$"
)
_ANNOUNCED: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"(?:cvv2?|cvc2?|后三位|安全码)" + _GIVES), "cvv"),
    (re.compile(rf"(?:{_CODES})" + _GIVES), "code"),
    (re.compile(r"(?:\bpin\b|取款密码|支付密码|交易密码)" + _GIVES), "pin"),
    (re.compile(r"(?:密码|口令|pass ?word|passwd|pwd)" + _GIVES), "password"),
    (re.compile(r"(?:卡号|卡|账号|帐号|card(?: number| no\.?)?|account number)" + _GIVES), "card"),
    (
        re.compile(r"(?:身份证|证件|护照|id|passport)(?:号码?| number| card| no\.?)?" + _GIVES),
        "identity_paper",
    ),
)
_HANDED_OVER: dict[Kind, re.Pattern[str]] = {
    "cvv": re.compile(r"\D{0,4}[0-9](?: ?[0-9]){2,3}\D{0,4}"),
    "code": re.compile(r"\D{0,6}(?=[a-z0-9 -]*[0-9])[a-z0-9](?:[ -]?[a-z0-9]){3,9}\D{0,4}"),
    "pin": re.compile(r"\D{0,4}[0-9](?:[ -]?[0-9]){3,7}\D{0,4}"),
    "password": re.compile(r"[\"'“]?(?!(?:yes|no|ok|okay|hello|hi|wait|what|why|sorry|thanks)\b)"
                           r"[!-~]{4,64}[\"'”]?"),
    "card": re.compile(r"\D{0,6}[0-9](?:\D{0,3}[0-9]){7,24}\D{0,4}"),
    "identity_paper": re.compile(r"\D{0,4}[a-z]{0,2}(?:[ -]?[0-9]){6,18}[x()0-9]{0,3}\D{0,4}"),
}  # fmt: skip


def find(text: str, *, announced: Kind | None = None) -> tuple[Forbidden, ...]:
    """Every secret of a text from left to right, as spans of the text as it was given.

    Cards by Luhn (or a word for a card beside them), accounts by IBAN, Chinese resident ids by ISO
    7064 and birth date, other identity papers by their check digit or the word before them,
    passwords, PINs and codes by a word beside them (JR/T 0171-2020 C3). Full-width, Chinese and
    spelled-out digits count, split over lines or not.

    `announced`: the kind that the client's message before said would come (see `announces`); then
    a text that can be one is taken for it.
    """
    whole = folded(text)
    plain = whole.text
    view = digit_runs.view(plain)
    found: _Found = []
    if announced is not None and _HANDED_OVER[announced].fullmatch(view.text.strip()):
        return (Forbidden(announced, *whole.span(0, len(plain))),)
    _papers(plain, found)
    for run in digit_runs.runs(view):
        _numbers(plain, run, found)
    for pattern, kind in _BY_WORD:
        for match in pattern.finditer(view.text):
            if kind == "password" and not _is_password(match):
                continue
            _add(found, *view.span(*match.span("secret")), kind)
    found.sort()
    return tuple(Forbidden(kind, *whole.span(start, end)) for start, end, kind in found)


def announces(text: str) -> Kind | None:
    """The kind of secret that a message says will follow ("my password is", "卡号发你")."""
    plain = folded(text).text.strip()
    for pattern, kind in _ANNOUNCED:
        if pattern.search(plain):
            return kind
    return None


def redact(text: str) -> str:
    """The text with every secret replaced by its kind in brackets. Idempotent."""
    out = text
    for secret in reversed(find(text)):
        out = f"{out[: secret.start]}[{secret.kind}]{out[secret.end :]}"
    return out


def _numbers(plain: str, run: Run, found: _Found) -> None:
    """Resident ids and cards in a run of digit groups."""
    before = plain[max(0, run.start - 20) : run.start]
    by_card, by_id = bool(_CARD_CUE.search(before)), bool(_ID_CUE.search(before))
    for part in run.parts(15, 18, _may_be_id):
        if len(part.digits) == 18:
            if resident_id(part.digits) or (by_id and birth(part.digits[6:14])):
                _add(found, part.start, part.end, "resident_id")
        elif (
            len(part.digits) == 15
            and not (part.is_amount or luhn(part.digits))
            and (by_id or (part.whole and not by_card))
        ):
            _add(found, part.start, part.end, "resident_id")
    everything = sum(len(digits) for digits, _, _ in run.groups)

    def may_be_card(digits: str) -> bool:
        named = by_card and len(digits) == everything
        return digits.isdigit() and (named or (checksums.card_prefix(digits) and luhn(digits)))

    for part in run.parts(13, 19, may_be_card):
        if not (part.is_amount or part.has_phone):
            _add(found, part.start, part.end, "card")
    for start, end in run.hidden_cards():
        _add(found, start, end, "card")


def _may_be_id(digits: str) -> bool:
    return (len(digits) == 18 and birth(digits[6:14])) or (
        len(digits) == 15 and checksums.old_resident_id(digits)
    )


def _papers(plain: str, found: _Found) -> None:
    """IBANs by their check digits, US social security numbers by their form, papers of Hong Kong,
    Macau, Taiwan and passports in context.
    """
    for match in _IBAN.finditer(plain):
        length = checksums.iban_length(match.group())
        if length is not None:
            _add(found, match.start(), match.start() + length, "account")
    for match in _SOCIAL_SECURITY.finditer(plain):
        _add(found, *match.span("cued" if match["cued"] else "bare"), "identity_paper")
    for match in _PAPER.finditer(plain):
        before = plain[max(0, match.start() - 24) : match.start()]
        cue = bool(_ID_CUE.search(before))
        kind, value = str(match.lastgroup), match.group()
        if _NOT_PAPER.search(before) and not cue:
            continue
        sure = (
            (
                kind == "hk"
                and checksums.hong_kong_id(value)
                and (cue or "(" in value or "（" in value)
            )
            or (kind == "tw" and checksums.taiwan_id(value))
            or (kind in ("macau", "number", "hk", "tw") and cue)
        )
        if sure:
            _add(found, match.start(), match.end(), "identity_paper")


def _is_password(match: re.Match[str]) -> bool:
    secret, cue = match.group("secret"), match.group("cue")
    if re.fullmatch(r"\[[a-z_]+\]\W*", secret):
        return False  # it was cut out before
    if match.start("secret") < match.start("cue"):
        return True
    unclear = _EXPLAINS.match(secret) or not re.search(r"[0-9]", secret)
    return not unclear or _announced(match.group(), cue, secret)


def _announced(whole: str, cue: str, secret: str) -> bool:
    """Whether "is", "是" or ":" hands a password over: not "password reset"."""
    link = whole[len(cue) : len(whole) - len(secret)]
    plain_word = _EXPLAINS.match(secret) or re.fullmatch(
        r"(?:wrong|incorrect|expired|safe|strong|weak|long|short|secret|private|required"
        r"|needed|stored|saved|compromised|leaked|not|too|very|still|always|never|a|an|it"
        r"|that|this|what|where|how|why|when|being|kept|encrypted|hashed|secure)[.,!?]*",
        secret,
    )
    return bool(re.search(r"is|是|为|:|：|=", link)) and not plain_word


def _add(found: _Found, start: int, end: int, kind: Kind) -> None:
    if not any(a < end and start < b for a, b, _ in found):
        found.append((start, end, kind))


__all__ = ["Forbidden", "Kind", "announces", "find", "luhn", "redact", "resident_id"]
