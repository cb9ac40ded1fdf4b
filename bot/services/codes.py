"""One-time codes, and messages that came due, on their way to a client's address: by mail, by SMS,
or through a channel's own sender."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import unquote, urlsplit

import httpx

from bot.services.app import App
from bot.services.webhook_signing import headers
from bot.settings import Settings

SECONDS = 10.0
"""How long a mail server or an SMS gateway may take."""


class NotSent(Exception):
    """A code could not be handed over; `final` when trying again cannot help.

    The message names what went wrong and never holds an address, a code or a server's own words.
    """

    def __init__(self, what: str, *, final: bool) -> None:
        super().__init__(what)
        self.final = final


@dataclass(frozen=True)
class Outgoing:
    """A message with a code, or one that came due. `id` is the same when it is tried again; `type`
    tells an SMS gateway what it is."""

    id: str
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    language: str
    at: datetime
    type: str = "code.requested"


class Sender(Protocol):
    """Sends to addresses of one kind; `send` raises NotSent. It is called in a thread."""

    def send(self, message: Outgoing) -> None:
        """Hand the message over."""


_makers: dict[str, Callable[[Settings], Sender | None]] = {}


def register(kind: str, make: Callable[[Settings], Sender | None]) -> None:
    """Let a channel send codes to its kind of address (`wechat` …).

    `make` gives the sender for these settings, or None where the channel is not set up.
    """
    _makers[kind] = make


def sender(app: App, kind: str) -> Sender | None:
    """The sender for a kind of address; None where none is set up."""
    make = _makers.get(kind)
    return make(app.settings) if make else None


def kinds(app: App) -> tuple[str, ...]:
    """The kinds of address that codes can be sent to here."""
    return tuple(kind for kind in _makers if sender(app, kind) is not None)


@dataclass(frozen=True)
class Mail:
    """Sends by SMTP: TLS from the start, or STARTTLS; in clear on this machine only."""

    url: str = field(repr=False)
    from_: str

    @classmethod
    def of(cls, settings: Settings) -> Mail | None:
        """The mail server of the settings, if there is one."""
        if settings.smtp_url is None or settings.smtp_from is None:
            return None
        return cls(settings.smtp_url, settings.smtp_from)

    def send(self, message: Outgoing) -> None:
        """Hand the mail to the server. Raises NotSent."""
        mail = EmailMessage()
        mail["From"], mail["To"] = self.from_, message.to
        mail["Subject"], mail["Date"] = message.subject, format_datetime(message.at)
        mail["Message-ID"] = f"<{message.id}@{self.from_.rpartition('@')[2].rstrip('>')}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        mail["Content-Language"] = message.language
        try:
            with self._server() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            replies = [code for code, _ in error.recipients.values()]
            raise NotSent("recipient refused", final=all(code >= 500 for code in replies)) from None
        except smtplib.SMTPResponseException as error:
            final = error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPConnectError)
            raise NotSent(f"SMTP {error.smtp_code}", final=final) from None
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(type(error).__name__, final=False) from None

    def _server(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        secure = ssl.create_default_context()
        server: smtplib.SMTP
        if parts.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=secure)
        else:
            server = smtplib.SMTP(host, parts.port or 587, timeout=SECONDS)
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=secure)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True)
class Sms:
    """Sends through the institution's SMS gateway: a webhook signed after Standard Webhooks."""

    url: str = field(repr=False)
    secret: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Sms | None:
        """The SMS gateway of the settings, if there is one."""
        if settings.sms_url is None or settings.sms_secret is None:
            return None
        return cls(settings.sms_url, settings.sms_secret)

    def send(self, message: Outgoing) -> None:
        """Post `{"type", "timestamp", "data": {"to", "text", "language"}}`. Raises NotSent."""
        document = {
            "type": message.type,
            "timestamp": message.at.isoformat(),
            "data": {"to": message.to, "text": message.text, "language": message.language},
        }
        body = json.dumps(document, ensure_ascii=False).encode()
        signed = headers([self.secret], message.id, int(message.at.timestamp()), body)
        try:
            with httpx.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client:
                status = client.post(self.url, content=body, headers=signed).status_code
        except httpx.HTTPError as error:
            raise NotSent(type(error).__name__, final=False) from None
        if not 200 <= status < 300:
            passing = status >= 500 or status in (408, 425, 429)
            raise NotSent(f"HTTP {status}", final=not passing)


register("phone", Sms.of)
register("email", Mail.of)
